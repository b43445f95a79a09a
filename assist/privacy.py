"""Personal data in a text: e-mail addresses, phone, card and account numbers, order numbers, street addresses."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[A-Za-z]{2,24}\b")
_CARD = re.compile(r"(?<![\w.,-])[2-6](?:\d{11,18}|\d{3}(?:[ -]\d{4}){3}|\d{3}[ -]\d{6}[ -]\d{5})(?![\w-])")
_IBAN = re.compile(r"\b[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]{4}){2,7}(?: ?[A-Za-z0-9]{1,3})?\b")
_PHONE = re.compile(
    r"(?<![\w.,/-])"
    r"(?:\+\d{1,3}[ .-]?(?:\(0\)[ .-]?)?|\(\d{2,5}\)[ .-]?|0\d{1,4}[ -]|0\d(?=(?:\.\d\d){4})\."
    r"|\d{3}[ .-](?=\d{3}[ .-]\d{4}\b))"
    r"\d{1,4}(?:[ .-]?\d{2,4}){1,4}(?![\w%]|[.,]\d)"
    r"|\b(?i:phone|tel|telephone|mobile|cell|call|text|whatsapp|fax|reach)\b[^\d\n]{0,25}\+?\d[\d .()-]{5,17}\d\b"
)
_ORDER = re.compile(
    r"\b(?:order|invoice|booking|tracking|customer|account|ticket)s?(?: (?:number|no|nr|id|code|is))*[.:# ]{0,3}"
    r"(?=(?:[A-Z-]*\d){4})([A-Z]{0,4}-?\d[\dA-Z-]{3,20})\b",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b\d{1,5}[a-z]?,? (?:[A-Z][\w'’]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close|Row|Court|Terrace|Square"
    r"|Boulevard|Blvd|Crescent|Gardens|Grove)\b"
    r"|\b[A-Z][\wäöüß]+(?:straße|strasse|str\.|weg|gasse|platz|allee) \d{1,4}[a-z]?\b"
)


@dataclass(frozen=True)
class Private:
    """A stretch of text that belongs to somebody, and what it is, with its article."""

    what: str
    text: str


def private_in(text: str) -> list[Private]:
    """What personal data the text has, each stretch once."""
    found = (
        Private(what, match.group())
        for what, pattern, holds in _KINDS
        for match in pattern.finditer(text)
        if holds(match.group())
    )
    return list(dict.fromkeys(found))


def _luhn(text: str) -> bool:
    """The check digit of card numbers (ISO/IEC 7812-1)."""
    digits = [int(character) for character in text if character.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return len(set(digits)) > 1 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _iban(text: str) -> bool:
    """The check digits of an IBAN (ISO 13616): the number made of it leaves 1 when divided by 97."""
    compact = text.replace(" ", "").upper()
    rearranged = compact[4:] + compact[:4]
    return (
        15 <= len(compact) <= 34
        and int("".join(str(int(character, 36)) for character in rearranged)) % 97 == 1
    )


def _phone(text: str) -> bool:
    return 7 <= sum(map(str.isdigit, text)) <= 15


def _always(_: str) -> bool:
    return True


_KINDS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("an e-mail address", _EMAIL, _always),
    ("a card number", _CARD, _luhn),
    ("an account number (IBAN)", _IBAN, _iban),
    ("a phone number", _PHONE, _phone),
    ("an order or account number", _ORDER, _always),
    ("a street address", _STREET, _always),
)
