"""Fit the weights of the confidence on real questions, and say what they are worth.

    python tools/fit_confidence.py --data $ASSIST_DATA [--store FOLDER]

Right are the hits that are judged so; wrong are the best three hits of questions that the base cannot answer
(tools/confidence_examples.py says which those are). Both count the same in all. All figures are of questions that the
weights were not fitted on. The last lines are what to paste into index/ranking/confidence.py. `--store` (outside the
project) keeps the indexes for the next run.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from tempfile import mkdtemp
from zlib import crc32

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from index.evaluation.abstention import answered_share, auroc, floor_for  # noqa: E402
from index.evaluation.calibration import expected_error, reliability  # noqa: E402
from index.ranking.confidence import FLOOR, Features  # noqa: E402
from tools.confidence_examples import OWN, Example, Rows, examples  # noqa: E402

FOLDS = 5
WRONG_HITS = 3  # of a question without an answer
FLOORS = (0.5, 0.6, 0.7, 0.8, 0.9)
COVERAGE = 0.95  # of a base's own questions: the floor that keeps it is shown
Fold = Callable[[Example], int]


def main() -> None:
    """Fit, report, and print the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--store", type=Path, default=None)
    chosen = parser.parse_args()
    asked = list(examples(chosen.data, chosen.store or Path(mkdtemp(prefix="fit-confidence-"))))
    asked = [example for example in asked if len(example.features)]
    sure = sureness(asked, lambda example: crc32(example.question.encode()) % FOLDS)
    report(asked, sure)
    print("\nFitted on one base, asked of the other")
    calibration(asked, sureness(asked, lambda example: ("oem", "iot").index(example.base)))
    print("\n" + "\n".join(to_paste(fitted(*training(asked)), asked, sure)))


def training(asked: Sequence[Example]) -> tuple[Rows, np.ndarray, np.ndarray]:
    """Features, labels and weights of hits: each question counts once, both labels count the same in all."""
    features, labels, counts = [], [], []
    for example in asked:
        chosen = example.features[example.right] if example.answerable else example.features[:WRONG_HITS]
        features.append(chosen)  # of an answerable question whose answer was not found: none
        labels += [example.answerable] * len(chosen)
        counts += [1 / len(chosen)] * len(chosen) if len(chosen) else []
    label, count = np.array(labels, float), np.array(counts)
    share = count[label == 0].sum() / count[label == 1].sum()
    return np.concatenate(features), label, np.where(label == 1, share * count, count)


def fitted(features: Rows, labels: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's method, hardly regularised."""
    weights = np.zeros(features.shape[1])
    for _ in range(50):
        sure = chances(features, weights)
        slope = features.T @ (counts * (sure - labels)) + 1e-3 * weights
        bend = (features * (counts * sure * (1 - sure))[:, None]).T @ features + 1e-3 * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return weights


def chances(features: Rows, weights: np.ndarray) -> np.ndarray:
    """The confidence in each hit: (n,), 0 to 1."""
    sure: np.ndarray = 1 / (1 + np.exp(-features @ weights))
    return sure


def sureness(asked: Sequence[Example], fold: Fold) -> np.ndarray:
    """How sure the surest hit of each example is, by weights that were fitted on the other folds: (n,)."""
    of = np.array([fold(example) for example in asked])
    sure = np.zeros(len(asked))
    for number in np.unique(of):
        weights = fitted(
            *training([example for example, its in zip(asked, of, strict=True) if its != number])
        )
        for place in np.flatnonzero(of == number):
            sure[place] = chances(asked[place].features, weights).max()
    return sure


def report(asked: Sequence[Example], sure: np.ndarray) -> None:
    """Shares above floors, how well both kinds are told apart, and whether the number keeps its word."""
    print(f"{'share of questions with a hit above':36}", *(f"{floor:6}" for floor in FLOORS), " AUROC")
    for base, name, its in _groups(asked, sure):
        own = next(values for each, kind, values in _groups(asked, sure) if (each, kind) == (base, OWN))
        told = "" if name == OWN else f"{auroc(own, its):6.3f}"
        shares = [f"{answered_share(its, floor):6.2f}" for floor in FLOORS]
        print(f"{f'{base}: {name} ({len(its)})':36}", *shares, told)
    print("\nFitted on four fifths of the questions, asked the rest")
    calibration(asked, sure)


def calibration(asked: Sequence[Example], sure: np.ndarray) -> None:
    """Reliability: of questions said to be answerable with some chance, how many are; half of all being so."""
    for base in sorted({example.base for example in asked}):
        here = np.array([example.base == base for example in asked])
        own = np.array([example.answerable for example in asked])[here]
        weights = np.where(own, 1 / own.sum(), 1 / (~own).sum())
        bins = reliability(sure[here].tolist(), own.tolist(), weights.tolist())
        print(f"{base}: expected calibration error {expected_error(bins):.3f}, AUROC", end=" ")
        print(
            f"{auroc(sure[here][own], sure[here][~own]):.3f}; said and happened, with the share of questions:"
        )
        print(
            "  ", "  ".join(f"{each.predicted:.2f} {each.happened:.2f} ({each.share:.0%})" for each in bins)
        )


def to_paste(weights: np.ndarray, asked: Sequence[Example], sure: np.ndarray) -> Iterator[str]:
    """The weights as Python, and what can be said of the floor in use."""
    names = [*(field.name.upper() for field in fields(Features)), "BIAS"]
    own = sure[[example.answerable for example in asked]]
    strangers = sure[[example.asked == "other companies" for example in asked]]
    kept, wrong = answered_share(own, FLOOR), answered_share(strangers, FLOOR)
    yield f"# {kept:.0%} of the own questions and {wrong:.0%} of tweets to other companies reach {FLOOR}, out of fold;"
    yield f"# a floor of {floor_for(own, COVERAGE):.2f} would keep {COVERAGE:.0%} of the own ones."
    yield f"{', '.join(names)} = {', '.join(f'{weight:.2f}' for weight in weights)}"


def _groups(asked: Sequence[Example], sure: np.ndarray) -> Iterator[tuple[str, str, np.ndarray]]:
    for base, name in sorted({(example.base, example.asked) for example in asked}):
        yield base, name, sure[[(example.base, example.asked) == (base, name) for example in asked]]


if __name__ == "__main__":
    main()
