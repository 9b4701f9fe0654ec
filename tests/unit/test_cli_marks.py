"""A quantity's own words in its sentence, as tables and explanations show them."""

from __future__ import annotations

from monitor.cli.marks import find_mark, mark_words
from tests.alerts import claim

TEXT = "지난달이다. 누리챗의 이용자는 지난달 59만 명으로 집계됐다. 59만 명이다."
QUOTE = "누리챗의 이용자는 지난달 59만 명으로 집계됐다."
AT = TEXT.index("59만 명")


def _shown(longest: int | None) -> str:
    made = claim(590_000, quote=QUOTE, span=(AT, AT + 5))
    return "".join(words for words, _ in mark_words(QUOTE, find_mark(made, TEXT), longest))


def test_the_words_of_a_quantity_are_marked_in_their_sentence() -> None:
    assert _shown(None) == "누리챗의 이용자는 지난달 «59만 명»으로 집계됐다."
    assert _shown(100) == _shown(None)


def test_a_long_sentence_is_cut_around_the_words_and_says_so() -> None:
    assert _shown(12) == "…용자는 지난달 «59만 명»으로…"


def test_what_is_not_found_is_not_marked() -> None:
    made = claim(590_000, quote="다른 문장이다.", span=(AT, AT + 5))
    assert find_mark(made, TEXT) is None
    assert mark_words("다른 문장이다.", None, 3) == [("다른…", "")]
