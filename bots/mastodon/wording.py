"""Our reply as Mastodon takes it: whom it names, who may see it, and whether it fits; pure."""

from assist.text.mastodon_length import mastodon_length, names_in, with_name
from bots.mastodon.api import Sizes
from bots.mastodon.statuses import Status, Visibility
from desk.cases import Reply
from desk.drafts import To
from desk.errors import SendRefused


def worded(reply: Reply, answered: Status) -> str:
    """The approved text, behind the name of whom it is for: without it nobody would be told, or see a direct one."""
    return with_name(reply.text, answered.account.acct)


def seen_by(reply: Reply, answered: Status) -> Visibility:
    """Who may see the reply: no more people than see what it answers. Raises SendRefused."""
    if reply.to is To.DM:
        return Visibility.DIRECT
    if not answered.visibility.open:
        raise SendRefused(
            f"{answered.id!r} is not for everybody to read, so no public reply goes under it: send it directly"
        )
    return answered.visibility


def check(reply: Reply, answered: Status, text: str, sizes: Sizes) -> None:
    """Raises SendRefused for what must not go out like this.

    The text was approved as it stands, so nothing is taken out of it here: who approved it mends it.
    """
    if answered.account.id != reply.recipient_id:
        raise SendRefused(f"{answered.id!r} was written by somebody else than {reply.recipient_id!r}")
    if reply.to is To.DM and (others := _others(reply.text, answered)):
        raise SendRefused(
            f"the direct message names @{others[0]}, and on Mastodon whoever is named receives it: write the name"
            " without its @"
        )
    length = mastodon_length(text, sizes.link)
    if length > sizes.post:
        raise SendRefused(
            f"the reply has {length} characters with the name in front, this server takes {sizes.post} at most:"
            " shorten it"
        )


def _others(text: str, answered: Status) -> list[str]:
    return [name for name in names_in(text) if name.casefold() != answered.account.acct.casefold()]
