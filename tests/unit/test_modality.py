"""How a text stands to a figure is read from the figure's own clause."""

from __future__ import annotations

import pytest

from monitor.extract.modality import modality_of

# (sentence, the figure's words, what it is)
SENTENCES = [
    # asserted: reported, measured, said
    ("지난해 수출은 6838억 달러로 집계됐다.", "6838억 달러", "asserted"),
    ("통계청은 취업자가 19만 명 늘었다고 밝혔다.", "19만 명", "asserted"),
    ("이 회사의 직원은 1200명으로 알려졌다.", "1200명", "asserted"),
    ("매출 3조 원을 올린 것으로 전해졌다.", "3조 원", "asserted"),
    ("소비자물가는 2.1% 올랐다.", "2.1%", "asserted"),
    ("국회는 예산 677조 원을 확정했다.", "677조 원", "asserted"),
    ("현재 공장 3곳을 돌린다.", "3곳", "asserted"),
    ("응답자의 41%가 어렵다고 답했다.", "41%", "asserted"),
    ("코스피는 2550선에서 거래를 마쳤다.", "2550", "asserted"),
    ("기름값이 1700원까지 올랐고 다음 달에는 더 오를 전망이다.", "1700원", "asserted"),
    ("1분기에 300명을 뽑았으며 하반기에도 채용을 이어갈 계획이다.", "300명", "asserted"),
    ("지난해 2조 원이던 시장은 2030년 9조 원으로 커질 전망이다.", "2조 원", "asserted"),
    ("2023년 31만 대에서 2027년 80만 대로 늘 것으로 예상된다.", "31만 대", "asserted"),
    ("정부 발표(8500명)를 크게 웃돌 것으로 보인다.", "8500명", "asserted"),
    ("지난해(120만 톤)보다 생산이 늘어날 전망이다.", "120만 톤", "asserted"),
    # forecast
    ("2023년 31만 대에서 2027년 80만 대로 늘 것으로 예상된다.", "80만 대", "forecast"),
    ("한국은행은 올해 성장률을 1.5%로 전망했다.", "1.5%", "forecast"),
    ("시장 규모는 9조 원에 이를 것으로 보인다.", "9조 원", "forecast"),
    ("국제유가는 배럴당 60달러까지 떨어질 것이라고 분석했다.", "60달러", "forecast"),
    ("손실은 30억 달러로 추산된다.", "30억 달러", "forecast"),
    ("피해액은 200억 원으로 추정됐다.", "200억 원", "forecast"),
    ("내일 중부지방에 최대 80㎜의 비가 내리겠다.", "80㎜", "forecast"),
    ("내년 실업률 전망치를 3.1%로 높여 잡았다.", "3.1%", "forecast"),
    ("2028년에는 5조 원에 달할 것으로 내다봤다.", "5조 원", "forecast"),
    ("증권가는 영업이익이 10조 원을 넘을 것으로 관측한다.", "10조 원", "forecast"),
    ("고용은 350명 수준에 그칠 전망이다.", "350명", "forecast"),
    ("집값이 3%가량 오를 가능성이 크다고 본다.", "3%", "forecast"),
    ("사업비가 30조 원까지 늘어날 수 있다고 보도했다.", "30조 원", "forecast"),
    ("올해 성장률 전망을 2.1%에서 1.7%로 낮췄다.", "1.7%", "forecast"),
    ("그는 “내년이면 국산이 10%를 차지할 것”이라고 말했다.", "10%", "forecast"),
    # planned
    ("회사는 “내년까지 6만 개를 먼저 가동할 것”이라고 밝혔다.", "6만 개", "planned"),
    ("정부는 2030년까지 원전 10기를 더 짓기로 했다.", "10기", "planned"),
    ("회사는 5조 원을 투자하겠다고 밝혔다.", "5조 원", "planned"),
    ("국토부는 올해 주택 27만 호를 공급할 계획이다.", "27만 호", "planned"),
    ("하반기에 신입사원 500명을 채용할 예정이다.", "500명", "planned"),
    ("2035년까지 온실가스를 53% 줄이는 것이 목표다.", "53%", "planned"),
    ("서울시는 버스 요금을 300원 인상하는 방안을 추진한다.", "300원", "planned"),
    ("정부가 저소득층에 50만 원을 지급한다.", "50만 원", "planned"),
    ("이 사업에는 국비 5300억 원이 들어간다.", "5300억 원", "planned"),
    (
        "두 회사는 부산에 120MW급 발전소를 건설하는 데 합의하고 3조 원을 들이기로 했다.",
        "3조 원",
        "planned",
    ),
    ("내년 예산으로 9조7000억 원을 편성했다.", "9조7000억 원", "planned"),
    ("총투자액 목표는 10GW에서 12GW로 높였다.", "10GW", "planned"),
    ("가온건설은 내년 상반기까지 아파트 3200가구를 분양한다.", "3200가구", "planned"),
    ("학교는 오는 3월 교사 500명을 뽑는다.", "500명", "planned"),
    ("향후 10년간 베이비붐 세대 900만 명이 은퇴한다.", "900만 명", "forecast"),
    ("내년 예산은 전체의 12%를 차지한다.", "12%", "asserted"),
    # alleged
    ("칩 5만 개를 몰래 사들였을 가능성이 있다.", "5만 개", "alleged"),
    ("노조는 해고자가 900명에 이른다고 주장했다.", "900명", "alleged"),
    ("검찰은 그가 3억 원을 받았다는 의혹을 수사한다.", "3억 원", "alleged"),
    ("칩 5만 개를 숨겨 뒀을 가능성이 제기됐다.", "5만 개", "alleged"),
    ("왕 대표는 “약 5만 개를 보유했을 것”이라고 했다.", "5만 개", "alleged"),
    ("검찰은 그가 회삿돈 120억 원을 빼돌린 것으로 보고 있다.", "120억 원", "alleged"),
    # denied
    ("회사는 1조 달러 가치로 상장한다는 보도는 사실이 아니라고 부인했다.", "1조 달러", "denied"),
    ("이런 기술을 80억 원에 개발했다는 것은 현실적으로 어렵다는 지적이 많다.", "80억 원", "denied"),
    ("정부는 세금을 20% 올린다는 보도를 부인했다.", "20%", "denied"),
]


@pytest.mark.parametrize(("sentence", "figure", "modality"), SENTENCES)
def test_a_figures_clause_says_how_the_text_stands_to_it(
    sentence: str, figure: str, modality: str
) -> None:
    at = sentence.index(figure)
    span = (at, at + len(figure))
    assert modality_of(sentence, (0, len(sentence)), span) == modality


def test_only_the_figures_own_sentence_counts() -> None:
    text = "매출은 3조 원이다. 내년에는 더 늘 전망이다."
    assert modality_of(text, (0, 11), (4, 8)) == "asserted"
