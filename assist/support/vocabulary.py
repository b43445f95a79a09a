"""Words that say little, words that mean the same in a reply of this field, and verbs of instructions: tables."""

from assist.support.reading import root
from assist.text.words import listed

# A rewording may bring these along. Chosen on the tuning part of tests/data/judged/reworded.jsonl.
_LIGHT = """
    able above across actually add additional after afterwards against allow almost along already also amount
    answer anyone appear apply approximately around available back basically be become before behind belong
    below beside between biggest bring call carry case cause certain choose come consume contain correctly cope cost
    count course currently customer deep deliver depth design detail device diameter directly distance do draw
    during easily easy either ensure equip especially ever exactly example expect extra fact fall feature find
    fine first fit follow following fully further get give go handle happen height help high highest hold however
    include information inside instead intend item itself just keep kind know largest last leave length let
    level lie like locate long longer look lowest machine make manage matter max mean meaning min mind mode model
    moment move nearly need new next normal normally notice now number occur offer once order outside own part
    people per person piece place possible previously product properly provide purpose put question quite rate
    reach really reason remain remember reply require result return right roughly run same say see separate
    serve set show simple simply simultaneously situate size smallest somebody soon sort speak specific stand
    stay step still support sure take tall tell themselves thing through time together too total try turn typ
    type typical typically unit use user usually value various via wait want way weigh weight well what whatever
    wide width within work worst yes yourself
"""
# A rewording may have one for another; ` / ` and line ends part the groups.
_SYNONYMS = """
    additional further extra another / allow permit / begin start / big large / blink flash / broken damaged
    button key / buy order / cable lead cord / choose select pick / connect join attach / damp wet moist
    device unit / disconnect unplug / display screen / erase delete clear / faulty defective / finish end
    guarantee warranty / inside within / keep retain survive preserve / lamp light led / language speak
    like such as / little small / measure dimension / mend repair / need require / normally usually
    phone smartphone mobile / photograph photo picture image / post mail ship / purchase buy / quick fast rapid
    refrigerator fridge / refuse reject / remove detach peel take / repair fix mend
    replace exchange swap change / restart reboot afresh / rinse wash clean / shorten reduce / shut close
    socket outlet / suitable fit / switch turn / temperature degrees / tighten fasten / wait pause
    whole entire complete / work function operate
"""
# Verbs with which instructions begin.
COMMANDS = listed("""
    add adjust allow apply attach avoid bring change charge check choose clean clear click close configure connect cover
    cut descale disconnect do download dry empty enable ensure enter fasten fill fit follow give go hang hold insert
    install keep lay leave let lift lock log loosen make measure mount move never open order pair pick place please plug
    post press pull push put read release remove repeat replace reset restart return rinse run save screw select send
    set sign slide stand start stop store switch take tap tighten try turn unlock unplug unscrew update upgrade use wait
    wash watch wipe write always only
    """)
_GROUPS = [group.split() for line in _SYNONYMS.strip().splitlines() for group in line.split("/")]
_MEANT = {root(word): root(group[0]) for group in _GROUPS for word in group}
LIGHT = frozenset(map(root, listed(_LIGHT)))


def meant(stem: str) -> str:
    """The stem that stands for all that mean the same; itself where nothing does."""
    return _MEANT.get(stem, stem)
