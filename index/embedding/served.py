"""The export of a model in use: found as soon as it is there, whichever process made it."""

import logging
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from index.embedding.exported import MANIFEST, folder_of_export, read_export

if TYPE_CHECKING:
    from index.embedding.onnx_model import OnnxModel

log = logging.getLogger(__name__)


class Served:
    """Looks for the export of one model. Several threads may ask."""

    def __init__(self, exports: Path, name: str) -> None:
        self._folder = folder_of_export(exports, name)
        self._looking = Lock()
        self._seen: int | None = None
        self._model: OnnxModel | None = None
        self.refused = False  # whether there is an export that says: this model has to be run by torch

    def model(self) -> "OnnxModel | None":
        """None as long as there is no export, or none that can be used. Asking again costs little."""
        if self._model is None:
            with self._looking:
                made = self._made()
                if self._model is None and made != self._seen:
                    self._seen = made
                    self._look()
        return self._model

    def _made(self) -> int | None:
        """When the manifest was written, in nanoseconds."""
        try:
            return (self._folder / MANIFEST).stat().st_mtime_ns
        except OSError:
            return None

    def _look(self) -> None:
        export = read_export(self._folder)
        self.refused = export is not None and export.refused is not None
        if export is None:
            return
        if self.refused:
            log.warning(
                "questions are embedded by torch, more slowly: %s. Delete %r to try again",
                export.refused,
                str(self._folder),
            )
            return
        from index.embedding.onnx_model import OnnxModel

        self._model = OnnxModel(self._folder, export.prompts)
