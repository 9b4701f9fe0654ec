"""A denial is no copy of what it denies, however many words it takes from it."""

from __future__ import annotations

import pytest

from monitor.judge.copies import find_original, shared
from monitor.judge.standpoints import takes_another_stand
from tests.steps import growth

GROUND = (
    "한빛식품은 2009년 문을 연 식품회사로 전국에 공장 여덟 곳을 두고 있다. "
    "지난해 이 회사는 유통기한 표시를 둘러싼 소비자 단체의 고발로 조사를 받기도 했다. "
    "식품의약품안전처는 관련 기록을 넘겨받아 살펴보고 있으며 결과는 다음 달에 나올 예정이다. "
)
ALLEGED = (
    "한빛식품이 유통기한이 지난 원료를 다시 포장해 썼다는 의혹이 제기됐다. "
    "내부 직원은 창고에서 날짜를 지우는 일을 여러 차례 보았다고 주장했다. "
)
REPORT = ALLEGED + GROUND


@pytest.mark.parametrize(
    "news",
    [
        "한빛식품은 유통기한이 지난 원료를 썼다는 의혹이 사실무근이라고 밝혔다. ",
        "한빛식품은 원료를 다시 포장했다는 주장을 전면 부인했다. ",
        "한빛식품 대표는 원료를 다시 포장한 사실을 인정했다. ",
        "내부 직원은 하루 만에 자신의 주장을 철회했다. ",
        "본지는 한빛식품의 공장 수를 바로잡습니다. 여덟 곳이 아니라 일곱 곳이었습니다. ",
        "한빛식품이 유통기한이 지난 원료를 다시 포장해 썼다는 의혹은 사실이 아니라고 했다. ",
    ],
)
def test_a_text_that_turns_the_story_is_no_copy_of_it(news: str) -> None:
    text = news + GROUND
    assert shared(text, REPORT) > 0.4
    assert find_original(text, [("report", REPORT)]) is None


def test_a_sentence_that_says_no_is_no_copy_of_the_one_that_says_yes() -> None:
    yes = "누리시는 남부 순환도로의 통행료를 내년 3월부터 받기로 했다고 밝혔다. " + GROUND
    no = "누리시는 남부 순환도로의 통행료를 내년 3월부터 받지 않기로 했다고 밝혔다. " + GROUND
    assert find_original(no, [("yes", yes)]) is None
    assert find_original(yes, [("no", no)]) is None


def test_a_report_of_a_denial_is_copied_with_other_endings() -> None:
    report = "한빛식품은 원료를 다시 포장했다는 주장을 전면 부인했다. " + REPORT
    polite = report.replace("했다.", "했습니다.").replace("있다.", "있습니다.")
    for copy in (polite, report.replace("전면 부인했다", "일축했다"), REPORT):
        found = find_original(copy, [("report", report)])
        assert found is not None
        assert not found.alters


def test_headings_and_cries_do_not_turn_a_story() -> None:
    assert not takes_another_stand("[오보]\n" + REPORT, REPORT)


def test_texts_are_compared_sentence_by_sentence_once() -> None:
    said = "한빛식품은 원료를 다시 포장했다는 주장을 부인했다. "
    other = "회사는 공장 여덟 곳을 두고 있으며 직원은 모두 이천 명이다. " * 400
    assert growth(lambda text: takes_another_stand(text, other), said, 4000, 64000) < 2
