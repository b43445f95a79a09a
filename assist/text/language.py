"""In which language a text is written."""

from functools import cache
from typing import Any

# What customers of a company write: fewer choices make fewer mistakes about short texts.
_EXPECTED = "ar cs da de el en es fi fr he hi hu id it ja ko nl no pl pt ro ru sv th tr uk vi zh"
_ENOUGH_LETTERS = 12
_DENSE_LETTER = 3  # a letter of Japanese, Chinese or Korean tells as much as three of an alphabet
_SURE = 0.7  # with these two none of 1,077 tweets was told wrong (docs/quality.md)


def language_of(text: str) -> str | None:
    """The ISO 639-1 code; None when the text is too short or too mixed to tell."""
    return language_and_why(text)[0]


def language_and_why(text: str) -> tuple[str | None, str]:
    """The same, and what speaks for it or against telling."""
    letters = sum(_DENSE_LETTER if letter > "\u2e7f" else 1 for letter in text if letter.isalpha())
    if letters < _ENOUGH_LETTERS:
        return None, "too short to tell the language"
    language, probability = _identifier().classify(text)
    if probability < _SURE:
        return None, f"too mixed to tell the language: {language!r} by {probability:.0%}"
    return str(language), f"{language!r} by {probability:.0%}"


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # half a second

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_EXPECTED.split())
    return identifier
