"""One figure of several things, and several figures each of its own."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.extract.claims import extract_claims
from monitor.model import Article, Url


def _said(text: str) -> list[tuple[str, str]]:
    """Each figure's own words and whose it is."""
    article = Article(
        url=Url("https://news.example/1"),
        title="",
        text=text,
        published=datetime.fromisoformat("2025-03-14T09:00:00+09:00"),
    )
    return [(text[slice(*c.span)], c.subject) for c in extract_claims(article)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "한국과 일본의 성장률은 각각 3%와 5%였다.",
            [("3%", "한국"), ("5%", "일본")],
        ),
        (
            "서울·부산·대구의 사망자는 각각 3명, 2명, 1명이다.",
            [("3명", "서울"), ("2명", "부산"), ("1명", "대구")],
        ),
        (
            "한국, 미국, 일본의 물가 상승률은 모두 2%였다.",
            [("2%", "한국"), ("2%", "미국"), ("2%", "일본")],
        ),
        (
            "한빛은행·누리은행·가온은행은 나란히 연 3.5%를 준다.",
            [("3.5%", "한빛은행"), ("3.5%", "누리은행"), ("3.5%", "가온은행")],
        ),
        (
            "찬성과 반대는 각각 54%, 38%였다.",
            [("54%", "찬성"), ("38%", "반대")],
        ),
        (
            "가온전자의 매출과 영업이익은 각각 3조 원, 2천억 원이다.",
            [("3조 원", "가온전자"), ("2천억 원", "가온전자")],
        ),
    ],
)
def test_each_thing_of_a_list_gets_its_figure(text: str, said: list[tuple[str, str]]) -> None:
    assert _said(text) == said


def test_properties_of_one_owner_are_told_apart() -> None:
    text = "가온전자의 매출과 영업이익은 각각 3조 원, 2천억 원이다."
    article = Article(url=Url("https://news.example/1"), title="", text=text)
    assert [claim.metric for claim in extract_claims(article)] == ["매출", "영업이익"]


def test_a_gap_between_two_countries_is_of_both_together() -> None:
    assert len(_said("미국과 중국의 격차는 3%포인트다.")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "다리가 놓이면 섬까지 가는 데 걸리는 시간이 50분에서 15분으로 줄어든다.",
        "해든그룹은 인건비를 아끼려 매장 직원을 90명에서 60명으로 줄인다.",
        "대기 시간은 9.4시간에서 5.1시간까지 짧아졌다.",
    ],
)
def test_both_ends_of_a_change_are_of_one_thing(text: str) -> None:
    article = Article(url=Url("https://news.example/1"), title="", text=text)
    before, after = extract_claims(article)
    assert (before.subject, before.metric) == (after.subject, after.metric)
