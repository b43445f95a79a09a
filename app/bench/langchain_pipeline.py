"""What a team would write with LangChain alone, as its documentation shows it; run by a Python that has LangChain.

python langchain_pipeline.py FOLDER MODEL_FOLDER STORE      prints its figures as JSON; imports nothing of ours
"""

import json
import resource
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from langchain_community.document_loaders import BSHTMLLoader, PyPDFLoader, TextLoader
from langchain_community.vectorstores import FAISS
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter


def loader_of(path: Path) -> Any:
    """The loader for a file; None for a file that it would not read."""
    if path.suffix.lower() == ".pdf":
        return PyPDFLoader(str(path))
    if path.suffix.lower() in {".html", ".htm"}:
        return BSHTMLLoader(str(path), open_encoding="utf-8", bs_kwargs={"features": "lxml"})
    if path.suffix.lower() in {".md", ".markdown", ".txt"}:
        return TextLoader(str(path), autodetect_encoding=True)
    return None


def load(folder: Path) -> tuple[list[Any], int, int]:
    """(documents, how many files could not be read, how many were)."""
    documents: list[Any] = []
    failed = read = 0
    for path in sorted(folder.rglob("*")):
        loader = loader_of(path) if path.is_file() else None
        if loader is None:
            continue
        try:
            documents += loader.load()
            read += 1
        except Exception:  # noqa: BLE001 - each loader raises its own, and one bad file must not end the run
            failed += 1
    return documents, failed, read


def main(folder: str, model: str, store: str) -> None:
    """Load, split, embed, store."""
    begun = perf_counter()
    embeddings = HuggingFaceEmbeddings(model_name=model, encode_kwargs={"normalize_embeddings": True})
    embeddings.embed_query("one text, so that the model is loaded")
    loaded = perf_counter()
    documents, failed, read = load(Path(folder))
    parsed = perf_counter()
    chunks = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(documents)
    split = perf_counter()
    FAISS.from_documents(chunks, embeddings).save_local(store)
    ended = perf_counter()
    print(
        json.dumps(
            {
                "seconds": ended - loaded,
                "with_start": ended - begun,
                "parse": parsed - loaded,
                "split": split - parsed,
                "embed_and_store": ended - split,
                "documents": read,
                "passages": len(chunks),
                "failed": failed,
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
