"""Quality figures on the real data beside the project: `make eval`.

    ASSIST_DATA=... python tools/evaluate_real_data.py [--peer PYTHON] [--store FOLDER]

Retrieval: a hardware maker's support desk (full corpus and its documents only, asked with the customers' full text and
with their tweets) and the two sets that tools/judged_sets.py makes. Abstention: the desk's tweets against tweets to
other companies and to airlines. Drafts: for the desk's tweets, and for strangers', which should get none.
`--peer` is a Python with txtai, which `make bench` makes. `--store` (outside the
project) keeps indexes for the next run.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tools.judged_sets import write_all  # noqa: E402

ASSIST = [sys.executable, "-c", "from app.cli.main import main; main()"]
STRANGERS = ("tweets-twcs-5k/pairs.jsonl", "tweets-airline-14k/Tweets.csv")


@dataclass(frozen=True)
class Run:
    """One table: its heading, and what `assist eval` is called with."""

    heading: str
    words: Sequence[str | Path]


def retrieval_runs(data: Path, sets: Path, store: Path, also: Sequence[str]) -> Iterator[Run]:
    """Every judged set with every way of asking."""
    desk = data / "oem-support-desk"
    kinds = {"full corpus": [], "docs only": ["--kind", "data_sheet,sme_note"]}
    for name, narrowed in kinds.items():
        for field in ("text", "tweet"):
            words = _judged(desk / "corpus.jsonl", desk / "dev", field, store / "oem")
            yield Run(f"support desk, {name}, asked with {field!r}", [*words, *narrowed, *also])
    for name, field in (
        ("iot-stackexchange-2017", "text"),
        ("iot-stackexchange-2017", "tweet"),
        ("arduino-help-center", "text"),
    ):
        words = _judged(sets / name / "corpus.jsonl", sets / name, field, store / name)
        yield Run(f"{name}, asked with {field!r}", [*words, *also])


def abstention_runs(data: Path, store: Path) -> Iterator[Run]:
    """The desk's tweets against those of strangers."""
    desk = data / "oem-support-desk"
    asked = ["--answerable", desk / "dev/queries.jsonl", "--field", "tweet"]
    for strangers in STRANGERS:
        words = ["abstention", "--corpus", desk / "corpus.jsonl", *asked, "--unanswerable", data / strangers]
        yield Run(f"support desk, tweets, against {strangers}", [*words, "--store", store / "oem"])


def drafts_run(data: Path, store: Path) -> Run:
    """Drafts for the desk's tweets, and how many strangers' tweets get one."""
    desk = data / "oem-support-desk"
    words = _judged(desk / "corpus.jsonl", desk / "dev", "tweet", store / "oem")
    also = ["--unanswerable", data / STRANGERS[0], "--sample", "300"]
    return Run("support desk, drafts for tweets", ["drafts", *words[1:], *also])


def _judged(corpus: Path, folder: Path, field: str, store: Path) -> list[str | Path]:
    files = ["--queries", folder / "queries.jsonl", "--qrels", folder / "qrels.tsv"]
    return ["retrieval", "--corpus", corpus, *files, "--field", field, "--store", store]


def main() -> None:
    """Print one table for each run; say so and end when there is no data."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peer", type=Path)
    parser.add_argument("--store", type=Path, default=Path(gettempdir()) / "assist-eval")
    chosen = parser.parse_args()
    said = os.environ.get("ASSIST_DATA")  # noqa: TID251 - a tool, not the product
    if not said:
        sys.exit("ASSIST_DATA is not set: it names the folder with the real data; nothing was measured")
    data, store = Path(said).absolute(), chosen.store.absolute()
    write_all(data, store / "sets")
    peer = ["--peer", str(chosen.peer.absolute())] if chosen.peer else []
    runs = [*retrieval_runs(data, store / "sets", store, peer), *abstention_runs(data, store)]
    for run in (*runs, drafts_run(data, store)):
        print(f"\n{run.heading}", flush=True)
        subprocess.run([*ASSIST, "eval", *run.words], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
