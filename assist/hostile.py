"""Text that is up to something: orders to whoever answers, things hidden in it, what a stranger wants passed on.

Strangers write posts, pages and messages, and software reads them. A sentence that `suspicious` finds something in is
never quoted, and a passage that gives orders is never given to a drafter.
"""

import re
from functools import lru_cache

from assist.privacy.personal import private_in
from assist.promises import promises_in
from assist.text import phrases
from assist.text.characters import folded, heaped_in, hidden_in, mixed_in
from assist.text.length import links_in
from assist.text.plain import MARKUP, plain
from index.knowledge import Document, Kind

_ORDERS = phrases.any_of(r"""
    (?:ignore|disregard|forget|override|bypass)(?: \w+){0,4} (?:instructions?|prompts?|rules|guidelines|programming)
    (?:ignore|disregard|forget) (?:the |all )?(?:previous|above|prior|earlier) (?:input|text|messages?|conversation)
    (?:ignore|disregard|forget) (?:all|everything|anything)(?: \w+){0,3} (?:above|before|previous|said|told|know)
    (?:system|initial|starting)[ _-]?prompts? / prompt injection / jailbr(?:eak|oken)\w* / as an ai / chat ?gpt
    gpt-?[345] / language models? / an? ai (?:model|assistant|chat ?bot|character|language)? / uncensored
    unfiltered (?:ai|answers?|responses?|content) / openai['’]?s?
    (?:print|reveal|repeat|show|output|display|disclose|translate|encode)(?: \w+){0,3} (?:prompt|instructions)
    repeat (?:everything|all|the (?:text|words)|this entire)
    your (?:system|initial|secret|original) (?:message|instructions?) / you are now
    you(?:['’]re| are) (?:going|about) to (?:act|pretend|play|respond|answer|immerse|roleplay|simulate)
    you (?:are|will be|must be|become) (?:an? )?(?:dan|ai|bot|chat ?bot|assistant|llm|evil \w+)
    you as (?:an? )?(?:dan|ai)
    (?:i want|i need|i(?:['’]d| would) like) you to (?:act|pretend|play|become|simulate|respond|answer|ignore|be|write)
    act as (?:if|though) you
    act(?:ing)? as (?:an? |the )?(?:\w+ )?(?:dan|ai|bot|model|terminal|interpreter|persona|character)
    pretend (?:to be|that|you|ur) / role-?play(?:ing)? / (?:imagine|simulate) (?:that )?you(?:['’]re| are)
    (?:stay|remain|break(?:ing)?|staying) (?:in )?(?:your )?character / (?:do|does) anything now
    developer mode (?:output|enabled) / from now on,? (?:you|your|act|respond|answer|reply|always|every)
    (?:in|with|of) (?:all|each of) your (?:replies|answers|responses)
    you (?:must|shall|will|should) (?:always|never|only|now) (?:answer|respond|reply|say|obey|comply|refuse|act)
    you (?:cannot|can ?not|can['’]t|must not|never) (?:refuse|reject|deny|decline) / maintenance mode
    (?:print|reveal|repeat|show)(?: me)? your \w* ?(?:prompt|instructions) / reply with only
    (?:this|that) is an order from your \w+
    (?:my|your) (?:first|next) (?:prompt|request|command|task|instruction) is
    (?:moral|ethical|content|safety) (?:guidelines?|polic(?:y|ies)|restrictions?|filter(?:s|ing)|principles|concerns)
    (?:reply|respond|answer) (?:only|exactly|just|nothing but)(?: with| by| as| in)?
    (?:tell|inform|assure) the (?:customer|user|reader)s?
    (?:say|write|print|output|repeat|include) (?:verbatim|the words?|the phrase|after me|in your (?:reply|answer))
    (?:start|begin|end|finish|close) (?:your|the|each|every) (?:reply|answer|response|message)s? with
    (?:note|message|instructions?|attention)[ :,]+(?:(?:to|for) )?(?:the |all |any )?(?:ai|assistants?|bots?|llms?)
    (?:assistants?|chat ?bots?|llms?|ai) (?:reading|processing|answering|who reads?|must|should|shall|has to|is to)
    (?:respond|answer|reply|speak) as (?:such|the character|a character) / (?:a )?character (?:called|named)
    make every reply / (?:the )?text above in full
    (?:text )?you were (?:given|told) (?:before|initially|at the beginning) / not supposed to tell
    initiali[sz]ation string / (?:admin\w*|developer|system) override
    \[(?:put |insert )?your prompt(?: here)?\] / new (?:system )?(?:instructions?|persona)
    your (?:\w+ )?configuration prompt / approve (?:this|it|the draft|now) / click approve
    do not (?:mention|reveal|disclose|cite)(?: \w+){0,3} (?:instructions?|prompts?|source|anybody|anyone|user|customer)
""")
_VERB = (
    r"(?:say|write|print|output|repeat|include|append|mention|(?:respond|reply|answer) (?:with|by saying))"
)
# Words in quotation marks or codes that somebody is to say; `say 5 A` and `say you have two` are no orders.
_SAY = re.compile(
    rf"(?:^|[.:!?,\n]\s*|\b(?i:please|now|just|then|and|must|should|to|simply|also)\s+)(?i:{_VERB})"
    r"[\s:]+(?:[\"“'‘«]|[A-Z]{3,40}[A-Z0-9]{0,40}[-_ ]?\d{2}|[A-Z]{2,40}[-_][A-Z0-9]{2})"
)
_PERSONA = re.compile(
    r"(?<!\w)(?:DAN|STAN|DUDE|UCAR)(?:['’]s)?,? (?:is|has|can|will|does|mode|must|would|should)\b"
)
_ROLE = re.compile(
    r"<\|[^|\n]{1,40}\|>|\[/?INST\]|<</?SYS>>"
    r"|#{2,}\s*(?:system|instructions?|response|assistant|user)(?: (?:prompt|message))?:"
    r"|^[ \t]*(?:assistant|human|developer|chatgpt) ?[:>]|^[ \t]*system ?: ?(?:you|ignore|new|the)\b|[\"']role[\"']\s*:"
    r"|</?(?:system|instructions?|passages?|context|prompt)\s*>"
    r"|\{\{\s*(?:char|user|prompt)\b|\{(?:injection_marker|generator\.name)\}"
    r"|\b(?:begin|end)(?: of)?(?: the)? (?:system|prompt|passages?|knowledge|context)\b",
    re.IGNORECASE | re.MULTILINE,
)
_SCRIPT = re.compile(
    r"javascript:|vbscript:|data:text/html|\bon(?:error|load|click|mouse\w+)\s*=|<script|document\.cookie",
    re.IGNORECASE,
)
_HIDING = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?![.\d]*[1-9]))"
    r"|<\w+[^<>]{0,200}\s(?:hidden|aria-hidden=[\"']?true)\b[^<>]{0,200}>",
    re.IGNORECASE,
)
_WORDED = (_ORDERS, _SAY, _PERSONA)


@lru_cache(maxsize=4096)
def ordering(text: str) -> str | None:
    """The words with which a text orders about whoever or whatever answers, as a reader takes them; else None."""
    lines = folded(text)
    line = " ".join(lines.split())
    found = _ROLE.search(lines) or next((match for rule in _WORDED if (match := rule.search(line))), None)
    return found.group().strip() if found else None


@lru_cache(maxsize=1024)
def planted(passage: str) -> str | None:
    """Why a passage must reach no drafter: it gives orders or hides text; None when it may."""
    return ordering(passage) or _first(_HIDING, passage)


def tampered(document: Document) -> str | None:
    """Why nothing of a document is to be quoted: one of the company's own gives orders somewhere.

    In a thread of strangers each passage stands for itself, or anybody could silence the others.
    """
    return None if document.kind is Kind.FORUM else _ordering_of(document.text)


@lru_cache(maxsize=512)
def _ordering_of(text: str) -> str | None:
    """Remembered: the same documents are found again and again."""
    return ordering(text)


@lru_cache(maxsize=4096)
def suspicious(quote: str, *, by_stranger: bool = False) -> str | None:
    """Why a piece of a document must not be quoted, None when it may be.

    `by_stranger` for what nobody of the company wrote or reviewed: there links, ways to reach somebody and promises
    count as well.
    """
    sentence = plain(quote)
    rules = (*_ANYBODYS, *_STRANGERS) if by_stranger else _ANYBODYS
    return next((f"{why}: {found!r}" for why, rule in rules if (found := rule(quote, sentence))), None)


def _orders(quote: str, sentence: str) -> str | None:
    return ordering(quote) or ordering(sentence)


def _hidden(quote: str, _: str) -> str | None:
    characters = "".join(one for one in hidden_in(quote) if one not in "\t\r\f")  # those become blanks
    return characters or _first(_HIDING, quote)


def _disguised(_: str, sentence: str) -> str | None:
    return next(iter([*mixed_in(sentence), *heaped_in(sentence)]), None)


def _markup(quote: str, sentence: str) -> str | None:
    return _first(MARKUP, sentence) or _first(_SCRIPT, quote)


def _link(_: str, sentence: str) -> str | None:
    return next(iter(links_in(sentence)), None)


def _contact(_: str, sentence: str) -> str | None:
    return next((found.text for found in private_in(sentence)), None)


def _promise(_: str, sentence: str) -> str | None:
    return next((found.words for found in promises_in(sentence)), None)


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found.group() if found else None


_ANYBODYS = (
    ("it gives orders", _orders),
    ("it hides something", _hidden),
    ("its letters are not what they seem", _disguised),
    ("it is more than text", _markup),
)
_STRANGERS = (
    ("a link from a stranger", _link),
    ("a stranger's address or number", _contact),
    ("a stranger's promise", _promise),
)
