"""The filters that a search is measured under."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from app.bench.scale.layout import COMMON_PRODUCT, RARE_PRODUCT, Layout, product_name
from index.knowledge import Audience, Kind

KIND = list(Kind)[1]


@dataclass(frozen=True)
class Narrowed:
    """As `Index.search` takes it."""

    audience: Audience = Audience.INTERNAL
    kinds: frozenset[Kind] | None = None
    products: frozenset[str] | None = None

    @property
    def asked(self) -> dict[str, Any]:
        """The arguments of a search."""
        return {"audience": self.audience, "kinds": self.kinds, "products": self.products}

    def allowed(self, layout: Layout) -> np.ndarray:
        """(count,) bool, which passages may be found."""
        public = layout.public | (self.audience is not Audience.PUBLIC)
        names = np.array([product_name(number) for number in layout.products])
        kind = np.ones_like(public) if self.kinds is None else _kinds(layout, self.kinds)
        product = np.ones_like(public) if self.products is None else np.isin(names, list(self.products))
        allowed: np.ndarray = (public & kind & product)[layout.document]
        return allowed


FILTERS = {
    "none": Narrowed(),
    "public, 90 %": Narrowed(Audience.PUBLIC),
    "kind, 33 %": Narrowed(kinds=frozenset({KIND})),
    "product, 0.5 %": Narrowed(products=frozenset({product_name(COMMON_PRODUCT)})),
    "product of 50": Narrowed(products=frozenset({product_name(RARE_PRODUCT)})),
}


def _kinds(layout: Layout, kinds: frozenset[Kind]) -> np.ndarray:
    return np.isin(layout.kinds, [number for number, kind in enumerate(Kind) if kind in kinds])
