"""What stands behind a numeral: its unit and all that goes with it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from monitor.extract.bare import PEOPLE_AFTER, read_bare
from monitor.extract.bounds import cue_after, cues_before, read_interval
from monitor.extract.durations import is_duration
from monitor.extract.figures import (
    CLASS,
    GUARDED,
    PER,
    YEO,
    Figure,
    add_figure,
    allowed,
    unit_at,
)
from monitor.extract.fractions import FRACTION, ODDS, RACE, SLASH, read_fraction, read_slash
from monitor.extract.guards import GUARDS
from monitor.extract.numbers import Number, read_digits, step_of
from monitor.extract.ranges import read_range
from monitor.extract.units import LETTER_SCALES, UNITS, Sort, Unit, read_units
from monitor.patterns import Pattern

# Said with a native number, these count: 세 번 (times) is not 3번 (number three).
_RANKED = Pattern(
    "째(?:로|의)? ?(?:로 )?(?:가장 )?(?:많|큰|높|크|긴|길|넓|빠른|빨|비싼|낮|작은|적은|강한|강력"
    "|오래"
    "|두꺼|두터|가난|부유|규모가|더[운웠울]|추[운웠울]|뜨거|무거|가벼|젊|어린|늙|좁|짧|깊|얕|"
    "좋은|나쁜|싼|"
    "잘사|살기 좋|안전한|위험한|흔[한히]|자주|인기|행복|밝|어두|심[한각]|활발|붐비|오염|늦|이른|"
    "빽빽|인구가|"
    "면적이|소득이|매출이)"
)
_ODDS = Unit("대 1", "1", Decimal(1), Sort.RATIO)
_RANK = Unit("번째", "위", Decimal(1), Sort.RATIO)
_SAID = frozenset(("번", "회", "대", "기", "세트", "문제", "줄", "타", "그릇", "통"))
YEARS_ON = Pattern("간|만|이[^상]|의 |에 |을 |은 |도 |째|동안|전|뒤|후|가까이|넘|이상")


_PER_TIME = Pattern("에(?= |$)(?! 걸쳐)")


_SHARES = Unit("주", "주", Decimal(1), Sort.COUNT)


_SHARES_GUARD = GUARDS["주"]


_PER_STARTS = ("당", "(", " 당 ")
_LEGEND = Pattern("단위 ?[:=는은]? ?$")


def _is_legend(text: str, start: int) -> bool:
    """Whether a unit is named for a whole table: `(단위: 만 명)`."""
    return text[start - 1] in " :" and _LEGEND.search(text, max(0, start - 6), start) is not None


_WEIGHED = Pattern("몸무게|체중|무게|감량|증량|중량|짜리 (?:아기|신생아)|kg")


_YEO_AFTER = Pattern("여(?=간| |만에|동안|의 |를 |가 |,)")


_HALF = Pattern(
    " ?반(?:(?=가량|이상|이하|정도|만에|동안|남짓|가까이|넘게|이내|이[다며고]|이었|으로 )"
    "|(?![가-힣]{2}|[대발도복찬전장면]))"
)


_COMBINED = {
    "년": ("개월", "월"), "시간": ("분",), "분": ("초",), "달러": ("센트",), "유로": ("센트",),
    "m": ("cm",), "kg": ("g",),
    "할": ("푼",), "파운드": ("펜스",), "피트": ("인치",), "일": ("시간",), "원": ("전",),
    "미터": ("센티미터", "센티"),
    "개월": ("일",),
}  # fmt: skip


_VULGAR = {
    "½": Decimal(1) / 2, "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3, "¼": Decimal(1) / 4,
    "¾": Decimal(3) / 4, "⅛": Decimal(1) / 8, "⅕": Decimal(1) / 5,
}  # fmt: skip


_FINE = Pattern("[0-9]{2,3}(?![0-9명개])")  # 41초782


_TENTHS = {"푼": Decimal(1), "리": Decimal("0.1")}


_NOTE = Pattern("권(?![가-힣]|을 ?행)|권[을이은의과]|권 ")


# 3대2, 9 대 4로: a result, unless the second number counts something
_SCORE = Pattern(
    " ?대 ?[0-9]{1,3}(?![0-9]|[,.][0-9]| ?(?:명|개|건|만|억|천|년|월|일|대|차|%|여|곳|시간|가))"
)


# 70B 파라미터, 7B와 13B 매개변수, 128K 토큰; 매개변수 70B
_MODEL_SIZE = Pattern(
    " ?([KMBT])(?![A-Za-z0-9])(?:(?P<list>(?:[와과·,/] ?[0-9.]{1,6}[MBT]){0,3} ?)"
    "(?P<what>파라미터|매개변수|토큰)(?!당))?"
)
_SIZE_OF = Pattern(
    "(?:파라미터|매개변수|토큰)[가-힣]{0,3} ?(?:수[가는는]? |\\()?(?:약 |총 |최대 )?$"
)


def _model_size(
    text: str, start: int, number: Number, m: re.Match[str], found: list[Figure]
) -> int:
    """Read the size of a language model: a letter is a scale there (70B is 700억)."""
    what, listed = m.group("what"), m.group("list")
    if what is None and not _SIZE_OF.search(text, max(0, start - 14), start):
        return m.end()  # 라마 70B: a name
    number = number.times(Decimal(LETTER_SCALES[m.group(1)]))
    unit = Unit(what or "개", what or "개", Decimal(1), Sort.COUNT)
    end = m.end(1) if what is None or listed.strip() else m.end()
    return add_figure(text, start, number, unit, end, found)


def read_behind(text: str, start: int, number: Number, found: list[Figure]) -> int:
    """Read what follows the numeral and append the figure if it is one; return where to go on."""
    end = number.end
    after = text[end : end + 1]
    if after and after in _VULGAR:
        whole = number.low + _VULGAR[after]
        number = replace(number, low=whole, high=whole, end=end + 1, step=Decimal("0.01"))
        end, after = end + 1, text[end + 1 : end + 2]
    if after and (after in " 분"):
        fraction = FRACTION.match(text, end)
        if fraction is not None:
            return read_fraction(text, start, number, fraction, found)
    if after == "/":
        slash = SLASH.match(text, end)
        if slash is not None:
            return read_slash(text, start, number, slash, found)
    band = number.band
    if after and after in " 여":
        yeo = YEO.match(text, end)
        if yeo is not None:
            band, end = True, yeo.end()
    if after and after in " KMBT":
        model = _MODEL_SIZE.match(text, end)
        if model is not None:
            return _model_size(text, start, number, model, found)
    unit_end = unit_at(text, end)
    if after in "~-에부 내" and after:
        ranged = read_range(text, start, number, unit_end, end, found)
        if ranged is not None:
            return ranged
    if unit_end is not None and text[unit_end[1] : unit_end[1] + 1] in "~-에부 내":
        ranged = read_range(text, start, number, unit_end, end, found)
        if ranged is not None:
            return ranged
    if after in " 대:" and after:
        odds = ODDS.match(text, end)
        if odds is not None:
            if (
                number.low != number.low.to_integral_value()
                or number.low >= 10
                or RACE.search(text, max(0, start - 20), start)
            ):
                add_figure(text, start, number, _ODDS, odds.end(), found)
            return odds.end()
        score = _SCORE.match(text, end) if after != ":" else None
        if score is not None and number.low < 200:
            return score.end()
    if after == "," and unit_end is None:
        pair = _read_pair(text, start, number, found)
        if pair is not None:
            return pair
    if unit_end is None:
        return read_bare(text, start, number, end, found, band=band)
    unit, stop = unit_end
    if number.scale >= 1000 and len(unit.word) == 1:
        people = PEOPLE_AFTER.match(text, end)
        if people is not None:  # 800만 관중 are not 관
            unit = Unit(people.group(1), "명", Decimal(1), Sort.COUNT)
            return add_figure(text, start, number, unit, people.end(), found, band=band)
    return with_unit(text, start, number, unit, stop, found, band=band)


_PAIR = Pattern(", ?([0-9]{1,2})(?![0-9,.])")
_PAIRED = frozenset(
    _unit
    for _row in (
        "명 개 곳 건 년 개월 시간 분 주 배 가지 마리 척 채 차례 사람 달 군데 장 개국 가구",
        "% 도 ㎝ ㎞ km m cm",
    )
    for _unit in _row.split()
)


def _read_pair(text: str, start: int, number: Number, found: list[Figure]) -> int | None:
    """Read `2, 3명`, `5, 6개월`: two figures side by side are a range; 2, 3위 are two ranks."""
    pair = _PAIR.match(text, number.end)
    if pair is None or number.low < 1 or number.low != number.low.to_integral_value():
        return None
    second = Number(pair.end(), number.low + 1, number.low + 1)
    if second.low != int(pair.group(1)) or text[start - 1 : start] in (",", "."):
        return None
    if text[start - 2 : start] == ", " and text[start - 3 : start - 2].isdigit():
        return None  # 1, 2, 3명: a list
    unit_end = unit_at(text, pair.end())
    if unit_end is None or unit_end[0].word not in _PAIRED:
        return None
    number = replace(number, high=second.low, end=pair.end(), vague=True)
    return with_unit(text, start, number, unit_end[0], unit_end[1], found, band=False)


def with_unit(
    text: str,
    start: int,
    number: Number,
    unit: Unit,
    end: int,
    found: list[Figure],
    *,
    band: bool,
    kind: str = "",
) -> int:
    """Append the figure of `number` and `unit` if it counts here; return where to go on."""
    if text.startswith(_PER_STARTS, end) and (per := PER.match(text, end)) is not None:
        # Contract, rule 8: "The 'per' side of a rate is no quantity (`1인당`, `10만 명당`)."
        return per.end()
    cues, begin = cues_before(text, start)
    if "단위" in text[max(0, start - 6) : start] and _is_legend(text, start):
        return end  # (단위: 만 명)
    if unit.word == "파운드" and _WEIGHED.search(text[max(0, start - 15) : end + 24]):
        unit = UNITS["lb"]
    if unit.sort is Sort.DURATION:
        if not is_duration(text, start, number, unit, end):
            marked = number.scale > 1 or band
            if unit.word != "주" or not _SHARES_GUARD.allows(
                text, start, end, number.low, marked=marked
            ):
                return end
            unit = _SHARES
        elif number.word and _PER_TIME.match(text, end):
            return end  # 한 달에, 한 해에: the per side
    elif unit.sort is Sort.MONEY and _NOTE.match(text, end):
        return end  # 5만원권
    elif unit.word == "번" and text[end : end + 1] == "째":
        if number.low > 1 and _RANKED.match(text, end):  # 세 번째로 많은
            return add_figure(text, start, number, _RANK, end + 1, found, force=True)
        return end + 1
    elif unit.word in GUARDED:
        if unit.word == "대" and number.scale >= 10**8 and text[end - 2] != " ":
            # 100억대 자산가: a class of money, not machines
            return add_figure(text, start, number, None, end, found, band=True)
        marked = number.scale >= 1000 or number.vague or band or bool(cues)
        if unit.word != "대":  # 60대 이상 are people in their sixties
            marked = marked or cue_after(text, end) is not None
            marked = marked or (kind == "native" and unit.word in _SAID)
        if not allowed(text, start, end, number, unit, marked=marked):
            return end
    number, end, band = _completed(text, number, unit, end, band=band)
    return add_figure(text, start, number, unit, end, found, band=band, cues=cues, begin=begin)


def _completed(
    text: str, number: Number, unit: Unit, end: int, *, band: bool
) -> tuple[Number, int, bool]:
    """Return the number in the base unit with what follows the unit: 여, 대, 반, lesser units."""
    if unit.sort is Sort.DURATION:
        number, end, band = _span_of_time(text, number, end, band=band)
    number = number.times(unit.factor)
    combined = _COMBINED.get(unit.word)
    if combined is not None:
        more = _more(text, end, unit, combined)
        if more is not None:
            rest, end = more
            number = _plus(number, rest, step_of(rest))
    if unit.word == "초":
        fine = _FINE.match(text, end)
        if fine is not None:
            number, end = _plus(number, Decimal("0." + fine.group())), fine.end()
    if unit.sort is Sort.DURATION or unit.word == "배":
        half = _HALF.match(text, end)
        if half is not None:
            number, end = _plus(number, unit.factor / 2), half.end()
    elif unit.word != "대":
        classed = CLASS.match(text, end) if text.startswith("대", end) else None
        if classed is not None:
            band, end = True, classed.end()
    return number, end, band


def _plus(number: Number, rest: Decimal, step: Decimal | None = None) -> Number:
    return replace(number, low=number.low + rest, high=number.high + rest, step=step)


def _span_of_time(text: str, number: Number, end: int, *, band: bool) -> tuple[Number, int, bool]:
    """Read 여 beside a time word: 10여 년 is 10 to 19 years, 2년여 two years and some months."""
    yeo = _YEO_AFTER.match(text, end)
    if yeo is not None and number.exact:
        top = number.low + Decimal("0.999")
        return replace(number, high=top, approx=True, vague=True), yeo.end(), band
    if band and number.exact:
        top = read_interval(number.low, {"여"}, whole=number.place >= 1).high or number.low
        return replace(number, high=top, approx=True, vague=True), end, False
    return number, end, band


def _more(text: str, end: int, unit: Unit, words: tuple[str, ...]) -> tuple[Decimal, int] | None:
    """Return the lesser unit's part of `3시간 30분`, `1달러 20센트`, `2할 9푼`."""
    i = end
    total = Decimal(0)
    seen = False
    while True:
        if words == ():
            break
        j = i + 1 if text[i : i + 1] == " " else i
        if not text[j : j + 1].isdigit():
            break
        number = read_digits(text, j)
        if number is None:
            break
        if unit.word == "할" and text[number.end : number.end + 1] in _TENTHS:
            total += number.low * _TENTHS[text[number.end]]
            i, seen = number.end + 1, True
            continue
        lesser = next(((u, e) for u, e in read_units(text, number.end) if u.word in words), None)
        if lesser is None:
            break
        factor = unit.factor / 100 if lesser[0].word == "센트" else lesser[0].factor
        if lesser[0].base != unit.base and lesser[0].word != "센트":
            break
        total += number.low * factor
        i, seen = lesser[1], True
        if lesser[0].word == "초":
            fine = _FINE.match(text, i)
            if fine is not None:
                total += Decimal("0." + fine.group())
                i = fine.end()
        words = _COMBINED.get(lesser[0].word, ())
        if unit.word == "할":
            words = ()
    return (total, i) if seen else None
