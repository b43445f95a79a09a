"""A channel whose posts are lines of a file: they outlive the process that sent them."""

import os
import signal
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desk.cases import Receipt, Reply
from desk.drafts import To
from tests.builders import NOON


@dataclass(frozen=True)
class FilePublisher:
    """May kill its own process, as `kill -9` does, before or after the post is out."""

    file: Path
    dies: str = "never"  # "before", "after"

    def send(self, reply: Reply) -> Receipt:
        self._die_if("before")
        with self.file.open("a", encoding="utf-8") as posts:
            posts.write(f"{reply.key}\n")
        self._die_if("after")
        return self._receipt(reply)

    def find(self, reply: Reply) -> Receipt | None:
        return self._receipt(reply) if reply.key in self.posts() else None

    def free_at(self, to: To) -> datetime | None:
        return None

    def posts(self) -> list[str]:
        return self.file.read_text(encoding="utf-8").split() if self.file.exists() else []

    def _die_if(self, moment: str) -> None:
        if self.dies == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    @staticmethod
    def _receipt(reply: Reply) -> Receipt:
        return Receipt(f"r-{reply.key}", None, NOON)
