"""Seals tokens, so that whoever reads the ledger's database cannot speak for us."""

from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken

from desk.errors import DeskError


class WrongKey(DeskError):
    """The key is none, or not the one that something was sealed with."""


@dataclass(frozen=True)
class Seal:
    """Closes and opens with one key."""

    _fernet: Fernet = field(repr=False)

    @classmethod
    def with_key(cls, key: str) -> "Seal":
        """`key` as `new_key` makes it. Raises WrongKey."""
        try:
            return cls(Fernet(key.encode()))
        except ValueError:
            raise WrongKey(
                "the token key is no key of 32 bytes in URL-safe base64; `assist x key` makes one"
            ) from None

    def close(self, text: str) -> str:
        """The sealed text."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Raises WrongKey."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise WrongKey(
                "the stored tokens were sealed with another key: set that one, or sign in again with `assist x login`"
            ) from None


def new_key() -> str:
    """A key that nobody else has."""
    return Fernet.generate_key().decode()
