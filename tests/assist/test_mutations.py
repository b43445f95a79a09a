"""One slip in a good draft is noticed, and a change that changes nothing is not: the hand-made sentences, by kind."""

from collections.abc import Iterable, Sequence
from random import Random

import pytest

from tests.assist.good_drafts import GoodSentence, reworded, verbatim_of
from tests.assist.mutations import HARMLESS, SLIPS
from tests.assist.trials import MIX_UPS, Trial, controls, slips

EACH_KIND, ALL = 0.98, 0.99  # caught
VERBATIM, REWORDED = 0.01, 0.06  # held back wrongly
FEW = 12


def a_sample(sentences: Sequence[GoodSentence]) -> list[GoodSentence]:
    """Some of them, the same each time."""
    return Random(7).sample(sentences, FEW)


def share_held(trials: Iterable[Trial]) -> float:
    held = [trial.held for trial in trials]
    return sum(held) / len(held)


def test_slips_in_a_sample_are_caught() -> None:
    trials = [*slips(a_sample(reworded())), *slips(a_sample(list(verbatim_of(reworded()))))]
    assert {trial.change for trial in trials} == {*SLIPS, *MIX_UPS}
    assert [trial.text for trial in trials if not trial.held] == []


def test_verbatim_sentences_pass_in_every_harmless_form() -> None:
    trials = list(controls(a_sample(list(verbatim_of(reworded())))))
    assert len({trial.change for trial in trials}) > len(HARMLESS) / 2
    assert [(trial.text, trial.why) for trial in trials if trial.held] == []


@pytest.mark.prove
def test_of_all_slips_99_in_100_are_caught() -> None:
    trials = [*slips(reworded()), *slips(list(verbatim_of(reworded())))]
    assert share_held(trials) >= ALL
    by_kind = {kind: share_held(one for one in trials if one.change == kind) for kind in (*SLIPS, *MIX_UPS)}
    assert min(by_kind.values()) >= EACH_KIND, by_kind


@pytest.mark.prove
def test_what_changes_nothing_is_hardly_ever_held_back() -> None:
    assert share_held(controls(list(verbatim_of(reworded())))) <= VERBATIM
    assert share_held(controls(reworded())) <= REWORDED
