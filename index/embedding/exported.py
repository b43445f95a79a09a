"""A model as it lies in a folder to be served without torch: graph, tokenizer, and a manifest that vouches for them."""

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from index.embedding.origin import sha256_of_file

VERSION = 1  # of how exports are made: raise it, and all are made anew
GRAPH = "model.onnx"
WEIGHTS = "model.onnx.weights"
TOKENIZER = "tokenizer.json"
MANIFEST = "export.json"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Prompts:
    """What a model wants to see before a text, by what the text is; mostly nothing."""

    question: str
    passage: str


@dataclass(frozen=True)
class Export:
    """What a manifest says. `refused` says why the model is not served from here; None: it is."""

    prompts: Prompts
    lowest_cosine: float
    refused: str | None


def folder_of_export(exports: Path, model: str) -> Path:
    """Where the export of the model of that name belongs."""
    return exports / f"{model.replace('/', '--')}.{VERSION}"


def write_manifest(folder: Path, export: Export) -> None:
    """Vouch for the files that lie there now. Raises OSError."""
    files = {file.name: sha256_of_file(file) for file in folder.iterdir()}
    said = json.dumps({**asdict(export), "files": files}, indent=2)
    (folder / MANIFEST).write_text(said, encoding="utf-8")


def read_export(folder: Path) -> Export | None:
    """None when there is none, or (with a line in the log) one that is damaged. Reads every byte of it."""
    if not folder.is_dir():
        return None
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        for name, sha256 in said.pop("files").items():
            if sha256_of_file(folder / name) != sha256:
                raise ValueError(f"{name!r} is not what it was")
        return Export(**{**said, "prompts": Prompts(**said["prompts"])})
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        log.warning(
            "export %r is damaged (%s); it is made anew when an index is next filled", str(folder), error
        )
        return None
