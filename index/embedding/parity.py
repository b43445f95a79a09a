"""Texts on which two ways of running one model must agree before one may stand in for the other."""

from collections.abc import Callable, Sequence

import numpy as np

from index.embedding.batches import unit

TEXTS = (
    "",
    " ",
    "?",
    "x",
    "Hi",
    "my pump hums since the update, what now?",
    "MY PUMP HUMS SINCE THE UPDATE, WHAT NOW?",
    "@OurCare E17 on the W3-PRO again!!! #fail https://example.org/a?b=c",
    "Which CT fits the SCT-013-000 input, v2.1, 3.3 V / 20 mA?",
    "parameter | min | typ | max | unit\nsupply voltage | 9 | 12 | 30 | V",
    "naïve café façade Ångström ﬁne ½ ² ™",
    "Warum brummt die Pumpe nach dem Überprüfen der Größe?",
    "¿Por qué no arranca el medidor después de la actualización?",
    "насос гудит после обновления, что делать?",
    "更新后水泵一直嗡嗡作响，怎么办？",
    "アップデート後にポンプがうなります。どうすればいいですか？",
    "업데이트 후 펌프에서 소리가 납니다",
    "المضخة تصدر صوتا بعد التحديث",
    "अपडेट के बाद पंप आवाज़ करता है",
    "η αντλία βουίζει μετά την ενημέρωση",
    "🙂👍🏽 👩‍👩‍👧‍👧 works now",
    "tab\there, bell\x07, zero\u200bwidth, and \ufffd",
    "[CLS] not a token [SEP] <s> </s> [MASK]",
    "supercalifragilisticexpialidocious" * 4,
    "The pump of the filter hums when the supply is below twelve volts. " * 6,
    "Open the cover, note the reading, and close it again with care. " * 200,  # longer than models read
)

Model = Callable[[Sequence[str]], np.ndarray]


def lowest_cosine(one: Model, other: Model) -> float:
    """Over all texts, together (the short ones are filled up) and alone; NaN when a vector is. Raises ValueError."""
    together = cosines(one(TEXTS), other(TEXTS))
    alone = [cosines(one([text]), other([text])) for text in TEXTS]
    return float(np.min(np.concatenate([together, *alone])))


def cosines(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Row by row. Raises ValueError when the shapes differ."""
    if some.shape != others.shape:
        raise ValueError(f"vectors of shape {some.shape} and {others.shape} cannot be compared")
    found: np.ndarray = (unit(some) * unit(others)).sum(axis=1)
    return found
