"""`assist bench drafts`: what it says of the way from a message to a draft."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest
from click.testing import CliRunner

from app.bench.drafting.ask import Asked, Spent, figures_of
from app.bench.drafting.messages import messages_of
from app.bench.runs import RunFailed, run_telling
from app.cli.bench_drafts import print_figures
from app.cli.main import assist

ROOT = Path(__file__).parents[2]


def test_messages_are_as_many_as_wanted_and_no_two_alike() -> None:
    messages, source = messages_of(None, 100)
    assert len(set(messages)) == 100
    assert source == "the packaged sample"


def test_real_messages_are_ours_and_strangers_in_turns(tmp_path: Path) -> None:
    for name, field in (("oem-support-desk/dev/queries", "tweet"), ("tweets-twcs-5k/pairs", "customer")):
        file = tmp_path / f"{name}.jsonl"
        file.parent.mkdir(parents=True)
        file.write_text(
            "".join(json.dumps({field: f"{field} {n}"}) + "\n" for n in range(2)), encoding="utf-8"
        )
    messages, _ = messages_of(tmp_path, 6)
    assert messages == ["tweet 0", "customer 0", "tweet 1", "customer 1", "tweet 0 (2)", "customer 0 (2)"]


def test_drafts_are_timed_apart_from_messages_without_one() -> None:
    def asked(wall: float, reason: str | None = None) -> Asked:
        parts = {"evidence": 3.0, "checks": 1.0}
        return Asked(Spent(0.01, 0.005), Spent(wall, wall / 2), {} if reason else parts, reason)

    figures = figures_of([asked(0.1), asked(0.3), asked(0.001, "praise")])
    assert (figures["drafted"], figures["no_draft"]) == (2, {"praise": 1})
    assert figures["to_draft"]["p50"] == pytest.approx(200)
    assert (figures["to_draft"]["cpu"], figures["to_draft"]["cpu_p95"]) == pytest.approx((100, 145))
    assert figures["any_message"]["calls"] == figures["search"]["calls"] == 3
    assert figures["parts"]["evidence"] == pytest.approx({"p50": 3, "p95": 3, "share": 0.75})
    assert figures_of([asked(0.001, "praise")])["to_draft"] is None


def test_a_run_tells_how_far_it_is_and_why_it_failed() -> None:
    told: list[int] = []
    print_both = "import json; print(json.dumps({'done': 7})); print(json.dumps({'p50': 1}))"
    assert run_telling([sys.executable, "-c", print_both], told.append) == {"p50": 1}
    assert told[0] == 7
    with pytest.raises(RunFailed, match="no such store"):
        run_telling([sys.executable, "-c", "raise SystemExit('no such store')"], told.append)


@pytest.mark.slow
def test_the_command_drafts_for_every_question(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["bench", "drafts", "--passages", "200", "--messages", "12", "--keep", str(tmp_path), "--json"]
    done = CliRunner(env={"ASSIST_DATA": ""}).invoke(assist, words)
    assert done.exit_code == 0, done.output
    figures = json.loads(done.stdout)
    assert figures["drafted"] + sum(figures["no_draft"].values()) == 12
    assert figures["drafted"] >= 6
    assert 0 < figures["search"]["p50"] < figures["to_draft"]["p50"] <= figures["to_draft"]["p95"]
    assert {"triage", "evidence", "drafting", "checks"} <= figures["parts"].keys()
    print_figures(figures)
    assert "Goal: a median under" in capsys.readouterr().out


def test_ctrl_c_leaves_nobody_behind(tmp_path: Path) -> None:
    """The one that is interrupted ends the one that it started, which may not have heard of it."""
    started = tmp_path / "started"
    wait = f"import os, time; open({str(started)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    begin = f"import sys; from app.bench.runs import run_telling; run_telling([sys.executable, '-c', {wait!r}], print)"
    with subprocess.Popen([sys.executable, "-c", begin], cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        while not (started.exists() and started.read_text()):
            sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) != 0
    with pytest.raises(ProcessLookupError):
        os.kill(int(started.read_text()), 0)
