"""Which sentences state something that needs a source: all but questions and courtesies."""

import re

from assist.text import phrases

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)  # where it leads is for `check_links` to judge
_WHY_THANKS = (
    r"(?:(?:your|the) )?(?:message|question|patience|kind words?|details|reaching out|getting in touch|asking|writing"
    r"|waiting|letting us know|confirming|telling us|the update|sharing)"
)
_WHAT_FOR = (
    r"(?:that|this|it|the (?:trouble|inconvenience|wait|delay|confusion|hassle|bother)|your (?:trouble|wait))"
)
_MORE = r"(?:if|should) you (?:need|have) (?:any(?:thing)?|more|further) ?(?:else|help|questions?)?"
_COURTESY = phrases.any_of(rf"""
    (?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day))(?: there| again| all| @?\w+)?
    (?:many |so many )?(?:thanks|thank you)(?: a lot| so much| very much| again)?(?: for {_WHY_THANKS})?
    (?:we(?:['’]re| are)? |i(?:['’]?m| am)? )?(?:so |very |really |truly )?sorry(?: (?:to hear|about|for) {_WHAT_FOR})?
    (?:we |i )?apologi[sz]e(?: for {_WHAT_FOR})? / (?:that(?:['’]s| is) )?(?:a )?(?:good|great|fair) (?:question|point)
    (?:we(?:['’]re| are) |i(?:['’]?m| am) )?(?:happy|glad|pleased) to (?:help|hear (?:that|it|this))
    (?:you(?:['’]re| are) )?(?:very |most )?welcome / no problem / any ?time / my pleasure / with pleasure / ok(?:ay)?
    great / oh no / oh dear / that(?:['’]s| is) (?:a pity|annoying|frustrating|odd|great to hear|good to hear)
    (?:we |i )?hope (?:this|that|it) helps?(?: you)? / (?:we |i )?hope (?:you(?:['’]re| are)|all is) well
    (?:please )?let (?:us|me) know (?:if|how|whether) (?:that|this|it) (?:helps?|works?|does(?: not|n['’]t) help|goes)
    (?:please )?let (?:us|me) know(?: {_MORE})?
    (?:please )?(?:ask|write to|message|contact|dm|tell) us (?:again )?{_MORE}
    (?:please )?(?:send|write|drop) us a (?:dm|direct message|private message|message)
    (?:best|kind|warm)(?:est)? (?:regards|wishes) / cheers / (?:good luck|have fun|enjoy)(?: with (?:it|that))?
    (?:have|wish you) a (?:nice|good|great|lovely) (?:day|weekend|evening|week) / take care / all the best
    we(?:['’]re| are) here (?:to help|for you|if you need us) / fingers crossed
""")


def states(sentence: str) -> bool:
    """False for questions, for courtesies, for what has no words, and for a mere address."""
    bare = " ".join(sentence.split()).strip("\"'“”‘’()[] ")
    if not any(map(str.isalnum, bare)) or is_question(bare) or _ADDRESS.fullmatch(bare):
        return False
    return any(_COURTESY.fullmatch(part.strip(" .!,;:–—-…😀🙂")) is None for part in _parts(bare))


def is_question(sentence: str) -> bool:
    """True when it ends with a question mark."""
    return sentence.rstrip("\"'“”‘’()[] ").endswith("?")


def _parts(sentence: str) -> list[str]:
    """A courtesy may stand before another: "Hi Anna, thanks for asking!"."""
    found = [part for part in sentence.replace("!", ",").split(",") if any(map(str.isalnum, part))]
    return found or [sentence]
