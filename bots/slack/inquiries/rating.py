"""What people think of an answer: the values of its buttons, and the window that asks what was wrong. Pure."""

from bots.slack.kit.inputs import field, text_input
from bots.slack.kit.windows import View, modal
from desk.errors import StepNotPossible
from desk.inquiries import Feedback, InquiryId

SAVE_WHY, WHY = "save_inquiry_why", "inquiry_why"
MAX_WHY = 1000


def opinion(id: InquiryId, feedback: Feedback) -> str:
    """What a feedback button sends back."""
    return f"{id} {feedback.value}"


def opinion_of(value: str) -> tuple[InquiryId, Feedback]:
    """Raises StepNotPossible for what no button of ours sends."""
    number, _, said = value.partition(" ")
    try:
        return inquiry_of(number), Feedback(said)
    except ValueError as error:
        raise _foreign(value) from error


def inquiry_of(value: str) -> InquiryId:
    """Which question a button is about. Raises StepNotPossible."""
    if not (value.isascii() and value.isdecimal()):
        raise _foreign(value)
    return InquiryId(int(value))


def why_window(id: InquiryId) -> View:
    """Opens when an answer was not helpful; who closes it has said enough."""
    words = field(
        WHY,
        "What was wrong or missing?",
        text_input(WHY, multiline=True, longest=MAX_WHY),
        hint="Your opinion is kept already. The team leads read the reason among the knowledge gaps.",
    )
    return modal(SAVE_WHY, "Not helpful", [words], about=str(id), submit="Send", close="Skip")


def _foreign(value: str) -> StepNotPossible:
    return StepNotPossible(f"no answer of this desk has the button {value!r}; ask the question again")
