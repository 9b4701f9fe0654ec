"""What an edited page says in the place where it said something else before."""

from __future__ import annotations

from decimal import Decimal

from monitor.judge.edits import Edits
from monitor.model import Claim
from tests.unit.judge_samples import a_claim


def _line(quote: str, *rows: tuple[str, str, float | str, str], at: int = 0) -> list[Claim]:
    return [
        a_claim(subject, metric, low, unit, quote=quote, at=at + number)
        for number, (subject, metric, low, unit) in enumerate(rows)
    ]


def _found(now: list[Claim], before: list[Claim]) -> list[tuple[object, object]]:
    """Each claim's value with the one it replaced, `same`, or None for news."""
    edits = Edits(now, before)
    rows: list[tuple[object, object]] = []
    for claim in now:
        was = edits.replaced_by(claim)
        same = "same" if edits.is_unchanged(claim) else None
        rows.append((claim.interval.low, was.interval.low if was else same))
    return rows


def test_a_place_is_known_again_though_subject_and_metric_were_read_differently() -> None:
    before = _line("지난달 실업률은 2.7%로 0.2%포인트 올랐다.", ("지난달", "", "2.7", "%"))
    now = _line("지난달 실업률은 3.1%로 0.2%포인트 올랐다.", ("한국", "실업률", "3.1", "%"))
    assert _found(now, before) == [(Decimal("3.1"), Decimal("2.7"))]


def test_lines_of_a_list_are_told_apart_by_their_words() -> None:
    rows = ("○ (도로) 국도 확장 - {}억 원", "○ (철도) 차량 교체 - {}억 원")
    before = [
        *_line(rows[0].format(300), ("", "", 3e10, "KRW")),
        *_line(rows[1].format(500), ("", "", 5e10, "KRW"), at=40),
    ]
    now = [
        *_line(rows[0].format(300), ("", "", 3e10, "KRW")),
        *_line(rows[1].format("1,200"), ("철도", "예산", 12e10, "KRW"), at=40),
    ]
    assert _found(now, before) == [(3e10, "same"), (12e10, 5e10)]


def test_the_head_of_a_page_may_be_rewritten_when_it_is_corrected() -> None:
    before = _line(
        "삼성전자가 1분기 영업이익 6조6000억원을 거뒀다고 7일 공시했다.",
        ("삼성전자", "영업이익", 6.6e12, "KRW"),
    )
    now = _line(
        "[바로잡습니다] 삼성전자의 1분기 영업이익은 6조7000억원이라고 회사가 7일 공시했다.",
        ("", "", 6.7e12, "KRW"),
    )
    assert _found(now, before) == [(Decimal("6.7e12"), Decimal("6.6e12"))]


def test_of_several_numbers_in_a_sentence_only_the_edited_one_is_reported() -> None:
    quote = "취업자는 {}만 명, 실업자는 {}만 명, 구직단념자는 {}만 명이다."
    before = _line(
        quote.format(2800, 90, 40),
        ("", "취업자", 2.8e7, "명"), ("", "실업자", 9e5, "명"), ("", "구직단념자", 4e5, "명"),
    )  # fmt: skip
    now = _line(
        quote.format(2800, 95, 40),
        ("", "취업자", 2.8e7, "명"), ("", "일자리", 9.5e5, "명"), ("", "", 4e5, "명"),
    )  # fmt: skip
    assert _found(now, before) == [(2.8e7, "same"), (9.5e5, 9e5), (4e5, "same")]


def test_paragraphs_that_change_places_report_nothing() -> None:
    first = _line("출생아는 24만 명이다.", ("한국", "출생아 수", 2.4e5, "명"))
    second = _line("사망자는 35만 명이다.", ("한국", "사망자 수", 3.5e5, "명"), at=30)
    turned = [*_line("사망자는 35만 명이다.", ("", "", 3.5e5, "명")), *first]
    assert [was for _, was in _found(turned, [*first, *second])] == ["same", "same"]


def test_a_sentence_that_was_not_there_is_news() -> None:
    before = _line("수출은 600억 달러였다.", ("한국", "수출", 6e10, "USD"))
    added = _line(
        "반도체가 그 가운데 140억 달러를 차지했다.", ("반도체", "수출", 1.4e10, "USD"), at=9
    )
    assert _found([*before, *added], before) == [(6e10, "same"), (1.4e10, None)]


def test_a_value_told_in_other_words_elsewhere_still_replaces_the_figures_old_one() -> None:
    before = _line("수출은 600억 달러였다.", ("한국", "수출액", 6e10, "USD"))
    now = _line(
        "관세청은 지난달 우리나라에서 나간 물건값을 580억 달러로 고쳐 집계했다.",
        ("한국", "수출액", 5.8e10, "USD"),
    )
    assert _found(now, before) == [(5.8e10, 6e10)]
