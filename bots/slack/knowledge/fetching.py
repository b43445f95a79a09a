"""Brings files from Slack. The bot's token goes along, so it goes to Slack's own hosts and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from typing import IO
from urllib.error import HTTPError
from urllib.parse import SplitResult, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from desk.errors import DeskError

# https://docs.slack.dev/reference/objects/file-object (read 2026-11-22): `url_private` is on files.slack.com.
HOSTS = frozenset({"files.slack.com", "files.slack-gov.com"})
_PATIENCE = 30  # seconds for each read
_AT_ONCE = 65_536  # bytes


class FileNotFetched(DeskError):
    """A file that Slack speaks of did not come; the message says why and what to do."""


@dataclass(frozen=True)
class FileStore:
    """Where Slack keeps files. Besides its own hosts only the origin of `api_url` is asked: it has the token anyway."""

    token: str = field(repr=False)
    api_url: str
    largest: int  # bytes

    def fetch(self, url: str) -> bytes:
        """What is in the file. Raises FileNotFetched."""
        address = self._trusted(url)
        request = Request(address, headers={"Authorization": f"Bearer {self.token}"})  # noqa: S310 - checked just above
        content = bytearray()
        with _opened(request) as answer:
            while some := answer.read(_AT_ONCE):
                content += some
                if len(content) > self.largest:
                    raise FileNotFetched(f"it has more than {self.largest // 2**20} MB: split it")
        return bytes(content)

    def _trusted(self, url: str) -> str:
        """The address put together anew of the parts that were looked at, so that nobody reads it another way."""
        try:
            parts = urlsplit(url)
            known = _origin(parts) == _origin(urlsplit(self.api_url)) or (
                parts.scheme == "https" and parts.hostname in HOSTS and parts.port in {None, 443}
            )
        except ValueError:
            known = False
        if not known or not url.isascii():
            raise FileNotFetched("it does not lie with Slack; drop the file itself here, not a link to it")
        host = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
        return urlunsplit((parts.scheme, host, parts.path, parts.query, ""))


class _NoRedirects(HTTPRedirectHandler):
    """Slack sends whoever may not read a file to its login page; the token must not follow."""

    def redirect_request(
        self,
        req: Request,  # noqa: ARG002 - the shape that urllib calls
        fp: IO[bytes],  # noqa: ARG002
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: object,  # noqa: ARG002
        newurl: str,  # noqa: ARG002
    ) -> None:
        """Never."""
        return


@contextmanager
def _opened(request: Request) -> Iterator[HTTPResponse]:
    try:
        with build_opener(_NoRedirects).open(request, timeout=_PATIENCE) as answer:
            yield answer
    except HTTPError as error:
        with error:
            raise FileNotFetched(
                f"Slack does not give it to the desk (HTTP {error.code}); an admin should look whether the app has"
                " the scope files:read"
            ) from error
    except (HTTPException, OSError) as error:
        raise FileNotFetched(f"Slack could not be reached ({error}); drop it once more later") from error


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port
