"""The supported share of a file of drafts, measured apart: standard library only, nothing of ours is imported.

python supported_share.py --drafts DRAFTS.jsonl --corpus CORPUS.jsonl      prints JSON; exit status 1 if anything fails

Every citation is looked at from scratch: its quote stands at its offsets in that version of the document, and what its
sentence says, the quote says: the same words in the same order, numbers with their units, and no "not", "may" or "if"
added or lost, those around the quote in the document included. Every sentence of a reply needs a citation, but for
courtesies. Words are compared, not meaning: of a paraphrase the share is a lower bound.
"""

import argparse
import html
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

_TOKEN = re.compile(
    r"""(?P<name>[^\W\d_]+-?\d(?:[^\W_]|[.-](?=[^\W_]*\d))*)
    |(?P<number>(?:(?<![^\s(])[-−])?\d+(?:[.,]\d+)*)
    |(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)
    |(?P<sign>[%°±€$£Ω]|[<>≤≥≈](?=\s*\d))
    |(?P<stop>[!?\n]|\.(?=["'”’)\]]*(?:\s|$)))
    |(?P<pause>[,;:()\[\]|–—])""",
    re.VERBOSE,
)
_THOUSANDS = re.compile(r",(?=\d{3}(?:\D|$))")
_MARKS = str.maketrans("", "", "*`\\")
_STOP = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s|\n")
_LONGEST_UNIT = 4  # letters: of "30 days" the unit is compared as any word is
_SPLIT = {"cannot": ("can", "not"), "can't": ("can", "not"), "won't": ("will", "not")}
_SMALL_WORDS = """
    a an the is are was were be been to of in on at for with and or by from it its this that these those as you your we
    our us i has have had do does did so then there here which who what also
"""
_TURNING_WORDS = """
    not no never without nor neither none nothing unable hardly may might could would should must maybe perhaps
    probably possibly usually sometimes
"""
_BOUNDING_WORDS = """
    about approximately approx around up least most max maximum min minimum under over below above typ typical
"""
_SMALL, _TURNS = frozenset(_SMALL_WORDS.split()), frozenset(_TURNING_WORDS.split())
_BOUNDS, _CONDITIONS = frozenset(_BOUNDING_WORDS.split()), {"if", "unless", "except", "only", "until"}
_PAGE = re.compile(r"\s*\((?:[\w -]+, )?p(?:age|\.)\s*(\d+)\)")
_ADDRESS = re.compile(r"https?://\S+")
_COURTESY = re.compile(
    r"(?:hi|hello|hey|thanks?|thank you|good question|happy to help|sorry|here you go|more(?: here)?"
    r"|please send us a direct message|please post no personal|bitte (?:schreib|poste)|envoyez-nous|merci|envíanos"
    r"|por favor)\b[^\d]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Token:
    """A word, folded and as it is written, and where it stands; of a number the `unit` right after it, if any."""

    word: str
    written: str
    clause: int
    sentence: int
    is_number: bool = False
    unit: str = ""


@dataclass(frozen=True)
class Verdict:
    """On one sentence of a draft, with so many citations: supported when nothing is `wrong`."""

    draft: str
    sentence: str
    citations: int
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A document as the corpus has it."""

    title: str
    text: str


Draft = Mapping[str, Any]
Citation = Mapping[str, Any]


def rows_of(corpus: Iterable[str]) -> dict[str, Row]:
    """By id, from lines of JSON. The text of a row is its document's text, less what no store takes; else its title."""
    rows = {}
    for line in corpus:
        if line.strip():
            row = json.loads(line)
            title = _kept(str(row.get("title") or ""))
            text = _kept(str(row.get("text") or ""))
            rows[str(row.get("_id") or row.get("id"))] = Row(title, text if text.strip() else title)
    return rows


def verdicts_on(draft: Draft, rows: Mapping[str, Row]) -> list[Verdict]:
    """One for each sentence that states something; none of a draft without a text."""
    by_sentence: dict[str, list[Citation]] = {}
    for citation in draft["citations"]:
        by_sentence.setdefault(citation["sentence"], []).append(citation)
    cited = [
        Verdict(
            str(draft["id"]),
            sentence,
            len(its),
            (*_misplaced(draft["text"], its, rows), *_unsaid(sentence, its, rows)),
        )
        for sentence, its in by_sentence.items()
    ]
    uncited = _uncited(draft["text"] or "", by_sentence)
    return [*cited, *(Verdict(str(draft["id"]), sentence, 0, ("no citation",)) for sentence in uncited)]


def _misplaced(text: str, citations: Sequence[Citation], rows: Mapping[str, Row]) -> Iterator[str]:
    """What is wrong with where the quotes stand."""
    if citations[0]["sentence"] not in text:
        yield "the reply has no such sentence"
    for citation in citations:
        row = rows.get(citation["document_id"])
        if row is None:
            yield f"the corpus has no document {citation['document_id']!r}"
        elif sha256(row.text.encode()).hexdigest() != citation["document_sha256"]:
            yield f"the corpus has another version of {citation['document_id']!r}"
        elif row.text[citation["start"] : citation["end"]] != citation["quote"] or not citation["quote"]:
            yield f"{citation['document_id']!r} does not say {citation['quote']!r} at {citation['start']}"


def _unsaid(sentence: str, citations: Sequence[Citation], rows: Mapping[str, Row]) -> Iterator[str]:
    """What the sentence says beyond its quotes, and what it leaves out although it matters."""
    known = [citation for citation in citations if citation["document_id"] in rows]
    quoted = _tokens("\n".join(citation["quote"] for citation in known))
    around = _tokens("\n".join(_in_its_place(citation, rows) for citation in known))
    titled = _tokens("\n".join(rows[citation["document_id"]].title for citation in known))
    free = _SMALL | {token.word for token in titled if not token.is_number} - _TURNS - _CONDITIONS - _BOUNDS
    said = _tokens(_without_page(sentence, known))
    places = _aligned(said, quoted)
    for token, place in zip(said, places, strict=True):
        if place is None and token.word not in free:
            yield f"not in the quote, or not there: {' '.join(filter(None, [token.word, token.unit]))!r}"
    yield from _lost(around, {place for place in _aligned(said, around) if place is not None})


def _lost(quoted: Sequence[Token], kept: set[int]) -> Iterator[str]:
    """Words that were left out and turn what was kept."""
    clauses, sentences = {quoted[place].clause for place in kept}, {quoted[place].sentence for place in kept}
    for place, token in enumerate(quoted):
        turned = token.word in _TURNS and token.clause in clauses
        conditional = token.word in _CONDITIONS and token.sentence in sentences
        bound = token.word in _BOUNDS and _bounds_kept(quoted, place, kept)
        if place not in kept and (turned or conditional or bound):
            yield f"the quote says {token.word!r}, which is left out"


def _bounds_kept(quoted: Sequence[Token], place: int, kept: set[int]) -> bool:
    """True when a number near it was kept: "up to 30", "12 mA at most"."""
    near = range(max(place - 3, 0), min(place + 3, len(quoted)))
    return any(other in kept and quoted[other].is_number for other in near)


def _aligned(said: Sequence[Token], quoted: Sequence[Token]) -> list[int | None]:
    """For each word said, its place in the quote: in the same order, as many words that matter as can be."""
    best = [[0] * (len(quoted) + 1) for _ in range(len(said) + 1)]
    for at in range(len(said) - 1, -1, -1):
        worth = 1 if said[at].word in _SMALL else 100
        for place in range(len(quoted) - 1, -1, -1):
            both = best[at + 1][place + 1] + worth if _same(said[at], quoted, place) else 0
            best[at][place] = max(both, best[at + 1][place], best[at][place + 1])
    places: list[int | None] = []
    place = 0
    for at, token in enumerate(said):
        while place < len(quoted) and best[at][place] == best[at][place + 1]:
            place += 1
        matched = best[at][place] > best[at + 1][place] and _same(token, quoted, place)
        places.append(place if matched else None)
        place += matched
    return places


def _same(said: Token, quoted: Sequence[Token], place: int) -> bool:
    """The same word; of a number also the same unit, which in a row of a table may stand further on."""
    token = quoted[place]
    if said.word != token.word or said.unit == token.unit:
        return said.word == token.word
    row = (later.written for later in quoted[place + 1 :] if later.sentence == token.sentence)
    return not token.unit and said.unit in row


def _in_its_place(citation: Citation, rows: Mapping[str, Row]) -> str:
    """The quote with the rest of its first and of its last sentence, as the document has them."""
    text = rows[citation["document_id"]].text
    before = [found.end() for found in _STOP.finditer(text, 0, citation["start"])]
    after = _STOP.search(text, max(citation["start"], citation["end"] - 1))
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


def _tokens(text: str) -> list[Token]:
    """The words of a text, without the marks of Markdown."""
    shown = unicodedata.normalize("NFKC", html.unescape(text)).translate(_MARKS)
    found = list(_TOKEN.finditer(shown))
    tokens, clause, sentence = [], 0, 0
    for place, match in enumerate(found):
        clause += match.lastgroup in {"stop", "pause"}
        sentence += match.lastgroup == "stop"
        if match.lastgroup == "number":
            number = _THOUSANDS.sub("", match.group()).replace("−", "-")
            unit = _unit(shown, found, place)
            tokens.append(Token(number, match.group(), clause, sentence, is_number=True, unit=unit))
        elif match.lastgroup not in {"stop", "pause"}:
            tokens += [Token(word, match.group(), clause, sentence) for word in _words(match)]
    return tokens


def _unit(shown: str, found: Sequence[re.Match[str]], place: int) -> str:
    """What stands right after a number, as it is written, for mW is not MW; empty for longer and small words."""
    follows = found[place + 1] if place + 1 < len(found) else None
    if follows is None or follows.lastgroup not in {"word", "sign"}:
        return ""
    apart = shown[found[place].end() : follows.start()].strip(" -\u00a0")
    unit = follows.group()
    return "" if apart or len(unit) > _LONGEST_UNIT or unit in _SMALL | _TURNS else unit  # A is ampere


def _words(match: re.Match[str]) -> tuple[str, ...]:
    word = match.group().replace("’", "'").casefold()
    if match.lastgroup == "name":
        return (word.replace("-", ""),)
    if word in _SPLIT:
        return _SPLIT[word]
    return (word.removesuffix("n't"), "not") if word.endswith("n't") else (word.removesuffix("'s"),)


def _without_page(sentence: str, citations: Sequence[Citation]) -> str:
    """Without "(data sheet, p. 3)", when that is the page of a quote."""
    pages = {str(citation["page"]) for citation in citations}
    return _PAGE.sub(lambda found: "" if found[1] in pages else found.group(), sentence)


def _uncited(text: str, sentences: Iterable[str]) -> list[str]:
    """The sentences of the reply without a citation that state something."""
    for sentence in sorted(sentences, key=len, reverse=True):
        text = text.replace(sentence, "\n", 1)
    rest = (part.strip() for part in _STOP.split(_ADDRESS.sub("", text)))
    return [part for part in rest if any(map(str.isalnum, part)) and not _COURTESY.fullmatch(part)]


def _kept(text: str) -> str:
    return re.sub("[\x00\ud800-\udfff]", "", text)


def figures_of(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """As JSON; a share of nothing is null."""
    cited = [verdict for verdict in verdicts for _ in range(verdict.citations)]
    return {
        "sentences": len(verdicts),
        "supported_share": _share(verdicts),
        "citations": len(cited),
        "citation_precision": _share(cited),
        "unsupported": [asdict(verdict) for verdict in verdicts if verdict.wrong],
    }


def _share(verdicts: Sequence[Verdict]) -> float | None:
    return sum(not verdict.wrong for verdict in verdicts) / len(verdicts) if verdicts else None


def main() -> None:
    """Print the figures and every failure in full."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--drafts", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    chosen = parser.parse_args()
    with chosen.corpus.open(encoding="utf-8-sig") as lines:
        rows = rows_of(lines)
    with chosen.drafts.open(encoding="utf-8") as lines:
        figures = figures_of([verdict for line in lines for verdict in verdicts_on(json.loads(line), rows)])
    print(json.dumps(figures, ensure_ascii=False, indent=2))
    sys.exit(1 if figures["unsupported"] else 0)


if __name__ == "__main__":
    main()
