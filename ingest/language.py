"""Which language a document is in, through py3langid."""

from functools import cache
from typing import Any

_LOOK_AT = 2000  # characters
_SHORTEST = 40  # letters; of fewer nobody can tell
_SURE = 0.7  # probability


def language_of(text: str) -> str | None:
    """ISO 639-1 of the text's beginning; None when it is too short or too mixed to tell."""
    beginning = text[:_LOOK_AT]
    if sum(map(str.isalpha, beginning)) < _SHORTEST:
        return None
    language, probability = _identifier().classify(beginning)
    return language if probability >= _SURE and len(language) == 2 else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # here, since it takes a while

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
