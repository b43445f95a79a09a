"""A Discourse forum on the loopback interface, whose topics a test may change."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.ingest.crawl.site import Asked, Reply, Site
from tests.ingest.forum.discourse import Json

PER_PAGE = 3
MOST_POSTS = 20
CATEGORIES = [
    {"id": 5, "slug": "support", "parent_category_id": None},
    {"id": 6, "slug": "w3", "parent_category_id": 5},
    {"id": 8, "slug": "sensors", "parent_category_id": 6},
    {"id": 9, "slug": "lounge", "parent_category_id": None},
]


class DiscourseSite(Site):
    """Answers as a forum with these topics would."""

    def __init__(self, *topics: Json, says_solved: bool = True) -> None:
        super().__init__(otherwise=self._page)
        self.topics = {topic["id"]: topic for topic in topics}
        self.says_solved = says_solved
        self.broken: dict[str, int] = {}  # path: status

    def __enter__(self) -> "DiscourseSite":
        super().__enter__()
        return self

    def _page(self, asked: Asked) -> Reply:
        parts = urlsplit(asked.path)
        query = parse_qs(parts.query)
        if parts.path in self.broken:
            return Reply(status=self.broken[parts.path])
        match parts.path.removesuffix(".json").strip("/").split("/"):
            case ["site"]:
                return _json({"categories": CATEGORIES})
            case ["latest"]:
                return self._list(list(self.topics.values()), query)
            case ["c", _, number, "l", "latest"]:
                return self._list(self._within(int(number)), query)
            case ["t", number] if int(number) in self.topics:
                topic = self.topics[int(number)]
                stream = topic["post_stream"]
                return _json({**topic, "post_stream": {**stream, "posts": stream["posts"][:MOST_POSTS]}})
            case ["t", number, "posts"] if int(number) in self.topics:
                wanted = {int(post) for post in query["post_ids[]"]}
                posts = self.topics[int(number)]["post_stream"]["posts"]
                if len(wanted) > MOST_POSTS:
                    return Reply(status=400)
                return _json({"post_stream": {"posts": [post for post in posts if post["id"] in wanted]}})
        return Reply(status=404)

    def _within(self, category: int) -> list[Json]:
        return [topic for topic in self.topics.values() if topic["category_id"] == category]

    def _list(self, topics: list[Json], query: dict[str, list[str]]) -> Reply:
        shown = sorted((topic for topic in topics if topic["visible"]), key=lambda topic: topic["id"])
        page = int(query["page"][0])
        listed = [self._entry(topic) for topic in shown[page * PER_PAGE : (page + 1) * PER_PAGE]]
        more = {"more_topics_url": "/latest?page=1"} if len(shown) > (page + 1) * PER_PAGE else {}
        return _json({"users": [], "topic_list": {"per_page": PER_PAGE, "topics": listed, **more}})

    def _entry(self, topic: Json) -> Json:
        solved = "accepted_answer" in topic or bool(topic.get("accepted_answers"))
        flagged = any(post["accepted_answer"] for post in topic["post_stream"]["posts"])
        said: Json = {"has_accepted_answer": solved or flagged} if self.says_solved else {}
        return {name: topic[name] for name in ("id", "title", "slug", "views")} | said


def _json(said: Any) -> Reply:
    return Reply(json.dumps(said), type="application/json; charset=utf-8")
