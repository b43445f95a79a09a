"""The search on judged questions: an index of the corpus, everything that is measured asked in turn."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from app.evaluation.corpus import index_of, kept_in
from app.evaluation.peer import txtai
from app.wiring import House
from index.embedding.origin import folder_of
from index.evaluation.baselines import Baselines
from index.evaluation.bm25 import lacking
from index.evaluation.metrics import Grades
from index.evaluation.retrieval import Ranker, Told, evaluate, known, ours
from index.evaluation.shelf import shelf_of
from index.knowledge import Kind


def retrieval_figures(
    house: House,
    corpus: Path,
    questions: Mapping[str, str],
    judgements: Mapping[str, Grades],
    *,
    kinds: Collection[Kind] | None,
    store: Path | None,
    peer: Path | None,
    told: Told,
) -> dict[str, Any]:
    """The fixed JSON of `assist eval retrieval` (docs/commands.md). `peer`: a Python that has txtai, if any."""
    with kept_in(store) as folder, index_of(corpus, folder, house.embedder) as index:
        shelf = shelf_of(index, house.embedder, kinds=kinds)
        asked, judged = known(questions, judgements, shelf)
        rankers: list[Ranker] = [ours(index, kinds), Baselines(shelf)]
        if peer is not None:
            rankers.append(txtai(peer, folder_of(house.settings.model), shelf, asked, folder))
        figures = evaluate(shelf, asked, judged, rankers, told=told)
    return figures | {"dropped": len(questions) - len(asked), "not_installed": lacking()}
