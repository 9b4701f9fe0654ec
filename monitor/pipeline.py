"""The steps from a feed to a receipt, and nothing but them: load, decide or fetch, save.

Steps take keys, not objects, and a step run twice changes nothing the second time: restart, rerun
by hand and a second machine are then one case. No transaction is open while the network is used.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from logging import WARNING
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from typing_extensions import override

from monitor import __version__
from monitor.addresses import Allowed
from monitor.collect.articles import fetch_article
from monitor.collect.feeds import Poll, after_pause, manner_of, poll_feed
from monitor.collect.http import Http, Turns
from monitor.collect.keys import article_key, may_speak_for
from monitor.collect.pace import Bounds, after_failure, is_listed, rest_of
from monitor.collect.repeats import Lists
from monitor.collect.robots import Robots
from monitor.collect.searches import NaverKeys
from monitor.collect.urls import is_sealed
from monitor.cores import Cores
from monitor.delivery import Delivery, Queue
from monitor.errors import (
    BodyError,
    ConfigError,
    FetchError,
    PausedError,
    ReaderError,
    SourceError,
    StoreError,
)
from monitor.extract.statements import extract_statements, extract_told
from monitor.extract.whole import Whole, read_whole
from monitor.judge.alerts import judge_claims
from monitor.judge.altered import against_original
from monitor.judge.copies import Copied, find_alterations, find_original, signature
from monitor.judge.decisions import (
    Decided,
    judge_decided,
    looked_up,
)
from monitor.judge.early import may_matter
from monitor.judge.edits import Edits
from monitor.judge.learning import Learned, doubted, read_learned
from monitor.judge.match import SURE, family, likeness
from monitor.judge.metrics import squeeze
from monitor.judge.statements import judge_statements, make_remarks
from monitor.judge.terms import MOST, claim_terms, figure_terms
from monitor.judge.topics import match_topics
from monitor.lexicon import OWN
from monitor.log import log_event
from monitor.model import (
    Article,
    ArticleState,
    Claim,
    Digest,
    Entry,
    Feed,
    Figure,
    Judgement,
    Kind,
    Source,
    Span,
    Statement,
    Topic,
    Url,
    Value,
)
from monitor.publication import Publication
from monitor.reader import reader
from monitor.retry import backoff
from monitor.send.apprise import AppriseChannel
from monitor.send.email import EmailChannel
from monitor.send.file import FileChannel
from monitor.send.outbox import Channel
from monitor.send.slack import SlackChannel
from monitor.send.webhook import WebhookChannel
from monitor.standing import Standing, load_decided
from monitor.store.alerts import add_support, load_alert, load_alerts, save_alert
from monitor.store.articles import (
    STORY,
    Saved,
    doc_of_entry,
    find_docs,
    load_article,
    load_rereads,
    load_similar,
    load_source,
    load_unchecked,
    mark_checked,
    reader_of,
    save_article,
    save_signature,
    set_copy_of,
    set_reader,
    set_reread,
    source_of,
)
from monitor.store.claims import load_claims, save_claims, save_judged_claims
from monitor.store.copies import load_alterations, load_originals, note_alterations
from monitor.store.database import Store, Tx, open_store
from monitor.store.entries import (
    entry_failures,
    fill_keys,
    join_entry,
    last_entry_error,
    load_docs,
    load_entry,
    load_titled,
    load_waiting_urls,
    note_entry_failure,
    note_entry_fetched,
    postpone_entry,
    save_entries,
)
from monitor.store.feeds import (
    load_due_urls,
    load_feed,
    load_feeds_at,
    load_paused_feeds,
    move_feed,
    note_poll,
    note_polls,
    note_quiet_polls,
)
from monitor.store.figures import (
    add_terms,
    add_value,
    find_worded,
    load_figure,
    load_figures,
    load_figures_for,
    pin_value,
    renew_values,
    save_figure,
    set_current,
)
from monitor.store.holding import lock_judgement
from monitor.store.learned import NAME, load_learned
from monitor.store.notes import load_moment, load_note, save_moment, save_note
from monitor.store.retention import Keep, Pruned, prune
from monitor.store.statements import load_held, save_remarks
from monitor.store.topics import load_topics
from monitor.store.waiting import is_unchecked, load_waiting_among
from monitor.together import MANY, Together
from monitor.turns import SharedTurns
from monitor.words import Lang, say

if TYPE_CHECKING:
    from monitor.config import Config

T = TypeVar("T")
Clock = Callable[[], datetime]

# Of what waits, so many times more is looked at as is taken, to find other hosts.
_AHEAD = 8
# An article may come under another address for so long after it was listed.
KNOWN_AGAIN = timedelta(days=14)
_KEYS = "entries.keys"
_HEADLINE = 12  # characters; a shorter headline may stand over two articles of a day
# A copy appears within hours of its original; this is far beyond.
COPY_WINDOW = timedelta(days=3)
# Statements of a topic that a new one is compared with: a story that nobody tells for so long is
# news again when it is.
HELD = 600
# Statements of one article that are judged: more than any story has, and no page can hold us up.
MOST_SAID = 100
# Articles that a new topic is looked for in.
REPLAYED = 20_000
# Failures, and articles with too many figures, that a process can tell of afterwards.
REMEMBERED = 1000


HEARD = "lexicon"
"""The note of which of the user's own words the figures held can be found by."""
NOTHING = Whole(claims=(), left=0, statements=(), figures=())
# When what is kept no longer was removed last.
PRUNED = "prune.last"


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """An article of an archive that is kept. `waits`: it may hold a topic, and nobody read it."""

    doc: str
    version: int
    news_at: datetime
    waits: bool


class Latest(list[T]):
    """A list of what was appended last: a daemon appends for months."""

    @override
    def append(self, item: T, /) -> None:
        """Append, and let go of what is `REMEMBERED` places behind."""
        super().append(item)
        del self[:-REMEMBERED]


class Pipeline:
    """All the steps over one database. Made by `open_pipeline`.

    `done` counts what this process did, `failed` keeps what failed as (address, why), `left` the
    articles that had too many figures, as (address, figures not read).
    """

    def __init__(
        self,
        config: Config,
        store: Store,
        http: Http,
        *,
        clock: Clock,
        lang: Lang,
        cores: Cores,
        channels: Sequence[Channel],
    ) -> None:
        self.config = config
        self.store = store
        self.http = http
        self.robots = Robots(http)
        self.clock = clock
        self.lang = lang
        self.cores = cores
        self.channels = channels
        self._standing = Standing()
        self._heard: str | None = None  # the mark of the user's own words that figures are found by
        self._refused = ""  # why the user's list of metrics was not taken
        self.learned: Learned | None = None  # what the user's decisions taught
        self.done: Counter[str] = Counter()
        self.failed: list[tuple[str, str]] = Latest()
        self.left: list[tuple[str, int]] = Latest()
        self._turn: asyncio.Event | None = None
        # Given by an engine of several processes: `queue` takes what a step makes work for, or
        # nothing where None is given; `earlier` waits for what is judged before this elsewhere.
        self.queue: Callable[[], Queue | None] = _no_queue
        self.earlier: Callable[[], Awaitable[None]] | None = None
        # What polls load and save: there are many at once, and each has little.
        self._polling = 0  # polls on their way
        self._loads = Together(
            store, load_feeds_at, write=False, most=MANY, coming=lambda: self._polling
        )
        self._saves = Together(store, _save_polls, write=True, coming=lambda: self._polling)
        self._notes = Together(
            store, _note_polls, write=True, most=MANY, coming=lambda: self._polling
        )
        self._quiets = Together(
            store, _note_quiet_polls, write=True, most=MANY, coming=lambda: self._polling
        )
        self._lists = Lists()
        self._bounds = bounds_of(config)
        self._naver = naver_keys(config)
        self.delivery = Delivery(
            config,
            store,
            clock=clock,
            lang=lang,
            channels=channels,
            done=self.done,
            failed=self.failed,
        )
        self.publication = Publication(config, store, clock=clock, lang=lang, failed=self.failed)

    # --- poll: a feed → its new entries ----------------------------------------------------------

    def due_feeds(self, limit: int) -> Sequence[Url]:
        """Return the feeds to ask now."""
        with self.store.begin(write=False) as tx:
            ahead = load_due_urls(tx, self.clock(), limit=limit * _AHEAD)
        return self._spread(ahead, limit)

    def _spread(self, urls: Sequence[Url], limit: int) -> Sequence[Url]:
        """Return up to `limit` of `urls`, in their order, and of no host more than its share.

        A host takes two requests at once: a hundred places that wait for it would be nobody's.
        """
        most = max(2 * self.http.per_host, limit // 8)
        taken: Counter[str] = Counter()
        chosen: list[Url] = []
        for url in urls:
            host = urlsplit(url).netloc
            if taken[host] < most and len(chosen) < limit:
                taken[host] += 1
                chosen.append(url)
        return chosen

    async def poll(self, url: Url) -> None:
        """Ask a feed for its entries and keep the new ones; a failure is noted on the feed."""
        self._polling += 1
        try:
            await self._poll(url)
        finally:
            self._polling -= 1

    async def _poll(self, url: Url) -> None:
        feed = await self._loads.do(url)
        if feed is None or feed.retired:
            return
        now = self.clock()
        if feed.paused_until and feed.paused_until > now:
            paused = replace(feed, due=feed.paused_until)
            await self._notes.do(paused)
            log_event("left alone", feed=url, until=feed.paused_until.isoformat())
            return
        self.done["polls"] += 1
        try:
            polled = await poll_feed(
                feed,
                self.http,
                now=now,
                bounds=self._bounds,
                run=self.cores.runner(url, outside=True),
                naver=self._naver,
                lists=self._lists,
                clock=self.clock,
            )
        except PausedError as e:
            resting = after_pause(feed, e, now=now)
            await self._notes.do(resting)
            log_event("left alone", feed=url, why=e.why)
            return
        except SourceError as e:
            failed = after_failure(feed, e, now=now, bounds=self._bounds)
            await self._notes.do(failed)
            self._note_failure("poll failed", feed.outlet or url, url, e)
            if failed.retired:
                log_event("retired", level=WARNING, feed=url, why=e.why)
            return
        new, moved = 0, False
        if polled.entries or polled.moved_to:
            new, moved = await self._saves.do((polled, now, self.queue()))
        else:
            await (self._quiets if polled.is_quiet else self._notes).do(polled.feed)
        self.done["entries"] += new
        log_event("polled", feed=url, entries=polled.listed, new=new)
        if moved:
            log_event("moved", feed=url, to=polled.moved_to)
        if polled.feed.missed == now:
            log_event("possibly missed", level=WARNING, feed=url, entries=polled.listed)

    def keep_keys(self) -> None:
        """Note once what the latest entries of an older database are known by."""
        with self.store.begin() as tx:
            if load_note(tx, _KEYS) is None:
                fill_keys(tx, article_key, since=self.clock() - KNOWN_AGAIN)
                save_note(tx, _KEYS, "1")

    def keep_pauses(self) -> None:
        """Leave the hosts alone that asked for it before this process began."""
        now = self.clock()
        with self.store.begin(write=False) as tx:
            for feed in load_paused_feeds(tx, now):
                if feed.paused_until is not None:
                    self.http.hold(feed.url, (feed.paused_until - now).total_seconds())

    def fail_poll(self, url: Url, error: str) -> None:
        """Note on the feed that a bug stopped its poll."""
        with self.store.begin() as tx:
            if feed := load_feed(tx, url):
                broken = SourceError(url, error)
                note_poll(tx, after_failure(feed, broken, now=self.clock(), bounds=self._bounds))

    # --- fetch: an entry → its article -----------------------------------------------------------

    def waiting_entries(self, limit: int) -> Sequence[Url]:
        """Return the entries whose pages are to be fetched now."""
        with self.store.begin(write=False) as tx:
            ahead = load_waiting_urls(tx, self.clock(), limit=limit * _AHEAD)
        waiting = self._spread(ahead, limit)
        self.cores.expect(len(waiting))
        return waiting

    async def fetch(self, url: Url) -> None:
        """Fetch and read the page of an entry; a failure is noted on the entry."""
        with self.store.begin(write=False) as tx:
            entry = load_entry(tx, url)
            feed = load_feed(tx, entry.feed) if entry else None
        if entry is None:
            return
        now = self.clock()
        if is_sealed(url) and self._is_read(entry, now):
            return
        try:
            article = await self._read(entry, feed, now)
        except PausedError as e:
            with self.store.begin() as tx:
                postpone_entry(tx, url, now + rest_of(e))
            log_event("left alone", article=url, why=e.why)
            return
        except SourceError as e:
            with self.store.begin() as tx:
                self._put_off(tx, url, e, now)
            self._note_failure("fetch failed", url, url, e)
            return
        with self.store.begin() as tx:
            # Known by what its page says of itself, it may have come under another address before,
            # or meanwhile: then that one's page told of this entry.
            own = [there for there in article.also if may_speak_for(url, there)]
            twins = join_entry(tx, url, map(article_key, own))
            led = [there for there in article.also if there not in own]
            docs = (
                doc_of_entry(tx, url),
                *(twin.doc for twin in twins),
                *load_docs(tx, map(article_key, led)),
            )
            if doc := next((doc for doc in docs if doc not in (None, article.url)), None):
                note_entry_fetched(tx, url, doc, now=now)
                log_event("joined", article=url, to=doc)
                return
            next_at = self._next_reread(tx, article, now)
            saved = save_article(tx, article, now=now, reread_at=next_at)
            for same in (url, *(twin.url for twin in twins)):
                note_entry_fetched(tx, same, saved.doc, now=now)
            self._add_check(tx, saved)
        self.done["articles"] += saved.is_new_version
        log_event("fetched", article=url, version=saved.version, state=article.state)

    def _add_check(self, tx: Tx, saved: Saved) -> None:
        if saved.is_new_version and (queue := self.queue()) is not None:
            queue.add(tx, "check", [(saved.doc, saved.version)])

    def _is_read(self, entry: Entry, now: datetime) -> bool:
        """Tell whether an article under this very headline is read already, and join it to that."""
        if len(entry.title) < _HEADLINE:
            return False
        with self.store.begin() as tx:
            doc = load_titled(tx, entry.title, around=entry.published or now, but=entry.url)
            if doc is not None:
                note_entry_fetched(tx, entry.url, doc, now=now)
        if doc is not None:
            log_event("joined", article=entry.url, to=doc)
        return doc is not None

    async def _read(self, entry: Entry, feed: Feed | None, now: datetime) -> Article:
        # With the user's own reason written down, robots.txt of that publisher is not asked.
        is_open = feed is not None and feed.robots
        article = await fetch_article(
            entry,
            self.http,
            now=now,
            outlet=feed.outlet if feed else "",
            run=self.cores.runner(entry.url, outside=True),
            gate=None if is_open else self.robots.check,
            manner=manner_of(feed) if feed else None,
        )
        if article.state in (ArticleState.ARTICLE, ArticleState.PAYWALL):
            return article
        raise BodyError(entry.url, say(f"body.{article.state}"), state=str(article.state))

    def _put_off(self, tx: Tx, url: Url, error: SourceError, now: datetime) -> None:
        """Note a failed fetch: when to try again, or that it is given up."""
        failures = entry_failures(tx, url) + 1
        asked = error.retry_after if isinstance(error, FetchError) else None
        most = self.config.settings.articles.attempts
        if isinstance(error, ReaderError):
            # What stops its reader does so again, but for once the machine may have been at fault.
            most = 0 if error.why == last_entry_error(tx, url) else failures + 1
        again = error.temporary and failures < most
        retry_at = now + backoff(failures, asked=asked) if again else None
        note_entry_failure(tx, url, error=error.why, retry_at=retry_at, now=now)

    def fail_fetch(self, url: Url, error: str) -> None:
        """Note on the entry that a bug stopped its fetch: it is not tried again."""
        with self.store.begin() as tx:
            note_entry_failure(tx, url, error=error, retry_at=None, now=self.clock())

    def _next_reread(self, tx: Tx, article: Article, now: datetime) -> datetime | None:
        """Return when the page is read again for silent edits; None once it is old enough.

        More often while it may hold a tracked topic: that edit is the one to hear of.
        """
        since = min(article.published or now, now)
        settings = self.config.settings.articles
        ahead = [h for h in settings.reread_hours if since + timedelta(hours=h) > now]
        further = [h for h in settings.tracked_hours if since + timedelta(hours=h) > now]
        sooner = bool(settings.reread_hours and further) and further[0] < min(ahead, default=inf)
        if sooner and may_matter(article.title, article.text, load_topics(tx)):
            ahead = further
        return since + timedelta(hours=ahead[0]) if ahead else None

    # --- reread: a page that may have been edited ------------------------------------------------

    def due_rereads(self, limit: int) -> Sequence[Url]:
        """Return the pages to read again now."""
        with self.store.begin(write=False) as tx:
            ahead = [entry.url for entry in load_rereads(tx, self.clock(), limit=limit * _AHEAD)]
        due = self._spread(ahead, limit)
        self.cores.expect(len(due))
        return due

    async def reread(self, url: Url) -> None:
        """Read a page again; what it says now is a new version where it says something else."""
        with self.store.begin(write=False) as tx:
            entry = load_entry(tx, url) or Entry(feed=Url(""), url=url)
            doc = doc_of_entry(tx, url) or url
            feed = load_feed(tx, entry.feed)
            known = load_article(tx, doc)
            if known is None:
                return
            now = self.clock()
            next_at = self._next_reread(tx, known, now)
        try:
            article = await self._read(entry, feed, now)
        except PausedError as e:
            with self.store.begin() as tx:
                set_reread(tx, doc, now + rest_of(e))
            log_event("left alone", article=url, why=e.why)
            return
        except SourceError as e:
            with self.store.begin() as tx:
                set_reread(tx, doc, next_at, error=e.why)
            log_event("reread failed", article=url, why=e.why)
            return
        # A page that lost its dates in a relaunch was still published when it was.
        article = replace(article, url=Url(doc), published=known.published or article.published)
        with self.store.begin() as tx:
            saved = save_article(tx, article, now=now, reread_at=next_at)
            self._add_check(tx, saved)
        self.done["articles"] += saved.is_new_version
        log_event("reread", article=url, version=saved.version, edited=saved.is_new_version)

    def fail_reread(self, url: Url, error: str) -> None:
        """Note that a bug stopped the reading: it is not tried again."""
        with self.store.begin() as tx:
            set_reread(tx, doc_of_entry(tx, url) or url, None, error=error)

    # --- check: an article → claims, alerts, baseline --------------------------------------------

    def unchecked(self, limit: int) -> Sequence[tuple[str, int]]:
        """Return the readings of news to check, as (doc, version), the oldest news first."""
        return self._unchecked(limit, seeds=False)

    def unchecked_seeds(self, limit: int) -> Sequence[tuple[str, int]]:
        """Return the documents of the user's corpus to check, in the same form and order."""
        return self._unchecked(limit, seeds=True)

    def _unchecked(self, limit: int, *, seeds: bool) -> Sequence[tuple[str, int]]:
        with self.store.begin(write=False) as tx:
            waiting = load_unchecked(tx, limit=limit, seeds=seeds)
        self.cores.expect(len(waiting))
        return waiting

    async def check(
        self,
        key: tuple[str, int],
        *,
        past: bool = False,
        told: bool = True,
        turn: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        """Extract the claims of a reading and compare them with the baseline.

        Several may run at once: their texts are read on all cores, but they are judged one after
        the other in the order they were started, which is that of their publication.

        Args:
            past: it comes from an archive: what is known of later days stays the current value.
            told: what it brings is told; else it becomes history without a word.
            turn: waited for before it is judged.
        """
        doc, version = key
        before, mine = self._turn if self.earlier is None else None, asyncio.Event()
        self._turn = mine
        try:
            with self.store.begin(write=False) as tx:
                article = load_article(tx, doc, version)
                topics = load_topics(tx)
                matters = article is None or self._matters(tx, article, version, topics)
            whole = NOTHING
            error = None
            if article is not None and matters:
                try:
                    await self._read_before(doc, version)
                    run = self.cores.runner(doc, size=len(article.text), tries=2)
                    work = partial(read_whole, article, topics, self._most)
                    whole = await run(work)
                    if whole.left:
                        self.left.append((doc, whole.left))
                        log_event("left figures", level=WARNING, article=doc, left=whole.left)
                except BodyError as e:
                    error = e.why
            if before is not None:
                await before.wait()
            if turn is not None:
                await turn()
            if article is not None and not matters:
                self._pass_over(doc, version)
            elif article is not None:
                if self.earlier is not None:
                    await self.earlier()
                self._judge(article, version, whole, error, past=past, told=told)
        finally:
            mine.set()

    def _matters(self, tx: Tx, article: Article, version: int, topics: Sequence[Topic]) -> bool:
        """Return whether a reading is to be read in full: the user's own documents are, and news
        that may hold a tracked topic, or that did so before its page was edited."""
        if not self.config.settings.articles.early:
            return True
        source = load_source(tx, article.url, version)
        if source is None or source.is_seed:
            return True
        before = load_article(tx, article.url, version - 1) if version > 1 else None
        pages = [page for page in (article, before) if page is not None]
        return any(may_matter(page.title, page.text, topics) for page in pages)

    async def _read_before(self, doc: str, version: int) -> None:
        """Read what the page said before, where that was passed over: an edit is told by both."""
        with self.store.begin(write=False) as tx:
            is_read = version == 1 or reader_of(tx, doc, version - 1) is not None
            before = None if is_read else load_article(tx, doc, version - 1)
        if before is None or before.state not in STORY:
            return
        run = self.cores.runner(doc, size=len(before.text), tries=2)
        claims, _, _ = await run(partial(extract_told, before, (), self._most))
        with self.store.begin() as tx:
            save_claims(tx, doc, version - 1, claims)
            set_reader(tx, doc, version - 1, reader())

    def _pass_over(self, doc: str, version: int) -> None:
        """Note that a reading holds nothing of what is tracked; its text waits for other topics."""
        with self.store.begin() as tx:
            mark_checked(tx, doc, version, now=self.clock())
        self.done["passed"] += 1
        log_event("passed over", article=doc, version=version)

    def _judge(
        self,
        article: Article,
        version: int,
        whole: Whole,
        error: str | None,
        *,
        past: bool = False,
        told: bool = True,
    ) -> None:
        now, doc, claims = self.clock(), article.url, whole.claims
        # One transaction for all of it, and milliseconds long: the baseline that a claim is
        # compared with and the one that its value enters are then the same.
        with self.store.begin() as tx:
            # One judges at a time, whoever else does so elsewhere.
            lock_judgement(tx)
            if error:
                mark_checked(tx, doc, version, now=now, error=error, reader=reader())
                return
            topics = load_topics(tx)
            decided = self._decided(tx)
            source = find_source(tx, article, version, whole.figures, now=now)
            earlier = load_claims(tx, doc, version - 1) if version > 1 else None
            ready = looked_up(decided, claims)
            figures = baseline_for(tx, ready, topics, title=source.title, context=article.text)
            judgements = judge_decided(
                decided,
                claims,
                figures,
                source=source,
                topics=topics,
                now=now,
                earlier=earlier,
                context=article.text,
            )
            judgements = beside_original(tx, judgements, figures, source)
            judgements = doubted(self.learned, judgements)
            if past:
                judgements = tuple(_as_past(tx, j, source, told=told) for j in judgements)
            alerts, confirmed = save_judgements(tx, source, judgements)
            renew_document(tx, source, claims, earlier)
            save_judged_claims(tx, doc, version, judgements)
            teller = source if told else replace(source, is_seed=True)
            remarks = judge_and_save(tx, whole.statements, teller, topics, now=now)
            mark_checked(tx, doc, version, now=now, reader=reader())
        touched = {j.topic for j in judgements if j.topic and (j.alert or j.supports)}
        self.publication.touch({topic.name for topic in topics} if remarks else touched)
        self.done["checked"] += 1
        self.done["claims"] += len(claims)
        self.done["alerts"] += alerts
        self.done["confirmed"] += confirmed
        self.done["statements"] += remarks
        log_event("checked", article=doc, version=version, claims=len(claims), alerts=alerts)

    def unpublished(self, limit: int) -> Sequence[str]:
        """Return the topics whose feeds are to be written, once nothing waits that adds to them."""
        return () if self.unchecked(1) else self.publication.waiting(limit)

    @property
    def _most(self) -> int:
        return self.config.settings.articles.most_figures

    def _decided(self, tx: Tx) -> Decided:
        """Return the decisions that stand, and hear the user's own words of metrics."""
        decided = self._standing.decided(tx)
        self._hear_own_words(tx)
        return decided

    def _hear_own_words(self, tx: Tx) -> None:
        """Read the user's list of metrics again where it has changed, and let figures be found so.

        One that does not hold is refused, once in the log, and the former one stands.
        """
        try:
            OWN.load(self.config.metrics_file)
            self._refused = ""
        except ConfigError as e:
            if str(e) != self._refused:
                log_event("refused metrics", level=WARNING, why=str(e))
            self._refused = str(e)
        if OWN.mark == self._heard:
            return
        self._heard = OWN.mark
        if (load_note(tx, HEARD) or "") != OWN.mark:
            for key in find_worded(tx, OWN.wordings):
                figure = load_figure(tx, key)
                if figure is not None:
                    add_terms(tx, key, figure_terms(figure))
            save_note(tx, HEARD, OWN.mark)

    def fail_check(self, key: tuple[str, int], error: str) -> None:
        """Note that a bug stopped the check: it is not tried again by itself."""
        with self.store.begin() as tx:
            mark_checked(tx, key[0], key[1], now=self.clock(), error=error)

    # --- prune: what is kept no longer -----------------------------------------------------------

    def due_prunes(self, _limit: int) -> Sequence[str]:
        """Return the day, where nothing was pruned for a day."""
        now = self.clock()
        with self.store.begin(write=False) as tx:
            last = load_moment(tx, PRUNED)
        is_due = last is None or not last <= now < last + timedelta(days=1)
        return (f"{now:%Y-%m-%d}",) if is_due else ()

    async def prune(self, _day: str) -> None:
        """Remove what the settings keep no longer, and give its room back to the disk."""
        now, gone = self.clock(), Pruned()
        for part in prune(self.store, keep_of(self.config), now=now, is_listed=is_listed):
            gone += part
            await asyncio.sleep(0)  # others' turn
        with self.store.begin() as tx:
            save_moment(tx, PRUNED, now)
        if gone.total:
            self.store.reclaim()
        log_event("pruned", **asdict(gone))

    def fail_prune(self, _day: str, _error: str) -> None:
        """Note that a bug stopped it: tried again tomorrow."""
        with self.store.begin() as tx:
            save_moment(tx, PRUNED, self.clock())

    def add_seed(self, article: Article) -> bool:
        """Keep a document of the user's corpus for `check`; False where nothing of it is new."""
        with self.store.begin() as tx:
            return save_article(tx, article, now=self.clock(), is_seed=True).is_new_version

    # --- archives: articles of the past, kept as history ------------------------------------------

    def past(self, url: str) -> Past | None:
        """Return how the article of this address is kept; None where there is none."""
        with self.store.begin(write=False) as tx:
            doc = doc_of_entry(tx, url) or url
            source = load_source(tx, doc)
            article = load_article(tx, doc)
            if source is None or article is None:
                return None
            waits = (
                not source.is_seed
                and source.version == 1
                and article.state in STORY
                and reader_of(tx, doc, 1) is None
                # What the daemon has yet to check is news, and left to it.
                and not is_unchecked(tx, doc, 1)
                and self._matters(tx, article, 1, load_topics(tx))
            )
        at = article.published or self.clock()
        return Past(doc=doc, version=source.version, news_at=at, waits=waits)

    def add_past(self, article: Article) -> None:
        """Keep an article of an archive, as one that was looked at: it is nobody's news."""
        now = self.clock()
        with self.store.begin() as tx:
            saved = save_article(tx, article, now=now)
            if saved.is_new_version:
                mark_checked(tx, saved.doc, saved.version, now=now)

    # --- digest and deliver: alerts → messages → receipts, done by `delivery` ---------------------

    def digest(self, *, since: datetime | None = None, name: str | None = None) -> Digest:
        """Return the digest of what is not told yet, or of all since a moment; keeps nothing.

        Args:
            name: as it would be for this recipient, with its filters.
        """
        return self.delivery.digest(since=since, name=name)

    def queue_digest(self, *, since: datetime | None = None) -> Digest:
        """Compose a digest for every recipient, whatever the hour; return what is told in all."""
        told = self.delivery.digest(since=since)
        self.delivery.queue_digests(since=since)
        return told

    def _note_failure(self, event: str, name: str, url: str, error: SourceError) -> None:
        self.failed.append((name, error.why))
        log_event(event, url=url, why=error.why)


def _no_queue() -> None:
    """Return no queue: this process looks for what waits."""


def bounds_of(config: Config) -> Bounds:
    """Return between what the settings let the pauses of a feed lie."""
    poll = config.settings.poll
    return Bounds(
        floor=timedelta(minutes=poll.min_minutes),
        ceiling=timedelta(minutes=poll.max_minutes),
        wish=timedelta(minutes=poll.wish_minutes),
        dead=timedelta(days=poll.dead_days),
    )


def _note_polls(tx: Tx, feeds: Sequence[Feed]) -> Sequence[None]:
    """Keep what polls taught that brought nothing."""
    note_polls(tx, feeds)
    return [None] * len(feeds)


def _note_quiet_polls(tx: Tx, feeds: Sequence[Feed]) -> Sequence[None]:
    """Keep of polls that found nothing new when to ask again."""
    note_quiet_polls(tx, feeds)
    return [None] * len(feeds)


def _save_polls(
    tx: Tx, polls: Sequence[tuple[Poll, datetime, Queue | None]]
) -> list[tuple[int, bool]]:
    """Keep what polls brought; return of each how many entries are new, and whether it moved."""
    note_polls(tx, [polled.feed for polled, _, _ in polls])
    is_wanted = _wanted_by(load_topics(tx))
    return [_save_poll(tx, polled, now, queue, is_wanted) for polled, now, queue in polls]


def _save_poll(
    tx: Tx, polled: Poll, now: datetime, queue: Queue | None, is_wanted: Callable[[Entry], bool]
) -> tuple[int, bool]:
    new = save_entries(tx, polled.entries, now=now, key_of=article_key, is_wanted=is_wanted)
    if new and queue is not None:
        queue.add(tx, "fetch", load_waiting_among(tx, [e.url for e in polled.entries], now))
    target = polled.moved_to
    return new, target is not None and move_feed(tx, polled.feed.url, target)


def _wanted_by(topics: Sequence[Topic]) -> Callable[[Entry], bool]:
    """Return the test of an entry for whether what its feed says of it may be of a topic."""
    return lambda entry: may_matter(entry.title, entry.summary, topics)


def baseline_for(
    tx: Tx, claims: Iterable[Claim], topics: Sequence[Topic], *, title: str = "", context: str = ""
) -> tuple[Figure, ...]:
    """Return the figures that one of `claims` may speak of: those that share a term with it."""
    return load_figures_for(
        tx,
        [claim_terms(claim, topics, title=title, context=context) for claim in claims],
        limit=MOST,
    )


def keep_of(config: Config) -> Keep:
    """Return what the settings keep, and for how long."""
    days = config.settings.retention

    def span(count: int) -> timedelta | None:
        return timedelta(days=count) if count else None

    return Keep(
        texts=span(days.texts_days),
        entries=span(days.entries_days),
        messages=span(days.messages_days),
    )


def find_source(
    tx: Tx,
    article: Article,
    version: int,
    figures: Sequence[Span],
    *,
    now: datetime,
    again: bool = False,
) -> Source:
    """Return where the claims come from; whether it is a copy is found out here, once.

    Args:
        figures: where its figures stand: one that says another figure than its original is none.
        again: find it out anew, among what was there before it.
    """
    source = source_of(tx, article.url, version)
    if source.is_seed:
        return source
    marks = signature(article.text)
    if version == 1 and (again or source.copy_of is None):
        at = article.published or now
        until = at if again else at + COPY_WINDOW
        alike = load_similar(tx, marks, since=at - COPY_WINDOW, until=until, but=article.url)
        if source.copy_of and (old := load_article(tx, source.copy_of)):
            # The index of copies forgets, and a text may be kept no longer.
            alike = (*alike, (source.copy_of, old.text or article.text))
        # A copy may have been cut: what its original says is no other figure.
        alike = (*alike, *load_originals(tx, [doc for doc, _ in alike]))
        found = find_original(article.text, alike, figures)
        original = None if found is None or found.alters else found.doc
        if original is not None or again:
            set_copy_of(tx, article.url, original)
            source = source_of(tx, article.url, version)
        note_altered(tx, article, figures, found, dict(alike))
    save_signature(tx, article.url, marks)
    return source


def note_altered(
    tx: Tx, article: Article, figures: Sequence[Span], found: Copied | None, texts: dict[str, str]
) -> None:
    """Keep which figures an article words otherwise than the text that it was made of.

    Args:
        texts: by document, those among which `found` was found.
    """
    if found is None or not found.alters:
        known = load_alterations(tx, article.url)
        # The index of copies forgets: what was found among others then is not found anew.
        if known is not None and (found is not None or known[0] in texts):
            note_alterations(tx, article.url, None, ())
        return
    source = load_source(tx, found.doc)
    first = source.copy_of if source is not None and source.copy_of in texts else None
    for original in (first, found.doc):
        text = texts[original] if original else ""
        if original and text and (told := find_alterations(article.text, figures, text)):
            note_alterations(tx, article.url, original, told)
            log_event("altered copy", article=article.url, original=original, figures=len(told))
            return


def beside_original(
    tx: Tx, judgements: Sequence[Judgement], figures: Sequence[Figure], source: Source
) -> tuple[Judgement, ...]:
    """Return the judgements, those on figures that the article altered in copying as conflicts."""
    told = load_alterations(tx, source.doc) if source.version == 1 else None
    original = load_source(tx, told[0]) if told else None
    if told is None or original is None:
        return tuple(judgements)
    return against_original(
        judgements, figures, source=source, original=original, alterations=told[1]
    )


def save_judgements(tx: Tx, source: Source, judgements: Sequence[Judgement]) -> tuple[int, int]:
    """Keep what was found: figures, their values, alerts and support.

    Returns how many alerts are new, and how many confirmations.
    """
    alerts = confirmed = 0
    for found in judgements:
        if found.figure is not None:
            value = Value(claim=found.claim, source=source, is_current=found.becomes_current)
            figure = Figure(
                key=found.figure,
                topic=found.topic or "",
                subject=found.claim.subject,
                metric=found.claim.metric,
                unit=found.claim.unit,
            )
            # Other words for a figure are further ways to find it by.
            terms = figure_terms(replace(figure, values=(value,)))
            if found.makes_figure:
                save_figure(tx, figure, terms)
            else:
                add_terms(tx, found.figure, terms)
            add_value(tx, found.figure, value)
            if found.becomes_current:
                set_current(tx, found.figure, value)
        if found.alert is not None:
            new = save_alert(tx, found.alert)
            if found.alert.kind is Kind.CONFIRMED:
                confirmed += new
            else:
                alerts += new
        # A value may stand in the baseline without an alert of its own, then there is none to back.
        if found.supports is not None and load_alert(tx, found.supports) is not None:
            add_support(tx, found.supports, source)
    return alerts, confirmed


def renew_document(
    tx: Tx, source: Source, claims: Sequence[Claim], earlier: Sequence[Claim] | None
) -> None:
    """Let the values of the user's own document say what its edited text says of them.

    A day that was added to it is the day of all its figures; none of them is told as news.
    """
    if earlier is None or not source.is_seed:
        return
    for key in renew_values(tx, source, Edits(claims, earlier).reread()):
        figure = load_figure(tx, key)
        if figure is not None:
            add_terms(tx, key, figure_terms(figure))


def _as_past(tx: Tx, found: Judgement, source: Source, *, told: bool) -> Judgement:
    """Return what was found in an article of an archive: what was learned of later days stays."""
    figure = load_figure(tx, found.figure) if found.figure and not found.makes_figure else None
    values = figure.values if figure else ()
    current = [value.source.published for value in values if value.is_current]
    at = source.published
    if found.becomes_current and any(c is not None and (at is None or c > at) for c in current):
        found = replace(found, becomes_current=False)
        if found.alert is not None and found.alert.kind is Kind.CHANGED:
            found = replace(found, alert=None)
    return found if told else replace(found, alert=None, supports=None)


def judge_and_save(
    tx: Tx,
    statements: Sequence[Statement],
    source: Source,
    topics: Sequence[Topic],
    *,
    now: datetime,
) -> int:
    """Keep what an article says of the topics without a figure; return how much of it is news."""
    if not statements:
        return 0
    statements = statements[:MOST_SAID]
    held = load_held(tx, sorted({s.subject for s in statements}), limit=HELD)
    judged = judge_statements(statements, held, source=source, topics=topics)
    return save_remarks(tx, make_remarks(judged, source=source, now=now))


def claims_of(tx: Tx, doc: str, version: int, *, most: int) -> tuple[Claim, ...]:
    """Return the claims of a stored reading; one that was passed over is read now, and they are
    kept.

    Args:
        most: figures to read of one article.
    """
    if reader_of(tx, doc, version) is not None:
        return load_claims(tx, doc, version)
    article = load_article(tx, doc, version)
    if article is None or article.state not in STORY:
        return ()
    claims, _, _ = extract_told(article, (), most)
    save_claims(tx, doc, version, claims)
    set_reader(tx, doc, version, reader())
    return claims


def replay(store: Store, topic: Topic, *, now: datetime, most: int) -> tuple[Figure, ...]:
    """Take what the stored articles hold on a new topic into the baseline; return its figures.

    It is history, not news: no alert comes of it. Articles are read in the order of the news.
    """
    with store.begin(write=False) as tx:
        docs = find_docs(tx, on_topics([topic]), limit=REPLAYED)
        decided = load_decided(tx)
    for doc in docs:
        with store.begin() as tx:
            article = load_article(tx, doc)
            source = load_source(tx, doc)
            if article is None or source is None or source.copy_of:
                continue
            claims = claims_of(tx, doc, source.version, most=most)
            ready = looked_up(decided, claims)
            judgements = judge_decided(
                decided,
                claims,
                baseline_for(tx, ready, (topic,), title=source.title, context=article.text),
                # What is known before a topic is tracked is corpus to it, wherever it stood.
                source=replace(source, is_seed=True),
                topics=(topic,),
                now=now,
                context=article.text,
            )
            save_judgements(tx, source, [j for j in judgements if j.topic == topic.name])
    hold_statements(store, (topic,), now=now)
    with store.begin(write=False) as tx:
        return known_figures(tx, topic)


def on_topics(topics: Sequence[Topic]) -> Callable[[str, str], bool]:
    """Return the test of an article's title and text for whether it may hold one of `topics`."""
    return partial(may_matter, topics=tuple(topics))


def hold_statements(store: Store, topics: Sequence[Topic], *, now: datetime) -> None:
    """Keep what the stored articles say of new topics: known from now on, and no news."""
    with store.begin(write=False) as tx:
        docs = find_docs(tx, on_topics(topics), limit=REPLAYED)
    for doc in docs:
        with store.begin(write=False) as tx:
            article, source = load_article(tx, doc), load_source(tx, doc)
        if article is None or source is None or source.copy_of:
            continue
        statements = extract_statements(article, topics)
        with store.begin() as tx:
            judge_and_save(tx, statements, replace(source, is_seed=True), topics, now=now)


def known_figures(tx: Tx, topic: Topic) -> tuple[Figure, ...]:
    """Return the baseline's figures that are on a topic, those with the most sources first.

    One that another topic took, or is likelier to be of, is not on this one.
    """
    # What was judged with its whole article before it, and told on the topic, is on it still.
    told = {alert.figure for alert in load_alerts(tx, topic=topic.name, include_confirmed=True)}
    others = [other for other in load_topics(tx) if other.name != topic.name]
    taken = {other.name for other in others}
    on_topic = []
    for figure in load_figures(tx):
        if not figure.values:
            continue
        last = figure.values[-1]
        if figure.key not in told:
            if figure.topic in taken:
                continue
            found = match_topics(last.claim, (topic, *others), title=last.source.title)
            if not found or found[0].topic.name != topic.name:
                continue
        on_topic.append(figure)
    return tuple(sorted(on_topic, key=lambda f: -len({v.source.doc for v in f.values})))


def pin_figure(tx: Tx, value: Value, *, now: datetime) -> Figure:
    """Set a figure's value by hand: of the figure called so, else of one that surely is the same.

    Where there is none, one is made. An equal value alone, which counts for news, is no reason: a
    person says which figure is meant.
    """
    topics, claim = load_topics(tx), value.claim
    known = baseline_for(tx, [claim], topics)
    called = [f for f in known if _is_called(f, claim)]
    if called:
        named = max(called, key=lambda f: (any(v.is_pinned for v in f.values), len(f.values)))
        pin_value(tx, named.key, value)
        return load_figure(tx, named.key) or named
    (judgement,) = judge_claims(
        [claim],
        [f for f in known if any(likeness(claim, v.claim).score >= SURE for v in f.values)],
        source=value.source,
        topics=topics,
        now=now,
    )
    save_judgements(tx, value.source, [judgement])
    if judgement.figure is None:
        raise StoreError(f"{value.claim.subject} {value.claim.metric}: no figure can be made of it")
    pin_value(tx, judgement.figure, value)
    figure = load_figure(tx, judgement.figure)
    if figure is None:
        raise StoreError(f"{judgement.figure}: not kept")
    return figure


def _is_called(figure: Figure, claim: Claim) -> bool:
    return (squeeze(figure.subject), squeeze(figure.metric), family(figure.unit)) == (
        squeeze(claim.subject),
        squeeze(claim.metric),
        family(claim.unit),
    )


def open_channels(config: Config, lang: Lang = "ko") -> tuple[Channel, ...]:
    """Return the channels that the settings name; raise ConfigError for settings of no use."""
    email, channels = config.settings.email, list[Channel]()
    if config.digest_folder is not None:
        channels.append(FileChannel(folder=config.digest_folder, lang=lang))
    if email.host:
        channels.append(
            EmailChannel(
                host=email.host,
                port=email.port,
                security=email.security,
                username=email.username or None,
                password=config.email_password.get_secret_value() or None,
                sender=email.sender,
                cafile=config.email_ca_file,
                unsubscribe=email.unsubscribe or None,
                lang=lang,
            )
        )
    token, webhook = config.slack_token.get_secret_value(), config.slack_webhook.get_secret_value()
    if token or webhook:
        channels.append(
            SlackChannel(
                token=token or None,
                webhook=webhook or None,
                lang=lang,
                allowed=allowed_by(config),
            )
        )
    if secret := config.webhook_secret.get_secret_value():
        channels.append(WebhookChannel(secret=secret, allowed=allowed_by(config), lang=lang))
    # Whom it reaches is in each recipient's address; without the extra it says so when it sends.
    channels.append(AppriseChannel(lang=lang))
    return tuple(channels)


def open_learned(folder: Path) -> Learned | None:
    """Return what decisions taught, as the user's data folder has it; StoreError for no such."""
    found = load_learned(folder)
    if found is None:
        return None
    try:
        return read_learned(found)
    except ValueError as e:
        raise StoreError(f"{folder / NAME}: {e}") from e


def naver_keys(config: Config) -> NaverKeys | None:
    """Return the settings' keys for Naver's search, None where there are none."""
    naver, secret = config.settings.naver, config.naver_secret.get_secret_value()
    if not naver.client_id or not secret:
        return None
    return NaverKeys(
        client_id=naver.client_id,
        client_secret=secret,
        is_hub=naver.service == "hub",
        endpoint=naver.endpoint,
    )


def open_http(config: Config, turns: Turns | None = None) -> Http:
    """Return the way out of the settings; ConfigError where they allow what is no place.

    Args:
        turns: where turns at hosts are had that other processes take too.
    """
    fetch = config.settings.fetch
    contact = f" (+{fetch.contact})" if fetch.contact else ""
    return Http(
        user_agent=f"figure-monitor/{__version__}{contact}",
        timeout=fetch.timeout,
        max_bytes=fetch.max_bytes,
        max_feed_bytes=fetch.max_feed_bytes,
        host_delay=fetch.host_delay,
        per_host=fetch.per_host,
        at_once=fetch.concurrency,
        allow_private=fetch.allow_private,
        allow=_allowed(config),
        turns=turns,
    )


def _allowed(config: Config) -> tuple[str, ...]:
    """Return `fetch.allow`; raise ConfigError where an entry of it is no place."""
    entries = config.settings.fetch.allow
    try:
        Allowed.parse(entries)
    except ValueError as e:
        raise ConfigError([f"{config.file or 'settings'}: fetch.allow: {e}"]) from e
    return entries


def allowed_by(config: Config) -> Allowed:
    """Return what the settings let be asked though not public; ConfigError for what is no place."""
    return Allowed.parse(_allowed(config), all=config.settings.fetch.allow_private)


@asynccontextmanager
async def open_pipeline(
    config: Config, *, clock: Clock, lang: Lang = "ko"
) -> AsyncIterator[Pipeline]:
    """Open database, way out, cores and channels of the settings, and close them again."""
    config.data.mkdir(parents=True, exist_ok=True)
    OWN.load(config.metrics_file)
    store = open_store(config.database_url, lang=lang)
    workers = config.settings.workers
    cores = Cores(workers.processes, seconds=workers.seconds, isolate=workers.isolate)
    try:
        is_shared = workers.engine == "distributed"
        async with open_http(config, SharedTurns(store) if is_shared else None) as http:
            opened = Pipeline(
                config,
                store,
                http,
                clock=clock,
                lang=lang,
                cores=cores,
                channels=open_channels(config, lang),
            )
            opened.learned = open_learned(config.data)
            opened.keep_keys()
            opened.keep_pauses()
            yield opened
    finally:
        cores.close()
        store.close()
