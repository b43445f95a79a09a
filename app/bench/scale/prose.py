"""Passages of real sentences, dealt out anew: the words and how often each comes are real, their order is not."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
WORD = re.compile(r"[^\W\d_]{3,}")
FEWEST, MOST = 30, 60  # words of a passage
HOUSE = Path(__file__).parents[3]
SAMPLE = HOUSE / "app/sample"


@dataclass(frozen=True)
class Prose:
    """`sentences` to make passages of, `questions`: customers' posts, then sentences; and where both are from."""

    sentences: Sequence[str]
    questions: Sequence[str]
    source: str


def read_prose(real: Path | None) -> Prose:
    """From the folder of real data; None: from what is packaged, which has far fewer words."""
    if real is None:
        posts = [each["text"] for each in _lines(SAMPLE / "messages.jsonl")]
        pages = sorted(path for folder in (SAMPLE, HOUSE / "docs") for path in folder.rglob("*.md"))
        return _prose(
            [page.read_text(encoding="utf-8") for page in pages], posts, "the packaged sample and docs"
        )
    corpus = [each["text"] for each in _lines(real / "oem-support-desk/corpus.jsonl")]
    asked = [each["tweet"] for each in _lines(real / "oem-support-desk/dev/queries.jsonl")]
    pairs = list(_lines(real / "tweets-twcs-5k/pairs.jsonl"))
    posts = [pair["customer"] for pair in pairs]
    texts = corpus + posts + [pair["agent"] for pair in pairs]
    return _prose(texts, asked + posts, "oem-support-desk and tweets-twcs-5k")


def passages(sentences: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """`count` passages of FEWEST to MOST words; each sentence is dealt once before any is dealt again."""
    random = Random(seed)  # noqa: S311 - no secret
    deck: list[list[str]] = []
    for _ in range(count):
        words: list[str] = []
        while len(words) < FEWEST:
            if not deck:
                deck = [sentence.split() for sentence in random.sample(sentences, len(sentences))]
            words += deck.pop()
        yield " ".join(words[:MOST])


def _prose(texts: Sequence[str], posts: Sequence[str], source: str) -> Prose:
    sentences = [part.strip() for text in texts for part in SENTENCE_END.split(text)]
    worth = dict.fromkeys(
        sentence
        for sentence in sentences
        if len(WORD.findall(sentence)) >= 3 and len(sentence.split()) <= MOST
    )
    questions = (
        dict.fromkeys(" ".join(post.split()) for post in posts if len(WORD.findall(post)) >= 3) | worth
    )
    return Prose(list(worth), list(questions), source)


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
