"""Drafts without a language model: a stated value, or the evidence's own sentences, the one that answers best first."""

from collections.abc import Sequence

from assist.draft.candidates import Candidate, candidates
from assist.draft.citing import citation_of
from assist.draft.contradiction import without_outdated
from assist.draft.ports import Assignment, Drafted, Meaning
from assist.draft.scoring import WEIGHED, Scored, by_meaning, by_words
from assist.draft.specification.answer import specified
from assist.draft.weights import ANSWERS
from assist.reply.planner import Plan
from assist.text import phrases
from desk.drafts import Citation, To
from index.knowledge import Kind

NAME = "extractive"
_SUPPORTS = 0.55  # of the best sentence's score, within a forum's solution
_SUPPORTS_OF_A_SHEET = 0.7  # a sheet goes on about something else sooner than a solution does
_NEIGHBOURLY = 0.1  # what standing next to the best sentence counts
_SUPPORTING = 2  # sentences beside the best one
_ENGLISH = (None, "en")
_LIMITS = phrases.any_of(r"""
    (?:is|are|was|were|do|does|must|may|can|should|will)(?:n['’]t| not) / cannot / never / not suitable / unsuitable
    except / unless / only (?:if|when|for|with|in|on|the|from|up|a) / no more than / at most / must / danger / warning
    however
""")


class ExtractiveDrafter:
    """Quotes; it words nothing itself but stated values, by templates."""

    def __init__(self, meaning: Meaning, *, answers: float = ANSWERS) -> None:
        """`answers` is the score from which a sentence counts as an answer; it belongs to the kind of `meaning`."""
        self._meaning = meaning
        self._answers = answers

    def draft(self, assignment: Assignment) -> Drafted:
        """The value that is asked for, or the best sentence that fits, with up to two that belong to it.

        Nothing when none answers.
        """
        plan = assignment.plan
        values = specified(assignment.evidence) if assignment.language in _ENGLISH else ()
        if values and _fit([value.sentence for value in values], plan):
            return Drafted(values, NAME)
        weighed, rest = self._scored(assignment)
        answering = [one for one in weighed if one.score >= self._answers]
        ranked = [*weighed, *rest]
        best = next((start for one in answering if (start := _grounded(one, ranked, plan))), None)
        if best is None:
            return Drafted((), NAME, too_long=not all(_fits([one], plan) for one in answering))
        return Drafted(_citations(_supported(best, ranked, plan)), NAME)

    def _scored(self, assignment: Assignment) -> tuple[list[Scored], list[Scored]]:
        """Those that are likeliest by their words, weighed by their meaning, and the rest; each best first."""
        found = candidates(assignment.evidence, links=assignment.plan.to is To.DM)
        guessed = by_words(assignment.question, without_outdated(found))
        weighed = by_meaning(assignment.question, guessed[:WEIGHED], self._meaning)
        return weighed, guessed[WEIGHED:]


def _grounded(best: Scored, ranked: Sequence[Scored], plan: Plan) -> list[Scored] | None:
    """The sentence, after the one it leans on; None when that is missing or the two do not fit."""
    chosen = [best]
    while chosen[0].leaning:
        before = _before(chosen[0], ranked)
        if before is None:
            return None
        chosen.insert(0, before)
    return chosen if _fits(chosen, plan) else None


def _supported(chosen: list[Scored], ranked: Sequence[Scored], plan: Plan) -> list[Scored]:
    """The chosen sentences with those that belong to them, as far as they fit."""
    best = max(chosen, key=lambda one: one.score)
    limit = _limit_after(chosen[-1], ranked)
    if limit is not None and _fits([*chosen, limit], plan):
        chosen = [*chosen, limit]
    for one in _supporters(chosen, best, ranked):
        longer = _in_order([*chosen, one])
        if len(longer) <= 1 + _SUPPORTING and _fits(longer, plan):
            chosen = longer
    return chosen


def _limit_after(one: Scored, ranked: Sequence[Scored]) -> Scored | None:
    """The next sentence of a sheet or note when it limits what was said: left out, it would be the customer's harm."""
    after = _at(one, 1, ranked)
    if after is None or after.candidate.is_row or after.candidate.document.kind is Kind.FORUM:
        return None
    same_passage = after.candidate.hit.passage.id == one.candidate.hit.passage.id
    return after if same_passage and _LIMITS.search(after.candidate.sentence) else None


def _supporters(chosen: Sequence[Scored], best: Scored, ranked: Sequence[Scored]) -> list[Scored]:
    """Sentences of the same document that are worth adding, the best first; neighbours are preferred."""
    forum = best.candidate.document.kind is Kind.FORUM
    enough = best.score * (_SUPPORTS if forum else _SUPPORTS_OF_A_SHEET)
    worth = [
        (one.score + _NEIGHBOURLY / apart, one)
        for one in ranked
        if one not in chosen
        and one.candidate.document.id == best.candidate.document.id
        and one.score >= enough
        and not one.traits["self_talk"]
        and (not one.candidate.is_row or best.candidate.is_row)
        and ((apart := abs(one.candidate.place - best.candidate.place)) == 1 or (forum and not one.leaning))
    ]
    return [one for _, one in sorted(worth, key=lambda pair: -pair[0])]


def _before(one: Scored, ranked: Sequence[Scored]) -> Scored | None:
    return _at(one, -1, ranked)


def _at(one: Scored, apart: int, ranked: Sequence[Scored]) -> Scored | None:
    """The sentence that stands so many after this one in its document; None when it cannot be quoted."""
    place = (one.candidate.document.id, one.candidate.place + apart)
    return next((other for other in ranked if other.candidate.at == place), None)


def _in_order(chosen: Sequence[Scored]) -> list[Scored]:
    return sorted(chosen, key=lambda one: one.candidate.place)


def _fits(chosen: Sequence[Scored], plan: Plan) -> bool:
    return _fit([one.candidate.sentence for one in chosen], plan)


def _fit(sentences: Sequence[str], plan: Plan) -> bool:
    return plan.length(" ".join(sentences)) <= plan.limit


def _citations(chosen: Sequence[Scored]) -> tuple[Citation, ...]:
    return tuple(_citation(marker, one.candidate) for marker, one in enumerate(chosen, start=1))


def _citation(marker: int, candidate: Candidate) -> Citation:
    piece = candidate.piece
    return citation_of(marker, candidate.sentence, candidate.hit, candidate.document, piece.start, piece.end)
