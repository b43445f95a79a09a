"""A process that rewrites files, ingests them and searches, again and again, until it is killed.

    python -m tests.stories.ingesting_until_killed FOLDER SEED

After each pass it says on a line of its own which edition of each file is in the index: these are acknowledged.
"""

import json
import sys
from itertools import count
from pathlib import Path
from random import Random

from index.knowledge import Audience, Kind
from index.projection import projection
from index.search import Index
from ingest.refresh import refresh
from ingest.sources import Source
from tests.builders import NOON
from tests.index.embedders import WordEmbedder

FILES = 40
PACKAGED = "all-MiniLM-L6-v2@53aa51172d14"  # so that `assist index verify` takes the vectors for its own


def opened(folder: Path) -> Index:
    """The index in this data folder. Its vectors are quick to make; nothing here depends on what they mean."""
    return Index.open(f"sqlite:///{folder / 'library.db'}", folder / "index", WordEmbedder(PACKAGED, 384))


def editions(files: Path) -> dict[str, int]:
    """What the files say now."""
    return {path.stem: int(path.read_text().split()[3]) for path in files.glob("*.md")}


def rewrite(files: Path, rng: Random) -> None:
    """A few files get a new edition, or go."""
    for number in rng.sample(range(FILES), rng.randint(1, 6)):
        path = files / f"f{number}.md"
        if path.exists() and rng.random() < 0.2:
            path.unlink()
            continue
        edition = rng.randrange(10**9)
        steps = [
            f"# f{number} edition {edition}",
            *(f"## Step {step}\n\nRinse {edition} {step}." for step in range(5)),
        ]
        draft = path.with_suffix(".tmp")
        draft.write_text("\n\n".join(steps))
        draft.replace(path)


def main(folder: Path, seed: int) -> None:
    """Until somebody kills it."""
    projection.SETTLE_AT = 60  # snapshots all the time
    files, rng = folder / "files", Random(seed)
    files.mkdir(parents=True, exist_ok=True)
    source = Source("notes", Kind.SME_NOTE, str(files), Audience.INTERNAL)
    index = opened(folder)
    for _ in count():
        rewrite(files, rng)
        report = refresh(source, index, now=lambda: NOON, full=True)
        assert not report.failed, report.failed
        print(json.dumps(editions(files)), flush=True)
        index.search(f"rinse {rng.randrange(10**9)}", audience=Audience.INTERNAL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
