"""`make demo`: the main job on the packaged sample, from files to drafts to a desk where they can be approved."""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.cli.draft import proof
from app.cli.ingest import print_reports
from app.cli.output import progress_bar
from app.knowledge_in import ingest_sources
from app.replaying import replay_rows
from app.settings import FileSettings, read_settings
from app.wiring import House, now
from desk.cases import Case

SAMPLE = Path(__file__).parent / "sample"
DATA = Path("assist-data") / "demo"


def main() -> None:
    """Ingest, draft, show; then serve unless told not to."""
    parser = argparse.ArgumentParser(prog="make demo", description=main.__doc__)
    parser.add_argument("--no-serve", action="store_true", help="print the drafts and end")
    asked = parser.parse_args()
    house = demo_house()
    start_over(house)
    read_sample(house)
    draft_sample(house)
    show(house.ledger.cases())
    if not asked.no_serve:
        from app.serving import serve_all

        serve_all(house)


def demo_house() -> House:
    """The house of the sample, in a folder of its own; what the environment says of a real desk is not heard."""
    settings = read_settings(SAMPLE / "assist.toml", model=FileSettings, data_dir=DATA.absolute())
    return House(settings, base=SAMPLE)


def start_over(house: House) -> None:
    """Take away the cases of an earlier demo; what was ingested stays. Ends when the folder is somebody else's."""
    mark = house.folder / "made-by-the-demo"
    if not mark.exists() and any(house.folder.iterdir()):
        sys.exit(
            f"{str(house.folder)!r} holds something that no demo made; move it away, or call from another folder"
        )
    mark.touch()
    for name in ("ledger.db", "simulator.db"):
        for file in house.folder.glob(f"{name}*"):
            file.unlink()


def read_sample(house: House) -> None:
    """Knowledge in: data sheets, two forums, notes."""
    with progress_bar("Reading the sample") as progress:
        reports = ingest_sources(house, house.sources, full=False, progress=progress)
    print_reports(reports)


def draft_sample(house: House) -> None:
    """Customers write, a message a minute until now; each gets a draft or a reason."""
    rows = [json.loads(line) for line in (SAMPLE / "messages.jsonl").read_text(encoding="utf-8").splitlines()]
    with progress_bar("Drafting") as progress:
        replay_rows(house, as_if_now(rows), progress)


def as_if_now(rows: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """The rows with times that end now, so that the deadlines of the demo are alive."""
    rows = sorted(rows, key=lambda row: row["created_at"])
    for before, row in zip(range(len(rows), 0, -1), rows, strict=True):
        yield {**row, "created_at": (now() - timedelta(minutes=before)).isoformat()}


@dataclass(frozen=True)
class Score:
    """How the drafts compare with what the sample expects."""

    answerable: int
    drafted: int
    right: int
    drafted_though_unanswerable: int


def show(cases: list[Case]) -> None:
    """Print each message with its draft and sources, then the score."""
    for case in sorted(cases, key=lambda case: case.message.posted_at):
        print(f"\n@{case.message.author_handle}: {case.message.text}")
        if case.draft is None:
            print(f"  → {case.stage.value.replace('_', ' ')}: {case.reason}")
        else:
            print(f"  → {case.draft.text}")
            print("\n".join(f"    {line}" for line in proof(case.draft)))
    print(f"\n{sentence(score(cases))}")


def sentence(found: Score) -> str:
    """The score in words."""
    return (
        f"Of {found.answerable} answerable messages {found.drafted} were drafted and {found.right} of these hold "
        f"the expected words; {found.drafted_though_unanswerable} of the others got a sourced draft."
    )


def score(cases: Iterable[Case]) -> Score:
    """Compare drafts with expected.jsonl. A draft is right when it holds every expected word."""
    expected = _expected()
    answers = {message.external_id: _text(case) for case in cases for message in case.messages[-1:]}
    answerable = [row for row in expected.values() if row["class"] == "answerable" and row["id"] in answers]
    others = [row for row in expected.values() if row["class"] != "answerable" and row["id"] in answers]
    drafted = [row for row in answerable if answers[row["id"]]]
    right = [
        row for row in drafted if all(word in answers[row["id"]].casefold() for word in row["must_contain"])
    ]
    return Score(len(answerable), len(drafted), len(right), sum(bool(answers[row["id"]]) for row in others))


def _expected() -> Mapping[str, dict[str, Any]]:
    lines = (SAMPLE / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


def _text(case: Case) -> str:
    return case.draft.text if case.draft and case.draft.citations else ""


if __name__ == "__main__":
    main()
