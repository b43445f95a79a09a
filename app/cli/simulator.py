"""`assist simulator`: a simulated X on this machine, to try the X channel without X."""

from pathlib import Path

import click

from app.cli.place import Place


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8780, show_default=True, help="On 127.0.0.1.")
@click.option("--handle", help="Our account there (default: the company's handle of the settings).")
@click.option(
    "--file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where it keeps everything (default: simulator.db in the data folder).",
)
@click.pass_obj
def simulator(place: Place, port: int, handle: str | None, file: Path | None) -> None:
    """Serve a simulated X: X's API v2 on loopback, with a surface to drive it. Prints how to connect."""
    from app.simulated import serve_x

    serve_x(place.house, port, handle, file)
