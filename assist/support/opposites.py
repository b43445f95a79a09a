"""Words of which only one can be right: another of the same group says something else."""

import re
from collections.abc import Iterator

from assist.support.difference import Difference
from assist.support.reading import Reading, Word, root

# A line is a group; `a|b` are the same member, told by their stems.
_GROUPS = """
    increase|raise|rise|grow / decrease|lower|reduce|fall|drop|shrink
    left / right
    above|over / below|under|beneath
    up / down
    open / close|shut
    before|within / after
    first / second / third / fourth / last
    high|higher|highest / low|lower|lowest
    hot|warm|hotter|warmer / cold|cool|colder|cooler
    more / less|fewer
    most / least
    front / rear|back
    top / bottom
    inside|inner / outside|outer
    indoor|indoors / outdoor|outdoors
    input / output
    enable|activate / disable|deactivate
    connect / disconnect
    plug / unplug
    lock / unlock
    install / uninstall
    start|begin / stop|end
    full / empty
    wet / dry
    fast|quick|faster|quickly|quick / slow|slower|slowly
    short|shorter / long|longer
    large|big|larger / small|smaller
    heavy|heavier / light|lighter
    positive|plus / negative|minus
    maximum|max / minimum|min
    early|earlier / late|later
    old|older / new|newer
    strong|stronger / weak|weaker
    safe / dangerous|unsafe
    possible / impossible
    allow|permit / forbid|prohibit|forbidden
    include / exclude
    accept / refuse|reject
    wired / wireless
    vertical|vertically|upright / horizontal|horizontally
    clockwise / anticlockwise|counterclockwise|counter
    north / south / east / west
    red / green / blue / yellow / orange / amber / white / black / grey / pink / purple
    steady / blinking|blink|flashing|flash
    once / twice / thrice
    ac / dc
    male / female
    alkaline / lithium
    mild / hard
    monday / tuesday / wednesday / thursday / friday / saturday / sunday
    january / february / march / april / june / july / august / september / october / november / december
    public / private
    upstream / downstream
    ascending / descending
    upload / download
    day / night
    foam / pleated
    keep|retain|preserve / lose|delete|erase
    cause / prevent|fix|solve|cure|avoid
    valid / void|invalid
    near|nearby / away
    exactly|precisely / about|approximately|roughly
"""
_SWITCHED = re.compile(
    r"(?<!\w)(?:switch|turn|power)(?:ed|es|ing|s)?(?:\s(?!not\b)[\w-]+){0,5}?\s(on|off)(?!\w)", re.IGNORECASE
)
# "Wi-Fi is off by default", but not "it is on the dock".
_STANDS = re.compile(
    r"(?<!\w)(?:is|are|stays?|remains?)\s(on|off)(?=\s(?:by default|while|when|in|during|until)\b|\s?(?:[.,;!)]|$))",
    re.IGNORECASE,
)

_NEAR = 4  # words


def _table() -> dict[str, list[tuple[int, int]]]:
    """The (group, member) pairs of each stem."""
    found: dict[str, list[tuple[int, int]]] = {}
    for group, line in enumerate(_GROUPS.strip().splitlines()):
        for member, words in enumerate(line.split("/")):
            for word in words.strip().split("|"):
                places = found.setdefault(root(word.strip()), [])
                if (group, member) not in places:
                    places.append((group, member))
    return found


_MEMBERS = _table()


def compare_opposites(said: Reading, source: Reading) -> Iterator[Difference]:
    """Words in whose place the quote has their opposite; on and off of a switch, too."""
    here = [(word, place) for word in source.words for place in _MEMBERS.get(word.stem, ())]
    for word in said.words:
        for group, member in _MEMBERS.get(word.stem, ()):
            of_group = [(other, its) for other, (its_group, its) in here if its_group == group]
            same = any(its == member for _, its in of_group)
            if not same and any(_beside(said, word) & _beside(source, other) for other, _ in of_group):
                yield Difference(said.slice(word), "stands there as its opposite")
                break
    for pattern in (_SWITCHED, _STANDS):
        switched = {found[1].casefold() for found in pattern.finditer(source.text)}
        for found in pattern.finditer(said.text):
            if switched and found[1].casefold() not in switched:
                yield Difference(found.group(), "is switched the other way there")


def has_opposite(stem: str) -> bool:
    """Whether another word of its group would say something else."""
    return stem in _MEMBERS


def _beside(reading: Reading, word: Word) -> set[str]:
    """The stems of the meaningful words near a word: opposites are about the same thing when they share one."""
    at = reading.words.index(word)
    near = reading.words[max(0, at - _NEAR) : at + _NEAR + 1]
    return {one.stem for one in near if one.content and one is not word}
