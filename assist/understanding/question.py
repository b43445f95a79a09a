"""The question in a customer's message, without handles, links, greetings, thanks and signatures."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from assist.text.sentences import pieces
from assist.text.words import content_stems, tidy

_UNIT_AFTER = r"(?!\d+(?:\.\d+)?(?:[mkM]?(?:V|A|W|Hz|mm|C|F))\b)"  # "12V @2A" is no handle
_HANDLE = re.compile(rf"(?<![\w@/.])@{_UNIT_AFTER}\w{{1,50}}(?:@[\w.-]+\w)?")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b(?:t\.co|pic\.twitter\.com)/\S+|\[link\]", re.IGNORECASE)
_HASHTAG = re.compile(r"(?<![\w&/])#(\w*[^\W\d]\w*)")
_HUMPS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\u200d\u20e3\U000e0020-\U000e007f]+"
)
_EMOTICON = re.compile(r"(?<!\S)[:;=][-'^]?[()DP/|]+(?!\S)")
_REPEATED = re.compile(r"([!?,;:])(?:\s?[!?,;:])+|(\.)\.{3,}")
_GREETING = re.compile(
    r"^\W*(?:(?:hi|hiya|hey+|hello|howdy|yo|greetings|good (?:morning|afternoon|evening|day)|dear|hola|hallo|guten tag"
    r"|moin|servus|bonjour|salut|ciao|buongiorno|ol[aá]|hoi|hej)"
    r"(?:\s+(?:there|all|guys|folks|everyone|everybody|team|both|zusammen|support|sir|madam))*(?:\s+[A-Z]\w+(?=\s*[,!.:-]))?(?=\W|$)[\s,.!:–-]*)+",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"[\s,.!–-]*\b(?:(?:many |big |lots of )?thanks?(?: you| u)?|thx|ty|tia|cheers|ta|danke|merci|gracias|grazie"
    r"|obrigad[oa])(?:\s+(?:so much|very much|in advance|again|for (?:any|your|the) help|guys|all|everyone|team"
    r"|a (?:lot|million|bunch)))*[\s,.!\])–-]*$",
    re.IGNORECASE,
)
_PLEA = re.compile(
    r"[\s,.!–-]*\b(?:(?:any|all) (?:help|ideas?|advice|thoughts?|suggestions?|pointers?)"
    r"(?: (?:is|are|would be|will be|much|very|greatly|most|really) (?:much |greatly |really )?appreciated)?"
    r"|(?:please|pls|plz) (?:help|advise|respond|reply)(?: me)?|help (?:please|pls|plz)(?: me)?)[\s.!?]*$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(?:\s+[-–—~^*]{1,2}\s?[A-Z]\w{0,15}|\s*\bsent from my \w+(?: \w+)?"
    r"|[\s,.!]*\b(?:(?:kind|best|warm) )?(?:regards|wishes)\b[\s,]*(?:[A-Z]\w*\s?){0,3})[.\s]*$",
)
_SOMEBODY = (
    r"(?:i|you|u|ya|we|they|he|she|it|this|that|these|those|there|the|an?|my|your|our|his|her|its|all"
    r"|(?:any|some)\w*)"
)
_VERB = r"(?:can|could|do|does|did|is|are|am|was|were|will|would|should|shall|may|has|have)"
_OPENINGS = (  # of a question that may lack its mark; "what a mess", "how rude" and "when it rains" are none
    r"what(?:['’]?s)?(?!\s+an?\b)",
    r"(?:where|who|how)(?:['’]?s)\b",
    r"where|why+|who|which",
    rf"how(?=\s*$|\s+(?:{_VERB}|to|long|much|many|often|far|big|come|about|high|old|fast|soon|i|you|we|it|the|my|this)\b)",
    rf"when(?=\s+(?:{_VERB}|you|u|the)\b(?!\s+\w+ed\b))",
    rf"{_VERB}(?:n['’]?t)?\s+{_SOMEBODY}",
    r"any(?:one|body) (?:know|else|have|has|got|here|tried|able)|any (?:chance|ideas?|news|updates?|word)|is too",
    r"(?:.*\W)?(?:any idea|any chance|how do i|where do i|what do i do|do i need)",
    r"wie|wann|wo|welche\w*|warum|wieso|kann|ist|was(?=\s+(?:ist|sind|soll|kann|macht|mache|bedeutet|heißt|tun|nun))",
    r"comment|pourquoi|quand|est-ce|cómo|qué|cuándo|cuánto|dónde|por qué|perché|quando|como|hoe|waarom",
    r"come(?=\s+(?:si|posso|mai|faccio))",
)
_ASKING = re.compile(
    r"^(?:(?:and|so|but|or|also|now|then|ok|okay|hi|hey|hello|yes|no|well|actually|please|pls|u+m+)\W+)*"
    rf"(?:{'|'.join(_OPENINGS)})\b(?!['’])",
    re.IGNORECASE,
)
_ENOUGH = 3  # words with a meaning: less does not stand by itself
LONGEST = 4_000  # characters that are read: the question of a longer message stands in them, too
_TAIL = 200  # characters at the end where thanks and signatures are looked for


@dataclass(frozen=True)
class Question:
    """`text` is what is asked, for a person to read; `search` is the whole message cleaned, to look up."""

    text: str
    search: str


def question_in(message: str, about: str = "") -> Question:
    """The question of a message; `about` is what else to look up with it (see `conversation.asked_in`)."""
    search = cleaned(message)
    return Question(_asked(search), f"{about}: {search}" if about and search else search)


@lru_cache(maxsize=256)  # every step of a case asks for the same few messages
def cleaned(message: str) -> str:
    """The message without noise; empty only when it has no word at all."""
    text = tidy(message[:LONGEST])
    for clean in (_without_address, _without_courtesy):
        text = _unless_wordless(clean, text)
    return text


def has_words(message: str) -> bool:
    """False for a message of handles, links and emojis only."""
    return any(map(str.isalnum, _without_address(tidy(message[:LONGEST]))))


def sentences(message: str) -> list[str]:
    """The sentences of a tidied message."""
    return [piece.text for piece in pieces(message)] or ([message] if message else [])


def asks(sentence: str) -> bool:
    """True when the sentence is a question by its mark or by its first word."""
    return (
        sentence.rstrip("\"')]").endswith(("?", "？"))
        or _ASKING.match(sentence.lstrip("¿¡ .,-–\"'(")) is not None
    )


def _asked(text: str) -> str:
    asking = " ".join(sentence for sentence in sentences(text) if asks(sentence))
    return asking if len(content_stems(asking)) >= _ENOUGH else text


def _unless_wordless(clean: Callable[[str], str], text: str) -> str:
    shorter = " ".join(clean(text).split())
    return shorter if any(map(str.isalnum, shorter)) else text


def _without_address(text: str) -> str:
    """Handles, links and emojis off, hashtags as words, runs of marks as one."""
    text = _EMOTICON.sub(" ", _EMOJI.sub(" ", _HANDLE.sub(" ", _LINK.sub(" ", text))))
    text = _REPEATED.sub(_one_mark, _HASHTAG.sub(_spoken, text))
    return re.sub(r"\s+([?!.,;:])(?=\s|$)", r"\1", text).strip(" ,;:-–")


def _without_courtesy(text: str) -> str:
    text = _GREETING.sub("", text)
    body, tail = text[:-_TAIL], text[-_TAIL:]
    for closing in (_SIGNATURE, _THANKS, _PLEA, _SIGNATURE, _THANKS):  # "..., please help. Thanks! - Harry"
        tail = closing.sub("", tail)
    return body + tail


def _one_mark(found: re.Match[str]) -> str:
    marks = found.group()
    return "?" if "?" in marks else "..." if found.group(2) else marks[0]


def _spoken(found: re.Match[str]) -> str:
    """`#BrokenRouter` as "Broken Router", but `#WS4`, `#emonPi` and `#WiFi` as they are."""
    tag = found.group(1).replace("_", " ")
    humps = _HUMPS.findall(tag)
    return " ".join(humps) if len(humps) > 1 and min(map(len, humps)) > 2 and "".join(humps) == tag else tag
