"""Messages that say too little by themselves, and what of the conversation completes them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assist.text.phrases import PRAISE, THANKS, any_of
from assist.text.words import content_stems, is_identifier, stem, words
from assist.understanding.question import asks, cleaned, sentences

_ENOUGH = 3  # words with a meaning: fewer do not say what they are about
_SCANT = 6  # the same beside "still not working"
_ANSWER = 8  # the same in an answer to a question of ours
_ERROR_CODE = re.compile(r"(?:e|f|err|error|code|v)-?\d[\d.]*", re.IGNORECASE)
_PART = re.compile(r"^\W*([1-9])\s?/\s?([2-9])?\b(?!\s?(?:inch|\"|of))|(?<![\d/])([1-9])/([2-9])?\W*$")
_STILL = any_of(r"""
    still (?:not?|nothing|broken|dead|happening|the same|fails?|(?:does|is)n['’]?t|won['’]?t|can['’]?t|shows?|says?)
    still (?:get|getting|having)
    same (?:problem|error|thing|issue|result|again|here)
    (?:did|does|do|has|is|was)(?:n['’]?t| not) (?:\w+ )?(?:work|help|change|fix|solve)\w*
    (?:no|any) (?:luck|joy|change|difference|good) / (?:already )?tried (?:that|this|it|all|both|everything)
    already (?:did|done|have)
    nothing (?:works|helps|changed|happens|happened) / not (?:fixed|solved|working|resolved)
    none of (?:it|that|them|those) work\w*
    geht (?:immer noch )?nicht / hilft nicht / funktioniert (?:immer noch )?nicht / sigue (?:igual|sin)
    toujours pas
""")
_CHASE = any_of(r"""
    any (?:news|updates?|answers?|reply|response|word|progress|luck|joy|idea)(?: yet| on (?:this|that|it))?
    (?:hello|hi|hey)\s*\?+ / bump / still waiting
    (?:any(?:one|body)|are you) (?:there|home|awake|listening)
    (?:please|pls|plz) (?:answer|reply|respond|help) / (?:well|so|and)\s*\?+
    when (?:will|do|can) (?:you|i|u) (?:answer|reply|respond|hear|get an? (?:answer|reply))
    gibt es (?:was|etwas) neues
""")
_IT = r"(?:that|this|it|them|they|those|one)"
_PART_OF_IT = r"(?:of them|button|one|side|cable|menu|page|setting|part|model|version)"
_HOW = re.compile(
    r"^(?:(?:and|ok|okay|but|so|yes|sorry|thanks|great|um+)\W+)*"
    r"(?:how(?: so| come| exactly)?|why(?: not)?|where(?: exactly)?|when|which(?: one)?|what|who|wie|wo|warum"
    rf"|welche[rsn]?|cómo|dónde|comment|où|(?:how|where) (?:do|can|would|should) (?:i|we) (?:\w+ )?{_IT}"
    rf"|where(?:['’]s| is| are) {_IT}|what(?:['’]s| is| are| does| do you) (?:(?:{_IT}|you) ?)?(?:mean)?"
    rf"|which {_PART_OF_IT})(?: (?:do you mean|is (?:it|that)|exactly))?\W*$",
    re.IGNORECASE,
)
_ALSO = re.compile(r"^\W*(?:and|what about|how about|und|et|y|e)\b(?!\W*$)", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:this|that|these|those|it|here|das|dies\w*|ça|cela|est[aeo]s?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Talk:
    """A conversation up to the customer's newest message: what they wrote before, what we said last, what they show."""

    newest: str
    earlier: Sequence[str] = ()  # oldest first
    reply: str = ""  # our last reply; empty when we said nothing
    shown: Sequence[str] = ()  # the quoted post, then titles of linked pages

    @property
    def root(self) -> str:
        """The last of the earlier messages that stands by itself; the last of all when none does."""
        whole = (text for text in reversed(self.earlier) if stands(text))
        return next(whole, self.earlier[-1] if self.earlier else "")


@dataclass(frozen=True)
class Completed:
    """A message with what it leans on. `about` is looked up beside it; `why` says what was added, empty: nothing."""

    text: str
    about: str = ""
    why: str = ""


def completed(talk: Talk) -> Completed:
    """The message as its author meant it, by the first rule that applies."""
    applies = (complete(talk) for complete in _RULES)
    return next(filter(None, applies), Completed(talk.newest))


def stands(text: str) -> bool:
    """True when a message says by itself what it is about; thanks and "any news?" do not."""
    scant = len(content_stems(cleaned(text))) < _ENOUGH
    return not (scant or _HOW.match(cleaned(text)) or (_leans(text) and not named(text)))


def named(text: str) -> list[str]:
    """Names like `CV-8` or `HR-200`, in capitals, but no error codes, versions or quantities."""
    found = (word for word in words(cleaned(text)) if is_identifier(word))
    return list(dict.fromkeys(word.upper() for word in found if not _ERROR_CODE.fullmatch(word)))


def _leans(text: str) -> bool:
    meant = len(content_stems(cleaned(text)))
    return (meant < _SCANT and _STILL.search(text) is not None) or (
        meant <= _ENOUGH and _CHASE.search(text) is not None
    )


def _together(talk: Talk, why: str, about: str = "") -> Completed | None:
    if not talk.root:
        return Completed(talk.newest, about, f"{why} {_short(about)}") if about else None
    return Completed(f"{talk.root}\n{talk.newest}", about, f"{why} {_short(about or talk.root)}")


def _short(text: str) -> str:
    said = " ".join(text.split())
    return f"'{said if len(said) <= 80 else said[:79] + '…'}'"


def _parts(talk: Talk) -> Completed | None:
    """ "2/2 ..." belongs to the "1/2 ..." before it."""
    last, parts = _part_of(talk.newest), [talk.newest]
    for text in reversed(talk.earlier):
        if last == 1 or _part_of(text) != last - 1:
            break
        last, parts = last - 1, [text, *parts]
    return Completed("\n".join(parts), why=f"one message in {len(parts)} parts") if len(parts) > 1 else None


def _part_of(text: str) -> int:
    found = _PART.search(cleaned(text))
    return int(next(filter(None, found.group(1, 3)))) if found else 0


def _asked_back(talk: Talk) -> Completed | None:
    """ "how?" is about our reply."""
    if not (talk.reply and _HOW.match(cleaned(talk.newest))):
        return None
    return _together(talk, "asks back about our reply", cleaned(talk.reply))


def _unhelped(talk: Talk) -> Completed | None:
    """ "still not working" is about what they asked before."""
    scant = len(content_stems(cleaned(talk.newest))) < _SCANT
    if not (scant and _STILL.search(talk.newest) and not named(talk.newest)):
        return None
    return _together(talk, f"says that {'our reply' if talk.reply else 'it'} did not help with")


def _chased(talk: Talk) -> Completed | None:
    scant = len(content_stems(cleaned(talk.newest))) <= _ENOUGH
    return _together(talk, "waits for an answer to") if scant and _CHASE.search(talk.newest) else None


def _asked_of_another(talk: Talk) -> Completed | None:
    """ "and the CV-8?" asks of the CV-8 what was asked of another product before."""
    text, theirs, before = cleaned(talk.newest), named(talk.newest), named(talk.root)
    begun = _ALSO.match(text)
    if begun is None or not talk.root or len(content_stems(text)) > _ENOUGH:
        return None
    if asks(text[begun.end() :].rstrip("?")):
        return None  # a whole question that only begins with "and"
    if len(theirs) != 1 or len(before) != 1 or theirs == before or _adds(talk):
        return _together(talk, "goes on from")
    other = re.compile(rf"(?<![\w-]){re.escape(before[0])}(?![\w-])", re.IGNORECASE)
    return Completed(
        other.sub(theirs[0], talk.root),
        why=f"asks of the {theirs[0]} what they asked before: {_short(talk.root)}",
    )


def _adds(talk: Talk) -> bool:
    """True when the message has a word beside the product that the earlier one has not."""
    product = {stem(word) for name in named(talk.newest) for word in words(name)}
    return not set(content_stems(cleaned(talk.newest))) <= {*content_stems(talk.root), *product}


def _answered(talk: Talk) -> Completed | None:
    """What is no question and comes after a question of ours answers it."""
    short = len(content_stems(cleaned(talk.newest))) < _ANSWER
    ours = [sentence for sentence in sentences(cleaned(talk.reply)) if asks(sentence)] if talk.reply else []
    theirs = any(map(asks, sentences(cleaned(talk.newest))))
    if not ours or theirs or not short or _is_kind(talk.newest):
        return None
    return _together(talk, f"answers our question {_short(ours[-1])}; asked was")


def _pointed(talk: Talk) -> Completed | None:
    """ "does this work with mine?" is about the post that they quote or the page that they link."""
    text = cleaned(talk.newest)
    scant = len(content_stems(text)) < _ENOUGH
    if not any(talk.shown) or named(text) or not (scant or _POINTS.search(text)) or _is_kind(talk.newest):
        return None
    shown = next(filter(None, map(cleaned, talk.shown)), "")
    return (
        Completed(talk.newest, shown, f"is about what they quote or link: {_short(shown)}") if shown else None
    )


def _scrap(talk: Talk) -> Completed | None:
    scant = len(content_stems(cleaned(talk.newest))) < _ENOUGH
    return _together(talk, "goes on from") if scant and not _is_kind(talk.newest) else None


def _is_kind(text: str) -> bool:
    """Thanks need nothing to complete them."""
    return (THANKS.search(text) or PRAISE.search(text)) is not None and not any(
        map(asks, sentences(cleaned(text)))
    )


_RULES: tuple[Callable[[Talk], Completed | None], ...] = (
    _parts,
    _asked_back,
    _unhelped,
    _chased,
    _asked_of_another,
    _pointed,
    _answered,
    _scrap,
)
