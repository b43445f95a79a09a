"""Models by a name of the hub: fetched once, then used without it; a hub out of reach is noticed in seconds."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha1
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic

import pytest

from tests.index.tiny_models import tiny_model

ROOT = Path(__file__).parents[2]
CODE = "from index.embedding.origin import name_of, folder_of; print(name_of({said!r}), folder_of({said!r}))"


def asked(said: str, hub: str, cache: Path) -> subprocess.CompletedProcess[str]:
    """Its name and folder, as another process says."""
    environment = os.environ | {"HF_ENDPOINT": hub, "HF_HOME": str(cache)}  # noqa: TID251 - the hub's own settings
    command = [sys.executable, "-c", CODE.format(said=said)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


class Hub:
    """One model at the addresses that the hub has it at."""

    def __init__(self, folder: Path) -> None:
        files = {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file()
        }
        self.asked: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._answering(files))
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answering(self, files: dict[str, bytes]) -> type[BaseHTTPRequestHandler]:
        commit, log = "c" * 40, self.asked
        tree = [
            {"type": "file", "path": name, "size": len(content), "oid": sha1(content).hexdigest()}
            for name, content in files.items()
        ]
        known = {
            "/api/models/maker/tiny": {
                "id": "maker/tiny",
                "sha": commit,
                "siblings": [{"rfilename": each} for each in files],
            },
            f"/api/models/maker/tiny/tree/{commit}": tree,
        }
        known["/api/models/maker/tiny/revision/main"] = known["/api/models/maker/tiny"]

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                log.append(path)
                name = path.removeprefix(f"/maker/tiny/resolve/{commit}/")
                content = json.dumps(known[path]).encode() if path in known else files.get(name)
                self.send_response(200 if content is not None else 404)
                self.send_header("Content-Length", str(len(content or b"")))
                self.send_header("X-Repo-Commit", commit)
                self.send_header("ETag", f'"{sha1(content or b"").hexdigest()}"')
                self.end_headers()
                if self.command == "GET":
                    self.wfile.write(content or b"")

            do_HEAD = do_GET  # noqa: N815 - the server's names

            def log_message(self, *_: object) -> None: ...

        return Answer


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    folder = tiny_model(tmp_path)
    (folder / "onnx").mkdir()
    (folder / "onnx" / "model.safetensors").write_bytes(b"for others")
    (folder / "pytorch_model.bin").write_bytes(b"the same again")
    opened = Hub(folder)
    yield opened
    opened.close()


@pytest.mark.slow
def test_a_model_of_the_hub_is_fetched_once_and_keeps_its_name(hub: Hub, tmp_path: Path) -> None:
    first = asked("maker/tiny", hub.address, tmp_path / "cache")
    assert first.stdout.startswith("maker/tiny@"), first.stderr
    fetched = {Path(each).name for each in hub.asked if "/resolve/" in each}
    assert {"model.safetensors", "config.json", "modules.json", "tokenizer.json"} <= fetched
    assert "pytorch_model.bin" not in fetched
    assert not any("/onnx/" in each for each in hub.asked)
    hub.asked.clear()
    assert asked("maker/tiny", hub.address, tmp_path / "cache").stdout == first.stdout
    assert [each for each in hub.asked if "/maker/" in each] == []


@pytest.mark.slow
def test_a_name_that_the_hub_does_not_know_is_said_so(hub: Hub, tmp_path: Path) -> None:
    failed = asked("maker/huge", hub.address, tmp_path / "cache")
    assert "UnfitModel" in failed.stderr
    assert "'maker/huge'" in failed.stderr.splitlines()[-1]


def test_a_hub_out_of_reach_is_noticed_in_seconds(tmp_path: Path) -> None:
    begun = monotonic()
    failed = asked("nobody/no-such-model", "http://127.0.0.1:9", tmp_path)
    assert "UnfitModel" in failed.stderr
    assert "'nobody/no-such-model'" in failed.stderr.splitlines()[-1]
    assert monotonic() - begun < 20


@pytest.mark.slow
def test_a_hub_that_says_nothing_is_not_waited_for(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begun = monotonic()
        failed = asked("nobody/silent", f"http://127.0.0.1:{silent.getsockname()[1]}", tmp_path)
    assert "timed out" in failed.stderr
    assert monotonic() - begun < 40
