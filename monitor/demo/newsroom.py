"""A newsroom of seven outlets on 127.0.0.1, whose clock decides what has been published.

Feeds and pages as Korean outlets serve them: RSS, Atom and RDF, one outlet in EUC-KR, validators
and 304 answers, a feed that breaks, another that is HTML for a day, an article edited silently.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import ClassVar, Self

from typing_extensions import override

from monitor.demo.feeds import Item, render_feed
from monitor.demo.outlets import OUTLETS, FeedForm, Outlet
from monitor.demo.pages import render_front, render_page
from monitor.demo.story import Story, load_stories
from monitor.model import SEOUL, utc

CLOSING = time(18, 0)  # a newsroom's day, as the demo polls it, ends here
LISTED = 30  # stories that a feed holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request that the newsroom answered."""

    at: datetime  # by the newsroom's clock
    path: str
    status: int
    agent: str
    conditional: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address says at a moment. `since` is when it began to say so."""

    body: bytes
    content_type: str = "text/html"
    status: int = 200
    since: datetime | None = None


class Newsroom:
    """The outlets' web server, with a clock that stands until it is set.

    >>> room = Newsroom()
    >>> len(room.feeds()), len(room.days())
    (7, 5)
    """

    def __init__(
        self, now: datetime | None = None, *, stories: Iterable[Story] | None = None
    ) -> None:
        self.stories = tuple(load_stories() if stories is None else stories)
        self._lock = threading.Lock()
        self._log: list[Request] = []
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None
        self._port = 0
        self._now = utc(now) if now else self.days()[0]

    @property
    def now(self) -> datetime:
        """The newsroom's clock; setting it publishes what is due by then."""
        with self._lock:
            return self._now

    @now.setter
    def now(self, moment: datetime) -> None:
        with self._lock:
            self._now = utc(moment)

    @property
    def base_url(self) -> str:
        if not self._port:
            raise RuntimeError("the newsroom has no address before it is started")
        return f"http://127.0.0.1:{self._port}"

    @property
    def log(self) -> tuple[Request, ...]:
        """Every request answered, in order."""
        with self._lock:
            return tuple(self._log)

    def feeds(self) -> tuple[tuple[str, str], ...]:
        """Return name and feed address of each outlet; the address is a path before the start."""
        base = self.base_url if self._port else ""
        return tuple((o.name, f"{base}/{o.slug}/{o.feed}") for o in OUTLETS)

    def url(self, story: Story) -> str:
        """Return the address of the story's page."""
        return f"{self.base_url}/{story.outlet}/{story.path}"

    def days(self) -> tuple[datetime, ...]:
        """Return the moments to poll at, in UTC: six in the evening of each day with news."""
        moments = [edition.since for story in self.stories for edition in story.editions]
        evenings = {_evening(moment) for moment in moments}
        return tuple(sorted(evenings))

    def start(self) -> None:
        """Listen on a free port of 127.0.0.1, in a thread of its own."""
        if self._server:
            return
        room = self

        class Handler(_Handler):
            newsroom = room

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        self._server, self._port = server, server.server_address[1]
        self._thread = threading.Thread(
            target=server.serve_forever,
            kwargs={"poll_interval": 0.05},
            name="newsroom",
            daemon=True,
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop listening; the log and the clock stay."""
        if self._server and self._thread:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
        self._server = self._thread = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def answer(self, path: str, now: datetime) -> tuple[Answer, Outlet | None]:
        """Return what stands at `path`, query included, at `now`, and the outlet it belongs to."""
        slug, _, below = path.lstrip("/").partition("/")
        outlet = next((o for o in OUTLETS if o.slug == slug), None)
        if outlet is None:
            return Answer(b"", status=404), None
        if below == outlet.feed:
            return self._feed(outlet, now), outlet
        if not below:
            return Answer(render_front(outlet)), outlet
        return self._page(outlet, below, now), outlet

    def note(self, request: Request) -> None:
        """Write a request into the log."""
        with self._lock:
            self._log.append(request)

    def _feed(self, outlet: Outlet, now: datetime) -> Answer:
        today = now.astimezone(SEOUL).date()
        if outlet.fails_from and today >= outlet.fails_from:
            return Answer(b"Internal Server Error", "text/plain", 500)
        if outlet.html_on == today:
            return Answer(render_front(outlet))
        published = [s for s in self.stories if s.outlet == outlet.slug and s.published <= now]
        newest = sorted(published, key=lambda story: story.published, reverse=True)[:LISTED]
        # The first edition: who edits without a word does not announce it in the feed.
        items = [Item(story, story.editions[0], self.url(story)) for story in newest]
        kind = "application/atom+xml" if outlet.form is FeedForm.ATOM else "application/xml"
        since = newest[0].published if newest else None
        return Answer(render_feed(outlet, items, base=self.base_url), kind, since=since)

    def _page(self, outlet: Outlet, below: str, now: datetime) -> Answer:
        for story in self.stories:
            # Tracking keys stand behind the address proper.
            if story.outlet == outlet.slug and (below + "&").startswith(
                (story.path + "&", story.path + "?")
            ):
                edition = story.edition(now)
                if edition:
                    page = render_page(outlet, story, edition, link=self.url(story))
                    return Answer(page, since=edition.since)
        return Answer("삭제되었거나 존재하지 않는 기사입니다.".encode(), status=404)


def _evening(moment: datetime) -> datetime:
    """Return the first closing time at or after `moment`, in UTC."""
    local = moment.astimezone(SEOUL)
    evening = datetime.combine(local.date(), CLOSING, SEOUL)
    return (evening if local <= evening else evening + timedelta(days=1)).astimezone(UTC)


class _Handler(BaseHTTPRequestHandler):
    newsroom: ClassVar[Newsroom]

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the newsroom keeps its own log."""

    def _answer(self, *, with_body: bool) -> None:
        now = self.newsroom.now
        answer, outlet = self.newsroom.answer(self.path, now)
        tag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        unchanged = bool(outlet and outlet.has_validators and self._knows(answer, tag))
        status = 304 if unchanged else answer.status
        # Before the answer: who has received it will find it in the log.
        self.newsroom.note(
            Request(
                at=now,
                path=self.path,
                status=status,
                agent=self.headers.get("User-Agent", ""),
                conditional="If-None-Match" in self.headers or "If-Modified-Since" in self.headers,
            )
        )
        body = b"" if unchanged else answer.body
        self.send_response(status)
        if outlet and answer.status == 200:
            if outlet.has_validators:
                self.send_header("ETag", tag)
                if answer.since:
                    modified = format_datetime(answer.since.astimezone(UTC), usegmt=True)
                    self.send_header("Last-Modified", modified)
            self.send_header("Content-Type", f"{answer.content_type}; charset={outlet.encoding}")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _knows(self, answer: Answer, tag: str) -> bool:
        """Say whether the asker holds this very answer: the tag decides where it sends one."""
        if answer.status != 200:
            return False
        if known := self.headers.get("If-None-Match"):
            return tag in (part.strip().removeprefix("W/") for part in known.split(","))
        since = self.headers.get("If-Modified-Since")
        if not since or not answer.since:
            return False
        try:
            return answer.since <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False
