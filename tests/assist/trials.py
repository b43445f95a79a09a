"""Each good draft with one change, and whether the checks held it back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from desk.drafts import Citation, Draft
from tests.assist.good_drafts import GoodSentence, draft_of, held
from tests.assist.mutations import HARMLESS, SLIPS


@dataclass(frozen=True)
class Trial:
    """A changed draft; `wrong` when the change made it so."""

    change: str
    text: str
    quotes: tuple[str, ...]
    wrong: bool
    held: bool
    why: tuple[str, ...]


def slips(sentences: Sequence[GoodSentence]) -> Iterator[Trial]:
    """Each sentence with one slip of every kind that it can have, before another good sentence."""
    for number, (one, other) in enumerate(_pairs(sentences)):
        for kind, change in SLIPS.items():
            changed = change(one.sentence, Random(number))
            if changed is not None and changed != one.sentence:
                yield _tried(kind, draft_of(replace(one, sentence=changed), other), (one, other), wrong=True)
        for kind, mix_up in MIX_UPS.items():
            yield _tried(kind, mix_up(draft_of(one, other)), (one, other), wrong=True)


def controls(sentences: Sequence[GoodSentence]) -> Iterator[Trial]:
    """Each sentence in every way that changes nothing."""
    for number, one in enumerate(sentences):
        for kind, change in HARMLESS.items():
            changed = change(one.sentence, Random(number))
            if changed is not None and (changed != one.sentence or kind == "unchanged"):
                yield _tried(kind, draft_of(replace(one, sentence=changed)), (one,), wrong=False)


def _pairs(sentences: Sequence[GoodSentence]) -> Iterator[tuple[GoodSentence, GoodSentence]]:
    """Each with the next one of another quote."""
    for place, one in enumerate(sentences):
        rest = [*sentences[place + 1 :], *sentences[:place]]
        yield one, next(other for other in rest if other.quote != one.quote)


def _tried(change: str, draft: Draft, sentences: Sequence[GoodSentence], *, wrong: bool) -> Trial:
    problems = held(draft, *sentences)
    return Trial(
        change,
        draft.text,
        tuple(one.quote for one in sentences),
        wrong,
        bool(problems),
        tuple(problem.message for problem in problems),
    )


def _renumbered(draft: Draft) -> Draft:
    """The first sentence bears the second one's number."""
    first, *rest = draft.citations
    return replace(draft, citations=(replace(first, marker=2), *rest))


def _exchanged(draft: Draft) -> Draft:
    """Each of two sentences is proved by the quote of the other."""
    first, second = draft.citations
    return replace(draft, citations=(_proved_by(first, second), _proved_by(second, first)))


def _proved_by(citation: Citation, other: Citation) -> Citation:
    return replace(other, marker=citation.marker, sentence=citation.sentence)


def _elsewhere(draft: Draft) -> Draft:
    """The first quote is said to be of the second document."""
    first, second = draft.citations
    moved = replace(first, document_id=second.document_id, title=second.title)
    return replace(
        draft, citations=(moved if moved != first else replace(first, start=first.start + 1), second)
    )


MIX_UPS: Mapping[str, Callable[[Draft], Draft]] = {
    "number of a citation": _renumbered,
    "quotes exchanged": _exchanged,
    "another document": _elsewhere,
}
