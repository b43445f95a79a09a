"""The word search that ours is measured against: bm25s with English stemming, a package for development only."""

from collections.abc import Callable, Sequence

import numpy as np

from index.knowledge import Passage
from index.ranking.legs import Legs

DEPTH = 500  # passages of a ranking


def bm25(passages: Sequence[Passage]) -> Callable[[str, Legs], Sequence[int]] | None:
    """A ranker of these passages, titles and headings searched too; None without any, or without the package."""
    if not passages:
        return None
    try:
        import bm25s
        from Stemmer import Stemmer
    except ImportError:
        return None
    stemmer = Stemmer("english")

    def tokens(texts: list[str]) -> object:
        return bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)

    whole = ["\n".join((each.title, " ".join(each.heading), each.text)) for each in passages]
    peer = bm25s.BM25()
    peer.index(tokens(whole), show_progress=False)
    ids = np.array([each.id for each in passages], np.int64)

    def rank(question: str, _: Legs) -> Sequence[int]:
        found, scores = peer.retrieve(tokens([question]), k=min(DEPTH, len(ids)), show_progress=False)
        best: list[int] = ids[found[0][scores[0] > 0]].tolist()
        return best

    return rank
