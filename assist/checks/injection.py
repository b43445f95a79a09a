"""Nothing that a stranger wrote steers a machine: not what it quotes, what it says, nor what it keeps to itself."""

import re
from functools import cache
from importlib.resources import files

from assist.checks.context import Context
from assist.checks.ownwords import is_official
from assist.hostile import ordering, planted, suspicious, tampered
from assist.privacy.personal import private_in
from assist.text.words import shingles
from desk.drafts import Citation, Problem

_NAME = "injection"
_RUN = 7  # words in a row that nobody writes by chance
_AROUND = 300  # characters beside a quote that came from the same hand
# What a message wants to be said, word by word: in quotation marks, or one word in capitals with figures.
_DICTATED = re.compile(
    r"\b(?i:say|saying|write|print|output|repeat|include|append|mention|phrase|(?:reply|respond|answer|start|end) with)"
    r"[\s:]+(?:[\"“'‘«]([^\"”'’»\n]{4,120})[\"”'’»]|([A-Z]{3,40}[A-Z0-9]{0,40}[-_]?\d[\w-]*))"
)


def check_injection(context: Context) -> list[Problem]:
    """Blocks a machine's draft that quotes planted text, obeys a message, passes on contacts or tells its prompt."""
    if context.by_person:
        return []
    found = [*_planted(context), *_obeyed(context), *_passed_on(context), *_told(context)]
    return [Problem(_NAME, message, blocking=True, words=words) for message, words in found]


def _planted(context: Context) -> list[tuple[str, str]]:
    """Sentences that rest on text which is up to something."""
    return [
        (f"source {citation.marker} ({citation.title!r}) is not to be quoted here ({why})", citation.sentence)
        for citation in context.draft.citations
        if (why := _why_not(citation, context))
    ]


def _why_not(citation: Citation, context: Context) -> str | None:
    document = context.source(citation).quoted
    if document is None:
        return None
    near = document.text[max(0, citation.start - _AROUND) : citation.end + _AROUND]
    by_stranger = not is_official(citation, context)
    return suspicious(citation.quote, by_stranger=by_stranger) or planted(near) or tampered(document)


def _obeyed(context: Context) -> list[tuple[str, str]]:
    """Words of the draft that give orders themselves, or that a message dictated and no source says."""
    text = context.draft.text
    order = ordering(text)
    proved = " ".join(f"{one.title} {one.quote}" for one in context.draft.citations)
    messages = "\n".join([context.message, *context.customer_texts])
    said = {quoted or code for quoted, code in _DICTATED.findall(messages)}
    dictated = [
        (f"{words!r} is what the message wants said", words) for words in sorted(said) if words in text
    ]
    given = [(f"it gives orders: {order!r}", order if order in text else "")] if order else []
    return [*given, *(one for one in dictated if one[1] not in proved)]


def _passed_on(context: Context) -> list[tuple[str, str]]:
    """Addresses and numbers that no sheet or note of the company has in what is quoted."""
    ours = " ".join(one.quote for one in context.draft.citations if is_official(one, context))
    return [
        (f"{found.what} that is not the company's: {found.text!r}", found.text)
        for found in private_in(context.draft.text)
        if found.text not in ours
    ]


def _told(context: Context) -> list[tuple[str, str]]:
    leaked = shingles(context.draft.text, _RUN) & _instructions()
    return [(f"it tells what it was instructed: {' '.join(min(leaked))!r} ...", "")] if leaked else []


@cache
def _instructions() -> frozenset[tuple[str, ...]]:
    """Runs of words of what the drafters are told."""
    prompts = (file for file in files("assist.prompts").iterdir() if file.name.endswith(".md"))
    return frozenset(run for prompt in prompts for run in shingles(prompt.read_text(encoding="utf-8"), _RUN))
