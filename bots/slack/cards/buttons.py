"""What can be done on the card of a case: a row of the main buttons, a menu of the rest, forms and sources."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assist.reply.telling import price
from bots.slack.kit.blocks import Block, Style, actions, button
from bots.slack.kit.inputs import option, overflow
from bots.slack.kit.targets import menu_value, target_of
from bots.slack.kit.text import label
from desk.cases import Case, Person, Stage
from desk.drafts import Citation, Draft, To
from desk.guards import endorser_of

APPROVE, EDIT, REJECT = "approve", "edit", "reject"
TO_PUBLIC, TO_DM = "to_public", "to_dm"
TO_PUBLIC_LINK, TO_DM_LINK = "to_public_link", "to_dm_link"
WAS_SENT, WAS_NOT_SENT = "was_sent", "was_not_sent"
TAKE_BACK, RESOLVE = "take_back", "resolve"
CLAIM, TAKE_OVER, HAND_OVER = "claim", "take_over", "hand_over"
SNOOZE, WAKE, ASK_EXPERT, SET_ASIDE = "snooze", "wake", "ask_expert", "set_aside"
HISTORY, THANK = "history", "thank"
LIFT, ASK_HOW = "lift_opt_out", "resolve_and_ask"
MENU = "more"
SOURCE = "source_"  # and its place among the draft's citations, from 1

MAX_DRAFT = 2900  # a card and a modal show that much whole; nobody decides on half a draft
DONE = frozenset({Stage.SET_ASIDE, Stage.SENT, Stage.RESOLVED})
_FOR_ALL = frozenset({HISTORY})  # everything else is for those who may approve; sources are for all, too
_NOT_ITS_OWNERS = frozenset({THANK, TAKE_OVER, TAKE_BACK, WAKE, WAS_SENT, WAS_NOT_SENT})
SWITCHES = {
    (To.PUBLIC, False): (TO_PUBLIC, "Make it public"),
    (To.PUBLIC, True): (TO_PUBLIC_LINK, "Make it public, with link"),
    (To.DM, False): (TO_DM, "Make it a DM"),
    (To.DM, True): (TO_DM_LINK, "Make it a DM, with link"),
}


@dataclass(frozen=True)
class Offer:
    """Something that a person may do with a case as it stands."""

    action: str
    name: str
    style: Style | None = None


_IN_MENU = {
    HAND_OVER: "Hand over to somebody …",
    SNOOZE: "Snooze until …",
    ASK_EXPERT: "Ask an expert …",
    SET_ASIDE: "Set aside …",
    HISTORY: "History of this customer",
    THANK: "Thank the expert",
}
_MENUS: Mapping[Stage, tuple[str, ...]] = {
    Stage.NEW: (SNOOZE, ASK_EXPERT, SET_ASIDE, HISTORY),
    Stage.AWAITING_DECISION: (SNOOZE, ASK_EXPERT, SET_ASIDE, HISTORY),
    Stage.REJECTED: (SNOOZE, ASK_EXPERT, SET_ASIDE, HISTORY),
    Stage.WITH_EXPERT: (SNOOZE, SET_ASIDE, HISTORY),
}


def row_of(case: Case, *, two: bool = False) -> list[Offer]:
    """The main things to do, first the one to do next. `two`: two people must approve."""
    if rests(case):
        return [Offer(WAKE, "Wake it now"), _claiming(case)]
    return _ROWS.get(case.stage, _nothing)(case, two)


def menu_of(case: Case, *, owed: bool = False) -> list[Offer]:
    """The rest, five at most. `owed`: a source is an expert's note, and nobody thanked them yet."""
    listed = list(_MENUS.get(case.stage, (HISTORY,)))
    if rests(case):
        listed.remove(SNOOZE)
    if case.assignee is not None and case.stage in _MENUS:
        listed.insert(0, HAND_OVER)
    if owed and case.stage in DONE:
        listed.append(THANK)
    return [Offer(action, _IN_MENU[action]) for action in listed]


def forms_of(case: Case) -> list[Offer]:
    """The other forms in which the draft could go out, each with its price."""
    draft = case.draft
    if draft is None or not _decidable(case, draft):
        return []
    if not draft.forms:  # a draft of before there were forms
        return [Offer(*SWITCHES[To.DM if draft.to is To.PUBLIC else To.PUBLIC, False])]
    return [
        Offer(action, f"{words} ({price(form.cost_usd)})")
        for form in draft.forms
        if form.possible and not form.chosen
        for action, words in [SWITCHES[form.to, form.link]]
    ]


def offers(case: Case, action: str) -> bool:
    """True when the card of this case, as it stands now, has this button or this line in its menu."""
    if action.startswith(SOURCE):
        return case.draft is not None
    if action in _BY_CUSTOMER:  # what is known of the customer decides, and is asked again by then
        return _BY_CUSTOMER[action](case)
    listed = [*row_of(case), *menu_of(case, owed=True), *forms_of(case)]
    return any(offer.action == action for offer in listed)


def open_to_all(action: str) -> bool:
    """True for what everybody of the desk may do, not only those who may approve."""
    return action in _FOR_ALL or action.startswith(SOURCE)


def taken(case: Case, action: str, by: Person) -> bool:
    """True when somebody else claimed the case, and only they may do this."""
    if case.assignee in {None, by.name} or action in _NOT_ITS_OWNERS or open_to_all(action):
        return False
    return action != APPROVE or endorser_of(case) is None


def decisions(
    case: Case, *, two: bool = False, owed: bool = False, stopped: bool = False, asks: bool = False
) -> list[Block]:
    """The row of main buttons with the menu at its end; empty when there is nothing for a person to do.

    `stopped`: the customer wants no messages; `asks`: they may be asked how it was.
    """
    value = target_of(case).encoded()
    listed = [offer for offer in row_of(case, two=two) if not (stopped and offer.action == APPROVE)]
    listed += [Offer(LIFT, "They agreed again …")] if stopped else []
    listed += [Offer(ASK_HOW, "Resolve and ask how it was …")] if asks else []
    row = [button(offer.action, offer.name, value, offer.style) for offer in listed]
    rest = menu_of(case, owed=owed)
    if len(rest) > 1:
        row.append(overflow(MENU, [option(menu_value(each.action, case), each.name) for each in rest]))
    else:  # a menu of one line would only hide it
        row += [button(offer.action, offer.name, value) for offer in rest]
    return [actions(f"case-{case.id}", row)] if row else []


def switches(case: Case) -> list[Block]:
    """A row of buttons for the other forms of the draft; empty when there are none."""
    value = target_of(case).encoded()
    row = [button(offer.action, offer.name, value) for offer in forms_of(case)]
    return [actions(f"case-{case.id}-forms", row)] if row else []


def source_buttons(case: Case, citations: Sequence[Citation], most: int) -> list[Block]:
    """A button for each of the first sources; when there are more, the last one leads to all of them."""
    value = target_of(case).encoded()
    row = [
        button(f"{SOURCE}{number}", f"Read source {one.marker}", value, spoken=_spoken(one))
        for number, one in enumerate(citations[:most], start=1)
    ]
    if citations[most:]:
        row.append(button(f"{SOURCE}{most + 1}", _all(citations), value))
    return [actions(f"case-{case.id}-sources", row)] if row else []


def rests(case: Case) -> bool:
    """True for a snoozed case that would otherwise wait for somebody."""
    return case.snoozed_until is not None and case.stage in _MENUS


def shown_whole(draft: Draft) -> bool:
    """True when Slack can show this draft uncut, so that a person may decide on it here."""
    return len(draft.text) <= MAX_DRAFT


def _spoken(citation: Citation) -> str:
    page = f", page {citation.page}" if citation.page is not None else ""
    return f"Read source {citation.marker}: {label(citation.title, 40)}{page}"


def _all(citations: Sequence[Citation]) -> str:
    return f"Read all {len(citations)} sources" if len(citations) > 1 else "Read the source"


def _decidable(case: Case, draft: Draft) -> bool:
    return case.stage is Stage.AWAITING_DECISION and not rests(case) and shown_whole(draft)


def _claiming(case: Case) -> Offer:
    if case.assignee is None:
        return Offer(CLAIM, "Claim")
    return Offer(TAKE_OVER, f"Take over from {label(case.assignee, 50)}")


def _deciding(case: Case, two: bool) -> list[Offer]:
    draft = case.draft
    if draft is None:
        return _writing(case, two)
    if not shown_whole(draft):
        return [_claiming(case)]
    name = "Approve (first of two)" if two and endorser_of(case) is None else "Approve and send"
    approve = [] if draft.blocked else [Offer(APPROVE, name, Style.PRIMARY)]
    return [*approve, Offer(EDIT, "Edit"), Offer(REJECT, "Reject", Style.DANGER), _claiming(case)]


def _writing(case: Case, _two: bool) -> list[Offer]:
    whole = case.draft is None or shown_whole(case.draft)
    name = "Write the reply" if case.draft is None else "Write another reply"
    return [*([Offer(EDIT, name)] if whole else []), _claiming(case)]


def _nothing(_case: Case, _two: bool) -> list[Offer]:
    return []


_BY_CUSTOMER: Mapping[str, Callable[[Case], bool]] = {
    LIFT: lambda _: True,
    ASK_HOW: lambda case: case.stage is Stage.SENT,
}
_ROWS: Mapping[Stage, Callable[[Case, bool], list[Offer]]] = {
    Stage.NEW: lambda case, _: [_claiming(case)],
    Stage.WITH_EXPERT: _writing,
    Stage.AWAITING_DECISION: _deciding,
    Stage.REJECTED: _writing,
    Stage.APPROVED: lambda *_: [Offer(TAKE_BACK, "Undo", Style.DANGER)],
    Stage.UNCERTAIN: lambda *_: [Offer(WAS_SENT, "It was sent"), Offer(WAS_NOT_SENT, "It was not sent")],
    Stage.SENT: lambda *_: [Offer(RESOLVE, "Resolve")],
}
