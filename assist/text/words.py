"""Words, stems, identifiers and quantities of a text."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+(?:(?:['’.]|-(?=[^\W_]*\d)|(?<=\d),(?=\d))[^\W_]+)*")
_SUFFIXES = ("ations", "ation", "ings", "ing", "edly", "ies", "ied", "ed", "ers", "er", "es", "ly", "s", "e")
_SHORTEST_STEM = 3

_STOPWORDS = """
    a about after again all also am an and any anyone are as at be because been before being but by can cannot could
    did do does doing don done down each even every few for from get gets getting give go going got had has have having
    he hello help her here hers hey hi him his how however i if in into is it its itself just know let like many may me
    might mine more most much must my need needs no nor not now of off ok okay on once one only or other our ours out
    over own please put really same see seem seems she should since so some someone something still such tell than
    thank thanks that the their them then there these they thing things this those though through thus to too try
    trying under until up upon us use used using very via want wants was way we well were what when where whether which
    while who whose why will with won work working works would yes yet you your yours
    i'm i've i'd i'll it's isn't aren't doesn't don't didn't can't won't couldn't wouldn't that's what's there's you're
"""
STOPWORDS = frozenset(_STOPWORDS.split())
# Words that turn a statement round; "n't" is found as part of its word.
_NEGATIONS = frozenset(
    {"no", "not", "never", "none", "without", "cannot", "nor", "neither", "nothing", "unable"}
)


def listed(table: str) -> frozenset[str]:
    """The words of a table; blanks and line ends part them."""
    return frozenset(table.split())


def words(text: str) -> list[str]:
    """The words of a text, folded; `X200`, `WS-4`, `3.3` and `don't` are one word each, `rain-gauge` two."""
    found = (match.group().replace("’", "'").casefold() for match in _WORD.finditer(text))
    return [word.removesuffix("'s") for word in found]


def stem(word: str) -> str:
    """A rough stem, so that `measuring`, `measured` and `measures` meet, and `ws-4` meets `ws4`."""
    if any(character.isdigit() for character in word):
        return word.replace("-", "")
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            return _undoubled(word.removesuffix(suffix))
    return word


def _undoubled(word: str) -> str:
    doubled = len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "aeiouls"
    return word[:-1] if doubled else word


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order."""
    return [stem(word) for word in words(text) if word not in STOPWORDS and (len(word) > 1 or word.isdigit())]


def identifiers(text: str) -> frozenset[str]:
    """Names with a digit among letters: part numbers, error codes, versions; `WS-4` and `WS4` are one."""
    return frozenset(word.replace("-", "") for word in words(text) if is_identifier(word))


def is_identifier(word: str) -> bool:
    """True for `E17` or `ds18b20`, false for `17`, `3.3` and for numbers with a unit (`5v`, `10ms`, `9-30v`)."""
    letters = any(character.isalpha() for character in word)
    digits = any(character.isdigit() for character in word)
    return letters and digits and not all(map(QUANTITY.fullmatch, word.split("-")))


_UNIT = (
    r"%|°\s?[CF]|[munpkMGµ]?(?:V|A|W|Hz|F|H|Ω|m|s|g|l|L|bit|B)(?:ac|dc|AC|DC|h|²|³)?|ohms?|[kKMG]bps|dB[mi]?|rpm|inch(?:es)?"
    r"|ft|lbs?|oz|watts?|volts?|amps?|litres?|kg|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?|sec(?:ond)?s?"
)
QUANTITY = re.compile(rf"[-+±]?\d+(?:[.,]\d+)*(?:\s?(?P<unit>{_UNIT}))?(?!\w)", re.IGNORECASE)
_PREFIXED = re.compile(r"^[munpkgµ](?=(?:v|a|w|hz|f|h|ω|m|s|g|l|bit)(?:ac|dc|h)?$)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r",(?=\d{3}(?:\D|$))")


def numbers(text: str) -> frozenset[str]:
    """The numbers that stand by themselves or before a unit, with a decimal point and no thousands' comma."""
    found = (_NUMBER.match(word) for word in words(text) if not is_identifier(word))
    return frozenset(_THOUSANDS.sub("", match.group()).replace(",", ".") for match in found if match)


def units(text: str) -> frozenset[str]:
    """What is measured in the text, without prefixes and plurals: `3 kW` and `1500 W` are both in `w`."""
    found = (match.group("unit") for match in QUANTITY.finditer(text))
    return frozenset(_PREFIXED.sub("", unit.casefold()).rstrip("s") for unit in found if unit)


def negated(text: str) -> bool:
    """True when a word turns the statement round."""
    return any(word in _NEGATIONS or word.endswith("n't") for word in words(text))


def shingles(text: str, length: int) -> frozenset[tuple[str, ...]]:
    """Every run of `length` words."""
    all_words = words(text)
    return frozenset(tuple(all_words[at : at + length]) for at in range(len(all_words) - length + 1))


def whole(text: str) -> str:
    """The text with U+FFFD for halves of characters (lone surrogates), which no store and no channel takes."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def tidy(text: str) -> str:
    """Compatibility forms folded (NFKC), invisible and control characters and lone surrogates off, blanks single."""
    folded = unicodedata.normalize("NFKC", whole(text).replace("\ufffd", " "))
    return " ".join("".join(map(_visible, folded)).split())


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cf", "Co", "Cn"}:
        return ""
    return " " if category in {"Cc", "Zl", "Zp", "Zs"} else character
