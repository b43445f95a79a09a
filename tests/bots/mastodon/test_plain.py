"""Mastodon's HTML as people read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.mastodon.plain import text_of

LINK = (
    '<a href="https://example.com/aaa/bbb"><span class="invisible">https://</span>'
    '<span class="ellipsis">example.com/aaa</span><span class="invisible">/bbb</span></a>'
)
NAME = '<span class="h-card"><a href="https://m.example/@u" class="u-url mention">@<span>u</span></a></span>'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("", ""),
        ("<p></p>", ""),
        ("<p>a &lt;b&gt; &amp; c<br />d</p><p>e</p>", "a <b> & c\nd\n\ne"),
        (f"<p>{NAME} see {LINK}</p>", "@u see https://example.com/aaa/bbb"),
        ("<ul><li>1</li><li>2</li></ul>", "- 1\n- 2"),
        ('<p>RE: x</p><p class="quote-inline">RE: <a href="https://x">x</a></p>', "RE: x"),
        ("a<!-- c -->b<?pi x?><script>alert(<b>1</b>)</script>z<style>p{}</style>!", "abz!"),
        ("<p>two  spaces</p>", "two  spaces"),
        ("nul\x00 bell\x07 half\ud83d", "nul bell half"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
    ],
)
def test_a_post_is_read_as_it_is_shown(content: str, text: str) -> None:
    assert text_of(content) == text


def test_where_a_link_leads_is_said_when_its_words_do_not() -> None:
    assert text_of('<a href="https://evil.example">bank.example</a>') == "bank.example (https://evil.example)"
    assert text_of('<a href="javascript:alert(1)">here</a>') == "here"


def test_nothing_is_lost_however_deeply_tags_are_nested() -> None:
    assert text_of("<div>" * 3000 + "deep" + "</div>" * 3000 + " end") == "deep\n\n end"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=60))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    from html import escape

    assert text_of(f"<p>{escape(text)}</p>") == text.strip()


@given(st.text(max_size=80))
def test_whatever_a_server_says_is_read(content: str) -> None:
    assert "\x00" not in text_of(content)
