"""A site of many linked pages that says whether they changed, and kills who asks for one page too many."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Lock

from tests.ingest.crawl.site import Asked, Reply, Site, html

_LINKS = 20  # of each page


class LargeSite:
    """Pages /p/0 to /p/N: each links to the next twenty after twenty times itself, and home."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        self.site = Site(
            {"/robots.txt": Reply("User-agent: *\nAllow: /"), "/": self._page}, otherwise=self._page
        )
        self.not_modified = 0
        self._kill: tuple[int, int] | None = None  # (request, process)
        self._lock = Lock()

    def keys(self) -> set[str]:
        """The addresses of all pages."""
        return {self.site.url("/"), *(self.site.url(f"/p/{n}") for n in range(1, self.pages))}

    def walk_in_a_process(self, folder: Path, *, at_once: int, killed_at: int) -> int:
        """A walk that is killed without an answer when so many requests have come; its exit status."""
        command = [
            sys.executable,
            "-m",
            "tests.ingest.crawl.walking",
            self.site.url(),
            str(folder),
            str(at_once),
        ]
        with self._lock:
            walking = subprocess.Popen(command, cwd=Path(__file__).parents[3])
            self._kill = (len(self.site.asked) + killed_at, walking.pid)
        status = walking.wait(60)
        self._kill = None
        return status

    def _page(self, asked: Asked) -> Reply:
        with self._lock:
            if self._kill and len(self.site.asked) >= self._kill[0]:
                os.kill(self._kill[1], signal.SIGKILL)
                raise ConnectionAbortedError("the other side is dead")
        number = int(asked.path.removeprefix("/p/")) if asked.path != "/" else 0
        if number >= self.pages:
            return Reply(status=404)
        if asked.headers.get("if-none-match") == f'"{number}"':
            with self._lock:
                self.not_modified += 1
            return Reply(status=304)
        children = range(number * _LINKS + 1, min(self.pages, number * _LINKS + _LINKS + 1))
        words = f"Page {number} explains pin {number} of the board. " * 60
        page = html(words, "/", *(f"/p/{child}" for child in children), title=f"Page {number}")
        return Reply(page.body, headers={"ETag": f'"{number}"'})
