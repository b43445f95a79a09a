"""The supported share of a file of drafts, by a script that shares no code with the checks.

    python tools/supported_share.py --drafts DRAFTS.jsonl --corpus CORPUS.jsonl

DRAFTS.jsonl is what `assist eval drafts --drafts` writes. The script lies with the evaluation, which measures by it
too, and imports nothing but the standard library; here it is only started.
"""

import runpy
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "app/evaluation/supported_share.py"

if __name__ == "__main__":
    runpy.run_path(str(SCRIPT), run_name="__main__")
