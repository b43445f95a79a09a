"""The sentences of the evidence that could stand in a reply."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from assist import phrases
from assist.evidence import Evidence
from assist.length import links_in
from assist.plain import MARKUP, plain
from assist.privacy import private_in
from assist.sentences import Piece, pieces
from assist.words import words
from index.knowledge import Document, DocumentId, Hit, Kind

# Forum documents head their posts so (ingest does, and archives do); a corpus of JSON lines adds a colon.
_ASKER = re.compile(r"^Question(?: by .{1,80})?:?\s*$", re.MULTILINE)
_SOLUTION = re.compile(r"^(?:Accepted solution|Solution)(?: by .{1,80})?:?\s*$", re.MULTILINE)
_ANSWERER = re.compile(
    r"^(?:Accepted solution|Solution|Answer|Reply|Correction)(?: \d+)?(?: by .{1,80})?:?\s*$", re.MULTILINE
)
_NAVIGATION = re.compile(
    r"\s*(?:[-*+•]|\d+[.)])?\s*(?:\*\*)?!?\[[^\]]{0,300}\]\([^)]{0,500}\)(?:\*\*)?[\s.]*"
)
_LINK = re.compile(r"https?://|www\.|\[link\]", re.IGNORECASE)  # archives write [link] where a link was
_DOTTED = re.compile(r"\w\.[a-zA-Z]{2}")
_HANDLE = re.compile(r"(?<!\w)@\w")
_CHATTER = phrases.any_of(r"""
    (?:hi|hello|hey|dear)(?: \w+)?[,!.]*(?: (?:and )?(?:thanks?|welcome|glad)\b.{0,60})?
    (?:many |best |kind |warm )?(?:thanks?|regards|wishes|cheers)\b.{0,40}
    welcome(?: to the forum)?.{0,40} / good luck.{0,20} / hope (?:this|that|it) helps?.{0,30}
    (?:you are|you're) welcome.{0,30}
    sorry.{0,60} / (?:glad|happy) .{0,60} / let (?:me|us) know.{0,60} / no problem.{0,20} / ok(?:ay)?[,.! ]*
""")
_POINTING = phrases.any_of(r"""
    (?:see|shown|as|pictured|listed|described|mentioned|given|in the \w+) (?:below|above) / attached
    (?:figure|fig\.?) \d* / see (?:the )?\w+ (?:below|above)
    (?:created|key|picture|code|table|image|diagram|steps?|section) (?:above|below)
    (?:this|the following|following) (?:link|thread|post|page|picture|diagram|image|example|sketch|code) / click here
    (?:see|read|look at|check(?: out)?) (?:this|here|the (?:link|thread|post|picture|photo|image|screenshot))
""")
_ROW = re.compile(r"[^.:|]{1,80}(?::| \|) \S(?:[^.!?]|\.\d){0,200}$|\|")
_FEWEST_WORDS = 3
_OF_A_HIT = 12  # sentences; more would crowd out the other hits
_LONGEST = 700  # characters; no sentence, whatever the splitter thinks


@dataclass(frozen=True)
class Candidate:
    """A sentence that could be quoted; `place` counts the pieces of its document."""

    sentence: str
    piece: Piece
    place: int
    hit: Hit
    document: Document

    @property
    def at(self) -> tuple[DocumentId, int]:
        """What tells it from every other candidate."""
        return self.document.id, self.place

    @property
    def is_row(self) -> bool:
        """True for a row of a table or a line like `Weight: 2.6 kg`, which says little beside a sentence."""
        return _ROW.match(self.piece.text) is not None

    @property
    def heading(self) -> str:
        """Where it stands: the document's title and the headings above it."""
        return ". ".join(dict.fromkeys([self.document.title, *self.hit.passage.heading]))


def candidates(evidence: Evidence, *, links: bool) -> list[Candidate]:
    """Every quotable sentence of the evidence once, those of the best hit first."""
    found: dict[tuple[DocumentId, int], Candidate] = {}
    for hit in evidence.hits:
        of_hit = _of_hit(hit, evidence.documents[hit.passage.document_id])
        quotable = (candidate for candidate in of_hit if _quotable(candidate, links=links))
        for candidate in islice(quotable, _OF_A_HIT):
            found.setdefault(candidate.at, candidate)
    return list(found.values())


def _of_hit(hit: Hit, document: Document) -> Iterator[Candidate]:
    """The sentences of the passage; where it is a thread's question that was found, those of the solution."""
    start, end = hit.passage.start, hit.passage.end
    placed = list(enumerate(answering(document.text, document.kind)))
    within = [(place, piece) for place, piece in placed if piece.start < end and start < piece.end]
    for place, piece in within or (placed if document.kind is Kind.FORUM else []):
        yield Candidate(plain(piece.text), piece, place, hit, document)


@lru_cache(maxsize=64)
def answering(text: str, kind: Kind) -> tuple[Piece, ...]:
    """The pieces of a document; of a forum thread only those that answer, not those that ask."""
    if kind is not Kind.FORUM:
        return tuple(pieces(text))
    asked, answered = _ASKER.search(text), _ANSWERER.search(text)
    if answered is None:
        return () if asked else tuple(pieces(text))
    return tuple(piece for piece in pieces(text, answered.end()) if not _ANSWERER.match(piece.text))


def is_solved(text: str) -> bool:
    """True for a forum thread that says which reply solved it."""
    return _SOLUTION.search(text) is not None


def _quotable(candidate: Candidate, *, links: bool) -> bool:
    sentence = candidate.sentence
    return not (
        len(words(sentence)) < _FEWEST_WORDS
        or len(sentence) > _LONGEST
        or sentence.endswith(("?", ":", "..."))
        or _is_heading(candidate)
        or _NAVIGATION.fullmatch(candidate.piece.text)
        or _CHATTER.fullmatch(sentence.rstrip(".!"))
        or _POINTING.search(sentence)
        or (not links and _has_link(sentence))
        or _HANDLE.search(sentence)
        or MARKUP.search(sentence)
        or phrases.ORDERS_TO_SOFTWARE.search(sentence)
        or (candidate.document.kind is Kind.FORUM and private_in(sentence))
    )


def _has_link(sentence: str) -> bool:
    """Also for `fennby.example`, which X would make a link of."""
    return bool(_LINK.search(sentence) or (_DOTTED.search(sentence) and links_in(sentence)))


def _is_heading(candidate: Candidate) -> bool:
    bare = candidate.sentence.rstrip(".").casefold()
    return bare in {name.casefold() for name in (candidate.document.title, *candidate.hit.passage.heading)}
