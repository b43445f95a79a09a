"""Whether X would take a reply now: the post and its author as they stand at this moment. Pure."""

from bots.x.accounts import Account, Author, author_of, authors_in
from bots.x.fields import Json, Unreadable, mapping, objects
from bots.x.messages import closed_to_us
from bots.x.posts import Post, post_of
from desk.cases import Reply
from desk.drafts import To
from desk.messages import Kind

DELETED = "its author deleted the post, or is gone: there is nothing left to answer"
HIDDEN = "X does not show us the post any more: its author is protected, blocked us, or was suspended"
EDITED = "its author edited the post since the reply was approved: read it again"
NOT_SUMMONED = "the post does not mention us any more, so X allows no public reply"
NO_DM = "the customer takes no direct message from us (any more): answer in public"
GONE = "X does not show us the customer's account any more: it is gone, suspended, or blocked us"


def why_not_to_post(reply: Reply, answer: Json, us: Account) -> str | None:
    """What speaks against a reply to a post, by X's answer to the question for it; None when nothing does."""
    try:
        post = post_of(mapping(answer.get("data")))
    except Unreadable:
        return _missing(answer)
    if post.newest_id != reply.in_reply_to:
        return EDITED
    known = {author.id: author for author in authors_in(answer.get("includes"))}
    author = known.get(post.author_id)
    if author is None:
        return HIDDEN
    if reply.to is To.DM:
        return _why_no_message(author)
    return _why_no_public_reply(reply, post, author, us)


def why_not_to_person(answer: Json) -> str | None:
    """What speaks against a direct message, by X's answer to the question for its recipient."""
    author = author_of(mapping(answer.get("data")))
    return GONE if author is None else _why_no_message(author)


def _why_no_public_reply(reply: Reply, post: Post, author: Author, us: Account) -> str | None:
    if reply.kind is not Kind.QUOTE and not post.mentions_account(us):
        return NOT_SUMMONED
    closed = closed_to_us(post, author, us)
    return f"X takes no reply to the post: {closed}" if closed else None


def _why_no_message(author: Author) -> str | None:
    return NO_DM if author.receives_dm is False else None


def _missing(answer: Json) -> str:
    kinds = [str(problem.get("type", "")) for problem in objects(answer.get("errors"))]
    return HIDDEN if any("not-authorized" in kind for kind in kinds) else DELETED
