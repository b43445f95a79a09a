"""What is known of a folder of words as a whole; it is written last."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from index.words.engine import tantivy
from index.words.lengths import averages_of

NOTE: Final = "words.json"
FORMAT: Final = 1  # of the folder and of the analysis; what has another one is derived from the library again


@dataclass(frozen=True)
class Note:
    """`documents`: with those that are gone but not yet cleared away; `averages`: terms in a passage by field."""

    format: int
    documents: int
    languages: Mapping[str, int]
    averages: Mapping[str, float]


def write_note(folder: Path) -> None:
    """Onto the disk, with the names of all files; tantivy did so with their contents."""
    index = tantivy().Index.open(str(folder))
    searcher = index.searcher()
    segments = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["segments"]
    note = Note(
        format=FORMAT,
        documents=sum(segment["max_doc"] for segment in segments),
        languages=dict(searcher.terms_with_prefix("language", "")),
        averages=averages_of(searcher),
    )
    with (folder / NOTE).open("w", encoding="utf-8") as file:
        json.dump(asdict(note), file)
        file.flush()
        os.fsync(file.fileno())
    for place in (folder, folder.parent):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def read_note(folder: Path) -> Note:
    """Raises OSError when there is none, ValueError when it says nothing sensible or is of another format."""
    try:
        note = Note(**json.loads((folder / NOTE).read_text(encoding="utf-8")))
    except TypeError as error:
        raise ValueError(f"{NOTE} is not as it should be: {error}") from error
    if note.format != FORMAT:
        raise ValueError(f"it has format {note.format!r}, not {FORMAT}")
    return note
