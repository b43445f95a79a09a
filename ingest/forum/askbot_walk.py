"""The walk over a live Askbot forum: its interface lists the questions, its pages have the posts."""

from collections.abc import Iterator
from functools import partial
from itertools import count
from urllib.parse import urljoin, urlsplit

from ingest.crawl.fetch import Fetcher
from ingest.crawl.web import Web
from ingest.decode import decoded
from ingest.errors import Unreadable
from ingest.forum.askbot import Question, Said, newest_revision_on, question_on
from ingest.forum.forum_walk import ForumWalk, Shown, ask
from ingest.forum.json_shapes import Shape
from ingest.sources import Format, Source


class Entry(Shape):
    """A question as the interface lists it."""

    id: int
    title: str = ""
    url: str
    answer_ids: tuple[int, ...] = ()
    accepted_answer_id: int | None = None


class Entries(Shape):
    """A page of the list."""

    pages: int
    questions: tuple[Entry, ...]


class Askbot:
    """A forum of Askbot."""

    format = Format.ASKBOT

    def __init__(self, source: Source, _web: Web, fetcher: Fetcher) -> None:
        self._fetcher, self._unaccepted = fetcher, source.unaccepted
        self._base = source.location.rstrip("/")

    def threads(self) -> Iterator[Shown]:
        """All questions, the oldest first: an order that answers and edits do not change."""
        known: set[int] = set()
        for page in count(1):
            address = f"{self._base}/api/v1/questions/?sort=age-asc&page={page}"
            entries = ask(self._fetcher, address, Entries, "a list of questions of Askbot")
            for entry in entries.questions:
                yield Shown(f"{self._base}/question/{entry.id}/", partial(self._bring, entry))
            if page >= entries.pages:  # beyond the last page Askbot gives the first one again
                return
            if known.issuperset(entry.id for entry in entries.questions):
                raise Unreadable(f"page {page} of {entries.pages} has no question that no earlier page has")
            known.update(entry.id for entry in entries.questions)

    def shows(self, key: str) -> bool:
        """Whether the interface still knows the question."""
        number = key.rstrip("/").rpartition("/")[2]
        address = f"{self._base}/api/v1/questions/{number}/"
        return ask(self._fetcher, address, Entry, "a question of Askbot").id == int(number)

    def _bring(self, entry: Entry) -> bytes:
        """The question with all its answers; one without an accepted answer is not asked for."""
        # Askbot writes its configured host into addresses, which need not be the one where it can be reached.
        url = urljoin(self._base, urlsplit(entry.url).path)
        asked = Question(id=entry.id, title=entry.title, url=url)
        if entry.accepted_answer_id is not None or self._unaccepted:
            asked = self._whole(asked, len(entry.answer_ids))
        return asked.model_dump_json(exclude_defaults=True).encode()

    def _whole(self, asked: Question, answers: int) -> Question:
        """With the question's and all answers' posts from its pages, of which there may be several."""
        replies: dict[int, Said] = {}
        question: Said | None = None
        for page in count(1):
            shown = question_on(decoded(self._fetcher.get(f"{asked.url}?sort=oldest&page={page}").body))
            question = question or shown.question
            fresh = [reply for reply in shown.replies if reply.id not in replies]
            replies |= {reply.id: reply for reply in fresh}
            if not fresh or sum(reply.about is None for reply in replies.values()) >= answers:
                break
        posts = tuple(self._uncut(reply, "answers") for reply in replies.values())
        return asked.model_copy(
            update={"question": question and self._uncut(question, "questions"), "replies": posts}
        )

    def _uncut(self, said: Said, kind: str) -> Said:
        """The post with its whole text. Comments stay cut (at 150 words): Askbot shows them whole nowhere."""
        if not said.cut or said.about is not None:
            return said
        address = f"{self._base}/{kind}/{said.id}/revisions/"
        whole = newest_revision_on(decoded(self._fetcher.get(address).body))
        return said.model_copy(update={"body": whole, "cut": False}) if whole else said


AskbotWalk = partial(ForumWalk, Askbot)
