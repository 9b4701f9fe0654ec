"""What is counted: the counters and counted nouns of news, as rows of words.

A counter keeps its word as the unit (contract, claims: "Counts: the counter as written"). A row
`word=unit` names another unit. Which of them need evidence around them stands in `guards.py`.
"""

from __future__ import annotations

_ROWS = """
명 인 사람 인분 쌍 커플 부부 가족 세대 가구 식구 명분 인승 인용
살=세 세 개월령
개 곳 군데 개소 개사 개국 개교 건 차례 회 번 가지 마리 대 척 채 동 호 기 량 편 권 부 장 매 점 종
종류
품종 품목 표 석 발 정 문 벌 켤레 자루 그루 송이 포기 뿌리 줄기 통 병 잔 컵 캔 박스 상자 봉지 봉
포대 포
팩 갑 알 캡슐 방울 모금 숟가락 스푼 접시 그릇 공기 조각 쪽 덩어리 덩이 꾸러미 묶음 다발 단 두름 손
쾌 톳
접 꼭지 토막 입 구 모 짝 쌈 채널 움큼 아름 벌통 두 수 본 좌 구좌 계좌 계정 필지 획지 블록 구획 구역
구간
줄 행 열 단어 글자 자 문장 페이지 컷 장면 구절 문항 문제 과목 강좌 강의 학점 학급 반 학교 교실
캠퍼스
곡 트랙 앨범 작품 폭 시리즈 에피소드 부작 막 코스 홀 스크린 상영관 부스 코너
점포 매장 지점 영업소 가맹점 대리점 객실 실 병상 침대 침상 베드 좌석 테이블 호텔 동네 마을 부락 단지
경기 게임 팀 골 득점 실점 타점 홈런 안타 피안타 피홈런 도루 도움 어시스트 리바운드 블록슛 스틸
세이브
홀드 이닝 실책 탈삼진 사사구 타자 타석 타수 타 언더파 오버파 버디 보기 이글 연승 연패 승점 슈팅
유효슈팅
코너킥 파울 메달 금메달 은메달 동메달 바퀴 랩 보 걸음 발자국 계단 구단 선수 종목 세부종목
주 계약 법인 업체 기업 회사 상장사 계열사 자회사 협력사 사 기관 단체 대학 은행 국가 나라 도시 지역
시군
시군구 읍면동 지역구 선거구 투표소 정당 부처 위원회 법안 조항 안건 항목 과제 사업 공약 규제
건설사 증권사 카드사 보험사 제약사 항공사 통신사 언론사 출판사 저축은행 병원 약국
차로 차선 노선 편성 칸 정거장 정류장 역 항차 항공편 면 왕복 회선 콘센트 주차면 충전소 주유소
토큰 파라미터 매개변수 코어 스레드 픽셀 노드 서버 랙 웨이퍼 칩 라인 세트 유닛 모듈 셀 패널 큐브
팔로워 구독자 조회 클릭 다운로드 뷰 스트리밍 가입자 회원 아이디 메시지 게시글 게시물 댓글 트윗
좋아요
비트코인 코인 도스 회분 회차분 투약분 접종분 정제 앰플 바이알 세포 유전자 표본 가닥 모델 기종 차종
브랜드
트럭 컨테이너 콘테이너 드럼 파렛트 팔레트
개월분 년분
"""
# `10개대학`, `12개동`: the counter is 개, whatever noun is glued to it (`8개 부처` is 개).
_THINGS = """
팀 동 구 군 읍 면 리 점 층 실 반 라인 부처 업체 기업 기관 단체 대학 은행 병원 사업 과제 품목 종목
업종 학교
노선 역 단지 필지 지역 지구 지점 항목 조항 분야 부문 제품 모델 브랜드 국가 채널 차로 도시 시도 시군
시군구
자치구 정당 부서 위원회 국어 언어 종 과목 학과 학급 문항 경기장 경기 대회 상임위 계열사 회원사
건설사
"""
# Nouns for people: `5천만 국민`, `2만 관중` count heads.
_PEOPLE = """
국민 관중 관객 시민 군중 인파 대군 병력 군사 신도 학생 근로자 노동자 실업자 이용자 사용자 가입자
구독자 회원 팔로워
주민 유권자 당원 조합원 환자 사망자 부상자 확진자 이재민 난민 농민 어민 소상공인 자영업자 청년 장병
직원 임직원 투자자 주주 개미 고객 승객
"""


def _read(text: str) -> dict[str, str]:
    table: dict[str, str] = {}
    for line in text.strip().split("\n"):
        for row in line.split():
            word, _, unit = row.partition("=")
            table[word] = unit or word
    for thing in _THINGS.split():
        table[f"개{thing}"] = "개"
    return table


COUNTERS = _read(_ROWS)
PEOPLE = frozenset(_PEOPLE.split())
