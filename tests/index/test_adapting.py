"""A model adapted to a desk's own pairs: kept whole when it helps, else nothing is left of it."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.embedding.adapt import FEWEST, LOCK, Train, adapt, helps
from index.embedding.embed import SentenceEmbedder
from index.embedding.origin import name_of, packaged_model, sha256_of_file
from index.embedding.pairs import Pair, batches
from index.errors import TooFewPairs
from index.evaluation.intervals import Interval
from index.knowledge import DocumentId
from index.projection.build import Progress, silent
from tests.index.tiny_models import tiny_model


@pytest.fixture(scope="session")
def blind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that reads one letter of a text."""
    return tiny_model(tmp_path_factory.mktemp("blind"), max_length=3)


@pytest.fixture(scope="session")
def seeing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, and it reads a line."""
    return tiny_model(tmp_path_factory.mktemp("seeing"))


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """The folder of models, not there yet."""
    return tmp_path / "models"


def pairs_for_adapting(count: int = FEWEST) -> list[Pair]:
    """Questions that are answered by an echo: whoever reads them finds it."""
    said = [f"{number * 7919 % 9973} pump hums" for number in range(count)]
    return [Pair(DocumentId(f"thread-{each}"), each, each) for each in said]


def becoming(origin: Path) -> Train:
    """Training that ends at this model."""

    def train(
        _base: Path, _batches: Sequence[Sequence[Pair]], folder: Path, _seed: int, _progress: Progress
    ) -> None:
        shutil.copytree(origin, folder)

    return train


def left_in(models: Path) -> list[str]:
    return [each.name for each in models.iterdir() if each.name != LOCK]


def test_a_gain_helps_only_when_its_whole_interval_is_above_nothing() -> None:
    assert helps(Interval(0.02, 0.001, 0.04))
    assert not helps(Interval(0.02, 0.0, 0.04))
    assert not helps(Interval(0.02, -0.001, 0.04))
    assert not helps(Interval(-0.02, -0.04, -0.001))


def test_too_few_pairs_are_refused_with_their_number(models: Path) -> None:
    with pytest.raises(TooFewPairs, match=f"{FEWEST - 1} pairs.*takes {FEWEST}"):
        adapt(None, models, pairs_for_adapting(FEWEST - 1), train=becoming(Path("none")))
    assert not models.exists()


def test_a_model_that_finds_more_is_kept_as_a_folder_that_the_settings_can_name(
    blind: Path, seeing: Path, models: Path
) -> None:
    found = adapt(str(blind), models, pairs_for_adapting(), train=becoming(seeing))
    assert found.before < 0.5 < found.after
    assert found.gain.low > 0
    assert found.pairs == FEWEST
    assert 30 < found.held_out < 90
    assert found.folder is not None
    assert left_in(models) == [found.folder.name]
    kept = SentenceEmbedder(str(found.folder))
    assert kept.name == f"{found.folder.name}@{found.folder.name.removeprefix('adapted-')}"
    assert np.array_equal(kept.embed(["pump hums"]), SentenceEmbedder(str(seeing)).embed(["pump hums"]))


@pytest.mark.slow
def test_the_same_model_again_is_the_same_folder(blind: Path, seeing: Path, models: Path) -> None:
    once, again = (adapt(str(blind), models, pairs_for_adapting(), train=becoming(seeing)) for _ in range(2))
    assert once == again
    assert len(left_in(models)) == 1


@pytest.mark.slow
def test_a_model_that_finds_as_much_or_less_is_not_kept(blind: Path, seeing: Path, models: Path) -> None:
    same = adapt(str(seeing), models, pairs_for_adapting(), train=becoming(seeing))
    assert (same.gain.mean, same.folder) == (0, None)
    worse = adapt(str(seeing), models, pairs_for_adapting(), train=becoming(blind))
    assert worse.gain.high < 0
    assert worse.folder is None
    assert left_in(models) == []


def test_breaking_it_off_leaves_nothing_and_what_a_killed_one_left_goes_with_the_next(
    blind: Path, models: Path
) -> None:
    def broken_off(
        base: Path, _batches: Sequence[Sequence[Pair]], folder: Path, _seed: int, _progress: Progress
    ) -> None:
        shutil.copytree(base, folder)
        raise KeyboardInterrupt

    (models / ".adapting-killed").mkdir(parents=True)
    with pytest.raises(KeyboardInterrupt):
        adapt(str(blind), models, pairs_for_adapting(), train=broken_off)
    assert left_in(models) == []


def test_progress_is_told_of_measuring_twice(blind: Path, seeing: Path, models: Path) -> None:
    told: list[tuple[int, int, str]] = []
    adapt(
        str(blind),
        models,
        pairs_for_adapting(),
        train=becoming(seeing),
        progress=lambda *figures: told.append(figures),
    )
    assert told == [(256, FEWEST, "measuring"), (FEWEST, FEWEST, "measuring")] * 2


def trained(
    origin: Path | None, folder: Path, pairs: Sequence[Pair], *, seed: int = 0, rounds: int = 1
) -> Path:
    """The model, or the packaged one, trained on these pairs."""
    from index.embedding.training import train

    train(origin or packaged_model(), batches(pairs, 32, seed) * rounds, folder, seed, silent)
    return folder


@pytest.mark.slow
def test_training_with_one_seed_gives_one_model_and_with_another_another(
    seeing: Path, tmp_path: Path
) -> None:
    import torch

    def trained_by_chance(name: str, seed: int) -> Path:
        torch.rand(1)  # what others draw meanwhile changes nothing
        return trained(seeing, tmp_path / name, pairs_for_adapting(64), seed=seed)

    folders = [trained_by_chance(*each) for each in (("one", 0), ("same", 0), ("other", 1))]
    one, same, other = (sha256_of_file(folder / "model.safetensors") for folder in folders)
    assert one == same != other
    assert name_of(str(folders[0])) != name_of(str(seeing))


def test_a_trained_model_reads_texts_as_long_as_before(tmp_path: Path) -> None:
    from index.embedding.training import TOKENS

    long = tiny_model(tmp_path, max_length=2 * TOKENS)
    embedder = SentenceEmbedder(str(trained(long, tmp_path / "trained", pairs_for_adapting(2))))
    ends = embedder.embed([f"{'a ' * int(1.5 * TOKENS)}{end}" for end in ("x", "y")])
    assert not np.array_equal(ends[0], ends[1])


@pytest.mark.slow
def test_training_brings_questions_nearer_to_their_answers_than_to_others(tmp_path: Path) -> None:
    pairs = [Pair(DocumentId(str(n)), f"{n} a b", f"{n * n} x y z") for n in range(32)]

    def lead(embedder: SentenceEmbedder) -> float:
        questions, answers = ([getattr(pair, side) for pair in pairs] for side in ("question", "answer"))
        cosines = embedder.embed(questions) @ embedder.embed(answers).T
        return float(np.diag(cosines).mean() - cosines.mean())

    adapted = SentenceEmbedder(str(trained(None, tmp_path / "model", pairs, rounds=20)))
    assert lead(adapted) > lead(SentenceEmbedder(None)) + 0.03
