"""Where somebody lives: streets with their numbers as several countries write them, post boxes, flats, postcodes."""

import re

_CAPITAL = r"[^\W\d_a-zß-ÿ][\w'’-]*"  # a word that begins with a capital
_OF = r"(?:(?:of|de|del|della|di|da|do|dos|du|des|la|le|les|el|los|the|van|von|den|der) ){0,2}"
_NUMBER = r"\d{1,5}[a-z]?"
_TYPES = (
    r"(?:Street|St|Str|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Close|Row|Court|Terrace|Square|Boulevard|Blvd|Crescent|Gardens"
    r"|Grove|Place|Way|Hill|Park|Mews|Quay|Parade|Highway|Hwy|Parkway|Walk|Green)\b"
)
_FOREIGN = (
    r"\b(?:Rua|Rue|Via|Viale|Piazza|Calle|Avenida|Avenue|Paseo|Plaza|Plaça|Carrer|Chemin|Impasse|Ulica|ul\.|Travessa"
    r"|Largo)"
)
_ENDINGS = (
    r"(?:straße|strasse|str\.|weg|gasse|platz|allee|straat|laan|plein|hove|vej|gade|stræde|krogen|gatan|gata|vägen|gränd"
    r"|vegen|veien|vegur|braut|stígur|straeti|katu|kuja|tie|polku)"
)
_SAID = (
    r"\b(?i:(?:lives?|living|located|office(?: is)?|meet (?:me|you)|moved|deliver(?:ed|y)?|sent|send|shipped)(?: \w+)?"
    r" (?:at|to|on)|(?:my|his|her|their|your|home|new|billing|postal|delivery|shipping) address(?:es)?"
    r"(?: (?:is|are|to|with))?:?)\s+"
)

ADDRESS = re.compile(
    rf"\b{_NUMBER},? (?:{_CAPITAL} ){{1,3}}{_TYPES}"
    rf"|{_FOREIGN} {_OF}{_CAPITAL}(?: {_OF}{_CAPITAL}){{0,3}},? {_NUMBER}\b"
    rf"|\b{_NUMBER},? {_FOREIGN} {_OF}{_CAPITAL}(?: {_CAPITAL}){{0,2}}"
    rf"|\b[^\W\d_a-zß-ÿ][\w-]+{_ENDINGS},? {_NUMBER}\b"
    rf"|\b{_CAPITAL} (?:{_CAPITAL} )?(?:u\.|utca|tér|körút) {_NUMBER}"
    r"|\bP\.? ?O\.? Box \d{1,6}\b|\b(?:PSC|Unit) \d{1,5},? Box \d{1,5}\b|\bApt\.? \d{1,4}\b"
    r"|[,\n\d] {0,3}(Suite \d{1,4})\b"  # but "Office Suite 365"
    rf"|{_SAID}({_NUMBER},? {_CAPITAL}[^\n?!.]{{0,40}})",
)
POSTCODE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b"
    r"|\b(?i:zip(?: code)?|post(?:al )?code|plz|postleitzahl)(?i: is)?[: ]{1,3}(\d[\d -]{1,9}\d)\b"
)
