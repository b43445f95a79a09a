"""What a sentence looks like: an instruction, talk of oneself, a row, something that leans on what went before."""

import re
from collections.abc import Mapping

from assist import phrases
from assist.draft.candidates import Candidate, is_solved
from assist.words import identifiers, numbers, units
from index.knowledge import Kind

_SELF = re.compile(r"(?<!\w)(?:[Ii]|[Ii]['’](?:m|ve|d|ll)|[Mm]y|[Mm]ine|[Mm]e)(?!\w)(?!\.\w)")
_OURSELVES = phrases.any_of(
    "we / our / ours / us / same (?:issue|problem|thing) here / yesterday / today / just now"
)
_HEDGE = phrases.any_of("""
    i think / i guess / i believe / maybe / perhaps / not sure / i assume / probably / imho / afaik / i recall
    might be
""")
_LEAD_IN = re.compile(r"(?:(?:please|first|then|next),? |(?:to|if|when|for) [^,]{3,80}, )", re.IGNORECASE)
_INSTRUCTION = phrases.any_of("""
    add / adjust / allow / attach / avoid / bring / change / charge / check / choose / clean / clear / click / close
    configure / connect / disconnect / do not / don't / don’t / download / empty / enable / ensure / enter / fit / go to
    hold / install / keep / lay / leave / let / lift / log / loosen / make sure / move / never / open / place / plug
    press / pull / push / put / remove / replace / reset / restart / rinse / run / select / send / set / stop / switch
    take / tap / tighten / try / turn / unplug / update / upgrade / use / wait / wash / wipe
""")
_LEANING = phrases.any_of("""
    it / its / this / that / these / those / they / their / he / she / however / but / and / so / also / then
    otherwise / therefore / thus / which / again / instead / both / neither / the same / the latter / the former
    the other / such / another / or / afterwards / in this case / in that case / in your case / if so / if not / if yes
    if it / if that / if this / if they / if the latter / if the former / regarding / as i / as you / as we have
    you're right / you are right
""")
_HOW_LONG = phrases.any_of("how long / how soon / how often / when (?:will|can|do|does|should)")
_HOW_MUCH = phrases.any_of("""
    how (?:many|much|big|far|fast|cold|hot|high|low|wide|heavy|old|loud) / (?:max|min)(?:imum)? / big+est
    what (?:size|voltage)
""")
_DURATION = phrases.any_of(r"""
    (?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[ -]?(?:h|s|min|hours?|minutes?|seconds?)
    (?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[ -](?:working )?(?:days?|weeks?|months?)
    (?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[ -]years?
""")
_HOW_TO = phrases.any_of("how (?:do|to|can|should) / what (?:now|to do|should|do i)")
_ADDRESSED = re.compile(r"(?P<name>[A-Z][a-z]{1,14}), (?:you|your|can|could|did|do|have|if you|I)\b")
_NO_NAME = phrases.any_of("""
    after / alternatively / also / anyway / before / finally / first / hence / here / however / ideally / instead / next
    no / now / obviously / ok / okay / once / otherwise / please / second / sorry / still / sure / then / there
    therefore / third / thus / unfortunately / usually / well / yes / yet
""")
_SHORT = 30  # characters
_OPENING = 2  # sentences with which a solution begins


def traits_of(question: str, candidate: Candidate) -> Mapping[str, bool]:
    """The traits that count for or against a sentence as an answer, each by the name of its weight."""
    sentence, forum = candidate.sentence, candidate.document.kind is Kind.FORUM
    asked, named = identifiers(question), identifiers(f"{candidate.heading} {sentence}")
    return {
        "opening": forum and candidate.place < _OPENING,
        "figure": _tells_how_much(question, sentence),
        "unit": bool(units(question) & units(sentence)),
        "instruction": _asks_what_to_do(question) and _instructs(sentence),
        "self_talk": bool(_SELF.search(sentence) or (forum and _OURSELVES.search(sentence))),
        "hedge": _HEDGE.search(sentence) is not None,
        "leaning": _LEANING.match(sentence) is not None,
        "unaccepted": forum and not is_solved(candidate.document.text),
        "addressed": forum and _speaks_to_somebody(sentence),
        "short": len(sentence) < _SHORT,
        "row": candidate.is_row,
        "stranger": bool(asked and named and not asked & named),
    }


def _speaks_to_somebody(sentence: str) -> bool:
    """Words to another person by name ("Phil, you need ...") are not for our customer."""
    found = _ADDRESSED.match(sentence)
    return found is not None and _NO_NAME.fullmatch(found["name"]) is None


def _tells_how_much(question: str, sentence: str) -> bool:
    if _HOW_LONG.search(question):
        return _DURATION.search(sentence) is not None
    return bool(_HOW_MUCH.search(question) and numbers(sentence))


def _asks_what_to_do(question: str) -> bool:
    return bool(_HOW_TO.search(question) or phrases.TROUBLE.search(question))


def _instructs(sentence: str) -> bool:
    lead_in = _LEAD_IN.match(sentence)
    return _INSTRUCTION.match(sentence, lead_in.end() if lead_in else 0) is not None
