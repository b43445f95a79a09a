"""Judged sets made of a forum's dump and of articles (tools/judged_sets.py), on a few rows of our own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
POSTS = """<?xml version="1.0" encoding="utf-8"?>
<posts>
  <row Id="1" PostTypeId="1" AcceptedAnswerId="3" Title="Why does it hum?"
    Body="&lt;p&gt;It hums &amp;amp; ticks.&lt;/p&gt;" />
  <row Id="2" PostTypeId="2" ParentId="1" Body="&lt;p&gt;It is new.&lt;/p&gt;" />
  <row Id="3" PostTypeId="2" ParentId="1" Body="&lt;p&gt;Tighten the &lt;b&gt;screw&lt;/b&gt;.&lt;/p&gt;" />
  <row Id="4" PostTypeId="1" Title="Nobody accepted" Body="&lt;p&gt;any answer&lt;/p&gt;" />
  <row Id="5" PostTypeId="2" ParentId="4" Body="&lt;p&gt;This one?&lt;/p&gt;" />
  <row Id="6" PostTypeId="1" AcceptedAnswerId="99" Title="Its answer is not in the dump" Body="&lt;p&gt;x&lt;/p&gt;" />
</posts>
"""
ARTICLE = """---
title: "If the pump does not start"
id: 7
---

# If the pump does not start

"""
BODY = "Look whether the tank is full. " * 8


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """The sets made of one dump and of three articles."""
    forum, articles = tmp_path / "data/iot-stackexchange-2017", tmp_path / "data/arduino-help-center/content"
    forum.mkdir(parents=True)
    (forum / "Posts.xml").write_text(POSTS, encoding="utf-8")
    (articles / "pumps").mkdir(parents=True)
    (articles / "pumps" / "no-start.md").write_text(ARTICLE + BODY, encoding="utf-8")
    (articles / "short.md").write_text(ARTICLE + "See there.", encoding="utf-8")
    (articles / "no-title.md").write_text(BODY, encoding="utf-8")
    done = make(tmp_path / "data", tmp_path / "sets")
    assert done.returncode == 0, done.stderr
    return tmp_path / "sets"


def make(data: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "tools/judged_sets.py", "--data", str(data), "--out", str(out)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_an_accepted_answer_is_right_for_its_question_and_stands_without_it(made: Path) -> None:
    forum = made / "iot-stackexchange-2017"
    assert [(row["_id"], row["title"], row["text"]) for row in rows(forum / "corpus.jsonl")] == [
        ("2", "", "It is new."),
        ("3", "", "Tighten the screw."),
        ("5", "", "This one?"),
    ]
    assert rows(forum / "queries.jsonl") == [
        {"_id": "q-1", "text": "Why does it hum?", "tweet": "Why does it hum?: It hums & ticks."}
    ]
    assert (forum / "qrels.tsv").read_text(encoding="utf-8") == "query-id\tcorpus-id\tscore\nq-1\t3\t1\n"


def test_an_article_stands_without_its_title(made: Path) -> None:
    articles = made / "arduino-help-center"
    (only,) = rows(articles / "corpus.jsonl")
    assert (only["_id"], only["text"]) == ("no-start", BODY.strip())
    assert [row["text"] for row in rows(articles / "queries.jsonl")] == ["If the pump does not start"]


def test_real_data_is_never_written_into_the_project(tmp_path: Path) -> None:
    done = make(tmp_path, ROOT / "build" / "sets")
    assert done.returncode == 1
    assert "is in the project" in done.stderr


def test_real_data_become_sets_of_known_size(real_data: Path, tmp_path: Path) -> None:
    done = make(real_data, tmp_path)
    assert done.stdout.splitlines() == [
        "iot-stackexchange-2017: 185 questions, 508 documents",
        "arduino-help-center: 401 questions, 401 documents",
    ]
