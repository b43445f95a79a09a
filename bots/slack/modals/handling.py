"""The windows in which a case is handed on: to a colleague, to an expert, to later, or aside. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bots.slack.kit.blocks import paragraph, run
from bots.slack.kit.inputs import datetime_picker, field, option, radio, text_input, users_select
from bots.slack.kit.text import label
from bots.slack.kit.windows import View, modal
from bots.slack.modals.about import about, newest
from bots.slack.modals.deciding import MAX_NOTE, NOTE, REASON, WHY
from desk.cases import Case
from desk.errors import StepNotPossible

SAVE_SNOOZE, SAVE_HAND_OVER, SAVE_TAKE_OVER = "save_snooze", "save_hand_over", "save_take_over"
SAVE_EXPERT, SAVE_ASIDE = "save_expert", "save_aside"
UNTIL, MOMENT, WHOM = "until", "moment", "whom"  # block and action ids of the fields

AT_MOMENT, BACK = "moment", "back"
MORNING: Final = time(9)
LENGTHS = {"1h": ("For 1 hour", timedelta(hours=1)), "4h": ("For 4 hours", timedelta(hours=4))}
TO_WHOM = {"person": "To the colleague below", BACK: "Back to the queue, for whoever claims it"}
ASIDES = {
    "spam": "spam",
    "handled": "handled elsewhere",
    "no_reply": "no reply wanted",
    "deleted": "deleted by the customer",
}


def snooze_modal(case: Case, channel: str, morning: datetime) -> View:
    """How long the case rests; it also wakes when its customer writes. `morning` is the person's next one."""
    choices = {
        **{key: words for key, (words, _) in LENGTHS.items()},
        str(int(morning.timestamp())): f"Until tomorrow, {morning:%H:%M} ({morning.tzinfo})",
        AT_MOMENT: "Until the date and time below",
    }
    filled = [
        newest(case),
        field(UNTIL, "Let it rest", _radio(UNTIL, choices, initial="1h")),
        field(MOMENT, "Date and time", datetime_picker(MOMENT), hint="In your own time zone.", optional=True),
    ]
    return _window(SAVE_SNOOZE, "Snooze the case", "Snooze", case, channel, filled)


def hand_over_modal(case: Case, channel: str) -> View:
    """Who takes the case on instead."""
    whom = field(
        WHOM,
        "Colleague",
        users_select(WHOM),
        hint="Somebody of this desk who may approve replies.",
        optional=True,
    )
    filled = [newest(case), field(REASON, "Hand it over", _radio(REASON, TO_WHOM, initial="person")), whom]
    return _window(SAVE_HAND_OVER, "Hand over the case", "Hand over", case, channel, filled)


def take_over_modal(case: Case, channel: str) -> View:
    """What somebody sees who wants to do what only the one may who claimed the case."""
    told = (
        f"{label(case.assignee or 'nobody')} claimed this case and may be at it."
        " You can decide, edit or put it off once you have taken it over; the card and its history say so."
    )
    return _window(
        SAVE_TAKE_OVER,
        "Claimed by a colleague",
        "Take over",
        case,
        channel,
        [newest(case), paragraph(run(told))],
    )


def expert_modal(case: Case, channel: str) -> View:
    """What an expert is to say, and whom the agent would ask."""
    why = text_input(WHY, multiline=True, longest=MAX_NOTE, placeholder="What do you need to know?")
    whom = field(
        WHOM,
        "Whom",
        users_select(WHOM),
        hint="Leave it empty, and the desk asks whoever knows best.",
        optional=True,
    )
    return _window(
        SAVE_EXPERT,
        "Ask an expert",
        "Ask",
        case,
        channel,
        [newest(case), field(WHY, "What is missing", why), whom],
    )


def aside_modal(case: Case, channel: str) -> View:
    """Why nobody need answer."""
    filled = [
        newest(case),
        field(REASON, "Nobody need answer, because it is", _radio(REASON, ASIDES)),
        field(NOTE, "In your words", text_input(NOTE, multiline=True, longest=MAX_NOTE), optional=True),
    ]
    return _window(SAVE_ASIDE, "Set the case aside", "Set aside", case, channel, filled)


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """Tomorrow at nine, where the person is."""
    return datetime.combine(now.astimezone(zone).date() + timedelta(days=1), MORNING, zone)


def rest_until(choice: str, moment: datetime | None, now: datetime) -> datetime:
    """When a snoozed case comes back.

    Raises StepNotPossible when a date and time is wanted and none is given.
    """
    if choice in LENGTHS:
        return now + LENGTHS[choice][1]
    if choice != AT_MOMENT:
        return datetime.fromtimestamp(int(choice), UTC)
    if moment is None:
        raise StepNotPossible("pick the date and time until which the case rests")
    return moment


def _radio(name: str, choices: Mapping[str, str], initial: str | None = None) -> dict[str, object]:
    return radio(
        name, [option(key, words[:1].upper() + words[1:]) for key, words in choices.items()], initial=initial
    )


def _window(
    name: str, title: str, submit: str, case: Case, channel: str, filled: list[dict[str, object]]
) -> View:
    return modal(name, title, filled, about=about(case, channel), submit=submit, close="Cancel")
