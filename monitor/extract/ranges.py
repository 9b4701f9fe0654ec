"""Ranges and lists that share a unit: `2~3조 원`, `1.5%에서 2% 사이`, `59·84㎡`."""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.extract.bounds import cues_before, read_interval
from monitor.extract.durations import is_duration
from monitor.extract.figures import CLASS, PER, YEO, Figure, add_figure, allowed, unit_at
from monitor.extract.numbers import Number, read_digits, read_words
from monitor.extract.units import Sort, Unit
from monitor.patterns import Pattern

_RANGE = Pattern(
    " ?(?:~|-|내지)(?: ?(?:약|최대|많게는|최고))? ?(?P<s1>영하 ?|영상 ?|마이너스 ?)?(?=[0-9-])"
    "| ?(?P<to>에서|부터)(?: ?(?:많게는|최대|최고|크게는|길게는))? {0,2}(?P<s2>영하 ?|영상 ?|"
    "마이너스 ?)?(?=[0-9-])"
    "| ?(?:~|-) ?(?=[일이삼사오육칠팔구십백천만])"
    "|(?P<with>[과와]|에서) ?(?=[일이삼사오육칠팔구십백천만]+ ?[가-힣]{0,3} ?(?:사이|까지))"
)


# What they may begin with, behind a space.
_JOINTS = frozenset("~-내에부과와")


def _joint(text: str, at: int) -> re.Match[str] | None:
    """Return what joins a number that ends at `at` to the next one; None for nothing."""
    first = text[at : at + 1]
    if first == " ":
        first = text[at + 1 : at + 2]
    return _RANGE.match(text, at) if first in _JOINTS else None


RANGE_WORD = Pattern(" ?(?:[~-]|[과와]|에서)")


_AT_MOST = Pattern("많게는|최대|최고|크게는|길게는")
# 6개월에서 1년 더 이어진다: from so long to so long, and no change
_LASTS = Pattern(
    "간(?![가-힣])|가량| ?(?:정도|안팎|내외|동안)|쯤|짜리|씩|이 ?걸|이면| (?:더|걸[리린렸]|이어|"
    "지속|소요|연장|늦|앞당|단축)"
)
_TO = Pattern("으?로(?![가-힣]{2})")
# 높이 5에서 8m 소나무: from so high to so high, and no change
_SIZE_BEFORE = Pattern("(?:높이|길이|깊이|두께|너비|지름|직경|무게|크기|둘레|키|폭)[가는은이]? $")
_SIZE_AFTER = Pattern(" ?(?:되는|의|짜리|정도|안팎|크기|높이|길이)? ?[가-힣]{2}")
_UNTIL = Pattern(" ?(?:까지|사이|대까지|정도까지|선까지| 범위|가량까지)")


def read_range(
    text: str,
    start: int,
    first: Number,
    first_unit: tuple[Unit, int] | None,
    end: int,
    found: list[Figure],
) -> int | None:
    """Read `2~3조 원`, `20만~30만 달러`, `1.5%에서 2% 사이`; None where no range begins here.

    Contract, rule 6: "A unit word after the last number serves all of a range or list, and so does
    a
    scale word that only the second number has. `A에서 B로` is a change: two quantities."
    """
    unit = None
    joint = _joint(text, end)
    if joint is None and first_unit is not None:
        unit = first_unit[0]
        joint = _joint(text, first_unit[1])
    if joint is None:
        return None
    i = joint.end()
    negative = text[i] == "-"
    if text[i].isdigit() or negative:
        second = read_digits(text, i + 1 if negative else i)
    else:
        second = read_words(text, i)
    if second is None:
        return None
    band = False
    second_end = second.end
    yeo = YEO.match(text, second_end)
    if yeo is not None:
        band, second_end = True, yeo.end()
    found_unit = unit_at(text, second_end)
    if found_unit is None:
        return _bare_range(text, start, first, second, unit, joint, found)
    second_unit, second_end = found_unit
    if unit is not None and unit.base != second_unit.base:
        return None
    if (joint.group("to") or joint.group("with")) is not None and (
        _moves(text, joint, first, second, second_end)
        or not (
            _UNTIL.match(text, second_end)
            or _AT_MOST.search(joint.group())
            or (second_unit.sort is Sort.DURATION and _LASTS.match(text, second_end))
            or _is_of_sizes(text, start, second_unit, second_end)
        )
    ):
        if unit is None and _TO.match(text, second_end):
            # 20만에서 30만 명으로: a change, whose two figures share the unit word
            one = first.times(second_unit.factor)
            return add_figure(text, start, one, second_unit, first.end, found, force=True)
        return None
    falls = first.low > second.low or second_unit.sort is Sort.DURATION
    if unit is None and "-" in joint.group() and falls:
        # 25-20 세트: a result; 2-3년: rather a season or a page than a range
        return second_end
    per = PER.match(text, second_end)
    if per is not None:
        return per.end()
    if second_unit.sort is Sort.DURATION and (
        not is_duration(text, start, second, second_unit, second_end)
        or not is_duration(text, start, first, second_unit, second_end)
    ):
        return second_end
    if not allowed(text, start, second_end, second, second_unit, marked=second_unit.word != "대"):
        return second_end
    low = first.low
    if unit is None and first.scale == 1 and second.scale > 1:
        scaled = low * second.scale
        if scaled <= second.high:
            low = scaled
    low *= (unit or second_unit).factor
    high = second.high * second_unit.factor
    cues, begin = cues_before(text, start)
    if _AT_MOST.search(joint.group()):
        cues -= {"최소"}  # 적게는 100만 원에서 많게는 500만 원
    low, high, cues = _signed(low, -high if negative else high, joint, cues)
    until = _UNTIL.match(text, second_end) if joint.group("to") or joint.group("with") else None
    classed = CLASS.match(text, second_end)
    if classed is not None and second_unit.word != "대":
        high = max(
            high,
            read_interval(
                high, {"대"}, whole=second_unit.counts, step=second.place * second_unit.factor
            ).high
            or high,
        )
        second_end = classed.end()
    number = Number(
        second_end,
        low,
        high,
        second.place * second_unit.factor,
        approx=first.approx or band or classed is not None,
        vague=True,
    )
    stop = until.end() if until else second_end
    return add_figure(text, start, number, second_unit, stop, found, cues=cues, begin=begin)


def _moves(text: str, joint: re.Match[str], first: Number, second: Number, end: int) -> bool:
    """Whether something moved from one number to the next: `50%에서 60%까지 올랐다`, no range."""
    if joint.group("to") != "에서":
        return False
    if _AT_MOST.search(joint.group()) is None:
        return _MOVES_TO.match(text, end) is not None
    return first.low > second.high and _TO.match(text, end) is not None


_MOVES_TO = Pattern(
    " ?까지 (?:다시 |빠르게 |크게 )?(?:올[랐라랄리린릴려]|오[르른를]|내[렸려린릴]|떨어|늘|줄|뛰|"
    "치솟|높|낮|불어|커[졌진질지]|끌어|확대|축소|급증|급감|증가|감소|상승|하락|곤두박질|추락|회복|짧아|"
    "길어|벌어[졌진질지]|좁[혀혔힌]|밀[렸려린]|빠[졌진질지])"
)


def _is_of_sizes(text: str, start: int, unit: Unit, end: int) -> bool:
    """Whether `높이 5에서 8m 소나무` tells between which sizes things are."""
    return (
        unit.sort is Sort.PHYSICAL
        and _SIZE_BEFORE.search(text, max(0, start - 5), start) is not None
        and _TO.match(text, end) is None
        and _SIZE_AFTER.match(text, end) is not None
    )


def _signed(
    low: Decimal, high: Decimal, joint: re.Match[str], cues: frozenset[str]
) -> tuple[Decimal, Decimal, frozenset[str]]:
    """Give each end its sign (영하 5도에서 영상 3도, 마이너스 십에서 십오 사이) and order them."""
    said = (joint.group("s1") or joint.group("s2") or "").strip()
    if said:
        low = -low if cues & {"영하", "마이너스"} else low
        high = high if said == "영상" else -high
        cues -= {"영하", "영상", "마이너스"}
    elif "마이너스" in cues and (joint.group("to") or joint.group("with")):
        low = -low  # said once, in front of the first number
        cues -= {"마이너스"}
    return min(low, high), max(low, high), cues


_BARE_RANGE = Pattern("(?:범위|사이|구간|점수|숫자|수)")


def _bare_range(
    text: str,
    start: int,
    first: Number,
    second: Number,
    unit: Unit | None,
    joint: re.Match[str],
    found: list[Figure],
) -> int | None:
    """`20에서 100`, `1000-5000` without a unit: a range where the words around say so."""
    if unit is not None:
        return None
    after = text[second.end : second.end + 3]
    said = _UNTIL.match(text, second.end) is not None
    if (joint.group("to") or joint.group("with")) is not None:
        if not said and not after.startswith(("이다", "이", ".")):
            return None
    elif (
        not said
        and not (
            _BARE_RANGE.search(text, max(0, start - 12), start)
            # 1,200~1,300으로: written in full, both
            or ("~" in joint.group() and "," in text[start : first.end] and second.low >= 1000)
            or (first.scale > 1 and second.scale > 1)
        )
    ):
        return second.end if "-" in joint.group() else None
    cues, begin = cues_before(text, start)
    low, high, cues = _signed(first.low, second.low, joint, cues)
    number = Number(second.end, low, high, second.place, vague=True)
    return add_figure(text, start, number, None, second.end, found, cues=cues, begin=begin)


_SHARE_NEXT = Pattern("[·/](?=[0-9])| ?→ ?(?=[0-9])")
_SHARING = frozenset({Sort.PHYSICAL, Sort.MONEY, Sort.SHARE})


def read_shared_unit(text: str, start: int, number: Number, found: list[Figure]) -> int | None:
    """`59·84㎡`, `9만→12만 원`: the unit behind the last number of a list serves all of it."""
    joint = _SHARE_NEXT.match(text, number.end)
    if joint is None:
        return None
    arrow = "→" in joint.group()
    numbers = [(start, number)]
    i = joint.end()
    for _ in range(6):
        nxt = read_digits(text, i)
        if nxt is None:
            return None
        numbers.append((i, nxt))
        joint = _SHARE_NEXT.match(text, nxt.end)
        if joint is None:
            break
        i = joint.end()
    last = numbers[-1][1]
    found_unit = unit_at(text, last.end)
    if found_unit is None:
        return None if arrow else last.end
    unit = found_unit[0]
    if not arrow and (unit.sort not in _SHARING or unit.word == "도"):
        return last.end  # 1·2기, 3·4위
    spaced = text[last.end : last.end + 1] == " " and len(unit.word) == 1
    if not arrow and spaced and number.low <= 12 and last.low <= 31:
        return last.end  # 8·18 전당대회: a day
    for at, one in numbers[:-1]:
        factor = unit.factor
        if one.scale == 1 and last.scale > 1 and one.low * last.scale <= last.low * 10:
            factor *= last.scale  # 9→12만 원
        add_figure(text, at, one.times(factor), unit, one.end, found, force=True)
    return numbers[-1][0]
