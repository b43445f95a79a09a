"""Threads and posts with everything filled in, and sources of forums."""

from dataclasses import replace
from typing import Any

from index.knowledge import DocumentId, Kind
from ingest.forum.post_body import body_of
from ingest.forum.thread import Author, Place, Post, Standing, Thread
from ingest.sources import Source
from tests.ingest.builders import a_source


def a_forum(**said: Any) -> Source:
    """A public source of solved threads."""
    return replace(a_source(name="forum", kind=Kind.FORUM), **said)


def a_post(text: str, by: str | None = "elm", standing: Standing | None = None, **said: Any) -> Post:
    return Post(body_of(text), Author(by, standing=standing) if by else None, **said)


def a_thread(*replies: Post, question: str = "The W3 forgets the time. Why?", by: str = "ivy") -> Thread:
    return Thread(
        Place(DocumentId("t/7"), "https://forum.example/t/7"), "Time", a_post(question, by), replies
    )
