"""By-lines: who wrote it, and which lines say nothing else."""

from __future__ import annotations

import pytest

from monitor.collect.bylines import clean_author, find_author, is_byline


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("이도윤 기자", "이도윤"),
        ("이도윤기자", "이도윤"),
        ("(서울=연합뉴스) 이도윤 기자 = 정부가", "이도윤"),
        ("[서울=뉴시스]이도윤 기자 = 정부가", "이도윤"),
        ("[한빛일보 이도윤 기자]", "이도윤"),
        ("판교=이도윤 기자 dylee@hanbit.example", "이도윤"),
        ("이도윤·김서연 기자", "이도윤, 김서연"),
        ("글 이도윤·사진 김서연", "이도윤"),
        ("이도윤 기자 외 1명", "이도윤"),
        ("워싱턴=이도윤 특파원", "이도윤"),
        ("이도윤 선임기자", "이도윤"),
        ("이도윤 논설위원", "이도윤"),
        ("이도윤 인턴기자", "이도윤"),
        ("기자명 이도윤 기자", "이도윤"),
        ("취재 기자들이 몰렸다", ""),
        ("온라인 기자", ""),
        ("한 위원은 3%라고 말했다", ""),
        ("김철수 위원이 말했다", ""),
        ("", ""),
    ],
)
def test_the_writer_is_found_in_a_byline(text: str, name: str) -> None:
    assert find_author(text) == name


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("dylee@hanbit.example (이도윤 기자)", "이도윤"),
        ("이도윤", "이도윤"),
        ("이도윤 기자 구독하기", "이도윤"),
        ("By Lee Do-yun", "Lee Do-yun"),
        ("AI 리포터", "AI 리포터"),
        ("https://www.facebook.com/hanbit", ""),
        ("dylee@hanbit.example", ""),
        ("", ""),
    ],
)
def test_a_field_for_the_author_gives_a_name(field: str, name: str) -> None:
    assert clean_author(field) == name


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("이도윤 기자", True),
        ("이도윤 기자 dylee@hanbit.example", True),
        ("[한빛일보 이도윤 기자]", True),
        ("dylee@hanbit.example", True),
        ("글 이도윤·사진 김서연 기자", True),
        ("이도윤 기자가 4조원의 행방을 물었다.", False),
        ("김철수 위원 외 3명", False),
        ("4조원", False),
        ("", False),
    ],
)
def test_a_line_that_only_names_the_writer_is_told_apart(line: str, is_one: bool) -> None:
    assert is_byline(line) is is_one
