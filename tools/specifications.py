"""How many specifications of real data sheets are found: python tools/specifications.py

tests/data/specifications.tsv lists 60, chosen by reading the originals: 40 from the files of a hardware maker's
support desk (they need ASSIST_DATA) and 20 from the packaged sample's sheets. All files of a set are read into a
library of their own, and each specification is asked for as "product attribute": among the first five facts, and
in the first five passages of a search.
"""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from csv import DictReader
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from index.embedding.embed import SentenceEmbedder  # noqa: E402 - found only now
from index.knowledge import Audience, Fact, Kind  # noqa: E402
from index.search import Index  # noqa: E402
from ingest.refresh import refresh  # noqa: E402
from ingest.sources import Source  # noqa: E402

SPECIFICATIONS = ROOT / "tests" / "data" / "specifications.tsv"
GOALS = {"oem": 0.8, "sample": 0.95}
FIRST = 5
NUMBER = re.compile(r"(?<![\w.°%])[+\-±]*\d+(?:\.\d+)?|(?<=[^\W\d])(?<![\d.])\d+(?:\.\d+)?|\d+(?:\.\d+)?")
UNITS = {"degc": "°c", "ohms": "ω", "ohm": "ω", "μ": "µ", "ua": "µa"}


@dataclass(frozen=True)
class Specification:
    """A row of the list: what a customer may ask for, and the values that the file gives."""

    file: str
    product: str
    attribute: str
    values: tuple[tuple[str, str], ...]  # (min | typ | max | "", number)
    units: tuple[str, ...]  # one for all numbers or one for each
    page: int | None

    @property
    def question(self) -> str:
        """As a customer would look for it."""
        return f"{self.product} {self.attribute}"

    def measures(self) -> list[tuple[str, str]]:
        """Each number with its unit."""
        units = self.units if len(self.units) == len(self.values) else self.units[-1:] * len(self.values)
        return [(number, unit) for (_, number), unit in zip(self.values, units, strict=True)]


def specifications() -> Iterator[tuple[str, list[Specification]]]:
    """The rows of each set."""
    with SPECIFICATIONS.open(encoding="utf-8") as file:
        for name, rows in groupby(DictReader(file, delimiter="\t"), key=lambda row: row["set"]):
            yield name, [_specification(row) for row in rows]


def _specification(row: dict[str, str]) -> Specification:
    said = [value.rpartition(" ") for value in row["values"].split(", ")]
    values = tuple((kind, number) for kind, _, number in said)
    page = int(row["page"]) if row["page"] else None
    return Specification(
        row["file"], row["product"], row["attribute"], values, tuple(row["unit"].split()), page
    )


def squeezed(text: str) -> str:
    """The text without blanks, in one way of writing units and signs."""
    text = re.sub(r"\s", "", normalize("NFKC", text).lower()).translate(str.maketrans("–—−～×", "---~x"))
    for written, meant in UNITS.items():
        text = text.replace(written, meant)
    return normalize("NFKC", text)


def holds(line: str, wanted: Sequence[tuple[str, str]]) -> bool:
    """Whether the line has these numbers, one after the other, the last (or each) with its unit."""
    alike = len({unit for _, unit in wanted}) == 1
    parts = [
        rf"(?<![\d.]){re.escape(squeezed(number).lstrip('+±'))}(?![\d.]*\d)-?{'' if alike else _unit(unit)}"
        for number, unit in wanted
    ]
    last = _unit(wanted[-1][1]) if alike else ""
    return bool(re.search(".{0,24}?".join(parts) + last, squeezed(line)))


def _unit(unit: str) -> str:
    """A pattern for the unit; degrees may be written without their ring."""
    return re.escape(squeezed(unit)).replace("°", "°?")


def is_told(fact: Fact, wanted: Specification) -> bool:
    """Whether the fact has exactly these values, their unit and the page."""
    kinds = {kind for kind, _ in wanted.values}
    cells = {"min": fact.minimum, "typ": fact.typical, "max": fact.maximum, "": fact.value}
    if fact.page != wanted.page or (kinds != {""} and any(cells[k] for k in {"min", "typ", "max"} - kinds)):
        return False
    for kind in kinds:
        measures = [m for m, (k, _) in zip(wanted.measures(), wanted.values, strict=True) if k == kind]
        cell = cells[kind] or ""
        if not (holds(cell, measures) or holds(f"{cell}{fact.unit or ''}", measures)):
            return False
    return True


def place_of(name: str) -> Path | None:
    """The folder of a set; None when it is not here."""
    if name == "sample":
        return ROOT / "app" / "sample" / "sheets"
    said = os.environ.get("ASSIST_DATA")  # noqa: TID251 - a tool, not the product
    return Path(said) / "oem-support-desk" / "files" if said else None


def measure(name: str, place: Path, wanted: Sequence[Specification]) -> None:
    """Read the set's files and print what is found of it."""
    source = Source(name, Kind.DATA_SHEET, str(place), Audience.PUBLIC)
    with TemporaryDirectory() as folder:
        index = Index.open(f"sqlite:///{folder}/library.db", Path(folder) / "index", SentenceEmbedder())
        try:
            report = refresh(source, index, now=lambda: datetime.now(UTC))  # noqa: TID251 - a tool
            print(f"{name}: {report.new} documents, {report.seconds:.0f} s")
            _judge(name, index, wanted)
        finally:
            index.close()


def _judge(name: str, index: Index, wanted: Sequence[Specification]) -> None:
    told = [_as_fact(index, name, one) for one in wanted]
    found = [_by_search(index, one) for one in wanted]
    for one, by_fact, by_search in zip(wanted, told, found, strict=True):
        if not (by_fact and by_search):
            missed = " and ".join(["as a fact"] * (not by_fact) + ["by search"] * (not by_search))
            print(f"  not found {missed}: {one.question} ({one.file.rpartition('/')[2]}, page {one.page})")
    print(
        f"  as facts   {sum(told)} of {len(wanted)}: {sum(told) / len(wanted):.1%} (goal {GOALS[name]:.0%})"
    )
    print(f"  by search  {sum(found)} of {len(wanted)}: {sum(found) / len(wanted):.1%}\n", flush=True)


def _as_fact(index: Index, source: str, wanted: Specification) -> bool:
    hits = index.facts(wanted.question, audience=Audience.PUBLIC, limit=FIRST)
    return any(hit.document_id == f"{source}/{wanted.file}" and is_told(hit.fact, wanted) for hit in hits)


def _by_search(index: Index, wanted: Specification) -> bool:
    hits = index.search(wanted.question, audience=Audience.PUBLIC, limit=FIRST)
    return any(holds(line, wanted.measures()) for hit in hits for line in hit.passage.text.split("\n"))


def main() -> None:
    """Both sets; says which was left out for want of data."""
    for name, wanted in specifications():
        if place := place_of(name):
            measure(name, place, wanted)
        else:
            print(f"{name}: left out, ASSIST_DATA is not set: it names the folder with the real data")


if __name__ == "__main__":
    main()
