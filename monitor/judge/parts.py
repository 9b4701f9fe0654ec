"""Whether a number is of a part that its claim's fields leave out: `에너지는 2조6000억원` of R&D.

A report gives a whole and then its parts, and names the metric only once. Read without the part's
name such a number looks like another value of the whole. The words right before the number tell:
what stands there as subject or purpose, and is neither in the claim's fields nor anywhere in what
the held value was said with, is another thing than the held figure.
"""

from __future__ import annotations

from functools import lru_cache

from monitor.judge.compare import dimension
from monitor.judge.metrics import ATTRIBUTIVE, TAIL, scan, squeeze
from monitor.judge.place import Place, place_of
from monitor.model import Claim
from monitor.patterns import Pattern

BEFORE = Pattern(
    r"(?:^|[\s(,‘“·])([가-힣A-Za-z0-9·&]{2,}?)['’”\"]?(은|는|이|가|에|에는|에만|에도)\s*[(\[]?\s*"
    r"(?:약|각각|모두|무려|겨우|고작|최소|최대|총|연|연간|매년|한 해|평균)?\s*$"
)
"""The last word before a number, with a particle that makes it whose or what for."""

NOTHING = Pattern(
    r"(?:지금|오늘|어제|내일|예전|과거|이후|이전|직전|현재|당시|최근|전날|이날|다음|지난주|지난번|이번|처음"
    r"|올해|내년|지난해|작년|재작년|그해|이듬해|금년|예년|평년|연말|연초|하루|달|해|때|년|월|일|주|초|말|전|뒤|후|분기|반기"
    r"|물음|질문|조사|설문|시험|기간|기준|대비|시점|결과|집계|추산|추정|전망|예상|계획|목표|기록|수준|정도|전체"
    r"|물량|숫자|인원|합계|누적|규모|금액|돈|값|몫|재원|자금|답|응답|답변|것|데|곳|쪽|측|사람|이들|나머지|배럴|톤|당|중|가운데"
    r"|많게|적게|크게|작게|관계자|업계|전문가|당국|정부|회사|업체|기업|당국자|대표|교수|위원회|연구소|협회)"
    r"(?:만|치|엔|에|에서|에게)?$"
)
"""Words that name no part: times, surveys, the whole, who says so."""

VERB = Pattern(r"(?:[놓많적얻받높낮넓작넘남늘낳닿쌓찾맞잃읽]|[가-힣]에서|[가-힣]라)$")
"""`스탠퍼드대가 내놓은 17억 달러`: a verb before 은, and no noun."""

REFERENCE = Pattern(r"^\S{0,6}(?:보다|에 비해|에 견주|와 비교|과 비교|대비)")
"""`일반심사의 18.9개월에 비해`: a number that another one is measured by."""

PORTION = Pattern(
    r"(?:(?:이|그|이들|저)\s?(?:가운데|중)|그중|이중)(?:에서|에는|에서는|에|은|엔)?\s((?:\S+\s){0,4})$"
)
"""`이 가운데 3조1000억 원은`: a portion of what was told before."""

PARTS = frozenset({"segment", "group", "region"})
"""What a part is of the words that lists know; all others are what the fields are made of."""

WHOLE_UNITS = frozenset({"share", "times", "%p", "위"})
"""A share is of something anyway."""


def is_apart(new: Claim, old: Claim) -> bool:
    """Return whether one of two claims is of a part that the other says nothing of."""
    mine, theirs = part_here(new), part_here(old)
    if mine and mine not in _said(old):
        return True
    if theirs and theirs not in _said(new):
        return True
    return is_portion(new) != is_portion(old)


def part_here(claim: Claim) -> str:
    """Return the part that stands right before a claim's number and in none of its fields."""
    place = place_of(claim)
    if place is None:
        return ""
    word = _part(place)
    if not word or word in squeeze(f"{claim.subject} {claim.metric} {claim.attribution or ''}"):
        return ""
    # `매출은 94억 원`: what is measured, a country, a firm: all that the fields are made of.
    known = [entry for _, entry in scan(word) if entry is not None]
    if known and known[-1].kind not in PARTS:
        return ""
    return word


@lru_cache(maxsize=16384)
def _part(place: Place) -> str:
    found = BEFORE.search(place.before)
    if found is None or REFERENCE.match(place.after):
        return ""
    word = found[1]
    if NOTHING.search(word) or VERB.search(word) or ATTRIBUTIVE.search(word + found[2]):
        return ""
    if word[0].isdigit():
        return ""
    return squeeze(word)


def is_portion(claim: Claim) -> bool:
    """Return whether a claim's sentence says that its number is a portion of one before."""
    if dimension(claim.unit) in WHOLE_UNITS:
        return False
    place = place_of(claim)
    found = PORTION.search(place.before) if place is not None else None
    if found is None:
        return False
    own = squeeze(claim.subject + claim.metric)
    words = (TAIL.sub("", squeeze(word)) for word in found[1].split())
    return not any(len(word) > 1 and word in own for word in words)  # else its fields know


def _said(claim: Claim) -> str:
    return squeeze(f"{claim.quote} {claim.subject} {claim.metric}")
