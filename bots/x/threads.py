"""What messages refer to: posts further up, quoted posts, accounts. Each is asked for once, a hundred at a time."""

import logging
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, Protocol, TypeVar

from bots.errors import Refused
from bots.x.accounts import Account, Author, authors_in
from bots.x.fields import Json
from bots.x.messages import Around
from bots.x.posts import Post, posts_in
from bots.x.search import POSTS, USERS, Params

MOST_AT_ONCE = 100  # posts or accounts in one question
_REMEMBERED = 10_000

log = logging.getLogger(__name__)
Kept = TypeVar("Kept")


class Reads(Protocol):
    """X's API, as far as it is read."""

    def get(self, path: str, params: Params = ..., *, as_user: bool = True) -> Json:
        """Raises ChannelError."""


@dataclass(frozen=True)
class Memory(Generic[Kept]):
    """The newest by their ids. None stands for what X does not show, so that it is not asked for again."""

    most: int = _REMEMBERED
    _kept: dict[str, Kept | None] = field(default_factory=dict)

    def __contains__(self, key: object) -> bool:
        return key in self._kept

    def get(self, key: str | None) -> Kept | None:
        """None when it is not known, or not shown."""
        return None if key is None else self._kept.get(key)

    def keep(self, key: str, value: Kept | None) -> None:
        """What was shown once is not lost for what is not."""
        self._kept[key] = self._kept.get(key) if value is None else value
        self._make_room()

    def forget(self, key: str) -> None:
        """From now on it is not shown."""
        self._kept[key] = None
        self._make_room()

    def shown(self) -> list[tuple[str, Kept]]:
        """What is known and shown."""
        return [(key, value) for key, value in self._kept.items() if value is not None]

    def _make_room(self) -> None:
        if len(self._kept) > self.most:
            self._kept.pop(next(iter(self._kept)))


class Threads:
    """What is known around posts. `up` is how far a thread is read above a message."""

    def __init__(self, api: Reads, us: Account, *, up: int = 5) -> None:
        self._api = api
        self._us = us
        self._up = up
        self._posts: Memory[Post] = Memory()
        self._authors: Memory[Author] = Memory()
        self._handles: Memory[str] = Memory()
        self._asked_for: Memory[bool] = Memory()  # accounts
        self.learn((), [Author(us.id, us.handle, us.handle)])

    def learn(self, posts: Iterable[Post], authors: Iterable[Author]) -> None:
        """What came along by itself need not be asked for."""
        for author in authors:
            known = self._authors.get(author.id)
            if author.receives_dm is None and known is not None:  # X does not tell that by itself
                author = replace(author, receives_dm=known.receives_dm, follows_us=known.follows_us)
            self._authors.keep(author.id, author)
            self._handles.keep(author.id, author.handle)
        for post in posts:
            self._posts.keep(post.id, post)
            for mention in post.mentions:
                if mention.id is not None:  # X names whom a reply is for at its beginning
                    self._handles.keep(mention.id, mention.handle or None)

    def forget(self, posts: Iterable[str]) -> None:
        """Their authors took them back."""
        gone = frozenset(posts)
        versions = [number for number, post in self._posts.shown() if post.first_id in gone]
        for number in (*gone, *versions):
            self._posts.forget(number)

    def complete(self, posts: Sequence[Post], senders: Collection[str] = ()) -> None:
        """Asks for whatever is missing around these posts, and who these senders are. Raises ChannelError."""
        quoted, wave = [post.quotes for post in posts], list(posts)
        for _ in range(self._up):
            above = [post.replies_to for post in wave]
            self._ask_posts([*quoted, *above])
            wave = [post for post in map(self._posts.get, above) if post is not None]
        unsure = [post.author_id for post in posts if not self._is_told_of(post.author_id)]
        unknown = [sender for sender in senders if not self.knows(sender)]
        self._ask_authors([*unknown, *unsure])
        self._ask_authors([*self._nameless(posts)])

    def is_complete(self, post: Post) -> bool:
        """False while something around it is still to be asked for."""
        wanted = [each.replies_to for each in (post, *self._above(post))][: self._up]
        known = all(one in self._posts for one in (post.quotes, *wanted) if one is not None)
        return known and self._is_told_of(post.author_id)

    def knows(self, sender: str) -> bool:
        """False while an account is still to be asked for."""
        return sender in self._authors or sender in self._asked_for

    def _is_told_of(self, number: str) -> bool:
        """True once X said of an account whether it takes our direct messages, or had its chance to."""
        known = self._authors.get(number)
        return number in self._asked_for or (known is not None and known.receives_dm is not None)

    def author(self, number: str) -> Author:
        """An account; by its number alone when X does not show it."""
        return self._authors.get(number) or Author(number, self._handles.get(number) or number, number)

    def around(self, post: Post, *, in_our_conversation: bool) -> Around:
        """A thread ends where X does not show the next post above."""
        above = [(each, self.author(each.author_id)) for each in self._above(post)]
        quoted = self._posts.get(post.quotes)
        return Around(self.author(post.author_id), quoted, tuple(reversed(above)), in_our_conversation)

    def _above(self, post: Post) -> list[Post]:
        """The posts over it, the nearest first."""
        found: list[Post] = []
        while len(found) < self._up and (post_above := self._posts.get(post.replies_to)) is not None:
            found.append(post_above)
            post = post_above
        return found

    def _nameless(self, posts: Sequence[Post]) -> Iterator[str]:
        for post in posts:
            for above in self._above(post):
                if above.author_id not in self._handles:
                    yield above.author_id

    def _ask_posts(self, ids: Iterable[str | None]) -> None:
        for some in _batches(ids, self._posts):
            answer = self._shown("/2/tweets", {"ids": some, **POSTS})
            came, includes = posts_in({"posts": answer.get("data")}), answer.get("includes")
            self.learn([*posts_in(includes), *came], authors_in(includes))
            for post_id in some:
                self._posts.keep(post_id, None)

    def _ask_authors(self, ids: Iterable[str]) -> None:
        for some in _batches(ids, self._asked_for):
            answer = self._shown("/2/users", {"ids": some, **USERS})
            self.learn((), authors_in({"users": answer.get("data")}))
            for author_id in some:
                self._asked_for.keep(author_id, True)

    def _shown(self, path: str, params: Params) -> Json:
        """Nothing, when X refuses."""
        try:
            return self._api.get(path, params)
        except Refused as error:
            log.warning("X shows nothing of what messages refer to: %s", error)
            return {}


def _batches(ids: Iterable[str | None], known: Container[object]) -> list[list[str]]:
    missing = list(dict.fromkeys(one for one in ids if one is not None and one not in known))
    return [missing[start : start + MOST_AT_ONCE] for start in range(0, len(missing), MOST_AT_ONCE)]
