"""Topics as Discourse's serializers write them: old and new shape of the solution, with what nobody needs."""

import json
from typing import Any

Json = dict[str, Any]


def post(number: int, cooked: str, by: str = "oak", **said: Any) -> Json:
    return {
        "id": 1000 + number,
        "post_number": number,
        "username": by,
        "cooked": f"<p>{cooked}</p>",
        "created_at": f"2025-03-{number % 28 + 1:02}T10:00:00.000Z",
        "post_type": 1,
        "reads": 12,
        "score": 7.5,
        "actions_summary": [{"id": 2, "count": 4}],
        "trust_level": 1,
        "staff": False,
        "admin": False,
        "moderator": False,
        "hidden": False,
        "user_deleted": False,
        "accepted_answer": False,
        **said,
    }


def posts(number: int = 4, solution: int | None = 3, **said: Any) -> list[Json]:
    """That many posts; ivy asks, elm solves."""
    made = [post(1, "After every power cut my W3 shows 00:00.", "ivy")]
    made += [post(each, f"I have no idea, says reply {each}.") for each in range(2, number + 1)]
    if solution:
        made[solution - 1] = post(solution, "Put two cells into the base.", "elm", **said)
    return made


def topic(made: list[Json], *, number: int = 7, shown: int | None = None, **said: Any) -> Json:
    """A topic with its first posts, `shown` of them."""
    return {
        "post_stream": {"posts": made[:shown], "stream": [each["id"] for each in made]},
        "id": number,
        "title": "W3 forgets the time",
        "fancy_title": "W3 forgets the time",
        "slug": "w3-forgets-the-time",
        "archetype": "regular",
        "visible": True,
        "category_id": 5,
        "views": 371,
        "like_count": 9,
        "posts_count": len(made),
        "last_posted_at": "2025-03-09T10:00:00.000Z",
        **said,
    }


def new_shape(made: list[Json], *solutions: int, **said: Any) -> Json:
    """`accepted_answers`, whole posts."""
    marked = [{**each, "accepted_answer": each["post_number"] in solutions} for each in made]
    accepted = [each for each in marked if each["accepted_answer"]]
    return topic(marked, accepted_answers=accepted, **said)


def old_shape(made: list[Json], solution: int, **said: Any) -> Json:
    """`accepted_answer`, a number and an excerpt."""
    answer = made[solution - 1]
    short = {"post_number": solution, "username": answer["username"], "excerpt": "Put two ..."}
    return topic(made, accepted_answer=short, **said)


def flagged(made: list[Json], solution: int, **said: Any) -> Json:
    """Only the post itself says so."""
    return topic([{**each, "accepted_answer": each["post_number"] == solution} for each in made], **said)


def written(said: Json) -> bytes:
    return json.dumps(said).encode()
