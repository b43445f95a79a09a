"""`assist x`: signing in to X, and the key that seals its tokens."""

import secrets
from typing import TYPE_CHECKING

import click

from app.cli.output import say
from app.cli.place import Place
from app.settings import SettingsError

if TYPE_CHECKING:
    from bots.x.grant import Grant
    from bots.x.signin import SignIn
    from bots.x.tokens import SignedIn


@click.group()
def x() -> None:
    """Sign in to X as the company's account."""


@x.command()
@click.pass_obj
def login(place: Place) -> None:
    """Get tokens for the company's account: prints a link, takes the address that the browser ends at.

    The browser may be on another machine. The tokens are stored sealed and renewed by themselves.
    """
    from app.channels.x import signed_in
    from bots.x.grant import SCOPES
    from bots.x.signin import SignIn

    said = place.house.settings.x
    if not said.client_id:
        raise SettingsError(
            "`client_id` under [x] is missing: it stands on your app's page at X; see docs/x.md"
        )
    tokens = signed_in(place.house)  # before anybody has clicked: what is wrong with the key is known now
    attempt = SignIn.begin(said.client_id, said.redirect_url, SCOPES, secrets.token_urlsafe)
    _explain(attempt)
    grant = _granted(place, tokens, attempt)
    tokens.sign_in(grant)
    _tell_whose(place)


@x.command()
def key() -> None:
    """Print a new key for sealing tokens, to be set as ASSIST_X__TOKEN_KEY where there is no keyring."""
    from bots.x.sealing import new_key

    click.echo(new_key())


def _explain(attempt: "SignIn") -> None:
    from bots.x.grant import SCOPES

    say("1. Open this in a browser that is signed in to X as the company's account, and press Authorize:\n")
    click.echo(attempt.url)
    say("\n   It asks for the rights to")
    for scope, why in SCOPES.items():
        say(f"   - {why} ({scope})")
    say(f"\n2. The browser ends at {attempt.redirect}?..., which need not answer. Paste that whole address:")


def _granted(place: Place, tokens: "SignedIn", attempt: "SignIn") -> "Grant":
    from bots.x.grant import by_code
    from bots.x.signin import BadAnswer

    try:
        code = attempt.code_in(click.prompt("", prompt_suffix="> ", err=True))
    except BadAnswer as error:
        raise click.UsageError(str(error)) from error
    now = place.house.clock()
    return by_code(tokens.exchange, tokens.app_of, code, attempt.verifier, attempt.redirect, now)


def _tell_whose(place: Place) -> None:
    from app.channels.x import x_api

    found = x_api(place.house).get("/2/users/me").get("data") or {}
    number, handle = found.get("id"), found.get("username")
    say(f"Signed in as @{handle}, number {number}.")
    if number != place.house.settings.x.account_id:
        say(f'Set `account_id = "{number}"` under [x] in the settings.')
    say("`assist doctor` looks at the rest.")
