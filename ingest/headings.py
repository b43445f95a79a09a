"""Heading paths: the headings that a place in a text stands under, outermost first."""

Path = tuple[tuple[int, str], ...]  # (level from 1, name)


def below(path: Path, level: int, name: str) -> Path:
    """The path after a heading of this level: it ends those of its own level and deeper ones."""
    return (*(heading for heading in path if heading[0] < level), (level, name))


def names(path: Path) -> tuple[str, ...]:
    """The path without its levels."""
    return tuple(name for _, name in path)
