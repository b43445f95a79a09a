"""What the assistant answers to somebody of the team, as blocks. Pure.

Whatever the customers may not read is shown to the asker alone.
"""

from dataclasses import replace

from assist.reply.telling import made_by
from bots.slack.cards.proof import checks_of, guidance_of, sources_of
from bots.slack.inquiries.ports import Found
from bots.slack.inquiries.rating import opinion
from bots.slack.kit.blocks import Block, actions, button, context, paragraph, plain, quoted, run
from bots.slack.kit.text import escaped, label, shorten
from desk.drafts import Draft
from desk.inquiries import Feedback, InquiryId, Outcome

ASK_EXPERT, FEEDBACK = "ask_expert_inquiry", "inquiry_feedback"
HELP = (
    "Ask about a product, as in: how do I reset the W3? You get an answer with numbered sources, or hear that there is"
    " none. Ask on in the same thread: “and the W4?” is understood there. In the menu of any message, “Draft a reply”"
    " drafts one for you alone. Nothing of it goes to a customer."
)
_FOR_HELP = frozenset({"", "help", "hello", "hi", "what can you do"})
LOOKING = "Looking it up; the answer comes here, for you alone."
NOTHING = "nothing that customers may read answers this"
ALONE = "Only you can see this. Nothing was sent to anybody."
HERE = "Made from what customers may read. Nothing was sent to anybody."
_MAX_DRAFT, _MAX_SOURCES, _MAX_QUOTE, _MAX_GUIDANCE = 1000, 4, 120, 300  # together they fit into one message
_INSIDE = frozenset({"knowledge", "drafting"})  # checks whose words may tell what only the team may read


def answer_blocks(
    found: Found, id: InquiryId, *, private: bool, question: str = "", streamed: bool = False
) -> list[Block]:
    """A sourced answer or why there is none, with what a person can do about it.

    `streamed` leaves out the text, which stands above already.
    """
    return [
        *([paragraph(run("You asked: ", bold=True), run(label(question, 300)))] if question else []),
        *_read_as(found),
        *_body(found, private=private, streamed=streamed),
        *(_inside(found) if private else []),
        *_after(found, id),
        context(ALONE if private else HERE),
    ]


def inside_blocks(found: Found) -> list[Block]:
    """What the asker of a question in a channel reads privately; empty when there is nothing of the kind."""
    inside = _inside(found)
    return [*inside, context("Only you can see this: it is not for customers.")] if inside else []


def asks_for_help(question: str) -> bool:
    """True for what is no question about a product."""
    return question.casefold().strip(" ?!.") in _FOR_HELP


def notification(found: Found) -> str:
    """The line for lock screens and screen readers, without anything internal."""
    draft = found.answer.draft
    return escaped(label(draft.text if draft else f"No answer: {NOTHING}", 300))


def drafted_blocks(draft: Draft) -> list[Block]:
    """The numbered sources of a draft and what the checks say of it."""
    return [*sources_of(draft, limit=_MAX_SOURCES, quote=_MAX_QUOTE), *checks_of(draft, limit=4, words=150)]


def _read_as(found: Found) -> list[Block]:
    """A question that leans on earlier ones says how it was understood."""
    read = found.answer.triage.reasons.get("conversation", "")
    return [context(f"Read with what was said before: {label(read, 300)}")] if read else []


def _body(found: Found, *, private: bool, streamed: bool) -> list[Block]:
    draft = found.answer.draft
    if draft is None:
        return [paragraph(run("No answer: ", bold=True), run(_why_not(found, private=private)))]
    text = [] if streamed else [_said(draft)]
    return [*text, *drafted_blocks(draft if private else _for_all(draft))]


def _said(draft: Draft) -> Block:
    return quoted([run("Answer ", bold=True), run(label(made_by(draft)))], shorten(draft.text, _MAX_DRAFT))


def _why_not(found: Found, *, private: bool) -> str:
    """What became of attempts may name what only the team may read."""
    told = private or found.outcome is Outcome.NO_ANSWER_DUE
    return label(found.answer.reason or NOTHING, 500) if told else NOTHING


def _for_all(draft: Draft) -> Draft:
    return replace(
        draft, problems=tuple(problem for problem in draft.problems if problem.check not in _INSIDE)
    )


def _inside(found: Found) -> list[Block]:
    hint = found.answer.hint
    named = [paragraph(run("Inside only: ", bold=True), run(label(hint, 500)))] if hint else []
    return [*named, *guidance_of(found.guidance, _MAX_GUIDANCE)]


def _after(found: Found, id: InquiryId) -> list[Block]:
    if found.outcome is Outcome.ANSWERED:
        return [_feedback(id)]
    if found.outcome is Outcome.NOTHING_FOUND:
        return [actions(f"inquiry-{id}", [button(ASK_EXPERT, "Ask an expert", str(id))])]
    return []


def _feedback(id: InquiryId) -> Block:
    element = {
        "type": "feedback_buttons",
        "action_id": FEEDBACK,
        "positive_button": _opinion(id, Feedback.HELPFUL, "Helpful", "This answer is helpful"),
        "negative_button": _opinion(id, Feedback.NOT_HELPFUL, "Not helpful", "This answer is not helpful"),
    }
    return {"type": "context_actions", "block_id": f"inquiry-{id}", "elements": [element]}


def _opinion(id: InquiryId, feedback: Feedback, words: str, spoken: str) -> Block:
    return {"text": plain(words), "value": opinion(id, feedback), "accessibility_label": spoken}
