"""Whether a customer wants no messages of ours, or takes them again: only when that is what the message says.

"It won't stop beeping" and "stop my subscription" are about something else, so a bare word must be the whole message,
and a phrase a whole sentence of it.
"""

import re

from assist.text.words import words
from assist.understanding.question import cleaned, sentences

OPTED_OUT = "the customer asked us to write no more"  # why nobody answers them

_FILLERS = r"""
    please pls plz just now ok okay hey hi hello thanks thank you bitte danke jetzt sofort endlich stp svp merci
    maintenant favor por ya agora ora subito grazie no yes immediately already everyone all
"""
_STOPS = r"""
    stop / stopp / stops / stopall / unsubscribe / unsubscribed / opt out / optout / opt me out / unsubscribe me
    leave me alone / abmelden / austragen / désabonner / désinscrire / désabonnez moi / désinscrivez moi
    dame de baja / denme de baja / darme de baja / descadastrar / disiscrivimi / disiscrivetemi
"""
_STARTS = r"""
    start / unstop / resume / subscribe / opt in / optin / opt me in / subscribe me / anmelden / recommencer
    you can (?:message|write|contact|dm|text)(?: to)? me(?: again)?
    you may (?:message|write|contact|dm|text)(?: to)? me(?: again)?
    (?:ihr könnt|du kannst|sie können) mir (?:wieder|gern(?:e)?) (?:wieder )?schreiben
    vous pouvez (?:à nouveau )?m'écrire / pueden escribirme(?: de nuevo)? / podem me escrever(?: de novo)?
    potete scrivermi(?: di nuovo)?
"""
_CONTACT = r"(?:contact|messag|text|dm|writ|tweet|bother|email|e-?mail|ping|tagg?|spamm?|pester|harass)"
_ME = r"(?:me|us)"
_OURS = r"(?:messages?|dms?|direct messages|repl(?:y|ies)|tweets|texts|contact|spam)"
_HOER_AUF = r"(?:hör|hört|hören sie)(?: bitte)?(?: endlich)? auf"
_SCHREIB = r"(?:schreib|schreibt|schreiben sie|schickt|schick|schicken sie)"
_ICH_WILL = r"ich (?:will|möchte|mag)"
_ARRETEZ = r"(?:arrêtez|arrête|arretez|cessez)"
_JE_NE_VEUX = r"je ne (?:veux|souhaite|désire) (?:plus|pas)"
_DEJA = r"(?:deja|dejen|deje|dejad|para|paren|pare|parad)"
_SMETTI = r"(?:smettila|smettetela|smettete|smetti|smetta|basta)"
_NOT = r"(?:do not|don['’]?t|dont|never)(?: ever)?"
_MORE = r"(?:(?:any|more|these|those|the|your|all|automated|to get|to receive|to receive any) )*"
# Each is a whole sentence but for what `_BEFORE` and `_AFTER` know.
_ASKS = rf"""
    (?:stop|quit|cease) {_CONTACT}e?['’]?(?:ing|in)?(?: (?:to|at|with))? {_ME}
    (?:stop|quit) (?:replying|responding|answering|talking|speaking)(?: to)? {_ME}
    (?:stop|quit) (?:sending|posting|giving) (?:{_ME} )?{_MORE}{_OURS}
    (?:stop|quit) (?:contacting|messaging|texting|dming|dm['’]?ing)
    {_NOT} {_CONTACT}e?(?: (?:to|at))? {_ME} / {_NOT} (?:reply|respond|talk|speak) (?:back )?to {_ME}
    {_NOT} send {_ME} {_MORE}{_OURS} / no more (?:of )?{_MORE}{_OURS}(?: from you(?: guys)?)?
    (?:take|remove) me (?:off|from) (?:your|the|this) (?:messaging |contact |mailing )?list / leave {_ME} alone
    (?:i|we)(?:['’]d like| want| wish| would like| need| choose) to (?:opt out|unsubscribe|be left alone)
    (?:i|we) {_NOT} want {_MORE}{_OURS}(?: from you(?: guys)?)?
    (?:i|we) {_NOT} want to (?:be (?:contacted|messaged|dmed)|hear from you|talk to you)(?: (?:by|from) you)?

    {_HOER_AUF},? (?:mir zu schreiben|mich anzuschreiben|mich zu kontaktieren|mir nachrichten zu (?:schicken|senden))
    {_SCHREIB} mir (?:bitte )?(?:nicht mehr|nichts mehr|keine (?:weiteren )?nachrichten(?: mehr)?)
    kontaktier(?:e|t|en sie)? mich (?:bitte )?nicht(?: mehr| wieder)?
    keine (?:weiteren |automatischen )?(?:nachrichten|antworten|dms)(?: mehr)?(?: von (?:euch|ihnen))?
    (?:lass|lasst|laßt|lassen sie) mich (?:bitte |endlich )?in (?:ruhe|frieden)
    {_ICH_WILL} keine (?:weiteren )?(?:nachrichten|dms)(?: mehr)?(?: von (?:euch|ihnen))?(?: erhalten| bekommen)?
    {_ICH_WILL} nicht(?: mehr)? (?:kontaktiert|angeschrieben) werden
    (?:mich )?nicht mehr (?:anschreiben|kontaktieren)

    {_ARRETEZ} de (?:me contacter|m['’](?:é|e)crire|m['’]envoyer (?:des|vos|ces) messages)
    ne (?:me (?:re)?contactez?|m['’]écri(?:vez|s)) (?:plus|pas)(?: jamais)?
    ne m['’]envoyez (?:plus|pas) (?:de|vos) messages? / plus de messages? / laissez[- ]moi tranquille
    {_JE_NE_VEUX} (?:recevoir )?(?:de|vos|ces|de vos) messages(?: de votre part)?
    {_JE_NE_VEUX} être contactée?(?: par vous)? / (?:désabonnez|désinscrivez)[- ]moi

    {_DEJA} de (?:escribirme|contactarme|molestarme|(?:enviarme|mandarme) (?:más )?mensajes)
    no me (?:escrib(?:as|an|a|áis)|contact(?:es|en|e|éis))(?: (?:más|nunca))?
    no me (?:env[íi]e(?:s|n)?|mande(?:s|n)?) (?:más )?mensajes / no más mensajes
    no quiero (?:recibir )?(?:más|sus) mensajes / (?:déjenme|déjame|déjeme|dejadme) en paz

    (?:pare|parem|para) de (?:me )?(?:escrever|contatar|contactar|(?:mandar|enviar)(?:-me)? (?:mais )?mensage(?:m|ns))
    não me (?:escrev(?:a|am)|conta(?:c)?te(?:m)?|procurem?)(?: mais)? / chega de mensagens
    não me (?:mandem?|enviem?) (?:mais )?mensagens / (?:me deixem?|deixem?-me) em paz
    não quero (?:mais )?(?:receber )?(?:mais )?(?:suas )?mensagens

    {_SMETTI} (?:di |con )?(?:scrivermi|contattarmi|(?:mandarmi|inviarmi) messaggi|messaggi)
    non (?:scrivetemi|contattatemi|scrivermi|contattarmi|mi (?:scrivete|contattate|scriva|contatti))(?: (?:mai )?più)?
    non (?:mandatemi|inviatemi) (?:più |altri )?messaggi / (?:lasciatemi|lasciami|mi lasci) in pace
    non voglio (?:più )?(?:ricevere )?(?:altri |più |vostri )?messaggi
"""
_BEFORE = (
    r"(?:(?:please|pls|plz|just|ok|okay|hey|no|and|so|again|seriously|once more|for the last time|i said"
    r"|i told you(?: to)?|i asked you(?: to)?|i want you to|(?:can|could|will|would) you(?: please| just)*"
    r"|you (?:should|must|need to)|bitte"
    r"|por favor|s['’]il vous plaît|svp|merci de|per favore|ti prego|vi prego)\W+)*"
)
_AFTER = (
    r"(?:\W+(?:please|pls|plz|now|again|ever|anymore|any more|any longer|immediately|at all|at once|thanks"
    r"|thank you|already|right now|on here|here|you (?:stupid |damn |fucking )?(?:bots?|robots?)|bitte|danke"
    r"|sofort|jetzt|nie wieder|merci"
    r"|s['’]il vous plaît|svp|jamais|por favor|nunca más|más|ya|mais|nunca mais|per favore|mai più|più|grazie))*"
)


def _listed(table: str) -> list[str]:
    return [each.strip() for each in re.split(r"\n|\s/\s", table) if each.strip()]


def _bare(table: str) -> re.Pattern[str]:
    """A whole message of these words, however often, and of fillers."""
    said = "|".join(_listed(table))
    fillers = "|".join(_FILLERS.split())
    return re.compile(rf"(?:(?:{fillers}) )*(?:{said})(?: (?:{said}|{fillers}))*")


_BARE_STOP, _BARE_START = _bare(_STOPS), _bare(_STARTS)
_SENTENCE = re.compile(rf"\W*{_BEFORE}(?:{'|'.join(_listed(_ASKS))}){_AFTER}\W*", re.IGNORECASE)


def stops(message: str) -> bool:
    """True when the customer wants no messages of ours any more."""
    text = cleaned(message)
    return _BARE_STOP.fullmatch(_said(text)) is not None or any(map(_SENTENCE.fullmatch, sentences(text)))


def resumes(message: str) -> bool:
    """True when the customer takes messages again, and says nothing else."""
    return _BARE_START.fullmatch(_said(cleaned(message))) is not None


def _said(text: str) -> str:
    return " ".join(words(text))
