"""A forum of Askbot that runs on this machine: its own software, database and web server."""

import json
import shutil
import subprocess
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from tests.askbot.install import MIGRATED, installed
from tests.emulator.serving import free_port

HERE = Path(__file__).parent
_SETTINGS = """
ALLOWED_HOSTS = ["127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEBUG = False
"""
_READY = 60.0  # seconds


class LiveForum:
    """Begun empty, filled and changed by scripts that print JSON on their last line."""

    def __init__(self, folder: Path) -> None:
        self._python = installed()
        self._project = folder / "project"
        self._log = folder / "server.log"
        self._port = free_port()
        self._server: subprocess.Popen[bytes] | None = None
        self._set_up(folder / "forum.sqlite")

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}/"

    def run(self, script: str) -> Any:
        """Runs a script of ours within the forum; what it printed. The server, which remembers pages, begins anew."""
        self.stop()
        said = self._call(
            self._python, "manage.py", "shell", cwd=self._project, input=(HERE / script).read_text()
        )
        self._start()
        return json.loads(said.strip().splitlines()[-1])

    def stop(self) -> None:
        if self._server:
            self._server.terminate()
            self._server.wait(timeout=20)
            self._server = None

    def _set_up(self, database: Path) -> None:
        setup = self._python.parent / "askbot-setup"
        named = {
            "-r": self._project,
            "--proj-name": "forum",
            "--db-engine": "sqlite",
            "--db-name": database,
            "--admin-name": "admin",
            "--admin-email": "admin@example.test",
            "--domain-name": "forum.example.test",
        }
        options = [str(part) for pair in named.items() for part in pair]
        self._call(setup, "--noinput", "--force", *options, cwd=database.parent)
        with (self._project / "forum" / "settings.py").open("a") as settings:
            settings.write(_SETTINGS)
        if not MIGRATED.exists():
            self._call(self._python, "manage.py", "migrate", "--noinput", cwd=self._project)
            shutil.copy(database, MIGRATED)
        shutil.copy(MIGRATED, database)

    def _start(self) -> None:
        command: list[str | Path] = [
            self._python,
            "manage.py",
            "runserver",
            self.host,
            "--noreload",
            "--insecure",
        ]
        with self._log.open("ab") as log:
            self._server = subprocess.Popen(command, cwd=self._project, stdout=log, stderr=log)
        until = time.monotonic() + _READY
        while not self._answers():
            assert self._server.poll() is None, self._log.read_text()[-2000:]
            assert time.monotonic() < until, f"Askbot does not answer after {_READY:.0f} seconds"
            time.sleep(0.1)

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=10)
        try:
            connection.request("GET", "/api/v1/info/")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def _call(self, *command: str | Path, cwd: Path, input: str | None = None) -> str:
        done = subprocess.run(command, cwd=cwd, input=input, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout
