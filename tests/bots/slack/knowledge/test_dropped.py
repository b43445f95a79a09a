"""What people hand over, files and threads: what is read of it, the report, and where the token never goes."""

from typing import Any

import pytest

from assist.knowledge.summary import Post
from bots.slack.knowledge.dropped import MAX_FILES, being_read, dropped_in, report, told
from bots.slack.knowledge.fetching import FileNotFetched, FileStore
from bots.slack.knowledge.files import drops_files
from bots.slack.knowledge.thread import posts_in
from index.inventory import Made
from index.knowledge import Audience, DocumentId
from ingest.placing import Added, Arrival
from tests.bots.slack.knowledge.naughty import TEXTS
from tests.bots.slack.reading import words
from tests.emulator.block_kit import BlockKit

SLACK = BlockKit()
STORE = FileStore("xoxb-secret", "https://slack.com/api/", 1000)
HOSTED = {"name": "w3.pdf", "mode": "hosted", "url_private": "https://files.slack.com/files-pri/T1-F1/w3.pdf"}


def added(name: str = "w3.pdf", made: int = 1, **more: Any) -> Added:
    documents = [Made(DocumentId(f"d{n}"), name, Audience.PUBLIC, 1, 3) for n in range(made)]
    return Added(name, more.pop("arrival", Arrival.NEW), documents, **more)


def test_the_report_says_of_each_file_what_was_made_of_it_or_why_nothing() -> None:
    refused = Added("x.exe", Arrival.REFUSED, reason="files of this sort are not read")
    said = words(report([added(), refused]))
    assert "2 files, 1 document to be found now" in said
    assert "“w3.pdf”, 3 passages, for everybody, version 1" in said
    assert "not added: files of this sort are not read" in said
    assert told([added(), refused]) == "w3.pdf: added; x.exe: not added: files of this sort are not read"


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("count", [1, MAX_FILES])
def test_slack_takes_the_report_whatever_the_files_are_called(text: str, count: int) -> None:
    outcomes = [added(text, 30), *[added(text, 3, reason=text)] * (count - 1)]
    assert SLACK.message_faults({"text": told(outcomes), "blocks": report(outcomes)}) == []
    files = dropped_in({"files": [{"name": text}] * count})
    assert SLACK.message_faults({"text": "Reading", "blocks": being_read(files)}) == []


def test_a_link_to_another_service_is_no_file_to_fetch() -> None:
    hosted, drive, unseen = dropped_in(
        {"files": [HOSTED, {**HOSTED, "mode": "external"}, {"id": "F2", "file_access": "check_file_info"}]}
    )
    assert (hosted.url, hosted.why_not) == (HOSTED["url_private"], "")
    assert (drive.url, unseen.url) == ("", "")
    assert "drop the file itself" in drive.why_not
    assert unseen.name == "F2"


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/files-pri/T1-F1/w3.pdf",
        "http://files.slack.com/w3.pdf",
        "https://files.slack.com:8443/w3.pdf",
        "https://files.slack.com@evil.example/w3.pdf",
        "https://files.slack.com.evil.example/w3.pdf",
        "https://evil.example/https://files.slack.com/w3.pdf",
        "https://evil.example\\@files.slack.com.evil.example/w3.pdf",
        "//files.slack.com/w3.pdf",
        "file:///etc/passwd",
        "https://[::1/w3.pdf",
        "https://files.slack.com:x/w3.pdf",
        "https://fıles.slack.com/w3.pdf",
        "",
    ],
)
def test_the_token_goes_to_no_other_host(url: str) -> None:
    with pytest.raises(FileNotFetched, match="does not lie with Slack"):
        STORE.fetch(url)


def test_only_a_persons_message_to_the_bot_with_files_counts() -> None:
    event = {"channel_type": "im", "subtype": "file_share", "files": [HOSTED], "user": "U1"}
    assert drops_files(event)
    others: list[dict[str, Any]] = [
        {"channel_type": "channel"},
        {"subtype": None},
        {"files": []},
        {"bot_id": "B1"},
    ]
    for other in others:
        assert not drops_files({**event, **other})


def test_of_a_thread_only_what_somebody_wrote_is_read() -> None:
    messages: list[dict[str, Any]] = [
        {"user": "U1", "text": "How do I reset it, <@U2>?"},
        {"user": "U3", "subtype": "channel_join", "text": "<@U3> has joined the channel"},
        {"bot_id": "B1", "subtype": "bot_message", "text": "Hold SEARCH &amp; wait."},
        {"user": "U2", "text": "", "files": [HOSTED]},
    ]
    assert posts_in(messages) == [Post("U1", "How do I reset it, @U2?"), Post("B1", "Hold SEARCH & wait.")]
