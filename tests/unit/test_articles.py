"""fetch_article: the page first, the feed for what the page lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.collect.articles import fetch_article
from monitor.errors import BodyError, FetchError
from monitor.model import Article, Entry, Url
from tests.fakes import NewsSite
from tests.pages import STORY, TITLE, ndsoft, paywall

URL = Url("https://www.hanbit.example/news/articleView.html?idxno=7")
NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
LISTED = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
ENTRY = Entry(
    feed=Url("https://www.hanbit.example/rss"),
    url=URL,
    title="피드의 제목",
    author="김서연 기자",
    published=LISTED,
)
FULL = "".join(f"<p>{line}</p>" for line in STORY)
BARE = "<html><body><article><p>정부가 4조원을 투자한다고 밝혔다.</p></article></body></html>"
WALL = "<h1>잠시만 기다려 주세요</h1><p>보안 검사를 하고 있습니다.</p>"


async def fetch(site: NewsSite, entry: Entry = ENTRY) -> Article:
    async with site.http() as http:
        return await fetch_article(entry, http, now=NOW, outlet="한빛일보")


async def test_what_the_page_says_comes_first() -> None:
    site = NewsSite()
    site.put(URL, ndsoft().page, content_type="text/html; charset=utf-8")
    article = await fetch(site)
    assert (article.url, article.title, article.author) == (URL, TITLE, "이도윤")
    assert article.published == datetime(2026, 11, 21, 5, 5, tzinfo=UTC)
    assert article.text.split("\n") == list(STORY)


async def test_what_the_page_lacks_comes_from_the_feed() -> None:
    site = NewsSite()
    site.put(URL, BARE)
    article = await fetch(site)
    assert (article.title, article.author, article.outlet) == ("피드의 제목", "김서연", "한빛일보")
    assert article.published == LISTED


async def test_a_page_dated_in_the_future_is_not_believed() -> None:
    site = NewsSite()
    site.put(URL, BARE.replace("<body>", "<body><p>입력 2099.01.01 09:00</p>"))
    assert (await fetch(site)).published == LISTED


@pytest.mark.parametrize("status", [404, 410])
async def test_an_article_that_was_taken_down_is_gone(status: int) -> None:
    site = NewsSite()
    site.put(URL, status=status)
    article = await fetch(site, replace(ENTRY, content=FULL))
    assert (article.state, article.text, article.title) == ("gone", "", "피드의 제목")


async def test_a_redirect_to_the_front_page_means_gone() -> None:
    site = NewsSite()
    site.put(URL, status=302, location="/")
    site.put("https://www.hanbit.example/", BARE)
    assert (await fetch(site)).state == "gone"


async def test_a_page_that_says_deleted_is_gone() -> None:
    site = NewsSite()
    site.put(URL, "<script>alert('삭제되었거나 존재하지 않는 기사입니다.')</script>")
    assert (await fetch(site)).state == "gone"


@pytest.mark.parametrize("page", [WALL, "<html></html>", "", b"%PDF-1.7 x"])
async def test_behind_a_wall_the_feeds_own_text_serves(page: str | bytes) -> None:
    site = NewsSite()
    site.put(URL, page)
    article = await fetch(site, replace(ENTRY, content=FULL))
    assert article.text.split("\n") == list(STORY)
    assert (article.state, article.title) == ("article", "피드의 제목")


async def test_the_fuller_text_of_page_and_feed_serves() -> None:
    site = NewsSite()
    site.put(URL, paywall().page)
    cut = await fetch(site)
    whole = await fetch(site, replace(ENTRY, content=FULL))
    assert (cut.state, len(cut.text.split("\n"))) == ("paywall", 2)
    assert (whole.state, whole.text.split("\n")) == ("article", list(STORY))
    site.put(URL, ndsoft().page)
    page = await fetch(site, replace(ENTRY, content="<p>첫 문단만 있다고 밝혔다.</p>"))
    assert page.text.split("\n") == list(STORY)


@pytest.mark.parametrize(
    ("page", "state", "temporary"),
    [
        (WALL, "blocked", True),
        ("<html></html>", "empty", False),
        ("<p>이 기사를 보시려면 로그인이 필요합니다.</p>", "paywall", False),
        (b"%PDF-1.7", "empty", False),
    ],
)
async def test_a_page_without_an_article_says_what_it_was(
    page: str | bytes, state: str, temporary: bool
) -> None:
    site = NewsSite()
    site.put(URL, page)
    with pytest.raises(BodyError) as caught:
        await fetch(site)
    assert (caught.value.state, caught.value.temporary) == (state, temporary)
    assert "\n" not in str(caught.value)


async def test_a_server_in_trouble_is_no_missing_article() -> None:
    site = NewsSite()
    site.put(URL, status=503, retry_after="60")
    with pytest.raises(FetchError) as caught:
        await fetch(site)
    assert (caught.value.temporary, caught.value.retry_after) == (True, 60.0)


async def test_the_reading_may_be_done_elsewhere() -> None:
    seen: list[object] = []

    async def elsewhere(work):  # type: ignore[no-untyped-def]
        seen.append(work)
        return work()

    site = NewsSite()
    site.put(URL, ndsoft().page)
    async with site.http() as http:
        article = await fetch_article(ENTRY, http, now=NOW + timedelta(hours=1), run=elsewhere)
    assert len(seen) == 1
    assert article.title == TITLE
