"""What a person wishes decided, in the words they gave, as a decision that can be kept.

Behind `monitor review` and the pages alike: whatever does not hold is told before anything is
changed. Messages are in the language of who asks (`speak`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from monitor.collect.dates import parse_day
from monitor.decisions import about_alert
from monitor.errors import AmbiguousKeyError, ConfigError
from monitor.extract.quantities import extract_quantities
from monitor.judge.decisions import (
    Decision,
    What,
    is_asked_of,
    is_metric,
    is_told_in,
    kinds_of,
    named,
    place,
)
from monitor.judge.match import words_alike
from monitor.judge.metrics import squeeze
from monitor.model import Alert, Claim, Figure, Interval, Kind, Modality, Remark
from monitor.records import json_number
from monitor.report.current import current
from monitor.report.naming import name_figure
from monitor.report.numbers import CURRENCIES, say_interval
from monitor.report.quotes import clean, clip, say_claim
from monitor.store.alerts import load_alert, load_alerts
from monitor.store.database import Tx
from monitor.store.figures import find_figure_key, load_figure, load_figures
from monitor.store.reviews import find_review
from monitor.store.statements import load_remark, load_remarks
from monitor.store.topics import load_topics
from monitor.words import WORDS, language, say

LONGEST_KEY = 100  # letters
NOTHING = frozenset({"none", "없음", "-"})
"""What is typed for a value before an alert's that there is not."""


class Scope(StrEnum):
    """What a mute or a threshold on an alert holds for."""

    FIGURE = "figure"
    METRIC = "metric"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the options ask for: one thing to decide, and on what."""

    what: What
    alert: str | None = None
    figure: str | None = None
    topic: str | None = None
    metric: str | None = None
    scope: Scope = Scope.FIGURE
    into: str = ""
    values: str | None = None
    fields: Mapping[str, str] | None = None
    least: Sequence[str] = ()
    name: str | None = None  # of the figure that a split makes
    note: str = ""


def made_decision(tx: Tx, wish: Wish, *, now: datetime) -> Decision:
    """Return the decision that the options ask for; ConfigError where they do not hold."""
    told = alert_of(tx, wish.alert) if wish.alert is not None else None
    if isinstance(told, Remark):
        return _on_remark(told, wish, now)
    found = told
    if wish.values is not None and wish.what not in (What.SPLIT, What.CORRECT):
        raise ConfigError([say("review.values_idle")])
    if wish.name is not None and wish.what is not What.SPLIT:
        raise ConfigError([say("review.idle", options="--name", action=f"--{wish.what}")])
    match wish.what:
        case What.MUTE | What.THRESHOLD:
            return _general(tx, wish, found, now)
        case What.MERGE | What.SPLIT if found is None and wish.figure is not None:
            base = Decision(key="", what=wish.what, at=now)
        case What.CORRECT if found is None and wish.figure is not None:
            base = _on_value(tx, wish, now)
        case _ if found is None:
            raise ConfigError([say("review.which")])
        case _:
            base = about_alert(tx, found, wish.what, now=now)
    note = wish.note
    if wish.what is What.MERGE:
        figure = _figure(tx, wish, found)
        into = figure_of(tx, wish.into)
        if into.key == figure.key:
            raise ConfigError([say("review.same_figure", key=wish.into)])
        if not kinds_of(figure) & kinds_of(into):
            raise ConfigError([say_unlike(figure.unit, into.unit)])
        claims = _wordings(figure)
        base = replace(base, figure=named(figure), into=named(into), claims=claims)
        note = note or into.key
    elif wish.what is What.SPLIT:
        figure = _figure(tx, wish, found)
        name = _free_name(tx, wish.name, figure)
        taken = _taken(figure, wish, found)
        kept = _wordings(figure, without={place(claim) for claim in taken})
        base = replace(base, figure=named(figure), claims=taken, kept=kept, metric=name)
    elif wish.what is What.PREVIOUS:
        said = (wish.fields or {}).get("value", "")
        if not said.strip():
            raise ConfigError([say("baseline.bad_value", value=said)])
        is_none = said.strip().casefold() in NOTHING
        if is_none and base.previous is None:
            raise ConfigError([say("review.no_previous", key=(wish.alert or "")[:8])])
        base = replace(base, fields={} if is_none else read_fields({"value": said}))
        note = note or said.strip()
    elif wish.what is What.CORRECT:
        base = replace(base, fields=read_fields(wish.fields or {}))
        note = note or " ".join((wish.fields or {}).values())
    return replace(base, note=note)


def say_unlike(one: str, other: str) -> str:
    """Return why two figures in such units are not merged, in a sentence."""
    units = [CURRENCIES.get(u, u) if language() == "ko" else u for u in (one, other)]
    return say("review.other_kind", one=clip(clean(units[0]), 40), other=clip(clean(units[1]), 40))


def _on_remark(remark: Remark, wish: Wish, now: datetime) -> Decision:
    """Return a decision on a statement: it has no figure to merge and no value to correct."""
    base = Decision(key="", what=wish.what, at=now, topic=remark.topic, note=wish.note)
    match wish.what:
        case What.MUTE:
            return base
        case What.ACCEPT | What.REJECT:
            return replace(base, alert=remark.key, kind=str(remark.kind or ""))
        case _:
            raise ConfigError([say("review.remark_only", key=remark.key[:8])])


def _on_value(tx: Tx, wish: Wish, now: datetime) -> Decision:
    """Return a correction of one value of a figure, and of the alert that told of it, if any."""
    figure = figure_of(tx, wish.figure or "")
    if wish.values is None:
        raise ConfigError([say("review.which_values", key=figure.key[:10])])
    chosen = _numbers(wish.values, figure)
    if len(chosen) != 1:
        raise ConfigError([say("review.one_value", value=wish.values)])
    value = figure.values[chosen[0] - 1]
    told = load_alerts(tx, doc=value.source.doc, include_confirmed=True)
    alert = next((a for a in told if place(a.claim) == place(value.claim)), None)
    if alert is not None:
        return about_alert(tx, alert, What.CORRECT, now=now)
    return Decision(
        key="",
        what=What.CORRECT,
        at=now,
        topic=figure.topic,
        claim=value.claim,
        figure=named(figure),
    )


def _numbers(text: str, figure: Figure) -> tuple[int, ...]:
    """Return the numbers of values, from 1 on; ConfigError for one that the figure has not."""
    words = [word.strip() for word in text.split(",")]
    if not all(w.isdecimal() and len(w) < 9 and 1 <= int(w) <= len(figure.values) for w in words):
        raise ConfigError([say("review.bad_values", value=text, count=len(figure.values))])
    return tuple(dict.fromkeys(map(int, words)))


def alert_of(tx: Tx, key: str) -> Alert | Remark:
    """Return the alert or the statement of this key or of the only one that begins so.

    ConfigError, with those that there are, where none or several do.
    """
    _require_key(key)
    try:
        found = load_alert(tx, key) or load_remark(tx, key)
    except AmbiguousKeyError as e:
        told: list[Alert | Remark] = [*load_alerts(tx, include_confirmed=True)]
        told += load_remarks(tx)
        alike = [say_told(a) for a in told if a.key.startswith(key)]
        hints = [say("explain.begin_so"), *alike[:-SHOWN:-1]]
        raise ConfigError([str(e)], hints=hints) from e
    if found is None:
        raise ConfigError([say("explain.unknown", key=key)], hints=_latest(tx))
    return found


def say_parts(tx: Tx, key: str) -> list[str]:
    """Return a line for each figure that a merge or a split left, with the value that it has now.

    Args:
        key: of that decision.
    """
    return [
        say(
            f"review.{part}",
            name=clip(clean(name_figure(figure.subject, figure.metric)), 80),
            key=figure.key[:10],
            count=len(figure.values),
            value=say_claim(current(figure).claim, language()),
        )
        for part, figure in parts_of(tx, key)
        if figure.values
    ]


def parts_of(tx: Tx, key: str) -> list[tuple[str, Figure]]:
    """Return the figures that a merge (`whole`) or a split (`rest`, `taken`) left."""
    review = find_review(tx, key)
    moved = (review.before or {}).get("moved") if review is not None else None
    if review is None or not moved or review.decision not in (What.MERGE, What.SPLIT):
        return []
    one, other = (load_figure(tx, moved[0][end]) for end in ("from", "to"))
    is_split = review.decision == What.SPLIT
    parts = (("rest", one), ("taken", other)) if is_split else (("whole", other),)
    return [(part, figure) for part, figure in parts if figure is not None]


SHOWN = 6
"""One less of the alerts are named to who names none of them."""


def _latest(tx: Tx) -> list[str]:
    found = load_alerts(tx, limit=SHOWN - 1) or load_alerts(
        tx, limit=SHOWN - 1, include_confirmed=True
    )
    told: list[Alert | Remark] = [*found]
    told += () if found else load_remarks(tx)[-SHOWN + 1 :]
    return [say("explain.latest_alerts"), *map(say_told, reversed(told))] if told else []


def say_told(found: Alert | Remark) -> str:
    """Return an alert or a statement in a line: the key to name it by, its kind, what it is of."""
    if isinstance(found, Remark):
        kind = say(f"remark.{found.kind or Kind.NEW}")
        return f"  {found.key[:8]}  {kind}  {clip(clean(found.statement.quote), 60)}"
    kind = say(f"kind.{found.kind}") + ("?" if found.is_uncertain else "")
    name = name_figure(found.claim.subject, found.claim.metric)
    return f"  {found.key[:8]}  {kind}  {name} {say_claim(found.claim, language())}"


def _figure(tx: Tx, wish: Wish, found: Alert | None) -> Figure:
    return figure_of(tx, wish.figure or (found.figure if found else ""))


def _wordings(figure: Figure, *, without: Collection[tuple[str, ...]] = ()) -> tuple[Claim, ...]:
    """Return one claim for each wording that a figure's values have, but for those at places."""
    claims = (v.claim for v in figure.values)
    seen = {(c.subject, c.metric, c.unit): c for c in claims if place(c) not in without}
    return tuple(seen.values())


def _free_name(tx: Tx, name: str | None, figure: Figure) -> str:
    """Return the name for a figure to be taken out; ConfigError for one that another has."""
    if name is None:
        return ""
    said = " ".join(clean(name).split())
    if not said:
        raise ConfigError([say("cli.empty", name="--name")])
    if len(said) > LONGEST_KEY:
        raise ConfigError([say("cli.long", name="--name", most=LONGEST_KEY)])
    for other in load_figures(tx, topic=figure.topic):
        called = name_figure(other.subject, other.metric)
        whole = said if said.startswith(figure.subject) else f"{figure.subject} {said}"
        if squeeze(called) in (squeeze(said), squeeze(whole)):
            raise ConfigError([say("review.same_name", name=said, key=other.key[:10])])
    return said


def _taken(figure: Figure, wish: Wish, found: Alert | None) -> tuple[Claim, ...]:
    """Return the claims to take out: those of `--values`, else the alert's own."""
    if wish.values is None:
        if found is None:
            raise ConfigError([say("review.which_values", key=figure.key[:10])])
        taken = tuple(v.claim for v in figure.values if is_told_in(v, found))
    else:
        chosen = [figure.values[n - 1] for n in _numbers(wish.values, figure)]
        # A copy says again what its original says: one does not stay without the other.
        taken = tuple(v.claim for v in figure.values if any(is_told_in(v, told) for told in chosen))
    if not taken or len({place(c) for c in taken}) >= len({place(v.claim) for v in figure.values}):
        raise ConfigError([say("review.nothing_left", key=figure.key[:10])])
    return taken


def _general(tx: Tx, wish: Wish, found: Alert | None, now: datetime) -> Decision:
    """Return a mute or a threshold: of a figure, of a metric, or of a topic."""
    base = Decision(key="", what=wish.what, at=now, note=wish.note)
    if wish.what is What.THRESHOLD:
        base = with_least(base, wish.least)
    if wish.figure is not None or (found is not None and wish.scope is Scope.FIGURE):
        figure = _figure(tx, wish, found)
        units = {figure.unit, *(v.claim.unit for v in figure.values)}
        if wish.what is What.THRESHOLD and not any(is_asked_of(base, u) for u in units):
            least = ", ".join(say_least(base))
            unit = CURRENCIES.get(figure.unit, figure.unit) if language() == "ko" else figure.unit
            unit = clip(clean(unit), 40)
            raise ConfigError([say("review.threshold_unit", value=least, unit=unit)])
        return replace(base, figure=named(figure))
    if found is not None:
        metric = found.claim.metric if wish.scope is Scope.METRIC else ""
        return replace(base, topic=found.topic, metric=metric)
    if wish.topic is not None:
        _require_topic(tx, wish.topic)
    elif wish.metric is None:
        raise ConfigError([say("review.which_target")])
    if wish.metric is not None:
        _require_metric(tx, wish.metric, wish.topic)
    return replace(base, topic=wish.topic or "", metric=wish.metric or "")


def _require_metric(tx: Tx, metric: str, topic: str | None) -> None:
    """Raise ConfigError, with the nearest there are, where nothing held or tracked has a metric."""
    claims = [v.claim for f in load_figures(tx, topic=topic) for v in f.values]
    claims += [a.claim for a in load_alerts(tx, topic=topic, include_confirmed=True)]
    tracked = [f for t in load_topics(tx) if topic in (None, t.name) for f in t.figures]
    names = Counter(claim.metric for claim in claims)
    names.update(name for figure in tracked for name in (figure.metric, *figure.aliases))
    if any(is_metric(metric, claim) for claim in claims):
        return
    if any(squeeze(metric) == squeeze(name) for name in names):
        return
    if not names:
        raise ConfigError([say("review.no_metrics", name=metric)])
    near = sorted(names, key=lambda name: (-words_alike(metric, name), -names[name], name))
    shown = ", ".join(clean(name) for name in near[:NEAREST])
    raise ConfigError([say("review.unknown_metric", name=metric, names=shown)])


NEAREST = 5  # metrics that are named to who names none there is


def with_least(base: Decision, least: Sequence[str]) -> Decision:
    """Return the decision with the least changes of `5%` or an amount; ConfigError for others."""
    for text in least:
        if found := re.fullmatch(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*(?:%|퍼센트)\s*", text):
            base = replace(base, relative=Decimal(found[1]) / 100)
        elif found := re.fullmatch(r"\s*(\d{1,18}(?:\.\d{1,9})?)\s*", text):
            base = replace(base, absolute=Decimal(found[1]), unit="")
        else:
            quantities = extract_quantities(text)
            value = quantities[0].interval.low if len(quantities) == 1 else None
            if value is None or value < 0:
                raise ConfigError([say("review.bad_threshold", value=text)])
            unit = quantities[0].unit
            base = replace(base, absolute=value, unit="" if unit == "1" else unit)
    return base


def say_least(limit: Decision) -> list[str]:
    """Return the least changes that a threshold asks for, each in words; none for what asks none.

    >>> say_least(Decision(key="", what=What.THRESHOLD, at=datetime.min, absolute=Decimal(10000),
    ...           unit="가구", relative=Decimal("0.05")))
    ['5%', '1만 가구']
    """
    said = []
    if limit.relative is not None:
        said.append(f"{(limit.relative * 100).normalize():f}%")
    if limit.absolute is not None:
        amount = Interval(limit.absolute, limit.absolute)
        said.append(say_interval(amount, clean(limit.unit) or "1", language()))
    return said


def read_fields(said: Mapping[str, str]) -> dict[str, Any]:
    """Return the corrected fields of what was typed; ConfigError names the one that does not hold.

    `value`, `unit`, `subject`, `metric`, `period` (a day, a month, a year, or two with `~`) and
    `modality` (the program's word for it, in either language).
    """
    fields: dict[str, Any] = {}
    for name, text in said.items():
        match name:
            case "value":
                quantities = extract_quantities(text)
                if len(quantities) != 1:
                    raise ConfigError([say("baseline.bad_value", value=text)])
                interval = quantities[0].interval
                fields |= {"low": json_number(interval.low), "high": json_number(interval.high)}
                fields |= {"approx": interval.approx, "unit": quantities[0].unit}
            case "period":
                fields["as_of"] = _period(text)
            case "modality":
                fields["modality"] = _modality(text)
            case _:
                if not text.strip() or len(text) > 200:
                    raise ConfigError([say("review.bad_field", value=text)])
                fields[name] = text.strip()
    return fields


def _period(text: str) -> list[str | None]:
    if text.strip() in ("-", "?", "모름", "unknown"):
        return [None, None]
    parts = [part.strip() for part in text.split("~")]
    days = [_days(part) for part in parts]
    if (
        len(parts) > 2
        or not any(parts)
        or any(p and not d for p, d in zip(parts, days, strict=True))
    ):
        raise ConfigError([say("review.bad_period", value=text)])
    start, end = days[0], days[-1]
    if start and end and start[0] > end[1]:
        raise ConfigError([say("review.bad_period", value=text)])
    return [start[0].isoformat() if start else None, end[1].isoformat() if end else None]


def _days(text: str) -> tuple[date, date] | None:
    if re.fullmatch(r"(?:19|20|21)\d\d년?", text):
        year = int(text[:4])
        return date(year, 1, 1), date(year, 12, 31)
    return parse_day(text) if text else None


def _modality(text: str) -> str:
    wanted = text.strip().casefold()
    for modality in Modality:
        if wanted in {str(modality), *WORDS[f"modality.{modality}"]}:
            return str(modality)
    known = ", ".join(say(f"modality.{m}") for m in Modality)
    raise ConfigError([say("review.bad_modality", value=text, known=known)])


def figure_of(tx: Tx, key: str) -> Figure:
    """Return the figure of this key or of the only one that starts so; ConfigError without one."""
    _require_key(key)
    try:
        whole = find_figure_key(tx, key)
    except AmbiguousKeyError as e:
        raise ConfigError([str(e)]) from e
    figure = load_figure(tx, whole) if whole else None
    if figure is None:
        raise ConfigError([say("baseline.unknown", key=key)])
    return figure


def _require_key(key: str) -> None:
    if not key.strip():
        raise ConfigError([say("cli.empty", name="KEY")])
    if len(key) > LONGEST_KEY:
        raise ConfigError([say("cli.long", name="KEY", most=LONGEST_KEY)])


def _require_topic(tx: Tx, name: str) -> None:
    names = [topic.name for topic in load_topics(tx)]
    if not names:
        raise ConfigError([say("history.no_topics", name=name)])
    if name not in names:
        raise ConfigError([say("history.unknown_topic", name=name, names=", ".join(names))])
