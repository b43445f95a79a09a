"""A site of Stack Exchange by its API: pages, quota and back-off."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ingest.errors import BadSource
from ingest.forum.stackexchange_walk import StackExchangeWalk
from ingest.sources import Format, Source
from tests.ingest.crawl.site import Asked, Reply, Site
from tests.ingest.forum.conftest import MakeWalker, Walker
from tests.ingest.forum.stackexchange import Json, question, solved, wrapped

PER_PAGE = 2


class Api(Site):
    """Answers as the API would for a site with these questions."""

    def __init__(self, *questions: Json) -> None:
        super().__init__(otherwise=self._page)
        self.questions = {each["question_id"]: each for each in questions}
        self.wrapping: Json = {}
        self.broken: dict[int, int] = {}  # page: status

    def __enter__(self) -> "Api":
        super().__enter__()
        return self

    def _page(self, asked: Asked) -> Reply:
        parts = urlsplit(asked.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match parts.path.strip("/").split("/"):
            case ["2.3", "filters", "create"]:
                assert query["base"] == "none"
                return _json(wrapped({"filter": "!made", "included_fields": query["include"].split(";")}))
            case ["2.3", "questions"] if query["filter"] == "!made" and query["site"] == "iot.example":
                return self._list(int(query["page"]), int(query["min"]))
            case ["2.3", "questions", number]:
                return _json(wrapped(*(each for name, each in self.questions.items() if name == int(number))))
        return Reply(status=400)

    def _list(self, page: int, since: int) -> Reply:
        if len(self.lists) in self.broken:
            return Reply(status=self.broken[len(self.lists)])
        in_order = [self.questions[number] for number in sorted(self.questions)]
        shown = [each for each in in_order if each["creation_date"] >= since]
        items = shown[(page - 1) * PER_PAGE : page * PER_PAGE]
        return _json(wrapped(*items, **{"has_more": len(shown) > page * PER_PAGE, **self.wrapping}))

    @property
    def lists(self) -> list[str]:
        return [path for path in self.paths if path.startswith("/2.3/questions?")]


def _json(data: bytes) -> Reply:
    return Reply(data, type="application/json; charset=utf-8")


@pytest.fixture
def stackexchange(walker: MakeWalker) -> Walker:
    return walker(StackExchangeWalk, Format.STACKEXCHANGE_API)


def on(walker: Walker, api: Site, **said: Any) -> Source:
    return walker.source(api, "/2.3", **{"site": "iot.example", **said})


def test_all_accepted_answers_are_found_over_all_pages(stackexchange: Walker) -> None:
    with Api(solved(1), question(2), solved(3), solved(4), question(5)) as api:
        report = stackexchange.read_in(on(stackexchange, api))

        assert (report.new, report.passed_over, report.failed) == (3, 2, ())
        assert stackexchange.library.found("https://iot.example/a/31")
        assert len(api.lists) == 4  # each begins with the last of the one before


def test_unaccepted_edited_and_deleted_questions_show_at_the_next_walk(stackexchange: Walker) -> None:
    with Api(solved(1), solved(2), solved(3), solved(4)) as api:
        source = on(stackexchange, api)
        stackexchange.read_in(source)
        api.questions[1] = question(1)
        api.questions[2] = solved(2, body="<p>About 40 m.</p>")
        del api.questions[3]

        report = stackexchange.read_in(source)

        assert (report.new, report.changed, report.unchanged, report.withdrawn) == (0, 1, 1, 2)


def test_a_vote_changes_the_trust_and_not_the_document(stackexchange: Walker) -> None:
    with Api(solved(1, score=0)) as api:
        source = on(stackexchange, api)
        stackexchange.read_in(source)
        api.questions[1] = solved(1, score=7)

        report = stackexchange.read_in(source)

        assert (report.changed, report.unchanged) == (0, 1)
        found = stackexchange.library.found("https://iot.example/a/11")
        assert found is not None
        assert (found.version, found.meta["votes"], found.meta["trust"]) == (1, "7", "high")


def test_views_and_reputation_are_no_change(stackexchange: Walker) -> None:
    with Api(solved(1)) as api:
        before = stackexchange.brought(on(stackexchange, api))
        api.questions[1]["view_count"] = 9999
        api.questions[1]["owner"] = {**api.questions[1]["owner"], "reputation": 12345}

        assert stackexchange.brought(on(stackexchange, api)) == before


def test_a_back_off_is_waited_for(stackexchange: Walker) -> None:
    with Api(solved(1), solved(2), solved(3)) as api:
        api.wrapping = {"backoff": 17}

        stackexchange.brought(on(stackexchange, api))

        assert 17.0 in stackexchange.time.waits


def test_a_back_off_of_hours_is_named(stackexchange: Walker) -> None:
    with Api(solved(1), solved(2), solved(3)) as api:
        api.wrapping = {"backoff": 7200}

        _, failed, _ = stackexchange.walk(on(stackexchange, api))

        assert failed[""].endswith("the API wants to be left alone for 7200 seconds (backoff)")


def test_a_quota_that_runs_out_is_named_and_withdraws_nothing(stackexchange: Walker) -> None:
    with Api(solved(1), solved(2), solved(3), solved(4)) as api:
        source = on(stackexchange, api)
        stackexchange.read_in(source)
        api.wrapping = {"quota_remaining": 0}

        report = stackexchange.read_in(source)

        assert (report.unchanged, report.withdrawn) == (2, 0)
        (failure,) = report.failed
        assert "quota_remaining 0" in failure.reason
        assert "crawler.stackexchange_key" in failure.reason


def test_the_last_page_may_take_the_last_of_the_quota(stackexchange: Walker) -> None:
    with Api(solved(1)) as api:
        api.wrapping = {"quota_remaining": 0}

        assert stackexchange.read_in(on(stackexchange, api)).failed == ()


def test_a_page_that_does_not_come_withdraws_nothing(stackexchange: Walker) -> None:
    with Api(solved(1), solved(2), solved(3), solved(4)) as api:
        source = on(stackexchange, api)
        stackexchange.read_in(source)
        del api.questions[1]
        api.asked.clear()
        api.broken[2] = 400

        report = stackexchange.read_in(source)

        assert (report.unchanged, report.withdrawn, len(report.failed)) == (2, 0, 1)


def test_a_question_that_a_moving_list_missed_is_kept(stackexchange: Walker) -> None:
    with Api(solved(1)) as api:
        _, _, covers = stackexchange.walk(
            on(stackexchange, api), covers=["https://iot.example/q/1", "https://iot.example/q/99"]
        )

        assert covers == {"https://iot.example/q/1": False, "https://iot.example/q/99": True}


@pytest.mark.parametrize("key", [None, "secret"])
def test_a_key_is_sent_only_when_there_is_one(stackexchange: Walker, key: str | None) -> None:
    stackexchange.web.stackexchange_key = key
    with Api(solved(1)) as api:
        stackexchange.brought(on(stackexchange, api))

        assert all(("key=secret" in path) is (key is not None) for path in api.paths)
        assert not any("key=&" in path or path.endswith("key=") for path in api.paths)


def test_the_filter_asks_for_what_is_read(stackexchange: Walker) -> None:
    with Api(solved(1)) as api:
        stackexchange.brought(on(stackexchange, api))

        include = parse_qs(urlsplit(api.paths[0]).query)["include"][0].split(";")
        assert {"question.body", "question.answers", "answer.body", "answer.is_accepted", ".backoff"} <= set(
            include
        )
        assert "question.view_count" not in include


def test_a_source_without_a_site_is_refused(stackexchange: Walker) -> None:
    with Api() as api, pytest.raises(BadSource, match=r"needs a site, such as 'iot\.stackexchange\.com'"):
        stackexchange.walk(on(stackexchange, api, site=None))


def test_an_address_that_is_not_the_api_s_is_named(stackexchange: Walker) -> None:
    with Site(otherwise=Reply(json.dumps({"items": []}))) as site:
        _, failed, _ = stackexchange.walk(on(stackexchange, site))

        assert "is the location https://api.stackexchange.com/2.3?" in failed[""]
