"""Quality figures on the real data beside the project: `make eval`.

    ASSIST_DATA=... python tools/evaluate_real_data.py

The judged set is a hardware maker's support desk: the full corpus and its documents only, asked with the
customers' full text and with their tweets.
"""

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

KINDS = {"full corpus": [], "docs only": ["--kind", "data_sheet,sme_note"]}
FIELDS = ("text", "tweet")


def main() -> None:
    """Print one table for each combination; say so and end when there is no data."""
    said = os.environ.get("ASSIST_DATA")  # noqa: TID251 - a tool, not the product
    if not said:
        sys.exit("ASSIST_DATA is not set: it names the folder with the real data; nothing was measured")
    desk = Path(said) / "oem-support-desk"
    store = Path("assist-data") / "eval-oem"
    judged = ["--queries", desk / "dev/queries.jsonl", "--qrels", desk / "dev/qrels.tsv"]
    command = [
        Path(sys.executable).parent / "assist",
        "eval",
        "retrieval",
        "--corpus",
        desk / "corpus.jsonl",
        *judged,
    ]
    for (name, kinds), field in product(KINDS.items(), FIELDS):
        print(f"\n{name}, asked with the field {field!r}", flush=True)
        subprocess.run([*command, "--field", field, "--store", store, *kinds], check=True)


if __name__ == "__main__":
    main()
