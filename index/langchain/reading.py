"""Searching for one reader: a call may choose what is found, but nothing that its reader may not read."""

from collections.abc import Collection
from typing import TypedDict

from index.knowledge import Audience, Hit, Kind
from index.search import Index


class Narrowing(TypedDict, total=False):
    """What a call may choose; None is any, and for `audience` all that the reader may read."""

    audience: Audience | None
    kinds: Collection[Kind] | None
    products: Collection[str] | None


def find(
    index: Index,
    reader: Audience,
    question: str,
    k: int,
    *,
    audience: Audience | None = None,
    kinds: Collection[Kind] | None = None,
    products: Collection[str] | None = None,
    **unknown: object,
) -> list[Hit]:
    """The best k passages, best first. Values of enums do for their members: they may come out of a configuration.

    Raises ValueError, also where `audience` may read more than the reader.
    """
    if unknown:
        raise TypeError(
            f"unknown arguments {sorted(unknown)}: a search takes k, audience, kinds and products"
        )
    asking = reader if audience is None else Audience(audience)
    if asking not in reader.may_read:
        raise ValueError(f"this is opened for {reader.value!r} and cannot search for {asking.value!r}")
    if isinstance(products, str):
        raise ValueError(f"products is {products!r}: give a list of them")
    if k < 1:
        raise ValueError(f"k is {k}: ask for at least 1")
    wanted = None if kinds is None else [Kind(kind) for kind in kinds]
    return index.search(question, audience=asking, limit=k, kinds=wanted, products=products)
