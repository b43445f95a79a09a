"""What people do on the simulated X: write, edit, take back; with all that follows from it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bots.simulator.world.accounts import Account, Tie
from bots.simulator.world.events import Happening
from bots.simulator.world.posts import Post, names_any
from bots.simulator.world.rules import EDITS, Wish
from bots.simulator.world.store import World


@dataclass(frozen=True)
class Asked:
    """A public post as it was asked for, in ids."""

    text: str
    answers: str | None = None
    quotes: str | None = None
    edits: str | None = None
    reply_settings: str = "everyone"
    made_with_ai: bool = False
    deep_link: str | None = None
    id: str | None = None  # one that its writer chose


def wish_of(world: World, author: Account, asked: Asked) -> Wish:
    """All that X looks at before it takes a public post."""
    answered = seen_by(world, author, world.posts.post(asked.answers) if asked.answers else None)
    quoted = seen_by(world, author, world.posts.post(asked.quotes) if asked.quotes else None)
    edited = world.posts.post(asked.edits) if asked.edits else None
    other = world.people.by_handle(answered.author_handle) if answered else None
    return Wish(
        author=author,
        text=asked.text,
        answers=asked.answers,
        answered=answered,
        answered_author=other,
        mentions_author=answered is not None and author.key in world.posts.mentioned(answered.number),
        author_is_followed=other is not None and world.people.tied(other, Tie.FOLLOWING, author),
        blocked=other is not None and world.people.tied(other, Tie.BLOCKING, author),
        quoted=quoted,
        recipient=other.key if other else "",
        earlier_texts=_earlier_texts(world, author, other.key if other else None),
        edits=edited,
        versions=len(world.posts.versions(edited.first)) if edited else 0,
    )


def dm_wish_of(world: World, author: Account, recipient: Account, text: str) -> Wish:
    """All that X looks at before it takes a direct message."""
    takes = bool(recipient.takes_dms) or world.posts.wrote_directly(recipient.key, author.key)
    return Wish(
        author=author,
        text=text,
        direct=True,
        blocked=world.people.tied(recipient, Tie.BLOCKING, author),
        recipient=recipient.key,
        recipient_takes_dm=takes or world.people.tied(recipient, Tie.FOLLOWING, author),
        earlier_texts=frozenset(
            post.text.strip()
            for post in world.posts.ours_to(recipient.key)
            if post.direct and post.author_id == author.key
        ),
    )


def takes_dm_of(world: World, recipient: Account, author: Account) -> bool:
    """Whether a direct message from `author` can reach `recipient`."""
    wish = dm_wish_of(world, author, recipient, "?")
    return wish.recipient_takes_dm and not wish.blocked


def seen_by(world: World, reader: Account | None, post: Post | None) -> Post | None:
    """The post if this reader (None: the app) may see it; None when it is gone, hidden, or of a blocker."""
    if post is None or post.deleted_at is not None:
        return None
    author = world.people.by_handle(post.author_handle)
    if author is None or author == reader:
        return post
    if author.suspended:
        return None
    follows = reader is not None and world.people.tied(reader, Tie.FOLLOWING, author)
    return None if author.protected and not follows else post


def write(world: World, author: Account, asked: Asked, at: datetime) -> Post | None:
    """Puts up a public post; None when its chosen id is taken."""
    parent = world.posts.post(asked.answers) if asked.answers else None
    quoted = world.posts.post(asked.quotes) if asked.quotes else None
    number = world.posts.number_for(asked.id or "", at)
    own_id = asked.id or str(number)
    post = Post(
        id=own_id,
        author_id=author.key,
        author_handle=author.handle,
        author_name=author.name,
        text=asked.text,
        created_at=at,
        direct=False,
        conversation=parent.conversation if parent else asked.answers or own_id,
        in_reply_to=asked.answers,
        recipient_id=parent.author_id if parent and author.ours else None,
        author_reach=author.followers,
        quoted=quoted.text if quoted else "",
        receives_dm=author.takes_dms,
        number=number,
        ours=author.ours,
        quotes=asked.quotes,
        reply_settings=asked.reply_settings,
        made_with_ai=asked.made_with_ai,
        deep_link=asked.deep_link,
    )
    return put_up(world, replace(post, mentions_us=addresses_us(world, post)))


def write_directly(
    world: World, author: Account, recipient: Account, text: str, at: datetime, *, id: str | None = None
) -> Post | None:
    """Sends a direct message; None when its chosen id is taken."""
    number = world.posts.number_for(id or "", at)
    other = recipient if author.ours else author
    post = Post(
        id=id or str(number),
        author_id=author.key,
        author_handle=author.handle,
        author_name=author.name,
        text=text,
        created_at=at,
        direct=True,
        conversation=f"dm-{other.key}",
        recipient_id=recipient.key,
        author_reach=author.followers,
        receives_dm=author.takes_dms,
        number=number,
        ours=author.ours,
    )
    return put_up(world, post)


def put_up(world: World, post: Post) -> Post | None:
    """The post stands, and those whom it concerns hear of it; None when its id is taken."""
    if not world.posts.add(post):
        return None
    for kind, account in _heard(world, post):
        world.happenings.note(kind, account, post.id, post.created_at)
    return post


def edit(world: World, post: Post, text: str, at: datetime) -> Post:
    """A new version of a post stands in its place."""
    number = world.posts.next_number(at)
    newer = replace(post, id=str(number), number=number, text=text, created_at=at, first_id=post.first)
    newer = replace(newer, mentions_us=addresses_us(world, newer))
    world.posts.supersede(post.id)
    put_up(world, newer)
    return newer


def edits_left(versions: int) -> int:
    """How often a post with so many versions may still be edited."""
    return max(0, EDITS + 1 - versions)


def take_back(world: World, post: Post, at: datetime) -> None:
    """A post goes, with all its versions."""
    world.posts.delete(post.first, at)
    if not post.direct:
        world.happenings.note(Happening.POST_DELETE, post.author_id, post.id, at)


def addresses_us(world: World, post: Post) -> bool:
    """True when a post names us, replies to a post of ours, or quotes one."""
    near = [world.posts.post(near_id) for near_id in (post.in_reply_to, post.quotes) if near_id]
    ours = [account.handle for account in world.people.ours()]
    return names_any(post.text, ours) or any(other is not None and other.ours for other in near)


def _heard(world: World, post: Post) -> Iterable[tuple[Happening, str]]:
    if post.direct:
        yield Happening.DM_SENT, post.author_id
        if post.recipient_id:
            yield Happening.DM_RECEIVED, post.recipient_id
        return
    yield Happening.POST_CREATE, post.author_id
    for key in sorted(world.posts.mentioned(post.number, spelled=True) - {post.author_id}):
        yield Happening.MENTION, key
    for near_id, kind in ((post.in_reply_to, Happening.REPLY), (post.quotes, Happening.QUOTE)):
        near = world.posts.post(near_id) if near_id else None
        if near is not None and near.author_id != post.author_id:
            yield kind, near.author_id


def _earlier_texts(world: World, author: Account, recipient: str | None) -> frozenset[str]:
    """What the author said to the same person, or to nobody in particular."""
    return frozenset(post.text.strip() for post in world.posts.public_to(author.key, recipient))
