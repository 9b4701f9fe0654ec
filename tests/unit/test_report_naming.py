"""How a figure is named in one line."""

import pytest

from monitor.report.naming import name_figure, name_parts


@pytest.mark.parametrize(
    ("subject", "metric", "name"),
    [
        ("딥시크 R1", "R1 개발 비용", "딥시크 R1 개발 비용"),
        ("AI 기업", "AI 기업 수", "AI 기업 수"),
        ("AI 기업", "국내 AI 기업 수", "국내 AI 기업 수"),
        ("중국", "특허 출원 건수", "중국 특허 출원 건수"),
        ("매출", "매출", "매출"),
        ("", "취업자 수", "취업자 수"),
        ("한국", "", "한국"),
        ("서울 아파트 매매", "매매 매매 가격", "서울 아파트 매매 가격"),
        ("서울 아파트 매매", "매매가격 지수", "서울 아파트 매매가격 지수"),
        ("강 하구", "강수량", "강 하구 강수량"),
    ],
)
def test_no_word_of_the_owner_is_said_again_by_the_property(
    subject: str, metric: str, name: str
) -> None:
    assert name_figure(subject, metric) == name


def test_owner_and_property_stay_apart_where_both_say_something() -> None:
    assert name_parts("미국 AI", "AI 예산") == ("미국 AI", "예산")
