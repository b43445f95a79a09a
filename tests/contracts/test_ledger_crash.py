"""A sender that is killed at the worst moment sends nothing twice and loses nothing, on every database."""

import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from desk import outbox
from desk.cases import Stage
from desk.ledger import Ledger
from desk.posting import LEASE, send_waiting, sweep
from tests.builders import ALICE, NOON
from tests.desk.cases import HandClock, stored
from tests.fakes.file_publisher import FilePublisher

PROJECT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow  # few rounds in `make test-all`, 50 in `make prove`


def a_sender(database_url: str, file: Path, dies: str = "never") -> "subprocess.Popen[str]":
    """Another process, which is about to send."""
    command = [sys.executable, "-m", "tests.desk.sender", database_url, str(file), dies]
    sender = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert sender.stdout is not None
    assert sender.stdout.readline() == "ready\n"
    return sender


def killed(sender: "subprocess.Popen[str]") -> bool:
    sender.communicate(timeout=60)
    return sender.returncode == -signal.SIGKILL


def test_killed_after_the_post_is_out_it_is_found_and_not_sent_again(
    ledger: Ledger, database_url: str, tmp_path: Path, rounds: int
) -> None:
    publisher, clock = FilePublisher(tmp_path / "posts"), HandClock(NOON + LEASE)
    for number in range(1, rounds + 1):
        case = stored(ledger, Stage.APPROVED)
        assert killed(a_sender(database_url, publisher.file, dies="after"))
        assert ledger.case(case.id).stage is Stage.SENDING
        assert send_waiting(ledger, {"simulator": publisher}, clock) == []
        [doubtful] = sweep(ledger, {}, clock)
        assert doubtful.stage is Stage.UNCERTAIN
        [found] = sweep(ledger, {"simulator": publisher}, clock)
        assert (found.id, found.stage) == (case.id, Stage.SENT)
        assert len(publisher.posts()) == len(set(publisher.posts())) == number


def test_killed_before_the_post_is_out_it_waits_for_a_person(
    ledger: Ledger, database_url: str, tmp_path: Path, rounds: int
) -> None:
    publisher, clock = FilePublisher(tmp_path / "posts"), HandClock(NOON + LEASE)
    for number in range(1, rounds + 1):
        case = stored(ledger, Stage.APPROVED)
        assert killed(a_sender(database_url, publisher.file, dies="before"))
        [doubtful] = sweep(ledger, {"simulator": publisher}, clock)
        assert (doubtful.id, doubtful.stage) == (case.id, Stage.UNCERTAIN)
        assert sweep(ledger, {"simulator": publisher}, clock) == []
        assert len(publisher.posts()) == number - 1
        ledger.change(case.id, lambda now: outbox.settle_unsent(now, ALICE, NOON))
        [sent] = send_waiting(ledger, {"simulator": publisher}, clock)
        assert sent.stage is Stage.SENT
        assert len(publisher.posts()) == number


def test_killed_at_any_moment_every_reply_is_out_once_or_accounted_for(
    ledger: Ledger, database_url: str, tmp_path: Path, rounds: int
) -> None:
    publisher, clock = FilePublisher(tmp_path / "posts"), HandClock(NOON + LEASE)
    for number in range(rounds):
        for _ in range(8):
            stored(ledger, Stage.APPROVED)
        sender = a_sender(database_url, publisher.file)
        time.sleep(0.003 * (number % 20))  # from before the first claim to after the last record
        sender.kill()
        sender.communicate(timeout=60)
        sweep(ledger, {"simulator": publisher}, clock)
        unsent = {case.id for case in ledger.cases({Stage.APPROVED, Stage.UNCERTAIN})}
        out = Counter(publisher.posts())
        assert set(out.values()) <= {1}
        assert len(out) == len(ledger.sent())
        assert len(out) + len(unsent) == 8 * (number + 1)
        for case in ledger.cases({Stage.UNCERTAIN}):
            ledger.change(case.id, lambda now: outbox.settle_unsent(now, ALICE, NOON))
        send_waiting(ledger, {"simulator": publisher}, clock)
        assert set(Counter(publisher.posts()).values()) == {1}
        assert len(publisher.posts()) == len(ledger.sent()) == 8 * (number + 1)
