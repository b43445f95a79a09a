"""Fit the score of the support check, and say how well it does beside two baselines.

    python tools/evaluate_support.py --data $ASSIST_DATA [--json]

Fitted are the weights of assist/support/scorer.py, on the fitting halves of tools/support_pairs.py, both sets counting
the same; the last lines are what to paste there. Reported are the held-out halves: accuracy with the threshold that is
best on the fitting half, and AUROC, each with its 95 % interval over questions. What the question says already needs no
support from the text and gives none: ours looks at the rest of the answer. The baselines are given the answer by itself
and with its question, and the better way is chosen on the fitting half. The wrong answers of the set are longer than
the right ones; `fewer words` shows how far that alone leads, and no feature of ours counts words.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from math import log
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from assist.support.features import Features, features_of  # noqa: E402
from assist.support.reading import Reading  # noqa: E402
from assist.support.rules import differences  # noqa: E402
from assist.support.scorer import SUPPORTED, score  # noqa: E402
from assist.text.words import content_stems  # noqa: E402
from index.embedding.embed import SentenceEmbedder  # noqa: E402
from index.evaluation.abstention import auroc  # noqa: E402
from index.evaluation.intervals import bounds, mean_interval  # noqa: E402
from tools.support_pairs import Pair, halueval, ours  # noqa: E402

K1, B = 1.2, 0.75  # of BM25
Scores = Mapping[str, np.ndarray]  # by the way of scoring: (pairs,)


@dataclass(frozen=True)
class Row:
    """One way of scoring one set's held-out half."""

    pairs: str
    scored_by: str
    threshold: float
    accuracy: tuple[float, float, float]  # with the ends of its interval
    auroc: tuple[float, float, float]


def main() -> None:
    """Fit, report, and print the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    sets = {"halueval": list(halueval(chosen.data / "grounding-halueval-qa")), "reworded": list(ours())}
    features = {name: [of_pair(pair) for pair in pairs] for name, pairs in sets.items()}
    rows = [
        row for name, pairs in sets.items() for row in reported(name, pairs, scores_of(pairs, features[name]))
    ]
    if chosen.json:
        print(json.dumps([asdict(row) for row in rows], indent=2))
    else:
        print("\n".join([*map(line, rows), *kept_and_caught(sets["reworded"], features["reworded"])]))
        print("\n" + "\n".join(to_paste(fitted(*training(sets, features)))))


def of_pair(pair: Pair) -> Features:
    """What the scorer sees of a pair."""
    said = Reading(pair.sentence)
    found = differences(pair.sentence, pair.proof)
    return features_of(said, pair.proof, len(found), Reading(pair.question).stems)


def scores_of(pairs: Sequence[Pair], features: Sequence[Features]) -> Scores:
    """Every way of scoring: the more, the surer that the sentence is supported."""
    asked = [f"{pair.question} {pair.sentence}".strip() for pair in pairs]
    said, texts = [pair.sentence for pair in pairs], [pair.proof.quote.text for pair in pairs]
    return {
        "ours": np.array([score(each) for each in features]),
        "exact rules alone": np.array([1 - each.differences for each in features]),
        "bm25": overlap(said, texts),
        "bm25, with question": overlap(asked, texts),
        "cosine": cosine(said, texts),
        "cosine, with question": cosine(asked, texts),
        "fewer words": np.array([-len(sentence.split()) for sentence in said]),
    }


def overlap(sentences: Sequence[str], texts: Sequence[str]) -> np.ndarray:
    """BM25 of the text for the words of the sentence, as a share of what a text with all of them once would get."""
    found = {text: Counter(content_stems(text)) for text in texts}
    seen = Counter(stem for stems in found.values() for stem in stems)
    usual = sum(stems.total() for stems in found.values()) / len(found)

    def gain(stem: str, stems: Counter[str]) -> float:
        rarity = log(1 + (len(found) - seen[stem] + 0.5) / (seen[stem] + 0.5))
        longer = K1 * (1 - B + B * stems.total() / usual)
        return rarity * stems[stem] * (K1 + 1) / (stems[stem] + longer)

    shares = []
    for sentence, text in zip(sentences, texts, strict=True):
        asked = set(content_stems(sentence))
        whole = sum(log(1 + (len(found) - seen[stem] + 0.5) / (seen[stem] + 0.5)) for stem in asked)
        shares.append(sum(gain(stem, found[text]) for stem in asked) / whole if whole else 0.0)
    return np.array(shares)


def cosine(sentences: Sequence[str], texts: Sequence[str]) -> np.ndarray:
    """By the embedder of the index."""
    unique = list(dict.fromkeys([*texts, *sentences]))
    vectors = dict(zip(unique, SentenceEmbedder().embed(unique), strict=True))
    return np.array(
        [float(vectors[one] @ vectors[other]) for one, other in zip(sentences, texts, strict=True)]
    )


def reported(name: str, pairs: Sequence[Pair], scores: Scores) -> Iterator[Row]:
    """Each way on the held-out half, with its threshold from the other."""
    held = np.array([pair.held_out for pair in pairs])
    right = np.array([pair.supported for pair in pairs])
    groups = np.array([pair.group for pair in pairs])
    for way, values in scores.items():
        threshold = SUPPORTED if way == "ours" else best_threshold(values[~held], right[~held])
        good = balanced((values >= threshold) == right, right, held)
        by_group = [float(good[groups == group].mean()) for group in dict.fromkeys(groups[held])]
        accuracy = mean_interval(by_group)
        above, below = values[held & right], values[held & ~right]
        area = (auroc(above, below), *bounds(auroc, above, below, samples=1000))
        yield Row(name, way, threshold, (accuracy.mean, accuracy.low, accuracy.high), area)


def balanced(good: np.ndarray, right: np.ndarray, held: np.ndarray) -> np.ndarray:
    """Whether each verdict is good, weighed so that supported and unsupported held-out pairs count the same."""
    share = right[held].mean()
    return good * np.where(right, 0.5 / share, 0.5 / (1 - share))


def best_threshold(values: np.ndarray, right: np.ndarray) -> float:
    """The score from which taking pairs for supported gives the best mean of both shares of good verdicts."""
    candidates = np.unique(values)
    good = [(values[right] >= each).mean() + (values[~right] < each).mean() for each in candidates]
    return float(candidates[int(np.argmax(good))])


def kept_and_caught(pairs: Sequence[Pair], features: Sequence[Features]) -> Iterator[str]:
    """Of our own pairs, how many of each kind pass the whole check."""
    passed = np.array([score(each) >= SUPPORTED and not each.differences for each in features])
    for held_out in (False, True):
        for kind in dict.fromkeys(pair.kind for pair in pairs):
            its = np.array([pair.kind == kind and pair.held_out is held_out for pair in pairs])
            half = "held out" if held_out else "tuned on"
            yield f"reworded, {half}, {kind:12} pass {passed[its].sum():4} of {its.sum():4}"


def training(
    sets: Mapping[str, Sequence[Pair]], features: Mapping[str, Sequence[Features]]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features (n, k + 1), labels and weights of the fitting halves; each set and each label counts the same."""
    rows, labels, counts = [], [], []
    for name, pairs in sets.items():
        for supported in (True, False):
            its = [
                [*astuple(each), 1.0]
                for pair, each in zip(pairs, features[name], strict=True)
                if not pair.held_out and pair.supported is supported
            ]
            rows += its
            labels += [float(supported)] * len(its)
            counts += [1 / len(its)] * len(its)
    count = np.array(counts)
    return np.array(rows), np.array(labels), count * len(rows) / count.sum()


def fitted(features: np.ndarray, labels: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's method, hardly regularised."""
    weights = np.zeros(features.shape[1])
    for _ in range(50):
        sure = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (counts * (sure - labels)) + 1e-2 * weights
        bend = (features * (counts * sure * (1 - sure))[:, None]).T @ features + 1e-2 * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return weights


def line(row: Row) -> str:
    """A row for reading."""
    shown = [f"{mean:.3f} [{low:.3f}, {high:.3f}]" for mean, low, high in (row.accuracy, row.auroc)]
    return f"{row.pairs:9} {row.scored_by:22} accuracy {shown[0]}  AUROC {shown[1]}  threshold {row.threshold:.3f}"


def to_paste(weights: np.ndarray) -> Iterator[str]:
    """The weights as Python."""
    named = ", ".join(
        f"{field.name}={weight:.2f}" for field, weight in zip(fields(Features), weights, strict=False)
    )
    yield f"WEIGHTS = Features({named})"
    yield f"BIAS = {weights[-1]:.2f}"


if __name__ == "__main__":
    main()
