"""The few sentences of a reply that need no source: they say nothing about products."""

_PRIVATE_PLEASE = {
    "en": "Please send us a direct message, so that we can look into it with you. Please post no personal details"
    " here.",
    "de": "Bitte schreib uns eine Direktnachricht, dann sehen wir es uns gemeinsam an. Bitte poste hier keine"
    " persönlichen Daten.",
    "fr": "Envoyez-nous un message privé, nous regarderons cela avec vous. Merci de ne pas publier de données"
    " personnelles ici.",
    "es": "Envíanos un mensaje privado y lo vemos contigo. Por favor, no publiques aquí datos personales.",
}
COURTESIES = frozenset(_PRIVATE_PLEASE.values())


def private_please(language: str | None) -> str | None:
    """Asks to go on in private, in the customer's language (None: English); None when we cannot say it in that."""
    return _PRIVATE_PLEASE.get(language or "en")


def without_courtesies(text: str) -> str:
    """The text without those sentences."""
    for courtesy in COURTESIES:
        text = text.replace(courtesy, " ")
    return text
