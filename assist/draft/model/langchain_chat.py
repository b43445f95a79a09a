"""Any chat model that langchain knows: the one door to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any

from assist.draft.model.chat import Finish, Method, Request, Said, Tokens, Unanswered, tokens_of
from assist.draft.model.deadline import within
from assist.draft.model.request import schema_for
from assist.draft.ports import Told
from assist.errors import UnusableModel

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel, LanguageModelInput
    from langchain_core.messages import AIMessageChunk
    from langchain_core.runnables import Runnable

_NO_KEY = "none"  # for servers that ask for no key, where clients insist on one
_LONGEST = 8  # characters for each token that an answer may have: a server need not keep to max_tokens
_LONGEST_WHY = 300
_AT_ONCE = 8  # calls, with those that were given up and whose server still keeps the line open
_CUT_OFF = frozenset({"length", "max_tokens", "model_length"})
_REFUSED = frozenset({"content_filter", "refusal", "safety"})
# OpenAI's client raises these in place of the last piece when it holds the answer to a response format.
_ENDINGS = {"LengthFinishReasonError": Finish.CUT_OFF, "ContentFilterFinishReasonError": Finish.REFUSED}
_FINISHED = ("finish_reason", "stop_reason", "done_reason")  # OpenAI, Anthropic, Ollama
_BUSY = frozenset({408, 409, 425, 429})


@dataclass(frozen=True)
class Server:
    """Where a model is and how it is spoken to. `options` go to langchain's init_chat_model as they are."""

    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    method: Method = Method.FUNCTION_CALLING
    options: Mapping[str, Any] = field(default_factory=dict)


def open_chat(name: str, server: Server, *, answer_tokens: int, seconds: float) -> "LangChainChat":
    """The model of a name such as "openai:gpt-4o-mini"; nothing is asked of it yet.

    Raises UnusableModel when nobody knows the maker or the package for it is missing.
    """
    from langchain.chat_models import init_chat_model

    maker, _, model = name.partition(":")
    if not (maker and model):
        raise UnusableModel(
            f"language model {name!r}: say whose it is, too, such as 'openai:{name.strip(':')}'"
        )
    settings = {"temperature": 0, **_limits(maker, server, answer_tokens, seconds), **server.options}
    try:
        opened: BaseChatModel = init_chat_model(model, model_provider=maker, **settings)
        chat = LangChainChat(opened, name, server.method, answer_tokens)
        chat.bound(schema_for(passages=1))  # a method this maker has not fails here, not in a draft
    except Exception as error:  # each maker's package raises its own for a bad setting or a missing key
        raise UnusableModel(f"language model {name!r} cannot be used: {error}") from error
    return chat


def _limits(maker: str, server: Server, answer_tokens: int, seconds: float) -> dict[str, Any]:
    """The same limits in each maker's words. Asking again is ours: it has to keep to one time for all."""
    where: dict[str, Any] = {"base_url": server.base_url} if server.base_url else {}
    if maker == "ollama":
        return {**where, "client_kwargs": {"timeout": seconds}, "num_predict": answer_tokens}
    limits = {**where, "timeout": seconds, "max_retries": 0, "max_tokens": answer_tokens}
    if server.api_key or server.base_url:  # the maker's key in the environment is not for other servers
        limits["api_key"] = server.api_key or _NO_KEY
    if maker == "openai":
        limits["stream_usage"] = True
        if server.base_url:  # compatible servers know it by OpenAI's older name
            limits["extra_body"] = {"max_tokens": answer_tokens}
    return limits


class LangChainChat:
    """A chat model held to one form of answer. Threads may share it."""

    def __init__(self, chat: "BaseChatModel", name: str, method: Method, answer_tokens: int) -> None:
        self.name = name
        self._chat = chat
        self._method = method
        self._longest = answer_tokens * _LONGEST
        self._slots = BoundedSemaphore(_AT_ONCE)

    def ask(self, request: Request, seconds: float, told: Told) -> Said:
        """Its whole answer within so many seconds; `told` hears it as it comes. Raises Unanswered."""
        answer = _Answer(request)
        for chunk in self._chunks(request, seconds, answer):
            answer.add(chunk)
            told(answer.text)
            if len(answer.text) > self._longest:
                return answer.said(Finish.CUT_OFF)
        if not answer.text and answer.finish is Finish.WHOLE:
            raise Unanswered("it answered nothing", passing=True, tokens=answer.tokens)
        return answer.said(answer.finish)

    def _chunks(self, request: Request, seconds: float, answer: "_Answer") -> "Iterator[AIMessageChunk]":
        messages = [("system", request.instructions), ("human", request.material)]
        bound = self.bound(request.schema)
        try:
            yield from within(seconds, lambda: bound.stream(messages), self._slots)
        except TimeoutError as error:
            why = f"it was not done within {seconds:.1f} s"
            raise Unanswered(why, passing=False, tokens=answer.tokens) from error
        except Exception as error:  # beneath langchain's errors are those of each maker's client
            ending = _ENDINGS.get(type(error).__name__)
            if ending is None:
                raise _unanswered(error, answer) from error
            answer.finish = ending

    def bound(self, schema: Mapping[str, object]) -> "Runnable[LanguageModelInput, Any]":
        """The model held to the form of its answer, without langchain's reading of it, which takes it whole only."""
        from langchain_core.runnables import RunnableSequence

        if self._method is Method.TEXT:
            return self._chat
        structured = self._chat.with_structured_output(dict(schema), method=self._method.value)
        if not isinstance(structured, RunnableSequence):
            raise TypeError(f"its {self._method.value} cannot be streamed; set method = 'text'")
        return structured.first


class _Answer:
    """What has come of an answer so far."""

    def __init__(self, request: Request) -> None:
        self.text = ""
        self.finish = Finish.WHOLE
        self._request = request
        self._billed: Tokens | None = None

    def add(self, chunk: "AIMessageChunk") -> None:
        """The next piece: of a tool's arguments, or of plain text."""
        self.text += "".join(call["args"] or "" for call in chunk.tool_call_chunks) or chunk.text
        self.finish = _finish(chunk) or self.finish
        if used := chunk.usage_metadata:
            self._billed = (self._billed or Tokens()) + Tokens(used["input_tokens"], used["output_tokens"])

    @property
    def tokens(self) -> Tokens:
        """As its maker counts; an estimate when it does not say."""
        asked = tokens_of(self._request.instructions) + tokens_of(self._request.material)
        return self._billed or Tokens(asked, tokens_of(self.text))

    def said(self, finish: Finish) -> Said:
        """The answer as it stands."""
        return Said(self.text, finish, self.tokens)


def _finish(chunk: "AIMessageChunk") -> Finish | None:
    """How the answer ended; None when this piece does not tell, or it ended well."""
    if chunk.additional_kwargs.get("refusal"):
        return Finish.REFUSED
    said = {str(chunk.response_metadata.get(word)).lower() for word in _FINISHED}
    if said & _REFUSED:
        return Finish.REFUSED
    return Finish.CUT_OFF if said & _CUT_OFF else None


def _unanswered(error: Exception, answer: _Answer) -> Unanswered:
    tokens = answer.tokens if answer.text else Tokens()
    why = f"{type(error).__name__}: {error}"[:_LONGEST_WHY]  # some servers answer with a page of HTML
    return Unanswered(why, passing=_is_passing(error), tokens=tokens, wait_seconds=_wait(error))


def _is_passing(error: Exception) -> bool:
    """True when langchain or the server's status says that the same request may succeed later."""
    from langchain_core.exceptions import ModelError

    if isinstance(error, ModelError):
        return error.is_retryable
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return status in _BUSY or status >= 500
    kinds = {
        kind.__name__ for kind in type(error).__mro__
    }  # of httpx or httpx2, whichever the client is made of
    return isinstance(error, ConnectionError) or "TransportError" in kinds


def _wait(error: Exception) -> float | None:
    """The seconds of a Retry-After header; None without one, or when it names a date."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return float(headers.get("retry-after", ""))
    except ValueError:
        return None
