"""The fingerprint of an item: its bytes and every setting that decides what is read out of them."""

import json
from dataclasses import asdict
from hashlib import file_digest, sha256
from io import BufferedReader

from ingest.parsers import VERSION
from ingest.sources import Format, Source


def fingerprint(file: BufferedReader, source: Source, form: Format) -> str:
    """Hex sha256; the same for the same file as long as nothing changes how it would be read."""
    settings = [
        VERSION,
        form.value,
        source.kind.value,
        source.audience.value,
        source.products,
        source.owner,
        source.unaccepted,
        source.site,
        asdict(source.selectors) if source.selectors else None,
    ]
    content = file_digest(file, "sha256").hexdigest()
    return sha256(json.dumps([content, *settings]).encode()).hexdigest()
