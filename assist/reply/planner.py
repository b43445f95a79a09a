"""Where a reply goes, in public or as a direct message, and why: a table of rules that take the customer's cue."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from assist.text import phrases
from assist.text.length import DM_LIMIT, PUBLIC_LIMIT, weighted_length
from assist.understanding.conversation import Asked
from desk.cases import Intent, Triage
from desk.drafts import To
from index.knowledge import Audience

# X's prices per request, https://docs.x.com/x-api/getting-started/pricing, of 2026-04-20.
PUBLIC_REPLY_USD = 0.010
POST_WITH_LINK_USD = 0.200
DM_USD = 0.015

LIMITS = {To.PUBLIC: PUBLIC_LIMIT, To.DM: DM_LIMIT}
DRAFT_LIMITS = {To.PUBLIC: PUBLIC_LIMIT, To.DM: 2900}  # what a card in Slack shows whole
CHOSEN = "a person chose so"

_WANTS_PRIVACY = phrases.any_of(r"""
    (?:can|could|may|shall|should|do|want me to) (?:i |we |you |u )?(?:please |just )?(?:dm|inbox|pm (?:you|me|us))
    (?:can|could|may) i (?:send|drop|write|shoot) (?:you|u|y'?all) an? (?:dm|pm|(?:direct |private )?message)
    (?:dm|pm|inbox) me / to dm (?:you|u|me|us) / (?:dm|pm)s? sent / (?:follow|add) me (?:back )?so (?:that )?i can dm
    (?:i['’]?ll|i will|let me|i(?:['’]ve| have)?(?: just)?) (?:dm|pm)(?:['’]?e?d)? (?:you|u|y'?all)
    (?:check|see|read|answer|reply to) (?:your|ur|my|the) (?:dm|pm|inbox|direct message|private message)s?
    (?:sent|replied)(?: \w+){0,3} (?:dm|pm|direct message|private message)s? / (?:by|via|through) (?:dm|pm)s?
    in private(?! (?:mode|brows\w+|networks?)) / (?:talk|speak|chat|write|message|discuss)(?: \w+){0,3} privately
    (?:not|don['’]?t|can['’]?t)(?: want to)? (?:discuss|post|share|say)(?: \w+){0,3} (?:in public|publicly)
    per (?:dm|pn|direktnachricht|privatnachricht) / (?:en|par) (?:mp|message privé)
    en privé / en privado / in privato / por (?:dm|md|privado|mensaje directo|mensagem direta)
""")


@dataclass(frozen=True)
class Cue:
    """What the customer gave us to go by."""

    public: bool
    mentions_us: bool
    takes_dm: bool | None  # None: nobody knows whether a direct message of ours would arrive
    matter: str | None = None  # why the answer needs private data; None when it does not
    wants_privacy: bool = False
    complains: bool = False

    @property
    def private(self) -> str | None:
        """Why it is not for the public; None when it is."""
        return self.matter or ("the customer wants to go on in private" if self.wants_privacy else None)


@dataclass(frozen=True)
class Plan:
    """Where a reply goes and why."""

    to: To
    reason: str
    invites: bool = False  # it answers nothing: it asks the customer to tell the rest in private
    movable: bool = False  # an answer that is too long or for customers only may become a direct message
    closed: bool = False  # neither way is open, or good: a person has to decide

    @property
    def audience(self) -> Audience:
        """Whose knowledge it may quote."""
        return audience_of(self.to)

    @property
    def limit(self) -> int:
        """How long a draft for it may be, as `length_for` counts; the channel may take more (`LIMITS`)."""
        return DRAFT_LIMITS[self.to]


NOT_MENTIONED = "the post does not mention us, so X allows no public reply"
# The first whose condition holds; `{private}` stands for why it is not for the public.
RULES: tuple[tuple[Callable[[Cue], object], Plan], ...] = (
    (lambda cue: not cue.public, Plan(To.DM, "the customer wrote a direct message")),
    (
        lambda cue: not cue.mentions_us and cue.takes_dm is False,
        Plan(To.DM, f"{NOT_MENTIONED}, and the customer takes no direct messages from us", closed=True),
    ),
    (
        lambda cue: not cue.mentions_us and cue.complains and not cue.private,
        Plan(
            To.DM, f"{NOT_MENTIONED}, and a direct message would look as if we hid the complaint", closed=True
        ),
    ),
    (lambda cue: not cue.mentions_us, Plan(To.DM, NOT_MENTIONED)),
    (
        lambda cue: cue.matter and cue.takes_dm,
        Plan(To.DM, "{private}: goes on in private, and a line in public says so", invites=True),
    ),
    (
        lambda cue: cue.private and cue.takes_dm,
        Plan(To.DM, "{private}: answered there, and a line in public says so"),
    ),
    (
        lambda cue: cue.private and cue.takes_dm is False,
        Plan(
            To.PUBLIC,
            "{private}, but the customer takes no direct messages from us: asks them to write first",
            invites=True,
        ),
    ),
    (
        lambda cue: cue.private,
        Plan(To.PUBLIC, "{private}: asks the customer to go on in private", invites=True),
    ),
    (
        lambda cue: cue.complains,
        Plan(
            To.PUBLIC, "a complaint with nothing private in it is answered where it was made, for all to see"
        ),
    ),
    (lambda _: True, Plan(To.PUBLIC, "the customer asked in public and nothing private is needed")),
)


def cue_of(triage: Triage, asked: Asked) -> Cue:
    """What a message and those before it give us to go by."""
    known = asked.message.receives_dm if asked.message else None
    return Cue(
        public=asked.public,
        mentions_us=asked.mentions_us,
        takes_dm=True if asked.wrote_directly else known,
        matter=triage.needs_private,
        wants_privacy=_WANTS_PRIVACY.search(asked.text) is not None,
        complains=triage.intent is Intent.COMPLAINT,
    )


def plan_of(cue: Cue, to: To | None = None) -> Plan:
    """The plan of the first rule that applies; a person's choice of `to` overrules it."""
    if to is not None:
        return Plan(to, CHOSEN, invites=cue.public and cue.matter is not None)
    plan = next(plan for applies, plan in RULES if applies(cue))
    movable = plan.to is To.PUBLIC and not plan.invites and not cue.complains and cue.takes_dm is not False
    return replace(plan, reason=plan.reason.format(private=cue.private), movable=movable)


def audience_of(to: To) -> Audience:
    """Who reads a reply."""
    return Audience.PUBLIC if to is To.PUBLIC else Audience.CUSTOMER


def length_for(to: To, text: str) -> int:
    """Weighted characters for a public post, plain ones for a direct message."""
    return weighted_length(text) if to is To.PUBLIC else len(text)


def cost_usd(to: To, *, has_link: bool) -> float:
    """What X takes for sending it."""
    if to is To.DM:
        return DM_USD
    return POST_WITH_LINK_USD if has_link else PUBLIC_REPLY_USD
