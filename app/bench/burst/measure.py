"""The burst, measured: how long messages wait for drafts, and what all of it takes beside the drafts alone."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from app.bench.burst.desk import BurstDesk
from app.bench.burst.messages import burst
from app.bench.burst.run import Burst, Spent
from app.bench.measured import memory, plain
from app.bench.scale.material import Told

GOAL = 1.3
LENGTH = timedelta(minutes=10)
NOTE = (
    "channels simulated in this process, with X's and Mastodon's limits in simulated time; an agent approves each "
    "draft at once, in their own words where a check holds it back; memory is of two desks, for the drafts alone are "
    "made by another one in turns with the first"
)


def measure(models: Path, count: int, speed: float, told: Told) -> dict[str, Any]:
    """All figures, as JSON has them, of so many messages in ten minutes that pass `speed` times as fast as the wall's.

    `models` is the folder of exported models.
    """
    with TemporaryDirectory(prefix="burst-") as work:
        run = Burst(
            BurstDesk(Path(work) / "whole", models), _heard(BurstDesk(Path(work) / "alone", models), count)
        )
        run.desk.prepare()
        run.come(list(burst(count, seed=1)), LENGTH, speed, told)
        drained = run.drain(told)
        figures = _figures(run, count)
    return {
        "messages": count,
        "note": NOTE,
        "minutes": LENGTH.total_seconds() / 60,
        "speed": speed,
        **figures,
        "all_sent_after_hours": drained.total_seconds() / 3600,
        "ratio": {name: _ms(run.spent)[name] / _ms(run.alone)[name] for name in ("wall", "cpu")},
        "goal": GOAL,
    }


def _heard(desk: BurstDesk, count: int) -> BurstDesk:
    """One that has as many messages before it, and nothing else to do."""
    desk.prepare()
    now = desk.clock().isoformat()
    for name, channel in desk.channels.items():
        channel.feed([{**one.row, "created_at": now} for one in burst(count, seed=2) if one.channel == name])
        desk.worker.hear(channel)
    return desk


def _ms(spent: Spent) -> dict[str, float]:
    """For each draft."""
    return {name: getattr(spent, name) / spent.drafts * 1000 for name in ("wall", "cpu")}


def _figures(run: Burst, count: int) -> dict[str, Any]:
    ledger, book = run.desk.house.ledger, run.desk.book
    cases = ledger.cases()
    heard = {message.external_id for case in cases for message in case.messages}
    run.desk.close()
    run.beside.close()
    return {
        "lost": count - len(heard),
        "stages": dict(Counter(case.stage.value for case in cases)),
        "sent": book.sent,
        "sent_out_of_order": book.out_of_order,
        "to_draft_s": {f"p{rank}": float(np.percentile(run.waited, rank)) for rank in (50, 95, 100)},
        "drafts": run.spent.drafts,
        "worker_ms_per_draft": _ms(run.spent),
        "drafts_alone_ms": _ms(run.alone),
        "memory_mb": plain(memory()),
    }
