"""Everything that is known of what Slack takes: its own types as a schema, its SDK's checks, and its limits.

The schema comes from npm `@slack/types` (see tools/block_kit_schema.mjs); without it the other two still hold.
Limits: https://docs.slack.dev/reference/block-kit (read 2026-11-21).
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jsonschema import Draft7Validator
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
TOTAL = 13_200  # undocumented; github.com/slackapi/bolt-js/issues/2509
LONGEST = {"action_id": 255, "block_id": 255, "value": 2000, "url": 3000, "callback_id": 255}
LONGEST |= {"private_metadata": 3000, "initial_value": 3000, "fallback": 300, "accessibility_label": 75}
OPTION_VALUE = 150
NOTIFICATION = 4000  # advised; 40,000 is where Slack cuts
MOST_ELEMENTS = {"actions": 25, "context": 10}
MOST_OPTIONS = {  # 1 at least, everywhere
    "static_select": 100,
    "multi_static_select": 100,
    "overflow": 5,
    "radio_buttons": 10,
    "checkboxes": 10,
}
MOST_FIELDS = 10
LONGEST_TEXTS = {  # of plain_text objects, by the element they belong to and their key there
    ("button", "text"): 75,
    ("header", "text"): 150,
    ("input", "label"): 2000,
    ("input", "hint"): 2000,
    ("modal", "title"): 24,
    ("modal", "submit"): 24,
    ("modal", "close"): 24,
    ("section", "text"): 3000,
    (None, "text"): 75,  # an option of a select
    (None, "description"): 75,
    (None, "title"): 100,  # of a confirmation
    (None, "confirm"): 30,
    (None, "deny"): 30,
}

Payload = Mapping[str, Any]


class BlockKit:
    """Finds what Slack would refuse; each fault is a sentence."""

    def __init__(self, schema: Payload | None = None) -> None:
        self._schema = schema

    def message_faults(self, payload: Payload) -> list[str]:
        """Of the arguments of chat.postMessage, chat.update, chat.postEphemeral or a response_url."""
        blocks = payload.get("blocks", [])
        blocks = json.loads(blocks) if isinstance(blocks, str) else blocks
        text = str(payload.get("text") or "")
        faults = [] if text.strip() else ["no notification text"]
        faults += [f"{len(text)} characters of notification"] if len(text) > NOTIFICATION else []
        faults += [f"{len(blocks)} blocks"] if len(blocks) > MESSAGE_BLOCKS else []
        size = len(json.dumps(blocks, ensure_ascii=False))
        faults += [f"{size} characters in all blocks"] if size > TOTAL else []
        return [
            *faults,
            *self._schema_faults("Blocks", blocks),
            *_sdk_faults(blocks),
            *_limit_faults(blocks),
        ]

    def view_faults(self, view: Payload) -> list[str]:
        """Of a modal or a Home tab."""
        kind = "Modal" if view["type"] == "modal" else "Home"
        faults = [f"{len(view['blocks'])} blocks"] if len(view["blocks"]) > VIEW_BLOCKS else []
        try:
            View(**view).validate_json()
        except SlackObjectFormationError as error:
            faults.append(str(error))
        return [
            *faults,
            *_filling_faults(view),
            *self._schema_faults(kind, view),
            *_sdk_faults(view["blocks"]),
            *_limit_faults(view["blocks"]),
            *_limit_faults([{key: part for key, part in view.items() if key != "blocks"}]),
        ]

    def _schema_faults(self, kind: str, payload: object) -> list[str]:
        if self._schema is None:
            return []
        validator = Draft7Validator({**self._schema, "$ref": f"#/definitions/{kind}"})
        return [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(payload)]


def _sdk_faults(blocks: Sequence[Payload]) -> list[str]:
    faults = []
    for number, block in enumerate(blocks):
        parsed = Block.parse(dict(block))
        if parsed is None:
            faults.append(f"block {number}: no block of this type: {block.get('type')!r}")
            continue
        try:
            parsed.validate_json()
        except SlackObjectFormationError as error:
            faults.append(f"block {number}: {error}")
    return faults


def _limit_faults(blocks: Sequence[Payload]) -> list[str]:
    faults = [f"block_id {name!r} stands twice" for name in _repeated(blocks, "block_id")]
    for element in _elements(blocks):
        faults += _field_faults(element)
        faults += _text_faults(element)
        faults += _choice_faults(element)
    for block in blocks:
        faults += [
            f"action_id {name!r} stands twice" for name in _repeated(block.get("elements", []), "action_id")
        ]
    return faults


def _field_faults(element: Payload) -> Iterator[str]:
    for key, longest in LONGEST.items():
        if isinstance(element.get(key), str) and len(element[key]) > longest:
            yield f"{element.get('type')}.{key} has {len(element[key])} characters, {longest} at most"
    most = MOST_ELEMENTS.get(str(element.get("type")))
    if most and not 1 <= len(element["elements"]) <= most:
        yield f"{element['type']} has {len(element['elements'])} elements, 1 to {most} are allowed"
    if element.get("type") == "text" and not element["text"]:
        yield "an empty text"


def _choice_faults(element: Payload) -> Iterator[str]:
    """Of selects, menus, radio buttons and checkboxes."""
    kind, options = str(element.get("type")), element.get("options")
    if kind in MOST_OPTIONS:
        if not 1 <= len(options or []) <= MOST_OPTIONS[kind]:
            yield f"{kind} has {len(options or [])} options, 1 to {MOST_OPTIONS[kind]} are allowed"
        initial = [element["initial_option"]] if "initial_option" in element else []
        for chosen in [*initial, *element.get("initial_options", [])]:
            if chosen not in (options or []):
                yield f"{kind} begins with {chosen['value']!r}, which is none of its options"
        for option in options or []:
            if not 1 <= len(option["value"]) <= OPTION_VALUE:
                yield f"{kind} has a value of {len(option['value'])} characters, {OPTION_VALUE} at most"
    if kind == "section" and len(element.get("fields", [])) > MOST_FIELDS:
        yield f"section has {len(element['fields'])} fields, {MOST_FIELDS} at most"
    for text in element.get("fields", []) if kind == "section" else []:
        if not 1 <= len(text["text"]) <= 2000:
            yield f"section has a field of {len(text['text'])} characters, 1 to 2000 are allowed"


def _filling_faults(view: Payload) -> Iterator[str]:
    """Of a window that asks for something."""
    inputs = [block for block in view["blocks"] if block.get("type") == "input"]
    if view["type"] == "modal" and inputs and "submit" not in view:
        yield "a window with fields and no way to send it off"
    for block in inputs:
        element = block["element"]
        if len(element.get("initial_value", "")) > element.get("max_length", 3000):
            yield f"field {block.get('block_id')!r} begins with more than it takes"


def _text_faults(element: Payload) -> Iterator[str]:
    for key, text in element.items():
        if not isinstance(text, Mapping) or text.get("type") not in {"plain_text", "mrkdwn"}:
            continue
        longest = 150 if key == "placeholder" else LONGEST_TEXTS.get((element.get("type"), key), 3000)
        if not 1 <= len(text["text"]) <= longest:
            yield f"{element.get('type')}.{key} has {len(text['text'])} characters, 1 to {longest} are allowed"


def _elements(part: object) -> Iterator[Payload]:
    """Every object in a payload, however deep."""
    if isinstance(part, Mapping):
        yield part
        for inner in part.values():
            yield from _elements(inner)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for inner in part:
            yield from _elements(inner)


def _repeated(blocks: Sequence[Payload], key: str) -> list[str]:
    counted = Counter(block[key] for block in blocks if key in block)
    return [name for name, times in counted.items() if times > 1]
