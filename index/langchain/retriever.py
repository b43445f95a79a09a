"""The index as a retriever of LangChain."""

from typing import Unpack

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables.config import run_in_executor
from pydantic import Field

from index.knowledge import Audience, Hit, Kind
from index.langchain.documents import hit_cited
from index.langchain.reading import Narrowing, find
from index.search import Index


class KnowledgeRetriever(BaseRetriever):
    """Finds passages that its audience may read; `k`, `floor` and what narrows it may be said anew in each call.

    `floor` is the least confidence, 0 to 1: with one, "nothing good enough" is an empty list. A call may ask for an
    audience that may read less, never for one that may read more.
    """

    index: Index = Field(repr=False, exclude=True)
    audience: Audience
    kinds: frozenset[Kind] | None = None
    products: frozenset[str] | None = None
    k: int = Field(4, ge=1)
    floor: float = Field(0.0, ge=0.0, le=1.0)

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain's signature
        k: int | None = None,
        floor: float | None = None,
        **narrowing: Unpack[Narrowing],
    ) -> list[LangChainDocument]:
        return self._found(query, k, floor, narrowing)

    async def _aget_relevant_documents(
        self,
        query: str,
        *,
        run_manager: AsyncCallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain's signature
        k: int | None = None,
        floor: float | None = None,
        **narrowing: Unpack[Narrowing],
    ) -> list[LangChainDocument]:
        return await run_in_executor(None, self._found, query, k, floor, narrowing)

    def _found(
        self, query: str, k: int | None, floor: float | None, narrowing: Narrowing
    ) -> list[LangChainDocument]:
        wanted = Narrowing(kinds=self.kinds, products=self.products)
        wanted.update(narrowing)
        hits = find(self.index, self.audience, query, self.k if k is None else k, **wanted)
        least = self.floor if floor is None else floor
        return [_document(hit) for hit in hits if hit.confidence >= least]


def _document(hit: Hit) -> LangChainDocument:
    return LangChainDocument(hit.passage.text, id=hit.passage.document_id, metadata=hit_cited(hit))
