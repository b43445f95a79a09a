"""The desk's assistant over an index of one's own."""

from app.drafters import checker_of
from app.wiring import House
from assist.respond import Assistant
from index.ranking.confidence import FLOOR
from index.search import Index


def assistant_over(house: House, index: Index, floor: float = FLOOR) -> Assistant:
    """As the settings make it, but nothing was said to anybody yet."""
    checker = checker_of(house.settings, index, house.meaning)
    return Assistant(checker, house.drafters, products=index.products, floor=floor)
