"""Korean sentences end where a reader would end them."""

from __future__ import annotations

import pytest

from monitor.extract.sentences import LONGEST, split_sentences
from tests.steps import growth

CASES = [
    ("물가가 올랐다. 금리도 올랐다.", ["물가가 올랐다.", "금리도 올랐다."]),
    ("한국은 어떤가. 아직 멀었죠. 그렇네요!", ["한국은 어떤가.", "아직 멀었죠.", "그렇네요!"]),
    ("격차는 0.36이다. 지난해는 1.7%였다.", ["격차는 0.36이다.", "지난해는 1.7%였다."]),
    ("지표가 0.43. 작년보다 낮다.", ["지표가 0.43.", "작년보다 낮다."]),
    ("부족 인력은 8500명. 공급이 모자라다.", ["부족 인력은 8500명.", "공급이 모자라다."]),
    (
        '그는 "끝났다. 정말이다."라고 말했다. 모두 웃었다.',
        ['그는 "끝났다. 정말이다."라고 말했다.', "모두 웃었다."],
    ),
    ("그는 “시작이다. 준비됐다”며 웃었다.", ["그는 “시작이다. 준비됐다”며 웃었다."]),
    (
        '창업자는 말했다. "우리는 싸운다." 그는 떠났다.',
        ["창업자는 말했다.", '"우리는 싸운다."', "그는 떠났다."],
    ),
    ('"이길 것이다." 라고 그는 말했다.', ['"이길 것이다." 라고 그는 말했다.']),
    ("회사(대표 김모 씨. 45세)는 문을 닫았다.", ["회사(대표 김모 씨. 45세)는 문을 닫았다."]),
    ("미국 정부(U.S. Government)가 밝혔다.", ["미국 정부(U.S. Government)가 밝혔다."]),
    ("워싱턴 D.C. 사고를 조사한다.", ["워싱턴 D.C. 사고를 조사한다."]),
    ("Apple Inc. 주가가 올랐다.", ["Apple Inc. 주가가 올랐다."]),
    ("2025. 4. 9. 발표했다.", ["2025. 4. 9. 발표했다."]),
    ("1. 새로운 국면", ["1. 새로운 국면"]),
    ("성장했다.2014년에는 줄었다.", ["성장했다.", "2014년에는 줄었다."]),
    ("양강 체제… 한국은 후퇴", ["양강 체제… 한국은 후퇴"]),
    ("그는 떠났다… 다시 오지 않았다.", ["그는 떠났다…", "다시 오지 않았다."]),
    ("제목 한 줄\n본문이다.\n\n다음이다.", ["제목 한 줄", "본문이다.", "다음이다."]),
    ("- 첫째로 비용이다.\n- 둘째로 시간이다.", ["첫째로 비용이다.", "둘째로 시간이다."]),
    ("  앞뒤에 빈칸이 있다.\u00a0 ", ["앞뒤에 빈칸이 있다."]),
    ("‘한국형’이라 했다. '미래'는 멀다.", ["‘한국형’이라 했다.", "'미래'는 멀다."]),
    ('따옴표 하나"가 남았다. 그래도 끊긴다.', ['따옴표 하나"가 남았다.', "그래도 끊긴다."]),
    # the marks of reports are no part of a sentence, a withheld name and a sign are
    ("○ (교통) 버스 30대 증차\n□ 도로 정비", ["(교통) 버스 30대 증차", "도로 정비"]),
    ("①먼저 줄인다.\n▲서울 3곳", ["먼저 줄인다.", "서울 3곳"]),
    ("○○시는 3곳을 정했다.", ["○○시는 3곳을 정했다."]),
    ("▲ 3.2% 올랐다.", ["▲ 3.2% 올랐다."]),
    ("- 2.1% 내렸다.", ["- 2.1% 내렸다."]),
    # a quotation that stands alone is cut like other text
    ("“비용은 3억 원이다. 싸지 않다.”", ["“비용은 3억 원이다.", "싸지 않다.”"]),
    (
        '그는 말했다. "다리를 놓는다. 끝낸다." 모두 웃었다.',
        ["그는 말했다.", '"다리를 놓는다.', '끝낸다."', "모두 웃었다."],
    ),
    ("", []),
    (" \n\u3000\n", []),
]


@pytest.mark.parametrize(("text", "sentences"), CASES)
def test_a_text_is_cut_where_its_sentences_end(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in split_sentences(text)] == sentences


def test_a_quotation_mark_far_from_its_partner_glues_nothing_together() -> None:
    text = '"' + "가나다 했다. " * 200 + '"'
    assert len(split_sentences(text)) > 100


@pytest.mark.parametrize(
    "unit", ["가", "가 ", '"가 ', "(", ".", "1.", "”", "다", "가다. ", '"가다." ']
)
def test_a_text_without_an_end_is_cut_in_steps_that_grow_with_it(unit: str) -> None:
    assert growth(split_sentences, unit, 5_000, 40_000) < 1.3
    spans = split_sentences(unit * (350_000 // len(unit)))
    assert max(b - a for a, b in spans) <= LONGEST
