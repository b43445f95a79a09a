"""The audience is asked of the library again, whatever the view of it says."""

from index.knowledge import Audience
from index.projection.catalogue import Filter
from index.ranking.hits import hits_of
from index.search import Index
from tests.builders import a_document
from tests.index.putting import put

ASKS = "E17 rain gauge"


def test_a_passage_that_became_internal_after_the_view_was_taken_is_no_hit(index: Index) -> None:
    put(index, a_document())
    wanted = Filter(Audience.PUBLIC)
    stale = index.legs(ASKS, wanted)
    put(index, a_document(audience=Audience.INTERNAL))
    now = {passage.id: passage for passage in index.passages(Filter(Audience.INTERNAL))}
    best = [(key, 1.0) for key in now]

    assert now
    assert hits_of(ASKS, best, stale, now, wanted) == []
    assert len(hits_of(ASKS, best, stale, now, Filter(Audience.INTERNAL))) == len(now)
