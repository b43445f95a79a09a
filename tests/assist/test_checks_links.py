"""A link leads where it seems to, and only to public sources of the reply or to hosts that the company has named."""

from dataclasses import replace

import pytest

from assist.checks.context import Context
from desk.drafts import To
from index.knowledge import Audience, Document, Kind
from tests.assist.checked import by_machine, by_person, said_of
from tests.assist.desk import a_context, cites
from tests.builders import a_document

HOSTS = frozenset({"docs.fennby.example", "fennby.com", "xn--mller-kva.example"})
SHEET = replace(a_document("The app is at https://app.fennby.example/get for all."), version=1)


def linking(text: str) -> Context:
    return replace(a_context(by_person(text)), allowed_hosts=HOSTS)


def citing(document: Document, text: str) -> Context:
    return a_context(by_machine(text, cites(document, document.text)), document)


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("https://evil.example/get", "no source"),
        ("evil.com", "no source"),
        ("https://docs.fennby.example@evil.example/x", "leads to 'evil.example'"),
        ("https://docs.fennby.example.evil.example/x", "looks like 'docs.fennby.example'"),
        ("https://docs-fennby-example.evil.example/x", "looks like 'docs.fennby.example'"),
        ("https://fennby-com.example/x", "looks like 'fennby.com'"),
        ("https://fenпby.com/x", "letters in its host"),
        ("https://xn--fennby-abc.com/x", "letters in its host"),
        ("https://f3nnby.com/x", "looks like 'fennby.com'"),
        ("http://93.184.216.34/x", "a number instead of a host"),
        ("https://docs.fennby.example\\@evil.example/x", "leads to"),
        ("javascript:alert(1)", "no plain web address"),
        ("data:text/html;base64,PHN2Zz4=", "no plain web address"),
        ("hxxps://evil.example", "no plain web address"),
        ("evil[.]com", "no plain web address"),
        ("ftp://docs.fennby.example/x", "no plain web address"),
    ],
)
def test_a_link_from_nowhere_or_in_disguise_is_held_for_good(link: str, why: str) -> None:
    found = said_of("links", linking(f"Get it at {link} today."))
    assert any(why in problem.message for problem in found)
    assert {(problem.blocking, problem.passable) for problem in found} == {(True, False)}
    assert all(problem.words and problem.words in f"Get it at {link} today." for problem in found)


@pytest.mark.parametrize(
    "link",
    [
        "https://docs.fennby.example/w3?a=1#b",
        "http://FENNBY.com",
        "fennby.com/w3",
        "http://xn--mller-kva.example",
    ],
)
def test_a_host_that_the_company_has_named_is_fine(link: str) -> None:
    assert said_of("links", linking(f"Get it at {link} today.")) == []


@pytest.mark.parametrize("text", ["Set the LED:on/off mode, 24/7.", "Ratio 3:1, see e.g. p. 4.", "no links"])
def test_what_is_no_link_is_none(text: str) -> None:
    assert said_of("links", linking(text)) == []


def test_a_public_source_may_be_linked_and_what_its_sheet_links() -> None:
    assert said_of("links", citing(SHEET, SHEET.text)) == []
    assert said_of("links", citing(SHEET, f"{SHEET.text} {SHEET.url}")) == []
    assert said_of("links", citing(SHEET, "It is at https://app.fennby.example/get-other.")) != []


def test_a_strangers_post_may_be_linked_and_what_it_links_may_not() -> None:
    post = replace(SHEET, kind=Kind.FORUM)
    assert said_of("links", citing(post, f"See {post.url}")) == []
    assert said_of("links", citing(post, post.text)) != []


def test_a_source_for_customers_only_is_no_public_link() -> None:
    guide = replace(SHEET, audience=Audience.CUSTOMER)
    context = citing(guide, f"See {guide.url}")
    assert said_of("links", replace(context, draft=replace(context.draft, to=To.DM))) != []
