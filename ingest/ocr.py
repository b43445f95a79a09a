"""Words in pictures of pages, recognised by the program tesseract where that is installed."""

import subprocess
from collections.abc import Iterable, Iterator
from shutil import which

from ingest.blocks import Block, Role
from ingest.errors import Unreadable

DOTS_PER_INCH = 200  # enough for the small print of data sheets
MARKS = {"ocr": "true", "trust": "low"}  # of a document that was recognised: 8 and B, 1 and l look alike
_MOST_PAGES = 60  # a page takes a second or two, and a file two minutes at most
_SECONDS = 60  # for a page
_MISSING = (
    "there is no text in it, only pictures: it may be a scan; install the program tesseract to have it read"
)


def blocks_of_pictures(pictures: Iterable[bytes], pages: int) -> Iterator[Block]:
    """The paragraphs on each page, whose picture is in a format that tesseract knows, or empty. Raises Unreadable."""
    tesseract = which("tesseract")
    if tesseract is None:
        raise Unreadable(_MISSING)
    if pages > _MOST_PAGES:
        raise Unreadable(f"it is a scan of {pages} pages; {_MOST_PAGES} is the most: split it")
    for number, picture in enumerate(pictures, start=1):
        for paragraph in _recognised(picture, tesseract).split("\n\n") if picture else ():
            yield Block(Role.PARAGRAPH, paragraph, page=number)


def _recognised(picture: bytes, tesseract: str) -> str:
    command = [tesseract, "stdin", "stdout", "--dpi", str(DOTS_PER_INCH)]
    try:
        done = subprocess.run(command, input=picture, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603  # nothing of it comes from the file
    except subprocess.TimeoutExpired as error:
        raise Unreadable(
            f"it is a scan, and recognising a page of it took longer than {_SECONDS} s"
        ) from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise Unreadable(f"it is a scan, and tesseract cannot read it: {error}") from error
    return done.stdout.decode("utf-8", errors="replace").replace("\f", "\n\n")
