from __future__ import annotations

import pytest

from monitor.patterns import Pattern


def test_a_pattern_finds_what_the_expression_finds() -> None:
    pattern = Pattern(r"(?P<count>\d+)명")
    found = pattern.search("직원 12명과 고객 300명")
    assert found is not None
    assert found["count"] == "12"
    assert [m["count"] for m in pattern.finditer("직원 12명과 고객 300명")] == ["12", "300"]
    assert pattern.match("직원 12명") is None
    assert pattern.fullmatch("12명") is not None
    assert pattern.findall("1명 2명") == ["1", "2"]
    assert pattern.sub("많이", "직원 12명") == "직원 많이"


def test_a_pattern_is_compiled_when_it_is_first_used_and_not_before() -> None:
    broken = Pattern("(")
    with pytest.raises(Exception, match="unterminated"):
        broken.search("직원")


def test_a_pattern_has_nothing_that_an_expression_of_ours_has_not() -> None:
    with pytest.raises(AttributeError):
        Pattern("직원").flags  # noqa: B018 — looking it up is the test


OTHERS = " \n.,·ㆍ…“”%()[]^_`\\-~@㎡℃▲"


def test_a_syllable_is_a_letter_that_is_neither_latin_nor_a_digit() -> None:
    syllables = "".join(map(chr, range(ord("가"), ord("힣") + 1)))
    one, no = Pattern("[가-힣]"), Pattern("[^가-힣]")
    assert "".join(one.findall(syllables)) == syllables
    assert no.search(syllables) is None
    rest = OTHERS + "AZaz" + "0189"
    assert one.search(rest) is None
    assert "".join(no.findall(rest)) == rest
    assert one.match("美") is not None  # 美 정부: read as a syllable


def test_letters_of_two_scripts_are_read_by_one_class() -> None:
    letters, more = Pattern("[가-힣A-Za-z]+"), Pattern("[가-힣A-Za-z0-9]+")
    assert letters.findall("챗GPT4_한국ㆍ미국 R1") == ["챗GPT", "한국", "미국", "R"]
    assert more.findall("챗GPT4_한국ㆍ미국 R1") == ["챗GPT4", "한국", "미국", "R1"]
    assert letters.search(OTHERS + "09") is None
    assert more.search(OTHERS) is None
