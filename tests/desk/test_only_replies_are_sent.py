"""Safety is a type: only a Reply can be sent, and one function makes it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PACKAGES = ("app", "assist", "bots", "desk", "index", "ingest")

SENDS = """
from desk.cases import Case
from desk.drafts import Draft
from desk.ports import Publisher
from desk.posting import reply_of

def send(publisher: Publisher, case: Case, draft: Draft) -> None:
    publisher.send(reply_of(case))
    publisher.send(draft)
    publisher.send(draft.text)
    publisher.send(case)
"""


def places_that_make_replies(package: Path) -> Iterator[str]:
    for file in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Reply":
                yield str(file.relative_to(PROJECT))


def test_a_reply_is_made_in_one_place() -> None:
    made = [place for package in PACKAGES for place in places_that_make_replies(PROJECT / package)]
    assert made == ["desk/posting.py"]


@pytest.mark.slow
def test_the_type_checker_lets_only_replies_be_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mypy import api

    monkeypatch.chdir(PROJECT)
    file = tmp_path / "sends.py"
    file.write_text(SENDS, encoding="utf-8")
    told, _, _ = api.run(["--strict", "--cache-dir", str(tmp_path / "cache"), "--config-file=", str(file)])
    refused = [line for line in told.splitlines() if 'expected "Reply"' in line]
    assert len(refused) == 3, told
    for kind in ("Draft", "str", "Case"):
        assert f'has incompatible type "{kind}"' in told
    assert "Found 3 errors in 1 file" in told
