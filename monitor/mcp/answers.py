"""What each tool answers: figures, alerts and claims as plain records, read from the store.

Numbers, dates and keys are ours. Every word that an article wrote, and every sentence made with
such words, stands under `untrusted`: cleaned of what cannot be seen, short, never an instruction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from monitor.errors import ConfigError
from monitor.judge.explanation import explain_alert
from monitor.model import (
    SEOUL,
    Alert,
    Alteration,
    Claim,
    Figure,
    Kind,
    Remark,
    Source,
    Spread,
    Topic,
    Value,
)
from monitor.pipeline import known_figures
from monitor.records import json_number
from monitor.report.items import LONGEST_SAID, source_name, view_alert, view_remark
from monitor.report.naming import name_figure
from monitor.report.quotes import clean, clip, mark_numbers, safe_link, say_claim
from monitor.standing import load_decided
from monitor.store.alerts import count_by_topic, load_alert, load_alerts
from monitor.store.claims import search_claims
from monitor.store.copies import count_copies, load_spreads
from monitor.store.database import Tx
from monitor.store.statements import load_remark, load_remarks
from monitor.store.topics import load_topic, load_topics
from monitor.words import Lang, say

MOST = 100
"""Records of one answer at most: what a model reads costs somebody."""

LONGEST_WORDS = 100  # letters of what is searched for
_LONGEST_NAME = 120
_COPIES = 5  # named of one figure

Answer = dict[str, object]


def list_topics(tx: Tx) -> Answer:
    """Return the topics that the user follows, each with its figures and counts of its alerts.

    Beside them how many articles copy another one, and how many of the copies altered a figure.
    """
    counted = count_by_topic(tx)
    topics = []
    for topic in load_topics(tx):
        kinds, latest = counted.get(topic.name, ({}, None))
        topics.append(
            {
                "name": topic.name,
                "aliases": list(topic.aliases),
                "figures": [
                    {"metric": f.metric, "aliases": list(f.aliases), "units": list(f.units)}
                    for f in topic.figures
                ],
                "alerts": {str(kind): number for kind, number in kinds.items()},
                "latest": latest.isoformat() if latest else None,
            }
        )
    copies, altered = count_copies(tx)
    return {"topics": topics, "copies": copies, "altered_copies": altered}


def latest_alerts(
    tx: Tx,
    lang: Lang,
    *,
    topic: str | None,
    kind: str | None,
    since: str | None,
    limit: int,
    now: datetime,
) -> Answer:
    """Return the latest alerts and statements, the latest first, without what a person rejected.

    Raises ConfigError for a topic or kind that there is not, and a day that is none.
    """
    if topic is not None:
        _topic(tx, topic, lang)
    if kind is not None and kind not in set(Kind) | {"statement"}:
        raise ConfigError([say("mcp.no_kind", lang, kinds=", ".join([*Kind, "statement"]))])
    start, most = _moment(since, lang), _limit(limit)
    decided = load_decided(tx)
    records: list[tuple[str, Answer]] = []
    if kind != "statement":
        alerts = load_alerts(
            tx, since=start, topic=topic, kinds=[Kind(kind)] if kind else None, limit=most
        )
        told = [alert for alert in alerts if decided.silence(alert) is None]
        spreads = load_spreads(tx, told)
        records += [
            (_when(alert.at), _alert(alert, lang, now) | _counted(spreads.get(alert.key)))
            for alert in told
        ]
    if kind in (None, "statement"):
        remarks = load_remarks(tx, since=start, topic=topic, limit=most)
        said = [remark for remark in remarks if decided.silence_remark(remark) is None]
        records += [(_when(remark.at), _remark(remark, lang, now)) for remark in said]
    records.sort(key=lambda row: row[0], reverse=True)
    return _with_notice(lang, {"alerts": [record for _, record in records[:most]]})


def figure_history(tx: Tx, lang: Lang, *, topic: str, metric: str | None, limit: int) -> Answer:
    """Return what the figures of a topic were said to be, each one's values the oldest first.

    Raises ConfigError for a topic that there is not.
    """
    figures = known_figures(tx, _topic(tx, topic, lang))
    words = (metric or "").casefold().split()
    figures = tuple(f for f in figures if all(word in _called(f) for word in words))
    rejects = load_decided(tx).is_rejected
    most = _limit(limit)
    answer: Answer = {"figures": [], "left_out": max(len(figures) - most, 0)}
    answer["figures"] = [
        {
            "key": figure.key,
            "untrusted": {"name": _words(name_figure(figure.subject, figure.metric))},
            "values": [
                _value(value, lang)
                for value in sorted(figure.values, key=_day)[-most:]
                if not rejects(value.claim)
            ],
        }
        for figure in figures[:most]
    ]
    return _with_notice(lang, answer)


def find_claims(tx: Tx, lang: Lang, *, words: str, limit: int) -> Answer:
    """Return the latest claims of all articles that have every one of `words`.

    Raises ConfigError for words that are none, or too many.
    """
    wanted = words.split()
    if not wanted or len(words) > LONGEST_WORDS:
        raise ConfigError([say("mcp.no_words", lang, most=LONGEST_WORDS)])
    found = search_claims(tx, wanted, limit=_limit(limit))
    claims = [
        {
            **_claim(kept.claim, lang),
            **_source(kept.source),
            "topic": kept.topic,
            "figure": kept.figure,
        }
        for kept in found
    ]
    return _with_notice(lang, {"claims": claims})


def explain(tx: Tx, lang: Lang, *, key: str, now: datetime) -> Answer:
    """Return why an alert was raised: both values, both sentences, and the fields that agreed.

    With who had the figure first, who copied it, and which copies altered it. Raises ConfigError
    for a key that no alert has.
    """
    alert = load_alert(tx, key)
    if alert is None:
        remark = load_remark(tx, key)
        if remark is None:
            raise ConfigError([say("explain.unknown", lang, key=clip(clean(key), 40))])
        return _with_notice(lang, {"alert": _remark(remark, lang, now)})
    spread = load_spreads(tx, [alert]).get(alert.key)
    record = _alert(alert, lang, now) | _counted(spread)
    answer: Answer = {
        "alert": record,
        "is_silenced": load_decided(tx).silence(alert) is not None,
        "rule": alert.reason.code,
        "went_round": _spread(spread),
    }
    if (why := explain_alert(alert)) is not None:
        answer["likeness"] = round(why.likeness.score, 3)
        answer["values"] = {
            "compared": str(why.comparison.how),
            "agreement": say(f"explain.agreement.{why.comparison.agreement}", lang),
            "periods": say(f"explain.order.{why.order}", lang),
        }
        answer["fields"] = [
            {
                "field": field.name,
                "factor": round(field.factor, 3),
                "untrusted": {"new": _words(field.new), "old": _words(field.old)},
            }
            for field in why.likeness.fields
        ]
    return _with_notice(lang, answer)


# --- records -------------------------------------------------------------------------------------


def _with_notice(lang: Lang, answer: Answer) -> Answer:
    return {"notice": say("mcp.notice", lang), **answer}


def _alert(alert: Alert, lang: Lang, now: datetime) -> Answer:
    item = view_alert(alert, lang, until=now)
    previous = alert.previous
    return {
        "id": alert.key,
        "kind": str(alert.kind),
        "topic": alert.topic,
        "found": alert.at.isoformat() if alert.at else None,
        "is_uncertain": alert.is_uncertain,
        "figure": alert.figure,
        "new": {**_claim(alert.claim, lang), **_source(alert.source)},
        "previous": (
            {**_claim(previous.claim, lang), **_source(previous.source)} if previous else None
        ),
        "further_articles": len(alert.support),
        "untrusted": {"summary": item.line, "why": item.why, "others": item.support},
    }


def _counted(spread: Spread | None) -> Answer:
    """Return how many articles copied a figure, and how many altered it; `explain` names them."""
    return {
        "copies": len(spread.copies) if spread else 0,
        "altered_copies": len(spread.altered) if spread else 0,
        "alters_another": spread is not None and spread.origin is not None,
    }


def _spread(spread: Spread | None) -> Answer | None:
    """Return how a figure went round; None for one whose article is not kept."""
    if spread is None:
        return None
    origin, alters = spread.origin, spread.alteration
    return {
        "first": _source(spread.first),
        # Hundreds may copy one text: those that are named stand for all.
        "copies": [_source(source) for source in spread.copies[:_COPIES]],
        "altered": [
            {**_altered(one.source, one.alteration), "copies": one.copies}
            for one in spread.altered[:_COPIES]
        ],
        "alters": _altered(origin, alters) if origin and alters else None,
    }


def _altered(source: Source, told: Alteration) -> Answer:
    """Return a figure that was altered; of the original's article where that is what is told of."""
    return {
        **_source(source),
        "untrusted": {
            "before": _words(told.before),
            "after": _words(told.words),
            "before_quote": clip(clean(told.before_quote), LONGEST_SAID),
            "after_quote": clip(clean(told.quote), LONGEST_SAID),
        },
    }


def _remark(remark: Remark, lang: Lang, now: datetime) -> Answer:
    item = view_remark(remark, lang, until=now)
    return {
        "id": remark.key,
        "kind": "statement",
        "topic": remark.topic,
        "found": remark.at.isoformat() if remark.at else None,
        "stance": str(remark.statement.stance),
        "new": _statement(remark),
        "previous": _statement(remark.previous) if remark.previous else None,
        "further_articles": len(remark.support),
        "untrusted": {"summary": item.line, "why": item.why, "others": item.support},
    }


def _statement(remark: Remark) -> Answer:
    return {
        "stance": str(remark.statement.stance),
        **_source(remark.source),
        "untrusted": {
            "quote": clip(clean(remark.statement.quote), LONGEST_SAID),
            "speaker": _words(remark.statement.speaker or ""),
            "subject": _words(remark.statement.subject),
        },
    }


def _value(value: Value, lang: Lang) -> Answer:
    return {
        **_claim(value.claim, lang),
        **_source(value.source),
        "is_current": value.is_current,
        "is_pinned": value.is_pinned,
    }


def _claim(claim: Claim, lang: Lang) -> Answer:
    """Return a claim: its number is ours to vouch for, its words (the unit's too) are not."""
    start, end = claim.as_of.start, claim.as_of.end
    return {
        "low": json_number(claim.interval.low),
        "high": json_number(claim.interval.high),
        "is_softened": claim.interval.approx,
        "as_of": [start.isoformat() if start else None, end.isoformat() if end else None],
        "modality": str(claim.modality),
        "untrusted": {
            "value": _words(say_claim(claim, lang)),
            "unit": _words(claim.unit),
            "subject": _words(claim.subject),
            "metric": _words(claim.metric),
            "said_by": _words(claim.attribution or ""),
            # A sentence or two around the number: outlets license longer reprints.
            "quote": "".join(text for text, _ in mark_numbers((claim,))),
        },
    }


def _source(source: Source) -> Answer:
    return {
        "published": source.published.isoformat() if source.published else None,
        "is_own_document": source.is_seed,
        "source": {
            "untrusted": {
                "outlet": source_name(source),
                "title": _words(source.title),
                "link": safe_link(source.doc),
            }
        },
    }


def _words(text: str) -> str:
    return clip(clean(text), _LONGEST_NAME)


def _called(figure: Figure) -> str:
    claims = [value.claim for value in figure.values]
    names = [f"{figure.subject} {figure.metric}", *(f"{c.subject} {c.metric}" for c in claims)]
    return "\n".join(name.casefold() for name in names)


def _day(value: Value) -> date:
    period, printed = value.claim.as_of, value.source.published
    return period.end or period.start or (printed.astimezone(SEOUL).date() if printed else date.min)


def _when(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


# --- what is asked -------------------------------------------------------------------------------


def _topic(tx: Tx, name: str, lang: Lang) -> Topic:
    found = load_topic(tx, name)
    if found is None:
        names: Sequence[str] = [topic.name for topic in load_topics(tx)]
        shown = clip(clean(name), 60)
        raise ConfigError([say("history.unknown_topic", lang, name=shown, names=", ".join(names))])
    return found


def _moment(text: str | None, lang: Lang) -> datetime | None:
    """Return the moment of an ISO day or time; one without a zone is Korea's."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=SEOUL)
    except ValueError as e:
        raise ConfigError([say("cli.bad_since", lang, value=clip(clean(text), 40))]) from e


def _limit(limit: int) -> int:
    return min(max(limit, 1), MOST)
