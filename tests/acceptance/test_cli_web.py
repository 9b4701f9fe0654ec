"""`monitor web user` and `monitor search` as a user types them."""

from __future__ import annotations

import io

import pytest

from monitor.store.database import open_store
from monitor.store.users import load_tokens, load_users
from tests.terminal import Terminal, one_line


def test_users_are_added_listed_changed_and_removed(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def type_in(words: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(words + "\n"))

    type_in("긴 암호 하나입니다")
    terminal.good("web", "user", "add", "김하나", "--role", "reader")
    listed = terminal.good("web", "user", "list", "--format", "jsonl")
    assert [(row["name"], row["role"]) for row in listed.records] == [("김하나", "reader")]
    one_line(terminal("web", "user", "add", "김하나"), "김하나")
    type_in("짧다")
    one_line(terminal("web", "user", "password", "김하나"), "10")
    terminal.good("web", "user", "role", "김하나", "editor")
    store = open_store(f"sqlite:///{terminal.data / 'monitor.db'}")
    with store.begin(write=False) as tx:
        (user,) = load_users(tx)
    store.close()
    assert user.role == "editor"
    assert user.password.startswith("$argon2id$")
    terminal.good("web", "user", "remove", "김하나")
    one_line(terminal("web", "user", "remove", "김하나"), "김하나")


def test_a_token_is_shown_once_listed_by_its_name_and_revoked(terminal: Terminal) -> None:
    made = terminal.good("web", "token", "add", "주간 보고", "--role", "editor", "--days", "30")
    token = made.out.strip()
    assert token.startswith("fm_")
    (row,) = terminal.good("web", "token", "list", "--format", "jsonl").records
    assert (row["name"], row["role"], row["used"]) == ("주간 보고", "editor", None)
    assert row["expires"] > row["created"]
    assert token not in terminal.good("web", "token", "list").out
    one_line(terminal("web", "token", "add", "주간 보고"), "주간 보고")
    store = open_store(f"sqlite:///{terminal.data / 'monitor.db'}")
    with store.begin(write=False) as tx:
        (kept,) = load_tokens(tx)
    store.close()
    assert token not in kept.token
    terminal.good("web", "token", "remove", "주간 보고")
    one_line(terminal("web", "token", "remove", "주간 보고"), "주간 보고")


def test_without_users_the_pages_are_for_this_machine_alone(terminal: Terminal) -> None:
    terminal.begin()
    one_line(terminal("web", "--host", "0.0.0.0", "--port", "0"), "monitor web user add")
    one_line(terminal("web", "--host", "없는 곳", "--port", "0"))


def test_words_are_found_in_titles_and_sentences(full: Terminal) -> None:
    found = full.good("search", "딥시크", "이용자", "--format", "jsonl").records
    assert found
    for row in found:
        said = row["text"].replace(" ", "")
        assert "딥시크" in said
        assert "이용자" in said
        assert all(row["text"][start:end].strip() for start, end in row["marks"])
    assert {row["type"] for row in found} == {"quote", "title"}
    few = full.good("search", "딥시크", "이용자", "--limit", "1", "--format", "jsonl").records
    assert few == found[:1]
    assert full.good("search", '"이용자 딥시크 아님"').out == ""
    again = full.good("search", "--rebuild", "딥시크 이용자", "--format", "jsonl")
    assert again.records == found
    assert "새로" in again.err
    one_line(full("search"), "찾을 말")
    one_line(full("search", "!!"), "찾을 말")
