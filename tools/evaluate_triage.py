"""How often the triage is right, on real tweets: `ASSIST_DATA=... python tools/evaluate_triage.py [--json] [--misses]`.

Sentiment against the labels of tweets-airline-14k, the rest against tests/data/judged/triage_twcs.tsv, whose texts are
in tweets-twcs-5k. What is tuned is tuned on dev (odd rows); figures to report are of `held` (even rows). `--misses`
shows which tweets of dev are told wrong, and never any of the others.
"""

import argparse
import csv
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from assist.understanding.triage import triaged  # noqa: E402
from desk.cases import Triage  # noqa: E402

LABELS = ROOT / "tests/data/judged/triage_twcs.tsv"
Case = tuple[str, str, str]  # text, label, what is told
TOLD: dict[str, Callable[[Triage], str]] = {
    "intent": lambda triage: triage.intent.value,
    "private": lambda triage: "y" if triage.needs_private else "n",
    "urgency": lambda triage: triage.priority.name.casefold(),
    "language": lambda triage: triage.language or "und",
    "questions": lambda triage: str(len(triage.questions)),
    "set aside": lambda triage: "n" if triage.wants_reply else "y",
}


@dataclass(frozen=True)
class Score:
    """How well one verdict was told; `by_class`: precision, recall, how many there are."""

    verdict: str
    split: str
    tweets: int
    right: int
    accuracy: float
    macro_f1: float
    by_class: dict[str, tuple[float, float, int]]


def scored(verdict: str, split: str, cases: Sequence[Case]) -> Score:
    """Accuracy, and F1 averaged over the labels that occur."""
    pairs = [(label, told) for _, label, told in cases]
    labels, tolds = Counter(label for label, _ in pairs), Counter(told for _, told in pairs)
    hits = Counter(label for label, told in pairs if label == told)
    by_class = {
        name: (hits[name] / max(tolds[name], 1), hits[name] / labels[name], labels[name])
        for name in sorted(labels)
    }
    f1 = [2 * hits[name] / (labels[name] + tolds[name]) for name in labels]
    right = sum(hits.values())
    return Score(verdict, split, len(pairs), right, right / len(pairs), sum(f1) / len(f1), by_class)


def airline(data: Path) -> dict[str, list[Case]]:
    """Sentiment of tweets to airlines: dev the odd rows, held the even ones."""
    with (data / "tweets-airline-14k/Tweets.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    told = [(row["text"], row["airline_sentiment"], triaged(row["text"]).sentiment.value) for row in rows]
    return {"dev": told[0::2], "held": told[1::2]}


def labelled(data: Path) -> Iterable[tuple[str, str, list[Case]]]:
    """Every verdict of the labelled tweets, by split."""
    with (data / "tweets-twcs-5k/pairs.jsonl").open(encoding="utf-8") as file:
        texts = {row["customer_id"]: row["customer"] for row in map(json.loads, file)}
    lines = [line for line in LABELS.read_text("utf-8").splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t"))
    for row in rows:  # nobody need answer praise, nor what has no words
        row["set aside"] = "y" if row["intent"] == "praise" or row["language"] == "und" else "n"
    triages = {row["tweet_id"]: triaged(texts[row["tweet_id"]]) for row in rows}
    for verdict, say in TOLD.items():
        for split in ("dev", "early", "held"):
            ids = [row for row in rows if row["split"] == split]
            yield (
                verdict,
                split,
                [(texts[row["tweet_id"]], row[verdict], say(triages[row["tweet_id"]])) for row in ids],
            )


def several(cases: Sequence[Case]) -> list[Case]:
    """The same with no more said than whether there are several questions."""
    return [(text, str(int(label) > 1), str(int(told) > 1)) for text, label, told in cases]


def main() -> None:
    """Print a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    said = os.environ.get("ASSIST_DATA")  # noqa: TID251 - not a setting of the product
    if not said:
        raise SystemExit("ASSIST_DATA is not set: it names the folder with the real data")
    started = time.thread_time()
    told = [("sentiment", split, cases) for split, cases in airline(Path(said)).items()]
    tweets = sum(len(cases) for _, _, cases in told)
    milliseconds = 1000 * (time.thread_time() - started) / tweets
    told += labelled(Path(said))
    told += [
        ("several questions", split, several(cases)) for name, split, cases in told if name == "questions"
    ]
    scores = [scored(*each) for each in told]
    if given.json:
        print(json.dumps({"ms_per_tweet": milliseconds, "scores": [asdict(score) for score in scores]}))
        return
    print(f"{milliseconds:.2f} ms of CPU for a tweet\n")
    for score in scores:
        classes = ", ".join(f"{name} {p:.2f}/{r:.2f} of {n}" for name, (p, r, n) in score.by_class.items())
        print(
            f"{score.verdict:18}{score.split:5}{score.right:5} of {score.tweets:5}  "
            f"accuracy {score.accuracy:.3f}  macro-F1 {score.macro_f1:.3f}  precision/recall: {classes}"
        )
    if given.misses:
        for verdict, split, cases in told:
            for text, label, guess in cases if split == "dev" and verdict != "sentiment" else ():
                if label != guess:
                    print(f"{verdict}: {label}, told {guess}: {' '.join(text.split())}")


if __name__ == "__main__":
    main()
