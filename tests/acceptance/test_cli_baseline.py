"""`monitor baseline list` and `monitor topic show`: what is known, and of whom."""

from __future__ import annotations

from pathlib import Path

from tests.terminal import Terminal, one_line

NOW = "누리시의 2025년 예산은 2조 8400억 원이었다. 누리시의 2025년 인구는 42만 명이었다."
OTHER = "가람시의 2025년 예산은 1조 2000억 원이었다."


def _build(terminal: Terminal, folder: Path) -> None:
    for number, text in enumerate((NOW, OTHER), 1):
        (folder / f"doc{number}.md").write_text(f"2025-12-0{number}\n\n{text}\n", "utf-8")
    terminal.good("baseline", "build", *(str(folder / f"doc{n}.md") for n in (1, 2)))


def test_a_topic_shows_its_own_figures_and_none_of_another_topic(
    terminal: Terminal, tmp_path: Path
) -> None:
    for name in ("누리시", "가람시"):
        terminal.good("topic", "add", name, "--figure", "예산:KRW")
    _build(terminal, tmp_path)
    for name, other in (("누리시", "가람시"), ("가람시", "누리시")):
        shown = terminal.good("topic", "show", name).out
        assert f"{name} " in shown
        assert other not in shown


def test_a_tracked_figure_without_a_unit_is_refused_with_what_is_missing(
    terminal: Terminal,
) -> None:
    one_line(terminal("topic", "add", "누리시", "--figure", "예산"), "'예산'의 단위가 빠졌습니다")
