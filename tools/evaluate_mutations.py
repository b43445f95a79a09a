"""Change one thing in good drafts and see whether the checks notice: the share caught, by kind of slip.

    python tools/evaluate_mutations.py [--data $ASSIST_DATA] [--json]

The drafts: 150 sentences of the packaged sample as they stand; those of tests/data/judged/reworded.jsonl, reworded by
hand in batches, each of them before it was first looked at (the last batch is held out); and with --data 150 sentences
of a real maker's documents as they stand. Each stands before another good sentence. The controls are the drafts
unchanged and changed in ways that change nothing.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from app.settings import read_settings  # noqa: E402
from app.source_settings import sources_of  # noqa: E402
from assist.text.plain import plain  # noqa: E402
from assist.text.sentences import pieces  # noqa: E402
from assist.text.words import words  # noqa: E402
from index.evaluation.intervals import mean_interval  # noqa: E402
from index.knowledge import Audience, Document  # noqa: E402
from ingest.reading import Ready  # noqa: E402
from ingest.refresh import read_here, walk_folder  # noqa: E402
from tests.assist.good_drafts import GoodSentence, a_sheet, reworded  # noqa: E402
from tests.assist.trials import Trial, controls, slips  # noqa: E402

SAMPLE = ROOT / "app" / "sample"
COUNT = 150
DIGIT, MARKED = re.compile(r"\d"), re.compile(r"https?:|[<>{}`$\\]|[?:]$")
LENGTHS = range(4, 60)  # words of a sentence that a reply could have


@dataclass(frozen=True)
class Share:
    """How many of `of` changed drafts were held back, with the 95 % interval of the share."""

    drafts: str
    change: str
    held: int
    of: int
    low: float
    high: float


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=None)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--misses", action="store_true", help="print what was missed and wrongly held back")
    chosen = parser.parse_args()
    found = list(measured(good_sentences(chosen.data), show=chosen.misses))
    if chosen.json:
        print(json.dumps([asdict(share) for share in found], indent=2))
    else:
        print("\n".join(table(found)))


def good_sentences(data: Path | None) -> Mapping[str, Sequence[GoodSentence]]:
    """The sets of good sentences by name."""
    sets = {
        "sample, verbatim": chosen_of(sample_documents()),
        "reworded, tuned on": [one for one in reworded() if not one.held_out],
        "reworded, held out": [one for one in reworded() if one.held_out],
    }
    return sets if data is None else sets | {"maker, verbatim": chosen_of(maker_documents(data))}


def sample_documents() -> Iterator[Document]:
    """The public documents of the packaged sample."""
    for source in sources_of(read_settings(SAMPLE / "assist.toml").sources, SAMPLE):
        walk = walk_folder(source, lambda *_: False)
        for _, results in read_here(walk, source, lambda: datetime.now(UTC)):  # noqa: TID251 - a tool's own clock
            yield from (
                result.document
                for result in results
                if isinstance(result, Ready) and result.document.audience is Audience.PUBLIC
            )


def maker_documents(data: Path) -> Iterator[Document]:
    """The documents (no threads) of the real maker's corpus."""
    with (data / "oem-support-desk" / "corpus.jsonl").open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row.get("kind") != "forum":
                yield a_sheet(row["id"], row["title"], row["text"])


def chosen_of(documents: Iterator[Document]) -> Sequence[GoodSentence]:
    """Sentences drawn from all of them, the same each time."""
    found = [
        GoodSentence(plain(piece.text), document, piece.start, piece.end)
        for document in documents
        for piece in pieces(document.text)
        if len(words(piece.text)) in LENGTHS
        and DIGIT.search(piece.text)
        and not MARKED.search(piece.text)
        and words(plain(piece.text))
    ]
    return Random(0).sample(found, min(COUNT, len(found)))


def measured(sets: Mapping[str, Sequence[GoodSentence]], *, show: bool) -> Iterator[Share]:
    """Every kind of change in every set, and all slips and all controls of a set together."""
    for name, sentences in sets.items():
        for together, trials in (
            ("all slips", list(slips(sentences))),
            ("all controls", list(controls(sentences))),
        ):
            for change in dict.fromkeys(trial.change for trial in trials):
                yield share(name, change, [trial for trial in trials if trial.change == change])
            yield share(name, together, trials)
            for trial in trials if show else ():
                if trial.held is not trial.wrong:
                    print(
                        f"{name}, {trial.change}: {trial.text!r} for {trial.quotes}: {trial.why}",
                        file=sys.stderr,
                    )


def share(name: str, change: str, trials: Sequence[Trial]) -> Share:
    """How many were held back."""
    held = [float(trial.held) for trial in trials]
    interval = mean_interval(held)
    return Share(name, change, int(sum(held)), len(held), interval.low, interval.high)


def table(shares: Sequence[Share]) -> Iterator[str]:
    """One line a share; slips are to be held back, controls are not."""
    for one in shares:
        held = f"{one.held:4} of {one.of:4}  {one.held / one.of:6.1%} [{one.low:.1%}, {one.high:.1%}]"
        yield f"{one.drafts:20} {one.change:24} {held}"


if __name__ == "__main__":
    main()
