"""Who wants no messages, who takes them again, and who only speaks of stopping and starting."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.understanding.wishes import resumes, stops

STOPS = """
stop / STOP!!! / Please stop / @FennbyCare stop / #stop / STOP STOP STOP / Stop now / s\u200btop
stop messaging me / Stop DMing me. / can you please stop messaging me / I said stop contacting me
Stop texting me!!! 😡
stop replying to me you stupid bot / Stop sending me these automated messages / do not contact me
Don't contact me again. / You are useless. Do not message me ever again! / leave me alone / no more messages please
unsubscribe / opt out / I want to opt out / take me off your list / never write to me again
Stopp / Bitte schreibt mir nicht mehr. / Hört auf mir zu schreiben / Keine weiteren Nachrichten bitte
lasst mich in Ruhe / Kontaktieren Sie mich nicht mehr / ich will keine Nachrichten mehr
Arrêtez de m'écrire / Ne me contactez plus. / je ne veux plus recevoir de messages / Laissez-moi tranquille
No me escriban más / dejen de enviarme mensajes / No quiero más mensajes / déjenme en paz
Pare de me mandar mensagens / Não me mandem mais mensagens / não quero mais mensagens
smettetela di scrivermi / Non scrivetemi più / non voglio più messaggi
"""
SPEAKS_OF_IT = """
it won't stop beeping / the W3 does not stop / stop the subscription / How do I stop it? / please stop charging me
Stop it. / can you stop spamming me with "would you like to open it?" / don't stop messaging me
why don't your marketing emails have an unsubscribe link? / unsubscribe me from the newsletter
stop messaging me about refunds and mend my W3 / my stop button is stuck / bus stop / non-stop noise / does it stop?
The W3 should stop sending messages to my phone / stop being such a tease / Don't contact me until tomorrow
do not contact my wife / start and stop do not work / The display shows STOP / stop working / What does STOP mean?
para de funcionar / no me funciona / arrête de clignoter / er hört nicht auf zu piepen / don't message me, call me
Is there no more stock? / if you stop messaging me I leave / never write to the EEPROM / no more batteries
"""


def each(table: str) -> list[str]:
    return [one.strip() for line in table.strip().splitlines() for one in line.split(" / ")]


@pytest.mark.parametrize("message", each(STOPS))
def test_whoever_wants_no_messages_is_understood(message: str) -> None:
    assert stops(message)


@pytest.mark.parametrize("message", each(SPEAKS_OF_IT))
def test_whoever_only_speaks_of_stopping_is_not_cut_off(message: str) -> None:
    assert not stops(message)


@pytest.mark.parametrize(
    "message", ["start", "START please", "@FennbyCare unstop", "You can message me again"]
)
def test_whoever_takes_messages_again_is_understood(message: str) -> None:
    assert resumes(message)
    assert not stops(message)


@pytest.mark.parametrize(
    "message", ["how do I start the pump?", "start the pump", "it does not start", "stop"]
)
def test_whoever_speaks_of_starting_lets_us_in_no_more_than_before(message: str) -> None:
    assert not resumes(message)


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    assert not (stops(text) and resumes(text))


@pytest.mark.parametrize(
    "again", ["please ", "no and so ", "you must ", "any more these ", "stop sending me "]
)
def test_a_long_text_made_to_keep_it_busy_is_read_in_time(again: str) -> None:
    assert not stops(again * 2000 + "x")


def test_of_real_customers_posts_none_is_taken_for_an_opt_out_that_is_none(real_data: Path) -> None:
    """They were read one by one: none of them asks to be left alone."""
    lines = (real_data / "tweets-twcs-5k" / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    posts = [json.loads(line)["customer"] for line in lines]
    assert len(posts) > 1000
    assert [post for post in posts if stops(post)] == []
