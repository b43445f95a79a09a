"""Which buttons the card of a case carries."""

from assist.reply.telling import price
from bots.slack.kit.blocks import Block, Style, actions, button
from bots.slack.kit.targets import target_of
from desk.cases import Case, Stage
from desk.drafts import Draft, To

APPROVE, EDIT, REJECT = "approve", "edit", "reject"
TO_PUBLIC, TO_DM = "to_public", "to_dm"
TO_PUBLIC_LINK, TO_DM_LINK = "to_public_link", "to_dm_link"
WAS_SENT, WAS_NOT_SENT = "was_sent", "was_not_sent"
TAKE_BACK = "take_back"

MAX_DRAFT = 2900  # a card and a modal show that much whole; nobody decides on half a draft
REVISABLE = frozenset({Stage.WITH_EXPERT, Stage.AWAITING_DECISION, Stage.REJECTED})
SWITCHES = {
    (To.PUBLIC, False): (TO_PUBLIC, "Reply in public"),
    (To.PUBLIC, True): (TO_PUBLIC_LINK, "Reply in public, with link"),
    (To.DM, False): (TO_DM, "Send as DM"),
    (To.DM, True): (TO_DM_LINK, "Send as DM, with link"),
}


def buttons_of(case: Case) -> list[Block]:
    """The rows of buttons, empty when there is nothing for a person to do here."""
    value = target_of(case).encoded()
    rows = {
        f"case-{case.id}": [button(action, label, value, style) for action, label, style in _offered(case)],
        f"case-{case.id}-forms": [button(action, label, value) for action, label in _switches(case)],
    }
    return [actions(block_id, row) for block_id, row in rows.items() if row]


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
    return [*approve, (EDIT, "Edit", None), (REJECT, "Reject", Style.DANGER)]


def _switches(case: Case) -> list[tuple[str, str]]:
    """The other forms in which the draft could go out, each with its price."""
    draft = case.draft
    if draft is None or case.stage is not Stage.AWAITING_DECISION or not shown_whole(draft):
        return []
    if not draft.forms:  # a draft of before there were forms
        return [SWITCHES[To.DM if draft.to is To.PUBLIC else To.PUBLIC, False]]
    return [
        (action, f"{words} ({price(form.cost_usd)})")
        for form in draft.forms
        if form.possible and not form.chosen
        for action, words in [SWITCHES[form.to, form.link]]
    ]
