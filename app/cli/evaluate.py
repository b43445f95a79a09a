"""`assist eval`: quality figures on judged data, over a store of its own."""

import click

from app.cli.eval_abstention import abstention
from app.cli.eval_drafts import drafts
from app.cli.eval_retrieval import retrieval


@click.group("eval")
def evaluate() -> None:
    """Quality figures on judged data (BEIR layout)."""


evaluate.add_command(retrieval)
evaluate.add_command(abstention)
evaluate.add_command(drafts)
