"""Options that the `assist eval` commands share."""

from pathlib import Path

import click

EXISTING = click.Path(path_type=Path, dir_okay=False, exists=True)

corpus = click.option(
    "--corpus", type=EXISTING, required=True, help="JSON lines: id, title, text, optional kind."
)
queries = click.option(
    "--queries", type=EXISTING, required=True, help="JSON lines: id and the fields to ask with."
)
qrels = click.option(
    "--qrels", type=EXISTING, required=True, help="Tab-separated: query-id, corpus-id, score."
)
store = click.option(
    "--store", type=click.Path(path_type=Path, file_okay=False), help="Keep the index here and use it again."
)
field = click.option(
    "--field", default="text", show_default=True, help="The field of a query to ask with: text or tweet."
)
