"""Counters that need evidence: `12대` is machines, `20대` people in their twenties, `22대` a term.

A row is a counter, what forbids it (before or behind), and what it needs where its default is no.
Names, ordinals, dates and traps of the contract ("Not quantities") are told from figures here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_NEAR: Final = 24  # characters in front that can hold the noun that is counted


@dataclass(frozen=True, slots=True)
class Guard:
    """When the counter of a row counts.

    Args:
        deny_after: right behind the counter: no quantity.
        deny_before: right in front of the number: no quantity.
        need_before, need_after: evidence, of which one is enough; none given: it counts by default.
        large: from this number on it counts without evidence.
        small: the deny patterns hold up to this number only (None: always).
    """

    deny_after: re.Pattern[str] | None = None
    deny_before: re.Pattern[str] | None = None
    need_before: re.Pattern[str] | None = None
    need_after: re.Pattern[str] | None = None
    large: int | None = None
    small: int | None = None

    def allows(self, text: str, start: int, end: int, value: Decimal, *, marked: bool) -> bool:
        """Whether `value` with this counter is a quantity; `marked`: scale word, hedge or bound."""
        if self.small is None or value <= self.small:
            if self.deny_after is not None and self.deny_after.match(text, end):
                return False
            if self.deny_before is not None and self.deny_before.search(
                text, max(0, start - _NEAR), start
            ):
                return False
        if self.need_before is None and self.need_after is None and self.large is None:
            return True
        if marked or (self.large is not None and value >= self.large):
            return True
        if self.need_after is not None and self.need_after.match(text, end):
            return True
        return self.need_before is not None and bool(
            self.need_before.search(text, max(0, start - _NEAR), start)
        )


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_MACHINES = (
    "(?:차|차량|승용차|버스|택시|트럭|트레일러|화물차|자동차|전기차|수소차|승합차|열차|전동차|기관차|헬기|헬리콥터|항공기|여객기|"
    "전투기|수송기|비행기|드론|무인기|정찰기|폭격기|훈련기|로봇|컴퓨터|PC|노트북|데스크톱|서버|아이패드|태블릿|스마트폰|휴대폰|휴대전화|"
    "아이폰|갤럭시|폰|디스크|하드디스크|카메라|CCTV|TV|티브이|텔레비전|모니터|냉장고|세탁기|에어컨|청소기|정수기|건조기|장비|기기|기계|설비|"
    "장갑차|전차|자주포|발사대|미사일|레이더|크레인|굴착기|포클레인|지게차|트랙터|펌프차|소방차|구급차|오토바이|이륜차|자전거|킥보드|스쿠터|"
    "엘리베이터|승강기|충전기|단말기|키오스크|프린터|복사기|자판기|GPU|프로세서|슈퍼컴퓨터|가속기|모델|SUV|세단|밴|물량|판매량|생산량|수출|"
    "피아노|기타|콘솔|게임기|선풍기|발전기|터빈|엔진|배터리|웨이퍼|장치|시스템|중|총|모두|각각|약|최소|최대|추가로|가운데|월|연간|연|하루|매달)"
)
GUARDS: dict[str, Guard] = {
    "대": Guard(
        # 22대 국회, 5대 그룹, 20대 여성, 10대 기업
        deny_after=_re(
            " ?(?:국회|총선|대선|대통령|총장|회장|의원|왕|임금|달라이|교황|위원장|국왕|종정|원장|총재|감독|대표|사령관|당대표|총통|"
            "강국|대국|강|그룹|은행|재벌|기업|거래소|도시|보험|지수|범죄|악|의혹|과제|전략|분야|산업|업종|품목|백화점|대형|메이저|"
            "통신|플랫폼|로펌|회계법인|증권|손보|생보|건설사|정유사|완성차|이통|포털|연예|기획사|종교|명절|영양소|요소|원칙|목표|"
            "미디어|시장|국경일|하천|광역|권역|축|축제|영화제|투어|메이저|리그|빅|수종|사망|암|중증|질환|미만|법정|신산업|미래|신성장|핵심|"
            "국제|글로벌|금융|지주|공기업|에너지|제약|게임사|패션|독립|사화|관문|궁|문명|고전|비극|희극|성인|이하의? ?청소년|"
            "여성|남성|여자|남자|남녀|청년|청소년|여|남|부부|여직원|여대생|남매|자매|형제|회사원|직장인|주부|노인|엄마|아빠|학생|사병|"
            "초반|중반|후반|이하|때|들|몸|젊은|미혼|가장|운전자|이후|이상은|시절|아들|딸|후보|승객|환자|연령|임원|사장|취업|취준생|한국인|"
            "중국인|미국인|외국인|교사|경찰|공무원|소비자|투자자|고객|관객|유권자|지지율|응답자|손자|며느리|할머니|할아버지|0|[0-9])"
            "|(?:로 추정|는|의 |에서|에게|가 가장|층)"
        ),
        need_before=_re(_MACHINES + "(?:[^가-힣\n]{0,3}|[을를은는이가의만도로] ?)(?:약 |총 |최소 |최대 )?$"),
        need_after=_re(" ?(?:이상|이하|미만|초과|이내|가량|정도|안팎|씩|규모|판매|분량|생산|를 |가 (?:팔|판매|생산|투입|동원|불|파손|출동|전소|침수|부딪|추돌|멈|들이|넘|있|달|설치|도입|리콜|등록|공급|운행|출고|배치)|의 (?:차|버스|트럭|드론|전투기|로봇|트랙터|장비|컴퓨터|서버|카메라|GPU))"),
        large=101,
        small=100,
    ),
    "번": Guard(
        deny_after=_re(
            " ?(?:째|출구|버스|국도|고속|환자|확진자|타자|홀|트랙|후보|선수|지방도|게이트|방|창구|마|염색체|교향곡|버전|유형|"
            "카메라|아이언|우드|채널|버튼|문항|문제|으로|[0-9])|[가-힣]?지|호"
        ),
        need_after=_re(" ?(?:이상|이하|미만|이내|넘게|씩|정도|가량|꼴|에 걸쳐|이나|을 넘|의 (?:실패|시도|도전|경기|우승|월드컵|기회|선거))"),
        large=1000,
    ),
    "회": Guard(
        deny_after=_re(" ?(?:말(?![가-힣]{2})|초(?![가-힣]{2})|째|차|연장|국회|임시|정기|대회|2사|1사|무사|[0-9]사)|에[는도만]? |까지|부터"),
        need_before=_re(
            "(?:총|모두|통산|연|월|주|하루|매주|최대|최소|약|각각|횟수|횟수는|조회수|건수|연간|매년|평균|누적|주당|우승|출전|접종|수상|"
            "운항|왕복|편도|방문|선발|이용|적발|시청|조회 ?수|재생|차례|당)(?:[가-힣]{0,2}) ?(?:약 |총 )?$"
        ),
        need_after=_re(
            " ?(?:에 걸쳐|이상|이하|미만|이내|씩|정도|가량|연속|우승|출전|실시|진행|접종|투여|방문|왕복|운행|운항|개최|발생|재생|조회|"
            "시청|반복|수상|사용|이용|위반|발사|공연|상영|방송|로 (?:늘|줄|가장|집계|나타)|를 (?:넘|기록|돌파|실시)|의 )"
        ),
        large=100,
    ),
    "기": Guard(
        deny_after=_re(" ?(?:생|수|째|멤버|위원|지도부|졸업|동기|신도시|임기|행정부|내각|정부|공채|사법|암|[0-9])"),
        need_before=_re(
            "(?:원전|원자로|발전소|발전기|미사일|위성|로켓|엔진|터빈|풍력|크레인|충전기|고인돌|무덤|고분|묘|탄두|핵무기|핵탄두|전투기|헬기|"
            "항공기|드론|무인기|여객기|수송기|폭격기|정찰기|레이더|발사대|포대|GPU|설비|고로|용광로|배치|발사|승강기|엘리베이터|블랙호크|F-[0-9]+|"
            "SMR|호기|비석|석탑|대형원전|신규|총|모두|각각|최소|최대|약)"
            "[가-힣]{0,2}[^가-힣\n]{0,2} ?$"
        ),
        need_after=_re("(?:의 (?:원전|원자로|발전|미사일|위성|로켓|핵|전투기|풍력|고인돌|무덤))|를 (?:건설|짓|발사|배치|수출|도입)"),
        large=100,
    ),
    "편": Guard(
        deny_before=_re("(?:[A-Z0-9]{1,2}|항공|여객기|에어|에어라인|항공사) ?$"),
        deny_after=_re(" ?(?:[에의] (?:탑승|승객)|탑승|여객기|승객)"),
    ),
    "구": Guard(
        need_before=_re("(?:시신|시체|유해|주검|사체|유골|미라|관)(?:[가-힣]{0,3}| [가-힣]{1,5}){0,2} ?$"),
        need_after=_re("의 (?:시신|시체|유해|주검|사체|유골|미라)"),
    ),
    "호": Guard(
        deny_after=_re("(?:선|기|실|태풍|차|봉|점|법|포|홈런|골|터널|골프|[가-힣]?관)| ?(?:홈런|골|태풍|터널|도로|국도|발전|원전|신기술)"),
        need_before=_re("(?:가구|주택|아파트|임대|물량|공급|분양|입주|빌라|오피스텔|상가|다세대|총|약|모두)[가-힣]{0,4}[^가-힣\n]{0,2} ?$"),
        need_after=_re(" ?(?:이상|규모|공급|가량|정도|를 (?:공급|분양|매입|건설)|의 (?:주택|아파트|임대|공공))"),
        large=1000,
    ),
    "세": Guard(
        deny_before=_re(
            "(?:재벌|교포|동포|오너|창업|창업주|재일|재미|한인|이민|황제|국왕|교황|여왕|왕|차르|대왕|루이|엘리자베스|찰스|헨리|에드워드|조지|"
            "베네딕토|베네딕트|요한 바오로|바오로|프란츠|요제프|빌헬름|나폴레옹|람세스|비오|니콜라이|알렉산드르|알렉산데르|알렉산더|펠리페|필리프|필립|카를|카를로스|"
            "레오|그레고리오|인노첸시오|제임스|윌리엄|하랄|하랄드|구스타프|프리드리히|압둘라|무함마드|모하메드|마하|라마|후안|표트르|이반|에마누엘레|"
            "알베르|앙리|프랑수아|루트비히|오토|메흐메트|술레이만|샤를|마가레테|마르그레테|프레데리크|프레데릭|크리스티안|우르바노|클레멘스|식스토) ?$"
        ),
        deny_after=_re(" ?(?:경영|승계|기업인|경영인|오너|총수|교황|국왕|여왕|대왕|황제)|트|대(?![를가는])|계|금|기"),
    ),
    "도": Guard(
        deny_before=_re("(?:서해|북위|남위|동경|서경|위도|경도|전국|남북|이북|팔|진로|방위각) ?$"),
        deny_after=_re(" ?(?:화상|어|선|화음|동상|루|강간|비율|[0-9]+분)|시|민"),
    ),
    "인": Guard(
        deny_after=_re(
            " ?(?:시위|가구|가족|미디어|기업|방송|극|체제|실|용|병실|기준|[0-9]역|자|칭|조|방|승|이상의? ?가구|당|분|창조|창업|크리에이터|"
            "사업자|후보|지배|미만 사업|청구권|식|1조|1표|1실|회|독재|시대|세대|치|플레이|소송|숙박)"
        ),
        deny_before=_re("[0-9.]$"),
    ),
    "점": Guard(
        deny_after=_re("(?:수|포|령|심|검|원|주|유|선|대|차|등|호|멸|철|프|거)(?![를을이가은는에의]? )| ?차로 (?:뒤진|앞선) $"),
    ),
    "위": Guard(
        deny_after=_re("(?:원회|원|안|성|치|권|험|한|기|로금|조|증|생|상|축|탁|헌|도|스키)(?![가-힣]? )"),
    ),
    "등": Guard(
        deny_after=_re(" ?(?:급|신|분|가|본|록|산|장|재|극|기|교|대|유|락|반|호|단|식|지|한)|[가-힣]{0,1}항"),
        deny_before=_re("(?:제|갑종|을종) ?$"),
    ),
    "장": Guard(
        deny_after=_re("(?:관|군|교|소|애|비|치|점|기|년|면|르|마|미|학|례|남|녀|로|바구니|터|병|려|가|벽|단점)(?![을를은는에의]? )"),
        deny_before=_re("(?:제|헌법|법률|성경|복음|전서|시편|논어) ?$"),
    ),
    "주": Guard(
        deny_after=_re("(?:년|기|차|자|민|택|식|말|요|문|변|의|가|행|유|장|심|도|거|류|머니|축|한미)(?![을를은는에]? )| ?(?:차|째|연속|앞|뒤|후|전|동안|간|만|가량 남|정부|의회)"),
        need_before=_re(
            "(?:주식|보통주|우선주|지분|신주|자사주|자기주식|의결권|스톡옵션|공모|발행|물량|거래량|순매수|순매도|매수|매도|매입|처분|소각|총|약|의무보유)[가-힣]{0,3}[^가-힣\n]{0,3} ?(?:약 |총 )?$"
        ),
        need_after=_re(" ?(?:를 (?:매수|매도|매입|처분|소각|취득|발행|배정|보유|장내|사|팔)|의 (?:주식|신주|자사주|보통주)|규모|씩|당)"),
        large=100,
    ),
    "석": Guard(deny_after=_re("(?:유|탄|사|학|좌|방|패|권|고|달|양|가|기)(?![을를은는에의]? )")),
    "종": Guard(deny_after=_re("(?:합|교|로|목|료|전|속|신|사자|점|업|가|결|일|이|래)(?![을를은는에의]? )| ?(?:박스|근린|일반|보통 면허|전염|감염|지구)")),
    "통": Guard(deny_after=_re("(?:신|합|일|화|계|과|제|행|역|상|장|보|증|로|풍|근|치|닭|산)(?![을를은는에의]? )")),
    "발": Guard(deny_after=_re("(?:전|표|생|매|언|행|견|사|달|휘|간|병|령|주|걸|명|굴|급|효|탄|자국|로)(?![을를은는에의]? )")),
    "건": Guard(deny_after=_re("(?:물|설|강|국|의문|조|배|너|립|축)(?![을를은는에의]? )")),
    "표": Guard(deny_after=_re("(?:준|결|시|현|적|정|심|지|본|기|밭|절|방)(?![을를은는에의]? )")),
    "부": Guard(
        deny_after=_re("(?:장|분|대|터|산|품|총리|처|과|능|작|리그|[가-힣]{0,2} ?투어)| ?(?:리그|투어|승격|강등|요인|이자|능선)"),
        need_before=_re("(?:신문|발행|판매|인쇄|책|잡지|누적|부수|총|약)[가-힣]{0,2}[^가-힣\n]{0,2} ?$"),
        need_after=_re(" ?(?:이상|가량|를 (?:찍|발행|인쇄|배포|판매|돌파)|가 (?:팔|판매|배포|인쇄))"),
        large=100,
    ),
    "동": Guard(
        need_before=_re("(?:아파트|건물|주택|비닐하우스|하우스|축사|창고|공장|막사|상가|총|모두|가옥|점포)[가-힣]{0,2}[^가-힣\n]{0,2} ?$"),
        need_after=_re(" ?(?:[을를이가] (?:태|소실|전소|불|붕괴)|[0-9,]+(?:가구|세대)|규모|전소|반소)"),
        deny_after=_re("[가-힣]{0,3}[0-9 ]*호|[0-9]"),
    ),
    "집": Guard(large=1000),
    "자": Guard(deny_after=_re("[가-힣]"), need_before=_re("(?:글자|원고지|원고|한글|공백|분량)[가-힣]{0,2} ?$"), need_after=_re(" ?(?:이내|이상|이하|분량|내외|안팎)"), large=100),
    "사": Guard(deny_after=_re("(?![가는의와])[가-힣]| ?(?:후|만루|[0-9,]+루)"), need_before=_re("(?:상장|업체|계열|회원|협력|보험|증권|카드|그룹|가입|참가|은행)[가-힣]{0,1} ?$"), large=100),
    "문": Guard(deny_after=_re("(?:제|화|의|항|서|구|자|학|법|장|건|명|단)"), need_before=_re("(?:포|자주포|야포|화포|곡사포|대포|박격포)[가-힣]{0,1} ?$"), large=100),
    "손": Guard(deny_after=_re("[가-힣]"), need_before=_re("(?:고등어|조기|굴비|갈치) ?$")),
    "면": Guard(need_before=_re("(?:주차|주차장|주차공간|주차 공간|코트)[가-힣]{0,2} ?$"), large=1000),
    "단": Guard(need_before=_re("(?:배추|파|대파|시금치|열무|쪽파) ?$")),
    "반": Guard(need_before=_re("(?:학급|교실|총|모두)[가-힣]{0,1} ?$")),
    "과": Guard(need_before=_re("\x00")),
    "실": Guard(need_before=_re("(?:객실|오피스텔|병실|호텔|숙박|총|리조트|콘도|레지던스)[가-힣]{0,3}[^가-힣\n]{0,2} ?$"), need_after=_re(" ?(?:규모|이상)"), large=50),
    "라인": Guard(need_before=_re("(?:총|모두|생산)[가-힣]{0,3} ?$"), large=10),
    "세트": Guard(need_before=_re("(?:한정|총|판매|모두|선물|약|각각)[가-힣]{0,3} ?$"), need_after=_re(" ?(?:한정|이상|를 (?:판매|준비|전달|기부)|가 (?:팔|판매)|씩|판매)"), large=10),
    "홀": Guard(need_before=_re("(?:골프장|총|전체|코스)[가-힣]{0,2} ?$"), need_after=_re(" ?(?:규모|골프|코스)")),
    "막": Guard(large=100), "모": Guard(large=100, need_before=_re("두부 ?$")),
    "타": Guard(deny_after=_re("(?:자|점|율|격|석|이|순|선|수|구|국|워|당|사|인|운|임|깃|겟|임)"), need_before=_re("(?:합계|언더파|오버파|라운드|파)[^가-힣\n]{0,4}[0-9, ]*$"), need_after=_re(" ?(?:차|를 (?:줄|잃|쳐)|뒤진|앞선)")),
    "차선": Guard(deny_after=_re("책")), "역": Guard(large=100),
    "층": Guard(large=1000), "코스": Guard(large=50), "라운지": Guard(large=10),
    "과목": Guard(), "열": Guard(large=100), "축": Guard(large=100), "접": Guard(large=100),
    "행": Guard(large=100), "줄": Guard(deny_after=_re("[가-힣]{0,1}이")), "문제": Guard(deny_after=_re("[가-힣]"), large=2),
    "품": Guard(large=1000), "반기": Guard(large=1000), "폭": Guard(large=100),
    "다이": Guard(large=100), "셀": Guard(large=10), "뷰": Guard(large=100), "칩": Guard(large=100),
    "상자": Guard(), "관": Guard(large=1000), "섬": Guard(large=100), "말": Guard(large=1000), "되": Guard(large=1000),
    "돈": Guard(need_before=_re("(?:금|순금|금값|반지|돌반지|골드바|은)[가-힣]{0,1} ?(?:약 )?$")),
    "근": Guard(need_before=_re("(?:고기|삼겹살|한우|소고기|돼지고기|고추|고춧가루|쌀) ?$")),
    "냥": Guard(need_before=_re("(?:금|은|엽전|돈) ?$"), large=100),
    "형": Guard(need_before=_re("(?:TV|티브이|모니터|디스플레이|패널|화면|OLED|QLED|LCD) ?$"), need_after=_re(" ?(?:TV|모니터|OLED|디스플레이|화면|대형)")),
    "바": Guard(need_before=_re("(?:기압|압력) ?$")),
    "전": Guard(need_before=_re("[0-9]원 ?$"), large=1000),
    "각": Guard(need_before=_re("위안 ?$")),
    "숨": Guard(large=1000), "차트": Guard(large=100000), "랜드": Guard(large=1000), "동남": Guard(large=10),
    "밀리": Guard(need_before=_re("(?:비|강수량|눈|강우량|적설량|총|포|구경)[가-힣]{0,1} ?$"), need_after=_re(" ?(?:안팎|이상|의 (?:비|눈|강수|폭우))|의")),
    "기가": Guard(large=1), "메가": Guard(large=1), "테라": Guard(large=1),
    "쪽": Guard(need_before=_re("(?:분량|총|보고서|책|논문|문서|전체)[가-힣]{0,3} ?$"), need_after=_re(" ?(?:분량|이상|가량|에 달|의 (?:보고|문서|책))|짜리"), large=500),
    "기압": Guard(),
    "P": Guard(need_before=_re("(?:코스피|코스닥|지수|선물|금리|지지율)[^\n]{0,20}$"), need_after=_re("\\)")),
    "p": Guard(need_before=_re("(?:코스피|코스닥|지수|선물|금리|지지율|[0-9]%)[^\n]{0,20}$"), need_after=_re("\\)")),
}  # fmt: skip
