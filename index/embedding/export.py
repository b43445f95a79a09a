"""Making an export: once for each model, by one process at a time, whole or not at all."""

import fcntl
import logging
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from index.embedding.exported import MANIFEST, Export, folder_of_export, read_export, write_manifest
from index.embedding.origin import folder_of
from index.embedding.parity import lowest_cosine

if TYPE_CHECKING:
    from index.embedding.torch_model import TorchModel

TOLERANCE = 0.9999  # the lowest cosine between a vector of an export and the model's own in float32
KEPT = 2  # exports; the one before the newest may still be an older index's
UNFINISHED = ".making-"
log = logging.getLogger(__name__)


def make_apart(exports: Path, name: str, said: str | None) -> None:
    """Make the export of a model in a process of its own, so that torch's memory goes with it. Raises UnfitModel.

    That process may be killed at any moment, or this one: what it began is swept away by the next.
    """
    context = get_context("spawn")
    try:
        with ProcessPoolExecutor(1, context, initializer=signal, initargs=(SIGINT, SIG_IGN)) as processes:
            processes.submit(make, exports, name, said).result()
    except (OSError, BrokenProcessPool) as error:
        log.warning("model %r could not be exported (%s); torch answers questions, more slowly", name, error)


def make(exports: Path, name: str, said: str | None) -> None:
    """Make the export of a model unless it is there. Raises OSError and UnfitModel."""
    exports.mkdir(parents=True, exist_ok=True)
    with alone(exports):
        for left in exports.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left)
        place = folder_of_export(exports, name)
        if read_export(place) is None:
            making = Path(mkdtemp(prefix=UNFINISHED, dir=exports))
            write_manifest(making, _filled(making, folder_of(said, name)))
            shutil.rmtree(place, ignore_errors=True)  # a damaged one
            making.rename(place)
            _drop_old(exports)


def _filled(folder: Path, origin: Path) -> Export:
    """Write graph and tokenizer, if both ways of running the model then agree."""
    from index.embedding.torch_model import TorchModel

    model = TorchModel(origin, exact=True)
    lowest, refused = _tried(model, folder)
    if refused:
        for file in folder.iterdir():
            file.unlink()
    return Export(model.prompts, lowest, refused)


def _tried(model: "TorchModel", folder: Path) -> tuple[float, str | None]:
    """The lowest cosine, and why the export is no good."""
    from index.embedding.onnx_model import OnnxModel

    try:
        model.write(folder)
        onnx = OnnxModel(folder, model.prompts)
        lowest = lowest_cosine(model.questions, onnx.questions)
        if lowest >= TOLERANCE:
            lowest = lowest_cosine(model.passages, onnx.passages)
    except (OSError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - exporter and runtime raise anything at a model they cannot take
        return 0.0, f"{type(error).__name__}: {error}"
    if lowest >= TOLERANCE:
        return lowest, None
    return lowest, f"a cosine of {lowest:.5f} to the model's own vector is too low"


@contextmanager
def alone(folder: Path, lock: str = ".lock") -> Iterator[None]:
    """Others wait. The lock goes with its process, whatever becomes of it."""
    with (folder / lock).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _drop_old(exports: Path) -> None:
    """A process that uses one has it in memory."""
    newest_first = sorted(exports.glob(f"*/{MANIFEST}"), key=lambda manifest: -manifest.stat().st_mtime)
    for manifest in newest_first[KEPT:]:
        shutil.rmtree(manifest.parent)
