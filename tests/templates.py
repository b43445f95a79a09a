"""Empty databases with their tables: making these takes a tenth of a second, and a thousand tests want one."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from desk.ledger import Ledger
from index.library import Library


def a_ledger(folder: Path) -> Ledger:
    """A ledger of its own in the folder, on SQLite."""
    return Ledger.open(a_ledger_url(folder))


def a_ledger_url(folder: Path) -> str:
    """Where an empty ledger lies in the folder now."""
    return _copied(_empty_ledger(), folder / "ledger.db")


def a_library_url(folder: Path) -> str:
    """Where an empty library lies in the folder now; all of them have one identity."""
    return _copied(_empty_library(), folder / "library.db")


def _copied(template: bytes, file: Path) -> str:
    file.write_bytes(template)
    return f"sqlite:///{file}"


@cache
def _empty_ledger() -> bytes:
    return _made(lambda url: Ledger.open(url).close())


@cache
def _empty_library() -> bytes:
    return _made(lambda url: Library(url).close())


def _made(make: Callable[[str], None]) -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        make(f"sqlite:///{file}")
        return file.read_bytes()
