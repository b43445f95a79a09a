"""What a message touches that calls for more care than usual: money back, the law, safety, personal data."""

from assist.text.phrases import DANGER, any_of, telling
from desk.cases import Topic

_REFUND = any_of(r"""
    refund(?:s|ed|ing|able)? / money back / reimburse(?:d|ment|s)? / charge ?backs? / compensat(?:e|ed|ion|ing)
    (?:over|double|wrongly|mis|incorrectly)[- ]?charg(?:ed|ing|es?)
    (?:charg(?:ed|es?|ing)|bill(?:ed|ing)) (?:me|us|my \w+|twice|double|again|too much)
    (?:was|were|been|being|got|get|getting) (?:charged|billed) (?:for|an?|extra|[$£€])
    (?:un(?:authori[sz]ed|known|expected|fair)|wrong|false|extra|hidden|duplicate) (?:charges?|fees?|payments?)
    (?:ridiculous|late|cancellation) (?:charges?|fees?|payments?)
    (?:dispute|remove|reverse|waive|drop|explain) (?:an?|the|this|these|my|that) (?:\w+ )?(?:charges?|fees?|payments?)
    (?:charges?|fees?) (?:removed|reversed|waived|dropped) / [$£€]\s?\d+(?:\.\d\d)? (?:fee|charge|credit)
    (?:my|our|the) (?:money|cash|deposit|[$£€]\s?\d+(?:\.\d\d)?) back / entitled to / (?:full|partial|bill) credit
    (?:give|pay|send|get|want|need|gimme|owes?)(?: me| us)?(?: back)? (?:(?:my|our) (?:money|cash)|[$£€]\s?\d+)
    (?:took|takes?|taking|taken|keep|keeping|kept|stole|stealing) (?:(?:my|our) (?:money|cash)|[$£€]\s?\d+)
    (?:pay|paid|paying) (?:me|us) back / credit(?:ed)? (?:back )?(?:to|on) my (?:account|card|bill)
    money (?:out of|from) (?:my|our) / things (?:that )?(?:i|we) (?:did ?n['’]?t|never) (?:order|subscribe|buy)
    vouchers? for the (?:delay|inconvenience) / rückerstattung / erstatt(?:et|en|ung) / geld zurück
    rembours(?:é|er|ement|ez) / reembols(?:o|ar|e) / rimbors(?:o|are|ato) / terugbetal(?:en|ing) / geld terug
    (?:devolver?|devolvam|devuelvan)(?: \w+){0,2} (?:dinero|dinheiro)
""")
_LEGAL = any_of(r"""
    lawyers? / attorneys? / solicitors? / law ?suits? / (?<!-)legal(?:ly)? / illegal(?:ly)? / unlawful(?:ly)?
    (?<!-)(?<!in )laws?(?! (?:school|students?|firms?)) / (?:get|got|be|been) sued
    (?:to|will|we|i|\w+['’](?:ll|m|re)|can|could|should|may|might|gonna|shall|am|are) (?:sue|suing)
    (?:small claims|in|to) court(?! (?:street|road|hotel|side)) / ombudsman / (?:trading|advertising) standards
    (?:consumers?|passengers?|travell?ers?|customers?|my|our)['’]? rights / bill of rights
    consumer (?:protection|act|court|forum|affairs) / breach of contract / class action
    bbb / ftc / fcc / ofcom / ofgem / better business bureau / regulators? / attorney general / press charges
    (?:report|call|calling|called|go|going|went|filed)(?: \w+){0,3} (?:the )?(?:police|cops|authorities)
    police (?:report|involved|complaint) / false(?:ly)? advertis(?:ing|ement|ed) / liab(?:le|ility)
    negligen(?:t|ce) / fraud(?:ulent(?:ly)?|sters?)? / copyright / trademark / patent(?:s|ed)?
    infring(?:e|es|ing|ement) / libel / slander / defamation / (?<!price )discriminat(?:ion|ed|ing|ory)
    (?:is|it['’]?s|this['’]?s) (?:a crime|criminal|theft|stealing|robbery)
    anwalt / rechtsanw[aä]lt\w* / gericht / verbraucherzentrale / klage / avocat / tribunal / avvocato / advocaat
    abogado / demandar(?:los)? / procon / processar
""")
_SAFETY = any_of(r"""
    (?:un|not |isn['’]?t |never )safe / dangerous(?:ly)? / hazard(?:ous|s)? / safety of
    (?:our|my|your|their|public|passengers?['’]?|child(?:ren['’]s|['’]?s)?|kids?['’]?) safety
    risk (?:of|to) (?:an? )?(?:accident|life|health|injury|fire|death) / ambulance / paramedics?
    emergency (?:landing|room|services|brak\w+) / (?:product|battery) recall / overheat(?:s|ed|ing)
    (?:safety|health) (?:issue|hazard|risk|recall|concern|problem|notice|regulation)s?
    allerg(?:y|ic|ies|en|ens) / food poisoning / (?:made|makes|making) (?:me|us|him|her|my \w+) (?:sick|ill)
    chok(?:ed|ing) / bleed(?:s|ing)? / stitches / (?:hurt|cut|injured) (?:me|myself|him|her|my \w+)
    (?:nearly|almost|could have|could) (?:kill|die|died|killed)\w* / suicid(?:e|al)
    kill(?:ed|ing)? (?:myself|me|somebody|someone|people) / (?<!by )accidents?(?! happen)
    threat(?:s|en(?:ed|ing|s)?)? / harass(?:ed|ing|ment)
    gef[äa]hrlich / peligros[oa] / dangereu(?:x|se) / pericoloso / gevaarlijk
""")
_PRIVACY = any_of(r"""
    gdpr / dsgvo / ccpa / data protection / privacy / subject access request / right to be forgotten
    data (?:breach|leak|privacy)
    leak(?:ed|ing|s)? (?:my|our|the|personal|customer)(?: \w+)? (?:data|info\w*|details)
    (?:personal|private|customer|confidential|sensitive|cc|card|bank|passport) (?:data|info\w*|details)
    (?:delete|erase|remove|wipe)(?: all)?(?: of)? my (?:data|info\w*|details|personal \w+|account)
    (?:sell|sold|selling|shar(?:e|ed|ing))(?: \w+){0,2} my (?:data|info\w*|details|number|e-?mail|address)
    (?:gave|giv(?:e|en|ing)|stor(?:e|ed|ing)|collect(?:ed|ing)?)(?: \w+){0,2} my (?:data|info\w*|details|number)
    hack(?:ed|ers?|ing) / (?:account|card|password|identity|details)(?: \w+){0,2} (?:compromised|stolen|leaked)
    (?:identity|data) theft / phish(?:ing|ed)
    (?:steal|stole|stolen|stealing) (?:my )?(?:phone )?(?:number|identity|account|card|details|data|info\w*)
    (?:some(?:one|body) else|(?:an)?other (?:person|customer|user))['’]?s? (?:account|data|details|name|order|info\w*)
    some(?:one|body)(?: else)?(?: \w+){0,4} my (?:\w+ )?(?:account|card|data|e-?mail|name)
    without my (?:consent|permission|knowledge|authori[sz]ation) / opt(?:ed|ing)?[- ]out / spy(?:ing)? on
    track(?:s|ing|ed) (?:me|my location) / listen(?:s|ing)? (?:in )?(?:to|on) (?:my|our) (?:calls?|conversations?)
    who (?:can see|has access to) my / e-?mail (?:\w+ ){0,3}that (?:isn['’]?t|is not) (?:mine|associated)
    datenschutz / persönliche daten / vie privée / données personnelles / privacidad / datos personales
    dati personali
""")
_NO_FIRE = any_of("burn(?:ed|t|ing|s)?(?: \\w+)? (?:out|through|time|minutes|data)")  # patience burns, too
_TABLES = (
    (Topic.REFUND, "money back", _REFUND),
    (Topic.LEGAL, "the law", _LEGAL),
    (Topic.SAFETY, "safety", DANGER),
    (Topic.SAFETY, "safety", _SAFETY),
    (Topic.PRIVACY, "personal data", _PRIVACY),
)


def topics_in(text: str) -> dict[Topic, str]:
    """The topics that the text touches, in the order of Topic, each with the words that tell it."""
    plain = _NO_FIRE.sub(" ", text)
    found = ((topic, matter, telling(table, plain)) for topic, matter, table in _TABLES)
    return {topic: f"{matter}: {said}" for topic, matter, said in found if said}
