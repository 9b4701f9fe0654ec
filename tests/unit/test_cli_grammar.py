"""How commands are read and explained: help, language, and every way to use them wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from monitor.cli.grammar import cells
from monitor.cli.main import COMMANDS
from monitor.cli.session import SESSION
from monitor.words import WORDS, speak
from tests.terminal import Terminal, one_line

PATHS = [
    (name, *([sub.name] if sub.name else []))
    for name in COMMANDS
    for sub in import_module(f"monitor.cli.{name.replace('-', '_')}").app.registered_commands
] + [("feed",), ("topic",), ("baseline",)]


@pytest.fixture
def terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Terminal]:
    monkeypatch.chdir(tmp_path)
    for name in ("MONITOR_CONFIG", "MONITOR_LANGUAGE", "MONITOR_NOW", "MONITOR_DATA"):
        monkeypatch.delenv(name, raising=False)
    yield Terminal(tmp_path, capsys)
    speak("ko")
    SESSION.lang = "ko"


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_command_has_a_help_with_an_example_and_the_common_options(
    path: tuple[str, ...], terminal: Terminal
) -> None:
    for lang, example, option in (("ko", "예:", "옵션"), ("en", "example:", "OPTIONS")):
        call = terminal.bare(*path, "--help", "--lang", lang)
        assert (call.status, call.err) == (0, "")
        lines = call.out.splitlines()
        shown = lines[lines.index(example) + 1].strip()
        assert shown.startswith(f"monitor {' '.join(path)}")
        assert f"[{option}]" in lines[0]
        for common in ("--config", "--data", "--now", "--lang"):
            assert common in call.out


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
@pytest.mark.parametrize("width", [40, 72])
def test_a_help_fits_the_terminal_but_for_what_is_to_be_copied(
    path: tuple[str, ...], width: int, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = terminal.bare(*path, "--help").out.splitlines()
    folded = lines[1 : lines.index("예:")]
    wide = [line for line in folded if cells(line) > width and " " in line.strip()]
    assert [line for line in wide if not line.lstrip().startswith("-")] == []


def test_the_help_of_the_program_lists_every_command(terminal: Terminal) -> None:
    listed = terminal.bare("--help").out
    assert [name for name in COMMANDS if f"\n  {name} " not in listed] == []
    assert terminal.bare("-h").out == listed == terminal.bare("help").out
    assert terminal.bare("help", "feed", "add").out == terminal.bare("feed", "add", "-h").out


def test_no_word_of_a_help_is_without_its_translation(terminal: Terminal) -> None:
    for path in PATHS:
        for line in terminal.bare(*path, "--help").out.splitlines():
            words = line.split("  ")[-1].strip()
            assert words not in WORDS, line


@pytest.mark.parametrize("words", [(), ("feed",), ("topic",), ("baseline",)], ids=" ".join)
def test_a_group_without_its_command_is_wrong_use_and_shows_its_help(
    words: tuple[str, ...], terminal: Terminal
) -> None:
    call = terminal.bare(*words)
    assert (call.status, call.out) == (2, "")
    assert call.err.startswith(" ".join(["사용법: monitor", *words]))


@pytest.mark.parametrize(
    ("words", "korean", "english"),
    [
        (["fed"], "혹시 monitor feed?", "Did you mean monitor feed?"),
        (["feed", "ad", "x"], "혹시 monitor feed add?", "Did you mean monitor feed add?"),
        (["zzz"], "'zzz': 그런 명령이 없습니다 (도움말: monitor --help)", "'zzz': no such command"),
        (["claims"], "PATH|URL|- 자리에 올 것을", "for PATH|URL|-: files"),
        (["baseline", "set", "a", "b"], "VALUE 자리에 올 것을", "for VALUE: value"),
        (["baseline", "set", "a", "b", "3명"], "--source: 빠진", "--source: this option is miss"),
        (["claims", "x", "--frmat", "json"], "--frmat: 그런 옵션이 없습니다. 혹시 --format?", ""),
        (["claims", "x", "--langs", "en"], "혹시 --lang?", "Did you mean --lang?"),
        (["claims", "x", "--format", "xml"], "'xml': 다음 중 하나여야 합니다: table,", "'xml'"),
        (["alerts", "--kind", "old"], "changed, conflict, revised, new,", "must be one of"),
        (["feed", "export", "--format", "x"], "csv, opml", "must be one of csv, opml"),
        (["claims", "x", "--published"], "--published: 값이 필요", "--published: needs a value"),
        (["alerts", "--all=1"], "--all: 값을 받지 않습니다", "--all: takes no value"),
        (["status", "a", "b"], "남는 말: a b", "too many words: a b"),
        (["claims", "a.txt", "--published", "gestern"], "'gestern'", "--published: not a date"),
        (["status", "--config"], "--config: 값이 필요합니다", "--config: needs a value"),
        (["status", "--config", "--data", "d"], "--config: 값이 필요합니다", "--config: needs"),
        (["status", "--config", "no.toml"], "no.toml: 파일이 없습니다", "no.toml: no such file"),
        (["status", "--now", "soon"], "--now: 시각이 아님: 'soon'", "--now: not a time: 'soon'"),
        (["status", "--now", "0001-01-01T00:00"], "--now: 시각이 아님", "--now: not a time"),
        (["topic", "add", "  "], "이름이 비었습니다", "the name is empty"),
        (["recipient", "add", "  "], "오류: 이름이 비었습니다", "the name is empty"),
        (["topic", "add", "x", "--figure", ":명"], "--figure: 지표가", "--figure: no metric"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_line_that_names_what_is_wrong(
    words: list[str], korean: str, english: str, terminal: Terminal
) -> None:
    one_line(terminal(*words), "오류: ", korean)
    one_line(terminal("--lang", "en", *words), "error: ", english)


def test_common_options_stand_anywhere(terminal: Terminal) -> None:
    data = str(terminal.begin().data)
    calls = [
        terminal.bare("--data", data, "--lang", "en", "feed", "list"),
        terminal.bare("feed", "--data", data, "list", "--lang=en"),
        terminal.bare("feed", "list", "--lang", "en", f"--data={data}"),
    ]
    assert {(c.status, c.out, c.err) for c in calls} == {
        (0, "", "no feeds yet: monitor feed add URL\n")
    }


def test_a_language_that_there_is_not_is_refused(terminal: Terminal) -> None:
    one_line(terminal.bare("--lang", "fr", "status"), "--lang", "'fr'")


def test_the_language_comes_from_the_option_then_the_environment_then_the_settings(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    (terminal.folder / "config").mkdir()
    settings = terminal.folder / "config" / "monitor.toml"
    settings.write_text(
        'data = "d"\nlanguage = "en"  # for us\n[fetch]\nlanguage = "ko"\n', "utf-8"
    )
    one_line(terminal.bare("fed"), "error:")
    monkeypatch.setenv("MONITOR_LANGUAGE", "ko")
    one_line(terminal.bare("fed"), "오류:")
    one_line(terminal.bare("fed", "--lang", "en"), "error:")
    monkeypatch.delenv("MONITOR_LANGUAGE")
    # A file with faults still says in which language they are told.
    settings.write_text('language = "en"\ndata = [\n', "utf-8")
    one_line(terminal.bare("status"), "error:", "monitor.toml")


def test_after_two_dashes_words_are_no_options(terminal: Terminal) -> None:
    call = terminal.bare("claims", "--", "--lang")
    assert (call.status, call.out, call.err) == (1, "", "오류: --lang: 파일이 없음\n")


def test_the_version_is_data(terminal: Terminal) -> None:
    call = terminal.bare("--version")
    assert (call.status, call.err) == (0, "")
    assert call.out.startswith("monitor ")


@pytest.mark.parametrize(
    ("words", "ko", "en"),
    [
        (["web", "--port", "abc"], "--port: 'abc': 수(0, 1, 2…)", "--port: 'abc': must be a whole"),
        (["web", "--port", "99999"], "--port: 0에서 65535 사이", "--port: must lie between 0 and"),
        (["web", "--port=-1"], "--port: 0에서 65535 사이", "--port: must lie between 0 and 65535"),
        (
            ["search", "말", "--limit", "1.5"],
            "--limit: '1.5': 수(",
            "'1.5': must be a whole number",
        ),
        (["search", "말", "--limit", "0"], "--limit: 1에서 10000 사이", "between 1 and 10000"),
    ],
)
def test_a_number_of_no_use_is_told_in_words_of_ours(
    terminal: Terminal, words: list[str], ko: str, en: str
) -> None:
    one_line(terminal.bare(*words), ko)
    one_line(terminal.bare(*words, "--lang", "en"), en)
