"""What stands on the simulated X as the desk's listener hands it over."""

from bots.simulator.world.posts import Post
from bots.simulator.world.store import World
from desk.messages import Before, Gone, Kind, Message

ABOVE = 10  # posts above a message that are handed over with it


def message_of(world: World, post: Post, channel: str) -> Message:
    """A customer's post, as it stands, as a message."""
    first = post if post.first_id is None else world.posts.post(post.first_id) or post
    return Message(
        channel=channel,
        external_id=first.id,
        conversation=post.conversation,
        author_id=post.author_id,
        author_handle=post.author_handle,
        author_name=post.author_name,
        text=post.text,
        posted_at=first.created_at,
        public=not post.direct,
        mentions_us=post.mentions_us,
        author_reach=post.author_reach,
        quoted=post.quoted,
        link_titles=post.link_titles,
        receives_dm=post.receives_dm,
        kind=_kind(world, post),
        edit=post.id if post.first_id else "",
        edited_at=post.created_at if post.first_id else None,
        before=_before(world, post),
    )


def gone_of(post: Post, channel: str) -> Gone:
    """A post that its author took back."""
    return Gone(channel, "its author deleted it", external_id=post.first)


def _kind(world: World, post: Post) -> Kind:
    if post.direct:
        return Kind.DIRECT_MESSAGE
    for near_id, kind in ((post.in_reply_to, Kind.REPLY), (post.quotes, Kind.QUOTE)):
        near = world.posts.post(near_id) if near_id else None
        if near is not None and near.ours:
            return kind
    return Kind.MENTION if post.mentions_us else Kind.LISTENING


def _before(world: World, post: Post) -> tuple[Before, ...]:
    """The posts above, oldest first."""
    above: list[Before] = []
    while post.in_reply_to and len(above) < ABOVE:
        parent = world.posts.post(post.in_reply_to)
        if parent is None or parent.direct:
            break
        if parent.deleted_at is None:
            above.append(Before(parent.author_handle, parent.text, parent.created_at, parent.ours))
        post = parent
    return tuple(reversed(above))
