"""The desk's assistant over an index of one's own."""

from app.wiring import House
from assist.checks.run import Checker
from assist.respond import Assistant
from index.ranking.confidence import FLOOR
from index.search import Index


def assistant_over(house: House, index: Index, floor: float = FLOOR) -> Assistant:
    """As the settings make it, but nothing was said to anybody yet."""
    company = house.settings.company
    checker = Checker(
        knowledge=index,
        meaning=house.meaning,
        handles=frozenset({company.handle.removeprefix("@").casefold()}),
        allowed_hosts=frozenset(host.casefold() for host in company.link_hosts),
    )
    return Assistant(checker, house.drafters, products=index.products, floor=floor)
