"""Searches as feeds: their addresses, what Naver and Google News list, why they refuse."""

from __future__ import annotations

import base64
import json
import pickle
from datetime import UTC, datetime

import pytest

from monitor.collect.feeds import ParsedFeed, parse_feed
from monitor.collect.searches import (
    DEVELOPERS,
    HUB,
    Engine,
    NaverKeys,
    Search,
    naver_request,
    read_place,
    read_refusal,
    read_search,
    search_url,
    unseal,
    without_outlet,
)
from monitor.collect.urls import canonical_url, is_sealed
from monitor.errors import FeedError, FetchError
from monitor.model import Url
from monitor.words import reword
from tests.searches import result

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)  # 15:00 in Korea
NAVER = search_url(Search(Engine.NAVER, "딥시크"))
GOOGLE = search_url(Search(Engine.GOOGLE, "딥시크"))
SEALED = "CBMi2AFBVV95cUxQOHZlbFBOSXZDQTVDNWhibW9nMlUzaWpfbVRZaTNKMXd4VFNtQ2YxQWt2UmtDbHdia2xv"


def naver(*items: dict[str, str], **more: object) -> ParsedFeed:
    data = {"lastBuildDate": "x", "total": len(items), "start": 1, "display": 10, "items": items}
    return parse_feed(json.dumps(data | more).encode(), url=NAVER)


def opened(url: str, amp: str = "") -> str:
    """Return an address of Google News in its older form, which carries the outlet's own."""
    data = b"\x08\x13\x22" + bytes([len(url)]) + url.encode() + b"\xd2\x01"
    data += bytes([len(amp)]) + amp.encode()
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


# --- addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize("keyword", ["딥시크", "월간 이용자", "R&D 예산", "C++", '"딥시크" -주가'])
@pytest.mark.parametrize("engine", list(Engine))
def test_a_search_is_a_feed_whose_address_says_what_for(engine: Engine, keyword: str) -> None:
    url = search_url(Search(engine, f"  {keyword} "))
    assert read_search(url) == Search(engine, keyword)
    assert canonical_url(url) == url
    assert read_place(f"{engine}:{keyword}") == url


def test_the_address_of_google_news_asks_for_korean_news() -> None:
    assert GOOGLE == (
        "https://news.google.com/rss/search?q=%EB%94%A5%EC%8B%9C%ED%81%AC&hl=ko&gl=KR&ceid=KR:ko"
    )


@pytest.mark.parametrize("keyword", ["", "  ", "가" * 101])
def test_a_keyword_of_no_use_is_refused(keyword: str) -> None:
    with pytest.raises(ValueError, match="검색어"):
        read_place(f"naver:{keyword}")


@pytest.mark.parametrize(
    "url",
    [
        "https://hanbit.example/rss",
        "https://evil.example/v1/search/news.json?query=a",
        "https://openapi.naver.com.evil.example/v1/search/news.json?query=a",
        "https://openapi.naver.com/v1/search/blog.json?query=a",
        "https://news.google.com/rss?hl=ko",
        "naver://x",
        "https://[",
    ],
)
def test_another_address_is_no_search_and_gets_no_keys(url: str) -> None:
    assert read_search(url) is None
    assert read_place(url) == url
    keys = NaverKeys(client_id="a", client_secret="b")
    assert naver_request(url, keys, now=NOW) is None


def test_the_same_feed_is_asked_at_the_service_whose_keys_there_are() -> None:
    old = naver_request(NAVER, NaverKeys(client_id="a", client_secret="b"), now=NOW)
    new = naver_request(NAVER, NaverKeys(client_id="a", client_secret="b", is_hub=True), now=NOW)
    assert old is not None
    assert new is not None
    tail = "?query=%EB%94%A5%EC%8B%9C%ED%81%AC&display=100&sort=date"
    assert (old.url, new.url) == (DEVELOPERS + tail, HUB + tail)
    assert old.manner.headers == (("X-Naver-Client-Id", "a"), ("X-Naver-Client-Secret", "b"))
    assert new.manner.headers == (("X-NCP-APIGW-API-KEY-ID", "a"), ("X-NCP-APIGW-API-KEY", "b"))


def test_keys_never_show() -> None:
    keys = NaverKeys(client_id="sichtbar", client_secret="geheim")
    request = naver_request(NAVER, keys, now=NOW)
    assert "geheim" not in f"{keys!r} {request!r}"
    assert "sichtbar" not in f"{keys!r} {request!r}"


def test_without_keys_the_search_says_what_to_set() -> None:
    with pytest.raises(FetchError, match="MONITOR_NAVER__CLIENT_SECRET") as caught:
        naver_request(NAVER, None, now=NOW)
    assert not caught.value.temporary


# --- what Naver lists ----------------------------------------------------------------------------


def test_a_result_is_the_outlet_s_page_and_naver_s_copy_is_another_address_of_it() -> None:
    copy = "https://n.news.naver.com/mnews/article/028/0002345678?sid=105"
    found = naver(
        result(
            "<b>딥시크</b>코리아 &quot;R&amp;D 4조원&quot;",
            "http://www.hanbit.example/news/articleView.html?idxno=7&amp;utm_source=naver",
            copy,
            description="월간 <b>이용자</b>는 59만 명 &lt;추정&gt;",
            at="Sat, 21 Nov 2026 14:50:00 +0900",
        )
    )
    (entry,) = found.entries
    assert found.kind == "naver"
    assert entry.url == "http://www.hanbit.example/news/articleView.html?idxno=7"
    assert entry.also == ("https://n.news.naver.com/article/028/0002345678",)
    assert entry.title == '딥시크코리아 "R&D 4조원"'
    assert entry.summary == "월간 이용자는 59만 명 <추정>"
    assert entry.published == datetime(2026, 11, 21, 5, 50, tzinfo=UTC)
    assert pickle.loads(pickle.dumps(found)) == found  # it comes from another process


@pytest.mark.parametrize("original", ["", "http://www.hanbit.example/", "javascript:x", "한빛일보"])
def test_without_the_outlet_s_page_naver_s_copy_stands_for_it(original: str) -> None:
    copy = "https://n.news.naver.com/article/028/0002345678"
    (entry,) = naver(result("가", original, copy)).entries
    assert entry.url == copy
    assert entry.also == ()


def test_an_article_that_naver_does_not_have_is_the_outlet_s_alone() -> None:
    (entry,) = naver(result("가", "https://hanbit.example/7")).entries
    assert (entry.url, entry.also) == ("https://hanbit.example/7", ())


def test_a_search_that_finds_nothing_is_a_feed_without_entries() -> None:
    assert naver().entries == ()


def test_rows_that_are_none_are_passed_over() -> None:
    whole = result("가", "https://hanbit.example/7")
    found = naver(items=[1, None, {}, {"title": 3, "link": ["x"]}, [whole], whole])
    assert [e.url for e in found.entries] == ["https://hanbit.example/7"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b'{"lastBuildDate": "x", "items": [', "깨진 JSON"),
        (b"<html><body>login</body></html>", "웹 페이지"),
        (b'{"errorMessage": "Rate limit", "errorCode": "012"}', "너무 자주 호출함(012)"),
        (b'{"error": {"errorCode": "300", "message": "no"}}', "거절함(300)"),
        (b'{"errorCode": "<script>"}', "XML도 JSON Feed도"),
        (b'{"lastBuildDate": "x", "items": {}}', "XML도 JSON Feed도"),
    ],
)
def test_an_answer_that_is_none_of_the_api_s_says_why(body: bytes, why: str) -> None:
    with pytest.raises(FeedError) as caught:
        parse_feed(body, url=NAVER)
    assert why in caught.value.why
    assert reword(caught.value.why, "en") != caught.value.why


# --- why Naver refuses ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "body", "why", "pause"),
    [
        (401, b'{"errorMessage":"NID AUTH Result Invalid","errorCode":"024"}', "024", None),
        (401, b'{"error":{"errorCode":"200","message":"Authentication Failed"}}', "200", None),
        (403, b"<html>", "403", None),
        (429, b'{"errorMessage":"Query limit exceeded.","errorCode":"010"}', "자정", 9 * 3600.0),
        (429, b'{"error":{"errorCode":"400","message":"Quota Exceeded"}}', "자정", 9 * 3600.0),
        (429, b'{"errorMessage":"Rate limit exceeded.","errorCode":"012"}', "너무 자주", None),
        (429, b"busy", "너무 자주", None),
        (400, b'{"errorMessage":"Invalid sort value","errorCode":"SE04"}', "SE04", None),
    ],
)
def test_a_refusal_is_said_clearly_and_a_day_s_quota_waits_for_midnight_in_korea(
    status: int, body: bytes, why: str, pause: float | None
) -> None:
    refusal = read_refusal(status, body, now=NOW)
    assert refusal is not None
    assert why in refusal[0]
    assert refusal[1] == pause
    assert reword(refusal[0], "en") != refusal[0]


@pytest.mark.parametrize(
    ("status", "body"), [(500, b'{"errorCode":"SE99"}'), (404, b""), (400, b"[" * 10_000)]
)
def test_another_refusal_is_told_by_its_status(status: int, body: bytes) -> None:
    assert read_refusal(status, body, now=NOW) is None


# --- Google News ---------------------------------------------------------------------------------

ITEM = """<item><title>딥시크 이용자 59만 명 - 반 토막 - 한빛일보</title>
<link>https://news.google.com/rss/articles/{id}?oc=5</link><guid isPermaLink="false">{id}</guid>
<pubDate>Sat, 21 Nov 2026 05:50:00 GMT</pubDate>
<description>&lt;a href="https://news.google.com/rss/articles/{id}?oc=5"&gt;딥시크&lt;/a&gt;</description>
<source url="https://www.hanbit.example">한빛일보</source></item>"""


def google(identity: str) -> ParsedFeed:
    body = f"<rss version='2.0'><channel><title>x</title>{ITEM.format(id=identity)}</channel></rss>"
    return parse_feed(body.encode(), url=GOOGLE)


def test_of_a_sealed_address_outlet_and_headline_are_known() -> None:
    (entry,) = google(SEALED).entries
    assert entry.url == f"https://news.google.com/rss/articles/{SEALED}"
    assert is_sealed(entry.url)
    assert entry.title == "딥시크 이용자 59만 명 - 반 토막"
    assert entry.outlet == "한빛일보"
    assert entry.summary == ""
    assert entry.published == datetime(2026, 11, 21, 5, 50, tzinfo=UTC)


def test_an_address_that_carries_the_outlet_s_own_gives_it() -> None:
    there = "https://www.hanbit.example/news/articleView.html?idxno=7&utm_source=g"
    (entry,) = google(opened(there, "https://m.hanbit.example/amp/7")).entries
    assert entry.url == "https://www.hanbit.example/news/articleView.html?idxno=7"
    assert entry.title == "딥시크 이용자 59만 명 - 반 토막"


@pytest.mark.parametrize(
    "sealed",
    [
        SEALED,
        "CBMi" + "A" * 40,
        "CBMi////",
        base64.urlsafe_b64encode(b"\x08\x13\x22").decode(),
        base64.urlsafe_b64encode(b"\x08\x13\x22\xff\xff\xff\xff\xff\xff\xff").decode().rstrip("="),
        opened("javascript:alert(1)"),
        opened("https://news.google.com/rss/articles/" + SEALED[:40]),
        opened("https://user:pw@hanbit.example/"),
    ],
)
def test_what_an_address_does_not_carry_in_the_clear_stays_sealed(sealed: str) -> None:
    url = Url(f"https://news.google.com/rss/articles/{sealed}")
    assert unseal(url) == url


def test_every_form_of_a_sealed_address_is_one() -> None:
    forms = [
        f"https://news.google.com/rss/articles/{SEALED}?oc=5",
        f"http://news.google.com/articles/{SEALED}?hl=ko&gl=KR&ceid=KR:ko",
        f"https://news.google.com/read/{SEALED}",
    ]
    assert len({canonical_url(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("title", "outlet", "headline"),
    [
        ("금리 동결 - 한빛일보", "한빛일보", "금리 동결"),
        ("금리 동결 - 한빛 일보", "한빛일보", "금리 동결"),
        ("금리 동결 - 이후는", "한빛일보", "금리 동결 - 이후는"),
        ("금리 동결", "한빛일보", "금리 동결"),
        (" - 한빛일보", "한빛일보", " - 한빛일보"),
        ("금리 동결 - 한빛일보", "", "금리 동결"),
    ],
)
def test_a_headline_stands_without_its_outlet(title: str, outlet: str, headline: str) -> None:
    assert without_outlet(title, outlet) == headline
