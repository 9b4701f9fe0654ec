"""Counters that need evidence: `12대` is machines, `20대` people in their twenties, `22대` a term.

A row is a counter with the words that forbid it (behind or before) and the words that prove it.
Names,
ordinals and cohorts of the contract ("Not quantities") are told from figures here. In a row `_` is
a space, and every word is a piece of a regular expression, so `[0-9]사` is one too.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from monitor.patterns import Pattern

_NEAR: Final = 26  # characters in front that can hold the noun that is counted


@cache
def _behind(words: str) -> Pattern:
    return Pattern(" ?(?:" + "|".join(words.split()).replace("_", " ") + ")")


@cache
def _compound(words: str) -> Pattern:
    """The words that make the counter a name; one of a single syllable only where it is glued.

    3위권 and 2위원 are no rank; 3위 기업, 22위 한국 are, though 위기 and 위한 are words.
    """
    glued = "|".join(word for word in words.split() if len(word) == 1)
    others = "|".join(word for word in words.split() if len(word) > 1).replace("_", " ")
    either = (f"(?:{glued})" if glued else "", f" ?(?:{others})" if others else "")
    return Pattern("|".join(part for part in either if part))


@cache
def _in_front(words: str) -> Pattern:
    """The words with a particle, a bracket or `약` between them and the number."""
    # A lone syllable (총, 연, 금) is a word of its own; a longer noun may end another (소방차).
    short = "|".join(word for word in words.split() if len(word) == 1)
    long = "|".join(word for word in words.split() if len(word) > 1).replace("_", " ")
    noun = f"(?:{long})[가-힣]{{0,2}}" if long else ""
    either = "|".join(part for part in (noun, f"(?<![가-힣])(?:{short})" if short else "") if part)
    return Pattern(f"(?:{either})[^가-힣\n]{{0,3}}(?:약 |총 |모두 |각각 |최소 |최대 )?$")


@cache
def _right_in_front(words: str) -> Pattern:
    return Pattern("(?:" + "|".join(words.split()).replace("_", " ") + ") ?$")


class Guard(NamedTuple):
    """When the counter of a row counts.

    Args:
        not_before: words behind the counter that make it a name (22대 국회).
        not_after: words right in front of the number that do (재벌 3세).
        of: what is counted, in front of the number (차량 5대): proof.
        does: what is done with it, behind the counter (5대를 들이받다): proof.
        large: from this number on it counts without proof.
        free: it counts unless a word forbids it; else it needs proof, a scale word, a hedge.
    """

    not_before: str = ""
    not_after: str = ""
    of: str = ""
    does: str = ""
    large: int | None = None
    free: bool = False

    def allows(self, text: str, start: int, end: int, value: Decimal, *, marked: bool) -> bool:
        """Whether the number from `start`, with the counter to `end`, is a quantity.

        `marked`: it has a scale word, a hedge or a bound, as names and ordinals do not.
        """
        if self.does and _behind(self.does).match(text, end):
            return True
        if self.not_before and _compound(self.not_before).match(text, end):
            return False
        near = text[max(0, start - _NEAR) : start]
        if self.not_after and _right_in_front(self.not_after).search(near):
            return False
        if self.free or marked or (self.large is not None and value >= self.large):
            return True
        return bool(self.of) and _in_front(self.of).search(near) is not None


_MACHINES = """
[가-힣]차 [가-힣]폰 차 차량 승용차 버스 택시 트럭 트레일러 화물차 자동차 전기차 수소차 승합차 열차
전동차 기관차 헬기
헬리콥터 항공기 여객기 전투기
수송기 비행기 드론 무인기 정찰기 폭격기 훈련기 로봇 컴퓨터 PC 노트북 데스크톱 서버 아이패드 태블릿
스마트폰 휴대폰 휴대전화
아이폰 갤럭시 폰 디스크 카메라 CCTV TV 티브이 텔레비전 모니터 냉장고 세탁기 에어컨 청소기 정수기
건조기 장비 기기 기계 설비
장갑차 전차 자주포 발사대 레이더 크레인 굴착기 포클레인 지게차 트랙터 펌프차 소방차 구급차 오토바이
이륜차 자전거 킥보드
스쿠터 엘리베이터 승강기 충전기 단말기 키오스크 프린터 복사기 자판기 GPU 프로세서 슈퍼컴퓨터 가속기
SUV 세단 밴 물량 판매량
생산량 피아노 기타 콘솔 게임기 선풍기 발전기 터빈 엔진 배터리 장치 시스템 총 모두 각각 약 최소 최대
추가로 하루 매달 월 연간
"""
# 5대 그룹, 22대 국회, 3대 지수: a fixed list of great ones, or a term of office
_GREAT = """
국회 총선 대선 대통령 총장 회장 의원 왕 임금 달라이 교황 위원장 국왕 종정 원장 총재 감독 대표
사령관 당대표 총통 강국 대국 그룹
은행 재벌 기업 거래소 도시 보험 지수 범죄 악(?![가-힣]) 의혹 과제 전략 분야 산업 업종 품목 백화점
대형 메이저 통신 플랫폼 로펌
회계법인 증권 손보 생보 건설사 정유사 완성차 이통 포털 연예 기획사 종교 명절 영양소 요소 원칙 목표
미디어 시장 국경일 하천 광역 궁궐 고궁 폭포 사찰 명산 다리 교량
권역 축제 영화제 투어 리그 수종 사망 암(?![가-힣]) 중증 질환 법정 신산업 미래 신성장 핵심 국제
글로벌 금융 지주 공기업 에너지
제약 게임사 패션 독립 사화 관문 궁(?![가-힣]) 문명 고전 비극 희극 강(?![가-힣]) 수출 수입국 교역
곡물 항공 공연 문학상 취약 생활 법안
무상 특검 항만 투자 연기금 석유 면세 정당 노총 문화 천왕 불가사의 성인 발명 대회 정책 정보 경제
기술 반도체 배터리 클라우드 빅테크 개혁 쟁점 약속 공약 사회보험 국정 시중 종단
[가-힣]{2,4}_(?:대통령|총리|국왕|총통)
"""
_AGES = """
여성 남성 여자 남자 남녀 청년 청소년 여 남 부부 부모 여직원 여대생 남매 자매 형제 회사원 직장인
주부 노인 엄마 아빠 학생 사병 초반
중반 후반 이하 때 들 몸 젊은 미혼 가장 운전자 이후 이상은 시절 아들 딸 후보 승객 환자 연령 임원
사장 취업 취준생 한국인 중국인
미국인 외국인 교사 경찰 공무원 소비자 투자자 고객 관객 유권자 지지율 응답자 손자 며느리 할머니
할아버지 [0-9]
"""
_TIMES = """
총 모두 통산 연 월 주 하루 매주 최대 최소 약 각각 횟수 조회수 건수 연간 매년 평균 누적 주당 우승
출전 접종 수상 운항 왕복 편도 방문
선발 이용 적발 시청 조회_?수 재생 차례 상영 공연
"""

GUARDS: dict[str, Guard] = {
    "번": Guard(
        not_before="""
        _?째 출구 버스 국도 고속 환자 확진자 타자 _?홀 트랙 후보 선수 지방도 게이트 _?방 창구 마
        염색체
        교향곡 버전 유형 카메라
        아이언 우드 채널 버튼 문항 문제 으로 [0-9] [가-힣]?지 호 찍 양보 죽었다 고쳐 [백천만]_번
        """,
        not_after="버스 [백천]_번",
        does="에_걸쳐 의_(?:실패|시도|도전|경기|우승|월드컵|기회|선거)",
        large=10_000,
    ),
    "회": Guard(
        not_before="""
        말(?![가-힣]{2}) 초(?![가-힣]{2}) _?째 차(?!례|량) 연장 국회 임시 정기 대회 2사 1사 무사
        [0-9]사
        에[는도만]?_ 까지 부터
        """,
        not_after="제 [0-9]_?[,·]",
        of=_TIMES,
        does="""
        에_걸쳐 이상 이하 미만 이내 씩 정도 가량 연속 우승 출전 실시 진행 접종 투여 방문 왕복 운행
        운항 개최 발생 재생 조회 시청
        반복 수상 사용 이용 위반 발사 공연 상영 방송 로_(?:늘|줄|가장|집계|나타)
        를_(?:넘|기록|돌파|실시) 가_모두 나_
        """,
        large=100,
    ),
    "기": Guard(
        not_before="""
        생 수(?![가-힣]{2}) _?째 멤버 위원 지도부 졸업 동기 신도시 임기 행정부 내각 정부 공채 사법
        암
        [0-9] 로_수료
        """,
        not_after="연수원 신도시 [0-9]_?[,·]",
        of="""
        원전 원자로 발전소 발전기 미사일 위성 로켓 엔진 터빈 풍력 크레인 충전기 고인돌 무덤 고분 묘
        탄두 핵무기 핵탄두 전투기 헬기
        항공기 드론 무인기 여객기 수송기 폭격기 정찰기 레이더 발사대 포대 GPU 설비 고로 용광로 배치
        발사 승강기 엘리베이터 SMR
        화력 호기 비석 석탑 신규 총 모두 각각 최소 최대 약
        """,
        does="""
        의_(?:원전|원자로|발전|미사일|위성|로켓|핵|전투기|풍력|고인돌|무덤|인공위성)
        를_(?:건설|짓|발사|배치|수출|도입|쏘|추가)
        """,
        large=100,
    ),
    "편": Guard(
        not_before="에_탑승 의_탑승 탑승 여객기 승객 _항공기",
        not_after="[A-Z0-9]{1,2} 항공 여객기 에어 에어라인 항공사 [0-9],",
        free=True,
    ),
    "권": Guard(not_after="[0-9]_?[,·]", not_before="역 한 력 위", free=True),
    "구": Guard(
        of="시신 시체 유해 주검 사체 유골 미라 시신은_모두 유해는_모두 시신이_모두",
        does="의_(?:시신|시체|유해|주검|사체|유골|미라)",
    ),
    "호": Guard(
        not_before="""
        선 기 실 태풍 차 봉 점 법 포 홈런 골 터널 골프 [가-힣]?관 도로 국도 발전 원전 신기술 공장
        투수
        """,
        not_after="제 태풍 번호 의안 특허 접수 증서 [0-9], [0-9]동",
        of="""
        가구 주택 아파트 임대 물량 공급 분양 미분양 입주 인허가 착공 준공 공실 빈집 빌라 오피스텔
        상가 다세대 총 약 모두 [0-9]{4,}호,_?[가-힣]{2,6}
        """,
        does="이상 규모 공급 가량 를_(?:공급|분양|매입|건설) 의_(?:주택|아파트|임대|공공)",
        large=3000,
    ),
    "세": Guard(
        not_before="""
        시대 관람 이상_관람 이상관람 이용가 이상_이용가 경영 승계 기업인 경영인 오너 총수 교황 국왕
        여왕 대왕 황제 트(?![를가]) 대(?![를가])
        계 금
        기
        """,
        not_after="""
        재벌 교포 동포 오너 창업 창업주 재일 재미 한인 이민 황제 국왕 교황 여왕 왕 차르 대왕 루이
        엘리자베스 찰스 헨리 에드워드 조지
        베네딕토 베네딕트 바오로 프란츠 요제프 빌헬름 나폴레옹 람세스 비오 니콜라이 알렉산드르
        알렉산데르 알렉산더 펠리페 필리프
        필립 카를 카를로스 레오 그레고리오 인노첸시오 제임스 윌리엄 하랄 하랄드 구스타프 프리드리히
        압둘라 무함마드 모하메드 마하 라마
        후안 표트르 이반 에마누엘레 알베르 앙리 프랑수아 루트비히 오토 메흐메트 술레이만 샤를
        마가레테 마르그레테 프레데리크 프레데릭
        크리스티안 우르바노 클레멘스 식스토
        """,
        free=True,
    ),
    "세대": Guard(
        not_before="""
        를_(?:뛰어|넘|이|위) 간 교체 통합 전투기 이동통신 이동_통신 가[_ ]바뀌 교포 동포 화합 갈등
        론 연대 부모 청년 교육
        (?:스마트|전기|배터리|원전|신약|AI|SUV|아이폰|갤럭시|모델|폰|D램|V낸드|HBM|제품|차세대|항암|칩|반도체|실손|실비|신차|코어)
        [가-힣A-Z0-9]*_(?:실손|HBM|D램|제품|모델|이동|전투기)
        """,
        of="""
        총 모두 약 아파트 단지 규모 가구 물량 공급 분양 입주 일반분양 주택 오피스텔 임대 전용 동 층
        ㎡
        """,
        does="""
        이상 규모 가량 를_(?:공급|분양|짓|모집|일반|대상) 가_(?:들어|입주|거주|정전|침수|단수|대피)
        의_(?:아파트|주택|대단지|주상|오피스텔)
        """,
        large=600,
    ),
    "도": Guard(
        not_before="""
        화상 어 선 화음 동상 루 강간 비율 [0-9]+분 시 민 가_넘는_술 짜리_(?:술|소주) 청 교육청
        """,
        not_after="서해 북위 남위 동경 서경 위도 경도 전국 남북 이북 팔 진로 방위각",
        free=True,
    ),
    "인": Guard(
        not_before="""
        시위 가구 가족 미디어 기업 방송 _?극 체제 실(?![가-힣]) 용(?![가-힣]) 병실 기준 [0-9]역 자
        칭
        조(?![가-힣]) 방(?![가-힣])
        당 분 창조 창업 크리에이터 사업자 후보 지배 청구권 식 1조 1표 1실 회 독재 시대
        세대 치 플레이 소송 숙박 주주 대주주 생활
        """,
        free=True,
    ),
    "위": Guard(
        not_before="""
        원 안화 성 치 권 험 (?<!_)한(?!테) 기 (?<!_)조(?!차) 증 생 상_ 축 탁 헌 스키 (?:후보|팀)와
        """,
        free=True,
    ),
    "등": Guard(
        not_before="""
        급 신 분 가_ 본 록 산 장 재 극 기 교 대 유 락 반 호 단 식 지 한 [가-힣]{0,1}항 의_
        """,
        not_after="제 갑종 을종",
        free=True,
    ),
    "장": Guard(
        not_after="제 헌법 법률 성경 복음 전서 시편 논어 [0-9]막 [0-9]부",
        not_before="관 군 교 소 애 비 치 기",
        free=True,
    ),
    "주": Guard(
        not_before="""
        년 기 _?차 자 민 택 식 말 요 문 변 의_ 행 유 장 심 도 거 류 머니 축 한미 _?째 연속 _?앞
        _?뒤 _?후 _?전
        동안 _?간 만에 정부 의회
        """,
        of="""
        주식 보통주 우선주 지분 신주 자사주 자기주식 의결권 스톡옵션 공모 발행 물량 거래량 순매수
        순매도 매수 매도 매입 처분 소각 총
        의무보유
        """,
        does="""
        를_(?:매수|매도|매입|처분|소각|취득|발행|배정|보유|장내|사|팔)
        의_(?:주식|신주|자사주|보통주|무상증자) 규모 씩
        """,
        large=100,
    ),
    "부": Guard(
        not_before="""
        장 분(?![가-힣]) 대_ 터 산 품 총리 처 과 능 작 리그 투어 승격 강등 요인 이자 능선
        """,
        of="신문 발행 판매 인쇄 책 잡지 누적 부수 총 약",
        does="이상 가량 를_(?:찍|발행|인쇄|배포|판매|돌파) 가_(?:팔|판매|배포|인쇄)",
        large=100,
    ),
    "동": Guard(
        not_before="[가-힣]{0,3}[0-9_]*호(?!텔) [0-9]{3,}호",
        of="아파트 건물 주택 비닐하우스 하우스 축사 창고 공장 막사 상가 총 모두 가옥 점포",
        does="[을를이가]_(?:태|소실|전소|불|붕괴) [0-9,]+(?:가구|세대) 규모 전소 반소 _총_[0-9]",
    ),
    "자": Guard(
        not_before="[가-힣]",
        of="글자 원고지 원고 한글 공백 분량",
        does="이내 이상 이하 분량 내외",
        large=100,
    ),
    "사": Guard(
        not_before="(?![가는의와])[가-힣] 후_ 만루 [0-9,]+루",
        of="상장 업체 계열 회원 협력 보험 증권 카드 그룹 가입 참가",
        large=100,
    ),
    "문": Guard(
        not_before="제 화 항 서 구 자 학 법 장 건 명 단",
        of="포 자주포 야포 화포 곡사포 대포 박격포",
        does="을_(?:도입|인도|수출|구매|사들|배치|공급|들여|보내) [은이]_(?:도착|배치|인도)",
        large=20,
    ),
    "면": Guard(of="주차 주차장 주차공간 주차_공간 코트 테니스장", large=300),
    "손": Guard(not_before="[가-힣]", of="고등어 조기 굴비 갈치"),
    "단": Guard(not_before="[가-힣]", of="배추 대파 시금치 열무 쪽파"),
    "반": Guard(of="학급 교실 총 모두"),
    "실": Guard(
        of="객실 오피스텔 병실 호텔 숙박 총 리조트 콘도 레지던스 생활숙박시설",
        does="규모 이상 을_(?:공급|분양|갖)",
        large=50,
    ),
    "쪽": Guard(
        of="분량 총 보고서 책 논문 문서 전체",
        does="분량 짜리 이상 가량 에_달 의_(?:보고|문서|책)",
        large=500,
    ),
    "라인": Guard(of="총 모두 생산", large=10),
    "세트": Guard(
        not_before="스코어 점수 내준 따낸",
        of="한정 총 판매 모두 선물 약 각각",
        does="한정 이상 를_(?:판매|준비|전달|기부) 가_(?:팔|판매) 씩 판매",
        large=10,
    ),
    "타": Guard(
        not_before="자 점 율 격 석 이 순 선 수 구 국 워 당 인 운 임 깃 겟 사",
        of="합계 언더파 오버파 라운드 파",
        does="차 를_(?:줄|잃|쳐) 뒤진 앞선",
    ),
    "차선": Guard(not_before="책", free=True),
    "줄": Guard(not_before="[가-힣]?이(?![상하]) 기 줄이 서 어 였", of="김밥 총 모두"),
    "문제": Guard(not_before="[가-힣]", large=3),
    "돈": Guard(of="금 순금 금값 반지 돌반지 골드바 은"),
    "근": Guard(of="고기 삼겹살 한우 소고기 돼지고기 고추 고춧가루 쌀"),
    "냥": Guard(of="금 은 엽전", large=100),
    "형": Guard(
        of="TV 티브이 모니터 디스플레이 패널 화면 OLED QLED LCD",
        does="TV 모니터 OLED 디스플레이 화면 대형",
    ),
    "전": Guard(of="[0-9]원", large=1000),
    "각": Guard(of="위안"),
    "밀리": Guard(
        of="비 강수량 눈 강우량 적설량 총 포 구경",
        does="안팎 이상 의_(?:비|눈|강수|폭우)",
    ),
    "가구": Guard(not_before="[0-9]주택 업체 업계 단지 회사", free=True),
    "보": Guard(of="하루 걸음", not_before="다 단", large=1000),
    "두": Guard(of="한우 젖소 돼지 가축 [가-힣]소 육우 염소"),
    "수": Guard(of="닭 오리 산란계 육계 병아리 가금류 메추리"),
    "본": Guard(of="묘목 나무 꽃 모종 [가-힣]꽃 장미 국화", large=1000),
    "기가": Guard(does="메모리 램 용량 데이터 급 인터넷 모델 짜리 저장"),
    "메가": Guard(does="메모리 램 용량 데이터 급"),
    "테라": Guard(does="메모리 램 용량 데이터 급"),
    "종": Guard(
        not_before="""
        합 교 목 전 속 신(?![가-힣]) 업 결 일 박스 근린 일반 보통 대형 특수 소형 오락실 전용
        주거 항 지구 전염 감염 면허 시설물 수급 오락(?!실)
        """,
        not_after="제",
        free=True,
    ),
    "그릇": Guard(free=True, not_before="된"),
    "발": Guard(
        not_before="전 표 생 매 언 행 견 사(?![가-힣]{2}) 달 휘 간 병 령 주 굴 급 효 자국",
        free=True,
    ),
    "공기": Guard(of="밥 쌀밥"),
    "손님": Guard(large=1),
    "센트": Guard(not_before="는_ 가_ 와_", free=True),
    "프로": Guard(
        not_before="""
        야구 축구 농구 골프 배구 그램 젝트 세서 필 모션 토콜 듀스 선수 게이머 구단 스포츠 [0-9]
        맥스
        """,
        not_after="""
        [0-9]\\.[0-9]
        (?:아이폰|갤럭시|맥북|아이패드|제미나이|더우바오|에어팟|버즈|워치|서피스)_?[0-9.]*
        """,
        free=True,
    ),
    "P": Guard(
        of="코스피 코스닥 지수 선물 금리 지지율 % 포인트",
        does="\\) 상승 하락 오른 내린 오르 내리 떨어 급락 급등",
    ),
    "p": Guard(
        of="코스피 코스닥 지수 선물 금리 지지율 % 포인트",
        does="\\) 상승 하락 오른 내린 오르 내리 떨어 급락 급등",
    ),
    "비트코인": Guard(large=10),
    "N": Guard(large=10),  # 3N: three game companies
    "J": Guard(large=10),
    "A": Guard(not_before="공정 ,_[0-9]{2}A 등급 노드 블록 타입 구역", free=True),  # 18A 공정
    "점": Guard(not_before="_?슛 포(?!인트) 라인 짜리_슛", free=True),
    "판": Guard(of="계란 달걀 피자 특란 두부", does="에_[0-9] 값 을_(?:시|주문)"),
}  # fmt: skip
# A single syllable or a common noun: only in large numbers, or with a scale word.
_RARE = """
집 막 모 역 층 코스 라운지 열 축 접 행 폭 다이 칩 관 섬 말 되 숨 차트 랜드 품 뷰 라운드 홀 바 신 잎
자리 동작 정 단지 구역 구간 블록 코너 캠퍼스 트랙
"""
for _word in _RARE.split():
    GUARDS.setdefault(_word, Guard(large=100))


# KF-21 40대, F-35A 20대, K9 180대: machines named by their model
_MODEL = Pattern("(?<![A-Za-z0-9])[A-Z]{1,4}-?[0-9]{1,4}[A-Z]{0,2}(?: [가-힣]{2,6})? $")


def allows_machines(text: str, start: int, end: int, value: Decimal, *, marked: bool) -> bool:
    """Whether `N대` counts machines: `차량 5대`, not `22대 국회`, `5대 그룹`, `20대 여성`."""
    near = text[max(0, start - _NEAR) : start]
    of_machines = (_in_front(_MACHINES).search(near) or _MODEL.search(near)) is not None
    if of_machines and not _behind(_GREAT).match(text, end):
        return True
    if re.match(
        "의 (?:차|버스|트럭|드론|전투기|로봇|트랙터|장비|컴퓨터|서버|카메라|GPU|헬기|열차|택시)",
        text[end : end + 8],
    ):
        return True
    if _behind(_GREAT).match(text, end) or re.match("층|교|로 추정", text[end : end + 4]):
        return False
    if 10 <= value <= 90 and value % 10 == 0:
        if marked and not _behind(_AGES).match(text, end):
            return True
        return bool(
            re.match(
                "[를가] (?:팔|판매|생산|투입|동원|불|파손|출동|전소|침수|부딪|추돌|멈|들이|설치"
                "|도입|리콜|등록|공급|운행|출고|배치|보유|갖)",
                text[end : end + 8],
            )
        )
    return value > 3 or marked or text[end : end + 1] != " "
