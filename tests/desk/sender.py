"""A process that sends what is approved: `python -m tests.desk.sender LEDGER_URL FILE never|before|after`."""

import sys
from pathlib import Path

from desk.ledger import Ledger
from desk.posting import send_waiting
from tests.desk.cases import HandClock
from tests.fakes.file_publisher import FilePublisher


def main(url: str, file: str, dies: str) -> None:
    """Sends one reply after the other."""
    publisher = FilePublisher(Path(file), dies)
    ledger = Ledger.open(url)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    send_waiting(ledger, {"simulator": publisher}, HandClock())
    ledger.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
