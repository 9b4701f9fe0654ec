"""canonical_url: two links to one article become one, and nothing else becomes an address."""

from __future__ import annotations

import pytest

from monitor.collect.keys import article_key
from monitor.collect.urls import canonical_url


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("  https://hanbit.example/news/1\n", "https://hanbit.example/news/1"),
        ("https://hanbit.example/ne\n   ws/1", "https://hanbit.example/news/1"),
        ("HTTPS://WWW.Hanbit.EXAMPLE:443/News/1#top", "https://www.hanbit.example/News/1"),
        ("http://hanbit.example:80", "http://hanbit.example/"),
        ("http://hanbit.example:8080/a", "http://hanbit.example:8080/a"),
        ("http://d.example.comhttp://d.example.com/a?b=1", "http://d.example.com/a?b=1"),
        ("https://hanbit.example/a/../b/./c/", "https://hanbit.example/b/c/"),
        ("https://hanbit.example/?a=1&amp;b=2", "https://hanbit.example/?a=1&b=2"),
        ("https://hanbit.example/?b=2&a=1", "https://hanbit.example/?b=2&a=1"),
        ("https://hanbit.example/%ea%b0%80%7e", "https://hanbit.example/%EA%B0%80~"),
        ("https://hanbit.example/가?나=다", "https://hanbit.example/%EA%B0%80?%EB%82%98=%EB%8B%A4"),
        ("https://한빛.example/", "https://xn--xx3br43b.example/"),
        ("https://hanbit.example/my file.html", "https://hanbit.example/my%20file.html"),
        ("http://[::1]:80/a", "http://[::1]/a"),
    ],
)
def test_one_address_is_written_in_one_way(link: str, address: str) -> None:
    assert canonical_url(link) == address


@pytest.mark.parametrize(
    "tail",
    [
        "utm_source=khan_rss",
        "utm_source=khan_rss&utm_medium=rss",
        "cloc=rss-news-total_list",
        "plink=RSSREADER",
        "plink=ORI&cooper=RSSREADER",
        "fbclid=IwAR0",
        "sid1=101",
        "ref=rss",
        "from=naver",
        "UTM_CAMPAIGN=x",
    ],
)
def test_tracking_keys_go_and_the_others_stay(tail: str) -> None:
    assert canonical_url(f"https://hanbit.example/news?id=7&{tail}") == (
        "https://hanbit.example/news?id=7"
    )


@pytest.mark.parametrize("query", ["ref=12345", "from=2026-11-21", "page=2", "aid=7&oid=3", "q="])
def test_a_key_that_may_choose_the_content_stays(query: str) -> None:
    assert canonical_url(f"https://hanbit.example/v?{query}") == f"https://hanbit.example/v?{query}"


@pytest.mark.parametrize(
    "link",
    [
        "https://www.hanbit.example/news/articleView.html?idxno=12345",
        "https://www.hanbit.example/news/articleView.html?sc_section=S1N1&idxno=12345&replyAll=1",
        "https://www.hanbit.example/news/articleViewAmp.html?idxno=12345",
        "https://m.hanbit.example/news/articleView.html?idxno=12345#0",
    ],
)
def test_the_number_is_the_identity_of_an_ndsoft_article(link: str) -> None:
    assert canonical_url(link) == "https://www.hanbit.example/news/articleView.html?idxno=12345"


@pytest.mark.parametrize(
    "link",
    [
        "https://n.news.naver.com/mnews/article/001/0012345678?sid=100",
        "http://news.naver.com/main/read.nhn?mode=LSD&mid=sec&sid1=100&oid=001&aid=0012345678",
        "https://n.news.naver.com/article/001/0012345678",
    ],
)
def test_a_portal_address_is_outlet_and_number(link: str) -> None:
    assert canonical_url(link) == "https://n.news.naver.com/article/001/0012345678"


@pytest.mark.parametrize(
    "link",
    [
        "",
        "   ",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<p>",
        "file:///etc/passwd",
        "ftp://hanbit.example/a",
        "mailto:desk@hanbit.example",
        "http://",
        "http://:80/",
        "http://hanbit.example:99999/",
        "http://user:secret@hanbit.example/",
        "http://hanbit.example@evil.example/",
        "http://a b.example/",
        "http://..example/",
        "https://hanbit.example/" + "a" * 5000,
    ],
)
@pytest.mark.parametrize("base", [None, "file:///tmp/feed.xml"])
def test_what_is_no_page_on_the_web_is_refused(link: str, base: str | None) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical_url(link, base=base)


def test_a_relative_link_needs_to_know_where_it_was_found() -> None:
    assert canonical_url("../b?x=1", base="https://hanbit.example/a/c/d") == (
        "https://hanbit.example/a/b?x=1"
    )
    assert canonical_url("//cdn.example/a", base="https://hanbit.example/") == (
        "https://cdn.example/a"
    )
    with pytest.raises(ValueError, match="시작하지 않는 주소"):
        canonical_url("/news/1")


def test_the_copies_of_one_article_share_a_key() -> None:
    copies = [
        "http://www.hanbit.example/news/1?id=3",
        "https://hanbit.example/news/1?id=3",
        "https://m.hanbit.example/news/1/?id=3",
        "https://hanbit.example/amp/news/1?id=3",
        "https://www.hanbit.example/news/1/amp?id=3",
    ]
    assert len({article_key(link) for link in copies}) == 1
    assert article_key("https://hanbit.example/news/1?id=4") != article_key(copies[0])
