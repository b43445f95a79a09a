"""In which channel the card of a case stands: by product, language, and what it is about. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desk.cases import Triage


@dataclass(frozen=True)
class Queue:
    """Cases that belong into a channel. What is left empty is no condition; of what is given, one must fit each."""

    name: str
    channel: str
    products: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()  # ISO 639-1
    topics: tuple[str, ...] = ()  # what a case is about, or what it wants: refund, legal, complaint

    def takes(self, triage: Triage) -> bool:
        """True when every condition holds."""
        about = (*(topic.value for topic in triage.topics), triage.intent.value)
        spoken = (triage.language,) if triage.language else ()
        return (
            _meet(self.products, triage.products)
            and _meet(self.languages, spoken)
            and _meet(self.topics, about)
        )


def channel_of(triage: Triage, queues: Sequence[Queue], default: str) -> str:
    """The channel of the first queue that takes the case, or the default one."""
    return next((queue.channel for queue in queues if queue.takes(triage)), default)


def _meet(wanted: Iterable[str], found: Iterable[str]) -> bool:
    names = {name.casefold() for name in wanted}
    return not names or not names.isdisjoint(name.casefold() for name in found)
