"""Draw the pictures of the desk in Slack for the docs: python tools/slack_pictures.py [NAME...]

Each is made by the product's own builders and shown on a small page of ours; Chromium takes the picture.
"""

import shutil
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "images"
SCALE = 1.5  # pixels for each of CSS
LARGEST = 150_000  # bytes
COLOURS = 48


def pages() -> Mapping[str, Callable[[], str]]:
    """By the picture's name: the page it is of."""
    from bots.slack.cards.card import card
    from bots.slack.home.view import home_view
    from bots.slack.inquiries.answers import answer_blocks
    from bots.slack.knowledge.asked import request_blocks
    from bots.slack.knowledge.window import About, teach_window
    from bots.slack.modals.deciding import edit_modal
    from bots.slack.modals.reading import source_modal
    from bots.slack.review.window import review_window
    from desk.inquiries import InquiryId
    from tools import slack_samples as day
    from tools.block_kit_page.page import home_page, message_page, modal_page

    asked = answer_blocks(day.FOUND, InquiryId(7), private=True, question=day.FOUND.answer.question)
    about = About(day.REQUEST.question, day.REQUEST.case_id, day.REQUEST.revision)
    return {
        "card": lambda: message_page(card(day.CASE, day.BESIDE)),
        "edit": lambda: modal_page(edit_modal(day.CASE, "C1")),
        "source": lambda: modal_page(source_modal(day.CASE, "C1", day.CITATIONS, 1, day.SURROUNDINGS)),
        "expert": lambda: message_page(request_blocks(day.ASKED)),
        "answer": lambda: modal_page(teach_window(about, day.TERMS, ["WS-4", "FB-20", "HR-200"])),
        "home-lead": lambda: home_page(home_view(day.LEAD_HOME, day.NOW)),
        "home-expert": lambda: home_page(home_view(day.EXPERT_TAB, day.NOW)),
        "review": lambda: modal_page(review_window(day.REVIEWABLE, told=True)),
        "assist": lambda: message_page(asked, only_you=True),
    }


def draw(named: Mapping[str, Callable[[], str]]) -> None:
    """Takes the pictures."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(device_scale_factor=SCALE, viewport={"width": 800, "height": 600})
        for name, made in named.items():
            page.set_content(made())
            _keep(FOLDER / f"slack-{name}.png", page.locator("main").screenshot())
        browser.close()


def _keep(file: Path, picture: bytes) -> None:
    """With as many colours as letters on white need."""
    from PIL import Image

    Image.open(BytesIO(picture)).quantize(COLOURS).save(file, optimize=True)
    if (size := file.stat().st_size) > LARGEST:
        raise SystemExit(f"{file.name} has {size} bytes, {LARGEST} at most")


def main() -> None:
    """The pictures that are named, or all."""
    sys.path.insert(0, str(ROOT))
    made = pages()
    draw({name: made[name] for name in sys.argv[1:] or made})


if __name__ == "__main__":
    main()
