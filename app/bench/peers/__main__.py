"""One measurement of one peer, by a Python that has it and not us: that is why it is called by its path.

python FOLDER_OF_THIS_FILE build|ask|update PEER MATERIAL COUNT STORE BEGUN      prints its figures as JSON
"""

import os
import sys
from pathlib import Path

QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "LANGSMITH_TRACING": "false",
    "ALLOW_RESOLVE_TRANSFORM": "True",  # txtai finds its embedder, which is ours, by name
}

if __name__ == "__main__":
    os.environ.update(QUIET)  # noqa: TID251 - libraries of others are told so; none of ours reads it
    sys.path[:1] = []  # this folder: its modules are not the libraries that they are for
    sys.path.append(str(Path(__file__).parents[3]))  # last, so that the peers find their own libraries first
    from app.bench.peers.figures import main

    main(*sys.argv[1:])
