"""Notes of the team into the folder of a source and from there into the index, without a look at its other files."""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from app.knowledge_in import Intake
from app.uploads import PATIENCE, why_none
from index.inventory import Inventory
from index.knowledge import DocumentId, Kind
from ingest.batch import Library
from ingest.errors import BadSource, Unreadable
from ingest.note_confirming import confirm
from ingest.note_writing import Note, taking_notes, write
from ingest.placing import folder_of, takes_files
from ingest.refresh import Clock, SourceReport
from ingest.some_files import read_some
from ingest.sources import Source


@dataclass(frozen=True)
class Notes:
    """Writes notes and keeps them valid. `into` names the source for new ones; None: the first that takes them."""

    sources: Sequence[Source]
    into: str | None
    intake: Intake
    library: Callable[[], Library]
    inventory: Inventory
    clock: Clock
    sleep: Callable[[float], None] = time.sleep

    def add(self, note: Note) -> DocumentId | None:
        """Write the note and read it; None when another process reads the source just now: ask again.

        Writing one again changes nothing. Raises BadSource when there is no folder for notes, and Unreadable when no
        document can be made of this one: then it does not stay there.
        """
        source = self.for_new_ones()
        write(note, source)
        report = self._read(source, {note.file_name})
        if report is None:
            return None
        made = self.inventory.made_of(source.name, note.file_name)
        if not made:
            (folder_of(source) / note.file_name).unlink(missing_ok=True)
            raise Unreadable(why_none(source, note.file_name, report))
        return made[0].id

    def confirm(self, document: DocumentId, until: date) -> bool:
        """Have a note be reviewed again by then; False when its source is being read for so long that it shows later.

        Raises BadSource and Unreadable when its file cannot be given the date.
        """
        source = self._source(document.partition("/")[0])
        key = confirm(source, document, until)
        for _ in range(PATIENCE):
            if self._read(source, {key}):
                return True
            self.sleep(1)
        return False

    def _read(self, source: Source, keys: Collection[str]) -> SourceReport | None:
        return self.intake.glance(
            source, partial(read_some, library=self.library(), keys=keys, now=self.clock)
        )

    def for_new_ones(self) -> Source:
        """The source whose folder takes new notes. Raises BadSource when there is none."""
        if self.into is not None:
            return taking_notes(self._source(self.into))
        fit = (source for source in self.sources if source.kind is Kind.SME_NOTE and takes_files(source))
        if (source := next(fit, None)) is None:
            raise BadSource(
                "there is no folder for notes: add a source of kind 'sme_note' that is a folder to the settings"
            )
        return source

    def _source(self, name: str) -> Source:
        for source in self.sources:
            if source.name == name:
                return source
        known = ", ".join(source.name for source in self.sources)
        raise BadSource(f"no source is called {name!r}; there are: {known or 'none'}")
