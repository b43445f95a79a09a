"""Characters that are not what they seem: hidden ones, letters of another alphabet in a word, heaps of accents."""

import re
import unicodedata

_CONTROL = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
# Invisible although Unicode calls them letters, marks or symbols; the last are the selectors that smuggle bytes.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(code) for code in (*range(0xFE00, 0xFE0E), *range(0xE0100, 0xE01F0))
}
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")  # they shape emojis and many scripts
# Between Latin letters they shape nothing, nor does one after the other, except in emojis of several (FE0F 200D).
_IDLE_JOINERS = re.compile(
    r"(?<=[\u0000-\u024f])[\u200c\u200d]|([\ufe0e\ufe0f\u200c\u200d])\1|\u200d[\ufe0e\ufe0f]"
)
_HEAP = re.compile(r"[^\W\d_]?[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{3,}")
_WORD = re.compile(r"[^\W\d_]+")
_ASCII_CONTROLS = {code: None for code in (*range(32), 127) if chr(code) not in "\t\n\r"}
_LETTER_LIKE = frozenset("ªºℓ")  # 1ª, Nº, 5 ℓ: at home in plain text

# Letters of other alphabets beside the Latin ones that they look like (Unicode TR39 calls them confusable).
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјϳѕһԁԛԝӏъАВЕЅІЈКМНОРСТУХԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧονιɑɡıɩǃᴀᴄᴇᴏᴠᴡᴢꞵ",
    "aeopcyxijjshdqwlbABESIJKMHOPCTYXQWABEZHIKMNOPTYXoviagii!aceovwzb",
)
_PHONETIC = frozenset("ɑɡɩᴀᴄᴇᴏᴠᴡᴢ")  # Latin by name, at home in dictionaries only
_FOREIGN = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")


def hidden_in(text: str) -> list[str]:
    """Each character once that nobody sees: controls, direction marks, zero-width ones, tags, blanks in disguise."""
    idle = {match.group()[-1] for match in _IDLE_JOINERS.finditer(text)}
    return [one for one in dict.fromkeys(text) if one in idle or _is_hidden(one)]


def _is_hidden(character: str) -> bool:
    if character in _JOINERS or character == "\n":
        return False
    return character in _BLANK or unicodedata.category(character) in _CONTROL


def mixed_in(text: str) -> list[str]:
    """Words that mix Latin letters with look-alikes of another alphabet, or are look-alikes only in a Latin text."""
    found = dict.fromkeys(_WORD.findall(text))
    latin = sum(map(str.isascii, found)) * 2 > len(found)
    return [
        word for word in found if not word.isascii() and (_is_mixed(word) or (latin and _is_posing(word)))
    ]


def _is_mixed(word: str) -> bool:
    """An alphabet's own words are none of this, nor is a letter that stands by itself."""
    alphabets = {_alphabet(letter) for letter in word} - {""}
    return len(alphabets) > 1 or any(_is_styled(letter) for letter in word)


def _alphabet(letter: str) -> str:
    """Empty for letters that may stand in a word of any alphabet, as the Greek ones of units do."""
    name = unicodedata.name(letter, "").partition(" ")[0]
    if name == "LATIN":
        return "PHONETIC" if letter in _PHONETIC else name
    return name if name in _FOREIGN and (name != "GREEK" or folded(letter).isascii()) else ""


def _is_styled(letter: str) -> bool:
    """Letters of mathematics and the like, which read as Latin ones and are found by no search for words."""
    plain = unicodedata.normalize("NFKC", letter)
    return not letter.isascii() and letter not in _LETTER_LIKE and plain.isascii() and plain.isalpha()


def _is_posing(word: str) -> bool:
    return len(word) > 2 and not any(map(str.isascii, word)) and word.translate(_LOOK_ALIKES).isascii()


def heaped_in(text: str) -> list[str]:
    """Letters under three and more accents, which spill over the lines around them."""
    return list(dict.fromkeys(_HEAP.findall(unicodedata.normalize("NFC", text))))


def folded(text: str) -> str:
    """The text as a reader takes it: look-alikes as the Latin letters they pass for, nothing hidden, no heaps."""
    if text.isascii():
        return text.translate(_ASCII_CONTROLS)
    seen = "".join(one for one in text if one in "\n\t\r" or not (_is_hidden(one) or one in _JOINERS))
    bare = _HEAP.sub(lambda heap: heap.group()[:1], unicodedata.normalize("NFKD", seen))
    return unicodedata.normalize("NFC", bare).translate(_LOOK_ALIKES)
