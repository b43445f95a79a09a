"""A text as the rules of support read it: its words with stems, clauses and codes, each at its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assist.text.words import is_identifier, listed, stem

_WORD = re.compile(
    r"[^\W\d_]+\d[^\W_]*-(?:[A-Z]{1,3}|[a-z])(?![\w-])"  # F8-P
    r"|[^\W_]+(?:(?:['’.]|-(?=[^\W_]*\d)|(?<=\d)[:,](?=\d))[^\W_]+)*"
)
_BREAK = re.compile(r"[;:.!?()\[\]\n|–—]|\s-\s")
_OPENERS = listed("""
    because since as so but while although though whereas which who if when where unless until then it they you we he
    she this there that please otherwise afterwards than even and
    """)  # after a comma they begin a clause; without one only those that follow
_CONJUNCTIONS = listed("because since but while although though whereas if unless until")
_CONTRACTED = {"cannot": ("can", "not"), "can't": ("can", "not"), "won't": ("will", "not")}
_CONTRACTED |= {"shan't": ("shall", "not"), "cant": ("can", "not"), "dont": ("do", "not")}
_CONTRACTED |= {"doesnt": ("does", "not"), "isnt": ("is", "not"), "wont": ("will", "not")}
# What several words mean together; they are read as the one word behind them.
_IDIOMS = {
    "nothing but": "only",
    "no more than": "at-most",
    "not more than": "at-most",
    "never above": "at-most",
    "never over": "at-most",
    "never more than": "at-most",
    "not exceed": "at-most",
    "not exceeding": "at-most",
    "no less than": "at-least",
    "not less than": "at-least",
    "not only": "also",
    "all you need is": "only",
    "all that you need is": "only",
    "have to": "must",
    "has to": "must",
    "need to": "must",
    "needs to": "must",
    "must be": "must",
    "no longer": "not",
    "apart from": "except",
    "other than": "except",
    "at all times": "always",
    "all the time": "always",
    "at any time": "always",
    "even if": "if",
    "as soon as": "when",
    "you may": "can",
    "at the most": "at-most",
    "at the least": "at-least",
    "up to": "up-to",
    "at most": "at-most",
    "at least": "at-least",
    "at the same time": "together",
    "as well": "also",
    "as well as": "also",
    "by itself": "itself",
    "on its own": "itself",
}
# Forms that no suffix tells; `form/verb`.
_FORMS = """
    kept/keep held/hold sold/sell shown/show given/give gave/give taken/take took/take made/make ran/run left/leave
    lost/lose sent/send built/build bought/buy stood/stand went/go gone/go goes/go got/get met/meet broken/break
    broke/break chosen/choose chose/choose written/write wrote/write found/find told/tell said/say brought/bring
    worn/wear torn/tear fallen/fall fell/fall grown/grow known/know drawn/draw driven/drive hung/hang laid/lay
    spent/spend stuck/stick slept/sleep wound/wind burnt/burn dried/dry dries/dry meant/mean used/use feet/foot
"""
_IRREGULAR = dict(pair.split("/") for pair in _FORMS.split())
_LONGEST_IDIOM = 5  # words
# Words without a meaning of their own; verbs such as "use" and "need" have one.
_FUNCTION = listed("""
    a an the this that these those it its itself they them their there he she his her i me my we us our you your
    yours be is are was were been being am do does did done have has had having will would shall can could may might
    must should of in on at to for from by with into onto about as and or but if than then so such too also very just
    not no nor neither never none nothing without because since while which who whom whose what when where how why
    until unless only please all any each every some both here out off up down over under again more most less least
    one ones own itself up-to at-most at-least together even ever still whether away though although
    """)


@dataclass(frozen=True)
class Word:
    """A word as it is compared (`folded`, `stem`), in which clause it stands, and text[start:end] as it is written."""

    folded: str
    stem: str
    clause: int
    start: int
    end: int

    @property
    def content(self) -> bool:
        """True unless it is a word of grammar."""
        return self.folded not in _FUNCTION


@dataclass(frozen=True)
class Reading:
    """A text with what was found in it, each kind when it is first asked for."""

    text: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words in order; contractions are two, idioms one."""
        return tuple(_joined(list(_split(self.text))))

    @cached_property
    def content(self) -> tuple[Word, ...]:
        """The words that mean something by themselves."""
        return tuple(word for word in self.words if word.content)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of those words."""
        return frozenset(word.stem for word in self.content)

    @cached_property
    def folded(self) -> frozenset[str]:
        """All words, as they are compared."""
        return frozenset(word.folded for word in self.words)

    @cached_property
    def codes(self) -> tuple[Word, ...]:
        """Part numbers, error codes and the like: letters and digits in one word."""
        return tuple(word for word in self.words if is_identifier(word.folded))

    def slice(self, word: Word) -> str:
        """The word as it is written."""
        return self.text[word.start : word.end]


def _split(text: str) -> Iterator[Word]:
    clause, last = 0, 0
    for match in _WORD.finditer(text):
        folded = match.group().replace("’", "'").casefold().removesuffix("'s")
        between = text[last : match.start()]
        opens = folded in _CONJUNCTIONS or ("," in between and folded in _OPENERS)
        clause += bool(last) and (opens or _BREAK.search(between) is not None)
        last = match.end()
        for part in _parts(folded):
            yield Word(part, root(part), clause, match.start(), match.end())


def root(folded: str) -> str:
    """The stem of the stem, so that `order` and `ordered` meet, too, and `kept` meets `keep`."""
    shorter = stem(_IRREGULAR.get(folded, folded))
    return shorter if shorter == folded else root(shorter)


def _parts(folded: str) -> tuple[str, ...]:
    if folded in _CONTRACTED:
        return _CONTRACTED[folded]
    if folded.endswith("n't"):
        return folded.removesuffix("n't"), "not"
    head, apostrophe, _ = folded.partition("'")
    return (head,) if apostrophe and head else (folded,)


def _joined(words: list[Word]) -> Iterator[Word]:
    """The words, with each idiom as one."""
    at = 0
    while at < len(words):
        length, meant = _idiom(words, at)
        first, last = words[at], words[at + length - 1]
        yield first if meant is None else Word(meant, meant, first.clause, first.start, last.end)
        at += length


def _idiom(words: list[Word], at: int) -> tuple[int, str | None]:
    """How many words from here mean one thing, and which; 1 and None where they do not."""
    for length in range(min(_LONGEST_IDIOM, len(words) - at), 1, -1):
        meant = _IDIOMS.get(" ".join(word.folded for word in words[at : at + length]))
        if meant is not None:
            return length, meant
    return 1, None
