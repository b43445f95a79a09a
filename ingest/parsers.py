"""Which parser reads which format. A new format is a file and a line here."""

from collections.abc import Mapping

from ingest.forum.askbot import parse_askbot
from ingest.forum.discourse import parse_discourse
from ingest.forum.html_forum import parse_html_forum
from ingest.forum.qapage import parse_qapage
from ingest.forum.stackexchange_api import parse_stackexchange_api
from ingest.forum.stackexchange_dump import parse_stackexchange_dump
from ingest.jsonl import parse_jsonl
from ingest.markdown import parse_markdown
from ingest.office.parse import parse_office
from ingest.parsed import Parser
from ingest.pdf.reader import parse_pdf
from ingest.questions_csv import parse_questions
from ingest.sources import Format
from ingest.text_file import parse_text
from ingest.web_page import parse_html

VERSION = "3"  # goes up whenever a parser or the splitting changes: then everything is read again

PARSERS: Mapping[Format, Parser] = {
    Format.PDF: parse_pdf,
    Format.HTML: parse_html,
    Format.MARKDOWN: parse_markdown,
    Format.TEXT: parse_text,
    Format.DOCX: parse_office,
    Format.PPTX: parse_office,
    Format.XLSX: parse_office,
    Format.CSV: parse_questions,
    Format.JSONL: parse_jsonl,
    Format.HTML_FORUM: parse_html_forum,
    Format.QAPAGE: parse_qapage,
    Format.DISCOURSE: parse_discourse,
    Format.ASKBOT: parse_askbot,
    Format.STACKEXCHANGE_API: parse_stackexchange_api,
    Format.STACKEXCHANGE_DUMP: parse_stackexchange_dump,
}
