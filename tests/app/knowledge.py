"""A house whose clock a test moves, with one folder of notes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event as Stop

from app.settings import read_settings
from app.wiring import House
from index.embedding.embed import SentenceEmbedder
from ingest.refresh import Progress, SourceReport, refresh
from ingest.sources import Source
from tests.builders import NOON

SETTINGS = """
[[people]]
name = "sam"
roles = ["sme"]
slack_id = "U0SAM"
[[sources]]
name = "notes"
kind = "sme_note"
location = "notes"
audience = "public"
refresh_every = "30m"
"""
NOTE = """---
owner: sam
review_by: 2026-11-30
---
# What E17 means

E17 on the W3 means that the rain gauge is blocked. Lift the funnel off and rinse it.
"""
QUESTION = "@OurCare what does E17 on my W3 mean?"


@dataclass
class Clock:
    """Stands still until it is moved."""

    time: datetime = NOON

    def __call__(self) -> datetime:
        return self.time

    def wait(self, length: timedelta) -> None:
        self.time += length


def a_house(
    folder: Path, clock: Clock, settings: str = SETTINGS, *, embedder: SentenceEmbedder | None = None
) -> House:
    """The desk of a folder; several of one folder are like several processes.

    With an embedder that is loaded already it is quick, and reads files in this process.
    """
    file = folder / "assist.toml"
    file.write_text(settings, encoding="utf-8")
    (folder / "notes").mkdir(exist_ok=True)
    house = House(read_settings(file), base=folder, clock=clock)
    if embedder:
        vars(house)["embedder"] = embedder
        vars(house)["intake"] = replace(house.intake, read=partial(_read_here, house))
    return house


def _read_here(house: House, source: Source, full: bool, progress: Progress) -> SourceReport:
    return refresh(source, house.index, now=house.clock, full=full, progress=progress)


def write_note(folder: Path, text: str = NOTE, name: str = "e17.md") -> Path:
    """A note in the folder of notes."""
    file = folder / "notes" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def silent(_done: int, _total: int, _what: str = "") -> None:
    """Tell nobody."""


def turn(house: House) -> None:
    """One look at the sources."""
    house.refresher.turn(Stop())
