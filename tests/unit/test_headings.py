"""Lines with a heading before a colon: what their figures are figures of."""

from __future__ import annotations

import pytest

from monitor.extract.claims import extract_claims
from monitor.model import Article, Claim, Url


def read(text: str) -> list[Claim]:
    return list(extract_claims(Article(url=Url("doc"), title="", text=text)))


def test_figures_of_a_headed_line_are_of_its_heading_and_not_of_the_line_before() -> None:
    text = (
        "한국무역공단이 낸 8월 통계는 다음과 같다.\n"
        "○ 실업급여 신청 : 경기 2만1300건, 인천 6400건\n"
        "○ 임금 체불 : 경기 1900건, 인천 710건"
    )
    metrics = [c.metric for c in read(text)]
    assert all("실업급여" in metric for metric in metrics[:2])
    assert all("체불" in metric for metric in metrics[2:])


def test_a_heading_says_the_whole_of_what_its_words_are_said_of() -> None:
    text = "▲ 개통 후 이용객 : 부산 3100명, 울산 2200명"
    assert ["개통 후 이용객" in c.metric for c in read(text)] == [True, True]


def test_a_bracketed_change_in_a_headed_line_is_of_the_heading() -> None:
    found = read("□ 입항 선박 : 부산항 1210척(전월 대비 4.0% 감소), 울산항 430척")
    assert "입항" in found[1].metric
    assert found[1].metric.endswith("감소율")


def test_a_property_that_the_line_names_itself_goes_before_its_heading() -> None:
    found = read("● 수출 : 선박의 평균 단가는 1억2천만달러로 올랐다.")
    assert "단가" in found[0].metric


@pytest.mark.parametrize("sign", ["QoQ +", "YoY -", "MoM +"])
def test_the_sign_of_a_change_owns_nothing(sign: str) -> None:
    found = read(f"■ 누리정밀 : 2분기 매출은 1조830억원({sign}3.9%), 영업손실은 122억원이다.")
    assert [c.subject for c in found] == ["누리정밀"] * 3


@pytest.mark.parametrize("word", ["잠정치", "예상치", "속보치"])
def test_a_first_value_owns_nothing(word: str) -> None:
    found = read(f"누리정밀의 2분기 매출은 1조830억원이다. {word}(1조720억원)보다 조금 많다.")
    assert found[1].subject == "누리정밀"


def test_a_name_that_heads_a_line_owns_what_names_nobody_else() -> None:
    text = "■ 누리정밀 : 매출은 1조830억원이다.\n■ 새한테크 : 영업손실을 980억원까지 줄였다."
    assert [c.subject for c in read(text)] == ["누리정밀", "새한테크"]
