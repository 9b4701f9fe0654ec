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
