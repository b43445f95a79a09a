"""What a sentence says otherwise than its quote."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """`words` as they stand in the sentence ("" for what it leaves out), and what is wrong with them."""

    words: str
    why: str
