"""Pages of Askbot as version 0.13 writes them, and a forum of them on the loopback interface."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.ingest.crawl.site import Asked, Reply, Site

PER_PAGE = 3
_TITLE = "<h1><div class='js-editable-content'>W3 forgets the time</div><button>edit</button></h1>"
_CUT = '<div class="js-snippet"><p>{begun} ...<span class="js-expander"> <a>(more)</a></span></p></div>'


@dataclass
class Written:
    """A post. `cut`: what of it the page shows."""

    id: int
    body: str
    by: str = "oak"
    cut: str | None = None
    accepted: bool = False
    votes: int = 0
    day: int = 1
    comments: list["Written"] = field(default_factory=list)

    @property
    def shown(self) -> str:
        return _CUT.format(begun=self.cut) if self.cut else f"<p>{self.body}</p>"

    @property
    def moment(self) -> str:
        return f'<abbr class="js-timeago" title="2025-03-{self.day:02} 10:00:00+00:00 +0000">then</abbr>'

    def who(self, css: str) -> str:
        return f'<a class="{css}" href="/users/1/{self.by}/">{self.by}</a>{self.moment}'

    @property
    def comment(self) -> str:
        return (
            f'<div id="js-post-{self.id}" class="js-comment" data-post-id="{self.id}"><div class="js-comment-body">'
            f"{self.shown}</div>{self.who('js-comment-author')}</div>"
        )

    def post(self, kind: str) -> str:
        accepted = "js-accepted-answer" if self.accepted else ""
        return (
            f'<div id="js-post-{self.id}" class="js-post js-{kind} {accepted}" data-post-id="{self.id}">'
            f'<div class="js-post-vote-number">{self.votes}</div>'
            f"{_TITLE if kind == 'question' else ''}"
            f'<div class="post-body"><div class="js-editable-content">{self.shown}</div></div>'
            f'<div class="post-update-info">{self.who("user-name-link")}</div>'
            f'<div class="post-update-info"><a class="user-name-link" href="/users/9/editor/">editor</a></div>'
            f"{''.join(one.comment for one in self.comments)}</div>"
        )


@dataclass
class Asking:
    """A question with its answers in the order of their age."""

    question: Written
    answers: list[Written] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"/question/{self.question.id}/w3-forgets-the-time/"

    @property
    def accepted(self) -> int | None:
        return next((answer.id for answer in self.answers if answer.accepted), None)

    def page(self, number: int = 1) -> str:
        if (number - 1) * PER_PAGE >= max(1, len(self.answers)):
            number = 1  # as Askbot, which sends one back there
        shown = self.answers[(number - 1) * PER_PAGE : number * PER_PAGE]
        posts = [self.question.post("question"), *(answer.post("answer") for answer in shown)]
        head = f'<link rel="canonical" href="http://localhost{self.path}">'
        return f"<!DOCTYPE html><html><head>{head}</head><body>{''.join(posts)}</body></html>"

    def listed(self) -> dict[str, Any]:
        return {
            "id": self.question.id,
            "title": "W3 forgets the time",
            "url": f"http://localhost{self.path}",
            "answer_ids": [answer.id for answer in self.answers],
            "accepted_answer_id": self.accepted,
            "view_count": 371,
            "last_activity_at": "1795319053",
        }


class AskbotSite(Site):
    """Answers as a forum with these questions would."""

    def __init__(self, *asked: Asking) -> None:
        super().__init__(otherwise=self._page)
        self.questions = {each.question.id: each for each in asked}
        self.broken: dict[str, int] = {}

    def __enter__(self) -> "AskbotSite":
        super().__enter__()
        return self

    def _page(self, asked: Asked) -> Reply:
        parts = urlsplit(asked.path)
        page = int(parse_qs(parts.query).get("page", ["1"])[0])
        if parts.path in self.broken:
            return Reply(status=self.broken[parts.path])
        match parts.path.strip("/").split("/"):
            case ["api", "v1", "questions"]:
                listed = [each.listed() for each in self.questions.values()]
                pages = -(-len(listed) // PER_PAGE)
                first = (page - 1) * PER_PAGE if page <= pages else 0
                return Reply(json.dumps({"pages": pages, "questions": listed[first : first + PER_PAGE]}))
            case ["api", "v1", "questions", number] if int(number) in self.questions:
                return Reply(json.dumps(self.questions[int(number)].listed()))
            case ["question", number, _] if int(number) in self.questions:
                return Reply(self.questions[int(number)].page(page))
            case [_, number, "revisions"]:
                bodies = {post.id: post.body for post in self._posts()}
                newest = f"<div class='js-revision-body'><p>{bodies[int(number)]}</p></div>"
                older = "<div class='js-revision'><div class='js-revision-body'>older</div></div>"
                return Reply(f"<div class='js-revision js-active'>{newest}</div>{older}")
        return Reply(status=404)

    def _posts(self) -> list[Written]:
        return [post for each in self.questions.values() for post in (each.question, *each.answers)]
