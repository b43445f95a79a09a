"""X as a channel of the house."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from pydantic import SecretStr

from app.channels.channel import CallIn, Channel, Look, expect_whole
from app.channels.x_settings import XSettings
from app.token_key import token_key
from desk.channel_spending import ChannelSpending
from desk.involvement import Involvement
from desk.receipts import Receipts
from desk.tokens import TokenStore

if TYPE_CHECKING:  # app.wiring builds what is here, and X's client is slow to import
    from app.wiring import House
    from bots.exchange import Exchange
    from bots.x.accounts import Account
    from bots.x.api import Tokens, XApi
    from bots.x.limits import Window
    from bots.x.reading.readers import Readers
    from bots.x.tokens import SignedIn


def x_channel(house: "House") -> Channel | None:
    """None when it is not set up. Raises SettingsError when it is set up by half, or has no key for its tokens."""
    said = house.settings.x
    if said.untouched:
        return None
    expect_whole("X", "x", said.missing, "x.md")
    from bots.x.costs import Purpose
    from bots.x.listen import XListener
    from bots.x.lookback import Lookback
    from bots.x.publish import MadeWithAi, Marks, XPublisher
    from bots.x.threads import Threads

    api, us, ledger, clock = x_api(house), account(house), house.ledger, house.clock
    readers = _readers(house, api, us)
    taken = partial(ledger.beside(Receipts).taken, "x")
    return Channel(
        name="x",
        listener=XListener(
            us,
            ledger.arrivals,
            Threads(api.meant_for(Purpose.LOOKING), us),
            ledger.beside(Involvement),
            clock,
            said.oldest,
        ),
        publisher=XPublisher(
            api,
            us,
            clock,
            Lookback(api, us, clock, taken),
            Marks(MadeWithAi(said.made_with_ai), said.dm_button),
        ),
        beside=readers.beside,
        call_in=None if readers.app is None else CallIn(readers.app, said.port),
        looks=_looks(house, api, us),
    )


def account(house: "House") -> "Account":
    """Our account there, as the settings say."""
    from bots.x.accounts import Account

    return Account(house.settings.x.account_id or "", house.settings.company.handle.removeprefix("@"))


def x_api(house: "House") -> "XApi":
    """X's API with our tokens, limits and budget. Raises SettingsError."""
    from bots.x.api import XApi
    from bots.x.budget import Budget
    from bots.x.pace import Pace

    said, exchange = house.settings.x, _exchange(house)
    spending = _spending(house)
    budget = Budget(spending, house.clock, said.usd_per_day, said.hard_stop)
    return XApi(exchange, _tokens(house, exchange), Pace(house.clock, windows_of(said)), budget)


def signed_in(house: "House") -> "SignedIn":
    """What `assist x login` stores, and keeps fresh. Raises SettingsError, WrongKey."""
    return _signed_in(house, _exchange(house))


def windows_of(said: XSettings) -> Mapping[str, "Sequence[Window]"]:
    """X's limits with those of the settings in their places."""
    from bots.x.limits import DAY, MESSAGES, POSTS, QUARTER, WINDOWS, Window

    three_hours = [Window(said.posts_per_3_hours, timedelta(hours=3))] if said.posts_per_3_hours else []
    posts = [Window(said.posts_per_15_minutes, QUARTER), Window(said.posts_per_day, DAY), *three_hours]
    messages = [Window(said.messages_per_15_minutes, QUARTER), Window(said.messages_per_day, DAY)]
    return {**WINDOWS, POSTS: posts, MESSAGES: messages}


def _spending(house: "House") -> ChannelSpending:
    return house.ledger.beside(partial(ChannelSpending, clock=house.clock))


def _exchange(house: "House") -> "Exchange":
    from bots.exchange import Exchange

    return Exchange(house.settings.x.api_url, "X")


def _tokens(house: "House", exchange: "Exchange") -> "Tokens":
    from bots.x.tokens import FixedTokens

    said = house.settings.x
    if said.access_token is not None:
        return FixedTokens(said.access_token.get_secret_value(), _secret(said.bearer_token))
    return _signed_in(house, exchange)


def _signed_in(house: "House", exchange: "Exchange") -> "SignedIn":
    from bots.x.grant import App
    from bots.x.sealing import Seal
    from bots.x.tokens import SignedIn

    said = house.settings.x
    return SignedIn(
        house.ledger.beside(TokenStore),
        Seal.with_key(token_key(_secret(said.token_key))),
        exchange,
        App(said.client_id or "", _secret(said.client_secret)),
        house.clock,
        _secret(said.bearer_token),
    )


def _secret(said: SecretStr | None) -> str | None:
    return said.get_secret_value() if said else None


def _readers(house: "House", api: "XApi", us: "Account") -> "Readers":
    from bots.x.costs import Purpose
    from bots.x.reading.readers import Reading
    from bots.x.webhook import Signer

    said, ledger = house.settings.x, house.ledger
    reading = Reading(
        us=us,
        api=api.meant_for(Purpose.HEARING),
        looking=api.meant_for(Purpose.LOOKING),
        inbox=ledger.arrivals,
        cursors=ledger,
        desk=ledger.beside(Involvement),
        clock=house.clock,
        oldest=said.oldest,
        products=said.listen_for,
    )
    if said.how == "webhook" and said.consumer_secret and said.webhook_url:
        signer = Signer(said.consumer_secret.get_secret_value().encode())
        return reading.by_webhook(signer, said.webhook_url)
    return reading.by_stream() if said.how == "stream" else reading.by_polling()


def _looks(house: "House", api: "XApi", us: "Account") -> list[Look]:
    from bots.x.checkup import Setup, looks
    from bots.x.tokens import SignedIn

    tokens, said = api.tokens, house.settings.x
    spending = _spending(house)
    setup = Setup(
        us=us,
        how=said.how,
        webhook_url=said.webhook_url or "",
        usd_per_day=said.usd_per_day,
        scopes=(lambda: tokens.grant()[1].scopes) if isinstance(tokens, SignedIn) else None,
        spent=partial(spending.today, "x"),
    )
    return [Look(what, at) for what, at in looks(api, setup, house.clock)]
