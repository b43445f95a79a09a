"""Public posts as the desk takes them: how each reached us, and whether X lets us answer it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bots.x.accounts import Account, Author
from bots.x.posts import EVERYONE, Post
from desk.messages import Before, Kind, Message

_WHO_MAY_REPLY = {
    "mentionedUsers": "whom it mentions",
    "following": "whom they follow",
    "subscribers": "their subscribers",
    "verified": "verified accounts",
}


@dataclass(frozen=True)
class Around:
    """What is known around a post: its author, the post that it quotes, those above it (oldest first)."""

    author: Author
    quoted: Post | None = None
    above: Sequence[tuple[Post, Author]] = ()
    in_our_conversation: bool = False


def message_of(post: Post, around: Around, us: Account, channel: str) -> Message:
    """The post for the desk."""
    return Message(
        channel=channel,
        external_id=post.first_id,
        conversation=post.conversation,
        author_id=post.author_id,
        author_handle=around.author.handle,
        author_name=around.author.name,
        text=post.text,
        posted_at=post.posted_at,
        public=True,
        mentions_us=summons_us(post, around, us),
        author_reach=around.author.reach,
        quoted=around.quoted.text if around.quoted else "",
        link_titles=post.link_titles,
        receives_dm=around.author.receives_dm,
        kind=kind_of(post, around, us),
        edit="" if post.id == post.first_id else post.id,
        edited_at=None if post.id == post.first_id else post.changed_at,
        before=tuple(
            Before(author.handle, above.text, above.posted_at, above.author_id == us.id)
            for above, author in around.above
        ),
        closed_to_us=closed_to_us(post, around.author, us),
    )


def summons_us(post: Post, around: Around, us: Account) -> bool:
    """Whether X's rule of 2026-02-23 lets us answer: its author named us, quoted us, or replied to us.

    In a reply to others our handle may stand just because X put all of the thread before it: that is no summons.
    """
    named = post.mentions_account(us, spelled=not _is_below_ours(post, around, us))
    return named or _quotes_ours(around, us)


def kind_of(post: Post, around: Around, us: Account) -> Kind:
    """How it reaches us; by the post alone, so that the way on which it came makes no difference."""
    if _quotes_ours(around, us):
        return Kind.QUOTE
    if _is_below_ours(post, around, us) or (post.replies_to is not None and around.in_our_conversation):
        return Kind.REPLY
    return Kind.MENTION if post.mentions_account(us) else Kind.LISTENING


def _is_below_ours(post: Post, around: Around, us: Account) -> bool:
    above = around.above[-1][0].author_id if around.above else post.replies_to_author
    return post.replies_to is not None and above == us.id


def _quotes_ours(around: Around, us: Account) -> bool:
    return around.quoted is not None and around.quoted.author_id == us.id


def closed_to_us(post: Post, author: Author, us: Account) -> str:
    """Why X takes no public reply of ours to it; empty when it takes one, as far as X says."""
    if post.withheld:
        return "X withholds it in some countries"
    if author.protected:
        return "its author shows their posts to followers alone"
    if post.may_reply == EVERYONE or post.mentions_account(us):  # whom a post mentions may always reply
        return ""
    if post.may_reply == "following" and author.follows_us:
        return ""
    return f"its author lets only {_WHO_MAY_REPLY.get(post.may_reply, 'some accounts')} reply"
