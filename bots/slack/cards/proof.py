"""What a draft rests on, as blocks: its text, its numbered sources, what the checks say, what the team knows."""

from collections.abc import Sequence

from assist.knowledge.guidance import Guidance
from assist.reply.channels import rules_for
from assist.reply.highlights import flaws_in, stretches
from assist.reply.telling import BESIDE, INSIDE, form_name, made_by, price
from bots.slack.kit.blocks import Block, Run, context, link, listed, paragraph, quoted, run
from bots.slack.kit.text import label, letters_of, shorten
from bots.slack.kit.wording import PLACES
from desk.drafts import Citation, Draft, Form, Problem, To
from desk.messages import Message

MAX_PROBLEMS = 6
MAX_GUIDANCE = 2


def draft_of(draft: Draft, limit: int, *, answered: Message | None = None, marked: bool = True) -> Block:
    """The draft's text with what it is and how long; the words that problems are about stand in boxes."""
    room = f" of {rules_for(answered).limit(To.PUBLIC)}" if draft.to is To.PUBLIC else ""
    cost = f" · {price(draft.cost_usd)}" if draft.cost_usd else ""
    title = [
        run(f"Draft {draft.version}", bold=True) if draft.version else run("Draft", bold=True),
        run(
            f" {label(made_by(draft))} · {PLACES[draft.to]} · {draft.weighted_length}{room} characters{cost}"
        ),
    ]
    text = shorten(draft.text, limit)
    return quoted(title, *(_marked(text, draft.problems) if marked else [text]))


def sources_of(draft: Draft, *, limit: int, quote: int, linked: bool = True) -> list[Block]:
    """Numbered as the draft's sentences are; a source with no web address is named without a link."""
    lines = [_source(citation, quote, linked) for citation in draft.citations[:limit]]
    if more := len(draft.citations) - limit:
        lines += [[run(f"and {more} more")]] if more > 0 else []
    return [listed([run("Sources", bold=True)], lines)] if lines else [_unsourced()]


def checks_of(draft: Draft, *, limit: int = MAX_PROBLEMS, words: int = 200) -> list[Block]:
    """What must be mended, then what is worth a look, and why a person went past it."""
    ranked = sorted(draft.problems, key=lambda problem: not problem.blocking)
    lines = [_problem(problem, words) for problem in ranked[:limit]] or [[run("nothing found")]]
    if more := len(ranked[limit:]):
        lines.append([run(f"and {more} more")])
    if draft.vouched:
        past = f"{label(made_by(draft))}: “{label(draft.vouched, words)}”"
        lines.append([run("Goes past a check, ", bold=True), run(past)])
    return [listed([run("Checks", bold=True)], lines)]


def way_of(draft: Draft, *, words: int, line: int) -> list[Block]:
    """Where it goes and why, and what else it could be at which price."""
    because = f"{PLACES[draft.to]}, because {label(draft.to_reason, words)}"
    said = [paragraph(run("Goes out as: ", bold=True), run(because))]
    if draft.public_line:
        said.append(paragraph(run(f"{BESIDE}: ", bold=True), run(f"“{label(draft.public_line, words)}”")))
    others = [f"Or as {_form(form, line)}" for form in draft.forms if line and not form.chosen]
    return [*said, context(*others)] if others else said


def guidance_of(guidance: Sequence[Guidance], limit: int) -> list[Block]:
    """What the customer may not read, marked so that nobody takes it for a source."""
    shown = [_inside(passage, limit) for passage in guidance[:MAX_GUIDANCE]] if limit else []
    more = len(guidance) - len(shown)
    lines = [[run(f"{more} {'more ' if shown else ''}on the web desk")]] if more else []
    return [*shown, *([listed([run(INSIDE, bold=True)], lines)] if lines else [])]


def _marked(text: str, problems: Sequence[Problem]) -> list[Run]:
    """The text with the words of its problems in boxes, which are no part of it."""
    pieces = stretches(text, flaws_in(text, problems[:MAX_PROBLEMS]))
    runs = [run(letters, boxed=bool(one.problems)) for one in pieces if (letters := letters_of(one.text))]
    return runs or [run(text)]


def _source(citation: Citation, quote: int, linked: bool) -> list[Run]:
    page = f", page {citation.page}" if citation.page is not None else ""
    return [
        run(f"[{citation.marker}] "),
        link(citation.url if linked else None, label(citation.title)),
        run(f", version {citation.document_version}{page}: “{label(citation.quote, quote)}”"),
    ]


def _unsourced() -> Block:
    return listed([run("Sources", bold=True)], [[run("none: no document backs this text")]])


def _problem(problem: Problem, words: int) -> list[Run]:
    weight = "Must be mended" if problem.blocking else "Worth a look"
    reason = " A reason in Edit lets it pass." if problem.blocking and problem.passable else ""
    about = (
        [run(label(problem.words, 60), boxed=True), run(" ")] if problem.words not in problem.message else []
    )
    return [
        run(f"{weight}: ", bold=problem.blocking),
        *about,
        run(f"{label(problem.message, words)} ({problem.check}){reason}"),
    ]


def _inside(passage: Guidance, limit: int) -> Block:
    title = [
        run(INSIDE, bold=True),
        run(f" ({passage.audience.value} only): "),
        link(passage.url, label(passage.title)),
    ]
    return quoted(title, label(passage.text, limit))


def _form(form: Form, line: int) -> str:
    closed = "" if form.possible else "not possible: "
    return f"{form_name(form)}, {price(form.cost_usd)}: {closed}{label(form.reason, line)}"
