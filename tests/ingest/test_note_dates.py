"""What a note's dates say, and what they mean from day to day."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.knowledge import Audience, Kind
from ingest.errors import Unreadable
from ingest.note_dates import Standing, iso_dates, standing
from ingest.sources import Format
from tests.ingest.builders import a_source, heading_at, parsed


def at(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), UTC)


def midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(), UTC)


NOTE = {"valid_from": "2027-01-01", "valid_until": "2027-12-31", "review_by": "2027-06-30", "owner": "sam"}


@pytest.mark.parametrize(
    ("day", "why_not", "stale_since", "look_again"),
    [
        ("2026-12-31", "it is valid from 2027-01-01 on", None, "2027-01-01"),
        ("2027-01-01", None, None, "2027-07-01"),
        ("2027-06-30", None, None, "2027-07-01"),
        ("2027-07-01", None, "2027-06-30", "2028-01-01"),
        ("2027-12-31", None, "2027-06-30", "2028-01-01"),
        ("2028-01-01", "it was valid until 2027-12-31", None, None),
    ],
)
def test_a_note_becomes_valid_then_stale_then_expires(
    day: str, why_not: str | None, stale_since: str | None, look_again: str | None
) -> None:
    expected = Standing(
        why_not,
        date.fromisoformat(stale_since) if stale_since else None,
        midnight(look_again) if look_again else None,
    )
    assert standing(NOTE, at(day)) == expected


def test_a_note_without_dates_is_never_looked_at_for_them() -> None:
    assert standing({"owner": "sam"}, at("2027-01-01")) == Standing()


def test_a_day_ends_at_midnight_utc_wherever_the_clock_stands() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert (
        standing({"review_by": "2027-06-30"}, datetime(2027, 7, 1, 8, 59, tzinfo=tokyo)).stale_since is None
    )
    assert standing({"review_by": "2027-06-30"}, datetime(2027, 7, 1, 9, 0, tzinfo=tokyo)).stale_since


def test_the_last_day_of_all_is_no_error() -> None:
    assert standing({"review_by": "9999-12-31", "valid_until": "9999-12-31"}, at("9999-12-31")) == Standing()


days = st.dates(date(2026, 1, 1), date(2026, 3, 31))


@given(
    st.dictionaries(st.sampled_from(["valid_from", "valid_until", "review_by"]), days.map(date.isoformat)),
    days,
    days,
)
def test_nothing_changes_before_it_is_looked_at_again(
    meta: dict[str, str], first: date, second: date
) -> None:
    now, later = (datetime.combine(day, time(12), UTC) for day in sorted((first, second)))
    told, then = standing(meta, now), standing(meta, later)
    if told.look_again_at is None or later < told.look_again_at:
        assert (told.why_not, told.stale_since) == (then.why_not, then.stale_since)
    else:
        assert now < told.look_again_at


@given(days, days)
def test_at_the_moment_named_something_does_change(review: date, today: date) -> None:
    meta = {"review_by": review.isoformat()}
    told = standing(meta, datetime.combine(today, time(), UTC))
    if told.look_again_at:
        assert standing(meta, told.look_again_at).stale_since == review


# what is written


@pytest.mark.parametrize(
    "line",
    [
        "valid_until: 2027-03-31",
        "valid until: 2027-03-31",
        "Valid Until: 2027-03-31",
        "valid-until: '2027-03-31'  # end of the offer",
        "  valid_until:2027-03-31",
        '"valid until" : 20270331',
    ],
)
def test_a_date_may_be_written_carelessly(line: str) -> None:
    note = parsed(Format.MARKDOWN, f"---\nowner: sam\n{line}\n---\nwords")
    assert note.meta == {"owner": "sam", "valid_until": "2027-03-31"}


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("valid_from: soon", "valid_from 'soon'; write a date like 2027-03-31"),
        ("valid until: 31.03.2027", "valid_until '31.03.2027'; write a date"),
        ("review by: 2027-02-30", "review_by '2027-02-30'"),
        ("review_by: 2027-03-31T10:00:00", "review_by"),
        ("valid_from: 2027-03-31\nvalid_until: 2027-03-30", "mend one of the two dates"),
        ("valid_until: 2027-03-31\nvalid_until: 2027-04-30", "2 dates for valid_until"),
        ("title: W3\nvalid_until = 2027-03-31", "write a line like 'valid_until: 2027-03-31'"),
        ("title: W3\n- valid until: 2027-03-31", "write a line like 'valid_until: 2027-03-31'"),
    ],
)
def test_a_date_that_makes_no_sense_keeps_the_note_out_and_says_why(lines: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        parsed(Format.MARKDOWN, f"---\n{lines}\n---\nwords")


def test_a_date_left_blank_is_none() -> None:
    assert parsed(Format.MARKDOWN, "---\nowner: sam\nvalid_until:\nreview by:\n---\nwords").meta == {
        "owner": "sam"
    }


def test_prose_between_rules_may_speak_of_a_review() -> None:
    text = "---\n\nReview by the whole team, valid until further notice.\n\n---\n\nwords"
    assert "valid until further notice" in parsed(Format.MARKDOWN, text).text


def test_a_note_of_one_day_is_valid_on_that_day() -> None:
    meta = iso_dates({"valid_from": ["2027-03-31"], "valid_until": ["2027-03-31"]})
    assert standing(meta, at("2027-03-31")).why_not is None


# notes saved as HTML

PAGE = "<html><head><title>Returns</title>{}</head><body><h1>Returns</h1><p>Words.</p></body></html>"


def metas(**said: str) -> str:
    return PAGE.format("".join(f'<meta name="{name}" content="{value}">' for name, value in said.items()))


NOTES = a_source(kind=Kind.SME_NOTE)


def test_a_saved_page_says_the_same_in_its_head() -> None:
    page = metas(owner="lena", audience="internal", products="CV-8, DH-12", review_by="2026-12-31")
    note = parsed(Format.HTML, page, NOTES)
    assert (note.audience, note.products) == (Audience.INTERNAL, ("CV-8", "DH-12"))
    assert note.meta == {"owner": "lena", "review_by": "2026-12-31"}
    assert note.text == "Returns\n\nWords."


def test_what_stands_in_the_body_of_a_page_widens_nothing() -> None:
    page = metas(audience="internal").replace("<p>", '<meta name="audience" content="public"><p>')
    assert parsed(Format.HTML, page, NOTES).audience is Audience.INTERNAL


def test_of_two_audiences_the_narrower_holds() -> None:
    page = PAGE.format('<meta name="audience" content="public"><META NAME="Audience" CONTENT="Internal">')
    assert parsed(Format.HTML, page, NOTES).audience is Audience.INTERNAL


@pytest.mark.parametrize(
    "said", [{"audience": "everybody"}, {"review_by": "soon"}, {"valid-until": "1.2.27"}]
)
def test_a_page_that_says_nonsense_is_kept_out(said: dict[str, str]) -> None:
    with pytest.raises(Unreadable, match=r"use one of|write a date"):
        parsed(Format.HTML, metas(**said), NOTES)


def test_a_page_of_the_web_at_large_means_its_own_things() -> None:
    web = a_source("https://docs.example.com/", kind=Kind.DATA_SHEET)
    page = parsed(Format.HTML, metas(audience="all", owner="web team", review_by="soon"), web)
    assert (page.audience, page.meta) == (None, {})
    assert parsed(Format.HTML, metas(audience="internal"), web).audience is Audience.INTERNAL


# what a note holds

NOTE_TEXT = """---
owner: sam
---
# Reset

Do this:

1. Hold **Set** for 5 s:
   - until RST shows
   - not longer
2. Let go.

## Over the wire

```python
if ready:
    port.write(b"RST")

    port.close()
```

    indented = True
"""


def test_headings_lists_and_code_of_a_note_stay_whole() -> None:
    note = parsed(Format.MARKDOWN, NOTE_TEXT)
    assert 'if ready:\n    port.write(b"RST")\n\n    port.close()' in note.text
    assert heading_at(note, "port.close") == ("Reset", "Over the wire")
    lines = note.text.split("\n")
    for item in ("Hold Set for 5 s:", "until RST shows", "not longer", "Let go."):
        assert any(line.endswith(item) for line in lines), note.text
