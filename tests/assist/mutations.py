"""Good sentences made wrong by one slip, and sentences changed in ways that change nothing."""

import re
from collections.abc import Callable, Mapping
from random import Random

PRODUCTS = ("CV-8", "DH-12", "FB-20", "HR-200", "PD-5", "WS-4", "Fennby Home")
_CODE = re.compile(r"(?<![\w.-])(?:[A-Z][\w-]*\d[\w-]*|v\d[\d.]*\d)(?![\w-])")
_SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_AMOUNT = re.compile(
    rf"(?<![\w.,-])\d+(?:[.,:]\d+)*|(?<!\w)(?:{'|'.join(_SPELLED[1:])})(?!\w)", re.IGNORECASE
)
# One unit in place of another, where a number stands before it.
_UNITS = {
    "V": "A", "A": "V", "W": "kW", "mW": "MW", "kW": "W", "kWh": "Wh", "mA": "A", "mAh": "Ah", "Ah": "mAh",
    "mm": "cm", "cm": "mm", "m": "km", "metre": "kilometre", "metres": "feet", "m²": "m³", "kg": "g", "g": "kg",
    "°C": "°F", "°F": "°C", "%": "°C", "l": "ml", "litres": "gallons", "l/day": "l/h", "h": "min", "s": "min",
    "min": "h", "ms": "s", "hours": "minutes", "minutes": "hours", "minute": "hour", "seconds": "minutes",
    "days": "weeks",
    "working days": "weeks", "weeks": "months", "months": "years", "month": "year", "years": "months",
    "year": "month", "GHz": "MHz", "MHz": "GHz", "kHz": "MHz", "Hz": "kHz", "dB(A)": "dB", "dBm": "dB",
    "kPa": "hPa", "hPa": "kPa", "Nm": "Ncm", "Mbit/s": "kbit/s", "Gbit/s": "Mbit/s", "MB": "GB", "KB": "MB",
    "kB": "MB", "GB": "MB", "bit": "byte", "euros": "dollars", "1/min": "1/s", "m³/min": "m³/h", "mAmps": "A",
    "Ω": "kΩ", "kΩ": "Ω", "V DC": "V AC",
}  # fmt: skip
_UNIT = re.compile(
    rf"(?<=[\d])\s?-?({'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})(?![\w/²³(])"
    rf"|(?<=\b(?:two|six|ten)) ({'|'.join(one for one in _UNITS if one.isalpha() and len(one) > 3)})\b"
)
_DENIED: tuple[tuple[str, str], ...] = (
    (r"\bcan(?:not|'t)\b", "can"),
    (r"\b(is|are|does|do|has|must|was)n't\b", r"\1"),
    (r"\b(do|Do) not (ever )?", ""),
    (r"\b(does|is|are|must|may|has|can|and|was|be) not\b", r"\1"),
    (r"\b[Nn]ever ", "always "),
    (r"\bNot ", ""),
    (r"\bwithout\b", "with"),
    (r"\bWithout\b", "With"),
    (r"\b(has|needs|means|is|with) no\b", r"\1 a"),
    (r"\bnot ", ""),
)
_AFFIRMED: tuple[tuple[str, str], ...] = (
    (r"\b(is|are|was|were|can|may|must|will|should|has|have)\b(?! not)", r"\1 not"),
    (
        r"^(Take|Turn|Hold|Push|Put|Press|Use|Keep|Leave|Let|Set|Open|Rinse|Cut|Hang|Stand|Store|Charge|Replace|Lift)\b",
        r"Do not \1",
    ),
    (
        r"\b(needs|takes|holds|works|reaches|measures|shows|starts|charges|runs|means|comes|weighs|costs|serves)\b",
        r"never \1",
    ),
    (r": (?=\S)", ": not "),
)
Change = Callable[[str, Random], str | None]


def one_digit(sentence: str, random: Random) -> str | None:
    """Another digit in one of its amounts, or another number word; None without any."""
    codes = set(_CODE.findall(sentence))
    found = [match for match in _AMOUNT.finditer(sentence) if match.group() not in codes]
    if not found:
        return None
    match = random.choice(found)
    return _put(sentence, match, _another_amount(match.group(), random))


def _another_amount(written: str, random: Random) -> str:
    if written.casefold() in _SPELLED:
        return random.choice([word for word in _SPELLED[1:] if word != written.casefold()])
    return _another_digit(written, random)


def _another_digit(written: str, random: Random) -> str:
    place = random.choice([at for at, character in enumerate(written) if character.isdigit()])
    lead = place == 0 and len(written) > 1
    digit = random.choice([each for each in "123456789" + "0" * (not lead) if each != written[place]])
    return written[:place] + digit + written[place + 1 :]


def one_unit(sentence: str, random: Random) -> str | None:
    """Another unit behind one of its numbers; None without any."""
    found = list(_UNIT.finditer(sentence))
    if not found:
        return None
    match = random.choice(found)
    written = match[1] or match[2]
    start = match.end() - len(written)
    return sentence[:start] + _UNITS[written] + sentence[match.end() :]


def one_part_number(sentence: str, random: Random) -> str | None:
    """Another digit in a code that is no product; None without any."""
    found = [match for match in _CODE.finditer(sentence) if match.group() not in PRODUCTS]
    if not found:
        return None
    match = random.choice(found)
    return _put(sentence, match, _another_digit(match.group(), random))


def one_negation(sentence: str, random: Random) -> str | None:
    """A "not" taken away or put in; None where no place is known for it."""
    for pattern, instead in _DENIED:
        if (changed := re.sub(pattern, instead, sentence, count=1)) != sentence:
            return changed[0].upper() + changed[1:]
    for pattern, instead in random.sample(_AFFIRMED, len(_AFFIRMED)):
        if (changed := re.sub(pattern, instead, sentence, count=1)) != sentence:
            return changed
    return None


def one_product(sentence: str, random: Random) -> str | None:
    """Another product; None where none is named."""
    named = [product for product in PRODUCTS if re.search(rf"(?<![\w-]){product}(?![\w-])", sentence)]
    if not named:
        return None
    product = random.choice(named)
    other = random.choice([each for each in PRODUCTS if each not in named])
    return re.sub(rf"(?<![\w-]){product}(?![\w-])", other, sentence, count=1)


def _put(sentence: str, match: re.Match[str], instead: str) -> str:
    return sentence[: match.start()] + instead + sentence[match.end() :]


SLIPS: Mapping[str, Change] = {
    "digit": one_digit,
    "unit": one_unit,
    "part number": one_part_number,
    "negation": one_negation,
    "product": one_product,
}

_TO_CONTRACT = {
    "do not": "don't", "does not": "doesn't", "is not": "isn't", "are not": "aren't", "cannot": "can't",
    "has not": "hasn't",
    "Do not": "Don't", "must not": "mustn't", "it is": "it's", "there is": "there's", "It is": "It's",
}  # fmt: skip
_LEAD = re.compile(
    r"(?P<lead>(?:On|With|For|To|After|Before|If|In|Without|Below|Outside|During|When|From|As)\b[^,;:.]+), "
    r"(?P<rest>[^;:.]+)\."
)


def _spacing(sentence: str, _: Random) -> str | None:
    return re.sub(r"(?<=\d)\s(?=(?:V|A|W|mm|cm|kg|g|GHz|MHz|%|Nm|kPa|hPa)(?!\w))", "", sentence)


def _thousands(sentence: str, _: Random) -> str | None:
    return re.sub(r"(?<![\d.,])(\d{1,3})(\d{3})(?= (?:W|V|m|mm|hPa))", r"\1,\2", sentence)


def _lower_case(sentence: str, _: Random) -> str | None:
    return sentence.lower()


def _word_order(sentence: str, _: Random) -> str | None:
    """What stands first to the end: "For X, do Y." becomes "Do Y for X."."""
    found = _LEAD.fullmatch(sentence)
    if found is None:
        return None
    lead, rest = found["lead"], found["rest"]
    return f"{rest[0].upper()}{rest[1:]} {lead[0].lower()}{lead[1:]}."


def _punctuation(sentence: str, _: Random) -> str | None:
    return re.sub(r"(?<=\w)[;:](?= )", ",", sentence.rstrip(".")) + "!"


def _contraction(sentence: str, _: Random) -> str | None:
    for written, contracted in _TO_CONTRACT.items():
        sentence = re.sub(rf"\b{written}\b", contracted, sentence)
    return sentence


def _article(sentence: str, _: Random) -> str | None:
    return re.sub(r" the (?=[a-z])", " ", sentence, count=1)


def _hyphens(sentence: str, _: Random) -> str | None:
    return re.sub(r"\b(CV|DH|FB|HR|PD|WS|BP|BR|RF)-(?=\d)", r"\1", sentence)


def _please(sentence: str, _: Random) -> str | None:
    return re.sub(
        r"^(Use|Keep|Put|Press|Hold|Do|Take|Turn|Push|Let)\b",
        lambda verb: f"Please {verb[0].lower()}",
        sentence,
    )


HARMLESS: Mapping[str, Change] = {
    "unchanged": lambda sentence, _: sentence,
    "30V for 30 V": _spacing,
    "1,000 for 1000": _thousands,
    "lower case": _lower_case,
    "word order": _word_order,
    "punctuation": _punctuation,
    "don't for do not": _contraction,
    "without an article": _article,
    "WS4 for WS-4": _hyphens,
    "please": _please,
}
