"""The windows in which a person only reads: a source where its quote stands, and the history of a customer. Pure."""

from collections.abc import Sequence

from assist.reply.surroundings import Surroundings
from assist.reply.telling import words_of
from bots.slack.kit.blocks import (
    Block,
    Run,
    actions,
    button,
    context,
    date,
    divider,
    header,
    link,
    listed,
    paragraph,
    quoted,
    run,
)
from bots.slack.kit.inputs import MAX_OPTIONS, option, static_select
from bots.slack.kit.text import label, shorten
from bots.slack.kit.windows import View, modal
from bots.slack.kit.wording import PLACES, STAGES
from bots.slack.modals.about import about
from desk.cases import Case, Said
from desk.drafts import Citation
from desk.history import Entry

LINK_HANDLES = "link_handles"  # the button that leads to the customer's other handles
SOURCES, HISTORY = "sources", "customer_history"
JUMP = "jump"  # the menu that leads to another source
MAX_QUOTE, MAX_AROUND = 2000, 1200
MAX_CASES, MAX_REPLIES, MAX_SAID = 15, 2, 300
MAX_STEPS = 12


def source_modal(
    case: Case, channel: str, citations: Sequence[Citation], number: int, found: Surroundings | None
) -> View:
    """A source: its quote between the words that stand around it. `number` is its place among them, from 1.

    `found` is None when the document is not to be had any more.
    """
    citation = citations[number - 1]
    filled = [
        *_others(citations, number),
        header(label(f"[{citation.marker}] {citation.title}", 140)),
        context(*_where(citation)),
        *_state(found),
        _passage(citation, found),
        paragraph(run("Proves: ", bold=True), run(shorten(citation.sentence, 1000))),
        paragraph(run("Open it: ", bold=True), link(citation.url, label(citation.title))),
    ]
    return modal(SOURCES, f"Source {number} of {len(citations)}", filled, about=about(case, channel))


def history_modal(
    case: Case,
    channel: str,
    steps: Sequence[Entry],
    earlier: Sequence[Case],
    more: int,
    *,
    links: bool = False,
) -> View:
    """What was done in this case, and the customer's other cases with what we replied: newest first.

    `more` is how many of the customer's cases are older than those in `earlier`; `links`: handles can be linked here.
    """
    told = [block for each in earlier[:MAX_CASES] for block in _earlier(each)]
    left = more + len(earlier[MAX_CASES:])
    filled = [
        _steps(steps),
        divider(),
        header(f"Other cases of @{label(case.message.author_handle, 60)}"),
        *(told or [paragraph(run("None: this is the first."))]),
        *([context(f"and {left} older, not shown here")] if left else []),
        *(
            [actions(LINK_HANDLES, [button(LINK_HANDLES, "Link another handle …", str(case.id))])]
            if links
            else []
        ),
    ]
    return modal(HISTORY, f"History of case {case.id}", filled, about=about(case, channel))


def _others(citations: Sequence[Citation], number: int) -> list[Block]:
    """The way to the other sources, when there are any."""
    if len(citations) < 2:
        return []
    options = [
        option(str(place), f"[{one.marker}] {label(one.title, 60)}")
        for place, one in enumerate(citations[:MAX_OPTIONS], start=1)
    ]
    menu = static_select(JUMP, options, placeholder="Read another source", initial=str(number))
    return [actions(f"{JUMP}-{number}", [menu])]


def _where(citation: Citation) -> list[str]:
    page = [f"Page {citation.page}"] if citation.page is not None else []
    return [f"Version {citation.document_version}", *page, f"Document {label(citation.document_id, 200)}"]


def _state(found: Surroundings | None) -> list[Block]:
    """Whether the source still says what was quoted, in words."""
    if found is None:
        told = "This version cannot be read any more; below is the quote as it was kept."
    elif found.newest_version is None:
        told = "Withdrawn meanwhile: do not rely on it."
    elif not found.still_there:
        told = f"Changed meanwhile: version {found.newest_version} does not say this any more."
    elif found.changed:
        told = f"Version {found.newest_version} took its place; it still says this, word for word."
    else:
        told = "This is its newest version."
    readers = f" Who may read it: {found.audience.value}." if found else ""
    return [paragraph(run(told, bold=True), run(readers or " "))]


def _passage(citation: Citation, found: Surroundings | None) -> Block:
    """The quote where it stands; the marks around it are for those who hear it."""
    before, after = (found.before[-MAX_AROUND:], found.after[:MAX_AROUND]) if found else ("", "")
    runs: list[Run] = [run(before)] if before.strip() else []
    runs += [run("» "), run(shorten(citation.quote, MAX_QUOTE), bold=True), run(" «")]
    runs += [run(after)] if after.strip() else []
    return quoted([run("The quote stands between » and « :")], *runs)


def _steps(steps: Sequence[Entry]) -> Block:
    newest = [_step(entry) for entry in reversed(steps[-MAX_STEPS:])]
    if more := len(steps[:-MAX_STEPS]):
        newest.append([run(f"and {more} before")])
    return listed([run("This case, newest first", bold=True)], newest or [[run("nothing yet")]])


def _step(entry: Entry) -> list[Run]:
    detail = f": {label(entry.detail, 200)}" if entry.detail else ""
    return [date(entry.at), run(f" {label(entry.by)} {label(entry.action)}{detail}")]


def _earlier(case: Case) -> list[Block]:
    heading = [
        run(f"Case {case.id} on {label(case.channel)}: {STAGES[case.stage]}", bold=True),
        run(", opened "),
        date(case.opened_at),
    ]
    asked = quoted(heading, shorten(words_of(case.message), MAX_SAID))
    older = len(case.said[:-MAX_REPLIES])
    replies = [_reply(said) for said in reversed(case.said[-MAX_REPLIES:])]
    replies += [[run(f"and {older} before")]] if older else []
    return [asked, *([listed([run("We said", bold=True)], replies)] if replies else [])]


def _reply(said: Said) -> list[Run]:
    return [date(said.at), run(f" as {PLACES[said.to]}: {label(said.text, MAX_SAID)}")]
