"""A walk in a process of its own, to be killed: python -m tests.ingest.crawl.walking ADDRESS FOLDER AT_ONCE."""

import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from ingest.crawl.site_walk import SiteWalk
from tests.ingest.crawl.crawling import a_web, a_web_source


def main(address: str, folder: str, at_once: str) -> None:
    """Stores every other page as soon as it comes, so that the kill meets pages of both sorts."""
    source = a_web_source(address, private_hosts=(urlsplit(address).netloc,), at_once=int(at_once))
    with closing(SiteWalk(source, a_web(Path(folder)), lambda _: True)) as walk:
        for count, listed in enumerate(walk):
            if count % 2:
                walk.stored([listed.key])


if __name__ == "__main__":
    main(*sys.argv[1:])
