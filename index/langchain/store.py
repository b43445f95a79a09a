"""The library as a vector store of LangChain: documents go in as a source of their own, passages come out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Unpack

import numpy as np
from langchain_core.documents import Document as LangChainDocument
from langchain_core.embeddings import Embeddings
from langchain_core.runnables.config import run_in_executor
from langchain_core.vectorstores import VectorStore

from index.knowledge import Audience, Document, DocumentId, Hit, Kind, Passage
from index.langchain.collection import Collection
from index.langchain.diverse import diverse, from_0_to_1
from index.langchain.documents import hit_cited, made_id, said_of, whole_cited, with_citation
from index.langchain.embedder import LangChainEmbedder
from index.langchain.reading import Narrowing, find
from index.search import Index


class KnowledgeStore(VectorStore):
    """Searches all of the library that its audience may read; adds to and deletes from its own collection alone.

    What is added is for that audience and of that kind, unless its metadata say otherwise. An id that is added
    again is a new version, one that is deleted is withdrawn: not found any more, its text kept for citations.
    """

    def __init__(
        self,
        index: Index,
        *,
        audience: Audience,
        kind: Kind,
        clock: Callable[[], datetime],
        collection: str = "documents",
        citing: bool = True,
    ) -> None:
        """Without `citing` metadata come back as they were added, without what the index knows of the passage."""
        self.index = index
        self._audience = Audience(audience)  # or its value, out of a configuration
        self._own = Collection(index, collection, self._audience, Kind(kind), clock)
        self._citing = citing

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,
    ) -> "KnowledgeStore":
        """A store over the library in `folder`, made where there is none, with these texts added.

        Asks for what a store asks for, for `folder`, and for `model`: the name that LangChainEmbedder asks for.
        """
        return cls._made(embedding, texts, metadatas, ids, **kwargs)

    @classmethod
    def _made(
        cls,
        embedding: Embeddings,
        texts: list[str],
        metadatas: list[dict[str, Any]] | None,
        ids: list[str] | None,
        *,
        model: str,
        folder: Path,
        **said: Any,
    ) -> "KnowledgeStore":
        embedder = LangChainEmbedder(embedding, model)
        index = Index.open(f"sqlite:///{folder / 'library.db'}", folder / "index", embedder)
        try:
            store = cls(index, **said)
            store.add_texts(texts, metadatas, ids=ids)
        except BaseException:
            index.close()
            raise
        return store

    def add_texts(
        self,
        texts: Iterable[str],
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,
    ) -> list[str]:
        """As `add_documents`."""
        words = list(texts)
        said = metadatas or [{} for _ in words]
        _check_as_many(words, said)
        given = [LangChainDocument(text, metadata=its) for text, its in zip(words, said, strict=True)]
        return self.add_documents(given, ids=ids, **kwargs)

    def add_documents(
        self,
        documents: list[LangChainDocument],
        *,
        ids: Sequence[str | None] | None = None,
        batch_size: int | None = None,  # noqa: ARG002 - LangChain's indexing says it; all are put at once
        **unknown: Any,
    ) -> list[str]:
        """All or none of them, in one step; their ids: as given, as they say, or made of text and metadata.

        Of two with one id the later stays. Raises UnfitDocument.
        """
        _refuse(unknown)
        given = [None] * len(documents) if ids is None else ids
        _check_as_many(documents, given)
        named = [said or one.id or made_id(one) for said, one in zip(given, documents, strict=True)]
        self._own.add(dict(zip(named, documents, strict=True)))
        return named

    def delete(self, ids: list[str] | None = None, **unknown: Any) -> bool:
        """Withdraw these of the collection (None: all of it); ids that it does not hold are passed over."""
        _refuse(unknown)
        self._own.delete(ids)
        return True

    def get_by_ids(self, ids: Sequence[str], /) -> list[LangChainDocument]:
        """Whole documents that its audience may read, by the collection's ids or the library's."""
        found = [self._whole(name) for name in dict.fromkeys(ids)]
        return [document for document in found if document]

    def similarity_search(  # type: ignore[override]  # a misspelt filter must not pass
        self, query: str, k: int = 4, **narrowing: Unpack[Narrowing]
    ) -> list[LangChainDocument]:
        """The passages that fit best, best first; `audience`, `kinds` and `products` choose what is found."""
        return self._documents(self._find(query, k, narrowing))

    def similarity_search_with_score(
        self, query: str, k: int = 4, **narrowing: Unpack[Narrowing]
    ) -> list[tuple[LangChainDocument, float]]:
        """With what orders them: higher is better, and it means something within one search only."""
        hits = self._find(query, k, narrowing)
        return list(zip(self._documents(hits), [hit.score for hit in hits], strict=True))

    def _similarity_search_with_relevance_scores(
        self, query: str, k: int = 4, **narrowing: Any
    ) -> list[tuple[LangChainDocument, float]]:
        """With how sure one may be of each: 0 to 1, the same for every question, so that it can have a threshold."""
        hits = find(self.index, self._audience, query, k, **narrowing)
        return list(zip(self._documents(hits), [hit.confidence for hit in hits], strict=True))

    async def _asimilarity_search_with_relevance_scores(
        self, query: str, k: int = 4, **narrowing: Any
    ) -> list[tuple[LangChainDocument, float]]:
        search = self._similarity_search_with_relevance_scores
        return await run_in_executor(None, search, query, k, **narrowing)

    def max_marginal_relevance_search(  # type: ignore[override]  # a misspelt filter must not pass
        self,
        query: str,
        k: int = 4,
        fetch_k: int = 20,
        lambda_mult: float = 0.5,
        **narrowing: Unpack[Narrowing],
    ) -> list[LangChainDocument]:
        """Of the best `fetch_k` some that fit and differ; `lambda_mult` is the share of fit in the choice."""
        hits = self._find(query, max(k, fetch_k), narrowing)
        fit = from_0_to_1([hit.score for hit in hits])
        rows = diverse(fit, self._vectors(hits), k, lambda_mult)
        return self._documents([hits[row] for row in rows])

    def _find(self, query: str, k: int, narrowing: Narrowing) -> list[Hit]:
        return find(self.index, self._audience, query, k, **narrowing)

    def _vectors(self, hits: Sequence[Hit]) -> np.ndarray:
        """(len(hits), dimension) of unit length."""
        found = self.index.vectors([hit.passage.id for hit in hits])
        unlike_any = np.zeros(len(next(iter(found.values()), ())), np.float32)  # changed a moment ago
        return np.stack([found.get(hit.passage.id, unlike_any) for hit in hits])

    def _documents(self, hits: Sequence[Hit]) -> list[LangChainDocument]:
        """Passages, with the ids and the added metadata of their documents."""
        found = [(hit.passage, hit_cited(hit)) for hit in hits]
        return [self._document(each.text, each, each.document_id, cited) for each, cited in found]

    def _whole(self, name: str) -> LangChainDocument | None:
        """None when there is none that its audience may read."""
        for key in (self._own.key(name), DocumentId(name)):
            found = self.index.document(key)
            if found and not found.withdrawn_at and found.audience in self._audience.may_read:
                return self._document(found.text, found, key, whole_cited(found))
        return None

    def _document(
        self, text: str, of: Document | Passage, key: DocumentId, cited: Mapping[str, Any]
    ) -> LangChainDocument:
        said = said_of(of)
        metadata = with_citation(said, cited) if self._citing else said
        return LangChainDocument(text, id=self._own.id(key), metadata=metadata)


def _check_as_many(documents: Sequence[object], others: Sequence[object]) -> None:
    if len(documents) != len(others):
        raise ValueError(
            f"{len(others)} ids or metadatas for {len(documents)} documents: give as many of both"
        )


def _refuse(unknown: Mapping[str, object]) -> None:
    if unknown:
        raise TypeError(
            f"unknown arguments {sorted(unknown)}: what a document is for is said by its metadata"
        )
