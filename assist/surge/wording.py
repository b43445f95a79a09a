"""What many customers are told of one trouble, each in words of their own: parts that are put together.

Nothing is promised: no time, no remedy. "We know of it" is so once a lead has confirmed the incident, "others have told
us, too" because it is one, and "it is over" once a lead has said so.
"""

# ruff: noqa: E501 - a table of sentences
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from assist.checks.duplicates import is_repeated
from assist.text.words import words
from desk.waves import Purpose

Parts = tuple[Sequence[str], ...]

_HOLDING: Mapping[str, Parts] = {
    "en": (
        ("Thank you for telling us.", "Hi, thanks for letting us know.", "Hello, and thank you for the report.",
         "We hear you, and thanks for writing.", "Good that you tell us.", "This reached us, thank you."),
        ("You are not the only one who sees this.", "Other customers report the same right now.",
         "Several people have told us of it, too.", "We get this report from others as well."),
        ("We know of the trouble and are looking into it.", "Our team is aware of it and is on it.",
         "It is known here, and colleagues are working through it.",
         "We are on the case and have passed your words on."),
        ("Sorry for the bother.", "We know that this is annoying, and are sorry.",
         "Our apologies that it hits you.", "We are sorry that you have to put up with it.", ""),
        ("We come back to you here once we know more.", "You hear from us here when there is news.",
         "As soon as there is something to tell, we write to you here.", "We will keep you posted in this thread."),
    ),
    "de": (
        ("Danke, dass du uns das sagst.", "Hallo, danke für den Hinweis.", "Guten Tag, und danke für die Meldung.",
         "Das ist bei uns angekommen, danke.", "Gut, dass du uns schreibst.", "Wir haben es gelesen, vielen Dank."),
        ("Du bist damit nicht allein.", "Andere melden uns gerade dasselbe.",
         "Mehrere haben uns davon berichtet.", "Das hören wir im Moment auch von anderen."),
        ("Wir wissen von der Störung und sehen sie uns an.", "Unser Team kennt das Problem und ist daran.",
         "Es ist hier bekannt, Kollegen arbeiten daran.", "Wir gehen dem nach und haben deine Worte weitergegeben."),
        ("Entschuldige die Umstände.", "Das ist ärgerlich, und es tut uns leid.",
         "Es tut uns leid, dass es dich trifft.", "Bitte entschuldige, dass du das mitmachen musst.", ""),
        ("Wir melden uns hier, wenn wir mehr wissen.", "Du hörst hier von uns, wenn es etwas Neues gibt.",
         "Sobald es etwas zu sagen gibt, schreiben wir dir hier.", "An dieser Stelle halten wir dich auf dem Laufenden."),
    ),
    "fr": (
        ("Merci de nous le dire.", "Bonjour, merci pour le signalement.", "Bonjour et merci de nous prévenir.",
         "C'est bien arrivé chez nous, merci.", "Vous faites bien de nous écrire.", "Nous vous avons lu, merci beaucoup."),
        ("Vous n'êtes pas la seule personne concernée.", "D'autres nous signalent la même chose.",
         "Plusieurs personnes nous en ont parlé.", "Nous recevons aussi ce message d'autres clients."),
        ("Nous connaissons le problème et l'examinons.", "Notre équipe est au courant et s'en occupe.",
         "Le problème est connu ici, des collègues y travaillent.", "Nous suivons cela et avons transmis vos mots."),
        ("Désolés pour la gêne.", "C'est pénible, et nous en sommes désolés.",
         "Nous regrettons que cela vous touche.", "Toutes nos excuses pour ce désagrément.", ""),
        ("Nous revenons vers vous ici dès que nous en savons plus.", "Vous aurez de nos nouvelles ici.",
         "Nous vous écrivons ici quand il y a du nouveau.", "Nous vous tenons au courant dans ce fil."),
    ),
    "es": (
        ("Gracias por decírnoslo.", "Hola, gracias por avisar.", "Buenas, y gracias por el aviso.",
         "Nos ha llegado, gracias.", "Qué bien que nos escribas.", "Te hemos leído, muchas gracias."),
        ("No eres la única persona a la que le pasa.", "Otros clientes nos cuentan lo mismo.",
         "Varias personas nos lo han contado también.", "Ahora mismo nos llega esto de más gente."),
        ("Conocemos el problema y lo estamos mirando.", "Nuestro equipo lo sabe y está en ello.",
         "Aquí se conoce, y los compañeros trabajan en ello.", "Lo seguimos de cerca y hemos pasado tus palabras."),
        ("Perdona las molestias.", "Es molesto, y lo sentimos.",
         "Sentimos que te afecte.", "Disculpa que tengas que pasar por esto.", ""),
        ("Te escribimos aquí cuando sepamos más.", "Tendrás noticias nuestras aquí.",
         "En cuanto haya algo que contar, te escribimos aquí.", "Te mantenemos al tanto en este hilo."),
    ),
}  # fmt: skip

_FOLLOW_UP: Mapping[str, Parts] = {
    "en": (
        ("Hello again.", "Back with news, as we said.", "A word on what you wrote to us.", "Here we are again.",
         "An update for you.", "We said that you would hear from us."),
        ("On our side the trouble is over.", "What you told us of is over, as far as we can see.",
         "Our team has closed this incident.", "For us the incident is over by now."),
        ("Thank you for your patience.", "Thanks for bearing with us.", "Your report helped, thank you.",
         "Sorry once more for the bother.", ""),
        ("Does it work again for you?", "Is it all right again on your side?", "How does it look for you now?",
         "Please tell us here if you still see it.", "If it is still there, just answer here."),
    ),
    "de": (
        ("Hallo noch einmal.", "Da sind wir wieder, mit Neuigkeiten.", "Noch ein Wort zu deiner Nachricht.",
         "Wir melden uns, wie gesagt.", "Etwas Neues für dich.", "Du solltest von uns hören, hier sind wir."),
        ("Auf unserer Seite ist die Störung vorbei.", "Was du gemeldet hast, ist vorbei, soweit wir sehen.",
         "Unser Team hat die Störung abgeschlossen.", "Für uns ist der Vorfall inzwischen vorüber."),
        ("Danke für deine Geduld.", "Danke, dass du durchgehalten hast.", "Deine Meldung hat geholfen, danke.",
         "Entschuldige noch einmal die Umstände.", ""),
        ("Geht es bei dir wieder?", "Ist bei dir alles wieder in Ordnung?", "Wie sieht es jetzt bei dir aus?",
         "Schreib uns hier, wenn du es noch siehst.", "Falls es noch da ist, antworte einfach hier."),
    ),
    "fr": (
        ("Re-bonjour.", "Nous revoilà avec des nouvelles.", "Un mot sur votre message.", "Comme dit, nous revenons vers vous.",
         "Du nouveau pour vous.", "Vous deviez avoir de nos nouvelles, les voici."),
        ("De notre côté, le problème est terminé.", "Ce que vous avez signalé est terminé, d'après ce que nous voyons.",
         "Notre équipe a clos cet incident.", "Pour nous, l'incident est maintenant terminé."),
        ("Merci de votre patience.", "Merci d'avoir tenu bon.", "Votre signalement a aidé, merci.",
         "Encore pardon pour la gêne.", ""),
        ("Est-ce que cela marche de nouveau chez vous ?", "Tout va bien de votre côté ?", "Qu'en est-il chez vous à présent ?",
         "Dites-le-nous ici si vous le voyez encore.", "Si c'est encore là, répondez simplement ici."),
    ),
    "es": (
        ("Hola de nuevo.", "Aquí estamos otra vez, con noticias.", "Unas palabras sobre lo que nos escribiste.",
         "Volvemos, como te dijimos.", "Novedades para ti.", "Ibas a tener noticias nuestras, y aquí están."),
        ("Por nuestra parte el problema ha terminado.", "Lo que nos contaste ha terminado, por lo que vemos.",
         "Nuestro equipo ha cerrado el incidente.", "Para nosotros el incidente ya ha terminado."),
        ("Gracias por tu paciencia.", "Gracias por aguantar.", "Tu aviso ha ayudado, gracias.",
         "Perdona otra vez las molestias.", ""),
        ("¿Te funciona de nuevo?", "¿Va todo bien por tu lado?", "¿Cómo lo ves ahora?",
         "Dínoslo aquí si aún lo ves.", "Si sigue ahí, responde aquí sin más."),
    ),
}  # fmt: skip

_TEXTS: Mapping[Purpose, Mapping[str, Parts]] = {Purpose.HOLDING: _HOLDING, Purpose.FOLLOW_UP: _FOLLOW_UP}
_STATUS: Mapping[Purpose, str] = {
    Purpose.HOLDING: "Several of you have told us of the same trouble. We know of it and are looking into it. We post"
    " here when there is news.",
    Purpose.FOLLOW_UP: "The trouble that several of you told us of is over on our side. Thank you for your reports and"
    " your patience. If you still see it, please write to us.",
}
_OPENING = 2  # words: texts that begin with others are no repetition, see assist.checks.duplicates


def speaks(language: str | None) -> bool:
    """True when there is wording in this language (None: English)."""
    return (language or "en") in _HOLDING


def status_post(purpose: Purpose) -> str:
    """A public post for a person to copy; nothing posts it by itself."""
    return _STATUS[purpose]


def variants(
    purpose: Purpose, language: str | None, sentence: str = "", fresh: "Fresh | None" = None
) -> Iterator[str]:
    """Texts of which no two are nearly the same, neighbours as different as can be; `sentence` is said in each.

    None is like those that `fresh` knows, which learns them. Nothing when there is no wording in this language (None:
    English).
    """
    parts = _TEXTS[purpose].get(language or "en")
    if parts is None:
        return
    about = ((sentence,),) if sentence else ()
    mixed = list(product(*parts[:1], *about, *parts[1:]))
    known = fresh or Fresh()
    for place in _scattered(len(mixed)):
        text = " ".join(filter(None, mixed[place]))
        if known.takes(text):
            yield text


class Fresh:
    """Tells whether a text is nearly the same as one before; as the check of duplicates does, only sooner."""

    def __init__(self) -> None:
        self._taken: dict[tuple[str, ...], list[str]] = {}

    def takes(self, text: str) -> bool:
        """True for a new text, which is remembered."""
        like = self._taken.setdefault(tuple(words(text)[:_OPENING]), [])
        if is_repeated(text, like):
            return False
        like.append(text)
        return True


def _scattered(count: int) -> Iterator[int]:
    """Every number below `count` once, neighbours far apart: steps of a golden section that share no factor with it."""
    step = max(1, round(count * 0.618))
    while any(step % factor == 0 and count % factor == 0 for factor in range(2, step + 1)):
        step += 1
    return ((number * step) % count for number in range(count))
