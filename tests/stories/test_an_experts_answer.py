"""Three customers wait, one expert answers: three drafts, and the expert hears of three, whatever is killed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.wiring import House
from desk import casework
from desk.cases import Stage
from index.knowledge import Audience
from tests.app.learning import a_learner, kept, turn, written
from tests.builders import NOON, QUESTION, a_message
from tests.desk.cases import stored
from tests.stories.teaching_until_killed import Paper, opened

ROOT = Path(__file__).parents[2]
ASKED = (
    "@OurCare my W3 shows E17, what now?",
    "@OurCare what does E17 on my W3 mean?",
    "@OurCare W3 weather station says E17, the rain gauge?",
    "@OurCare what colours does the sofa come in?",
)

pytestmark = pytest.mark.slow


def a_desk_that_waits(folder: Path) -> None:
    """Four cases with an expert, and the answer to the first just sent off."""
    folder.mkdir()
    house = opened(folder)
    cases = [stored(house.ledger, Stage.NEW, a_message(text, author_id=text)) for text in ASKED]
    for case in cases:
        house.ledger.apply(casework.hand_to_expert(case, QUESTION, case.message.text, "nothing found", NOON))
    kept(house).add(written(case=cases[0]))
    house.index.search("E17", audience=Audience.PUBLIC)
    closed(house)


def closed(house: House) -> None:
    house.ledger.close()
    house.index.close()
    house.records.dispose()


def worked(folder: Path, at: int) -> int | None:
    """How often a worker committed; None when it was killed at the commit of this number."""
    command = [sys.executable, "-m", "tests.stories.teaching_until_killed", str(folder), str(at)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, -9), done.stderr
    return int(done.stdout) if done.returncode == 0 else None


def told_and_drafted(folder: Path) -> None:
    """What must be so in the end."""
    house = opened(folder)
    first, second, third, sofa = sorted(house.ledger.cases(), key=lambda case: case.id)
    for case in (first, second, third):
        assert (case.stage, case.drafts) == (Stage.AWAITING_DECISION, 1), case
        assert case.draft is not None
        assert case.draft.text.startswith("E17 means that the rain gauge is blocked.")
    assert (sofa.stage, sofa.drafts) == (Stage.WITH_EXPERT, 0)
    assert Paper(folder / "paper").shown() == ["V1 answered 3\n"]
    assert len(list((folder / "notes").iterdir())) == 1
    assert house.index.counts().documents == 1
    assert kept(house).waiting() == []
    closed(house)


def test_whatever_is_killed_three_are_drafted_once_and_told_once(tmp_path: Path, rounds: int) -> None:
    a_desk_that_waits(tmp_path / "waits")
    shutil.copytree(tmp_path / "waits", tmp_path / "whole")
    commits = worked(tmp_path / "whole", 0)
    assert commits
    told_and_drafted(tmp_path / "whole")
    tried = range(2, commits + 1, max(1, commits // rounds))
    for at in tried:
        folder = tmp_path / f"killed-{at}"
        shutil.copytree(tmp_path / "waits", folder)
        assert worked(folder, at) is None
        house = opened(folder)
        turn(a_learner(house, Paper(folder / "paper")))
        closed(house)
        told_and_drafted(folder)
    print(f"killed at {len(tried)} of {commits} commits")
