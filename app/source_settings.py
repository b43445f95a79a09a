"""What `assist.toml` may say about a source of knowledge, and the source made of it."""

import re
from collections.abc import Sequence
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from app.sections import Section
from index.knowledge import Audience, Kind
from ingest.errors import BadSource
from ingest.sources import Crawl, Selectors, Source, format_named, kind_named

_INTERVAL = re.compile(r"[1-9]\d{0,5}[mhd]")


class CrawlSettings(Section):
    """How far and how fast a web source is read: [sources.crawl]."""

    start: list[str] = []
    sitemaps: list[str] = []
    include: list[str] = []
    exclude: list[str] = []
    depth: int = Field(10, ge=0)
    most_pages: int = Field(20_000, ge=1)
    pause_seconds: float = Field(1.0, ge=0, description="between two requests to one host")
    at_once: int = Field(2, ge=1, le=8, description="requests to one host")
    private_hosts: list[str] = []


class SourceSettings(Section):
    """One [[sources]] entry: where knowledge lives and who may read it."""

    name: str = Field(pattern=r"^[\w.-]+$")
    kind: Literal["data_sheet", "forum", "sme_note", "datasheet", "note"]
    location: str
    format: str | None = None
    audience: Literal["public", "customer", "internal"] | None = None
    products: list[str] = []
    owner: str | None = None
    refresh_every: str | None = Field(None, description="such as 30m, 6h or 7d")
    unaccepted: bool = False
    selectors: dict[str, str] | None = None
    site: str | None = None
    crawl: CrawlSettings = CrawlSettings()

    @field_validator("refresh_every")
    @classmethod
    def _is_an_interval(cls, written: str | None) -> str | None:
        if written is not None and not _INTERVAL.fullmatch(written):
            raise ValueError("write a number and m, h or d, such as 30m, 6h or 7d")
        return written


def sources_of(said: Sequence[SourceSettings], folder: Path) -> tuple[Source, ...]:
    """The sources to read; locations are meant from `folder`, notes are internal unless said otherwise."""
    return tuple(_source(each, folder) for each in said)


def _source(said: SourceSettings, folder: Path) -> Source:
    kind = kind_named(said.kind)
    usual = Audience.INTERNAL if kind is Kind.SME_NOTE else Audience.PUBLIC
    return Source(
        name=said.name,
        kind=kind,
        location=said.location if "://" in said.location else str(folder / Path(said.location).expanduser()),
        format=format_named(said.format) if said.format else None,
        audience=Audience(said.audience) if said.audience else usual,
        products=tuple(said.products),
        owner=said.owner,
        unaccepted=said.unaccepted,
        selectors=_selectors(said),
        site=said.site,
        crawl=_crawl(said.crawl),
        refresh_every=_interval(said.refresh_every) if said.refresh_every else None,
    )


def _crawl(said: CrawlSettings) -> Crawl:
    return Crawl(
        start=tuple(said.start),
        sitemaps=tuple(said.sitemaps),
        include=tuple(said.include),
        exclude=tuple(said.exclude),
        depth=said.depth,
        most_pages=said.most_pages,
        pause=timedelta(seconds=said.pause_seconds),
        at_once=said.at_once,
        private_hosts=tuple(said.private_hosts),
    )


def _interval(written: str) -> timedelta:
    unit = {"m": "minutes", "h": "hours", "d": "days"}[written[-1]]
    return timedelta(**{unit: int(written[:-1])})


def _selectors(said: SourceSettings) -> Selectors | None:
    if said.selectors is None:
        return None
    try:
        return Selectors(**said.selectors)
    except TypeError as error:
        known = ", ".join(field.name for field in fields(Selectors))
        message = f"the selectors of source {said.name!r} need post and body, and may be: {known}"
        raise BadSource(message) from error
