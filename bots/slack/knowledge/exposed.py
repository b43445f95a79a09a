"""What a text would give away to its readers: personal data, and keys and passwords. Pure."""

from dataclasses import dataclass

from assist.privacy.personal import people_in, private_in
from assist.privacy.secrets import A_PASSWORD, secrets_in
from bots.slack.kit.text import label
from index.knowledge import Audience

_MOST = 4
_HINT = 4  # characters that are shown of a secret


@dataclass(frozen=True)
class Exposed:
    """What must come out, and what somebody should look at: a number of the company's own may be published."""

    never: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()

    def said(self) -> str:
        """For the one who wrote the text."""
        found = "; ".join((*self.never, *self.perhaps)[:_MOST])
        now = "take it out" if self.never else "take it out, or choose the team alone as its readers"
        return f"This text gives away {found}: {now}."


def exposed_in(text: str, audience: Audience) -> Exposed:
    """Nothing in a note for the team alone."""
    if audience is Audience.INTERNAL:
        return Exposed()
    secrets = secrets_in(text)
    never = tuple(f"{one.what} ({one.text[:_HINT]}…)" for one in secrets if one.what != A_PASSWORD)
    passwords = tuple(one.what for one in secrets if one.what == A_PASSWORD)
    private = [*private_in(text), *people_in(text)]
    return Exposed(never, (*passwords, *(f"{one.what} ({label(one.text, 40)})" for one in private)))
