"""`assist bench index`: what it says of our index and of others."""

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from click.testing import CliRunner

from app.bench.measured import disk, memory, times
from app.bench.runs import RunFailed, TookTooLong, run
from app.bench.scale import ask, bound, store, updates
from app.bench.scale.exact import recall
from app.bench.scale.filters import FILTERS
from app.bench.scale.material import make
from app.bench.scale.peers import PEERS, Peer, Peers, judged
from app.bench.scale.prose import Prose
from app.bench.scale.rounds import medians
from app.bench.scale.workplace import Workplace
from app.cli.bench_index import print_figures
from app.cli.main import assist

ROOT = Path(__file__).parents[2]
PEER_PYTHON = ROOT / ".venv-peers/bin/python"
COUNT = 200
PROSE = Prose(
    [
        f"the {word} lamp of station {number} blinks green in the night"
        for number, word in enumerate("abcdefgh")
    ],
    [f"why does lamp {number} blink" for number in range(20)],
    "a test",
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    place = Workplace(tmp_path_factory.mktemp("bench"), COUNT)
    place.material.folder.mkdir()
    make(place.material, PROSE, lambda *_: None, questions=20)
    return place


@pytest.fixture(scope="module")
def built(place: Workplace) -> Path:
    folder, figures = place.store("ours", lambda folder: store.build(place.material, folder))
    assert figures["disk_mb"]["library.db"] > 0
    return folder


@pytest.mark.slow
def test_our_search_by_meaning_finds_what_all_vectors_say_under_every_filter(
    place: Workplace, built: Path
) -> None:
    answers = ask.found(place.material, built)
    for name in FILTERS:
        assert recall(answers["filters"][name]["numbers"], place.right(name)[answers["asked"]]) >= 0.97
        assert answers["filters"][name]["wrong"] == 0


@pytest.mark.slow
def test_a_process_that_answers_says_how_long_and_in_how_much_memory(place: Workplace, built: Path) -> None:
    figures = ask.ask(place.material, built, begun=0.0)
    assert set(figures["hybrid"]) == set(FILTERS)
    assert all(0 < its["p50"] <= its["p95"] for its in figures["hybrid"].values())
    assert figures["two_threads"]["calls"] == 2 * len(place.material.questions)
    assert figures["memory"]["resident"] <= figures["memory"]["peak"]


@pytest.mark.slow
def test_a_changed_document_is_found_here_and_elsewhere_and_put_back_after(
    place: Workplace, built: Path
) -> None:
    figures = updates.measure(place.material, built)
    assert figures["documents"] == len(place.material.spare())
    assert 0 < figures["acknowledged"]["p50"] <= figures["visible_here"]["p50"]
    again = ask.found(place.material, built)["filters"]["none"]["numbers"]
    assert max(number for numbers in again for number in numbers) < COUNT


def test_a_store_that_is_there_is_not_built_again(tmp_path: Path) -> None:
    place = Workplace(tmp_path, COUNT)
    place.store("one", lambda _: {"build_s": 1})
    _, figures = place.store("one", lambda _: {"build_s": 2})
    assert figures == {"build_s": 1}


def test_a_store_whose_building_broke_off_is_built_again_from_nothing(tmp_path: Path) -> None:
    place = Workplace(tmp_path, COUNT)

    def breaks(folder: Path) -> dict[str, Any]:
        (folder / "half").touch()
        raise RunFailed("killed")

    with pytest.raises(RunFailed):
        place.store("one", breaks)
    folder, _ = place.store("one", lambda _: {})
    assert list(folder.iterdir()) == []


def test_rounds_are_made_one_by_their_medians() -> None:
    rounds = [{"p50": each, "said": "flat", "parts": [each, 1]} for each in (3.0, 9.0, 4.0)]
    assert medians(rounds) == {"p50": 4.0, "said": "flat", "parts": [4.0, 1]}


def test_the_bound_is_bytes_over_bandwidth() -> None:
    assert bound.scans(1_000_000, 15.36)["float32"] == pytest.approx(100)
    assert bound.scans(1_000_000, 15.36)["half"] == pytest.approx(50)
    assert bound.touched(1000) >= 1000 * 384 * 2  # a small index is scanned
    assert bound.touched(1_000_000) < 0.1 * 1_000_000 * 384 * 2  # of a large one only the nearest lists are


def test_times_are_in_milliseconds_and_cpu_is_of_one_call() -> None:
    taken = times([0.001, 0.002, 0.009], cpu=0.006)
    assert (taken.p50, taken.first, taken.cpu, taken.calls) == pytest.approx((2, 1, 2, 3))


def test_memory_and_disk_are_in_megabytes(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/file").write_bytes(bytes(2 * 1024 * 1024))
    (tmp_path / "file").write_bytes(bytes(1024 * 1024))
    assert disk(tmp_path) == {"file": 1, "folder": 2, "all": 3}
    assert 10 < memory().of_files < memory().resident <= memory().peak


def test_a_run_that_fails_says_why_and_one_that_takes_long_is_ended() -> None:
    with pytest.raises(RunFailed, match="no such store"):
        run([sys.executable, "-c", "raise SystemExit('no such store')"])
    with pytest.raises(TookTooLong, match=r"over 0.2 s"):
        run([sys.executable, "-c", "import time; time.sleep(60)"], timedelta(seconds=0.2))


def test_a_peer_is_not_asked_to_hold_more_than_it_can(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PEERS, "Small", Peer("small", most=100))
    peers = Peers(Path("no-python"), timedelta(minutes=1))
    assert peers.build(place, "Small") == {"not_run": "more than 100 passages"}


def test_a_python_without_the_peer_is_said_and_ends_nothing(place: Workplace) -> None:
    built = Peers(Path(sys.executable), timedelta(minutes=1)).build(place, "Chroma")
    assert "No module named 'chromadb'" in built["not_run"]


def test_recall_is_said_only_of_a_way_that_ranks_by_vectors_alone(place: Workplace) -> None:
    numbers = place.right("none").tolist()
    its = {"none": {"times": {}, "numbers": numbers}, "product, 0.5 %": {"times": {}, "numbers": [[]] * 20}}
    ways = [{"by_vectors_alone": alone, "filters": its} for alone in (True, False)]
    vectors, mixed = judged(place, {"ways": ways, "asked": list(range(20))})["ways"]
    assert (vectors["filters"]["none"]["recall"], vectors["filters"]["product, 0.5 %"]["recall"]) == (1, 0)
    assert (mixed["filters"]["none"]["recall"], mixed["filters"]["none"]["found"]) == (None, 10)


@pytest.mark.slow
def test_the_command_measures_everything_and_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    done = CliRunner(env={"ASSIST_DATA": ""}).invoke(
        assist, ["bench", "index", "--passages", "200", "--rounds", "1", "--json"]
    )
    assert done.exit_code == 0, done.output
    assert list(tmp_path.iterdir()) == []
    figures = json.loads(done.stdout)
    assert figures["ours"]["meaning"]["product of 50"]["wholly_right"] == 500
    print_figures(figures)
    assert "filter: product of 50" in capsys.readouterr().out


@pytest.mark.slow
def test_ctrl_c_ends_it_and_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    begin = "from app.cli.main import main; main()"
    command = [sys.executable, "-c", begin, "bench", "index", "--passages", "200"]
    with subprocess.Popen(command, cwd=ROOT, start_new_session=True) as process:
        while not list(tmp_path.glob("*/material-*")):
            sleep(0.1)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(60) != 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.prove
@pytest.mark.parametrize("name", PEERS)
def test_every_peer_builds_answers_and_changes(name: str, tmp_path: Path) -> None:
    if not PEER_PYTHON.exists():
        pytest.skip(f"{PEER_PYTHON.parent} is not there: `make bench` makes it")
    place, peers = Workplace(tmp_path, 6000), Peers(PEER_PYTHON, timedelta(minutes=5))
    place.prepare(None, lambda *_: None)
    assert "build_s" in peers.build(place, name)
    ways = judged(place, peers.ask(place, name))["ways"]
    assert max(way["filters"]["none"]["recall"] or 0 for way in ways) > 0.9
    changed = peers.update(place, name)
    assert changed["seen"] == changed["of"]
