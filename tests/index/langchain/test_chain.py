"""A chain of LangChain over our retriever: what its model reads, and what its answer cites."""

from typing import Any

from langchain_core.documents import Document as LangChainDocument
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable, RunnableLambda, RunnablePassthrough

from index.items import Parcel
from index.knowledge import Audience, Kind, Span
from index.langchain.retriever import KnowledgeRetriever
from index.search import Index
from tests.builders import a_document
from tests.index.putting import an_item, put

QUESTION = "my W3 shows E17, what now?"
OLD = "E17 means that the battery is empty."
NEW = "E17 means that the rain gauge is blocked. Lift the funnel off and rinse it."


class Chain:
    """Retrieves, asks a model that always says the same, and remembers what the model was shown."""

    def __init__(self, retriever: KnowledgeRetriever, answer: str) -> None:
        self.shown = ""
        model = GenericFakeChatModel(messages=iter([AIMessage(answer)]))
        prompt = ChatPromptTemplate.from_messages(
            [("system", "Only from:\n{passages}"), ("human", "{question}")]
        )
        said: Runnable[Any, str] = prompt | RunnableLambda(self._read) | model | StrOutputParser()
        self.runnable: Runnable[str, Any] = (
            {"documents": retriever, "question": RunnablePassthrough()}
            | RunnablePassthrough.assign(passages=lambda found: _numbered(found["documents"]))
            | RunnablePassthrough.assign(answer=said)
        )

    def _read(self, prompt: Any) -> Any:
        self.shown = prompt.to_string()
        return prompt


def _numbered(documents: list[LangChainDocument]) -> str:
    return "\n".join(f"[{number}] {one.page_content}" for number, one in enumerate(documents, start=1))


def put_sheet(index: Index, text: str) -> None:
    index.put([Parcel(an_item(), [(a_document(text), [Span(0, len(text), ("Faults",), page=4)])])])


def test_an_answer_cites_the_document_the_version_and_the_page(index: Index) -> None:
    put_sheet(index, OLD)
    put_sheet(index, NEW)
    chain = Chain(KnowledgeRetriever(index=index, audience=Audience.PUBLIC), "Rinse the funnel [1].")
    reply = chain.runnable.invoke(QUESTION)
    assert f"[1] {NEW}" in chain.shown
    assert reply["answer"] == "Rinse the funnel [1]."
    said = reply["documents"][0].metadata
    assert (said["document_id"], said["version"], said["page"]) == ("https://docs.fennby.example/w3", 2, 4)
    put_sheet(index, "Nothing is known of E17.")  # and what was cited can still be read
    cited = index.document(said["document_id"], said["version"])
    assert cited is not None
    assert cited.text[said["start"] : said["end"]] == reply["documents"][0].page_content


async def test_a_model_that_answers_the_public_is_never_shown_an_internal_note(index: Index) -> None:
    put_sheet(index, NEW)
    note = "E17 on a W3 of March: a known fault, replace it at our cost."
    put(index, a_document(note, id="notes/march.md", kind=Kind.SME_NOTE, audience=Audience.INTERNAL))
    for audience, expected in ((Audience.PUBLIC, False), (Audience.INTERNAL, True)):
        chain = Chain(KnowledgeRetriever(index=index, audience=audience), "Rinse it [1].")
        await chain.runnable.ainvoke(QUESTION)
        assert (note in chain.shown) is expected
