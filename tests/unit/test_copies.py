"""Which articles copy one another."""

from __future__ import annotations

import random

import pytest

from monitor.extract.whole import find_figures
from monitor.judge.copies import (
    MOST_ALTERED,
    Copied,
    alters,
    bands,
    find_alterations,
    find_original,
    shared,
    signature,
)
from tests.benchmarks.bench_copies import SEED, Ours, copies, figures_of, other_figure, stories
from tests.steps import growth

REPORT = (
    "정부가 내년 바다 쓰레기 수거 예산으로 1200억원을 편성했다. 올해보다 15% 늘어난 규모다. "
    "해양수산부는 29일 발표한 자료에서 수거선 열두 척을 새로 짓고 "
    "어민에게 주는 보상금도 올리겠다고 밝혔다. "
    "섬 지역에는 집하장 40곳을 더 세운다. 예산안은 다음 달 국회에 제출된다."
)
COPY = (
    "내년 바다 쓰레기 수거 예산 1200억원\n"
    "정부가 내년 바다 쓰레기 수거 예산으로 1200억 원을 편성했다. "
    "해양수산부는 29일 발표한 자료에서 수거선 열두 척을 새로 짓고 "
    "어민에게 주는 보상금도 올리겠다고 했다. "
    "섬 지역에는 집하장 40곳을 더 세운다.\n박기자 기자"
)
OTHER = (
    "바다 쓰레기를 줄이려는 정부의 계획을 두고 환경 단체들이 고개를 저었다. "
    "수거에 1200억원을 쓰기보다 버리는 양을 줄여야 한다는 것이다. "
    "단체들은 어구 실명제를 서두르고 스티로폼 부표를 모두 바꾸라고 요구했다. "
    "어민들은 비용이 늘어난다며 반발하고 있어 논의는 길어질 전망이다."
)


def test_a_report_with_other_endings_and_a_sentence_less_is_a_copy() -> None:
    assert find_original(COPY, [("other", OTHER), ("report", REPORT)]) == Copied("report", False)
    assert shared(REPORT, COPY) > 0.7


def test_another_report_on_the_same_matter_is_no_copy() -> None:
    assert find_original(OTHER, [("report", REPORT), ("copy", COPY)]) is None


def test_a_text_too_short_to_tell_is_never_a_copy() -> None:
    assert find_original("속보입니다.", [("a", "속보입니다.")]) is None
    assert signature("속보입니다.") == ()


def test_copies_share_a_band_and_a_text_all_of_its_own() -> None:
    assert set(bands(signature(REPORT))) & set(bands(signature(COPY)))
    assert bands(signature(REPORT)) == bands(signature(REPORT))
    assert not set(bands(signature(REPORT))) & set(bands(signature("가나다라마바사" * 40)))


def test_a_signature_is_the_same_on_every_machine_and_run() -> None:
    assert signature(REPORT)[:2] == signature(REPORT)[:2]
    assert len(signature(REPORT)) == 96
    assert all(0 <= number < 2**32 for number in signature(REPORT))


def test_a_text_that_says_another_figure_is_no_copy_of_what_it_was_made_of() -> None:
    altered = COPY.replace("40곳", "45곳")
    figures = find_figures(altered)
    assert find_original(altered, [("report", REPORT)], figures) == Copied("report", True)
    # Of the altered one it is a copy, whatever came first.
    known = [("report", REPORT), ("altered", altered)]
    assert find_original(altered + " 끝.", known, figures) == Copied("altered", False)


@pytest.mark.parametrize(
    ("text", "original", "expected"),
    [
        ("모두 1200억원이다", "모두 1,200억 원이다", False),
        ("모두 200억원이다", "모두 1200억원이다", True),
        ("5.5%다", "55%다", True),
        ("55%다", "5.5%다", True),
        ("2조 원이다", "2조5000억 원이다", True),
        ("12명과 12명이다", "12명과 15명이다", True),  # one of two figures changed into the other
        ("12명이다", "12명과 15명이다", False),  # cut
        ("12명과 15명이다", "12명이다", True),  # more than the original had
        ("인구 11만 명당 3건", "인구 10만 명당 3건", True),
        ("21일 발표했다", "22일 발표했다", False),  # no figure
    ],
)
def test_a_figure_is_altered_where_the_original_does_not_say_it(
    text: str, original: str, expected: bool
) -> None:
    assert alters(text, find_figures(text), original) is expected


def test_nearly_all_altered_copies_of_our_stories_are_found_and_none_with_another_figure() -> None:
    texts, dice = stories()[::7], random.Random(SEED)
    finder = Ours()
    for text in texts:
        finder.add(text)
    made = list(copies(texts, dice))
    found = sum(finder.find(c.text, figures_of(c.text)) == c.original for c in made)
    assert found >= 0.98 * len(made)
    for number, text in enumerate(texts):
        if (other := other_figure(text, dice)) is not None:
            assert finder.find(other, figures_of(other)) != number, other


def _altered(text: str, original: str = REPORT) -> list[tuple[str, str]]:
    found = find_alterations(text, find_figures(text), original)
    for told in found:
        assert text[slice(*told.span)] == told.words
        assert told.words in told.quote
        assert told.before == (original[slice(*told.before_span)] if told.before_span else "")
        assert told.before in told.before_quote
    return [(told.before, told.words) for told in found]


@pytest.mark.parametrize(
    ("said", "instead", "expected"),
    [
        ("집하장 40곳", "집하장 45곳", [("40곳", "45곳")]),
        ("집하장 40곳", "집하장 약 4백곳", [("40곳", "약 4백곳")]),
        ("15% 늘어난", "1.5% 늘어난", [("15%", "1.5%")]),
        ("열두 척", "열세 척", [("열두 척", "열세 척")]),
        ("1200억원을", "1,300억 원을", [("1200억원", "1,300억 원")]),
        ("국회에 제출된다.", "국회에 제출된다. 여기에 77명이 매달렸다.", [("", "77명")]),
        ("올해보다 15% 늘어난 규모다. ", "", []),  # cut
        ("1200억원을", "1천200억 원을", []),  # only worded otherwise
    ],
)
def test_what_was_altered_is_told_beside_what_stood_there(
    said: str, instead: str, expected: list[tuple[str, str]]
) -> None:
    assert _altered(REPORT.replace(said, instead)) == expected


def test_an_altered_figure_is_found_in_a_copy_with_other_endings_and_a_heading() -> None:
    altered = COPY.replace("1200억", "1300억")
    assert _altered(altered) == [("1200억원", "1300억원"), ("1200억원", "1300억 원")]
    (heading, told) = find_alterations(altered, find_figures(altered), REPORT)
    assert heading.quote == "내년 바다 쓰레기 수거 예산 1300억원"
    assert told.quote == "정부가 내년 바다 쓰레기 수거 예산으로 1300억 원을 편성했다."
    assert told.before_quote == "정부가 내년 바다 쓰레기 수거 예산으로 1200억원을 편성했다."


def test_a_heading_that_says_a_figure_again_alters_nothing() -> None:
    assert find_original(COPY, [("report", REPORT)], find_figures(COPY)) == Copied("report", False)
    assert _altered(COPY) == []


def test_one_figure_put_in_the_place_of_another_of_the_text_is_told() -> None:
    assert _altered(REPORT.replace("40곳", "1200억원")) == [("40곳", "1200억원")]


def test_as_many_altered_figures_are_told_as_anybody_reads() -> None:
    lines = [
        f"{name}시에는 올해 {n + 11}곳이 문을 열었다." for n, name in enumerate("가나다라" * 9)
    ]
    text = "\n".join(lines)
    assert len(_altered(text.replace("곳이", "명이"), text)) == MOST_ALTERED


def test_the_work_of_finding_what_was_altered_grows_with_the_text() -> None:
    def find(text: str) -> object:
        other = text.replace("45곳", "46곳")
        return find_alterations(other, find_figures(other)[:50], text)

    part = REPORT.replace("40곳", "45곳") + "\n"
    assert growth(find, part, 4 * len(part), 16 * len(part)) < 2


def test_of_every_copy_of_our_stories_with_another_figure_it_is_told_which() -> None:
    dice, told, made = random.Random(SEED), 0, 0
    for text in stories()[::7]:
        if (other := other_figure(text, dice)) is None:
            continue
        made += 1
        found = find_alterations(other, figures_of(other), text)
        assert found
        told += any(a.before_span is not None for a in found)
    assert told >= 0.9 * made
