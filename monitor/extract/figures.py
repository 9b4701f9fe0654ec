"""A figure on its way to a quantity: its unit checked, its signs, bounds and hedges settled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from monitor.extract.bounds import Cue, cue_after, cues_before, open_range, read_interval
from monitor.extract.folding import is_hangul
from monitor.extract.guards import GUARDS, allows_machines
from monitor.extract.numbers import Number
from monitor.extract.units import UNITS, Sort, Unit, read_spaced_unit, read_units
from monitor.model import Interval
from monitor.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure on its way; `reach`: where its bound's verb ends, which may lie behind the span."""

    start: int
    end: int
    reach: int
    interval: Interval
    unit: Unit | None
    cues: frozenset[str]

    @property
    def base(self) -> str:
        return self.unit.base if self.unit is not None else "1"


# What may follow a counter of one syllable: a particle, a suffix, the copula. Everything else makes
# it the head of another noun: 3위원회, 2장관, 5대그룹.
_FOLLOW = Pattern(
    "[이가은는을를의에로도만과와나며인라란다씩당째짜급고께]|"
    "으로|이상|이하|이내|이며|이고|미만|초과|까지|부터|보다|보단|처럼|마다|어치|여(?=[간만 "
    ",.의를가]|동안|$)|쯤|가량|정도"
    "|안팎|내외|남짓|수준|규모|상당|뿐|밖|"
    "조차|마저|중 |중에|가운데|였|임|입니다|하고|든|에게|한테|에서|꼴|가까|넘|인데|됐|되|분량|"
    "분의? |분을|분 |차이|차로 |뒤[진지]|앞선|더 |던|"
    "포인트|받|준|줬|줘|줄|주고|주[기는었]|드[려림리]|때[의는 ]?|"
    "대(?:[에로의를인까가는다와도라이였초중후]|[^가-힣]|$|아파트|주택|매물|전세|제품|상품|가격)|"
    "간[의에"
    " ,.]|선[을에의으이 ,.]|등[의을이 ,]|"
    "치(?=[ 의를가로,.]|$)|죠|예요|네요|여서|지만|랑(?!이)|면서|거든|잖아|니까|래요|든지|"
    "전 |전의|후 |뒤 |앞|반[ 의에을이정]|가까이|이라|이던|무렵|사이|연속|[0-9(]"
)


BARE_FOLLOW = Pattern(
    "$|[ \n,.)(~·↑↓→\"'”’\\]%:;…/?!-]|[이가은는을를의에로도만과와며인]|으로|까지|부터|선[을에이도 "
    ",.]|"
    "대[에로의를인 ,.]|여"
)


_TWO_WORDS = frozenset(
    "미홍호캐싱뉴대타영중일인스러태브멕필아칠레콜사카이U쿠바튀터노덴체남집베파네핀독프한제평세입"
) | {"카"}


def unit_at(text: str, at: int, *, spaced: bool = True) -> tuple[Unit, int] | None:
    """Return the unit behind a number that ends at `at`, if it ends as a unit word can."""
    gap = at
    while gap < len(text) and text[gap] == " " and gap - at < 2:
        gap += 1
    if gap > at and not spaced:
        return None
    two = read_spaced_unit(text, gap) if text[gap : gap + 1] in _TWO_WORDS else None
    if two is not None:
        return two
    for unit, end in read_units(text, gap):
        if unit.word == "등" and gap > at and not text.startswith(" 보다", end):
            continue  # 아이폰 16 등: and the like
        if fits(text, unit, gap, end):
            return unit, end
    return None


# 3학점제, 2국가론: the number belongs to the name of a system
_SYSTEM = Pattern("제(?=[는가를의도로와 ,.)]|$)|론(?=[은이을의과도 ,.)]|$)")
# 20초과, 30보다: the head of a bound, not 초 and 보
_PARTICLES = frozenset({("초", "과"), ("보", "다"), ("사", "이"), ("수", "준")})


def fits(text: str, unit: Unit, at: int, end: int) -> bool:
    after = text[end : end + 1]
    if not after:
        return True
    last = text[end - 1]
    if (last, after) in _PARTICLES:
        return False
    if last.isascii() and last.isalpha():
        if end - at == 1 and after in "호형동관열":
            return False  # 천리안 2B호, 3A동
        return not (after.isascii() and after.isalnum()) and not (
            after == "-" and text[end + 1 : end + 2].isalnum()
        )
    if not is_hangul(after) or not is_hangul(last):
        return True
    if end - at >= 2:
        if unit.sort is Sort.COUNT and end - at == 2 and text[at] == "개":
            return _FOLLOW.match(text, end) is not None
        return unit.sort is not Sort.COUNT or _SYSTEM.match(text, end) is None
    return _FOLLOW.match(text, end) is not None


PER = Pattern("(?:\\([^()\n]{1,10}\\))?당(?![시국일초기선원연분신혹당])| 당 ")


CLASS = Pattern(
    "대(?=[에로의를인도는가다와라]|[^가-힣]|아파트|주택|매물|전세|제품|상품|가격|까지|$|이며|"
    "이고|였|이다|부터|초반|중반|후반|에서|급"
    "|을|\\n)"
)


# 50여 명, 50 여 명; 44573 여수 is a place
YEO = Pattern("여(?= |[만억조천]|[가-힣a-zA-Z%㎞㎡])| 여(?= )")


MARKS = frozenset({"영하", "영상", "섭씨", "화씨", "시속", "초속", "분속", "마이너스"})


# `2026 대학 평가`, `2025 도시 안전 보고서`: a year and what is named after it, and no count
_YEAR_OF_NAME = Pattern("(?:199|20[0-4])[0-9] ")
_NAMES_OF_YEARS = """
도시 대학 기업 은행 국가 나라 지역 정당 병원 학교 교실 캠퍼스 게임 경기 선수 팀 종목 브랜드 모델
서버 업체 기관 단체 회사 법인 작품 앨범 코인 토큰 로봇 호텔 마을 사업 과제 규제 공약 트럭 칩
"""
_NAMED_BY_YEAR = frozenset(_NAMES_OF_YEARS.split())
GUARDED = frozenset(GUARDS) | {"대", "파운드"} | _NAMED_BY_YEAR


_COHORT = Pattern("(?:[1-7]0[1-7]0|[345]86)(?![0-9])")


def allowed(text: str, start: int, end: int, number: Number, unit: Unit, *, marked: bool) -> bool:
    """Whether a counter that can also be part of a name counts here."""
    if unit.word == "대":
        return allows_machines(text, start, end, number.low, marked=marked)
    if unit.word == "세대" and _COHORT.match(text, start):
        return False
    if unit.word == "회" and number.low != number.low.to_integral_value():
        return True  # 1인당 4.2회: no game of a series, no meeting
    if unit.word in _NAMED_BY_YEAR and _YEAR_OF_NAME.match(text, start):
        return False
    guard = GUARDS.get(unit.word)
    return guard is None or guard.allows(text, start, end, number.low, marked=marked)


def add_figure(
    text: str,
    start: int,
    number: Number,
    unit: Unit | None,
    end: int,
    found: list[Figure],
    *,
    band: bool = False,
    cues: frozenset[str] | None = None,
    begin: int | None = None,
    force: bool = False,
) -> int:
    """Settle signs and prefixes, read the bound behind, and keep the figure."""
    if cues is None or begin is None:
        cues, begin = cues_before(text, start)
    marks = cues & MARKS
    if (
        unit is not None
        and unit.word == "명분"
        and _RECORDS.search(text, max(0, start - 40), start)
    ):
        unit = UNITS["명"]  # the records of so many people, not goods for so many
    if unit is None and number.scale > 1:
        unit = _money_before(text, begin)
    if marks:
        unit, number = _marked(marks, unit, number)
        cues = cues - MARKS
    if unit is not None and unit.base == "°F":
        low, high = ((v - 32) * 5 / 9 for v in (number.low, number.high))
        unit, number = unit._replace(base="°C"), replace(number, low=low, high=high)
    words = set(cues)
    if band:
        words.add("여")
    reach = end
    span_end = end
    if not force:
        if unit is not None and unit.sort in (Sort.MONEY, Sort.SHARE):
            at = end + 1 if text[end : end + 1].isspace() else end
            part = _PART.match(text, end) if text[at : at + 1] in _PARTS else None
            if part is not None:
                words.add("대")
                span_end = reach = end = part.end()
        cue = cue_after(text, end)
        if cue is not None and not (
            _serves(cue, unit) and not _is_by_how_much(text, begin, end, cue)
        ):
            cue = None
        if cue is not None and cue.kind == "d9" and _is_one(number, unit):
            # 한 명도 없다, 한 곳도 받지 않았다
            found.append(Figure(begin, cue.end, cue.reach, _NONE, unit, frozenset(words)))
            return max(cue.end, number.end)
        if cue is not None and not _is_mark_set(text, begin, cue):
            words.add(cue.word)
            span_end, reach = cue.end, cue.reach
            again = cue_after(text, span_end) if span_end > end else None
            if (
                again is not None
                and _serves(again, unit)
                and not _is_by_how_much(text, begin, span_end, again)
            ):
                words.add(again.word)
                span_end, reach = max(again.end, span_end), again.reach
    interval = _interval(number, unit, words)
    found.append(Figure(begin, span_end, reach, interval, unit, frozenset(words)))
    return max(span_end, number.end)


# `유출된 개인정보는 90만명분이다`
_RECORDS = Pattern(r"(?:정보|기록|데이터|자료|명단|명부|이력|번호|연락처|계정|진료부)[^\s]{0,2}\s")
_NONE = Interval(Decimal(0), Decimal(0), approx=False)


def _is_one(number: Number, unit: Unit | None) -> bool:
    """Whether a figure is one of what can be counted out: not even one is none at all."""
    counted = unit is not None and unit.counts and unit.base not in _OF_WORDS
    return counted and number.low == number.high == 1


_OF_WORDS = frozenset({"번", "차례", "회", "가지", "마디", "발", "걸음", "번째"})
"""What `한 번도`, `한 가지도` only stress: never, nothing."""


# `3% 초반`, `50달러 후반대`: somewhere from 3 to 4, from 50 to 60.
_PART = Pattern(
    r"\s?(?:초|중|후)반대?(?=[\s,.)]|[을를은는이가의에](?![가-힣])|까지|으로|[이]?[다며고었]|에서|에[선는도]|$)"
)
_PARTS = frozenset("초중후")
_COMPARED_WITH = Pattern(r"[을를]\s(?:약\s|무려\s|각각\s)?$")


def _is_by_how_much(text: str, begin: int, end: int, cue: Cue) -> bool:
    """Whether a verb of passing tells by how much: `전망치를 19% 웃돌았다` is 19 %, no bound."""
    return (
        cue.kind in {"u1", "d1"}
        and text[end : end + 1] == " "
        and _COMPARED_WITH.search(text, max(0, begin - 8), begin) is not None
    )


# `79.6%로 목표치인 82%에 못 미친다`: another figure falls short, of a mark that is known.
_MARK_SET = Pattern(
    r"(?:(?:목표|기준|전망|예상|추정|예측|평균|기대)치?|컨센서스|한도|정원)(?:인|이던|였던|이었던)\s(?:약\s)?$"
)


# `0.50달러로 예상치 0.54달러에 못 미쳤다`, `264만 원으로 최저임금 월 환산액 215만 원을 웃돈다`
_HELD_AGAINST = Pattern(
    r"\d[^\s\d]{0,6}(?:\([^()]{1,16}\))?(?:으로|로),?\s"
    r"(?:[가-힣]+\s){0,3}[가-힣]*(?:치|액|선|가|률|율|값|수준|컨센서스|기록)\s$"
)


def _is_mark_set(text: str, begin: int, cue: Cue) -> bool:
    """Whether the figure is what another is held against: a verb of passing does not bound it."""
    return cue.kind in {"u1", "d1"} and (
        _MARK_SET.search(text, max(0, begin - 12), begin) is not None
        or _HELD_AGAINST.search(text, max(0, begin - 40), begin) is not None
    )


def _serves(cue: Cue, unit: Unit | None) -> bool:
    """Whether a cue bounds a figure of this unit: `30보다 크다` does, `5%보다 높다` compares."""
    if cue.kind[0] in "ce":
        return unit is None or unit.base == "위"
    if cue.kind == "b7":
        return unit is not None and unit.base == "위"
    if cue.kind in {"b8", "u8"}:
        return unit is None or unit.base != "m"
    if cue.kind == "b9":  # 100원 아래로, but `1.4m 아래 선로`, `2위 밑`
        bounded = unit is None or unit.sort in (Sort.MONEY, Sort.SHARE, Sort.RATIO)
        return bounded and (unit is None or unit.base != "위")
    return True


def _interval(number: Number, unit: Unit | None, words: set[str]) -> Interval:
    low, high = number.low, number.high
    if number.vague or low != high:
        return open_range(low, high, words, approx=number.approx)
    if "여" not in words:
        return read_interval(low, words, whole=False)
    place = number.place
    # 10여 점 are things, 80점대 is a score: only things are counted in ones
    whole = unit is not None and place >= 1 and (unit.counts or unit.base == "점")
    return read_interval(low, words, whole=whole, step=place)


_AS_MONEY = Pattern("(달러|원|엔|위안|유로)화?로 $")


def _money_before(text: str, at: int) -> Unit | None:
    """`달러로 560만 남짓`: the currency named in front."""
    m = _AS_MONEY.search(text, max(0, at - 6), at)
    return UNITS[m.group(1)] if m is not None else None


def _marked(marks: frozenset[str], unit: Unit | None, number: Number) -> tuple[Unit | None, Number]:
    """Apply 영하, 마이너스, 섭씨, 화씨, 시속 to a figure."""
    if "영하" in marks or "마이너스" in marks:
        number = replace(number, low=-number.high, high=-number.low)
    if unit is None or unit.sort is not Sort.PHYSICAL:
        return unit, number
    if "화씨" in marks:
        low, high = ((v - 32) * 5 / 9 for v in (number.low, number.high))
        return unit._replace(base="°C"), replace(number, low=low, high=high)
    if "섭씨" in marks:
        return unit._replace(base="°C"), number
    for mark, seconds in (("시속", 3600), ("분속", 60), ("초속", 1)):
        if mark in marks and unit.base == "m":
            return unit._replace(base="m/s"), number.times(1 / Decimal(seconds))
    return unit, number


RATIO_UNIT = Unit("배", "배", Decimal(1), Sort.RATIO)
