"""Which sentences can stand in a reply: a table of reasons why one cannot."""

import re
from collections.abc import Callable, Collection

from assist.hostile import suspicious
from assist.privacy.personal import people_in
from assist.text import phrases
from assist.text.length import links_in
from assist.text.words import numbers, words
from index.knowledge import Document, Kind

_NAVIGATION = re.compile(
    r"\s*(?:[-*+•]|\d+[.)])?\s*(?:\*\*)?!?\[[^\]]{0,300}\]\([^)]{0,500}\)(?:\*\*)?[\s.]*"
)
_LINK = re.compile(r"https?://|www\.|\[link\]", re.IGNORECASE)  # archives write [link] where a link was
_DOTTED = re.compile(r"\w\.[a-zA-Z]{2}")
_HANDLE = re.compile(r"(?<!\w)@(?:\w| [^\W\d]\w\w)")
_CHATTER = phrases.any_of(r"""
    (?:hi|hello|hey|dear)(?: \w+)?[,!.]*(?: (?:and )?(?:thanks?|welcome|glad)\b.{0,60})?
    (?:many |best |kind |warm )?(?:thanks?|regards|wishes|cheers)\b.{0,40}
    welcome(?: to the forum)?.{0,40} / good luck.{0,20} / hope (?:this|that|it) helps?.{0,30}
    (?:you are|you're) welcome.{0,30} / .{0,30}(?:look(?:ing)? into (?:this|it)|not sure why).{0,80}
    there(?: are| is|['’]s) (?:a (?:few|couple|lot|full)|several|some|many|two|three|another)(?: [\w'’/-]+,?){1,14}
    sorry.{0,60} / (?:glad|happy) .{0,60} / let (?:me|us) know.{0,60} / no problem.{0,20} / ok(?:ay)?[,.! ]*
""")
_POINTING = phrases.any_of(r"""
    (?:see|shown|as|pictured|listed|described|mentioned|given|in the \w+) (?:below|above) / attached / here[.:]?$
    (?:figure|fig\.?) \d* / see (?:the )?\w+ (?:below|above) / (?:is|are|was|were|get) here
    (?:created|key|picture|code|table|image|diagram|steps?|section|instructions?) (?:above|below)
    (?:this|the following|following) (?:link|thread|post|page|picture|diagram|image|example|sketch|code) / click here
    (?:see|read|look at|check(?: out)?) (?:this|here|the (?:link|thread|post|picture|photo|image|screenshot))
    (?:found|described|detected|explained|discussed|available|listed|documented|shown|look|guide|details?) (?:\w+ )?here
    search (?:engine|box|option|function|the (?:forum|site|web))
    (?:looking|look) at (?:the|your) \w+ / in the (?:report|article|(?:\w+ ){0,2}section|building blocks?)
""")
_SOMEBODYS = phrases.any_of(r"""
    you['’]ve / it (?:sounds|looks) (?:like|as) / (?:same|similar) (?:issue|problem|thing)s?
    your (?:readings?|results?|photos?|pictures?|problem|case|test|numbers|figures|screenshots?|log|post|thread)
    (?:i|i['’]?ll?|we|we['’]?ll?) (?:will )?(?:have a )?(?:look|check|try|test)(?: into)?(?: this| it|$)
    as (?:mentioned|noted|discussed|stated|said|you know) / (?:your|undo (?:\w+ )?) ?changes / (?:your|the) reply
    you (?:say|said|did|see|mentioned|posted|wrote|described) / (?:should be )?fixed now / tested here / here['’]?s what
""")
_YOURS = re.compile(
    r"Your (?:[\w-]+ ){1,5}(?:is|are|was|were|has|have|had|looks?|seems?)\b"
)  # somebody else's
_NARRATING = re.compile(
    r"(?:I|I['’](?:m|ve|d|ll)|We|My|Not sure)\b(?! (?:would |['’]d )?(?:also )?"
    r"(?:think|believe|suggest|recommend|guess|assume|suspect|expect|advise|use|say|go)\b)"
)
_DENIAL = re.compile(
    r"(?:(?:Currently|Sadly|Unfortunately|So),? no|No|Nope|Nothing|Never|None)\s?[,.!]"
)  # of what somebody else asked
_OWN = re.compile(r"(?<!\w)(?:[Ii]|[Mm]y|[Mm]ine)(?:['’]\w+)?(?!\w)(?!\.\w)")
_ADDRESSED = re.compile(r"(?P<name>[A-Z][a-z]{1,14}), (?:you|your|can|could|did|do|have|if you|I)\b")
_NO_NAME = phrases.any_of("""
    after / alternatively / also / anyway / before / finally / first / hence / here / however / ideally / instead / next
    no / now / obviously / ok / okay / once / otherwise / please / second / sorry / still / sure / then / there
    therefore / third / thus / unfortunately / usually / well / yes / yet
""")
_CODE = re.compile(
    r"(?<!:)//|\w+\(\w*\)|;\s*\.?$|[=<>]{2}|\w+\[\w*\]|->|[{}]|;\s\w+\s?=|#[a-z]+\s|\w@\w+:|[#$] \w+ -?\w"
)
_UNFINISHED = re.compile(r"\b(?:of|the|an?|and|or|is|are|from|by|than|your|its|their)[.,;]?$", re.IGNORECASE)
_PAIRS = ("()", "[]", "{}")
_FEWEST_WORDS = 3
_LONGEST = 700  # characters; no sentence, whatever the splitter thinks


def is_quotable(
    sentence: str, written: str, document: Document, headings: Collection[str], *, links: bool
) -> bool:
    """Whether `sentence`, as `written` in the document under these headings, says something to our customer."""
    if (not links and _has_link(sentence)) or _is_heading(sentence, (document.title, *headings)):
        return False
    forum = document.kind is Kind.FORUM
    refusals = (*_REFUSALS, *_REFUSALS_IN_A_FORUM) if forum else _REFUSALS
    refused = any(refuses(sentence) for refuses in refusals)
    return not (refused or _NAVIGATION.fullmatch(written) or suspicious(written, by_stranger=forum))


def _has_link(sentence: str) -> bool:
    """Also for `fennby.example`, which X would make a link of."""
    return bool(_LINK.search(sentence) or (_DOTTED.search(sentence) and links_in(sentence)))


def _is_heading(sentence: str, headings: Collection[str]) -> bool:
    return sentence.rstrip(".").casefold() in {heading.casefold() for heading in headings}


def _is_no_sentence(sentence: str) -> bool:
    """Too short, too long, a question, the beginning of a list, or torn out of brackets."""
    torn = any(sentence.count(pair[0]) != sentence.count(pair[1]) for pair in _PAIRS)
    torn = torn or sentence.count('"') % 2 == 1 or sentence.count("“") != sentence.count("”")
    asks = sentence.endswith(("?", ":", "..."))
    return torn or asks or len(words(sentence)) < _FEWEST_WORDS or len(sentence) > _LONGEST


def is_chatter(sentence: str) -> bool:
    """Greetings, thanks and the like, and nothing else."""
    return _CHATTER.fullmatch(sentence.rstrip(".!")) is not None


def _is_of_ones_own(sentence: str) -> bool:
    """ "My reading is 23 A": figures of somebody else's set-up."""
    return bool(_OWN.search(sentence) and numbers(sentence))


def addressee(sentence: str) -> str | None:
    """Whom the sentence calls by name ("Phil, you need ..."): it is not for our customer. None when nobody."""
    found = _ADDRESSED.match(sentence)
    return found["name"] if found and _NO_NAME.fullmatch(found["name"]) is None else None


_REFUSALS: tuple[Callable[[str], object], ...] = (
    _is_no_sentence,
    is_chatter,
    _UNFINISHED.search,
    _POINTING.search,
    _HANDLE.search,
    _CODE.search,
)
_REFUSALS_IN_A_FORUM: tuple[Callable[[str], object], ...] = (
    _SOMEBODYS.search,
    _DENIAL.match,
    _YOURS.match,
    _NARRATING.match,
    _is_of_ones_own,
    addressee,
    people_in,
)
