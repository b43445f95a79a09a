"""Rows of the simulator's tables as the nouns they stand for."""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from bots.simulator.world.accounts import Account
from bots.simulator.world.posts import Post

_POST = [field.name for field in fields(Post)]
_ACCOUNT = [field.name for field in fields(Account)]
POST_COLUMNS = ", ".join(_POST)
ACCOUNT_COLUMNS = ", ".join(_ACCOUNT)
_POST_FLAGS = ("direct", "mentions_us", "receives_dm", "ours", "superseded", "made_with_ai")
_ACCOUNT_FLAGS = ("ours", "verified", "protected", "suspended", "takes_dms")


def post_of(row: Sequence[object]) -> Post:
    """A row of POST_COLUMNS."""
    values = dict(zip(_POST, row, strict=True))
    values["created_at"] = datetime.fromisoformat(str(values["created_at"]))
    if values["deleted_at"] is not None:
        values["deleted_at"] = datetime.fromisoformat(str(values["deleted_at"]))
    values["link_titles"] = tuple(json.loads(str(values["link_titles"])))
    _to_bools(values, _POST_FLAGS)
    return Post(**values)  # type: ignore[arg-type]  # the columns are Post's own fields


def values_of(post: Post) -> list[object]:
    """A post as POST_COLUMNS."""
    values = {name: getattr(post, name) for name in _POST}
    values["created_at"] = post.created_at.isoformat()
    values["deleted_at"] = post.deleted_at and post.deleted_at.isoformat()
    values["link_titles"] = json.dumps(post.link_titles)
    return list(values.values())


def account_of(row: Sequence[object]) -> Account:
    """A row of ACCOUNT_COLUMNS."""
    values = dict(zip(_ACCOUNT, row, strict=True))
    values["created_at"] = datetime.fromisoformat(str(values["created_at"]))
    _to_bools(values, _ACCOUNT_FLAGS)
    return Account(**values)  # type: ignore[arg-type]  # the columns are Account's own fields


def account_values(account: Account) -> list[object]:
    """An account as ACCOUNT_COLUMNS."""
    values = {name: getattr(account, name) for name in _ACCOUNT}
    values["created_at"] = account.created_at.isoformat()
    return list(values.values())


def _to_bools(values: dict[str, object], names: Sequence[str]) -> None:
    for name in names:
        values[name] = None if values[name] is None else bool(values[name])
