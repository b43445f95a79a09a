"""Recent search: the part of X's query language that listening needs."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bots.simulator.api.call import Call
from bots.simulator.api.parameters import Span
from bots.simulator.api.problems import invalid
from bots.simulator.world.posts import Post, account_id, snowflake

RECENT = timedelta(days=7)
_TERM = re.compile(r'(-?)(\w+:"[^"]*"|"[^"]*"|\(|\)|[^\s()"]+)')
_CONVERSATION = re.compile(r"conversation_id:(\d{1,18})(?: [^O()]*)?")
Test = Callable[[Call, Post], bool]


@dataclass(frozen=True)
class Term:
    """One word or operator of a query."""

    text: str
    negated: bool


def matching(call: Call, span: Span) -> list[Post]:
    """The posts of the last seven days that a query means, newest first; one more than the page takes."""
    query = call.query.get("query", "")
    if not query or len(query) > 4096:
        raise invalid(
            "The `query` query parameter has to have 1 to 4096 characters", parameter="query", value=query
        )
    test = parse(query)
    above = max(span.above, snowflake(call.now - RECENT))
    found: list[Post] = []
    for post in _candidates(call, query, above, span.below):
        if test(call, post):
            found.append(post)
        if len(found) > span.limit:
            break
    return found


def _candidates(call: Call, query: str, above: int, below: int) -> list[Post]:
    """All that a query could mean: one conversation, when it names just one, is quickly found."""
    named = _CONVERSATION.fullmatch(query.strip())
    if named is None:
        return call.world.posts.between(above, below)
    root = call.world.posts.by_number(int(named[1]))
    found = call.world.posts.in_conversation(root.id if root else named[1])
    return [post for post in found if above < post.number < below]


def parse(query: str) -> Test:
    """What a query means. Raises Problem when it is none, or only says what is not wanted."""
    terms = [Term(found[2], found[1] == "-") for found in _TERM.finditer(query)]
    if not any(not term.negated and term.text not in ("OR", "(", ")") for term in terms):
        raise invalid(
            "Rules must contain at least one positive, non-stopword clause", parameter="query", value=query
        )
    test, rest = _any(terms, query)
    if rest:
        raise invalid(
            f"There were errors processing your request: missing '(' in [{query}]",
            parameter="query",
            value=query,
        )
    return test


def _any(terms: list[Term], query: str) -> tuple[Test, list[Term]]:
    """Alternatives; OR binds looser than the space between words."""
    test, terms = _all(terms, query)
    tests = [test]
    while terms and terms[0].text == "OR":
        test, terms = _all(terms[1:], query)
        tests.append(test)
    return (lambda call, post: any(one(call, post) for one in tests)), terms


def _all(terms: list[Term], query: str) -> tuple[Test, list[Term]]:
    tests: list[Test] = []
    while terms and terms[0].text not in ("OR", ")"):
        test, terms = _one(terms, query)
        tests.append(test)
    if not tests:
        raise invalid(
            f"There were errors processing your request: nothing between operators in [{query}]",
            parameter="query",
            value=query,
        )
    return (lambda call, post: all(one(call, post) for one in tests)), terms


def _one(terms: list[Term], query: str) -> tuple[Test, list[Term]]:
    first, rest = terms[0], terms[1:]
    if first.text == "(":
        test, rest = _any(rest, query)
        if not rest or rest[0].text != ")":
            raise invalid(
                f"There were errors processing your request: missing ')' in [{query}]",
                parameter="query",
                value=query,
            )
        rest = rest[1:]
    else:
        test = _test(first.text, query)
    if first.negated:
        return (lambda call, post: not test(call, post)), rest
    return test, rest


def _test(term: str, query: str) -> Test:
    name, colon, value = term.partition(":")
    if colon and name in _OPERATORS:
        return _OPERATORS[name](value.strip('"'), query)
    if colon and not term.startswith('"') and name.isidentifier():
        raise invalid(
            f"Reference to invalid operator '{name}'. Operator is not available",
            parameter="query",
            value=query,
        )
    words = term.strip('"')
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
    return lambda _, post: bool(pattern.search(post.text))


def _is(value: str, query: str) -> Test:
    kinds: dict[str, Test] = {
        "retweet": lambda _call, _post: False,  # nobody reposts on this X
        "quote": lambda _, post: post.quotes is not None,
        "reply": lambda _, post: post.in_reply_to is not None,
        "verified": lambda call, post: bool(
            (author := call.world.people.by_handle(post.author_handle)) and author.verified
        ),
    }
    if value not in kinds:
        raise invalid(
            f"Reference to invalid value '{value}' of operator 'is'", parameter="query", value=query
        )
    return kinds[value]


def _from(value: str, _query: str) -> Test:
    def test(call: Call, post: Post) -> bool:
        author = call.world.people.by_handle(post.author_handle)
        return author is not None and value.removeprefix("@").casefold() in (author.key, str(author.number))

    return test


def _to(value: str, _query: str) -> Test:
    def test(call: Call, post: Post) -> bool:
        parent = call.world.posts.post(post.in_reply_to) if post.in_reply_to else None
        user = parent and call.world.people.by_handle(parent.author_handle)
        return bool(user and account_id(value) in (user.key, str(user.number)))

    return test


def _conversation(value: str, _query: str) -> Test:
    return lambda call, post: str(call.world.posts.number_of(post.conversation)) == value


def _answers(value: str, _query: str) -> Test:
    return lambda call, post: (
        bool(post.in_reply_to) and str(call.world.posts.number_of(post.in_reply_to or "")) == value
    )


def _quotes(value: str, _query: str) -> Test:
    return lambda call, post: (
        bool(post.quotes) and str(call.world.posts.number_of(post.quotes or "")) == value
    )


def _url(value: str, _query: str) -> Test:
    return lambda _, post: any(
        value.casefold() in word.casefold() for word in re.findall(r"https?://\S+", post.text)
    )


def _has(value: str, _query: str) -> Test:
    return lambda _, post: {"links": "http", "mentions": "@", "hashtags": "#"}.get(value, "\0") in post.text


def _lang(_value: str, _query: str) -> Test:
    return lambda _call, _post: True  # this X does not tell languages apart


_OPERATORS: dict[str, Callable[[str, str], Test]] = {
    "is": _is,
    "from": _from,
    "to": _to,
    "has": _has,
    "lang": _lang,
    "url": _url,
    "conversation_id": _conversation,
    "in_reply_to_tweet_id": _answers,
    "quotes_of_tweet_id": _quotes,
}
