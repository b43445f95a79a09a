"""The value of a cell as its workbook shows it, by its number format (ECMA-376 part 1, 18.8.31)."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

Value = str | bool | int | float | date | time | timedelta | None

_LONGEST = 255  # characters of a format; Excel takes no longer one
_LARGEST = 10**15  # numbers keep 15 digits
_TOKEN = re.compile(
    r'"[^"]*"|\\.|[_*].|\[[^\]]*\]|(?:[#0?][#0?,]*(?:\.[#0?]*,*)?|\.[#0?]+,*)(?:E[+-]0+)?|.', re.IGNORECASE
)
_BETWEEN_SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_CURRENCY = re.compile(r"\[\$([^-\]]*)[^\]]*\]")
_MOMENT_TOKEN = re.compile(r'y+|m+|n+|d+|h+|s+|am/pm|"[^"]*"|\\.|\[[^\]]*\]|.', re.IGNORECASE)
_MINUTES = re.compile(r"(h+[^a-z]*)mm?(?!m)|mm?(?=[^a-z]*s)", re.IGNORECASE)
_LOCAL = {"", "general", "@", "mm-dd-yy", "m/d/yy h:mm"}  # written in as many ways as there are countries
_FIELDS = {
    "yyyy": "%Y", "yy": "%y", "mmmm": "%B", "mmm": "%b", "mm": "%m", "dddd": "%A", "ddd": "%a", "dd": "%d",
    "hh": "%H", "nn": "%M", "n": "%M", "ss": "%S", "s": "%S", "am/pm": "%p",
}  # fmt: skip


def shown(value: Value, code: str) -> str:
    """The value in the format `code`; a date in ISO 8601 where the format leaves it to the reader's country."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, date | time):
        return _moment(value, code)
    return _number(value, code)


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _moment(value: date | time, code: str) -> str:
    section = code[:_LONGEST].partition(";")[0]
    if section.lower() in _LOCAL or section.startswith("[$-F"):
        return _iso(value)
    moment = datetime.combine(date.min, value) if isinstance(value, time) else value
    tokens = _MOMENT_TOKEN.findall(_MINUTES.sub(lambda found: f"{found[1] or ''}nn", section))
    half = any(token.lower() == "am/pm" for token in tokens)
    return "".join(_field(moment, token, half=half) for token in tokens).strip()


def _field(moment: date, token: str, *, half: bool) -> str:
    name = token.lower()
    if name in {"m", "d"}:
        return str(moment.month if name == "m" else moment.day)
    if name in {"h", "hh"}:
        hour = moment.strftime("%I" if half else "%H")
        return hour if name == "hh" else str(int(hour))
    return moment.strftime(_FIELDS[name]) if name in _FIELDS else _literal(token)


def _iso(value: date | time) -> str:
    if isinstance(value, datetime):
        value = value.date() if value.time() == time() else value.replace(microsecond=0)
    return value.isoformat().replace("T", " ").removesuffix(":00")


def _number(value: float, code: str) -> str:
    if code in {"", "General", "@"} or len(code) > _LONGEST or abs(value) >= _LARGEST:
        return _general(value)
    positive, *others = _BETWEEN_SECTIONS.split(code)
    if value < 0 and others:
        return _in_format(abs(value), others[0])
    if value == 0 and len(others) > 1:
        return _in_format(value, others[1])
    sign = "-" if value < 0 else ""
    return sign + _in_format(abs(value), positive)


def _in_format(value: float, section: str) -> str:
    tokens = _TOKEN.findall(section)
    places = [token for token in tokens if _is_place(token)]
    if len(places) > 1 or "/" in tokens or "general" in section.lower() or re.search(r"\[[<>=]", section):
        return _general(value)  # fractions, conditions and numbers cut into groups
    amount = Decimal(str(value)) * 100 ** tokens.count("%")
    return "".join(
        _digits(amount, token) if _is_place(token) else _literal(token) for token in tokens
    ).strip()


def _is_place(token: str) -> bool:
    return token[0] in "#0?" or (token[0] == "." and len(token) > 1)


def _digits(amount: Decimal, pattern: str) -> str:
    if found := re.search(r"E[+-](0+)$", pattern, re.IGNORECASE):
        places = len(pattern[: found.start()].partition(".")[2])
        mantissa, _, power = f"{amount:.{places}E}".partition("E")
        return f"{mantissa}E{int(power):+0{len(found[1]) + 1}}"
    whole, _, fraction = pattern.rstrip(",").partition(".")
    scaled = amount / 1000 ** (len(pattern) - len(pattern.rstrip(",")))
    rounded = scaled.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    digits, _, rest = (f"{rounded:,f}" if "," in whole else f"{rounded:f}").partition(".")
    least = fraction.count("0")
    rest = rest[:least] + rest[least:].rstrip("0")
    return digits.zfill(whole.count("0")) + (f".{rest}" if rest else "")


def _literal(token: str) -> str:
    if token[0] == '"':
        return token.strip('"')
    if token[0] == "[":
        found = _CURRENCY.fullmatch(token)
        return found[1] if found else ""
    if token[0] in "_*" and len(token) > 1:  # room as wide as a letter, and a letter that fills the column
        return ""
    return token[1:] if token[0] == "\\" and len(token) > 1 else token


def _general(value: float) -> str:
    if isinstance(value, int) or (value.is_integer() and abs(value) < _LARGEST):
        return str(int(value))
    return f"{value:.10G}"
