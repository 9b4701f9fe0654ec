"""A glance at a letter never spares a place in the text from a pattern that would find it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extract import modality, quantities, selection
from monitor.extract.kept import Kept
from monitor.patterns import Pattern

BEHIND = {n: p for n, p in vars(modality).items() if isinstance(p, modality._Behind)}
# The forms of the grammar as one pattern, without the letters that each may begin with.
FORMS = {kind: form for kind, (_, form) in quantities._FORMS.items()}
WORDS = "|".join(f"(?P<{kind}>{form})" for kind, form in FORMS.items() if kind != "sign")
WHOLE = Pattern(f"(?P<digit>[0-9]+)|(?P<sign>{FORMS['sign']})|(?<![가-힣A-Za-z0-9])(?:{WORDS})")
PIECES = st.sampled_from(
    [
        *"0123456789 .,-$€AUSNTHKeurUSD\n약이의로가",
        *(
            "US$",
            "년",
            "명",
            "한두",
            "세",
            "다섯",
            "여섯",
            "열",
            "둘",
            "수십",
            "만",
            "억",
            "조",
            "백이십",
        ),
        *("분의", "절반", "갑절", "배로", "사흘", "보름"),
        *("중 하나", "몇 배", "삼 퍼센트", "첫 번째로 많", "째로 큰", "EUR 5", "서너", "여러"),
    ]
)


@pytest.mark.parametrize("name", BEHIND)
@given(data=st.data())
def test_what_a_pattern_finds_behind_a_figure_is_not_passed_over(
    name: str, data: st.DataObject
) -> None:
    behind = BEHIND[name]
    tail = data.draw(st.from_regex(rf"\A(?:{behind.pattern.pattern})"))
    assert (behind.match(tail) is None) == (behind.pattern.match(tail) is None)


@given(st.from_regex(rf"\A(?:{selection._DENOMINATOR.pattern})"))
def test_what_a_figure_is_counted_by_is_not_passed_over(after: str) -> None:
    if selection._DENOMINATOR.match(after):
        assert selection._may_divide(after)


@given(st.from_regex(modality._CLAUSE_END.pattern))
def test_where_a_clause_ends_a_sentence_may_end_one(sentence: str) -> None:
    if modality._CLAUSE_END.search(sentence):
        assert modality._MAY_END_CLAUSE.search(sentence)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_the_places_where_a_figure_may_begin_are_those_that_the_whole_pattern_finds(
    text: str,
) -> None:
    found = [(m.start(), m.end(), m.lastgroup) for m in WHOLE.finditer(text)]
    assert list(quantities.find_candidates(text)) == found


def test_what_is_kept_is_worked_out_once_and_forgotten_when_it_is_too_much() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    kept = Kept(length, most=2)
    assert [kept[word] for word in ("매출", "매출", "이용자")] == [2, 2, 3]
    assert asked == ["매출", "이용자"]
    assert kept["비중"] == 2
    assert dict(kept) == {"비중": 2}
