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


@pytest.mark.parametrize(
    ("head", "also"),
    [
        ('<link rel="canonical" href="/news/view.html?no=70001">', ()),  # another number
        ('<link rel="canonical" href="https://www.hanbit.example/">', ()),
        ('<link rel="canonical" href="https://www.hanbit.example/e/51234">', ("e/51234",)),
        ('<meta property="og:url" content="https://www.hanbit.example/e/51234">', ("e/51234",)),
        (
            '<link rel="canonical" href="/e/51234"><link rel="canonical" href="/f/51234">',
            (),
        ),
        (
            '<link rel="canonical" href="/"><meta property="og:url" content="/e/51234">',
            ("e/51234",),
        ),
        ('<link rel="canonical" href="javascript:0"><link rel="amphtml" href="/e/51234">', ()),
    ],
)
async def test_a_page_s_own_address_is_kept_where_it_can_be(
    head: str, also: tuple[str, ...]
) -> None:
    site = NewsSite()
    url = Url("https://m.hanbit.example/svc/read.php?contid=51234")
    site.put(url, BARE.replace("<body>", f"<head>{head}</head><body>"))
    article = await fetch(site, replace(ENTRY, url=url))
    assert article.url == url
    # What is relative is so to the mobile host, and one with the same number is no other site.
    assert [there.partition(".example/")[2] for there in article.also] == list(also)


async def test_where_a_redirect_leads_is_another_address_of_the_article() -> None:
    site = NewsSite()
    short = Url("https://s.example/x7")
    site.put(short, status=302, location="https://www.hanbit.example/news/51234?utm_source=s")
    site.put("https://www.hanbit.example/news/51234", BARE)
    site.put("https://www.hanbit.example/notice", BARE)
    assert (await fetch(site, replace(ENTRY, url=short))).also == (
        "https://www.hanbit.example/news/51234",
    )
    site.put(short, status=302, location="https://www.hanbit.example/notice")
    assert (await fetch(site, replace(ENTRY, url=short))).also == ()


async def test_a_portal_s_copy_names_the_outlet_s_page() -> None:
    site = NewsSite()
    copy = Url("https://n.news.naver.com/article/028/0002345678")
    link = (
        '<a class="media_end_head_origin_link" href="https://www.hanbit.example/e/7">기사원문</a>'
    )
    site.put(copy, BARE.replace("<article>", f"{link}<article>"))
    assert (await fetch(site, replace(ENTRY, url=copy))).also == ("https://www.hanbit.example/e/7",)


async def test_of_a_sealed_address_the_headline_is_read_and_nothing_is_asked() -> None:
    site = NewsSite()
    sealed = Url("https://news.google.com/rss/articles/CBMi2AFBVV95cUxQOHZlbFBOSXZD")
    entry = replace(ENTRY, url=sealed, title="딥시크 이용자 59만 명", outlet="새날일보")
    article = await fetch(site, entry)
    assert (article.title, article.text) == ("딥시크 이용자 59만 명", "딥시크 이용자 59만 명")
    assert (article.url, article.outlet, article.published) == (sealed, "새날일보", LISTED)
    assert article.reading == "feed"
    assert site.requests == []
    with pytest.raises(BodyError):
        await fetch(site, replace(entry, title=" "))
