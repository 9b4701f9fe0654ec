"""The page's lines are told from the story's, and no story line is lost."""

from __future__ import annotations

import time

import pytest

from monitor.extract.furniture import find_furniture

STORY = "한빛전자는 지난해 매출이 3조 원을 넘어섰다고 14일 밝혔다."


def _found(text: str) -> list[str]:
    return [text[a:b] for a, b in find_furniture(text)]


@pytest.mark.parametrize(
    "line",
    [
        "(사진=한빛뉴스) 새로 문을 연 공장 전경",
        "준공식에 참석한 대표들이 테이프를 자르고 있다. /사진=한빛뉴스",
        "한빛전자 공장 전경. [사진=한빛전자]",
        "한빛전자 평택 공장 조감도 (자료=한빛전자)",
        "신제품을 소개하는 김 대표. /한빛경제 자료사진",
        "그래픽=김하나 기자",
        "〈그래픽〉 연도별 매출(단위: 억 원) 2023년 120 / 2024년 180",
        "사진 2/7 공장 내부",
        "▲ 한빛전자 평택 공장 모습",
        "▲ 이도윤 대표가 제품을 들어 보이고 있다.",
        "이도윤 기자",
        "이도윤 기자 dylee@hanbit.example",
        "[한빛일보 이도윤 기자]",
        "판교=이도윤 기자 dylee@hanbit.example",
        "워싱턴=김서연 특파원",
        "글 이도윤·사진 김서연",
        "이도윤 선임기자 외 1명",
        "권한결 논설위원",
        "[한빛일보 온라인팀]",
        "한빛일보 디지털뉴스부",
        "dylee@hanbit.example",
        "영상편집: 김서연",
        "◀ 앵커 ▶",
        "ⓒ 한빛일보, 무단 전재 및 재배포 금지",
        "<저작권자(c) 한빛통신, 무단 전재-재배포, AI 학습 및 활용 금지>",
        "Copyright © Hanbit. All rights reserved.",
        "입력 2026.11.21. 오후 2:05",
        "송고시간 2026-11-21 14:05 / 수정 2026-11-21 15:20",
        "최초입력 2026-11-21 09:10",
        "2026-11-21 14:05:17",
        "(끝)",
        "메뉴 건너뛰기",
        "반응형",
        "#인공지능 #반도체 #한빛전자",
        "오늘의 증시: 코스피 2,534.70(▲0.9%) | 코스닥 812.10(▼0.3%)",
        "한빛전자 71,200원 ▲1.7% 누리화학 32,100원 ▼0.4% 가온건설 5,210원 ▲0.2%",
        "한빛일보 기사제보 및 보도자료 02-000-0000",
        "제보는 카카오톡 '한빛제보'로 보내 주세요",
        "☞ 네이버에서 한빛일보 구독하기",
        "뉴스레터를 구독하세요",
        "한빛 주식 리딩방 회원 모집 — 수익률 1000% 보장",
        "후원계좌: 한빛은행 000-00-000000 예금주 한빛일보",
        "※ 외부 필진의 글은 본지의 편집 방향과 다를 수 있습니다.",
        "※ 외부 필자의 글은 본지의 편집 방향과 다를 수 있습니다.",
        "※ 기고문은 한빛일보의 견해가 아닙니다.",
        "이 칼럼은 인터넷 전용입니다.",
        "담당 부서 : 예산총괄과 (044-000-0000) / 붙임 1. 총괄표 1부. 끝.",
        "정책 자료는 「공공누리 제1유형」 조건에 따라 이용할 수 있습니다.",
        "[많이 본 기사] ①남강 축제 10월 4일 개막 ②관람객 50만 돌파",
        "표=한빛리서치 | 단위 GWh, % | 1 누리 400.0 38.2",
        "기사의 섹션 정보는 해당 언론사의 분류를 따르고 있습니다.",
        "찬성 62% 반대 38%",
        "기사 스크랩 공유 댓글 0 클린뷰 프린트",
        "김 대표가 인사말을 하고 있다. 연합뉴스",
        "이코노미스트 김하나 hana@hanbit.example",
        "전문은 한빛프리미엄에서 보실 수 있습니다",
        "▶ 바로가기 ▶ 구독",
        "[사진 출처 = 한빛뉴스]",
        "좋아요 12 화나요 30 슬퍼요 2",
        "김하나 기자 입력 2021.01.09 18:37 수정 2021.01.10 10:11",
        "▲사진=한빛전자 실적 추이 [제공/한빛뉴스]",
        "[주간 가격지수 변동률/한빛감정원]",
        "[ⓒ 한빛매거진. 무단전재-재배포 금지]",
        "입력 | 2019-12-31 03:00:00",
        "※ 해당 기사는 유료콘텐트로 온라인 유료회원 서비스를 통해 이용하실 수 있습니다.",
        "※ 아래 경우에는 고지 없이 삭제하겠습니다.",
        "·한빛뉴스",
        "44586 새 역사를 쓴 축구 대표팀, 3대 0 완승 한빛뉴스 2025.02.09",
        "금리는 언제 내릴까 (3) | 2025.02.01 |",
    ],
)
def test_a_line_of_the_page_is_furniture(line: str) -> None:
    assert _found(f"{STORY}\n{line}\n{STORY}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        STORY,
        "한빛전자, 매출 3조 시대 열었다",
        "◇ 반도체가 이끈 실적",
        "■ 왜 한국은 만들지 못하는가",
        "▶ 수출이 살아난 까닭",
        "① 인건비 30% 감축",
        "▲서울 3.2% ▲부산 2.1% 등 전국의 집값이 올랐다.",
        "- 수출은 683억 달러로 4.1% 늘었다.",
        "무단 전재를 금지하는 법 개정안이 국회를 통과했다.",
        "김 기자는 당시 현장에 있던 사람이 300명이라고 했다.",
        "구독자 수는 지난달 1200만 명으로 늘었다.",
        "신문 구독료를 2만 원으로 올린다는 소식이다.",
        "코스피는 0.9% 오른 2534.70에 장을 마쳤다.",
        "<속보> 코스피 2,550.12(▲0.85%) 마감",
        "△ 반도체 3조3천억 원 △ 모바일 2조5천억 원 △ 가전 6천억 원 등으로 추산된다.",
        "반도체 | 3조3천억 원 | 1조1천억 원",
        "1. 반도체: 3조3천억 원",
        "A. 3분기 영업이익은 8조 원으로 본다.",
        "매출은 3조 원으로 집계됐다. 연합뉴스",
        "정부는 사진 공유 앱의 과장 광고를 조사해 과징금 3억 원을 매겼다.",
        "입력 장치를 만드는 이 회사의 매출은 2023년 400억 원이었다.",
        "2026년 11월 21일 오후 2시 5분께 규모 3.1의 지진이 났다.",
        "응답자의 62%가 찬성했고 38%는 반대했다.",
        "관련 기업 12곳이 조사를 받았다.",
        "많이 본 사람일수록 오래 산다는 연구가 나왔다.",
        "그는 “사진=증거는 아니다”라고 말했다.",
    ],
)
def test_a_line_of_the_story_is_kept(line: str) -> None:
    assert _found(f"{STORY}\n{line}\n{STORY}") == []


def test_headlines_below_a_heading_are_furniture_until_the_story_goes_on() -> None:
    heads = ["[관련기사]", "▶ 반도체 수출 683억 달러…역대 최대", "▶ 집값 15주째 상승"]
    text = "\n".join([STORY, *heads, STORY, "많이 본 뉴스", "1 금값 사상 최고…돈당 60만 원"])
    assert _found(text) == [*heads, "많이 본 뉴스", "1 금값 사상 최고…돈당 60만 원"]


def test_a_headline_that_quotes_a_sentence_does_not_end_its_block() -> None:
    heads = ["많이 본 뉴스", '"월급이 30% 줄었다"', "금값 사상 최고…돈당 60만 원"]
    assert _found("\n".join([STORY, *heads])) == heads


def test_promotions_below_the_last_sentence_are_furniture() -> None:
    assert _found(f"{STORY}\n▶ 한 달 만에 30% 급등한 종목\n▶ 오늘의 운세") == [
        "▶ 한 달 만에 30% 급등한 종목",
        "▶ 오늘의 운세",
    ]


def test_the_weather_above_a_saved_page_is_furniture() -> None:
    head = ["2.8 C", "Seoul", "2025년 4월 1일 화요일"]
    assert _found("\n".join([*head, "", "사라진 자존심, 미래는?", STORY])) == head


def test_a_share_price_within_a_line_is_furniture_and_the_line_is_not() -> None:
    text = "한빛전자(71,200원 ▲1,200 +1.71%)는 매출이 3조 원이라고 밝혔다."
    assert _found(text) == ["(71,200원 ▲1,200 +1.71%)"]


def test_a_megabyte_of_lines_or_one_long_line_is_read_in_linear_time() -> None:
    start = time.process_time()
    find_furniture("한빛전자 10% | " * 60_000)
    find_furniture("가나다 (3) | 10%\n" * 30_000)
    find_furniture("(1,000원 ▲" * 60_000)
    # What could be cut in many ways is cut in one: no line takes a second of its own.
    for line in ("#가,,, " * 60 + "!", "1" * 390 + "!", "1,1," * 95 + "!", "공유 가" * 90 + "!"):
        find_furniture(f"{line}\n" * 20)
    assert time.process_time() - start < 5
