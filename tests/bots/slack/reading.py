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
    """The actions that a card offers."""
    return [
        element["action_id"]
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]
