"""robots.txt: the rules of RFC 9309, and when a site's rules are asked for."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from monitor.collect.articles import fetch_article
from monitor.collect.http import Http
from monitor.collect.robots import FRESH, MAX_BYTES, RETRY, STALE, Robots, parse_robots
from monitor.errors import FetchError, PausedError, RobotsError
from monitor.model import ArticleState, Entry, Url
from tests.fakes import NewsSite

SITE = "https://hanbit.example"
ROBOTS = f"{SITE}/robots.txt"
PAGE = Url(f"{SITE}/news/articleView.html?idxno=1")
NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


def allows(rules: str, path: str, agent: str = "figure-monitor") -> bool:
    return parse_robots(rules, agent).allow(SITE + path)


# --- rules ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: *\nDisallow: /admin", "/administration", False),
        ("User-agent: *\nDisallow: /admin/", "/admin", True),
        # The longest rule decides, wherever it stands; of two equal ones the one that allows.
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/1", True),
        ("User-agent: *\nAllow: /news/\nDisallow: /news/print", "/news/print/1", False),
        ("User-agent: *\nDisallow: /news\nAllow: /news", "/news", True),
        # `*` and `$`
        ("User-agent: *\nDisallow: /*.php$", "/index.php", False),
        ("User-agent: *\nDisallow: /*.php$", "/index.php?a=1", True),
        ("User-agent: *\nDisallow: /*.php", "/index.php?a=1", False),
        ("User-agent: *\nDisallow: /*?*print=", "/view?idxno=1&print=1", False),
        ("User-agent: *\nDisallow: *print", "/view?print", False),
        ("User-agent: *\nDisallow: /a*b*a$", "/aba", False),
        ("User-agent: *\nDisallow: /a*ba$", "/aba", False),
        ("User-agent: *\nDisallow: /ab*ba$", "/aba", True),
        ("User-agent: *\nDisallow: /$", "/", False),
        ("User-agent: *\nDisallow: /$", "/a", True),
        # One way of escaping for rule and path.
        ("User-agent: *\nDisallow: /기사", "/%EA%B8%B0%EC%82%AC/1", False),
        ("User-agent: *\nDisallow: /%ea%b8%b0%ec%82%ac", "/기사/1", False),
        ("User-agent: *\nDisallow: /%7Ekim", "/~kim", False),
        ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
        # Whose rules.
        ("User-agent: figure-monitor\nDisallow: /\n\nUser-agent: *\nDisallow:", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Figure-Monitor\nDisallow: /x", "/a", True),
        ("User-agent: figure-monitor/2.0\nDisallow: /", "/a", False),
        ("User-agent: monitor\nDisallow: /", "/a", True),
        ("User-agent: figure\nDisallow: /", "/a", True),
        ("User-agent: GPTBot\nUser-agent: figure-monitor\nDisallow: /", "/a", False),
        ("User-agent: GPTBot\nDisallow: /", "/a", True),
        # Two groups of one name are one.
        ("User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/a", False),
        ("User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", "/b", False),
        # What others write.
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("user-agent:*\ndisallow:/a # 관리자", "/a", False),
        ("User-agent: *\n\nSitemap: https://a.kr/s.xml\n\nDisallow: /a", "/a", False),
        ("Disallow: /a", "/a", True),
        ("User-agent: *\nDisallow: a", "/a", True),
        ("<html><body>Disallow: /</body></html>", "/a", True),
    ],
)
def test_what_a_robots_txt_leaves_to_us(rules: str, path: str, allowed: bool) -> None:
    assert allows(rules.removeprefix("\ufeff"), path) is allowed


@pytest.mark.parametrize(
    ("said", "delay"), [("5", 5.0), ("0.5", 0.5), ("many", None), ("-1", None), ("1e9", None)]
)
def test_the_delay_between_two_requests_is_read(said: str, delay: float | None) -> None:
    assert parse_robots(f"User-agent: *\nCrawl-delay: {said}\nDisallow: /x").delay == delay


def test_a_pattern_made_to_take_for_ever_does_not() -> None:
    rules = "User-agent: *\n" + f"Disallow: /{'*a' * 2000}b$\n" * 100
    assert allows(rules, "/" + "a" * 2000)
    assert allows(f"User-agent: *\nDisallow: /{'*' * 100_000}b$", "/" + "a" * 2000)


# --- sites ---------------------------------------------------------------------------------------


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def closed(site: NewsSite) -> None:
    site.put(ROBOTS, "User-agent: *\nDisallow: /news/", content_type="text/plain")


async def test_a_page_that_robots_txt_closes_is_not_asked_for() -> None:
    site = NewsSite()
    closed(site)
    site.put(PAGE, "<html></html>")
    async with site.http() as http:
        robots = Robots(http)
        with pytest.raises(RobotsError) as caught:
            await http.get(PAGE, gate=robots.check)
        await http.get(PAGE)  # who asks without a gate has leave
    assert not caught.value.temporary
    assert "robots.txt" in caught.value.why
    assert site.asked == [ROBOTS, PAGE]


async def test_the_rules_of_a_site_are_asked_for_once_a_day_by_however_many() -> None:
    site, clock = NewsSite(), Clock()
    site.put(ROBOTS, "User-agent: *\nDisallow: /x")
    async with site.http(clock=clock) as http:
        robots = Robots(http)
        await asyncio.gather(*(robots.check(Url(f"{SITE}/{n}")) for n in range(20)))
        assert site.asked == [ROBOTS]
        clock.now = FRESH - 1
        await robots.check(PAGE)
        assert site.asked == [ROBOTS]
        clock.now = FRESH
        await robots.check(PAGE)
        assert site.asked == [ROBOTS] * 2
        # Another port or scheme is another site.
        await robots.check(Url("http://hanbit.example/1"))
    assert site.asked[2] == "http://hanbit.example/robots.txt"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
async def test_a_site_without_rules_leaves_everything_to_everybody(status: int) -> None:
    site = NewsSite()
    site.put(ROBOTS, status=status)
    async with site.http() as http:
        await Robots(http).check(PAGE)


async def test_not_to_know_the_rules_is_not_to_be_allowed_but_only_for_now() -> None:
    site, clock = NewsSite(), Clock()
    site.put(ROBOTS, status=500)
    async with site.http(clock=clock) as http:
        robots = Robots(http)
        for _ in range(3):
            with pytest.raises(FetchError) as caught:
                await robots.check(PAGE)
            assert caught.value.temporary
            assert "HTTP 500" in caught.value.why
        assert site.asked == [ROBOTS]  # once for all that wait
        clock.now += RETRY
        site.put(ROBOTS, "")
        await robots.check(PAGE)
        # Known rules hold while the server is down, for a month.
        site.put(ROBOTS, status=503)
        clock.now += FRESH
        await robots.check(PAGE)
        clock.now += STALE
        with pytest.raises(FetchError):
            await robots.check(PAGE)


async def test_a_host_that_wants_a_pause_is_not_asked_for_its_rules_either() -> None:
    site = NewsSite()
    site.put(ROBOTS, "")
    async with site.http(clock=Clock()) as http:
        http.hold(SITE, 60)
        with pytest.raises(PausedError):
            await Robots(http).check(PAGE)
    assert site.asked == []


async def test_a_redirect_to_a_closed_page_is_not_followed() -> None:
    site = NewsSite()
    site.put("https://a.example/1", status=302, location=PAGE)
    closed(site)
    async with site.http() as http:
        with pytest.raises(RobotsError):
            await http.get("https://a.example/1", gate=Robots(http).check)
    assert PAGE not in site.asked


async def test_the_delay_that_a_site_asks_for_is_kept_between_all_its_pages() -> None:
    site, waited, clock = NewsSite(), list[float](), Clock()
    site.put(ROBOTS, "User-agent: *\nCrawl-delay: 7")

    async def pause(seconds: float) -> None:
        waited.append(seconds)
        clock.now += seconds

    for n in range(2):
        site.put(f"{SITE}/{n}", "x")
    async with site.http(clock=clock, pause=pause) as http:
        robots = Robots(http)
        for n in range(2):
            await http.get(f"{SITE}/{n}", gate=robots.check)
    assert waited == [7.0, 7.0]  # after the rules, and after the first page


async def test_a_robots_txt_of_any_size_is_read_to_its_cap() -> None:
    site = NewsSite()
    site.put(ROBOTS, [b"User-agent: *\nDisallow: /news/\n", *[b"# x" * 1000] * 1000])
    async with site.http() as http:
        with pytest.raises(RobotsError):
            await Robots(http).check(PAGE)
    stream = site.answers[ROBOTS].stream
    assert stream is not None
    assert stream.sent <= MAX_BYTES + 4000


# --- articles ------------------------------------------------------------------------------------


async def read(site: NewsSite, content: str) -> ArticleState:
    entry = Entry(feed=Url(f"{SITE}/rss"), url=PAGE, title="제목", content=content)
    http: Http
    async with site.http() as http:
        article = await fetch_article(entry, http, now=NOW, gate=Robots(http).check)
    assert article.title == "제목"
    assert "푸른호수" in article.text
    return article.state


async def test_what_the_feed_carries_in_full_is_read_from_the_feed_alone() -> None:
    site = NewsSite()
    closed(site)
    story = "<p>지난 9월 푸른호수의 월간 이용자 수는 121만 명으로 집계됐다.</p>" * 3
    assert await read(site, story) is ArticleState.ARTICLE
    assert site.asked == [ROBOTS]
    with pytest.raises(RobotsError):
        await read(site, "")
