"""What a draft rests on, as blocks: its text, its numbered sources, and what the checks say."""

from assist.length import PUBLIC_LIMIT
from bots.slack.blocks import Block, Run, link, listed, quoted, run
from bots.slack.text import label, shorten
from bots.slack.wording import PLACES
from desk.cases import Citation, Draft, Problem, To

MAX_PROBLEMS = 6


def draft_of(draft: Draft, limit: int) -> Block:
    """The draft's text with what it is and how long."""
    room = f" of {PUBLIC_LIMIT}" if draft.to is To.PUBLIC else ""
    cost = f" · ${draft.cost_usd:.3f}" if draft.cost_usd else ""
    title = [
        run(f"Draft {draft.version}", bold=True) if draft.version else run("Draft", bold=True),
        run(
            f" by {label(draft.drafter)} · {PLACES[draft.to]} · {draft.weighted_length}{room} characters{cost}"
        ),
    ]
    return quoted(title, shorten(draft.text, limit))


def sources_of(draft: Draft, *, limit: int, quote: int) -> list[Block]:
    """Numbered as the draft's sentences are; a source with no web address is named without a link."""
    lines = [_source(citation, quote) for citation in draft.citations[:limit]]
    if more := len(draft.citations) - limit:
        lines += [[run(f"and {more} more")]] if more > 0 else []
    return [listed([run("Sources", bold=True)], lines)] if lines else [_unsourced()]


def checks_of(draft: Draft) -> list[Block]:
    """What must be mended, then what is worth a look."""
    if not draft.problems:
        return [listed([run("Checks", bold=True)], [[run("nothing found")]])]
    ranked = sorted(draft.problems, key=lambda problem: not problem.blocking)
    lines = [_problem(problem) for problem in ranked[:MAX_PROBLEMS]]
    if more := len(ranked[MAX_PROBLEMS:]):
        lines.append([run(f"and {more} more")])
    return [listed([run("Checks", bold=True)], lines)]


def _source(citation: Citation, quote: int) -> list[Run]:
    page = f", page {citation.page}" if citation.page is not None else ""
    return [
        run(f"[{citation.marker}] "),
        link(citation.url, label(citation.title)),
        run(f"{page}: “{label(citation.quote, quote)}”"),
    ]


def _unsourced() -> Block:
    return listed([run("Sources", bold=True)], [[run("none: no document backs this text")]])


def _problem(problem: Problem) -> list[Run]:
    weight = "Must be mended" if problem.blocking else "Worth a look"
    return [
        run(f"{weight}: ", bold=problem.blocking),
        run(f"{label(problem.message, 200)} ({problem.check})"),
    ]
