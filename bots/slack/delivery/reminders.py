"""Reminders in the desk's channel: what happened to the knowledge, and who should do what about it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bots.slack.delivery.line import Line
from bots.slack.delivery.notices import Notices
from bots.slack.delivery.once import Once
from bots.slack.kit.blocks import Run, link, mention, paragraph, run
from bots.slack.kit.text import escaped, label
from desk.cases import Person, Role
from index.events import Event, EventKind

_LONGEST = 200

Said = Mapping[str, Any]


class Reminders:
    """Posts one message for each happening that somebody should act on, and never a second one for it."""

    def __init__(self, line: Line, once: Once, people: Iterable[Person], channel: str) -> None:
        self._notices = Notices(line, once, channel)
        self._people = [person for person in people if person.slack_id]
        self._slack_ids = {
            person.name.casefold(): person.slack_id for person in self._people if person.slack_id
        }

    def tell(self, event: Event) -> bool:
        """Posts it, if it is for people; False when Slack may take it later."""
        wording = _WORDINGS.get(event.kind)
        return wording is None or self.say(event.key, wording(event.said, self._slack_ids))

    def tell_gone(self, queue: str, channel: str, why: str) -> bool:
        """Tells the leads that a channel cannot be written to; once a day. False when it may be told later."""
        leads = [
            mention(one.slack_id) for one in self._people if one.slack_id and Role.TEAM_LEAD in one.roles
        ]
        words = (
            f" of the queue {label(queue)} ({channel}) cannot be written to: Slack says {label(why)!r}. "
            "The cards of its open cases, and of new ones, stand here. Bring the channel back and invite the bot, or "
            "name another one under [[slack.queues]]; then new cases go there again. "
        )
        return self.say(f"gone:{channel}", [run("A channel", bold=True), run(words), *leads])

    def say(self, key: str, runs: list[Run]) -> bool:
        """Posts one message for this key; False when Slack may take it later."""
        return self._notices.say(key, "".join(map(_as_markup, runs)), [paragraph(*runs)])


def _as_markup(piece: Run) -> str:
    """For lock screens and screen readers; Slack reads markup here."""
    return f"<@{piece['user_id']}>" if piece["type"] == "user" else escaped(str(piece["text"]))


def _stale_note(said: Said, slack_ids: Mapping[str, str]) -> list[Run]:
    owner = said["owner"]
    slack_id = slack_ids.get(owner.casefold()) if owner else None
    who = (
        mention(slack_id) if slack_id else run(label(owner) if owner else "Nobody owns it, so whoever knows")
    )
    return [
        run("Please review a note: ", bold=True),
        link(said["url"], label(said["title"])),
        run(f" ({label(said['where'], _LONGEST)}) was to be reviewed by {said['review_by']}. "),
        who,
        run(
            ": if it is still right, put a later review_by into it; if not, mend or delete it. "
            "Until then every draft that quotes it carries a warning."
        ),
    ]


def _failed_source(said: Said, _slack_ids: Mapping[str, str]) -> list[Run]:
    return [
        run("A source cannot be read: ", bold=True),
        run(
            f"{label(said['source'])}: {label(said['reason'], _LONGEST)}. What was read before is kept and found."
        ),
    ]


def _changed_document(said: Said, _slack_ids: Mapping[str, str]) -> list[Run]:
    replies = "a sent reply" if said["replies"] == 1 else f"{said['replies']} sent replies"
    return [
        run("A source changed: ", bold=True),
        run(
            f"{label(said['title'])}. It no longer says what {replies} quoted from it. Please look at them again:"
            " they are on the desk in the browser under Approved, and `assist recall` lists them."
        ),
    ]


_WORDINGS: Mapping[EventKind, Callable[[Said, Mapping[str, str]], list[Run]]] = {
    EventKind.NOTE_STALE: _stale_note,
    EventKind.SOURCE_FAILED: _failed_source,
    EventKind.DOCUMENT_CHANGED: _changed_document,
    EventKind.DOCUMENT_WITHDRAWN: _changed_document,
}
