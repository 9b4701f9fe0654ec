"""A name inside another name is somebody else."""

from __future__ import annotations

import pytest

from monitor.judge.namesakes import plain_names, without_namesakes


@pytest.mark.parametrize(
    ("name", "text", "stays"),
    [
        ("딥시크", "딥시크오션의 사무실", False),
        ("딥시크", "영화 딥시크릿이 1위다", False),
        ("메타", "메타버스 이용자", False),
        ("딥시크", "딥시크는 59만 명", True),
        ("딥시크", "딥시크에서도 같다", True),
        ("딥시크", "딥시크이용자 수", True),
        ("딥시크", "딥시크쇼크 이후", True),
        ("메타", "메타의 H100", True),
    ],
)
def test_a_word_that_goes_on_as_another_name_is_blanked(name: str, text: str, stays: bool) -> None:
    cleaned = without_namesakes(text, frozenset({name}))
    assert (name in cleaned) is stays
    assert len(cleaned) == len(text)


def test_common_nouns_are_no_names() -> None:
    assert plain_names(["딥시크", "특허", "예산안", "R1", "한국 AI 예산"]) == {"딥시크"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("해담시 실업률은 3.9%다", {"해담시", "해담"}),
        ("해담시의회가 의결했다", {"해담시"}),
        ("해담시청은 밝혔다", {"해담"}),
        ("한빛모빌리티가 팔았다", {"한빛", "한빛모빌리티"}),
        ("질병방역청은 집계했다", {"질병방역", "질병방역청"}),
    ],
)
def test_a_longer_name_of_the_same_is_no_other_one(text: str, names: set[str]) -> None:
    assert without_namesakes(text, frozenset(names)) == text
