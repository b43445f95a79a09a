"""What a customer's newest message means in the light of those before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assist.question import cleaned
from assist.words import content_stems, is_identifier, words
from desk.cases import Message

_ERROR_CODE = re.compile(r"(?:e|f|err|error|code|v)-?\d[\d.]*", re.IGNORECASE)
_ENOUGH = 3  # words with a meaning: fewer do not say what they are about


@dataclass(frozen=True)
class Asked:
    """What is to be answered, and where it was asked. `about` names products from earlier messages."""

    text: str
    about: str
    public: bool
    mentions_us: bool
    wrote_directly: bool = False  # at any time in this conversation


def asked_in(messages: Sequence[Message]) -> Asked:
    """The newest message; a scrap like "any news??" goes together with the message before it."""
    newest, earlier = messages[-1], messages[:-1]
    text = newest.text
    if earlier and len(content_stems(cleaned(text))) < _ENOUGH:
        text = f"{earlier[-1].text}\n{text}"
    about = dict.fromkeys(name for message in earlier for name in _products(message.text))
    direct = any(not message.public for message in messages)
    return Asked(text, " ".join(about), newest.public, newest.mentions_us, direct)


def _products(text: str) -> list[str]:
    """Names like `CV-8` or `HR-200`, but no error codes, versions or quantities."""
    named = (word for word in words(cleaned(text)) if is_identifier(word))
    return [word.upper() for word in named if not _ERROR_CODE.fullmatch(word)]
