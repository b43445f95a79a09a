"""Questions and what answers them, out of the desk's own documents: what a model may be adapted on."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from random import Random

from index.knowledge import Document, DocumentId, Kind, Span

QUESTION_LENGTH = 280  # characters: customers ask in messages of about this length
ANSWER_LENGTH = 700  # about what one passage holds
SHORTEST_ANSWER = 100
PER_DOCUMENT = 8  # otherwise one long data sheet outweighs all threads
TITLE_ALONE = 0.2  # share of threads that are asked by their title only

# Lines that head a post: documents of threads have them, and no post can hold one of its own (ingest.forum.thread).
_POST = re.compile(
    r"^(?:(?P<asked>question)|(?:accepted )?(?:solution|answer|reply|correction)(?: \d+)?)(?: by .{1,80})?:?[^\S\n]*$",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Pair:
    """A question, and a text of the same document that answers it."""

    document: DocumentId
    question: str
    answer: str


def pairs_of(documents: Iterable[tuple[Document, Sequence[Span]]], seed: int) -> list[Pair]:
    """Every question and every answer once; the same documents and seed make the same pairs."""
    chance = Random(seed)  # noqa: S311 - chance, not secrecy
    found, seen = list[Pair](), set[str]()
    for document, spans in documents:
        made = list(
            _of_thread(document, chance) if document.kind is Kind.FORUM else _of_sections(document, spans)
        )
        for pair in chance.sample(made, min(len(made), PER_DOCUMENT)):
            if pair.question not in seen and pair.answer not in seen:
                seen |= {pair.question, pair.answer}
                found.append(pair)
    return found


def held_out(pairs: Sequence[Pair], share: float, seed: int) -> tuple[list[Pair], list[Pair]]:
    """Those to adapt on, and about this share of them to measure on.

    All pairs of a document are on one side, and stay there whatever else comes: a model that was adapted once can be
    adapted again and measured on what it has not seen.
    """

    def apart(pair: Pair) -> bool:
        drawn = sha256(f"{seed} {pair.document}".encode("utf-8", "replace")).digest()[:4]
        return int.from_bytes(drawn) < share * 2**32

    return [pair for pair in pairs if not apart(pair)], [pair for pair in pairs if apart(pair)]


def batches(pairs: Sequence[Pair], size: int, seed: int) -> list[list[Pair]]:
    """The pairs in an order by chance, two to `size` at once, one of a document: its others would count as wrong.

    A pair that is left alone is left out: there is nothing to tell its answer from.
    """
    left = list(pairs)
    Random(seed).shuffle(left)  # noqa: S311 - chance, not secrecy
    found: list[list[Pair]] = []
    while left:
        first: dict[DocumentId, Pair] = {}
        for pair in left:
            if len(first) < size:
                first.setdefault(pair.document, pair)
        if len(first) > 1:
            found.append(list(first.values()))
        taken = {id(pair) for pair in first.values()}
        left = [pair for pair in left if id(pair) not in taken]
    return found


def _of_thread(document: Document, chance: Random) -> Iterator[Pair]:
    """Title and question with the first post that answers."""
    heads = list(_POST.finditer(document.text))
    ends = [*(head.start() for head in heads), len(document.text)][1:]
    posts = [(head, _line(document.text[head.end() : end])) for head, end in zip(heads, ends, strict=True)]
    asked = next((text for head, text in posts if head["asked"]), "")
    answer = next((text for head, text in posts if not head["asked"] and len(text) >= SHORTEST_ANSWER), None)
    if asked and answer:
        whole = document.title if chance.random() < TITLE_ALONE else f"{document.title}: {asked}"
        yield Pair(document.id, whole[:QUESTION_LENGTH], answer[:ANSWER_LENGTH])


def _of_sections(document: Document, spans: Sequence[Span]) -> Iterator[Pair]:
    """Title and heading with what stands under it."""
    for span in spans:
        heading = span.heading[-1] if span.heading else ""
        text = _line(document.text[span.start : span.end].replace(heading, "", 1))
        if heading not in ("", document.title) and len(text) >= SHORTEST_ANSWER:
            question = f"{document.title}: {heading}"[:QUESTION_LENGTH]
            yield Pair(document.id, question, text[:ANSWER_LENGTH])


def _line(text: str) -> str:
    return " ".join(text.split())
