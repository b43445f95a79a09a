"""Askbot in an environment of its own (it wants other versions than we do), installed once into build/askbot."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FOLDER = HERE.parent.parent / "build" / "askbot"
PYTHON = FOLDER / "venv" / "bin" / "python"
MIGRATED = FOLDER / "migrated.sqlite"  # an empty forum: making its tables takes longer than all else
_STAMP = FOLDER / "installed.txt"


def installed() -> Path:
    """The Python that has Askbot; skips the test where it cannot be had."""
    if _STAMP.exists() and _STAMP.read_text() == _wanted():
        return PYTHON
    shutil.rmtree(FOLDER, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", FOLDER / "venv"], check=True)
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "-c",
        HERE / "constraints.txt",
        "askbot",
    ]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"Askbot cannot be installed here: {done.stderr.strip()[-300:]}")
    _STAMP.write_text(_wanted())
    return PYTHON


def _wanted() -> str:
    return (HERE / "constraints.txt").read_text()
