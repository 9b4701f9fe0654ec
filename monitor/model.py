"""The nouns: what the rooms hand one another. Frozen values that refuse to exist wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

# A newspaper's day is a day in Korea, whatever zone the machine is in.
SEOUL = ZoneInfo("Asia/Seoul")

Url = NewType("Url", str)
"""An address that passed `collect.urls.canonical_url`, or the name of a document on disk."""

Span = tuple[int, int]
"""Character offsets into a text, end exclusive."""


class Modality(StrEnum):
    """How a text stands to what it says (contract: claims, `modality`)."""

    ASSERTED = "asserted"
    FORECAST = "forecast"
    PLANNED = "planned"
    ALLEGED = "alleged"
    DENIED = "denied"


AHEAD = frozenset({Modality.FORECAST, Modality.PLANNED})
"""What is told of a time to come."""


class Stance(StrEnum):
    """What a speaker does with a statement that has no figure."""

    ASSERTED = "asserted"
    FORECAST = "forecast"
    PLANNED = "planned"
    ALLEGED = "alleged"
    DENIED = "denied"
    CONFIRMED = "confirmed"
    CALLED_FOR = "called_for"


DOING = frozenset({Stance.PLANNED, Stance.ASSERTED, Stance.CONFIRMED})
"""Stances of those who tell what is done or will be: what they tell of can go on, or turn back."""


class Kind(StrEnum):
    """What the comparison found (contract: the alert record, `kind`)."""

    CHANGED = "changed"
    CONFLICT = "conflict"
    REVISED = "revised"
    NEW = "new"
    CONFIRMED = "confirmed"


class ArticleState(StrEnum):
    """What a page turned out to be (contract: `monitor read`)."""

    ARTICLE = "article"
    PAYWALL = "paywall"
    BLOCKED = "blocked"
    GONE = "gone"
    EMPTY = "empty"


class Reading(StrEnum):
    """Whose reading of a page won."""

    OWN = "own"  # the rules for Korean pages
    SCRIPT = "script"  # the story stands in a script of the page
    TRAFILATURA = "trafilatura"
    FEED = "feed"  # the feed's text is the fuller one


def _aware(name: str, moment: datetime | None) -> None:
    if moment is not None and moment.tzinfo is not UTC and moment.utcoffset() is None:
        raise ValueError(f"{name} needs a time zone: {moment.isoformat()}")


def _ordered(name: str, span: Span) -> None:
    if not 0 <= span[0] <= span[1]:
        raise ValueError(f"{name} is no span: {span}")


@dataclass(frozen=True, slots=True)
class Interval:
    """What a number asserts with the words around it, in the base unit; None is an open end."""

    low: Decimal | None
    high: Decimal | None
    approx: bool = False

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("an interval has at least one end")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"an interval runs upwards: {self.low} > {self.high}")


@dataclass(frozen=True, slots=True)
class Period:
    """The days a figure holds for, both included; None is an end that the text leaves open."""

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"a period runs forwards: {self.start} > {self.end}")

    @property
    def known(self) -> bool:
        return self.start is not None or self.end is not None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in a text: `text[span]` are its own words, hedge and bound beside it included."""

    span: Span
    interval: Interval
    unit: str

    def __post_init__(self) -> None:
        _ordered("span", self.span)


@dataclass(frozen=True, slots=True)
class Equivalent:
    """The same quantity restated in another currency or unit of measure."""

    low: Decimal | None
    high: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of one quantity about one thing, as one article words it (contract: claims)."""

    doc: str
    span: Span
    quote: str
    subject: str
    metric: str
    interval: Interval
    unit: str
    as_of: Period = Period()
    modality: Modality = Modality.ASSERTED
    attribution: str | None = None
    equivalents: tuple[Equivalent, ...] = ()
    # The subject's part of what speaks for all that the figure may be of, 0..1; None: unknown. It
    # tells of the reading, not of what is claimed: records and comparisons leave it out.
    subject_share: float | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        _ordered("span", self.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A newsworthy sentence without a quantity of its own: who says it, and how."""

    doc: str
    span: Span
    quote: str
    speaker: str | None
    stance: Stance
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed of a publisher, and what is known of asking it."""

    url: Url
    outlet: str = ""
    title: str = ""
    category: str = ""
    note: str = ""
    enabled: bool = True
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    interval: timedelta = timedelta(minutes=30)
    due: datetime | None = None  # None: at once
    polled: datetime | None = None  # the last answer of any kind
    changed: datetime | None = None  # when it had news last: by the dates of its first list, then
    # the last poll that brought an entry it had not listed before
    failures: int = 0  # in a row
    error: str | None = None  # why the last poll failed, one line
    # The server asked for a pause until then (Retry-After): `poll --all` keeps it too.
    paused_until: datetime | None = None
    # How a publisher wants to be asked. `robots` holds the user's reason for reading pages that
    # robots.txt closes; empty: it is respected.
    user_agent: str = ""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # may be secrets
    robots: str = ""
    terms: str = ""  # on what terms its publisher lets it be used, in the user's words
    # What its answers taught: the usual time between two entries, the pause that follows from it,
    # and what the feed itself asks for (`ttl`, `skipHours` and `skipDays`, hours and days of UTC).
    gap: timedelta | None = None
    habit: timedelta | None = None
    ttl: timedelta = timedelta(0)
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()  # Monday is 0
    listed: str = ""  # marks of what it listed last
    missed: datetime | None = None  # the last poll that showed nothing of the poll before
    # What its failures taught: since when they last, and how bad they are together.
    failing_since: datetime | None = None
    trouble: float = 0.0
    retired: datetime | None = None  # the server said that it is gone for good: asked no more
    moved_to: Url | None = None  # where the last answer said that it lives now

    def __post_init__(self) -> None:
        _aware("due", self.due)
        _aware("polled", self.polled)
        _aware("changed", self.changed)
        _aware("paused_until", self.paused_until)
        _aware("missed", self.missed)
        _aware("failing_since", self.failing_since)
        _aware("retired", self.retired)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a feed lists: a link to an article, with what the feed says of it."""

    feed: Url
    url: Url
    id: str = ""  # the feed's own id of it, as given
    title: str = ""
    author: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    summary: str = ""  # plain text
    content: str = ""  # HTML, where the feed carries the whole text
    outlet: str = ""  # whose article it is, where a search lists those of many
    also: tuple[Url, ...] = ()  # other addresses of it: a portal's copy; not kept on the row

    def __post_init__(self) -> None:
        _aware("published", self.published)
        _aware("updated", self.updated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What we fetched and read. `text[start:end]` are a claim's words for ever: never edited."""

    url: Url
    title: str
    text: str  # paragraphs as lines
    author: str = ""
    outlet: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    state: ArticleState = ArticleState.ARTICLE
    # Whose text it is; None for a document.
    reading: Reading | None = field(default=None, compare=False)
    # Other addresses of it that its page, or a redirect on the way, names; not kept on the row.
    also: tuple[Url, ...] = field(default=(), compare=False)
    # Parts of `text` that carry no story, known when it was read: a document's front matter.
    skip: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        _aware("published", self.published)
        _aware("modified", self.modified)

    @property
    def day(self) -> date | None:
        """The publication day in Korea, which relative dates are resolved against."""
        return self.published.astimezone(SEOUL).date() if self.published else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedFigure:
    """A figure that a topic follows: which metric, in which units, of whom."""

    metric: str
    aliases: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()  # none: of anybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a user follows: a name, its aliases, and the figures of interest."""

    name: str
    aliases: tuple[str, ...] = ()
    figures: tuple[TrackedFigure, ...] = ()

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("a topic needs a name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a claim was read: what a reader needs to find and weigh it."""

    doc: str  # the article's URL or the document's name
    version: int = 1  # 2 and more: the page as it read after an edit
    outlet: str = ""
    title: str = ""
    published: datetime | None = None
    is_seed: bool = False  # a document of the user's own corpus, not news
    copy_of: str | None = None  # doc of the article that this one copies

    def __post_init__(self) -> None:
        _aware("published", self.published)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value that a figure was said to have: the claim and where it was read."""

    claim: Claim
    source: Source
    is_current: bool = True  # False: superseded by a later one, kept as history
    is_pinned: bool = False  # set by the user's hand; no article replaces it


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Subject + metric + scope: what has a value. `values` in the order they were learned."""

    key: str  # the same for the same first claim, for ever
    topic: str
    subject: str
    metric: str
    unit: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict fell as it did: a rule's code, and the facts it used, for `words.py` to say."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What the comparison of a claim with the baseline found (contract: the alert record)."""

    key: str  # derived from what it is about: the same run again gives the same key
    kind: Kind
    topic: str
    claim: Claim
    source: Source
    figure: str  # the key of the figure it is about
    reason: Reason
    previous: Value | None = None
    score: float = 1.0  # 0..1: how sure the match of the figure is
    is_uncertain: bool = False  # shown under its own heading, never as a change
    at: datetime | None = None  # when it was found
    support: tuple[Source, ...] = ()  # further articles that say the same

    def __post_init__(self) -> None:
        _aware("at", self.at)
        if (self.previous is None) != (self.kind is Kind.NEW):
            raise ValueError(f"{self.kind} and previous={self.previous!r} do not go together")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A statement on a tracked topic as it was judged: news, or only held to compare later ones."""

    key: str  # derived from what it is about, and begins with `s`, which no alert's does
    topic: str
    statement: Statement
    source: Source
    kind: Kind | None = None  # NEW or CHANGED: a reader is told of it; None: it is held only
    # The remark that it says again, or whose stance it changes. None with `same_as` given: it is
    # held no longer, or was not asked for.
    same_as: str | None = None
    previous: Remark | None = None
    score: float = 1.0  # 0..1: how far both say one thing
    at: datetime | None = None  # when it was found
    support: tuple[Source, ...] = ()  # further articles that say the same

    def __post_init__(self) -> None:
        _aware("at", self.at)
        if self.kind not in (None, Kind.NEW, Kind.CHANGED):
            raise ValueError(f"no remark is {self.kind}")
        if self.kind is Kind.CHANGED and self.same_as is None:
            raise ValueError("a changed stance has one that it changes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """A figure that a copy words otherwise than the text it was made of.

    `before` is empty, and `before_span` None, where the original has no figure in that place.
    """

    span: Span
    words: str
    quote: str
    before_span: Span | None = None
    before: str = ""
    before_quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """An article with a figure that it altered, and how many articles copied that from it."""

    source: Source
    alteration: Alteration
    copies: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How an alert's figure went round: who had it first, who copied it, and who altered it."""

    first: Source
    copies: tuple[Source, ...] = ()  # of the same text, with the same figure
    altered: tuple[Altered, ...] = ()  # of the same text, with another figure in its place
    # The alert's own article altered it: what stood there, and in whose text.
    origin: Source | None = None
    alteration: Alteration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict on one claim of an article: which figure it speaks of, and what came of it.

    `topic` and `figure` are None for a claim of no tracked topic (kept, not compared). `alert` is
    None for a copy, an older value that only fills the history, or an unremarkable claim.
    """

    claim: Claim
    topic: str | None = None
    figure: str | None = None  # key of an existing figure, or of the one to make for it
    makes_figure: bool = False
    becomes_current: bool = False  # its value replaces the current ones of the figure
    alert: Alert | None = None
    supports: str | None = None  # key of an earlier alert that this claim repeats


class Rhythm(StrEnum):
    """How often a recipient gets a digest."""

    DAILY = "daily"  # at its time, on its days: of the whole week or of one day of it
    HOURLY = "hourly"  # on its days
    AT_ONCE = "at_once"


class Empty(StrEnum):
    """How often a recipient is told that there was nothing."""

    DAILY = "daily"  # in every digest that is due, once a day at most
    WEEKLY = "weekly"
    NEVER = "never"


STATEMENTS = "statement"
"""Among the kinds a recipient wants: what was said without a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who gets digests: by which way, when, and of what. A checked one comes from `config`."""

    name: str  # the same for ever: what was told is kept by it
    channel: str  # "email", "slack", "file" …
    address: str = field(repr=False)  # may be secret: a webhook's
    language: str = "ko"
    rhythm: Rhythm = Rhythm.DAILY
    at: time = time(7, 30)
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)  # Monday is 0
    zone: str = "Asia/Seoul"
    quiet: tuple[time, time] | None = None  # nothing is sent from the one to the other
    empty: Empty = Empty.DAILY
    # What it is told of; empty: of all.
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()  # of `Kind`, and STATEMENTS
    # A change counts from here on: in percent, and in the base unit of figures that have that unit.
    min_percent: Decimal | None = None
    min_change: Mapping[str, Decimal] = field(default_factory=dict)
    first_only: bool = False  # of a figure only the first such change, until it turns round
    # Beside its rhythm, at once: what is on these topics, and what changes by so many percent.
    urgent_topics: tuple[str, ...] = ()
    urgent_percent: Decimal | None = None
    last_days: int = 0  # when it is added: what was found in so many days before is news to it too

    @property
    def clock(self) -> ZoneInfo:
        """The zone that its times are of."""
        return ZoneInfo(self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTrouble:
    """A feed that a digest's reader should know gave nothing."""

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of the news a digest rests on: counts since the last one, and what failed."""

    feeds: int = 0  # enabled
    polled: int = 0
    failed: tuple[FeedTrouble, ...] = ()
    retired: tuple[FeedTrouble, ...] = ()  # gone for good, since the last one
    missed: tuple[FeedTrouble, ...] = ()  # may have listed more between two polls than was seen
    silent: tuple[FeedTrouble, ...] = ()
    articles: int = 0  # read
    unread: int = 0  # articles that could not be read
    claims: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSection:
    """A digest's part on one topic. Each list in the order a reader should meet it."""

    topic: str
    changed: tuple[Alert, ...] = ()
    conflicts: tuple[Alert, ...] = ()
    revised: tuple[Alert, ...] = ()
    new: tuple[Alert, ...] = ()
    uncertain: tuple[Alert, ...] = ()
    remarks: tuple[Remark, ...] = ()  # what was said without a figure
    confirmed: int = 0  # counted, not listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The alerts of a period, grouped, ordered and counted, before they become words."""

    key: str
    since: datetime | None
    until: datetime
    sections: tuple[TopicSection, ...]
    coverage: Coverage
    # What a listed alert (its key) also stands for, oldest first: the earlier changes of the same
    # figure, the other voices of a conflict. They are shown inside the listed one.
    folded: Mapping[str, tuple[Alert, ...]] = field(default_factory=dict)
    # What is counted and not listed: the baseline's values, said again. For programs.
    counted: tuple[Alert, ...] = ()
    # What a listed alert's figure (its key) was said to be over time: for its picture.
    courses: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    keys: tuple[str, ...] = ()  # every alert it covers: listed, folded and confirmed
    remark_keys: tuple[str, ...] = ()  # every remark it covers
    recipient: str = ""  # the name of whom it is composed for; empty: of nobody in particular
    is_urgent: bool = False  # told at once, beside the digests of the rhythm
    # Figures (their keys) that the user asked for: set by hand, or named among a topic's figures.
    wished: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _aware("since", self.since)
        _aware("until", self.until)

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """Everything listed, in reading order."""
        return tuple(
            alert
            for s in self.sections
            for part in (s.changed, s.new, s.conflicts, s.revised, s.uncertain)
            for alert in part
        )

    @property
    def is_worth_sending(self) -> bool:
        """Whether there is anything that a reader did not know."""
        return bool(self.alerts or self.remarks)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Every statement told, in reading order."""
        return tuple(remark for s in self.sections for remark in s.remarks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A digest in words for one recipient of a channel. `key` is the same for ever, outside too."""

    key: str
    digest: str
    channel: str  # "email", "slack"
    recipient: str  # an address, a Slack channel or "webhook"
    subject: str
    text: str
    html: str = ""  # a whole page; its pictures stand in it as `data:` addresses
    # What a channel of its own form sends, as JSON. Slack: a list of lists of blocks, one list a
    # message; a webhook: a list of events.
    blocks: str = ""
    created: datetime | None = None
    attempts: int = 0
    tried: datetime | None = None  # first
    language: str = ""  # of its words; empty: the channel's own

    def __post_init__(self) -> None:
        _aware("created", self.created)
        _aware("tried", self.tried)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of an attempt to deliver a message."""

    message: str  # its key
    delivered: datetime | None = None
    error: str | None = None
    temporary: bool = False  # worth another try
    retry_after: float | None = None  # seconds that the other side asked us to wait
    unsure: bool = False  # it may have been taken all the same

    def __post_init__(self) -> None:
        _aware("delivered", self.delivered)


def utc(moment: datetime) -> datetime:
    """Return an aware `moment` in UTC; raise ValueError for one without a zone."""
    _aware("moment", moment)
    return moment.astimezone(UTC)
