"""The manifest that `assist init` writes."""

from bots.slack.manifest import SCOPES, manifest


def test_slack_is_sent_to_the_one_address_that_listens() -> None:
    made = manifest("https://desk.example.com/")
    urls = {
        made["features"]["slash_commands"][0]["url"],
        made["settings"]["interactivity"]["request_url"],
        made["settings"]["event_subscriptions"]["request_url"],
    }
    assert urls == {"https://desk.example.com/slack/events"}


def test_no_more_scopes_are_asked_for_than_have_a_reason() -> None:
    assert manifest("https://a.example")["oauth_config"]["scopes"]["bot"] == ["chat:write", "commands"]
    assert all(SCOPES.values())
