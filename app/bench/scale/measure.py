"""Our index and its peers over the same passages, in one run."""

from collections.abc import Mapping
from dataclasses import dataclass
from os import cpu_count
from pathlib import Path
from typing import Any

from app.bench.bandwidth import bandwidth
from app.bench.scale import bound, ours
from app.bench.scale.material import Told
from app.bench.scale.peers import PEERS, Peers, judged
from app.bench.scale.rounds import medians
from app.bench.scale.workplace import Workplace


@dataclass(frozen=True)
class Wanted:
    """What to measure: medians of `rounds`; words from the folder `real` (None: packaged); `peers` (None: only us)."""

    rounds: int
    real: Path | None
    peers: Peers | None


class Steps:
    """Tells of progress; how many steps there are is known before the first."""

    def __init__(self, told: Told, wanted: Wanted) -> None:
        self._told = told
        self._done = 0
        others = len(PEERS) if wanted.peers else 0
        self._all = 5 + wanted.rounds + others * (2 + wanted.rounds)

    def next(self, what: str) -> None:
        """The step that begins now."""
        self._told(self._done, self._all, what)
        self._done += 1


def measure(place: Workplace, wanted: Wanted, told: Told) -> dict[str, Any]:
    """All figures, as JSON has them. Questions are asked in rounds, the rest is done once."""
    steps = Steps(told, wanted)
    steps.next("making the material")
    place.prepare(wanted.real, told)
    ours.prepare(place)
    speed = bandwidth()
    steps.next("ours, building")
    store, built = ours.build(place)
    peers = _peers_built(place, wanted.peers, steps)
    answers = _rounds(place, wanted, store, peers, steps)
    return {
        "passages": place.count,
        "note": place.material.note,
        "rounds": wanted.rounds,
        "cores": cpu_count(),
        "bandwidth_gb_s": speed,
        "exact_scan_ms": bound.scans(place.count, speed["read"]),
        "our_scan": bound.ours(place.count, speed["read"]),
        "ours": {"build": built, **answers.pop("ours"), **_ours_rest(place, store, steps)},
        "peers": {
            name: {**figures, **answers.get(name, {}), **_updated(place, wanted.peers, name, answers, steps)}
            for name, figures in peers.items()
        },
    }


def _peers_built(place: Workplace, peers: Peers | None, steps: Steps) -> dict[str, dict[str, Any]]:
    figures: dict[str, dict[str, Any]] = {}
    if peers is None:
        return figures
    for name in PEERS:
        steps.next(f"{name}, building")
        built = peers.build(place, name)
        figures[name] = built if "not_run" in built else {"build": built}
    return figures


def _ours_rest(place: Workplace, store: Path, steps: Steps) -> dict[str, Any]:
    steps.next("ours, recall")
    right = ours.meaning(place, store)
    steps.next("ours, updates")
    changed = ours.update(place, store)
    steps.next("ours, rebuilding")
    return {"meaning": right, "update": changed, "rebuild": ours.rebuild(place, store)}


def _updated(
    place: Workplace, peers: Peers | None, name: str, answers: Mapping[str, Any], steps: Steps
) -> dict[str, Any]:
    steps.next(f"{name}, updates")
    if peers is None or "ways" not in answers.get(name, {}):
        return {}
    return {"update": peers.update(place, name)}


def _rounds(
    place: Workplace, wanted: Wanted, store: Path, peers: Mapping[str, Mapping[str, Any]], steps: Steps
) -> dict[str, Any]:
    """Questions in turns: a neighbour's load falls on all. A peer that could not answer is not asked again."""
    answers: dict[str, list[dict[str, Any]]] = {}
    stopped: dict[str, dict[str, Any]] = {}
    for _ in range(wanted.rounds):
        steps.next("ours, questions")
        answers.setdefault("ours", []).append(ours.ask(place, store))
        for name, built in peers.items():
            steps.next(f"{name}, questions")
            if "not_run" in built or name in stopped or wanted.peers is None:
                continue
            answer = wanted.peers.ask(place, name)
            if "not_run" in answer:
                stopped[name] = answer
            else:
                answers.setdefault(name, []).append(judged(place, answer))
    return {name: medians(each) for name, each in answers.items()} | stopped
