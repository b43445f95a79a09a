"""Topics of Discourse, as `/t/ID.json` gives them; the posts of later pages may stand in the same list.

Which posts are the solution is said in three ways, old and new: the topic's `accepted_answers` (posts), the topic's
`accepted_answer` (a number), and `accepted_answer: true` of a post.
"""

from collections.abc import Iterator
from typing import BinaryIO

from index.knowledge import DocumentId
from ingest.errors import Unreadable
from ingest.forum.json_shapes import Shape, read_json
from ingest.forum.post_body import Body, body_of
from ingest.forum.thread import Author, Place, Post, Standing, Thread, outcome_of
from ingest.parsed import Outcome, PassedOver, identity
from ingest.sources import Source

_WORDS = (1, 2)  # post_type: regular, and a moderator's; the others are small actions and staff's whispers
_LEADER = 4  # the trust level that only staff can give


class TopicPost(Shape):
    """A post."""

    post_number: int
    id: int | None = None
    username: str = ""
    cooked: str | None = None  # HTML; None in the short form of an accepted answer
    created_at: str | None = None
    post_type: int = 1
    accepted_answer: bool = False
    accepted_at: str | None = None
    admin: bool = False
    moderator: bool = False
    group_moderator: bool = False
    staff: bool = False
    trust_level: int | None = None
    hidden: bool = False
    user_deleted: bool = False
    deleted_at: str | None = None


class PostStream(Shape):
    """The posts that came along, and the ids of all."""

    posts: tuple[TopicPost, ...] = ()
    stream: tuple[int, ...] = ()


class Topic(Shape):
    """A topic with its posts."""

    id: int
    title: str
    slug: str = ""
    archetype: str = "regular"
    post_stream: PostStream
    accepted_answers: tuple[TopicPost, ...] = ()
    accepted_answer: TopicPost | bool | None = None

    @property
    def accepted(self) -> dict[int, TopicPost]:
        """The posts that are said to be solutions, by number; of some nothing but the number is known."""
        marked = [post for post in self.post_stream.posts if post.accepted_answer]
        older = [self.accepted_answer] if isinstance(self.accepted_answer, TopicPost) else []
        return {post.post_number: post for post in (*marked, *older, *self.accepted_answers)}


def parse_discourse(file: BinaryIO, source: Source, key: str) -> Iterator[Outcome]:
    """The topic with its solutions, linked to the first of them; without one it is passed over.

    A file's links need the forum's host, `site` in the settings of its source.
    """
    topic = read_json(file.read(), Topic, "a topic of Discourse")
    private = topic.archetype != "regular"
    if private or not (topic.accepted or source.unaccepted):
        yield PassedOver(identity(source, key))
    else:
        yield outcome_of(_thread(topic, source, key), unaccepted=source.unaccepted)


def _thread(topic: Topic, source: Source, key: str) -> Thread:
    base = key.partition("/t/")[0] if "://" in key else f"https://{source.site}" if source.site else None
    # Titles change, and with them slugs: the id does without.
    place = Place(
        DocumentId(f"{base}/t/{topic.id}" if base else identity(source, key)),
        f"{base}/t/{topic.slug or '-'}/{topic.id}" if base else None,
    )
    first, *replies = _posts(topic)
    return Thread(
        place=place,
        title=topic.title,
        question=_post(first, place, topic),
        replies=[_post(reply, place, topic) for reply in replies],
    )


def _posts(topic: Topic) -> list[TopicPost]:
    """The posts that people wrote and all may read, in order. Raises Unreadable when one that matters is missing."""
    known = {
        post.post_number: post
        for post in (*topic.accepted.values(), *topic.post_stream.posts)
        if post.cooked is not None
    }
    lacking = [number for number in (1, *topic.accepted) if number not in known]
    if lacking:
        raise Unreadable(
            f"post {lacking[0]} is not in it, only {len(known)} others: save all pages of the topic, or name the "
            "forum's address as the location"
        )
    return [known[number] for number in sorted(known) if number == 1 or _is_shown(known[number])]


def _is_shown(post: TopicPost) -> bool:
    return post.post_type in _WORDS and not (post.hidden or post.user_deleted or post.deleted_at)


def _post(post: TopicPost, thread: Place, topic: Topic) -> Post:
    shown = post.cooked if post.cooked and _is_shown(post) else ""
    said = topic.accepted.get(post.post_number)
    return Post(
        body=body_of(shown) if shown else Body(()),
        author=Author(post.username, standing=_standing(post)) if post.username else None,
        place=Place(
            DocumentId(f"{thread.id}/{post.post_number}"),
            f"{thread.url}/{post.post_number}" if thread.url else None,
        ),
        written_at=post.created_at,
        accepted=said is not None,
        accepted_at=said.accepted_at if said else None,
    )


def _standing(post: TopicPost) -> Standing | None:
    if post.admin:
        return Standing.STAFF
    if post.moderator or post.group_moderator:
        return Standing.MODERATOR
    if post.staff:
        return Standing.STAFF
    if post.trust_level is None:
        return None
    return Standing.EXPERT if post.trust_level >= _LEADER else Standing.MEMBER
