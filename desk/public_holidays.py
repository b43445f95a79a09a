"""Which days are public holidays where; the only door to the `holidays` library."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=512)
def public_holidays(place: str, year: int) -> frozenset[date]:
    """Of a country, or of a part of one, by its ISO 3166 code ("DE", "DE-BY"). Raises ValueError for an unknown one."""
    from holidays import country_holidays  # slow to import, and many desks name no place

    country, _, part = place.partition("-")
    try:
        return frozenset(country_holidays(country, subdiv=part or None, years=year))
    except NotImplementedError as error:
        raise ValueError(
            f"no public holidays are known of {place!r}; use an ISO 3166 code such as 'DE' or 'DE-BY'"
        ) from error
