"""The model of the settings is taken up beside the worker, and nobody waits for it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from app.model_change import ModelChange
from index.embedding.embed import Embedder
from index.knowledge import Audience
from index.search import Index
from tests.builders import a_document
from tests.index.embedders import WordEmbedder
from tests.index.putting import put

NOW = timedelta(0)


class StoppingEmbedder(WordEmbedder):
    """Somebody stops the worker while this one embeds."""

    def __init__(self, stop: Event) -> None:
        super().__init__("words-v2")
        self.stop = stop

    def embed(self, texts):  # type: ignore[no-untyped-def]
        self.stop.set()
        return super().embed(texts)


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[Embedder], Index]:
    """Opens a library that the old model embedded."""
    url = f"sqlite:///{tmp_path / 'library.db'}"
    old = Index.open(url, tmp_path / "index", WordEmbedder(), said="words-v1")
    put(old, a_document("E17 means blocked.\nRinse the funnel."))
    old.close()

    def with_model(embedder: Embedder) -> Index:
        return Index.open(
            url, tmp_path / "index", embedder, said=embedder.name, load=lambda _: WordEmbedder()
        )

    return with_model


def answers(index: Index) -> bool:
    """Whether a question finds its answer."""
    return index.search("rinse funnel", audience=Audience.PUBLIC)[0].passage.text == "Rinse the funnel."


def test_the_model_is_taken_up_and_then_made_ready(opened: Callable[[Embedder], Index]) -> None:
    index, made_ready = opened(WordEmbedder("words-v2")), list[str | None]()
    ModelChange(lambda: index, lambda: made_ready.append(index.other_model)).run(Event(), NOW)
    assert index.other_model is None
    assert made_ready == [None]
    assert answers(index)
    index.close()


def test_stopping_the_worker_stops_it_and_the_old_model_answers(opened: Callable[[Embedder], Index]) -> None:
    stop, made_ready = Event(), list[bool]()
    index = opened(StoppingEmbedder(stop))
    ModelChange(lambda: index, lambda: made_ready.append(True)).run(stop, NOW)
    assert index.other_model == "words-v1"
    assert made_ready == []
    assert answers(index)
    index.close()


def test_an_error_is_logged_and_it_is_tried_again(
    opened: Callable[[Embedder], Index], caplog: pytest.LogCaptureFixture
) -> None:
    index, tries = opened(WordEmbedder("words-v2")), list[int]()

    def unlucky_once() -> Index:
        tries.append(len(tries))
        if len(tries) == 1:
            raise OSError("the disk is full")
        return index

    ModelChange(unlucky_once, lambda: None).run(Event(), NOW)
    assert len(tries) == 2
    assert index.other_model is None
    assert "the disk is full" in caplog.text
    index.close()
