"""The steps of the pipeline over a real database and a site behind the wire."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.config import Config, load_config
from monitor.cores import Cores
from monitor.errors import DeliveryError
from monitor.model import SEOUL, Feed, Kind, Topic, TrackedFigure, Url
from monitor.pipeline import Pipeline
from monitor.send.outbox import Channel
from monitor.store.alerts import load_alerts
from monitor.store.database import Store
from monitor.store.entries import load_entry_failures
from monitor.store.feeds import load_feed, save_feed
from monitor.store.figures import load_figures
from monitor.store.outbox import MessageState, load_digests, load_messages
from monitor.store.parked import load_parked
from monitor.store.status import load_status
from monitor.store.topics import save_topic
from monitor.workers.embedded import Embedded
from monitor.workers.jobs import make_jobs
from tests.fakes import FixedClock, NewsSite, RecordingChannel

FEED = Url("https://hanbit.example/rss.xml")
TOPIC = Topic(
    name="푸른호수",
    aliases=("푸른호수 앱",),
    figures=(TrackedFigure(metric="월간 이용자 수", units=("명",), subjects=("푸른호수",)),),
)
START = datetime(2026, 11, 2, 9, 0, tzinfo=SEOUL)


def _page(title: str, paragraphs: Sequence[str], at: datetime) -> str:
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f"<html lang='ko'><head><title>{title} - 한빛일보</title>"
        f"<meta property='og:site_name' content='한빛일보'>"
        f"<meta property='article:published_time' content='{at.isoformat()}'></head>"
        f"<body><nav>정치 경제</nav><article><h1>{title}</h1>{body}</article></body></html>"
    )


def _feed(items: Sequence[tuple[str, str, datetime]]) -> str:
    rows = "".join(
        f"<item><title>{title}</title><link>{link}</link>"
        f"<pubDate>{at:%Y-%m-%d %H:%M:%S}</pubDate></item>"
        for title, link, at in items
    )
    return f"<rss version='2.0'><channel><title>한빛일보</title>{rows}</channel></rss>"


def _story(number: str, *, month: int) -> tuple[str, ...]:
    return (
        "앱 분석업체 새날데이터가 국내 스마트폰 이용자를 조사해 2일 결과를 내놓았다.",
        f"지난 {month}월 푸른호수의 월간 이용자 수는 {number} 명으로 집계됐다.",
        "업계에서는 새 기능이 나온 뒤의 흐름을 지켜보아야 한다는 말이 나온다.",
    )


class Newsdesk:
    """A site of one outlet: articles are added to its feed as they are published."""

    def __init__(self) -> None:
        self.site = NewsSite()
        self.items: list[tuple[str, str, datetime]] = []

    def publish(self, name: str, paragraphs: Sequence[str], at: datetime) -> Url:
        url = f"https://hanbit.example/news/{name}.html"
        self.site.put(url, _page(f"기사 {name}", paragraphs, at), content_type="text/html")
        self.items.insert(0, (f"기사 {name}", url, at))
        self.site.put(str(FEED), _feed(self.items), content_type="application/rss+xml")
        return Url(url)


@pytest.fixture
def desk() -> Newsdesk:
    desk = Newsdesk()
    desk.site.put(str(FEED), _feed([]), content_type="application/rss+xml")
    return desk


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START.astimezone(UTC))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    file = tmp_path / "monitor.toml"
    file.write_text(
        'data = "data"\n[digest]\nfolder = ""\n[email]\nhost = "localhost"\n'
        'sender = "m@hanbit.example"\nrecipients = ["a@hanbit.example", "b@hanbit.example"]\n',
        "utf-8",
    )
    return load_config(file)


@pytest.fixture(autouse=True)
def _tracked(store: Store) -> None:
    with store.begin() as tx:
        save_feed(tx, Feed(url=FEED, outlet="한빛일보"))
        save_topic(tx, TOPIC)


@asynccontextmanager
async def _pipeline(
    config: Config, store: Store, desk: Newsdesk, clock: FixedClock, *channels: Channel
) -> AsyncIterator[Pipeline]:
    async with desk.site.http(clock=lambda: clock().timestamp()) as http:
        yield Pipeline(
            config, store, http, clock=clock, lang="ko", cores=Cores(1), channels=channels
        )


async def _pass(steps: Pipeline, *, every: bool = True) -> None:
    first = [FEED] if every else None
    await Embedded(make_jobs(steps)).drain("poll", "fetch", "reread", "check", first=first)


def _kinds(store: Store) -> list[tuple[Kind, int | None]]:
    with store.begin(write=False) as tx:
        alerts = load_alerts(tx, include_confirmed=True)
    return [(a.kind, int(a.claim.interval.low or 0)) for a in alerts]


async def test_a_figure_is_new_then_confirmed_then_changed(
    config: Config, store: Store, desk: Newsdesk, clock: FixedClock
) -> None:
    async with _pipeline(config, store, desk, clock) as steps:
        desk.publish("a", _story("121만", month=9), START)
        await _pass(steps)
        clock.move(days=2)
        desk.publish("b", ("다른 이야기다.", *_story("121만", month=9)[1:2]), START)
        await _pass(steps)
        clock.move(days=30)
        desk.publish("c", _story("59만", month=11), clock.now)
        await _pass(steps)
    assert _kinds(store) == [
        (Kind.NEW, 1210000),
        (Kind.CONFIRMED, 1210000),
        (Kind.CHANGED, 590000),
    ]
    with store.begin(write=False) as tx:
        (figure,) = load_figures(tx)
        first, _, changed = load_alerts(tx, include_confirmed=True)
    assert [int(v.claim.interval.low or 0) for v in figure.values if v.is_current] == [590000]
    assert [s.doc.rsplit("/", 1)[-1] for s in first.support] == ["b.html"]
    assert changed.previous is not None
    assert changed.previous.claim.interval.low == 1210000


async def test_a_pass_twice_changes_nothing_the_second_time(
    config: Config, store: Store, desk: Newsdesk, clock: FixedClock
) -> None:
    async with _pipeline(config, store, desk, clock) as steps:
        desk.publish("a", _story("121만", month=9), START)
        await _pass(steps)
        before = _kinds(store)
        asked = len(desk.site.asked)
        await _pass(steps)
        assert _kinds(store) == before
        # The feed was asked again, the article was not.
        assert desk.site.asked[asked:] == [str(FEED)]
        await steps.check(("https://hanbit.example/news/a.html", 1))
        assert _kinds(store) == before


async def test_a_silent_edit_is_found_when_the_page_is_read_again(
    config: Config, store: Store, desk: Newsdesk, clock: FixedClock
) -> None:
    async with _pipeline(config, store, desk, clock) as steps:
        url = desk.publish("a", _story("121만", month=9), START)
        await _pass(steps)
        page = _page("기사 a", _story("112만", month=9), START)
        desk.site.put(url, page, content_type="text/html")
        clock.move(minutes=30)
        await _pass(steps, every=False)
        assert len(_kinds(store)) == 1
        clock.move(hours=1)
        await _pass(steps, every=False)
    assert _kinds(store) == [(Kind.NEW, 1210000), (Kind.REVISED, 1120000)]


def _again(story: Sequence[str]) -> dict[str, tuple[str | bytes, int]]:
    """What may stand at an article's address later that is no edit of a figure, with its status."""
    typo = [line.replace("지켜보아야", "지켜 보아야") for line in story]
    photo = _page("기사 a", story, START).replace(
        "<h1>", "<figure><img src='b.jpg'><figcaption>사진 37장</figcaption></figure><h1>"
    )
    wall = "<html><head><title>잠시만 기다리십시오</title></head><body>보안 검사 403</body></html>"
    login = (
        "<html><body><form>로그인 후 3,000원에 보실 수 있습니다<input type=password></form></body>"
    )
    return {
        "typo": (_page("기사 a", typo, START), 200),
        "headline": (_page("고친 제목", story, START), 200),
        "photo": (photo, 200),
        "gone": ("<html><body>404</body></html>", 404),
        "retired": ("", 410),
        "broken": ("<html><body>" + story[0][:9], 200),
        "empty": ("", 200),
        "wall": (wall, 200),
        "wall-403": (wall, 403),
        "login": (login, 200),
        "deleted": ("<html><body><p>삭제되었거나 없는 기사입니다.</p></body></html>", 200),
        "binary": (b"%PDF-1.7 121", 200),
        "error": ("<html><body>502</body></html>", 502),
    }


@pytest.mark.parametrize("kind", list(_again(_story("121만", month=9))))
async def test_what_is_no_edit_of_a_figure_raises_nothing(
    config: Config, store: Store, desk: Newsdesk, clock: FixedClock, kind: str
) -> None:
    story = _story("121만", month=9)
    async with _pipeline(config, store, desk, clock) as steps:
        url = desk.publish("a", story, START)
        await _pass(steps)
        body, status = _again(story)[kind]
        desk.site.put(url, body, status=status, content_type="text/html")
        clock.move(hours=1, minutes=1)
        await _pass(steps, every=False)
        assert _kinds(store) == [(Kind.NEW, 1210000)]
        # An edit after it is told all the same, against what the page said before.
        page = _page("기사 a", _story("112만", month=9), START)
        desk.site.put(url, page, content_type="text/html")
        clock.move(days=1)
        await _pass(steps, every=False)
    assert _kinds(store) == [(Kind.NEW, 1210000), (Kind.REVISED, 1120000)]
    with store.begin(write=False) as tx:
        revised = load_alerts(tx)[-1]
    assert revised.previous is not None
    assert "121만 명" in revised.previous.claim.quote
    assert "112만 명" in revised.claim.quote


async def test_pages_on_a_tracked_topic_are_read_again_more_often(
    config: Config, store: Store, desk: Newsdesk, clock: FixedClock
) -> None:
    async with _pipeline(config, store, desk, clock) as steps:
        on = desk.publish("a", _story("121만", month=9), START)
        off = desk.publish(
            "b", [line.replace("푸른호수", "붉은산") for line in _story("7만", month=9)], START
        )
        await _pass(steps)
        asked: dict[str, list[int]] = defaultdict(list)
        for hour in range(1, 200):
            clock.move(hours=1)
            before = len(desk.site.asked)
            await Embedded(make_jobs(steps)).drain("reread")
            for url in desk.site.asked[before:]:
                asked[url].append(hour)
    settings = config.settings.articles
    assert asked[off] == list(settings.reread_hours)
    assert asked[on] == sorted({*settings.reread_hours, *settings.tracked_hours})


async def test_without_hours_no_page_is_read_again(
    tmp_path: Path, store: Store, desk: Newsdesk, clock: FixedClock
) -> None:
    file = tmp_path / "quiet.toml"
    file.write_text("[articles]\nreread_hours = []\n", "utf-8")
    async with _pipeline(load_config(file), store, desk, clock) as steps:
        desk.publish("a", _story("121만", month=9), START)
        await _pass(steps)
        clock.move(days=300)
        assert steps.due_rereads(10) == []


async def test_a_server_that_asked_for_a_pause_is_left_alone_until_then(
    config: Config, store: Store, desk: Newsdesk, clock: FixedClock
) -> None:
    desk.site.put(str(FEED), status=429, retry_after="7200")
    async with _pipeline(config, store, desk, clock) as steps:
        await _pass(steps)
        clock.move(hours=1)
        await _pass(steps)  # every feed, due or not: the pause holds all the same
        assert desk.site.asked == [str(FEED)]
        assert steps.due_feeds(9) == []
        clock.move(hours=1.5)
        await _pass(steps)
    assert desk.site.asked == [str(FEED)] * 2


async def test_a_page_that_cannot_be_read_is_tried_again_and_then_given_up(
    config: Config, store: Store, desk: Newsdesk, clock: FixedClock
) -> None:
    async with _pipeline(config, store, desk, clock) as steps:
        url = desk.publish("a", _story("121만", month=9), START)
        desk.site.put(url, status=503)
        for _ in range(12):
            await _pass(steps, every=False)
            clock.move(hours=25)
        with store.begin(write=False) as tx:
            (failure,) = load_entry_failures(tx, limit=5)
        assert failure.retry_at is None
        assert failure.failures == config.settings.articles.attempts
        assert desk.site.asked.count(url) == config.settings.articles.attempts


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ("<html><body><h1>한빛일보</h1></body></html>", 200, "HTML"),
        ("", 200, "내용이 없는"),
        ("없음", 404, "404"),
        ("<rss><channel><title>끊", 200, ""),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), 200, ""),
    ],
    ids=["html", "empty", "gone", "cut", "binary"],
)
async def test_a_bad_feed_is_one_clear_line_and_disturbs_no_other(
    config: Config,
    store: Store,
    desk: Newsdesk,
    clock: FixedClock,
    body: bytes | str,
    status: int,
    words: str,
) -> None:
    bad = Url("https://busan.example/rss")
    desk.site.put(bad, body, status=status)
    with store.begin() as tx:
        save_feed(tx, Feed(url=bad, outlet="부산소식"))
    async with _pipeline(config, store, desk, clock) as steps:
        desk.publish("a", _story("121만", month=9), START)
        await _pass(steps, every=False)
    assert _kinds(store) == [(Kind.NEW, 1210000)]
    with store.begin(write=False) as tx:
        feed = load_feed(tx, bad)
        status_now = load_status(tx, clock.now)
    assert feed is not None
    if words:
        assert feed.error is not None
        assert words in feed.error
        assert "\n" not in feed.error
        assert [f.url for f in status_now.failing] == [bad]


async def test_a_digest_reaches_every_recipient_once_and_tells_nothing_twice(
    config: Config, store: Store, desk: Newsdesk, clock: FixedClock
) -> None:
    mail = RecordingChannel()
    async with _pipeline(config, store, desk, clock, mail) as steps:
        desk.publish("a", _story("121만", month=9), START)
        await _pass(steps)
        first = steps.queue_digest()
        await Embedded(make_jobs(steps)).drain("deliver")
        second = steps.queue_digest()
        await Embedded(make_jobs(steps)).drain("deliver")
    assert [m.recipient for m in mail.sent] == ["a@hanbit.example", "b@hanbit.example"] * 2
    assert len(first.alerts) == 1
    assert second.alerts == ()
    assert len({m.key for m in mail.sent}) == 4


async def test_a_message_that_is_not_taken_is_sent_again_with_the_same_key(
    config: Config, store: Store, desk: Newsdesk, clock: FixedClock
) -> None:
    mail = RecordingChannel(faults=[DeliveryError("email", "busy", temporary=True)])
    async with _pipeline(config, store, desk, clock, mail) as steps:
        steps.queue_digest()
        worker = Embedded(make_jobs(steps))
        await worker.drain("deliver")
        assert len(mail.sent) == 1
        await worker.drain("deliver")
        assert len(mail.sent) == 1
        clock.move(hours=1)
        await worker.drain("deliver")
    assert len(mail.sent) == 2
    assert len(mail.tried) == 3
    assert len(set(mail.tried)) == 2


async def test_a_refused_message_is_parked_and_does_not_stop_the_other(
    config: Config, store: Store, desk: Newsdesk, clock: FixedClock
) -> None:
    mail = RecordingChannel(faults=[DeliveryError("email", "no such user")])
    async with _pipeline(config, store, desk, clock, mail) as steps:
        steps.queue_digest()
        await Embedded(make_jobs(steps)).drain("deliver")
    with store.begin(write=False) as tx:
        states = [m.state for m in load_messages(tx)]
    assert sorted(states) == [MessageState.DELIVERED, MessageState.PARKED]


async def test_a_rejected_alert_is_not_told(
    config: Config, store: Store, desk: Newsdesk, clock: FixedClock
) -> None:
    from monitor.decisions import about_alert, decide, undo
    from monitor.judge.decisions import What

    async with _pipeline(config, store, desk, clock) as steps:
        desk.publish("a", _story("121만", month=9), START)
        await _pass(steps)
        with store.begin() as tx:
            (alert,) = load_alerts(tx)
            decide(tx, about_alert(tx, alert, What.REJECT, now=clock.now), now=clock.now)
        assert steps.digest().alerts == ()
        with store.begin(write=False) as tx:
            assert load_figures(tx) == ()
        with store.begin() as tx:
            assert undo(tx, alert=alert.key, now=clock.now) is not None
        assert len(steps.digest().alerts) == 1
        with store.begin(write=False) as tx:
            assert len(load_figures(tx)) == 1


async def test_a_decision_made_while_the_program_runs_holds_for_the_next_article(
    config: Config, store: Store, desk: Newsdesk, clock: FixedClock
) -> None:
    from monitor.decisions import about_alert, decide, undo
    from monitor.judge.decisions import What

    async with _pipeline(config, store, desk, clock) as steps:
        desk.publish("a", _story("121만", month=9), START)
        await _pass(steps)
        with store.begin() as tx:
            (alert,) = load_alerts(tx)
            before = steps._decided(tx)
            assert steps._decided(tx) is before
            decide(tx, about_alert(tx, alert, What.ACCEPT, now=clock.now), now=clock.now)
            after = steps._decided(tx)
            assert [d.what for d in after.decisions] == [What.ACCEPT]
            undo(tx, alert=alert.key, now=clock.now)
            assert steps._decided(tx).decisions == ()


async def test_what_was_put_right_stays_right_when_the_page_is_read_again(
    config: Config, store: Store, desk: Newsdesk, clock: FixedClock
) -> None:
    from monitor.decisions import about_alert, decide
    from monitor.judge.decisions import What

    async with _pipeline(config, store, desk, clock) as steps:
        story = _story("121만", month=9)
        desk.publish("a", story, START)
        await _pass(steps)
        with store.begin() as tx:
            (alert,) = load_alerts(tx)
            fields = {"low": 1_220_000, "high": 1_220_000, "unit": "명"}
            wish = about_alert(tx, alert, What.CORRECT, now=clock.now, fields=fields)
            decide(tx, wish, now=clock.now)
        # Somebody adds a paragraph above: every offset is another one.
        desk.items.clear()
        desk.publish("a", ("편집국이 알립니다. 기사를 다듬었습니다.", *story), START)
        clock.now += timedelta(hours=7)
        await _pass(steps)
        assert steps.done["articles"] == 2
        with store.begin(write=False) as tx:
            (kept,) = load_alerts(tx, include_confirmed=True)
            assert kept.key == alert.key
            assert kept.claim.interval.low == 1_220_000
            (figure,) = load_figures(tx)
            assert {v.claim.interval.low for v in figure.values} == {1_220_000}
        # Another article with the right value confirms it.
        other = (
            "푸른호수가 새 서비스를 내놓기로 하면서 앱 시장의 판도가 바뀔지 눈길을 끈다.",
            "새날데이터에 따르면 지난 9월 푸른호수의 월간 이용자 수는 122만 명이었다.",
        )
        desk.publish("b", other, START + timedelta(hours=8))
        clock.now += timedelta(hours=2)
        await _pass(steps)
        assert [k for k, _ in _kinds(store)] == [Kind.NEW, Kind.CONFIRMED]


async def test_a_bug_in_a_job_is_noted_on_its_row_and_stops_no_other(
    config: Config,
    store: Store,
    desk: Newsdesk,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with _pipeline(config, store, desk, clock) as steps:
        bad = desk.publish("bad", _story("1만", month=8), START)
        desk.publish("good", _story("121만", month=9), START + timedelta(minutes=1))
        read = steps._read

        async def broken(entry, outlet, now):  # type: ignore[no-untyped-def]
            if entry.url == bad:
                raise ZeroDivisionError("a bug")
            return await read(entry, outlet, now)

        monkeypatch.setattr(steps, "_read", broken)
        await _pass(steps)
        with store.begin(write=False) as tx:
            (failure,) = load_entry_failures(tx, limit=5)
            (parked,) = load_parked(tx)
        assert (parked.job, parked.key) == ("fetch", bad)
        assert parked.error == "ZeroDivisionError: a bug"
        monkeypatch.undo()
        with store.begin() as tx:
            next(job for job in make_jobs(steps) if job.name == "fetch").again(tx, bad)
        await _pass(steps)
        with store.begin(write=False) as tx:
            assert load_parked(tx) == (), "it was done after all"
    assert "ZeroDivisionError" in failure.error
    assert failure.retry_at is None
    assert _kinds(store)[0] == (Kind.NEW, 1210000)
    assert len(_kinds(store)) == 2


# --- the daemon's hours --------------------------------------------------------------------------


async def test_the_digest_of_a_missed_hour_is_made_up_for_once(
    config: Config, store: Store, desk: Newsdesk, clock: FixedClock
) -> None:
    async with _pipeline(config, store, desk, clock, RecordingChannel()) as steps:
        worker = Embedded(make_jobs(steps))
        await worker.drain("digest")
        with store.begin(write=False) as tx:
            assert load_digests(tx, limit=9) == ()  # started after today's hour
        clock.move(days=3)
        await worker.drain("digest")
        await worker.drain("digest")
        with store.begin(write=False) as tx:
            digests = load_digests(tx, limit=9)
    assert {digest.recipient for digest in digests} == {"a@hanbit.example", "b@hanbit.example"}
    assert len(digests) == 2
    assert all(digest.key.startswith("2026-11-05T0730-") for digest in digests)
