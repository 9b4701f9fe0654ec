"""Quantities in sentences: each form of the contract, each kind of trap, and no long waits."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

from monitor.extract.quantities import extract_quantities
from tests.steps import count_steps, growth


def read(text: str) -> list[str]:
    """Each quantity as `value unit`, `low..high unit`; `~` for approx."""
    out = []
    for q in extract_quantities(text):
        low, high = q.interval.low, q.interval.high
        ends = ["" if v is None else f"{v.normalize():f}" for v in (low, high)]
        value = ends[0] if low == high else "..".join(ends)
        out.append(f"{value} {q.unit}{'~' if q.interval.approx else ''}")
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # money
        ("1099억8000만 달러(약 161조8000억 원)다.", ["109980000000 USD", "161800000000000 KRW~"]),
        ("가격은 $3500, €1.2억, US$ 20억이다.", ["3500 USD", "120000000 EUR", "2000000000 USD"]),
        ("개발비는 $5.6M에 그쳤다.", ["5600000 USD"]),
        ("1달러 20센트 올랐다.", ["1.2 USD"]),
        ("1억 홍콩달러와 3억 캐나다 달러다.", ["100000000 HKD", "300000000 CAD"]),
        ("영업익 9조1천억…전년比 274%↑", ["9100000000000 1", "274 %"]),
        # shares
        ("격차가 1.7%p, 2.5%포인트, 0.3퍼센트포인트다.", ["1.7 %p", "2.5 %p", "0.3 %p"]),
        ("금리를 25bp 내렸다.", ["0.25 %p"]),
        ("타율은 2할 9푼이다.", ["29 %"]),
        # parts and multiples
        ("18분의 1 비용으로 만들었다.", ["0.05555555555555555555555555556 배"]),
        ("전체의 3/5이 찬성했다.", ["0.6 배"]),
        ("셋 중 하나는 반대했다.", ["0.3333333333333333333333333333 배"]),
        ("매출이 갑절로, 주가가 두 배로 뛰었다.", ["2 배", "2 배"]),
        ("경쟁률은 42.7 대 1이었다.", ["42.7 1"]),
        # ranks, scores, index values
        ("세계에서 세 번째로 많은 6위다.", ["3 위", "6 위"]),
        ("코스피는 12.34포인트 오른 2,534.70에 마감했다.", ["12.34 포인트", "2534.7 1"]),
        ("인재 이동 지표는 -0.36이다.", ["-0.36 1"]),
        ("오차는 영점영일 이하다.", ["..0.01 1"]),
        ("지표는 마이너스(-) 0.36에 그쳤다.", ["-0.36 1"]),
        ("규모 5.8의 지진이 났다.", ["5.8 1"]),
        ("세계에서 4번째로 큰 시장이다.", ["4 위"]),
        # counts
        ("어선에서 3명이 숨지고 6명이 실종됐다.", ["3 명", "6 명"]),
        ("전투기 12대와 원전 4기를 들여온다.", ["12 대", "4 기"]),
        ("주식 120만 주를 판다.", ["1200000 주"]),
        ("두 사람이 네 차례 만났다.", ["2 사람", "4 차례"]),
        ("특허 3만\u00a08210\u00a0건을 냈다.", ["38210 건"]),
        ("모두 １２３명이 응모했다.", ["123 명"]),
        ("예산 五百億 원을 편성했다.", ["50000000000 KRW"]),
        ("5천만 국민이 보고 800만 관중이 찾았다.", ["50000000 명", "8000000 명"]),
        ("3⅓이닝을 던졌다.", ["3.333333333333333333333333333 이닝"]),
        # durations
        ("3시간 30분이 걸렸다.", ["12600 초"]),
        ("징역 1년 6개월이다.", ["18 개월"]),
        ("반년 만에, 사흘 동안, 2년 반 동안.", ["6 개월", "259200 초", "30 개월"]),
        ("결승에서 41초782로 이겼다.", ["41.782 초"]),
        ("10여 년간 일했다.", ["120..228 개월~"]),
        ("징역 10월에 집행유예 1년6월이다.", ["10 개월", "18 개월"]),
        # physical units
        ("시속 180km로 달렸다.", ["50 m/s"]),
        ("영하 7도까지 내려갔다.", ["-7 도"]),
        ("영하 5도에서 영상 3도 사이다.", ["-5..3 도"]),
        ("화씨 32도다.", ["0 °C"]),
        ("전용면적 59·84㎡ 아파트다.", ["59 m²", "84 m²"]),
        ("농도는 81㎍/㎥다.", ["0.000000081 kg/m³"]),
        # bounds and hedges
        ("4400개(2023년 기준)가 넘는다.", ["4400.. 개"]),
        ("GPT-4의 18분의 1, 라마 3.1의 10분의 1 수준이다.",
         ["0.05555555555555555555555555556 배~", "0.1 배~"]),
        ("한국이 약 17.3건으로, 룩셈부르크(15.3건)보다 많다.", ["17.3 건~", "15.3 건"]),
        ("30명 이상 300명 미만 사업장이다.", ["30..300 명"]),
        ("10조 원에 조금 못 미쳤다.", ["..10000000000000 KRW~"]),
        ("100만원을 넘지 않는다.", ["..1000000 KRW"]),
        ("수조 원대 기업가치다.", ["2000000000000..9999000000000 KRW~"]),
        ("100여 개가 넘는 나라다.", ["100.. 개~"]),
        # ranges and changes
        ("2~3조 원을 더 넣는다.", ["2000000000000..3000000000000 KRW"]),
        ("적게는 100만 원에서 많게는 500만 원을 냈다.", ["1000000..5000000 KRW"]),
        ("2조원에서 4조원으로 는다.", ["2000000000000 KRW", "4000000000000 KRW"]),
        ("이만오천원 - 삼만원", ["25000..30000 KRW"]),
        # the per side
        ("1인당 3만 달러, 인구 10만 명당 17.3건이다.", ["30000 USD", "17.3 건"]),
        ("한 달에 350kWh를 쓴다.", ["350000 Wh"]),
    ],
)  # fmt: skip
def test_a_form_is_read(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "GPT-4o와 o1, R1, H100, 갤럭시 S25, F-35가 나왔다.",
        "5G와 4K 방송, G7, 코로나19, PM2.5, 더우바오 1.5 프로를 말한다.",
        "AI 3대강국, 4대강, 5대 그룹, 22대 국회, 586세대, 2030세대다.",
        "제22서경호, 국내 1호, 14호선, 재벌 3세, 베네딕토 16세다.",
        "두 번째 시도, 3차 공판, 2심, 7승째, 1순위, 2도 화상이다.",
        "16강에서 2-1로, 3대2로 이겼고 9단이 6회 말에 나섰다.",
        "3층 101동 1203호, 7번 출구, 109-7번지다.",
        "제750조 2항, 1면, 47쪽을 보라.",
        "2025년 4월 9일 오후 3시 30분, 2025.02.09 15:01:17, 3분기, 지난 3일과 26일.",
        "6·25 전쟁과 12·3 사태, 9·11 테러, 1·4분기를 다뤘다.",
        "전화 02-123-4567, 010-1234-5678, 주소 203.0.113.7, 코드 005930이다.",
        "https://example.com/2025/04/09/3000?q=30% 와 a3@example.com 을 보라.",
        "새 발의 피, 하나의 중국, 일단, 만약, 조만간, 천만에, 이 사람, 사이다.",
        "사건과 구조 조사, 공원과 구원, 이유로 만들고 억울해 조 후보와 오 대표를 만났다.",
        "20대 여성과 40대 남성, 60대 이상, 20~30대가 모였다.",
        "5만원권 지폐와 1인 시위, 1+1 행사, 24시 편의점이다.",
        "3년 전과 5일 뒤, 9월 29일부터 30일까지다.",
        "(단위: 만 명)",
        "아이폰 16 등, 코로나19 등, 빅5 등이다.",
        "사실과 공개, 공장, 만회, 이자, 이 경기, 일반, 반대, 영장, 천장, 세종, 열기를 말했다.",
        "25-23 25-20 세트 승리, 3대 1 승리, 2:1 역전승이다.",
        "백년가약과 천년고도, 한 도로에서 한 기업이 두 손을 들었다.",
    ],
)
def test_what_looks_like_a_figure_and_is_none_gives_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("인력은 약\u00a08500명 정도다.", "약\u00a08500명 정도"),
        ("비중은 2%\u00a0내외였다.", "2%\u00a0내외"),
        ("4400곳을 돌파했다.", "4400곳"),
        ("최소 2000명이 숨졌다.", "최소 2000명"),
        ("총 80억원을 냈다.", "80억원"),
        ("50여 명이 왔다.", "50여 명"),
    ],
)
def test_the_span_holds_the_number_its_unit_and_the_words_beside_it(text: str, words: str) -> None:
    (found,) = extract_quantities(text)
    assert text[slice(*found.span)] == words


def test_a_text_that_is_nothing_but_a_figure_needs_no_evidence() -> None:
    assert read("칠원") == ["7 KRW"]
    assert read("쉰둘") == ["52 1"]
    for noun in ("사건", "공개", "공원", "구조", "이유로", "이 경기", "세종", "열기", "만일"):
        assert read(noun) == []


def test_values_are_exact_decimals() -> None:
    (found,) = extract_quantities("2.7배다.")
    assert found.interval.low == Decimal("2.7")


_NEWS = "정부는 올해 3조2천억원을 들여 25만2천가구에 5년간 1인당 30만원씩 주기로 했으며 "


@pytest.mark.parametrize(
    "part",
    [
        _NEWS, "1", "1,", "1,111,", "(", "(3", "만 ", "천 만 ", "일이삼사오육칠팔구십백천만억",
        "1조1억1만", "약 ", "3~", "1·", "3%, ", " 훌쩍", "3명을 훌쩍 ", "@", "www.", "3분의 ", "$1",
        "이조삼천사백오십육억칠천팔백구십만천 명 ", "3  ", "월 ", "여", "\u1112\u1161\u11ab",
    ],
)  # fmt: skip
def test_steps_grow_with_the_length_and_not_faster(part: str) -> None:
    # 8 for a reader whose work grows with the square of the text.
    assert growth(extract_quantities, part, 4_000, 32_000) < 1.3


def test_ten_thousand_digits_and_brackets_are_no_work() -> None:
    for text in ("1" * 10_000, "(" * 10_000 + ")" * 10_000, "1," * 5_000, "일" * 10_000):
        assert extract_quantities(text) == ()
        assert count_steps(partial(extract_quantities, text)) < len(text) * 20


def test_a_line_of_tens_of_thousands_of_figures_is_read_whole() -> None:
    assert len(extract_quantities("3명 " * 30_000)) == 30_000


def test_a_long_numeral_in_letters_is_one_figure_each_time() -> None:
    numeral = "이조삼천사백오십육억칠천팔백구십만천 명, "
    found = extract_quantities(numeral * 1_000)
    assert {(q.interval.low, q.unit) for q in found} == {(Decimal(2345678901000), "명")}
    assert len(found) == 1_000


def test_a_megabyte_without_a_sentence_end_is_read_to_its_end() -> None:
    text = _NEWS * (1_000_000 // len(_NEWS.encode()))
    assert len(extract_quantities(text)) == 4 * (len(text) // len(_NEWS))
