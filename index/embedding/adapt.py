"""The embedding model adapted to a desk's own pairs, and kept only if questions that it never saw find more by it."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np

from index.embedding.embed import Embedder, SentenceEmbedder
from index.embedding.export import alone
from index.embedding.origin import folder_of, name_of
from index.embedding.pairs import Pair, batches, held_out
from index.errors import TooFewPairs
from index.evaluation.intervals import Interval, paired_bootstrap
from index.evaluation.metrics import ndcg
from index.projection.build import Progress, silent

FEWEST = 300  # pairs: some 240 of them are trained on, and fewer were never seen to help
MOST = 10_000  # pairs: about 20 minutes of one core; chance picks them out of more
HELD_OUT = 0.2  # share of the pairs
BATCH = 32  # pairs: each answer has 31 wrong ones beside it
DEPTH = 10  # answers of a ranking that count
AT_ONCE = 256  # texts between two words on the progress
LOCK = ".adapting"
UNFINISHED = ".adapting-"

# The model of a folder, trained on batches, saved to another folder, with a seed.
Train = Callable[[Path, Sequence[Sequence[Pair]], Path, int, Progress], None]


@dataclass(frozen=True)
class Adaptation:
    """What came of it: mean nDCG@10 by meaning alone, of held-out questions among the answers of all pairs."""

    pairs: int
    held_out: int
    before: float
    after: float
    gain: Interval  # of `after` over `before`, question by question
    folder: Path | None  # of the adapted model; None: it was not kept


def adapt(
    model: str | None,
    models: Path,
    pairs: Sequence[Pair],
    *,
    train: Train,
    seed: int = 0,
    progress: Progress = silent,
) -> Adaptation:
    """Train what the settings call `model`, measure it, and keep it in a folder of `models` if it helps.

    What is kept is the very model that was measured. Breaking it off leaves nothing behind. Raises TooFewPairs and
    UnfitModel.
    """
    if len(pairs) < FEWEST:
        raise TooFewPairs(
            f"{len(pairs)} pairs of a question and its answer are in the library's threads and headings, and it takes "
            f"{FEWEST}: read more solved threads or notes with headings, or stay with the model as it is"
        )
    used = Random(seed).sample(pairs, min(len(pairs), MOST))  # noqa: S311 - chance, not secrecy
    seen, unseen = held_out(used, HELD_OUT, seed)
    with _workplace(models) as making:
        before = gains_of(SentenceEmbedder(model), unseen, used, progress)
        train(folder_of(model), batches(seen, BATCH, seed), making, seed, progress)
        after = gains_of(SentenceEmbedder(str(making)), unseen, used, progress)
        gain = paired_bootstrap(after, before)
        folder = _kept(making, models) if helps(gain) else None
    return Adaptation(len(used), len(unseen), float(np.mean(before)), float(np.mean(after)), gain, folder)


def helps(gain: Interval) -> bool:
    """Whether there is a gain, and not only by chance."""
    return gain.low > 0


def gains_of(
    embedder: Embedder, asked: Sequence[Pair], pairs: Sequence[Pair], progress: Progress
) -> list[float]:
    """nDCG@10 of each question among the answers of all pairs, by meaning alone; its own answer is the right one."""
    answers = _vectors(embedder, [pair.answer for pair in pairs], progress)
    gains: list[float] = []
    for pair, question in zip(
        asked, embedder.embed_questions([each.question for each in asked]), strict=True
    ):
        nearest = np.argsort(-(answers @ question), kind="stable")[:DEPTH]
        gains.append(ndcg([pairs[place].answer for place in nearest], {pair.answer: 1}, DEPTH))
    return gains


def _vectors(embedder: Embedder, texts: Sequence[str], progress: Progress) -> np.ndarray:
    found: list[np.ndarray] = []
    for start in range(0, len(texts), AT_ONCE):
        found.append(embedder.embed(texts[start : start + AT_ONCE]))
        progress(min(start + AT_ONCE, len(texts)), len(texts), "measuring")
    return np.concatenate(found)


@contextmanager
def _workplace(models: Path) -> Iterator[Path]:
    """A place for one folder that goes away unless it is moved, and what a killed process left there goes, too."""
    models.mkdir(parents=True, exist_ok=True)
    with alone(models, LOCK):
        for left in models.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left)
        with TemporaryDirectory(prefix=UNFINISHED, dir=models) as scratch:
            yield Path(scratch) / "model"


def _kept(made: Path, models: Path) -> Path:
    """Moved, whole, to the name that its files give it; the same model again is the same folder."""
    _, _, fingerprint = name_of(str(made)).rpartition("@")
    folder = models / f"adapted-{fingerprint}"
    if not folder.exists():
        made.rename(folder)
    return folder
