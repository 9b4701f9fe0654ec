"""The digest as events for programs, one for each thing told: what a webhook posts.

Their form is `events.schema.json` beside this file. It only ever grows: a field stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from monitor.model import Alert, Claim, Digest, Kind, Remark, Source
from monitor.records import Record, alert_record, remark_record
from monitor.report.items import LONGEST_SAID, Item, view_alert, view_remark
from monitor.report.quotes import clean, clip, mark_numbers, safe_link
from monitor.words import Lang

VERSION = 1

Event = dict[str, Any]


def render_events(digest: Digest, lang: Lang = "ko") -> list[Event]:
    """Return the events of a digest in reading order, what was only confirmed behind them.

    An event's `id` is the same however often it is sent.
    """
    return list(_events(digest, lang))


def _events(digest: Digest, lang: Lang) -> Iterator[Event]:
    for alert in digest.alerts:
        earlier = digest.folded.get(alert.key, ())
        item = view_alert(alert, lang, folded=earlier, until=digest.until)
        event = _event(digest, f"claim.{alert.kind}", alert.key, item)
        yield {**event, "alert": _alert(alert), "earlier": [_alert(step) for step in earlier]}
    for remark in digest.remarks:
        item = view_remark(remark, lang, until=digest.until)
        event = _event(digest, f"statement.{remark.statement.stance}", remark.key, item)
        yield {**event, "statement": _remark(remark)}
    for alert in digest.counted:
        item = view_alert(alert, lang, until=digest.until)
        event = _event(digest, f"claim.{Kind.CONFIRMED}", alert.key, item)
        yield {**event, "alert": _alert(alert), "earlier": []}


def _event(digest: Digest, kind: str, key: str, item: Item) -> Event:
    return {
        "version": VERSION,
        "id": f"{digest.key}.{key}",
        "type": kind,
        "created": digest.until.isoformat(),
        "digest": digest.key,
        "summary": item.line,
        "why": item.why,
    }


def _alert(alert: Alert) -> Record:
    """Return the contract's record, its quotes short and its links such as may be followed."""
    record = alert_record(alert)
    record["link"] = safe_link(alert.source.doc)
    record["claim"]["quote"] = _quote(alert.claim)
    record["others"] = _sources(alert.support)
    if alert.previous is not None:
        record["previous"]["quote"] = _quote(alert.previous.claim)
        record["previous_source"] = _source(alert.previous.source)
    else:
        record["previous_source"] = None
    return record


def _remark(remark: Remark) -> Record:
    record = remark_record(remark)
    record["link"] = safe_link(remark.source.doc)
    record["others"] = _sources(remark.support)
    record["statement"]["quote"] = clip(clean(remark.statement.quote), LONGEST_SAID)
    if remark.previous is not None:
        said = clip(clean(remark.previous.statement.quote), LONGEST_SAID)
        record["previous"]["quote"] = said
        record["previous_source"] = _source(remark.previous.source)
    else:
        record["previous_source"] = None
    return record


def _quote(claim: Claim) -> str:
    """Return a sentence or two around the number: outlets license longer reprints."""
    return "".join(text for text, _ in mark_numbers((claim,)))


def _sources(sources: Sequence[Source]) -> list[Record]:
    return [_source(source) for source in sources]


def _source(source: Source) -> Record:
    return {
        "doc": source.doc,
        "link": safe_link(source.doc),
        "outlet": source.outlet,
        "title": source.title,
        "published": source.published.isoformat() if source.published else None,
        "version": source.version,
        "seed": source.is_seed,
    }
