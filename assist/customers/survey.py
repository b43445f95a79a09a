"""How it was: whom to ask by direct message, when, and in which words. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desk.cases import Case, Stage
from desk.messages import Kind

_WORDING = {
    "en": "How was our help? Answer with a number from 1 (poor) to 5 (great). Answer STOP to get no more messages.",
    "de": "Wie war unsere Hilfe? Antworte mit einer Zahl von 1 (schlecht) bis 5 (sehr gut). Mit STOP bekommst du keine"
    " Nachrichten mehr.",
    "fr": "Notre aide vous a-t-elle convenu ? Répondez par un chiffre de 1 (mauvais) à 5 (excellent). Répondez STOP"
    " pour ne plus recevoir de messages.",
    "es": "¿Qué tal fue nuestra ayuda? Responde con un número del 1 (mala) al 5 (excelente). Responde STOP para no"
    " recibir más mensajes.",
}


@dataclass(frozen=True)
class SurveyTerms:
    """Whether customers are asked at all, and how."""

    enabled: bool = False
    wording: Mapping[str, str] = field(default_factory=dict)  # by language, in place of ours
    after: timedelta = timedelta(minutes=30)  # the case was resolved
    not_again_for: timedelta = timedelta(days=30)

    def text(self, language: str | None) -> str | None:
        """The question in the customer's language (None: English); None when we cannot ask in it."""
        return {**_WORDING, **self.wording}.get(language or "en")


@dataclass(frozen=True)
class Asking:
    """What stands for and against asking: all that is known of the customer."""

    case: Case
    opted_out: datetime | None
    asked_last: datetime | None  # on any handle of theirs


def why_not(asking: Asking, terms: SurveyTerms, now: datetime) -> str | None:
    """Why this customer is not asked; None when they may be."""
    case, last = asking.case, asking.asked_last
    language = case.triage.language if case.triage else None
    reasons = {
        "surveys are switched off": not terms.enabled,
        "no reply of ours went out": case.stage is not Stage.SENT,
        "the post was found by a search: its author never wrote to us": case.message.kind is Kind.LISTENING,
        "the customer wants no messages from us": asking.opted_out is not None,
        "the customer may not get a direct message from us": not _takes_dm(case),
        "the reply was a holding text: the matter goes on": _holds(case),
        f"there is no wording in {language!r}": terms.text(language) is None,
        f"they were asked {last:%Y-%m-%d}" if last else "": last is not None
        and now - last < terms.not_again_for,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _takes_dm(case: Case) -> bool:
    """By their word, or because they wrote us directly before."""
    return any(not message.public or message.receives_dm for message in case.messages)


def _holds(case: Case) -> bool:
    """True when our last reply told many at once that we are at it."""
    return case.draft is not None and case.draft.drafter.startswith("incident")
