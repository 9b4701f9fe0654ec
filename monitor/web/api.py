"""The API: all that the pages show and do, as JSON under /api/v1."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Request, Security
from fastapi.responses import Response, StreamingResponse
from fastapi.security import APIKeyCookie, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field

from monitor.collect.discover import find_feeds
from monitor.collect.feeds import parse_feed
from monitor.collect.urls import canonical_url
from monitor.decisions import decide, undo
from monitor.errors import ConfigError, SourceError, StoreError
from monitor.judge.decisions import What, decision_record
from monitor.model import SEOUL, Feed, Topic, Url
from monitor.pipeline import hold_statements, open_http, replay
from monitor.records import read_topics
from monitor.report.naming import name_figure
from monitor.report.quotes import clean, clip
from monitor.store.browse import news_mark
from monitor.store.database import Tx
from monitor.store.feeds import load_feed, remove_feed, save_feed
from monitor.store.histories import number_values
from monitor.store.reviews import find_review
from monitor.store.topics import load_topic, load_topics, remove_topic, save_topic
from monitor.store.types import storable
from monitor.store.users import ApiToken, Role, add_token, own_name, remove_token
from monitor.web import answers
from monitor.web.answers import MissingError, Record
from monitor.web.faults import refuse_unknown
from monitor.web.histories import MOST_POINTS, MOST_VALUES, know_figure, show_figure, show_points
from monitor.web.security import Who, new_token
from monitor.web.site import (
    SESSION_COOKIE,
    Editor,
    Person,
    Reader,
    Site,
    json_response,
    keep_visitor,
    require_reader,
    site_of,
)
from monitor.wishes import Scope, Wish, made_decision, parts_of
from monitor.words import say


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    title: str
    status: int
    detail: str
    faults: list[str]


_TOKEN = HTTPBearer(
    scheme_name="token",
    description="`monitor web token add` or the page of tokens makes one. It needs no CSRF token.",
    auto_error=False,
)
_SESSION = APIKeyCookie(
    name=SESSION_COOKIE,
    scheme_name="session",
    description="A browser that signed in; a change brings `X-CSRF-Token` along (see /me).",
    auto_error=False,
)
api = APIRouter(
    prefix="/api/v1",
    dependencies=[
        Security(_TOKEN),
        Security(_SESSION),
        Depends(require_reader),
        Depends(refuse_unknown),
    ],
    responses={
        422: {"description": "what is wrong, a line for each fault", "model": Problem},
        401: {"description": "nobody that is known", "model": Problem},
    },
)

EVENTS_EVERY = 2.0  # seconds between two looks for news
MOST_STREAMS = 100
LONGEST_NAME = 100

Limit = Annotated[int, Query(ge=1, le=200)]
Before = Annotated[int | None, Query(ge=0, le=2**62, description="`next` of the page before")]
After = Annotated[int, Query(ge=0, le=10**6, description="leave out so many at the beginning")]
Name = Annotated[str | None, Query(max_length=LONGEST_NAME)]
Words = Annotated[str, Query(max_length=LONGEST_NAME)]
Doc = Annotated[str, Query(max_length=2000, description="the article's address")]
Moment = Annotated[datetime | None, Query(description="a moment; without a zone it is Korea's")]
KindName = Literal["changed", "conflict", "revised", "new", "confirmed"]


class Body(BaseModel):
    """What a change is asked for with. What it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid")


class ReviewBody(Body):
    """A decision on an alert, a statement or a figure, as `monitor review` takes it."""

    action: Literal[
        "accept", "reject", "merge", "split", "correct", "previous", "mute", "threshold"
    ]
    alert: str | None = Field(default=None, max_length=100)
    figure: str | None = Field(default=None, max_length=100)
    topic: str | None = Field(default=None, max_length=100)
    metric: str | None = Field(default=None, max_length=200)
    scope: Literal["figure", "metric", "topic"] = "figure"
    into: str = Field(default="", max_length=100)
    values: str | None = Field(
        default=None, max_length=200, description="of a figure, in the order they were kept: 1,3"
    )
    ids: list[int] = Field(
        default_factory=list, max_length=50, description="the same by the values' own `id`"
    )
    fields: dict[
        Literal["value", "unit", "subject", "metric", "period", "modality"],
        Annotated[str, Field(max_length=200)],
    ] = Field(default_factory=dict)
    least: list[Annotated[str, Field(max_length=60)]] = Field(default_factory=list, max_length=4)
    name: str | None = Field(
        default=None, max_length=100, description="split: of the figure that is taken out"
    )
    note: str = Field(default="", max_length=1000)


class FigureBody(Body):
    metric: str = Field(min_length=1, max_length=LONGEST_NAME)
    aliases: list[Annotated[str, Field(max_length=LONGEST_NAME)]] = Field(
        default_factory=list, max_length=50
    )
    units: list[Annotated[str, Field(max_length=30)]] = Field(default_factory=list, max_length=20)
    subjects: list[Annotated[str, Field(max_length=LONGEST_NAME)]] = Field(
        default_factory=list, max_length=50
    )


class TopicBody(Body):
    """A topic as a topics file has it."""

    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    aliases: list[Annotated[str, Field(max_length=LONGEST_NAME)]] = Field(
        default_factory=list, max_length=100
    )
    figures: list[FigureBody] = Field(default_factory=list, max_length=100)


class FeedBody(Body):
    url: str = Field(min_length=1, max_length=2000)
    outlet: str = Field(default="", max_length=LONGEST_NAME)


class FeedSwitch(FeedBody):
    enabled: bool


class TokenBody(Body):
    """A token for a script. `days`: for how long; without it for ever."""

    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    role: Literal["reader", "editor"] = "reader"
    days: int | None = Field(default=None, ge=1, le=3650)


# --- reading -------------------------------------------------------------------------------------


@api.get("", summary="What there is: every path with its methods")
def index(request: Request) -> Response:
    return json_response(request, _index(request.app))


def _index(app: FastAPI) -> Record:
    """Return the API's paths in the order of its schema, each with what its methods do."""
    paths = app.openapi()["paths"]
    return {
        "version": app.version,
        "openapi": app.openapi_url,
        "paths": [
            {
                "path": path,
                "methods": {method.upper(): it["summary"] for method, it in methods.items()},
            }
            for path, methods in paths.items()
        ],
    }


@api.get("/me", summary="Who asks, and what a change has to bring along")
def me(request: Request, who: Reader) -> Response:
    said = {"name": who.name, "role": str(who.role), "csrf": who.csrf}
    response = json_response(request, said)
    keep_visitor(request, response)
    return response


@api.get("/status", summary="How everything stands")
def status(request: Request) -> Response:
    site = site_of(request)
    return _read(request, lambda tx: answers.show_status(tx, now=site.clock()))


@api.get("/alerts", summary="Alerts, the latest found first")
def alerts(
    request: Request,
    topic: Name = None,
    kind: Annotated[list[KindName] | None, Query(max_length=5)] = None,
    outlet: Words = "",
    figure: Name = None,
    since: Moment = None,
    until: Moment = None,
    silenced: bool = False,
    before: Before = None,
    limit: Limit = 30,
) -> Response:
    site, start, end = site_of(request), at(since), at(until)
    return _read(
        request,
        lambda tx: answers.list_alerts(
            tx,
            now=site.clock(),
            topic=topic,
            kinds=tuple(kind or ()),
            outlet=outlet,
            figure=figure,
            since=start,
            until=end,
            silenced=silenced,
            before=before,
            limit=limit,
        ),
    )


@api.get("/alerts/{key}", summary="An alert or a statement, with both sentences and its edits")
def alert(request: Request, key: str) -> Response:
    site = site_of(request)
    return _read(request, lambda tx: answers.show_alert(tx, key[:100], now=site.clock()))


@api.get("/alerts/{key}/explanation", summary="Why an alert was raised")
def explanation(request: Request, key: str) -> Response:
    return _read(request, lambda tx: answers.explain(tx, key[:100]))


@api.get("/statements", summary="What was said without a figure, the latest found first")
def statements(
    request: Request,
    topic: Name = None,
    outlet: Words = "",
    since: Moment = None,
    until: Moment = None,
    before: Before = None,
    limit: Limit = 30,
) -> Response:
    site, start, end = site_of(request), at(since), at(until)
    return _read(
        request,
        lambda tx: answers.list_statements(
            tx,
            now=site.clock(),
            topic=topic,
            outlet=outlet,
            since=start,
            until=end,
            before=before,
            limit=limit,
        ),
    )


@api.get("/outlets", summary="The outlets of alerts, in the order of their names")
def outlets(request: Request) -> Response:
    return _read(request, answers.list_outlets)


@api.get(
    "/topics",
    summary="The topics that are followed, with how many alerts each has: up to `most` of a kind",
)
def topics(request: Request, after: After = 0, limit: Limit = 100) -> Response:
    return _read(request, lambda tx: answers.list_topics(tx, after=after, limit=limit))


@api.get("/topic", summary="A topic with its figures")
def topic(
    request: Request,
    name: Annotated[str, Query(max_length=LONGEST_NAME)],
    limit: Limit = 60,
) -> Response:
    return _read(request, lambda tx: answers.show_topic(tx, name, limit=limit))


@api.get("/figures", summary="Figures, the latest made first")
def figures(
    request: Request,
    topic: Name = None,
    words: Words = "",
    before: Before = None,
    limit: Limit = 30,
) -> Response:
    return _read(
        request,
        lambda tx: answers.list_figures(tx, topic=topic, words=words, before=before, limit=limit),
    )


@api.get(
    "/figures/{key}",
    summary="A figure with its latest values, the oldest first: `left_out` more before them",
)
def figure(
    request: Request,
    key: str,
    values: Annotated[int, Query(ge=1, le=MOST_VALUES)] = MOST_VALUES,
    before: Before = None,
) -> Response:
    def answer(tx: Tx) -> Record:
        return show_figure(tx, know_figure(tx, key[:100]), limit=values, before=before)

    return _read(request, answer)


@api.get(
    "/figures/{key}/points",
    summary="The points of a figure's chart: of dense stretches the lowest and the highest values",
)
def points(
    request: Request,
    key: str,
    most: Annotated[int, Query(ge=8, le=MOST_POINTS)] = MOST_POINTS,
    unit: Annotated[str | None, Query(max_length=LONGEST_NAME)] = None,
) -> Response:
    def answer(tx: Tx) -> Record:
        return show_points(tx, know_figure(tx, key[:100]), most=most, unit=unit)

    return _read(request, answer)


@api.get("/articles", summary="Articles, the latest kept first")
def articles(
    request: Request,
    topic: Name = None,
    outlet: Words = "",
    before: Before = None,
    limit: Limit = 30,
) -> Response:
    return _read(
        request,
        lambda tx: answers.list_articles(
            tx, topic=topic, outlet=outlet, before=before, limit=limit
        ),
    )


@api.get("/article", summary="An article as it was read, with its claims, versions and copies")
def article(
    request: Request,
    doc: Doc,
    version: Annotated[int | None, Query(ge=1, le=10**6)] = None,
) -> Response:
    return _read(request, lambda tx: answers.show_article(tx, doc, version))


@api.get("/search", summary="Titles and sentences that have these words, the latest first")
def search(
    request: Request,
    q: Annotated[str, Query(max_length=200)],
    before: Before = None,
    limit: Limit = 30,
) -> Response:
    return _read(request, lambda tx: answers.find(tx, q, before=before, limit=limit))


@api.get("/feeds", summary="Feeds with their health and what came of their articles")
def feeds(request: Request, after: After = 0, limit: Limit = 100) -> Response:
    return _read(request, lambda tx: answers.list_feeds(tx, after=after, limit=limit))


@api.get("/feed", summary="A feed with its yield by day")
def feed(request: Request, url: Annotated[str, Query(max_length=2000)]) -> Response:
    return _read(request, lambda tx: answers.show_feed(tx, url))


@api.get("/digests", summary="Digests as they were sent, the latest first")
def digests(request: Request, before: Before = None, limit: Limit = 30) -> Response:
    return _read(request, lambda tx: answers.list_digests(tx, before=before, limit=limit))


@api.get("/digests/{key}", summary="A digest with its messages")
def digest(request: Request, key: str) -> Response:
    return _read(request, lambda tx: answers.show_digest(tx, key[:200]))


@api.get("/reviews", summary="Decisions, the latest first")
def reviews(request: Request, before: Before = None, limit: Limit = 30) -> Response:
    return _read(request, lambda tx: answers.list_reviews(tx, before=before, limit=limit))


@api.get("/audit", summary="Who did what, the latest first")
def audit(request: Request, before: Before = None, limit: Limit = 50) -> Response:
    return _read(request, lambda tx: answers.list_deeds(tx, before=before, limit=limit))


@api.get("/events", summary="Server-sent events: `news` whenever something was found or decided")
async def events(
    request: Request,
    since: Annotated[
        str, Query(max_length=100, description="the mark that is known: another is news at once")
    ] = "",
    once: Annotated[bool, Query(description="end after the first event")] = False,
) -> Response:
    app, site = request.app, site_of(request)
    if app.state.streams >= MOST_STREAMS:
        raise HTTPException(503, say("web.too_many"))
    # What was the last before a connection broke, a browser says itself.
    known = request.headers.get("last-event-id", "")[:100] or since
    return StreamingResponse(
        _events(request, site, known, once=once),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


async def _events(request: Request, site: Site, known: str, *, once: bool) -> AsyncIterator[bytes]:
    def look() -> str:
        with site.store.begin(write=False) as tx:
            return news_mark(tx)

    state = request.app.state
    state.streams += 1
    try:
        seen = await asyncio.to_thread(look)
        first = "news" if known not in ("", seen) else "mark"
        yield f"retry: 5000\n\nid: {seen}\nevent: {first}\ndata: {seen}\n\n".encode()
        quiet = 0.0
        while not once and not state.closing.is_set() and not await request.is_disconnected():
            try:
                await asyncio.wait_for(state.closing.wait(), EVENTS_EVERY)
            except TimeoutError:
                pass
            else:
                return
            quiet += EVENTS_EVERY
            now = await asyncio.to_thread(look)
            if now != seen:
                seen, quiet = now, 0.0
                yield f"id: {now}\nevent: news\ndata: {now}\n\n".encode()
            elif quiet >= 20:
                quiet = 0.0
                yield b": still here\n\n"
    finally:
        state.streams -= 1


# --- changing ------------------------------------------------------------------------------------


@api.post("/reviews", status_code=201, summary="Decide on an alert, a statement or a figure")
def review(request: Request, body: ReviewBody, who: Editor) -> Response:
    site = site_of(request)
    with site.store.begin() as tx:
        made = review_it(tx, site, body, who)
    return json_response(request, made, 201)


def review_it(tx: Tx, site: Site, body: ReviewBody, who: Reader) -> Record:
    """Decide what the body says; raise ConfigError for what does not hold."""
    action = What(body.action)
    fields: dict[str, str] = {str(name): said for name, said in body.fields.items() if said.strip()}
    if action is What.CORRECT and not fields:
        raise ConfigError([say("web.nothing_to_correct")])
    if body.alert is None and body.figure is None and body.topic is None and body.metric is None:
        raise ConfigError([say("web.which")])
    wish = Wish(
        what=action,
        alert=body.alert,
        figure=body.figure,
        topic=body.topic,
        metric=body.metric,
        scope=Scope(body.scope),
        into=body.into,
        values=body.values,
        fields=fields,
        least=[said for said in body.least if said.strip()],
        name=body.name,
        note=storable(body.note.strip()),
    )
    if action is What.THRESHOLD and not wish.least:
        raise ConfigError([say("review.bad_threshold", value="")])
    if body.ids:
        wish = replace(wish, values=_places(tx, body))
    now = site.clock()
    try:
        kept = decide(tx, made_decision(tx, wish, now=now), now=now)
    except StoreError as e:
        raise ConfigError([str(e)]) from e
    site.note(tx, who, action, kept.alert or body.figure or body.topic or "", decision=kept.key)
    return {
        **decision_record(kept),
        "figures": [
            {"part": part, "key": f.key, "name": name_figure(f.subject, f.metric)}
            for part, f in parts_of(tx, kept.key)
        ],
    }


def _places(tx: Tx, body: ReviewBody) -> str:
    """Return the places of the values that a body names; ConfigError where one is not there."""
    places = number_values(tx, body.figure or "", set(body.ids))
    if len(places) < len(set(body.ids)):
        raise ConfigError([say("web.value_gone")])
    return ",".join(map(str, sorted(places.values())))


@api.delete("/reviews/{key}", summary="Take a decision back, and what it changed")
def unreview(request: Request, key: str, who: Editor) -> Response:
    site = site_of(request)
    with site.store.begin() as tx:
        undone = undo_it(tx, site, key, who)
    return json_response(request, undone)


def undo_it(tx: Tx, site: Site, key: str, who: Reader) -> Record:
    """Take the decision of this key back; raise MissingError where none of it stands."""
    known = find_review(tx, key[:100])
    found = undo(tx, key=key[:100], now=site.clock()) if known else None
    if found is None:
        raise MissingError(say("review.unknown_decision", key=clip(clean(key), 40)))
    site.note(tx, who, "undo", found.alert, decision=found.key)
    return {"id": found.key, "undone": site.clock().isoformat()}


@api.post("/topics/preview", summary="What a topic would have caught in the stored articles")
def preview(request: Request, body: TopicBody, who: Editor) -> Response:
    del who
    site = site_of(request)
    most = site.config.settings.articles.most_figures
    return json_response(
        request, answers.preview_topic(site.store, topic_of(body), most_figures=most)
    )


@api.put("/topic", summary="Follow a topic, or follow it otherwise")
def put_topic(request: Request, body: TopicBody, who: Editor) -> Response:
    site = site_of(request)
    is_new = save_it(site, topic_of(body), who)
    return json_response(request, {"name": body.name, "is_new": is_new})


def topic_of(body: TopicBody) -> Topic:
    """Return the topic of a body; raise ConfigError with every fault."""
    row = {
        "name": clean(storable(body.name)),
        "aliases": [said for a in body.aliases if (said := clean(storable(a)))],
        "figure": [
            {
                "metric": clean(storable(figure.metric)),
                "aliases": [said for a in figure.aliases if (said := clean(storable(a)))],
                "unit": [said for u in figure.units if (said := clean(storable(u)))],
                "subjects": [said for s in figure.subjects if (said := clean(storable(s)))],
            }
            for figure in body.figures
        ],
    }
    (topic,) = read_topics({"topic": [row]}, where=say("column.topic"))
    return topic


def save_it(site: Site, topic: Topic, who: Reader) -> bool:
    """Keep a topic; return whether it is new. What is stored of a new one is taken in."""
    with site.store.begin() as tx:
        is_new = load_topic(tx, topic.name) is None
        if is_new and len(load_topics(tx)) >= 10_000:
            raise ConfigError([say("web.too_many")])
        save_topic(tx, topic)
        site.note(tx, who, "topic", topic.name, aliases=list(topic.aliases))
    if is_new:
        now = site.clock()
        replay(site.store, topic, now=now, most=site.config.settings.articles.most_figures)
        hold_statements(site.store, [topic], now=now)
    return is_new


@api.delete("/topic", summary="Follow a topic no more; what is known of it stays")
def delete_topic(
    request: Request, name: Annotated[str, Query(max_length=LONGEST_NAME)], who: Editor
) -> Response:
    site = site_of(request)
    with site.store.begin() as tx:
        drop_topic(tx, site, name, who)
    return json_response(request, {"name": name})


def drop_topic(tx: Tx, site: Site, name: str, who: Reader) -> None:
    """Follow a topic no more; MissingError for none."""
    if not remove_topic(tx, name):
        raise MissingError(say("topic.unknown", name=clip(clean(name), 60)))
    site.note(tx, who, "topic_removed", name)


@api.post("/feeds/find", summary="The feeds that a site or page has, each read once")
async def find_feeds_of(request: Request, body: FeedBody, who: Editor) -> Response:
    del who
    return json_response(request, await seek_feeds(site_of(request), body.url))


async def seek_feeds(site: Site, said: str) -> Record:
    """Return the feeds of a site or page, maybe none; ConfigError where it cannot be asked."""
    url = address_of(said)
    try:
        async with open_http(site.config) as http:
            found = await find_feeds(url, http, now=site.clock())
    except SourceError as e:
        raise ConfigError([f"{clip(clean(url), 200)}: {e.why}"]) from e
    return {
        "url": url,
        "feeds": [{"url": feed.url, "title": clip(clean(feed.title), 200)} for feed in found],
    }


@api.post("/feeds/test", summary="Ask a feed once, without keeping anything")
async def test_feed(request: Request, body: FeedBody, who: Editor) -> Response:
    del who
    return json_response(request, await ask_feed(site_of(request), body.url))


async def ask_feed(site: Site, said: str) -> Record:
    """Return what a feed lists now; ConfigError for what is none."""
    url = address_of(said)
    try:
        async with open_http(site.config) as http:
            response = await http.get(url)
        parsed = await asyncio.to_thread(parse_feed, response.body, url=url)
    except SourceError as e:
        raise ConfigError([f"{clip(clean(url), 200)}: {e.why}"]) from e
    return {
        "url": url,
        "title": clip(clean(parsed.title), 200),
        "kind": parsed.kind,
        "count": len(parsed.entries),
        "entries": [
            {
                "title": clip(clean(entry.title), 200),
                "url": entry.url,
                "published": entry.published.isoformat() if entry.published else None,
            }
            for entry in parsed.entries[:10]
        ],
    }


def address_of(said: str) -> Url:
    """Return an address that may be asked; raise ConfigError for what is none."""
    text = storable(said.strip())
    try:
        return canonical_url(text if "://" in text else f"https://{text}")
    except ValueError as e:
        raise ConfigError([f"{clip(clean(text), 200)}: {e}"]) from e


@api.post("/feeds", status_code=201, summary="Add a feed that answers as one")
async def add_feed(request: Request, body: FeedBody, who: Editor) -> Response:
    site = site_of(request)
    asked = await ask_feed(site, body.url)
    await asyncio.to_thread(keep_feed, site, asked, clean(storable(body.outlet)), who)
    return json_response(request, asked, 201)


def keep_feed(site: Site, asked: Record, outlet: str, who: Reader) -> None:
    """Keep the feed that was asked; one that is known is asked again from now on."""
    with site.store.begin() as tx:
        known = load_feed(tx, asked["url"]) or Feed(url=Url(asked["url"]), title=asked["title"])
        save_feed(tx, replace(known, enabled=True, outlet=outlet or known.outlet))
        site.note(tx, who, "feed", asked["url"])


@api.patch("/feed", summary="Ask a feed from now on, or no more")
def switch_feed(request: Request, body: FeedSwitch, who: Editor) -> Response:
    site = site_of(request)
    with site.store.begin() as tx:
        turn_feed(tx, site, body.url, on=body.enabled, who=who)
    return json_response(request, {"url": body.url, "enabled": body.enabled})


def turn_feed(tx: Tx, site: Site, url: str, *, on: bool, who: Reader) -> None:
    """Ask a feed from now on, or no more; MissingError for none."""
    found = load_feed(tx, url)
    if found is None:
        raise MissingError(say("web.no_feed"))
    if on:
        # Whatever was learned of its failures, it is asked at once.
        found = replace(found, due=None, retired=None, failures=0, failing_since=None, trouble=0.0)
    save_feed(tx, replace(found, enabled=on))
    site.note(tx, who, "feed_on" if on else "feed_off", url)


@api.delete("/feed", summary="Forget a feed; what came through it stays")
def delete_feed(
    request: Request, url: Annotated[str, Query(max_length=2000)], who: Editor
) -> Response:
    site = site_of(request)
    with site.store.begin() as tx:
        if not remove_feed(tx, url):
            raise MissingError(say("web.no_feed"))
        site.note(tx, who, "feed_removed", url)
    return json_response(request, {"url": url})


@api.get("/tokens", summary="What scripts ask with: names, roles and last uses, never a token")
def tokens(request: Request, who: Person) -> Response:
    del who
    return _read(request, answers.list_tokens)


@api.post("/tokens", status_code=201, summary="Make a token; the answer alone has it")
def make_token(request: Request, body: TokenBody, who: Person) -> Response:
    made = make_it(site_of(request), body, who)
    response = json_response(request, made, 201)
    response.headers["cache-control"] = "no-store"
    return response


def make_it(site: Site, body: TokenBody, who: Who) -> Record:
    """Make a token; return it with what is kept of it. ConfigError for a name that is taken."""
    name = own_name(body.name)
    said, kept = new_token()
    now = site.clock()
    token = ApiToken(
        name=name,
        token=kept,
        role=Role(body.role),
        made_by=who.name,
        created=now,
        expires=None if body.days is None else now + timedelta(days=body.days),
    )
    with site.store.begin() as tx:
        if not add_token(tx, token):
            raise ConfigError([say("web.token_exists", name=name)])
        site.note(tx, who, "token", name, role=str(token.role))
    return {**answers.token_json(token), "token": said}


@api.delete("/tokens/{name}", summary="Revoke a token; what was done with it stays on record")
def revoke_token(request: Request, name: str, who: Person) -> Response:
    site = site_of(request)
    with site.store.begin() as tx:
        revoke_it(tx, site, name, who)
    return json_response(request, {"name": name})


def revoke_it(tx: Tx, site: Site, name: str, who: Who) -> None:
    """Revoke a token; MissingError for none."""
    if not remove_token(tx, storable(name)):
        raise MissingError(say("web.unknown_token", name=clip(clean(name), 60)))
    site.note(tx, who, "token_removed", name)


# --- shared --------------------------------------------------------------------------------------


def at(moment: datetime | None) -> datetime | None:
    """Return a moment with its zone; raise ConfigError for one that no news is of."""
    if moment is None:
        return None
    if not 1900 < moment.year < 2200:
        raise ConfigError([say("cli.bad_since", value=moment.isoformat())])
    return moment if moment.tzinfo else moment.replace(tzinfo=SEOUL)


def _read(request: Request, answer: Any) -> Response:
    with site_of(request).store.begin(write=False) as tx:
        return json_response(request, answer(tx))
