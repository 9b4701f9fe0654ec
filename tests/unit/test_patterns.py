from __future__ import annotations

import pytest

from monitor.extract import attribution, modality
from monitor.patterns import Pattern, by_letter


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
        Pattern("직원").flags  # type: ignore[attr-defined]  # noqa: B018 — looking it up is the test


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


@pytest.mark.parametrize(
    "pattern",
    [
        r"밝혔|(?:전망|말|밝히|전하)했|밝힌|[하한]다|한",
        r"(?:매출|매수)(?:이|은)\s|(?:매출|수출)액|매\b",
        attribution._STRONG,
        attribution._PASSAGE_ENDS,
        modality._BEING,
        modality._ACTS,
        r"밝혔|(?<=을\s)(?:전망|말)했|(?<!을 )하다",
    ],
)
def test_sorted_by_their_letters_alternatives_find_what_they_found(pattern: str) -> None:
    text = (
        "그는 전망했다. 한 회사가 밝혔고 매출이 매출액은 하다 말했 전하했 밝히했 수출액 매 "
        "소송을 제기했다. 의혹을 제기했다. 지적이 나온다 환율은 국고채 3년물 금리 에 장을 마쳤 "
        "둘째 장을 마감했다. 계획이다 이르기로 했다. 있다 않는다 보여준다 반면 다른 조사 집계 "
        "돈을 쓴다 나눠 쓴다 서버를 산다 그는 산다 더 준다 값을 전망했다 일을 하다"
    )
    found = [m.span() for m in Pattern(pattern).finditer(text)]
    assert [m.span() for m in Pattern(by_letter(pattern)).finditer(text)] == found
    assert found


@pytest.mark.parametrize("pattern", ["밝혔|.다", "밝혔|(?<!안).했", "밝혔|말?했", "(?:말)+했"])
def test_alternatives_that_begin_with_no_letter_are_not_sorted(pattern: str) -> None:
    with pytest.raises(ValueError, match="no letter"):
        by_letter(pattern)
