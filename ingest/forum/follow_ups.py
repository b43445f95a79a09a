"""Posts after a solution that correct it: those that say so in words.

The phrases were chosen by reading the 461 posts that the asker, the solution's author or staff wrote after the solution
in 210 solved threads of a hardware maker's forum (2026-11; figures in docs/quality.md). A post says so at its
beginning: further down "wrong" and "instead" are about something else.
"""

import re

_BEGINNING = 600  # characters
_IT = r"\b(?:it|that|this|these|they|answer|solution|fix|suggestion|advice|the\ above)"
_HOW = r"(?:(?:actually|really|quite|still|always|fully|completely|just|also|unfortunately)\ )*"
_NOT = r"(?:(?:does|did|do|will|would)(?:\ ?not|n['’]?t)|won['’]?t)"
_GOOD = r"(?:working|solved|fixed|resolved|correct|right|true|valid)\b"
_BAD = r"(?:wrong|incorrect|outdated|out\ of\ date|obsolete)\b"
_PHRASES = rf"""
    # it did not work, this does not solve my problem
    {_IT}\ {_HOW}{_NOT}\ {_HOW}(?:work|help|fix|solve|resolve|apply)\b
    # it's not working, that is no longer true, this isn't correct, they stopped working
    | {_IT}(?:['’]?s|\ is|\ was|['’]?re|\ are)?\ {_HOW}(?:not|no\ longer)\ {_GOOD}
    | {_IT}\ (?:isn|wasn|aren)['’]?t\ {_HOW}{_GOOD}(?!\ place)
    | {_IT}\ (?:has\ |have\ )?stopped\ working\b
    | \bno\ longer\ (?:works?|needed|necessary|true|valid|available|supported|applies)\b
    # the problem has reappeared
    | \b(?:problem|issue|fault|error)s?\ (?:has\ |have\ |is\ |are\ )?(?:now\ |just\ )?
      (?:come\ back|came\ back|back\b|returned|reappeared)
    # EDIT: ..., Correction - ...
    | ^\W{{0,3}}(?:edit|edited|update|updated|correction|erratum)(?:\ \d{{1,2}})?\s?[:.,\-–—]
    # I was wrong, my mistake was, spoke too soon, ignore that
    | \bI\ (?:was|am)\ (?:\w+\ )?(?:wrong|mistaken)\b
    | \bmy\ (?:mistake|bad|error)\ was\b
    | \bI\ (?:made\ a\ mistake|misread|misspoke)\b
    | \b(?:spoke\ too\ soon|false\ alarm|on\ second\ thoughts?)\b
    | \b(?:ignore|disregard|scrap)\ (?:that|this|my|the\ above|what\ I)\b
    # the code above is wrong, that was outdated
    | (?:{_IT}|\b(?:above|post|code|link|instructions?))(?:['’]s|\ is|\ was|\ are|\ were)\ (?:the\ )?{_BAD}
    # Actually, ...; well, actually no
    | ^\W{{0,3}}(?:(?:well|o+ps|hm+|sorry|no|ah)\b\W{{0,5}})?actually\b
    | \bwell,?\ actually\b
    # use the other pin instead
    | (?:^|[.!:;,]\s+|\b(?:please|should|must|(?:need|have|had)\ to)\ )
      (?:use|try|set|choose|take|install|connect)\b[^.!?\n]{{1,60}}\binstead\b
    # it works, but I had to; I also had to
    | \bbut\ I\ (?:also\ )?had\ to\b | \bI\ also\ had\ to\b
"""
_CORRECTS = re.compile(_PHRASES, re.IGNORECASE | re.MULTILINE | re.VERBOSE)


def corrects(text: str) -> bool:
    """Whether a post says that what was said before is wrong, does not work or is not all."""
    return _CORRECTS.search(text[:_BEGINNING]) is not None
