"""Which citations still belong to a text that somebody changed."""

from collections.abc import Sequence
from dataclasses import replace

from assist.support.reading import Reading
from assist.text.sentences import Piece, pieces
from desk.drafts import Citation

_SAME = 0.6  # share of words in common, in their order, from which a changed sentence is the old one


def matched(text: str, citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations whose sentences the text has, as they stand or a little changed; in its order, counted anew.

    A changed sentence keeps its quote, so that the checks can say what the change does to it.
    """
    standing = [citation for citation in citations if citation.sentence in text]
    rest = [piece for piece in pieces(text) if not any(one.sentence in piece.text for one in standing)]
    for citation in citations:
        best = max(rest, key=lambda piece: _likeness(citation.sentence, piece.text), default=None)
        if citation not in standing and best and _likeness(citation.sentence, best.text) >= _SAME:
            rest.remove(best)
            standing.append(_said_as(citation, best))
    ordered = sorted(standing, key=lambda citation: text.index(citation.sentence))
    return tuple(replace(citation, marker=marker) for marker, citation in enumerate(ordered, start=1))


def _said_as(citation: Citation, piece: Piece) -> Citation:
    return replace(citation, sentence=piece.text)


def _likeness(one: str, other: str) -> float:
    """0 to 1: twice the longest common subsequence of meaningful words, in both lengths."""
    ours, theirs = ([word.stem for word in Reading(text).content] for text in (one, other))
    return 2 * _common(ours, theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for word in one:
        above, row = row, [0]
        for place, each in enumerate(other):
            row.append(above[place] + 1 if word == each else max(above[place + 1], row[place]))
    return row[-1]
