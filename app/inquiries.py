"""Answers questions of the team with the desk's assistant, in the light of what was asked before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from assist.respond import Assistant
from assist.understanding.conversation import asked_by_team
from assist.understanding.verdicts.products import ProductNames
from bots.slack.inquiries.ports import Found
from desk.inquiries import Inquiries, Inquiry

REMEMBERED = timedelta(hours=2)  # a thread that was silent for so long begins anew
MOST_EARLIER = 5  # questions that a new one may lean on


@dataclass(frozen=True)
class TeamInquirer:
    """May be shared by threads."""

    records: Inquiries
    assistant: Assistant
    products: Callable[[], ProductNames]

    def find(self, inquiry: Inquiry, *, direct: bool) -> Found:
        """Nothing is remembered here: what was asked before lies in the ledger, whichever process answered it."""
        before = self.records.earlier(inquiry, inquiry.at - REMEMBERED, beside=direct)
        earlier = [(one.question, one.answer or "") for one in before[-MOST_EARLIER:]]
        answer = self.assistant.answer(asked_by_team(inquiry.question, earlier, self.products()))
        return Found(answer, self.assistant.guidance(answer.guidance))
