"""Drafts in which every sentence is supported: verbatim and reworded, each with its document and a second sentence."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from assist.checks.context import Context, Source
from assist.checks.grounding import check_grounding
from assist.checks.quotes import check_quotes
from assist.text.plain import plain
from desk.drafts import Citation, Draft, Problem, To
from index.knowledge import Audience, Document, DocumentId, Kind
from tests.builders import QUESTION

_REWORDED = Path(__file__).parents[1] / "data" / "judged" / "reworded.jsonl"


@dataclass(frozen=True)
class GoodSentence:
    """A sentence, where its quote begins in its document, and how long the quote is."""

    sentence: str
    document: Document
    start: int
    end: int
    held_out: bool = False  # not looked at when the rules were written

    @property
    def quote(self) -> str:
        return self.document.text[self.start : self.end]

    def citation(self, marker: int) -> Citation:
        """Its proof."""
        return Citation(
            marker=marker,
            sentence=self.sentence,
            quote=self.quote,
            document_id=self.document.id,
            document_version=self.document.version,
            title=self.document.title,
            url=None,
            page=None,
            start=self.start,
            end=self.end,
        )


@cache
def reworded() -> tuple[GoodSentence, ...]:
    """The sentences that were reworded by hand, each with a document of its quote under its heading."""
    rows = [json.loads(line) for line in _REWORDED.read_text("utf-8").splitlines()]
    return tuple(_reworded(row) for row in rows)


def _reworded(row: Mapping[str, Any]) -> GoodSentence:
    above = f"{row['title']}\n\n{row['heading']}\n\n"
    document = a_sheet(f"row-{row['id']}", row["title"], above + row["quote"])
    return GoodSentence(row["sentence"], document, len(above), len(document.text), row["held_out"])


def verbatim_of(sentences: Sequence[GoodSentence]) -> Iterator[GoodSentence]:
    """The same quotes, said as they stand."""
    return (replace(one, sentence=plain(one.quote)) for one in sentences)


def a_sheet(id: str, title: str, text: str) -> Document:
    """A public data sheet, stored once."""
    return Document(DocumentId(id), "sheets", Kind.DATA_SHEET, title, None, text, Audience.PUBLIC, version=1)


def draft_of(*sentences: GoodSentence, drafter: str = "language_model:m") -> Draft:
    """One draft of these sentences, in their order."""
    citations = tuple(one.citation(marker) for marker, one in enumerate(sentences, start=1))
    text = " ".join(one.sentence for one in sentences)
    return Draft(0, To.PUBLIC, "asked in public", text, len(text), citations, (), drafter)


def held(draft: Draft, *sentences: GoodSentence) -> list[Problem]:
    """What stops the draft when quotes and grounding look at it."""
    documents = [one.document for one in sentences]
    context = Context(
        draft=draft,
        message="",
        public=True,
        mentions_us=True,
        triage=QUESTION,
        sources={(each.id, each.version): Source(each, each) for each in documents},
    )
    return [problem for problem in (*check_quotes(context), *check_grounding(context)) if problem.blocking]
