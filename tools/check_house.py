"""The rules of the house that no linter knows: sizes, and that what is written down is true.

python tools/check_house.py      exit status 1 and one line for each thing that is wrong
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("app", "assist", "bots", "desk", "index", "ingest", "tests", "tools")
MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 40


def python_files() -> list[Path]:
    """Every module of the house."""
    return [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]


def too_long() -> Iterator[str]:
    """Files and functions over the limits."""
    for file in python_files():
        text = file.read_text(encoding="utf-8")
        name = file.relative_to(ROOT)
        if (lines := text.count("\n")) > MOST_LINES_OF_A_FILE:
            yield f"{name}: {lines} lines; look for the second noun in it"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > MOST_LINES_OF_A_FUNCTION:
                    yield f"{name}:{node.lineno} {node.name}: {length} lines; split it"


def commands() -> dict[str, str]:
    """Every command, such as `index verify`, with its help text."""
    from app.cli.main import assist

    found: dict[str, str] = {}

    def walk(group: object, path: tuple[str, ...]) -> None:
        import click

        context = click.Context(click.Command("assist"))
        assert isinstance(group, click.Group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            if isinstance(command, click.Group):
                walk(command, (*path, name))
            else:
                found[" ".join((*path, name))] = command.help or ""

    walk(assist, ())
    return found


def undocumented_commands() -> Iterator[str]:
    """Commands without help, or which docs/commands.md does not name."""
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    for name, text in commands().items():
        if not text:
            yield f"assist {name}: has no help text"
        if f"assist {name}" not in page:
            yield f"assist {name}: docs/commands.md does not name it"


def unknown_commands() -> Iterator[str]:
    """Commands and make targets that a page tells people to run and which do not exist."""
    known = {tuple(name.split()) for name in commands()}
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        text = page.read_text(encoding="utf-8")
        for line in re.findall(
            r"^ +(?:\$ )?((?:assist|make) .*)$|`((?:assist|make) [^`]*)`", text, re.MULTILINE
        ):
            words = (line[0] or line[1]).split()
            if words[0] == "make" and words[1] not in targets and "=" not in words[1]:
                yield f"{page.relative_to(ROOT)}: there is no {' '.join(words[:2])!r}"
            if words[0] == "assist" and not _is_command(words[1:], known):
                yield f"{page.relative_to(ROOT)}: there is no {' '.join(words[:3])!r}"


def _is_command(words: list[str], known: set[tuple[str, ...]]) -> bool:
    return words[0].startswith("-") or (words[0],) in known or tuple(words[:2]) in known or "|" in words[-1]


def undocumented_settings() -> Iterator[str]:
    """Settings that docs/settings.md does not name."""
    from typing import get_args

    from pydantic import BaseModel

    from app.settings import Settings

    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")

    def names(model: type[BaseModel]) -> Iterator[str]:
        for name, field in model.model_fields.items():
            kinds = (field.annotation, *get_args(field.annotation))
            inner = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
            for model_of_it in inner:
                yield from names(model_of_it)
            if not inner:
                yield name

    for name in sorted({*names(Settings)}):
        if f"`{name}`" not in page:
            yield f"docs/settings.md does not name the setting {name!r}"


def broken_links() -> Iterator[str]:
    """Links between our own pages that lead nowhere."""
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                yield f"{page.relative_to(ROOT)}: the link {target!r} leads nowhere"


CHECKS = (too_long, undocumented_commands, unknown_commands, undocumented_settings, broken_links)


def main() -> None:
    """Run every check and say what is wrong."""
    sys.path.insert(0, str(ROOT))
    wrong = [line for check in CHECKS for line in check()]
    print("\n".join(wrong) or f"The house is in order: {len(python_files())} modules, {len(CHECKS)} checks.")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
