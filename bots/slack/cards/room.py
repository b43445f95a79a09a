"""How much room the parts of a card get, so that Slack takes all of it in one message."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """How many characters and sources the parts of a card get. The draft itself always stands whole."""

    message: int
    sources: int
    quote: int
    guidance: int  # of each passage; 0: only how many there are
    line: int  # of verdicts, questions and forms; 0: none of them
    problems: int
    words: int  # of a problem or a reason
    buttons: int = 4  # of sources
    linked: bool = True  # the sources; their windows have the links, too
    marked: bool = True  # the words that problems are about


ROOMS = (
    Room(message=2900, sources=10, quote=200, guidance=600, line=200, problems=6, words=300),
    Room(message=1500, sources=6, quote=120, guidance=300, line=120, problems=6, words=200),
    Room(message=500, sources=3, quote=60, guidance=0, line=60, problems=4, words=120, buttons=2),
    Room(message=200, sources=2, quote=40, guidance=0, line=0, problems=3, words=60, buttons=1),
    Room(
        message=100,
        sources=1,
        quote=20,
        guidance=0,
        line=0,
        problems=1,
        words=30,
        buttons=0,
        linked=False,
        marked=False,
    ),
)
