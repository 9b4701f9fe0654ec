"""article_key: every address of an article of ten families of outlets, and of no other article."""

from __future__ import annotations

import pytest

from monitor.collect.keys import (
    article_key,
    declared_address,
    is_same_article,
    original_address,
)
from monitor.collect.urls import canonical_url

# By family (wire, Arc, paywalled, bare text, React, business, trade, ndsoft, broadcaster, portal):
# the addresses that outlets give one article, {n} its number.
FAMILIES: dict[str, tuple[tuple[str, str], tuple[str, ...]]] = {
    "yna": (
        ("AKR20261121000100030", "AKR20261121000200030"),
        (
            "https://www.yna.co.kr/view/{n}?section=economy/all&site=topnews01",
            "http://www.yna.co.kr/view/{n}?input=rss",
            "https://m.yna.co.kr/view/{n}",
            "https://m.yna.co.kr/amp/view/{n}",
        ),
    ),
    "newsis": (
        ("NISX20261121_0003400001", "NISX20261121_0003400002"),
        (
            "https://www.newsis.com/view/{n}",
            "https://www.newsis.com/view/?id={n}&cID=10401&pID=10400",
            "https://mobile.newsis.com/view.html?ar_id={n}",
        ),
    ),
    "news1": (
        ("5612345", "5612346"),
        (
            "https://www.news1.kr/economy/finance/{n}",
            "https://www.news1.kr/articles/{n}",
            "https://www.news1.kr/articles/?{n}",
            "https://m.news1.kr/articles/?{n}",
        ),
    ),
    "arc": (
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ABCDEFGHIJKLMNOPQRSTUVWXYA"),
        (
            "https://www.chosun.com/economy/tech_it/2026/11/21/{n}/",
            "https://www.chosun.com/economy/tech_it/2026/11/21/{n}/?outputType=amp",
            "http://www.chosun.com/economy/tech_it/2026/11/21/{n}/?utm_source=naver#home",
        ),
    ),
    "paywalled": (
        ("25312345", "25312346"),
        (
            "https://www.joongang.co.kr/article/{n}",
            "https://www.joongang.co.kr/article/{n}#home",
            "https://mnews.joongang.co.kr/article/{n}?cloc=joongang",
            "https://news.joins.com/article/{n}",
        ),
    ),
    "paywalled business": (
        ("202611211234i", "202611211235i"),
        (
            "https://www.hankyung.com/article/{n}",
            "https://www.hankyung.com/economy/article/{n}?rss=r",
            "https://www.hankyung.com/article/amp/{n}",
        ),
    ),
    "bare text": (
        ("133012345", "133012346"),
        (
            "https://www.donga.com/news/Economy/article/all/20261121/{n}/1?ref=main",
            "https://www.donga.com/news/article/all/20261121/{n}/1",
            "https://www.donga.com/news/article/all/20261121/{n}/2",
            "https://www.donga.com/news/amp/all/20261121/{n}/1",
        ),
    ),
    "bare text, by a query": (
        ("0020712345", "0020712346"),
        (
            "https://news.kmib.co.kr/article/view.asp?arcid={n}&code=61141111&sid1=eco",
            "https://www.kmib.co.kr/article/view.asp?arcid={n}",
            "https://m.kmib.co.kr/view.asp?arcid={n}&code=61141111",
        ),
    ),
    "react": (
        ("1172345", "1172346"),
        (
            "https://www.hani.co.kr/arti/economy/finance/{n}.html",
            "https://www.hani.co.kr/arti/PRINT/{n}.html",
            "https://m.hani.co.kr/arti/{n}.html?_fr=mt2",
        ),
    ),
    "react, by a letter": (
        ("A2026112110000001234", "A2026112110000001235"),
        (
            "https://www.hankookilbo.com/News/Read/{n}",
            "https://m.hankookilbo.com/News/Read/{n}?did=NA",
            "https://www.hankookilbo.com/News/ReadAMP/{n}",
        ),
    ),
    "business": (
        ("11412345", "11412346"),
        (
            "https://www.mk.co.kr/news/economy/{n}",
            "https://www.mk.co.kr/article/{n}",
            "https://m.mk.co.kr/news/economy/{n}",
        ),
    ),
    "business, by a query": (
        ("04212326642366336", "04212326642366337"),
        (
            "https://www.edaily.co.kr/news/read?newsId={n}&mediaCodeNo=257&OutLnkChk=Y",
            "https://www.edaily.co.kr/News/Read?mediaCodeNo=257&newsId={n}",
            "https://m.edaily.co.kr/news/read?newsId={n}",
        ),
    ),
    "trade press": (
        ("20261121000123", "20261121000124"),
        (
            "https://www.etnews.com/{n}",
            "https://m.etnews.com/{n}?obj=Tzo4",
            "http://www.etnews.com/{n}#top",
        ),
    ),
    "trade press, by a query": (
        ("20261121123456", "20261121123457"),
        (
            "https://zdnet.co.kr/view/?no={n}",
            "https://www.zdnet.co.kr/view/?no={n}&from=rss",
            "https://m.zdnet.co.kr/view/?no={n}",
        ),
    ),
    "ndsoft": (
        ("1234567", "1234568"),
        (
            "http://www.hanbit.example/news/articleView.html?idxno={n}",
            "https://hanbit.example/news/articleView.html?sc_section=S1N1&idxno={n}",
            "https://m.hanbit.example/news/articleView.html?idxno={n}",
            "https://www.hanbit.example/news/articleViewAmp.html?idxno={n}&amp;utm_source=x",
        ),
    ),
    "broadcaster": (
        ("N1008012345", "N1008012346"),
        (
            "https://news.sbs.co.kr/news/endPage.do?news_id={n}&plink=RSSREADER",
            "https://m.news.sbs.co.kr/news/endPage.do?newsId={n}",
            "https://news.sbs.co.kr/amp/news.amp?news_id={n}",
        ),
    ),
    "broadcaster, by section": (
        ("202611211234567890", "202611211234567891"),
        (
            "https://www.ytn.co.kr/_ln/0102_{n}",
            "https://www.ytn.co.kr/_ln/0103_{n}",
            "https://m.ytn.co.kr/news_view.php?key={n}&s_mcd=0102",
        ),
    ),
    "portal": (
        ("0012345678", "0012345679"),
        (
            "https://n.news.naver.com/mnews/article/001/{n}?sid=101",
            "https://n.news.naver.com/article/001/{n}",
            "http://news.naver.com/main/read.nhn?mode=LSD&mid=sec&sid1=101&oid=001&aid={n}",
        ),
    ),
    "second portal": (
        ("20261121123456789", "20261121123456780"),
        (
            "https://v.daum.net/v/{n}",
            "http://news.v.daum.net/v/{n}?f=o",
            "https://m.v.daum.net/v/{n}",
        ),
    ),
    "third portal": (
        ("20261121n01234", "20261121n01235"),
        (
            "https://news.nate.com/view/{n}?mid=n0300",
            "https://m.news.nate.com/view/{n}",
        ),
    ),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_all_addresses_of_an_article_share_a_key_and_two_articles_never_do(family: str) -> None:
    (one, other), forms = FAMILIES[family]
    keys = {n: {article_key(canonical_url(f.format(n=n))) for f in forms} for n in (one, other)}
    assert len(keys[one]) == 1
    assert len(keys[other]) == 1
    assert keys[one] != keys[other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.hanbit.example/", "http://hanbit.example/index.html"),
        ("https://hanbit.example/a/", "https://hanbit.example/a"),
        ("https://hanbit.example/v?a=1&b=2", "https://hanbit.example/v?b=2&a=1"),
        ("https://한빛.example/1", "https://xn--xx3br43b.example/1"),
        ("https://hanbit.example/%EA%B8%88", "https://hanbit.example/%ea%b8%88"),
        ("https://hanbit.example:443/7", "http://hanbit.example:80/7"),
        ("https://hanbit.example/v.jsp;jsessionid=8A?id=7", "https://hanbit.example/v.jsp?id=7"),
        ("https://hanbit.example/7.amp.html", "https://hanbit.example/7.html"),
    ],
)
def test_other_ways_to_write_an_address_share_its_key(one: str, other: str) -> None:
    assert article_key(canonical_url(one)) == article_key(canonical_url(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://hanbit.example/v?id=7", "https://hanbit.example/v?id=8"),
        ("https://hanbit.example/v?id=7", "https://hanbit.example/w?id=7"),
        ("https://hanbit.example/v?id=7&page=2", "https://hanbit.example/v?id=7&page=3"),
        ("https://hanbit.example/A1", "https://hanbit.example/a1"),
        ("https://hanbit.example:8080/7", "https://hanbit.example/7"),
        ("https://hanbit.example/7", "https://saenal.example/7"),
        ("https://www.news1.kr/photos/5612345", "https://www.news1.kr/articles/5612345"),
        ("https://www.mk.co.kr/news/economy/114123", "https://www.mk.co.kr/news/economy/114124"),
    ],
)
def test_other_articles_have_other_keys(one: str, other: str) -> None:
    assert article_key(canonical_url(one)) != article_key(canonical_url(other))


@pytest.mark.parametrize(
    ("named", "url", "believed"),
    [
        # A mobile page under another path names the full one.
        (
            "https://www.hanbit.example/economy/20261121000123.html",
            "https://m.hanbit.example/svc/article.php?contid=20261121000123",
            True,
        ),
        ("/news/51234?section=7", "https://www.hanbit.example/n/51234", True),
        (
            "https://hanbit.example/economy/rates-are-held-again",
            "https://hanbit.example/rss/rates-are-held-again",
            True,
        ),
        # What templates name on every page.
        ("https://www.hanbit.example/", "https://www.hanbit.example/n/51234", False),
        ("https://www.hanbit.example/main.html", "https://www.hanbit.example/n/51234", False),
        ("https://www.hanbit.example/n/99999", "https://www.hanbit.example/n/51234", False),
        ("https://www.hanbit.example/news", "https://www.hanbit.example/n/51234", False),
        # Another site's article of that number.
        ("https://www.saenal.example/n/51234", "https://www.hanbit.example/n/51234", False),
        # A day is no number of an article, nor is half of a number.
        (
            "https://hanbit.example/read?seq=4412&date=20261121",
            "https://hanbit.example/read?seq=4411&date=20261121",
            False,
        ),
        ("https://hanbit.example/x/20261121", "https://hanbit.example/y/20261121", False),
        ("https://hanbit.example/x/512345", "https://hanbit.example/y/51234", False),
        ("https://hanbit.example/economy", "https://hanbit.example/market", False),
        ("javascript:history.back()", "https://www.hanbit.example/n/51234", False),
        ("", "https://www.hanbit.example/n/51234", False),
        # It says what is known.
        ("http://hanbit.example/n/51234", "https://www.hanbit.example/n/51234", False),
    ],
)
def test_what_a_page_names_as_its_address_is_believed_where_it_bears_its_number(
    named: str, url: str, believed: bool
) -> None:
    found = declared_address([named], url)
    assert found == (canonical_url(named, base=url) if believed else None)


def test_the_surest_name_of_a_page_that_can_be_goes_first() -> None:
    url = "https://m.hanbit.example/v/51234"
    named = ["https://hanbit.example/", "https://hanbit.example/a/51234", "https://x.example/1"]
    assert declared_address(named, url) == "https://hanbit.example/a/51234"


def test_of_outlets_whose_numbers_are_known_no_other_number_joins_two_articles() -> None:
    one = "https://www.donga.com/news/article/all/20261121/133012345/1"
    assert not is_same_article(one.replace("133012345", "133012346"), one)


def test_a_portal_s_copy_names_its_original_and_an_outlet_s_page_names_none() -> None:
    copy = "https://n.news.naver.com/article/028/0002345678"
    original = "https://www.hanbit.example/news/articleView.html?idxno=7"
    assert original_address([original], copy) == original
    assert original_address(["https://www.hanbit.example/"], copy) is None
    assert original_address(["https://news.naver.com/x/1", "mailto:a@b"], copy) is None
    assert original_address([original], "https://www.saenal.example/1") is None
