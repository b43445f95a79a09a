"""Writing the words of a snapshot: all anew, or what changed beside the files of an earlier one."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from index.knowledge import Passage
from index.words.document import document, schema
from index.words.engine import tantivy
from index.words.note import NOTE, write_note

HEAP: Final = 256_000_000  # bytes that the writer may fill before it writes a part: about a million passages
TOLD_EVERY: Final = 1000  # passages
REWRITTEN: Final = {
    "meta.json",
    ".managed.json",
    NOTE,
}  # all other files of tantivy never change once written
Progress = Callable[[int], None]  # so many passages are written


def _silent(_done: int) -> None:
    """Tell nobody."""


def write_words(
    folder: Path,
    passages: Iterable[Passage],
    *,
    before: Path | None = None,
    gone: Iterable[int] = (),
    progress: Progress = _silent,
) -> None:
    """Write these passages into an empty folder, or what `before` has without the passages `gone`, and these.

    On the disk when it returns. `before` stays as it is; the two share the files that are the same. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if before is not None:
        _share(before, folder)
    try:
        _write(folder, passages, gone, progress)
        write_note(folder)
    except ValueError as error:  # all that tantivy raises
        raise OSError(f"cannot write the words into {str(folder)!r}: {error}") from error


def _share(before: Path, folder: Path) -> None:
    for file in before.iterdir():
        if file.name in REWRITTEN:
            shutil.copyfile(file, folder / file.name)
        elif file.suffix != ".lock":
            _link(file, folder / file.name)


def _link(file: Path, place: Path) -> None:
    try:
        place.hardlink_to(file)
    except OSError:  # a file system without hard links, or another one
        shutil.copyfile(file, place)


def _write(folder: Path, passages: Iterable[Passage], gone: Iterable[int], progress: Progress) -> None:
    writer = tantivy().Index(schema(), path=str(folder)).writer(HEAP, 1)
    for each in gone:
        writer.delete_documents_by_term("passage", int(each))
    number = 0
    for number, passage in enumerate(passages, start=1):
        writer.add_document(document(passage))
        if number % TOLD_EVERY == 0:
            progress(number)
    writer.commit()
    writer.wait_merging_threads()
    progress(number)
