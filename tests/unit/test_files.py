# ruff: noqa: E501 - saved texts are not wrapped
"""load_article, find_documents: documents on disk."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from monitor.collect.files import find_documents, load_article
from monitor.errors import BodyError
from tests.pages import STORY, TITLE, ndsoft

BRIEF = """---
title: "한빛전자의 반도체 투자: 4조원의 무게"
outlet: 한빛일보
published: 2026-11
source_file: 001.txt
---

한빛전자가 AI 반도체에 4조원을 투자한다고 밝혔다.
"""
SAVED = """메뉴 건너뛰기
3.1 C
Seoul
2026년 11월 20일 금요일

한빛전자 연구원. /사진=한빛전자
한빛전자, AI 반도체에 승부수

한빛전자가 지난 3일 AI 반도체에 4조원을 투자한다고 밝혔다.
이도윤 기자 dylee@hanbit.example
ⓒ 맛있는 한빛일보, 무단 전재 - 재배포 금지
"""


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_front_matter_says_what_a_brief_is_and_is_no_part_of_its_story(tmp_path: Path) -> None:
    article = load_article(put(tmp_path, "brief.md", BRIEF))
    assert article.title == "한빛전자의 반도체 투자: 4조원의 무게"
    assert article.outlet == "한빛일보"
    assert article.day == date(2026, 11, 1)  # a whole month: any day of it will do
    assert article.text == BRIEF
    ((start, end),) = article.skip
    assert article.text[start:end].startswith("---\n")
    assert article.text[end:].lstrip().startswith("한빛전자가 AI")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026-11-21", date(2026, 11, 21)),
        ("'2026.11.21'", date(2026, 11, 21)),
        ("2026-11-20T23:30:00Z", date(2026, 11, 21)),
        ("null", None),
        ("", None),
        ("soon", None),
    ],
)
def test_a_brief_may_be_dated_by_day_month_moment_or_not_at_all(
    tmp_path: Path, said: str, day: date | None
) -> None:
    path = put(tmp_path, "b.md", f"---\npublished: {said}\noutlet: null\n---\n# 제목\n본문이다.\n")
    article = load_article(path)
    assert (article.day, article.outlet, article.title) == (day, "", "제목")


def test_a_saved_page_tells_its_title_day_author_and_paper_where_it_says_so(tmp_path: Path) -> None:
    article = load_article(put(tmp_path, "saved.txt", SAVED))
    assert article.title == "한빛전자, AI 반도체에 승부수"
    assert article.day == date(2026, 11, 20)
    assert (article.author, article.outlet) == ("이도윤", "한빛일보")
    assert article.text == SAVED
    assert article.url == str(tmp_path / "saved.txt")


def board(*days: str) -> str:
    rows = "".join(f"4458{n} 다른 글의 제목 한빛넷 {day}\n" for n, day in enumerate(days))
    return f"한빛전자의 반도체 승부수\n한빛전자가 지난달 투자를 발표했다.\n\n한빛일보\n\n번호 제목 날짜\n{rows}"


def test_a_boards_list_dates_a_text_only_if_all_its_rows_agree(tmp_path: Path) -> None:
    same = load_article(put(tmp_path, "a.txt", board(*["2025.02.09"] * 6)))
    mixed = load_article(put(tmp_path, "b.txt", board(*["2025.02.09"] * 5, "2025.02.08")))
    few = load_article(put(tmp_path, "c.txt", board("2025.02.09")))
    assert (same.day, mixed.day, few.day) == (date(2025, 2, 9), None, None)
    assert same.outlet == "한빛일보"


def test_a_date_inside_the_text_dates_nothing(tmp_path: Path) -> None:
    text = "한빛전자의 승부수\n한빛전자는 2026년 11월 3일 투자를 발표했다고 밝혔다.\n"
    assert load_article(put(tmp_path, "a.txt", text)).published is None


def test_the_users_word_on_name_and_date_is_the_last(tmp_path: Path) -> None:
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    path = put(tmp_path, "brief.md", BRIEF)
    article = load_article(path, url="https://a.example/1", published=moment)
    assert (article.url, article.published) == ("https://a.example/1", moment)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_the_encoding_of_a_text_is_found(tmp_path: Path, codec: str) -> None:
    text = "한빛전자의 '펲시' 승부수\n4조원을 투자한다고 밝혔다.\n"
    assert load_article(put(tmp_path, "a.txt", text.encode(codec))).text == text


def test_line_ends_of_any_kind_count_as_one_character(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "한빛전자의 승부수\r\n\r\n4조원을 투자한다.\r\n".encode())
    assert load_article(path).text == path.read_text("utf-8")


def test_a_saved_web_page_is_read_as_one(tmp_path: Path) -> None:
    article = load_article(put(tmp_path, "page.html", ndsoft().page))
    assert (article.title, article.text.split("\n")) == (TITLE, list(STORY))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7"),
        ("a.txt", b"%PDF-1.7"),
        ("a.txt", bytes(5000)),
        ("a.md", b"\x89PNG\r\n\x1a\n"),
        ("a.txt", b"x" * 11_000_000),
        ("a.docx", b"PK"),
        ("noname", b"x"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(BodyError) as caught:
        load_article(put(tmp_path, name, content))
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


def test_a_missing_file_and_a_folder_are_clear_errors(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    for name in ("none.txt", "folder.txt"):
        with pytest.raises(BodyError):
            load_article(tmp_path / name)
    with pytest.raises(BodyError):
        find_documents([tmp_path / "none"])


def test_an_empty_document_is_an_article_without_words(tmp_path: Path) -> None:
    article = load_article(put(tmp_path, "empty.txt", ""))
    assert (article.text, article.title) == ("", "empty")


def test_folders_are_searched_in_order_and_each_file_comes_once(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", "sub/c.HTML", "sub/d.pdf", ".hidden/e.md", "README.md", "f.htm"):
        put(tmp_path, name, "x")
    found = find_documents([tmp_path / "b.md", tmp_path])
    names = [str(path.relative_to(tmp_path)) for path in found]
    assert names == ["b.md", "a.txt", "f.htm", "sub/c.HTML"]


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("ⓒ 2025 한빛일보 무단전재 및 재배포 금지", "한빛일보"),
        ("Copyright © 2025. All rights reserved", ""),
        ("저작권자(c) 2001-2025 한빛일보, 무단 전재-재배포 금지", "한빛일보"),
        ("저작권자 ⓒ 한빛일보 2025 무단전재", "한빛일보"),
        ("ⓒ 한빛일보 & hanbit.example, 무단 전재 금지", "한빛일보"),
        ("Copyright ⓒ The Hanbit Herald. All rights reserved", "The Hanbit Herald"),
        ("ⓒ CBS한빛뉴스 무단 전재 금지", "CBS한빛뉴스"),
        ("사진 ⓒ 2025 홍길동", ""),
    ],
)
def test_the_outlet_of_a_copyright_line_is_a_name_and_no_year(
    tmp_path: Path, line: str, outlet: str
) -> None:
    path = put(tmp_path, "a.txt", f"기준금리가 오른 까닭은\n\n금리가 올랐다.\n{line}\n")
    assert load_article(path).outlet == outlet
