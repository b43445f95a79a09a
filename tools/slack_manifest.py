"""Writes docs/slack-manifest.json, the Slack app for Socket Mode as it is built now.

python tools/slack_manifest.py
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Overwrites the file."""
    sys.path.insert(0, str(ROOT))
    from bots.slack.manifest import manifest

    page = ROOT / "docs" / "slack-manifest.json"
    page.write_text(json.dumps(manifest(), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
