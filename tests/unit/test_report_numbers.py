"""How figures are said: report/numbers.py and the number's place in a quote, report/quotes.py."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from monitor.model import Claim, Equivalent, Interval, Period
from monitor.report.numbers import difference, said, say_interval, say_number, say_pair, say_period
from monitor.report.quotes import (
    LONGEST_QUOTE,
    claim_said,
    clean,
    find_number,
    find_printed,
    is_strict,
    mark_number,
    safe_link,
    say_claim,
)
from monitor.words import Lang
from tests.alerts import claim


@pytest.mark.parametrize(
    ("value", "korean", "english"),
    [
        ("1210000", "121만", "1.21 million"),
        ("590000", "59만", "590,000"),
        ("5576000", "557만6천", "5.576 million"),
        ("1800000000000", "1조8000억", "1.8 trillion"),
        ("3040000000000", "3조400억", "3.04 trillion"),
        ("109980000000", "1099억8000만", "109.98 billion"),
        ("689003", "68만9003", "689,003"),
        ("5257", "5257", "5,257"),
        ("2534.70", "2534.7", "2,534.7"),
        ("-0.36", "−0.36", "−0.36"),
        ("0", "0", "0"),
        ("1E+16", "1경", "10,000 trillion"),
    ],
)
def test_a_number_is_said_with_scale_words_and_nothing_rounded(
    value: str, korean: str, english: str
) -> None:
    assert say_number(Decimal(value)) == korean
    assert say_number(Decimal(value), "en") == english


@pytest.mark.parametrize(
    ("low", "high", "approx", "unit", "korean", "english"),
    [
        (1210000, 1210000, False, "명", "121만 명", "1.21 million people"),
        (5257, 5257, False, "명", "5257명", "5,257 people"),
        (5576000, 5576000, True, "USD", "약 557만6천 달러", "about $5.576 million"),
        ("1.8e12", "1.8e12", False, "KRW", "1조8000억 원", "KRW 1.8 trillion"),
        ("0.27", "0.27", False, "%", "0.27%", "0.27%"),
        (2, 2, False, "위", "2위", "No. 2"),
        (None, "1e10", False, "KRW", "100억 원 이하", "at most KRW 10 billion"),
        (4400, None, False, "개", "4400개 이상", "at least 4,400"),
        ("2e12", "3e12", False, "KRW", "2~3조 원", "KRW 2 trillion to KRW 3 trillion"),
        (35, 40, False, "명", "35~40명", "35 to 40 people"),
        (50, 59, True, "명", "50여 명", "50-plus people"),
        (4300000, 4399999, True, "명", "430만여 명", "4.3 million-plus people"),
        ("80e8", "89.99e8", True, "KRW", "80억 원대", "KRW 8 billion-plus"),
        (20, 99, True, "명", "수십 명", "20 to 99 people"),
        ("2e12", "9.999e12", True, "KRW", "수조 원", "KRW 2 trillion to KRW 9.999 trillion"),
        (126 * 60, 126 * 60, False, "초", "2시간 6분", "2 hours 6 minutes"),
        (259200, 259200, False, "초", "3일", "3 days"),
        (18, 18, False, "개월", "1년 6개월", "1 year 6 months"),
        (1_500_000_000, 1_500_000_000, False, "W", "1.5GW", "1.5 GW"),
        ("3e-9", "3e-9", False, "m", "3nm", "3 nm"),
        ("0.061", "0.061", False, "m", "61mm", "61 mm"),
        (139000, 139000, False, "kg", "139t", "139 t"),
        ("0.0555555555556", "0.0555555555556", False, "배", "18분의 1", "1/18"),
        ("0.5", "0.5", False, "배", "절반", "half"),
        ("2.7", "2.7", False, "배", "2.7배", "2.7×"),
        ("0.6", "0.6", False, "배", "0.6배", "0.6×"),
        (1366, 1366, False, "점", "1366점", "1,366 points"),
        ("42.7", "42.7", False, "1", "42.7", "42.7"),
        (24_400_000, 24_400_000, False, "TEU", "2440만 TEU", "24.4 million TEU"),
        (3000, 3000, False, "MXN", "3000MXN", "MXN 3,000"),
        (1, 1, False, "명", "1명", "1 person"),
        (1, 1, False, "가구", "1가구", "1 household"),
        (1, 3, False, "기업", "1~3기업", "1 to 3 companies"),
        (41, 41, False, "마리", "41마리", "41 animals"),
        (1, 1, False, "개", "1개", "1"),
        (1, 1, False, "차례", "1차례", "1 time"),
    ],
)
def test_an_amount_is_said_with_its_unit_hedge_and_bound(
    low: object, high: object, approx: bool, unit: str, korean: str, english: str
) -> None:
    interval = claim(low, high, approx=approx).interval
    assert say_interval(interval, unit) == korean
    assert say_interval(interval, unit, "en") == english


def test_an_end_that_is_out_is_said_so() -> None:
    most = Interval(None, Decimal("1e10"))
    assert say_interval(most, "KRW", strict=True) == "100억 원 미만"
    least = Interval(Decimal(4400), None)
    assert say_interval(least, "개", strict=True) == "4400개 초과"


@pytest.mark.parametrize(
    ("old", "new", "unit", "words"),
    [
        (1210000, 590000, "명", "121만 → 59만 명"),
        (5257, 8500, "명", "5257 → 8500명"),
        ("1.8e12", "3.04e12", "KRW", "1조8000억 → 3조400억 원"),
        ("0.27", "0.45", "%", "0.27% → 0.45%"),
        (2, 5, "위", "2위 → 5위"),
        ("0.5", "3", "배", "절반 → 3배"),
        (7200, 5400, "초", "2시간 → 1시간 30분"),
    ],
)
def test_two_amounts_share_their_unit_where_a_newsreader_would(
    old: object, new: object, unit: str, words: str
) -> None:
    a, b = claim(old).interval, claim(new).interval
    assert say_pair(said(a, unit), said(b, unit)) == words


def test_a_unit_is_not_shared_across_a_bound() -> None:
    old = said(claim(50000, approx=True).interval, "개")
    new = said(claim(None, 10000).interval, "개", strict=True)
    assert say_pair(old, new) == "약 5만 개 → 1만 개 미만"


@pytest.mark.parametrize(
    ("old", "new", "unit", "korean", "english"),
    [
        (1210000, 590000, "명", "−51.2 %", "−51.2%"),
        (100, 150, "명", "+50 %", "+50%"),
        (4930000, 10720000, "명", "+117 %", "+117%"),
        (100, 1580, "명", "15.8배", "15.8-fold"),
        ("0.27", "0.45", "%", "+0.18 %p", "+0.18 percentage points"),
        ("27.5", "30", "%", "+2.5 %p", "+2.5 percentage points"),
        (2, 5, "위", "3계단 하락", "down 3"),
        (5, 2, "위", "3계단 상승", "up 3"),
        (1366, 1385, "점", "+19점", "+19 points"),
        (100000, 100030, "명", "+0.03 %", "+0.03%"),
    ],
)
def test_a_difference_is_percent_for_amounts_points_for_shares_and_places_for_ranks(
    old: object, new: object, unit: str, korean: str, english: str
) -> None:
    a, b = claim(old, unit=unit), claim(new, unit=unit)
    both: list[tuple[Lang, str]] = [("ko", korean), ("en", english)]
    for lang, words in both:
        gap = difference(a, b, lang)
        assert gap is not None
        assert gap.words == words


def test_a_rank_that_rises_in_number_has_fallen() -> None:
    gap = difference(claim(2, unit="위"), claim(5, unit="위"))
    assert gap is not None
    assert gap.trend == "down"


def test_a_difference_of_softened_figures_is_softened_and_whole() -> None:
    gap = difference(claim("1.8e12", unit="KRW", approx=True), claim("3.04e12", unit="KRW"))
    assert gap is not None
    assert gap.words == "약 +69 %"


def test_counters_of_one_kind_are_compared() -> None:
    gap = difference(claim(2000, unit="개"), claim(3000, unit="장"))
    assert gap is not None
    assert gap.words == "+50 %"


def test_two_currencies_are_compared_by_a_restatement_in_the_text() -> None:
    old = claim(8_000_000_000, unit="KRW")
    won = Equivalent(Decimal(16_000_000_000), Decimal(16_000_000_000), "KRW")
    gap = difference(old, claim(11_000_000, unit="USD", equivalents=(won,)))
    assert gap is not None
    assert gap.words == "약 +100 %"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (claim(50000), claim(None, 10000)),
        (claim(50, 70), claim(90)),
        (claim(100, unit="KRW"), claim(100, unit="USD")),
        (claim(100, unit="명"), claim(100, unit="%")),
    ],
)
def test_no_difference_is_made_up_where_none_can_be_computed(old: Claim, new: Claim) -> None:
    assert difference(old, new) is None


def test_a_change_of_sign_has_no_percentage() -> None:
    gap = difference(claim("-0.36", unit="1"), claim("0.1", unit="1"))
    assert gap is not None
    assert gap.words == ""


@pytest.mark.parametrize(
    ("start", "end", "korean", "english"),
    [
        (date(2025, 1, 1), date(2025, 1, 31), "2025-01", "2025-01"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-02", "2024-02"),
        (date(2025, 1, 1), date(2025, 3, 31), "2025년 1분기", "Q1 2025"),
        (date(2025, 7, 1), date(2025, 12, 31), "2025년 하반기", "second half of 2025"),
        (date(2025, 1, 1), date(2025, 12, 31), "2025년", "2025"),
        (date(2014, 1, 1), date(2023, 12, 31), "2014~2023년", "2014–2023"),
        (None, date(2029, 12, 31), "2029년까지", "by 2029"),
        (date(2003, 1, 1), None, "2003년부터", "since 2003"),
        (date(2025, 5, 31), date(2025, 5, 31), "2025-05-31", "2025-05-31"),
        (date(2025, 2, 1), date(2025, 5, 31), "2025-02~2025-05", "2025-02 to 2025-05"),
        (date(2025, 2, 3), date(2025, 2, 9), "2025-02-03~2025-02-09", "2025-02-03 to 2025-02-09"),
        (None, None, "", ""),
    ],
)
def test_a_period_is_said_as_short_as_it_can_be(
    start: date | None, end: date | None, korean: str, english: str
) -> None:
    period = Period(start, end)
    assert say_period(period) == korean
    assert say_period(period, "en") == english


@pytest.mark.parametrize(
    ("quote", "low", "high", "unit", "number"),
    [
        ("이용자는 121만 명으로 늘었다.", 1210000, 1210000, "명", "121만 명"),
        ("예산은 1조 8000억원이다.", "1.8e12", "1.8e12", "KRW", "1조 8000억원"),
        ("수출은 3천500만 달러였다.", 35000000, 35000000, "USD", "3천500만 달러"),
        ("2위였던 회사가 5위로 밀렸다.", 5, 5, "위", "5위"),
        ("비중은 0.27%에서 0.45%로 높아진다.", "0.45", "0.45", "%", "0.45%"),
        ("하루 126분을 쓴다.", 7560, 7560, "초", "126분"),
        ("1.5GW 규모다.", 1500000000, 1500000000, "W", "1.5GW"),
        ("50여 명이 모였다.", 50, 59, "명", "50여 명"),
        ("지표는 마이너스 0.36에 그쳤다.", "-0.36", "-0.36", "1", "마이너스 0.36"),
        ("값은 18분의 1 수준이다.", "0.0555555", "0.0555555", "배", "18분의 1"),
        ("전체의 절반을 넘는다.", "0.5", "0.5", "배", "절반"),
        ("세 번째로 많다.", 3, 3, "위", "세 번째"),
        ("수십 명이 다쳤다.", 20, 99, "명", "수십 명"),
        ("참가자는 １２３명이다.", 123, 123, "명", "１２３명"),
    ],
)
def test_the_number_is_found_in_its_quote(
    quote: str, low: object, high: object, unit: str, number: str
) -> None:
    approx = low != high
    found = find_number(quote, claim(low, high, unit=unit, quote=quote, approx=approx))
    assert found is not None
    assert quote[found[0] : found[1]] == number


def test_a_number_that_the_quote_does_not_show_is_not_marked() -> None:
    assert mark_number(claim(77, quote="숫자가 없는 문장이다."))[1] == ""


def test_the_unit_decides_between_two_equal_numbers() -> None:
    quote = "5곳에서 5명이 다쳤다."
    assert find_number(quote, claim(5, quote=quote)) == (5, 7)


def test_a_long_quote_is_cut_around_its_number() -> None:
    quote = "가나다라 " * 100 + "이용자는 121만 명이다. " + "마바사아 " * 100
    before, number, after = mark_number(claim(1210000, quote=quote))
    assert number == "121만 명"
    assert before.startswith("…")
    assert before.endswith("이용자는 ")
    assert after.endswith("…")
    assert len(before + number + after) <= LONGEST_QUOTE + 2


def test_a_long_quote_is_not_cut_in_the_middle_of_a_word() -> None:
    words = [f"낱말{n}" for n in range(80)]
    before, number, _ = mark_number(claim(59, quote=f"{' '.join(words)} 이용자는 59명이다."))
    assert number == "59명"
    first = before.removeprefix("…").split()[0]
    assert first in words


@pytest.mark.parametrize(
    ("quote", "strict"),
    [
        ("80억 원 미만이다.", True),
        ("80억 원에도 못 미친다.", True),
        ("80억 원이 채 안 된다.", True),
        ("80억 원 이하다.", False),
    ],
)
def test_the_words_behind_the_number_say_whether_the_limit_is_in(quote: str, strict: bool) -> None:
    assert is_strict(claim(None, 8_000_000_000, unit="KRW", quote=quote)) is strict


def test_text_from_outside_comes_on_one_line_without_what_is_not_seen() -> None:
    assert clean("a\r\nBcc: x\u202e\u200b b\x00\x1b[31m") == "a Bcc: x b [31m"
    assert clean("\ud800x") == "?x"


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//saenal.example/1",
        "seeds/000.md",
        "https://",
        "https://a b.example/",
        'https://a.example/"onclick="x',
        "https://user:pw@a.example/",
        "https://a.example/\n",
        "https://[::1",
        "https://a.example/" + "x" * 2000,
    ],
)
def test_a_reader_is_sent_to_plain_web_addresses_only(link: str) -> None:
    assert safe_link(link) is None


def test_a_plain_web_address_stays_as_it_is() -> None:
    assert safe_link("https://a.example/경제?a=1&b=2#c") == "https://a.example/경제?a=1&b=2#c"


@pytest.mark.parametrize(
    ("quote", "low", "high", "unit", "korean", "english"),
    [
        ("시속 70㎞로 달렸다", "19.44444444444444444444", "same", "m/s", "시속 70km", "70 km/h"),
        ("180km/h로 달렸다", 50, "same", "m/s", "시속 180km", "180 km/h"),
        ("초속 20m의 바람", 20, "same", "m/s", "초속 20m", "20 m/s"),
        ("전용면적 26평이다", "85.95041", "same", "m²", "26평", "26 pyeong"),
        ("84㎡(25.4평)형", 84, "same", "m²", "84㎡", "84 ㎡"),
        ("5.2인치 화면", "0.13208", "same", "m", "5.2인치", "5.2 inches"),
        ("36시간 만에", 129_600, "same", "초", "36시간", "36 hours"),
        ("1시간 30분 만에", 5400, "same", "초", "1시간 30분", "1 hour 30 minutes"),
        ("18개월 만에", 18, "same", "개월", "18개월", "18 months"),
        ("1년 6개월 만에", 18, "same", "개월", "1년 6개월", "1 year 6 months"),
        ("25bp 내렸다", "0.25", "same", "%p", "25bp", "25 bp"),
        ("화씨 70도였다", "21.1111111111111111111", "same", "°C", "화씨 70도", "70 °F"),
        ("2~3주 걸린다", 1_209_600, 1_814_400, "초", "2~3주", "2 to 3 weeks"),
        ("20여 년 전부터", 240, 348, "개월", "20여 년", "20-plus years"),
        ("3년여 동안", 36, "47.988", "개월", "3년여", "3-plus years"),
        ("30평 이상", "99.17355", None, "m²", "30평 이상", "at least 30 pyeong"),
        ("시속 60km 초과", "16.666666666666666667", None, "m/s", "시속 60km 초과", "over 60 km/h"),
    ],
)  # fmt: skip
def test_an_amount_is_shown_in_the_unit_that_its_text_has(
    quote: str, low: object, high: object, unit: str, korean: str, english: str
) -> None:
    made = claim(low, high, unit=unit, quote=quote, approx="여" in quote)
    assert say_claim(made) == korean
    assert say_claim(made, "en") == english


@pytest.mark.parametrize(
    ("value", "unit", "korean"),
    [
        ("19.44444444444444444444444445", "m/s", "시속 70km"),
        (20, "m/s", "20m/s"),
        ("0.000000036", "kg/m³", "36㎍/㎥"),
        ("21.11111111111111111111111111", "°C", "21.1111°C"),
    ],
)
def test_no_amount_has_the_endless_digits_of_a_conversion(
    value: object, unit: str, korean: str
) -> None:
    assert say_interval(claim(value).interval, unit) == korean


def test_a_unit_is_looked_for_in_a_quote_of_any_length_once() -> None:
    interval = claim(19).interval
    assert find_printed("1시속 " * 200_000, interval, "m/s") is None


@pytest.mark.parametrize(
    ("quote", "low", "high", "unit", "korean", "english"),
    [
        ("물가상승률은 2.0%였다.", "2", "2", "%", "2.0%", "2.0%"),
        ("물가상승률은 2%였다.", "2", "2", "%", "2%", "2%"),
        ("성장률을 2.0∼2.5%로 봤다.", "2", "2.5", "%", "2.0~2.5%", "2.0 to 2.5%"),
        ("성장률을 1.5~2.0%로 봤다.", "1.5", "2", "%", "1.5~2.0%", "1.5 to 2.0%"),
        ("금리를 3.50%로 묶었다.", "3.5", "3.5", "%", "3.50%", "3.50%"),
        ("예산은 2.0조 원이다.", "2e12", "2e12", "KRW", "2.0조 원", "KRW 2.0 trillion"),
        ("코스피는 2,500.50으로 마쳤다.", "2500.5", "2500.5", "1", "2500.50", "2,500.50"),
        ("달리기는 10.0km였다.", "10000", "10000", "m", "10.0km", "10.0 km"),
        ("2.0% 늘어 5%가 됐다.", "5", "5", "%", "5%", "5%"),
        ("값은 1.80조 원이다.", "1.8e12", "1.8e12", "KRW", "1조8000억 원", "KRW 1.80 trillion"),
    ],
)
def test_a_number_is_shown_with_the_zeros_that_its_text_writes(
    quote: str, low: str, high: str, unit: str, korean: str, english: str
) -> None:
    made = claim(low, high, unit=unit, quote=quote)
    assert say_claim(made) == korean
    assert say_claim(made, "en") == english


def test_a_digest_and_a_table_show_both_values_of_a_change_as_written() -> None:
    old = claim("2", unit="%", quote="지난달 물가는 2.0% 올랐다.")
    new = claim("3", unit="%", quote="이달 물가는 3.0% 올랐다.")
    assert say_pair(claim_said(old), claim_said(new)) == "2.0% → 3.0%"
