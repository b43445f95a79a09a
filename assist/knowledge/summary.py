"""A message or a thread of the team as one question and its answer, in its own words, for a person to look over."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assist.draft.quotable import addressee, is_chatter
from assist.draft.shorten import shortened
from assist.privacy.personal import people_in
from assist.text import phrases
from assist.text.sentences import pieces
from assist.text.words import content_stems
from assist.understanding.question import LONGEST, asks, question_in

_SOMEBODY = "a colleague"
_MENTION = re.compile(r"(?<![\w@.])@[^\W_][\w.-]*\w|(?<![\w@.])@\w")
_LEADING_MENTIONS = re.compile(rf"^\s*(?:(?:{_MENTION.pattern})[\s,:]*)+")
_FEWEST = 2  # words with a meaning that a question must have to stand by itself
_INSTRUCTING = phrases.any_of(r"""
    (?:press|hold|push|pull|unplug|plug|set|open|close|click|tap|select|choose|replace|remove|take|lift|rinse|clean) \w+
    (?:turn|switch|connect|disconnect|reset|restart|reboot|update|install|check|use|try|wait|enter|type|run) \w+
    go to / make sure / it means / you (?:need|have to|can|must|should)
""")
_WORKED = phrases.any_of(r"""
    (?:that|this|it) (?:did|does) (?:it|the trick) / works now / solved / perfect / exactly
    (?:that|this|it)(?:['’]s| has| is)? (?:worked|works|helped|solved|fixed|sorted)
""")


@dataclass(frozen=True)
class Post:
    """What one person wrote. `accepted`: somebody marked it as the answer."""

    by: str
    text: str
    accepted: bool = False


@dataclass(frozen=True)
class Gist:
    """What is asked, in one line, and what answers it; either is empty when nothing in it does."""

    question: str
    answer: str


def gist_of(thread: Sequence[Post]) -> Gist:
    """Of posts, oldest first: what was accepted answers, else what was given thanks for, else what instructs most."""
    told = [Post(post.by, post.text[:LONGEST], post.accepted) for post in thread]
    at = next((number for number, post in enumerate(told) if _asks(post.text)), None)
    if at is None:
        return Gist("", _answer("\n".join(post.text for post in told)))
    asking, later = told[at], _turns(told[at + 1 :])
    others = [post for post in later if post.by != asking.by]
    found = next(filter(None, (rule(others or later, later, asking.by) for rule in _RULES)), None)
    answer = found.text if found else _told_with_it(asking.text)
    return Gist(_question(asking.text), _answer(answer))


def _turns(posts: Sequence[Post]) -> list[Post]:
    """What one person wrote in a row is one post."""
    turns = (list(row) for _, row in groupby(posts, key=lambda post: post.by))
    return [
        Post(row[0].by, "\n".join(post.text for post in row), any(post.accepted for post in row))
        for row in turns
    ]


def _accepted(answers: Sequence[Post], _later: Sequence[Post], _asker: str) -> Post | None:
    return next((post for post in reversed(answers) if post.accepted), None)


def _thanked(answers: Sequence[Post], later: Sequence[Post], asker: str) -> Post | None:
    """What was said before the asker's last thanks: the newest that says what to do, else the newest."""
    thanks = [number for number, post in enumerate(later) if post.by == asker and _pleased(post.text)]
    before = [post for post in later[: thanks[-1]] if post in answers and post.by != asker] if thanks else []
    instructing = [post for post in before if _INSTRUCTING.search(post.text)]
    return next(reversed(instructing or before), None)


def _instructing(answers: Sequence[Post], _later: Sequence[Post], _asker: str) -> Post | None:
    """The longest of those that say what to do, else the longest of all."""
    said = [post for post in answers if _answer(post.text)]
    instructing = [post for post in said if _INSTRUCTING.search(post.text)]
    return max(instructing or said, key=lambda post: len(_answer(post.text)), default=None)


_RULES: tuple[Callable[[Sequence[Post], Sequence[Post], str], Post | None], ...] = (
    _accepted,
    _thanked,
    _instructing,
)


def _pleased(text: str) -> bool:
    return bool(_WORKED.search(text) or phrases.THANKS.search(text)) and not _asks(text)


def _asks(text: str) -> bool:
    return any(asks(piece.text) for piece in pieces(text))


def _question(text: str) -> str:
    """The sentences that ask, unless they say too little by themselves."""
    asking = " ".join(piece.text for piece in pieces(text) if asks(piece.text))
    alone = len(content_stems(asking)) >= _FEWEST
    return _without_names(" ".join(question_in(asking if alone else text).text.split()))


def _told_with_it(text: str) -> str:
    """What the asking message says after its last question: somebody wrote down both."""
    asking = [piece.end for piece in pieces(text) if asks(piece.text)]
    return text[asking[-1] :]


def _answer(text: str) -> str:
    """Line by line, so that steps stay steps."""
    return "\n".join(filter(None, (_line(line) for line in text.splitlines())))


def _line(line: str) -> str:
    line = _LEADING_MENTIONS.sub("", line) if line.lstrip().startswith("@") else line
    sentences = [piece.text for piece in pieces(line)]
    if not sentences:  # a command, say
        return line.strip() if any(map(str.isalnum, line)) else ""
    return _without_names(" ".join(_telling(sentences)))


def _telling(sentences: Sequence[str]) -> Iterator[str]:
    """Without what is but said among colleagues: greetings, thanks, questions back, and whom it is said to."""
    for sentence in sentences:
        said = shortened(sentence)
        if name := addressee(said):
            said = said.removeprefix(f"{name}, ")
            said = said[:1].upper() + said[1:]
        if content_stems(said) and not (
            asks(said) or is_chatter(said) or _WORKED.fullmatch(said.rstrip("."))
        ):
            yield said


def _without_names(text: str) -> str:
    """Mentions and people's names become somebody's."""
    text = _MENTION.sub(_SOMEBODY, text)
    for person in people_in(text):
        text = text.replace(person.text, _SOMEBODY)
    return text.strip()
