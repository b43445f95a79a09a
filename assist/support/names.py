"""Part numbers, versions and proper names: a sentence has no other than its quote, or what the quote stands under."""

import re
from collections.abc import Iterator

from assist.support.difference import Difference
from assist.support.proof import Proof
from assist.support.quantities import quantities
from assist.support.reading import Reading, Word, root
from assist.support.vocabulary import COMMANDS
from assist.text.words import listed

_VERSION = re.compile(r"v(?:er)?[\d.]+")
# What stands before a capital in the midst of a sentence.
_WITHIN = re.compile(r"[^\s.!?:;\"“(>|\n]\s+[\"“(]?$")
_ORDINARY = listed("i i'm ok okay please hi hello dear sorry thanks")
_GERMAN = 0.5  # share of the quote's words with a capital from which capitals do not tell names


def compare_codes(said: Reading, proof: Proof) -> Iterator[Difference]:
    """Part numbers and codes of the sentence: `X-200` is `x200`, but not `X300`."""
    quoted, about = _codes(proof.quote), _codes(proof.about)
    own = _codes(said)
    for word in said.codes:
        code = word.folded.replace("-", "")
        if _VERSION.fullmatch(word.folded) or _spaced(code, proof.quote):
            continue
        if code in quoted:
            if code not in about and _count(code, said) > _count(code, proof.quote):
                yield Difference(said.slice(word), "is there less often")
            continue
        if code not in about:
            yield Difference(said.slice(word), "is not there")
        elif instead := (quoted & about) - own:
            yield Difference(said.slice(word), f"is not there, {', '.join(sorted(instead))} is")


def codes_in(text: str) -> tuple[str, ...]:
    """The part numbers and codes of a text as it writes them; versions such as `v2.1` are amounts."""
    reading = Reading(text)
    return tuple(reading.slice(word) for word in reading.codes if not _VERSION.fullmatch(word.folded))


def _codes(reading: Reading) -> frozenset[str]:
    return frozenset(word.folded.replace("-", "") for word in reading.codes)


def _count(code: str, reading: Reading) -> int:
    return sum(word.folded.replace("-", "") == code for word in reading.codes)


def _spaced(code: str, quote: Reading) -> bool:
    """Whether the quote writes it in parts: `WS 4`."""
    parts = re.findall(r"\d+|[^\W\d_]+", code)
    pattern = r"\s".join(map(re.escape, parts))
    return re.search(rf"(?<!\w){pattern}(?!\w)", quote.text, re.IGNORECASE) is not None


def compare_names(said: Reading, proof: Proof) -> Iterator[Difference]:
    """Words with a capital where only a name has one: each is in the quote, or in its title, heading or products."""
    if said.text.isupper() or _capitals(proof.quote) > _GERMAN:
        return
    known = {word.stem for reading in (proof.quote, proof.about) for word in reading.words}
    known |= {
        part for reading in (proof.quote, proof.about) for part in re.split(r"\W+", reading.text.casefold())
    }
    for word in _names(said):
        if not {word.stem, word.folded, root(word.folded)} & known:
            yield Difference(said.slice(word), "is not there")


def _names(reading: Reading) -> Iterator[Word]:
    measured = [(one.start, one.end + 4) for one in quantities(reading.text) if one.units]
    for place, word in enumerate(reading.words):
        written = reading.slice(word)
        if not written[0].isupper() or word.folded in _ORDINARY or any(map(str.isdigit, written)):
            continue
        if any(start <= word.start and word.end <= end for start, end in measured):
            continue  # a unit: "5 V DC"
        if (
            _in_midst(reading, word)
            or (len(written) > 1 and written.isupper())
            or _begins_name(reading, place)
        ):
            yield word


def _in_midst(reading: Reading, word: Word) -> bool:
    return (
        _WITHIN.search(reading.text[: word.start]) is not None
        or reading.text[word.start - 1 : word.start] == "-"
    )


def _begins_name(reading: Reading, place: int) -> bool:
    """The first word of a sentence is a name when the next one has a capital, too, and it is no common one."""
    word, follows = reading.words[place], reading.words[place + 1 : place + 2]
    name = word.content and word.folded not in COMMANDS
    return name and bool(follows) and reading.slice(follows[0]).istitle() and follows[0].start == word.end + 1


def _capitals(reading: Reading) -> float:
    """The share of the words in the midst of sentences that have a capital."""
    within = [word for word in reading.content if _in_midst(reading, word) and reading.slice(word).isalpha()]
    return sum(reading.slice(word).istitle() for word in within) / len(within) if len(within) > 5 else 0.0
