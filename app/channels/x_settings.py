"""The table [x] of `assist.toml`."""

from datetime import timedelta
from typing import Literal

from pydantic import Field, SecretStr, model_validator

from app.sections import Section

X = "https://api.x.com"


class XSettings(Section):
    """Our account on X; without its number and a way to sign in it is no channel."""

    how: Literal["poll", "stream", "webhook"] = Field(
        "poll", description="we ask X, X tells us over a connection that we open, or X calls us; same cases"
    )
    account_id: str | None = Field(
        None, pattern=r"^[1-9]\d{0,18}$", description="our account's number; `assist x login` tells it"
    )
    client_id: str | None = Field(None, description="of our app at X, for signing in with OAuth 2.0")
    client_secret: SecretStr | None = Field(None, description="of a confidential client; none: a public one")
    bearer_token: SecretStr | None = Field(
        None, description="the app's own token, for what is read without an account"
    )
    consumer_secret: SecretStr | None = Field(
        None, description="the app's API key secret: X signs with it what it sends to a webhook"
    )
    access_token: SecretStr | None = Field(
        None, description="a user token that X ends in two hours: for trying out, in place of signing in"
    )
    token_key: SecretStr | None = Field(
        None, description="seals the stored tokens; none: a key in the system's keyring"
    )
    redirect_url: str = Field(
        "http://127.0.0.1:8789/signed-in",
        pattern=r"^https?://[^\s]+$",
        description="a callback address of our app; nothing need answer there",
    )
    usd_per_day: float | None = Field(
        None, gt=0, description="X is asked for less from then on; none: costs are counted alone"
    )
    hard_stop: bool = Field(False, description="past the budget approved replies wait for tomorrow, too")
    posts_per_15_minutes: int = Field(100, ge=1)
    posts_per_3_hours: int | None = Field(None, ge=1, description="X's older pages state 300")
    posts_per_day: int = Field(10_000, ge=1, description="of the whole app")
    messages_per_15_minutes: int = Field(15, ge=1)
    messages_per_day: int = Field(1440, ge=1)
    made_with_ai: Literal["worded", "always", "never"] = Field(
        "worded", description="when X is told: when a language model worded it, always, never"
    )
    dm_button: bool = Field(
        False, description="a button to write us directly, under public replies that ask for it"
    )
    oldest_hours: float = Field(24, gt=0, description="what is older when it arrives is not answered")
    listen_for: list[str] = Field(
        [], description="names of products; posts with them are shown though they do not address us"
    )
    webhook_url: str | None = Field(
        None, pattern=r"^https://[^\s/:]+/[^\s]*$", description="where X calls us, through your proxy"
    )
    port: int = Field(8789, ge=1, le=65535, description="for X's calls, on 127.0.0.1")
    api_url: str = X

    @property
    def missing(self) -> list[str]:
        """What must be set before it is a channel; empty when all is."""
        needed: dict[str, object] = {"account_id": self.account_id}
        needed["client_id"] = self.client_id or self.access_token
        if self.how != "poll":
            needed["bearer_token"] = self.bearer_token
        if self.how == "webhook":
            needed |= {"consumer_secret": self.consumer_secret, "webhook_url": self.webhook_url}
        return [name for name, value in needed.items() if not value]

    @property
    def untouched(self) -> bool:
        """True when nobody wants X."""
        apps = (self.client_id, self.bearer_token, self.consumer_secret)
        return not any((self.account_id, self.access_token, self.webhook_url, *apps))

    @property
    def oldest(self) -> timedelta:
        """The same as a time."""
        return timedelta(hours=self.oldest_hours)

    @model_validator(mode="after")
    def _address_of_x(self) -> "XSettings":
        if self.api_url != X:
            from bots.exchange import checked_address  # slow to import

            checked_address(self.api_url)
        return self
