"""How the pages word times, stages and places."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from assist.reply import telling
from desk import sla
from desk.cases import Case, Stage
from desk.drafts import To
from desk.service_level import USUAL, ServiceLevel
from index.events import EventKind
from index.knowledge import Kind
from ingest.placing import Arrival
from ingest.schedule import interval

STAGES = {
    Stage.AWAITING_DECISION: "Awaiting decision",
    Stage.WITH_EXPERT: "With an expert",
    Stage.UNCERTAIN: "Uncertain",
    Stage.APPROVED: "Approved",
    Stage.SENDING: "Sending",
    Stage.REJECTED: "Rejected",
    Stage.NEW: "New",
    Stage.SENT: "Sent",
    Stage.SET_ASIDE: "Set aside",
    Stage.RESOLVED: "Resolved",
}
PLACES = {To.PUBLIC: "Public reply", To.DM: "Direct message"}
KINDS = {Kind.DATA_SHEET: "data sheet", Kind.FORUM: "forum", Kind.SME_NOTE: "SME note"}
ARRIVALS = {
    Arrival.NEW: "was added",
    Arrival.NEW_VERSION: "was added as the new version of the file of that name",
    Arrival.SAME: "was there already, unchanged",
    Arrival.REFUSED: "was refused",
}
HAPPENINGS = {EventKind.DOCUMENT_CHANGED: "changed", EventKind.DOCUMENT_WITHDRAWN: "withdrawn"}
TINTS = 6  # how many colours of sources desk.css has


def span(length: timedelta) -> str:
    """A length of time in the two largest units that matter: 45 s, 12 min, 3 h 5 min, 2 d 4 h."""
    seconds = int(length.total_seconds())
    if seconds < 60:
        return f"{seconds} s"
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if hours == 0:
        return f"{minutes} min"
    if days == 0:
        return f"{hours} h {minutes % 60} min"
    return f"{days} d {hours % 24} h"


def moment(at: datetime) -> str:
    """A point in time, such as 20 Nov 2026, 12:05 UTC."""
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def second(at: datetime) -> str:
    """A time of today to the second, such as 12:05:10 UTC."""
    return f"at {at:%H:%M:%S} UTC"


def web_link(url: str | None) -> bool:
    """True for what a browser may open; never `javascript:` and its kin."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def urgency(case: Case, now: datetime, level: ServiceLevel = USUAL) -> str:
    """The name of a case's colour in desk.css."""
    if sla.at_risk(case, now, level):
        return "at-risk"
    return "breached" if sla.breached(case, now) else "fine"


def time_left(case: Case, now: datetime, level: ServiceLevel = USUAL) -> str:
    """What is left until a case is due, or by how much it is late; empty when nothing is due."""
    left = sla.left(case, now, level)
    if left is None:
        return ""
    return f"{span(-left)} late" if sla.breached(case, now) else f"{span(left)} left"


def tint(marker: int) -> int:
    """Which of the colours of sources a number has, from 1."""
    return (marker - 1) % TINTS + 1


FILTERS: Mapping[str, Callable[..., Any]] = {
    "arrival_name": ARRIVALS.__getitem__,
    "followed": telling.followed,
    "form_name": telling.form_name,
    "found_by_search": telling.found_by_search,
    "happening_name": HAPPENINGS.__getitem__,
    "interval": interval,
    "kind_name": KINDS.__getitem__,
    "kind_of_message": telling.KINDS.__getitem__,
    "questions_to_answer": telling.questions_to_answer,
    "letter": telling.letter,
    "made_by": telling.made_by,
    "moment": moment,
    "second": second,
    "price": telling.price,
    "readings": telling.readings,
    "stage_name": STAGES.__getitem__,
    "tint": tint,
    "turns": telling.turns,
    "to_name": PLACES.__getitem__,
    "web_link": web_link,
    "words_of": telling.words_of,
}
