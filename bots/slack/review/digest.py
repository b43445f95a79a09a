"""The weekly digest as a message: how the week went, and what to do about it; pure."""

from collections.abc import Sequence
from datetime import timedelta

from bots.slack.kit.blocks import Block, Run, header, link, listed, paragraph, run
from bots.slack.kit.figures import amount, figures, percent
from bots.slack.kit.text import escaped, label
from bots.slack.review.window import CRITERIA
from desk.digest import Digest, Reviewed, Source, Week
from desk.gaps import KnowledgeGap

_LONGEST = 150


def headline(digest: Digest) -> str:
    """For lock screens and screen readers; Slack reads markup here."""
    flow, before = digest.flow, digest.before
    words = (
        f"{title(digest.week)}: {amount(flow.received)} received, {amount(flow.answered)} answered,"
        f" in target {percent(flow.sla_met_share)} (the week before: {percent(before.sla_met_share)})"
    )
    return escaped(words)


def title(week: Week) -> str:
    """Such as Week 2026-W47, 16 to 22 November."""
    sunday = week.monday + timedelta(days=6)
    return f"Week {week.key}, {week.monday:%d %B} to {sunday:%d %B}"


def digest_blocks(digest: Digest) -> list[Block]:
    """What counts nothing is said as "none"."""
    return [
        header(title(digest.week)),
        _list("How it went", [[run(line)] for line in figures(digest.flow, digest.before)]),
        _list("Why drafts were rejected", [_times(label(why), times) for why, times in digest.rejections]),
        _list("Asked most and not known", [_gap(group) for group in digest.gaps]),
        _list("Notes that answered most", [_note(note) for note in digest.notes]),
        _list(*_reviews(digest.reviewed)),
    ]


def _list(name: str, lines: Sequence[Sequence[Run]]) -> Block:
    return listed([run(name, bold=True)], lines) if lines else paragraph(run(name, bold=True), run(": none"))


def _times(words: str, times: int) -> list[Run]:
    return [run(f"{words}: {times} {'time' if times == 1 else 'times'}")]


def _gap(group: Sequence[KnowledgeGap]) -> list[Run]:
    return _times(label(group[0].question, _LONGEST), len(group))


def _note(note: Source) -> list[Run]:
    replies = "reply" if note.replies == 1 else "replies"
    return [link(note.url, label(note.title)), run(f": {note.replies} {replies}")]


def _reviews(reviewed: Reviewed) -> tuple[str, list[list[Run]]]:
    lines = [
        [run(f"{CRITERIA[criterion]} Yes for {met} of {asked}")]
        for criterion, (met, asked) in reviewed.met.items()
        if asked
    ]
    return f"Replies reviewed ({amount(reviewed.total)})", lines
