"""Cases of every sort with hostile text in every place, each made from its number alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import TypeVar

from assist.knowledge.guidance import Guidance
from assist.reply.surroundings import Surroundings
from bots.slack.cards.card import Beside
from desk.cases import (
    Case,
    CaseId,
    Decision,
    Endorsement,
    Intent,
    Priority,
    Receipt,
    Said,
    Sentiment,
    Stage,
    Topic,
    Triage,
    Verdict,
)
from desk.drafts import Citation, Draft, Form, Problem, To
from desk.history import Customer, Entry
from desk.messages import Message
from index.knowledge import Audience
from tests.builders import NOON

T = TypeVar("T")
LONG = 10_000
PIECES = [
    "\x00\x01\x07\x1b[31m\x7f\x85 bell and colour",
    "\u202eesrever\u202c \u2066isolated\u2069 \u200f\u061c",
    "zero\u200bwidth\u200d\u2060\ufeff joined",
    "<!channel> <!here> <!everyone> <!subteam^S1> <!date^1^{date}|x>",
    "<@U0ALICE> <#C1|desk> <https://evil.example|click here> <mailto:a@b.example>",
    "&lt;script&gt; &amp;amp; &#60; &",
    "`code` ```block``` *bold* _it_ ~out~ > quoted :smile: :+1::skin-tone-3:",
    "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏿 🇩🇪 ☕️ 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "こんにちは、W3のE17は何ですか。测试中文 한국어",
    "مرحبا كيف حالك؟ שלום עולם",
    "Z̸̢͓a̶l̵g̷o̸̧ " + "\u0301" * 40,
    '\'; DROP TABLE cases; -- " \\ \\\\ \\n {"a": [1]}',
    "\ud800 lone \udfff surrogates",
    "javascript:alert(1) http://[broken https://a.example/%00?<b>",
    "\n\n\n\t \r\n   ",
    "",
    " ",
    "W3",
    "My W3 shows E17, what now?",
]
URLS = [
    None,
    "https://docs.fennby.example/w3",
    "javascript:alert(1)",
    "https://a.example/" + "x" * 490,
    "file://h/w3",
]


@dataclass(frozen=True)
class Hostile:
    """A case, and all that a card and its windows show beside it."""

    case: Case
    beside: Beside
    surroundings: tuple[Surroundings | None, ...]  # one for each citation
    steps: tuple[Entry, ...]
    earlier: tuple[Case, ...]


class Maker:
    """Makes the same again from the same number."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._random = Random(number)

    def made(self) -> Hostile:
        case = self._case(list(Stage)[self._number % len(Stage)])
        citations = case.draft.citations if case.draft else ()
        return Hostile(
            case=case,
            beside=self._beside(),
            surroundings=tuple(self._around(one) for one in citations),
            steps=tuple(
                Entry(NOON, self.text(100), self.text(50), self.text()) for _ in range(self._upto(40))
            ),
            earlier=tuple(self._case(self._one(list(Stage))) for _ in range(self._upto(20))),
        )

    def text(self, most: int = LONG) -> str:
        """Pieces in any order, mostly a few, sometimes up to `most` characters of one."""
        if self._random.random() < 0.15:
            return ((self._one(PIECES) or "x") * most)[:most]
        return " ".join(self._one(PIECES) for _ in range(self._upto(4)))[:most]

    def _case(self, stage: Stage) -> Case:
        messages = tuple(self._message() for _ in range(1 + self._upto(3)))
        draft = self._draft(messages[-1]) if stage is not Stage.NEW and self._random.random() < 0.9 else None
        decided = draft is not None and stage not in (Stage.NEW, Stage.WITH_EXPERT, Stage.AWAITING_DECISION)
        return Case(
            id=CaseId(self._random.choice([1, 12, 2_000_000_000])),
            channel=self._one(["x", "simulator", self.text(60)]),
            conversation=messages[0].external_id,
            stage=stage,
            priority=self._one(list(Priority)),
            opened_at=NOON,
            due_at=NOON + timedelta(minutes=self._random.randint(-9999, 9999)),
            messages=messages,
            revision=self._upto(99),
            triage=self._maybe(self._triage),
            reason=self._maybe(self.text),
            draft=draft,
            drafts=draft.version if draft else 0,
            decision=self._decision(draft) if decided and draft else None,
            send_after=self._maybe(lambda: NOON + timedelta(seconds=self._random.randint(-10, 3600))),
            receipt=self._maybe(lambda: Receipt(self.text(60), self._one(URLS), NOON)),
            said=tuple(Said(self.text(), self._one(list(To)), NOON) for _ in range(self._upto(4))),
            assignee=self._maybe(lambda: self.text(80) or "alice"),
            snoozed_until=self._maybe(lambda: NOON + timedelta(hours=4)),
            endorsed=self._maybe(lambda: self._endorsed(draft)) if draft else None,
        )

    def _message(self) -> Message:
        return Message(
            channel="simulator",
            external_id=self._one(["m-1", "1234567890123456789", "at://did:plc:" + "a" * 60]),
            conversation="c-1",
            author_id="u-1",
            author_handle=self.text(100),
            author_name=self.text(100),
            text=self.text(),
            posted_at=NOON,
            public=self._random.random() < 0.5,
            mentions_us=True,
            quoted=self.text(),
            link_titles=tuple(self.text() for _ in range(self._upto(5))),
        )

    def _draft(self, message: Message) -> Draft:
        text = (
            self.text(self._one([280, 2900, LONG])).encode(errors="replace").decode()
        )  # as it could be stored
        to = self._one(list(To))
        return Draft(
            version=1 + self._upto(12),
            to=to,
            to_reason=self.text(),
            text=text,
            weighted_length=len(text),
            citations=tuple(self._citation(number + 1) for number in range(self._one([0, 1, 3, 20]))),
            problems=tuple(self._problem(text) for _ in range(self._upto(12))),
            drafter=self._one(["extractive", f"person:{self.text(80)}", "language_model:m", "courtesy"]),
            cost_usd=self._random.random(),
            answers=self._one([message.external_id, "m-0"]),
            forms=self._forms(to) if self._random.random() < 0.8 else (),
            public_line=self.text(),
            vouched=self._one(["", self.text()]),
        )

    def _forms(self, to: To) -> tuple[Form, ...]:
        kinds = [(way, link) for way in To for link in (False, True)]
        return tuple(
            Form(
                way,
                link,
                self._random.random(),
                280,
                self._random.random() < 0.7,
                self.text(),
                way is to and not link,
            )
            for way, link in kinds
        )

    def _citation(self, marker: int) -> Citation:
        quote = self.text() or "E17"
        return Citation(
            marker=marker,
            sentence=self.text() or "x",
            quote=quote,
            document_id=self.text(300),
            document_version=1 + self._upto(9),
            title=self.text(),
            url=self._one(URLS),
            page=self._maybe(lambda: self._upto(900)),
            start=0,
            end=len(quote),
        )

    def _problem(self, text: str) -> Problem:
        words = self._one(["", text[:20], self.text(100)])
        return Problem("length", self.text(), self._random.random() < 0.3, words, self._random.random() < 0.5)

    def _decision(self, draft: Draft) -> Decision:
        verdict, by = self._one(list(Verdict)), self.text(80)
        return Decision(draft.version, draft.sha256, verdict, by, NOON, endorsed_by=self._maybe(self.text))

    def _endorsed(self, draft: Draft) -> Endorsement:
        return Endorsement(draft.version, draft.sha256, self.text(80), NOON)

    def _triage(self) -> Triage:
        return Triage(
            intent=self._one(list(Intent)),
            wants_reply=True,
            priority=self._one(list(Priority)),
            language=self._one([None, "en"]),
            needs_private=self._maybe(self.text),
            sentiment=self._one(list(Sentiment)),
            products=tuple(self.text() for _ in range(self._upto(3))),
            questions=tuple(self.text() for _ in range(self._upto(9))),
            topics=tuple(Topic)[: self._upto(4)],
            reasons={key: self.text() for key in ("intent", "sentiment", "products", "conversation")},
        )

    def _beside(self) -> Beside:
        return Beside(
            customer=Customer(
                self.text(100), self.text(100), self._one([None, 0, 10**9]), self._upto(99), None
            ),
            now=NOON,
            guidance=[self._guidance() for _ in range(self._upto(4))],
            unfinished=self._one(["", self.text()]),
            web=self._one(["", "https://desk.example"]),
            why_two=self._maybe(self.text),
            owed=self._random.random() < 0.5,
        )

    def _guidance(self) -> Guidance:
        return Guidance(
            self.text(), self.text(), self._one(list(Audience)), self._one(URLS), "notes/w3.md", 1
        )

    def _around(self, one: Citation) -> Surroundings | None:
        return self._maybe(lambda: self._surroundings(one))

    def _surroundings(self, one: Citation) -> Surroundings:
        return Surroundings(
            title=one.title,
            url=one.url,
            version=one.document_version,
            page=one.page,
            audience=self._one(list(Audience)),
            before=self.text(700),
            quote=one.quote,
            after=self.text(700),
            newest_version=self._one([None, one.document_version, one.document_version + 1]),
            still_there=self._random.random() < 0.5,
        )

    def _upto(self, most: int) -> int:
        return self._random.randint(0, most)

    def _one(self, choices: list[T]) -> T:
        return self._random.choice(choices)

    def _maybe(self, make: Callable[[], T]) -> T | None:
        return make() if self._random.random() < 0.5 else None
