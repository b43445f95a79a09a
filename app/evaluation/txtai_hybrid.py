"""txtai's hybrid search as its documentation shows it; run by a Python that has txtai.

python txtai_hybrid.py MODEL_FOLDER STORE WORK      WORK: JSON {"passages": [[id, text]], "questions": [text], "limit"};
the index is kept in STORE and used again from there; prints the ranked ids of each question as JSON; imports nothing
of ours
"""

import json
import sys
from pathlib import Path

from txtai import Embeddings


def main(model: str, store: str, work: str) -> None:
    """Index, or open what was indexed, and ask."""
    wanted = json.loads(Path(work).read_text(encoding="utf-8"))
    embeddings = Embeddings(path=model, hybrid=True)
    if embeddings.exists(store):
        embeddings.load(store)
    else:
        embeddings.index(map(tuple, wanted["passages"]))  # it takes a list for a text in pieces
        embeddings.save(store)
    found = embeddings.batchsearch(wanted["questions"], wanted["limit"])
    print(json.dumps({"rankings": [[key for key, _ in ranking] for ranking in found]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
