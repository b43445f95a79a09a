"""A simulated X for each test; what is said to it is held against X's own description when that is there."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.x_description import Description, Finding, Report
from tests.x_driver import XDriver, running
from tests.x_recorder import Recorder

_FINDINGS: list[Finding] = []


def noted(report: Report) -> None:
    """It counts for what is shown at the end."""
    _FINDINGS.extend(report.findings)


@pytest.fixture(scope="session")
def description() -> Description | None:
    """X's own; None when ASSIST_DATA is not set."""
    said = os.environ.get("ASSIST_DATA")  # noqa: TID251 - not a setting of the product
    return Description.read(Path(said)) if said else None


@pytest.fixture
def recorder(description: Description | None) -> Iterator[Recorder]:
    """Listens to a test; afterwards nothing that went over the line may stand against the description."""
    recorder = Recorder()
    yield recorder
    if description is not None:
        report = description.report(recorder)
        noted(report)
        assert not report.faults, str(report)


@pytest.fixture
def x(tmp_path: Path, recorder: Recorder) -> Iterator[XDriver]:
    with running(tmp_path, around=recorder.around) as driver:
        yield driver


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How much of what was said was held against the description."""
    if _FINDINGS:
        terminalreporter.section("X's own OpenAPI description")
        terminalreporter.write_line(str(Report(_FINDINGS)))
