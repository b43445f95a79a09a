"""A model is exported once, whole or not at all, and answers as sentence-transformers does, without torch."""

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from signal import SIGKILL
from time import sleep
from typing import Any

import numpy as np
import pytest

from index.embedding.embed import FEW, SentenceEmbedder
from index.embedding.export import KEPT, TOLERANCE, make
from index.embedding.exported import GRAPH, MANIFEST, TOKENIZER, WEIGHTS, folder_of_export, read_export
from index.embedding.origin import folder_of, name_of
from index.embedding.parity import TEXTS, cosines, lowest_cosine
from tests.index.tiny_models import tiny_model

ROOT = Path(__file__).parents[2]
STAGES = [f".making-*/{file}" for file in (TOKENIZER, f"*/{GRAPH}", GRAPH, MANIFEST)]
KINDS: dict[str, dict[str, Any]] = {
    "bert": {},
    "distilbert": {"pooling": "cls", "dense": 16, "prompts": {"query": "question: ", "document": "text: "}},
    "mpnet": {"pooling": "max", "lower": True},
    "xlm-roberta": {"pooling": "mean", "prompts": {"query": "Find: "}},
    "qwen3": {"pooling": "lasttoken"},
}


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """Still empty."""
    return tmp_path / "models"


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A model."""
    return str(tiny_model(tmp_path_factory.mktemp("tiny"), "distilbert", **KINDS["distilbert"]))


@pytest.fixture(scope="session")
def tiny_export(tiny: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its export."""
    return made(tmp_path_factory.mktemp("models"), tiny)


@pytest.fixture
def filled(exports: Path, tiny_export: Path) -> Path:
    """A folder with a copy of it."""
    shutil.copytree(tiny_export, exports / tiny_export.name)
    return exports


def made(exports: Path, said: str) -> Path:
    """The folder of its export, which is made here and now."""
    make(exports, name_of(said), said)
    return folder_of_export(exports, name_of(said))


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=[] if kind == "distilbert" else [pytest.mark.slow]) for kind in KINDS],
)
def test_any_kind_of_model_answers_as_sentence_transformers_does(
    kind: str, tmp_path: Path, exports: Path
) -> None:
    from index.embedding.onnx_model import OnnxModel
    from index.embedding.torch_model import TorchModel

    said = str(tiny_model(tmp_path, kind, **KINDS[kind]))
    folder = made(exports, said)
    export = read_export(folder)
    assert export is not None
    assert export.refused is None
    theirs, ours = TorchModel(Path(said), exact=True), OnnxModel(folder, export.prompts)
    assert lowest_cosine(theirs.passages, ours.passages) >= TOLERANCE
    assert lowest_cosine(theirs.questions, ours.questions) >= TOLERANCE
    assert np.median(cosines(ours.passages(TEXTS[3:]), ours.passages(TEXTS[:-3]))) < 0.95  # texts differ
    if "prompts" in KINDS[kind]:
        assert cosines(ours.questions(["a"]), ours.passages(["a"]))[0] < TOLERANCE


def test_a_question_is_answered_by_the_export_as_soon_as_another_process_has_made_it(
    tiny: str, tiny_export: Path, exports: Path
) -> None:
    embedder = SentenceEmbedder(tiny, exports)
    (by_torch,) = embedder.embed_questions(["before"])
    place = shutil.copytree(tiny_export, exports / tiny_export.name)
    assert embedder.prepare()
    (place / GRAPH).unlink()  # what is in memory goes on
    again, later = embedder.embed_questions(["before ", "later"])
    assert again @ by_torch > TOLERANCE > again @ later


def test_a_model_that_bfloat16_would_change_stays_in_float32(
    tiny: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.embedding.torch_model import TorchModel

    monkeypatch.setattr("index.embedding.torch_model.FAST_TOLERANCE", 1.1)
    kept, exact = TorchModel(Path(tiny)), TorchModel(Path(tiny), exact=True)
    assert cosines(kept.passages(TEXTS), exact.passages(TEXTS)).min() > 0.99999


def test_threads_share_an_export(tiny: str, filled: Path) -> None:
    embedder = SentenceEmbedder(tiny, filled)
    with ThreadPoolExecutor(4) as threads:
        many = list(threads.map(lambda _: embedder.embed(TEXTS), range(8)))
    assert all(np.allclose(each, many[0], atol=1e-6) for each in many)


def test_a_model_whose_export_would_differ_is_refused_once_and_served_by_torch(
    tmp_path: Path, exports: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tiny_model(tmp_path, prompts={"query": "a long prompt that is not pooled: "})
    pooling = folder / "1_Pooling" / "config.json"
    pooling.write_text(json.dumps({**json.loads(pooling.read_text()), "include_prompt": False}))
    place = made(exports, str(folder))
    assert [file.name for file in place.iterdir()] == [MANIFEST]
    embedder = SentenceEmbedder(str(folder), exports)
    assert not embedder.prepare()
    assert embedder.embed_questions(["hm?"]).shape == (1, 32)
    assert [record for record in caplog.messages if "too low" in record] == caplog.messages


@pytest.mark.parametrize("file", [GRAPH, WEIGHTS, TOKENIZER, MANIFEST])
@pytest.mark.parametrize("damage", ["flipped", "cut", "gone"])
def test_a_damaged_export_is_not_used(file: str, damage: str, tiny: str, filled: Path) -> None:
    broken = folder_of_export(filled, name_of(tiny)) / file
    known = broken.read_bytes()
    middle = len(known) // 2
    broken.write_bytes(known[:middle] + bytes([known[middle] ^ 255]) + known[middle + 1 :])
    if damage == "cut":
        broken.write_bytes(known[:middle])
    if damage == "gone":
        broken.unlink()
    assert read_export(broken.parent) is None


def test_a_damaged_export_is_told_once_replaced_by_torch_and_made_anew(
    tiny: str, filled: Path, caplog: pytest.LogCaptureFixture
) -> None:
    embedder = SentenceEmbedder(tiny, filled)
    place = folder_of_export(filled, embedder.name)
    (place / GRAPH).write_bytes(b"no graph")
    assert embedder.embed_questions(["still?", "and now?"]).shape == (2, 16)
    assert ["is damaged" in message for message in caplog.messages] == [True]
    made(filled, tiny)
    assert embedder.prepare()
    assert read_export(place)


@pytest.mark.parametrize("said", ["", "[]", "{}", '{"files": []}', '{"files": {}, "prompts": 7}', "\ufeff"])
def test_any_nonsense_for_a_manifest_is_a_damaged_export(said: str, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(said, encoding="utf-8")
    assert read_export(tmp_path) is None


@pytest.mark.slow
def test_a_changed_model_is_exported_for_itself_and_the_two_newest_are_kept(
    tmp_path: Path, exports: Path
) -> None:
    said = tiny_model(tmp_path, pooling="mean")
    pooling = said / "1_Pooling" / "config.json"
    places = []
    for mode in ["mean", "max", "cls"]:
        pooling.write_text(json.dumps({**json.loads(pooling.read_text()), "pooling_mode": mode}))
        places.append(made(exports, str(said)))
    assert [place.exists() for place in places] == [False] * (3 - KEPT) + [True] * KEPT


@pytest.mark.slow
def test_a_folder_that_cannot_be_written_leaves_the_questions_to_torch(
    tiny: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("not a folder")
    embedder = SentenceEmbedder(tiny, tmp_path / "file")
    assert not embedder.prepare()
    assert "could not be exported" in caplog.text
    assert embedder.embed_questions(["and now?"]).shape == (1, 16)


@pytest.mark.slow
def test_two_processes_prepare_one_export(tiny: str, exports: Path) -> None:
    context = get_context("spawn")
    both = [context.Process(target=make, args=(exports, name_of(tiny), tiny)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    assert [place.name for place in exports.glob("[!.]*")] == [f"{name_of(tiny)}.1"]
    assert not list(exports.glob(".making-*"))
    assert read_export(folder_of_export(exports, name_of(tiny)))


@pytest.mark.slow
def test_a_process_killed_in_the_middle_leaves_nothing_half(tiny: str, exports: Path, rounds: int) -> None:
    place = folder_of_export(exports, name_of(tiny))
    for turn in range(rounds):
        process = get_context("spawn").Process(target=make, args=(exports, name_of(tiny), tiny))
        process.start()
        while process.is_alive() and not list(exports.glob(STAGES[turn % len(STAGES)])):
            sleep(0.001)
        os.kill(process.pid or 0, SIGKILL)
        process.join()
        assert not place.exists() or read_export(place)
    assert made(exports, tiny) == place
    assert read_export(place)
    assert not list(exports.glob(".making-*"))


@pytest.fixture(scope="session")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Exports with the packaged model's, made as `assist ingest` has it made."""
    exports = tmp_path_factory.mktemp("exports")
    assert SentenceEmbedder(None, exports).prepare()
    return exports


@pytest.mark.slow
def test_the_packaged_model_answers_as_it_was_published(packaged: Path, embedder: SentenceEmbedder) -> None:
    from index.embedding.torch_model import TorchModel

    served, exact = SentenceEmbedder(None, packaged), TorchModel(folder_of(None), exact=True)
    assert lowest_cosine(exact.questions, served.embed_questions) >= TOLERANCE
    heap = [*TEXTS, *map(str, range(FEW))]  # more than the export is used for
    assert cosines(embedder.embed(heap), served.embed(heap)).min() >= TOLERANCE
    assert cosines(embedder.embed(heap), exact.passages(heap)).min() >= 0.999


@pytest.mark.slow
def test_a_question_loads_neither_torch_nor_transformers(packaged: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from index.embedding.embed import FEW, SentenceEmbedder
embedder = SentenceEmbedder(None, Path({str(packaged)!r}))
assert embedder.prepare() and embedder.dimension == 384
embedder.embed_questions(["why does it hum?"])
embedder.embed(["a new note"] * FEW)
print(sorted({{"torch", "transformers", "sentence_transformers", "huggingface_hub"}} & set(sys.modules)))
"""
    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True) == "[]\n"


@pytest.mark.slow
def test_an_export_that_dies_leaves_the_questions_to_torch(
    tiny: str, exports: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("index.embedding.export.make", _die)
    assert not SentenceEmbedder(tiny, exports).prepare()
    assert "could not be exported" in caplog.text


def _die(*_: object) -> None:
    os.kill(os.getpid(), SIGKILL)
