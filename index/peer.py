"""The word search that ours is measured against: bm25s with English stemming, a package for development only."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.catalogue import Filter
from index.legs import Legs

if TYPE_CHECKING:
    from index.search import Index


def bm25(index: "Index", wanted: Filter) -> Callable[[str, Legs], Sequence[int]] | None:
    """A ranker over the passages that may be found; None when bm25s or its stemmer is not installed."""
    try:
        import bm25s
        import Stemmer
    except ImportError:
        return None
    stemmer = Stemmer.Stemmer("english")

    def tokens(texts: list[str]) -> object:
        return bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)

    passages = list(index.passages(wanted))
    peer = bm25s.BM25()
    peer.index(
        tokens(["\n".join((each.title, " ".join(each.heading), each.text)) for each in passages]),
        show_progress=False,
    )
    ids = np.array([each.id for each in passages], np.int64)

    def rank(question: str, _legs: Legs) -> Sequence[int]:
        found, scores = peer.retrieve(tokens([question]), k=min(500, len(ids)), show_progress=False)
        best: list[int] = ids[found[0][scores[0] > 0]].tolist()
        return best

    return rank
