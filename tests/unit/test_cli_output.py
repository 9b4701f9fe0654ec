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


def test_nothing_to_show_is_said_beside_the_data(capsys: pytest.CaptureFixture[str]) -> None:
    print_records((), Format.TABLE, rows=[], empty="없음")
    print_records((), Format.JSON, empty="없음")
    print_records((), Format.JSONL, empty="없음")
    said = capsys.readouterr()
    assert (said.out, said.err) == ("[]\n", "없음\n")


def test_a_line_for_people_is_made_printable(capsys: pytest.CaptureFixture[str]) -> None:
    print_line("\x1b[31m빨강")
    assert capsys.readouterr().out == "�[31m빨강\n"
