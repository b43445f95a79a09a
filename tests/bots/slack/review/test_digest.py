"""The weekly digest as a message."""

from datetime import UTC, date

import pytest

from bots.slack.review.digest import digest_blocks, headline
from desk.digest import Digest, Reviewed, Source, Week
from desk.gaps import GapKind, KnowledgeGap
from desk.metrics import Flow
from desk.reviewing import Criterion
from tests.builders import NOON
from tests.emulator.block_kit import BlockKit

SLACK = BlockKit()
NOTHING = Flow(0, 0, None, None, None, None, 0)


def a_digest(text: str = "hello", number: int = 0) -> Digest:
    gap = KnowledgeGap(GapKind.ZERO_HIT, text, NOON)
    return Digest(
        week=Week(date(2026, 11, 16), UTC),
        flow=Flow(120, 100, 4.4, 0.9, 0.7, 0.2, 10) if number else NOTHING,
        before=Flow(90, 80, 6.0, 0.8, 0.6, 0.3, 8) if number else NOTHING,
        rejections=[(text, 2)] * number,
        gaps=[[gap, gap]] * number,
        notes=[Source(text, "https://a.example", 3)] * number,
        reviewed=Reviewed(number, dict.fromkeys(Criterion, (3, number))),
    )


@pytest.mark.parametrize("text", ["", "<!channel> now", "日" * 5000, "a" * 10_000, "\x00\u202e"])
def test_slack_takes_it_whatever_is_in_it(text: str) -> None:
    digest = a_digest(text, 5)
    assert SLACK.message_faults({"text": headline(digest), "blocks": digest_blocks(digest)}) == []


def test_it_tells_the_trend_against_the_week_before() -> None:
    digest = a_digest(number=5)
    assert headline(digest) == (
        "Week 2026-W47, 16 November to 22 November: 120 received, 100 answered, in target 90%"
        " (the week before: 80%)"
    )
    seen = str(digest_blocks(digest))
    for words in (
        "Received: 120 (the week before: 90)",
        "First response: 4 min (median) (the week before: 6 min (median))",
        "hello: 2 times",
        "Is it correct? Yes for 3 of 5",
        "Replies reviewed (5)",
    ):
        assert words in seen


def test_what_counts_nothing_is_none_and_never_nought_percent() -> None:
    digest = a_digest()
    seen = headline(digest) + str(digest_blocks(digest))
    assert "0%" not in seen
    assert "Received: none (the week before: none)" in seen
    for name in ("Why drafts were rejected", "Asked most and not known", "Notes that answered most"):
        assert f"{name}', 'style': {{'bold': True}}}}, {{'type': 'text', 'text': ': none'}}" in seen
