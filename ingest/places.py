"""Where a source lies decides how it is walked over. A new place is a file and a line here."""

from collections.abc import Callable, Mapping

from ingest.crawl.site_walk import SiteWalk
from ingest.crawl.web import Web
from ingest.forum.askbot_walk import AskbotWalk
from ingest.forum.discourse_walk import DiscourseWalk
from ingest.forum.stackexchange_walk import StackExchangeWalk
from ingest.listing import list_files
from ingest.shared_files import SharedFiles
from ingest.sources import Format, Source
from ingest.walk import MayRest, Walk

FORUMS: Mapping[Format, Callable[[Source, Web, MayRest], Walk]] = {
    Format.ASKBOT: AskbotWalk,
    Format.DISCOURSE: DiscourseWalk,
    Format.STACKEXCHANGE_API: StackExchangeWalk,
}


def open_walk(web: Web, source: Source, may_rest: MayRest) -> Walk:
    """The walk over this source. Raises BadSource when it cannot be begun as its settings stand."""
    if source.on_the_web:
        walk = FORUMS.get(source.format, SiteWalk) if source.format else SiteWalk
        return walk(source, web, may_rest)
    if "://" in source.location:
        return SharedFiles(source)
    return list_files(source)
