"""What X shows in the end against what the desk believes: nothing lost, doubled, or out without approval."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from desk.cases import Case, Reply, Stage
from desk.drafts import To
from desk.ledger import Ledger
from desk.receipts import Receipts

OVER = frozenset({Stage.SENT, Stage.RESOLVED, Stage.SET_ASIDE, Stage.REJECTED})
CHANNELS = ("x", "simulator")
History = dict[tuple[int, int], tuple[Any, ...]]


@dataclass(frozen=True)
class Ours:
    """A post or a direct message of ours as the channel shows it."""

    id: str
    text: str
    in_reply_to: str | None
    recipient_id: str
    direct: bool

    def is_of(self, reply: Reply) -> bool:
        """True when it is this reply."""
        below = self.direct or self.in_reply_to == reply.in_reply_to
        whom = self.recipient_id == reply.recipient_id
        return below and whom and self.text == reply.text and self.direct is (reply.to is To.DM)


@dataclass(frozen=True)
class Verdict:
    """Counts. All but the first three must be 0."""

    messages: int
    cases: int
    out: int
    lost: int  # messages without a case
    unsettled: int  # cases at which somebody or something still has to do
    uncertain: int
    doubled: int  # posts and direct messages beyond the first of a reply
    unknown: int  # out, and the ledger knows of no such reply
    missing: int  # the ledger says sent, and they are not out
    not_approved: int  # words that went out, and the robot never let them
    gaps: int  # in the revisions of a case's history
    changed: int  # lines of a history that are not as they were

    @property
    def clean(self) -> bool:
        """Nothing is wrong."""
        return not any(
            value for name, value in asdict(self).items() if name not in {"messages", "cases", "out"}
        )


def judged(folder: Path, written: Iterable[str], out: Sequence[Ours], now: History, changed: int) -> Verdict:
    """Of the run in this folder: the ids of what customers wrote, what X shows, and what histories say in the end."""
    ledger = Ledger.open(f"sqlite:///{folder / 'ledger.db'}")
    cases, sent, receipts = ledger.cases(), ledger.sent(), ledger.beside(Receipts)
    unknown = sum(not any(receipts.taken(channel, one.id) for channel in CHANNELS) for one in out)
    ledger.close()
    wrote = set(written)
    known = {message.external_id for case in cases for message in case.messages}
    stages = Counter(case.stage for case in cases)
    ids = {case.receipt.external_id for case in sent if case.receipt}
    return Verdict(
        messages=len(wrote),
        cases=len(cases),
        out=len(out),
        lost=len(wrote - known),
        unsettled=sum(count for stage, count in stages.items() if stage not in OVER),
        uncertain=stages[Stage.UNCERTAIN],
        doubled=_doubled(out),
        unknown=max(0, unknown - _unseen(sent)),
        missing=len(ids - {one.id for one in out}),
        not_approved=_not_approved(folder, cases, out),
        gaps=_gaps(now),
        changed=changed,
    )


def histories(folder: Path) -> History:
    """Every line of every history by case and revision."""
    engine = create_engine(f"sqlite:///{folder / 'ledger.db'}")
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT case_id, revision, * FROM history"))
        found = {(row[0], row[1]): tuple(row)[2:] for row in rows}
    engine.dispose()
    return found


def _doubled(out: Sequence[Ours]) -> int:
    """By what they say, and by where they stand: nobody gets two replies to one message of one kind."""
    by_place = Counter((one.in_reply_to or one.id, one.recipient_id, one.direct) for one in out)
    by_words = Counter((one.text, one.recipient_id, one.direct) for one in out)
    return max(sum(count - 1 for count in counts.values()) for counts in (by_place, by_words))


def _unseen(sent: Sequence[Case]) -> int:
    """Replies that a person saw on the channel: the ledger knows of no id."""
    return sum(case.receipt is None for case in sent)


def _not_approved(folder: Path, cases: Sequence[Case], out: Sequence[Ours]) -> int:
    lines = [json.loads(line) for line in (folder / "journal").read_text(encoding="utf-8").splitlines()]
    allowed = {(conversation, to == To.DM.value, words) for conversation, to, words, _ in lines}
    beside = {(conversation, False, line) for conversation, _, _, line in lines if line}
    authors: dict[str, set[str]] = {}
    for case in cases:
        authors.setdefault(case.message.author_id, set()).add(case.conversation)
    return sum(
        not any(
            (conversation, one.direct, one.text) in allowed | beside
            for conversation in authors.get(one.recipient_id, ())
        )
        for one in out
    )


def _gaps(now: History) -> int:
    """Revisions of each case count 1, 2, 3..."""
    by_case: dict[int, list[int]] = {}
    for case_id, revision in sorted(now):
        by_case.setdefault(case_id, []).append(revision)
    return sum(found != list(range(1, len(found) + 1)) for found in by_case.values())
