"""Saved pages of forums: the question and its accepted solution are one document."""

from dataclasses import replace

import pytest

from index.knowledge import Kind
from ingest.errors import Unreadable
from ingest.parsed import Parsed, PassedOver
from ingest.sources import Format, Source
from ingest.split import split
from tests.ingest.builders import COMMUNITY, DATA, OLD_FORUM, a_source, heading_at, outcomes, parsed

SOLVED = DATA / "forum" / "thread-7.html"
OLD = DATA / "forum" / "node-41.html"


def forum(**said: object) -> Source:
    return replace(a_source(name="forum", kind=Kind.FORUM, selectors=COMMUNITY), **said)  # type: ignore[arg-type]


def test_a_solved_thread_is_its_question_and_its_solution() -> None:
    thread = parsed(Format.HTML_FORUM, SOLVED, forum(), key="7.html")

    assert thread.text == (
        "W3 forgets the time\n\n"
        "Question\n\nAfter every power cut my W3 shows 00:00.\n\n"
        "Accepted solution by elm\n\nPut two AAA cells into the base: they keep the clock.\n\n"
        "How\n\n1. Open the lid.\n2. Put the cells in, plus to the left."
    )
    assert thread.title == "W3 forgets the time"
    assert thread.meta == {
        "author": "elm",
        "date": "2025-03-02",
        "accepted_at": "2025-03-02",
        "trust": "normal",
    }


def test_no_passage_mixes_what_two_people_wrote() -> None:
    thread = parsed(Format.HTML_FORUM, OLD, forum(selectors=OLD_FORUM, unaccepted=True))

    assert [span.heading[-1] for span in split(thread)] == ["Question", "Reply 1 by moss", "Reply 2 by fern"]


def test_its_link_leads_to_the_accepted_post() -> None:
    thread = parsed(Format.HTML_FORUM, SOLVED, forum(), key="7.html")

    assert thread.url == "https://community.fennby.example/t/w3-forgets-the-time/7#post-3"
    assert thread.id == thread.url


def test_headings_within_a_post_stay_below_whose_post_it_is() -> None:
    thread = parsed(Format.HTML_FORUM, SOLVED, forum(), key="7.html")

    assert heading_at(thread, "Open the lid") == ("W3 forgets the time", "Accepted solution by elm", "How")


def test_a_page_without_its_own_address_is_known_by_its_file() -> None:
    page = SOLVED.read_text().replace("canonical", "other")

    thread = parsed(Format.HTML_FORUM, page, forum(), key="a/7.html")

    assert (thread.id, thread.url) == ("forum/a/7.html#post-3", None)


@pytest.mark.parametrize("accepted", [".solution", "article.solution", ".tick", None])
def test_the_mark_may_be_the_post_or_stand_in_it(accepted: str | None) -> None:
    page = SOLVED.read_text().replace('<span class="who">elm', '<i class="tick"></i><span class="who">elm')
    source = forum(selectors=replace(COMMUNITY, accepted=accepted))

    (found,) = outcomes(Format.HTML_FORUM, page, source)

    assert isinstance(found, Parsed if accepted else PassedOver)


def test_a_thread_without_a_solution_is_passed_over() -> None:
    page = SOLVED.read_text().replace("solution", "")

    assert outcomes(Format.HTML_FORUM, page, forum(), "7.html") == [
        PassedOver("https://community.fennby.example/t/w3-forgets-the-time/7")
    ]


def test_replies_nobody_accepted_are_taken_when_asked_for_and_trusted_less() -> None:
    source = forum(selectors=OLD_FORUM, unaccepted=True)

    thread = parsed(Format.HTML_FORUM, OLD, source, key="41.html")

    assert thread.text == (
        "Rain gauge counts without rain\n\n"
        "Question\n\nMy rain gauge shows 4 mm a day although it is dry. What can I do?\n\n"
        "Reply 1 by moss\n\nMine does that too.\n\n"
        "Reply 2 by fern\n\nWind shakes the spoon. Put the gauge on a stiff pole, not on a fence."
    )
    assert thread.meta["trust"] == "low"
    assert thread.meta["author"] == "peg"
    assert thread.id == "forum/41.html"


def test_an_anchor_right_before_the_post_is_its_anchor() -> None:
    page = OLD.read_text().replace("stiff</b>", "stiff</b><em class='best'></em>")
    source = forum(selectors=replace(OLD_FORUM, accepted=".best"))

    assert parsed(Format.HTML_FORUM, page, source, key="41.html").id == "forum/41.html#comment-502"


def test_a_question_nobody_answered_is_no_document() -> None:
    page = "<article class=post id=post-1><div class=said>Why?</div></article>"

    assert outcomes(Format.HTML_FORUM, page, forum(unaccepted=True), "9.html") == [PassedOver("forum/9.html")]


def test_selectors_that_fit_nothing_are_named() -> None:
    with pytest.raises(Unreadable, match=r"'article\.post' and '\.said' match nothing"):
        parsed(Format.HTML_FORUM, "<p>Log in first</p>", forum())


def test_pages_of_a_forum_without_selectors_are_refused() -> None:
    with pytest.raises(Unreadable, match="selectors"):
        parsed(Format.HTML_FORUM, SOLVED, forum(selectors=None))
