"""A small database whose texts are hostile, and the application over it: for the tests of pages."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient
from typing_extensions import override

from monitor.config import Config, load_config
from monitor.judge.terms import figure_terms
from monitor.model import (
    Article,
    Feed,
    Figure,
    Judgement,
    Kind,
    Message,
    Modality,
    Topic,
    TrackedFigure,
    Url,
    Value,
)
from monitor.store.alerts import save_alert
from monitor.store.articles import save_article, set_copy_of
from monitor.store.claims import save_judged_claims
from monitor.store.database import Store
from monitor.store.feeds import save_feed
from monitor.store.figures import save_figure
from monitor.store.outbox import save_digest, save_messages
from monitor.store.recipients import add_recipient
from monitor.store.statements import save_remarks
from monitor.store.topics import save_topic
from monitor.web.app import make_app
from tests.alerts import NOON, alert, claim, denied, month, source, value

# What a page would run, load or break on if it were not escaped, in every kind of place.
SLY = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}{% raw %}javascript:"
SLY_TITLE = f"누리챗 이용자 {SLY}"
SLY_OUTLET = f"새날</title>{SLY}"
BAD_LINK = "javascript:alert(document.domain)"
DOC = "https://saenal.example/1"
COPY = "https://copy.example/2"
FEED = "https://saenal.example/rss"


def fill(store: Store) -> dict[str, str]:
    """Fill a database; return the keys of its alerts, figure and statement by their names."""
    new = claim(
        590_000,
        quote=f"누리챗의 월간 이용자는 59만 명으로 집계됐다. {SLY}",
        as_of=month(2025, 3),
        span=(13, 18),
    )
    old = claim(1_210_000, quote="1월 누리챗 월간 이용자는 121만 명이었다.", as_of=month(2025, 1))
    other = claim(700_000, quote="누리챗 이용자는 70만 명이다.", as_of=month(2025, 3))
    plan = claim(
        2_000_000,
        quote="누리챗은 내년 이용자 200만 명을 목표로 한다.",
        as_of=month(2026, 3),
        modality=Modality.PLANNED,
    )
    soft = claim(900_000, quote="약 90만 명이다.", approx=True, as_of=month(2025, 2))
    most = claim(1_000_000, None, quote="100만 명이 넘는다.", span=(5, 6), as_of=month(2024, 12))
    here = source(SLY_OUTLET, doc=DOC, title=SLY_TITLE)
    bad = source("나쁜곳", doc=BAD_LINK, published=NOON - timedelta(days=30))
    changed = alert(new, old, source=here, figure="f-users", key="achanged")
    conflict = alert(other, new, kind=Kind.CONFLICT, source=bad, figure="f-users", key="aconflict")
    revised = alert(
        claim(600_000, quote="60만 명으로 고쳐졌다."),
        new,
        kind=Kind.REVISED,
        source=replace(here, version=2),
        figure="f-users",
        key="arevised",
    )
    fresh = alert(
        claim(5, metric=f"점포 {SLY}"[:90], unit=f"곳{SLY}"[:60]),
        source=here,
        figure="f-shops",
        key="anew",
    )
    users = Figure(
        key="f-users",
        topic="누리챗",
        subject="누리챗",
        metric="월간 이용자 수",
        unit="명",
        values=(
            Value(claim=most, source=bad),
            value(old),
            Value(claim=soft, source=source("한결신문", doc="https://h.example/3")),
            Value(claim=new, source=here),
            Value(claim=other, source=bad, is_current=False),
            Value(claim=plan, source=source("산들경제", doc="https://s.example/4")),
        ),
    )
    shops = Figure(
        key="f-shops",
        topic="누리챗",
        subject=SLY[:60],
        metric="점포 수",
        unit="곳",
        values=(Value(claim=fresh.claim, source=here),),
    )
    article = Article(
        url=Url(DOC),
        title=SLY_TITLE,
        text=f"누리챗의 월간 이용자는 59만 명으로 집계됐다. {SLY}\n둘째 줄이다.",
        outlet=SLY_OUTLET,
        published=NOON,
    )
    topic = Topic(
        name="누리챗",
        aliases=("NuriChat", SLY[:40]),
        figures=(TrackedFigure(metric="월간 이용자 수", units=("명",)),),
    )
    said = denied()
    assert said.previous is not None
    with store.begin() as tx:
        save_topic(tx, topic)
        for figure in (users, shops):
            save_figure(tx, figure, figure_terms(figure))
        for found in (changed, conflict, revised, fresh):
            save_alert(tx, found)
        save_remarks(tx, [replace(said.previous, at=NOON - timedelta(days=1)), said])
        save_article(tx, article, now=NOON)
        judged = [Judgement(claim=new, topic="누리챗", figure="f-users")]
        save_judged_claims(tx, DOC, 1, judged)
        edited = replace(article, text=article.text.replace("59만", "60만"), modified=NOON)
        save_article(tx, edited, now=NOON + timedelta(hours=1))
        save_judged_claims(tx, DOC, 2, judged)
        save_article(tx, replace(article, url=Url(COPY), outlet="베낀곳"), now=NOON)
        set_copy_of(tx, COPY, DOC)
        save_feed(
            tx, Feed(url=Url(FEED), outlet=SLY_OUTLET, title=SLY_TITLE, failures=2, error=SLY)
        )
        add_recipient(tx, "분석팀", "email", "a@b.example", now=NOON)
        save_digest(tx, "d1", since=None, until=NOON, now=NOON)
        mail = f"<html><body onload=alert(1)>{SLY}</body></html>"
        save_messages(
            tx,
            [
                Message(
                    key="m1",
                    digest="d1",
                    channel="email",
                    recipient="a@b.example",
                    subject=SLY_TITLE,
                    text=SLY,
                    html=mail,
                    created=NOON,
                )
            ],
        )
    return {"statement": said.key}


def add_members(store: Store) -> None:
    """Keep a figure beside the users, in their unit, that they may be merged with."""
    said = claim(1_100_000, metric="가입 회원 수", quote="누리챗 회원은 110만 명이다.")
    members = Figure(
        key="f-members",
        topic="누리챗",
        subject="누리챗",
        metric="가입 회원 수",
        unit="명",
        values=(Value(claim=said, source=source("산들경제", doc="https://s.example/5")),),
    )
    with store.begin() as tx:
        save_figure(tx, members, figure_terms(members))


def settings(tmp_path: Path, **web: Any) -> Config:
    """Settings with a table [web], as a file would give them."""
    file = tmp_path / "monitor.toml"
    lines = ['data = "data"', "[fetch]", "allow_private = true", "host_delay = 0", "[web]"]
    for name, said in web.items():
        shown = str(said).lower() if isinstance(said, bool) else repr(said).replace("'", '"')
        lines.append(f"{name} = {shown}")
    file.write_text("\n".join(lines), "utf-8")
    return load_config(file)


class Clock:
    """Stands until it is set."""

    def __init__(self, now: datetime = NOON + timedelta(hours=2)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@contextmanager
def browsing(
    store: Store,
    config: Config,
    clock: Clock | None = None,
    *,
    base: str = "http://127.0.0.1:8800",
    peer: str = "127.0.0.1",
) -> Iterator[TestClient]:
    """Give a client of the application that keeps its cookies, as a browser does."""
    app = make_app(store, config, clock=clock or Clock(), lang="ko")
    with TestClient(app, base_url=base, follow_redirects=False, client=(peer, 50000)) as client:
        yield client


@contextmanager
def front_page(feed: str) -> Iterator[str]:
    """Serve a site on this machine whose front page names a feed; give the site's address."""
    page = f'<html lang="ko"><link rel="alternate" type="application/rss+xml" href="{feed}">'

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f"{page}<title>누리신문</title><p>첫 면".encode()
            self.send_response(200 if self.path == "/" else 404)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        @override
        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def csrf(client: TestClient, path: str = "/topics/edit") -> str:
    """Return what a form of a page brings along."""
    page = client.get(path)
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert found, (page.status_code, page.text[:300])
    return found[1]
