"""The keys to a workspace stay out of what is logged."""

from bots.slack.installation import Access
from bots.slack.knowledge.fetching import FileStore


def test_no_key_is_told_when_what_holds_it_is() -> None:
    told = repr([Access("xoxb-1", "shh-1", "xapp-1"), FileStore("xoxb-1", "https://slack.com/api/", 1000)])
    assert not any(key in told for key in ("xoxb-1", "shh-1", "xapp-1"))
