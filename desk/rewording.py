"""What becomes of a case when its customer edits a message, or takes one back. Pure."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from desk import casework
from desk.cases import Case, Stage, Triage
from desk.history import Entry
from desk.messages import Message
from desk.steps import DESK, NEXT_STAGES, SETTLED, Step, anew


def is_later(message: Message, known: Message) -> bool:
    """True when this is a later wording of a known message."""
    if message.edited_at is None:
        return False
    return known.edited_at is None or message.edited_at > known.edited_at


def customer_edited(case: Case, message: Message, at: datetime) -> Step:
    """The customer changed a message: what was drafted for the newest is stale, what we replied stands.

    A reply that is on its way keeps its stage. A case that was set aside is taken up again, one that was answered not.
    """
    messages = tuple(message if one.external_id == message.external_id else one for one in case.messages)
    heard = replace(case, messages=messages, endorsed=None, revision=case.revision + 1)
    entry = Entry(at, message.author_handle, "edited", message.external_id)
    newest = heard.message.external_id == message.external_id
    if newest and case.stage not in {Stage.SENT, Stage.RESOLVED} and Stage.NEW in NEXT_STAGES[case.stage]:
        heard = replace(anew(heard), revision=heard.revision)
    return Step(heard, entry, reworded=(message,))


def taken_back(case: Case, messages: Collection[Message], why: str, at: datetime) -> Step:
    """The author took these messages back: their words go, and the case is set aside when nothing is left to answer.

    A reply that is on its way keeps its stage.
    """
    ids = {message.external_id for message in messages}
    gone = tuple(_emptied(message, why) for message in case.messages if message.external_id in ids)
    left = {message.external_id: message for message in gone}
    words = frozenset(message.text for message in case.messages if message.external_id in ids)
    standing = [_without_above(message, words) for message in case.messages if message.external_id not in ids]
    left |= {message.external_id: message for message in standing}
    heard = replace(
        case,
        messages=tuple(left[message.external_id] for message in case.messages),
        triage=_without_words(case.triage),
        question=None,
        endorsed=None,
        revision=case.revision + 1,
    )
    step = Step(heard, Entry(at, DESK, "taken back", why), reworded=(*gone, *standing))
    newest = case.message.external_id in ids
    return replace(step, then=None if case.stage in SETTLED else _after_taking_back(heard, newest, why, at))


def _after_taking_back(case: Case, newest: bool, why: str, at: datetime) -> Step | None:
    """What follows when the `newest` message, or an older one, is gone: nothing or something else is to be answered."""
    if not case.waits_for_us and Stage.SET_ASIDE in NEXT_STAGES[case.stage]:
        return casework.set_aside(case, case.triage, why, at, DESK)
    if Stage.NEW not in NEXT_STAGES[case.stage] or (case.waits_for_us and not newest):
        return None
    fresh = Step(anew(case), Entry(at, DESK, "went stale", why))
    if case.waits_for_us:
        return fresh
    return replace(fresh, then=casework.set_aside(fresh.case, None, why, at, DESK))


def _emptied(message: Message, why: str) -> Message:
    return replace(message, text="", quoted="", link_titles=(), before=(), gone=why)


def _without_above(message: Message, words: Collection[str]) -> Message:
    """The message without what its author took back in the thread above it."""
    above = tuple(
        one for one in message.before if one.author_handle != message.author_handle or one.text not in words
    )
    return replace(message, before=above, quoted="" if message.quoted in words else message.quoted)


def _without_words(triage: Triage | None) -> Triage | None:
    """What was read off the words stays, the words themselves do not."""
    return triage and replace(triage, questions=(), reasons={})
