"""The desk of a folder as its user would have it, but that its clock is the test's and its model is loaded once."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from app.knowledge_in import ingest_sources
from app.settings import FileSettings, read_settings
from app.wiring import House
from index.embedding.embed import SentenceEmbedder
from ingest.refresh import Progress, SourceReport, refresh
from ingest.sources import Source
from tests.stories.x_clock import SharedClock

DESK = """
data_dir = "."
poll_seconds = 0.05
[company]
name = "Fennby"
handle = "@FennbyCare"
[[people]]
name = "rob"
roles = ["agent"]
[[sources]]
name = "manuals"
kind = "data_sheet"
location = "manuals"
"""


@cache
def embedder(models: Path) -> SentenceEmbedder:
    """The packaged model, exported and loaded once: forks of this process have it without loading."""
    loaded = SentenceEmbedder(None, models)
    loaded.prepare()
    loaded.embed_questions(["is everything loaded?"])
    return loaded


def a_house(folder: Path, *, undo_seconds: float = 10, how: str = "poll") -> House:
    """The desk of a folder with settings; several of one folder are like several processes. `how` X is heard."""
    said = read_settings(folder / "assist.toml", model=FileSettings, approval={"undo_seconds": undo_seconds})
    settings = said.model_copy(update={"x": said.x.model_copy(update={"how": how})})
    house = House(settings, base=folder, clock=SharedClock(folder / "clock"))
    vars(house)["embedder"] = embedder(house.models)
    return house


def write_settings(folder: Path, models: Path, channel: str) -> None:
    """What `a_house` reads: where exported models are, and the part of the channel."""
    said = f'models_dir = "{models}"\n{DESK}{channel}'
    (folder / "assist.toml").write_text(said, encoding="utf-8")


def prepared(folder: Path) -> House:
    """The desk with what its manuals say in its index."""
    house = a_house(folder)
    vars(house)["intake"] = replace(house.intake, read=lambda *what: _read_here(house, *what))
    ingest_sources(house, house.sources, full=False, progress=lambda *_: None)
    return house


def _read_here(house: House, source: Source, full: bool, progress: Progress) -> SourceReport:
    """In this process: starting others takes seconds."""
    return refresh(source, house.index, now=house.clock, full=full, progress=progress)
