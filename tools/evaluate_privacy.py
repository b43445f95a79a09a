"""What of labelled personal data is found, and what of good sentences is held back: python tools/evaluate_privacy.py

Needs ASSIST_DATA. Rows 1, 3, 5... of the labelled set are for development, rows 0, 2, 4... are held out. A span
counts as found when something of its kind overlaps it, a text when anything of the kind is found in it, which is
enough to hold it back. Good sentences are those of the packaged sample's sheets and of the maker's documents (4 of
each of 150, always the same), not of forums.
"""

import json
import os
import random
import re
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from time import thread_time

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from assist.privacy.personal import people_in, private_in  # noqa: E402
from assist.privacy.secrets import secrets_in  # noqa: E402
from assist.text.plain import plain  # noqa: E402 - found only now
from assist.text.sentences import pieces  # noqa: E402

SAMPLE = ROOT / "app" / "sample" / "sheets"
LABELLED = {
    "an e-mail address": "EMAIL_ADDRESS",
    "a card number": "CREDIT_CARD",
    "an account number (IBAN)": "IBAN_CODE",
    "a phone number": "PHONE_NUMBER",
    "a number of an identity document": "US_SSN",
    "an internet address of somebody": "IP_ADDRESS",
    "a street address": "STREET_ADDRESS",
    "a postcode": "ZIP_CODE",
    "a date of birth": "DATE_TIME",
    "somebody's name": "PERSON",
}
ONE_KIND = {"US_DRIVER_LICENSE": "US_SSN", "ZIP_CODE": "STREET_ADDRESS"}  # for us they are one
Found = tuple[int, int, str]


@dataclass(frozen=True)
class Figures:
    """Of one kind of personal data; shares are None where there was nothing."""

    kind: str
    labelled: int
    recall: float | None
    texts_recall: float | None
    found: int
    precision: float | None


def found_in(text: str) -> list[Found]:
    """Every stretch with where it begins and ends, and the set's name of its kind."""
    return [
        (match.start(), match.end(), kind_of(LABELLED[one.what]))
        for one in [*private_in(text), *people_in(text)]
        if one.what in LABELLED
        for match in re.finditer(re.escape(one.text), text)
    ]


def kind_of(label: str) -> str:
    """The kinds that cannot be told apart under one name."""
    return ONE_KIND.get(label, label)


def labelled_in(row: dict[str, object]) -> list[Found]:
    """The labels of a row."""
    spans = row["spans"]
    assert isinstance(spans, list)
    return [(one["start_position"], one["end_position"], kind_of(one["entity_type"])) for one in spans]


def same(one: Found, other: Found) -> bool:
    """True for two of a kind that overlap."""
    return one[0] < other[1] and other[0] < one[1] and one[2] == other[2]


def figures(rows: list[dict[str, object]]) -> list[Figures]:
    """Recall and precision by kind, the kinds that we look for."""
    wanted, caught, told, right = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    texts, held = Counter[str](), Counter[str]()
    for row in rows:
        labels, found = labelled_in(row), found_in(str(row["full_text"]))
        wanted.update(label[2] for label in labels)
        caught.update(label[2] for label in labels if any(same(one, label) for one in found))
        told.update(one[2] for one in found)
        texts.update({label[2] for label in labels})
        held.update({label[2] for label in labels} & {one[2] for one in found})
        right.update(one[2] for one in found if any(same(one, label) for label in labels))
    return [
        Figures(
            kind,
            wanted[kind],
            _share(caught[kind], wanted[kind]),
            _share(held[kind], texts[kind]),
            told[kind],
            _share(right[kind], told[kind]),
        )
        for kind in dict.fromkeys(map(kind_of, LABELLED.values()))
    ]


def _share(some: int, of_all: int) -> float | None:
    return some / of_all if of_all else None


def good_sentences(data: Path) -> Iterator[str]:
    """Sentences of sheets and documents that name devices, figures and makers, and nobody's data."""
    chosen = random.Random(5)
    rows = [json.loads(line) for line in (data / "oem-support-desk" / "corpus.jsonl").open(encoding="utf-8")]
    documents = [row["text"] for row in rows if row["kind"] != "forum"]
    sheets = [file.read_text("utf-8") for file in sorted(SAMPLE.glob("*.md"))]
    for text in [*chosen.sample(documents, 150), *sheets]:
        found = [plain(piece.text) for piece in pieces(text)]
        yield from chosen.sample(found, min(4, len(found))) if text in documents else found


def main() -> None:
    """Prints one table, or JSON."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--dev", action="store_true", help="the rows for development instead of those held out"
    )
    options = parser.parse_args()
    said = os.environ.get("ASSIST_DATA")  # noqa: TID251 - not a setting of the product
    if not said:
        sys.exit("ASSIST_DATA is not set: it names the folder with the real data")
    every = json.loads((Path(said) / "pii-presidio-1500" / "synth_dataset_v2.json").read_text("utf-8"))
    rows = every[1::2] if options.dev else every[::2]
    table = figures(rows)
    sentences = list(good_sentences(Path(said)))
    started = thread_time()
    held = [text for text in sentences if private_in(text) or people_in(text) or secrets_in(text)]
    each_ms = (thread_time() - started) / len(sentences) * 1000
    if options.json:
        print(json.dumps({"kinds": [asdict(one) for one in table], "held": len(held), "of": len(sentences)}))
        return
    print(f"{'':16} labelled  recall  of texts   found  precision")
    for one in table:
        shares = (one.recall, one.texts_recall, one.precision)
        recall, of_texts, precision = ("-" if share is None else f"{share:.3f}" for share in shares)
        print(f"{one.kind:16} {one.labelled:8} {recall:>7} {of_texts:>9} {one.found:7} {precision:>10}")
    print(f"{len(held)} of {len(sentences)} good sentences held back, {each_ms:.2f} ms of CPU each")


if __name__ == "__main__":
    main()
