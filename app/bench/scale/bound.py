"""What a search by meaning must take at least: the bytes that it looks at, over the speed of memory."""

from app.bench.scale.mixture import DIMENSION
from index.search import DEPTH
from index.vectors.plan import Scan, lists_for, plan

GIGABYTE = 1e9
FULL, HALF, CODE = 4, 2, 1  # bytes of a number: of a list's centre, of a vector, of a vector in a list
WIDTHS = {"float32": FULL, "half": HALF, "8 bits": CODE}


def scans(count: int, read: float) -> dict[str, float]:
    """Milliseconds that reading every vector takes at so many GB/s, by the width of a number."""
    return {name: _milliseconds(count * DIMENSION * width, read) for name, width in WIDTHS.items()}


def ours(count: int, read: float) -> dict[str, float]:
    """`mb` that our unfiltered search by meaning looks at, lists being of equal size, and what that takes (`ms`)."""
    looked_at = touched(count)
    return {"mb": looked_at / 1e6, "ms": _milliseconds(looked_at, read)}


def touched(count: int) -> float:
    """Bytes: the centres of all lists, the codes in those visited, the vectors of the candidates."""
    lists = lists_for(count)
    how = plan(count, lists, count, DEPTH)
    if isinstance(how, Scan):
        return count * DIMENSION * HALF
    centres = lists * FULL if lists > 1 else 0
    codes = count * how.probes / lists * (CODE if lists > 1 else HALF)
    return DIMENSION * (centres + codes + how.candidates * HALF)


def _milliseconds(bytes_read: float, speed: float) -> float:
    return bytes_read / (speed * GIGABYTE) * 1000
