"""The walk over a site of Stack Exchange by its API 2.3 (https://api.stackexchange.com/docs)."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

from ingest.crawl.fetch import Fetcher
from ingest.crawl.web import Web
from ingest.errors import BadSource, Unreadable
from ingest.forum.forum_walk import ForumWalk, Shown, ask
from ingest.forum.json_shapes import checked
from ingest.forum.stackexchange_api import WHAT, Items, Question
from ingest.sources import Format, Source

_LONGEST_BACKOFF = 600  # seconds
_PAGE = 100  # the most that the API gives at once
_USER = ("display_name", "user_id", "user_type")
_POST = ("body", "creation_date", "content_license", "owner", "score", "comments")
_FIELDS = {
    "": ("items", "has_more", "quota_remaining", "backoff"),
    "question": (*_POST, "question_id", "title", "link", "accepted_answer_id", "answers"),
    "answer": (*_POST, "answer_id", "is_accepted"),
    "comment": ("body", "creation_date", "owner"),
    "shallow_user": _USER,
}


class Page(Items):
    """A page of a list, and what the API says of our use of it."""

    has_more: bool = False
    quota_remaining: int | None = None
    backoff: int = 0  # seconds for which this is not to be asked again


class Filter(Items):
    """A filter that was made: which fields answers have."""

    @property
    def name(self) -> str:
        """To be named in questions. Raises Unreadable."""
        named = next((item.get("filter") for item in self.items), None)
        if not isinstance(named, str):
            raise Unreadable("the API gave no filter: is the location https://api.stackexchange.com/2.3?")
        return named


class StackExchange:
    """A site of Stack Exchange."""

    format = Format.STACKEXCHANGE_API

    def __init__(self, source: Source, web: Web, fetcher: Fetcher) -> None:
        if not source.site:
            raise BadSource(
                f"source {source.name!r}: format 'stackexchange-api' needs a site, such as 'iot.stackexchange.com', "
                "and location 'https://api.stackexchange.com/2.3'"
            )
        self._fetcher, self._web = fetcher, web
        self._base, self._site = source.location.rstrip("/"), source.site
        self._filter: str | None = None

    def threads(self) -> Iterator[Shown]:
        """All questions with their answers, the oldest first: an order that answers and edits do not change."""
        number, since = 1, 0
        while True:
            page = self._page(
                "questions", page=number, pagesize=_PAGE, order="asc", sort="creation", min=since
            )
            questions = [checked(item, Question, WHAT) for item in page.items]
            for question in questions:
                yield Shown(f"https://{self._site}/q/{question.question_id}", partial(_held, question))
            if not (page.has_more and questions):
                return
            # High page numbers are for those with a key, so it goes on from the newest date, not from the next page.
            newest = questions[-1].creation_date
            number, since = (number + 1 if newest == since else 1), newest
            if page.quota_remaining == 0:
                raise Unreadable(
                    "the quota of Stack Exchange's API is used up (quota_remaining 0); it is renewed each day; "
                    "crawler.stackexchange_key raises it from 300 to 10,000 requests"
                )

    def shows(self, key: str) -> bool:
        """Whether the site still has the question."""
        return bool(self._page(f"questions/{key.rpartition('/')[2]}").items)

    def _page(self, what: str, **said: str | int) -> Page:
        """Raises Unreadable."""
        self._filter = self._filter or self._made_filter()
        query = self._query(site=self._site, filter=self._filter, **said)
        page = ask(self._fetcher, f"{self._base}/{what}?{query}", Page, "a page of Stack Exchange's API")
        if page.backoff > _LONGEST_BACKOFF:
            raise Unreadable(f"the API wants to be left alone for {page.backoff} seconds (backoff)")
        if page.backoff:
            self._web.pace.put_off(urlsplit(self._base).netloc, self._web.seconds() + page.backoff)
        return page

    def _made_filter(self) -> str:
        include = ";".join(f"{kind}.{field}" for kind, fields in _FIELDS.items() for field in fields)
        query = self._query(include=include, base="none", unsafe="false")
        return ask(self._fetcher, f"{self._base}/filters/create?{query}", Filter, "an answer of the API").name

    def _query(self, **said: Any) -> str:
        key = {"key": self._web.stackexchange_key} if self._web.stackexchange_key else {}
        return urlencode({**said, **key})


def _held(question: Question) -> bytes:
    return Items(items=(question.model_dump(exclude_defaults=True),)).model_dump_json().encode()


StackExchangeWalk = partial(ForumWalk, StackExchange)
