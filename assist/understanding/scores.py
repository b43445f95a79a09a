"""The score in a customer's answer to "how was it?": 1 to 5, as a number, as stars, or as one of a few words."""

import re
from dataclasses import dataclass

from assist.text.words import content_stems, words
from assist.understanding.question import cleaned

_WORDS = {
    5: "excellent great perfect awesome amazing brilliant fantastic perfekt ausgezeichnet hervorragend super parfait"
    " excelente perfecto perfeito ótimo ottimo perfetto eccellente",
    4: "good gut bien bon bom buono bene bueno nice",
    3: "ok okay fine average mittel mittelmäßig moyen regular médio medio così",
    2: "bad poor schlecht mauvais malo ruim scarso",
    1: "terrible awful horrible useless worst furchtbar schrecklich nul horrible pésimo péssimo pessimo",
}
_SCORES = {word: score for score, said in _WORDS.items() for word in said.split()}
_STAR = re.compile(r"[⭐★🌟]\ufe0f?")
# "5", "5/5", "4 stars", "3 - it took long"; "5 sensors are dead" is none.
_NUMBER = re.compile(
    r"\W*([1-5])(?![\d.,]*\d)"
    r"(?P<whole>\s?(?:/|out of|of|von|sur|de|su)\s?5(?!\d))?"
    r"(?P<stars>\s?(?:stars?|sterne?n?|étoiles?|estrellas?|estrelas?|stell[ae]|points?|punkte?))?"
    r"(?=\s*(?:$|[.,;:!\n–—-]|(?:thanks?|thank you|danke|merci|gracias|obrigad[oa]|grazie)\b))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Score:
    """From 1 to 5. `more`: the message says something beside it."""

    value: int
    more: bool = False


def score_in(message: str) -> Score | None:
    """None when the message is no answer to the question, or hides one in something else."""
    return _number(message) or _stars(message) or _word(message)


def _number(message: str) -> Score | None:
    found = _NUMBER.match(cleaned(message) or message)
    if found is None:
        return None
    return Score(int(found.group(1)), _says_something(found.string[found.end() :]))


def _stars(message: str) -> Score | None:
    stars, rest = len(_STAR.findall(message)), _STAR.sub(" ", message)
    return (
        Score(stars, _says_something(rest)) if 1 <= stars <= 5 and message.lstrip()[:1] in "⭐★🌟" else None
    )


def _word(message: str) -> Score | None:
    said = words(cleaned(message))
    return Score(_SCORES[said[0]]) if len(said) == 1 and said[0] in _SCORES else None


def _says_something(rest: str) -> bool:
    text = cleaned(rest)
    return "?" in rest or bool(content_stems(text))
