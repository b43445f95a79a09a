"""Personal data is found, and figures of products are left alone."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.privacy import private_in


@pytest.mark.parametrize(
    "text",
    [
        "write to jo.hartnell+fennby@mail.example please",
        "my card is 4111 1111 1111 1111",
        "pay to GB82 WEST 1234 5698 7654 32",
        "call me: +49 30 1234567",
        "my phone is 07700 900123",
        "ring (030) 123 4567",
        "call 555 0199 after six",
        "order FN-55208",
        "invoice no. 2026-10834",
        "I live at 12 Alder Row",
        "Bahnhofstraße 12",
    ],
)
def test_personal_data_is_found(text: str) -> None:
    assert private_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "The SCT-013-030 gives 0-1 V at 30 A",
        "between 220 V and 240 V, 50 Hz to 60 Hz",
        "firmware 2.1.1034 of 2026-11-21",
        "4111 1111 1111 1112 pulses",
        "10 12 14 16 18 20 22 24 26 28",
        "hold SEARCH for 4 seconds at 192.168.1.101",
        "in order to save 1000 Wh",
        "0.000123 or 12345.678",
        "2 x 100000 uF",
    ],
)
def test_figures_are_not(text: str) -> None:
    assert private_in(text) == []


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    assert all(found.text in text for found in private_in(text))


@pytest.mark.parametrize(
    "piece", ["1 ", "0", "a@", "@a.a", "+1", "1-", "GB11 ", "12 Aa ", "call ", "order: 1", "(12)"]
)
def test_a_very_long_text_takes_no_longer_than_a_moment(piece: str) -> None:
    private_in(piece * 3_000)


def test_nearly_all_labelled_addresses_cards_and_accounts_are_found(real_data: Path) -> None:
    rows = json.loads((real_data / "pii-presidio-1500" / "synth_dataset_v2.json").read_text(encoding="utf-8"))
    wanted = {"EMAIL_ADDRESS", "CREDIT_CARD", "IBAN_CODE"}
    spans = [
        (row["full_text"], span) for row in rows for span in row["spans"] if span["entity_type"] in wanted
    ]
    found = [any(one.text in span["entity_value"] for one in private_in(text)) for text, span in spans]
    assert sum(found) >= 0.95 * len(found)
