"""Files that somebody drops to the bot: what Slack says of them, and the report of what became of each. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bots.slack.kit.blocks import Block, Run, context, listed, paragraph, run
from bots.slack.kit.text import escaped, label
from bots.slack.knowledge.wording import READERS, counted
from index.inventory import Made
from ingest.placing import Added, Arrival

MAX_FILES = 10  # as many as Slack lets people send in one message
_FEW, _MOST_MADE, _LONGEST_REASON = 3, (5, 2), (300, 100)  # of few files more is told than of many
_LONGEST_NAME = 60
_ELSEWHERE = frozenset({"external", "tombstone", "hidden_by_limit"})

ARRIVALS = {
    Arrival.NEW: "added",
    Arrival.NEW_VERSION: "added as the new version of the file of that name",
    Arrival.SAME: "there already, unchanged",
    Arrival.REFUSED: "not added",
}


@dataclass(frozen=True)
class Dropped:
    """A file as a message of Slack describes it. Without a `url` it cannot be had; `why_not` says why."""

    name: str
    url: str
    size: int  # bytes, as Slack says
    why_not: str = ""


def dropped_in(message: dict[str, Any]) -> list[Dropped]:
    """The files of a message, in their order."""
    return [_dropped(file) for file in message.get("files") or ()]


def _dropped(file: dict[str, Any]) -> Dropped:
    name = str(file.get("name") or file.get("id") or "")
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    why_not = ""
    if file.get("mode") in _ELSEWHERE or file.get("is_external"):
        why_not = "it is a link to another service, or gone; drop the file itself"
    elif not url:
        why_not = "Slack shows it to nobody outside its own organisation; save it and drop it here yourself"
    return Dropped(name, "" if why_not else url, int(file.get("size") or 0), why_not)


def being_read(files: Sequence[Dropped]) -> list[Block]:
    """What is said at once."""
    return [
        paragraph(run("Reading ", bold=True), run(_names(files))),
        context(
            "The report takes the place of this message. If none came after ten minutes, drop them once more."
        ),
    ]


def report(added: Sequence[Added]) -> list[Block]:
    """What became of each file, in their order."""
    found = sum(len(one.made) for one in added)
    title = f"{counted(len(added), 'file')}, {counted(found, 'document')} to be found now"
    many = len(added) > _FEW
    lines = [line for one in added[:MAX_FILES] for line in _lines(one, many)]
    return [listed([run(title, bold=True)], lines)]


def told(added: Sequence[Added]) -> str:
    """The report in one line, for lock screens and screen readers."""
    return escaped("; ".join(f"{_name(one)}: {_outcome(one, True)}" for one in added[:MAX_FILES]))


def _lines(one: Added, many: bool) -> list[list[Run]]:
    most = _MOST_MADE[many]
    lines = [[run(_name(one), bold=True), run(f": {_outcome(one, many)}")]]
    lines += [[run(_document(made))] for made in one.made[:most]]
    more = len(one.made) - most
    return [*lines, [run(f"and {counted(more, 'more document')}")]] if more > 0 else lines


def _outcome(one: Added, many: bool) -> str:
    words = ARRIVALS[one.arrival]
    return f"{words}: {label(one.reason, _LONGEST_REASON[many])}" if one.reason else words


def _document(made: Made) -> str:
    title, passages = label(made.title, _LONGEST_NAME), counted(made.passages, "passage")
    return f"“{title}”, {passages}, {READERS[made.audience]}, version {made.version}"


def _name(one: Added) -> str:
    return label(one.name, _LONGEST_NAME)


def _names(files: Sequence[Dropped]) -> str:
    return ", ".join(label(file.name, _LONGEST_NAME) for file in files[:MAX_FILES])
