"""The simulated X of a run as a process of its own, whose clock is the run's. It is never killed: it is the judge.

python -m tests.stories.x_serving FOLDER      prints its address once it listens, and ends with its input
"""

import sys
from pathlib import Path
from threading import Thread

from assist.text.length import weighted_length
from bots.simulator.api.app import simulated_x
from bots.simulator.api.serving import bound, server
from tests.stories.x_clock import SharedClock

OURS = "FennbyCare"


def main(folder: Path) -> None:
    """Until its input ends."""
    listening = bound(0)
    port = listening.getsockname()[1]
    app = simulated_x(folder / "x.db", [OURS], weighted_length, SharedClock(folder / "clock"))
    serving = server(app, port=port)
    thread = Thread(target=serving.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    print(f"http://127.0.0.1:{port}", flush=True)
    sys.stdin.read()
    serving.should_exit = True
    thread.join(timeout=5)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
