"""A customer's thanks for our reply resolve their case: that is evidence, and silence is none. Pure."""

from dataclasses import replace
from datetime import datetime

from desk.cases import Case, Stage
from desk.history import Entry
from desk.messages import Message
from desk.steps import Step, to_stage

BY_THANKS = "resolved it by their thanks"  # in a case's history
THANKED_AGAIN = "thanked again"  # in a case's history: it stays resolved


def thanked(case: Case, message: Message, at: datetime) -> Step | None:
    """The customer says that our reply was enough; None when there is no reply that they could mean.

    A reply that only asks them to write us directly answered nothing yet.
    """
    if case.draft is not None and case.draft.invites:
        return None
    heard = replace(case, messages=(*case.messages, message), snoozed_until=None)
    if case.stage is Stage.SENT:
        entry = Entry(at, message.author_handle, BY_THANKS, message.external_id)
        return Step(to_stage(heard, Stage.RESOLVED), entry, message=message)
    if case.stage is Stage.RESOLVED and case.said:
        entry = Entry(at, message.author_handle, THANKED_AGAIN, message.external_id)
        return Step(replace(heard, revision=case.revision + 1), entry, message=message)
    return None
