"""Headlines in a text: their figures are linked to the body's, and claims only without one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.extract.claims import extract_claims
from monitor.extract.headline import find_headlines, title_of
from monitor.model import Article, Url

PUBLISHED = datetime(2025, 5, 9, 3, tzinfo=UTC)


def words(title: str, body: str) -> list[str]:
    text = f"{title}\n{body}"
    article = Article(url=Url("a"), title=title, text=text, published=PUBLISHED)
    return [text[slice(*c.span)] for c in extract_claims(article)]


@pytest.mark.parametrize(
    ("title", "body", "said"),
    [
        # said the same, rounded up, cut off, without a counter, past a bound, within a band
        ("한빛전자 매출 3조원", "한빛전자의 매출은 3조 원이었다.", "3조 원"),
        ("내년 AI 예산 9조 육박", "내년 AI 예산은 8조 9012억 원이다.", "8조 9012억 원"),
        ("한빛전자 매출 4조", "한빛전자의 매출은 4조 1985억 원이었다.", "4조 1985억 원"),
        ("딥시크 이용자 121만", "딥시크 이용자는 121만 명이었다.", "121만 명"),
        ("챗GPT 이용자 500만명 넘어", "챗GPT 이용자는 512만 명이었다.", "512만 명"),
        ("AI 예산 3조원대로", "AI 예산은 3조 2000억 원이다.", "3조 2000억 원"),
    ],
)
def test_a_figure_of_the_headline_is_the_bodys_claim(title: str, body: str, said: str) -> None:
    assert words(title, body) == [said]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("한빛전자 매출 3조원", "회사가 9일 실적을 발표했다."),
        ("한빛전자 매출 3조원", "한빛전자의 영업이익은 2000억 원이었다."),
        ("챗GPT 이용자 500만명 넘어", "챗GPT 이용자는 한때 912만 명이었다."),
        ("한빛전자 점유율 30%", "한빛전자의 점유율은 34%였다."),
    ],
)
def test_a_figure_that_only_the_headline_has_is_a_claim(title: str, body: str) -> None:
    assert words(title, body)[0] in title


def test_breaking_news_of_one_line_keeps_its_claim() -> None:
    text = "[속보] 한빛전자 매출 3조원"
    article = Article(url=Url("a"), title="한빛전자 매출 3조원", text=text, published=PUBLISHED)
    assert [text[slice(*c.span)] for c in extract_claims(article)] == ["3조원"]


def test_a_label_and_a_repeat_of_the_title_are_headlines_and_a_sentence_is_none() -> None:
    title = "한빛전자 매출 3조원"
    text = f"[단독] {title}\n{title}…사상 최대\n한빛전자 매출이 3조원을 넘었다."
    assert [text[a:b] for a, b in find_headlines(text, title)] == [
        f"[단독] {title}",
        f"{title}…사상 최대",
    ]


def test_a_title_taken_from_the_first_sentence_is_no_headline() -> None:
    text = "한빛전자의 매출은 3조 원이었다. 한빛전자의 매출은 3조 120억 원이라고도 한다."
    assert find_headlines(text, text) == ()


@pytest.mark.parametrize(
    "title", ["[간추린 경제] 4월 13일", "단신 모음", "오늘의 짧은 뉴스", "국내 보건 소식"]
)
def test_a_round_up_is_about_nothing_that_its_title_names(title: str) -> None:
    assert title_of("새솔전자는 매출이 3조 원이다.", title) == ""


def test_a_documents_first_sentence_is_no_title() -> None:
    text = "새솔전자는 3분기 매출이 3조 원이라고 공시했다.\n성장률은 0.9%다."
    first = text.split("\n")[0]
    assert title_of(text, first) == ""
    assert title_of(text, "새솔전자 매출 3조 원") == "새솔전자 매출 3조 원"
    # What another document says in full is a title all the same.
    assert title_of("성장률은 0.9%다.", first) == first


def test_a_headline_far_below_is_another_articles() -> None:
    title = "한빛전자 매출 3조원"
    assert find_headlines("가\n" * 30 + title, title) == ()


def test_no_title_however_odd_raises() -> None:
    for title in ("", "…", "3조", "(" * 500, "가" * 5000):
        words(title, "한빛전자의 매출은 3조 원이었다.")
