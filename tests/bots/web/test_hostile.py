"""Whatever a customer, a source or a colleague writes is text on every page, never markup."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.drafts import Considered, Draft, Form, Making, Problem, To
from desk.messages import Message
from tests.bots.web.desk import Visitor, WebDesk
from tests.builders import a_citation, a_draft, a_message

NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea><script>alert(1)</script>",
    "</blockquote></main></body>",
    "{{ 7 * 7 }} {% raw %}",
    "<!-- <![CDATA[ ]]> -->",
    "&lt;script&gt; &amp;#x3C;",
    "javascript:alert(1)",
    "\u202egnp.exe\u2066 \u0000 \ufeff",
    "a" * 5000,
    "Z\u0351\u0349\u0329a\u0335lgo \U0001f468\u200d\U0001f469\u200d\U0001f467",
]
hostile = st.one_of(
    st.sampled_from(NASTY), st.text(alphabet=st.sampled_from("<>&\"'/={}%#; \nax-!"), min_size=1)
)


class Page(HTMLParser):
    """Which elements with which attributes a page has, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[tuple[str, tuple[str, ...]]] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile_message(text: str) -> Message:
    message = a_message(text)
    message = replace(message, quoted=f"quoted {text}", link_titles=(f"title {text}",))
    return replace(message, author_name=f"name {text}"[:200], author_handle=f"handle {text}"[:200])


def hostile_draft(text: str) -> Draft:
    citation = replace(
        a_citation(text), title=f"title {text}", url=f"https://x.example/{text}", document_id=text
    )
    wrong = Problem(f"check {text}", f"wrong {text}", blocking=True, words=text, passable=True)
    draft = replace(a_draft(text, citations=[citation], problems=[wrong]), to_reason=f"because {text}")
    form = Form(To.DM, False, 0.01, 9, possible=True, reason=f"form {text}")
    made = Making(
        text, text, considered=(Considered(text, 1, 0, 1, 0.5),), verdicts={text: text}, attempts=(text,)
    )
    return replace(draft, forms=(form,), made=made, public_line=f"line {text}", vouched=f"vouched {text}")


def pages_of(visitor: Visitor, case_id: int) -> list[str]:
    paths = ("/", f"/cases/{case_id}", "/approved", f"/cases/{case_id}/news?revision=0")
    return [visitor.client.get(path).text for path in paths]


def test_what_people_write_never_becomes_markup(web: WebDesk) -> None:
    alice = web.visitor()
    web.proposed(hostile_message("x"), hostile_draft("x"))  # every case has an earlier one of this customer
    plain = [Page(page) for page in pages_of(alice, web.proposed(hostile_message("x"), hostile_draft("x")))]

    @settings(max_examples=25, deadline=None)
    @given(text=hostile)
    def stays_text(text: str) -> None:
        case_id = web.proposed(hostile_message(text), hostile_draft(text))
        shown = [Page(page) for page in pages_of(alice, case_id)]
        for before, after in zip(plain, shown, strict=True):
            assert after.elements <= before.elements
        assert web.case(case_id).message.text in shown[1].text

    stays_text()


@pytest.mark.parametrize("text", NASTY)
def test_a_reason_that_is_nasty_stays_text(web: WebDesk, text: str) -> None:
    case_id = web.proposed()
    alice = web.visitor()
    alice.open(f"/cases/{case_id}")
    alice.press(f"/cases/{case_id}/reject", draft_version="1", reason=text.replace("\0", "")[:500])
    assert "<script>" not in alice.page
    assert "<img src=x" not in alice.page


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example", "http:"]
)
def test_only_web_addresses_become_links(web: WebDesk, url: str) -> None:
    case_id = web.proposed(draft=a_draft(citations=[replace(a_citation(), url=url)]))
    page = web.visitor().open(f"/cases/{case_id}").text
    assert f'href="{url}' not in page
    assert "W3 weather station" in page


def test_an_address_cannot_break_out_of_its_link(web: WebDesk) -> None:
    url = 'https://x.example/" onclick="alert(1)'
    case_id = web.proposed(draft=a_draft(citations=[replace(a_citation(), url=url)]))
    assert "onclick" not in {
        name for _, names in Page(web.visitor().open(f"/cases/{case_id}").text).elements for name in names
    }


def test_a_question_of_half_a_character_is_refused(web: WebDesk) -> None:
    alice = web.visitor()
    csrf = alice.page.partition('name="csrf" value="')[2].partition('"')[0]
    body = f"csrf={csrf}&question=%ED%A0%80"
    headers = {"Origin": "http://127.0.0.1:8787", "Content-Type": "application/x-www-form-urlencoded"}
    assert alice.client.post("/ask", content=body, headers=headers).status_code == 400


def test_a_source_with_half_a_character_in_it_is_shown(web: WebDesk) -> None:
    document = web.shelf.only
    web.shelf.only = replace(document, text=document.text + " \ud83d")
    case_id = web.proposed()
    assert web.visitor().open(f"/cases/{case_id}").status_code == 200
