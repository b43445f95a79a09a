"""Which model embeds: the wanted one, or that by which the library is searched until all is embedded anew."""

from collections.abc import Callable
from threading import Lock

from index.embedding.embed import Embedder
from index.errors import KnowledgeError, other_model

Load = Callable[[str | None], Embedder]  # by what the settings called it; None is the packaged one


class Models:
    """The wanted model, and others that are loaded when the library still needs them."""

    def __init__(self, wanted: Embedder, said: str | None, load: Load | None) -> None:
        """The settings call the wanted one `said`."""
        self.wanted = wanted
        self.said = said
        self._load = load
        self._others: dict[str, Embedder] = {}
        self._lock = Lock()

    def named(self, name: str, said: str | None) -> Embedder:
        """The model of this name, which the settings called `said`. Raises OtherModel when it is not to be had."""
        if name == self.wanted.name:
            return self.wanted
        with self._lock:
            if name not in self._others:
                self._others[name] = self._loaded(name, said)
            return self._others[name]

    def _loaded(self, name: str, said: str | None) -> Embedder:
        """Vectors of another model must never be mixed in: what is loaded has to be that very one."""
        refusal = other_model(name, self.wanted.name)
        if self._load is None:
            raise refusal
        try:
            found = self._load(said)
            if found.name != name:
                raise refusal
        except KnowledgeError as error:
            raise refusal from error
        return found
