"""Pages that say themselves what is question and what is solution."""

import json
import time
from typing import Any

import pytest

from index.knowledge import Kind
from ingest.errors import Unreadable
from ingest.parsed import Parsed, PassedOver
from ingest.sources import Format
from tests.ingest.builders import outcomes, parsed
from tests.ingest.forum.threads import a_forum

PAGE = "https://forum.example/t/w3-time/7"
WHOLE = "Put two AAA cells into the base: they keep the clock while the power is off. Then set the time once more."

QUESTION: dict[str, Any] = {
    "@type": "Question",
    "name": "W3 forgets the time",
    "text": "After every power cut my W3 shows 00:00.",
    "upvoteCount": 3,
    "author": {"@type": "Person", "name": "ivy"},
    "acceptedAnswer": {
        "@type": "Answer",
        "text": WHOLE,
        "url": f"{PAGE}/3",
        "upvoteCount": 5,
        "datePublished": "2025-03-02T10:00:00Z",
        "author": {"@type": "Person", "name": "elm"},
    },
    "suggestedAnswer": [{"@type": "Answer", "text": "Buy a new one.", "author": {"name": "oak"}}],
}

MICRODATA = f"""
<div itemscope itemtype="https://schema.org/QAPage"><div itemprop="mainEntity" itemscope itemtype="https://schema.org/Question">
  <h1 itemprop="name">W3 forgets the time</h1>
  <div itemprop="text"><p>After every power cut my W3 shows 00:00.</p></div>
  <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">ivy</b></span>
  <div itemprop="suggestedAnswer" itemscope itemtype="https://schema.org/Answer">
    <p itemprop="text">Buy a new one.</p></div>
  <div itemprop="acceptedAnswer" itemscope itemtype="https://schema.org/Answer" id="a3">
    <span itemprop="upvoteCount">5</span> <a itemprop="url" href="#a3">link</a>
    <time itemprop="datePublished" datetime="2025-03-02T10:00:00Z">2 March</time>
    <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">elm</b></span>
    <div itemprop="text"><p>{WHOLE}</p><ul><li>Open the lid.</li><li>Put the cells in.</li></ul></div>
    <div itemprop="comment" itemscope itemtype="https://schema.org/Comment">
      <span itemprop="author" itemscope><b itemprop="name">ivy</b></span>
      <span itemprop="text">This did not work with the old base.</span></div>
  </div></div></div>"""


def json_ld(said: object, body: str = "<p>A thread</p>") -> str:
    written = json.dumps(said).replace("</", "<\\/")
    return (
        f'<html><head><title>Thread</title><link rel="canonical" href="{PAGE}">'
        f'<script type="application/ld+json">{written}</script></head><body>{body}</body></html>'
    )


def stated(question: object = QUESTION, **page: Any) -> str:
    return json_ld({"@context": "http://schema.org", "@type": "QAPage", "mainEntity": question, **page})


def document(page: str, key: str = "7.html") -> Parsed:
    return parsed(Format.QAPAGE, page, a_forum(), key)


def test_the_accepted_answer_of_a_page_is_its_solution() -> None:
    found = document(stated())

    assert found.text == (
        "W3 forgets the time\n\nQuestion\n\nAfter every power cut my W3 shows 00:00.\n\n"
        f"Accepted solution by elm\n\n{WHOLE}"
    )
    assert found.url == found.id == f"{PAGE}/3"
    assert found.meta == {
        "author": "elm",
        "votes": "5",
        "date": "2025-03-02T10:00:00Z",
        "accepted_at": "2025-03-02T10:00:00Z",
        "trust": "high",
    }


def test_microdata_says_the_same_and_keeps_lists_and_comments() -> None:
    head = f'<html><head><link rel="canonical" href="{PAGE}"></head><body>'
    found = document(f"{head}{MICRODATA}</body></html>")

    assert found.text == (
        "W3 forgets the time\n\nQuestion\n\nAfter every power cut my W3 shows 00:00.\n\n"
        f"Accepted solution by elm\n\n{WHOLE}\n\n- Open the lid.\n- Put the cells in.\n\n"
        "Correction by ivy\n\nThis did not work with the old base."
    )
    assert found.url == f"{PAGE}#a3"
    assert (found.meta["votes"], found.meta["trust"], found.meta["author"]) == ("5", "normal", "elm")


GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Community"},
        {"@type": ["WebPage", "QAPage"], "mainEntity": {"@id": "#q"}},
        {**QUESTION, "@id": "#q", "acceptedAnswer": {"@id": "#a"}},
        {**QUESTION["acceptedAnswer"], "@id": "#a"},
    ],
}


@pytest.mark.parametrize(
    "page",
    [
        stated([QUESTION]),
        stated({**QUESTION, "acceptedAnswer": [QUESTION["acceptedAnswer"]]}),
        json_ld(GRAPH),
        json_ld([{"@type": "BreadcrumbList"}, {"@type": "schema:QAPage", "mainEntity": QUESTION}]),
        json_ld({**QUESTION, "@type": "https://schema.org/Question"}),
        stated().replace('ld+json"', 'LD+JSON; charset=utf-8"'),
        stated(
            {**QUESTION, "author": "ivy", "acceptedAnswer": {**QUESTION["acceptedAnswer"], "author": ["elm"]}}
        ),
        stated({**QUESTION, "acceptedAnswer": {**QUESTION["acceptedAnswer"], "upvoteCount": "5"}}),
        stated({**QUESTION, "acceptedAnswer": {**QUESTION["acceptedAnswer"], "text": f"<p>{WHOLE}</p>"}}),
        stated({**QUESTION, "acceptedAnswer": {**QUESTION["acceptedAnswer"], "url": "/t/w3-time/7/3"}}),
        '<script type="application/ld+json">{broken</script>' + stated(),
    ],
)
def test_it_may_be_said_in_many_ways(page: str) -> None:
    found = document(page)

    assert f"Accepted solution by elm\n\n{WHOLE}" in found.text
    assert (found.url, found.meta["votes"]) == (f"{PAGE}/3", "5")


@pytest.mark.parametrize("end", ["…", "...", " ..."])
def test_where_one_markup_has_only_the_beginning_the_fuller_text_is_taken(end: str) -> None:
    cut = {**QUESTION["acceptedAnswer"], "text": WHOLE[:60] + end}
    posts = f"""<div itemscope itemtype="http://schema.org/DiscussionForumPosting">
        <div itemprop="comment" itemscope><div itemprop="text"><p>Buy a new one.</p></div></div>
        <div itemprop="comment" itemscope><div itemprop="text"><p>{WHOLE}</p><pre>set time</pre></div></div></div>"""

    found = document(stated({**QUESTION, "acceptedAnswer": cut}).replace("<p>A thread</p>", posts))

    assert found.text.endswith(f"{WHOLE}\n\nset time")


def test_a_question_without_an_accepted_answer_is_passed_over() -> None:
    page = stated({**QUESTION, "acceptedAnswer": None})

    assert outcomes(Format.QAPAGE, page, a_forum()) == [PassedOver(PAGE)]
    (found,) = outcomes(Format.QAPAGE, page, a_forum(unaccepted=True))
    assert isinstance(found, Parsed)
    assert "Reply 1 by oak\n\nBuy a new one." in found.text
    assert (found.url, found.meta["trust"]) == (PAGE, "low")


def test_an_answer_corrects_the_solution_only_when_it_is_known_to_be_younger() -> None:
    def said(**dated: str) -> Parsed:
        late = {
            "@type": "Answer",
            "text": "It does not work on version 2.",
            "author": {"name": "ivy"},
            **dated,
        }
        return document(stated({**QUESTION, "suggestedAnswer": [late]}))

    assert "Correction by ivy\n\nIt does not work" in said(datePublished="2025-03-02T11:00:00").text
    assert "Correction" not in said(datePublished="2025-03-02T11:00:00+05:00").text
    assert "Correction" not in said(datePublished="long ago").text
    assert "Correction" not in said().text


def test_comments_are_no_replies() -> None:
    comment = {"@type": "Comment", "text": "Same here.", "author": "fern"}
    page = stated({**QUESTION, "acceptedAnswer": None, "comment": comment})

    (found,) = outcomes(Format.QAPAGE, page, a_forum(unaccepted=True))

    assert isinstance(found, Parsed)
    assert "Same here." not in found.text


@pytest.mark.parametrize(
    "page", ["", "<p>All threads</p>", json_ld({"@type": "FAQPage"}), json_ld("x"), json_ld(3)]
)
def test_a_page_that_says_nothing_of_a_question_is_passed_over(page: str) -> None:
    assert outcomes(Format.QAPAGE, page, a_forum(), "list.html") == [PassedOver("forum/list.html")]


@pytest.mark.parametrize("written", ["{broken", "[" * 100_000])
def test_broken_json_ld_is_named(written: str) -> None:
    with pytest.raises(Unreadable, match="its JSON-LD is broken"):
        outcomes(Format.QAPAGE, f'<script type="application/ld+json">{written}</script>', a_forum())


@pytest.mark.parametrize(
    "url", ["https://evil.example/t/7/3", "javascript:alert(1)", "http://[", 7, {"a": 1}]
)
def test_a_page_cannot_lead_to_another_site(url: object) -> None:
    page = stated({**QUESTION, "acceptedAnswer": {**QUESTION["acceptedAnswer"], "url": url}})

    assert document(page).url in {PAGE, "https://forum.example/t/w3-time/7"}


def test_a_fetched_page_speaks_for_its_own_host() -> None:
    found = document(stated(), key="https://other.example/t/9")

    assert found.url == found.id == "https://other.example/t/9"


@pytest.mark.parametrize("value", [None, 3, [], {}, [[]], {"@type": "Answer"}, [None, "x"], "text", True])
def test_strange_values_crash_nothing(value: object) -> None:
    for name in (
        "text",
        "name",
        "author",
        "acceptedAnswer",
        "suggestedAnswer",
        "comment",
        "datePublished",
        "@id",
    ):
        for page in (
            stated({**QUESTION, name: value}),
            stated({**QUESTION, "acceptedAnswer": {name: value}}),
        ):
            assert len(outcomes(Format.QAPAGE, page, a_forum())) == 1


def test_a_forum_page_without_selectors_may_say_itself_what_it_is() -> None:
    found = parsed(Format.HTML_FORUM, stated(), a_forum(kind=Kind.FORUM), "7.html")

    assert found.url == f"{PAGE}/3"


def test_lines_of_dashes_in_a_post_do_not_keep_us() -> None:
    begun = time.monotonic()
    ruled = f"Put two AAA cells into the base. {'-+' * 20_000} Then set the time."
    question = {**QUESTION, "acceptedAnswer": {**QUESTION["acceptedAnswer"], "text": ruled}}
    posts = f'<div itemscope itemtype="https://schema.org/Answer"><p itemprop="text">{ruled}</p></div>'
    assert "Then set the time." in document(stated(question).replace("<p>A thread</p>", posts)).text
    assert time.monotonic() - begun < 5
