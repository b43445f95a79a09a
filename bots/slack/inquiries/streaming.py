"""Which answers may be streamed: Slack reads markdown in a stream, and no text of others may act as such. Pure."""

import re

MOST_PIECES = 6  # of a stream: each is a call
# Letters of any script, digits, blanks, and marks that mean nothing in markdown. A dot or colon between letters could
# make a link or an emoji of them; so could a number in colons.
_LETTER = r"[^\W_]"
_TIME = r"(?<=\d):(?=\d\d?(?![\d:]))"
_MARK = r"[ ,;!?'’“”„\"()%/°€$–—…。、！？「」]|[.:](?= |\Z)"
_WITHIN = rf"(?<=\d)\.(?=\d)|(?<={_LETTER})-(?={_LETTER})"
_PLAIN = re.compile(rf"(?:{_LETTER}|{_MARK}|{_WITHIN}|{_TIME})+")
_BEGINS = re.compile(r"(?!\d+[.)] )[^\W_]|[(“„\"]")  # a line that begins with "1. " is a list
_SENTENCE = re.compile(r".+?(?:[.!?…]+ +|\Z)")


def pieces_of(text: str) -> list[str]:
    """The text cut behind its sentences, to be appended one after the other; empty when it must not be streamed."""
    if not (_PLAIN.fullmatch(text) and _BEGINS.match(text)):
        return []
    found = _SENTENCE.findall(text)
    return [*found[: MOST_PIECES - 1], *filter(None, ["".join(found[MOST_PIECES - 1 :])])]
