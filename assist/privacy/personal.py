"""Personal data in a text: who somebody is, how they are reached, what they pay with, where they live."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address

from assist.privacy.names import names_in
from assist.privacy.phones import phones_in
from assist.privacy.places import ADDRESS, POSTCODE

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[A-Za-z]{2,24}\b")
_CARD = re.compile(r"(?<![\w.,-])[2-6](?:\d{11,18}|\d{3}(?:[ -]\d{4}){3}|\d{3}[ -]\d{6}[ -]\d{5})(?![\w-])")
_CALLED_CARD = re.compile(
    r"\b(?i:card|cc|visa|amex|mastercard)\b[^\d\n]{0,20}(\d(?:[ -]?\d){11,18})(?![\w-])"
)
_IBAN = re.compile(r"\b[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]{4}){2,7}(?: ?[A-Za-z0-9]{1,3})?\b")
_PHONE = re.compile(
    r"(?<![\w.,/-])"
    r"(?:\+\d{1,3}[ .-]?(?:\(0\)[ .-]?)?|\(\d{2,5}\)[ .-]?|0\d{1,4}[ -]|0\d(?=(?:\.\d\d){4})\."
    r"|\d{3}[ .-](?=\d{3}[ .-]\d{4}\b))"
    r"\d{1,4}(?:[ .-]?\d{2,4}){1,4}(?![\w%]|[.,]\d)"
)
_CALLED_PHONE = re.compile(
    r"\b(?i:phone|tel|telephone|mobile|cell|desk|call|text|whatsapp|fax|reach|answering)\b"
    r"[^\d\n]{0,25}\n?\s{0,4}(\+?\d[\d .()-]{5,17}\d)(?:x\d{1,5})?(?![\w%]|[.,]\d)"
    r"|(?<![\w.,-])(\+?\d[\d .()-]{5,17}\d)\s?[(-]?(?i:office|fax|mobile|home|work|cell)\b"
)
_ORDER = re.compile(
    r"\b(?:order|invoice|booking|tracking|customer|account|ticket|(?:serial|case)(?= n))s?"
    r"(?: (?:number|no|nr|id|code|is))*[.:# ]{0,3}(?=(?:[A-Z-]*\d){4})([A-Z]{0,4}-?\d[\dA-Z-]{3,20})\b",
    re.IGNORECASE,
)
_SOCIAL = re.compile(r"(?<![\w-])(?!000|666)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w-])")
_IDENTITY = re.compile(
    r"\b(?i:passport|driv(?:er|ing)(?:['’]?s)? licen[cs]e|social security|national insurance|tax|identity card|ssn)"
    r"(?i: (?:number|no\.?|id|is))*[: ]{1,3}(?=[A-Z-]*(?:\d[A-Z -]?){4})([A-Z\d][A-Z\d-]{4,19})\b"
)
_ADDRESS_OF_A_DEVICE = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]?\d)")
_BIRTH = re.compile(
    r"\b(?i:born(?: on)?|date of birth|birthday|dob)\b[^\d\n]{0,15}"
    r"(\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}\.? [A-Z][a-z]{2,8},? \d{4})"
)


@dataclass(frozen=True)
class Private:
    """A stretch of text that belongs to somebody, and what it is, with its article."""

    what: str
    text: str


def private_in(text: str) -> list[Private]:
    """What personal data the text has but for names, each stretch once."""
    by_pattern = [
        Private(what, stretch)
        for what, pattern, holds in _KINDS
        for stretch in _stretches(pattern, text)
        if holds(stretch)
    ]
    found = [*by_pattern, *(Private(_A_PHONE, number) for number in phones_in(text))]
    return [
        one for place, one in enumerate(found) if not any(one.text in told.text for told in found[:place])
    ]


def people_in(text: str) -> list[Private]:
    """The names of people in the text, each once; many of them cannot be told from other words and are missing."""
    return [Private(A_NAME, name) for name in dict.fromkeys(names_in(text))]


def _stretches(pattern: re.Pattern[str], text: str) -> list[str]:
    """What the pattern's group matched, or all of it where it has none."""
    return [next(filter(None, match.groups()), match.group()) for match in pattern.finditer(text)]


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


def _somewhere(text: str) -> bool:
    """True for an address of the open internet: those of the house (192.168...) belong to nobody."""
    try:
        return IPv4Address(text).is_global
    except AddressValueError:
        return False


def _always(_: str) -> bool:
    return True


A_NAME = "somebody's name"
_A_PHONE = "a phone number"

_KINDS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("an e-mail address", _EMAIL, _always),
    ("a card number", _CARD, _luhn),
    ("a card number", _CALLED_CARD, _always),
    ("an account number (IBAN)", _IBAN, _iban),
    ("a number of an identity document", _SOCIAL, _always),
    ("a number of an identity document", _IDENTITY, _always),
    (_A_PHONE, _PHONE, _phone),
    (_A_PHONE, _CALLED_PHONE, _phone),
    ("an order or account number", _ORDER, _always),
    ("an internet address of somebody", _ADDRESS_OF_A_DEVICE, _somewhere),
    ("a date of birth", _BIRTH, _always),
    ("a street address", ADDRESS, _always),
    ("a postcode", POSTCODE, _always),
)
