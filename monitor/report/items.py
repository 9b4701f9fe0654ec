"""A digest's contents as plain words, before they are laid out as text, HTML or Slack blocks.

Everything here that came from outside is cleaned but not escaped: each layout escapes for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from monitor.model import (
    DOING,
    SEOUL,
    Alert,
    Claim,
    Digest,
    Interval,
    Kind,
    Modality,
    Remark,
    Source,
    TopicSection,
)
from monitor.report.digest import other_outlets, weigh_alert
from monitor.report.naming import name_figure
from monitor.report.numbers import (
    Said,
    difference,
    say_pair,
    say_period,
)
from monitor.report.quotes import Marked, claim_said, clean, clip, mark_numbers, safe_link
from monitor.words import Lang, reword, say

Part = Literal["changed", "conflicts", "revised", "new", "uncertain", "remarks"]
PARTS: tuple[Part, ...] = ("changed", "conflicts", "revised", "new", "uncertain")
"""The parts that figures have; what was said without one comes behind them."""
REMARKS: Part = "remarks"
READING: tuple[Part, ...] = ("changed", "new", "conflicts", "revised", REMARKS, "uncertain")
"""The order in which a topic's parts are read; where room is short, `PARTS` says what is kept."""

GLANCE = 7
"""Lines of the overview at the top: what fits a first screen."""

REMARKS_PART = 6
"""Where items are left out, one in so many is kept for what was said without a figure."""

BEST = 2
"""So many of each part, the weightiest, are told however little room there is."""

FIRST_SHOWN = 30
"""Items that the first digest tells: what the feeds already held is a flood, and old to many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One side's words: who printed them, when, where to read them, the number apart."""

    label: str  # 이전, 지금, or empty
    value: str
    pieces: Marked  # the words, the claimed numbers apart where they were found
    outlet: str
    date: str
    link: str | None
    speaker: str = ""  # who says so, where the text names somebody
    is_old: bool = False

    @property
    def words(self) -> str:
        return "".join(text for text, _ in self.pieces)

    @property
    def source(self) -> str:
        return " · ".join(word for word in (self.outlet, self.date) if word)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to tell: `line` is what a newsreader would say, the rest is its proof."""

    part: Part
    kind: str  # in words
    label: str  # whose, which metric
    values: str  # 121만 → 59만 명
    change: str  # −51.2 %
    when: str  # 2025-01 → 2025-03, 전망
    trend: str  # up, down, same or empty
    quotes: tuple[Quote, ...]
    support: str = ""
    why: str = ""
    path: str = ""
    key: str = ""  # of the alert or remark
    weight: float = 0.0
    more: tuple[Item, ...] = ()  # further new figures that the same sentence brings

    @property
    def notes(self) -> str:
        return ", ".join(word for word in (self.change, self.when) if word)

    @property
    def line(self) -> str:
        bracket = f" ({self.notes})" if self.notes else ""
        return f"{self.label} {self.values}{bracket}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A topic's items by part, how many more there are of each, and what was confirmed."""

    topic: str
    parts: tuple[tuple[Part, str, tuple[Item, ...], int], ...]  # part, heading, items, left out
    confirmed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A whole digest in words."""

    subject: str
    title: str
    day: str
    window: str
    counts: tuple[tuple[Part | Literal["confirmed"], str, int], ...]
    lead: str  # the first sentence
    glance: tuple[Item, ...]
    glance_more: str  # how many further changes the overview leaves to the sections
    sections: tuple[Section, ...]
    confirmed: str
    coverage: tuple[str, ...]
    troubles: tuple[str, ...]
    left_out: str
    is_quiet: bool


def view_digest(digest: Digest, lang: Lang = "ko", *, limit: int | None = None) -> View:
    """Return a digest in words.

    Args:
        limit: how many items are told in full, the weightiest parts first; the rest is counted.
    """
    is_first = digest.since is None
    if is_first:
        limit = FIRST_SHOWN if limit is None else min(limit, FIRST_SHOWN)
    chosen = _chosen(digest, limit)
    sections = tuple(_section(digest, s, chosen, lang) for s in digest.sections)
    glance = sorted(
        (i for s in sections for part, _, items, _ in s.parts if part == "changed" for i in items),
        key=lambda i: -i.weight,
    )
    totals = {part: sum(len(_alerts(s, part)) for s in digest.sections) for part in READING}
    totals[REMARKS] = len(digest.remarks)
    confirmed = sum(s.confirmed for s in digest.sections)
    found = sum(totals.values())
    left = found - len(chosen)
    lead = _lead(totals, digest, lang)
    if is_first and found > FIRST_SHOWN:
        lead += " " + say("report.first", lang, count=found, shown=FIRST_SHOWN)
    is_quiet = not any(totals.values())
    until = digest.until.astimezone(SEOUL)
    return View(
        subject=_subject(digest, lang),
        title=say("report.title", lang),
        day=_long_day(until, lang),
        window=_window(digest, lang),
        counts=(
            *((p, say(f"report.part.{p}", lang), n) for p, n in totals.items() if n),
            *((("confirmed", say("kind.confirmed", lang), confirmed),) if confirmed else ()),
        ),
        lead=lead,
        glance=tuple(glance[:GLANCE]) if len(glance) > 1 else (),
        glance_more=(
            say("report.glance_more", lang, count=len(glance) - GLANCE)
            if len(glance) > GLANCE
            else ""
        ),
        # A topic of which nothing is told here is in the count of what was left out.
        sections=tuple(s for s in sections if any(items for _, _, items, _ in s.parts)),
        confirmed=say("report.confirmed", lang, count=confirmed) if confirmed else "",
        coverage=_coverage(digest, lang),
        troubles=_troubles(digest, lang),
        left_out=say("report.left_out", lang, count=left) if left else "",
        is_quiet=is_quiet,
    )


def view_subject(digest: Digest, lang: Lang = "ko") -> str:
    """Return the subject line: the main change, and how much more there is."""
    return _subject(digest, lang)


# --- one alert -----------------------------------------------------------------------------------


def view_alert(
    alert: Alert,
    lang: Lang = "ko",
    *,
    folded: Sequence[Alert] = (),
    until: datetime,
) -> Item:
    """Return an alert in words, with the earlier steps or further voices that it stands for."""
    part = _part(alert)
    gap = difference(alert.previous.claim, alert.claim, lang) if alert.previous else None
    values, quotes = _values(alert, folded, lang, until)
    copies = {source.doc for source in alert.support if source.copy_of is not None}
    own = tuple(source for source in alert.support if source.copy_of is None)
    outlets = other_outlets(replace(alert, support=own))
    chain = folded if alert.kind in (Kind.CHANGED, Kind.REVISED) else ()
    change = "" if alert.kind is Kind.CONFLICT else (gap.words if gap else "")
    if chain and gap and gap.trend == "same":
        change = say("report.back", lang)
    return Item(
        part=part,
        kind=say(f"kind.{alert.kind}", lang),
        label=_label(alert),
        values=values,
        change=change,
        when=_when(alert, lang),
        trend=gap.trend if gap and change else "",
        quotes=quotes,
        support=_support(outlets, lang, copies=len(copies)),
        why=_why(alert, lang),
        path=_path(alert, chain, lang, until),
        key=alert.key,
        weight=weigh_alert(alert),
    )


def view_remark(remark: Remark, lang: Lang = "ko", *, until: datetime) -> Item:
    """Return in words what was said without a figure, beside what it takes another stance on."""
    statement, before = remark.statement, remark.previous
    stance = say(f"stance.{statement.stance}", lang)
    is_changed = remark.kind is Kind.CHANGED and before is not None
    why = ""
    quotes = [_spoken("after" if is_changed else "", remark, lang, until)]
    if is_changed and before is not None:
        moved = {before.statement.stance, statement.stance} <= DOING
        was = say(f"stance.{before.statement.stance}", lang)
        stance = say("stance.moved", lang) if moved else f"{was} → {stance}"
        why = say("reason.stage" if moved else "reason.stance", lang)
        quotes.insert(0, _spoken("before", before, lang, until))
    who = clip(clean(statement.speaker or ""), 40)
    about = clean(statement.subject) or clean(remark.topic)
    outlets = dict.fromkeys(source_name(source) for source in remark.support)
    return Item(
        part=REMARKS,
        kind=say(f"remark.{remark.kind or Kind.NEW}", lang),
        label=who or say("report.on_topic", lang, name=clip(about, 60)),
        values=stance,
        change="",
        when="",
        trend="",
        quotes=tuple(quotes),
        support=_support(
            [name for name in outlets if name != source_name(remark.source)],
            lang,
            "report.support_said",
        ),
        why=why,
        key=remark.key,
    )


def _spoken(label: str, remark: Remark, lang: Lang, until: datetime) -> Quote:
    """Return the sentence as it was printed, and where."""
    source = remark.source
    outlet = source_name(source)
    return Quote(
        label=say(f"report.{label}", lang) if label else "",
        value="",
        pieces=((clip(clean(remark.statement.quote), LONGEST_SAID), False),),
        outlet=say("report.seed", lang, name=outlet) if source.is_seed else outlet,
        date=say_day(source.published, until, lang) if source.published else "",
        link=safe_link(source.doc),
        is_old=label == "before",
    )


LONGEST_SAID = 240  # characters of a sentence that are quoted


def _why(alert: Alert, lang: Lang) -> str:
    """Return in one line why the program calls it so; periods and names as readers know them."""
    facts = dict(alert.reason.facts)
    sides = [("new", alert.claim, alert.source)]
    if alert.previous:
        sides.append(("old", alert.previous.claim, alert.previous.source))
    for side, claim, source in sides:
        # A text without a date of its own speaks of the time when it was printed.
        day = source.published and say(
            "report.printed", lang, day=source.published.astimezone(SEOUL).date().isoformat()
        )
        facts[f"{side}_period"] = (
            say_period(claim.as_of, lang) or day or say("report.no_period", lang)
        )
        facts[f"{side}_source"] = claim.attribution or source_name(source)
    words = say(f"reason.{alert.reason.code}", lang, **{k: clean(v) for k, v in facts.items()})
    return clip(clean(words), 300)


def _part(alert: Alert) -> Part:
    if alert.is_uncertain:
        return "uncertain"
    match alert.kind:
        case Kind.CHANGED:
            return "changed"
        case Kind.CONFLICT:
            return "conflicts"
        case Kind.REVISED:
            return "revised"
        case Kind.NEW | Kind.CONFIRMED:
            return "new"


def _label(alert: Alert) -> str:
    """Return whose and which; the topic stands for an owner that nobody named."""
    subject = clean(alert.claim.subject) or clean(alert.topic)
    return clip(name_figure(subject, clean(alert.claim.metric)), 90)


def _amount(claim: Claim, lang: Lang) -> Said:
    parts = claim_said(claim, lang)
    # A unit is a word of the article where we know no other: as hostile as the rest.
    return replace(parts, unit=" " * parts.unit.startswith(" ") + clip(clean(parts.unit), 30))


def _values(
    alert: Alert, folded: Sequence[Alert], lang: Lang, until: datetime
) -> tuple[str, tuple[Quote, ...]]:
    new = _amount(alert.claim, lang)
    if alert.previous is None:
        return new.words, (_quote("", alert.claim, alert.source, lang, until),)
    old = _amount(alert.previous.claim, lang)
    if alert.kind is Kind.CONFLICT:
        voices: dict[tuple[Interval, str, str], tuple[Claim, Source]] = {}
        called: dict[tuple[Interval, str, str], str] = {}
        for told in (alert, *folded):
            assert told.previous is not None  # a conflict has the value it contradicts
            for value, side in ((told.previous, "side.original"), (told, "side.copy")):
                mark = (value.claim.interval, value.claim.unit, value.source.doc)
                voices.setdefault(mark, (value.claim, value.source))
                if is_altered_copy(told):
                    called.setdefault(mark, side)
        quotes = [_quote(called.get(mark, ""), *said, lang, until) for mark, said in voices.items()]
        sides = list(dict.fromkeys(quote.value for quote in quotes))
        if len(sides) == 2:
            return say_pair(old, new, sign="↔"), tuple(quotes)
        return " ↔ ".join(sides), tuple(quotes)
    edit = "edit_" if alert.kind is Kind.REVISED else ""
    return say_pair(old, new), (
        _quote(f"{edit}before", alert.previous.claim, alert.previous.source, lang, until),
        _quote(f"{edit}after", alert.claim, alert.source, lang, until),
    )


def _when(alert: Alert, lang: Lang) -> str:
    """Return for when the values hold, and how they are meant if not as facts of an own report."""
    now = say_period(alert.claim.as_of, lang)
    was = say_period(alert.previous.claim.as_of, lang) if alert.previous else ""
    if alert.kind is Kind.CHANGED and was and now and was != now:
        period = f"{was} → {now}"
    else:
        period = now or ("" if alert.kind is Kind.CHANGED else was)
    standing = ""
    if alert.claim.modality is not Modality.ASSERTED:
        standing = say(f"modality.{alert.claim.modality}", lang)
    copied = say("report.altered", lang) if is_altered_copy(alert) else ""
    return ", ".join(word for word in (period, standing, copied) if word)


def is_altered_copy(alert: Alert) -> bool:
    """Return whether the article copies the text that it contradicts, with another figure in it."""
    return alert.reason.code == "conflict_altered"


def _quote(label: str, claim: Claim, source: Source, lang: Lang, until: datetime) -> Quote:
    speaker = clip(clean(claim.attribution or ""), 40)
    outlet = source_name(source)
    return Quote(
        label=say(f"report.{label}", lang) if label else "",
        value=_amount(claim, lang).words,
        pieces=mark_numbers((claim,)),
        outlet=say("report.seed", lang, name=outlet) if source.is_seed else outlet,
        date=say_day(source.published, until, lang) if source.published else "",
        link=safe_link(source.doc),
        speaker=speaker if speaker != outlet else "",
        is_old=label.endswith("before"),
    )


def source_name(source: Source) -> str:
    """Return the outlet's name, or what stands nearest: the site's host, a document's name."""
    if source.outlet.strip():
        return clip(clean(source.outlet), 40)
    if source.is_seed and source.title.strip():
        return clip(clean(source.title), 60)
    link = safe_link(source.doc)
    host = urlsplit(link).hostname if link else None
    return clip(host or clean(source.doc.rsplit("/", 1)[-1]), 60)


def _support(
    outlets: Sequence[str], lang: Lang, key: str = "report.support", *, copies: int = 0
) -> str:
    """Return who else says so: outlets with words of their own, and how many only copied."""
    if not outlets:
        return say("report.copies", lang, count=copies) if copies else ""
    shown = ", ".join(clip(clean(name), 30) for name in outlets[:3])
    more = say("report.and_more", lang) if len(outlets) > 3 else ""
    copied = say("report.and_copies", lang, count=copies) if copies else ""
    return say(key, lang, count=len(outlets), outlets=shown + more) + copied


def _path(alert: Alert, folded: Sequence[Alert], lang: Lang, until: datetime) -> str:
    """Return the steps of a figure that moved more than once: value (outlet, day) → …"""
    if not folded:
        return ""
    steps = []
    if alert.previous and folded[0].kind is not Kind.NEW:
        steps.append(_amount(alert.previous.claim, lang).words)
    for step in (*folded, alert):
        where = [source_name(step.source)]
        if step.source.published:
            where.append(say_day(step.source.published, until, lang))
        if step.source.version > 1:
            where.append(say("kind.revised", lang))
        steps.append(f"{_amount(step.claim, lang).words} ({', '.join(where)})")
    # Two steps are the old and the new value, which stand there already.
    return " → ".join(steps) if len(steps) > 2 else ""


# --- the whole -----------------------------------------------------------------------------------


def _alerts(section: TopicSection, part: Part) -> tuple[Alert, ...]:
    match part:
        case "changed":
            return section.changed
        case "conflicts":
            return section.conflicts
        case "revised":
            return section.revised
        case "new":
            return section.new
        case "uncertain":
            return section.uncertain
        case "remarks":
            return ()


def _chosen(digest: Digest, limit: int | None) -> set[str]:
    """Return the keys of the alerts that are told in full.

    What the user asked for goes before all else, then the weightiest of every part, so that no
    heading stands over nothing; then all changes before any new figure.
    """
    ranked: list[tuple[tuple[bool, bool, int, float, str], str]] = []
    for place, part in enumerate(PARTS):
        found = [a for s in digest.sections for a in _alerts(s, part)]
        found.sort(key=lambda a: (-weigh_alert(a), a.key))
        ranked += [
            ((a.figure not in digest.wished, rank >= BEST, place, -weigh_alert(a), a.key), a.key)
            for rank, a in enumerate(found)
        ]
    keys = [key for _, key in sorted(ranked)]
    # What has no figure comes last: this is a digest of figures. But it is told, not counted only.
    said = [r.key for r in digest.remarks]
    seats = 0 if limit is None else min(len(said), limit // REMARKS_PART)
    figures = keys if limit is None else keys[: limit - seats]
    return set([*figures, *said][:limit])


def _section(digest: Digest, section: TopicSection, chosen: set[str], lang: Lang) -> Section:
    parts = []
    for part in READING:
        if part == REMARKS:
            found, items = len(section.remarks), _remarks(digest, section, chosen, lang)
        else:
            found, items = len(_alerts(section, part)), _items(digest, section, part, chosen, lang)
        told = sum(1 + len(item.more) for item in items)
        if found:
            parts.append((part, say(f"report.part.{part}", lang), tuple(items), found - told))
    count = section.confirmed
    return Section(
        topic=clip(clean(section.topic), 80),
        parts=tuple(parts),
        confirmed=say("report.confirmed_here", lang, count=count) if count else "",
    )


def _items(
    digest: Digest, section: TopicSection, part: Part, chosen: set[str], lang: Lang
) -> list[Item]:
    told = [a for a in _alerts(section, part) if a.key in chosen]
    items = [
        view_alert(a, lang, folded=digest.folded.get(a.key, ()), until=digest.until) for a in told
    ]
    return _grouped(told, items) if part == "new" else items


def _remarks(digest: Digest, section: TopicSection, chosen: set[str], lang: Lang) -> list[Item]:
    said = [remark for remark in section.remarks if remark.key in chosen]
    return [view_remark(remark, lang, until=digest.until) for remark in said]


def _grouped(alerts: Sequence[Alert], items: Sequence[Item]) -> list[Item]:
    """Return the items, those of one sentence as one: quoted once, all numbers marked."""
    groups: dict[tuple[str, str, str], list[int]] = {}
    for place, (alert, item) in enumerate(zip(alerts, items, strict=True)):
        key = (alert.source.doc, alert.claim.quote, item.support)
        groups.setdefault(key, []).append(place)
    grouped = []
    for first, *rest in groups.values():
        if not rest:
            grouped.append(items[first])
            continue
        # As the sentence has them: 20대 28%, 30대 24%, 40대 21%.
        order = sorted((first, *rest), key=lambda place: alerts[place].claim.span)
        head, *more = (items[place] for place in order)
        pieces = mark_numbers([alerts[place].claim for place in order])
        (quote,) = head.quotes
        grouped.append(replace(head, quotes=(replace(quote, pieces=pieces),), more=tuple(more)))
    return grouped


def _subject(digest: Digest, lang: Lang) -> str:
    sections = digest.sections
    for part in PARTS[:-1]:
        alerts = [a for s in sections for a in _alerts(s, part)]
        if not alerts:
            continue
        head = min(alerts, key=lambda a: (-weigh_alert(a), a.key))
        item = view_alert(head, lang, folded=digest.folded.get(head.key, ()), until=digest.until)
        bracket = f" ({item.change})" if item.change else ""
        kind = "" if part == "changed" else f"[{say(f'report.part.{part}', lang)}] "
        main = clip(f"{kind}{item.label} {item.values}{bracket}", 90)
        more = len(digest.alerts) - 1
        return main + (say("report.and_others", lang, count=more) if more else "")
    if remarks := digest.remarks:
        item = view_remark(remarks[0], lang, until=digest.until)
        main = clip(f"[{say('report.part.remarks', lang)}] {item.label}: {item.values}", 90)
        more = len(digest.alerts) + len(remarks) - 1
        return main + (say("report.and_others", lang, count=more) if more else "")
    if unsure := sum(len(s.uncertain) for s in sections):
        return say("report.subject_uncertain", lang, count=unsure)
    day = say_day(digest.until, None, lang)
    return say("report.subject_quiet", lang, day=day, articles=digest.coverage.articles)


def _lead(totals: dict[Part, int], digest: Digest, lang: Lang) -> str:
    articles = digest.coverage.articles
    if not any(totals.values()):
        return say("report.quiet", lang, articles=articles)
    if not totals["changed"]:
        return say("report.none_changed", lang, articles=articles)
    return say("report.lead", lang, changed=totals["changed"], articles=articles)


def _window(digest: Digest, lang: Lang) -> str:
    until = _moment(digest.until, lang)
    if digest.since is None:
        return say("report.window_first", lang, until=until)
    return say("report.window", lang, since=_moment(digest.since, lang), until=until)


def _coverage(digest: Digest, lang: Lang) -> tuple[str, ...]:
    c = digest.coverage
    lines = [say("report.feeds", lang, polled=c.polled, feeds=c.feeds)]
    lines.append(say("report.articles", lang, articles=c.articles, claims=c.claims))
    if c.unread:
        lines.append(say("report.unread", lang, count=c.unread))
    return tuple(lines)


SHOWN_TROUBLES = 8


def _troubles(digest: Digest, lang: Lang) -> tuple[str, ...]:
    lines = []
    coverage = digest.coverage
    for key, troubles in (
        ("failed", coverage.failed),
        ("retired", coverage.retired),
        ("missed", coverage.missed),
        ("silent", coverage.silent),
    ):
        for trouble in troubles[:SHOWN_TROUBLES]:
            name, why = clip(clean(trouble.name), 60), clip(reword(clean(trouble.why), lang), 140)
            lines.append(say(f"report.{key}", lang, name=name) + (f": {why}" if why else ""))
        if (more := len(troubles) - SHOWN_TROUBLES) > 0:
            lines.append(say(f"report.{key}_more", lang, count=more))
    return tuple(lines)


def say_day(moment: datetime, until: datetime | None, lang: Lang = "ko") -> str:
    """Return the day in Korea, with the year where it is not the digest's own."""
    day = moment.astimezone(SEOUL)
    same_year = until is None or day.year == until.astimezone(SEOUL).year
    if lang == "en":
        return f"{day.day} {_MONTHS[day.month - 1]}" + ("" if same_year else f" {day.year}")
    return ("" if same_year else f"{day.year}년 ") + f"{day.month}월 {day.day}일"


# Not strftime: its names follow the machine's locale.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = {"ko": "월화수목금토일", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def _long_day(day: datetime, lang: Lang) -> str:
    weekday = _DAYS[lang][day.weekday()]
    if lang == "en":
        return f"{weekday} {day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}년 {day.month}월 {day.day}일 {weekday}요일"


def _moment(moment: datetime, lang: Lang) -> str:
    return f"{say_day(moment, None, lang)} {moment.astimezone(SEOUL):%H:%M}"
