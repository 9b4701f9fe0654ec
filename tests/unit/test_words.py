"""What a user reads: both languages of every message, and whose language it is."""

from __future__ import annotations

import ast
import inspect
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest

from monitor import words
from monitor.cores import WORTH_A_POOL, Cores
from monitor.words import WORDS, language, reword, say, speak


def test_every_message_has_the_same_fields_in_both_languages() -> None:
    fields = re.compile(r"\{(\w+)[^}]*\}")
    odd = [
        key
        for key, (korean, english) in WORDS.items()
        if set(fields.findall(korean)) != set(fields.findall(english))
    ]
    assert odd == []


def test_no_message_takes_the_key_of_another() -> None:
    # A dictionary keeps the later of two in silence, and whoever says the first breaks.
    (table,) = (
        node.value
        for node in ast.walk(ast.parse(inspect.getsource(words)))
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "WORDS"
    )
    assert isinstance(table, ast.Dict)
    keys = Counter(ast.unparse(key) for key in table.keys if key is not None)
    assert [key for key, count in keys.items() if count > 1] == []


def test_a_message_without_a_named_language_is_said_in_the_one_that_was_set() -> None:
    def english() -> tuple[str, str]:
        speak("en")
        return say("file.missing"), say("file.missing", "ko")

    assert copy_context().run(english) == ("no such file", "파일이 없음")
    # What one caller set is nobody else's language.
    assert say("file.missing") == "파일이 없음"
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(language).result() == "ko"


async def test_the_processes_of_the_pool_speak_the_language_of_the_one_that_started_them() -> None:
    speak("en")
    cores = Cores(2)
    cores.expect(WORTH_A_POOL)
    try:
        assert await cores.runner("a.txt")(language) == "en"
    finally:
        cores.close()
        speak("ko")


@pytest.mark.parametrize(
    ("kept", "english", "korean"),
    [
        ("서버가 거절함(HTTP 418)", "refused (HTTP 418)", "서버가 거절함(HTTP 418)"),
        ("refused (HTTP 418)", "refused (HTTP 418)", "서버가 거절함(HTTP 418)"),
        ("ValueError: {x}", "ValueError: {x}", "ValueError: {x}"),
    ],
)
def test_a_reason_kept_in_one_language_is_read_in_either(
    kept: str, english: str, korean: str
) -> None:
    assert (reword(kept, "en"), reword(kept, "ko")) == (english, korean)


def test_an_english_noun_stands_in_the_number_of_its_count() -> None:
    assert say("digest.sent", "en", count=1) == "1 message delivered"
    assert say("digest.sent", "en", count=2) == "2 messages delivered"
    assert say("digest.sent", "ko", count=1) == "메시지 1건을 전달했습니다"
    many = say("feed.checked", "en", place="a", title="b", kind="rss", count="1,200")
    assert many == "a: b (rss), 1,200 entries"
