"""What comes with a POST: the fields of a form of ours, and on one page a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made_by
from urllib.parse import parse_qsl

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

READING = frozenset({"GET", "HEAD"})
MOST_FIELDS = 20
FORM_TYPE = "application/x-www-form-urlencoded"
FILE_FORM_TYPE = "multipart/form-data"
MOST_BYTES_OF_A_FIELD = 10_000  # beside a file


@dataclass(frozen=True)
class SentFile:
    """A file as a browser sends it; the name is whatever somebody calls it."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Sent:
    """A form: its fields, and its file if there is one."""

    fields: Mapping[str, str] = made_by(default_factory=dict)
    file: SentFile | None = None


def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a form that came through the gate; empty for a GET."""
    sent: Sent = request.state.sent
    return sent.fields


def field(request: Request, name: str) -> str:
    """A field that every form of ours has. Raises HTTPException 400 without it."""
    try:
        return form_of(request)[name]
    except KeyError:
        raise HTTPException(400, f"The form has no field {name!r}; load the page again.") from None


def file_of(request: Request) -> SentFile:
    """The file that a form brought. Raises HTTPException 400 without one."""
    sent: Sent = request.state.sent
    if sent.file is None or not sent.file.name:
        raise HTTPException(400, "No file came with the form; choose one.")
    return sent.file


async def read_form(request: Request, *, with_file: bool) -> Sent:
    """What came with the request. Raises HTTPException for what is no form of ours."""
    if request.method in READING:
        return Sent()
    sent_as = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if with_file and sent_as == FILE_FORM_TYPE:
        return await _form_with_file(request)
    if sent_as != FORM_TYPE:
        raise HTTPException(415, f"A form comes as {FORM_TYPE}.")
    try:
        pairs = parse_qsl(
            (await request.body()).decode("ascii"),
            keep_blank_values=True,
            max_num_fields=MOST_FIELDS,
            errors="strict",
        )
    except ValueError:
        raise HTTPException(400, "This is no form of ours.") from None
    return Sent(_checked(dict(pairs)))


async def _form_with_file(request: Request) -> Sent:
    async with request.form(max_files=1, max_fields=MOST_FIELDS, max_part_size=MOST_BYTES_OF_A_FIELD) as form:
        fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
        return Sent(_checked(fields), await _file_in(form))


async def _file_in(form: FormData) -> SentFile | None:
    for _, value in form.multi_items():
        if isinstance(value, UploadFile):
            return SentFile(value.filename or "", await value.read())
    return None


def _checked(fields: Mapping[str, str]) -> dict[str, str]:
    # A browser sends a textarea's line ends as CR LF: https://html.spec.whatwg.org/#form-submission-algorithm
    plain = {name: value.replace("\r\n", "\n") for name, value in fields.items()}
    if any("\0" in value for value in plain.values()):
        raise HTTPException(400, "The form has a character in it that no text has.")
    return plain
