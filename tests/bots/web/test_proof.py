"""Sentences with their numbers, and quotes where they stand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.web.proof import SURROUNDINGS, Source, pieces, source
from bots.web.words import web_link
from desk.drafts import Draft, Problem
from index.knowledge import Document, DocumentId
from tests.builders import a_citation, a_document, a_draft
from tests.fakes.shelf import Shelf

sentences = st.lists(st.text(alphabet="ab. ", min_size=1, max_size=6), max_size=4)


@given(text=st.text(alphabet="ab. \n", max_size=30), cited=sentences)
def test_the_pieces_are_the_whole_text_and_nothing_else(text: str, cited: list[str]) -> None:
    citations = [a_citation(sentence, marker=number) for number, sentence in enumerate(cited, 1)]
    found = pieces(a_draft(text, citations=citations))
    assert "".join(piece.text for piece in found) == text
    for piece in found:
        assert all(cited[marker - 1] == piece.text for marker in piece.markers)


def cut(draft: Draft) -> list[tuple[str, tuple[int, ...]]]:
    return [(piece.text, piece.markers) for piece in pieces(draft)]


def test_a_sentence_with_two_sources_has_two_numbers() -> None:
    citations = [a_citation("Rinse it.", marker=1), a_citation("Rinse it.", marker=2)]
    assert cut(a_draft("Rinse it.", citations=citations)) == [("Rinse it.", (1, 2))]


def test_a_sentence_that_was_edited_away_marks_nothing() -> None:
    draft = a_draft(
        "Something else. Rinse it.",
        citations=[a_citation("Gone.", marker=1), a_citation("Rinse it.", marker=2)],
    )
    assert cut(draft) == [("Something else. ", ()), ("Rinse it.", (2,))]


def test_the_words_of_a_problem_are_marked_within_and_across_sentences() -> None:
    problem = Problem("grounding", "wrong", blocking=True, words="it. Wait")
    draft = a_draft("Rinse it. Wait.", citations=[a_citation("Rinse it.")], problems=[problem])
    assert [[(one.text, one.problems) for one in piece.stretches] for piece in pieces(draft)] == [
        [("Rinse ", ()), ("it.", (1,))],
        [(" Wait", (1,)), (".", ())],
    ]


def stands_in(text: str, quote: str) -> Source:
    citation = a_citation(quote, start=text.index(quote))
    return source(citation, Shelf(a_document(text)))


def test_a_quote_stands_in_its_own_paragraph() -> None:
    found = stands_in("Other matter.\n\nE17 is a code. Rinse it. Then wait.\n\nMore.", "Rinse it.")
    assert (found.before, found.after, found.found) == ("E17 is a code. ", " Then wait.", True)


def test_a_long_paragraph_is_cut_between_words() -> None:
    words = "word " * 200
    found = stands_in(f"{words}Rinse it. {words}", "Rinse it.")
    assert found.before.startswith("… word")
    assert found.after.endswith("word …")
    assert max(len(found.before), len(found.after)) <= SURROUNDINGS + 2


def test_a_quote_without_blanks_around_it_keeps_its_surroundings() -> None:
    found = stands_in("答" * 500 + "問" + "答" * 500, "問")
    assert found.before.endswith("答" * 100)
    assert found.after.startswith("答" * 100)


@pytest.mark.parametrize("start", [1, 10_000])
def test_a_quote_that_is_not_at_its_place_is_shown_alone(start: int) -> None:
    found = source(a_citation("E17 means that", start=start), Shelf(a_document()))
    assert (found.before, found.after, found.found) == ("", "", False)


def test_a_document_that_is_gone_leaves_its_quote() -> None:
    class Empty:
        def document(self, id: DocumentId, version: int | None = None) -> Document | None:
            return None

    found = source(a_citation(), Empty())
    assert (found.kind, found.found) == (None, False)


def test_the_version_that_was_cited_is_the_one_that_is_read() -> None:
    citation = replace(a_citation(), document_version=7)
    assert not source(citation, Shelf(a_document())).found


def test_a_page_of_a_pdf_is_opened_at_once() -> None:
    citation = replace(a_citation(), url="https://docs.fennby.example/w3.pdf", page=3)
    assert source(citation, Shelf(a_document())).href == "https://docs.fennby.example/w3.pdf#page=3"


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "http:",
        "http://[",
        "ftp://x.example",
        "\x01javascript:alert(1)",
        "java\nscript:alert(1)",
    ],
)
def test_what_is_no_web_address_is_no_link(url: str | None) -> None:
    assert not web_link(url)
