"""English words that say nothing about what a question is about: grammar, and the manners of people who ask."""

from typing import Final

GRAMMAR: Final = """
a an the this that these those some any all both each every few more most much many other another such same own
i me my mine we us our ours you your yours he him his she her hers it its they them their theirs
who whom whose which what when where why how while
am is are was were be been being do does did doing done have has had having will would shall should can could may
might must
s t d ll m re ve don isn aren wasn weren doesn didn won wouldn couldn shouldn hasn haven hadn can cannot
and or but nor so if than then because as until unless though although whether
of at by for with about against between into through during before after above below to from up down in out on off
over under again further once here there only just very too also now not no yes still yet even ever
"""
MANNERS: Final = """
hi hello hey dear please thanks thank cheers regards sorry
anyone anybody someone somebody help question know think want need like get got getting use used using one
im ive id ill dont doesnt didnt cant wont isnt
"""
