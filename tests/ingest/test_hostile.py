"""Whatever a file holds: no parser crashes, hangs or hands on what a store or a reader cannot take."""

import re
import unicodedata
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.knowledge import Kind
from ingest.errors import Unreadable
from ingest.parsed import Failure, Outcome, Parsed
from ingest.parsers import PARSERS
from ingest.sources import Format
from ingest.split import split
from ingest.walk import Held, Listed
from ingest.workers import Workers
from tests.builders import NOON
from tests.ingest.bombs import BOMBS
from tests.ingest.builders import COMMUNITY, DATA, Sheet, a_source, outcomes
from tests.ingest.forum.discourse import new_shape, posts, written
from tests.ingest.forum.stackexchange import solved, wrapped
from tests.ingest.office.builders import Book, Deck, a_docx, paragraph, run, word_table

SOURCE = a_source(kind=Kind.FORUM, selectors=COMMUNITY, unaccepted=True)
QAPAGE = b"""<!doctype html><title>Rinsing</title><script type="application/ld+json">
{"@context": "https://schema.org", "@type": "QAPage", "mainEntity": {"@type": "Question", "name": "Rinsing",
 "text": "How?", "answerCount": 1, "acceptedAnswer": {"@type": "Answer", "text": "With water.", "url": "https://a.example/1"}}}
</script>"""
ASKBOT = b"""{"id": 1, "title": "Rinsing", "url": "https://a.example/question/1/",
 "question": {"id": 1, "body": "<p>How?</p>"},
 "replies": [{"id": 2, "body": "<p>With water.</p>", "accepted": true}]}"""


def some_slides() -> bytes:
    deck = Deck()
    deck.table(deck.slide("W3", "Words\nand more", notes="Aside"), ("Parameter", "Min"), ("Voltage", "3"))
    return deck.bytes()


def a_book() -> bytes:
    book = Book()
    book.sheet("W3", ("Parameter", "Min", "Max"), ("Voltage", 3, 5.5))
    return book.bytes()


UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202e\ufeff\ud800-\udfff]")
SEEDS = {
    Format.PDF: Sheet()
    .page()
    .line("W3 weather station", size=20)
    .row(("Voltage", "3", "4", "5", "V"))
    .bytes(),
    Format.HTML: (DATA / "sheet.html").read_bytes(),
    Format.MARKDOWN: (DATA / "note.md").read_bytes(),
    Format.TEXT: b"Words\n=====\n\nand more words",
    Format.DOCX: a_docx(
        paragraph("W3", "Heading1"),
        word_table(("Parameter", "Min", "Max"), ("Voltage", "3", "5")),
        f"<w:p>{run('hidden', '<w:vanish/>')}</w:p>",
    ),
    Format.PPTX: some_slides(),
    Format.XLSX: a_book(),
    Format.CSV: b'question,answer,audience\nHow?,So,public\nWhy?,"Because\nof rain",\n',
    Format.JSONL: b'{"_id": "1", "title": "W3", "text": "# A\\nwords"}\n{"_id": "2", "text": "b"}\n',
    Format.HTML_FORUM: (DATA / "forum" / "thread-7.html").read_bytes(),
    Format.QAPAGE: QAPAGE,
    Format.DISCOURSE: written(new_shape(posts(), 3)),
    Format.ASKBOT: ASKBOT,
    Format.STACKEXCHANGE_API: wrapped(solved()),
    Format.STACKEXCHANGE_DUMP: (DATA / "Posts.xml").read_bytes(),
}
NAUGHTY = [
    "\x00",
    "\ud800",
    "\ufeff\u202e\u200b",
    "<![CDATA[",
    "<!--",
    "</",
    "<table><tr><td rowspan=9e9 colspan=-1>",
    "<svg><style><p>",
    "&#0;&#xD800;&#1114112;",
    "---\n",
    "[a](<b",
    "`" * 40,
    "{{7*7}}${7*7}",
    "é" * 30,
    "ﷺ" * 20,
    "👩‍👩‍👧",
    "\r\r\n\x85\u2028",
]


def read(form: Format, content: bytes) -> list[Outcome]:
    try:
        return outcomes(form, content, SOURCE)
    except Unreadable:
        return []


def check(form: Format, content: bytes) -> None:
    for outcome in read(form, content):
        if not isinstance(outcome, Parsed):
            continue
        assert outcome.id.strip()
        assert outcome.text.strip()
        (outcome.id + outcome.title + outcome.text).encode()
        for span in split(outcome):
            assert outcome.text[span.start : span.end].strip()
        if form is not Format.JSONL:  # its text is taken as it stands
            assert not UNSEEN.search(outcome.text)
            assert not UNSEEN.search(outcome.title)
            assert unicodedata.is_normalized("NFC", outcome.text)


@pytest.mark.parametrize("form", list(Format))
def test_there_is_a_parser_for_each_format_and_it_reads_its_own(form: Format) -> None:
    assert form in PARSERS
    assert any(isinstance(outcome, Parsed) for outcome in read(form, SEEDS[form]))


@pytest.mark.parametrize("form", list(Format))
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_damaged_file_never_crashes_its_parser(form: Format, data: st.DataObject) -> None:
    seed = SEEDS[form]
    start = data.draw(st.integers(0, len(seed)))
    end = data.draw(st.integers(start, min(len(seed), start + 200)))
    junk = st.binary(max_size=50) | st.sampled_from(NAUGHTY).map(
        lambda text: text.encode("utf-8", errors="surrogatepass")
    )

    check(form, seed[:start] + data.draw(junk) + seed[end:])


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("other", list(Format))
def test_a_file_of_another_format_never_crashes_a_parser(form: Format, other: Format) -> None:
    check(form, SEEDS[other])


@pytest.mark.parametrize("form", [Format.HTML, Format.MARKDOWN, Format.TEXT, Format.HTML_FORUM])
@pytest.mark.parametrize("naughty", NAUGHTY)
def test_naughty_text_becomes_clean_text(form: Format, naughty: str) -> None:
    check(form, f"words {naughty} words\n\n<p>{naughty}</p>".encode("utf-8", errors="surrogatepass"))


@pytest.mark.parametrize(
    ("form", "content"),
    [
        (Format.HTML, b"<div>" * 20_000),
        (Format.HTML, b"<table><tr><td>a<td>b" * 400),
        (Format.HTML, b"<p " + b"a=b " * 50_000 + b">x"),
        (Format.MARKDOWN, b"[" * 20_000),
        (Format.MARKDOWN, b"*a **a " * 5_000),
        (Format.MARKDOWN, b"> " * 10_000 + b"x"),
        (Format.TEXT, b"\n" * 300_000 + b"a " * 100_000 + b"b" * 300_000),
        (Format.JSONL, b'{"_id":"1","text":"' + b"# a\\n```\\n" * 20_000 + b'"}'),
    ],
)
def test_hostile_files_cost_seconds_not_minutes(form: Format, content: bytes) -> None:
    begun = process_time()

    check(form, content)

    assert process_time() - begun < 10


@pytest.mark.parametrize("name", BOMBS)
def test_a_small_bomb_is_read_or_refused_at_once(name: str) -> None:
    form, bomb = BOMBS[name]
    content = bomb(1000)
    begun = process_time()

    check(form, content)

    assert process_time() - begun < 5


@pytest.mark.prove
def test_a_bomb_neither_kills_nor_keeps_a_worker() -> None:
    things = (Listed(name, form, Held(bomb(1_000_000))) for name, (form, bomb) in BOMBS.items())
    with Workers(1) as workers:
        told = {listed.key: list(results) for listed, results in workers(things, SOURCE, lambda: NOON)}

    assert told.keys() == BOMBS.keys()
    failures = [result for results in told.values() for result in results if isinstance(result, Failure)]
    assert [
        failure for failure in failures if re.search("ended the process|took longer", failure.reason)
    ] == []
