"""What Mastodon and Facebook take, as drafts are measured by it."""

from dataclasses import replace

import pytest

from assist.reply.channels import rules_for
from bots.facebook.rules import COMMENT_LIMIT, MESSAGE_LIMIT
from bots.mastodon.wording import worded
from desk.cases import Stage
from desk.drafts import To
from desk.posting import reply_of
from tests.bots.cases import a_case
from tests.bots.mastodon.posts import a_status
from tests.builders import a_draft, a_message


@pytest.mark.parametrize("to", list(To))
@pytest.mark.parametrize(
    "text",
    [
        "Rinse it.",
        "see https://docs.example.com/w3",
        "@ann@elsewhere.example hi",
        "ask @ann@elsewhere.example.org",
        "mail to me@ann@elsewhere.example",
    ],
)
def test_a_draft_for_mastodon_is_as_long_as_what_will_go_out(text: str, to: To) -> None:
    message = replace(a_message(external_id="50"), channel="mastodon", author_handle="ann@elsewhere.example")
    rules = rules_for(message)
    reply = reply_of(a_case(Stage.APPROVED, message=message, draft=a_draft(text, version=1, to=to)))
    assert rules.length(to, text) == rules.weigh(worded(reply, a_status()))
    assert rules.limit(to) == 500


def test_facebook_is_held_to_the_same_lengths_by_drafts_and_by_its_channel() -> None:
    rules = rules_for(replace(a_message(), channel="facebook"))
    assert (rules.limit(To.PUBLIC), rules.limit(To.DM)) == (COMMENT_LIMIT, MESSAGE_LIMIT)


@pytest.mark.parametrize("channel", ["mastodon", "facebook"])
def test_no_summons_is_needed_where_everybody_may_be_answered(channel: str) -> None:
    message = replace(a_message(mentions_us=False), channel=channel)
    assert rules_for(message).barred(summoned=False, kind=message.kind, closed="") is None
