"""The pages: each drawn from what the API answers, and forms that do what it does.

Without scripts every page and form works; a script of our own only makes them quicker.
"""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Annotated, Any
from urllib.parse import parse_qs, quote, urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from pydantic import ValidationError

from monitor.errors import ConfigError
from monitor.model import SEOUL, Kind, Span, Topic, TrackedFigure
from monitor.report.naming import name_figure
from monitor.report.numbers import CURRENCIES
from monitor.report.quotes import clean, clip
from monitor.report.syndication import (
    MOST_ENTRIES,
    feed_name,
    make_entries,
    render_atom,
    render_json_feed,
)
from monitor.store.alerts import load_alerts
from monitor.store.browse import count_feeds, news_mark
from monitor.store.database import Tx
from monitor.store.statements import load_remarks
from monitor.store.topics import load_topic, load_topics
from monitor.store.users import load_user
from monitor.web import answers
from monitor.web.answers import MissingError, Record
from monitor.web.api import (
    FigureBody,
    ReviewBody,
    TokenBody,
    TopicBody,
    ask_feed,
    drop_topic,
    keep_feed,
    make_it,
    review_it,
    revoke_it,
    save_it,
    seek_feeds,
    topic_of,
    turn_feed,
    undo_it,
)
from monitor.web.charts import NARROW, WIDE, draw_chart, draw_spark, find_points, thin
from monitor.web.faults import say_faults
from monitor.web.histories import MOST_DOWNLOADED, know_figure, show_figure, show_points
from monitor.web.security import MAIL_POLICY, Who
from monitor.web.site import (
    LANGUAGE_COOKIE,
    SESSION_COOKIE,
    Reader,
    check_csrf,
    find_who,
    keep_visitor,
    require_reader,
    set_cookie,
    site_of,
    visitor_of,
    with_etag,
)
from monitor.wishes import say_parts
from monitor.words import language, say

pages = APIRouter(include_in_schema=False)
reading = APIRouter(include_in_schema=False, dependencies=[Depends(require_reader)])

PAGES = (
    ("today", "/", "t"),
    ("figures", "/figures", "f"),
    ("topics", "/topics", "o"),
    ("articles", "/articles", "a"),
    ("digests", "/digests", "d"),
    ("feeds", "/feeds", "e"),
    ("log", "/log", "l"),
)
KINDS = (*(str(kind) for kind in Kind), "statement")
PER_PAGE = 30
MOST_FIELDS = 80
MOST_SIBLINGS = 100
MOST_FEEDS = 100  # on a page
VALUES = 50  # of a figure's history
POINTS = {WIDE: 100, NARROW: 50}  # of its chart, at most

_ENVIRONMENT = Environment(
    loader=PackageLoader("monitor.web"),
    autoescape=select_autoescape(default=True, default_for_string=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)

Form = dict[str, str]


async def read_form(request: Request) -> Form:
    """Return the fields of a form; raise 400 for what is none."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(400, say("web.no_form"))
    body = (await request.body()).decode("utf-8", "replace")
    try:
        fields = parse_qs(body, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as e:
        raise HTTPException(400, say("web.no_form")) from e
    return {name: values[-1] for name, values in fields.items()}


Fields = Annotated[Form, Depends(read_form)]
Before = Annotated[int | None, Query(ge=0, le=2**62)]
After = Annotated[int, Query(ge=0, le=10**6)]
Short = Annotated[str, Query(max_length=100)]


# --- how a page is drawn -------------------------------------------------------------------------


def draw(
    request: Request, template: str, who: Who | None, *, status: int = 200, **values: Any
) -> Response:
    """Return a page; its forms bring along what shows that it was ours."""
    site = site_of(request)
    csrf = who.csrf if who else site.gate.visitor_csrf(visitor_of(request))

    def token() -> Markup:
        return Markup('<input type="hidden" name="csrf" value="{}">').format(csrf)

    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    shown = {
        "lang": language(),
        "t": say,
        "token": token,
        "who": who,
        "path": path if request.method == "GET" else "/",
        "pages": PAGES,
        "here": "",
        "mark": request.app.state.mark,
        "live": "",
        "told": _told(request),
        "faults": (),
        "q": "",
        "url": link,
        "day": say_date,
        "moment": lambda text: say_moment(text, site.config.zone),
        "spark": lambda figure: Markup(draw_spark(figure["values"], figure["unit"])),  # noqa: S704 - escaped where it is drawn
        "shortcuts": _shortcuts(),
        **values,
    }
    body = _ENVIRONMENT.get_template(template).render(shown).encode("utf-8", "replace")
    response = with_etag(request, body, "text/html; charset=utf-8", status)
    keep_visitor(request, response)
    return response


def _told(request: Request) -> str:
    """Return what a form just did: one of our own lines, never the address's words."""
    word = request.query_params.get("done", "")
    if word not in DEEDS:
        return ""
    lines = [say(f"web.deed.{word}")]
    if by := request.query_params.get("by", "")[:100]:
        with site_of(request).store.begin(write=False) as tx:
            lines += say_parts(tx, by)
    return " ".join(lines)


DEEDS = frozenset(
    {
        "accept", "reject", "merge", "split", "correct", "previous", "mute", "threshold", "undo",
        "topic", "topic_removed", "feed", "feed_on", "feed_off", "feed_removed", "token_removed",
    }
)  # fmt: skip


def _shortcuts() -> list[tuple[str, str]]:
    keys = [
        ("j k", "web.key.items"),
        ("o", "web.key.open"),
        ("/", "web.key.find"),
        ("a r", "web.key.review"),
        ("u", "web.key.undo"),
        ("h", "web.key.history"),
        ("e", "web.key.edit"),
        ("n", "web.key.new"),
        ("?", "web.key.help"),
    ]
    pairs = [(said, say(key)) for said, key in keys]
    return pairs + [(f"g {key}", say(f"web.page.{name}")) for name, _, key in PAGES]


def link(path: str, **values: object) -> str:
    """Return an address of ours with its parameters; those without a value are left out."""
    said = {name: str(value) for name, value in values.items() if value not in (None, "")}
    return f"{path}?{urlencode(said, errors='replace')}" if said else path


def events_since(mark: str) -> str:
    """Return where a page learns of news since this mark, which is taken before what it shows."""
    return link("/api/v1/events", since=mark)


def say_date(text: str) -> str:
    """Return the day in Korea of an ISO moment."""
    return datetime.fromisoformat(text).astimezone(SEOUL).date().isoformat()


def say_moment(text: str, zone: Any) -> str:
    """Return an ISO moment for a reader, in the zone of the settings."""
    return f"{datetime.fromisoformat(text).astimezone(zone):%Y-%m-%d %H:%M}"


def back(form: Form, done: str, *, by: str = "") -> RedirectResponse:
    """Return to the page that a form stood on, which then says what was done.

    Args:
        by: the key of a decision that left figures to be named.
    """
    path = own_path(form.get("next", ""))
    base, _, query = path.partition("?")
    kept = [(k, v) for k, vs in parse_qs(query).items() if k not in ("done", "by") for v in vs]
    kept += [("done", done), *([("by", by)] if done in ("merge", "split") else [])]
    return RedirectResponse(f"{base}?{urlencode(kept)}", 303)


def own_path(said: str) -> str:
    """Return a path of this site; "/" for any other address, however it is written."""
    is_own = said.startswith("/") and not said.startswith(("//", "/\\"))
    return said if is_own and said.isprintable() and len(said) <= 3000 and "\\" not in said else "/"


def editor(request: Request, form: Form) -> Who:
    """Return who changes something by a form; 401, 403 as for the API."""
    who = require_reader(request)
    check_csrf(who.csrf, form.get("csrf", ""))
    if not who.is_editor:
        raise HTTPException(403, say("web.editors_only"))
    return who


# --- today, alerts, figures ----------------------------------------------------------------------


@reading.get("/")
def today(
    request: Request,
    who: Reader,
    topic: Short = "",
    kind: Short = "",
    outlet: Short = "",
    since: Short = "",
    until: Short = "",
    before: Before = None,
) -> Response:
    site = site_of(request)
    now = site.clock()
    start, end = _day_start(since), _day_start(until)
    faults = [
        say("web.fault.day", field=say(f"web.{name}"), said=clip(clean(said), 40))
        for name, said, day in (("since", since, start), ("until", until, end))
        if said and day is None
    ]
    if kind and kind not in KINDS:
        known = ", ".join(KINDS)
        shown = clip(clean(kind), 40)
        faults.append(say("web.fault.choice", field=say("web.kind"), said=shown, known=known))
    narrow: dict[str, Any] = {
        "topic": topic or None,
        "outlet": outlet,
        "since": start,
        "until": end + timedelta(days=1) if end else None,
        "now": now,
        "before": before,
        "limit": PER_PAGE,
    }
    with site.store.begin(write=False) as tx:
        # Before all else: what comes meanwhile is news to this page.
        mark = news_mark(tx)
        if kind == "statement":
            found = answers.list_statements(tx, **narrow)
            rows = found["statements"]
        else:
            kinds = [kind] if kind in KINDS else []
            found = answers.list_alerts(tx, kinds=kinds, **narrow)
            rows = found["alerts"]
            if not kind:
                rows = _with_statements(tx, rows, narrow, is_last=found["next"] is None)
        feeds, failing = count_feeds(tx)
        topics = [it.name for it in load_topics(tx)]
        outlets = answers.list_outlets(tx)["outlets"]
    return draw(
        request,
        "today.html",
        who,
        status=422 if faults else 200,
        faults=faults,
        here="today",
        live=events_since(mark) if before is None else "",
        days=_by_day(rows, site.config.zone),
        next=found["next"],
        feeds=feeds,
        failing=failing,
        topics=topics,
        outlets=outlets,
        kinds=KINDS,
        said={"topic": topic, "kind": kind, "outlet": outlet, "since": since, "until": until},
    )


def _with_statements(
    tx: Tx, alerts: Sequence[Record], narrow: Mapping[str, Any], *, is_last: bool
) -> list[Record]:
    """Return alerts with what was said in the time that they are of, the latest first."""
    times = [row["at"] for row in alerts if row["at"]]
    since, until = narrow["since"], narrow["until"]
    if narrow["before"] is not None and times:
        upto = datetime.fromisoformat(max(times))
        until = min(until, upto) if until else upto
    if not is_last and times:
        oldest = datetime.fromisoformat(min(times))
        since = max(since, oldest) if since else oldest
    elif narrow["before"] is not None and not times:
        return list(alerts)
    said = answers.list_statements(
        tx, **{**narrow, "since": since, "until": until, "before": None, "limit": PER_PAGE}
    )
    return sorted([*alerts, *said["statements"]], key=lambda row: row["at"] or "", reverse=True)


def _day_start(said: str) -> datetime | None:
    """Return the beginning of a day in Korea; None for what is no day."""
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None
    return datetime.combine(day, time(), SEOUL) if 1900 < day.year < 2200 else None


def _by_day(rows: Iterable[Record], zone: Any) -> list[tuple[str, list[Record]]]:
    def name(row: Record) -> str:
        if not row["at"]:
            return "—"
        return datetime.fromisoformat(row["at"]).astimezone(zone).date().isoformat()

    return [(day, list(part)) for day, part in groupby(rows, name)]


@reading.get("/alerts/{key}")
def alert(request: Request, key: str, who: Reader) -> Response:
    return _alert_page(request, key, who)


def _alert_page(
    request: Request, key: str, who: Who, *, faults: Sequence[str] = (), status: int = 200
) -> Response:
    site = site_of(request)
    with site.store.begin(write=False) as tx:
        found = answers.show_alert(tx, key[:100], now=site.clock())
        why = answers.explain(tx, found["id"])
        siblings = _siblings(tx, found["topic"], found.get("figure")) if who.is_editor else []
    return draw(
        request,
        "alert.html",
        who,
        status=status,
        a=found,
        why=why,
        siblings=siblings,
        faults=faults,
        path=f"/alerts/{found['id']}",
    )


def _siblings(tx: Tx, topic: str | None, figure: str | None) -> list[Record]:
    """Return the figures that one may be the same as: of its topic, in units of its kind."""
    rows = answers.name_figures(tx, topic=topic, limit=MOST_SIBLINGS, beside=figure)
    return sorted(rows, key=lambda it: str(it["name"]))


@reading.get("/figures")
def figures(
    request: Request, who: Reader, topic: Short = "", words: Short = "", before: Before = None
) -> Response:
    with site_of(request).store.begin(write=False) as tx:
        found = answers.list_figures(
            tx, topic=topic or None, words=words, before=before, limit=PER_PAGE
        )
        topics = [it.name for it in load_topics(tx)]
    said = {"topic": topic, "words": words}
    return draw(request, "figures.html", who, here="figures", said=said, topics=topics, **found)


@reading.get("/figures/{key}.csv")
def figure_csv(request: Request, key: str) -> Response:
    found = _figure(request, key)
    out = io.StringIO()
    rows = csv.writer(out)
    names = ("period_start", "period_end", "low", "high", "approx", "unit", "modality")
    rows.writerow([*names, "attribution", "outlet", "published", "doc", "quote"])
    for value in found["values"]:
        start, end = value["as_of"]
        cells = [start, end, *(value[name] for name in names[2:]), value["attribution"]]
        cells += [value["outlet"], value["published"], value["doc"], clean(value["quote"])]
        rows.writerow([_cell(cell) for cell in cells])
    return _download(request, out.getvalue(), "text/csv; charset=utf-8", f"{found['name']}.csv")


@reading.get("/figures/{key}.json")
def figure_json(request: Request, key: str) -> Response:
    found = _figure(request, key)
    text = json.dumps(found, ensure_ascii=False, indent=1)
    return _download(request, text, "application/json", f"{found['name']}.json")


def _cell(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


def _download(request: Request, text: str, kind: str, name: str) -> Response:
    response = with_etag(request, text.encode("utf-8", "replace"), kind)
    # RFC 6266: a name beyond ASCII is told in UTF-8.
    said = quote(name.replace("/", " "), safe="", errors="replace")
    response.headers["content-disposition"] = f"attachment; filename*=UTF-8''{said}"
    return response


def _figure(request: Request, key: str) -> Record:
    with site_of(request).store.begin(write=False) as tx:
        known = know_figure(tx, key[:100], most=MOST_DOWNLOADED)
        return show_figure(tx, known, limit=MOST_DOWNLOADED)


@reading.get("/figures/{key}")
def figure(
    request: Request, key: str, who: Reader, before: Before = None, unit: Short = ""
) -> Response:
    return _figure_page(request, key, who, before=before, unit=unit)


def _figure_page(
    request: Request,
    key: str,
    who: Who,
    *,
    before: int | None = None,
    unit: str = "",
    faults: Sequence[str] = (),
    status: int = 200,
) -> Response:
    with site_of(request).store.begin(write=False) as tx:
        known = know_figure(tx, key[:100])
        found = show_figure(tx, known, limit=VALUES, before=before)
        course = show_points(tx, known, most=max(POINTS.values()), unit=unit or None)
        siblings = _siblings(tx, found["topic"] or None, found["key"]) if who.is_editor else []
    points = find_points(course["points"], course["unit"])
    here = {value["number"] for value in found["values"]}
    base = f"/figures/{found['key']}"
    links = {
        point["number"]: f"{link(base, before=point['before'], unit=unit)}#v{point['number']}"
        for point in course["points"]
        if point["number"] not in here
    }
    shown = {size: thin(points, most) for size, most in POINTS.items()}
    return draw(
        request,
        "figure.html",
        who,
        status=status,
        here="figures",
        f=found,
        before=before,
        charts=[
            Markup(draw_chart(points, course["unit"], size, links=links))  # noqa: S704 - escaped where it is drawn
            for size, points in shown.items()
        ],
        drawn={size.name: len(points) for size, points in shown.items()},
        course=course,
        unit=unit,
        unit_name=say_unit,
        siblings=siblings,
        cite=cite,
        faults=faults,
        path=base,
    )


def say_unit(unit: str) -> str:
    """Return the name of a unit: of a currency its Korean one."""
    return clip(clean(CURRENCIES.get(unit, unit) if language() == "ko" else unit), 40)


def cite(found: Record, value: Record) -> str:
    """Return a value with all that a text needs to cite it, on one line."""
    title = f"「{value['title']}」" if value["title"] else ""
    said = [value["outlet"], title, say_date(value["published"]) if value["published"] else ""]
    when = value["period"] or value["day"] or ""
    source = ", ".join(part for part in said if part)
    return f"{found['name']}: {value['value']} ({when}). {source}. {value['doc']}"


# --- topics, articles, search --------------------------------------------------------------------


@reading.get("/topics")
def topics(request: Request, who: Reader, after: After = 0) -> Response:
    with site_of(request).store.begin(write=False) as tx:
        found = answers.list_topics(tx, after=after, limit=PER_PAGE)
    kinds = [str(kind) for kind in Kind]
    rows = [{**it, "alerts": {k: it["alerts"].get(k, 0) for k in kinds}} for it in found["topics"]]
    rows = [{"aliases": [], **it} for it in rows]
    return draw(
        request,
        "topics.html",
        who,
        here="topics",
        topics=rows,
        kinds=kinds,
        most=found["most"],
        next=found["next"],
    )


@reading.get("/topic")
def topic(request: Request, who: Reader, name: Short) -> Response:
    site = site_of(request)
    now = site.clock()
    with site.store.begin(write=False) as tx:
        mark = news_mark(tx)
        it = {"aliases": [], **answers.show_topic(tx, name, limit=40)}
        alerts = answers.list_alerts(tx, now=now, topic=name, limit=10)
        statements = answers.list_statements(tx, now=now, topic=name, limit=10)
        articles = answers.list_articles(tx, topic=name, outlet="", before=None, limit=10)
    return draw(
        request,
        "topic.html",
        who,
        here="topics",
        live=events_since(mark),
        it=it,
        alerts=alerts["alerts"],
        alerts_next=alerts["next"],
        statements=statements["statements"],
        articles=articles["articles"],
        articles_next=articles["next"],
    )


@reading.get("/topics/edit")
def topic_form(request: Request, who: Reader, name: Short = "") -> Response:
    with site_of(request).store.begin(write=False) as tx:
        known = load_topic(tx, name) if name else None
    said = {"name": name, "aliases": "", "figures": ""}
    if known is not None:
        said = {
            "name": known.name,
            "aliases": ", ".join(known.aliases),
            "figures": "\n".join(
                f"{figure.metric}:{','.join(figure.units)}" if figure.units else figure.metric
                for figure in known.figures
            ),
        }
    return draw(
        request, "topic_edit.html", who, here="topics", known=known, said=said, preview=None
    )


@pages.post("/topics/edit")
def edit_topic(request: Request, form: Fields) -> Response:
    who = editor(request, form)
    site = site_of(request)
    said = {name: form.get(name, "") for name in ("name", "aliases", "figures")}
    with site.store.begin(write=False) as tx:
        known = load_topic(tx, said["name"].strip())
    if form.get("do") == "remove":
        with site.store.begin() as tx:
            drop_topic(tx, site, said["name"].strip(), who)
        return RedirectResponse("/topics?done=topic_removed", 303)
    preview, faults = None, []
    try:
        wished = topic_of(_topic_body(said))
        if known is not None:
            # What the form has no field for stays: other names of a figure, and whose it is.
            kept = {figure.metric: figure for figure in known.figures}
            wished = _with_known(wished, kept)
        if form.get("do") == "save":
            save_it(site, wished, who)
            return RedirectResponse(link("/topic", name=wished.name, done="topic"), 303)
        most = site.config.settings.articles.most_figures
        preview = answers.preview_topic(site.store, wished, most_figures=most)
    except (ConfigError, ValidationError) as e:
        faults = faults_of(e)
    return draw(
        request,
        "topic_edit.html",
        who,
        status=422 if faults else 200,
        here="topics",
        known=known,
        said=said,
        preview=preview,
        faults=faults,
    )


def _with_known(wished: Topic, kept: Mapping[str, TrackedFigure]) -> Topic:
    return replace(
        wished,
        figures=tuple(
            replace(
                figure,
                aliases=figure.aliases or kept[figure.metric].aliases,
                subjects=figure.subjects or kept[figure.metric].subjects,
            )
            if figure.metric in kept
            else figure
            for figure in wished.figures
        ),
    )


def _topic_body(said: Mapping[str, str]) -> TopicBody:
    figures = []
    for line in filter(None, map(str.strip, said["figures"].splitlines())):
        metric, _, units = line.rpartition(":") if ":" in line else (line, "", "")
        wanted = [unit.strip() for unit in units.split(",") if unit.strip()]
        figures.append(FigureBody(metric=metric.strip(), units=wanted))
    aliases = [part.strip() for part in said["aliases"].split(",") if part.strip()]
    return TopicBody(name=said["name"].strip(), aliases=aliases, figures=figures)


@reading.get("/articles")
def articles(
    request: Request, who: Reader, topic: Short = "", outlet: Short = "", before: Before = None
) -> Response:
    with site_of(request).store.begin(write=False) as tx:
        found = answers.list_articles(
            tx, topic=topic or None, outlet=outlet, before=before, limit=PER_PAGE
        )
        names = [it.name for it in load_topics(tx)]
    said = {"topic": topic, "outlet": outlet}
    return draw(request, "articles.html", who, here="articles", said=said, topics=names, **found)


@reading.get("/article")
def article(
    request: Request,
    who: Reader,
    doc: Annotated[str, Query(max_length=2000)],
    version: Annotated[int | None, Query(ge=1, le=10**6)] = None,
) -> Response:
    with site_of(request).store.begin(write=False) as tx:
        found = answers.show_article(tx, doc, version)
    claims = [
        {**claim, "number": n, "name": clean(name_figure(claim["subject"], claim["metric"]))}
        for n, claim in enumerate(found["claims"], 1)
    ]
    lines = _marked_lines(found["text"], claims)
    return draw(request, "article.html", who, here="articles", a=found, claims=claims, lines=lines)


def _marked_lines(text: str, claims: Sequence[Record]) -> list[list[Record]]:
    """Return the lines of a text in pieces, the quantities that were read as claims apart."""
    places: dict[Span, Record] = {}
    for claim in claims:
        start, end = claim["span"]
        if 0 <= start < end <= len(text):
            title = " ".join((claim["name"], claim["value"])).strip()
            places.setdefault((start, end), {"number": claim["number"], "title": title})
    lines: list[list[Record]] = []
    ordered = sorted(places)
    at, number = 0, 0
    for line in text.split("\n"):
        end = at + len(line)
        pieces: list[Record] = []
        here = at
        while number < len(ordered) and ordered[number][0] < end:
            start, stop = ordered[number]
            number += 1
            if start < here or stop > end:
                continue  # inside of another one, or across lines: a table's cells
            pieces.append({"text": text[here:start], "claim": None})
            pieces.append({"text": text[start:stop], "claim": places[start, stop]})
            here = stop
        pieces.append({"text": text[here:end], "claim": None})
        if line.strip():
            lines.append([piece for piece in pieces if piece["text"]])
        at = end + 1
    return lines


@reading.get("/search")
def search(
    request: Request,
    who: Reader,
    q: Annotated[str, Query(max_length=300)] = "",
    before: Before = None,
) -> Response:
    found: Record = {"results": [], "next": None}
    faults: list[str] = []
    if q.strip():
        try:
            with site_of(request).store.begin(write=False) as tx:
                found = answers.find(tx, q, before=before, limit=PER_PAGE)
        except ConfigError as e:
            faults = list(e.faults)
    return draw(
        request,
        "search.html",
        who,
        here="search",
        q=q,
        results=found["results"],
        next=found["next"],
        faults=faults,
    )


# --- feeds, digests, the log ---------------------------------------------------------------------


@reading.get("/feeds")
def feeds(request: Request, who: Reader, after: After = 0) -> Response:
    return _feeds_page(request, who, after=after)


def _feeds_page(
    request: Request, who: Who, *, status: int = 200, after: int = 0, **values: Any
) -> Response:
    with site_of(request).store.begin(write=False) as tx:
        found = answers.list_feeds(tx, after=after, limit=MOST_FEEDS)
    empty = {"tested": None, "sought": None, "said": {"url": "", "outlet": ""}}
    shown: dict[str, Any] = {**empty, **values}
    return draw(request, "feeds.html", who, status=status, here="feeds", **found, **shown)


@pages.post("/feeds")
async def add_feed(request: Request, form: Fields) -> Response:
    site = site_of(request)
    who = await asyncio.to_thread(editor, request, form)
    said = {name: form.get(name, "")[:2000] for name in ("url", "outlet")}
    try:
        if form.get("do") == "find":
            sought = await seek_feeds(site, said["url"])
            return await asyncio.to_thread(_feeds_page, request, who, said=said, sought=sought)
        tested = await ask_feed(site, said["url"])
    except ConfigError as e:
        return await asyncio.to_thread(
            _feeds_page, request, who, status=422, said=said, faults=e.faults
        )
    if form.get("do") == "add":
        await asyncio.to_thread(keep_feed, site, tested, clean(said["outlet"])[:100], who)
        return RedirectResponse("/feeds?done=feed", 303)
    return await asyncio.to_thread(_feeds_page, request, who, said=said, tested=tested)


@pages.post("/feeds/switch")
def switch_feed(request: Request, form: Fields) -> Response:
    who = editor(request, form)
    site = site_of(request)
    is_on = bool(form.get("on"))
    with site.store.begin() as tx:
        turn_feed(tx, site, form.get("url", ""), on=is_on, who=who)
    return RedirectResponse(f"/feeds?done={'feed_on' if is_on else 'feed_off'}", 303)


@reading.get("/feed")
def feed(request: Request, who: Reader, url: Annotated[str, Query(max_length=2000)]) -> Response:
    site = site_of(request)
    with site.store.begin(write=False) as tx:
        found = answers.show_feed(tx, url)
    return draw(request, "feed.html", who, here="feeds", f=found)


@reading.get("/digests")
def digests(request: Request, who: Reader, before: Before = None) -> Response:
    with site_of(request).store.begin(write=False) as tx:
        found = answers.list_digests(tx, before=before, limit=PER_PAGE)
        names = [it.name for it in load_topics(tx)]
    subscriptions = [
        {
            "name": name,
            "atom": f"/subscribe/{feed_name(name)}.atom",
            "json": f"/subscribe/{feed_name(name)}.json",
        }
        for name in names
    ]
    return draw(request, "digests.html", who, here="digests", subscriptions=subscriptions, **found)


@reading.get("/digests/{key}/{number}.html")
def digest_mail(request: Request, key: str, number: int) -> Response:
    with site_of(request).store.begin(write=False) as tx:
        html = answers.digest_page(tx, key[:200], number)
    response = with_etag(request, html.encode("utf-8", "replace"), "text/html; charset=utf-8")
    response.headers["content-security-policy"] = MAIL_POLICY
    return response


@reading.get("/digests/{key}")
def digest(request: Request, key: str, who: Reader) -> Response:
    with site_of(request).store.begin(write=False) as tx:
        found = answers.show_digest(tx, key[:200])
    return draw(request, "digest.html", who, here="digests", d=found)


@reading.get("/subscribe/{name}.{ending}")
def subscribe(request: Request, name: str, ending: str) -> Response:
    render = {"atom": render_atom, "json": render_json_feed}.get(ending)
    site = site_of(request)
    with site.store.begin(write=False) as tx:
        topic = next((it.name for it in load_topics(tx) if feed_name(it.name) == name), None)
        if topic is None or render is None:
            raise MissingError(say("topic.unknown", name=clean(name)[:60]))
        decided = answers.standing_decisions(tx)
        alerts = load_alerts(tx, topic=topic, limit=2 * MOST_ENTRIES)
        remarks = load_remarks(tx, topic=topic, limit=2 * MOST_ENTRIES)
    entries = make_entries(
        [found for found in alerts if decided.silence(found) is None],
        [said for said in remarks if decided.silence_remark(said) is None],
        now=site.clock(),
        lang=language(),
    )
    kind = "application/atom+xml" if ending == "atom" else "application/feed+json"
    return with_etag(request, render(topic, entries, lang=language()).encode(), kind)


@reading.get("/log")
def log(request: Request, who: Reader, before: Before = None) -> Response:
    with site_of(request).store.begin(write=False) as tx:
        found = answers.list_reviews(tx, before=before, limit=PER_PAGE)
        audit = answers.list_deeds(tx, before=None, limit=PER_PAGE)
    return draw(
        request,
        "log.html",
        who,
        here="log",
        reviews=found["reviews"],
        next=found["next"],
        audit=audit["audit"],
    )


@reading.get("/tokens")
def tokens(request: Request, who: Reader) -> Response:
    if not who.is_editor:
        raise HTTPException(403, say("web.editors_only"))
    return _tokens_page(request, who)


def _tokens_page(request: Request, who: Who, *, status: int = 200, **values: Any) -> Response:
    with site_of(request).store.begin(write=False) as tx:
        found = answers.list_tokens(tx)
    shown: dict[str, Any] = {"made": None, "said": {}, **values}
    return draw(request, "tokens.html", who, status=status, here="log", **found, **shown)


@pages.post("/tokens")
def make_token(request: Request, form: Fields) -> Response:
    who = editor(request, form)
    if form.get("do") == "revoke":
        site = site_of(request)
        with site.store.begin() as tx:
            revoke_it(tx, site, form.get("name", ""), who)
        return RedirectResponse("/tokens?done=token_removed", 303)
    said = {name: form.get(name, "").strip() for name in ("name", "role", "days")}
    try:
        body = TokenBody.model_validate({name: it for name, it in said.items() if it})
        made = make_it(site_of(request), body, who)
    except (ConfigError, ValidationError) as e:
        return _tokens_page(request, who, status=422, said=said, faults=faults_of(e))
    # Shown by this answer alone, and kept by no browser.
    response = _tokens_page(request, who, made=made)
    response.headers["cache-control"] = "no-store"
    return response


# --- decisions, signing in, language --------------------------------------------------------------


@pages.post("/reviews")
def review(request: Request, form: Fields) -> Response:
    who = editor(request, form)
    site = site_of(request)
    names = ("value", "unit", "subject", "metric", "period", "modality")
    said: dict[str, Any] = {
        name: form[name]
        for name in ("action", "alert", "figure", "scope", "into")
        if form.get(name)
    }
    if form.get("action") == "split" and form.get("name", "").strip():
        said["name"] = form["name"]
    if form.get("action") in ("correct", "previous"):
        said["fields"] = {name: form[name] for name in names if form.get(name, "").strip()}
    said["ids"] = [n[3:] for n in form if n.startswith("id-") and n[3:].isdecimal()]
    said["least"] = [part for part in form.get("least", "").split(",") if part.strip()]
    said["note"] = form.get("note", "")
    try:
        body = ReviewBody(**said)
        with site.store.begin() as tx:
            made = review_it(tx, site, body, who)
    except (ConfigError, ValidationError) as e:
        if form.get("alert"):
            return _alert_page(request, form["alert"], who, faults=faults_of(e), status=422)
        if form.get("figure"):
            return _figure_page(request, form["figure"], who, faults=faults_of(e), status=422)
        raise
    return back(form, body.action, by=made["id"])


def faults_of(error: ConfigError | ValidationError) -> list[str]:
    """Return what is wrong with a form, a line for each fault."""
    if isinstance(error, ConfigError):
        return list(error.faults)
    return say_faults(error.errors())


@pages.post("/reviews/{key}/undo")
def unreview(request: Request, key: str, form: Fields) -> Response:
    who = editor(request, form)
    site = site_of(request)
    with site.store.begin() as tx:
        undo_it(tx, site, key, who)
    return back(form, "undo")


@pages.get("/login")
def login_form(request: Request, next: Annotated[str, Query(max_length=3000)] = "/") -> Response:
    if find_who(request) is not None:
        return RedirectResponse(own_path(next), 303)
    return draw(request, "login.html", None, next=own_path(next), said="")


@pages.post("/login")
def login(request: Request, form: Fields) -> Response:
    site = site_of(request)
    gate = site.gate
    check_csrf(gate.visitor_csrf(visitor_of(request)), form.get("csrf", ""))
    name, target = form.get("name", "")[:100], own_path(form.get("next", "/"))
    peer = request.client.host if request.client else ""
    if wait := gate.limits.wait(peer, name):
        response = draw(
            request,
            "login.html",
            None,
            status=429,
            next=target,
            said=name,
            faults=[say("web.wait", minutes=-(-wait // 60))],
        )
        response.headers["retry-after"] = str(wait)
        return response
    with site.store.begin(write=False) as tx:
        user = load_user(tx, name)
    if not gate.is_password(user, form.get("password", "")) or user is None:
        gate.limits.fail(peer, name)
        return draw(
            request,
            "login.html",
            None,
            status=401,
            next=target,
            said=name,
            faults=[say("web.wrong_password")],
        )
    gate.limits.forget(peer, name)
    with site.store.begin() as tx:
        token, _ = gate.sign_in(tx, user)
        who = Who(name=user.name, role=user.role, csrf="")
        site.note(tx, who, "sign_in")
    signed = RedirectResponse(target, 303)
    set_cookie(
        site, signed, SESSION_COOKIE, token, seconds=int(gate.access.session.total_seconds())
    )
    return signed


@pages.post("/logout")
def logout(request: Request, form: Fields) -> Response:
    site = site_of(request)
    who = require_reader(request)
    check_csrf(who.csrf, form.get("csrf", ""))
    name = site.cookie(SESSION_COOKIE)
    with site.store.begin() as tx:
        site.gate.sign_out(tx, request.cookies.get(name, ""))
        site.note(tx, who, "sign_out")
    response = RedirectResponse("/login", 303)
    response.delete_cookie(name, path="/", secure=site.gate.access.is_secure, httponly=True)
    return response


@pages.post("/language")
def choose_language(request: Request, form: Fields) -> Response:
    site = site_of(request)
    who = find_who(request)
    known = who.csrf if who else site.gate.visitor_csrf(visitor_of(request))
    check_csrf(known, form.get("csrf", ""))
    response = RedirectResponse(own_path(form.get("next", "/")), 303)
    if form.get("to") in ("ko", "en"):
        response.set_cookie(
            LANGUAGE_COOKIE,
            form["to"],
            max_age=366 * 86400,
            path="/",
            httponly=True,
            samesite="strict",
            secure=site.gate.access.is_secure,
        )
    return response


def fault_page(request: Request, status: int, words: str) -> Response:
    """Return the page that says what went wrong."""
    try:
        who = find_who(request)
    except HTTPException:
        who = None
    return draw(request, "fault.html", who, status=status, title=words)
