"""Somebody drops files into their conversation with the bot: they are fetched, added, and each is reported on."""

import logging
from collections.abc import Sequence
from typing import Any

from bots.slack.delivery.line import SLACK_FAILED
from bots.slack.front import Body
from bots.slack.kit.text import escaped
from bots.slack.knowledge.dropped import MAX_FILES, Dropped, being_read, dropped_in, report, told
from bots.slack.knowledge.fetching import FileNotFetched, FileStore
from bots.slack.knowledge.room import Room, expect_teacher
from desk.errors import DeskError
from ingest.placing import Added, Arrival

logger = logging.getLogger(__name__)


def drops_files(event: Body) -> bool:
    """True for a person's message to the bot that has files."""
    return (
        event.get("channel_type") == "im"
        and event.get("subtype") == "file_share"
        and bool(event.get("files"))
        and not event.get("bot_id")
    )


def take_files(room: Room, event: Body) -> None:
    """Says at once that they are read, and then what became of each; or why they are not."""
    channel, thread = str(event["channel"]), str(event["ts"])
    try:
        expect_teacher(room.front.people.person(event["user"]))
    except DeskError as error:
        room.say(channel, {"text": escaped(str(error)), "thread_ts": thread})
        return
    files = dropped_in(event)
    reading = {"text": "Reading your files", "blocks": being_read(files), "thread_ts": thread}
    place = room.say(channel, reading)
    added = _added(room, files)
    _report(room, channel, thread, place, {"text": told(added), "blocks": report(added)})


def _added(room: Room, files: Sequence[Dropped]) -> list[Added]:
    """What became of each file, in their order."""
    fetched = [_fetched(room.store, file) for file in files[:MAX_FILES]]
    whole = [(file.name, got) for file, got in zip(files, fetched, strict=False) if isinstance(got, bytes)]
    try:
        made = iter(room.teaching.files.add(whole) if whole else ())
    except DeskError as error:
        made = iter([_refused(name, str(error)) for name, _ in whole])
    return [next(made) if isinstance(got, bytes) else got for got in fetched]


def _fetched(store: FileStore, file: Dropped) -> bytes | Added:
    if file.why_not:
        return _refused(file.name, file.why_not)
    if file.size > store.largest:
        return _refused(file.name, f"it has more than {store.largest // 2**20} MB: split it")
    try:
        return store.fetch(file.url)
    except FileNotFetched as error:
        logger.warning("the file %r was not fetched: %s", file.name, error)
        return _refused(file.name, str(error))


def _refused(name: str, reason: str) -> Added:
    return Added(name, Arrival.REFUSED, reason=reason)


def _report(room: Room, channel: str, thread: str, place: str | None, said: dict[str, Any]) -> None:
    """In the place of what was said at once; anew where that cannot be."""
    if place is not None:
        try:
            room.front.client.chat_update(channel=channel, ts=place, **said)
        except SLACK_FAILED as error:
            logger.warning("the report on files is posted anew: %s", error)
        else:
            return
    room.say(channel, {**said, "thread_ts": thread})
