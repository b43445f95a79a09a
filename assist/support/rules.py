"""The exact rules: what must be the same in a sentence and in its quote. Adding one is a line here."""

from collections.abc import Callable, Iterator

from assist.support.difference import Difference
from assist.support.exchanged import compare_places
from assist.support.names import compare_codes, compare_names
from assist.support.opposites import compare_opposites
from assist.support.polarity import compare_polarity
from assist.support.proof import Proof
from assist.support.quantities import compare_quantities
from assist.support.reading import Reading
from assist.support.strength import compare_strength

RULES: dict[str, Callable[[Reading, Proof], Iterator[Difference]]] = {
    "quantity": lambda said, proof: compare_quantities(said, proof.quote),
    "code": compare_codes,
    "name": compare_names,
    "negation": lambda said, proof: compare_polarity(said, proof.quote),
    "strength": lambda said, proof: compare_strength(said, proof.quote),
    "opposite": lambda said, proof: compare_opposites(said, proof.quote),
    "place": lambda said, proof: compare_places(said, proof.quote),
}


def differences(said: str, proof: Proof) -> list[tuple[str, Difference]]:
    """What the sentence says otherwise than its quote, with the name of the rule that found it."""
    if said == proof.verbatim:
        return []
    reading = Reading(said)
    return [(name, found) for name, rule in RULES.items() for found in rule(reading, proof)]
