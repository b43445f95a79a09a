"""`assist serve`, `worker`, `web` and `slack`: the desk as long-running processes."""

import click

from app.cli.place import Place


@click.command()
@click.pass_obj
def serve(place: Place) -> None:
    """Run everything: channels, worker, Slack and the web desk. Prints a one-time link."""
    from app.serving import serve_all

    serve_all(place.house)


@click.command()
@click.pass_obj
def worker(place: Place) -> None:
    """Run the worker alone: it hears, drafts, sends and refreshes."""
    from app.serving import work

    work(place.house)


@click.command()
@click.pass_obj
def web(place: Place) -> None:
    """Run the web desk alone. Prints a one-time link."""
    from app.serving import serve_web

    serve_web(place.house)


@click.command()
@click.pass_obj
def slack(place: Place) -> None:
    """Run the Slack app alone."""
    from app.serving import serve_slack

    serve_slack(place.house)
