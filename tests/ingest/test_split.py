"""Passages: all of the text, in order, cut where a reader would pause."""

import re

from hypothesis import given
from hypothesis import strategies as st

from index.knowledge import DocumentId
from ingest.parsed import Parsed, Section
from ingest.split import split

WORDS = "The rain gauge empties itself whenever its spoon is full of water."


def a_text(text: str, *, sections: tuple[Section, ...] = (), pages: tuple[int, ...] = ()) -> Parsed:
    return Parsed(DocumentId("x"), "x", text, sections=sections, pages=pages)


def cut(document: Parsed) -> list[str]:
    return [document.text[span.start : span.end] for span in split(document)]


def under(*parts: tuple[tuple[str, ...], str]) -> Parsed:
    """A text of sections, each with its heading path."""
    text, sections = "", []
    for heading, body in parts:
        sections.append(Section(len(text), heading))
        text += f"{heading[-1]}\n\n{body}\n\n" if body else f"{heading[-1]}\n\n"
    return a_text(text.rstrip(), sections=tuple(sections))


def test_a_short_text_is_one_passage() -> None:
    assert cut(a_text(f"  {WORDS}\n\n{WORDS}\n")) == [f"{WORDS}\n\n{WORDS}"]


def test_a_long_text_is_cut_between_paragraphs_into_passages_of_like_length() -> None:
    paragraph = " ".join([WORDS] * 6)
    passages = cut(a_text("\n\n".join([paragraph] * 8)))

    assert passages == [f"{paragraph}\n\n{paragraph}"] * 4


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    passages = cut(a_text(" ".join([WORDS] * 60)))

    assert len(passages) > 3
    assert all(passage.endswith("water.") and passage.startswith("The") for passage in passages)
    assert all(len(passage) <= 1200 for passage in passages)


def test_a_row_of_a_table_is_never_cut() -> None:
    rows = [
        f"Setting {number}: min {number} V, typ {number + 1} V, max {number + 2} V" for number in range(80)
    ]

    assert [row for passage in cut(a_text("\n".join(rows))) for row in passage.split("\n")] == rows


def test_no_passage_reaches_over_into_another_section() -> None:
    document = under((("W3", "Rain"), " ".join([WORDS] * 5)), (("W3", "Wind"), " ".join([WORDS] * 5)))

    assert [(span.heading, document.text[span.start : span.start + 4]) for span in split(document)] == [
        (("W3", "Rain"), "Rain"),
        (("W3", "Wind"), "Wind"),
    ]


def test_small_neighbours_of_one_parent_share_a_passage() -> None:
    document = under((("W3", "Rain"), "Yes."), (("W3", "Wind"), "No."), (("W4", "Rain"), "No."))

    assert [span.heading for span in split(document)] == [("W3",), ("W4", "Rain")]


def test_a_heading_without_text_goes_with_the_section_below_it() -> None:
    document = under((("W3",), ""), (("W3", "Rain"), " ".join([WORDS] * 5)))

    (span,) = split(document)

    assert span.heading == ("W3", "Rain")
    assert document.text[span.start :].startswith("W3\n\nRain")


def test_a_passage_stays_on_its_page() -> None:
    text = "first page.\n\nsecond page.\n\nthird page."
    document = a_text(text, pages=(0, text.index("second"), text.index("third"), text.index("third")))

    assert [(span.page, text[span.start : span.end]) for span in split(document)] == [
        (1, "first page."),
        (2, "second page."),
        (4, "third page."),
    ]


def test_a_text_without_pages_has_none() -> None:
    assert [span.page for span in split(a_text(WORDS))] == [None]


def test_a_language_without_spaces_is_cut_between_its_sentences() -> None:
    passages = cut(a_text("雨量計は満杯になると自動で空になります。" * 100))

    assert len(passages) > 1
    assert all(passage.endswith("。") for passage in passages)


def test_what_is_far_too_long_for_a_word_is_cut_all_the_same() -> None:
    assert max(map(len, cut(a_text("QUJD" * 5000)))) <= 1200


def test_a_short_title_is_no_passage_of_its_own() -> None:
    assert len(cut(a_text("W3 weather station\n\n" + "x" * 880))) == 1


def test_a_short_end_is_no_passage_of_its_own() -> None:
    assert len(cut(a_text(" ".join([WORDS] * 13) + f"\n\n{WORDS}"))) == 1


texts = st.text(st.sampled_from("ab.,|#- \n\n\té。"), max_size=6000) | st.lists(
    st.sampled_from(["word", "a", "E17.", "\n", "\n\n", "- item", "x" * 1100, "y" * 3000, "列。"]),
    max_size=300,
).map(" ".join)


@st.composite
def documents(draw: st.DrawFn) -> Parsed:
    text = draw(texts)
    starts = st.lists(st.integers(0, max(0, len(text) - 1)), max_size=8).map(sorted)
    headings = st.lists(st.sampled_from("ABC"), min_size=1, max_size=3).map(tuple)
    sections = tuple(Section(start, draw(headings)) for start in sorted(set(draw(starts))))
    pages = draw(starts)
    return a_text(text, sections=sections, pages=(0, *pages) if pages else ())


@given(documents())
def test_passages_cover_all_but_blanks_in_order_without_overlap(document: Parsed) -> None:
    spans = split(document)
    at = 0
    for span in spans:
        assert at <= span.start < span.end <= len(document.text)
        assert not document.text[at : span.start].strip()
        assert document.text[span.start : span.end] == document.text[span.start : span.end].strip()
        at = span.end
    assert not document.text[at:].strip()


@given(texts)
def test_no_word_is_cut_and_no_passage_is_too_long(text: str) -> None:
    words = [found.span() for found in re.finditer(r"[^\s。]+。?|。", text)]
    for span in split(a_text(text)):
        within = [(start, end) for start, end in words if start < span.end and end > span.start]
        longest = max(end - start for start, end in within)
        assert span.end - span.start <= max(1200, min(longest, 2000))
        for start, end in (within[0], within[-1]):
            assert (span.start <= start and end <= span.end) or end - start > 2000


@given(documents())
def test_a_passage_has_the_heading_and_the_page_of_its_place(document: Parsed) -> None:
    for span in split(document):
        bare = span.end - span.start < 250  # maybe but a heading, then it goes with what stands below it
        above = [section.heading for section in document.sections if section.start < span.end or bare]
        assert span.heading == () or any(span.heading == heading[: len(span.heading)] for heading in above)
        if document.pages:
            assert span.page == sum(start <= span.start for start in document.pages)
            assert span.page == sum(start < span.end for start in document.pages)
