"""Round-ups: one story after another, and none owns the figures of the next."""

from __future__ import annotations

from monitor.extract.claims import extract_claims
from monitor.extract.sentences import split_sentences
from monitor.extract.threads import RoundUp
from monitor.model import Article, Url

STORIES = (
    "한국은행은 올해 경제성장률 전망치를 1.8%로 유지했다. 내년 전망치는 1.9%다.\n"
    "새솔전자는 1분기 매출이 3조2100억원이라고 공시했다. 영업이익은 2140억원이다."
)


def subjects(title: str) -> list[str]:
    article = Article(url=Url("doc"), title=title, text=STORIES)
    return [claim.subject for claim in extract_claims(article)]


def test_a_story_of_a_round_up_has_its_own_owners() -> None:
    assert subjects("[간추린 경제] 4월 13일")[2:] == ["새솔전자", "새솔전자"]


def test_a_paragraph_begins_a_story_where_it_shares_no_word_with_the_last() -> None:
    text = (
        "가야시가 노인의 버스 요금을 받지 않습니다. 시민 9만1천 명이 혜택을 봅니다.\n"
        "버스 요금을 면제하는 데 58억 원이 듭니다.\n"
        "강원도 산불로 주택 216채가 불탔습니다."
    )
    round_up = RoundUp(text, split_sentences(text))
    assert [round_up.begins_story(n) for n in range(4)] == [False, False, False, True]
