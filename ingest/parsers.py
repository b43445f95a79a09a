"""Which parser reads which format. A new format is a file and a line here."""

from collections.abc import Mapping

from ingest.forum.html_forum import parse_html_forum
from ingest.forum.stackexchange_dump import parse_stackexchange_dump
from ingest.jsonl import parse_jsonl
from ingest.markdown import parse_markdown
from ingest.parsed import Parser
from ingest.pdf import parse_pdf
from ingest.sources import Format
from ingest.text_file import parse_text
from ingest.web_page import parse_html

VERSION = "2"  # goes up whenever a parser or the splitting changes: then everything is read again

PARSERS: Mapping[Format, Parser] = {
    Format.PDF: parse_pdf,
    Format.HTML: parse_html,
    Format.MARKDOWN: parse_markdown,
    Format.TEXT: parse_text,
    Format.JSONL: parse_jsonl,
    Format.HTML_FORUM: parse_html_forum,
    Format.STACKEXCHANGE_DUMP: parse_stackexchange_dump,
}
