"""What kind of word each word of a sentence is: the endings that verbs and nouns share."""

from __future__ import annotations

import pytest

from monitor.extract.phrases import Word, cut_words
from monitor.extract.quantities import extract_quantities


def words_of(text: str) -> dict[str, Word]:
    """Return the words of a sentence by their letters, particle included."""
    words = cut_words(text, (0, len(text)), extract_quantities(text))
    return {w.text or w.stem + w.particle: w for w in words}


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("유리를 갈아내는 데 9달러가 든다.", "갈아내는"),
        ("매주 걷어내는 쓰레기는 4톤이다.", "걷어내는"),
        ("해마다 밀려나는 상인은 30명이다.", "밀려나는"),
        ("저녁을 거르는 직장인은 19%였다.", "거르는"),
        ("물에 매기는 요금은 300원이다.", "매기는"),
        ("해마다 줄어드는 꿀벌은 3만 통이다.", "줄어드는"),
        ("시장 전망치를 8% 밑돈 4100억 원이다.", "밑돈"),
        ("시장 전망치를 8% 웃돈 4100억 원이다.", "웃돈"),
    ],
)
def test_a_verb_before_its_noun_is_no_noun_with_a_particle(text: str, verb: str) -> None:
    assert words_of(text)[verb].kind == "adnominal"


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("집을 사면 200만 원을 더 깎아준다.", "사면"),
        ("금메달 6개를 따내 강릉을 제쳤다.", "따내"),
        ("3점을 뽑아내 한빛을 눌렀다.", "뽑아내"),
        ("3년은 더 걸릴 텐데 예산은 500억 원이다.", "텐데"),
        ("문을 닫으면 직원 80명이 떠난다.", "닫으면"),
        ("물을 아껴 쓰는 가구가 40%였다.", "아껴"),
    ],
)
def test_a_verb_that_ends_as_nouns_do_is_one_behind_its_object(text: str, verb: str) -> None:
    assert words_of(text)[verb].kind == "verb"


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("시는 제도를 전면 개편해 수수료 2%를 없앴다.", "전면"),
        ("표를 국내 업체 3곳이 나눠 가졌다.", "국내"),
        ("여주는 쌀 5만 톤을 생산했다.", "여주는"),
        ("이화여대는 장학금 30억 원을 줬다.", "이화여대는"),
        ("고려대는 신입생 4천 명을 뽑는다.", "고려대는"),
    ],
)
def test_a_noun_that_ends_as_verbs_do_stays_one(text: str, noun: str) -> None:
    assert words_of(text)[noun].kind == "noun"


@pytest.mark.parametrize("text", ["국내에서 만든 술이 31%다.", "시내에서 난 사고는 40건이다."])
def test_what_lies_inside_keeps_its_own_syllable(text: str) -> None:
    first = next(iter(words_of(text).values()))
    assert (first.stem, first.particle) == (text[:2], "에서")


def test_a_mark_before_its_figure_is_parted_from_the_copula() -> None:
    assert words_of("농도는 기준치인 15㎍을 넘었다.")["기준치인"].stem == "기준치"


@pytest.mark.parametrize("person", ["변호인", "정치인", "의뢰인", "매수인"])
def test_a_person_before_a_figure_is_no_mark(person: str) -> None:
    assert words_of(f"{person} 3명이 왔다.")[person].stem == person


def test_what_began_with_the_year_is_a_time_and_no_verb() -> None:
    assert words_of("부산의 인구는 올해 들어 2만 명 줄었다.")["들어"].kind == "time"
    assert words_of("그는 노래를 들어 1위로 꼽았다.")["들어"].kind == "verb"


@pytest.mark.parametrize("adverb", ["어렵게", "어김없이", "계획대로", "점점", "모두가"])
def test_what_only_tells_how_is_no_noun(adverb: str) -> None:
    assert words_of(f"{adverb} 모은 성금은 2억 원이다.")[adverb].kind == "adverb"


def test_what_one_does_without_owns_nothing() -> None:
    assert words_of("운전자 없이 달린 차는 9대다.")["운전자"].kind == "adverb"
    assert words_of("빨래집게 3개를 샀다.")["빨래집게"].kind == "noun"
    assert words_of("세종대로 2㎞를 걸었다.")["세종대로"].kind == "noun"
