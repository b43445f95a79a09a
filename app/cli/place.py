"""Where a command was called, and the house built from the settings found there."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # both are slow to import, and help needs neither
    from app.wiring import House
    from ingest.sources import Source


@dataclass(frozen=True)
class Place:
    """Which settings file the command was told to use; None: assist.toml in the current folder, if there is one."""

    config: Path | None

    @cached_property
    def house(self) -> "House":
        """Everything built from the settings. Raises SettingsError."""
        from app.settings import FILE_NAME, read_settings
        from app.wiring import House

        return House(read_settings(self.config), base=(self.config or Path(FILE_NAME)).parent)

    @property
    def sources(self) -> "tuple[Source, ...]":
        """The sources of the settings; their locations are meant from the file's folder."""
        return self.house.sources
