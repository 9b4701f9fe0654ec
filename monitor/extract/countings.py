"""What a bare number of a table counts, by the property that its heads name.

A caption often gives several units (`단위: 억원, %, 명`) and leaves it to the reader which is
whose; some tables give none, for people are counted in 명 and rates in percent anyway.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.extract.labels import is_ratio
from monitor.patterns import Pattern

_PERCENT = Pattern(r"%")
_MONEY = Pattern(r"원|달러|엔|유로|위안|\$")
_HEADS = Pattern(r"명|인$")
_CASES = Pattern(r"건|회")
_POINTS = Pattern(r"점|포인트")
_PLACES = Pattern(r"위")
_YEARS_OLD = Pattern(r"세")
_USUAL = {"%": "%", "명|인$": "명", "건|회": "건", "위": "위", "세": "세", "점|포인트": "점"}
_PEOPLE = Pattern(
    r"인구|(?:이용|가입|사용|종사|근로|취업|실업|구독|방문|관광|확진|사망|부상|응시|합격|참가|신청|지원|입장|수급|피해|환|사상)자|"
    r"(?:직원|회원|학생|교원|임직원|관객|승객|고객|인원|인력|출생아|주민|관광객|신생아|외국인)(?:\s?수)?(?:$|\s)|명수$|정원$|(?:사망|부상|실종|확진)$"
)
_KINDS = (
    (Pattern(r"(?:[율률]|비중|비율|구성비)(?:$|\s|\()"), _PERCENT),
    (_PEOPLE, _HEADS),
    (Pattern(r"건수|횟수"), _CASES),
    (Pattern(r"순위|등수"), _PLACES),
    (Pattern(r"평점|점수|만족도"), _POINTS),
    (Pattern(r"(?:연령|나이|수명)$"), _YEARS_OLD),
    (
        Pattern(
            r"[금액비]$|매출|이익|손실|자산|부채|자본|예산|비용|수입|지출|가격|임금|연봉|소득|매입|수출|단가|총액"
        ),
        _MONEY,
    ),
)
_INDEX = Pattern(r"지수|지표|계수|배율|환율|출산율|PER|PBR|ROE|ROA|EPS|BPS|순위|점수|평점")


def units_for(words: str, units: Sequence[str]) -> tuple[str, ...]:
    """Return the units of a caption, the fitting one first, else what the property goes in.

    >>> units_for("직원 수", ["억원", "%"]), units_for("영업이익", ["%", "억원"])
    (('명',), ('억원', '%'))
    """
    if words:
        for pattern, kind in _KINDS:
            if not pattern.search(words) or (kind is _PERCENT and not is_ratio(words)):
                continue
            if fitting := [unit for unit in units if kind.search(unit)]:
                return (fitting[0], *(unit for unit in units if unit != fitting[0]))
            if not units or _PEOPLE.search(words) or kind is _PERCENT:
                usual = _USUAL.get(kind.pattern, "")
                return (usual,) if usual else ()
    return tuple(units)


def goes_in_money(words: str) -> bool:
    """Say whether a property is an amount of money."""
    return any(kind is _MONEY and pattern.search(words) for pattern, kind in _KINDS)


def is_index(words: str) -> bool:
    """Say whether a property is a number without a unit: an index, a ratio, a rank."""
    return _INDEX.search(words) is not None
