"""Figures in letters: `세 차례`, `일만이천 명`, `수십만`, `사흘`, `절반`; most are none."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from monitor.extract.bare import PEOPLE_AFTER, read_or_more
from monitor.extract.bounds import cue_after, cues_before
from monitor.extract.figures import (
    BARE_FOLLOW,
    MARKS,
    RATIO_UNIT,
    YEO,
    Figure,
    add_figure,
    fits,
    unit_at,
)
from monitor.extract.folding import is_hangul
from monitor.extract.fractions import FRACTION, read_fraction
from monitor.extract.measures import YEARS_ON, with_unit
from monitor.extract.numbers import BIG, DIGIT_WORDS, Number, read_native, read_vague, read_words
from monitor.extract.ranges import RANGE_WORD, read_range
from monitor.extract.units import Sort, Unit, read_units
from monitor.model import Interval
from monitor.patterns import Pattern


# Homographs: a number word and a counter that are another word when written together.
def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


GLUED_NO = _words(
    """
    만일 백일 천일 구원 사원 이원 오원 일원 조원 만원사례 이장 사장 일대 이대 사대 오대 구대 천대
    일회 사회 이회 구회 일부 이부 사부 삼부 구조 이조 사조 오조 일조 백조 일단 이단 사단 오단 구단
    일면 이면 사면 일반 사건 조건 이건 만건 이주 일주 사주 오주 이사 사사 구간 사채 이점 사점 일점
    이도 일도 사도 오도 구도 조도 이층 천장 백장 만장 억장 십장 백만장 만세 천세 백세 구세 이세
    사세 일세 오세 조세 만석 천석 백석 이석 일석 사석 구석 백점 천점 만점 만표 백발 만발 천발 이발
    사발 백배 만배 천배 사배 이배 만평 천평 사평 오평 이평 조평 천인 백인 만인 구인 이인 사인 일인
    조인 천사 만권 사권 이권 조권 백주 천주 만주 경주 이통 사통 구통 만통 백통 조병 백병 천병 만병
    사병 이병 일병 만기 천기 백기 사기 이기 일기 오기 조기 경기 만개 천개 백개 사개 만사 백사 천번
    만번 백번 이번 사번 조명 만명 천명 백명 사명 이명 오명 구명 일명 만대 백대 조대 경대 이종 사종
    일종 만종 천종 만호 천호 백호 이호 일호 사호
    """
)


GLUED_OK = _words(
    """
    천명 만명 백명 만원 천원 백원 만개 천개 백개 백배 천배 만배 만대 천대
    """
)


_SINO_UNITS = _words(
    """
    원 달러 불 엔 위안 유로 파운드 퍼센트 프로 배 명 개 건 곳 대 년 개월 일 시간 분 초 세 살 미터
    킬로미터 킬로그램 톤 그램 평 가구 세대 마리 표 장 권 편 석 척 채 점 위 등 회 번 주 주년 마일 도
    리터 개국 개사 종 그루 자루 곡 송이 벌 인 인분 차례 만 포기 병 잔 통 통의 퍼센티지
    """
)


def read_lettered(text: str, at: int, kind: str, found: list[Figure]) -> int:
    """A numeral in letters: it needs a counter behind it, and must not be part of a noun."""
    if kind == "vague":
        number = read_vague(text, at)
    elif kind == "native":
        number = read_native(text, at)
    else:
        number = read_words(text, at)
    if number is None or (text[at] == "만" and text[at - 1 : at] in _CLOSERS):
        return at + 1  # ‘챗GPT’만 할 수 있다: a particle
    fraction = FRACTION.match(text, number.end) if kind == "sino" else None
    if fraction is not None and number.exact:
        return read_fraction(text, at, number, fraction, found)
    end = number.end
    band = number.band
    if text[end : end + 1] == "여" or text[end : end + 2] == " 여":
        yeo = YEO.match(text, end)
        if yeo is not None:
            band, end = True, yeo.end()
    glued = text[end : end + 1] != " "
    unit_end = unit_at(text, end)
    if kind == "sino" and RANGE_WORD.match(text, unit_end[1] if unit_end else end):
        ranged = read_range(text, at, number, unit_end, end, found)
        if ranged is not None:
            return ranged
    if unit_end is None and number.scale >= 10**4:
        people = PEOPLE_AFTER.match(text, end)
        if people is not None:
            unit = Unit(people.group(1), "명", Decimal(1), Sort.COUNT)
            return add_figure(text, at, number, unit, people.end(), found, band=band)
    if unit_end is None:
        if kind == "vague" and number.scale >= 10:
            return (
                add_figure(text, at, number, None, end, found, band=band)
                if BARE_FOLLOW.match(text, end) and number.scale >= 10**4
                else end
            )
        if kind == "sino":
            return _bare_word(text, at, number, found)
        return at + 1
    unit, unit_stop = unit_end
    if kind == "native":
        return _native_unit(text, at, number, unit, unit_stop, found, band=band, glued=glued)
    if kind == "sino" and not _sino_fits(text, at, number, unit, unit_stop, glued=glued):
        return at + 1
    if (
        kind == "vague"
        and number.scale == 1
        and unit.word in ("년", "시간", "개월", "일", "분", "달", "주")
    ):
        return unit_stop
    return with_unit(text, at, number, unit, unit_stop, found, band=band)


# 십분 활용하다: in full, and no ten minutes
_FULLY = Pattern(" (?:활용|발휘|이해|감안|살[려리린]|고려|공감|반영|이용|양보|인정|존중|동의|수용)")
_CLOSERS = frozenset(")]}’”'\"》〉>」』%")
# 천년 고찰, 백년 가게: said of what is old
_OLD = Pattern(
    " (?!동안|이상|넘|가까|전|후|뒤|만에|간|가량|정도|남짓|된|묵|이어|가[는도량]|[0-9])[가-힣]"
)
_AGE_UNITS = _words("세 살 년 나이 일 시간 개월")


def _sino_fits(text: str, at: int, number: Number, unit: Unit, stop: int, *, glued: bool) -> bool:
    length = number.end - at
    word = text[at:stop].replace(" ", "")
    if number.vague:  # 이삼 일, 삼사십 명
        return length >= 2 and (number.place > 1 or (unit.word in _SINO_UNITS and not glued))
    single = length == 1
    if unit.word == "호" or text.startswith(("천송이", "백송이", "만송이"), at):
        return False
    if MARKS & cues_before(text, at)[0]:
        return True
    if single and text[at] in "조경억" and unit.sort is not Sort.MONEY:
        return False  # 조 바이든
    if word in ("백년", "천년", "만년") and _OLD.match(text, stop):
        return False
    if word == "십분" and _FULLY.match(text, stop):
        return False
    if unit.sort is Sort.PHYSICAL or unit.word in ("퍼센트", "퍼센티지", "달러", "유로"):
        return len(unit.word) > 1 or not glued or length > 1
    if single and text[at] in DIGIT_WORDS:
        return (
            not glued and unit.word in ("년", "개월", "초", "배", "프로") and text[at] not in "이일"
        )
    if single and glued and word in GLUED_NO and word not in GLUED_OK:
        return False
    if single and text[at] in "조경":
        return False
    if length == 2 and text[at + 1] == "십" and unit.word != "대":
        return word not in GLUED_NO
    if unit.sort is Sort.COUNT and len(unit.word) == 1 and glued and length <= 2:
        return word in GLUED_OK or (
            text[at] not in "이사" and number.low >= 100 and unit.word in "명개건곳"
        )
    if (
        length == 2
        and text[at] in "이사구"
        and text[at + 1] in "천만백"
        and glued
        and unit.sort is Sort.COUNT
    ):
        return unit.word in ("명", "개", "건")
    span = glued and unit.sort is Sort.DURATION and len(unit.word) == 1
    if span and is_hangul(text[stop : stop + 1]) and not YEARS_ON.match(text, stop):
        return False  # 백년가약, 천년고도
    # 만 15세, 만65세: the full age
    full = text[at] == "만" and (length == 1 or text[at + 1].isdigit())
    return not (full and unit.word in _AGE_UNITS)


_NATIVE_GLUED_NO = _words(
    """
    한편 한번 한층 한대 한판 한방 한통 한기 한척 한장 한점 한발 한권 한때 한배 한주 한해 한데 한인
    한분 한식구 한가족 한쪽 한줄 한줄기 한석 한잔 한축 한나라 한쌍 한병 한집 한가구 세대 세기 세척
    넉살 세권 세편 세주 세장 세해 세인 세종 세발 세분 세방 세상 세입 두건 두통 두발 두편 두방 두판
    두분
    두주 두해 네편 네분 석방 석권 석채 석주 석대 석쪽 열대 열장 열편 열방 열줄 열권 열발 열병 열통
    열차례 열점 열기 넉대 열건 열정
    """
)


# 한 기업 (a certain firm), 한 번 (once), 한 회사: `한` counts only before a true counter.
_ONE_OF = _words(
    """
    명 사람 개 건 곳 군데 차례 가지 마리 표 골 잔 병 채 척 권 쌍 송이 그루 벌 켤레 자루 그릇 상자
    박스
    점 세트 컵 캔 장 포기 알 경기 팀 종류 종 조각 문장 글자 단어 줄 석 통 대목 표차 쪽지
    모금 개국 개월 봉지 갑 숟가락
    """
)


# Said of nothing that is counted: two hares at once, every single one, never again.
_IDIOM = Pattern(
    "두 마리(?:의)? 토끼|네 발(?:로| ?달린| 짐승| 동물| 로봇)|열 번 찍|세 살 (?:버릇|적)|두 번 "
    "다시|한"
    " 가지씩|두 다리 (?:쭉|뻗)"
    "|한두 (?:번|가지|명|개|사람|곳|해|건)[이가]? ?(?:아니|아닌|아닐)"
    "|한 (명|사람|표|발|땀|개|줄|자|점|곳|가지|걸음|푼|장) 한 \\1"
)


_PER_ONE = Pattern(
    "에 (?:평균 |약 |최대 |최소 |최고 |무려 )?[0-9][0-9,.만천백]{0,9} ?(?:원|달러|엔|위안|유로)"
)


def _native_unit(
    text: str,
    at: int,
    number: Number,
    unit: Unit,
    stop: int,
    found: list[Figure],
    *,
    band: bool,
    glued: bool,
) -> int:
    idiom = _IDIOM.match(text, at)
    if idiom is not None:
        return idiom.end()
    if unit.word == "번" and text[stop : stop + 1] == "째":
        return with_unit(text, at, number, unit, stop, found, band=band)
    if glued and text[at:stop] in _NATIVE_GLUED_NO:
        return stop
    if number.low == number.high == 1 and unit.sort is Sort.COUNT and unit.word not in _ONE_OF:
        return stop
    if unit.word in ("번", "해", "배", "쪽", "손", "발") and number.low == number.high == 1:
        return stop
    if unit.word in ("도", "바", "푼") or (
        number.low == 1 and unit.word in ("말", "되", "섬", "근")
    ):
        return stop  # 한 도로
    if unit.word in ("발", "손", "쪽", "면", "축", "집") and number.low <= 2:
        return stop  # 두 발로, 두 손
    if number.low == number.high == 1 and _PER_ONE.match(text, stop):
        return stop  # 한 포기에 9,963원: the per side
    if unit.word == "분":  # 두 분: persons, honoured
        return stop
    return with_unit(text, at, number, unit, stop, found, band=band, kind="native")


_SUM = Pattern("(?:이다|입니다)(?:[. ]|$)")


_BARE_WORD_AFTER = Pattern(
    " ?(?:이상|이하|초과|미만|보다|또는 그|혹은 그|이다|입니다|사이|과 |와 )"
)


def _bare_word(text: str, at: int, number: Number, found: list[Figure]) -> int:
    """A number word without a counter: only where a bound or a sum says that it is a number."""
    end = number.end
    if number.end - at < 2 and not text.startswith(
        ("보다", " 이상", " 이하", " 미만", " 초과", "과", "와"), end
    ):
        return at + 1
    if text.startswith("영점", at) and end - at >= 3:  # 영점영일 is nothing else than 0.01
        return add_figure(text, at, number, None, end, found)
    mixed = re.compile("[과와] ?([일이삼사오육칠팔구십백천]+)").match(text, end)
    if mixed is not None:
        bottom = read_words(text, mixed.start(1), spaced=False)
        fraction = FRACTION.match(text, bottom.end) if bottom is not None else None
        if bottom is not None and fraction is not None and bottom.low:
            before = len(found)
            stop = read_fraction(text, at, bottom, fraction, found)
            if len(found) > before:
                last = found[-1]
                value = (last.interval.low or Decimal(0)) + number.low
                found[-1] = replace(last, interval=Interval(value, value))
            return stop
    more = read_or_more(text, at, number, found)
    if more is not None:
        return more
    if _BARE_WORD_AFTER.match(text, end) and cue_after(text, end):
        return add_figure(text, at, number, None, end, found)
    if number.low >= 100 and number.end - at >= 2 and _SUM.match(text, end):
        return add_figure(text, at, number, None, end, found)
    if number.scale >= 10**8 and number.end - at >= 3 and BARE_FOLLOW.match(text, end):
        return add_figure(text, at, number, None, end, found)
    return at + 1


_DAYS = {"이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9,
         "열흘": 10, "보름": 15, "일주일": 7}  # fmt: skip
# 열하루 to 열아흐레, 스무하루 to 스무아흐레
_DAYS |= {
    ten + day: count + more
    for ten, count in (("열", 10), ("스무", 20))
    for day, more in ({"하루": 1} | _DAYS).items()
    if more < 10 and day != "일주일"
}


_DAY = Unit("일", "초", Decimal(86400), Sort.DURATION)


_AMONG_ALL = Pattern("(?:세계|전국|국내|아시아|유럽)(?:에서)? $")
_RANK = Unit("째", "위", Decimal(1), Sort.RATIO)
_MONTH = Unit("개월", "개월", Decimal(1), Sort.DURATION)


_ONES = {
    "하나": 1,
    "둘": 2,
    "셋": 3,
    "넷": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열": 10,
}


_DAY_BEFORE = Pattern(
    " ?(?:전|뒤|후|앞)(?=보다|에|부터|의|까지|만|엔|인|과|와|나|로|쯤|이|처럼|[^가-힣]|$)|째|달"
)


_AFTER_HALF = Pattern(
    "[이가은는을를의에로도만과와 ,.)]|으로|씩|가량|이상|이하|정도|가까|넘|까지|에|수준|인|값|$|"
    "밖|뿐|쯤|여"
)


def read_special(text: str, at: int, word: str, found: list[Figure]) -> int:
    """Words that are a number and a unit in one: 절반, 갑절, 사흘, 반년, 셋 중 하나."""
    end = at + len(word)
    one = Decimal(1)
    if (
        word == "첫 번째"
        and not text.startswith("로", end)
        and not _AMONG_ALL.search(text[:at][-8:])
    ):
        return end  # 이번이 첫 번째다
    if word[-1] == "째":  # 둘째로 큰
        value = Decimal(_ONES.get(word[:-1], 1))
        return add_figure(text, at, Number(end, value, value), _RANK, end, found, force=True)
    if word in _DAYS:
        if _DAY_BEFORE.match(text, end):
            return end
        value = Decimal(_DAYS[word]) * 86400
        stop = end + 1 if text[end : end + 1] == "간" else end
        return add_figure(text, at, Number(end, value, value, Decimal(86400)), _DAY, stop, found)
    if word == "절반" or word in ("갑절", "곱절"):
        if not _AFTER_HALF.match(text, end):
            return end
        value = Decimal("0.5") if word == "절반" else Decimal(2)
        return add_figure(text, at, Number(end, value, value, value), RATIO_UNIT, end, found)
    if word == "배":
        return add_figure(text, at, Number(end, one * 2, one * 2, one), RATIO_UNIT, end, found)
    if word == "반":
        if text.startswith("년", end) and not text.startswith(("년대", "년생"), end):
            if _DAY_BEFORE.match(text, end + 1):
                return end + 1
            stop = end + 2 if text[end + 1 : end + 2] == "간" else end + 1
            return add_figure(text, at, Number(stop, one * 6, one * 6, one), _MONTH, stop, found)
        if text.startswith("세기", end):
            n = Number(end + 2, one * 600, one * 600, one)
            return add_figure(text, at, n, _MONTH, end + 2, found)
        if text.startswith(("으로", "을"), end):
            half = Decimal("0.5")
            return add_figure(text, at, Number(end, half, half, half), RATIO_UNIT, end, found)
        if text.startswith((" 조 ", " 억 "), end):
            weight = Decimal(BIG[text[end + 1]]) / 2
            unit_end = unit_at(text, end + 2)
            if unit_end is not None and unit_end[0].sort is Sort.MONEY:
                n = Number(unit_end[1], weight, weight, weight, word=True)
                return add_figure(text, at, n, unit_end[0], unit_end[1], found)
            return end
        if text.startswith(" ", end):
            units = read_units(text, end + 1)
            for unit, stop in units:
                if (
                    unit.sort is Sort.PHYSICAL
                    and len(unit.word) > 1
                    and fits(text, unit, end + 1, stop)
                ):
                    value = unit.factor / 2
                    return add_figure(
                        text, at, Number(stop, value, value, value), unit, stop, found
                    )
        return end
    parts = re.compile(" ?(?:중|가운데) ?").split(word)
    value = Decimal(_ONES[parts[1]]) / Decimal(_ONES[parts[0]])
    return add_figure(text, at, Number(end, value, value, value), RATIO_UNIT, end, found)
