"""The fingerprint of an item: its bytes and every setting that decides what is read out of them."""

import json
from dataclasses import asdict
from hashlib import sha256

from ingest.parsers import VERSION
from ingest.sources import Source
from ingest.walk import Listed


def reading_of(source: Source) -> str:
    """How its items are read: the same as long as no setting and no parser changes. Fingerprints begin with it."""
    settings = [
        VERSION,
        source.kind.value,
        source.format.value if source.format else None,
        source.audience.value,
        source.products,
        source.owner,
        source.unaccepted,
        source.site,
        asdict(source.selectors) if source.selectors else None,
    ]
    return sha256(json.dumps(settings).encode()).hexdigest()[:16]


def fingerprint(listed: Listed, source: Source) -> str:
    """The same for the same bytes, read in the same way. Raises OSError and Unreadable."""
    content = listed.content.sha256() if listed.content else ""
    return f"{reading_of(source)}-{listed.format.value}-{content}"
