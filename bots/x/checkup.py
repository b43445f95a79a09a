"""Whether the desk can work on X: tokens, whose account, rights, clock, ways in, money, each with what to do."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from functools import partial

from bots.exchange import Call
from bots.x.accounts import Account, author_of
from bots.x.api import XApi
from bots.x.costs import NEAR
from bots.x.fields import mapping, objects
from bots.x.grant import SCOPES
from bots.x.reading.subscriptions import EVENT_TYPES
from bots.x.webhook import PATH
from desk.channel_spending import Spent
from desk.errors import DeskError
from desk.ports import Clock

_SKEW = timedelta(seconds=5)  # replies that were lost and found are told apart by time
Look = Callable[[], str]


class Ailment(DeskError):
    """Something that keeps the desk from working on X; the message says what to do."""


@dataclass(frozen=True)
class Setup:
    """What the settings say, and what is on record. `scopes` is None for a token of the settings."""

    us: Account
    how: str
    webhook_url: str
    usd_per_day: float | None
    scopes: Callable[[], Collection[str]] | None
    spent: Callable[[], Sequence[Spent]]  # today, dearest first


def looks(api: XApi, setup: Setup, clock: Clock) -> Iterator[tuple[str, Look]]:
    """What is to be looked at, by name: each call says what it found, or raises what is wrong with it."""
    yield "x account", partial(_account, api, setup.us)
    if setup.scopes is not None:
        yield "x scopes", partial(_scopes, setup.scopes)
    yield "x clock", partial(_clock, api, clock)
    if setup.how != "poll":
        yield "x app token", partial(_app_token, api)
        yield "x subscriptions", partial(_subscriptions, api, setup.us)
    if setup.how == "webhook":
        yield "x webhook", partial(_webhook, api, setup.webhook_url)
    yield "x budget", partial(_budget, setup)


def _account(api: XApi, us: Account) -> str:
    """Whose token it is; the handle of [company] and the number of [x] must be of one account."""
    found = author_of(mapping(api.get("/2/users/me", {"user.fields": ["username"]}).get("data")))
    if found is None:
        raise Ailment("X does not say whose token it is; try again in a minute")
    if found.id != us.id:
        raise Ailment(
            f"the token is of account {found.id} (@{found.handle}), and `account_id` under [x] is {us.id}:"
            " set that number, or sign in as the other account with `assist x login`"
        )
    if not us.is_called(found.handle):
        raise Ailment(
            f"account {us.id} is @{found.handle}, and `handle` under [company] is @{us.handle}: set the one there is"
        )
    return f"@{found.handle}, number {found.id}"


def _scopes(granted: Callable[[], Collection[str]]) -> str:
    missing = [f"{scope} ({why})" for scope, why in SCOPES.items() if scope not in granted()]
    if missing:
        raise Ailment(
            f"missing: {'; '.join(missing)}; give your app these rights at X, and run `assist x login` again"
        )
    return f"all {len(SCOPES)}: {', '.join(SCOPES)}"


def _clock(api: XApi, clock: Clock) -> str:
    """X says what time it is to everybody."""
    said = api.exchange.ask(Call("GET", "/2/users/me", {})).headers.get("date", "")
    try:
        theirs = parsedate_to_datetime(said)
    except ValueError:
        return "X does not say what time it is"
    apart = abs(clock() - theirs)
    if apart > _SKEW:
        raise Ailment(
            f"this machine's clock and X's are {apart.total_seconds():.0f} seconds apart: set it by NTP,"
            " or a reply whose answer was lost may not be found again"
        )
    return "agrees with X's"


def _app_token(api: XApi) -> str:
    api.get("/2/webhooks", as_user=False)
    return "X takes it"


def _subscriptions(api: XApi, us: Account) -> str:
    answer = api.get("/2/activity/subscriptions", {"max_results": 1000}, as_user=False)
    ours = [one for one in objects(answer.get("data")) if mapping(one.get("filter")).get("user_id") == us.id]
    missing = sorted(set(EVENT_TYPES) - {str(one.get("event_type")) for one in ours})
    if missing:
        raise Ailment(
            f"X is not asked for {', '.join(missing)}; `assist serve` asks for what is missing when it starts,"
            " and its log says why X refuses"
        )
    return ", ".join(EVENT_TYPES)


def _webhook(api: XApi, url: str) -> str:
    for one in objects(api.get("/2/webhooks", as_user=False).get("data")):
        if one.get("url") == url:
            if one.get("valid") is False:
                raise Ailment(
                    f"X gave {url!r} up, for it did not answer; start `assist serve`, and see that the address"
                    f" leads to {PATH} on its port"
                )
            return f"{url} stands"
    raise Ailment(
        f"X knows no webhook {url!r}; `assist serve` makes it when it starts, and its log says why not"
    )


def _budget(setup: Setup) -> str:
    items, budget = setup.spent(), setup.usd_per_day
    spent = sum(one.usd for one in items)
    what = f" ({', '.join(f'{one.what} {one.usd:.2f}' for one in items)})" if items else ""
    if budget is None:
        return f"{spent:.2f} dollars today{what}, without a limit: `usd_per_day` under [x] sets one"
    if spent >= NEAR * budget:
        raise Ailment(
            f"{spent:.2f} of today's {budget:.2f} dollars are spent{what}; past that nothing is looked up or listened"
            " for, and mentions are read every five minutes: raise `usd_per_day`, or let it be until midnight UTC"
        )
    return f"{spent:.2f} of today's {budget:.2f} dollars{what}"
