"""The outlets of the demo's newsroom: how each writes its feed and its pages, and how it fails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FeedForm(StrEnum):
    """The formats that Korean outlets publish their feeds in."""

    RSS = "rss"
    ATOM = "atom"
    RDF = "rdf"


class Dates(StrEnum):
    """How a feed writes the time of publication."""

    RFC822 = "rfc822"  # Tue, 10 Jun 2025 08:50:00 +0900
    GLUED = "glued"  # Tue,10 Jun 2025 08:50:00 +0900
    GMT = "gmt"  # Mon, 09 Jun 2025 23:50:00 GMT
    BARE = "bare"  # 2025-06-10 08:50:00, Korean time
    ISO = "iso"  # 2025-06-10T08:50:00+09:00


class Summary(StrEnum):
    """How much of a story its feed carries."""

    NONE = "none"
    CUT = "cut"  # cut off in the middle of a word, with markup in it
    LEAD = "lead"  # the first paragraph
    FULL = "full"


class Template(StrEnum):
    """The families of pages: where the headline, the date and the body stand."""

    WIRE = "wire"  # paragraphs, dateline in the first one, advertising between them
    BUSINESS = "business"  # bare text and <br><br>, standfirst, table of share prices
    CMS = "cms"  # the content system of hundreds of trade titles
    TABLES = "tables"  # everything in <td>, no metadata
    BROADCAST = "broadcast"  # bare text, video player, spoken style
    MAGAZINE = "magazine"  # hashed class names, JSON-LD
    PLAIN = "plain"  # a <div> per paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One invented outlet, with the habits of a kind of real ones."""

    slug: str
    name: str
    feed: str  # path below the outlet's folder
    form: FeedForm
    dates: Dates
    summary: Summary
    template: Template
    encoding: str = "utf-8"
    has_validators: bool = True  # ETag and Last-Modified, and 304 for who sends them back
    tail: str = ""  # tracking keys behind every link of the feed
    fails_from: date | None = None  # the feed answers 500 from this day on
    html_on: date | None = None  # on this day the feed's address gives the front page


def charset(outlet: Outlet) -> str:
    """Return the codec of the outlet's bytes: what calls itself EUC-KR in Korea is CP949."""
    return "cp949" if outlet.encoding == "euc-kr" else outlet.encoding


OUTLETS = (
    Outlet(
        slug="gaon",
        name="가온통신",
        feed="rss/news.xml",
        form=FeedForm.RSS,
        dates=Dates.RFC822,
        summary=Summary.LEAD,
        template=Template.WIRE,
    ),
    Outlet(
        slug="nuri",
        name="누리경제",
        feed="feed/all",
        form=FeedForm.RSS,
        dates=Dates.GLUED,
        summary=Summary.NONE,
        template=Template.BUSINESS,
        tail="utm_source=nuri_rss&utm_medium=feed",
    ),
    Outlet(
        slug="daon",
        name="다온IT뉴스",
        feed="rss/allArticle.xml",
        form=FeedForm.RSS,
        dates=Dates.BARE,
        summary=Summary.CUT,
        template=Template.CMS,
    ),
    Outlet(
        slug="ara",
        name="아라신문",
        feed="xml/rss.xml",
        form=FeedForm.RDF,
        dates=Dates.ISO,
        summary=Summary.LEAD,
        template=Template.TABLES,
        encoding="euc-kr",
    ),
    Outlet(
        slug="onsae",
        name="온새방송",
        feed="rss/headline.xml",
        form=FeedForm.RSS,
        dates=Dates.RFC822,
        summary=Summary.LEAD,
        template=Template.BROADCAST,
        html_on=date(2025, 6, 10),
    ),
    Outlet(
        slug="saebyeok",
        name="새벽저널",
        feed="atom.xml",
        form=FeedForm.ATOM,
        dates=Dates.ISO,
        summary=Summary.FULL,
        template=Template.MAGAZINE,
    ),
    Outlet(
        slug="dalbit",
        name="달빛데일리",
        feed="rss",
        form=FeedForm.RSS,
        dates=Dates.GMT,
        summary=Summary.LEAD,
        template=Template.PLAIN,
        has_validators=False,
        fails_from=date(2025, 6, 12),
    ),
)
