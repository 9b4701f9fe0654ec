"""Tables of a text: where they are, what their labels say, what is a claim and what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extract.cells import Signs, read_cell
from monitor.extract.claims import extract_claims
from monitor.extract.labels import is_time, read_label, spell_time, units_of
from monitor.extract.statements import extract_statements
from monitor.extract.tables import MAX_CELLS, find_tables
from monitor.model import Article, Claim, Modality, Url

PUBLISHED = datetime(2025, 5, 9, 3, tzinfo=UTC)


def read(text: str, *, title: str = "") -> tuple[Claim, ...]:
    return extract_claims(Article(url=Url("a"), title=title, text=text, published=PUBLISHED))


def said(text: str, *, title: str = "") -> list[tuple[str, str, str]]:
    return [(text[slice(*c.span)], c.subject, c.metric) for c in read(text, title=title)]


def value(text: str, *units: str, signs: Signs | None = None) -> list[tuple[str, str]]:
    found = read_cell(text, units, signs or Signs())
    return [(f"{q.interval.low:f}" if q.interval.low is not None else "", q.unit) for q in found]


RESULTS = "구분\t2024년 1분기\t2025년 1분기\n매출(억원)\t1,100\t1,234\n영업이익(억원)\t△20\t99"


def test_a_cell_is_a_claim_with_row_and_column_as_metric_and_period() -> None:
    claims = read(RESULTS, title="한빛전자 실적")
    assert [(c.metric, c.unit, int(c.interval.low or 0)) for c in claims] == [
        ("매출", "KRW", 110_000_000_000),
        ("매출", "KRW", 123_400_000_000),
        ("영업이익", "KRW", -2_000_000_000),
        ("영업이익", "KRW", 9_900_000_000),
    ]
    assert {c.subject for c in claims} == {"한빛전자"}
    assert claims[1].as_of.start == date(2025, 1, 1)
    assert claims[1].as_of.end == date(2025, 3, 31)
    assert claims[1].quote == "매출(억원)\t1,100\t1,234"


@pytest.mark.parametrize(
    "table",
    [
        "업체\t매출\n한빛\t3조 원\n다온\t2조 원",
        "| 업체 | 매출 |\n|---|---:|\n| 한빛 | 3조 원 |\n| 다온 | 2조 원 |",
        "업체 | 매출\n--- | ---\n한빛 | 3조 원\n다온 | 2조 원",
        "│ 업체 │ 매출 │\n├──┼──┤\n│ 한빛 │ 3조 원 │\n│ 다온 │ 2조 원 │",
    ],
    ids=["tabs", "markdown", "markdown without outer bars", "box"],
)
def test_every_form_of_a_table_in_a_text_reads_alike(table: str) -> None:
    assert said(table) == [("3조 원", "한빛", "매출"), ("2조 원", "다온", "매출")]


def test_columns_under_one_another_are_a_table_where_every_row_has_as_many() -> None:
    table = "업체     1분기    2분기\n한빛차   12.3만대   13.4만대\n다온차   10.1만대   9.9만대"
    assert [owner for _, owner, _ in said(table)] == ["한빛차"] * 2 + ["다온차"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "가\t나\n다\t라",
        "하나뿐인 줄\t3조 원",
        "a | b 는 3조 원이다.\n그리고 끝이다.",
        "제목   부제   작성\n한 줄만 다르다",
    ],
)
def test_what_only_looks_like_a_table_is_none(text: str) -> None:
    assert find_tables(text) == ()


def test_a_title_line_between_rows_of_figures_is_the_owner_of_those_below() -> None:
    text = "구분\t2024년\t2025년\n가온건설\n매출(억원)\t10\t20\n가온식품\n매출(억원)\t30\t40"
    assert [(w, owner) for w, owner, _ in said(text)] == [
        ("10", "가온건설"),
        ("20", "가온건설"),
        ("30", "가온식품"),
        ("40", "가온식품"),
    ]


def test_prose_between_tables_is_read_as_prose() -> None:
    text = f"{RESULTS}\n한빛전자의 직원은 1200명이라고 회사는 밝혔다.\n업체\t매출\n다온\t2조 원"
    assert ("1200명", "한빛전자") in [(w, owner) for w, owner, _ in said(text)]


def test_a_figure_that_the_prose_says_too_is_one_claim_and_the_proses() -> None:
    text = f"한빛전자의 올해 1분기 매출은 1234억 원이었다.\n{RESULTS}"
    claims = [c for c in read(text) if c.interval.low == 123_400_000_000]
    assert [text[slice(*c.span)] for c in claims] == ["1234억 원"]


def test_equal_cells_of_two_years_are_two_claims() -> None:
    text = "구분\t2023년\t2024년\n한빛 가입자(만 명)\t120\t120"
    assert [c.as_of.start for c in read(text)] == [date(2023, 1, 1), date(2024, 1, 1)]


def test_claims_of_tables_and_prose_come_in_text_order() -> None:
    text = f"{RESULTS}\n다온전자의 매출은 5000억 원이었다."
    spans = [c.span for c in read(text)]
    assert spans == sorted(spans)
    assert len(spans) == 5


@pytest.mark.parametrize(
    "table",
    [
        "번호\t제목\t등록일\t조회\n2\t도로 통제\t2025.03.20\t1,341\n1\t축제\t2025.03.19\t987",
        "종목명\t현재가\t전일대비\n한빛\t71,200원\t▲1,200\n다온\t23,450원\t▼100",
        "한빛전자\t71,200원\t▲1.71%\n다온전자\t23,450원\t▼0.42%",
        "오늘의 환율\n통화\t원\n달러\t1,405.50\n엔\t968.11",
        "지역\t최저기온\t최고기온\t강수확률\n서울\t12\t21\t60%",
        "회차\t당첨번호\t보너스\n1171\t3, 6, 7\t31\n1170\t3, 13, 28\t7",
        "구분\t내용\n등록번호\t서울 아01234\n전화\t02-000-0000",
        "순위\t기사\n1\t새 다리에 3조 원 든다는데\n2\t기름값 1700원 넘어 치솟아",
    ],
    ids=["board", "shares", "ticker", "rates", "weather", "lots", "particulars", "ranking"],
)
def test_tables_of_the_page_give_nothing(table: str) -> None:
    assert said(table) == []


@pytest.mark.parametrize(
    "empty", ["-", "–", "…", "n/a", "N/A", "적자전환", "흑자전환", "미공개", ""]
)
def test_a_cell_without_a_value_gives_nothing(empty: str) -> None:
    text = f"업체\t매출\t이익\n한빛\t3조 원\t{empty}\n다온\t2조 원\t{empty}"
    assert [w for w, _, _ in said(text)] == ["3조 원", "2조 원"]


def test_a_column_that_only_counts_rows_is_none_and_ranks_that_jump_are() -> None:
    counted = "순위\t기업\t매출\n1\t한빛\t3조 원\n2\t다온\t2조 원"
    assert [w for w, _, _ in said(counted)] == ["3조 원", "2조 원"]
    ranked = "대학\t국가\t순위\n서울대\t한국\t31위\n임페리얼\t영국\t2위"
    assert said(ranked) == [("31위", "서울대", "순위"), ("2위", "임페리얼", "순위")]


def test_without_a_known_unit_a_small_bare_number_is_no_claim() -> None:
    assert said("이름\t동\t층\n가람\t101\t12\n나래\t102\t7") == []


def test_what_a_table_skips_gives_nothing() -> None:
    article = Article(url=Url("a"), title="", text=RESULTS, skip=((0, len(RESULTS)),))
    assert extract_claims(article) == ()


def test_without_a_publication_day_relative_heads_stay_unknown() -> None:
    text = "구분\t지난해\t2023년\n한빛 매출(억원)\t10\t20"
    claims = extract_claims(Article(url=Url("a"), title="", text=text))
    assert [c.as_of.start for c in claims] == [None, date(2023, 1, 1)]


def test_forecast_marks_of_heads_and_cells_make_forecasts() -> None:
    text = "업체\t2024년 매출\t2026년 매출(E)\n한빛\t3조 원\t5조 원\n다온\t2조 원\t4조 원(전망)"
    assert [c.modality for c in read(text)] == [Modality.ASSERTED, Modality.FORECAST] * 2


def test_the_source_below_a_table_is_whom_its_figures_are_attributed_to() -> None:
    text = f"{RESULTS}\n자료: 금융감독원"
    assert {c.attribution for c in read(text, title="한빛전자")} == {"금융감독원"}


def test_a_table_makes_no_statement() -> None:
    text = "업체\t상태\t매출\n한빛\t인수에 합의했다.\t3조 원\n다온\t소송을 제기했다.\t2조 원"
    article = Article(url=Url("a"), title="", text=text, published=PUBLISHED)
    assert extract_statements(article, ()) == ()
    assert extract_statements(replace(article, text="한빛은 다온 인수에 합의했다."), ()) != ()


def test_how_many_a_label_stands_for_is_no_figure_of_the_table() -> None:
    text = "\t찬성\t반대\n전체(1,000명)\t52%\t38%\n남성(500명)\t55%\t37%"
    assert said(text) == [
        ("52%", "전체", "찬성"),
        ("38%", "전체", "반대"),
        ("55%", "남성", "찬성"),
        ("37%", "남성", "반대"),
    ]


def test_a_line_that_gives_units_is_no_prose() -> None:
    text = "아파트 분양가 (3.3㎡당, 만원)\n지역\t2024.4\t2025.4\n서울\t3,884\t4,549"
    assert [(w, owner) for w, owner, _ in said(text)] == [("3,884", "서울"), ("4,549", "서울")]


def test_days_without_a_year_are_periods_under_a_head_of_days() -> None:
    (claim, _) = read("날짜\t확진자\n5.7\t1,234명\n5.8\t1,345명")
    assert claim.as_of.start == date(2025, 5, 7)


def test_amounts_with_a_scale_and_no_currency_are_won_where_the_property_is_money() -> None:
    (claim, _) = read("구분\t2023년\t2024년\n한빛 매출\t1조 234억\t1조 1345억")
    assert (int(claim.interval.low or 0), claim.unit) == (1_023_400_000_000, "KRW")


# --- labels ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("'24", "2024년"),
        ("’24.1Q", "2024년 1분기"),
        ("1Q25", "2025년 1분기"),
        ("2024년 3/4분기", "2024년 3분기"),
        ("2025Q2", "2025년 2분기"),
        ("2024.3", "2024년 3월"),
        ("2024.03.31", "2024년 3월 31일"),
        ("'24.1~9월", "2024년 1~9월"),
        ("2H24", "2024년 하반기"),
        ("'98", "1998년"),
        ("2020~24", "2020~2024년"),
        ("10년", "10년"),
        ("H100", "H100"),
    ],
)
def test_the_shorthand_for_time_is_spelt_out(text: str, spelt: str) -> None:
    assert spell_time(text) == spelt


@pytest.mark.parametrize(
    "text", ["2024년", "1분기", "3월 말", "지난해", "2025E", "전년 동기", "24년"]
)
def test_an_expression_of_time_alone_is_a_period(text: str) -> None:
    assert is_time(text)


@pytest.mark.parametrize("text", ["매출", "10년물", "30대", "전년 대비", "2024년 매출", "서울", ""])
def test_other_labels_are_no_period(text: str) -> None:
    assert not is_time(text)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("단위: 억원, %", ("억원", "%")),
        ("단위 : 백만 달러", ("백만 달러",)),
        ("만 명", ("만 명",)),
        ("연 %", ("%",)),
        ("10억 달러", ("십억 달러",)),
        ("천USD", ("천달러",)),
        ("연결 기준", ()),
        ("여수", ()),
        ("주", ()),
    ],
)
def test_a_bracket_names_units_or_none(text: str, units: tuple[str, ...]) -> None:
    assert units_of(text) == units


def test_a_label_is_taken_apart() -> None:
    label = read_label("2024년 매출액(억원)1)")
    assert (label.words, label.units, label.time) == ("매출액", ("억원",), "2024년")
    assert read_label("합계").is_total
    assert read_label("전년 동기 대비 증감률").is_change
    assert not read_label("환율").is_ratio


# --- cells ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "unit", "found"),
    [
        ("1,234", "억원", [("123400000000", "KRW")]),
        ("△1,234", "억원", [("-123400000000", "KRW")]),
        ("▼1.2", "%", [("-1.2", "%")]),
        ("3.2%↓", "", [("-3.2", "%")]),
        ("−0.5", "%p", [("-0.5", "%p")]),
        ("15억8000만", "원", [("1580000000", "KRW")]),
        ("1,234 (12.3%)", "명", [("1234", "명"), ("12.3", "%")]),
        ("1,000 이상", "명", [("1000", "명")]),
        ("1조 2000억원", "명", [("1200000000000", "KRW")]),
        ("1,234*", "명", [("1234", "명")]),
        ("1,2341)", "명", [("1234", "명")]),
        ("3.4%→3.6%", "", [("3.6", "%")]),
        ("2024.03.02", "명", []),
        ("10:20", "명", []),
        ("H100", "명", []),
        ("나래 2", "명", []),
        ("005930", "명", []),
        ("02-000-0000", "명", []),
    ],
)
def test_a_number_is_read_with_the_unit_of_its_head(
    text: str, unit: str, found: list[tuple[str, str]]
) -> None:
    assert value(text, unit) == found


def test_an_open_triangle_is_a_minus_unless_the_table_has_a_falling_one() -> None:
    fall = "업체\t증감률\n한빛\t△3.2%\n다온\t▽1.1%"
    assert [c.interval.low for c in read(fall)] == [Decimal("3.2"), Decimal("-1.1")]
    account = "업체\t증감률\n한빛\t△3.2%\n다온\t1.1%"
    assert [c.interval.low for c in read(account)] == [Decimal("-3.2"), Decimal("1.1")]


def test_a_filled_triangle_among_profits_is_a_loss_unless_triangles_fall_there() -> None:
    loss = "구분\t2024년\t2025년\n한빛 영업이익(억원)\t300\t▲120"
    assert [c.interval.low for c in read(loss)] == [30_000_000_000, -12_000_000_000]
    moves = "구분\t2024년\t2025년\n한빛 영업이익(억원)\t▲300\t▼120"
    assert [c.interval.low for c in read(moves)] == [30_000_000_000, -12_000_000_000]


# --- hostile --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "\t" * 5_000,
        "\t\n" * 5_000,
        "|" * 5_000,
        "|1|2|\n" * 2_000,
        "a|b\n---|---\n" * 2_000,
        "가   나   1,234\n" * 1_000,
        "│───│\n" * 2_000,
        "구분\t" + "(" * 3_000 + "\n매출\t1,234",
        "(단위" + " " * 3_000 + ":\n구분\t매출\n가\t1,234",
        "가\t1" + "0" * 3_000 + "\n나\t2",
    ],
)
def test_no_table_however_odd_raises(text: str) -> None:
    for claim in read(text):
        assert text[slice(*claim.span)]


def test_of_a_table_without_end_only_the_beginning_is_read() -> None:
    text = "이름\t매출\n" + "".join(f"한빛{n}\t{n + 100}억 원\n" for n in range(MAX_CELLS))
    (table,) = find_tables(text)
    assert sum(len(row.cells) for row in table.rows) <= MAX_CELLS
    assert table.span == (0, len(text) - 1)


_CELL = st.sampled_from(
    [
        "",
        "-",
        "1,234",
        "3조 원",
        "△5",
        "12.3%",
        "2024년",
        "'24.1Q",
        "매출(억원)",
        "한빛",
        "합계",
        "|",
        "0",
    ]
)


@given(st.lists(st.lists(_CELL, min_size=1, max_size=5), min_size=1, max_size=8))
def test_spans_of_cells_always_index_the_text(rows: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in rows)
    for claim in read(text):
        words = text[slice(*claim.span)]
        assert words
        assert "\t" not in words
        assert "\n" not in words
        assert claim.metric
        assert claim.subject


def test_the_last_row_of_a_table_is_no_caption_of_the_next() -> None:
    text = (
        "# 지역 통계\n\n| 지역 | 인구(만명) |\n| --- | --- |\n| 서울 | 933 |\n| 부산 | 326 |\n\n"
        "| 연도 | 출생아 수(명) |\n| --- | --- |\n| 2023 | 230,000 |\n| 2024 | 238,300 |\n"
    )
    assert [who for _, who, _ in said(text)][:2] == ["서울", "부산"]
    assert all("부산" not in who for _, who, _ in said(text)[2:])
