"""Judged sets in the BEIR layout, made of real data that was gathered for something else.

    python tools/judged_sets.py --data $ASSIST_DATA --out FOLDER

Each set becomes a folder of its own in FOLDER (outside the project: real data is never kept in it) with corpus.jsonl,
queries.jsonl and qrels.tsv.

`iot-stackexchange-2017`: of the 320 questions in Posts.xml those whose asker accepted an answer (185). `text` is the
title, `tweet` the title and the first words of the question, 280 characters in all. The corpus is every answer to any
question (508) by itself: without its question, title empty. Right is the accepted answer only; a good answer that was
not accepted counts as wrong, so the figures are low and serve to compare.

`arduino-help-center`: the articles of at least 200 characters whose title has at least three words. `text` is the
title; right is the article it stood above, whose body is in the corpus without it, title empty. Nobody asked these
questions: they are in the words of the author, which favours the search by words.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from lxml.html import fromstring

ROOT = Path(__file__).parent.parent
ANSWER = "2"  # PostTypeId
TWEET = 280  # characters
SHORTEST_ARTICLE = 200  # characters
SHORTEST_TITLE = 3  # words
FRONT_MATTER = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
TITLE = re.compile(r"^title:\s*(?P<quote>[\"']?)(?P<title>.*?)(?P=quote)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class JudgedSet:
    """Rows of a corpus and of queries, and which document is right for which query."""

    corpus: Sequence[Mapping[str, str]]
    queries: Sequence[Mapping[str, str]]
    right: Mapping[str, str]

    def write(self, folder: Path) -> None:
        """The three files of the BEIR layout."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in (("corpus", self.corpus), ("queries", self.queries)):
            lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
            (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
        judgements = [f"{query}\t{document}\t1\n" for query, document in self.right.items()]
        (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n" + "".join(judgements), "utf-8")


def accepted_answers(folder: Path) -> JudgedSet:
    """`iot-stackexchange-2017`."""
    posts = stackexchange_posts(folder)
    answers = {post["Id"]: post for post in posts if post["PostTypeId"] == ANSWER}
    solved = [post for post in posts if post.get("AcceptedAnswerId") in answers]
    return JudgedSet(
        [{"_id": key, "title": "", "text": words(each), "kind": "forum"} for key, each in answers.items()],
        [{"_id": f"q-{each['Id']}", "text": each["Title"], "tweet": tweet(each)} for each in solved],
        {f"q-{each['Id']}": each["AcceptedAnswerId"] for each in solved},
    )


def stackexchange_posts(folder: Path) -> list[Mapping[str, str]]:
    """The rows of a dump: questions and answers by their attributes."""
    return [dict(row.attrib) for row in etree.parse(folder / "Posts.xml").getroot()]


def articles(folder: Path) -> JudgedSet:
    """`arduino-help-center`."""
    found = {path.stem: (title, body) for path, title, body in _articles(folder / "content")}
    return JudgedSet(
        [{"_id": key, "title": "", "text": body, "kind": "note"} for key, (_, body) in found.items()],
        [{"_id": f"q-{key}", "text": title} for key, (title, _) in found.items()],
        {f"q-{key}": key for key in found},
    )


def words(post: Mapping[str, str]) -> str:
    """The plain text of a question or an answer."""
    return str(fromstring(post["Body"]).text_content()).strip()


def tweet(question: Mapping[str, str]) -> str:
    """Title and first words, as long as a tweet may be."""
    whole = " ".join(f"{question['Title']}: {words(question)}".split())
    return whole if len(whole) <= TWEET else whole[: TWEET - 1] + "…"


def _articles(folder: Path) -> Iterator[tuple[Path, str, str]]:
    for path in sorted(folder.rglob("*.md")):
        whole = FRONT_MATTER.match(path.read_text(encoding="utf-8").replace("\r\n", "\n"))
        named = TITLE.search(whole["head"]) if whole else None
        if whole is None or named is None or len(named["title"].split()) < SHORTEST_TITLE:
            continue
        body = _without(named["title"], whole["body"])
        if len(body) >= SHORTEST_ARTICLE:
            yield path, named["title"], body


def _without(title: str, body: str) -> str:
    """The body without lines that say the title again."""
    lines = [line for line in body.splitlines() if line.strip("#* \t").casefold() != title.casefold()]
    return "\n".join(lines).strip()


SETS = {"iot-stackexchange-2017": accepted_answers, "arduino-help-center": articles}


def write_all(data: Path, out: Path) -> None:
    """Every set, each in a folder of its own."""
    if out.resolve().is_relative_to(ROOT):
        sys.exit(f"{str(out)!r} is in the project, where no real data may lie; name a folder elsewhere")
    for name, made in SETS.items():
        judged = made(data / name)
        judged.write(out / name)
        print(f"{name}: {len(judged.queries)} questions, {len(judged.corpus)} documents")


def main() -> None:
    """Write the sets."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    write_all(chosen.data, chosen.out)


if __name__ == "__main__":
    main()
