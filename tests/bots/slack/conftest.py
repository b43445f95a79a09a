"""Each story has an emulated Slack, a ledger and an X of its own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bots.slack.desk import EmulatedDesk, emulated_desk
from tests.emulator.block_kit import BlockKit
from tests.emulator.node import block_kit_schema
from tests.emulator.slack import Slack, slack_emulator


@pytest.fixture
def slack() -> Iterator[Slack]:
    with slack_emulator() as slack:
        yield slack


@pytest.fixture(scope="session")
def block_kit() -> BlockKit:
    return BlockKit(json.loads(block_kit_schema().read_text()))


@pytest.fixture
def desk(slack: Slack, block_kit: BlockKit, tmp_path: Path) -> Iterator[EmulatedDesk]:
    """Whatever a story does, Slack itself would have taken every payload of it."""
    with emulated_desk(slack, tmp_path) as desk:
        yield desk
        assert desk.payload_faults(block_kit) == []
