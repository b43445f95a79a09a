"""What a model may say of a small data sheet, and the drafter that hears it."""

import json

from assist.draft.model.budget import Budget, Price, Spending
from assist.draft.model.chat import Chat
from assist.draft.model.drafter import LanguageModelDrafter
from assist.draft.model.request import Limits
from assist.draft.ports import Assignment
from assist.knowledge.evidence import Evidence, gather
from assist.reply.planner import Plan
from desk.drafts import To
from index.knowledge import Audience, Document
from tests.assist.desk import SHEET
from tests.fakes.knowledge import FakeKnowledge
from tests.fakes.scripted_chat import Purse

QUESTION = "what does E17 on the W3 rain gauge mean?"
E17 = "E17 on the W3 means that the rain gauge is blocked."
RINSE = "Lift the funnel off and rinse it with warm water."
PUBLIC = Plan(To.PUBLIC, "asked in public")
LIMITS = Limits()
FREE = Price()


def says(*sentences: tuple[str, int, str]) -> str:
    """The JSON of sentences, each with its passage and quote."""
    told = [{"passage": passage, "quote": quote, "text": text} for text, passage, quote in sentences]
    return json.dumps({"cannot_answer": False, "sentences": told})


GOOD = says(("E17 means that the rain gauge is blocked.", 1, E17), (RINSE, 1, RINSE))
CANNOT = json.dumps({"cannot_answer": True, "sentences": []})


def evidence(*documents: Document, question: str = QUESTION) -> Evidence:
    """The passages that share words with the question."""
    return gather(question, Audience.PUBLIC, FakeKnowledge(*(documents or (SHEET,))), floor=0.1)


def an_assignment(*documents: Document, question: str = QUESTION, plan: Plan = PUBLIC) -> Assignment:
    """A question in public, in English."""
    return Assignment(question, evidence(*documents, question=question), plan, language="en")


def a_drafter(
    chat: Chat,
    spending: Spending | None = None,
    *,
    price: Price = FREE,
    usd_per_day: float | None = None,
    limits: Limits = LIMITS,
) -> LanguageModelDrafter:
    """One that waits for nobody: it sleeps by taking a note."""
    budget = Budget(spending or Purse(), price, usd_per_day)
    return LanguageModelDrafter(chat, budget, company="Fennby", limits=limits, sleep=lambda _seconds: None)
