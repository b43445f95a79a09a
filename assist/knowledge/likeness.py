"""Which questions ask nearly the same, so that one answer may do for all of them. Pure."""

from collections.abc import Sequence

import numpy as np

# Of titles with the bodies of the same question .71 are that close, of those with others .001; among the packaged
# sample's 40 messages, no two of which ask the same, the closest two are at .58 (docs/quality.md).
ALIKE = 0.6


def groups_of(
    vectors: np.ndarray, products: Sequence[frozenset[str]], floor: float = ALIKE
) -> list[list[int]]:
    """Every question in one group, by its number: the largest group first, the one that the others are like first.

    `vectors` are of unit length, (questions, dimension). The question with the most like it takes them along, then
    the next of those that are left: nobody is in a group by way of a third. Questions about products of which they
    share none are not alike, however they are worded.
    """
    like = (vectors @ vectors.T >= floor) & _may_be_alike(products)
    np.fill_diagonal(like, True)  # a zero vector is like nothing, not even like itself
    followers = like.sum(axis=1)
    groups = []
    while followers.any():
        first = int(followers.argmax())
        members = np.flatnonzero(like[first])
        groups.append([first, *(int(member) for member in members if member != first)])
        followers -= like[:, members].sum(axis=1)
        followers[members] = 0
        like[members] = False
        like[:, members] = False
    return groups


def _may_be_alike(products: Sequence[frozenset[str]]) -> np.ndarray:
    """(questions, questions): False where both name products and none in common."""
    kinds = {named: number for number, named in enumerate(dict.fromkeys(products))}
    fit = np.array([[not one or not other or bool(one & other) for other in kinds] for one in kinds])
    if not kinds:
        return np.ones((0, 0), bool)
    numbers = np.array([kinds[named] for named in products])
    found: np.ndarray = fit[np.ix_(numbers, numbers)]
    return found
