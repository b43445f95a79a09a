"""Ways into our direct messages: a link, and a button for a company's own pages."""

from html import escape

_COMPOSE = "https://twitter.com/messages/compose?recipient_id="
_STYLE = (
    "display:inline-block;padding:10px 20px;border-radius:999px;background:#0f1419;color:#fff;"
    "font:600 15px sans-serif;text-decoration:none"
)


def direct_link(account_id: str) -> str:
    """Opens a direct message to an account, which must take them from everybody; a post shows it as a button.

    Raises ValueError for what is no number of an account.
    """
    if not (account_id.isascii() and account_id.isdecimal()):
        raise ValueError(f"{account_id!r} is no number of an account on X")
    return _COMPOSE + account_id


def button(account_id: str, company: str) -> str:
    """HTML that loads nothing from anywhere, so that visitors are not followed. Raises ValueError."""
    link, company = escape(direct_link(account_id)), escape(company)
    return (
        f'<a href="{link}" rel="noopener noreferrer" style="{_STYLE}">Write to {company} privately on X</a>'
    )
