"""What makes one surer, and how sure one is on real questions."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from index.knowledge import Audience
from index.ranking.confidence import Features, confidence
from index.search import Index
from tests.builders import a_document
from tests.index.putting import put

shares = st.floats(0, 1)
features = st.builds(Features, st.floats(-1, 1), shares, shares)


@given(features)
def test_it_lies_between_0_and_1(known: Features) -> None:
    assert 0 <= confidence(known) <= 1


@given(features, st.floats(0, 1))
def test_more_of_the_question_in_the_passage_never_makes_one_less_sure(known: Features, more: float) -> None:
    for better in (
        replace(known, cosine=known.cosine + more),
        replace(known, coverage=known.coverage + more),
        replace(known, codes=known.codes + more),
    ):
        assert confidence(better) >= confidence(known)


def test_each_feature_counts() -> None:
    least = Features(0.4, 0.2, 0.0)
    for better in (replace(least, cosine=0.5), replace(least, coverage=0.9), replace(least, codes=1.0)):
        assert confidence(better) > confidence(least) + 0.05


def test_a_part_number_that_is_there_makes_one_surer_than_one_that_is_not(real_index: Index) -> None:
    put(real_index, a_document("The SCT-013-030 gives one volt at thirty amperes.", title="Sensors"))

    def sure(question: str) -> float:
        return real_index.search(question, audience=Audience.PUBLIC)[0].confidence

    assert sure("how many volts does an SCT-013-030 give?") > sure("how many volts does an SCT-013-000 give?")
