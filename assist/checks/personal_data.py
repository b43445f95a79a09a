"""No personal data in public, and nobody else's anywhere."""

import re
from collections.abc import Sequence

from assist.checks.context import Context
from assist.privacy.personal import A_NAME, Private, people_in, private_in
from assist.reply.planner import audience_of
from desk.drafts import Problem, To
from index.knowledge import Kind

_LONG = 7  # letters and digits, which no other text has by chance


def check_personal_data(context: Context) -> list[Problem]:
    """Blocks personal data that the company's own sheets and notes do not publish.

    In public whosever it is (but for names that the customer wrote), in a direct message what this customer did not
    write: there a person may know better, of a number that is given out just now, say.
    """
    public = context.draft.to is To.PUBLIC
    found = [*private_in(context.draft.text), *people_in(context.draft.text)]
    published = _published(context) if found else []
    return [
        _problem(one, context, public)
        for one in found
        if not _said(one, published)
        and not (_said(one, context.customer_texts) and (not public or one.what == A_NAME))
    ]


def _problem(found: Private, context: Context, public: bool) -> Problem:
    what_now = "take it out or send a DM" if public else "nothing that this customer wrote; whose is it?"
    where = "in public" if public else "in a direct message"
    return Problem(
        "personal_data",
        f"{found.what} {where}: {found.text!r}; {what_now}",
        blocking=True,
        words=found.text,
        passable=context.by_person and not public,
    )


def _published(context: Context) -> list[str]:
    """What the company itself tells whoever reads the draft: sheets and notes, but not its forum."""
    may_read = audience_of(context.draft.to).may_read
    quoted = (context.source(citation).quoted for citation in context.draft.citations)
    cited = [one.text for one in quoted if one and one.audience in may_read and one.kind is not Kind.FORUM]
    return [*cited, *(one.text for one in context.readable if one.kind is not Kind.FORUM)]


def _said(found: Private, texts: Sequence[str]) -> bool:
    """True when a text has it; a long one is the same with blanks, dots and hyphens and without."""
    if len(_folded(found.text)) >= _LONG:
        return any(_folded(found.text) in _folded(text) for text in texts)
    alone = re.compile(rf"(?<!\w){re.escape(found.text)}(?!\w)", re.IGNORECASE)
    return any(map(alone.search, texts))


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
