"""Sentences without a figure that say something of a tracked topic, with speaker and stance."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.extract.statements import extract_statements
from monitor.model import SEOUL, Article, Span, Statement, Topic, Url

TOPICS = (
    Topic(name="한빛전자", aliases=("한빛", "HB1")),
    Topic(name="수소차", aliases=("수소 자동차",)),
)


def _read(text: str, *skip: Span) -> tuple[Statement, ...]:
    return extract_statements(Article(url=Url("a"), title="", text=text, skip=skip), TOPICS)


SENTENCES = [
    ("한빛전자는 기술을 훔쳤다는 의혹을 부인했다.", "denied", "한빛전자"),
    ("누리전자는 한빛전자가 자사 기술을 훔쳤다고 주장했다.", "alleged", "누리전자"),
    ("특허청은 한빛전자가 출원을 마쳤다고 공식 확인했다.", "confirmed", None),
    ("환경부는 수소차 충전소를 늘리기로 했다.", "planned", "환경부"),
    ("미국 정부는 수소차 수입 규제를 검토 중이다.", "planned", "미국 정부"),
    ("수소차 시장은 빠르게 커질 것으로 전망된다.", "forecast", None),
    ("시민단체는 수소차 안전 기준을 마련하라고 촉구했다.", "called_for", "시민단체"),
    ("수소차 보급을 서둘러야 한다는 목소리가 높다.", "called_for", None),
    ("김하나 서울대 교수는 “수소차 안전을 살펴야 한다”고 말했다.", "called_for", None),
    ("한빛전자는 새 수소 자동차를 출시했다.", "asserted", None),
    ("김하나 서울대 교수는 “한빛전자의 기술이 앞섰다”고 말했다.", "asserted", "김하나 서울대 교수"),
]


SENTENCES += [
    # Whatever the verb is, the mark of a report says that somebody speaks.
    ("나성균 고울군수는 “한빛전자의 사과를 바란다”고 못을 박았다.", "asserted", "나성균 고울군수"),
    ("한빛전자는 “그런 제안을 받은 적이 없다”고 맞섰다.", "denied", "한빛전자"),
    ("한빛전자는 결함을 숨긴 일이 결코 없다고 항변했다.", "denied", "한빛전자"),
    ("역세권 상인회는 한빛전자 공장을 되살리라며 시위를 벌였다.", "called_for", "역세권 상인회"),
    ("한 장비업체 임원은 “한빛전자를 믿고 기다리겠다”고 귀띔했다.", "planned", "장비업체 임원"),
    ("유 의원이 속한 희망당은 '한빛전자 봐주기 수사'라고 날을 세웠다.", "asserted", "희망당"),
    ("검찰은 한빛전자가 장부를 꾸민 것으로 의심하고 있다.", "alleged", "검찰"),
    ("큰빛당 역시 한빛전자를 더 지켜봐야 한다며 거리를 뒀다.", "called_for", "큰빛당"),
    ("한 교통 전문가는 “수소차는 아직 이르다”고 잘라 말했다.", "asserted", "교통 전문가"),
    ("한빛전자는 업계 최고라고 평가받는 새 수소차를 출시했다.", "asserted", None),
    ("한빛전자의 자료가 통째로 새지는 않았다는 분석도 있다.", "asserted", None),
    # What goes round is nobody's word.
    ("한빛전자가 결함을 쉬쉬했다는 소문이 시장에 돌았다.", "alleged", None),
    ("수소차가 전력난을 부를 수 있다는 우려가 나온다.", "forecast", None),
    # A condition on the way to the predicate gives no stance.
    ("결함이 사실로 드러나면 한빛전자는 인증을 잃을 전망이다.", "forecast", None),
]


@pytest.mark.parametrize(("sentence", "stance", "speaker"), SENTENCES)
def test_a_sentence_has_a_stance_and_a_speaker(
    sentence: str, stance: str, speaker: str | None
) -> None:
    (found,) = _read(sentence)
    assert (found.stance, found.quote) == (stance, sentence)
    if speaker:
        assert found.speaker == speaker


@pytest.mark.parametrize(
    "sentence",
    [
        "한빛전자는 매출이 3조 원이라고 밝혔다.",  # a figure: a claim's business
        "누리전자는 의혹을 부인했다.",  # no tracked topic
        "한빛전자, 의혹 벗나",  # a headline
        "한빛전자가 뒤처진 것은 인재가 떠났기 때문이다.",  # why, not that
        "한빛전자에는 더 과감한 투자가 필요하다.",  # the writer's own counsel
        "한빛전자를 둘러싼 의혹은 무성하다.",  # it does not say what
        "수소차가 곧 퍼질 것이라는 예상은 빗나갔다.",  # an expectation that failed
        "한빛전자는 서울에 있다.",  # nobody says or does anything of note
        "한빛전자는 왜 의혹을 부인했을까?",  # a question
        "① 한빛전자 기술 도용 의혹",  # a heading
        "모델 HB100을 출시했다.",  # another name that only begins like an alias
        "한빛전자 이도윤 기자가 말했다. /사진=한빛전자",  # the page's
    ],
)
def test_other_sentences_are_no_statements(sentence: str) -> None:
    assert _read(sentence) == ()


def test_the_subject_is_the_topic_named_first_and_the_span_indexes_the_text() -> None:
    text = "머리말이다.\n수소차 업계는 한빛전자의 진출을 막아야 한다고 주장했다."
    (found,) = _read(text)
    assert found.subject == "수소차"
    assert text[slice(*found.span)] == found.quote


def test_a_sentence_of_weight_may_leave_the_topic_to_the_one_before() -> None:
    text = "한빛전자는 새 공장을 공개했다. 안전에 문제가 있다는 의혹도 제기됐다."
    assert [s.subject for s in _read(text)] == ["한빛전자", "한빛전자"]


def test_polite_endings_say_as_much_as_plain_ones() -> None:
    (found,) = _read("정부는 수소차 충전소를 늘리기로 했습니다.")
    assert found.stance == "planned"


def test_a_lead_may_stand_above_the_sentence_that_names_its_topic() -> None:
    text = "기술을 훔쳤다는 의혹이 제기됐다고 업계는 전한다. 한빛전자는 이를 모두 부인했다."
    assert [s.subject for s in _read(text)] == ["한빛전자", "한빛전자"]


def test_what_the_article_marks_as_no_story_is_not_read() -> None:
    text = "한빛전자는 의혹을 부인했다."
    assert _read(text, (0, len(text))) == ()


def test_without_topics_a_sentence_may_be_about_anything() -> None:
    text = "한빛전자는 의혹을 부인했다. 이 회사는 서울에 있다. 시민단체는 조사를 촉구했다."
    found = extract_statements(Article(url=Url("a"), title="", text=text), ())
    assert [(s.stance, s.speaker) for s in found] == [
        ("denied", "한빛전자"),
        ("called_for", "시민단체"),
    ]


def _subject(text: str, title: str = "") -> str:
    (found,) = extract_statements(Article(url=Url("a"), title=title, text=text), ())
    return found.subject


def test_without_topics_a_statement_is_about_the_subject_of_what_is_said() -> None:
    assert _subject("노조는 “이사회가 교섭을 질질 끌었다”고 꼬집었다.") == "이사회"
    assert _subject("한누리차의 결함이 뒤늦게 드러났다.") == "한누리차"


def test_what_the_title_and_the_text_keep_naming_is_what_statements_are_about() -> None:
    text = "누리댐은 크다. 누리댐은 길다. 주민들은 정부가 누리댐 방류를 늦췄다고 주장했다."
    assert _subject(text, "누리댐 방류 논란") == "누리댐"


def test_what_the_firm_says_is_said_by_the_firm_that_the_text_is_about() -> None:
    text = "한빛전자가 결함을 숨겼다고 시민연대는 주장했다. 회사는 “사실이 아니다”라고 반박했다."
    assert _read(text)[-1].speaker == "한빛전자"


def test_a_firm_whose_name_is_nowhere_speaks_as_the_firm() -> None:
    (found,) = _read("회사 측은 수소차 출시를 서두르지 않겠다는 뜻을 밝혔다.")
    assert found.speaker == "회사 측"


def test_who_points_back_or_goes_on_is_whoever_spoke_last() -> None:
    text = (
        "나성균 군수는 “한빛전자 공장을 반긴다”고 말했다. 이어 “한빛전자와 손잡겠다”고 덧붙였다."
        " 그는 한빛전자에 땅을 내주겠다고도 했다."
    )
    assert [s.speaker for s in _read(text)] == ["나성균 군수"] * 3


def test_what_the_article_tells_of_other_things_is_left_out() -> None:
    text = "수소차 충전소가 문을 닫았다.\n기상청은 오는 주말 눈이 내릴 것으로 예보했다."
    article = Article(url=Url("a"), title="수소차 충전소 폐쇄", text=text)
    assert all("기상청" not in s.quote for s in extract_statements(article, TOPICS))


def test_an_old_announcement_and_a_law_are_background() -> None:
    text = (
        "1989년 정부는 수소차를 없애겠다고 발표했다."
        " 자동차관리법은 수소차 개조를 금지한다고 못박고 있다."
    )
    moment = datetime(2026, 3, 1, tzinfo=SEOUL)
    article = Article(url=Url("a"), title="", text=text, published=moment)
    assert extract_statements(article, TOPICS) == ()


def test_whoever_will_not_be_named_is_named_by_what_he_is() -> None:
    (found,) = _read("익명을 요구한 한 전직 임원은 “한빛전자가 기록을 지웠다”고 폭로했다.")
    assert (found.speaker, found.stance) == ("전직 임원", "alleged")


def test_a_worry_about_what_may_come_is_a_forecast_and_one_about_what_is_done_is_not() -> None:
    (coming,) = _read("수소차 값이 오를 수 있다는 우려가 나온다.")
    (done,) = _read("한빛전자가 기록을 지우고 있다는 우려가 커졌다.")
    assert (coming.stance, done.stance) == ("forecast", "alleged")


def test_an_explanation_denies_only_where_it_says_no() -> None:
    (told,) = _read("한빛전자는 서버를 옮기다 오류가 생겼다고 해명했다.")
    (denied,) = _read("한빛전자는 기록을 지우지 않았다고 해명했다.")
    assert (told.stance, denied.stance) == ("asserted", "denied")


def test_an_article_about_a_topic_may_leave_it_unnamed_where_somebody_speaks() -> None:
    text = (
        "한빛전자가 새 공장을 공개했다. 건물은 높다. 마당은 넓다. 길은 좁다. 하늘은 맑다. "
        "물은 깊다. 김하나 서울대 교수는 “안전이 걱정된다”고 지적했다."
    )
    article = Article(url=Url("a"), title="한빛전자의 새 공장", text=text)
    assert [s.subject for s in extract_statements(article, TOPICS)][-1] == "한빛전자"
