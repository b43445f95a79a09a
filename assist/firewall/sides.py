"""The two sides of the firewall: sentences that may not be told, and all that the reader may read or wrote."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assist.firewall.facts import Facts, facts_of
from assist.text.sentences import pieces
from assist.text.words import words
from index.knowledge import Passage

_LOWER = re.compile(r"(?<!\w)[a-zß-ÿ]{4,}")
_LINE = re.compile(r"[^\n]+")
_CODE = re.compile(r"\w[\w-]*\d[\w-]*|\w*\d[\w-]*[^\W\d_]")


@dataclass(frozen=True)
class Sentence:
    """A sentence, a row or a line of a withheld passage."""

    text: str
    passage: Passage

    @property
    def facts(self) -> Facts:
        """What it has to tell."""
        return facts_of(self.text)


@dataclass(frozen=True)
class Sides:
    """Passages that the reader may not read, and texts that they may read or wrote themselves."""

    withheld: Sequence[Passage]
    readable: Sequence[str]

    @cached_property
    def secret(self) -> list[Sentence]:
        """Every withheld sentence, those of the likeliest passage first."""
        return [Sentence(text, passage) for passage in self.withheld for text in sentences(passage.text)]

    def has(self, text: str) -> bool:
        """True when a readable text says this, word for word."""
        return running(text) in self._words

    def names(self, one: Sentence) -> frozenset[str]:
        """Names in it that are nobody's word: never written without a capital, and in nothing readable."""
        return frozenset(name for name in one.facts.names - self._ordinary if name not in self.facts.squeezed)

    @cached_property
    def facts(self) -> Facts:
        """What all readable texts together have to tell."""
        return facts_of("\n".join(self.readable))

    @cached_property
    def open(self) -> list[str]:
        """The readable sentences."""
        return [text for readable in self.readable for text in sentences(readable)]

    def unnamed(self, text: str) -> str:
        """Without the names of devices that everybody knows: they make any two sentences about one device alike."""
        return _CODE.sub(lambda found: self._known_as(found.group()), text)

    def _known_as(self, word: str) -> str:
        codes = facts_of(word).codes
        return "device" if codes and codes <= self.facts.codes else word

    @cached_property
    def _words(self) -> str:
        return "|".join(running(text) for text in self.readable)

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        every = [*(passage.text for passage in self.withheld), *self.readable]
        return frozenset(word for text in every for word in _LOWER.findall(text))


def sentences(text: str) -> list[str]:
    """The sentences of a text and its lines of other kinds: headings and code tell secrets, too."""
    found = pieces(text)
    covered = [(piece.start, piece.end) for piece in found]
    lines = [
        line.group().strip()
        for line in _LINE.finditer(text)
        if not any(start < line.end() and line.start() < end for start, end in covered)
    ]
    return [piece.text for piece in found] + [line for line in lines if any(map(str.isalnum, line))]


def running(text: str) -> str:
    """The words with one blank between them and around them, so that a run of words is a substring."""
    return f" {' '.join(words(text))} "
