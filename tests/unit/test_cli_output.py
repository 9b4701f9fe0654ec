"""Standard output is data, standard error is talk, and neither steers a terminal."""

from __future__ import annotations

import json

import pytest

from monitor.cli.grammar import cells
from monitor.cli.output import Format, complain, print_json, print_line, print_records, printable

HOSTILE = "\x1b]0;owned\x07\x9b31m가격\u202e인상\u00a0끝\u200b\ufeff\r"


def test_outside_text_steers_no_terminal() -> None:
    shown = printable(HOSTILE)
    assert shown == "�]0;owned��31m가격인상 끝�"
    assert printable("👩\u200d💻 한국\n둘째 줄") == "👩\u200d💻 한국\n둘째 줄"


def test_json_holds_every_letter_and_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"title": HOSTILE})
    out = capsys.readouterr().out
    assert json.loads(out) == {"title": HOSTILE}
    assert not {"\x1b", "\x9b", "\u202e"} & set(out)
    assert "가격" in out


def test_an_error_is_one_line_whatever_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    complain(["first\nsecond\x1b[2J"])
    assert capsys.readouterr().err == "오류: first second�[2J\n"


def test_the_columns_of_a_table_stand_under_each_other_with_wide_letters(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    rows = [("한국", "R1", "1위"), ("[bold]x[/bold]", "深度求索", "약 3만 명")]
    columns = [("대상", "left"), ("이름", "left"), ("값", "right")]
    print_records((), Format.TABLE, columns=columns, rows=rows)
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    starts = {
        cells(line[: line.index(name)]) for line, (_, name, _) in zip(lines[1:], rows, strict=True)
    }
    assert len(starts) == 1
    assert cells(lines[1]) == cells(lines[2])  # the values end alike
    assert "[bold]x[/bold]" in lines[2]


@pytest.mark.parametrize("width", [20, 40, 100])
def test_a_table_folds_and_loses_nothing(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    text = "가나다라마바사아자차카타파하" * 3
    print_records((), Format.TABLE, columns=[("열", "left")] * 2, rows=[(text, "끝")])
    out = capsys.readouterr().out
    assert all(cells(line) <= width for line in out.splitlines())
    assert "".join(out.split()).count("하") == 3


FIGURES = [
    (
        "0658bc7bd5",
        "딥시크 국내 월간 이용자 수",
        "59만 명 (전망) · 2027년까지 1200만 명",
        "2025-05",
        "4",
    ),
    ("f9ea6580c3", "한국 정부 AI 연구개발 규모", "2조 원", "2027년까지", "12"),
]
SIDES = (("열쇠", "key"), ("수치", "left"), ("값", "right"), ("기간", "left"), ("출처", "right"))


@pytest.mark.parametrize("width", [24, 30, 40, 50, 60, 70, 80, 90, 120, 160])
def test_no_column_of_a_narrow_table_is_given_up_for_another(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    print_records((), Format.TABLE, columns=SIDES, rows=FIGURES)
    out = capsys.readouterr().out
    assert all(cells(line) <= width for line in out.splitlines())
    # Every word stands there in one piece, and every title, whatever the layout.
    for word in " ".join(" ".join(row) for row in FIGURES).split():
        assert word in out, (word, out)
    assert all(title in out for title, _ in SIDES)


def test_a_table_without_room_is_told_line_by_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    print_records((), Format.TABLE, columns=SIDES, rows=[FIGURES[1], ("k", "", "1", "", "2")])
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "열쇠  f9ea6580c3",
        "수치  한국 정부 AI 연구개발 규모",
        "값    2조 원",
        "기간  2027년까지",
        "출처  12",
        "",
        "열쇠  k",
        "값    1",
        "출처  2",
    ]


def test_nothing_to_show_is_said_beside_the_data(capsys: pytest.CaptureFixture[str]) -> None:
    print_records((), Format.TABLE, rows=[], empty="없음")
    print_records((), Format.JSON, empty="없음")
    print_records((), Format.JSONL, empty="없음")
    said = capsys.readouterr()
    assert (said.out, said.err) == ("[]\n", "없음\n")


def test_a_line_for_people_is_made_printable(capsys: pytest.CaptureFixture[str]) -> None:
    print_line("\x1b[31m빨강")
    assert capsys.readouterr().out == "�[31m빨강\n"
