"""How long a text is in X's own counting: a link counts 23, an emoji 2, the rest by its alphabet."""

import re
import sys
from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock
from types import ModuleType

from assist.text.words import whole

PUBLIC_LIMIT = 280  # https://docs.x.com/fundamentals/counting-characters
NEVER_TAKEN = frozenset("\ufeff\ufffe\uffff")  # characters that X takes in no post
DM_LIMIT = 10_000  # characters; X's own pages do not state it any more, so the desk keeps to it by itself

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_loading = Lock()


@lru_cache(maxsize=1024)
def weighted_length(text: str) -> int:
    """The length that X compares with 280; handles at the start of `text` count like anything else."""
    return int(_twitter_text().parse_tweet(whole(text)).weightedLength)


def links_in(text: str) -> list[str]:
    """What X makes a link of (`example.com` too), then every other http address; each once."""
    return list(_links_in(text))


@lru_cache(maxsize=1024)
def _links_in(text: str) -> tuple[str, ...]:
    found = [str(link["url"]) for link in _twitter_text().extract_urls_with_indices(whole(text))]
    found += [address.rstrip(".,;:!?)'\"") for address in _ADDRESS.findall(text)]
    return tuple(dict.fromkeys(found))


def _twitter_text() -> ModuleType:
    with _loading:
        return _loaded()


@cache
def _loaded() -> ModuleType:
    # twitter-text-parser 3.0.0 reads its one data file through pkg_resources, which setuptools 82 dropped.
    missing = "pkg_resources" not in sys.modules
    sys.modules.setdefault("pkg_resources", _resources())
    try:
        import twitter_text
    finally:
        if missing:
            del sys.modules["pkg_resources"]
    return twitter_text  # type: ignore[no-any-return]


def _resources() -> ModuleType:
    """The one function of pkg_resources that twitter-text-parser calls."""
    module = ModuleType("pkg_resources")
    module.resource_string = _resource_string  # type: ignore[attr-defined]
    return module


def _resource_string(module_name: str, file: str) -> bytes:
    return files(module_name.rpartition(".")[0]).joinpath(file).read_bytes()
