"""The drafters and the checks that the settings ask for."""

from collections.abc import Callable

from app.sections import LanguageModelSettings
from app.settings import Settings
from assist.checks.run import Checker, EarlierReplies, OptedOut, nobody_opted_out, nothing_earlier
from assist.draft.extractive import ExtractiveDrafter
from assist.draft.model.budget import Budget, Price, Spending
from assist.draft.model.chat import Method
from assist.draft.model.drafter import LanguageModelDrafter
from assist.draft.model.langchain_chat import Server, open_chat
from assist.draft.model.request import Limits
from assist.draft.ports import Drafter, Meaning
from assist.errors import UnusableModel
from assist.knowledge.evidence import Knowledge


def checker_of(
    settings: Settings,
    knowledge: Knowledge,
    meaning: Meaning,
    earlier: EarlierReplies = nothing_earlier,
    opted_out: OptedOut = nobody_opted_out,
) -> Checker:
    """What the checks know of: the knowledge, the company, what was said to others, who wants no messages."""
    company = settings.company
    return Checker(
        knowledge=knowledge,
        meaning=meaning,
        handles=frozenset({company.handle.removeprefix("@").casefold()}),
        allowed_hosts=frozenset(host.casefold() for host in company.link_hosts),
        earlier=earlier,
        opted_out=opted_out,
    )


def drafters_of(settings: Settings, meaning: Meaning, spending: Callable[[], Spending]) -> list[Drafter]:
    """A language model when one is named, and always the sources' own sentences. Raises UnusableModel."""
    extractive, model = ExtractiveDrafter(meaning), settings.language_model
    if model.name is None:
        return [extractive]
    return [drafter_of(model, settings.company.name, spending()), extractive]


def drafter_of(said: LanguageModelSettings, company: str, spending: Spending) -> LanguageModelDrafter:
    """Nothing is asked of the model yet. Raises UnusableModel."""
    if said.name is None:
        raise UnusableModel("no language model is set; name one in [language_model]")
    key = said.api_key.get_secret_value() if said.api_key else None
    server = Server(said.base_url, key, Method(said.method), said.options)
    limits = Limits(
        passages=said.max_passages,
        tokens_per_draft=said.tokens_per_draft,
        answer_tokens=said.answer_tokens,
        seconds=said.timeout_seconds,
        retries=said.retries,
    )
    chat = open_chat(said.name, server, answer_tokens=limits.answer_tokens, seconds=limits.seconds)
    price = Price(said.input_usd or 0.0, said.output_usd or 0.0)
    return LanguageModelDrafter(
        chat, Budget(spending, price, said.usd_per_day), company=company, limits=limits
    )
