"""The tables, as SQLModel classes; none of them leaves this folder.

Rows are read and written through `TABLE.c` (SQLAlchemy Core) by the files beside this one, each of
which turns rows into the values of `model.py` and back.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, MetaData, Table, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from monitor.store.types import Exact, Json, Packed, RowId, Words


def _id() -> Any:
    return Field(default=None, primary_key=True, sa_type=RowId)


def _words(**options: Any) -> Any:
    return Field(sa_type=Words, **options)


def _of(table: str, *, gone: str = "CASCADE", **options: Any) -> Any:
    """Return a column that points at a row of `table`; `gone` is what its removal does here."""
    return Field(
        sa_type=RowId, sa_column_args=[ForeignKey(f"{table}.id", ondelete=gone)], **options
    )


class Row(SQLModel):
    """What all tables share: their names of constraints, so that migrations can name them too."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class ClaimColumns(Row):
    """A claim as it was read; a copy of it stands with each value and alert that rests on it."""

    span_start: int
    span_end: int
    quote: str = _words()
    subject: str = _words()
    metric: str = _words()
    low: Decimal | None = Field(sa_type=Exact)
    high: Decimal | None = Field(sa_type=Exact)
    approx: bool
    unit: str = _words()
    as_of_start: date | None
    as_of_end: date | None
    modality: str = _words()
    attribution: str | None = _words()
    equivalents: Any = Field(sa_type=Json)
    subject_share: float | None


class SourceColumns(Row):
    """Where something was read."""

    doc: str = _words()
    version: int
    outlet: str = _words()
    title: str = _words()
    published: datetime | None
    is_seed: bool
    copy_of: str | None = _words()


class FeedRow(Row, table=True):
    """A feed. A removed one keeps its row for what came through it."""

    __tablename__ = "feed"

    id: int | None = _id()
    url: str = _words(unique=True)
    outlet: str = _words()
    title: str = _words()
    category: str = _words()
    note: str = _words()
    enabled: bool
    removed: bool
    etag: str | None = _words()
    last_modified: str | None = _words()
    body_hash: str | None = _words()
    interval_us: int = Field(sa_type=RowId)  # microseconds
    due: datetime | None = Field(index=True)
    polled: datetime | None
    changed: datetime | None
    failures: int
    error: str | None = _words()
    paused_until: datetime | None
    user_agent: str = _words()
    headers: Any = Field(sa_type=Json)
    robots: str = _words()
    terms: str = _words()
    gap_us: int | None = Field(sa_type=RowId)
    habit_us: int | None = Field(sa_type=RowId)
    ttl_us: int = Field(sa_type=RowId)
    skip_hours: int  # a bit for each hour, and for each day below: Monday is the lowest
    skip_days: int
    listed: str = _words()
    missed: datetime | None
    failing_since: datetime | None
    trouble: float
    retired: datetime | None
    moved_to: str | None = _words()


class EntryRow(Row, table=True):
    """A link that feeds listed, and how far we are with it."""

    __tablename__ = "entry"
    __table_args__ = (
        # Waiting ones are taken in the order of the news, not of arrival.
        Index("ix_entry_state_news_at", "state", "news_at"),
        Index("ix_entry_state_closed", "state", "closed"),
        Index("ix_entry_feed_id_id", "feed_id", "id"),  # what a feed listed last
        # Of next to all entries it knows nothing: what is wanted is little, and fetched soon.
        Index(
            "ix_entry_wanted",
            "wanted",
            sqlite_where=text("wanted IS NOT NULL"),
            postgresql_where=text("wanted IS NOT NULL"),
        ),
    )

    id: int | None = _id()
    url: str = _words(unique=True)
    feed_id: int = _of("feed")  # that listed it first
    guid: str = _words()
    title: str = _words()
    author: str = _words()
    published: datetime | None
    updated: datetime | None
    summary: str = _words()
    content: str = _words()
    outlet: str = _words()
    state: str = _words()
    seen: datetime
    news_at: datetime  # published, or seen where that is unknown or in the future
    wanted: datetime | None  # the same, while it waits and its headline may be of a tracked topic
    retry_at: datetime | None
    failures: int
    error: str | None = _words()
    closed: datetime | None  # when it was fetched or given up
    article_id: int | None = _of("article", gone="SET NULL", index=True)


class EntryKeyRow(Row, table=True):
    """What an entry is known by beside its address: hashes of what all addresses of it share.

    Numbers of 64 bits: of ten million articles, two share one with a chance of one in 400,000.
    """

    __tablename__ = "entry_key"

    key: int = Field(primary_key=True, sa_type=RowId, sa_column_kwargs={"autoincrement": False})
    entry_id: int = _of("entry", index=True)


class EntryFeedRow(Row, table=True):
    """Which feeds listed an entry, and what each said of it last."""

    __tablename__ = "entry_feed"

    entry_id: int = _of("entry", primary_key=True)
    feed_id: int = _of("feed", primary_key=True, index=True)
    # A hash of title and update: two feeds word the same article differently, for ever; only the
    # same feed saying something else tells of an edit.
    fingerprint: str = _words()
    seen: datetime


class ArticleRow(Row, table=True):
    """An article through all its versions."""

    __tablename__ = "article"

    id: int | None = _id()
    url: str = _words(unique=True)
    latest: int  # number of its newest version
    is_seed: bool
    news_at: datetime = Field(index=True)
    original_id: int | None = _of(
        "article", gone="SET NULL", index=True
    )  # the article that it copies
    reread_at: datetime | None = Field(index=True)
    reread: datetime  # the last reading of any outcome
    reread_failures: int
    reread_error: str | None = _words()


class VersionRow(Row, table=True):
    """An article as one reading of its page gave it."""

    __tablename__ = "article_version"
    __table_args__ = (
        UniqueConstraint("article_id", "version"),
        # Only the few that wait are in it, so it stays small beside millions of checked ones.
        Index(
            "ix_article_version_unchecked",
            "news_at",
            sqlite_where=text("checked IS NULL"),
            postgresql_where=text("checked IS NULL"),
        ),
        # Of failed checks, and of pages without a story, there are few.
        Index(
            "ix_article_version_failed",
            "checked",
            sqlite_where=text("check_error IS NOT NULL"),
            postgresql_where=text("check_error IS NOT NULL"),
        ),
        Index(
            "ix_article_version_unread",
            "article_id",
            "version",
            sqlite_where=text("state <> 'article'"),
            postgresql_where=text("state <> 'article'"),
        ),
    )

    id: int | None = _id()
    article_id: int = _of("article")
    version: int
    title: str = _words()
    author: str = _words()
    outlet: str = _words()
    text: str = Field(sa_type=Packed)
    published: datetime | None
    modified: datetime | None
    state: str = _words()
    skip: Any = Field(sa_type=Json)
    reading: str | None = _words()  # whose text it is
    # Which reader read its claims; none where it was passed over, or has not been looked at.
    reader: str | None = _words(index=True)
    fetched: datetime = Field(index=True)
    news_at: datetime  # what the order of checking follows
    checked: datetime | None = Field(index=True)
    check_error: str | None = _words()


class BandRow(Row, table=True):
    """One band of an article's signature: articles that share one may be copies."""

    __tablename__ = "article_band"
    __table_args__ = ({"sqlite_with_rowid": False},)

    band: int = Field(sa_type=RowId, primary_key=True)
    article_id: int = _of("article", primary_key=True, index=True)


class AlterationRow(Row, table=True):
    """A figure that a copy's first reading words otherwise than the text it was made of."""

    __tablename__ = "alteration"
    __table_args__ = ({"sqlite_with_rowid": False},)

    article_id: int = _of("article", primary_key=True)
    span_start: int = Field(primary_key=True)
    span_end: int
    words: str = _words()
    quote: str = _words()
    original_id: int = _of("article", index=True)
    original_version: int  # which of its readings the places are of
    before_start: int | None  # None: nothing stood there
    before_end: int | None
    before: str = _words()
    before_quote: str = _words()


class TopicRow(Row, table=True):
    """A tracked topic."""

    __tablename__ = "topic"

    id: int | None = _id()
    name: str = _words(unique=True)
    aliases: Any = Field(sa_type=Json)
    figures: Any = Field(sa_type=Json)


class ClaimRow(ClaimColumns, table=True):
    """A claim of an article's version, with the figure it was judged to speak of."""

    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint("version_id", "ordinal"),
        # What was read on a topic last; most claims are on none.
        Index(
            "ix_claim_topic_version_id",
            "topic",
            "version_id",
            sqlite_where=text("topic IS NOT NULL"),
            postgresql_where=text("topic IS NOT NULL"),
        ),
    )

    id: int | None = _id()
    version_id: int = _of("article_version")
    ordinal: int
    topic: str | None = _words()
    figure: str | None = _words(index=True)


class FigureRow(Row, table=True):
    """A figure. One dropped by hand keeps its row, so that no rebuilding brings it back."""

    __tablename__ = "figure"
    __table_args__ = (Index("ix_figure_topic_id", "topic", "id"),)

    id: int | None = _id()
    key: str = _words(unique=True)
    topic: str = _words()
    subject: str = _words()
    metric: str = _words()
    unit: str = _words()
    dropped: bool


class TermRow(Row, table=True):
    """The index of figures: which terms a claim must share to speak of one."""

    __tablename__ = "figure_term"
    __table_args__ = ({"sqlite_with_rowid": False},)

    term: str = _words(primary_key=True)
    figure_id: int = _of("figure", primary_key=True, index=True)


class ValueRow(ClaimColumns, SourceColumns, table=True):
    """A value that a figure was said to have."""

    __tablename__ = "figure_value"
    __table_args__ = (
        UniqueConstraint("figure_id", "doc", "version", "span_start", "span_end"),
        # A figure's last values, and the last that hold.
        Index("ix_figure_value_figure_id_is_current_id", "figure_id", "is_current", "id"),
    )

    id: int | None = _id()
    figure_id: int = _of("figure")
    doc: str = _words(index=True)
    claim_doc: str | None = _words()  # where it is not `doc`
    is_current: bool
    is_pinned: bool


class AlertRow(ClaimColumns, SourceColumns, table=True):
    """What a comparison found."""

    __tablename__ = "alert"
    __table_args__ = (
        # What the next digest tells: few, beside all that were told before.
        Index(
            "ix_alert_untold",
            "at",
            sqlite_where=text("is_told = 0"),
            postgresql_where=text("NOT is_told"),
        ),
        # The last found of a kind, a topic, an outlet, a figure: what a list shows first.
        Index("ix_alert_kind_at_id", "kind", "at", "id"),
        Index("ix_alert_topic_kind_at_id", "topic", "kind", "at", "id"),
        Index("ix_alert_outlet_at_id_kind", "outlet", "at", "id", "kind"),
        Index("ix_alert_figure_at_id", "figure", "at", "id"),
    )

    id: int | None = _id()
    key: str = _words(unique=True)
    kind: str = _words()
    topic: str = _words()
    figure: str = _words()
    doc: str = _words(index=True)
    claim_doc: str | None = _words()  # where it is not `doc`
    reason_code: str = _words()
    reason_facts: Any = Field(sa_type=Json)
    previous: Any = Field(sa_type=Json, nullable=True)
    score: float
    is_uncertain: bool
    at: datetime | None = Field(index=True)
    is_told: bool  # by some digest


class SupportRow(SourceColumns, table=True):
    """A further article that says what an alert says."""

    __tablename__ = "alert_support"
    __table_args__ = (UniqueConstraint("alert_id", "doc", "version"),)

    id: int | None = _id()
    alert_id: int = _of("alert")
    doc: str = _words(index=True)


class StatementRow(SourceColumns, table=True):
    """A statement on a topic, told (`kind`) or held to compare later ones with."""

    __tablename__ = "statement"
    __table_args__ = (
        # What a topic's articles said last.
        Index("ix_statement_topic_published", "topic", "published"),
        # The few that were news, in the order they were found.
        Index(
            "ix_statement_news",
            "at",
            sqlite_where=text("kind IS NOT NULL"),
            postgresql_where=text("kind IS NOT NULL"),
        ),
        Index(
            "ix_statement_news_topic",
            "topic",
            "at",
            sqlite_where=text("kind IS NOT NULL"),
            postgresql_where=text("kind IS NOT NULL"),
        ),
        Index(
            "ix_statement_news_outlet",
            "outlet",
            "at",
            sqlite_where=text("kind IS NOT NULL"),
            postgresql_where=text("kind IS NOT NULL"),
        ),
    )

    id: int | None = _id()
    key: str = _words(unique=True)
    topic: str = _words()
    doc: str = _words(index=True)
    span_start: int
    span_end: int
    quote: str = _words()
    subject: str = _words()
    speaker: str | None = _words()
    stance: str = _words()
    kind: str | None = _words()
    same_as: str | None = _words(index=True)  # a key; what it says again or takes another stance on
    score: float
    at: datetime | None
    is_told: bool  # by some digest


class ReviewRow(Row, table=True):
    """What a person decided, of an alert or of figures; an undone one stays in the record."""

    __tablename__ = "review"

    id: int | None = _id()
    # No reference: what was decided outlives the alert that a new check replaced.
    alert: str = _words(index=True)
    decision: str = _words()
    note: str = _words()
    at: datetime
    undone: datetime | None
    key: str | None = _words(index=True)  # the same wherever it is imported
    data: Any = Field(sa_type=Json, nullable=True)  # all that it is about; None: of the alert alone
    before: Any = Field(sa_type=Json, nullable=True)  # what it changed here, to be put back


class RecipientRow(Row, table=True):
    """Somebody who gets digests, and how far they have come."""

    __tablename__ = "recipient"

    id: int | None = _id()
    name: str = _words(unique=True)
    # What was said of it by hand; None: it stands in the settings.
    definition: Any = Field(sa_type=Json, nullable=True)
    channel: str = _words()
    address: str = _words()
    created: datetime
    floor: datetime | None  # what was found before is no news to it; None: all is
    slot: datetime | None  # the last one at which its digest was thought of
    told_slot: datetime | None  # the last one that had a digest
    until: datetime | None  # the end of the last digest of its rhythm that it received
    failures: int  # to compose its digest, in a row
    retry_at: datetime | None
    error: str | None = _words()
    complained: datetime | None  # when somebody else was told that it receives nothing


class DigestRow(Row, table=True):
    """A digest as it was composed; its words are in its message."""

    __tablename__ = "digest"

    id: int | None = _id()
    key: str = _words(unique=True)
    since: datetime | None
    until: datetime = Field(index=True)
    created: datetime
    # None for one of before there were recipients.
    recipient_id: int | None = _of("recipient", gone="SET NULL", index=True)
    is_urgent: bool  # beside the digests of the rhythm


class ToldRow(Row, table=True):
    """What a recipient was told of: no alert or statement is here twice for it."""

    __tablename__ = "told"
    __table_args__ = ({"sqlite_with_rowid": False},)

    recipient_id: int = _of("recipient", primary_key=True)
    key: str = _words(primary_key=True)  # of the alert or the statement
    # None: it is no news to it, for it was there before the recipient.
    digest_id: int | None = _of("digest", index=True)
    is_listed: bool  # False: counted, or not for it


class MessageRow(Row, table=True):
    """A message that is to be delivered, or was."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_state_next_at", "state", "next_at"),
        Index("ix_message_channel_recipient", "channel", "recipient"),
    )

    id: int | None = _id()
    key: str = _words(unique=True)
    digest: str = _words(index=True)  # its key; empty: it tells of another message
    channel: str = _words()
    recipient: str = _words()
    language: str = _words()
    subject: str = _words()
    text: str = _words()
    html: str = _words()
    blocks: str = _words()
    created: datetime | None
    attempts: int
    tried: datetime | None  # first
    state: str = _words()
    next_at: datetime | None  # not before; None: at once
    leased: datetime | None  # until when somebody is at it
    delivered: datetime | None
    error: str | None = _words()


class HostRow(Row, table=True):
    """A host as all workers together ask it; the moments are of the database's clock."""

    __tablename__ = "host"

    name: str = _words(primary_key=True)
    next_at: datetime | None  # no request begins before
    paused_until: datetime | None  # it asked to be left alone
    refusals: int  # in a row
    places: Any = Field(sa_type=Json)  # requests under way: a token, and until when at the latest


class ParkedRow(Row, table=True):
    """A job that failed so often that it is not tried again by itself."""

    __tablename__ = "parked"

    mark: str = _words(primary_key=True)  # of job and key
    job: str = _words()
    key: Any = Field(sa_type=Json)
    error: str = _words()
    tries: int
    at: datetime


class NoteRow(Row, table=True):
    """A fact of the program's own, by name."""

    __tablename__ = "note"

    key: str = _words(primary_key=True)
    value: str = _words()


class WebUserRow(Row, table=True):
    """Who may use the pages."""

    __tablename__ = "web_user"

    id: int | None = _id()
    name: str = _words(unique=True)
    password: str = _words()  # argon2's hash; empty: a proxy signs it in
    role: str = _words()
    created: datetime


class WebSessionRow(Row, table=True):
    """A browser that is signed in; of what it holds only a hash is kept."""

    __tablename__ = "web_session"

    token: str = _words(primary_key=True)
    user_id: int = _of("web_user", index=True)
    csrf: str = _words()
    created: datetime
    expires: datetime = Field(index=True)


class WebTokenRow(Row, table=True):
    """What a script asks the API with; of what it holds only a hash is kept."""

    __tablename__ = "web_token"

    id: int | None = _id()
    name: str = _words(unique=True)
    token: str = _words(unique=True)
    role: str = _words()
    made_by: str = _words()
    created: datetime
    expires: datetime | None
    used: datetime | None  # to within a day


class AuditRow(Row, table=True):
    """What somebody did on the pages; it outlives the user."""

    __tablename__ = "audit"

    id: int | None = _id()
    at: datetime
    who: str = _words()
    what: str = _words()
    about: str = _words()
    detail: Any = Field(sa_type=Json, nullable=True)


_TABLES = Row.metadata.tables

FEED: Table = _TABLES["feed"]
ENTRY: Table = _TABLES["entry"]
ENTRY_FEED: Table = _TABLES["entry_feed"]
ENTRY_KEY: Table = _TABLES["entry_key"]
ARTICLE: Table = _TABLES["article"]
# The article that another one copies, where a query joins both.
ORIGINAL = ARTICLE.alias("original")
VERSION: Table = _TABLES["article_version"]
BAND: Table = _TABLES["article_band"]
ALTERATION: Table = _TABLES["alteration"]
TOPIC: Table = _TABLES["topic"]
CLAIM: Table = _TABLES["claim"]
FIGURE: Table = _TABLES["figure"]
TERM: Table = _TABLES["figure_term"]
VALUE: Table = _TABLES["figure_value"]
ALERT: Table = _TABLES["alert"]
SUPPORT: Table = _TABLES["alert_support"]
STATEMENT: Table = _TABLES["statement"]
REVIEW: Table = _TABLES["review"]
DIGEST: Table = _TABLES["digest"]
RECIPIENT: Table = _TABLES["recipient"]
TOLD: Table = _TABLES["told"]
MESSAGE: Table = _TABLES["message"]
HOST: Table = _TABLES["host"]
PARKED: Table = _TABLES["parked"]
NOTE: Table = _TABLES["note"]
WEB_USER: Table = _TABLES["web_user"]
WEB_SESSION: Table = _TABLES["web_session"]
WEB_TOKEN: Table = _TABLES["web_token"]
AUDIT: Table = _TABLES["audit"]

METADATA: MetaData = Row.metadata
