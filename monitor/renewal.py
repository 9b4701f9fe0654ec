"""Reading stored articles again by the present rules, and renewing what followed from them.

Three steps, each of which may be killed at any moment and goes on where it stood:

1. What an older reader read, or passed over and now may matter, is read again, an article a
   transaction; the reader that each article keeps says how far that came.
2. All readings are judged in the order of the news against a new baseline, in a scratch database
   beside the program's own; it is used again as long as topics, decisions and rules are the same.
3. What differs is put in the place of the old baseline, in one transaction.

The past makes no news: alerts there are stay, speak of the figures as they are now, and are taken
back only where nobody was told of them and their figure is not read so any more.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from monitor.decisions import decide_again, name_splits
from monitor.errors import BodyError
from monitor.extract.whole import Whole, read_whole
from monitor.judge.decisions import Decided, What, judge_decided, looked_up, place
from monitor.judge.early import may_matter
from monitor.judge.learning import Learned, doubted
from monitor.judge.statements import judge_statements, make_remarks
from monitor.judge.terms import figure_terms
from monitor.log import log_event
from monitor.model import (
    Alert,
    Article,
    Claim,
    Figure,
    Judgement,
    Source,
    Topic,
    Value,
)
from monitor.pipeline import (
    HELD,
    MOST_SAID,
    NOTHING,
    Pipeline,
    baseline_for,
    beside_original,
    find_source,
    renew_document,
    save_judgements,
)
from monitor.reader import reader
from monitor.records import topic_record
from monitor.standing import load_decided, take_pinned
from monitor.store.alerts import load_alerts
from monitor.store.articles import (
    KeptReading,
    load_article,
    load_readings,
    load_source,
    set_reader,
    source_of,
)
from monitor.store.claims import load_claims, renew_claims
from monitor.store.database import Store, Tx, open_store
from monitor.store.figures import (
    add_terms,
    add_value,
    load_figure,
    save_figure,
    set_current,
)
from monitor.store.holding import lock_judgement
from monitor.store.notes import load_note, load_notes, remove_note, save_note
from monitor.store.rebuild import (
    Renewed,
    link_claims,
    load_every_figure,
    load_values_of,
    place_of,
    take_over,
)
from monitor.store.reviews import review_mark
from monitor.store.statements import load_held, remove_remarks, save_remarks
from monitor.store.topics import load_topics

SCRATCH = "reprocess.db"
# Notes of the program's database: a renewal that did not come to its end, and for which topics the
# baseline was judged anew last.
PENDING, JUDGED = "reprocess.pending", "reprocess.topics"
# Of the scratch database: what it was judged by, and each reading that it holds.
BY, DONE = "by", "done "
# A scratch database that lacks so few readings is completed while the daemon waits.
FEW = 20
# Judged in one transaction of the scratch database.
_AT_ONCE = 50
UNREAD = "0"  # what reader() never is

Seen = Callable[[str, int, int], None]
"""Told of each step: its name, how much of it is done, how much there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be renewed.

    `since` and `topic` say which articles are read again; judged are all of them, since each is
    judged by those before it. `every`: also what this reader has read. `alerts`: what the new
    judgement finds is told by the next digest.
    """

    since: datetime | None = None
    topic: Topic | None = None
    every: bool = False
    alerts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a renewal did. `judged` is 0 where there was nothing to do."""

    read: int = 0
    differ: int = 0  # of them: other claims than before
    failed: int = 0
    judged: int = 0
    by_topics: bool = False  # all were judged anew since other topics are tracked than then
    renewed: Renewed = field(default_factory=Renewed)


class Renewal:
    """The renewal of one database."""

    def __init__(self, steps: Pipeline, *, seen: Seen = lambda *_: None) -> None:
        self.steps = steps
        self.store = steps.store
        self.scratch_file = steps.config.data / SCRATCH
        self.seen = seen

    async def run(self, wanted: Wanted) -> Outcome:
        """Renew what is wanted, and what an interrupted run has left; return what was done."""
        stale = self._stale(wanted)
        if stale or wanted.every or wanted.topic:
            with self.store.begin() as tx:
                save_note(tx, PENDING, "1")
        read, differ, failed = await self._read_again(stale, wanted)
        if not self._has_to_judge():
            return Outcome(read=read, differ=differ, failed=failed)
        by_topics = self._has_other_topics()
        judged, renewed = self._judge_again(wanted)
        log_event("reprocessed", read=read, differ=differ, judged=judged)
        return Outcome(
            read=read,
            differ=differ,
            failed=failed,
            judged=judged,
            by_topics=by_topics,
            renewed=renewed,
        )

    def _has_to_judge(self) -> bool:
        with self.store.begin(write=False) as tx:
            is_pending = load_note(tx, PENDING) is not None
        return is_pending or self._has_other_topics()

    def _has_other_topics(self) -> bool:
        """Return whether other topics are tracked than when all was judged anew last, if ever.

        What was read before a topic was there is filed under none: judged anew it is the topic's.
        """
        with self.store.begin(write=False) as tx:
            return load_note(tx, JUDGED) != _topics_mark(load_topics(tx))

    # --- what was read by others -----------------------------------------------------------------

    def _stale(self, wanted: Wanted) -> list[KeptReading]:
        """Return the readings that are to be read again."""
        with self.store.begin(write=False) as tx:
            readings = load_readings(tx)
            topics = (wanted.topic,) if wanted.topic else load_topics(tx)
        if wanted.since is not None:
            readings = tuple(r for r in readings if r.news_at >= wanted.since)
        chosen: list[KeptReading] = []
        for number, found in enumerate(readings, 1):
            self.seen("look", number, len(readings))
            is_old = found.reader is not None and found.reader != reader()
            is_asked = is_old or found.reader is None or wanted.every
            whatever = is_old and wanted.topic is None
            if whatever or (is_asked and self._may_hold(found, topics)):
                chosen.append(found)
        if wanted.every:
            # A run that is killed goes on with those that it had not come to.
            with self.store.begin() as tx:
                for found in chosen:
                    if found.reader == reader():
                        set_reader(tx, found.doc, found.version, UNREAD)
        return chosen

    def _may_hold(self, found: KeptReading, topics: Sequence[Topic]) -> bool:
        """Return whether there is a text to read, and it may hold one of these topics."""
        with self.store.begin(write=False) as tx:
            article = load_article(tx, found.doc, found.version)
        if article is None or not article.text:
            return False
        early = self.steps.config.settings.articles.early
        return found.is_seed or not early or may_matter(article.title, article.text, topics)

    async def _read_again(
        self, stale: Sequence[KeptReading], wanted: Wanted
    ) -> tuple[int, int, int]:
        """Read texts again; return how many, how many say something else now, and failures."""
        with self.store.begin(write=False) as tx:
            topics = load_topics(tx)
        self.steps.cores.expect(len(stale))
        read = differ = failed = 0
        size = 2 * (self.steps.cores.processes + 1)
        for start in range(0, len(stale), size):
            part = stale[start : start + size]
            for found, told in zip(
                part, await asyncio.gather(*(self._extract(f, topics) for f in part)), strict=True
            ):
                if told is None:
                    self._leave(found)
                    continue
                read += 1
                failed += told.error is not None
                differ += self._keep(found, told, topics, wanted)
                self.seen("read", start + read, len(stale))
        return read, differ, failed

    def _leave(self, found: KeptReading) -> None:
        """Leave a reading as it is whose text is kept no longer: no reader can do better."""
        with self.store.begin() as tx:
            set_reader(tx, found.doc, found.version, reader())

    async def _extract(self, found: KeptReading, topics: Sequence[Topic]) -> _Told | None:
        with self.store.begin(write=False) as tx:
            article = load_article(tx, found.doc, found.version)
        if article is None or not article.text:
            return None  # its text was kept no longer: what was read of it stays
        run = self.steps.cores.runner(found.doc, size=len(article.text), tries=2)
        most = self.steps.config.settings.articles.most_figures
        try:
            whole = await run(partial(read_whole, article, topics, most))
        except BodyError as e:
            return _Told(article, NOTHING, e.why)
        return _Told(article, whole, None)

    def _keep(
        self, found: KeptReading, told: _Told, topics: Sequence[Topic], wanted: Wanted
    ) -> bool:
        """Keep what was read of one article; return whether its claims differ."""
        now, doc, version = self.steps.clock(), found.doc, found.version
        with self.store.begin() as tx:
            if load_source(tx, doc, version) is None:
                return False
            set_reader(tx, doc, version, reader(), error=told.error)
            if told.error is not None:
                return False
            figures = told.whole.figures
            source = find_source(tx, told.article, version, figures, now=now, again=True)
            statements = told.whole.statements[:MOST_SAID]
            held = load_held(tx, sorted({s.subject for s in statements}), limit=HELD)
            # What is said in an old article is no news, unless that is asked for.
            known = source if wanted.alerts else replace(source, is_seed=True)
            judged = judge_statements(statements, held, source=known, topics=topics)
            remarks = make_remarks(judged, source=source, now=now)
            remove_remarks(tx, doc, version, keep={r.key for r in remarks})
            save_remarks(tx, remarks)
            return renew_claims(tx, doc, version, told.whole.claims)

    # --- judging all of it -----------------------------------------------------------------------

    def _judge_again(self, wanted: Wanted) -> tuple[int, Renewed]:
        """Judge all readings anew and put what comes of it in place; return how many, and what."""
        while (done := self._try_judging(wanted)) is None:
            log_event("judging again", why="the baseline has moved on")
        with self.store.begin() as tx:
            remove_note(tx, PENDING)
            save_note(tx, JUDGED, _topics_mark(load_topics(tx)))
        self._forget_scratch()
        return done

    def _try_judging(self, wanted: Wanted) -> tuple[int, Renewed] | None:
        """Judge what the scratch database lacks and take it over; None where it came too late."""
        scratch = self._open_scratch()
        try:
            replay = _Replay(self.steps, scratch, self.seen)
            replay.run()
            taken = self._take_over(replay, wanted)
            if taken is None:
                return None
            self._link(replay)
            return len(replay.done), taken
        finally:
            scratch.close()

    def _open_scratch(self) -> Store:
        """Return the scratch database: that of an interrupted run, where it still holds."""
        with self.store.begin(write=False) as tx:
            by = _judged_by(tx)
        scratch = open_store(f"sqlite:///{self.scratch_file}")
        with scratch.begin(write=False) as out:
            if load_note(out, BY) == by:
                return scratch
        scratch.close()
        self._forget_scratch()
        scratch = open_store(f"sqlite:///{self.scratch_file}")
        with self.store.begin(write=False) as tx, scratch.begin() as out:
            take_pinned(tx, out)
            save_note(out, BY, by)
        return scratch

    def _forget_scratch(self) -> None:
        for end in ("", "-wal", "-shm"):
            Path(f"{self.scratch_file}{end}").unlink(missing_ok=True)

    def _take_over(self, replay: _Replay, wanted: Wanted) -> Renewed | None:
        """Put the new baseline in place; None where the old one has moved on too far meanwhile."""
        with self.store.begin() as tx:
            lock_judgement(tx)
            rest = replay.waiting(tx)
            if _judged_by(tx) != replay.by or len(rest) > FEW:
                return None
            replay.judge(tx, rest)
            with replay.scratch.begin(write=False) as out:
                new = load_every_figure(out)
                alerts = [
                    replace(alert, at=self.steps.clock())
                    for alert in load_alerts(out, include_confirmed=True)
                    if wanted.since is None or _is_since(alert, wanted.since)
                ]
            renewed = take_over(tx, new, alerts, add_alerts=wanted.alerts)
            name_splits(tx)
            return renewed

    def _link(self, replay: _Replay) -> None:
        """Note what each claim was judged to speak of, under the keys that figures have now."""
        with self.store.begin(write=False) as tx:
            homes: dict[object, list[str]] = {}
            for key, kept in load_every_figure(tx).items():
                for value in kept.figure.values:
                    homes.setdefault(place_of(value.source, value.claim), []).append(key)
        rows = sorted(replay.done.items())
        for start in range(0, len(rows), _AT_ONCE):
            with self.store.begin() as tx:
                for (doc, version), topics in rows[start : start + _AT_ONCE]:
                    if load_source(tx, doc, version) is None or topics is None:
                        continue
                    links = {}
                    for span, unit, topic in topics:
                        home = homes.get((doc, version, span, unit), ())
                        links[span, unit] = topic, next(iter(home), "")
                    link_claims(tx, doc, version, links)


@dataclass(frozen=True, slots=True)
class _Told:
    """What an article was read to say."""

    article: Article
    whole: Whole
    error: str | None


Linked = list[tuple[tuple[int, int], str, str]]  # span, unit, topic


class _Replay:
    """All readings judged in the order of the news, in the scratch database."""

    def __init__(self, steps: Pipeline, scratch: Store, seen: Seen) -> None:
        self.steps = steps
        self.scratch = scratch
        self.seen = seen
        with scratch.begin(write=False) as out:
            self.by = load_note(out, BY) or ""
            self.done: dict[tuple[str, int], Linked | None] = dict(_read_done(out))
        with steps.store.begin(write=False) as tx:
            self._judging = Judging(load_topics(tx), load_decided(tx), steps.learned)

    def run(self) -> None:
        """Judge what waits."""
        while True:
            with self.steps.store.begin(write=False) as tx:
                waiting = self.waiting(tx)
            if not waiting:
                return
            total = len(waiting) + len(self.done)
            for start in range(0, len(waiting), _AT_ONCE):
                with self.steps.store.begin(write=False) as tx:
                    self.judge(tx, waiting[start : start + _AT_ONCE])
                self.seen("judge", len(self.done), total)

    def waiting(self, tx: Tx) -> list[KeptReading]:
        """Return the readings that are yet to be judged; what was passed over is none."""
        return [r for r in load_readings(tx) if r.reader and (r.doc, r.version) not in self.done]

    def judge(self, tx: Tx, readings: Sequence[KeptReading]) -> None:
        """Judge these, all or none of them."""
        judged: dict[tuple[str, int], Linked | None] = {}
        with self.scratch.begin() as out:
            for found in readings:
                linked = self._judge(tx, out, found)
                judged[found.doc, found.version] = linked
                save_note(out, f"{DONE}{found.version} {found.doc}", json.dumps(linked))
        self.done |= judged

    def _judge(self, tx: Tx, out: Tx, found: KeptReading) -> Linked | None:
        doc, version = found.doc, found.version
        article, source = load_article(tx, doc, version), source_of(tx, doc, version)
        claims = load_claims(tx, doc, version)
        if article is None or not article.text:
            # Its text is kept no longer: what it brought stays as it was judged.
            _carry(tx, out, source)
            return None
        judgements = self._judging.judge(tx, out, article, source, claims, now=found.news_at)
        return [(j.claim.span, j.claim.unit, j.topic or "") for j in judgements]


class Judging:
    """How stored readings are judged again: as they were when they were news.

    Args:
        learned: what the user's decisions taught.
    """

    def __init__(
        self, topics: Sequence[Topic], decided: Decided, learned: Learned | None = None
    ) -> None:
        self.topics = topics
        self.decided = decided
        self.learned = learned
        self._whats = _decided_alerts(decided)

    def judge(
        self,
        tx: Tx,
        out: Tx,
        article: Article,
        source: Source,
        claims: Sequence[Claim],
        *,
        now: datetime,
    ) -> tuple[Judgement, ...]:
        """Judge a reading of `tx` against the baseline of `out`, and keep there what comes of it.

        Args:
            now: the moment of its news.
        """
        ready = looked_up(self.decided, claims)
        is_edit = source.version > 1
        earlier = load_claims(tx, source.doc, source.version - 1) if is_edit else None
        figures = baseline_for(out, ready, self.topics, title=source.title, context=article.text)
        judgements = judge_decided(
            self.decided,
            claims,
            figures,
            source=source,
            topics=self.topics,
            now=now,
            earlier=earlier,
            context=article.text,
        )
        judgements = beside_original(tx, judgements, figures, source)
        judgements = doubted(self.learned, judgements)
        save_judgements(out, source, judgements)
        renew_document(out, source, claims, earlier)
        self._decide(out, judgements)
        return judgements

    def _decide(self, out: Tx, judgements: Sequence[Judgement]) -> None:
        """Let what a person decided of an alert hold for what it brought."""
        for alert in (j.alert for j in judgements if j.alert is not None):
            what = self._whats.get(alert.key) or self._whats.get(place(alert.claim))
            if what is not None:
                decide_again(out, alert, what)


def _decided_alerts(decided: Decided) -> Mapping[object, What]:
    """Return what was decided last of alerts, by their keys and by where their claims stand."""
    found: dict[object, What] = {}
    for decision in decided.decisions:
        if decision.what in (What.ACCEPT, What.REJECT) and decision.alert:
            found[decision.alert] = decision.what
            if decision.claim is not None:
                found[place(decision.claim)] = decision.what
    return found


def _read_done(out: Tx) -> Iterator[tuple[tuple[str, int], Linked | None]]:
    for key, value in load_notes(out, DONE):
        version, doc = key.removeprefix(DONE).split(" ", 1)
        rows = json.loads(value)
        linked = None if rows is None else [((s[0], s[1]), unit, topic) for s, unit, topic in rows]
        yield (doc, int(version)), linked


def _carry(tx: Tx, out: Tx, source: Source) -> None:
    """Take over what a reading brought whose text is kept no longer."""
    for figure, value in load_values_of(tx, source.doc, source.version):
        known = load_figure(out, figure.key)
        if known is None:
            save_figure(out, replace(figure, values=()), ())
        add_terms(out, figure.key, figure_terms(replace(figure, values=(value,))))
        add_value(out, figure.key, replace(value, is_current=False))
        if _follows(value, known):
            set_current(out, figure.key, value)


def _follows(value: Value, known: Figure | None) -> bool:
    """Return whether a value stands for its figure after those that are known."""
    current = [v for v in known.values if v.is_current] if known is not None else []
    if not current or value.is_current:
        return True
    moments = (value.source.published, current[-1].source.published)
    return moments[0] is not None and moments[1] is not None and moments[0] >= moments[1]


def _is_since(alert: Alert, since: datetime) -> bool:
    return alert.source.published is None or alert.source.published >= since


def _topics_mark(topics: Sequence[Topic]) -> str:
    said = json.dumps([topic_record(t) for t in topics], ensure_ascii=False, sort_keys=True)
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _judged_by(tx: Tx) -> str:
    """Return what the judgement of all readings depends on beside their claims."""
    return f"{reader()} {_topics_mark(load_topics(tx))} {review_mark(tx)}"
