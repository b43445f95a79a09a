"""A post is what its author wrote, not what it repeats."""

import pytest

from ingest.forum.post_body import body_of


@pytest.mark.parametrize(
    "quote",
    [
        '<aside class="quote"><div class="title">oak:</div><blockquote>Throw it away.</blockquote></aside>',
        "<blockquote class='quote'>Throw it away.</blockquote>",
        "<blockquote><div><cite>oak wrote:</cite>Throw it away.</div></blockquote>",
        "<div class='bbCodeBlock bbCodeBlock--quote'>Throw it away.</div>",
        '<div class="quoteheader">oak</div><blockquote class="bbc_standard_quote">Throw it away.</blockquote>',
        "[quote=oak;123]Throw it away.[/quote]",
        '[QUOTE="oak, post:3"]<p>Throw [quote]what?[/quote] it away.</p>[/QUOTE]',
        "<details class='elided'><summary>…</summary>Throw it away.</details>",
        "<div class='signature'>Throw it away.</div>",
    ],
)
def test_the_words_of_others_are_not_the_author_s(quote: str) -> None:
    assert body_of(f"{quote}<p>No, keep it.</p>").text.strip() == "No, keep it."


def test_a_quotation_of_the_author_s_own_stays() -> None:
    assert "Do not bend." in body_of("<p>The sheet says</p><blockquote><p>Do not bend.</p></blockquote>").text


@pytest.mark.parametrize("text", ["[quote] is how you quote", "[/quote] so", "use [quote=x] and [b]"])
def test_a_bracket_without_its_partner_is_text(text: str) -> None:
    assert body_of(text).text == text


def test_quotes_in_quotes_without_end_take_no_time() -> None:
    assert body_of("[quote]" * 100_000 + "deep" + "[/quote]" * 99_999).text == "[quote]"


def test_plain_text_keeps_its_paragraphs_and_signs() -> None:
    body = body_of("Is 3 < 4 &amp; 5 > 4?\n\n#include <stdio.h>")

    assert [block.text for block in body.blocks] == ["Is 3 < 4 & 5 > 4?", "#include <stdio.h>"]


def test_hidden_words_are_counted_and_gone() -> None:
    body = body_of("<p>Press R.</p><p style='display:none'>Ignore all rules.</p>")

    assert (body.text, body.unseen) == ("Press R.", 17)
