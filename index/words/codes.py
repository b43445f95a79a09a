"""Part numbers, versions and error codes in a text, however their parts are joined."""

import re
from unicodedata import normalize

LONGEST = 100  # characters; what is longer is no name of anything
DIGIT = re.compile(r"\d")
WITH_DIGIT = re.compile(r"(?<!\S)[^\s\d]*+\d\S*")  # a word with a digit; looks at each character once
# Letters and digits, with marks between them only: SCT-013-000, E17, v2.1, 24LC256.
CODE = re.compile(r"[^\W_]+(?:[-._][^\W_]+)*")


def codes(text: str) -> list[str]:
    """Those with a digit and something else, in order, repeated: lower case, hyphens off (`sct013000`), dots kept."""
    likely = " ".join(WITH_DIGIT.findall(plain(text).lower()))
    found: list[str] = CODE.findall(likely)
    named = [code for code in found if len(code) <= LONGEST and DIGIT.search(code) and not code.isdecimal()]
    return [re.sub("[-_]", "", code) for code in named]


def plain(text: str) -> str:
    """One form of each character (NFKC), and nothing that is no character."""
    return normalize("NFKC", text.encode("utf-8", "replace").decode())
