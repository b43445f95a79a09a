"""Which of two documents holds where they differ."""

from dataclasses import replace

import pytest

from assist.knowledge.newer import why_newer
from index.knowledge import Document
from tests.builders import a_document

ONE = a_document(id="one", title="X200 manual")


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        (replace(ONE, meta={"valid_from": "2026-03-01"}), replace(ONE, meta={"valid_from": "2025-12-31"})),
        (replace(ONE, meta={"supersedes": "other, two"}), a_document(id="two")),
        (replace(ONE, meta={"supersedes": "X100 Manual"}), a_document(id="two", title="X100 manual")),
        (replace(ONE, title="X200 manual, rev. B"), replace(ONE, title="X200 manual rev A")),
        (replace(ONE, title="X200 v1.10"), replace(ONE, title="X200 v1.9")),
    ],
)
def test_the_newer_is_known_and_never_the_older(newer: Document, older: Document) -> None:
    assert why_newer(newer, older)
    assert why_newer(older, newer) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (replace(ONE, title="X200 v2"), replace(ONE, title="X300 v1")),
        (replace(ONE, title="X200 rev B"), replace(ONE, title="X200 rev 1")),
        (replace(ONE, title="Adapter 12 V 3 A"), replace(ONE, title="Adapter 12 V 2 A")),
        (replace(ONE, meta={"valid_from": "2026-03-01"}), ONE),
        (ONE, ONE),
    ],
)
def test_without_a_sign_neither_is_newer(one: Document, other: Document) -> None:
    assert why_newer(one, other) is None
    assert why_newer(other, one) is None


def test_two_signs_that_disagree_do_not_make_each_newer_than_the_other() -> None:
    first = replace(ONE, title="X200 v2", meta={"valid_from": "2025-01-01"})
    second = replace(ONE, title="X200 v1", meta={"valid_from": "2026-01-01"})
    assert why_newer(second, first)
    assert why_newer(first, second) is None
