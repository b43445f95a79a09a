"""Reads a card as a person does."""

from typing import Any

from bots.slack.kit.blocks import Block


def words(blocks: list[Block]) -> str:
    """All that a reader sees, in order."""
    found: list[str] = []

    def look(part: Any) -> None:
        if isinstance(part, dict):
            found.extend([part["text"]] if isinstance(part.get("text"), str) else [])
            for inner in part.values():
                look(inner)
        elif isinstance(part, list):
            for inner in part:
                look(inner)

    look(blocks)
    return "\n".join(found)


def quotes(blocks: list[Block]) -> list[str]:
    """What stands set off, each with its runs joined."""
    parts = [part for block in blocks if block["type"] == "rich_text" for part in block["elements"]]
    return [
        "".join(run["text"] for run in part["elements"])
        for part in parts
        if part["type"] == "rich_text_quote"
    ]


def boxed(blocks: list[Block]) -> list[str]:
    """What the draft's quote shows in boxes."""
    runs = [
        run
        for block in blocks
        if block["type"] == "rich_text"
        for part in block["elements"]
        if part["type"] == "rich_text_quote"
        for run in part["elements"]
    ]
    return [run["text"] for run in runs if run.get("style", {}).get("code")]


def buttons(blocks: list[Block]) -> list[str]:
    """The actions that a card offers, those of its menu and its sources apart."""
    found = [element["action_id"] for element in _elements(blocks)]
    return [action for action in found if action != "more" and not action.startswith("source_")]


def menu(blocks: list[Block]) -> list[str]:
    """What its menu offers."""
    options = [each for element in _elements(blocks) for each in element.get("options", [])]
    return [option["value"].partition(":")[0] for option in options]


def sources(blocks: list[Block]) -> list[str]:
    """What the buttons that open its sources say."""
    return [
        element["text"]["text"] for element in _elements(blocks) if element["action_id"].startswith("source_")
    ]


def _elements(blocks: list[Block]) -> list[Block]:
    return [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
