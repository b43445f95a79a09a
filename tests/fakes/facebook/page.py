"""What stands on the page, and what Facebook takes. It shares no line with the channel that it judges.

Where the rules are written down (all read 2026-11-22, at developers.facebook.com/docs/):
- a comment's fields and its edge `comments`, 8,000 characters, one level of nesting: graph-api/reference/comment
- one private reply to a comment within 7 days: messenger-platform/discovery/private-replies
- 24 hours from the person's last message, then the tag for human agents for 7 days, 2,000 characters:
  messenger-platform/policy/policy-overview and reference/send-api
- errors, and what cannot be seen (100/33): graph-api/guides/error-handling
- conversations by person: graph-api/reference/page/conversations
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

PAGE = "100200300"
PEOPLE = {"ann": "7001", "bob": "7002"}
NAMES = {PAGE: "Fennby", "7001": "Ann Example", "7002": "Bob Example"}


class GraphError(Exception):
    """What Facebook answers instead."""

    def __init__(self, message: str, code: int, subcode: int | None = None) -> None:
        super().__init__(message)
        self.said = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "A1"} | (
            {"error_subcode": subcode} if subcode else {}
        )


@dataclass(frozen=True)
class Words:
    """A comment, or a message of a conversation."""

    id: str
    by: str
    text: str
    at: datetime
    under: str = ""  # of a comment: the comment above it, empty for none
    answers: str = ""  # the comment that was named when it was made
    with_person: str = ""  # of a message


@dataclass
class Page:
    """One page with one post. Its clock stands still unless it is moved."""

    now: datetime = datetime(2026, 11, 20, 12, tzinfo=UTC)
    human_agent_granted: bool = False
    comments: dict[str, Words] = field(default_factory=dict)
    messages: dict[str, Words] = field(default_factory=dict)
    privately_answered: dict[str, str] = field(default_factory=dict)  # comment by the message's id
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.post = f"{PAGE}_9001"
        self.posted_at = self.now - timedelta(hours=1)

    def add_comment(self, on: str, by: str, text: str) -> Words:
        """`on` is the post or a comment; what answers an answer stands beside it."""
        if len(text) > 8000 or not text.strip():
            raise GraphError("(#100) Invalid parameter: message", 100)
        above = "" if on == self.post else self.comment(on).id
        top = (self.comments[above].under or above) if above else ""
        self.now += timedelta(milliseconds=1)
        words = Words(f"9001_{next(self._numbers)}", by, text.strip(), self.now, top, above)
        self.comments[words.id] = words
        return words

    def comment(self, id: str) -> Words:
        if id not in self.comments:
            raise GraphError(f"Unsupported get request. Object with ID '{id}' does not exist", 100, 33)
        return self.comments[id]

    def edit(self, id: str, text: str) -> Words:
        self.now += timedelta(seconds=1)
        self.comments[id] = replace(self.comments[id], text=text)
        return self.comments[id]

    def can_reply_privately(self, id: str) -> bool:
        comment = self.comment(id)
        young = self.now < comment.at + timedelta(days=7)
        return comment.by != PAGE and young and id not in self.privately_answered.values()

    def write_to_us(self, by: str, text: str) -> Words:
        return self._message(by, by, text)

    def send(self, recipient: dict[str, str], text: str, tag: str | None) -> Words:
        """A message of the page: to a person, or to who wrote a comment."""
        if len(text) > 2000:
            raise GraphError("(#100) Length of param message[text] must be less than or equal to 2000", 100)
        if "comment_id" in recipient:
            return self._private_reply(recipient["comment_id"], text)
        self._check_window(recipient["id"], tag)
        return self._message(PAGE, recipient["id"], text)

    def with_person(self, person: str) -> list[Words]:
        """Newest first."""
        return [one for one in reversed(self.messages.values()) if one.with_person == person]

    def _private_reply(self, comment_id: str, text: str) -> Words:
        comment = self.comment(comment_id)
        if comment_id in self.privately_answered.values():
            raise GraphError("(#10900) Activity already replied to", 10900)
        if not self.can_reply_privately(comment_id):
            raise GraphError("(#10903) This user cant reply to this activity", 10903)
        words = self._message(PAGE, comment.by, text)
        self.privately_answered[words.id] = comment_id
        return words

    def _check_window(self, person: str, tag: str | None) -> None:
        theirs = [one.at for one in self.with_person(person) if one.by == person]
        if not theirs:
            raise GraphError("(#100) No matching user found", 100, 2018001)
        allowed = timedelta(hours=24)
        if tag == "HUMAN_AGENT":
            if not self.human_agent_granted:
                raise GraphError("(#10) Requires the human agent feature", 10, 2018278)
            allowed = timedelta(days=7)
        if self.now >= max(theirs) + allowed:
            raise GraphError("(#10) This message is sent outside of allowed window.", 10, 2018278)

    def _message(self, by: str, person: str, text: str) -> Words:
        self.now += timedelta(milliseconds=1)
        words = Words(f"m_{next(self._numbers)}-x=", by, text, self.now, with_person=person)
        self.messages[words.id] = words
        return words
