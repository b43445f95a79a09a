"""Sends approved replies on Mastodon, and reads back whether one went out."""

from datetime import datetime, timedelta
from typing import Any

from bots.errors import Refused, Unanswered
from bots.mastodon import wording
from bots.mastodon.api import MastodonApi
from bots.mastodon.statuses import Status, status_of
from bots.sending import before_sending, while_sending
from desk.cases import Receipt, Reply
from desk.drafts import To
from desk.errors import SendRefused
from desk.ports import Clock

_SKEW = timedelta(minutes=1)  # between the server's clock and ours


class MastodonPublisher:
    """A Publisher. The reply's key is Mastodon's idempotency key: sent twice within an hour, it stands once."""

    def __init__(self, api: MastodonApi, clock: Clock) -> None:
        self._api = api
        self._clock = clock

    def send(self, reply: Reply) -> Receipt:
        """Post it under the customer's post, unless it stands there. Raises SendRefused, SendUncertain."""
        with before_sending(self._clock):
            answered = self._answered(reply)
            if answered is None:
                raise SendRefused(f"{reply.in_reply_to!r} is deleted, or its author does not let us see it")
            text = wording.worded(reply, answered)
            wording.check(reply, answered, text, self._api.sizes)
            visibility = wording.seen_by(reply, answered).value
            if standing := self._standing(reply, answered):
                return standing
        with while_sending(self._clock):
            status = {"status": text, "in_reply_to_id": answered.id, "visibility": visibility}
            return _receipt(_post(self._api.post_status(status, reply.key)))

    def find(self, reply: Reply) -> Receipt | None:
        """Our own post with this text under the customer's, if it was written since the approval.

        Raises SendRefused when it cannot be looked for just now.
        """
        with before_sending(self._clock):
            answered = self._answered(reply)
            return self._standing(reply, answered) if answered else None

    def free_at(self, to: To) -> datetime | None:  # noqa: ARG002 - the port's signature
        """Public and direct posts draw on one budget."""
        return self._api.posts_from

    def _answered(self, reply: Reply) -> Status | None:
        """The customer's post as it stands; None when we cannot see it."""
        try:
            return status_of(self._api.get(f"/api/v1/statuses/{reply.in_reply_to}"))
        except Refused:
            return None

    def _standing(self, reply: Reply, answered: Status) -> Receipt | None:
        said = self._api.get(f"/api/v1/statuses/{answered.id}/context").get("descendants", ())
        below = [status for one in said if (status := status_of(one))]
        text = wording.worded(reply, answered).strip()
        ours = (one for one in below if self._may_be(one, reply) and self._source(one) == text)
        return next(map(_receipt, ours), None)

    def _may_be(self, status: Status, reply: Reply) -> bool:
        since = reply.approved_at - _SKEW if reply.approved_at else None
        return (
            status.account.id == self._api.me
            and status.in_reply_to_id == reply.in_reply_to
            and status.visibility.open is (reply.to is To.PUBLIC)
            and (since is None or status.created_at >= since)
        )

    def _source(self, status: Status) -> str:
        """What we wrote, before the server made HTML of it."""
        return str(self._api.get(f"/api/v1/statuses/{status.id}/source").get("text", "")).strip()


def _post(said: Any) -> Status:
    status = status_of(said)
    if status is None:
        raise Unanswered("Mastodon answered with something else than the post")
    return status


def _receipt(status: Status) -> Receipt:
    return Receipt(status.id, status.url if status.visibility.open else None, status.created_at)
