"""`assist bench`: speed and memory, beside what a team would use instead."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from app.cli.bench_burst import burst
from app.cli.bench_drafts import drafts
from app.cli.bench_knowledge import knowledge
from app.cli.bench_surge import surge
from app.cli.output import as_json, print_json, print_table, progress_bar
from app.cli.place import Place


@click.group()
def bench() -> None:
    """Speed and memory, beside what a team would use instead."""


bench.add_command(burst)
bench.add_command(drafts)
bench.add_command(knowledge)
bench.add_command(surge)


@bench.command()
@click.option(
    "--location",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of PDF, HTML and Markdown files; default: the packaged sample.",
)
@click.option(
    "--rounds", default=3, show_default=True, type=click.IntRange(1), help="Medians are of so many runs."
)
@click.option(
    "--peer",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A Python with LangChain to measure against; `make bench` makes one.",
)
@as_json
@click.pass_obj
def ingest(_place: Place, location: Path | None, rounds: int, peer: Path | None, as_json: bool) -> None:
    """Ingestion: the first time, unchanged, with 1 % changed, by stage; and a plain LangChain pipeline."""
    from app.bench.ingestion import measure, summary
    from app.demo import SAMPLE

    with TemporaryDirectory(prefix="assist-bench-") as work, progress_bar("Measuring") as progress:
        runs = measure(location or SAMPLE / "sheets", Path(work), rounds=rounds, peer=peer, told=progress)
    figures = summary(runs)
    if as_json:
        print_json(figures)
    else:
        _print(figures)


@bench.command()
@click.option("--passages", required=True, type=click.IntRange(200), help="How many to search.")
@click.option(
    "--rounds", default=3, show_default=True, type=click.IntRange(1), help="Questions: medians of so many."
)
@click.option(
    "--peer",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A Python with txtai, Chroma, LanceDB and LangChain; `make bench` makes one.",
)
@click.option(
    "--minutes",
    default=30,
    show_default=True,
    type=click.IntRange(1),
    help="A run of a peer ends after so many.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    envvar="ASSIST_DATA",
    show_envvar=True,
    help="Folder of real data for the words; default: the packaged sample.",
)
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep material and stores here and use them again.",
)
@as_json
@click.pass_obj
def index(
    _place: Place,
    passages: int,
    rounds: int,
    peer: Path | None,
    minutes: int,
    data: Path | None,
    keep: Path | None,
    as_json: bool,
) -> None:
    """Search over many passages: build, memory, disk, times, recall, updates; and what others do with the same."""
    from app.bench.scale.measure import Wanted, measure
    from app.bench.scale.peers import Peers
    from app.bench.scale.workplace import Workplace
    from app.cli.bench_index import print_figures

    peers = Peers(peer, timedelta(minutes=minutes)) if peer else None
    with _kept_or_passing(keep) as folder, progress_bar("Measuring") as progress:
        figures = measure(Workplace(folder, passages), Wanted(rounds, data, peers), progress)
    if as_json:
        print_json(figures)
    else:
        print_figures(figures)


@contextmanager
def _kept_or_passing(keep: Path | None) -> Iterator[Path]:
    """The folder that was named, or one that is gone afterwards."""
    if keep is None:
        with TemporaryDirectory(prefix="assist-bench-") as folder:
            yield Path(folder)
    else:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()


def _print(figures: Mapping[str, Any]) -> None:
    columns = ("seconds", "with_start", "documents", "passages", "failed", "peak_mb")
    runs = dict(figures["ours"]) | ({"LangChain": figures["langchain"]} if figures["langchain"] else {})
    rows = [[name, *(f"{run[column]:.1f}" for column in columns)] for name, run in runs.items()]
    print_table(["run", *(column.replace("_", " ") for column in columns)], rows)
    rates = [
        [stage, *(f"{value:.1f}" for value in values.values())] for stage, values in figures["stages"].items()
    ]
    print_table(["stage, one process", "seconds", "documents/s", "passages/s"], rates)
    for name, times in (figures["times_faster"] or {}).items():
        print(f"{name.replace('_', ' ')}: {times:.1f} times as fast as LangChain")
