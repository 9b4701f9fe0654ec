"""Why an alert was raised, in sentences: the rule, what was compared, what leads elsewhere.

Behind `monitor explain` and the pages alike, in the language of who asks (`speak`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from monitor.judge.doubt import doubts_of
from monitor.judge.explanation import Explanation, shown
from monitor.judge.match import Field
from monitor.model import Alert, Interval, Reason
from monitor.report.naming import name_parts, said_once
from monitor.report.numbers import say_interval, say_period
from monitor.report.quotes import find_printed, say_claim
from monitor.words import WORDS, language, say


def say_rule(alert: Alert) -> Iterator[str]:
    """Yield the rule that decided, the way that led to the figure, and what limits the verdict."""
    yield say_reason(alert)
    facts = alert.reason.facts
    if way := facts.get("way"):
        tracked = facts.get("tracked", "")
        by = ", ".join(_say_by(word) for word in facts.get("by", "").split(", ") if word)
        yield say(f"explain.way.{way}", tracked=f"{tracked} ({by})" if by else tracked)
    if alert.is_uncertain:
        yield say("explain.uncertain")
        if alert.previous and (doubts := doubts_of(alert.claim, alert.previous.claim)):
            yield say("explain.doubts", doubts=", ".join(say(f"doubt.{name}") for name in doubts))
    # One of a figure that is held, of another time, is sure to be of it, and not to be new.
    is_held = alert.previous is not None or alert.reason.code == "new_gap"
    key = "explain.score" if is_held else "explain.score_new"
    yield say(key, score=f"{alert.score:.2f}")


def say_reason(alert: Alert) -> str:
    """Return a verdict's reason in words; what it does not know of periods and voices is said."""
    reason = alert.reason
    facts = dict(reason.facts)
    said = {"new_period": alert.claim}
    if alert.previous is not None:
        said["old_period"] = alert.previous.claim
    for name, claim in said.items():
        if name in facts:
            facts[name] = say_period(claim.as_of, language()) or say("history.no_period")
    for name in ("old_source", "new_source"):
        if name in facts and not facts[name]:
            facts[name] = say("explain.no_source")
    if "figure" in facts:
        facts["figure"] = said_once(facts["figure"])
    if {"subject", "metric"} <= facts.keys():
        facts["subject"], facts["metric"] = name_parts(facts["subject"], facts["metric"])
    code = reason.code
    if code == "changed_later" and not any(claim.as_of.known for claim in said.values()):
        code = "changed_undated"  # told apart by the days of the pages alone
    return say(f"reason.{code}", **facts).strip()


def say_field(name: str) -> str:
    """Return what a compared field is called."""
    return say(f"field.{name}") if f"field.{name}" in WORDS else name


def _say_by(word: str) -> str:
    return say(f"by.{word}") if f"by.{word}" in WORDS else say_field(word)


def field_value(field: Field, value: str) -> str:
    """Return the value of a compared field in words; the codes of the comparison are no words."""
    if field.name in ("target", "guess") and value in ("True", "False"):
        return say(f"explain.{value.lower()}")
    if field.name in ("made", "pace", "flow"):
        return " ".join(
            say(f"{field.name}.{word}") if f"{field.name}.{word}" in WORDS else word
            for word in value.split()
        )
    if field.name in ("metric", "country", "against"):
        return shown(value, language())
    return value


def say_values(why: Explanation, alert: Alert) -> Iterator[str]:
    """Yield how the two values were compared: rounding, restatements, rates, periods."""
    old = alert.previous.claim if alert.previous else alert.claim
    sides = (("column.before", why.old, old), ("column.after", why.new, alert.claim))
    for title, rows, claim in ((say(key), rows, claim) for key, rows, claim in sides):
        for number, row in enumerate(rows):
            printed = find_printed(claim.quote, row.written, row.unit)
            is_own = number == 0 and row.unit == claim.unit
            said = (
                say_claim(claim, language())
                if is_own
                else say_interval(row.written, row.unit, language(), printed=printed)
            )
            covers = say_interval(row.covers, row.unit, language(), printed=printed)
            key = "explain.covers" if number == 0 else "explain.restated"
            yield f"{title}: {say(key, said=said, covers=covers)}"
    how = why.comparison.how
    yield say(f"explain.how.{how}") if f"explain.how.{how}" in WORDS else how
    for rate in why.rates:
        year = say("explain.latest") if rate.year is None else str(rate.year)
        yield say("explain.rate", currency=rate.currency, won=f"{rate.won:,}", year=year)
    yield say(f"explain.agreement.{why.comparison.agreement}")
    yield say(f"explain.order.{why.order}")


def _say_range(interval: Interval, unit: str) -> str:
    """Return a range in words; one of no width is its number."""
    return say_interval(interval, unit, language())


def say_otherwise(reason: Reason, alert: Alert, why: Explanation | None) -> str:
    facts: Mapping[str, str] = reason.facts
    values = {**facts, "field": say_field(facts.get("field", ""))}
    values["figure"] = said_once(facts.get("figure", ""))
    if why and why.meets:
        values["covers"] = _say_range(why.meets, alert.claim.unit)
    key = reason.code
    if key == "near" and not facts.get("field"):
        key = "near_bare"
    return say(f"otherwise.{key}", **values)
