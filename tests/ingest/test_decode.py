"""Which charset a text is in: by the HTML standard, and by what the bytes are where nobody says."""

import gzip
import re
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.charset import codec, declared
from ingest.decode import decoded, encoding_of, encoding_of_file
from ingest.errors import Unreadable

GERMAN = "Über 25 °C – wärmer"


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        (b'<meta charset="iso-8859-2">', "iso8859-2"),
        (b"<META CHARSET = iso8859-2 >", "iso8859-2"),
        (b"<meta charset='latin1'/>", "cp1252"),
        (b'<meta http-equiv=Content-Type content="text/html; charset=koi8-r">', "koi8-r"),
        (b'<meta content="text/html; charset=koi8-r">', None),
        (b'<!-- <meta charset="koi8-r"> --><meta charset="euc-jp">', "euc_jp"),
        (b'<p title="<meta charset=koi8-r>"><meta charset="euc-jp">', "euc_jp"),
        (b'<meta charset="no-such"><meta charset="euc-jp">', "euc_jp"),
        (b'<meta charset="euc-jp', None),
        (b"<meta charset=euc-jp", None),
        (b'<meta charset="utf-16">', "utf-8"),
        (b'<?xml version="1.0" encoding="koi8-r"?><p>', "koi8-r"),
        (b"<metacharset=koi8-r>", None),
        (b"<!" * 10_000, None),
    ],
)
def test_a_page_says_its_charset_as_the_standard_reads_it(markup: bytes, name: str | None) -> None:
    assert declared(markup) == name


@pytest.mark.parametrize(
    "label", ["utf-7", "unicode_escape", "rot13", "hex", "idna", "cp037", "", "ä", "utf-8;"]
)
def test_what_the_standard_does_not_know_is_no_charset(label: str) -> None:
    assert codec(label) is None


def test_a_mark_at_the_beginning_comes_before_the_server_and_the_server_before_the_page() -> None:
    page = b'<meta charset="koi8-r">'

    assert encoding_of(b"\xef\xbb\xbf" + page, "euc-jp") == "utf-8"
    assert encoding_of(page, "euc-jp") == "euc_jp"
    assert encoding_of(page, "no-such") == "koi8-r"
    assert encoding_of(page) == "koi8-r"
    assert encoding_of(b"<p>") is None


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (GERMAN.encode(), GERMAN),
        (GERMAN.encode("cp1252"), GERMAN),
        (GERMAN.encode("utf-16"), GERMAN),
        (b'<meta charset="utf-8">' + GERMAN.encode("cp1252"), '<meta charset="utf-8">' + GERMAN),
        (b'<meta charset="latin1">' + GERMAN.encode(), '<meta charset="latin1">' + GERMAN),
        (GERMAN.encode() * 3 + b"\xff", GERMAN * 3 + "\ufffd"),
        (b'<meta charset="shift_jis">\x89J\x97\xca\xff', '<meta charset="shift_jis">雨量\uf8f3'),
    ],
)
def test_text_comes_out_as_it_was_meant(data: bytes, text: str) -> None:
    assert decoded(data) == text


def test_what_the_server_says_is_heard() -> None:
    assert decoded("雨量計".encode("shift_jis"), "shift_jis") == "雨量計"


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", errors="surrogatepass")))
def test_any_bytes_become_text(data: bytes) -> None:
    with suppress(Unreadable):
        decoded(data).encode("utf-8", errors="surrogatepass")
    data.decode(encoding_of_file(BytesIO(data)), errors="replace")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gzip.compress(b"<p>x", mtime=0), "packed by gzip in spite of its name"),
        (b"PK\x03\x04words", "an archive"),
        (b"%PDF-1.4 words", "a PDF"),
        (bytes(range(32)) * 9, "no text"),
        ("words without a mark".encode("utf-16-le") * 9, "no text"),
    ],
)
def test_what_is_no_text_is_refused_for_what_it_is(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        decoded(data)


@pytest.mark.parametrize(
    "data", [b"a\x00b", b"\x07" * 20 + b"words", b"\x1b[31mred\x1b[0m " * 99, b"a\fb\v" * 99, b""]
)
def test_text_with_some_odd_characters_is_text(data: bytes) -> None:
    assert decoded(data).encode() == data


@pytest.mark.parametrize("length", [2**20 - 1, 2**20, 2**20 + 1])
def test_a_character_across_two_chunks_of_a_file_is_one(length: int) -> None:
    assert encoding_of_file(BytesIO(b"x" * length + "°".encode())) == "utf-8"
    assert encoding_of_file(BytesIO(b"x" * length + b"\xb0")) == "cp1252"


def _cases(data: bytes) -> Iterator[tuple[bytes, str]]:
    for part in re.split(rb"(?:^|\n)#data\n", data)[1:]:
        page, _, label = part.rpartition(b"\n#encoding\n")
        yield page, label.split()[0].decode()


def test_all_82_published_cases_without_scripts_are_read_as_expected(real_data: Path) -> None:
    files = sorted((real_data / "bad-html5lib-tests" / "encoding").glob("*.dat"))
    cases = [case for file in files for case in _cases(file.read_bytes())]

    assert len(cases) == 82
    assert [(page, label) for page, label in cases if (encoding_of(page) or "cp1252") != codec(label)] == []
