"""Whatever is asked of the simulated X, it answers as X's description says, and never breaks."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from assist.text.length import weighted_length
from bots.simulator.api.app import ENDPOINTS, simulated_x
from bots.simulator.world import store
from tests.builders import NOON
from tests.contracts.x.conftest import noted
from tests.x_description import Description
from tests.x_driver import HANDLE
from tests.x_recorder import Recorder

pytestmark = pytest.mark.slow
_ID = re.compile(r"\{\w+\}")
TEXTS = st.one_of(
    st.text(max_size=300),
    st.sampled_from(
        ["hello", f"@{HANDLE} hi", "https://a.example/x & $ABC $DEF", "日" * 150, "\x00", "\ud800x"]
    ),
)
IDS = st.sampled_from(
    ["1000000002", "1000000003", "1", "0", "9" * 19, "9" * 25, "x", "-1", "٣", "%00", "a/b"]
)
FIELDS = st.sampled_from(
    ["author_id", "text,created_at", "nonsense", "", ",", "entities,edit_controls", "id,id"]
)
QUERIES = st.dictionaries(
    st.sampled_from(
        [
            "post.fields",
            "tweet.fields",
            "user.fields",
            "expansions",
            "max_results",
            "since_id",
            "until_id",
            "pagination_token",
            "start_time",
            "ids",
            "query",
            "dm_event.fields",
            "event_types",
            "nonsense",
        ]
    ),
    st.one_of(
        FIELDS, IDS, st.sampled_from(["5", "100", "101", "2026-11-20T12:00:00Z", "yesterday", "leaks OR ("])
    ),
    max_size=3,
)
LEAVES = st.one_of(TEXTS, IDS, st.booleans(), st.none(), st.integers())
BODIES = st.dictionaries(
    st.sampled_from(
        [
            "text",
            "reply",
            "quote_tweet_id",
            "made_with_ai",
            "reply_settings",
            "edit_options",
            "nonsense",
            "attachments",
            "direct_message_deep_link",
            "event_type",
            "filter",
            "url",
            "tag",
            "webhook_id",
        ]
    ),
    st.one_of(
        LEAVES,
        st.dictionaries(
            st.sampled_from(["in_reply_to_tweet_id", "previous_post_id", "user_id", "nonsense"]),
            LEAVES,
            max_size=2,
        ),
        st.lists(LEAVES, max_size=2),
    ),
    max_size=4,
)
ASKED = st.sampled_from([(one.method, _ID.sub("{}", one.path)) for one in ENDPOINTS])


@pytest.fixture
def app(tmp_path: Path) -> Iterator[tuple[TestClient, Recorder, list[str]]]:
    recorder = Recorder()
    x = simulated_x(tmp_path / "x.db", [HANDLE], weighted_length, lambda: NOON)
    with store.writing(tmp_path / "x.db") as world:
        us, rainy = world.people.ours()[0], world.people.join("rainy", NOON)
        tokens = [world.tokens.issue(us.key, NOON).access, world.tokens.of_the_app().access, "no token"]
        assert (us.number, rainy.number) == (1_000_000_002, 1_000_000_003)
    with TestClient(recorder.around(x), base_url="http://127.0.0.1", raise_server_exceptions=True) as client:
        yield client, recorder, tokens


def test_every_answer_is_as_described(
    app: tuple[TestClient, Recorder, list[str]], description: Description | None, rounds: int
) -> None:
    client, recorder, tokens = app

    @settings(max_examples=40 * rounds, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(ASKED, IDS, QUERIES, BODIES, st.sampled_from(tokens[:2] * 4 + tokens))
    def ask(asked: tuple[str, str], id: str, query: Any, body: Any, token: str) -> None:
        method, path = asked
        recorder.exchanges.clear()
        content = json.dumps(body) if method in {"POST", "PUT"} else None
        headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
        answer = client.request(method, path.format(id), params=query, headers=headers, content=content)
        assert answer.status_code < 500, answer.text
        if description is not None:
            report = description.report(recorder)
            noted(report)
            assert not report.faults, str(report)

    ask()
