"""How a figure is named in one line."""

from dataclasses import replace

import pytest

from monitor.cli.history import _draw
from monitor.model import Figure, Kind, Reason
from monitor.reasons import say_reason
from monitor.report.naming import name_figure, name_parts
from tests.alerts import alert, claim, value


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
        ("한국 출신 고급 인력", "한국 출신 고급 인력의 비율", "한국 출신 고급 인력의 비율"),
        ("도널드 트럼프 대통령", "트럼프 대통령 지지율", "도널드 트럼프 대통령 지지율"),
    ],
)
def test_no_word_of_the_owner_is_said_again_by_the_property(
    subject: str, metric: str, name: str
) -> None:
    assert name_figure(subject, metric) == name


def test_owner_and_property_stay_apart_where_both_say_something() -> None:
    assert name_parts("미국 AI", "AI 예산") == ("미국 AI", "예산")


def test_what_is_told_of_a_figure_says_no_word_of_its_name_twice(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = claim(59, subject="다온시 청년 인구", metric="청년 인구의 비율", unit="%")
    told = alert(said, kind=Kind.NEW)
    told = replace(
        told, reason=Reason("new", {"subject": said.subject, "metric": said.metric}), figure="f1"
    )
    assert say_reason(told).startswith("다온시 청년 인구의 비율: ")
    figure = Figure(
        key="f1", topic="", subject="누리챗 앱", metric="누리챗 앱 설치", unit="건", values=()
    )
    _draw(figure, [value(said)], every=True)
    assert capsys.readouterr().out.splitlines()[0] == "누리챗 앱 · 설치"
