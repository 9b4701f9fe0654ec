"""The expressions of time in a sentence, each resolved on the publication day in Korea.

`지난해 4분기`, `1∼11월`, `최근 3개월간`, `7일(현지시각)`, `2029년까지`: one pattern with a branch
for each form, and a reader for each branch. What points at its context (`같은 기간`, `전년`, `3년
전`) is found here and resolved in `periods.py`, where a figure's period is chosen among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from monitor.extract.calendars import (
    FEASTS,
    UNKNOWN,
    date_of,
    day_before,
    feast_near,
    feast_of,
    month_of,
    months_of,
    near_day,
    season_of,
    season_year,
    shift_years,
    year_of,
)
from monitor.model import Period, Span
from monitor.patterns import Pattern

# No sentence of prose names more points in time; a longer list is a table or an attack.
MOST = 40


class Mention(NamedTuple):
    """An expression of time in a text. `period` is unknown for one too vague to resolve."""

    span: Span
    period: Period
    grain: str  # year half quarter month week day span; "" for a vague one
    is_base: bool = False  # only compared with: 전년보다, 지난 1월(121만 명)과 비교해
    is_news: bool = False  # the day or month of an announcement, not of the data
    is_relative: bool = False  # to the year before: 전년, 지난해 같은 기간
    is_yearless: bool = False  # a month, quarter or half whose year nobody says
    ref: str = ""  # what it points at, where it needs the context: same, year-1, ago …


# --- the expressions ----------------------------------------------------------------------------
_NATIVE = {
    "한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "넉": 4, "다섯": 5, "여섯": 6,
    "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "반": 0,
}  # fmt: skip
# Spans of days that are one word.
_DAYS = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8,
    "아흐레": 9, "열흘": 10, "보름": 15, "일주일": 7,
}  # fmt: skip
_SPAN_WORD = rf"(?:{'|'.join(_DAYS)}|반년)"
NUMBER = r"(?:\d{1,3}|한|두|세|석|네|넉|다섯|여섯|일곱|여덟|아홉|열)"
_YEARS = {
    "지난해": -1, "작년": -1, "재작년": -2, "지지난해": -2, "올해": 0, "금년": 0, "올": 0,
    "내년": 1, "내후년": 2, "후년": 2,
}  # fmt: skip
_TILDE = r"\s?[~∼〜～–−-]\s?"
_ABSOLUTE = r"(?:1[89]|20|21)\d\d"
# `'24년`, and without the sign only where no count of years can be meant: `24년 3분기`.
_SHORT = (
    r"['’‘]\d\d|(?<![\d,.])\d\d(?=년\s(?:[1-4]\s?(?:분기|[·/]\s?4)|(?:1[0-2]|[1-9])월|[상하]반기))"
)
# A decade, a birth year, a model year: 1990년대, 1952년생, 2025년형.
_NO_YEAR = r"(?!도?판[^가-힣]|대(?!비)|생[이인의으로]?|형[을이은\s]|산[을이은\s])"
_RELATIVE = (
    r"지난\s?해|작년|재작년|지지난해|올해|금년|내후년|내년"
    r"|올(?=\s?(?:\d{1,2}월|상반기|하반기|[1-4]\s?(?:분기|[·/.]\s?4)|한\s?해|들어|초|연말|시즌|[봄여가겨]))"
)


def _year_named(number: str = "") -> str:
    """Return the pattern of a year; `number` stands behind the names of its two groups."""
    said = (
        rf"(?:(?:지난|오는)\s?)?(?P<absolute{number}>(?<!\d){_ABSOLUTE}|{_SHORT})\s?년{_NO_YEAR}"
        r"(?:도|\s?회계\s?연도)?"
    )
    return rf"{said}|(?P<relative{number}>{_RELATIVE})도?"


_OTHER_YEAR = r"그해|같은\s?해|당해\s?연도|이듬해|다음\s?해|전년도?|직전\s?연도"
_MONTH_WORD = r"지지난\s?달|지난\s?달|전달|이번\s?달|이달|다음\s?달|내달|같은\s?달|그달|당월|전월"
# `12월물`, `11월 인도분`: when a contract ends.
_MONTH = r"(?:1[0-2]|0?[1-9])\s?월(?![드급호물]|\s?인도분)"
# `3월 초`, not `3월 초미세먼지`
_EDGE = r"[초말](?=[에부까의쯤께이도만는인,.)(\s]|$)"
_PART = rf"(?:\s?(?P<part>초반|중반|후반|초순|중순|하순|상순|{_EDGE}))?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])\s?일"
# `3일간`, `30일 이내`, `1일 평균` count days and name none.
_NO_SPAN = (
    r"(?!(?:간|동안|전[에의부까 ,.]|만|째|치|분|차|당|정|내|쯤|씩|여|이[내상])"
    r"|\s(?:간|동안|이내|이상|연속|평균|가량|정도|만에|뒤|후|내내|전[에의부까 ,.]"
    # `작년보다 1일 적었다`
    r"|적[다은었]|많[다은았]|짧[다은았]|길[다었]|늘[어었]|줄[어었]|늦[어었은]|빨[라랐]|더\s|덜\s))"
)
_NEAR_YEAR = rf"그해|같은\s?해|이듬해|다음\s?해|전년|{NUMBER}\s?(?:년|해)\s전"
# What may stand in a title: no quotation mark, no end of a sentence.
_TITLE = r"[^'’”\"》』」>〉.,\n]"
_FEAST = rf"(?:{'|'.join(sorted(FEASTS, key=len, reverse=True))}|부처님\s오신\s날)"
_QUARTER = r"[1-4]\s?(?:분기|[·/.․ㆍ]\s?4\s?분기|사분기|Q\b)"

# Every form begins with one of these: a glance at two letters saves trying the forms. Each of them
# begins with a letter of its own, and none with a class of them: so the search runs over all other
# letters at once.
_GLANCE = Pattern(
    r"지[난지금]|이[듬번달날튿틀제레]|이\s[기시]|다[음섯가]|하[반루]|일[곱요주]|한(?=\s?[년해개달주일여글가])"
    r"|그[해달제저]|그\s전|수[요십\s년]|오[는늘]|어[제젯린]|엊저|상[반·]|올|내[후년달일]"
    r"|전[년달월날주분]|전\s분|최근|세(?=\s?[년해개달주일여])|두(?=\s?[년해개달주일여])"
    r"|네(?=\s?[년해개달주일여])|열(?=흘|\s?[년해개달주일여])|같은|작년|재작|금[년요]"
    r"|당[해월시]|석(?=\s?[년해개달주일여])|간밤|밤사|직전|과거|연[내말초간]|월[말초요]|설|추석|현[재충]|넉|여[섯덟드]"
    r"|아[홉흐]|화요|목요|토요|동[\s기]|모레|사흘|나흘|닷새|엿새|보름|반년|몇|성탄|크리|부처|광복"
    r"|개천|신정|삼일|정월|FY|회계|'\d\d|’\d\d|‘\d\d"
    + "".join(rf"|{sign}(?=(?:19|20)\d\d[\s년])" for sign in '“"《『「<〈')
)
# The letters that a year begins with, and those of a month beside them; 0 is any digit.
_Y = "지오작재올금내'’‘0"
_M = "전이다같그당직"
# Those that a count of years in words begins with: `한 해 전 3분기`.
_AGO = "한두세네다여일아열"
_YEAR, _YEAR2 = _year_named(), _year_named("2")

# Each form with the letters that it may begin with, in the order in which they are tried.
_FORMS = {
    # 2014년부터 10년 치 · 2020년부터 3년간
    "run": (
        "지0",
        Pattern(
            rf"(?P<run>(?:지난\s)?(?P<ry>{_ABSOLUTE})\s?년부터\s(?P<rn>\d{{1,2}})\s?년\s?(?:간|치|동안|새|내리|연속))"
        ),
    ),
    # 2020~2024년 · 2014년부터 2023년까지 · 2023∼24년
    "years": (
        "지0",
        Pattern(
            rf"(?P<years>(?:지난\s)?(?P<y1>{_ABSOLUTE})\s?년?(?:{_TILDE}|(?:부터|에서)\s(?=\d{{4}}|\d\d\s?년\s?까지))(?P<y2>{_ABSOLUTE}|\d\d)\s?(?:년|회계\s?연도)"
            r"(?:\s?까지|\s?사이)?)"
        ),
    ),
    # 작년 4분기∼올해 1분기
    "qspan": (
        _Y,
        Pattern(
            rf"(?P<qspan>(?:{_YEAR})\s?(?P<u1>[1-4])\s?분기"
            rf"(?:{_TILDE}|(?:부터|에서)\s)(?:{_YEAR2})\s?(?P<u2>[1-4])\s?분기"
            r"(?:\s?까지)?)"
        ),
    ),
    # 1Q25 · 24.1Q · 2025년 2Q
    "qcode": (
        "0'’‘",
        Pattern(
            r"(?P<qcode>(?<![\d.,])(?:(?P<qa>20\d\d|['’‘]?\d\d)(?:\s?년\s?|[.\s])(?P<qb>[1-4])Q(?![A-Za-z\d])"
            r"|(?P<qc>[1-4])Q(?:(?P<qd>['’‘]?\d\d)|\s?(?P<qe>20\d\d))(?!\d|[,.]\d|\s?[조억만천백%])))"
        ),
    ),
    # 2023년 11월~2024년 3월 · 올해 1∼11월 · 1월부터 11월까지
    "months": (
        _Y,
        Pattern(
            rf"(?P<months>(?:(?:{_YEAR})\s)?(?P<m1>1[0-2]|0?[1-9])\s?월?"
            rf"(?:{_TILDE}|부터\s)(?:(?:{_YEAR2})\s)?"
            r"(?P<m2>1[0-2]|0?[1-9])\s?월(?:\s?까지)?)"
        ),
    ),
    # 올해 1~3분기
    "quarters": (
        _Y,
        Pattern(
            rf"(?P<quarters>(?:(?:{_YEAR})\s)?(?P<q1>[1-4])(?:{_TILDE})"
            r"(?P<q2>[1-4])\s?분기)"
        ),
    ),
    # 이달 1∼20일 · 3월 2일부터 9일까지 · 11~13일
    "days": (
        _Y + _M,
        Pattern(
            rf"(?P<days>(?:(?:(?:{_YEAR})\s)?"
            rf"(?P<dm>{_MONTH}|{_MONTH_WORD})\s?)?(?:지난\s)?(?P<d1>3[01]|[12]\d|0?[1-9])\s?일?(?:{_TILDE}|부터\s)"
            # 11월 30일∼12월 6일
            rf"(?:(?P<dm2>{_MONTH}|{_MONTH_WORD})\s?)?(?P<d2>3[01]|[12]\d|0?[1-9])\s?일"
            r"(?:\s?까지)?)"
        ),
    ),
    # ‘2024년 사회조사’, 『2023 국방백서』, ‘2025 글로벌 AI 인덱스’: what is named by its year
    "edition": (
        "'‘“\"《『「<〈",
        Pattern(
            rf"(?P<edition>['‘“\"《『「<〈](?P<ey>(?:19|20)\d\d)(?:"
            rf"(?:\s?년(?:도?\s?판)?(?!\s?\d))?\s(?:{_TITLE}{{0,24}}?(?:"
            r"(?P<survey>조사|통계|센서스|현황)"
            r"|보고서|백서|연감|연보|편람|인덱스|지수|리포트|리뷰|전망|순위|랭킹|평가)(?:\s?결과)?)"
            rf"|\s(?!세대){_TITLE}{{1,30}}?)['’”\"》』」>〉])"
        ),
    ),
    # 2026 대학 평가에서, 2025 글로벌 도시 순위에 따르면: the same without quotation marks
    "edition2": (
        "0",
        Pattern(
            r"(?P<edition2>(?<![\d,.])(?P<ey>20\d\d)\s(?:[가-힣A-Za-z]+\s){0,3}?[가-힣A-Za-z]*"
            r"(?:(?P<survey>실태조사|사회조사|센서스)|보고서|백서|인덱스|지수|순위|랭킹|평가)"
            r"(?=에\s?따르면|에서|의\s|를\s보면|을\s보면|\s결과|$))"
        ),
    ),
    # 2025.03.31 · 2025-3-31
    "iso": (
        "0",
        Pattern(
            rf"(?P<iso>(?P<iy>{_ABSOLUTE})\s?[.\-/]\s?(?P<im>1[0-2]|0?[1-9])\s?[.\-/]\s?(?P<id>3[01]|[12]\d|0?[1-9])"
            r"(?!\d))"
        ),
    ),
    # 최근 3년간 · 지난 10년 동안 · 최근 한 달 · 지난 3일간
    "last": (
        "최지과",
        Pattern(
            rf"(?P<last>(?:최근|지난|과거)\s?(?:(?P<lw>{_SPAN_WORD})|(?P<ln>{NUMBER})\s?(?P<lv>여\s?)?"
            r"(?P<lu>년|해|개월|달|주일?|일|분기))(?:\s?(?P<lasting>간|동안|사이|새|내내)))"
        ),
    ),
    "last2": (
        "최과",
        Pattern(
            rf"(?P<last2>(?:최근|과거)\s?(?:(?P<lw>{_SPAN_WORD})|(?P<ln>{NUMBER})\s?"
            r"(?P<lu>년|해|개월|달|주일?|일|분기))(?!\s?전))"
        ),
    ),
    "lastyear": (
        "지최",
        Pattern(r"(?P<lastyear>지난\s?한\s?해|지난\s시즌|(?:최근|지난)\s?1년(?!\s?전))"),
    ),
    # 전년 동기 · 지난해 같은 기간 · 1년 전 같은 달 · 재작년 이맘때
    "yoy": (
        "전지작재직그0" + _AGO,
        Pattern(
            rf"(?P<yoy>(?:전년도?|직전\s?(?:해|연도)|그\s?전\s?해|지난\s?해|작년|(?P<yw>재작년|지지난\s?해)|(?P<yn>{NUMBER})\s?(?:년|해)\s전"
            r"|(?:지난\s)?(?P<yy>(?:19|20)\d\d)년(?=\s같은))\s?"
            r"(?:동기|동월|동분기|같은\s?(?:기간|달|시기|분기|때|날|주)(?!러)|이맘때|이\s?(?:기간|시기|무렵)))"
        ),
    ),
    # 3년 전 · 두 달 전
    "ago": (
        "0한두세석네넉다여일아열하이사나닷엿보반수몇",
        Pattern(
            rf"(?P<ago>(?:(?P<aw>{_SPAN_WORD})|(?P<an>{NUMBER}|수십|몇십|수|몇)\s?(?P<av>여\s?)?"
            r"(?P<au>년|해|개월|달|주일?|일))\s전(?=[의보에만까부엔과와은이,.)( ]|$)"
            # `2년 전 3분기` names the quarter of that year
            rf"(?!\s(?:{_QUARTER}|{_MONTH}(?!\s?\d)|[상하]반기)))"
        ),
    ),
    # 같은 기간 · 이 기간 · 동 기간
    "same": (
        "같이동당",
        Pattern(r"(?P<same>(?:같은|이|동)\s?(?:기간|시기|시점|분기)|같은\s?날|당시)"),
    ),
    # 8월 둘째 주 · 지난해 마지막 주 · 8월 2주차: nobody says which seven days those are
    "nth": (
        _Y + _M + "다",
        Pattern(
            rf"(?P<nth>(?:(?:{_YEAR})\s)?(?:(?:{_MONTH}|{_MONTH_WORD})\s)?"
            r"(?:첫째?|둘째|셋째|넷째|다섯째|마지막)\s주(?!인|주|차장|기|유|식|택|요|민)"
            rf"|(?:{_MONTH}|{_MONTH_WORD})\s?[1-5]\s?주\s?차)"
        ),
    ),
    # 2025년 3월 31일 · 지난달 20일 · 3월 말
    "day": (
        _Y + _M + "직",
        Pattern(
            rf"(?P<day>(?:(?:{_YEAR})\s|(?P<that>{_OTHER_YEAR})\s)?"
            rf"(?P<way>지난\s|오는\s)?(?P<month>{_MONTH}|{_MONTH_WORD})\s?(?P<d>{_DAY}){_NO_SPAN})"
        ),
    ),
    "monthly": (
        _Y + _M + _AGO,
        Pattern(
            rf"(?P<monthly>(?:(?:{_YEAR})\s?|(?P<that>{_NEAR_YEAR})\s)?"
            rf"(?P<way>지난|오는|올)?\s?(?P<month>{_MONTH}|{_MONTH_WORD}){_PART})"
        ),
    ),
    # 올해 1분기 · 2·4분기 · 지난 분기
    "quarterly": (
        _Y + _AGO + "그같이다전직",
        Pattern(
            rf"(?P<quarterly>(?:(?:{_YEAR})\s?|(?P<that>{_NEAR_YEAR})\s)?"
            rf"(?P<way>지난\s|오는\s)?(?P<q>{_QUARTER})(?:\s?(?P<qend>말)(?=[에의부까은\s,.)]|$))?"
            r"|(?P<qword>(?:지난|이번|전|직전|다음)\s?분기))"
        ),
    ),
    # 올해 상반기
    "half": (
        _Y + _AGO + "그같이다전상하",
        Pattern(
            rf"(?P<half>(?:(?:{_YEAR})\s?|(?P<that>{_NEAR_YEAR})\s)?"
            r"(?P<way>지난\s|오는\s)?(?P<h>상·하반기|상반기|하반기))"
        ),
    ),
    # 2024 회계연도 · FY25
    "fiscal": (
        "0F회",
        Pattern(
            rf"(?P<fiscal>회계\s?연도\s(?:제?[1-4]\s?분기|[상하]반기)|(?:(?P<fy>(?<!\d){_ABSOLUTE})\s?회계\s?연도"
            r"|(?<![A-Za-z])FY\s?['’]?(?P<fz>20\d\d|\d\d)(?!\d))"
            r"(?P<fpart>\s?(?:제?[1-4]\s?분기|[1-4]Q|[상하]반기))?)"
        ),
    ),
    # 지난겨울 · 올여름 · 작년 가을
    "season": (
        _Y + "이다",
        Pattern(
            rf"(?P<season>(?:(?:{_YEAR})\s?|(?P<way>지난|올|이번|다음)\s?)"
            r"(?P<sname>봄|여름|가을|겨울)(?=[에은는이의까철엔 ,.]|$))"
        ),
    ),
    # 지난 설 연휴께 · 추석 때 · 올해 어린이날
    "feast": (
        _Y + "이다" + "".join(name[0] for name in FEASTS),
        Pattern(
            rf"(?P<feast>(?<![가-힣'’”\")])(?:(?:{_YEAR})\s(?P<fname2>{_FEAST})"
            # 올해 설비투자 is no 설
            r"(?P<foff2>\s?연휴)?(?=[\s,.)은는이의에엔과와께도]|보다|$|전후|이브|당일|명절|때)"
            rf"|(?:(?P<way>지난|이번|올|다가오는|오는)\s)?(?P<fname>{_FEAST})"
            r"(?=\s?(?:연휴|때|당일|명절|전후|께|이브)|에[는도만 ])(?P<foff>\s?연휴)?))"
        ),
    ),
    # 올해 말 · 2023년 한 해 · 전년
    "year": (
        _Y + "그같당이다전직",
        Pattern(
            rf"(?P<year>(?:{_YEAR}|(?P<that>{_OTHER_YEAR}))"
            rf"(?:\s?한\s?해)?(?:\s?(?P<ypart>초반|중반|후반|연초|연말|{_EDGE}))?)"
        ),
    ),
    "within": (
        "연월",
        Pattern(
            r"(?P<within>연내|(?:연말|연초|월말)(?=[까에께쯤이,]|\s?(?:기준|무렵)|\s[가-힣]*[까]"
            r"|\s(?!정산|보너스|성과급|모임|보고서|결산|기획|총회|시즌|특수|행사|세일|공연|연시|인사|파티|회식|선물)))"
        ),
    ),
    # 연간으로는: of the year spoken of
    "annual": (
        "연",
        Pattern(
            r"(?P<annual>연간(?=으로[는 ]|\s기준|\s전체로"
            r"|\s(?:누적\s)?(?:매출|영업이익|순이익|실적|수출|수입|판매|생산|거래|이익|성장률|흑자|적자|목표|계획|전망치?)"
            # of the year that a part of it was told of: `연간 출생아는`
            r"|(?P<whole>\s[가-힣]{2,8}[은는이가]\s)))"
        ),
    ),
    # 지난 3일 · 오는 15일 · 7일(현지시각)
    "bareday": (
        "지오0",
        Pattern(rf"(?P<bareday>(?P<way>지난|오는)?\s?(?<![\d.,~∼월])(?P<bd>{_DAY}){_NO_SPAN})"),
    ),
    # 지난주 수요일 · 월요일인
    "weekday": (
        "지이다오월화수목금토일",
        Pattern(
            r"(?P<weekday>(?<!매주\s)(?P<way>지난\s?주|이번\s?주|다음\s?주|지난|오는)?\s?(?P<wd>[월화수목금토일])요일)"
        ),
    ),
    "weekend": (
        "지이다오",
        Pattern(r"(?P<weekend>(?P<way>지난|이번|다음|오는)\s?주말)"),
    ),
    "week": (
        "그지이다전직",
        Pattern(
            r"(?P<week>그\s?전주|직전\s주(?=[\s(의에보]|까지)|지난\s?주(?!자)|이번\s?주(?!자)|다음\s?주(?!자)"
            # 전주 is a town too
            r"|전주(?=\s?(?:대비|보다|에\s?비해|\(?\s?-?\d|[와과]\s?(?:동일|같|비교))))"
        ),
    ),
    "today": (
        "이지오어엊전그내모다현간밤",
        Pattern(
            r"(?P<today>이날|지금(?=[은도(])|간밤|밤사이|오늘(?!날)|어젯밤|엊저녁|어제|전날|그제|그저께|내일(?=[\s,.은도의까부에]|$)|모레|이튿날|다음\s?날|(?:지금|현재)까지|이제까지|현재)"
        ),
    ),
}


def _by_letter() -> dict[str, tuple[tuple[str, Pattern], ...]]:
    """First letter → the forms that may begin with it."""
    letters = {letter for starts, _ in _FORMS.values() for letter in starts}
    return {
        letter: tuple((kind, form) for kind, (starts, form) in _FORMS.items() if letter in starts)
        for letter in letters
    }


_BY_LETTER = _by_letter()
_DASHES = ("~", "∼", "〜", "～", "–", "−", "-", "부터")
# What a form cannot do without, one of each row: a sentence that lacks it is not tried for it.
_NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "run": (("부터",),),
    "years": ((*_DASHES, "에서"),),
    "qspan": (("분기",), (*_DASHES, "에서")),
    "qcode": (("Q",),),
    "months": (("월",), _DASHES),
    "quarters": (("분기",), _DASHES),
    "days": (("일",), _DASHES),
    "edition2": (("조사", "센서스", "보고서", "백서", "인덱스", "지수", "순위", "랭킹", "평가"),),
    "yoy": (("동기", "동월", "동분기", "같은", "이맘때", "기간", "시기", "무렵"),),
    "ago": (("전",),),
    "nth": (("주",),),
    "day": (("일",), ("월", "달")),
    "monthly": (("월", "달"),),
    "quarterly": (("분기", "Q", "4"),),
    "half": (("반기",),),
    "fiscal": (("회계", "FY"),),
    "season": (("봄", "여름", "가을", "겨울"),),
    "feast": ((*(name[:2] for name in FEASTS), "부처"),),
    "annual": (("연간",),),
    "bareday": (("일",),),
    "weekday": (("요일",),),
    "weekend": (("주말",),),
}


@lru_cache(maxsize=4)
def _without(sentence: str) -> frozenset[str]:
    """Return the forms that a sentence cannot have: to compile a form takes longer than to ask."""
    lacking = []
    for kind, rows in _NEEDS.items():
        for words in rows:
            for word in words:
                if word in sentence:
                    break
            else:
                lacking.append(kind)
                break
    return frozenset(lacking)


# `징역 6월`: six months, not June.
_TERM = Pattern(r"(?:징역|금고|구류)\s?$")
_NUMBER = Pattern(r"\d+")
_CLOCK = Pattern(
    r"\s?(?:\((?:현지\s?시[간각]|한국\s?시[간각]|[월화수목금토일])\)"
    r"|(?:오[전후]|새벽|밤|낮|저녁|아침)?\s?\d{1,2}시(?:\s?\d{1,2}분)?(?=\s?(?:현재|기준|종가))"
    r"|오[전후]|새벽|밤|낮|저녁|아침)"
)
_SINCE = Pattern(r"\s?(?:이후|이래|부터|들어(?:서)?도?)")
_UNTIL = Pattern(r"\s?까지")
_SUM = Pattern(r"[^.,]{0,12}(?:누적|누계)")
# `2025년 말 기준금리`, `기준가`: no day that the figure is as of
_AS_OF = Pattern(r"\s?(?:을|를)?\s?(?:기준(?!금리|가[(격\s인는]|환율|치[(를는보]|선을)|현재)")


# Hardly anybody asks again later, and what is kept takes room.
@lru_cache(maxsize=64)
def find_times(sentence: str, day: date | None) -> tuple[Mention, ...]:
    """Return the expressions of time in `sentence`, in order; without `day` only absolute ones.

    >>> [str(m.period.end) for m in find_times("올해 1~3분기와 2024년 말 기준", date(2025, 11, 5))]
    ['2025-09-30', '2024-12-31']
    """
    if day is not None and not 1900 <= day.year <= 2200:
        day = None  # no newspaper's: what is relative to it means nothing
    found: list[Mention] = []
    at = 0
    while len(found) < MOST and (form := _next_form(sentence, at)):
        kind, match = form
        at = match.end()
        if kind == "annual" and found and match.start() - found[-1].span[1] <= 1:
            continue  # `지난해 연간 실적`: of the year just named
        mention = _read(kind, match, day, found)
        if mention is not None and not _TERM.search(
            sentence, max(0, match.start() - 4), match.start()
        ):
            if kind in _YEARLESS:
                mention = _in_tense(mention, match, sentence, day, found)
            found.append(_extend(mention, sentence, day))
            at = max(at, found[-1].span[1])
    joined = _joined(found, sentence, day)
    # Of several days the last before `…라고 밝혔다` is the one on which it was said.
    days = [m.span[0] for m in joined if m.grain == "day"]
    return tuple(_mark(m, sentence, _next_of(days, m.span[1], len(sentence)), day) for m in joined)


def _next_of(starts: Sequence[int], at: int, end: int) -> int:
    """Return the first of `starts` behind `at`, else `end`."""
    return next((start for start in starts if start >= at), end)


# A number that may be of a date: most count something, and no form has such a unit behind them.
_DATING = Pattern(
    r"[0-9０-９](?<!\d\d)\d*(?:\s?(?:[년월일분해개달주여회사부에Q~∼〜～–−·․ㆍ]"
    r"|[.\-/]\s?\d{1,2}(?:\s?[.\-/일월]|Q|\s?분기)|-\s?\d)|\s[1-4]Q|(?<=20\d\d)\s[가-힣A-Za-z])"
)


def _next_form(sentence: str, at: int) -> tuple[str, re.Match[str]] | None:
    """Return the first expression of time at or behind `at` with the name of its form."""
    word = number = -1
    while True:
        if word < at:
            word = _begin(_GLANCE, sentence, at)
        if number < at:
            number = _begin(_DATING, sentence, at)
        at = min(word, number)
        if at == len(sentence):
            return None
        letter = "0" if at == number else sentence[at]
        if letter in _BY_LETTER:
            without = _without(sentence)
            for kind, form in _BY_LETTER[letter]:
                if kind not in without and (found := form.match(sentence, at)):
                    return kind, found
        at += 1


def _begin(pattern: Pattern, sentence: str, at: int) -> int:
    """Return where a pattern is found next in a sentence; its end where it is not."""
    found = pattern.search(sentence, at)
    return found.start() if found else len(sentence)


# `올해 들어 7월까지`, `내년부터 2030년까지`, `지난달 28일∼이달 3일`: two ends of one span.
_OPENS = Pattern(r"(?:부터|들어|이후)$")
_REACHES = Pattern(r"까지$")
_DASH = Pattern(_TILDE)


def _joined(found: Sequence[Mention], sentence: str, day: date | None) -> list[Mention]:
    """Return the mentions with the two ends of a span made one, and a week with its days."""
    joined: list[Mention] = []
    for mention in found:
        last = joined[-1] if joined else None
        if last is None:
            joined.append(mention)
            continue
        between = sentence[last.span[1] : mention.span[0]]
        said = sentence[slice(*mention.span)]
        span = (last.span[0], mention.span[1])
        if (
            last.grain == "year"
            and mention.grain == "until"
            and _TOPIC.fullmatch(between)
            and last.period.start
            and mention.period.end
            and last.period.start.year == mention.period.end.year
            and day is not None
            and mention.period.end <= day
        ):
            # `올해는 11월까지 143건이다`
            until = Period(last.period.start, mention.period.end)
            joined[-1] = last._replace(span=span, period=until, grain="span")
            continue
        opens = not between.strip() and _OPENS.search(sentence[slice(*last.span)])
        dashed = _DASH.fullmatch(between) and last.grain == mention.grain
        first, end = last.period.start, mention.period.end
        if (
            first is not None
            and end is not None
            and first < end
            and not mention.ref
            and ((opens and _REACHES.search(said)) or dashed)
        ):
            joined[-1] = last._replace(span=span, period=Period(first, end), grain="span")
        elif (
            _OPENING.fullmatch(between)
            and sentence.startswith(")", mention.span[1])
            and mention.period.known
            and not (mention.ref or mention.is_relative)
        ):
            # `10월 셋째 주(20일 기준)`, `지난해 마지막 주(12월 21∼27일)`: the bracket says which.
            joined[-1] = mention._replace(span=(last.span[0], mention.span[1] + 1))
        else:
            joined.append(mention)
    return joined


_TOPIC = Pattern(r"[은는엔]\s")
_OPENING = Pattern(r"\s?\(")

# --- a month, quarter or half without its year: this year's, or the one that the tense asks for ---
_TOLD = Pattern(
    r"(?:[였었]|늘었|줄었|증가했|감소했|기록했|집계됐|나타났|조사됐|올랐|내렸|떨어졌|팔렸|달했|그쳤|머물렀|넘었|넘어섰"
    r"|급증했|급감했|상승했|하락했)(?:다|습니다|으며|고)(?=[\s.,\"”’]|$)"
)
_COMING = Pattern(
    r"(?:전망|예상|예측|관측|예정|계획|방침|목표|기대)(?:이다|된다|됐다|했다|한다|입니다|됩니다|했습니다|이라고\s\S{2,8}|하고\s있다)"
    r"[.\s\"”’)]*$|겠(?:다|습니다)[.\s\"”’]*$|[할될릴를일칠날갈올]\s것(?:이다|으로\s\S{2,8}|이라고\s\S{2,8})[.\s\"”’]*$"
    r"|기로\s(?:했다|했습니다)[.\s\"”’]*$|(?:예정|계획)(?:돼|되어)\s?있[다습]"
)
_YEAR_GROUPS = ("absolute", "relative", "absolute2", "relative2", "that", "way")
_WILLED = Pattern(r"예정|계획|방침|기로\s(?:했다|했습니다)|겠다")
_BARE = Pattern(r"\d|상반기|하반기|연말")
_YEARLESS = frozenset(
    ("months", "quarters", "monthly", "quarterly", "half", "within", "days", "day")
)
# How near the end of a sentence what is to come is said (characters).
_TAIL = 40
# A period that ended so long ago is next year's where something is to come; what is foretold may be
# the figures of a quarter just over, what is planned hardly.
_LONG_AGO = timedelta(days=183)


def _in_tense(
    mention: Mention,
    match: re.Match[str],
    sentence: str,
    day: date | None,
    before: Sequence[Mention],
) -> Mention:
    """Return a month, quarter or half that names no year in the year that the tense asks for.

    Printed in March, `10월 수출은 595억 달러였다` is last year's; printed in December, `1월 물량은
    3만 가구로 예상된다` is next year's.
    """
    period, grain = mention.period, mention.grain
    if (
        day is None
        or period.start is None
        or period.end is None
        or grain not in {"month", "quarter", "half", "end", "span", "day"}
        or mention.ref
        or not _BARE.match(match.group().strip())
        or any(m.grain != "day" and not m.is_yearless for m in before)
        or any(map(match.groupdict().get, _YEAR_GROUPS))
    ):
        return _in_year_before(mention, match, sentence, before)
    mention = mention._replace(is_yearless=True)
    here = shift_years(period, day.year - period.end.year)
    if here.start is None or here.end is None:
        return mention
    if _COMING.search(sentence, max(0, len(sentence) - _TAIL)):
        willed = _WILLED.search(sentence, max(0, len(sentence) - _TAIL)) is not None
        late = here.end < day - (_LONG_AGO / 2 if willed else _LONG_AGO)
        return mention._replace(period=shift_years(here, 1) if late else here)
    if here.start > day and _TOLD.search(sentence, match.end()):
        return mention._replace(period=shift_years(here, -1))
    return mention


# `내년 4월에서 9월로`, `내년 3월과 10월`
_TWO_MONTHS = Pattern(r"(?:에서|부터|[과와,·]|이나)\s?")


def _in_year_before(
    mention: Mention, match: re.Match[str], sentence: str, before: Sequence[Mention]
) -> Mention:
    """Return a month right behind another one in the year that the other one names."""
    last = before[-1] if before else None
    if (
        last is None
        or last.grain != mention.grain
        or last.grain not in {"month", "quarter"}
        or not last.period.start
        or not mention.period.start
        or not _BARE.match(match.group().strip())
        or any(map(match.groupdict().get, _YEAR_GROUPS))
        or not _TWO_MONTHS.fullmatch(sentence, last.span[1], mention.span[0])
    ):
        return mention
    years = last.period.start.year - mention.period.start.year
    later = last.period.start.month < mention.period.start.month
    return mention._replace(period=shift_years(mention.period, years)) if later else mention


def _read(
    kind: str, match: re.Match[str], day: date | None, before: Sequence[Mention]
) -> Mention | None:
    """Return the mention of a form, unresolved where it points at its context."""
    group = match.groupdict()
    start, end = match.span()
    read = _READERS[kind](group, day, before)
    if read is None:
        return None
    period, grain, ref = read
    return Mention(
        span=(start, end),
        period=period,
        grain=grain,
        ref=ref,
        is_relative=ref == "yoy" or (kind == "year" and (group["that"] or "").startswith("전년")),
    )


_Read = tuple[Period, str, str] | None
_Groups = dict[str, str | None]


def _span(first: date, last: date) -> Period:
    return Period(min(first, last), max(first, last))


def _said_year(group: _Groups, day: date | None, number: str = "") -> int | str | None:
    """Return the year that is said, a reference to the context's, or None: none is said."""
    if said := group[f"absolute{number}"]:
        return _short_year(said)
    if said := group[f"relative{number}"]:
        return day.year + _YEARS[said.replace(" ", "")] if day else "unknown"
    if said := group.get("that"):
        word = said.replace(" ", "")
        if word.startswith(("전년", "직전")):
            return "year-1"
        if word.endswith("전"):
            return f"year-{number_of(word.rstrip('전년해'))}"
        return "year+1" if word in {"이듬해", "다음해"} else "year+0"
    return None


def number_of(text: str | None) -> int:
    """Return a small number in digits or native words."""
    word = (text or "").strip()
    return int(word) if word.isdigit() else _NATIVE.get(word, 0)


def _digits(text: str | None) -> int:
    found = _NUMBER.search(text or "")
    return int(found.group()) if found else 0


def _read_years(group: _Groups, _day: date | None, _before: Sequence[Mention]) -> _Read:
    first = int(group["y1"] or 0)
    last = group["y2"] or ""
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if end < first:
        return None
    return Period(date(first, 1, 1), date(end, 12, 31)), "span", ""


def _read_run(group: _Groups, _day: date | None, _before: Sequence[Mention]) -> _Read:
    first, count = int(group["ry"] or 0), int(group["rn"] or 0)
    if not count:
        return None
    return Period(date(first, 1, 1), year_of(first + count - 1).end), "span", ""


def _read_months(group: _Groups, day: date | None, before: Sequence[Mention]) -> _Read:
    first, last = int(group["m1"] or 0), int(group["m2"] or 0)
    year = _said_year(group, day)
    year2 = _said_year(group, day, "2")
    if year is None:
        year = _year_near(last, day, before)
    if not isinstance(year, int):
        return UNKNOWN, "", ""
    end_year = year2 if isinstance(year2, int) else year + (last < first)
    begin, end = month_of(year, first).start, month_of(end_year, last).end
    if begin is None or end is None or begin > end:
        return None
    return Period(begin, end), "span", ""


def _read_quarters(group: _Groups, day: date | None, before: Sequence[Mention]) -> _Read:
    first, last = int(group["q1"] or 0), int(group["q2"] or 0)
    year = _said_year(group, day)
    if year is None:
        year = _year_near(last * 3, day, before)
    if not isinstance(year, int) or last <= first:
        return UNKNOWN, "", ""
    return months_of(year, first * 3 - 2, last * 3), "span", ""


def _read_days(group: _Groups, day: date | None, before: Sequence[Mention]) -> _Read:
    first, last = int(group["d1"] or 0), int(group["d2"] or 0)
    if group["dm2"]:
        return _read_days_of_two(group, first, last, day, before)
    if last <= first:
        return None
    if group["dm"]:
        where = _which_month(group["dm"], _said_year(group, day), day, before)
    else:
        near = near_day(last, day, "")
        where = month_of(near.year, near.month) if near else None
    if where is None or where.start is None or where.end is None or last > where.end.day:
        return UNKNOWN, "", ""
    begin = where.start
    return Period(begin.replace(day=first), begin.replace(day=last)), "span", ""


def _read_days_of_two(
    group: _Groups, first: int, last: int, day: date | None, before: Sequence[Mention]
) -> _Read:
    """Read `11월 30일∼12월 6일`; a second month before the first is of the next year."""
    if not group["dm"]:
        return None
    where = _which_month(group["dm"], _said_year(group, day), day, before)
    year = where.start.year if where and where.start else None
    until = _which_month(group["dm2"] or "", year, day, before)
    if where is None or until is None or where.start is None or until.start is None:
        return UNKNOWN, "", ""
    begin, end = where.start, until.start
    if end < begin:
        end = date(end.year + 1, end.month, 1)
    from_, to = date_of(begin.year, begin.month, first), date_of(end.year, end.month, last)
    if from_ is None or to is None or not from_ < to:
        return UNKNOWN, "", ""
    return Period(from_, to), "span", ""


def _read_qspan(group: _Groups, day: date | None, _before: Sequence[Mention]) -> _Read:
    year, year2 = _said_year(group, day), _said_year(group, day, "2")
    if not isinstance(year, int) or not isinstance(year2, int):
        return UNKNOWN, "", ""
    first, last = int(group["u1"] or 0), int(group["u2"] or 0)
    begin = month_of(year, first * 3 - 2).start
    end = month_of(year2, last * 3).end
    if begin is None or end is None or begin > end:
        return None
    return Period(begin, end), "span", ""


def _read_qcode(group: _Groups, _day: date | None, _before: Sequence[Mention]) -> _Read:
    year = _short_year(group["qa"] or group["qd"] or group["qe"] or "")
    quarter = int(group["qb"] or group["qc"] or 1)
    return months_of(year, quarter * 3 - 2, quarter * 3), "quarter", ""


def _short_year(said: str) -> int:
    """Return the year of 2024, '24 or 24; two digits are of our century until 69."""
    number = _digits(said)
    return number if number > 99 else number + (2000 if number < 70 else 1900)


def _read_nth(_group: _Groups, _day: date | None, _before: Sequence[Mention]) -> _Read:
    return UNKNOWN, "vague", ""


def _read_season(group: _Groups, day: date | None, _before: Sequence[Mention]) -> _Read:
    name = group["sname"] or ""
    year = _said_year(group, day)
    if day is not None and (year is None or group["relative"] == "올"):
        year = season_year(name, day, group["way"] or "")
    return (season_of(year, name), "span", "") if isinstance(year, int) else (UNKNOWN, "", "")


def _read_annual(group: _Groups, _day: date | None, _before: Sequence[Mention]) -> _Read:
    return UNKNOWN, "year", "whole" if group["whole"] else "year+0"


def _read_weekend(group: _Groups, day: date | None, _before: Sequence[Mention]) -> _Read:
    if day is None:
        return UNKNOWN, "", ""
    weeks = {"지난": -7, "다음": 7}.get(group["way"] or "", 0)
    saturday = day + timedelta(days=5 - day.weekday() + weeks)
    return Period(saturday, saturday + timedelta(days=1)), "span", ""


def _read_edition(group: _Groups, _day: date | None, _before: Sequence[Mention]) -> _Read:
    # A survey is of the year in its name. The edition of a report dates only a rank in it.
    return year_of(int(group["ey"] or 0)), "survey" if group["survey"] else "title", ""


def _read_iso(group: _Groups, _day: date | None, _before: Sequence[Mention]) -> _Read:
    said = date_of(int(group["iy"] or 0), int(group["im"] or 0), int(group["id"] or 0))
    return (Period(said, said), "day", "") if said else None


def _read_last(group: _Groups, day: date | None, _before: Sequence[Mention]) -> _Read:
    if word := group["lw"]:
        count, unit = (6, "개") if word == "반년" else (_DAYS[word], "일")
    else:
        count = number_of(group["ln"])
        unit = (group["lu"] or "")[0]
    if group.get("lv"):
        return UNKNOWN, "vague", ""  # 최근 10여 년간
    if day is None or not count:
        return UNKNOWN, "", ""
    return Period(day_before(day, count, unit), day), "span", ""


def _read_lastyear(_group: _Groups, day: date | None, _before: Sequence[Mention]) -> _Read:
    if day is None:
        return UNKNOWN, "", ""
    if (_group["lastyear"] or "").endswith(("해", "시즌")):
        return year_of(day.year - 1), "year", ""
    return Period(day_before(day, 1, "년"), day), "span", ""


def _read_ago(group: _Groups, day: date | None, _before: Sequence[Mention]) -> _Read:
    if word := group["aw"]:
        count, unit = (6, "개") if word == "반년" else (_DAYS[word], "일")
    else:
        count, unit = number_of(group["an"]), (group["au"] or "")[0]
    if group["av"] or (not count and group["an"] in {"수", "몇", "수십", "몇십"}):
        return UNKNOWN, "vague", ""  # 10여 년 전, 수년 전
    if not count:
        return None
    ref = f"ago:{count}:{unit}"
    if day is None:
        return UNKNOWN, "", ref
    then = day_before(day, count, unit)
    if unit in "년해":
        return year_of(then.year), "year", ref
    if unit in "개달":
        return month_of(then.year, then.month), "month", ref
    return Period(then, then), "day", ref


def _read_yoy(group: _Groups, day: date | None, _before: Sequence[Mention]) -> _Read:
    if year := group["yy"]:
        return year_of(int(year)), "year", f"yoy:{year}"
    if group["yw"]:
        return UNKNOWN, "year", f"yoy:{day.year - 2}" if day is not None else ""
    count = number_of(group["yn"]) if group["yn"] else 1
    if count != 1:
        return UNKNOWN, "year", f"yoy:-{count}" if count else ""
    return (year_of(day.year - 1) if day else UNKNOWN), "year", "yoy"


def _read_same(_group: _Groups, _day: date | None, _before: Sequence[Mention]) -> _Read:
    return UNKNOWN, "", "same"


def _read_day(group: _Groups, day: date | None, before: Sequence[Mention]) -> _Read:
    year = _said_year(group, day)
    word = group["month"] or ""
    if year is None and day and group["way"] and word[:1].isdigit():
        named, here = (_digits(word), _digits(group["d"])), (day.month, day.day)
        is_past = group["way"].startswith("지")
        year = day.year - (named > here) if is_past else day.year + (named < here)
    where = _which_month(word, year, day, before)
    if where is None or where.start is None:
        return UNKNOWN, "", ""
    said = date_of(where.start.year, where.start.month, _digits(group["d"]))
    return (Period(said, said), "day", "") if said else None


def _read_monthly(group: _Groups, day: date | None, before: Sequence[Mention]) -> _Read:
    word = (group["month"] or "").replace(" ", "")
    if word in {"같은달", "그달", "당월"}:
        return UNKNOWN, "month", "same-month"
    year = _said_year(group, day)
    way = group["way"] or ""
    if word == "전월" or (word == "전달" and not year):
        return (month_of(day.year, day.month - 1) if day else UNKNOWN), "month", "month-1"
    if isinstance(year, str) and year.startswith("year"):
        return UNKNOWN, "month", f"{year}:{_digits(word)}"
    if year is None and way in {"지난", "오는"} and word[0].isdigit() and day:
        month = _digits(word)
        back = month > day.month or (month == day.month and day.day < 10)
        ahead = month < day.month
        year = day.year - back if way == "지난" else day.year + ahead
    where = _which_month(group["month"] or "", year, day, before)
    if where is None or where.end is None:
        return UNKNOWN, "", ""
    if (group["part"] or "") in {"말"}:
        return Period(where.end, where.end), "end", ""
    return where, "month", ""


def _read_quarterly(group: _Groups, day: date | None, before: Sequence[Mention]) -> _Read:
    if word := (group["qword"] or "").replace(" ", ""):
        if day is None:
            return UNKNOWN, "", ""
        now = (day.month - 1) // 3 + 1
        number = now + {"이번분기": 0, "다음분기": 1}.get(word, -1)
        ref = "quarter-1" if word in {"전분기", "직전분기"} else ""
        return months_of(day.year, number * 3 - 2, number * 3), "quarter", ref
    quarter = _digits(group["q"])
    year = _said_year(group, day)
    if isinstance(year, str) and year.startswith("year"):
        return UNKNOWN, "quarter", f"{year}:q{quarter}"
    if year is None:
        year = _year_near(quarter * 3, day, before)
        way = (group["way"] or "").strip()
        if way and isinstance(year, int) and day:
            started = quarter * 3 - 2 <= day.month
            if way == "지난" and year == day.year and not (quarter * 3 < day.month or started):
                year -= 1
    if not isinstance(year, int):
        return UNKNOWN, "", ""
    whole = months_of(year, quarter * 3 - 2, quarter * 3)
    if group["qend"]:
        return Period(whole.end, whole.end), "end", ""
    return whole, "quarter", ""


def _read_half(group: _Groups, day: date | None, before: Sequence[Mention]) -> _Read:
    if group["h"] == "상·하반기":
        both = _said_year(group, day)
        return (year_of(both), "year", "") if isinstance(both, int) else (UNKNOWN, "", "")
    first = 1 if group["h"] == "상반기" else 7
    year = _said_year(group, day)
    if isinstance(year, str) and year.startswith("year"):
        return UNKNOWN, "half", f"{year}:h{first}"
    if year is None:
        year = _year_near(first + 5, day, before)
        if isinstance(year, int) and day and (group["way"] or "").startswith("지난"):
            year = day.year if first <= day.month and day.month > first + 4 else day.year - 1
            year = day.year if first == 1 and day.month > 4 else year
    if not isinstance(year, int):
        return UNKNOWN, "", ""
    return months_of(year, first, first + 5), "half", ""


def _read_fiscal(group: _Groups, _day: date | None, _before: Sequence[Mention]) -> _Read:
    if group["fpart"] or not (group["fy"] or group["fz"]):
        return UNKNOWN, "vague", ""  # each firm begins its year where it likes
    return year_of(_short_year(group["fy"] or group["fz"] or "")), "year", ""


def _read_year(group: _Groups, day: date | None, _before: Sequence[Mention]) -> _Read:
    year = _said_year(group, day)
    part = (group["ypart"] or "").replace("연", "")
    if isinstance(year, str):
        return UNKNOWN, "year", year if year.startswith("year") else ""
    if year is None:
        return UNKNOWN, "", ""
    if part == "말":
        return Period(date(year, 12, 31), date(year, 12, 31)), "end", ""
    if part == "중반":
        return Period(date(year, 6, 30), date(year, 6, 30)), "vague", ""
    if part:
        return Period(date(year, 1, 1), date(year, 3, 31)), "vague", ""
    return year_of(year), "year", ""


def _read_within(group: _Groups, day: date | None, _before: Sequence[Mention]) -> _Read:
    if day is None:
        return UNKNOWN, "", ""
    last = date(day.year, 12, 31)
    word = group["within"]
    if word == "연내":
        return Period(None, last), "until", ""
    if word == "연말":
        return Period(last, last), "end", ""
    return UNKNOWN, "", ""


def _read_feast(group: _Groups, day: date | None, _before: Sequence[Mention]) -> _Read:
    name = (group["fname"] or group["fname2"] or "").replace(" ", "")
    whole = bool(group["foff"] or group["foff2"])
    year = _said_year(group, day)
    feast = None
    if isinstance(year, int):
        feast = feast_of(name, year, whole=whole)
    elif year is None and day is not None:
        way = group["way"] or ""
        feast = feast_near(name, day, way=way, whole=whole)
    return (feast, "span", "") if feast else (UNKNOWN, "", "")


def _read_bareday(group: _Groups, day: date | None, before: Sequence[Mention]) -> _Read:
    number = _digits(group["bd"])
    for mention in reversed(before):
        # `3월 2일과 9일`: the month was said.
        if mention.grain == "day" and mention.period.start and not group["way"]:
            said = date_of(mention.period.start.year, mention.period.start.month, number)
            if said and said > mention.period.start:
                return Period(said, said), "day", ""
        break
    said = near_day(number, day, group["way"] or "")
    return (Period(said, said), "day", "") if said else (UNKNOWN, "", "")


def _read_weekday(group: _Groups, day: date | None, _before: Sequence[Mention]) -> _Read:
    if day is None:
        return UNKNOWN, "", ""
    number = "월화수목금토일".index(group["wd"] or "월")
    monday = day - timedelta(days=day.weekday())
    way = (group["way"] or "").replace(" ", "")
    weeks = {"지난주": -7, "이번주": 0, "다음주": 7}
    if way in weeks:
        said = monday + timedelta(days=weeks[way] + number)
    else:
        said = day + timedelta(days=(number - day.weekday()) % 7)
        if way != "오는" and said > day:
            said -= timedelta(days=7)
    return Period(said, said), "day", ""


def _read_week(group: _Groups, day: date | None, _before: Sequence[Mention]) -> _Read:
    if day is None:
        return UNKNOWN, "", ""
    word = group["week"] or "이번 주"
    weeks = {"지": -7, "이": 0, "다": 7, "전": -7, "직": -7, "그": -14}[word[0]]
    monday = day + timedelta(days=weeks - day.weekday())
    ref = "ago:1:주" if word.endswith(("전주", "전 주")) else ""
    return Period(monday, monday + timedelta(days=6)), "week", ref


def _read_today(group: _Groups, day: date | None, before: Sequence[Mention]) -> _Read:
    word = (group["today"] or "").replace(" ", "")
    if day is None:
        return UNKNOWN, "", ""
    if word.endswith("까지"):
        return Period(None, day), "until", ""
    if word in {"현재", "지금"}:
        return Period(day, day), "now", ""
    here = next((m.period.end for m in reversed(before) if m.grain == "day"), None) or day
    move = {"어제": -1, "어젯밤": -1, "엊저녁": -1, "그제": -2, "그저께": -2, "내일": 1, "모레": 2}
    if word in {"간밤", "밤사이"}:
        # What was in the night does not date what the day brings.
        return Period(day - timedelta(days=1), day - timedelta(days=1)), "now", ""
    if word in move:
        said = day + timedelta(days=move[word])
    elif word == "오늘":
        said = day
    else:
        shift = {"전날": -1, "이튿날": 1, "다음날": 1}.get(word, 0)
        if here == day and shift > 0 and not before:
            return UNKNOWN, "day", "that-day:1"
        said = here + timedelta(days=shift)
        return Period(said, said), "day", "" if before else f"that-day:{shift}"
    return Period(said, said), "day", ""


_READERS = {
    "years": _read_years,
    "qspan": _read_qspan,
    "qcode": _read_qcode,
    "nth": _read_nth,
    "season": _read_season,
    "annual": _read_annual,
    "weekend": _read_weekend,
    "run": _read_run,
    "months": _read_months,
    "quarters": _read_quarters,
    "days": _read_days,
    "edition": _read_edition,
    "edition2": _read_edition,
    "iso": _read_iso,
    "last": _read_last,
    "last2": _read_last,
    "lastyear": _read_lastyear,
    "ago": _read_ago,
    "yoy": _read_yoy,
    "same": _read_same,
    "day": _read_day,
    "monthly": _read_monthly,
    "quarterly": _read_quarterly,
    "half": _read_half,
    "fiscal": _read_fiscal,
    "year": _read_year,
    "within": _read_within,
    "feast": _read_feast,
    "bareday": _read_bareday,
    "weekday": _read_weekday,
    "week": _read_week,
    "today": _read_today,
}


def _year_near(month: int, day: date | None, before: Sequence[Mention]) -> int | None:
    """Return the year of a month named without one: the sentence's, else the paper's.

    In January `12월` is last year's; in August `11월` is still to come.
    """
    if before:
        last = before[-1]
        said = last.period.end if last.grain in {"month", "quarter", "day"} else None
        if said and said.month < month and (day is None or said.year < day.year):
            return said.year
    if day is None:
        return None
    return day.year - (month - day.month >= 8)


def _which_month(
    word: str, year: int | str | None, day: date | None, before: Sequence[Mention]
) -> Period | None:
    """Return the month of `3월` or `지난달`; None where it cannot be known."""
    word = word.replace(" ", "")
    if word[:1].isdigit():
        month = _digits(word)
        if year is None:
            year = _year_near(month, day, before)
        return month_of(year, month) if isinstance(year, int) else None
    if day is None:
        return None
    move = {"지지난달": -2, "지난달": -1, "전달": -1, "다음달": 1, "내달": 1}.get(word, 0)
    total = day.year * 12 + day.month - 1 + move
    return month_of(total // 12, total % 12 + 1)


# --- what stands behind an expression -----------------------------------------------------------


def _extend(mention: Mention, sentence: str, day: date | None) -> Mention:
    """Return the mention with 기준, 이후 or 까지 behind it, which open or close its period."""
    end = mention.span[1]
    period, grain = mention.period, mention.grain
    if "회계" in sentence[slice(*mention.span)] and period.end and grain != "span":
        if grain != "year":
            return mention._replace(period=UNKNOWN, grain="vague")
        period = _fiscal_year(period.end.year, sentence)
    behind = sentence[end : end + 3].lstrip()[:1]
    if behind not in _GOES_ON and not behind.isdigit():
        # as of most
        return mention if period is mention.period else mention._replace(period=period)
    clock = _CLOCK.match(sentence, end)
    if clock:
        end = clock.end()
    if as_of := _AS_OF.match(sentence, end):
        end = as_of.end()
        # `2024년 말 기준` names the year's state, as a survey of the year does.
        if (
            grain == "end"
            and as_of.group().endswith("기준")
            and period.end
            and period.end.month == 12
            and "년" in sentence[slice(*mention.span)]
            and "분기" not in sentence[slice(*mention.span)]
        ):
            period, grain = year_of(period.end.year), "year"
    elif (run := _RUN.match(sentence, end)) and period.start:
        end = run.end()
        period, grain = Period(period.start, _last_of_run(period.start, run)), "span"
    elif since := _SINCE.match(sentence, end):
        end = since.end()
        if period.start and "들어" in since.group():
            period, grain = _span(period.start, max(day or period.start, period.start)), "span"
        elif period.start and grain != "until":
            period, grain = Period(period.start, None), "since"
    elif (until := _UNTIL.match(sentence, end)) and grain not in {"span", "until"}:
        end = until.end()
        if period.end and period.start:
            if _SUM.match(sentence, end) and grain in {"month", "quarter", "end"}:
                period, grain = Period(date(period.end.year, 1, 1), period.end), "span"
            elif grain in {"end", "day"} and clock:
                # `7일 오전까지 내린 비`, `내일 오전까지 불을 잡겠다` are of that day
                period, grain = Period(period.end, period.end), grain
            else:
                period, grain = Period(None, period.end), "until"
    if end == mention.span[1] and period is mention.period and grain == mention.grain:
        return mention  # as of most
    return mention._replace(span=(mention.span[0], end), period=period, grain=grain)


# What the words begin with that `_extend` looks for: an hour, 기준, 현재, 부터, 들어, 이후, 까지.
_GOES_ON = frozenset("(오새밤낮저아을를기현부들이까")

# `지난달 30일부터 이틀간`, `3월부터 4개월간`
_RUN = Pattern(
    rf"\s?(?:부터|들어)\s(?:(?P<days>{'|'.join(_DAYS)})|(?P<n>{NUMBER})\s?(?P<u>일|주일?|개월|달|년))\s?(?:간|동안)"
)


def _last_of_run(first: date, run: re.Match[str]) -> date:
    """Return the last day of so many days, weeks, months or years from `first` on."""
    days = _DAYS.get(run["days"] or "")
    count, unit = number_of(run["n"]), (run["u"] or " ")[0]
    if days or unit in "일주":
        length = days or count * (7 if unit == "주" else 1)
        return first + timedelta(days=max(length, 1) - 1)
    months = max(count * (12 if unit == "년" else 1), 1)
    last = month_of(first.year, first.month + months - 1).end
    return last or first


def _fiscal_year(year: int, sentence: str) -> Period:
    """Return a state's fiscal year: from October in America, from April in Japan, else January."""
    if re.search(r"미국|연방|美", sentence):
        return Period(date(year - 1, 10, 1), date(year, 9, 30))
    if re.search(r"일본|인도|日", sentence):
        return Period(date(year, 4, 1), date(year + 1, 3, 31))
    return year_of(year)


_BASE = Pattern(
    r"\s?(?:말|초)?(?:\s?(?:기준가격?|기준\s?환율|종가))?(?:\s?\([^()]{1,40}\)|\))?"
    # `2년 전 조사보다`, `2019년 수준에 비해`
    r"(?:\s?(?:때|당시)|\s(?:같은\s)?(?:조사|집계|발표|통계|평가|실적|수준|기록|평균|매출|예산)"
    r"(?=보다|에\s?비|\s?대비|[과와]\s?(?:비교|견)))?"
    r"(?:보다|의\s(?:약\s)?(?:[\d.]+\s?배|[두세네]\s?배|절반|갑절|[\d.]+\s?%|[가-힣\d]+\s?분의)|\s?대비|에\s?비해|에\s?비하면|에\s?비하여|[과와]\s?비교|[과와]\s?견[주줘줬]|에\s?견[주줘줬]|에\s?이어|만큼|처럼)"
)
# `작년 화재는 3천 건으로 전년과 비슷했다`, `2019년 수준을 되찾았다`: what one is like, or falls
# short of, dates neither the figure nor what follows.
_ALIKE = Pattern(
    r"\s?(?:\([^()]{1,40}\))?(?:"
    r"[과와](?:는|도)?\s(?:(?:거의|크게|별로|큰|별|엇|대체로|사실상|정확히|똑)\s?)?"
    r"(?:비슷|엇비슷|같[았은다아]|다르지|다를\s바|다름|동일|차이|별반|비등|흡사|맞먹|대동소이|똑같)"
    r"|에(?:는|도)?\s(?:(?:크게|훨씬|한참|조금|다소|살짝)\s)?(?:못\s?미|미치지|버금|모자[라란랐]|뒤[진졌지])"
    r"|\s수준(?:이었|이다|[을를]\s(?:유지|지[켰키킨]|이어|회복|되찾|웃돌|밑돌|넘)|에\s(?:머[물무]|그[쳤치친]|못|가까|근접|이르)"
    r"|으로\s(?:돌아|회복|되돌|내려|올라|떨어|줄)))"
)
# `지난해 8월 기록(97GW)을 앞질러`: what is left behind only dates another figure.
_BEATEN = Pattern(
    r"\s?(?:\([^()]{1,40}\))?(?:의\s)?(?:\s?(?:기록|최고치|실적|수준|평균|고점|저점|값)(?:인\s[^,.]{1,16})?)?(?:\s?\([^()]{1,40}\))?[을를]\s"
    r"(?:[가-힣]+\s)?(?:앞[질서선섰]|넘[어은긴]|제[치쳐쳤친]|웃[돌]|밑[돌]|경신|갈아치|깨[고며]|깼|뛰어넘|추월|따라잡)"
)
# The year in which an index is 100: 118.24(2020년=100).
# `지난해 연간 판매량(4만 대)에 육박한다`, `지난주 조사(47%, 35%)와 비교하면`
_WITH_VALUE = Pattern(
    r"(?:\s(?:[가-힣]+(?<![은는이가을를로])|\d+[차호기])){0,3}\s?\([^()]{1,40}\)(?:보다|[과와]는?\s?(?:비교|견[주줘]|비슷|같[다은았]|동일|맞먹)|에\s?비[해하]|\s?대비"
    r"|에(?:는|도|까지|까지는)?\s(?:[가-힣]+\s)?(?:육박|근접|못\s?미|미치지|가까|버금|미달|모자라|다가[섰선가간])"
    r"|[을를은는]\s(?:[가-힣]+\s|[\d.]+\S{1,4}\s)?(?:앞[질서선섰]|넘[어은긴]|제[치쳐쳤친]|웃돌|밑돌|경신|갈아치|깨[고며]|깼|뛰어넘|추월|따라잡))"
)
# `지난해 매출의 19.8%에 해당한다`: a measure to hold the figure against.
_MEASURE = Pattern(
    r"(?:\s[가-힣]+){1,2}의\s(?:약\s)?(?:[\d.]+\s?배|[두세네]\s?배|절반|갑절|[\d.]+\s?%(?:에\s(?:해당|불과|육박|그[치친])|\s?(?:수준|규모)))"
)
# `2006년 이후 처음`, `1999년 통계 작성 이래 최대`: how long no such figure was seen.
_RECORD = Pattern(
    r"(?:\s(?:[가-힣]+\s){1,5}?(?:이후|이래|뒤|후))?\s?(?:[가-힣\d]+\s){0,3}?"
    r"(?:처음|[한두세네다섯\d]+\s?번째|가장|최고|최대|최저|최장|최다|최소|최악|역대)"
)
# `지난달 강수량은 1월 기준 역대 가장 많았다`: what the record is one of, and no date of its own.
RECORD_OF = Pattern(
    r"\s(?:관측|통계|집계|기록|조사|측정)?(?:\s?(?:시작|작성))?\s?(?:이래|이후)?\s?"
    r"(?:사상|역대|최고|최대|최저|최다|최소|최악|가장|[가-힣\d]+\s?번째)"
)
_IN_SO_LONG = Pattern(
    r"(?:\s(?:[가-힣]+\s){1,5}?(?:이후|이래|뒤|후))?\s?(?:\d+년\s)?\d+(?:년|개월|달)\s만에"
)
_CARRIED = Pattern(r"(?:으로|로)\s(?:넘[긴어기겨]|이월[한된]|미[룬뤄뤘])")
_INDEX_BASE = Pattern(r"\s?[=＝]\s?100|\s?(?:을|를)\s100으로")
_REPORTING = Pattern(
    r"따르면|의하면|보면|밝[혔힌혀]|발표|공개|내놓|펴[낸냈내]|발간|공표|전했|보도|주장했|말했|설명했|의결"
    r"|국무회의|보고서|조사한\s결과|분석한\s결과|집계한\s결과|강조했|분석했|전망했|내다봤|추산했|추정했|지적했"
    r"|발표했|보고했|제출했|예고했|통보했|고시했|공고했|공시했|알렸|통계를|자료를|간담회|기자회견|회의에서|브리핑|공시|출시|선언|서명|체결|의결|통과"
)
# How far ahead a day may lie that is no day of the month before.
_SOON = timedelta(days=3)
_SAID = Pattern(r"\s?(?:\([^()]{1,20}\)\s?)?(?:[가-힣]+에서\s)?(?:밝혔|말했|전했|설명했|보도했)")
_TO_COME_OUT = Pattern(
    r"발표|공개|공표|공시|내놓|펴[낸냈내]|발간|출시|의결|회의|회견|간담회|브리핑|선언|서명|체결|통과|제출"
)
_HOUR = Pattern(r"\s?\d{1,2}\s?(?:시|:\d\d)")
_PUBLISHED = Pattern(
    r"[^.,\"“\d]{0,30}?(?:내놓은|펴낸|발표한|공개한|발간한|공표한|출간한|작성한|나온|낸)\s(?!것)"
    r"(?:[^.]{0,24}?(?:보고서|자료|통계|조사|백서|지수|인덱스|발표|전망|리포트|예산안|따르면|보면))"
)
# `지난달 발표한 잠정치`, `지난 8월 회사가 제시한 전망치`: when it was given out, not what it is of.
_GIVEN_OUT = Pattern(
    r"에?\s(?:[^\s\d.,\"“]{1,10}[이가]\s)?(?:(?:처음|새로|이미|잠정|공식|미리)\s)?"
    r"(?:(?:발표|제시|공개|공표|공시|예고|제출|전망|예상|예측|추산|추정)(?:한|했던|된|됐던)"
    r"|내놓은|내놨던|내놓았던|밝힌|밝혔던|펴낸)\s(?!것)"
)
_LAUNCHED = Pattern(
    r"[^.,\"“\d]{0,25}?(?:(?:출시한|공개한|선보인|내놓은|발표한)\s(?:[가-힣]{1,8}\s){0,3}?"
    # a game named, but no count of models: `작년 3월 나온 콘솔 게임 '검은 파도'`
    r"|(?:출시된|공개된|나온|발매된)\s(?:[가-힣]{1,8}\s){1,3}?)['‘“\"]"
)


_THIS = Pattern(r"\s(?:이|그|해당)\s")
# `11월에 문을 연 이 백화점은 하루 3만 명이 찾는다`: since when there is what is spoken of.
_OPENED = Pattern(
    r"(?:에|,)?\s(?:[^\s.,\d]+\s){0,3}?(?:문을\s연|문\s연"
    r"|(?:개장|개관|개교|창립|창업|설립|출범|개통|준공|완공|입주|출시|도입)(?:한|된)"
    r"|세운|세워진|지은|지어진|들어선|태어난)\s(?:이|그|해당)\s"
)


def _mark(mention: Mention, sentence: str, until: int, day: date | None) -> Mention:
    """Return the mention with its part in the sentence: compared with, announced on.

    `until`: where the next day is named, or the sentence ends.
    """
    end = mention.span[1]
    said = sentence[mention.span[0] : end]
    is_base = any(p.match(sentence, end) for p in (_BASE, _BEATEN, _MEASURE, _ALIKE)) or (
        sentence.find("(", end) >= 0 and _WITH_VALUE.match(sentence, end) is not None
    )
    # `2023년 기준`, `10월 셋째 주(20일 기준)`
    anchored = said.endswith(("기준", "현재")) or _DATED.search(said) is not None
    is_record = "이후" in said or "이래" in said or _GONE_BY.match(sentence, end) is not None
    is_news = (is_record and _RECORD.match(sentence, end) is not None) or (
        _INDEX_BASE.match(sentence, end) is not None
    )
    # `2018년 2월 도입 이후 7년 10개월 만에`, `다음 해로 넘긴 이월액`
    is_news = is_news or (is_record and _IN_SO_LONG.match(sentence, end) is not None)
    is_news = is_news or (mention.grain == "year" and _CARRIED.match(sentence, end) is not None)
    is_news = is_news or (mention.grain == "until" and _OUT_BY.match(sentence, end) is not None)
    is_news = is_news or (
        not anchored
        and _HELD.match(sentence, end) is None
        and _tells(mention, sentence, until, day)
    )
    if is_base == mention.is_base and is_news == mention.is_news:
        return mention  # as of most
    return mention._replace(is_base=is_base, is_news=is_news)


# `8일까지 나온 실적을 종합하면`
_OUT_BY = Pattern(
    r"\s(?:나온|(?:발표|공개|공시|제출)(?:한|된))\s(?:[가-힣]+\s){0,2}?(?:실적|자료|결과|보고서|통계|공시)"
)
_DATED = Pattern(r"\([^()]*\d[^()]*\)$")
# `21일 열린 마라톤에서`: the day of what is told, but for talks, where figures are only given out.
_HELD = Pattern(
    r"\s?(?:[가-힣]+에서\s)?(?:열린|치러진|개막한|폐막한|끝난|일어난|발생한|벌어진|치른|실시된)\s"
    r"(?![^.,]{0,24}(?:회견|회의|간담회|브리핑|설명회|총회|포럼|세미나|청문회|국감|국정감사|토론회|발표회|컨퍼런스|콘퍼런스|심포지엄|설명회))"
)


_GONE_BY = Pattern(r"\s(?:[가-힣]+\s){1,5}?(?:이후|이래|뒤|후)\s")


# `조사 결과가 13일 나왔다`
_OUTCOME = Pattern(r"(?:결과|보고서|통계|자료|조사|집계|성적표)[가이]\s(?:[가-힣]+\s)?$")
_CAME_OUT = Pattern(r"\s?(?:[가-힣]+에서\s)?(?:나왔|나온|공개됐|발표됐)")
_GRAINS = frozenset({"day", "week", "month", "quarter", "half", "year", "end"})


def _came_out(sentence: str, span: Span) -> bool:
    """Say whether a day is that on which results came out."""
    return (
        _OUTCOME.search(sentence, max(0, span[0] - 20), span[0]) is not None
        and _CAME_OUT.match(sentence, span[1]) is not None
    )


def _tells(mention: Mention, sentence: str, until: int, day: date | None) -> bool:
    """Say whether a mention dates an announcement, a publication or a launch."""
    end, first = mention.span[1], mention.period.start
    # `22일에는 바람이 거세질 것으로 내다봤다`: nobody has said so on a day to come
    is_ahead = (
        day is not None
        and first is not None
        and timedelta(0) < first - day <= _SOON
        and _SAID.match(sentence, end) is None
    )
    return (
        (
            mention.grain == "day"
            and _HOUR.match(sentence, end) is None  # `18일 오후 3시께`: something happened
            and (_TO_COME_OUT if is_ahead else _REPORTING).search(sentence, end, until) is not None
        )
        or _PUBLISHED.match(sentence, end) is not None
        or (mention.grain in _GRAINS and _GIVEN_OUT.match(sentence, end) is not None)
        or (mention.grain == "day" and _came_out(sentence, mention.span))
        or (_THIS.search(sentence, end, end + 40) and _OPENED.match(sentence, end)) is not None
        or _LAUNCHED.match(sentence, end) is not None
    )
