"""No key, token or password gets out, whoever reads it."""

from assist.checks.context import Context
from assist.privacy.personal import Private
from assist.privacy.secrets import A_PASSWORD, secrets_in
from assist.reply.planner import audience_of
from desk.drafts import Problem
from index.knowledge import Kind


def check_secrets(context: Context) -> list[Problem]:
    """Blocks secrets, but for a password that a cited sheet or note tells this reader (that of a new device, say)."""
    return [
        Problem("secrets", f"{found.what}: {_hinted(found.text)!r}; take it out", True, words=found.text)
        for found in secrets_in(context.draft.text)
        if not _told_by_us(found, context)
    ]


def _hinted(secret: str) -> str:
    """Its first quarter: findings are kept and shown in more places than the draft."""
    return f"{secret[: len(secret) // 4]}..."


def _told_by_us(found: Private, context: Context) -> bool:
    may_read = audience_of(context.draft.to).may_read
    cited = (context.source(citation).quoted for citation in context.draft.citations)
    return found.what == A_PASSWORD and any(
        one is not None and one.kind is not Kind.FORUM and one.audience in may_read and found.text in one.text
        for one in cited
    )
