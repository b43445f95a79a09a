"""The message of an incident: what, since when, how many, examples, and what a lead can say of it. Pure."""

from collections.abc import Sequence
from datetime import timedelta

from bots.slack.kit.blocks import (
    Block,
    Style,
    actions,
    button,
    date,
    header,
    link_button,
    openable,
    paragraph,
    quoted,
    run,
)
from bots.slack.kit.text import escaped, label, shorten
from desk.cases import Case
from desk.incidents import Incident, Standing

CONFIRM, DISMISS, END, OPEN = "incident_confirm", "incident_dismiss", "incident_end", "incident_open"
_LONGEST = 300
_TITLES = {
    Standing.SUSPECTED: "an incident?",
    Standing.CONFIRMED: "confirmed",
    Standing.DISMISSED: "no incident",
    Standing.OVER: "over",
}
_BUTTONS = {
    Standing.SUSPECTED: ((CONFIRM, "Confirm", Style.PRIMARY), (DISMISS, "Not an incident", Style.DANGER)),
    Standing.CONFIRMED: ((END, "It is over", None),),
    Standing.DISMISSED: (),
    Standing.OVER: (),
}


def incident_blocks(incident: Incident, examples: Sequence[Case], web: str) -> list[Block]:
    """`web` is the web desk's address, empty when people cannot open it: the list of texts stands there."""
    return [
        header(title(incident)),
        paragraph(run(what(incident), bold=True), run(" Since "), date(incident.since), run(".")),
        paragraph(run(_how_many(incident))),
        *(_example(case) for case in examples),
        *_deeds(incident, web),
    ]


def notification(incident: Incident) -> str:
    """For lock screens and screen readers; Slack reads markup here."""
    return escaped(f"{title(incident)}. {what(incident)}")


def title(incident: Incident) -> str:
    """Such as Incident 3: confirmed."""
    return f"Incident {incident.id}: {_TITLES[incident.standing]}"


def what(incident: Incident) -> str:
    """What speaks for it."""
    minutes = max(1, round((incident.raised_at - incident.since) / timedelta(minutes=1)))
    return (
        f"{incident.people} people wrote nearly the same in {minutes} minutes, usually {incident.usual:.1f}."
    )


def _how_many(incident: Incident) -> str:
    return f"{len(incident.belonging)} cases belong to it by now, {len(incident.perhaps)} more perhaps."


def _example(case: Case) -> Block:
    who = run(f"@{label(case.message.author_handle)}, case {case.id}", bold=True)
    return quoted([who], shorten(case.message.text, _LONGEST))


def _deeds(incident: Incident, web: str) -> list[Block]:
    made = [
        button(action, name, str(incident.id), style) for action, name, style in _BUTTONS[incident.standing]
    ]
    url = f"{web.rstrip('/')}/incidents/{incident.id}"
    if openable(url):
        made.append(link_button(OPEN, "Open the list", url))
    return [actions(f"incident-{incident.id}", made)] if made else []
