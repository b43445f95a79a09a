"""What a channel brings to the house."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.types import ASGIApp

from desk.ports import Listener, Publisher

if TYPE_CHECKING:  # slow to import, and the settings of channels lie beside what uses this
    from app.worker import Beside


def expect_whole(name: str, table: str, missing: Sequence[str], page: str) -> None:
    """Raises SettingsError for a channel that is set up by half: nobody would be heard there, and nobody told."""
    if missing:
        from app.settings import SettingsError  # the settings of channels are among those there

        raise SettingsError(
            f"{name} is set up by half: set {' and '.join(missing)} under [{table}]; see docs/{page}"
        )


@dataclass(frozen=True)
class Look:
    """One thing that `assist doctor` looks at: `at` says how it stands, or raises what is wrong with it."""

    what: str
    at: Callable[[], str]


@dataclass(frozen=True)
class CallIn:
    """What the platform calls, to be served on 127.0.0.1 behind the company's proxy."""

    app: ASGIApp
    port: int


@dataclass(frozen=True)
class Channel:
    """One channel, ready to be heard and to be spoken through."""

    name: str
    listener: Listener
    publisher: Publisher
    beside: "Sequence[Beside]" = ()  # what goes on beside the worker, such as a stream that is read
    call_in: CallIn | None = None
    looks: Sequence[Look] = ()
