"""The few sentences of a reply that need no source: they say nothing about products."""

from collections.abc import Mapping

from desk.drafts import To

_WRITE_TO_US = {
    "en": "Please send us a direct message, so that we can look into it with you. Please post no personal details"
    " here.",
    "de": "Bitte schreib uns eine Direktnachricht, dann sehen wir es uns gemeinsam an. Bitte poste hier keine"
    " persönlichen Daten.",
    "fr": "Envoyez-nous un message privé, nous regarderons cela avec vous. Merci de ne pas publier de données"
    " personnelles ici.",
    "es": "Envíanos un mensaje privado y lo vemos contigo. Por favor, no publiques aquí datos personales.",
}
_TELL_US_HERE = {
    "en": "You wrote to us in public; here nobody else reads along. What should we know to look into it with you?",
    "de": "Du hast uns öffentlich geschrieben; hier liest niemand sonst mit. Was sollten wir wissen, um es uns mit"
    " dir anzusehen?",
    "fr": "Vous nous avez écrit en public ; ici, personne d'autre ne lit. Que devons-nous savoir pour regarder cela"
    " avec vous ?",
    "es": "Nos has escrito en público; aquí nadie más lo lee. ¿Qué debemos saber para verlo contigo?",
}
_WROTE_YOU: Mapping[str, tuple[str, ...]] = {
    "en": (
        "We've sent you a direct message about this.",
        "Please have a look at your direct messages: our answer is there.",
        "Our answer to this is in your direct messages.",
    ),
    "de": (
        "Wir haben dir dazu eine Direktnachricht geschickt.",
        "Schau bitte in deine Direktnachrichten: dort steht unsere Antwort.",
        "Unsere Antwort dazu findest du in deinen Direktnachrichten.",
    ),
    "fr": (
        "Nous vous avons envoyé un message privé à ce sujet.",
        "Regardez vos messages privés : notre réponse s'y trouve.",
        "Notre réponse est dans vos messages privés.",
    ),
    "es": (
        "Te hemos enviado un mensaje privado sobre esto.",
        "Mira tus mensajes privados: ahí está nuestra respuesta.",
        "Nuestra respuesta está en tus mensajes privados.",
    ),
}
_OPENINGS = {
    "en": ("Hi there! ", "Hello! ", "Hi, thanks for asking! ", "Hello, happy to help! ", "Good question! "),
    "de": ("Hallo! ", "Guten Tag! ", "Hallo, danke für die Frage! ", "Gute Frage! "),
    "fr": ("Bonjour ! ", "Bonjour, merci pour votre question ! ", "Bonne question ! "),
    "es": ("¡Hola! ", "¡Hola, gracias por preguntar! ", "¡Buena pregunta! "),
}
_INVITATIONS: Mapping[To, Mapping[str, str]] = {To.PUBLIC: _WRITE_TO_US, To.DM: _TELL_US_HERE}
COURTESIES = frozenset(
    [
        *(text for table in _INVITATIONS.values() for text in table.values()),
        *(text for lines in _WROTE_YOU.values() for text in lines),
        *(opening.strip() for openings in _OPENINGS.values() for opening in openings),
    ]
)


def private_please(language: str | None, to: To = To.PUBLIC) -> str | None:
    """Asks to go on in private, or there for the rest, in the customer's language (None: English).

    None when we cannot say it in that language.
    """
    return _INVITATIONS[to].get(language or "en")


def public_lines(language: str | None, start: int = 0) -> list[str]:
    """Say in public that the answer went to them as a direct message; none when we cannot say it in that language.

    Many, since X takes the same public text twice for spam; `start` says which comes first.
    """
    lines = _WROTE_YOU.get(language or "en", ())
    many = [f"{opening}{line}" for opening in ("", *openings(language)) for line in lines]
    first = start % len(many) if many else 0
    return many[first:] + many[:first]


def openings(language: str | None) -> tuple[str, ...]:
    """Friendly beginnings that make a text another one: X takes the same public text twice for spam."""
    return _OPENINGS.get(language or "en", ())


def without_courtesies(text: str) -> str:
    """The text without those sentences."""
    for courtesy in sorted(COURTESIES, key=len, reverse=True):
        text = text.replace(courtesy, " ")
    return text
