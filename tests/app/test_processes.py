"""A process that ended does not keep what it had taken."""

import subprocess
import sys

from app.processes import is_dead, this_process


def test_this_process_is_alive() -> None:
    assert not is_dead(this_process())


def test_a_process_that_ended_is_dead() -> None:
    say = "from app.processes import this_process; print(this_process())"
    ended = subprocess.run([sys.executable, "-c", say], check=True, capture_output=True, text=True).stdout
    assert is_dead(ended.strip())


def test_another_process_with_the_same_number_is_another_process() -> None:
    host, number, _ = this_process().split()
    assert is_dead(f"{host} {number} 1")


def test_nothing_is_said_of_other_hosts_or_of_nonsense() -> None:
    assert not is_dead("elsewhere 1 1")
    assert not is_dead("")
