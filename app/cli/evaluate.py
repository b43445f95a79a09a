"""`assist eval`: quality figures on judged data, over a store of its own."""

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from app.cli.output import as_json, print_json, print_table, progress_bar, say
from app.cli.place import Place
from index.search import Index

EXISTING = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.group("eval")
def evaluate() -> None:
    """Quality figures on judged data (BEIR layout)."""


@evaluate.command()
@click.option("--corpus", type=EXISTING, required=True, help="JSON lines: id, title, text, optional kind.")
@click.option("--queries", type=EXISTING, required=True, help="JSON lines: id and the fields to ask with.")
@click.option("--qrels", type=EXISTING, required=True, help="Tab-separated: query-id, corpus-id, score.")
@click.option(
    "--field", default="text", show_default=True, help="The field of a query to ask with: text or tweet."
)
@click.option("--kind", "kinds", help="Only these kinds, with commas: data_sheet,sme_note.")
@click.option(
    "--store", type=click.Path(path_type=Path, file_okay=False), help="Keep the index here and use it again."
)
@as_json
@click.pass_obj
def retrieval(
    place: Place,
    corpus: Path,
    queries: Path,
    qrels: Path,
    field: str,
    kinds: str | None,
    store: Path | None,
    as_json: bool,
) -> None:
    """nDCG@10, recall and MRR of the search, beside BM25, dense alone and rank fusion over the same passages."""
    from index.evaluation.evaluate import evaluate as measured
    from ingest.sources import kind_named

    asked, judged = _questions(queries, field), _judgements(qrels)
    wanted = [kind_named(kind) for kind in kinds.split(",")] if kinds else None
    with _folder(store) as folder:
        figures = measured(_index_of(place, corpus, folder), asked, judged, kinds=wanted)
    if as_json:
        print_json(figures)
    else:
        _print_figures(figures)


@contextmanager
def _folder(store: Path | None) -> Iterator[Path]:
    if store is not None:
        store.mkdir(parents=True, exist_ok=True)
        yield store
    else:
        with TemporaryDirectory(prefix="assist-eval-") as folder:
            yield Path(folder)


def _index_of(place: Place, corpus: Path, folder: Path) -> Index:
    """The corpus, every row as public unless the row says otherwise, in an index of its own."""
    from app.wiring import now
    from index.knowledge import Audience, Kind
    from ingest.refresh import refresh
    from ingest.sources import Format, Source

    index = Index.open(f"sqlite:///{folder / 'library.db'}", folder / "index", place.house.embedder)
    source = Source("corpus", Kind.FORUM, str(corpus), Audience.PUBLIC, format=Format.JSONL, unaccepted=True)
    with progress_bar("Indexing the corpus") as progress:
        report = refresh(source, index, now=now, progress=progress)
    for failure in report.failed:
        say(f"failed: {failure.id}: {failure.reason}")
    return index


def _questions(file: Path, field: str) -> dict[str, str]:
    """Question by id."""
    rows = [_row(file, number, line) for number, line in enumerate(_lines(file), start=1) if line.strip()]
    missing = next((row for row in rows if field not in row), None)
    if missing is not None:
        raise click.BadParameter(f"{file}: a query has no field {field!r}; it has {', '.join(missing)}")
    return {str(row.get("_id", row.get("id"))): str(row[field]) for row in rows}


def _row(file: Path, number: int, line: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise click.BadParameter(f"{file}, line {number}: not JSON ({error})") from error
    if not isinstance(row, dict) or not ({"_id", "id"} & set(row)):
        raise click.BadParameter(f"{file}, line {number}: an object with an id is needed")
    return row


def _judgements(file: Path) -> dict[str, dict[str, int]]:
    """Score by document by query; a first line of names is left out."""
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    for number, cells in enumerate(csv.reader(_lines(file), delimiter="\t"), start=1):
        if not cells or (number == 1 and cells[-1] == "score"):
            continue
        try:
            query, document, score = cells
            judged[query][document] = int(score)
        except ValueError as error:
            raise click.BadParameter(
                f"{file}, line {number}: query-id, corpus-id, score are needed ({error})"
            ) from error
    return judged


def _lines(file: Path) -> Sequence[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise click.BadParameter(f"{file}: not UTF-8 text ({error})") from error


METRICS = ("ndcg@10", "recall@10", "mrr@10", "recall@50")


def _print_figures(figures: Mapping[str, Any]) -> None:
    rows = [["ours", figures], *figures["baselines"].items()]
    print_table(["", *METRICS], [[name, *[f"{row[metric]:.4f}" for metric in METRICS]] for name, row in rows])
    print(f"{figures['queries']} queries; {figures['dropped']} without a judged document were left out.")
    sys.stdout.flush()
