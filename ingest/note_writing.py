"""An expert's answer as a note in the folder of a source of notes: whole or not at all, and only what was typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from index.knowledge import Audience, Kind
from ingest.errors import BadSource, Unreadable
from ingest.front_matter import FrontMatter, split_front_matter
from ingest.note_markup import literal, literal_lines
from ingest.placing import Arrival, folder_of, place, safe_name
from ingest.plain import on_one_line, plain
from ingest.sources import Source

_LONGEST_TITLE = 200  # characters
_LONGEST_SLUG = 40
_NOT_IN_A_NAME = re.compile(r"[^\w .@+&()'’-]")


@dataclass(frozen=True)
class Note:
    """What somebody of the team knows: one question with its answer, both plain text as it was typed.

    `key` is the same whenever the same answer is written: it names the file.
    """

    key: str
    question: str
    answer: str
    audience: Audience
    owner: str
    products: tuple[str, ...] = ()
    review_by: date | None = None

    @property
    def title(self) -> str:
        """The question in one line, cut between words when it is long."""
        line = on_one_line(plain(self.question).text)
        return line if len(line) <= _LONGEST_TITLE else f"{line[:_LONGEST_TITLE].rpartition(' ')[0]} …"

    @property
    def file_name(self) -> str:
        """Safe in any folder; another note's is another one, also when both ask the same."""
        slug = re.sub(r"[\W_]+", "-", self.title.casefold())[:_LONGEST_SLUG].strip("-")
        return safe_name(f"{slug or 'note'}-{sha256(self.key.encode()).hexdigest()[:12]}.md")


def write(note: Note, source: Source) -> Arrival:
    """Have the note lie in the source's folder, under `note.file_name`.

    Raises BadSource when the source takes no notes, and Unreadable for a note that says nothing or cannot be put there.
    """
    folder = folder_of(taking_notes(source))
    return place(folder, note.file_name, markdown(note).encode())


def taking_notes(source: Source) -> Source:
    """The source itself. Raises BadSource when its folder takes no notes."""
    if source.kind is not Kind.SME_NOTE:
        raise BadSource(
            f"source {source.name!r} is {source.kind.value}, so its files do not say who may read them; "
            "name a source of kind 'sme_note' for answers"
        )
    folder_of(source)
    return source


def markdown(note: Note) -> str:
    """The note's file. Raises Unreadable for a note without a question or an answer."""
    title, answer = literal(note.title), literal_lines(note.answer)
    if not title or not answer:
        raise Unreadable(f"the note {note.title!r} has no {'answer' if title else 'question'}; write one")
    lines = "".join(f"{line}\n" for line in _front_matter(note))
    return f"---\n{lines}---\n\n# {title}\n\n{answer}\n"


def _front_matter(note: Note) -> Iterator[str]:
    """Its lines. A title or product that cannot be said there as it stands is left out: the heading has the title."""
    yield f"audience: {note.audience.value}"
    if _said(f"title: {note.title}").title == note.title:
        yield f"title: {note.title}"
    said = [name for name in note.products if _fits(name) and _said(f"products: {name}").products == (name,)]
    if said:
        yield f"products: {', '.join(said)}"
    if owner := on_one_line(_NOT_IN_A_NAME.sub(" ", plain(note.owner).text)).strip("' "):
        yield from (f"owner: {owner}", f"author: {owner}")
    if note.review_by:
        yield f"review_by: {note.review_by.isoformat()}"


def _fits(name: str) -> bool:
    return name == on_one_line(plain(name).text)


def _said(line: str) -> FrontMatter:
    """What a reader of the front matter makes of this line; nothing when it is no line of one."""
    front, _ = split_front_matter(f"---\n{line}\n---\n")
    return front
