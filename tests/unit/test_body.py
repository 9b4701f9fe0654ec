# ruff: noqa: E501 - pages are not wrapped
"""extract_body: pages of every family come out as their story, and nothing but it."""

from __future__ import annotations

import html
import json
import re
import zlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.collect.body import extract_body
from monitor.errors import BodyError
from monitor.model import Article
from tests.pages import FAMILIES, LEAKS, MOMENT, STORY, TITLE, Sample, in_encodings, ndsoft

URL = "https://www.hanbit.example/news/1"
SAMPLES = [make() for make in FAMILIES]


def read(sample: Sample) -> Article:
    return extract_body(sample.page, url=URL, content_type=sample.header)


@pytest.fixture(params=SAMPLES, ids=[s.name for s in SAMPLES])
def sample(request: pytest.FixtureRequest) -> Sample:
    found: Sample = request.param
    return found


def test_every_paragraph_is_a_line_in_story_order(sample: Sample) -> None:
    lines = [line for line in read(sample).text.split("\n") if line not in sample.also]
    assert lines == list(sample.text)


def test_nothing_of_the_page_leaks_into_the_text(sample: Sample) -> None:
    text = read(sample).text
    assert [word for word in LEAKS if word in text] == []


def test_the_title_comes_without_section_and_paper(sample: Sample) -> None:
    assert read(sample).title == sample.title


def test_the_publication_time_is_the_articles_and_in_korea(sample: Sample) -> None:
    article = read(sample)
    assert (article.published, article.modified) == (sample.published, sample.modified)


def test_the_author_is_a_person_and_the_outlet_the_paper(sample: Sample) -> None:
    article = read(sample)
    assert (article.author, article.outlet) == (sample.author, sample.outlet)


def test_the_state_says_what_the_page_was(sample: Sample) -> None:
    assert read(sample).state == sample.state


def nameless(sample: Sample) -> Sample:
    """Return the page with every class, id and itemprop of its body replaced by a hash."""
    codec = "cp949" if b"euc-kr" in sample.page[:300] else "utf-8"
    head, body = sample.page.decode(codec).split("<body>", 1)

    def hashed(match: re.Match[str]) -> str:
        known = "__NEXT_DATA__" in match[2]
        return match[0] if known else f' class="x{zlib.crc32(match[2].encode()):x}"'

    body = re.sub(r"""\s(class|id|itemprop)=("[^"]*"|'[^']*')""", hashed, body)
    return replace(sample, page=f"{head}<body>{body}".encode(codec))


def test_no_part_of_a_story_depends_on_a_name_of_the_sites(sample: Sample) -> None:
    article = read(nameless(sample))
    lines = [line for line in article.text.split("\n") if line not in sample.also]
    assert [line for line in lines if line in sample.text] == list(sample.text)
    assert len(lines) <= len(sample.text) + 1  # an advertisement in sentences looks like a story
    assert (article.title, article.published) == (sample.title, sample.published)


def test_paragraphs_that_are_named_like_furniture_are_the_story_where_all_are() -> None:
    for name in ("txt_desc", "print", "article-share", "photo_txt"):
        parts = "".join(f"<p class='{name}'>{line}</p>" for line in STORY)
        page = f"<h1>{TITLE}</h1><div>{parts}</div><div class='print'>인쇄</div>"
        assert extract_body(page.encode(), url=URL).text.split("\n") == list(STORY)


def test_a_correction_above_the_text_is_part_of_it() -> None:
    note = "[바로잡습니다] 20일자 기사의 4조원은 4조2000억원이므로 바로잡습니다."
    parts = "".join(f"<p>{line}</p>" for line in STORY)
    page = f"<h1>{TITLE}</h1><article><div class='notice_correct'>{note}</div>{parts}</article>"
    assert extract_body(page.encode(), url=URL).text.split("\n") == [note, *STORY]


def test_a_photo_article_has_no_text_and_a_personnel_notice_has() -> None:
    photo = "<h1>[포토] 연구소</h1><div itemprop='articleBody'><figure><img><figcaption>21일 한빛전자 연구소. /사진=한빛</figcaption></figure></div>"
    assert extract_body(photo.encode(), url=URL).state == "empty"
    names = "<h1>[인사] 한빛전자</h1><article id='articleBody'>◇ 승진 ▲부사장 김철수<br>◇ 전보 ▲상무 박민수</article>"
    assert extract_body(names.encode(), url=URL).text.split("\n") == [
        "◇ 승진 ▲부사장 김철수",
        "◇ 전보 ▲상무 박민수",
    ]


@pytest.mark.parametrize("form", in_encodings(ndsoft()), ids=lambda form: str(form.name))
def test_wrong_words_about_the_encoding_change_nothing(form: Sample) -> None:
    article = read(form)
    assert (article.title, article.text.split("\n")) == (TITLE, list(STORY))


@pytest.mark.parametrize(
    ("page", "state"),
    [
        ("<h1>잠시만 기다려 주십시오</h1><p>보안 검사를 하고 있습니다.</p>", "blocked"),
        (
            "<title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p>",
            "blocked",
        ),
        (
            "<p>비정상적인 접근이 감지되어 접속이 제한됩니다. 잠시 후 다시 시도해 주세요.</p>",
            "blocked",
        ),
        ("<p>자동등록방지를 위해 아래 글자를 입력해 주세요.</p>", "blocked"),
        (
            "<script>alert('삭제되었거나 존재하지 않는 기사입니다.');history.back();</script>",
            "gone",
        ),
        ("<div>삭제되었거나 존재하지 않는 기사입니다.</div><nav>정치 경제</nav>", "gone"),
        ("<h2>요청하신 페이지를 찾을 수 없습니다.</h2>", "gone"),
        ("<h1>로그인</h1><p>이 기사를 보시려면 로그인이 필요합니다.</p>", "paywall"),
        ("<nav>정치 경제</nav>", "empty"),
        ("", "empty"),
        ("   \n", "empty"),
        ("<!doctype html><html></html>", "empty"),
        ("<html><body><div id='__next'></div></body></html>", "empty"),
    ],
)
def test_what_is_no_article_is_told_apart_and_has_no_text(page: str, state: str) -> None:
    article = extract_body(page.encode(), url=URL)
    assert article.state == state
    assert article.text == ""


def test_an_article_about_walls_and_deleted_pages_is_an_article() -> None:
    lines = (
        "접속이 제한되었다는 안내가 21일 오전부터 3시간 동안 떴다고 이용자들은 말했다. 피해자는 1200명이다.",
        "회사는 \"비정상적인 접근이 감지되어 보안 검사를 강화했다\"며 \"삭제된 기사는 40건\"이라고 밝혔다.",
        "구독자 전용 서비스도 멈췄다. 로그인하면 이어서 읽을 수 있다는 안내만 나왔다고 한다.",
        "정부는 원인을 조사하고 있다. 과징금은 매출의 3%까지 매길 수 있으며 결과는 12월에 나온다고 설명했다.",
    )  # fmt: skip
    page = f"<h1>접속 장애</h1><article>{''.join(f'<p>{x}</p>' for x in lines)}</article>"
    article = extract_body(page.encode(), url=URL)
    assert article.state == "article"
    assert article.text.split("\n") == list(lines)


@pytest.mark.parametrize(
    ("page", "header"),
    [
        (b"%PDF-1.7\n" + b"x" * 100, "application/pdf"),
        (b"%PDF-1.7\n" + b"x" * 100, "text/html"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), None),
        (b"\xff\xd8\xff\xe0" + bytes(500), "image/jpeg"),
        (bytes(10_000), "text/html"),
        (b"\x00\x01\x02\x03" * 3000, "application/octet-stream"),
        (b"plain words", "image/png"),
        (b"<p>" + b"a" * 11_000_000, "text/html"),
    ],
)
def test_what_is_no_page_is_one_clear_error(page: bytes, header: str | None) -> None:
    with pytest.raises(BodyError) as caught:
        extract_body(page, url=URL, content_type=header)
    assert "\n" not in str(caught.value)
    assert not caught.value.temporary


HOSTILE = {
    "deep nesting": b"<div>" * 100_000 + b"x" + b"</div>" * 100_000,
    "deep inline nesting": b"<b><i>" * 50_000 + b"x",
    "many attributes": b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">x</p>",
    "an endless class": b"<p class='" + b"relA " * 200_000 + b"'>x</p>",
    "many small parts": b"<p>x</p>" * 40_000,
    "a long line": b"<p>" + "가나다 ".encode() * 400_000 + b"</p>",
    "many breaks": b"<br>" * 80_000,
    "many dates": b"<p>2026.11.21 14:05</p>" * 15_000,
    "many names": "<p>이도윤 기자 </p>".encode() * 15_000,
    "deep json": b"<script type='application/ld+json'>" + b"[" * 100_000 + b"</script>",
    "wide json": b"<script type='application/json'>[" + b"1," * 100_000 + b"1]</script>",
    "unclosed": b"<table><tr><td>" * 20_000,
    "an unclosed tag": b"<p " * 100_000,
    "an entity bomb": b"<!DOCTYPE a [<!ENTITY b '" + b"x" * 1000 + b"'>]><p>" + b"&b;" * 10_000,
    "a long title": b"<title>" + b"| a " * 300_000 + b"</title>",
    "nul bytes": "<h1>제목</h1><p>본\x00문이 여기에 있다고 밝혔다.</p>".encode(),
    "lone surrogates": "<p>본문이 여기에 있다고 밝혔다. \ud83d</p>".encode(
        "utf-8", "surrogatepass"
    ),
    "share prices": b"<span class='stock'>(" + b"1," * 200_000 + b"</span>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_and_does_no_harm(name: str) -> None:
    article = extract_body(HOSTILE[name], url=URL)
    assert "\x00" not in article.text
    article.text.encode()


def test_nul_bytes_do_not_cut_a_page_off() -> None:
    article = extract_body(HOSTILE["nul bytes"], url=URL)
    assert article.text == "본문이 여기에 있다고 밝혔다."


def test_text_keeps_its_no_break_spaces_and_joins_what_inline_markup_splits() -> None:
    page = (
        "<h1>제목입니다</h1><article><p>정부가 <b>4조</b>\n   <a href='/x'>2000억원</a>을\xa0<span>투입</span>한다고\n"
        "밝혔다.</p><p>두 번째 문단도 여기 있다고 전했다.</p></article>"
    )
    article = extract_body(page.encode(), url=URL)
    assert article.text.split("\n") == [
        "정부가 4조 2000억원을\xa0투입한다고 밝혔다.",
        "두 번째 문단도 여기 있다고 전했다.",
    ]


@pytest.mark.parametrize(
    "stamp",
    [
        "<p>입력 2026.11.21 14:05</p>",
        "<div class='date'>2026.11.21 14:05</div>",
        "<span>이도윤 기자 | 2026.11.21 14:05</span>",
        "<dl><dt>등록</dt><dd>2026-11-21 14:05</dd></dl>",
        "<span>승인 2026.11.21 14:05</span>",
        "<div>기사전송 2026-11-21 14:05</div>",
        "<em>송고</em>2026-11-21 14:05",
        "<time datetime='2026-11-21T14:05:00+09:00'>3시간 전</time>",
        "<span class='t' data-date-time='2026-11-21 14:05:00'>3시간 전</span>",
    ],
)
def test_other_dates_on_the_page_are_not_the_articles(stamp: str) -> None:
    page = (
        "<head><title>한빛전자의 4조원 투자</title></head><div class='date'>2026년 11월 22일(일) 09:00</div>"
        "<div class='top_time'>최종 업데이트 2026.11.22 09:10</div><h2>한빛전자의 4조원 투자</h2>"
        f"{stamp}<div class='article_body'><p>정부가 2026년 11월 3일 10시 30분에 4조원을 투자한다고 밝혔다.</p></div>"
        "<ul class='rank'><li><time datetime='2026-11-22T08:00:00+09:00'>1시간 전</time></li></ul>"
        "<div class='comment'><p class='date'>2026.11.22 08:30</p></div>"
    )
    article = extract_body(page.encode(), url=URL)
    assert (article.published, article.modified) == (MOMENT, None)


def test_korean_time_that_was_called_utc_is_known_by_what_the_page_shows() -> None:
    page = (
        "<meta property='article:published_time' content='2026-11-21T14:05:00Z'><h1>제목입니다</h1>"
        "<p>입력 2026.11.21 14:05</p><article><p>본문이 여기에 있다고 밝혔다.</p></article>"
    )
    assert extract_body(page.encode(), url=URL).published == MOMENT


def test_a_page_in_a_shape_that_nobody_knows_falls_to_the_general_extractor() -> None:
    words = (
        "The ministry said on Saturday that it would invest 4.2 trillion won in chips next year."
    )
    page = f"<main><div><h1>Chips</h1></div><div><div>{words}</div><div>{words[:-1]} again.</div></div></main>"
    assert words in extract_body(page.encode(), url=URL).text


@pytest.mark.parametrize(
    ("tail", "outlet"),
    [
        ("-정치ㅣ한국일보", "한국일보"),
        (" : 네이트 뉴스", ""),
        (" | 중앙일보", "중앙일보"),
        (" - 뉴스1", ""),
        (" < 경제 < 기사본문 - 미디어오늘", "미디어오늘"),
        ("::공감언론 뉴시스::", "뉴시스"),
        (" - 매일경제", ""),
        (" : 경제 : 뉴스 : 한겨레", "한겨레"),
        (" | SBS 뉴스", "SBS NEWS"),
        (" – 블로터", "블로터"),
        ("", "한빛일보"),
        (" - 한국경제TV", ""),
        (" > 한빛일보", "한빛일보"),
        (" - hanbit.co.kr", ""),
    ],
)
@pytest.mark.parametrize(
    "headline",
    [
        TITLE,
        "AI 반도체 - 4조원 시대",
        "관세 폭풍 | 흔들리는 한국 경제",
        "AI칩 - 다음 목표는 4조원",
        "한빛: 4조원의 무게",
    ],
)
def test_sections_and_papers_are_cut_from_a_headline_and_nothing_else(
    headline: str, tail: str, outlet: str
) -> None:
    head = f"<title>{html.escape(headline + tail)}</title>"
    if outlet:
        head += f"<meta property='og:site_name' content='{outlet}'>"
    page = f"<head>{head}</head><body><div>첫 문장이 여기에 있다고 밝혔다.</div></body>"
    assert extract_body(page.encode(), url=URL).title == headline


# --- tables ---------------------------------------------------------------------------------------


def with_table(table: str) -> list[str]:
    """Return the lines below the story of a page that has a table there."""
    parts = "".join(f"<p>{line}</p>" for line in STORY)
    page = f"<h1>{TITLE}</h1><div id='articleBody'>{parts}{table}</div>"
    lines = extract_body(page.encode(), url=URL).text.split("\n")
    assert lines[: len(STORY)] == list(STORY)
    return lines[len(STORY) :]


def test_a_row_of_data_is_a_line_whose_cells_a_tab_keeps_apart() -> None:
    table = """<table><caption>분기 실적 (단위: 억원)</caption><thead><tr><th></th><th>1분기</th></tr></thead>
      <tbody><tr><td><p>매출</p></td><td><p><span>1,234<br></span></p></td></tr></tbody></table>"""
    assert with_table(table) == ["분기 실적 (단위: 억원)", "\t1분기", "매출\t1,234"]


def test_merged_cells_stand_where_they_begin_and_leave_the_others_blank() -> None:
    table = """<table><tr><th rowspan=2>업체</th><th colspan=2>2025년</th></tr>
      <tr><th>매출</th><th>이익</th></tr><tr><td>한빛</td><td>3조원</td><td>1조원</td></tr></table>"""
    assert with_table(table) == ["업체\t2025년", "\t매출\t이익", "한빛\t3조원\t1조원"]


def test_a_cell_over_the_whole_width_is_a_line_without_a_tab() -> None:
    table = """<table><tr><td colspan=2>■ 한빛건설</td></tr><tr><td>매출</td><td>3조원</td></tr>
      <tr><td>이익</td><td>1조원</td></tr></table>"""
    assert with_table(table) == ["■ 한빛건설", "매출\t3조원", "이익\t1조원"]


def test_the_sign_of_a_footnote_is_not_read_with_its_figure() -> None:
    table = """<table><tr><td>구분</td><td>2024년<sup>p)</sup></td></tr>
      <tr><td>매출</td><td>1,234<sup>1)</sup></td></tr></table>"""
    assert with_table(table)[1] == "매출\t1,234"


def test_a_table_in_a_figure_as_editors_make_it_is_read_and_a_picture_is_not() -> None:
    table = "<table><tr><td>구분</td><td>매출</td></tr><tr><td>한빛</td><td>3조원</td></tr></table>"
    figure = f"<figure>{table}<figcaption>자료: 한빛</figcaption></figure>"
    assert with_table(figure) == ["구분\t매출", "한빛\t3조원", "자료: 한빛"]
    assert with_table(f"<figure><img>{table}<figcaption>연구소 3곳</figcaption></figure>") == []


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><img></td><td><img></td></tr><tr><td>▲ 120명</td><td>▲ 35명</td></tr></table>",
        "<table><tr><td>1</td><td><a href=/1>새 다리에 3조원</a></td></tr><tr><td>2</td><td><a href=/2>기름값 1700원</a></td></tr></table>",
        "<table><tr><td>낱말 3개</td></tr><tr><td>하나 2개</td></tr></table>",
        "<table><tr><td>가</td><td><table><tr><td>나</td></tr></table></td></tr><tr><td>1</td><td>2</td></tr></table>",
    ],
    ids=["pictures", "headlines", "one column", "nested"],
)
def test_a_table_that_only_lays_out_is_no_table_of_data(table: str) -> None:
    assert [line for line in with_table(table) if "\t" in line] == []


HOSTILE_TABLES = {
    "ten thousand rows": "<tr><td>가</td><td>1,234</td></tr>" * 10_000,
    "endless rowspan": "<tr><td rowspan=1000000000>가</td><td>1</td></tr>"
    + "<tr><td>2</td></tr>" * 500,
    "endless colspan": "<tr><td colspan=1000000000>가</td><td>1</td></tr>" * 200,
    "spans of nonsense": "<tr><td colspan=-5>가</td><td rowspan=x>1</td><td colspan=''>2</td></tr>"
    * 50,
    "a thousand columns": ("<tr>" + "<td>1</td>" * 1_000 + "</tr>") * 20,
    "nested without end": "<tr><td>1<table>" * 5_000,
    "empty cells": ("<tr>" + "<td></td>" * 10 + "</tr>") * 500,
    "a cell of many parts": "<tr><td>" + "<b>1</b>" * 20_000 + "</td><td>2</td></tr>",
    "spans over spans": "<tr><td rowspan=1000 colspan=50>1</td></tr>" * 2_000,
}


@pytest.mark.parametrize("rows", HOSTILE_TABLES.values(), ids=HOSTILE_TABLES.keys())
def test_a_hostile_table_is_read_in_bounds(rows: str) -> None:
    lines = with_table(f"<table>{rows}</table>")
    assert sum(map(len, lines)) <= 2 * len(rows) + 100_000
    assert max((line.count("\t") for line in lines), default=0) < 60


def test_the_table_of_a_short_flash_keeps_its_rows() -> None:
    page = (
        "<html><head><title>가나전자 3분기 실적</title></head><body><h1>가나전자 3분기 실적</h1>"
        "<div class='news_body'><p>가나전자가 10일 3분기 실적을 발표했다. 영업이익은 12% 늘었다.</p>"
        "<table><tr><th>구분</th><th>2025년 3분기</th><th>2024년 3분기</th></tr>"
        "<tr><td>매출(억원)</td><td>31,000</td><td>28,700</td></tr>"
        "<tr><td>영업이익(억원)</td><td>2,000</td><td>1,786</td></tr></table></div></body></html>"
    )
    text = extract_body(page.encode(), url="https://news.example/1").text
    assert "매출(억원)\t31,000\t28,700" in text.split("\n")


def test_a_body_that_a_page_pushes_to_itself_in_strings_is_read() -> None:
    story = "".join(
        f"<p>가람시가 {n}조원을 들여 다리를 놓기로 했다고 밝혔다.</p>" for n in range(2, 6)
    )
    title = "가람시, 다리 네 곳 놓는다"
    stream = f"8:T{len(story.encode()):x},{story}" + '7:["$","div",null,{"id":"$8"}]\n'
    pieces = (stream[:33], stream[33:])
    pushes = "".join(f"<script>self.__next_f.push([1,{json.dumps(p)}])</script>" for p in pieces)
    page = (
        f"<html><head><title>{title}</title></head><body><div>준비 중</div>{pushes}</body></html>"
    )
    article = extract_body(page.encode(), url=URL)
    assert article.text.splitlines() == [
        f"가람시가 {n}조원을 들여 다리를 놓기로 했다고 밝혔다." for n in range(2, 6)
    ]
    assert article.reading == "script"


@pytest.mark.parametrize(
    "stream", ["", "7:", "7:T", "7:Tffffffff,짧다", "x" * 99, "7:[[[[", "8:T-1,a"]
)
def test_a_stream_that_is_none_leaves_the_page_as_it_is(stream: str) -> None:
    push = f"<script>self.__next_f.push([1,{json.dumps(stream)}])</script>"
    page = f"<html><body><h1>제목입니다 여기</h1><p>시가 3조원을 쓴다고 밝혔다.</p>{push}</body></html>"
    assert extract_body(page.encode(), url=URL).text == "시가 3조원을 쓴다고 밝혔다."


def test_a_time_that_stands_beside_another_story_in_a_script_is_not_the_articles() -> None:
    other = {"title": "다른 기사의 제목", "publishedAt": "2020-01-01T00:00:00Z", "writer": "김다른"}
    data = {"props": {"main": other | {"body": "다른 기사가 길게 이어진다고 전했다. " * 30}}}
    page = (
        "<html><head><title>가람시, 다리 네 곳 놓는다</title></head><body>"
        "<h1>가람시, 다리 네 곳 놓는다</h1><p>입력 2026-11-21 14:05</p>"
        f"<div class='article_body'>{'<p>시가 3조원을 쓴다고 밝혔다.</p>' * 9}</div>"
        f"<script type='application/json'>{json.dumps(data, ensure_ascii=False)}</script></body></html>"
    )
    article = extract_body(page.encode(), url=URL)
    assert article.published == datetime(2026, 11, 21, 5, 5, tzinfo=UTC)
    assert article.author == ""


@pytest.mark.parametrize(
    "box",
    [
        "<div class='q1'><b>전체 댓글 7개</b><p>세금으로 9조원을 또 쓰는군요. 말이 됩니까.</p></div>",
        "<div class='q2'><p>매일 아침 소식이 갑니다. 9만명이 받아 봅니다.</p><input type='email'></div>",
        "<form class='q3'><p>매일 아침 소식이 갑니다. 9만명이 받아 봅니다.</p><input type='email'></form>",
    ],
    ids=["comments", "letter", "form"],
)
def test_what_a_box_begins_with_or_asks_for_tells_that_it_is_no_story(box: str) -> None:
    story = "가람시가 3조원을 들여 내년부터 다리 네 곳을 새로 놓는다고 밝혔다. 공사는 5년이 걸린다."
    page = f"<html><body><div><h1>가람시, 다리 네 곳 놓는다</h1><p>{story}</p></div>{box}</body></html>"
    assert extract_body(page.encode(), url=URL).text == story
