"""The figures of the peers: those that can hold so many passages in the time that they are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from app.bench.runs import RunFailed, TookTooLong, run
from app.bench.scale.exact import recall
from app.bench.scale.workplace import Workplace

SCRIPTS = Path(__file__).parents[1] / "peers"


@dataclass(frozen=True)
class Peer:
    """A module in `app.bench.peers`, and how many passages it is given at most."""

    module: str
    most: int = 1_000_000


PEERS = {
    "txtai": Peer("txtai_hybrid"),
    "Chroma": Peer("chroma"),
    "LanceDB, IVF_PQ": Peer("lance"),
    "LanceDB, HNSW_SQ": Peer("lance_hnsw"),
    "LangChain-FAISS": Peer("langchain_faiss"),
}


@dataclass(frozen=True)
class Peers:
    """Measured by `python`, a Python that has them; each of their runs is ended after `limit`."""

    python: Path
    limit: timedelta

    def build(self, place: Workplace, name: str) -> dict[str, Any]:
        """The figures of the building, or {"not_run": why}."""
        peer = PEERS[name]
        if place.count > peer.most:
            return {"not_run": f"more than {peer.most:,} passages"}
        try:
            _, figures = place.store(peer.module, lambda folder: self._run(place, "build", peer, folder))
        except TookTooLong as error:
            return {"not_run": f"building took {error}"}
        except RunFailed as error:
            return {"not_run": f"building failed: {_last_line(error)}"}
        return figures

    def ask(self, place: Workplace, name: str) -> dict[str, Any]:
        """One round of questions to a store that was built, or {"not_run": why}."""
        return self._asked(place, name, "ask")

    def update(self, place: Workplace, name: str) -> dict[str, Any]:
        """Some documents replaced, or {"not_run": why}."""
        return self._asked(place, name, "update")

    def _asked(self, place: Workplace, name: str, what: str) -> dict[str, Any]:
        peer = PEERS[name]
        try:
            return self._run(place, what, peer, place.folder_of(peer.module))
        except TookTooLong as error:
            return {"not_run": f"its answers took {error}"}
        except RunFailed as error:
            return {"not_run": f"it failed: {_last_line(error)}"}

    def _run(self, place: Workplace, what: str, peer: Peer, store: Path) -> dict[str, Any]:
        material = [str(place.material.folder), str(place.count), str(store), repr(perf_counter())]
        return run([str(self.python), str(SCRIPTS), what, peer.module, *material], self.limit)


def judged(place: Workplace, answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer with recall in the place of what was found; where words count too, how many were found."""
    rest = {name: its for name, its in answer.items() if name not in ("ways", "asked")}
    ways = [{**way, "filters": _judged(place, way, answer["asked"])} for way in answer["ways"]]
    return {**rest, "ways": ways}


def _judged(place: Workplace, way: Mapping[str, Any], asked: Sequence[int]) -> dict[str, Any]:
    figures = {}
    for name, its in way["filters"].items():
        right = place.right(name)[asked[: len(its["numbers"])]]
        figures[name] = {
            "times": its["times"],
            "recall": recall(its["numbers"], right) if way["by_vectors_alone"] else None,
            "found": _found(its["numbers"]),
        }
    return figures


def _found(numbers: Sequence[Sequence[int]]) -> float:
    """Passages in an answer, on average."""
    return sum(map(len, numbers)) / len(numbers)


def _last_line(error: RunFailed) -> str:
    return str(error).strip().splitlines()[-1][:100]
