"""Under which ids a channel has our replies, on every database."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from desk.cases import Stage
from desk.database import open_database
from desk.ledger import Ledger
from desk.receipts import Receipts
from tests.desk.cases import stored


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


def test_the_id_of_a_sent_reply_is_taken_on_its_channel_alone(engine: Engine) -> None:
    case = stored(Ledger(engine), Stage.SENT)
    assert case.receipt is not None
    receipts = Receipts(engine)
    assert receipts.taken(case.channel, case.receipt.external_id)
    assert not receipts.taken("mastodon", case.receipt.external_id)
    assert not receipts.taken(case.channel, "another")


def test_what_nobody_has_sent_yet_is_not_taken(engine: Engine) -> None:
    case = stored(Ledger(engine), Stage.UNCERTAIN)
    assert not Receipts(engine).taken(case.channel, case.message.external_id)
