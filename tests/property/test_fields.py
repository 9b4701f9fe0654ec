"""Whatever the text: what is read beside a figure lies in it, and nothing raises."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from monitor.extract.attribution import attribution_of
from monitor.extract.furniture import find_furniture
from monitor.extract.modality import modality_of
from monitor.extract.periods import period_of, read_periods
from monitor.extract.sentences import split_sentences
from monitor.extract.statements import extract_statements
from monitor.model import Article, Topic, Url

WORDS = [
    "지난해", "올해", "내년", "2023년", "2월 31일", "13일", "1∼11월", "3년 전", "같은 기간",
    "전년 동기", "까지", "부터", "기준", "상반기", "4분기", "최근 3년간", "이듬해", "그해 ",
    "9999년", "0월", "지난 2월", "29일", "전주 대비", "(", ")", " ", "\n", ". ", "다. ",
    "에 따르면 ", "는 ", "가 ", "발표한 ", "'보고서'", "밝혔다.", "고 ", "전망", "계획",
    "주장했다", "3조 원", "52.1%", "에서 ", "보다 ", "늘었다", "▲", "한빛전자", "“", "”",
    "\xa0", "②",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=40).map("".join)
DAYS = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2099, 12, 31)))


@given(TEXTS, DAYS)
def test_every_figure_of_any_text_has_a_period_a_modality_and_perhaps_a_source(
    text: str, day: date | None
) -> None:
    sentences = split_sentences(text)
    for index, sentence in enumerate(sentences):
        for mention in read_periods(text, sentence, day=day):
            assert sentence[0] <= mention.span[0] < mention.span[1] <= sentence[1]
        span = (sentence[0], min(sentence[0] + 3, sentence[1]))
        for figure in (span, (sentence[1] - 1, sentence[1])):
            period_of(text, sentences, index, figure, day=day)
            modality_of(text, sentences, index, figure)
            attribution_of(text, sentences, index, figure)


@given(TEXTS)
def test_furniture_and_statements_of_any_text_are_spans_of_it_in_order(text: str) -> None:
    end = 0
    for a, b in find_furniture(text):
        assert end <= a < b <= len(text)
        end = b
    article = Article(url=Url("a"), title="", text=text)
    for statement in extract_statements(article, (Topic(name="한빛전자"),)):
        assert text[slice(*statement.span)] == statement.quote
