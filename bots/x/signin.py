"""Signing in to X from a terminal: a link to open anywhere, and what comes back to paste. Pure."""

import base64
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import parse_qs, urlencode, urlsplit

AUTHORIZE = "https://x.com/i/oauth2/authorize"
NewSecret = Callable[[int], str]  # so many random bytes as URL-safe text


class BadAnswer(ValueError):
    """What was pasted is not what X sends back to this sign-in."""


@dataclass(frozen=True)
class SignIn:
    """One attempt. `verifier` proves at its end that it is we who began it (PKCE, RFC 7636)."""

    client_id: str
    redirect: str
    scopes: tuple[str, ...]
    state: str = field(repr=False)
    verifier: str = field(repr=False)

    @classmethod
    def begin(cls, client_id: str, redirect: str, scopes: Iterable[str], new_secret: NewSecret) -> "SignIn":
        """A new attempt with secrets of its own."""
        return cls(client_id, redirect, tuple(scopes), state=new_secret(24), verifier=new_secret(48))

    @property
    def url(self) -> str:
        """The page on which a person signed in as our account allows the app."""
        challenge = base64.urlsafe_b64encode(sha256(self.verifier.encode()).digest()).rstrip(b"=")
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect,
            "scope": " ".join(self.scopes),
            "state": self.state,
            "code_challenge": challenge.decode(),
            "code_challenge_method": "S256",
        }
        return f"{AUTHORIZE}?{urlencode(asked)}"

    def code_in(self, pasted: str) -> str:
        """The code in the address that the browser ended at, or the code itself. Raises BadAnswer."""
        pasted = pasted.strip()
        if "?" not in pasted:
            return _expect_code(pasted)
        said = parse_qs(urlsplit(pasted).query)
        if error := said.get("error"):
            raise BadAnswer(f"X says {error[0]!r}: the app was not allowed; begin again and press Authorize")
        if said.get("state") != [self.state]:
            raise BadAnswer(
                "this address belongs to another sign-in; open the link above and paste what follows it"
            )
        return _expect_code(said.get("code", [""])[0])


def _expect_code(code: str) -> str:
    if not code or not code.isascii() or not code.isprintable() or " " in code:
        raise BadAnswer("there is no code in it; paste the whole address that the browser ended at")
    return code
