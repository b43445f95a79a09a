"""Everything that a bot sent through an edge, held against what Slack takes."""

from tests.emulator.block_kit import BlockKit
from tests.emulator.edge import Edge


def payload_faults(edge: Edge, kit: BlockKit) -> list[str]:
    """What Slack itself would have refused."""
    messages = edge.payloads("chat.postMessage", "chat.update", "chat.postEphemeral")
    views = edge.payloads("views.open", "views.publish", "views.push", "views.update")
    faults = [fault for message in [*messages, *edge.responses] for fault in kit.message_faults(message)]
    return faults + [fault for payload in views for fault in kit.view_faults(payload["view"])]
