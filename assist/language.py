"""In which language a text is written."""

from functools import cache
from typing import Any

# What customers of a company write: fewer choices make fewer mistakes about short texts.
_EXPECTED = "ar cs da de el en es fi fr he hi hu id it ja ko nl no pl pt ro ru sv th tr uk vi zh"
_ENOUGH_LETTERS = 20
_DENSE_LETTER = 3  # a letter of Japanese, Chinese or Korean tells as much as three of an alphabet
_SURE = 0.8


def language_of(text: str) -> str | None:
    """The ISO 639-1 code; None when the text is too short or too mixed to tell."""
    if (
        sum(_DENSE_LETTER if letter > "\u2e7f" else 1 for letter in text if letter.isalpha())
        < _ENOUGH_LETTERS
    ):
        return None
    language, probability = _identifier().classify(text)
    return str(language) if probability >= _SURE else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # half a second

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_EXPECTED.split())
    return identifier
