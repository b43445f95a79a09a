"""The walk over a live Discourse forum, or over one of its categories with all below it."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import count
from urllib.parse import urlencode

from ingest.crawl.fetch import Fetcher
from ingest.crawl.web import Web
from ingest.errors import BadSource
from ingest.forum.discourse import PostStream, Topic
from ingest.forum.forum_walk import ForumWalk, Shown, ask
from ingest.forum.json_shapes import Shape, chunks
from ingest.sources import Format, Source

_AT_ONCE = 20  # posts, as many as Discourse's own pages ask for
_CATEGORY = re.compile(r"(?P<base>.*?)/c/(?P<path>[^?#]+?)(?:/l/latest)?(?:\.json)?/?")
_OLDEST_FIRST = {"order": "created", "ascending": "true"}  # an order that answers and edits do not change


class Entry(Shape):
    """A topic in a list."""

    id: int
    title: str = ""
    slug: str = ""
    has_accepted_answer: bool | None = None  # None: the forum does not say in lists


class Entries(Shape):
    """A page of a list."""

    topics: tuple[Entry, ...] = ()
    more_topics_url: str | None = None


class TopicList(Shape):
    """What a list answers."""

    topic_list: Entries


class Category(Shape):
    """A category in the description of the whole forum."""

    id: int
    slug: str = ""
    parent_category_id: int | None = None


class Site(Shape):
    """The description of the whole forum."""

    categories: tuple[Category, ...] = ()


class Posts(Shape):
    """Some posts of a topic."""

    post_stream: PostStream


class Whereabouts(Shape):
    """Where a topic is, and whether lists show it."""

    category_id: int | None = None
    visible: bool = True
    archetype: str = "regular"


class Discourse:
    """A forum of Discourse by its JSON."""

    format = Format.DISCOURSE

    def __init__(self, source: Source, _web: Web, fetcher: Fetcher) -> None:
        self._fetcher, self._unaccepted = fetcher, source.unaccepted
        within = _CATEGORY.fullmatch(source.location)
        self._base = (within["base"] if within else source.location).rstrip("/")
        self._path = within["path"].strip("/").split("/") if within else []
        self._categories: frozenset[int] | None = None  # those that are walked over; None: all

    def threads(self) -> Iterator[Shown]:
        """The topics of the forum, or of the category and those below it."""
        for path in self._lists():
            known: set[int] = set()
            for page in count():
                address = f"{self._base}{path}?{urlencode({**_OLDEST_FIRST, 'page': page})}"
                entries = ask(self._fetcher, address, TopicList, "a list of topics of Discourse").topic_list
                fresh = [entry for entry in entries.topics if entry.id not in known]
                known.update(entry.id for entry in fresh)
                yield from (Shown(self._key(entry.id), partial(self._bring, entry)) for entry in fresh)
                if not fresh or not entries.more_topics_url:
                    break

    def shows(self, key: str) -> bool:
        """Whether the topic is still listed, and still in a category that is walked over."""
        place = ask(self._fetcher, f"{key}.json", Whereabouts, "a topic of Discourse")
        here = self._categories is None or place.category_id in self._categories
        return here and place.visible and place.archetype == "regular"

    def _lists(self) -> list[str]:
        if not self._path:
            return ["/latest.json"]
        categories = ask(self._fetcher, f"{self._base}/site.json", Site, "a site of Discourse").categories
        walked = _with_all_below(self._named(categories), categories)
        self._categories = frozenset(category.id for category in walked)
        return [f"/c/{category.slug or '-'}/{category.id}/l/latest.json" for category in walked]

    def _named(self, categories: tuple[Category, ...]) -> Category:
        """The category of the location: by the number at its end, else by its name."""
        last = self._path[-1]
        for category in categories:
            if last == (str(category.id) if last.isdecimal() else category.slug):
                return category
        raise BadSource(
            f"the forum at {self._base!r} shows no category {'/'.join(self._path)!r} to everybody"
        )

    def _key(self, topic: int) -> str:
        return f"{self._base}/t/{topic}"

    def _bring(self, entry: Entry) -> bytes:
        """The topic with all its posts; one that its list says is not solved is not asked for."""
        if entry.has_accepted_answer is False and not self._unaccepted:
            topic = Topic(id=entry.id, title=entry.title, slug=entry.slug, post_stream=PostStream())
        else:
            topic = self._whole(
                ask(self._fetcher, f"{self._key(entry.id)}.json", Topic, "a topic of Discourse")
            )
        return topic.model_dump_json(exclude_defaults=True).encode()

    def _whole(self, topic: Topic) -> Topic:
        posts = {post.id: post for post in topic.post_stream.posts}
        for some in chunks([post for post in topic.post_stream.stream if post not in posts], _AT_ONCE):
            address = f"{self._key(topic.id)}/posts.json?{urlencode([('post_ids[]', post) for post in some])}"
            more = ask(self._fetcher, address, Posts, "posts of Discourse")
            posts |= {post.id: post for post in more.post_stream.posts}
        return topic.model_copy(update={"post_stream": PostStream(posts=tuple(posts.values()))})


def _with_all_below(top: Category, categories: tuple[Category, ...]) -> list[Category]:
    """The category, those in it, those in them ..."""
    walked = [top]
    for above in walked:
        walked += [one for one in categories if one.parent_category_id == above.id and one not in walked]
    return walked


DiscourseWalk = partial(ForumWalk, Discourse)
