"""From texts and questions to terms: the one analysis, so that what is indexed and what is asked cannot disagree."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from index.knowledge import Passage
from index.words.codes import codes, plain
from index.words.engine import tantivy
from index.words.stopwords import GRAMMAR, MANNERS

# Scripts written without spaces are cut into single characters, everything else into runs of letters and digits.
UNSPACED: Final = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
TOKENS: Final = rf"[{UNSPACED}]|[[\p{{L}}\p{{N}}\p{{M}}]--[{UNSPACED}]]+"
HYPHENS: Final = "\u2010\u2011-"
HYPHENATED: Final = re.compile(  # wi-fi, plug-and-play
    rf"(?<![\w{HYPHENS}])[^\W\d_]+(?:[{HYPHENS}][^\W\d_]+){{1,2}}(?![\w{HYPHENS}])"
)
JOINED_SHARE: Final = 0.5  # what `wifi` counts in a question that has "wi-fi", whose parts count, too
LONGEST: Final = 100  # bytes; what is longer is no word that anybody asks for
UNSAID: Final = "en"  # what a text is taken for whose language is not known
UNSTEMMED: Final = "und"  # ISO 639-2: undetermined; the words of languages without a stemmer stay as they are
STEMMERS: Final = {  # by ISO 639-1; Snowball's, as tantivy has them
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
WITHOUT_STOP_WORDS: Final = frozenset({"ar", "el", "ro", "ta", "tr", UNSTEMMED})  # in tantivy
OWN_STOP_WORDS: Final = {"en": GRAMMAR + MANNERS}


def analysed_as(language: str | None) -> str:
    """The language whose rules are used for a text of this one."""
    said = (language or UNSAID).lower()
    return said if said in STEMMERS else UNSTEMMED


def terms(text: str, language: str | None = None) -> list[str]:
    """The words of a text: lower case, no accents, endings of its language off; in order, repeated."""
    found: list[str] = _analyzer(analysed_as(language), False).analyze(plain(text))
    return found


def telling_terms(question: str, language: str | None = None) -> Counter[str]:
    """How often a question has each of its words, stop words left out."""
    return Counter(_telling(question, analysed_as(language)))


def passage_terms(passage: Passage) -> dict[str, list[str]]:
    """The terms of a passage in its language by field; those of the title and headings are in the text, too."""
    heading = " ".join(passage.heading)
    whole = f"{passage.title}\n{heading}\n{passage.text}"
    title_terms, heading_terms = terms(passage.title, passage.language), terms(heading, passage.language)
    return {
        "text": [
            *title_terms,
            *heading_terms,
            *terms(passage.text, passage.language),
            *terms(_joined(whole), passage.language),
        ],
        "title": title_terms,
        "heading": heading_terms,
        "codes": codes(whole),
    }


class AskedWord(NamedTuple):
    """A word of a question: what it may be in the passages, one term for each language, and how often it is asked."""

    written: str  # in lower case
    forms: tuple[str, ...]
    often: float


def asked_words(question: str, languages: Sequence[str]) -> list[AskedWord]:
    """The telling words of a question, each once, to passages in these languages, the commonest language first."""
    spoken = list(dict.fromkeys(map(analysed_as, languages))) or [UNSAID]
    words = [(word, _forms(word, spoken)) for word in _splitter().analyze(plain(question))]
    often = Counter(forms for _, forms in words)
    more = [(word, _forms(word, spoken)) for word in _joined(plain(question).lower()).split()]
    once = {forms: word for word, forms in [*more, *words] if forms}
    return [AskedWord(word, forms, often[forms] or JOINED_SHARE) for forms, word in once.items()]


def _forms(word: str, languages: Sequence[str]) -> tuple[str, ...]:
    """A stop word of the commonest language is one; one of another language has no form in that."""
    if not _telling(word, languages[0]):
        return ()
    return tuple(dict.fromkeys(form for language in languages for form in _telling(word, language)))


def _telling(text: str, language: str) -> list[str]:
    stop = _stop_terms(language)
    return [term for term in _analyzer(language, True).analyze(plain(text)) if term not in stop]


def _joined(text: str) -> str:
    """The hyphenated words of a text without their hyphens: `wifi` for Wi-Fi."""
    if not any(hyphen in text for hyphen in HYPHENS):
        return ""
    return " ".join(HYPHENATED.findall(text)).translate(dict.fromkeys(map(ord, HYPHENS)))


@cache
def _stop_terms(language: str) -> frozenset[str]:
    return frozenset(terms(OWN_STOP_WORDS.get(language, ""), language))


@cache
def _splitter() -> Any:
    """Words as they are written, but for case: lists of stop words have accents."""
    builder = tantivy().TextAnalyzerBuilder(tantivy().Tokenizer.regex(TOKENS))
    return builder.filter(tantivy().Filter.lowercase()).build()


@cache
def _analyzer(language: str, telling: bool) -> Any:
    """One that leaves stop words out, when it is `telling` and has a list of them."""
    filters = tantivy().Filter
    steps = [filters.lowercase()]
    if telling and language not in WITHOUT_STOP_WORDS and language not in OWN_STOP_WORDS:
        steps.append(filters.stopword(STEMMERS[language]))
    steps += [filters.ascii_fold(), filters.remove_long(LONGEST)]
    if stemmer := STEMMERS.get(language):
        steps.append(filters.stemmer(stemmer))
    builder = tantivy().TextAnalyzerBuilder(tantivy().Tokenizer.regex(TOKENS))
    for step in steps:
        builder = builder.filter(step)
    return builder.build()
