"""The supported share, measured apart from the checks: it must be able to fail."""

import json
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from app.evaluation.supported_share import figures_of, rows_of, verdicts_on

SCRIPT = Path(__file__).parents[2] / "app/evaluation/supported_share.py"
TEXT = """# WS-4 station

The WS-4 runs from 9 to 30 V DC and draws 12 mA at most. Do not open it outdoors.
If the lamp is red, hold the button for 10 seconds. It may need a minute, the map is not lost.

| Attribute | Min | Max | Unit |
| Operating temperature | -20 | 1,200.5 | mW |
Losses: &lt; 5 W *typ*ically.
"""
CORPUS = [
    json.dumps({"_id": "ws-4", "title": "WS-4 data sheet", "text": TEXT}),
    json.dumps(
        {
            "id": "hr",
            "title": "HR-200 is not a toy",
            "text": "The HR-200 cuts grass up to 30 m from its dock.",
        }
    ),
]
RUNS = "The WS-4 runs from 9 to 30 V DC and draws 12 mA at most."
OPEN = "Do not open it outdoors."
HOLD = "If the lamp is red, hold the button for 10 seconds."
ROW = "| Operating temperature | -20 | 1,200.5 | mW |"
MAY = "It may need a minute, the map is not lost."
GRASS = "The HR-200 cuts grass up to 30 m from its dock."


def cited(sentence: str, quote: str, document: str = "ws-4") -> dict[str, Any]:
    text = rows_of(CORPUS)[document].text
    start = text.index(quote)
    return {
        "sentence": sentence,
        "quote": quote,
        "document_id": document,
        "document_sha256": sha256(text.encode()).hexdigest(),
        "start": start,
        "end": start + len(quote),
        "page": 3,
    }


def draft(*citations: Mapping[str, Any], text: str | None = None) -> dict[str, Any]:
    said = " ".join(dict.fromkeys(str(citation["sentence"]) for citation in citations))
    return {"id": "q1", "text": said if text is None else text, "citations": list(citations)}


def wrong_with(made: Mapping[str, Any]) -> list[str]:
    return [why for verdict in verdicts_on(made, rows_of(CORPUS)) for why in verdict.wrong]


@pytest.mark.parametrize(
    "good",
    [
        draft(cited(RUNS, RUNS), cited(HOLD, HOLD)),
        draft(cited("The WS-4 runs from 9 to 30V DC.", RUNS)),  # shortened, and the unit close to its number
        draft(cited("Operating temperature: -20 to 1200.5 mW (data sheet, p. 3).", ROW)),
        draft(
            cited("Losses: < 5 W typically.", "Losses: &lt; 5 W *typ*ically.")
        ),  # the marks of its format aside
        draft(cited(OPEN, f"{OPEN}\n{HOLD}")),  # a condition of another sentence
        draft(cited("WS-4: 9 to 30 V DC.", "9 to 30 V DC")),  # the name from the title
        draft(cited("The map isn't lost.", "the map is not lost.")),
        draft(cited(MAY, MAY), text=f"Thanks for asking! {MAY} https://example.com/a"),
        draft(
            cited(f"{RUNS} {GRASS}", RUNS), cited(f"{RUNS} {GRASS}", GRASS, "hr")
        ),  # two quotes, one statement
    ],
)
def test_what_the_quotes_say_is_supported(good: dict[str, Any]) -> None:
    assert wrong_with(good) == []


@pytest.mark.parametrize(
    ("sentence", "quote", "why"),
    [
        (RUNS.replace("30", "36"), RUNS, "'36 V'"),  # a digit
        (RUNS.replace("12 mA", "12 A"), RUNS, "'12 A'"),  # a unit
        ("Operating temperature: -20 to 1200.5 MW.", ROW, "'1200.5 MW'"),  # its prefix
        ("Operating temperature: 20 to 1200.5 mW.", ROW, "'20'"),  # a sign
        (RUNS.replace("WS-4", "WS-5"), RUNS, "'ws5'"),  # a part number
        ("Operating temperature: -20 to 1200.5 mW (data sheet, p. 4).", ROW, "'4'"),  # a page
        ("Do open it outdoors.", OPEN, "'not', which is left out"),
        (HOLD.replace("hold", "never hold"), HOLD, "'never'"),
        ("It needs a minute, the map is not lost.", MAY, "'needs'"),
        ("It need a minute.", MAY, "'may', which is left out"),
        ("Hold the button for 10 seconds.", HOLD, "'if', which is left out"),
        ("Hold the button for 10 seconds.", "hold the button for 10 seconds.", "'if', which is left out"),
        ("Open it outdoors.", "open it outdoors.", "'not', which is left out"),  # cut out after its "not"
        ("The WS-4 draws 12 mA.", RUNS.removesuffix(" at most."), "'most', which is left out"),
        ("The HR-200 cuts 30 m from its dock.", GRASS, "'up', which is left out"),
        ("30 to 9 V DC.", RUNS, "not there"),  # the other way round
        ("The HR-200 does not cut grass.", GRASS, "'not'"),  # a title gives names, and turns nothing
        ("It cuts grass for two hours.", RUNS, "'grass'"),  # a sentence from nowhere
    ],
)
def test_each_change_of_what_is_quoted_is_told(sentence: str, quote: str, why: str) -> None:
    found = wrong_with(draft(cited(sentence, quote, "hr" if quote == GRASS else "ws-4")))
    assert any(why in one for one in found), found


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"start": 0, "end": 10}, "does not say"),
        ({"quote": "", "start": 0, "end": 0}, "does not say"),
        ({"document_sha256": "0" * 64}, "another version"),
        ({"document_id": "nowhere"}, "no document 'nowhere'"),
    ],
)
def test_a_quote_that_is_not_there_supports_nothing(changed: dict[str, Any], why: str) -> None:
    assert any(why in one for one in wrong_with(draft(cited(RUNS, RUNS) | changed)))


def test_sentences_and_quotes_that_changed_places_are_told() -> None:
    assert len(wrong_with(draft(cited(RUNS, HOLD), cited(HOLD, RUNS)))) > 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"{RUNS} It lasts two years.", "no citation"),
        (f"{RUNS} Thanks, it lasts 2 years.", "no citation"),  # a courtesy has no figures
        ("It lasts two years.", "the reply has no such sentence"),
    ],
)
def test_what_is_said_beside_the_citations_is_told(text: str, why: str) -> None:
    assert why in wrong_with(draft(cited(RUNS, RUNS), text=text))


def test_shares_are_of_sentences_and_of_citations() -> None:
    both = cited(f"{RUNS} {GRASS}", RUNS), cited(f"{RUNS} {GRASS}", GRASS, "hr")
    made = draft(*both, cited("It is green.", HOLD))
    made["text"] += " It is blue."
    figures = figures_of(verdicts_on(made, rows_of(CORPUS)))
    assert (figures["supported_share"], figures["citation_precision"]) == pytest.approx((1 / 3, 2 / 3))
    assert [each["sentence"] for each in figures["unsupported"]] == ["It is green.", "It is blue."]
    assert figures_of([])["supported_share"] is None


@pytest.mark.parametrize(("sentence", "status"), [(RUNS, 0), (RUNS.replace("30", "36"), 1)])
def test_the_script_needs_nothing_of_ours_and_fails_with_its_drafts(
    sentence: str, status: int, tmp_path: Path
) -> None:
    drafts, corpus = tmp_path / "drafts.jsonl", tmp_path / "corpus.jsonl"
    nothing = draft() | {"text": None}
    lines = [json.dumps(each) for each in (draft(cited(sentence, RUNS)), nothing)]
    drafts.write_text("\n".join(lines), encoding="utf-8")
    corpus.write_text("\n".join(CORPUS), encoding="utf-8")
    command = [sys.executable, "-I", "-S", str(SCRIPT), "--drafts", str(drafts), "--corpus", str(corpus)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == status, done.stderr
    assert json.loads(done.stdout)["supported_share"] == 1 - status
