"""Personal data is found, and figures of products are left alone."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.privacy.personal import people_in, private_in
from assist.privacy.secrets import secrets_in


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
        "2025550143 is my number",
        "ring 02079460958 after six",
        "I have lost my card 180016070420458",
        "my SSN is 078-05-1120",
        "my passport number is C01X00T47",
        "my address 203.0.114.7 is blocked",
        "born on 8/5/1989",
        "she lives at 28245 Puruntie 82",
        "Via Roma 131, Montafia",
        "P.O. Box 149",
        "it is in SW1A 2AA",
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
        "Office Suite 365 Apps and Office 365 Home",
        "Connect DQ to pin GPIO12, at address 119 Dec",
        "open 192.168.4.1 or 127.0.0.1",
        "Send 20 Watts to the load, then 5 Metres of cable",
    ],
)
def test_figures_are_not(text: str) -> None:
    assert private_in(text) == []


def test_a_number_is_told_once_by_what_it_is() -> None:
    assert [found.what for found in private_in("call my card 4111 1111 1111 1111")] == ["a card number"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("My name is Aantje Mourik.", "Aantje Mourik"),
        ("Dear Mrs. Poissonnier, thank you", "Poissonnier"),
        ("another customer, Faina D. Yefremova, had the same", "Faina D. Yefremova"),
        ("We sent it to Marisa Olsen last week", "Marisa Olsen"),
        ("your neighbour was called Sedej", "Sedej"),
        ("Name: Kamila Červinková", "Kamila Červinková"),
    ],
)
def test_names_of_people_are_found_by_what_stands_before_them_and_by_first_names(
    text: str, name: str
) -> None:
    assert [found.text for found in people_in(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The Raspberry Pi and your Fennby Home app talk to the Arduino Uno.",
        "Our partner Corvane makes it. An RJ45 plug. See Exporting Data.",
        "Network name: EmonPi, 20 ms Delay, Model B. The board",
        "My Solar page of the Fennby team",
    ],
)
def test_names_of_things_and_firms_are_no_people(text: str) -> None:
    assert people_in(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "AKIA" + "B7XZ" * 4,
        "ghp_" + "a1B2c3D4e5" * 4,
        "xoxb-123456789012-123456789012-abcDEF",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        "https://admin:hunter22@api.fennby.example/",
        "The read-write API key is 0123456789abcdef0123456789abcdef",
        "Password: s3cret!pw",
        'log in with the password "correcthorse"',
        "your PIN is 4711",
    ],
)
def test_secrets_are_found(text: str) -> None:
    assert secrets_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Your password is on the label under the router.",
        "Forgot the password? Hold RESET for 10 seconds.",
        "You find the API key under Setup > My Account.",
        "The PIN is 4 digits long, the data pin is GPIO14.",
        "Password: see page 4.",
    ],
)
def test_talk_of_secrets_is_none(text: str) -> None:
    assert secrets_in(text) == []


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    found = [*private_in(text), *people_in(text), *secrets_in(text)]
    assert all(one.text in text for one in found)


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "0",
        "a@",
        "@a.a",
        "+1",
        "1-",
        "GB11 ",
        "12 Aa ",
        "call ",
        "order: 1",
        "(12)",
        "pin is ",
        "12 A ",
        "A. ",
    ],
)
def test_a_very_long_text_takes_no_longer_than_a_moment(piece: str) -> None:
    text = piece * 3_000
    assert [private_in(text), people_in(text), secrets_in(text)]


def test_nearly_all_labelled_addresses_cards_and_accounts_are_found(real_data: Path) -> None:
    rows = json.loads((real_data / "pii-presidio-1500" / "synth_dataset_v2.json").read_text(encoding="utf-8"))
    wanted = {"EMAIL_ADDRESS", "CREDIT_CARD", "IBAN_CODE"}
    spans = [
        (row["full_text"], span) for row in rows for span in row["spans"] if span["entity_type"] in wanted
    ]
    found = [any(one.text in span["entity_value"] for one in private_in(text)) for text, span in spans]
    assert sum(found) >= 0.95 * len(found)
