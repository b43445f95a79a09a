"""The pictures of the docs: drawn by the product's own builders, so they can always be drawn again."""

from pathlib import Path

from bots.slack.cards.card import card
from tests.bots.slack.reading import sources
from tools.slack_pictures import FOLDER, LARGEST, pages
from tools.slack_samples import BESIDE, CASE

GUIDES = Path(FOLDER).parent


def test_every_picture_can_be_drawn_again_and_a_page_shows_it() -> None:
    linked = "".join(page.read_text(encoding="utf-8") for page in GUIDES.rglob("*.md"))
    for name, made in pages().items():
        picture = FOLDER / f"slack-{name}.png"
        assert "<main" in made()
        assert picture.stat().st_size <= LARGEST
        assert f"images/{picture.name})" in linked, f"no page shows {picture.name}"


def test_the_quotes_of_the_pictured_draft_are_numbered_as_the_assistant_does() -> None:
    assert sources(card(CASE, BESIDE)) == ["Read source 1", "Read source 2"]


def test_markup_of_a_customer_is_letters_on_the_page_too() -> None:
    from tools.block_kit_page.page import message_page

    said = {"type": "section", "text": {"type": "plain_text", "text": "<script>alert(1)</script> *bold*"}}
    assert "&lt;script&gt;alert(1)&lt;/script&gt; *bold*" in message_page([said])
