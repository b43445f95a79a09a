"""Lines that plainly specify: "Supply voltage: 9 to 30 V DC", "Weight 120 g"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.facts.quantity import quantity_of, units_in
from index.knowledge import Fact

_LONGEST_LABEL = 60  # characters
_MOST_WORDS = 9  # of a label before a colon
_MOST_WORDS_BARE = 6  # of a label with nothing between it and its value
_LONGEST_REST = 60  # characters after a quantity: more is a sentence
_LONGEST_LINE = 200  # characters
_WORD = re.compile(r"[^\W\d_]{2,}|[^\x00-\u2fff]")  # two letters, or a sign of a script that needs no more
_SEPARATOR = re.compile(r"(?<!\d)\s*[:：=]\s*|(?<=\d)\s*(?:[:：]\s+|=\s*)")
_BEFORE_VALUE = re.compile(r"(?<![:：=])\s+(?=[+\-±≤≥<>~]?\s?\d)")
_CONDITION = re.compile(
    r"\(|@|(?:for|at|when|while|with|without|per|in|on|during|from|between|if|only|measured|after|before)\b"
)
SPECIFIES = re.compile(  # words that name an attribute
    r"voltage|current|power|consumption|resistance|impedance|frequency|temperature|humidity|accuracy|tolerance"
    r"|resolution|reference|weight|mass|length|width|height|depth|diameter|size|dimension|range|speed|torque"
    r"|capacity|capacitance|inductance|rating|output|input|time|period|rate|life|pressure|volume|distance|noise"
    r"|efficiency|linearity|strength|error|gain|ratio|angle|shift|sensitivity|bandwidth|load|area|thickness",
    re.IGNORECASE,
)
_NO_LABEL = re.compile(
    r"(?:e\.?g|i\.?e|notes?|nb|warning|tip|caution|important|example|steps?|pages?|fig(?:ure)?|table|equation"
    r"|updated?|posted|date|time)\W*\d*$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"^(?:the|an?|this|that|these|it|if|when|you|your|we|our|use|set|at|in|on|for|with|by|to|from|so|and|but)\b"
    r"|\b(?:is|are|was|were|be|has|have|must|should|can|will|the|an?|to|of|for|by|with|at|up|than|from|about"
    r"|every|only|and|or)$|(?<!max)(?<!min)(?<!typ)(?<!approx)(?<!no)[.!?;]\s",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Stated:
    """A value with its unit and what it holds under; a text that says more than that is the value as a whole."""

    value: str
    unit: str | None = None
    condition: str | None = None


def stated(text: str) -> Stated | None:
    """What a text that begins with a quantity states; None for any other text and for a sentence."""
    found = quantity_of(text)
    rest = found.rest.strip(" .,;*") if found else ""
    if found is None or len(rest) > _LONGEST_REST:
        return None
    if not rest:
        return Stated(found.value, found.unit)
    if _CONDITION.match(rest):
        return Stated(found.value, found.unit, _without_brackets(rest))
    more = units_in(rest) and not _SENTENCE.search(found.rest) and "|" not in rest
    return Stated(text.strip()) if more else None


def _without_brackets(text: str) -> str:
    inner = text[1:-1]
    return inner if text.startswith("(") and text.endswith(")") and not set("()") & set(inner) else text


def specification_in(line: str, lead: str) -> list[Fact]:
    """The fact that the line states; `lead`: the words before its list, which its label goes on."""
    if len(line) > _LONGEST_LINE or not any(map(str.isdigit, line)):
        return []
    for label, said in _cut(line.strip()):
        if found := stated(said):
            attribute = f"{lead}, {label}" if _may_label(lead, _MOST_WORDS_BARE) else label
            return [Fact(attribute, 0, 0, value=found.value, unit=found.unit, condition=found.condition)]
    return []


def _cut(line: str) -> Iterator[tuple[str, str]]:
    """Where the line may be cut into a label and what is said of it."""
    for found in _SEPARATOR.finditer(line):
        label, said = line[: found.start()], line[found.end() :]
        if _may_label(label, _MOST_WORDS) and "=" not in said:
            yield label, said
    for found in _BEFORE_VALUE.finditer(line):
        label, said = line[: found.start()], line[found.end() :]
        alone = quantity_of(said)
        if alone and not alone.rest and SPECIFIES.search(label) and _may_label(label, _MOST_WORDS_BARE):
            yield label, said


def _may_label(text: str, words: int) -> bool:
    """Whether the text names something in at most so many words."""
    few = 0 < len(_WORD.findall(text)) <= words and len(text) <= _LONGEST_LABEL
    plain = "=" not in text and not _NO_LABEL.search(text) and not _SENTENCE.search(text)
    return few and plain and quantity_of(text) is None
