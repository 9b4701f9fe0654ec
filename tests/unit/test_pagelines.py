"""Lines of the page and lines of the story that look like them."""

from __future__ import annotations

import pytest

from monitor.collect.bylines import find_author
from monitor.collect.pagelines import (
    OtherStories,
    clean_line,
    is_caption,
    is_ending,
    is_gate,
    is_page_line,
    without_tail,
)

OF_THE_PAGE = (
    "▶제보는 카카오톡 okhanbit",
    "◎공감언론 한빛 dylee@hanbit.example",
    "(영상취재 : 김바름, 영상편집 : 최보람)",
    "촬영기자:김바름/영상편집:최보람/그래픽:정보슬",
    "HBS뉴스 유하진입니다.",
    "지금까지 가람시청에서 YTN 유하진이었습니다.",
    "HBS 뉴스는 24시간 여러분의 제보를 기다립니다.",
    "▷ 전화 02-784-0000",
    "[카카오톡] 한빛 검색해 채널 추가",
    "※ '당신의 제보가 뉴스가 됩니다'",
    "▼ 기사가 이어집니다 ▼",
    "문의 : 국토안전처 하천정책과(044-201-0000)",
    "[가람시 제공. 재판매 및 DB 금지]",
    "<저작권자 ⓒ 한빛일보, 무단 전재 및 재배포 금지, AI 학습 이용 금지>",
    "[이도윤 기자]",
    "문가람 기자 garam.moon@hanbit.example",
    "광고: 항공권 최저 3만9000원부터",
    "▶ 한빛일보 네이버 채널 구독하고 경품 받기",
    "(끝)",
    "Nov 21, 2026",
    "2026.11.21 (토)",
    "최초입력 2026-05-08 09:10 최종수정 2026-05-09 15:32",
    "다른기사 보기",
)
OF_THE_STORY = (
    "경찰은 시민의 제보 전화를 받고 5분 만에 출동했다.",
    "광고: 업계의 한 해 매출은 14조원이다.",
    "▶ 수출은 줄고 내수는 늘고",
    "◇ 국장급 승진",
    "▲ 반도체 142억달러 ▲ 자동차 61억달러",
    "사진 찍는 데 드는 돈만 한 해 3억원이다.",
    "구독자는 61만명으로 22% 늘었다.",
    "핵심은 AI 반도체입니다.",
    "문의가 하루 340건 들어온다.",
    "-학생이 몇이나 됩니까.",
    "“무단 전재가 늘고 있다”며 신문협회는 21일 소송을 낼 뜻을 밝혔다. 피해는 1200억원이다.",
    "저작권자 동의 없이 쓴 기사는 4100만 건이며 돈을 낸 것은 3%뿐이라고 협회는 덧붙였다.",
    "AI 학습 금지를 약관에 넣은 신문은 53곳 가운데 41곳으로 늘었다.",
    "2026년 11월 21일, 시는 문을 닫았다.",
)


@pytest.mark.parametrize("line", OF_THE_PAGE)
def test_what_the_page_says_is_no_story(line: str) -> None:
    assert is_page_line(line)


@pytest.mark.parametrize("line", OF_THE_STORY)
def test_what_the_reporter_tells_is_kept_word_for_word(line: str) -> None:
    assert not is_page_line(line)
    assert not is_ending(line)
    assert not is_gate(line)
    assert clean_line(line) == line


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("한빛전자(71,200원 ▲1,200 +1.71%)는 올랐다.", "한빛전자는 올랐다."),
        ("한빛전자(24,150원 ▼350 -1.43%)와 가람(9,870 △120 (+1.23%))", "한빛전자와 가람"),
        ("물가는 3.1%(작년 ▲2.0%) 올랐다.", "물가는 3.1%(작년 ▲2.0%) 올랐다."),
        ("그렇게 밝혔다. dylee@hanbit.example", "그렇게 밝혔다."),
        ("그렇게 밝혔다./이도윤 기자 dylee@hanbit.example", "그렇게 밝혔다."),
        ("“그렇다.” 세종=이도윤 기자 (dylee@hanbit.example)", "“그렇다.”"),
        ("문가람 기자 garam.moon@hanbit.example", "문가람 기자 garam.moon@hanbit.example"),
    ],
)
def test_what_is_hung_into_a_sentence_is_taken_out(line: str, kept: str) -> None:
    assert clean_line(line) == kept


def test_links_at_the_end_go_and_lists_stay() -> None:
    story = ["시는 4조원을 썼다고 21일 밝혔다."] * 3
    assert without_tail([*story, "▶ 청소기 공동구매", "▲ 소파 30% 할인"]) == story
    announced = [*story, "다음은 승진자 명단이다.", "▲ 국장 강바다"]
    assert without_tail(announced) == announced
    several = [*story, "▲ 국장 강바다 ▲ 과장 임슬기"]
    assert without_tail(several) == several


@pytest.mark.parametrize(
    "line", ["배추밭. 사진제공 | 도담군", "▲ 조감도", "여객기(사진=누리항공)", "한빛 AFP=연합뉴스"]
)
def test_a_caption_is_known_behind_its_picture(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("HBS뉴스 유하진입니다.", "유하진"),
        ("YTN 유하진 (hajin@ytn.example)", "유하진"),
        ("유하진 기자가 취재했습니다.", "유하진"),
        ("그래픽=정보슬 기자", ""),
        ("글·사진 이도윤 기자", "이도윤"),
        ("세종=이도윤·박새론 기자", "이도윤, 박새론"),
        ("기상캐스터 한아름", ""),
    ],
)
def test_who_wrote_it_is_told_from_who_drew_it(line: str, author: str) -> None:
    assert find_author(line) == author


def test_a_list_of_other_stories_ends_where_the_story_goes_on() -> None:
    others = OtherStories()
    told = "정부는 지원을 늘리기로 했다고 밝혔다."
    lines = ["함께 볼만한 기사", "2 비트코인 10만달러 재돌파", told, "3 집값 상승"]
    assert [others.take(line) for line in lines] == [True, True, False, False]
