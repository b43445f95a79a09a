"""A robot that works as an agent does, through the real workbench: approves, edits, rejects, undoes and settles."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Protocol

from assist.workbench import Workbench
from desk.cases import Case, Person, Stage
from desk.errors import DeskError
from desk.posting import reply_of
from tests.stories.x_judge import Ours

PATIENCE = (
    6.0  # seconds by the wall until an uncertain reply is looked for: nothing is on its way any more then
)
AT_ONCE = 10  # cases that it looks at before it looks again


class Sight(Protocol):
    """What a person sees who opens the channel."""

    def ours(self) -> list[Ours]:
        """All that our account wrote."""


@dataclass
class Journal:
    """What the robot is about to let out, on disk before it says so: the only words that may ever go out."""

    file: Path

    def note(self, case: Case) -> None:
        """Before the click."""
        draft = case.draft
        assert draft is not None
        line = json.dumps([case.conversation, draft.to.value, draft.text, draft.public_line]) + "\n"
        descriptor = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            os.write(descriptor, line.encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@dataclass
class Robot:
    """One of several may work at a time; whatever the desk refuses, somebody else was quicker."""

    bench: Workbench
    person: Person
    journal: Journal
    sight: Sight
    rng: Random
    first_seen: dict[tuple[int, int], float] = field(default_factory=dict)  # uncertain attempts

    def run(self) -> None:
        """Until it is killed."""
        while True:
            if not self.turn():
                sleep(0.05)

    def turn(self) -> int:
        """Decides about a few cases; returns about how many."""
        done = 0
        for stage, deed in self._deeds().items():
            for case in self.bench.queue({stage})[:AT_ONCE]:
                try:
                    done += deed(case)
                except DeskError:
                    done += 1
        return done

    def _deeds(self) -> dict[Stage, Callable[[Case], bool]]:
        return {
            Stage.AWAITING_DECISION: self._decide,
            Stage.WITH_EXPERT: self._answer,
            Stage.UNCERTAIN: self._settle,
            Stage.APPROVED: self._think_again,
        }

    def _decide(self, case: Case) -> bool:
        draft, dice = case.draft, self.rng.random()
        assert draft is not None
        if draft.blocked or dice < 0.15:
            case = self._edit(case, draft.text)
        if dice > 0.93 or (case.draft and case.draft.blocked):
            self.bench.reject(case.id, case.seen, "not like this", self.person)
            return True
        self.journal.note(case)
        self.bench.approve(case.id, case.seen, self.person)
        return True

    def _answer(self, case: Case) -> bool:
        """An expert's case: half of them get words of ours, the others none."""
        if self.rng.random() < 0.5:
            self.bench.set_aside(case.id, "nothing to say to this", self.person, case.seen)
        else:
            self._edit(case, "we have passed it on to our colleagues.")
        return True

    def _edit(self, case: Case, text: str) -> Case:
        """Words that nobody else gets: equal ones to many are spam."""
        words = f"Hello {case.message.author_handle}, {text}"
        return self.bench.edit(case.id, case.seen, words, self.person, reason="we know it")

    def _think_again(self, case: Case) -> bool:
        """Undoes an approval now and then, while it waits."""
        if case.send_after is None or self.rng.random() > 0.02:
            return False
        self.bench.take_back(case.id, self.person)
        return True

    def _settle(self, case: Case) -> bool:
        """Looks at the channel, once nothing can be on its way any more."""
        attempt = (case.id, case.attempt)
        if monotonic() - self.first_seen.setdefault(attempt, monotonic()) < PATIENCE:
            return False
        out = any(one.is_of(reply_of(case)) for one in self.sight.ours())
        self.bench.settle(case.id, out, self.person, case.attempt)
        return True


def a_robot(bench: Workbench, person: Person, folder: Path, sight: Sight, seed: int) -> Robot:
    """One that works in the folder of a run."""
    return Robot(bench, person, Journal(folder / "journal"), sight, Random(seed))
