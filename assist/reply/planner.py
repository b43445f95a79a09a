"""Where a reply goes, in public or as a direct message, and why: a table of rules that take the customer's cue."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from assist.reply.channels import Rules, X, rules_for
from assist.text import phrases
from assist.understanding.conversation import Asked
from assist.understanding.wishes import OPTED_OUT
from desk.cases import Intent, Triage
from desk.drafts import To
from desk.messages import Kind
from index.knowledge import Audience

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
    closed: str = ""  # why the channel takes no public reply of ours to it; empty: it takes one
    kind: Kind = Kind.MENTION
    wrote_directly: bool = False  # the customer sent us a direct message, now or before
    opted_out: bool = False  # the customer asked us to write no more
    rules: Rules = X

    @property
    def barred(self) -> str | None:
        """Why it is not answered in public; None when it may be."""
        return self.rules.barred(summoned=self.mentions_us, kind=self.kind, closed=self.closed)

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
    rules: Rules = X

    @property
    def audience(self) -> Audience:
        """Whose knowledge it may quote."""
        return audience_of(self.to)

    @property
    def limit(self) -> int:
        """How long a draft for it may be, as `length` counts; the channel may take more."""
        return self.rules.draft_limit(self.to)

    def length(self, text: str) -> int:
        """How long the channel takes a reply to be."""
        return self.rules.length(self.to, text)


# The first whose condition holds; `{private}` stands for why it is not for the public, `{barred}` for why nobody
# answers it there.
RULES: tuple[tuple[Callable[[Cue], object], Plan], ...] = (
    (lambda cue: cue.opted_out, Plan(To.DM, OPTED_OUT, closed=True)),
    (lambda cue: not cue.public, Plan(To.DM, "the customer wrote a direct message")),
    (
        lambda cue: cue.barred and cue.kind is Kind.LISTENING and not cue.wrote_directly,
        Plan(To.DM, "{barred}, and a direct message would come out of the blue", closed=True),
    ),
    (
        lambda cue: cue.barred and cue.takes_dm is False,
        Plan(To.DM, "{barred}, and the customer takes no direct messages from us", closed=True),
    ),
    (
        lambda cue: cue.barred and cue.complains and not cue.private,
        Plan(To.DM, "{barred}, and a direct message would look as if we hid the complaint", closed=True),
    ),
    (lambda cue: cue.barred, Plan(To.DM, "{barred}")),
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


def cue_of(triage: Triage, asked: Asked, *, opted_out: bool = False) -> Cue:
    """What a message and those before it give us to go by."""
    message = asked.message
    known = message.receives_dm if message else None
    return Cue(
        public=asked.public,
        mentions_us=asked.mentions_us,
        takes_dm=True if asked.wrote_directly else known,
        matter=triage.needs_private,
        wants_privacy=_WANTS_PRIVACY.search(asked.text) is not None,
        complains=triage.intent is Intent.COMPLAINT,
        closed=message.closed_to_us if message else "",
        kind=message.kind if message else Kind.MENTION,
        wrote_directly=asked.wrote_directly,
        opted_out=opted_out,
        rules=rules_for(message),
    )


def plan_of(cue: Cue, to: To | None = None) -> Plan:
    """The plan of the first rule that applies; a person's choice of `to` overrules it."""
    if to is not None:
        return Plan(to, CHOSEN, invites=cue.public and cue.matter is not None, rules=cue.rules)
    plan = next(plan for applies, plan in RULES if applies(cue))
    movable = plan.to is To.PUBLIC and not plan.invites and not cue.complains and cue.takes_dm is not False
    reason = plan.reason.format(private=cue.private, barred=cue.barred)
    return replace(plan, reason=reason, movable=movable, rules=cue.rules)


def audience_of(to: To) -> Audience:
    """Who reads a reply."""
    return Audience.PUBLIC if to is To.PUBLIC else Audience.CUSTOMER
