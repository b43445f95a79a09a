"""Secrets in a text: keys, tokens and passwords that open something for whoever reads them."""

import re

from assist.privacy.personal import Private

A_PASSWORD = "a password"  # noqa: S105 - what one is called

# The prefixes are those that the makers document, so that leaked keys are found by machines.
_ISSUED = re.compile(
    r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"  # Amazon
    r"|\bgh[pousr]_[A-Za-z0-9]{30,255}\b|\bgithub_pat_\w{22,255}\b|\bglpat-[\w-]{20,}"
    r"|\bxox[abeprs]-[\w-]{10,}|\bxapp-\d-[\w-]{10,}|hooks\.slack\.com/services/\w+/\w+/\w+"
    r"|\bAIza[\w-]{35}\b|\bya29\.[\w-]{20,}"
    r"|\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}|\bwhsec_[A-Za-z0-9]{16,}|\bsk-(?:\w+-)?[A-Za-z0-9_-]{20,}"
    r"|\bSG\.[\w-]{16,}\.[\w-]{16,}|\bhf_[A-Za-z0-9]{30,}|\bnpm_[A-Za-z0-9]{36}\b|\bpypi-[\w-]{50,}"
    r"|\b\d{6,19}-[A-Za-z0-9]{38,40}\b|\bA{10,}[A-Za-z0-9%]{30,}"  # X: access tokens and bearers
)
_SIGNED = re.compile(r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{6,}")  # a JSON web token, RFC 7519
_PRIVATE_KEY = re.compile(r"-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY-----")
_IN_A_URL = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{1,100}:([^\s/@]{3,100})@")
_CALLED_KEY = re.compile(
    r"\b(?i:(?:api|access|secret|private|auth|consumer|encryption|licen[cs]e|read[- ]?write|write)[ _-]?"
    r"(?:key|token|secret)|bearer|token|secret|apikey)\b[\"']?"
    r"(?i:\s+(?:is|was|for .{1,30}? is)\b)?\s*[:=]?\s*[\"'`]?"
    r"(?=[\w./+-]*\d)(?=[\w./+-]*[A-Za-z])([\w./+-]{16,}={0,2})"
)
_WORD = r"\b(?i:pass(?:word|code|phrase|wd)|pwd|passwort|kennwort|psk|(?:network|wi-?fi|wpa2?) key)\b[\"']?"
_FOR = r"(?:(?i:\s+(?:for|of|to) (?:\S+ ){1,4}?)|\s{0,3})"
_IS = r"(?:(?i:is|was|ist|lautet)\b|[:=])\s*"
_CALLED_PASSWORD = re.compile(
    rf"{_WORD}{_FOR}(?:{_IS})*[\"'`“]([^\s\"'`”]{{3,64}})[\"'`”]"
    rf"|{_WORD}{_FOR}(?:{_IS})+(?=\S*\d)([^\s,;]{{4,64}}?)(?=[.,;!?)]*(?:\s|$))"
    rf"|\b(?:PIN|Pin|pin)(?: code)?\s{{0,3}}(?:{_IS})+(\d{{4,8}})(?![\w.,]?\d)(?! digits)"
)

_KINDS = (
    ("a private key", _PRIVATE_KEY),
    ("a key or token", _ISSUED),
    ("a key or token", _SIGNED),
    ("a key or token", _CALLED_KEY),
    (A_PASSWORD, _IN_A_URL),
    (A_PASSWORD, _CALLED_PASSWORD),
)


def secrets_in(text: str) -> list[Private]:
    """What secrets the text gives away, each stretch once."""
    found = (
        Private(what, next(filter(None, match.groups()), match.group()))
        for what, pattern in _KINDS
        for match in pattern.finditer(text)
    )
    return list(dict.fromkeys(found))
