"""`claims` and `read`: what they show of documents, and what they say of what they cannot read."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from monitor.cli.grammar import cells
from tests.terminal import Terminal, lines_with, one_line

TEXT = "시속 70㎞로 달리던 열차의 승객은 지난해 121만 명이었다.\n"
PAGE = (
    '<html><head><title>승객 늘어</title><meta property="article:published_time"'
    ' content="2026-11-20T09:00:00+09:00"></head><body><article><h1>승객 늘어</h1><p>'
    + "열차의 승객은 121만 명이었다. 앞으로도 늘 것이라는 말이 나온다. " * 5
    + "</p></article></body></html>"
)


@pytest.fixture
def two(terminal: Terminal) -> Terminal:
    Path("news").mkdir()
    for name in ("news/a.txt", "news/b.txt"):
        Path(name).write_text(TEXT, "utf-8")
    return terminal


def test_a_table_of_several_documents_says_which_and_shows_the_sentence(two: Terminal) -> None:
    out = two.good("claims", "news", "--published", "2026-11-20").out
    assert out.splitlines()[0].split() == ["문서", "수치", "값", "기간", "양태"]
    assert out.count("a.txt") == 2
    assert "news" not in out
    assert "«시속 70㎞»로 달리던" in out
    assert "121만 명" in out
    alone = two.good("claims", "news/a.txt", "--published", "2026-11-20").out
    assert alone.splitlines()[0].split() == ["수치", "값", "기간", "양태"]


def test_a_narrow_terminal_has_the_cells_below_each_other(
    two: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "44")
    lines = two.good("claims", "news", "--published", "2026-11-20").out.splitlines()
    assert max(map(cells, lines)) <= 44
    assert "121만 명 · 2025년 · 사실" in [line.strip() for line in lines]
    assert "70km" in two.good("claims", "news", "--quantities").out


def test_people_see_the_unit_of_the_text_and_records_the_base_unit(two: Terminal) -> None:
    words = ("claims", "news/a.txt", "--published", "2026-11-20")
    assert "시속 70km" in two.good(*words).out
    assert "70 km/h" in two.good(*words, "--lang", "en").out
    speed = two.good(*words, "--format", "jsonl").records[0]
    assert speed["unit"] == "m/s"
    assert speed["low"] == pytest.approx(19.4444444)
    assert "70km" in two.good(*words, "--quantities").out


def test_an_address_goes_with_one_saved_page_only(two: Terminal) -> None:
    for command in ("claims", "read"):
        one_line(two(command, "news", "--url", "https://a.example/1"), "--url", "2개")
        one_line(two(command, "news/a.txt", "news/b.txt", "--url", "https://a.example/1"), "2개")
        one_line(two(command, "https://b.example/", "--url", "https://a.example/1"), "--url")
        one_line(two(command, "news/a.txt", "--url", "어디"), "--url: '어디'")
    (record,) = json.loads(
        two.good("read", "news/a.txt", "--url", "https://a.example/1", "--format", "json").out
    )
    assert record["url"] == "https://a.example/1"


def test_relative_dates_without_a_day_of_publication_are_told_once(two: Terminal) -> None:
    call = two.good("claims", "news", "--format", "jsonl")
    (line,) = call.faults
    assert "'지난해'" in line
    assert "--published" in line
    assert "2건" in line
    assert two.good("claims", "news", "--published", "2026-11-20", "--format", "jsonl").err == ""
    assert "period of '지난해'" in two.good("claims", "news/a.txt", "--lang", "en").err


def test_too_many_figures_are_left_and_counted(two: Terminal) -> None:
    many = "".join(f"열차 {n}편의 승객은 {n + 1000}명이었다.\n" for n in range(600))
    Path("many.txt").write_text(many, "utf-8")
    Path("monitor.toml").write_text("[articles]\nmost_figures = 200\n", "utf-8")
    call = two.good("claims", "many.txt", "--config", "monitor.toml", "--format", "jsonl")
    lines_with(call, ["many.txt: 수치가 너무 많아 앞의 200개만"])
    assert "monitor.toml" in call.err
    assert 0 < len(call.records) <= 200
    whole = two.good("claims", "many.txt", "--format", "jsonl")
    assert whole.err == ""
    assert len(whole.records) >= 500
    built = two.good("baseline", "build", "many.txt", "--config", "monitor.toml")
    lines_with(built, ["many.txt: 수치가 너무 많아 앞의 200개만", "many.txt: 쓴 날이 없어"])


def test_what_cannot_be_read_is_told_and_not_shown_as_an_empty_record(two: Terminal) -> None:
    Path("empty.html").write_text("<html><body><p>없음</p></body></html>", "utf-8")
    Path("picture.txt").write_bytes(b"\x89PNG\r\n" + bytes(200))
    Path("junk.html").write_bytes(b"%PDF-1.4" + bytes(200))
    for name in ("no.html", "picture.txt", "junk.html"):
        one_line(two("read", name), name, status=1)
    assert "상태  본문 없음" in two.good("read", "empty.html").out
    # For programs a page without an article is an answer; a file that is not there is none.
    call = two("read", "no.html", "picture.txt", "junk.html", "empty.html", "--format", "jsonl")
    assert call.status == 1
    assert [(r["url"], r["state"]) for r in call.records] == [
        ("junk.html", "empty"),
        ("empty.html", "empty"),
    ]
    assert len(call.faults) == 3


def test_a_page_is_read_with_its_time_in_korea(two: Terminal) -> None:
    Path("page.html").write_text(PAGE, "utf-8")
    (record,) = json.loads(two.good("read", "page.html", "--format", "json").out)
    assert record["published"] == "2026-11-20T09:00:00+09:00"
    out = two.good("read", "page.html").out
    assert "제목  승객 늘어" in out
    assert "발행  2026-11-20T09:00:00+09:00" in out
    assert "상태  기사" in out


def test_a_folder_with_nothing_to_read_is_one_error(two: Terminal) -> None:
    Path("pictures").mkdir()
    Path("pictures/a.png").write_bytes(b"\x89PNG")
    for command in ("claims", "read"):
        one_line(two(command, "pictures"), "pictures: 읽을 문서(.txt .md .html)가 없", status=1)
    one_line(two("baseline", "build", "pictures"), "pictures: 읽을 문서(.txt .md .html)가 없")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["claims"], "예: monitor claims seeds/"),
        (["read"], "예: monitor read page.html"),
        (["history"], "예: monitor history 딥시크"),
        (["explain"], "예: monitor explain 3f2a"),
        (["baseline", "set", "가"], "지표. 예: monitor baseline set 딥시크"),
        (["eval"], "예: monitor eval"),
        (["feed", "add"], "예: monitor feed add https://"),
    ],
)
def test_a_missing_argument_is_asked_for_with_an_example(
    terminal: Terminal, words: list[str], said: str
) -> None:
    one_line(terminal(*words), "자리에 올 것을 적어 주세요", said)


def test_standard_input_is_read_as_a_file_is(
    two: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def typed(data: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))

    typed(TEXT.encode("euc-kr", "replace"))
    assert "121만 명" in two.good("claims", "-", "--published", "2026-11-20").out
    typed(b"\x89PNG\r\n" + bytes(500))
    one_line(two("claims", "-"), "-: 글이 아니라 이진 파일", status=1)
    typed(b"")
    assert two.good("claims", "-").err == "찾은 주장이 없습니다\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["claims", ""], "PATH: 비었습니다"),
        (["claims", "news", "--quantities", "--statements"], "--quantities와 --statements"),
        (["topic", "edit", "가"], "무엇을 고칠지"),
        (["feed", "import", "junk.csv"], "junk.csv: 목록이 아니라 이진 파일"),
        (["topic", "import", "bad.toml"], "bad.toml: 1번째 줄 5번째 칸에서 TOML로"),
        (["topic", "import", "open.toml"], "open.toml: 끝까지 읽어도 TOML이"),
        (["status", "--config", "bad.toml"], "bad.toml: 1번째 줄 5번째 칸에서 TOML로"),
        (["status", "--config", "news"], "news: 파일이 아니라 폴더"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    two: Terminal, words: list[str], said: str
) -> None:
    Path("junk.csv").write_bytes(b"\x7fELF\0\0\r\0\n")
    Path("bad.toml").write_text("x = =\n", "utf-8")
    Path("open.toml").write_text("x = [", "utf-8")
    one_line(two(*words), said)


def test_a_key_without_letters_and_a_topic_where_there_is_none_are_refused(
    terminal: Terminal,
) -> None:
    terminal.begin()
    for words in (
        ["explain", ""],
        ["baseline", "show", " "],
        ["review", "--alert", "", "--reject"],
    ):
        one_line(terminal(*words), "KEY: 비었습니다")
    one_line(terminal("history", "딥시크"), "monitor topic add 딥시크")
    one_line(terminal("topic", "add", "딥시크", "--accept", "1"), "제안할 수치가 없습니다")
