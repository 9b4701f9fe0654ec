"""What the API answers and the pages show: plain records, read from the store.

A page is drawn from the same record that the API gives, so neither knows more than the other. What
came from outside is cleaned of what cannot be seen here, and escaped where it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any
from weakref import WeakKeyDictionary

from monitor.errors import MonitorError
from monitor.judge.decisions import Decided, What, decision_record, kinds_of
from monitor.judge.explanation import explain_alert, otherwise
from monitor.judge.proposals import propose_figures
from monitor.model import (
    SEOUL,
    Alert,
    Article,
    Claim,
    Feed,
    Figure,
    Kind,
    Remark,
    Source,
    Span,
    Topic,
    Value,
)
from monitor.pipeline import claims_of, on_topics
from monitor.reasons import field_value, say_field, say_otherwise, say_reason, say_rule, say_values
from monitor.records import (
    alert_record,
    claim_record,
    remark_record,
    spread_record,
    statement_record,
    topic_record,
)
from monitor.report.items import Item, is_altered_copy, source_name, view_alert, view_remark
from monitor.report.naming import name_figure
from monitor.report.numbers import say_period
from monitor.report.quotes import clean, clip, mark_numbers, safe_link, say_claim
from monitor.report.syndication import feed_name
from monitor.standing import Standing, standing_decision
from monitor.store.alerts import load_alert
from monitor.store.articles import load_article, load_source, load_versions
from monitor.store.browse import (
    MOST_COUNTED,
    KeptArticle,
    Letter,
    count_kinds,
    count_yields,
    load_copies,
    load_judged,
    load_outlets,
    load_yield,
    name_last_figures,
    page_alerts,
    page_articles,
    page_digests,
    page_figures,
    page_remarks,
    page_reviews,
    rank_figures,
)
from monitor.store.claims import load_claims
from monitor.store.copies import load_alterations, load_spreads
from monitor.store.database import Store, Tx
from monitor.store.feeds import load_feed, load_feeds
from monitor.store.figures import load_figure
from monitor.store.outbox import KeptDigest, KeptMessage, load_digest, messages_of
from monitor.store.query import parse_query
from monitor.store.reviews import Review, load_review
from monitor.store.search import Passage, find_docs_with, search
from monitor.store.statements import load_remark
from monitor.store.status import load_status
from monitor.store.topics import load_topic, load_topics
from monitor.store.users import ApiToken, Deed, load_tokens, page_deeds
from monitor.web.diffs import diff_words, mark_changes
from monitor.wishes import say_least
from monitor.words import language, reword, say

Record = dict[str, Any]

MOST_PREVIEWED = 60  # articles that a topic's preview reads
MOST_COPIES = 100
MOST_OUTLETS = 200
MOST_MARKED = 0.4  # of a sentence, as changed words
MOST_COUNTED_OF_FEED = 50  # articles of a feed that its yield is told of
MOST_READINGS = 2000  # articles of a feed that its days are counted from
YIELD_DAYS = 14
_LONGEST_NAME = 160


# What stands is read again where something was decided; each database has its own.
_STANDING: WeakKeyDictionary[Any, Standing] = WeakKeyDictionary()


class MissingError(MonitorError):
    """There is nothing of that name or key."""


def standing_decisions(tx: Tx) -> Decided:
    """Return the decisions that stand."""
    return _STANDING.setdefault(tx.get_bind().engine, Standing()).decided(tx)


def _words(text: str) -> str:
    return clip(clean(text), _LONGEST_NAME)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _page(name: str, rows: Sequence[Record], following: int | None) -> Record:
    return {name: list(rows), "next": following}


def _following(numbers: Sequence[int], limit: int) -> int | None:
    return numbers[-1] if len(numbers) == limit else None


# --- alerts and statements -----------------------------------------------------------------------


def list_alerts(
    tx: Tx,
    *,
    now: datetime,
    topic: str | None = None,
    kinds: Sequence[str] = (),
    outlet: str = "",
    figure: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    silenced: bool = False,
    before: int | None = None,
    limit: int,
) -> Record:
    """Return a page of alerts, the latest found first, without those that a decision silences.

    Args:
        silenced: those too.
    """
    decided = standing_decisions(tx)
    rows: list[Record] = []
    for _ in range(5):  # pages that are all silenced end a list early, and `next` goes on
        found = page_alerts(
            tx,
            topic=topic,
            kinds=kinds,
            outlet=outlet,
            figure=figure,
            since=since,
            until=until,
            before=before,
            limit=limit,
        )
        following = _following([number for number, _ in found], limit)
        for number, alert in found:
            if silenced or decided.silence(alert) is None:
                rows.append(alert_json(alert, now=now))
                if len(rows) == limit:
                    return _page("alerts", rows, number)
        before = following
        if following is None:
            break
    return _page("alerts", rows, before)


def list_outlets(tx: Tx) -> Record:
    """Return the names of the outlets that alerts are from, some hundred of them."""
    return {"outlets": list(load_outlets(tx, limit=MOST_OUTLETS))}


def list_statements(
    tx: Tx,
    *,
    now: datetime,
    topic: str | None = None,
    outlet: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
    limit: int,
) -> Record:
    """Return a page of what was said without a figure, the latest found first."""
    decided = standing_decisions(tx)
    found = page_remarks(
        tx, topic=topic, outlet=outlet, since=since, until=until, before=before, limit=limit
    )
    rows = [remark_json(r, now=now) for _, r in found if decided.silence_remark(r) is None]
    return _page("statements", rows, _following([n for n, _ in found], limit))


def alert_json(alert: Alert, *, now: datetime) -> Record:
    """Return the contract's alert record with its words and quotes for a reader beside it."""
    item = view_alert(alert, language(), until=now)
    return {
        **alert_record(alert),
        "is_altered_copy": is_altered_copy(alert),
        "figure": alert.figure,
        "outlet": source_name(alert.source),
        "link": safe_link(alert.source.doc),
        **_item(item),
    }


def remark_json(remark: Remark, *, now: datetime) -> Record:
    """Return the record of a statement with its words and quotes for a reader beside it."""
    item = view_remark(remark, language(), until=now)
    return {
        **remark_record(remark),
        "is_altered_copy": False,
        "figure": None,
        "stance": str(remark.statement.stance),
        "outlet": source_name(remark.source),
        "link": safe_link(remark.source.doc),
        **_item(item),
    }


def _item(item: Item) -> Record:
    return {
        "words": {
            "part": item.part,
            "kind": item.kind,
            "label": item.label,
            "values": item.values,
            "change": item.change,
            "when": item.when,
            "trend": item.trend,
            "line": item.line,
            "why": item.why,
            "support": item.support,
        },
        "quotes": [
            {
                "label": quote.label,
                "value": quote.value,
                "pieces": [[text, is_number] for text, is_number in quote.pieces],
                "outlet": quote.outlet,
                "date": quote.date,
                "link": quote.link,
                "speaker": quote.speaker,
                "is_old": quote.is_old,
            }
            for quote in item.quotes
        ],
    }


def show_alert(tx: Tx, key: str, *, now: datetime) -> Record:
    """Return an alert or a statement with both sentences, what was decided, and its edits.

    Raises MissingError for a key that is none's.
    """
    alert = load_alert(tx, key)
    if alert is None:
        remark = load_remark(tx, key)
        if remark is None:
            raise MissingError(say("explain.unknown", key=_words(key)[:40]))
        silenced = standing_decisions(tx).silence_remark(remark)
        return {
            **remark_json(remark, now=now),
            "type": "statement",
            "sides": [],
            "spread": None,
            "edits": None,
            "others": [],
            **_standing(tx, remark.key, silenced),
        }
    spread = load_spreads(tx, [alert]).get(alert.key)
    figure = load_figure(tx, alert.figure)
    return {
        **alert_json(alert, now=now),
        "type": "alert",
        "name": _words(name_figure(alert.claim.subject, alert.claim.metric)),
        "figure_name": _figure_name(figure) if figure else "",
        "sides": _sides(alert),
        "spread": spread_record(spread) if spread else None,
        "edits": _edits(tx, alert),
        "others": [
            {"doc": s.doc, "outlet": source_name(s), "title": _words(s.title)}
            for s in alert.support
        ],
        **_standing(tx, alert.key, standing_decisions(tx).silence(alert)),
    }


def _standing(tx: Tx, key: str, silenced: tuple[What, str] | None) -> Record:
    review = load_review(tx, key)
    return {
        "decision": review_json(review) if review else None,
        "silenced": (
            {"what": str(silenced[0]), "words": say(f"decision.{silenced[0]}"), "by": silenced[1]}
            if silenced
            else None
        ),
    }


def _sides(alert: Alert) -> list[Record]:
    """Return both sentences, the old one first, with the words that only one of them has marked."""
    claims = [(alert.claim, alert.source)]
    if alert.previous is not None:
        claims.insert(0, (alert.previous.claim, alert.previous.source))
    shown = [(mark_numbers((claim,)), claim, source) for claim, source in claims]
    texts = ["".join(text for text, _ in pieces) for pieces, _, _ in shown]
    numbers = [_number_spans(pieces) for pieces, _, _ in shown]
    marks: Sequence[list[Span]] = [[] for _ in texts]
    if len(texts) == 2:
        marks = mark_changes(*texts)
        # Two reporters word a thing in two ways: where all is marked, nothing is.
        if any(_length(m) > MOST_MARKED * len(t) for m, t in zip(marks, texts, strict=True)):
            marks = numbers
    labels = ["report.before", "report.after"]
    if alert.kind is Kind.REVISED:
        labels = ["report.edit_before", "report.edit_after"]
    if is_altered_copy(alert):
        labels = ["report.side.original", "report.side.copy"]
    labels = labels[-len(shown) :]
    return [
        {
            "label": say(label),
            "pieces": _cut(text, changed, counted),
            "value": say_claim(claim, language()),
            "period": say_period(claim.as_of, language()),
            "modality": say(f"modality.{claim.modality}"),
            "speaker": _words(claim.attribution or ""),
            "claim": claim_record(claim),
            **_source(source),
        }
        for (_, claim, source), text, changed, counted, label in zip(
            shown, texts, marks, numbers, labels, strict=True
        )
    ]


def _length(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)


def _number_spans(pieces: Iterable[tuple[str, bool]]) -> list[Span]:
    spans, at = [], 0
    for text, is_number in pieces:
        if is_number:
            spans.append((at, at + len(text)))
        at += len(text)
    return spans


def _cut(text: str, changed: Iterable[Span], numbers: Iterable[Span]) -> list[Record]:
    """Return the text in pieces, each changed or not and the claimed number or not."""
    changed, numbers = list(changed), list(numbers)
    edges = sorted({0, len(text), *(edge for span in [*changed, *numbers] for edge in span)})
    return [
        {
            "text": text[start:end],
            "changed": any(a <= start and end <= b for a, b in changed),
            "number": any(a <= start and end <= b for a, b in numbers),
        }
        for start, end in pairwise(edges)
        if end <= len(text)
    ]


def _edits(tx: Tx, alert: Alert) -> Record | None:
    """Return what an edit of the article changed, where the alert tells of one."""
    if alert.source.version < 2:
        return None
    new = load_article(tx, alert.source.doc, alert.source.version)
    old = load_article(tx, alert.source.doc, alert.source.version - 1)
    if new is None or old is None:
        return None
    return {
        "from": alert.source.version - 1,
        "to": alert.source.version,
        "title": diff_words(clean(old.title), clean(new.title)),
        "lines": diff_words(old.text, new.text, only_changes=True),
    }


def explain(tx: Tx, key: str) -> Record:
    """Return why an alert was raised, in words and numbers.

    Raises MissingError for a key that no alert has.
    """
    alert = load_alert(tx, key)
    if alert is None:
        if load_remark(tx, key) is None:
            raise MissingError(say("explain.unknown", key=_words(key)[:40]))
        return {"id": key, "rule": [], "fields": [], "values": [], "otherwise": [], "score": None}
    why = explain_alert(alert)
    return {
        "id": alert.key,
        "reason": say_reason(alert),
        "rule": list(say_rule(alert)),
        "score": round(alert.score, 3),
        "likeness": round(why.likeness.score, 3) if why else None,
        "fields": [
            {
                "field": field.name,
                "words": say_field(field.name),
                "old": _words(field_value(field, field.old)),
                "new": _words(field_value(field, field.new)),
                "factor": round(field.factor, 3),
            }
            for field in (why.likeness.fields if why else ())
            if not (field.factor == 1 and not (field.old or field.new))
        ],
        "values": [clip(clean(line), 400) for line in say_values(why, alert)] if why else [],
        "otherwise": [
            clip(clean(say_otherwise(reason, alert, why)), 400) for reason in otherwise(alert, why)
        ],
    }


# --- topics and figures --------------------------------------------------------------------------


def list_topics(tx: Tx, *, after: int, limit: int) -> Record:
    """Return a page of the topics that are followed, each with counts of its alerts.

    Args:
        after: how many topics to leave out at the beginning.
    """
    topics = load_topics(tx)
    shown = topics[after : after + limit]
    counted = count_kinds(tx, [topic.name for topic in shown])
    rows = []
    for topic in shown:
        kinds, latest = counted[topic.name]
        rows.append({**topic_record(topic), "alerts": kinds, "latest": _iso(latest)})
    return {**_page("topics", rows, _later(after, limit, len(topics))), "most": MOST_COUNTED}


def show_topic(tx: Tx, name: str, *, limit: int) -> Record:
    """Return a topic with its figures, those with the most sources first.

    Raises MissingError for a topic that there is not.
    """
    topic = require_topic(tx, name)
    ranked, left = rank_figures(tx, name, limit=limit)
    rejects = standing_decisions(tx).is_rejected
    return {
        **topic_record(topic),
        "figures": [figure_json(c.figure, sources=c.sources, rejects=rejects) for c in ranked],
        "figures_left": left,
        "feed": {ending: f"/subscribe/{feed_name(name)}.{ending}" for ending in ("atom", "json")},
    }


def require_topic(tx: Tx, name: str) -> Topic:
    """Return the topic of a name; raise MissingError for none."""
    topic = load_topic(tx, name)
    if topic is None:
        raise MissingError(say("topic.unknown", name=_words(name)[:60]))
    return topic


def preview_topic(store: Store, topic: Topic, *, most_figures: int) -> Record:
    """Return what a topic would have caught in the stored articles; nothing is kept of it.

    The latest articles whose titles or quoted sentences name it are looked at.
    """
    with store.begin(write=False) as tx:
        docs = find_docs_with(tx, (topic.name, *topic.aliases), limit=MOST_PREVIEWED + 1)
    matters = on_topics([topic])
    said: list[tuple[Claim, Source]] = []
    articles: list[Record] = []
    for doc in docs[:MOST_PREVIEWED]:
        with store.begin() as tx:
            article, source = load_article(tx, doc), load_source(tx, doc)
            if article is None or source is None or not matters(article.title, article.text):
                continue
            articles.append(_source(source))
            if source.copy_of is None:
                claims = claims_of(tx, doc, source.version, most=most_figures)
                said += [(claim, source) for claim in claims]
    proposals = propose_figures(said, topic)
    return {
        "articles": articles,
        "more": len(docs) > MOST_PREVIEWED,
        "figures": [
            {
                "subject": _words(found.subject),
                "metric": _words(found.figure.metric),
                "units": [_words(unit) for unit in found.figure.units],
                "name": _words(name_figure(found.subject, found.figure.metric)),
                "mentions": found.mentions,
                "articles": found.articles,
                "outlets": [_words(outlet) for outlet in found.outlets],
                "latest": say_claim(found.latest, language()),
                "period": say_period(found.latest.as_of, language()),
                "quote": "".join(text for text, _ in mark_numbers((found.latest,))),
            }
            for found in proposals
        ],
    }


def list_figures(
    tx: Tx, *, topic: str | None, words: str, before: int | None, limit: int
) -> Record:
    """Return a page of figures, each with its current and latest values."""
    found, following = page_figures(
        tx, topic=topic, words=words.split(), before=before, limit=limit
    )
    rejects = standing_decisions(tx).is_rejected
    rows = [figure_json(c.figure, sources=c.sources, rejects=rejects) for c in found]
    return _page("figures", rows, following)


def name_figures(
    tx: Tx, *, topic: str | None, limit: int, beside: str | None = None
) -> list[Record]:
    """Return the figures made last by key, name and latest value, for a choice among them.

    Args:
        beside: the key of one: only what is in units of its kind, and not itself.
    """
    one = load_figure(tx, beside) if beside else None
    rejects = standing_decisions(tx).is_rejected
    rows = []
    for figure in name_last_figures(tx, topic=topic, limit=limit):
        if one is not None and (figure.key == one.key or not kinds_of(one) & kinds_of(figure)):
            continue
        holding = [v for v in figure.values if v.is_current and not rejects(v.claim)]
        ordered = sorted(holding or figure.values, key=value_day)
        latest = ordered[-1] if ordered else None
        said = say_claim(latest.claim, language()) if latest else None
        rows.append({"key": figure.key, "name": _figure_name(figure), "value": said})
    return rows


def figure_json(figure: Figure, *, sources: int, rejects: Any) -> Record:
    """Return a figure with the values it comes with, the oldest first, and what holds now."""
    ordered = sorted(enumerate(figure.values), key=lambda row: (value_day(row[1]), row[0]))
    values = [
        value_json(value, number, rejects=rejects, alert=None)
        for number, (_, value) in enumerate(ordered, 1)
    ]
    current = [value for value in values if value["is_current"] and not value["is_rejected"]]
    return {
        **figure_names(figure),
        "sources": sources,
        "latest": (current or values)[-1] if values else None,
        "values": values,
    }


def figure_names(figure: Figure) -> Record:
    """Return what a figure is called, and in which unit it is."""
    return {
        "key": figure.key,
        "topic": figure.topic,
        "subject": _words(figure.subject),
        "metric": _words(figure.metric),
        "name": _figure_name(figure),
        "unit": _words(figure.unit),
    }


def _figure_name(figure: Figure) -> str:
    return _words(name_figure(figure.subject, figure.metric)) or figure.key[:8]


def value_json(value: Value, number: int, *, rejects: Any, alert: tuple[str, str] | None) -> Record:
    """Return one value of a figure: the claim record with its words and its source."""
    claim, day = value.claim, value_day(value)
    return {
        "number": number,
        **claim_record(claim),
        "value": say_claim(claim, language()),
        "period": say_period(claim.as_of, language()),
        "day": day.isoformat() if day != date.min else None,
        "pieces": [[text, is_number] for text, is_number in mark_numbers((claim,))],
        "modality_words": say(f"modality.{claim.modality}"),
        "is_current": value.is_current,
        "is_pinned": value.is_pinned,
        "is_rejected": bool(rejects(claim)),
        "kind": alert[1] if alert else None,
        "alert": alert[0] if alert else None,
        **_source(value.source),
    }


def value_day(value: Value) -> date:
    """Return the day that a value holds for, else the day it was printed on; date.min for none."""
    period, printed = value.claim.as_of, value.source.published
    day = period.end or period.start
    return day or (printed.astimezone(SEOUL).date() if printed else date.min)


# --- articles ------------------------------------------------------------------------------------


def list_articles(
    tx: Tx, *, topic: str | None, outlet: str, before: int | None, limit: int
) -> Record:
    """Return a page of articles, the latest kept first."""
    found, following = page_articles(tx, topic=topic, outlet=outlet, before=before, limit=limit)
    return _page("articles", [_article_row(article) for article in found], following)


def _article_row(article: KeptArticle) -> Record:
    return {
        **_source(article.source),
        "versions": article.versions,
        "state": article.state,
        "fetched": _iso(article.fetched),
        "claims": article.claims,
        "copies": article.copies,
    }


def show_article(tx: Tx, doc: str, version: int | None = None) -> Record:
    """Return an article as it was read, with its claims, versions and copies.

    Raises MissingError for one that is not kept, or that version of it.
    """
    versions = load_versions(tx, doc)
    chosen = [row for row in versions if version in (None, row[0])]
    if not chosen:
        raise MissingError(say("web.no_article"))
    number, fetched, article = chosen[-1]
    source = load_source(tx, doc, number)
    if source is None:
        raise MissingError(say("web.no_article"))
    claims = load_claims(tx, doc, number)
    before = next((a for n, _, a in versions if n == number - 1), None)
    altered = load_alterations(tx, doc)
    return {
        **_source(source),
        "author": _words(article.author),
        "modified": _iso(article.modified),
        "state": str(article.state),
        "reading": str(article.reading) if article.reading else None,
        "fetched": _iso(fetched),
        "text": article.text,
        "claims": [
            {
                **claim_record(claim),
                "value": say_claim(claim, language()),
                "topic": topic,
                "figure": figure,
            }
            for claim, (topic, figure) in zip(claims, load_judged(tx, doc, number), strict=True)
        ],
        "versions": [
            {"version": n, "fetched": _iso(read), "title": _words(a.title)}
            for n, read, a in versions
        ],
        "edits": _article_edits(before, article),
        "copies": [_source(copy) for copy in load_copies(tx, doc, limit=MOST_COPIES)],
        "altered": (
            {
                "original": altered[0],
                "words": [
                    {"before": _words(a.before), "words": _words(a.words)} for a in altered[1]
                ],
            }
            if altered
            else None
        ),
    }


def _article_edits(before: Article | None, article: Article) -> list[list[Record]] | None:
    if before is None:
        return None
    return diff_words(before.text, article.text, only_changes=True)


def _source(source: Source) -> Record:
    return {
        "doc": source.doc,
        "version": source.version,
        "outlet": source_name(source),
        "title": _words(source.title),
        "published": _iso(source.published),
        "is_own_document": source.is_seed,
        "copy_of": source.copy_of,
        "link": safe_link(source.doc),
    }


# --- search --------------------------------------------------------------------------------------


def find(tx: Tx, words: str, *, before: int | None, limit: int) -> Record:
    """Return a page of titles and sentences that have the words, the latest first.

    Raises ConfigError for words that are none, or too many.
    """
    found = search(tx, parse_query(words), limit=limit, before=before)
    return {
        "query": words,
        "results": [_passage(passage) for passage in found.passages],
        "next": found.next,
    }


def _passage(found: Passage) -> Record:
    pieces: list[list[Any]] = []
    at = 0
    for start, end in found.marks:
        pieces += [
            [clean_part(found.text[at:start]), False],
            [clean_part(found.text[start:end]), True],
        ]
        at = end
    pieces.append([clean_part(found.text[at:]), False])
    return {
        "type": found.kind,
        "pieces": [piece for piece in pieces if piece[0]],
        "claim": claim_record(found.claim) if found.claim else None,
        "statement": statement_record(found.statement) if found.statement else None,
        "value": say_claim(found.claim, language()) if found.claim else None,
        "name": (
            _words(name_figure(found.claim.subject, found.claim.metric)) if found.claim else None
        ),
        "topic": found.topic,
        "figure": found.figure,
        **_source(found.source),
    }


def clean_part(text: str) -> str:
    """Return a piece of a text without controls and unseen marks, its spaces at the ends kept."""
    inner = clean(text)
    if not inner:
        return " " if text.strip() != text and text else ""
    return f"{' ' if text[:1].isspace() else ''}{inner}{' ' if text[-1:].isspace() else ''}"


# --- feeds, digests, decisions -------------------------------------------------------------------


def list_feeds(tx: Tx, *, after: int, limit: int) -> Record:
    """Return a page of feeds with their health and what came of the last articles of each.

    Args:
        after: how many feeds to leave out at the beginning.
    """
    feeds = load_feeds(tx)
    shown = feeds[after : after + limit]
    counted = count_yields(tx, [feed.url for feed in shown], limit=MOST_COUNTED_OF_FEED)
    rows = [feed_json(feed, counted.get(feed.url, {})) for feed in shown]
    return {**_page("feeds", rows, _later(after, limit, len(feeds))), "count": len(feeds)}


def _later(after: int, limit: int, count: int) -> int | None:
    return after + limit if after + limit < count else None


def show_feed(tx: Tx, url: str) -> Record:
    """Return a feed with the yield of its last articles by day; MissingError for no such."""
    feed = load_feed(tx, url)
    if feed is None:
        raise MissingError(say("web.no_feed"))
    readings = load_yield(tx, url, limit=MOST_READINGS)
    days: dict[str, dict[str, int]] = {}
    for fetched, state in readings:
        day = days.setdefault(fetched.astimezone(SEOUL).date().isoformat(), {})
        day[state] = day.get(state, 0) + 1
    rows = [{"day": day, "states": states} for day, states in sorted(days.items())]
    if len(readings) == MOST_READINGS:
        rows = rows[1:]  # of the first day only a part
    counted: dict[str, int] = {}
    for _, state in readings[:MOST_COUNTED_OF_FEED]:
        counted[state] = counted.get(state, 0) + 1
    return {**feed_json(feed, counted), "days": rows[-YIELD_DAYS:]}


def feed_json(feed: Feed, counted: dict[str, int]) -> Record:
    """Return a feed without what may be a secret of it."""
    state = (
        "retired" if feed.retired
        else "disabled" if not feed.enabled
        else "failing" if feed.failures
        else "unpolled" if feed.polled is None
        else "ok"
    )  # fmt: skip
    return {
        "url": feed.url,
        "link": safe_link(feed.url),
        "title": _words(feed.title),
        "outlet": _words(feed.outlet),
        "category": _words(feed.category),
        "terms": _words(feed.terms),
        "enabled": feed.enabled,
        "state": state,
        "polled": _iso(feed.polled),
        "due": _iso(feed.due),
        "changed": _iso(feed.changed),
        "missed": _iso(feed.missed),
        "failures": feed.failures,
        "error": clip(clean(reword(feed.error)), 300) if feed.error else None,
        "read": counted.get("article", 0),
        "unread": sum(counted.values()) - counted.get("article", 0),
    }


def list_digests(tx: Tx, *, before: int | None, limit: int) -> Record:
    """Return a page of digests as they were sent, the latest first."""
    found = page_digests(tx, before=before, limit=limit)
    rows = [_digest(digest, messages) for _, digest, messages in found]
    return _page("digests", rows, _following([n for n, _, _ in found], limit))


def show_digest(tx: Tx, key: str) -> Record:
    """Return a digest with its messages' texts; MissingError for no such."""
    digest = load_digest(tx, key)
    if digest is None:
        raise MissingError(say("web.no_digest"))
    messages = messages_of(tx, [key]).get(key, [])
    record = _digest(digest, [_letter(kept) for kept in messages])
    for row, kept in zip(record["messages"], messages, strict=True):
        row["text"] = kept.message.text
        row["html"] = f"/digests/{digest.key}/{row['number']}.html" if kept.message.html else None
    return record


def digest_page(tx: Tx, key: str, number: int) -> str:
    """Return a digest's message as its page was sent; MissingError for none."""
    messages = messages_of(tx, [key]).get(key, [])
    if not 1 <= number <= len(messages) or not messages[number - 1].message.html:
        raise MissingError(say("web.no_digest"))
    return messages[number - 1].message.html


def _letter(kept: KeptMessage) -> Letter:
    return Letter(
        channel=kept.message.channel,
        subject=kept.message.subject,
        state=str(kept.state),
        delivered=kept.delivered,
        error=kept.error,
    )


def _digest(digest: KeptDigest, letters: Sequence[Letter]) -> Record:
    return {
        "key": digest.key,
        "recipient": _words(digest.recipient or ""),
        "since": _iso(digest.since),
        "until": _iso(digest.until),
        "created": _iso(digest.created),
        "is_urgent": digest.is_urgent,
        "messages": [
            {
                "number": number,
                "channel": letter.channel,
                "subject": _words(letter.subject),
                "state": letter.state,
                "delivered": _iso(letter.delivered),
                "error": clip(clean(reword(letter.error)), 300) if letter.error else None,
            }
            for number, letter in enumerate(letters, 1)
        ],
    }


def list_reviews(tx: Tx, *, before: int | None, limit: int) -> Record:
    """Return a page of decisions, the latest first, also those taken back."""
    found = page_reviews(tx, before=before, limit=limit)
    gone = standing_decisions(tx).superseded
    rows = [review_json(review, gone.get(review.key)) for _, review in found]
    return _page("reviews", rows, _following([n for n, _ in found], limit))


def review_json(review: Review, later: str | None = None) -> Record:
    """Return a decision in the form that `monitor review --list --format json` prints.

    Args:
        later: the key of the decision that holds in its place.
    """
    decision = standing_decision(review)
    about = decision.claim
    name = name_figure(about.subject, about.metric) if about else ""
    if decision.figure is not None:
        name = name_figure(decision.figure.subject, decision.figure.metric)
    name = name or " · ".join(filter(None, (decision.topic, decision.metric)))
    if least := ", ".join(say_least(decision)):
        name = f"{name}: {least}"
    return {
        **decision_record(decision),
        "undone": _iso(review.undone),
        "superseded_by": None if review.undone else later,
        "words": say(f"decision.{decision.what}"),
        "about": _words(name),
    }


def list_deeds(tx: Tx, *, before: int | None, limit: int) -> Record:
    """Return a page of what users did, the latest first."""
    found = page_deeds(tx, before=before, limit=limit)
    rows = [_deed(deed) for _, deed in found]
    return _page("audit", rows, _following([n for n, _ in found], limit))


def _deed(deed: Deed) -> Record:
    return {
        "at": _iso(deed.at),
        "who": _words(deed.who),
        "what": deed.what,
        "words": say(f"web.deed.{deed.what}"),
        "about": _words(deed.about),
        "detail": dict(deed.detail) if deed.detail else None,
    }


def list_tokens(tx: Tx) -> Record:
    """Return what scripts ask with, without the tokens themselves."""
    return {"tokens": [token_json(token) for token in load_tokens(tx)]}


def token_json(token: ApiToken) -> Record:
    """Return what may be told of a token."""
    return {
        "name": token.name,
        "role": str(token.role),
        "made_by": token.made_by,
        "created": _iso(token.created),
        "expires": _iso(token.expires),
        "used": _iso(token.used),
    }


def show_status(tx: Tx, *, now: datetime) -> Record:
    """Return how everything stands, in a few numbers."""
    status = load_status(tx, now)
    return {
        "at": _iso(status.at),
        "feeds": status.feeds,
        "failing": len(status.failing),
        "missed": [{"name": _words(f.name), "when": f.why} for f in status.missed],
        "silent": [{"name": _words(f.name), "since": f.why} for f in status.silent],
        "articles": status.articles,
        "claims": status.claims,
        "figures": status.figures,
        "values": status.values,
        "alerts": {str(kind): number for kind, number in status.alerts.items()},
        "last_poll": _iso(status.last_poll),
    }
