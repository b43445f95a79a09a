"""Questions as Stack Exchange's API 2.3 writes them."""

import json
from typing import Any

Json = dict[str, Any]
DAY = 86400


def user(name: str, number: int, kind: str = "registered") -> Json:
    return {"display_name": name, "user_id": number, "user_type": kind, "reputation": 101}


def answer(number: int, body: str, by: Json | None = None, day: int = 2, **said: Any) -> Json:
    return {
        "answer_id": number,
        "body": f"<p>{body}</p>",
        "owner": by or user("oak", 3),
        "creation_date": 1700000000 + day * DAY,
        "score": 0,
        "is_accepted": False,
        "content_license": "CC BY-SA 4.0",
        **said,
    }


def comment(body: str, by: Json, day: int) -> Json:
    return {"body": body, "owner": by, "creation_date": 1700000000 + day * DAY}


IVY, ELM = user("ivy", 1), user("elm &amp; ash", 2)


def question(number: int = 12, *answers: Json, **said: Any) -> Json:
    accepted = next((each["answer_id"] for each in answers if each["is_accepted"]), None)
    return {
        "question_id": number,
        "title": "How far does the &quot;W3&quot; reach?",
        "body": "<p>Through two brick walls?</p>",
        "owner": IVY,
        "creation_date": 1700000000 + number,
        "score": 4,
        "view_count": 371,
        "link": f"https://iot.example/questions/{number}/how-far",
        "content_license": "CC BY-SA 4.0",
        "answers": list(answers),
        **({"accepted_answer_id": accepted} if accepted else {}),
        **said,
    }


def solved(number: int = 12, **said: Any) -> Json:
    """A question whose second answer, of the number of the question and 1, was accepted."""
    solution = answer(number * 10 + 1, "About 30 m.", ELM, score=9, is_accepted=True) | said
    return question(number, answer(number * 10, "Far."), solution)


def wrapped(*items: Json, **said: Any) -> bytes:
    return json.dumps(
        {"items": items, "has_more": False, "quota_max": 300, "quota_remaining": 250, **said}
    ).encode()
