"""Replies as the desk makes them: of a case whose draft a person approved."""

from dataclasses import replace

from desk.cases import Decision, Reply, Stage, Verdict
from desk.drafts import To
from desk.messages import Message
from desk.posting import reply_of
from tests.bots.cases import a_case
from tests.builders import a_draft
from tests.contracts.channels.world import World

ANSWER = "Rinse the funnel with warm water."


def heard(world: World, id: str) -> Message:
    """The message of this id, as the listener hands it over."""
    return next(message for message in world.listener.fetch(None).messages if message.external_id == id)


def a_reply(
    world: World, id: str, text: str = ANSWER, *, to: To = To.PUBLIC, message: Message | None = None
) -> Reply:
    """An approved reply to the message, approved just now."""
    message = message or heard(world, id)
    draft = replace(a_draft(text, version=1, to=to), answers=message.wording)
    case = replace(a_case(Stage.APPROVED, message=message, draft=draft), channel=message.channel)
    decision = Decision(1, draft.sha256, Verdict.APPROVED, "alice", world.now())
    return reply_of(replace(case, draft=draft, decision=decision))
