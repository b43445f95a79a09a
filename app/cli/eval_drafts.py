"""`assist eval drafts`: what the assistant drafts for judged questions, and whether its proofs hold."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any, TextIO

import click

from app.cli import eval_options
from app.cli.output import as_json, print_json, print_table, progress_bar
from app.cli.place import Place

SHARES = {
    "citation_precision": "citations whose quote is in place and says their sentence",
    "supported_share": "sentences that state something and are supported by their quotes",
    "source_hit@1": "drafts whose first source is a judged one",
    "evidence_hit": "drafts whose drafter was given a judged one",
    "link_share": "drafts with a link in them",
}


@click.command()
@eval_options.corpus
@eval_options.queries
@eval_options.qrels
@click.option(
    "--field", default="tweet", show_default=True, help="The field of a query to draft for: text or tweet."
)
@click.option(
    "--unanswerable",
    type=eval_options.EXISTING,
    help="Messages that the corpus does not answer, as `eval abstention` reads them: how many are answered?",
)
@eval_options.store
@click.option("--sample", type=click.IntRange(1), help="Only so many of each file, always the same ones.")
@click.option(
    "--drafts",
    "kept",
    # Not lazy: what cannot be written is to be said before the work.
    type=click.File("w", encoding="utf-8", lazy=False),
    help="Write what became of each question here, as JSON lines.",
)
@as_json
@click.pass_obj
def drafts(
    place: Place,
    corpus: Path,
    queries: Path,
    qrels: Path,
    field: str,
    unanswerable: Path | None,
    store: Path | None,
    sample: int | None,
    kept: TextIO | None,
    as_json: bool,
) -> None:
    """How many judged questions get a draft, whether every sentence is proved, and from which sources."""
    from app.evaluation.drafts import Judged, draft_figures
    from app.evaluation.judged import judgements_in, messages_in, questions_in

    questions = questions_in(queries, field)
    grades = judgements_in(qrels, questions)
    others = messages_in(unanswerable, sample=sample) if unanswerable else ()
    strangers = {f"unanswerable-{number}": text for number, text in enumerate(others, start=1)}
    judged = Judged(_sample(questions, sample), grades, strangers)
    with progress_bar("Drafting") as told:
        figures, rows = draft_figures(place.house, corpus, judged, store=store, told=told)
    if kept is not None:
        kept.writelines(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    if as_json:
        print_json(figures)
    else:
        _print_figures(figures)


def _sample(questions: Mapping[str, str], count: int | None) -> Mapping[str, str]:
    """So many of them in their order, the same ones each time; all when there are not more."""
    if count is None or count >= len(questions):
        return questions
    chosen = set(Random(0).sample(list(questions), count))  # noqa: S311 - the same ones each time is what is wanted
    return {key: question for key, question in questions.items() if key in chosen}


def _print_figures(figures: Mapping[str, Any]) -> None:
    rows = [
        (
            text,
            f"{figures[name]:.3f}",
            "{low:.3f} to {high:.3f}".format(**figures["intervals"][name]),
            figures["of"][name],
        )
        for name, text in SHARES.items()
    ]
    print_table(["share of", "", "95 % interval", "of"], rows)
    print(
        f"{figures['drafted']} of {figures['queries']} questions have a draft, {figures['without_source']} of them"
        f" without a source (they state nothing); {figures['dropped']} without a judged document were left out."
    )
    print("Over their length: {over_length}. Sending all would cost {cost_usd:.2f} USD.".format(**figures))
    print("A message took {p50:.0f} ms (p50), {p95:.0f} ms (p95).".format(**figures["ms"]))
    if "unanswerable" in figures:
        said = (
            "{drafted} of {messages} messages without an answer got a draft, {answered_share:.1%} an answer."
        )
        print(said.format(**figures["unanswerable"]))
    for line in _details(figures):
        print(line)


def _details(figures: Mapping[str, Any]) -> Iterator[str]:
    """Why there is no draft, what the checks say of those there are, and what does not hold."""
    for reason, count in figures["reasons"].items():
        yield f"no draft for {count}: {reason}"
    for check, its in figures["problems"].items():
        yield f"{check} warns in {its['warned']} drafts and holds back {its['held_back']}"
    for verdict in figures["unsupported"]:
        yield f"not supported, {verdict['draft']}: {'; '.join(verdict['wrong'])}"
