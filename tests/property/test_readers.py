"""What is asked for sentence by sentence is what is asked for alone."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from monitor.extract.attribution import Attributions, attribution_of
from monitor.extract.modality import Modalities, modality_of
from monitor.extract.periods import Periods, period_of
from monitor.extract.quantities import extract_quantities
from monitor.extract.sentences import split_sentences

DAY = date(2025, 4, 9)
PIECES = (
    "지난해 매출은 3조 원이었다. ",
    "한빛리서치에 따르면 1월 이용자는 493만 명이다. ",
    "다섯 달 만에 2.3배가 됐다. ",
    "같은 기간 점유율은 12%에서 15%로 올랐다. ",
    "정부는 2029년까지 2조 원을 투자하기로 했다. ",
    "내년에는 4조 원으로 늘어날 전망이다. ",
    "이 가운데 공공이 5만 장을 맡는다. ",
    "회사는 “3만 명”이라고 밝혔다. ",
    "이날 코스피는 2534.7에 마감했다. ",
    "전년보다 7.5% 늘었다.\n",
    "- 인재 양성 1만 명\n",
)
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join)


@given(text=texts, is_backwards=st.booleans())
def test_figures_asked_for_in_any_order_read_as_each_does_alone(
    text: str, is_backwards: bool
) -> None:
    sentences = split_sentences(text)
    places = [
        (index, quantity.span)
        for quantity in extract_quantities(text)
        for index, (start, end) in enumerate(sentences)
        if start <= quantity.span[0] and quantity.span[1] <= end
    ]
    modalities = Modalities(text, sentences)
    periods = Periods(text, sentences, DAY, modalities)
    attributions = Attributions(text, sentences)
    for index, span in reversed(places) if is_backwards else places:
        assert periods.of(index, span) == period_of(text, sentences, index, span, day=DAY)
        assert modalities.of(index, span) == modality_of(text, sentences, index, span)
        assert attributions.of(index, span) == attribution_of(text, sentences, index, span)
