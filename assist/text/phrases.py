"""Words that tell what a message is: tables of patterns, English first, with hints for other languages.

In a table ` / ` and line ends part the patterns. Case does not count; a pattern begins and ends at the edge of a word.
"""

import re

_STOP = re.compile(r"[.!?]+(?=\s|$)|\n")
_AROUND = 2  # words before and after the telling ones, for a person to see what was meant
_NEAR = 60  # characters in which these are looked for


def any_of(table: str) -> re.Pattern[str]:
    """A pattern for any phrase of a table."""
    phrases = [phrase.strip() for phrase in re.split(r"\n|\s/\s", table) if phrase.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


def telling(pattern: re.Pattern[str], text: str) -> str | None:
    """What of the text the pattern knows, in quotes and with the words around it; None when there is nothing."""
    found = pattern.search(text)
    return None if found is None else in_quotes(text, found.start(), found.end())


def in_quotes(text: str, start: int, end: int) -> str:
    """text[start:end] in quotes, with the words around it that belong to the same sentence."""
    before = _STOP.split(text[max(0, start - _NEAR) : start])[-1].split()[-_AROUND:]
    before = [word for word in before if not word.startswith("@")]
    after = _STOP.split(text[end : end + _NEAR], maxsplit=1)[0].split()[:_AROUND]
    return f"'{' '.join((*before, *text[start:end].split(), *after))}'"


DANGER = any_of(r"""
    smok(?:e|ed|ing|y)(?! (?:test|detector|alarm|sensor)) / on fire / caught? fire / catch(?:es|ing)? fire
    fire hazard
    flames / burn(?:s|t|ed|ing)(?! (?:cd|dvd|image|to (?:an? )?(?:sd|cd))) / scorch(?:ed|ing)? / melt(?:s|ed|ing)
    electrocut(?:ed|ion) / (?:electric(?:al)?|got an?|gave me an?|a) shocks? / shocked (?:me|him|her|my \w+)
    spark(?:s|ed|ing) / explo(?:des?|ded|ding|sion) / too hot to touch / gas leak / carbon monoxide
    (?:swollen|bulging|leaking) batter(?:y|ies)
    batter(?:y|ies) (?:is |are |has |have )?(?:swollen|bulging|leaking|swelled)
    injur(?:y|ed) / hospital / (?:live|exposed) wires? / poison(?:ed|ing) / assault(?:ed|ing)
    threaten(?:ed|ing) / with an? (?:gun|knife|weapon)
    brennt / qualmt? / raucht / feuer / stromschlag / fum[ée]e / prend feu / brûle / humo / se quema / incendio
    fumo
    brandt
""")
OUTAGE = any_of(r"""
    outages?
    (?:is|are|been|went|still|service|system|site|server|app|everything|network|internet) (?:is |always |all )*down
    nothing works / (?:completely|totally) dead
    no (?:power|internet|service|signal|connection)(?! (?:to|from|at|on|through|\w+ing)\b)
    without (?:power|internet|service|signal|water|heating)
    (?:app|page|site|website|system)(?: is|['’]s)?(?:n['’]?t| not) working
    (?:waiting|update|eta|etr) for power
""")
HURRY = any_of(r"""
    urgent(?:ly)? / asap / emergency / all day / immediately / right now / upmost / utmost importance
    (?:flight|train|plane|bus) to catch / (?:only|has|have|with) \d+ min\w* left
    need (?:this|it) (?:fixed )?(?:now|today|tonight) / (?:permanently|now)\W*$ / stranded / delayed over
    (?:fix|sort|answer|help|respond|reply)(?: \w+){0,3} now / 2nite / by (?:tonight|tomorrow)
    los(?:t|ing) (?:sales|customers|business)
    dringend / sofort / urgente / de suite
""")
LEAVING = any_of(r"""
    lost (?:me as )?(?:a|me|your) customer / lost me as
    (?:see|looking|look) (?:what|at|for|around for)(?: \w+){0,2} other (?:companies|providers?)
    switch(?:ing)? (?:to|provider|compan\w+) / (?:business|shopping|it|go|going) (?:else ?where|somewhere else)
    another \w+ (?:may|might|will) / (?:i['’]m|am) done
    (?:people|everyone) (?:\w+ )?(?:leaving|switching|streaming to)
    considering (?:getting|buying|switching)\w* / never use (?:you|u|this) / never (?:again|buying)
    (?:leav|quitt)ing (?:you|u|your|this) / taking my (?:business|money) / done with (?:you|u|this company|them)
    cancel(?:l?ing)? my (?:subscription|contract|membership)
""")
ANGER = any_of(r"""
    worst / terribl[ey] / horrible / awful / appalling / disgust(?:ed|ing) / pathetic / useless / rubbish
    garbage / trash
    ridiculous / unacceptable / (?:absolute|complete|total|a|what a) joke / furious / angry / fed up / sick of
    rip(?:ped)? ?off / scam(?:med)? / fraud / lawyer / solicitor / sue / ombudsman / robando
    trading standards / wtf / ffs / tf / shame(?: on you)? / disgrace(?:ful)? / shambles / frustrat(?:ed|ing)
    disappoint(?:ed|ing) / waste of (?:money|time) / ignor(?:ed|ing) me / answer me / incompeten(?:ce|t) / a lie
    no(?:t a word| reply| response| answer) from you / suck(?:s|ed|y)? / miserable / unbelievable / hypocri\w+
    fiasco / boycott\w* / amateurs / \w*fuck\w* / (?:bull)?shit\w* / bs / crap
    hate[sd]?
    stupid(?! (?:questions?|mistakes?|errors?|me)) / ruin(?:ed|ing|s) / rob(?:bed|bing) / insult(?:s|ed|ing)?
    unethical / (?:not |un)happy / trash / clown\w* / joke of / horrific / abysmal / atrocious / joke!
    l(?:iar|ied|ying) / [😡🤬😤😠]
    frechheit / unverschämt / scandaleux / vergüenza / vergogna
""")
GRIEVANCE = any_of(r"""
    on hold / (?:hold|holding|queue\w*) for / still waiting
    wait(?:ing|ed)?(?: for)? (?:over |about )?(?:an?|\w+) (?:hours?|hrs?|min\w*|days?|weeks?|months?)
    hung up / hang(?:s|ing)? up / in (?:\w+ )?queue / rude(?:ly|ness)? / unhelpful
    (?:wasn['’]?t|not|n['’]?t) (?:even )?(?:help(?:ful|ing)?|offer|care|appreciate|listen\w*)
    no ?(?:one|body) (?:\w+ )?(?:is|was|has|helps?|could|can|answers?|responds?)
    (?:an?|\d+|\w+) (?:hours?|hrs?|minutes?|mins?) late / late again / (?:over|more than) an? (?:hour|week|month)
    (?:denied|deny|den(?:ies|ying)|refus(?:e[sd]?|ing)) / (?:over|double[- ]?)?charged / without (?:an )?apology
    bad (?:reps?|service|experience|attitude)
    poor (?:customer|service|quality|support|experience) / complain(?:ed|t)? / sucker
    really don['’]?t appreciate / (?:customer )?service\W+(?:erm )?not
    lost my / gets? put on hold / had to (?:wait|call|ask) / taking (?:\w+ )?money / accus(?:es?|ed|ing)
    wrong(?:ly)? (?:charged|sent|delivered|billed)
    (?:rattling|damaged|smashed|scratched) / ain['’]?t (?:fast|good) enough / what a mess / it['’]?s a mess
    no (?:staff|offer|help)
    never (?:got|received|get|gets) / gonna tell me / annoy(?:s|ed|ing) / tired of / really not liking
    not impressed
    uncalled for / not good enough / do better / poor apology / smh / stole / stolen / theft
    can['’]?t be trusted / counterfeit / disturbing / forgot to (?:include|send|put)
    charg(?:e|es|ing) (?:me|you) / false charges?
    (?:instead of|why bother) \w+ing / (?:go|gone|got) nowhere / (?:keep|keeps) telling me / all telling me
    (?:different|wrong|incorrect) info\w*
    stood me up / as promised / wast(?:e|ed|ing) (?:of )?(?:my |our )?time / \w{4,}fail / come on
    thank(?:s| you)? (?:for|4) (?:not|making)
    no (?:\w+ )?(?:explanation|reason|notice|communication|record|apolog\w+|answers?|response|solution|compensation)
    lack of / not (?:acceptable|good|ok(?:ay)?|cool|fair|professional|helpful|right) / (?:under|poorly )staffed
    (?:not )?enough (?:staff|people)
    (?:train|fire|pay) your (?:\w+ )?(?:staff|people|agents?|employees|team|reps?)
    get (?:it|your \w+) together / do your job / what kind of
    your (?:\w+ )?(?:staff|agents?|employees?|reps?|people|team) (?:told|said|lied|refused|ca?n['’]?t|couldn['’]?t)
    your (?:\w+ )?(?:staff|agents?|employees?|reps?|people|team) (?:is|are|was|were) (?:not|so|the|very|rude)
    (?:missed|missing) (?:my|our)
    let (?:me|us) down
    i (?:will|would|['’]ll)? ?(?:never|not) (?:fly|buy|use|order|shop|come|be) / paid (?:for|extra|good) \w+
    treated (?:like|as|so)
    never do(?:es)? / refund (?:my|me|the) / (?:i|we)(?: am|['’]?m| are)? (?:still )?waiting
    still no(?:t|thing)? (?:answer|reply|response|delivered|arrived|refund)
    sad / (?:no way|nowhere) to / inconvenien\w+ / cancelled? (?:the|my|our) order / [😒😞😔🙄🙃🤦🙈]
""")
TROUBLE = any_of(r"""
    (?:does|do|did|is|are|was|has|have|will|can|could|would|should)(?:n['’]?t| not) / cant / dont / doe?sn?e?nt
    wont / isnt
    can['’]?t / won['’]?t / cannot / unable / havent / not (?:allow|lett)ing / (?:weird|strange) issue
    not working / stop(?:s|ped) / fail(?:s|ed|ing|ure)? / errors? / broken? / broke / stuck
    crash(?:es|ed|ing)? / problems? / issues? / trouble / wrong / dead / keeps? / drops? / lost / missing
    jammed / stinks? / faulty / freez(?:es|ing) / froze(?:n)? / forg[eo]t(?:ten)? / blank / confused? / struggling
    cancel(?:led)? / only shows? / (?:it|and|just) says / shows? (?:an? )?(?:error|code|e-?\d+)
    still (?:shows?|says?) / no longer
    disappear(?:s|ed)
    corrupted / deactivated / (?:cuts?|boots? me|kicks? me|logs? me) (?:out|off) \w+ / boots? me / corrupt
    slow(?:er)? / blurry / barely
    still see / keep giving / giving me / bugs? / glitch(?:es|ed|y)? / down / glows? red
    kaputt / funktioniert nicht / geht nicht / ne (?:marche|fonctionne) (?:pas|plus) / no funciona / non funziona
    não funciona / werkt niet / rechaza / erreur / fehler
""")
REQUEST = any_of(r"""
    please / pls / plz / (?:can|could|would|will) (?:you|u|someone|anyone|somebody|anybody) / looking (?:for|to)
    i(?:['’]?d| would)? (?:need|want|like to|wish) / (?:need|want) (?:to|help|some) / trying to / wondering
    kindly / needs? to be \w+ / you (?:guys )?need to / i have a (?:few )?questions?
    answer a question / to find
    let me know / any (?:ideas?|tips?|tricks?|chance|way) / tell me / send me
    help (?:me|us|with|out|please|pls|available)
    (?:some|need|any|please|pls|plz|someone|anyone|actually) help
    how (?:do|can|to) / what (?:have|do|can|should) i / fix (?:this|it|your|ur|that)
    (?:call|contact|message|dm|email) me
    (?:update|eta|etr) would / #help\W*$ / (?<!the )(?<!your )(?<!quick )(?<!for )(?<!great )help!*
    would be (?:nice|good|great) (?:if|to) / sort it / advise
    bitte / por favor / s['’]il vous pla[iî]t / per favore
""")
THANKS = any_of(r"""
    thanks? / thank(?:s| you| u) / thx / ty / tx / thankful / cheers / appreciate / danke / merci / gracias
    grazie / obrigad[oa] / ありがとう\w*
""")
PRAISE = any_of(r"""
    love(?:s|d)? / loving / (?<!not )great / awesome / amazing / excellent / brilliant / fantastic
    perfect(?:ly)? / best / wonderful
    (?<!not )happy / impressed / well done / kudos / shout ?out / shout to
    works? (?:like a charm|perfectly|great) / sorted / solved / bravo
    delicious / delightful / favou?rite / (?:pretty )?neat / lovely / cool / yay / glad / outstanding / superb
    ecstatic / (?<!un)helpful / very nice / nice / enjoy(?:ed|ing)? / efficient / already fixed / works now
    made my day / smiles? / biggest fan / rocks! / can['’]?t wait / craving / thrilled
    super excited / excited / excelente / genial / toll / super
""")
POSITIVE = any_of(r"""
    good / helped / fun / beautiful / easy / wow / smooth\w* / kind / friendly / pleasant / welcome / congrat\w+
    better / quick(?:ly)?
    [❤💕👍😍😊😀😁😄👏🙏👌🎉☺💚💙😎🤙]
""")
NEGATIVE = any_of(r"""
    hours / hrs / hours? later
    (?:for|over|after|than|been|took|past) (?:an?|\w+)\+? (?:hours?|hrs?|mins?|minutes?|days?|weeks?|months?)
    hold / wait(?:ing|ed|s)? / delay(?:s|ed|ing)? / late / cancel\w* / los(?:e|ing) / miss(?:ed|ing)? / sitting
    stranded / clueless
    nobody / no one / never / none / nothing / not / no / \w+n['’]t / didnt / doesnt / wasnt / still / again
    why / how can you
    bad(?:ly)? / worse / poor(?:ly)? / hell / damn / ass / dumb / mess(?:ed)? / nightmare / sad(?:ly)? / upset
    unhappy / lame / dirty
    filthy / joke / lies? / excuses? / blam(?:e|ed|ing) / unfortunate\w* / fees? / refund\w* / money
    compensat\w+ / claims? / apolog\w+
    because / forced / stop / seriously / really / told / customer service
    thank(?:s| you)? (?:for|4) (?:nothing|not|making|the (?:delay|wait|runaround)\w*)
""")
RHETORICAL = any_of(r"""
    (?:are|r) (?:you|u|ya) (?:\S+ )?(?:kidding|joking|serious|blind|stupid|crazy|for real) / seriously / really
    what the \w+ / wtf / lol
    didn['’]?t you hear / who (?:doesn['’]?t|does not|wouldn['’]?t) \w+ / what says
    whose (?:\w+ )?(?:dumb|stupid|bright|great)
    how (?:dare|rude|hard (?:can|is) it) / is (?:this|that|it) a joke / (?:you|u) (?:know|see|hear me)
""")
_DEED = (
    r"(?!(?:tell|say|explain|confirm|advise|recommend|suggest|clarify|have)\b)\w+"  # whoever tells, answers
)
FAVOUR = any_of(
    r"""
    (?:can|could|would|will) (?:you|u|someone|somebody|y['’]?all)(?: guys| all| please| pls| plz| just)* @deed
    are you able to @deed / (?:can|could) (?:you|u)\W*$
    kannst du / können sie / podr[ií]a[ns]? / pouvez-vous / yardımcı olur musun
""".replace("@deed", _DEED)
)
SPAM = any_of(r"""
    giveaway / free (?:followers|money|crypto|gift ?cards?|bitcoin|iphone)
    earn (?:up to )?(?:[$€£]\s?)?\d[\d,.]*
    make money (?:online|fast) / work from home / crypto(?:currency)? / bitcoin / forex / nft / airdrop
    passive income
    investment opportunit(?:y|ies) / click (?:here|the link|my bio) / link in (?:my )?bio / promo code
    buy followers
    casino / viagra / onlyfans / dm me (?:for|to) / follow (?:me|back) / hacker on instagram / whatsapp me
    (?:your|ur) account (?:will be|is) (?:closed|suspended|locked|blocked)
    (?:confirm|verify) your (?:password|account|identity|card)
""")
# What is never heard. `assist.hostile` knows many more, for what is never quoted: "I want no AI" is a complaint.
ORDERS_TO_SOFTWARE = any_of(r"""
    (?:ignore|disregard|forget|override|bypass)(?: \w+){0,4} (?:instructions?|prompts?|rules|guidelines|programming)
    system prompt / you are now (?:an? )?\w+
    (?:act as|pretend to be) (?:an? )?(?:\w+ )?(?:dan|ai|bot|model|assistant)
    jailbr(?:eak|oken) / developer mode / (?:reply|respond|answer) only with / as an ai(?: language model)?
    (?:this|that) is an order from your (?:developer|creator|admin)
    (?:print|reveal|repeat|show)(?: me)? your (?:system |initial |hidden )?(?:prompt|instructions)
    <\|?(?:im_start|system|endoftext)\|?> / click approve / approve (?:this|it|the draft|now)
""")
