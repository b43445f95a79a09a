"""Sentences with what they are held against, and whether that supports them: what the support check is fitted on.

Ours: the reworded sentences of tests/data/judged with their quotes; unsupported are the same sentences beside another
quote under the same title, with a word of another sentence in place of one of theirs, and with an invented ending.
`grounding-halueval-qa`: an answer with its question and the text that it should come from. The two files hold the same
250 questions with other wrong answers; even rows are for fitting, odd ones are held out.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from assist.support.proof import Proof, proof_of
from assist.support.reading import Reading
from assist.text.plain import plain
from tests.assist.good_drafts import GoodSentence, reworded

_LONG = 5  # letters of a word that is exchanged
_GLUED = re.compile(r"(?<=[a-z0-9)\"'])\.(?=[A-Z\"])")  # the texts lack the blank between two sentences
_ENDINGS = (
    "and it is waterproof", "which also saves energy", "so you need no new one", "even outdoors", "free of charge",
    "and the guarantee stays valid", "with a screwdriver", "on older phones as well", "while it rains",
    "in other countries too", "and it is recyclable", "as our engineers confirmed", "after a short pause",
    "with the cover closed", "from the blue menu",
)  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """A sentence and its proof; `question` is what it answers ("" for a sentence that stands by itself)."""

    sentence: str
    proof: Proof
    supported: bool
    held_out: bool
    kind: str
    group: str  # the same for all that is made of one question or sentence
    question: str = ""


def ours() -> Iterator[Pair]:
    """The reworded sentences, supported and not."""
    for held_out in (False, True):
        yield from _of([one for one in reworded() if one.held_out is held_out])


def _of(sentences: Sequence[GoodSentence]) -> Iterator[Pair]:
    words = sorted({word for one in sentences for word in _exchangeable(one.sentence)})
    for one in sentences:
        random, group = Random(one.document.id), one.document.id
        proof = proof_of(one.citation(1), one.document)

        def pair(sentence: str, proof: Proof, kind: str) -> Pair:
            return Pair(sentence, proof, kind == "right", one.held_out, kind, group)  # noqa: B023 - used at once

        yield pair(one.sentence, proof, "right")
        yield pair(f"{one.sentence.rstrip('.')} {random.choice(_ENDINGS)}.", proof, "ending")
        others = [
            each
            for each in sentences
            if each.document.title == one.document.title and each.quote != one.quote
        ]
        if others:
            other = random.choice(others)
            yield pair(one.sentence, proof_of(other.citation(1), other.document), "other quote")
        if mine := _exchangeable(one.sentence):
            new = random.choice([word for word in words if word not in f"{one.sentence} {plain(one.quote)}"])
            yield pair(re.sub(rf"\b{random.choice(mine)}\b", new, one.sentence, count=1), proof, "other word")


def _exchangeable(sentence: str) -> list[str]:
    reading = Reading(sentence)
    written = [reading.slice(word) for word in reading.content]
    return [word for word in written if word.isalpha() and word.islower() and len(word) >= _LONG]


def halueval(folder: Path) -> Iterator[Pair]:
    """Right and wrong answers; each right one counts for both files."""
    for name in ("qa_one-turn_data.jsonl", "qa_multi-turn_data.jsonl"):
        with (folder / name).open(encoding="utf-8") as file:
            for number, row in enumerate(map(json.loads, file)):
                text = _GLUED.sub(". ", row["knowledge"]).strip()
                proof = Proof(Reading(text), Reading(row["question"]))
                for field, supported in (("right_answer", True), ("hallucinated_answer", False)):
                    yield Pair(
                        row[field],
                        proof,
                        supported,
                        bool(number % 2),
                        field,
                        row["question"],
                        row["question"],
                    )
