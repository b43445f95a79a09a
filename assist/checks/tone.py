"""A reply sounds like one person to another: no set phrases, no blame, no shouting, no sarcasm."""

import re
from collections.abc import Callable, Iterator

from assist.checks.context import Context
from assist.checks.ownwords import own_words
from assist.text import phrases
from assist.text.words import STOPWORDS
from desk.drafts import Problem

_CANNED = phrases.any_of(r"""
    sorry for (?:any|the|this|all) (?:\w+ )?inconveniences?
    apologi[sz]e for (?:any|the|this) (?:\w+ )?inconveniences? / (?:any|the) inconvenience (?:this|it|we|caused)
    thank(?:s| you) for (?:reaching out|your (?:patience|understanding|feedback))
    thanks for (?:reaching out|your (?:patience|understanding)) / bringing this to our attention / rest assured
    your (?:feedback|satisfaction|business|call|opinion|experience) is (?:very )?(?:important|valuable|valued)
    we (?:value|appreciate) your (?:business|feedback|patience|loyalty) / valued customers? / please be advised
    at your earliest convenience / we take (?:this|these|all|such)(?: \w+)? (?:very |extremely )?seriously
    we (?:strive|are committed|always aim) to / (?:we are )?experiencing (?:a )?high(?:er)? (?:\w+ )?volumes?
    (?:please )?do not hesitate to / as per (?:our|the) (?:policy|terms)
    we understand your (?:frustration|concern)s?
    entschuldigen (?:wir uns|sie) für (?:die|etwaige|alle) unannehmlichkeiten / désolés? pour (?:la|cette) gêne
    (?:sentimos|lamentamos) las molestias
""")
_BLAME = phrases.any_of(r"""
    you should(?:n['’]t| not)? have / you(?:['’]ve| have)? (?:clearly|obviously|simply|evidently)
    your own (?:fault|mistake|doing) / (?:it|this|that)(?:['’]s| is| was) your (?:\w+ )?(?:fault|mistake|error)
    you (?:failed|forgot|neglected|refused) to / user error
    you (?:must|may|probably) have (?:\w+ )?(?:broken|damaged|misread|misused|mishandled|ignored|done something)
    you (?:broke|damaged|misused|misread|mishandled)
    you did(?:n['’]t| not) (?:even )?(?:read|listen|follow|bother)
    (?:had|if) you (?:had )?(?:bothered|read the|listened|followed)
    as (?:we|i)(?:['’]ve| have)? (?:already|repeatedly) (?:said|told)
    (?:we|i)(?:['’]ve| have)? already (?:told|explained) / rtfm
    read the (?:\w+ )?manual (?:first|next time|properly) / nobody else has / no ?one else (?:has|complains)
    calm down / that(?:['’]s| is) not our (?:problem|fault) / selbst schuld / ihr (?:eigener )?fehler
    votre (?:propre )?faute / culpa (?:tuya|suya)
""")
_SARCASM = phrases.any_of(r"""
    (?:oh|well|ah),? (?:really|great|wow|sure|bravo|congratulations|brilliant|how (?:surprising|nice)) / as if
    good luck with that / slow clap / thanks for nothing / what did you expect / surprise,? surprise
    shocking,? isn['’]t it / sorry not sorry / whatever you say / big surprise / no kidding / genius / duh
""")
_LOUD = re.compile(r"[!?]{3,}|(?:![\s]*){3,}")
_CAPITALS = re.compile(r"\b[A-Z][A-Z'’]{1,30}(?:[ ,]{1,3}[A-Z][A-Z'’]{0,30})+\b")
_FEWEST = 3  # words in capitals that are shouted, when one of them is no name: "USB TTL UART" is none

_TOO_LOUD = "shouts; say it in small letters and once"


def check_tone(context: Context) -> list[Problem]:
    """Blocks blame and shouting, which a person may vouch for; warns of set phrases and sarcasm."""
    said = own_words(context)
    return [
        Problem("tone", f"{words!r} {why}", blocking, words=words, passable=blocking and context.by_person)
        for find, why, blocking in _RULES
        for words in dict.fromkeys(words for sentence in said for words in find(sentence))
    ]


def _shouted(sentence: str) -> Iterator[str]:
    yield from (found.group().strip() for found in _LOUD.finditer(sentence))
    for run in _CAPITALS.finditer(sentence):
        loud = [word.strip(",") for word in run.group().split()]
        if len(loud) >= _FEWEST and any(word.casefold() in STOPWORDS and len(word) > 1 for word in loud):
            yield run.group()


def _those(pattern: re.Pattern[str]) -> Callable[[str], Iterator[str]]:
    return lambda sentence: (found.group() for found in pattern.finditer(sentence))


_RULES: tuple[tuple[Callable[[str], Iterator[str]], str, bool], ...] = (
    (_those(_BLAME), "blames the customer; say what helps instead", True),
    (_shouted, _TOO_LOUD, True),
    (_those(_CANNED), "is what everybody writes and nobody reads; say what you mean or leave it out", False),
    (_those(_SARCASM), "may read as sarcasm", False),
)
