"""Customers' messages for a measurement: real tweets where there are some, the packaged sample's otherwise."""

from collections.abc import Sequence
from itertools import chain, cycle, islice, zip_longest
from pathlib import Path

from app.bench.scale.prose import SAMPLE
from app.evaluation.rows import rows_of, words_of

_REAL = (("oem-support-desk/dev/queries.jsonl", "tweet"), ("tweets-twcs-5k/pairs.jsonl", "customer"))


def messages_of(real: Path | None, count: int) -> tuple[Sequence[str], str]:
    """So many messages, no two alike, and where they are from; those that a second round repeats bear its number."""
    if real is None:
        known, source = _texts(SAMPLE / "messages.jsonl", "text"), "the packaged sample"
    else:
        groups = [_texts(real / file, field) for file, field in _REAL]
        mixed = chain.from_iterable(zip_longest(*groups))
        known = [text for text in mixed if text is not None]
        source = "oem-support-desk (dev) and tweets-twcs-5k, in turns"
    known = list(dict.fromkeys(known))
    repeated = (f"{text} ({number // len(known) + 1})" for number, text in enumerate(cycle(known)))
    return list(islice(chain(known, islice(repeated, len(known), None)), count)), source


def _texts(file: Path, field: str) -> list[str]:
    return [words_of(place, row, field) for place, row in rows_of(file)]
