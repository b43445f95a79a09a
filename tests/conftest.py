"""What every test may ask for: the real embedding model once, the real data when it is there, how often to repeat."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.embedding.embed import SentenceEmbedder


@pytest.fixture(scope="session")
def embedder() -> SentenceEmbedder:
    """The packaged model, loaded once."""
    return SentenceEmbedder(None)


@pytest.fixture(scope="session", autouse=True)
def _one_export(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The packaged model is exported once for all tests, not once for each desk."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ASSIST_MODELS_DIR", str(tmp_path_factory.mktemp("models")))
        yield


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data that lies beside the project, never in it."""
    said = os.environ.get("ASSIST_DATA")  # noqa: TID251 - not a setting of the product
    if not said:
        pytest.skip("ASSIST_DATA is not set: it names the folder with the real data")
    return Path(said)


@pytest.fixture(scope="session")
def rounds() -> int:
    """How often a test of races and crashes repeats: few by default, 50 for `make prove`."""
    return int(os.environ.get("ASSIST_TEST_ROUNDS", "3"))  # noqa: TID251 - not a setting of the product
