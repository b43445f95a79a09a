"""Which buttons the card of a case carries."""

from bots.slack.blocks import Block, Style, actions, button
from bots.slack.targets import target_of
from desk.cases import Case, Draft, Stage, To

APPROVE, EDIT, REJECT = "approve", "edit", "reject"
TO_PUBLIC, TO_DM = "to_public", "to_dm"
WAS_SENT, WAS_NOT_SENT = "was_sent", "was_not_sent"
TAKE_BACK = "take_back"

MAX_DRAFT = 2900  # a card and a modal show that much whole; nobody decides on half a draft
REVISABLE = frozenset({Stage.WITH_EXPERT, Stage.AWAITING_DECISION, Stage.REJECTED})


def buttons_of(case: Case) -> list[Block]:
    """The row of buttons, empty when there is nothing for a person to do here."""
    value = target_of(case).encoded()
    row = [button(action, label, value, style) for action, label, style in _offered(case)]
    return [actions(f"case-{case.id}", row)] if row else []


def offers(case: Case, action: str) -> bool:
    """True when the card of this case, as it stands now, has this button."""
    return any(offered == action for offered, _, _ in _offered(case))


def shown_whole(draft: Draft) -> bool:
    """True when Slack can show this draft uncut, so that a person may decide on it here."""
    return len(draft.text) <= MAX_DRAFT


def _offered(case: Case) -> list[tuple[str, str, Style | None]]:
    if case.stage is Stage.UNCERTAIN:
        return [(WAS_SENT, "It was sent", None), (WAS_NOT_SENT, "It was not sent", None)]
    if case.stage is Stage.APPROVED:
        return [(TAKE_BACK, "Take back", None)]
    if case.stage not in REVISABLE:
        return []
    if case.draft is None:
        return [(EDIT, "Write the reply", None)]
    if not shown_whole(case.draft):
        return []
    if case.stage is Stage.AWAITING_DECISION:
        return _decisions(case.draft)
    return [(EDIT, "Write another reply", None)]


def _decisions(draft: Draft) -> list[tuple[str, str, Style | None]]:
    approve = [] if draft.blocked else [(APPROVE, "Approve and send", Style.PRIMARY)]
    switch = (TO_DM, "Send as DM") if draft.to is To.PUBLIC else (TO_PUBLIC, "Reply in public")
    return [*approve, (EDIT, "Edit", None), (REJECT, "Reject", Style.DANGER), (*switch, None)]
