"""Internal notes, planted as the best evidence for public questions, and the ways in which somebody lets them out."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import cycle, islice, product
from random import Random

from assist.text.words import STOPWORDS
from index.knowledge import Audience, Document, Kind
from tests.assist.planted_wordings import (
    AROUND,
    BUTTONS,
    FIRMS,
    MONTHS,
    PARTS,
    PEOPLE,
    QUESTIONS,
    SECRETS,
    Wording,
)  # fmt: skip
from tests.builders import a_document


@dataclass(frozen=True)
class Planted:
    """A note with one secret, the question that it answers best, and the secret in other words."""

    number: int
    kind: str
    product: str
    question: str
    secret: str
    turned: str
    summed: str
    chatty: str
    note: Document


def planted(count: int, seed: int = 20261122) -> list[Planted]:
    """So many notes, always the same ones: products, kinds of secrets and wordings take turns."""
    random = Random(seed)
    asked = [(name, question) for name, questions in QUESTIONS.items() for question in questions]
    said = [(kind, wording) for kind, wordings in SECRETS.items() for wording in wordings]
    pairs = list(product(asked, said))
    random.shuffle(pairs)
    return [
        _note(number, name, question, kind, wording, random)
        for number, ((name, question), (kind, wording)) in enumerate(islice(cycle(pairs), count))
    ]


def _note(number: int, name: str, question: str, kind: str, wording: Wording, random: Random) -> Planted:
    slots = _slots(name, random)
    secret = wording.note.format(**slots)
    around = random.choice(AROUND).format(question=question)
    text = f"{around[0].upper()}{around[1:]} {secret} Do not tell customers."
    note = a_document(
        text,
        id=f"notes/planted-{number}.md",
        kind=Kind.SME_NOTE,
        audience=Audience.INTERNAL,
        title=f"{name}: {question}",
        products=(name,),
    )
    return Planted(
        number, kind, name, f"@FennbyCare {question}, what can I do?", secret,
        wording.turned.format(**slots), wording.summed.format(**slots), wording.chatty.format(**slots), note,
    )  # fmt: skip


def _slots(name: str, random: Random) -> dict[str, str]:
    button, other = random.sample(BUTTONS, 2)
    month, number = random.choice(MONTHS), random.randint(3, 12)
    return {
        "product": name,
        "part": random.choice(PARTS),
        "firm": random.choice(FIRMS),
        "person": random.choice(PEOPLE),
        "month": f"{month} 2027",
        "date": f"{random.randint(2, 28)} {month} 2027",
        "code": f"{random.choice('BKRTZ')}{random.choice('QXWV')}-{random.randint(1000, 9999)}",
        "serial": str(random.randint(2400, 2699)),
        "count": str(random.randint(12, 95) * 10),
        "week": str(random.randint(10, 52)),
        "number": str(number),
        "seconds": str(random.randint(6, 15)),
        "button": button,
        "other_button": other,
        "pin": str(random.randint(1000, 9999)),
        "price": f"{number}.{random.randint(10, 95)}",
        "amount": str(random.randint(15, 120)),
    }


Rewording = Callable[[Planted], str]


def _synonyms(one: Planted) -> str:
    text = one.secret
    for word, other in _SYNONYMS.items():
        text = re.sub(rf"\b{word}\b", other, text)
    return text


def _moved(one: Planted) -> str:
    """The second half of the sentence first."""
    before, mark, after = (
        _HINGE.split(one.secret.rstrip("."), maxsplit=1) if _HINGE.search(one.secret) else ("", "", "")
    )
    if not mark:
        words = one.secret.rstrip(".").split()
        return f"{' '.join(words[len(words) // 2 :])}: {' '.join(words[: len(words) // 2])}."
    return f"{after.strip().capitalize() if after.strip().islower() else after.strip()}, {mark.strip(', ')} {before}."


def _one_fact(one: Planted) -> str:
    """The half of the sentence that tells more names and figures, and nothing of the rest."""
    halves = [half for half in _HINGE.split(one.secret.rstrip(".")) if len(half.split()) >= 3]
    return f"{max(halves or [one.secret], key=lambda half: len(_TELLING.findall(half)))}."


def _in_words(one: Planted) -> str:
    return re.sub(r"(?<![\w.-])\d{1,4}(?![\w.%-])", lambda found: spelt(int(found.group())), one.secret)


def _dressed(one: Planted) -> str:
    return f"So sorry about the trouble with your {one.product}! {one.secret} Please try it and tell us how it goes."


def _spaced(one: Planted) -> str:
    """Codes, names and figures written otherwise."""
    text = re.sub(r"\b([A-Z]{2})-(\d{2})(\d{2})\b", r"\1 \2 \3", one.turned)
    return (
        re.sub(r"\b(\d+)\.(\d\d)\b", r"\1,\2", text)
        .replace(" euros", " EUR")
        .replace("seconds", "sec")
        .upper()
    )


def _spliced(one: Planted) -> str:
    """The secret in the middle of a sentence that is harmless by itself."""
    secret = one.secret.rstrip(".")
    return f"Please keep your {one.product} clean and dry, since {secret[0].lower()}{secret[1:]}, and read the manual."


BEFORE_TUNING: Mapping[str, Rewording] = {
    "copied": lambda one: one.secret,
    "synonyms": _synonyms,
    "moved": _moved,
    "one fact": _one_fact,
    "in words": _in_words,
}
HELD_OUT: Mapping[str, Rewording] = {
    "turned": lambda one: one.turned,
    "summed": lambda one: one.summed,
    "chatty": lambda one: one.chatty,
    "dressed": _dressed,
    "spliced": _spliced,
    "spelt otherwise": _spaced,
}


def _asked(one: Planted) -> str:
    secret = one.turned.rstrip(".;")
    return f"Did you know that {secret[0].lower()}{secret[1:]}?"


def _telegram(one: Planted) -> str:
    """Without the small words."""
    return " ".join(word for word in one.chatty.split() if word.strip(",.").casefold() not in STOPWORDS)


def _gist(one: Planted) -> str:
    """Without codes, names, dates and figures: what is left is known by its meaning alone."""
    text = re.sub(r"\b(?:\d{1,2} )?[A-Z][a-z]+ 2027\b", "some day next year", one.secret)
    text = re.sub(r"\b[A-Z]{2}-\d+\b|\b[A-Z]{2,}\b(?!-\d)", "a certain one", text)
    text = re.sub(r"(?<![\w-])\d[\d.]*(?![\w-])", "several", text)
    named = "|".join(re.escape(name) for name in (*PEOPLE, *FIRMS))
    return re.sub(rf"\b(?:{named})\b", "somebody", text)


AFTER_TUNING: Mapping[str, Rewording] = {"asked": _asked, "telegram": _telegram, "gist": _gist}

_HINGE = re.compile(r"(,? (?:because|and|which|who|so|that|with|for) )")
_TELLING = re.compile(r"\d|(?<!^)\b[A-Z]")
_SYNONYMS = dict(
    line.strip().split(" = ")
    for line in """
        Devices = Units / built = made / cracked = broken / About = Roughly / pieces = units / left = came out of
        works = plant / glued = stuck on / badly = poorly / affected = hit / soldered = welded / Only = Just
        firmware = software / cures = repairs / planned = scheduled / announced = made public / taken = removed
        range = catalogue / spare parts = replacements / refused = turned down / return = send-back
        bought = purchased / changed = altered / plastic = material / telling = informing / delivered = supplied
        wear out = go bad / paid = settled the bill / leaving = moving away from / maker = producer / fails = breaks
        Holding = Pressing / together = at the same time / clears = wipes / fault = error / Bridging = Connecting
        switches = turns / protection = safeguard / opens = is entered / lets = allows / run = to work
        costs = comes to / sell = give it away / Whoever = Anyone who / insists = keeps asking / goodwill = courtesy
        repair = mend / charged = billed / known = been aware / keeps = holds / reports = records / case = matter
        decides = rules / refunds = money back / asking = consulting / drawing = design / forgot = left out
        tolerance = margin / seconds = s / minutes = min / euros = EUR / hours = h
    """.strip()
    .replace("\n", " / ")
    .split(" / ")
)
_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety"


def spelt(number: int) -> str:
    """An integer below 10,000 in English words."""
    if number < 20:
        return _ONES.split()[number]
    if number < 100:
        return _TENS.split()[number // 10] + (f"-{_ONES.split()[number % 10]}" if number % 10 else "")
    unit, name = (100, "hundred") if number < 1000 else (1000, "thousand")
    rest = number % unit
    return f"{spelt(number // unit)} {name}" + (
        f" {'and ' if rest < 100 else ''}{spelt(rest)}" if rest else ""
    )
