"""What X refuses, rule by rule."""

from dataclasses import replace
from typing import Any

import pytest

from bots.simulator.world.accounts import Account
from bots.simulator.world.posts import Post
from bots.simulator.world.rules import Rule, Wish, refusal
from tests.builders import NOON

US = Account("fennbycare", 1, "FennbyCare", "Fennby", NOON, ours=True)
ASKED = Post("5", "rainy", "rainy", "Rainy", "@FennbyCare E17?", NOON, False, "5", mentions_us=True, number=5)
REPLY = Wish(US, "Rinse it.", answers="5", answered=ASKED, recipient="rainy")
DIRECT = Wish(US, "hello", direct=True, recipient="rainy", recipient_takes_dm=True)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({}, None),
        ({"text": " "}, Rule.EMPTY),
        ({"text": "x" * 281}, Rule.TOO_LONG),
        ({"text": "$ABC and $DEF"}, Rule.CASHTAGS),
        ({"text": "$ABC and $ABC for $5"}, None),
        ({"earlier_texts": frozenset({"Rinse it."})}, Rule.DUPLICATE),
        ({"answered": None}, Rule.NO_SUCH_POST),
        ({"blocked": True}, Rule.BLOCKED),
        ({"answered": replace(ASKED, mentions_us=False)}, Rule.NOT_SUMMONED),
        ({"answered": replace(ASKED, mentions_us=False, author_id="fennbycare")}, None),
        ({"answered": replace(ASKED, reply_settings="following")}, Rule.CLOSED),
        ({"answered": replace(ASKED, reply_settings="following"), "author_is_followed": True}, None),
        ({"answered": replace(ASKED, reply_settings="mentionedUsers"), "mentions_author": True}, None),
        ({"edits": replace(ASKED, author_id="fennbycare"), "versions": 6}, Rule.NOT_EDITABLE),
        ({"edits": replace(ASKED, author_id="fennbycare"), "versions": 5}, None),
        ({"edits": ASKED, "versions": 1}, Rule.NOT_EDITABLE),
    ],
)
def test_a_reply_keeps_every_rule(changed: dict[str, Any], rule: Rule | None) -> None:
    broken = refusal(replace(REPLY, **changed), len)
    assert (broken and broken.rule) is rule


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({}, None),
        ({"text": "x" * 10_000}, None),
        ({"text": "x" * 10_001}, Rule.TOO_LONG),
        ({"recipient_takes_dm": False}, Rule.NO_DM),
        ({"blocked": True}, Rule.NO_DM),
    ],
)
def test_a_direct_message_keeps_its_own(changed: dict[str, Any], rule: Rule | None) -> None:
    broken = refusal(replace(DIRECT, **changed), len)
    assert (broken and broken.rule) is rule
