"""Numbers without a unit: index values, signed ratios, a headline's amount; the rest is none."""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.extract.bounds import cue_after, cues_before, read_interval
from monitor.extract.counters import PEOPLE
from monitor.extract.figures import BARE_FOLLOW, CLASS, PER, Figure, add_figure
from monitor.extract.folding import is_hangul
from monitor.extract.numbers import Number
from monitor.extract.ranges import read_shared_unit
from monitor.extract.units import Sort, Unit
from monitor.patterns import Pattern

_SCALED = Pattern("(?:규모는?|진도|타율은?|승률은?|자책점은?|OPS|WAR|평점은?|학점은?) ?$")


# 규모 6의 강진, 진도 4로 감지됐다: a magnitude needs no decimal where a quake is spoken of
_QUAKE = Pattern("(?:규모|진도) ?$")
_QUAKE_AFTER = Pattern(
    "(?:의|짜리)? ?(?:강진|지진|여진|본진|전진|진동|흔들림)|(?:이|가|을|를|으로|로) ?(?:관측|"
    "감지|측정|기록)"
    "| ?이상의? (?:강진|지진|여진|흔들림)"
)


PEOPLE_AFTER = Pattern(" ?(" + "|".join(sorted(PEOPLE, key=len, reverse=True)) + ")")


_INDEX_BEFORE = Pattern(
    "(?:인덱스|PMI|BSI|CSI|ESI|코스피|코스닥|나스닥|다우|지수|지표|니케이|닛케이|항셍|S&P|종합|"
    "평균|비율|PER|PBR|ROE|"
    "계수|타율|승률|출루율|장타율|방어율|자책점|지니|배율|출산율|레벨|마감)[^\n0-9]{0,24}$"
)


_INDEX_NAMED = Pattern(r"(?:지수|코스피|코스닥|나스닥|다우)(?:\([A-Z]+\))?[은는이가]?\s")


_INDEX_AFTER = Pattern(
    "(?:을|를|으로|로|에) (?:기록|마감|거래|장을|마쳤|마친|집계|출발|개장|나타|보였)"
)


# 곡물은 109.2로 내렸고 육류는 125.4로 올랐다: levels of an index that was named before
_INDEX_MOVES = Pattern(
    r"으?로 (?:[가-힣]{1,4} )?(?:내[렸려리린]|올[랐라]|오[르른]|떨어|하락|상승|반등|급등|급락"
    r"|뛰|뛴|치솟|낮아|높아|밀[렸려린])"
)
_INDEX_SAID = Pattern(r"지수|인덱스")
_INDEX_REACH = 200


# 11포인트 오른 748.33이다: what has moved, without saying the index again
_MOVED = Pattern("(?:오른|내린|상승한|하락한|떨어진|높아진|낮아진|뛴|급등한|급락한|밀린) $")


def _is_name(after: str) -> bool:
    return after.isascii() and after.isalpha()


_COPULA = Pattern("이다|입니다|과 같|와 같|이었다|였다|이거나|이며 ")


_LINE = Pattern("선(?:[을이은에]|까지| |$)")  # 코스닥 700선; 명소 100선 are sights
_BARE_CUE = Pattern(
    " ?(?:이상|이하|초과|미만|보다|을 넘|를 넘|아래|혹은 그|또는 그|이거나 그|을 돌파|를 돌파|과"
    " 같)"
)


OR_MORE = Pattern("(?:이거나| 혹은| 또는) 그(?: ?보다)? ?(이상|미만|이하|작|크|많|적)")


def read_or_more(text: str, start: int, number: Number, found: list[Figure]) -> int | None:
    """Read `5000 혹은 그 이상`, `30이거나 그보다 작다`; None where nothing of the kind follows."""
    more = OR_MORE.match(text, number.end)
    if more is None:
        return None
    word = "이상" if more.group(1) in ("이상", "크", "많") else "이하"
    interval = read_interval(number.low, {word}, whole=False)
    found.append(Figure(start, more.end(), more.end(), interval, None, frozenset({word})))
    return more.end()


def read_bare(
    text: str, start: int, number: Number, end: int, found: list[Figure], *, band: bool = False
) -> int:
    """A number without a unit: a quantity only where its shape or its neighbours say so."""
    shared = read_shared_unit(text, start, number, found)
    if shared is not None:
        return shared
    after = text[number.end : number.end + 1]
    if number.scale > 1:
        if text[number.end - 1] == "조" and (
            _ITEM.match(text, number.end) or _LAW.search(text, max(0, start - 8), start)
        ):
            return end  # 형법 250조, 3조 2항
        if _BANKNOTE.match(text, end):
            return end  # 1만 원권
        # Contract, rule 11: "A headline's amount without a currency word has unit `1`."
        people = PEOPLE_AFTER.match(text, end)
        if people is not None:
            unit = Unit(people.group(1), "명", Decimal(1), Sort.COUNT)
            return add_figure(text, start, number, unit, people.end(), found, band=band)
        classed = CLASS.match(text, end)
        if classed is not None:
            return add_figure(text, start, number, None, classed.end(), found, band=True)
        if BARE_FOLLOW.match(text, end) or band:
            if PER.match(text, end):
                return end
            return add_figure(text, start, number, None, end, found, band=band)
        return end
    if after == "%":
        return end
    if start and text[start - 1] in "×xX*":
        return number.end  # 1,920×1,080
    signed = number.low < 0
    comma = "," in text[start : number.end]
    point = "." in text[start : number.end]
    prefixed = cues_before(text, start)[0] & {"마이너스"}
    if (
        (signed and (not after or not is_hangul(after) or BARE_FOLLOW.match(text, number.end)))
        or prefixed
        or (comma and BARE_FOLLOW.match(text, number.end))
        or (point and (_INDEX_BEFORE.search(text, max(0, start - 30), start)))
        or (point and _INDEX_AFTER.match(text, number.end))
        or (
            point
            and _INDEX_MOVES.match(text, number.end)
            and _INDEX_SAID.search(text, max(0, start - _INDEX_REACH), start)
        )
        or (point and _MOVED.search(text, max(0, start - 5), start) and not _is_name(after))
        or (point and _SCALED.search(text, max(0, start - 6), start))
        or (
            # 운임지수(BDI)는 17일 2천69로
            "천" in text[start : number.end]
            and BARE_FOLLOW.match(text, number.end)
            and _INDEX_NAMED.search(text, max(0, start - 24), start)
        )
        or (_QUAKE_AFTER.match(text, number.end) and _QUAKE.search(text, max(0, start - 4), start))
    ):
        if after == "-" and text[number.end + 1 : number.end + 2].isdigit():
            return number.end
        if comma and not point and _LIST.match(text, start) is not None:
            return number.end
        return add_figure(text, start, number, None, number.end, found, band=band)
    more = read_or_more(text, start, number, found)
    if more is not None:
        return more
    if number.low >= 500 and not point and _LINE.match(text, number.end):
        return add_figure(text, start, number, None, number.end, found, band=band)
    if not point and after and _BARE_CUE.match(text, number.end) and cue_after(text, number.end):
        return add_figure(text, start, number, None, number.end, found, band=band)
    if (
        _COPULA.match(text, number.end)
        and not (1900 <= number.low <= 2100)
        and re.search("[은는] $", text[max(0, start - 2) : start])
    ):
        return add_figure(text, start, number, None, number.end, found)
    return number.end


_BANKNOTE = Pattern(" ?(?:원|달러|엔|위안|유로)권")
_LAW = Pattern(
    "(?:슈퍼|법|법률|조례|규칙|규정|규약|협약|조약|협정|[행법]령|헌장|강령|정관)[은의]? ?제? ?$"
)
_ITEM = Pattern(
    " 조사(?![가-힣]{2})|(?:의 ?[0-9])? ?(?:제 ?)?[0-9]+항|의 ?[0-9]+(?![0-9]*[만억조원])(?= |에"
    "|를|가)"
)
_LIST = Pattern("[0-9]{1,3}(?:,[0-9]{3})+(?:,[0-9]{1,2}(?![0-9]))")
