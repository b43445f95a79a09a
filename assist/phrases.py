"""Words that tell what a message is: tables of patterns, English first, with hints for other languages.

In a table ` / ` and line ends part the patterns. Case does not count; a pattern begins and ends at the edge of a word.
"""

import re


def any_of(table: str) -> re.Pattern[str]:
    """A pattern for any phrase of a table."""
    phrases = [phrase.strip() for phrase in re.split(r"\n|\s/\s", table) if phrase.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


DANGER = any_of(r"""
    smok(?:e|ed|ing|y)(?! (?:test|detector|alarm|sensor)) / on fire / caught? fire / catch(?:es|ing)? fire / fire hazard
    flames / burn(?:s|t|ed|ing)(?! (?:cd|dvd|image|to (?:an? )?(?:sd|cd))) / scorch(?:ed|ing)? / melt(?:s|ed|ing)
    electrocut(?:ed|ion) / (?:electric(?:al)?|got an?|gave me an?|a) shocks? / shocked (?:me|him|her|my \w+)
    spark(?:s|ed|ing) / explo(?:des?|ded|ding|sion) / too hot to touch / gas leak / carbon monoxide
    (?:swollen|bulging|leaking) batter(?:y|ies)
    batter(?:y|ies) (?:is |are |has |have )?(?:swollen|bulging|leaking|swelled)
    injur(?:y|ed) / hospital / (?:live|exposed) wires? / poison(?:ed|ing) / assault(?:ed|ing) / threaten(?:ed|ing)
    brennt / qualmt? / raucht / feuer / stromschlag / fum[ée]e / prend feu / brûle / humo / se quema / incendio / fumo
    brandt
""")
OUTAGE = any_of(r"""
    outages? / (?:is|are|been|went|still|service|system|site|server|app|everything|network|internet) down
    nothing works / (?:completely|totally) dead / no (?:power|internet|service|signal|connection)
    urgent(?:ly)? / asap / emergency / all day
""")
ANGER = any_of(r"""
    worst / terrible / horrible / awful / appalling / disgust(?:ed|ing) / pathetic / useless / rubbish / garbage / trash
    ridiculous / unacceptable / (?:absolute|complete|total|a|what a) joke / furious / angry / fed up / sick of
    never (?:again|buying) / rip(?:ped)? ?off / scam(?:med)? / fraud / lawyer / solicitor / sue / ombudsman
    trading standards / wtf / ffs / shame on you / disgrace(?:ful)? / shambles / frustrat(?:ed|ing)
    disappoint(?:ed|ing) / waste of (?:money|time) / ignor(?:ed|ing) me
    no(?:t a word| reply| response| answer) from you
    frechheit / unverschämt / scandaleux / vergüenza / vergogna
""")
PRAISE = any_of(r"""
    love(?:s|d)? / thanks? / thx / great / awesome / amazing / excellent / brilliant / fantastic / perfect / best
    happy with / impressed / well done / kudos / shout ?out / works? (?:like a charm|perfectly|great) / sorted / solved
    appreciate / danke / merci / gracias / grazie / obrigad[oa] / excelente
""")
TROUBLE = any_of(r"""
    (?:does|do|did|is|are|was|has|have|will|can|could|would|should)(?:n['’]?t| not) / cant / dont / doesnt / wont / isnt
    cannot / unable / not working / stop(?:s|ped) / fail(?:s|ed|ing|ure)? / errors? / broken? / broke / stuck
    crash(?:es|ed|ing)? / problems? / issues? / trouble / wrong / dead / keeps? / drops? / lost / missing
    jammed / stinks? / faulty / freez(?:es|ing) / frozen / forg[eo]t(?:ten)? / blank / confused? / struggling
    cancel(?:led)? / but / however / still / only shows? / (?:it|and|just) says / even (?:though|tho)
    shows? (?:an? )?(?:error|code)
    kaputt / funktioniert nicht / geht nicht / ne (?:marche|fonctionne) (?:pas|plus) / no funciona / non funziona
    não funciona / werkt niet
""")
REQUEST = any_of(r"""
    please / pls / plz / (?:can|could|would|will) (?:you|u|someone|anyone|somebody|anybody) / looking (?:for|to)
    i(?:['’]?d| would)? (?:need|want|like to|wish) / (?:need|want) (?:to|help|some) / trying to / wondering
    let me know / any (?:ideas?|tips?|tricks?|chance|way) / tell me / send me / help (?:me|with|us) /
    (?:some|need) help / how (?:do|can|to) / what (?:have|do|can|should) i
    bitte / por favor / s['’]il vous pla[iî]t / per favore
""")
SPAM = any_of(r"""
    giveaway / free (?:followers|money|crypto|gift ?cards?|bitcoin|iphone) / earn (?:up to )?(?:[$€£]\s?)?\d[\d,.]*
    make money (?:online|fast) / work from home / crypto(?:currency)? / bitcoin / forex / nft / airdrop / passive income
    investment opportunit(?:y|ies) / click (?:here|the link|my bio) / link in (?:my )?bio / promo code / buy followers
    casino / viagra / onlyfans / dm me (?:for|to) / follow (?:me|back) / hacker on instagram / whatsapp me
    (?:your|ur) account (?:will be|is) (?:closed|suspended|locked|blocked)
    (?:confirm|verify) your (?:password|account|identity|card)
""")
ORDERS_TO_SOFTWARE = any_of(r"""
    (?:ignore|disregard|forget|override|bypass)(?: \w+){0,4} (?:instructions?|prompts?|rules|guidelines|programming)
    system prompt / you are now (?:an? )?\w+ / (?:act as|pretend to be) (?:an? )?(?:\w+ )?(?:dan|ai|bot|model|assistant)
    jailbr(?:eak|oken) / developer mode / (?:reply|respond|answer) only with / as an ai(?: language model)?
    (?:this|that) is an order from your (?:developer|creator|admin)
    (?:print|reveal|repeat|show)(?: me)? your (?:system |initial |hidden )?(?:prompt|instructions)
    <\|?(?:im_start|system|endoftext)\|?> / click approve / approve (?:this|it|the draft|now)
""")

ORDER = any_of(r"""
    my (?:order|parcel|package|delivery|shipment|purchase) / (?:order|tracking) (?:number|no|nr|id)
    order #?[A-Z]{0,4}-?\d{3,} / where(?:['’]?s| is) my (?:stuff|item)
    (?:has|have|was|were)(?:n['’]?t| not) (?:arrived|been delivered|turned up) / not (?:been )?delivered
    never (?:arrived|came|turned up) / (?:meine|die) bestellung / ma commande / mi pedido / il mio ordine
""")
PAYMENT = any_of(r"""
    (?:my|a|the|full|get|want|need) refund / refund (?:me|my) / refunded / money back / (?:over|double[- ]?)charged
    charged (?:me|twice|my|for) / invoices? / my (?:bill|billing|payment|receipt|card|bank)
    payment (?:was )?(?:failed|declined) / paid (?:by|with) (?:card|paypal)
    rückerstattung / geld zurück / rechnung / remboursement / reembolso / rimborso
""")
ACCOUNT = any_of(r"""
    my account / close the account / (?:log|sign)(?:ging|ning)? ?in ?to my / locked out
    account (?:is |was |has been |got )?(?:hacked|locked|suspended|closed|deleted|blocked)
    (?:delete|close|cancel|change|update) my (?:data|subscription|membership|profile|details|e-?mail|name|number)
    (?:my|forgot(?:ten)?(?: my)?|reset(?: my)?|change(?: my)?) pass?word
    mein(?:em)? konto / mon compte / mi cuenta / il mio account
""")
ADDRESS = any_of(r"""
    (?:delivery|shipping|billing|home|postal|new|my) address(?:es)? / meine adresse / mon adresse / mi dirección
""")
# A password or address of a device is no private matter: the handbook knows how to set it.
OF_A_DEVICE = any_of(r"""
    (?:default|admin\w*|router|wi-?fi|wlan|ssh|mqtt|device|root|hotspot|network|pi|mysql) pass?w(?:or)?d
    pass?word (?:of|for|on|to) (?:the|my|a|an) (?:router|device|pi|wi-?fi|hotspot|\w+-?\d+) / local \w+ account
    (?:default|static|its|ip|i2c|mac|modbus|web|memory|node|sensor|bus|hex|e-?mail) address(?:es)?
    (?:refund|returns?|privacy) policy
""")
