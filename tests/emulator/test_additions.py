"""What the emulator lacks, seen through Slack's own client as the bot sees it."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bots.slack.manifest import SCOPES
from tests.emulator.edge import Edge
from tests.emulator.response_urls import MOST_ANSWERS, response_url
from tests.emulator.serving import serving
from tests.emulator.slack import BOT_TOKEN, Slack, slack_emulator

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def slack() -> Iterator[Slack]:
    with slack_emulator() as slack:
        yield slack


@contextmanager
def bot(slack: Slack, *without: str) -> Iterator[tuple[WebClient, str]]:
    """A client of the bot behind an edge, and the edge's address."""
    edge = Edge(slack, scopes=tuple(scope for scope in SCOPES if scope not in without))
    with serving(edge.app()) as url:
        yield WebClient(BOT_TOKEN, base_url=f"{url}/api/"), url


def test_a_user_group_has_the_members_that_were_put_in_and_none_once_it_is_off(slack: Slack) -> None:
    group = slack.groups.put("night-shift", ["alice", "bob"])
    with bot(slack) as (client, _):
        listed = client.usergroups_list()["usergroups"]
        assert [one["handle"] for one in listed if one["id"] == group] == ["night-shift"]
        members = client.usergroups_users_list(usergroup=group)["users"]
        assert members == [slack.users["alice"], slack.users["bob"]]
        slack.groups.disable("night-shift")
        assert group not in {one["id"] for one in client.usergroups_list()["usergroups"]}
        assert client.usergroups_users_list(usergroup=group, include_disabled=True)["users"] == []


def test_a_guest_and_a_stranger_are_told_apart_from_members(slack: Slack) -> None:
    slack.profiles.mark("stranger", is_restricted=True)
    elsewhere = slack.profiles.add("U0ELSEWHERE")
    with bot(slack) as (client, _):
        assert client.users_info(user=slack.users["alice"])["user"]["is_restricted"] is False
        assert client.users_info(user=slack.users["stranger"])["user"]["is_restricted"] is True
        assert client.users_info(user=elsewhere)["user"]["team_id"] != "T000000001"


def test_a_method_without_its_scope_is_refused_as_slack_refuses_it(slack: Slack) -> None:
    with bot(slack, "usergroups:read") as (client, _), pytest.raises(SlackApiError) as refused:
        client.usergroups_list()
    assert (refused.value.response["error"], refused.value.response["needed"]) == (
        "missing_scope",
        "usergroups:read",
    )


def test_every_answer_says_which_scopes_the_bot_has(slack: Slack) -> None:
    with bot(slack) as (client, _):
        assert client.auth_test().headers["x-oauth-scopes"].split(",") == list(SCOPES)


def test_a_streamed_message_grows_and_ends_with_its_blocks(slack: Slack) -> None:
    asked = slack.post("alice", "what does E17 mean?")
    with bot(slack) as (client, _):
        stream = client.chat_stream(
            channel=slack.channel,
            thread_ts=asked["ts"],
            recipient_team_id="T000000001",
            recipient_user_id=slack.users["alice"],
            buffer_size=1,
        )
        stream.append(markdown_text="It is ")
        stream.append(markdown_text="blocked.")
        stream.stop(blocks=[{"type": "divider"}])
        with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
            client.chat_appendStream(channel=slack.channel, ts=str(stream.ts), markdown_text="more")
    [_, answer] = slack.thread(slack.channel, asked["ts"])
    assert answer["text"] == "It is blocked."
    assert [block["type"] for block in answer["blocks"]] == ["markdown", "divider"]
    assert slack.agent.streams[-1].pieces == ["It is ", "blocked."]


def test_a_stream_in_a_channel_must_say_for_whom_it_is(slack: Slack) -> None:
    asked = slack.post("alice", "and E18?")
    with bot(slack) as (client, _), pytest.raises(SlackApiError, match="missing_recipient_user_id"):
        client.chat_startStream(channel=slack.channel, thread_ts=asked["ts"])


def test_status_and_prompts_are_kept(slack: Slack) -> None:
    with bot(slack) as (client, _):
        client.assistant_threads_setStatus(channel_id="D1", thread_ts="1.1", status="is searching...")
        client.assistant_threads_setSuggestedPrompts(
            channel_id="D1", prompts=[{"title": "Ask", "message": "What is E17?"}]
        )
    assert slack.agent.statuses[-1]["status"] == "is searching..."
    assert slack.agent.prompts[-1]["prompts"][0]["title"] == "Ask"


def test_an_answer_to_a_click_can_replace_its_message_but_only_five_times(slack: Slack) -> None:
    with bot(slack) as (client, url):
        ts = client.chat_postMessage(channel=slack.channel, text="old").data["ts"]  # type: ignore[call-overload]
        place = response_url(f"{url}/response", slack.channel, ts)
        answers = [
            httpx.post(place, json={"text": f"new {number}", "replace_original": True})
            for number in range(MOST_ANSWERS + 1)
        ]
    assert [answer.status_code for answer in answers] == [200] * MOST_ANSWERS + [404]
    assert slack.messages()[-1]["text"] == "new 4"


def test_a_dropped_file_is_read_from_the_address_of_the_bots_slack_with_its_token_alone(slack: Slack) -> None:
    message = slack.upload("sam", "note.md", b"# W3\n\nRinse it.", slack.direct("sam"))
    with bot(slack) as (client, url):
        [file] = message["files"]
        said = client.files_info(file=file["id"])["file"]
        assert said["url_private_download"].startswith(f"{url}/files-pri/")
        headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
        assert httpx.get(said["url_private_download"], headers=headers).content == b"# W3\n\nRinse it."
        assert httpx.get(said["url_private_download"]).status_code == 401
