"""What a text promises: money, replacements, dates, a warranty, liability."""

from dataclasses import dataclass

from assist.text import phrases

# Of a person or a parcel: "it will charge within 2 hours" says how a device works.
_WE = "(?:we|i|they|you|someone|somebody|engineer|order|parcel|refund|replacement|technician|colleagues?)"
_WHEN = (
    r"(?:(?:by|within|in|before|on) )?(?:tomorrow|today|tonight|(?:the )?end of \w+|next (?:week|month|\w+day)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:\d+|two|three|a few|a couple of) (?:(?:working|business) )?(?:days|weeks|hours))"
)
_PROMISES = {
    "money back": phrases.any_of(r"""
        (?:full|your|a|the|any|partial|immediate) (?:refund|money back)
        refund (?:you|your|the|it|them|all|in full) / (?:be|get|been|being) (?:fully )?(?:refunded|reimbursed)
        reimburse you / money(?: |-)back (?:guarantee|promise)
        (?:we|i)(?:['’]ll| will| can| shall) (?:\w+ )?(?:refund|reimburse|credit|pay (?:you|for|back|the))
        rückerstattung / erstatten (?:wir|ihnen) / geld zurück / remboursement / vous (?:serez )?rembours\w+
        reembols\w+
    """),
    "compensation": phrases.any_of(r"""
        (?:we|i|be|you|fully|get|been)(?:['’]ll| will| can)? compensate(?:d|(?: you))
        compensate (?:you|your|customers)
        (?:get|receive|offer|claim|as|full|some|pay|for|a) compensation(?! (?:of|for the|curve)) / vouchers?
        goodwill / gift cards? / discount (?:code|of|on) / (?:a|your|\d+ ?%) discount / (?:account|store) credit
        credit (?:to|on) your account / make it up to you / gutschein / entschädigung
    """),
    "a free replacement or repair": phrases.any_of(r"""
        (?:we|i)(?:['’]ll| will| shall) (?:\w+ )?(?:replace|repair|send|ship|cover|fix|exchange|swap)
        we can (?:\w+ )?(?:replace|repair|send|ship|exchange|swap)
        (?:replaced|repaired|exchanged|sent|shipped) (?:for free|free of charge|at no (?:extra )?(?:cost|charge))
        free (?:replacement|repair|of charge|exchange|upgrade)
        at (?:our|no (?:extra )?) ?(?:cost|expense|charge)
        you(?:['’]ll| will| can)(?: \w+)? (?:get|receive|have) (?:your|an?|the) (?:\w+ )?(?:money|replacement|exchange)
        (?:will|shall|going to) be (?:refunded|replaced|repaired|exchanged|compensated)
        kostenlos (?:ersetzt|ersetzen)
    """),
    "a date": phrases.any_of(rf"""
        {_WE}(?:['’]ll| will| shall| should| (?:is|are) going to)(?: \w+){{0,7}} {_WHEN}
        (?:arrive|delivered|shipped|fixed|ready|released|resolved|answered|back to you) {_WHEN}
        will (?:be )?(?:fixed|resolved|released|delivered|shipped)(?: \w+)? (?:soon|shortly)
    """),
    "a guarantee": phrases.any_of(r"""
        (?:we|i)(?:['’]ll| will| can| do| hereby| fully)? (?:guarantee|promise|assure|undertake)
        (?:is|are|be|fully) guaranteed / guaranteed to
        (?:lifetime|extended?|extend the|extend your) (?:warranty|guarantee) / (?:will )?never happen again
        you have my word
        (?:covered|replaced|repaired|falls)(?: \w+)? (?:by|under|in) (?:(?:the|your|our|full) )?(?:warranty|guarantee)
        still (?:in|under) (?:the )?(?:warranty|guarantee) / we(?:['’]ll| will) extend
    """),
    "liability": phrases.any_of(r"""
        (?:we|i) (?:\w+ )?(?:accept|admit|assume|take) (?:\w+ )?(?:liability|responsibility|fault|blame|negligence)
        (?:it|this|that)(?:['’]s| is| was) (?:\w+ )?(?:our|the company['’]?s) (?:\w+ )?(?:fault|mistake|liability)
        we (?:are|were) (?:\w+ )?(?:liable|legally|negligent|at fault|responsible for the)
        (?:legally|contractually) (?:binding|entitled|bound) / you(?:['’]re| are) (?:\w+ )?entitled to
        you have (?:a|the) (?:legal )?right to / (?:breach of contract|our lawyers)
    """),
}


@dataclass(frozen=True)
class Promise:
    """The words of a text that promise something, and what."""

    what: str
    words: str


def promises_in(text: str) -> list[Promise]:
    """What the text promises, each wording once."""
    found = (
        Promise(what, match.group())
        for what, pattern in _PROMISES.items()
        for match in pattern.finditer(text)
    )
    return list(dict.fromkeys(found))
