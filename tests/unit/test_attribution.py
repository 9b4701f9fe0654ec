"""Who says a figure: named in its sentence, or the source that governs the passage."""

from __future__ import annotations

import pytest

from monitor.extract.attribution import attribution_of, read_source, speaker_of
from monitor.extract.sentences import split_sentences
from tests.steps import growth

SENTENCES = [
    ("7일 통계청에 따르면 취업자는 2902만 명이다.", "통계청"),
    ("시장조사업체 한빛리서치에 따르면 판매량은 3만 대다.", "한빛리서치"),
    ("통계청이 4일 발표한 ‘7월 소비자물가 동향’에 따르면 물가는 2.1% 올랐다.", "통계청"),
    ("금융감독원이 20일 내놓은 자료를 보면 순이익은 12조원이다.", "금융감독원"),
    ("미국 스탠퍼드대 인간중심AI연구소(HAI)가 펴낸 'AI 인덱스'를 보면 3개다.",
     "스탠퍼드대 인간중심AI연구소(HAI)"),
    ("질병관리청 집계에 따르면 환자는 300명이다.", "질병관리청"),
    ("중국 공업정보화부 집계로 기업은 4400곳이다.", "중국 공업정보화부"),
    ("세계지식재산기구(WIPO) 통계로는 출원이 3만 건이다.", "세계지식재산기구(WIPO)"),
    ("과학기술정보통신부의 ‘산업실태조사’에 따르면 부족 인력은 8500명이다.",
     "과학기술정보통신부"),
    ("산업통상자원부와 무역협회가 1일 발표한 자료에 따르면 수출은 608억 달러다.", "산업통상자원부"),
    ("대한상공회의소가 300개 기업을 설문한 결과 41%가 어렵다고 답했다.", "대한상공회의소"),
    ("한국은행은 올해 성장률을 1.5%로 전망했다.", "한국은행"),
    ("국제에너지기구(IEA)는 수요가 70만 배럴 늘어날 것으로 내다봤다.", "국제에너지기구(IEA)"),
    ("골드만삭스는 유가가 60달러까지 떨어질 수 있다고 봤다.", "골드만삭스"),
    ("삼성전자는 매출이 74조원으로 집계됐다고 30일 공시했다.", "삼성전자"),
    ("물가가 2% 올랐다고 통계청이 5일 밝혔다.", "통계청"),
    ("일본이 1조 엔을 투입한다고 현지 언론이 20일 보도했다.", "현지 언론"),
    ("이정동 서울대 공대 교수는 “4000개가 있다”고 말했다.", "이정동 서울대 공대 교수"),
    ("김민수 한국자동차연구원 선임연구위원은 “3만 대가 팔렸다”고 말했다.",
     "김민수 한국자동차연구원 선임연구위원"),
    ("도널드 트럼프 미국 대통령은 5000억 달러를 투자하겠다고 밝혔다.", "도널드 트럼프 미국 대통령"),
    ("데이터 전문가인 남유찬 씨는 “20%가 달라진다”고 말했다.", "남유찬"),
    ("하나를 창업한 김하나 최고경영자(CEO)는 “5만 개를 보유했다”고 했다.", "김하나 하나 CEO"),
    ("한빛전자 측은 “직원은 300명”이라고 설명했다.", "한빛전자"),
    ("익명을 요구한 한 특허 관계자는 “3건뿐”이라고 말했다.", "특허 관계자"),
    ("환경부는 전기차 30만 대를 보급할 계획이다.", "환경부"),
    ("미국 매체들에 따르면 이용자는 9억 명이다.", "미국 매체"),
    # counted, published or expected by somebody; polite endings; a former office
    ("자동차산업협회가 집계한 지난달 판매량은 12만 대였다.", "자동차산업협회"),
    ("관세청이 3일 내놓은 수출 실적은 600억 달러다.", "관세청"),
    ("한국소비자원이 발표한 민원 동향에 따르면 환불 요청은 2만 건이다.", "한국소비자원"),
    ("미국 헤럴드연구소가 펴낸 '물류 지수 2025' 내용이다.", "헤럴드연구소"),
    ("산림청은 피해 면적을 300㏊로 추정합니다.", "산림청"),
    ("시장조사업체 누리랩은 내년 출하량이 2억 대를 넘을 것으로 예상한다.", "누리랩"),
    ("국토연구원은 집값이 3% 오를 것으로 보고 있다.", "국토연구원"),
    ("“김하나 교수는 시장이 3조 원이라고 했다.”", "김하나 교수"),
    ("박도윤 전 장관은 손실이 2조 원이라고 증언했다.", "박도윤 전 장관"),
    # who was asked to count, what was handed over, ages, names in the same letters as endings
    ("한빛신문이 누리리서치에 맡겨 11∼13일 1003명에게 물었더니 44%였다.", "누리리서치"),
    ("한국갤럽이 지난 12∼14일 1000명에게 물은 결과 44%였다.", "한국갤럽"),
    ("김다온 의원이 건강보험공단에서 받은 자료에 따르면 3만 건이다.", "김다온 의원"),
    ("국민연금공단이 김다온 의원실에 제출한 자료에 따르면 3만 건이다.", "국민연금공단"),
    ("김하나 KAIST 전산학부 교수(45)는 “3배가 됐다”고 말했다.", "김하나 KAIST 전산학부 교수"),
    ("경찰청이 19일 내놓은 '2025년 교통사고 통계'에 담긴 내용이다.", "경찰청"),
    ("과기정통부는 시장 규모를 3조9천억 원대로 파악하고 있다.", "과기정통부"),
    ("환경단체 초록바다는 50곳을 막으라고 요구했다.", "초록바다"),
    ("박도윤 한빛전자 최고재무책임자(CFO)는 “투자가 3조 원”이라고 말했다.",
     "박도윤 한빛전자 최고재무책임자(CFO)"),
    ("블룸버그통신에 따르면 회사는 3조 원에 팔린다.", "블룸버그통신"),
    ("통계청 ‘6월 인구동향’을 보면 출생아는 1만9953명이다.", "통계청"),
    ("한국개발연구원(KDI)은 ‘경제전망’에서 성장률을 0.8%로 제시했다.", "한국개발연구원(KDI)"),
    ("세계보건기구(WHO)는 사망자가 3만 명이라고 발표했다.", "세계보건기구(WHO)"),
    ("한빛전자 관계자는 “300곳이 문을 닫았다”고 귀띔했다.", "한빛전자"),
]  # fmt: skip

NOBODY = [
    "지난해 수출은 6838억 달러였다.",
    "업계에 따르면 판매량은 3만 대다.",
    "전문가들은 3년이 걸린다고 말했다.",
    "정부는 2조 원을 투자한다.",
    "기름값이 1700원까지 올랐다.",
    "국내 시장이 3조 원으로 커질 것으로 예상된다.",
    "한국은 40점으로 3위에 올랐다.",
    "지난달 공개한 신차의 판매량은 3만 대였다.",
    "회사가 내놓은 신제품은 3종이다.",
    "지난주 조사(47%)보다 낮아졌다.",
    "전문가 300명은 3%로 봤다.",
    "증권가 전망치를 넘었다.",
]


@pytest.mark.parametrize(("sentence", "name"), SENTENCES)
def test_the_source_of_a_sentence_is_cut_to_its_name(sentence: str, name: str) -> None:
    source = read_source(sentence)
    assert source is not None
    assert source.name == name


@pytest.mark.parametrize("sentence", NOBODY)
def test_a_sentence_that_names_nobody_has_no_source(sentence: str) -> None:
    source = read_source(sentence)
    assert source is None or not source.name


def _who(text: str, figure: str) -> str | None:
    at = text.index(figure)
    sentences = split_sentences(text)
    index = next(i for i, (a, b) in enumerate(sentences) if a <= at < b)
    return attribution_of(text, sentences, index, (at, at + len(figure)))


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("누리칩스는 30억 원을 썼다고 밝혔지만, 한빛리서치는 40억 원에 이른다고 봤다.",
         "누리칩스", "한빛리서치"),
        ("기획재정부는 성장률을 30%로 전망했으나 한국은행은 40%로 내다봤다.",
         "기획재정부", "한국은행"),
        ("한빛전자는 30명이 줄었다고 밝혔고, 이 가운데 40%는 정년이었다고 설명했다.",
         "한빛전자", "한빛전자"),
    ],
)  # fmt: skip
def test_of_two_who_contradict_each_other_in_a_sentence_each_says_his_own_figure(
    text: str, first: str, second: str
) -> None:
    assert (_who(text, "30"), _who(text, "40")) == (first, second)


def test_a_document_goes_on_for_the_sentences_after_it() -> None:
    text = "13일 통계청에 따르면 취업자는 2902만 명이다. 실업자는 80만 명이다."
    assert _who(text, "80만 명") == "통계청"


def test_a_public_body_that_announces_in_the_lead_goes_on() -> None:
    text = "통계청은 출생아가 25만 명이라고 밝혔다.\n사망자는 36만 명이다."
    assert _who(text, "36만 명") == "통계청"


def test_a_speakers_word_ends_with_the_sentence() -> None:
    text = "김하나 대표는 “매출이 3조 원”이라고 말했다. 공장은 4곳이다."
    assert _who(text, "4곳") is None


def test_a_statistic_in_passing_goes_on_within_its_paragraph_only() -> None:
    text = "공업정보화부 집계로 기업은 4400곳이다. 직원은 3만 명이다.\n공장은 12곳이다."
    assert _who(text, "3만 명") == "공업정보화부"
    assert _who(text, "12곳") is None


def test_another_source_replaces_the_first() -> None:
    text = "통계청에 따르면 2902만 명이다. 한국은행은 1.5%로 전망했다. 금리는 2.5%다."
    assert _who(text, "1.5%") == "한국은행"
    assert _who(text, "2.5%") is None


def test_a_report_named_without_an_owner_points_back_at_the_last_one() -> None:
    text = "한빛연구원은 7일 '산업 보고서'를 펴냈다. 보고서에 따르면 3만 명이 모자란다."
    assert _who(text, "3만 명") == "한빛연구원"


def test_a_short_form_is_the_name_introduced_before() -> None:
    text = "이정동 서울대 교수는 “멀었다”고 했다. 이정동 교수는 “4000개”라고 말했다."
    assert _who(text, "4000개") == "이정동 서울대 교수"


def test_a_lead_takes_the_source_that_the_next_paragraph_names() -> None:
    text = "취업자가 20만 명 늘었다.\n13일 통계청에 따르면 취업자는 2902만 명이다."
    assert _who(text, "20만 명") == "통계청"


def test_the_source_beside_a_figure_goes_before_the_sentences() -> None:
    text = "한빛랩은 2만 건이라고 밝혔다. 한빛랩은 이 수가 특허청 집계(3만 건)보다 적다고 말했다."
    assert _who(text, "3만 건") == "특허청"
    assert _who(text, "2만 건") == "한빛랩"


def test_a_witness_is_quoted_for_a_paragraph_and_a_statistic_for_the_story() -> None:
    text = "현장 관계자에 따르면 건물은 8개다. 직원은 3만 명이다.\n공장은 12곳이다."
    assert _who(text, "3만 명") == "현장 관계자"
    assert _who(text, "12곳") is None
    text = "통계청에 따르면 건물은 8개다. 직원은 3만 명이다.\n공장은 12곳이다."
    assert _who(text, "12곳") == "통계청"


def test_the_firm_that_speaks_is_the_one_the_text_is_about() -> None:
    text = (
        "한빛모빌리티가 사고를 숨겼다는 의혹이 나왔다. 시민연대는 “3건”이라고 주장했다."
        " 회사는 “1건뿐”이라고 반박했다."
    )
    assert _who(text, "1건") == "한빛모빌리티"
    assert _who(text, "3건") == "시민연대"


def test_a_lead_that_was_counted_takes_who_counted_from_below() -> None:
    text = "지난해 시장이 3조 원에 그친 것으로 조사됐다.\n한빛리서치는 내년 4조 원을 전망했다."
    assert _who(text, "3조 원") == "한빛리서치"


def test_a_source_is_left_where_another_thing_is_told_of() -> None:
    text = (
        "기상청에 따르면 13일 서울의 아침 최저기온은 2도까지 떨어졌다. 강원 산지에는 눈이 내려 "
        "도로 곳곳이 얼고 낮에도 바람이 강하게 불어 체감 온도가 낮다. 낮 기온은 12도다.\n"
        "프로축구 울산의 평균 관중은 1만7천 명이다."
    )
    assert _who(text, "12도") == "기상청"
    assert _who(text, "1만7천 명") is None


def test_a_source_is_left_where_another_office_acts() -> None:
    text = (
        "국가데이터처는 1분기 거래액이 66조 원이라고 21일 밝혔다. 음식 거래액은 10조 원이다.\n"
        "공정거래위원회는 하도급 대금을 늦게 준 한결건설에 과징금 18억 원을 부과했다."
    )
    assert _who(text, "10조 원") == "국가데이터처"
    assert _who(text, "18억 원") is None


def test_a_week_has_no_word_of_its_own() -> None:
    text = "한결리서치가 22일 발표한 10월 셋째 주 조사에서 지지율은 54%였다."
    assert _who(text, "54%") == "한결리서치"


def test_circles_speak_where_the_sentence_says_so_and_act_in_silence() -> None:
    text = "증권가는 상장이 늦어질 것으로 본다. 정부는 원전을 다시 돌렸다."
    sentences = split_sentences(text)
    assert speaker_of(text, sentences, 0) == "증권가"
    assert speaker_of(text, sentences, 1) is None


def test_whoever_plans_speaks_for_the_plan() -> None:
    text = "미국 정부는 추가 규제를 검토 중이다."
    assert speaker_of(text, ((0, len(text)),), 0, plans=True) == "미국 정부"
    assert speaker_of(text, ((0, len(text)),), 0) is None


@pytest.mark.parametrize("unit", ["에 따르면 ", "가 발표한 '가' ", "는 ", "다고 가는 ", "(", '"'])
def test_a_text_full_of_source_words_is_read_in_steps_that_grow_with_it(unit: str) -> None:
    def read(text: str) -> None:
        sentences = split_sentences(text)
        for index, (_, b) in enumerate(sentences):
            attribution_of(text, sentences, index, (b - 2, b))

    assert growth(read, unit, 10_000, 40_000) < 1.5


def test_the_firm_that_makes_a_figure_public_says_it() -> None:
    text = "한결소프트는 새 비서를 내놨다. 회사는 오답률이 3.4%라고 공개했다."
    assert _who(text, "3.4%") == "한결소프트"


def test_who_reckons_ahead_says_the_figure() -> None:
    text = "한국교육연구원은 학생이 157만명까지 줄 것으로 추계했다."
    assert _who(text, "157만명") == "한국교육연구원"
