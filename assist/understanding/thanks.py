"""Whether a customer's thanks tell that their matter is settled; what is still to be tried or sent does not."""

from assist.text import phrases
from assist.text.phrases import any_of
from assist.text.words import content_stems, identifiers, numbers
from assist.understanding.verdicts.reading import Reading, read

WORKED = any_of(r"""
    (?:that|this|it|which|you)(?:['’]s| has| have| did)? (?:worked|helped|did it|did the trick)
    (?:that|this|it|which|you)(?:['’]s| has| have)? (?:fixed|solved|sorted) it
    (?:that|this) (?:fixed|solved|sorted|did) (?:it|that|the \w+) / (?:that|this|it) does the trick
    (?:it |all |everything )?works(?: (?:now|again|fine|great|perfectly|a treat|like a charm|well))*
    (?:back |up and )?working (?:now|again|fine|great|perfectly)
    (?:it['’]?s|it is|all|now|already|problem|issue) (?:\w+ )?(?:fixed|sorted|solved|resolved|good|set|done)
    (?<!be )(?<!get )(?<!get it )(?:fixed|sorted|solved|resolved)(?: it| now)?
    got it (?:to work|working|sorted|fixed) / life ?saver
    (?:es |das |jetzt )?(?:funktioniert|geht|läuft|klappt)(?: (?:jetzt|wieder|nun|alles|super|es|einwandfrei))+
    (?:hat|habt) (?:(?:mir|super|gut|sehr) )*(?:geklappt|geholfen|funktioniert) / (?:problem )?(?:gelöst|behoben)
    ça (?:marche|fonctionne)(?: (?:maintenant|bien|enfin|parfaitement))* / (?:c['’]est|problème) (?:bon|réglé|résolu)
    ya (?:funciona|está)(?: bien)? / funcionó / (?:problema )?(?:solucionado|resuelto|resolvido|risolto)
    funcionou / já funciona / (?:ora |adesso )?funziona(?: (?:ora|adesso|tutto|bene))*
""")
_NOT_YET = any_of(r"""
    but / however / though / although / unless / if / until / yet / still / except / when / hope(?:fully)?
    (?:i|we)(?:['’]?ll| will| shall| am going to|['’]?m going to|['’]?m gonna| would| might| tried| have to) / will
    let (?:you|me|us) / going to / gonna / needs? / should / must / wants? / dms?
    (?:try|trying|check|checking|wait|waiting|expect\w*|looking forward)
    (?:dm|pm|mail|e-?mail)['’]?e?d / (?:sent|send|sending|submitted|filled|filed|emailed|called|asked|posted|reported)
    in advance / no thanks? / (?:no|not|never|none|nothing|without|\w+n['’]t|dont|doesnt|didnt|cant|wont)
    thank(?:s| you)? (?:for|4) (?:nothing|not|making|the (?:delay|wait|runaround)\w*|wasting) / another / again soon
    aber / wenn / falls / ob / noch / nicht / kein\w* / probier\w* / versuch\w* / warte / melde / schick\w* / trotzdem
    mais / si / encore / pas / essaie\w* / essayer\w* / vais / attends / envoy\w* / pourtant / toujours
    pero / todavía / aún / voy a / probar\w* / intentar\w* / espero / sigue / envié / ainda / vou / tentar\w* / não
    porém
    ma / però / ancora / non / provo / proverò / aspetto / se
""")
_BESIDE_THANKS = 2  # words with a meaning beside bare thanks: more of them tell of something
_BESIDE_SUCCESS = 10  # the same beside "that worked"


def settles(message: str) -> bool:
    """True when the customer says that our reply was enough, and nothing is left."""
    reading = read(message)
    worked = WORKED.search(reading.message) is not None
    told = worked or phrases.THANKS.search(reading.message) is not None
    most = _BESIDE_SUCCESS if worked else _BESIDE_THANKS
    return told and not _something_is_left(reading) and _beside(reading) <= most


def _something_is_left(reading: Reading) -> bool:
    said = WORKED.sub(" ", reading.message)
    tables = (_NOT_YET, phrases.ANGER, phrases.GRIEVANCE, phrases.TROUBLE, phrases.DANGER, phrases.LEAVING)
    shows = "http" in said.casefold() or "t.co/" in said or "?" in said
    return (
        bool(reading.questions)
        or shows
        or bool(identifiers(reading.text))
        or bool(numbers(reading.text))
        or any(table.search(said) for table in tables)
    )


def _beside(reading: Reading) -> int:
    rest = reading.text
    for table in (WORKED, phrases.THANKS, phrases.PRAISE, phrases.POSITIVE):
        rest = table.sub(" ", rest)
    return len(content_stems(rest))
