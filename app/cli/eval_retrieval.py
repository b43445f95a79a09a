"""`assist eval retrieval`: how good the search is on judged questions, beside what else could be done."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from app.cli import eval_options
from app.cli.output import as_json, print_json, print_table, progress_bar
from app.cli.place import Place

METRICS = ("ndcg@10", "recall@10", "mrr@10", "recall@50")


@click.command()
@eval_options.corpus
@eval_options.queries
@eval_options.qrels
@eval_options.field
@click.option("--kind", "kinds", help="Only these kinds, with commas: data_sheet,sme_note.")
@eval_options.store
@click.option(
    "--peer",
    type=eval_options.EXISTING,
    help="A Python with txtai to measure against; `make bench` makes one.",
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
    peer: Path | None,
    as_json: bool,
) -> None:
    """nDCG@10, recall and MRR of the search, beside BM25, meaning alone and two mixes over the same passages."""
    from app.evaluation.judged import judgements_in, questions_in
    from app.evaluation.retrieval import retrieval_figures
    from ingest.sources import kind_named

    questions = questions_in(queries, field)
    judgements = judgements_in(qrels, questions)
    wanted = [kind_named(kind) for kind in kinds.split(",")] if kinds else None
    with progress_bar("Asking") as told:
        figures = retrieval_figures(
            place.house, corpus, questions, judgements, kinds=wanted, store=store, peer=peer, told=told
        )
    if as_json:
        print_json(figures)
    else:
        _print_figures(figures)


def _print_figures(figures: Mapping[str, Any]) -> None:
    rows = [("ours", figures), *figures["baselines"].items()]
    print_table(["", *METRICS, "we lead by (nDCG@10)"], [_cells(name, row) for name, row in rows])
    print(f"{figures['queries']} queries; {figures['dropped']} without a judged document were left out.")
    print("In brackets: 95 % intervals, of the mean and of the lead.")
    if figures["baselines"] and figures["queries"]:
        print(_best(figures))
    for package in figures["not_installed"]:
        print(
            f"Without {package} there is no BM25 and no mix with it: install it with the development packages."
        )


def _cells(name: str, row: Mapping[str, Any]) -> list[str]:
    means = [_bracketed(row[metric], row["intervals"][metric]) for metric in METRICS]
    lead = row["lead"][METRICS[0]] if "lead" in row else None
    return [name, *means, _bracketed(lead["mean"], lead, sign="+") if lead else ""]


def _bracketed(value: float, bounds: Mapping[str, float], sign: str = "") -> str:
    low, high = (f"{bounds[end]:{sign}.3f}" for end in ("low", "high"))
    return f"{value:{sign}.4f} [{low}, {high}]"


def _best(figures: Mapping[str, Any]) -> str:
    name, best = max(figures["baselines"].items(), key=lambda pair: float(pair[1][METRICS[0]]))
    share = figures[METRICS[0]] / best[METRICS[0]] - 1 if best[METRICS[0]] else float("inf")
    return f"Ours against {name}, the best of the others by nDCG@10: {share:+.1%}."
