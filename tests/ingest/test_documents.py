"""Who may read a document: what it says of itself against what its source says."""

import pytest

from index.knowledge import Audience, DocumentId, Kind
from ingest.documents import document_of
from ingest.parsed import Parsed
from tests.builders import NOON
from tests.ingest.builders import a_source

PUBLIC, CUSTOMER, INTERNAL = Audience.PUBLIC, Audience.CUSTOMER, Audience.INTERNAL


@pytest.mark.parametrize(
    ("kind", "source", "said", "becomes"),
    [
        (Kind.DATA_SHEET, INTERNAL, PUBLIC, INTERNAL),
        (Kind.FORUM, CUSTOMER, PUBLIC, CUSTOMER),
        (Kind.DATA_SHEET, PUBLIC, INTERNAL, INTERNAL),
        (Kind.DATA_SHEET, PUBLIC, None, PUBLIC),
        (Kind.SME_NOTE, INTERNAL, PUBLIC, PUBLIC),
        (Kind.SME_NOTE, INTERNAL, None, INTERNAL),
    ],
)
def test_only_a_note_may_widen_who_reads_it(
    kind: Kind, source: Audience, said: Audience | None, becomes: Audience
) -> None:
    parsed = Parsed(DocumentId("d"), "W3", "E17 is a blocked gauge.", audience=said)
    assert document_of(parsed, a_source(".", kind=kind, audience=source), NOON).audience is becomes
