"""`kill -9` at any moment of ingest: the index proves right, what was acknowledged is there, nothing else is."""

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from random import Random
from time import sleep

import pytest

from index.knowledge import Audience
from tests.stories.ingesting_until_killed import FILES, editions, opened

ROOT = Path(__file__).parents[2]
PASSES = 4  # at most so many less one are acknowledged before it is killed, within so many seconds
SECONDS = 1.5


def killed(folder: Path, seed: int) -> dict[str, int] | None:
    """What was acknowledged last by a process that was killed at a moment which the seed says; None: nothing."""
    command = [sys.executable, "-m", "tests.stories.ingesting_until_killed", str(folder), str(seed)]
    rng = Random(seed)
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    said = [process.stdout.readline() for _ in range(rng.randrange(PASSES))]
    sleep(rng.uniform(0, SECONDS))
    process.kill()
    rest, complaints = process.communicate()
    assert process.returncode == -9, complaints
    whole = [line for line in (*said, *rest.splitlines(keepends=True)) if line.endswith("}\n")]
    return json.loads(whole[-1]) if whole else None


def found(folder: Path) -> dict[str, set[int | None]]:
    """The editions of each file that a search finds."""
    index = opened(folder)
    hits = index.search("rinse edition step", audience=Audience.INTERNAL, limit=20 * FILES)
    index.close()
    seen: dict[str, set[int | None]] = {}
    for hit in hits:
        name, edition = hit.passage.title.split()[0], int(hit.passage.title.split()[2])
        seen.setdefault(name, set()).add(edition)
    return seen


def verified(folder: Path) -> None:
    """What `assist index verify` says."""
    settings = folder / "assist.toml"
    settings.write_text(f'data_dir = "{folder}"\n')
    command = [sys.executable, "-c", "from app.cli.main import main; main()", "--config", str(settings)]
    done = subprocess.run(
        [*command, "index", "verify"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_whatever_is_killed_nothing_acknowledged_is_lost_and_nothing_else_is_found(
    tmp_path: Path, rounds: int
) -> None:
    files, passes = tmp_path / "files", 0
    may_be: dict[str, set[int | None]] = defaultdict(
        lambda: {None}
    )  # what each file said since it was acknowledged
    for seed in range(6 * rounds):
        last = killed(tmp_path, seed)
        if last is not None:
            passes += 1
            may_be = defaultdict(lambda: {None}, {name: {edition} for name, edition in last.items()})
        on_disk = editions(files) if files.exists() else {}
        verified(tmp_path)
        seen = found(tmp_path)
        for name in (f"f{number}" for number in range(FILES)):
            may_be[name].add(on_disk.get(name))
            edition = seen.get(name, {None})
            assert len(edition) == 1, (seed, name, edition)
            assert edition <= may_be[name], (seed, name, edition, may_be[name])
    print(f"{6 * rounds} kills, {passes} of them after at least one acknowledged pass")
    assert passes
