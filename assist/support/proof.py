"""What a citation's sentence may be held against: its quote, and the names that stand above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assist.support.reading import Reading
from assist.support.vocabulary import meant
from assist.text.plain import plain
from assist.text.sentences import pieces
from desk.drafts import Citation
from index.knowledge import Document, Fact

_HEADINGS = 3  # above a quote, that may name what it is about
_LONGEST_HEADING = 80  # characters
# A sentence that says "it" speaks of what the sentence before names.
_LEANING = re.compile(r"(?:it|its|they|their|this|these|that|those|he|she|both|such)\b", re.IGNORECASE)
_FAR = 4000  # characters above a quote in which its headings are looked for


@dataclass(frozen=True)
class Proof:
    """`quote` says it; `about` are the title, the headings and the products that it is said of."""

    quote: Reading
    about: Reading
    verbatim: str = ""  # the quote cleaned: a sentence that is the same needs no comparing

    @cached_property
    def meanings(self) -> frozenset[str]:
        """Of the words of the quote and of what it is about, synonyms as one."""
        return self.said | frozenset(map(meant, self.about.stems))

    @cached_property
    def said(self) -> frozenset[str]:
        """Of the words of the quote alone."""
        return frozenset(map(meant, self.quote.stems))


def proof_of(citation: Citation, document: Document | None) -> Proof:
    """The proof that a citation gives, with what its document (None: unknown) says of where the quote stands."""
    cleaned = plain(citation.quote)
    if document is None:
        return Proof(Reading(_said(citation.quote)), Reading(citation.title), cleaned)
    facts = [fact for fact in document.facts if fact.start < citation.end and citation.start < fact.end]
    about = [document.title, *document.products, *_headings(document.text, citation.start)]
    about += [name for fact in facts for name in (*fact.heading, fact.product or "")]
    if _LEANING.match(cleaned):
        about += [
            piece.text for piece in pieces(document.text, max(0, citation.start - _FAR), citation.start)[-1:]
        ]
    rows = [_row(fact) for fact in facts]
    return Proof(
        Reading("\n".join([_said(citation.quote), *rows])), Reading("\n".join(dict.fromkeys(about))), cleaned
    )


def _said(quote: str) -> str:
    """The quote as a reader of its page sees it; the cells of a row stay apart, as a value and its unit do."""
    if "|" not in quote:
        return plain(quote)
    return " | ".join(plain(cell).rstrip(".") for cell in quote.split("|") if cell.strip())


def _row(fact: Fact) -> str:
    """A fact in words."""
    ends = (("min", fact.minimum), ("typ", fact.typical), ("max", fact.maximum), ("", fact.value))
    values = [" ".join(filter(None, (name, value, fact.unit))) for name, value in ends if value]
    return f"{fact.attribute}: {', '.join(values)} {fact.condition or ''}".strip()


def _headings(text: str, start: int) -> Sequence[str]:
    """The nearest short lines above that stand alone and are no sentences: a reader takes them for headings."""
    blocks = text[max(0, start - _FAR) : start].split("\n\n")[:-1]
    found = [block.strip().lstrip("# ") for block in reversed(blocks) if _is_heading(block.strip())]
    return found[:_HEADINGS]


def _is_heading(block: str) -> bool:
    row = "|" in block or ": " in block or "\n" in block
    return 0 < len(block) <= _LONGEST_HEADING and not row and not block.endswith((".", "!", "?", ":", ","))
