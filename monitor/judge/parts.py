"""Whether a number is of a part that its claim's fields leave out: `에너지는 2조6000억원` of R&D.

A report gives a whole and then its parts, and names the metric only once. Read without the part's
name such a number looks like another value of the whole. The words right before the number tell:
what stands there as subject or purpose, and is neither in the claim's fields nor anywhere in what
the held value was said with, is another thing than the held figure.
"""

from __future__ import annotations

import re
from functools import lru_cache

from monitor.judge.compare import dimension
from monitor.judge.metrics import ATTRIBUTIVE, TAIL, scan, squeeze
from monitor.judge.place import NEAR, Place, place_of, start_of
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
    if of_other_parts(new, old):
        return True
    mine, theirs = part_here(new), part_here(old)
    if mine and mine not in _said(old):
        return True
    if theirs and theirs not in _said(new):
        return True
    if is_portion(new) != is_portion(old):
        return True
    if _is_of_whole(new, old) or _is_of_whole(old, new):
        return True
    if _is_told_among(new, old) or _is_told_among(old, new):
        return True
    mine, theirs = deed_of(new), deed_of(old)
    return mine != theirs and "" not in (mine, theirs)


def _is_told_among(part: Claim, whole: Claim) -> bool:
    """Return whether a claim's sentence names it as a part, by a word that the other never says.

    `도자기 시장은 4조 원, 그중 찻잔 시장은 9000억 원`: no value of what is told of 도자기.
    """
    said = _said(whole)
    return any(
        word not in said and not NOTHING.search(word) and not TIME.match(word)
        for word in _named_as_part(part, AMONG) or ()
    )


def _named_as_part(claim: Claim, told: Pattern) -> list[str] | None:
    """Return the words by which a claim's sentence names it as a part; None where it does not."""
    if dimension(claim.unit) in WHOLE_UNITS:
        return None
    place = place_of(claim)
    found = told.search(place.before) if place is not None else None
    if found is None:
        return None
    words = (TAIL.sub("", squeeze(word)) for word in found[1].split())
    return [word for word in words if len(word) > 1]


AMONG = Pattern(
    r"(?:이|그|이들|저)\s?(?:가운데|중)(?:에서|에는|에서는|에|은|엔)?\s((?:\S+\s?){1,4})$"
)


DEEDS = Pattern(
    r"(?P<got>구매|구입|매입|사들|사기로|도입|들여오|들여온|채용|뽑|영입|모집|선발)"
    r"|(?P<given>나눠|나누어|배분|배정|지급|보급|납품|기부|팔기로|팔았|팔린|매각|내보[내낸]|해고|감원|감축|폐기)"
    r"|(?P<held>보유|갖추|갖춘|갖고|가진|운영|운용|돌리|가동|근무|일하|일한|재직|거느)"
    r"|(?P<come>으?로\s(?:더\s)?(?:늘|확대|키[우운]|높|줄|축소))"
)
"""What becomes of as many as are counted: bought, given away, had, or come to by more or fewer."""

COUNTED = frozenset({"things", "people"})


def deed_of(claim: Claim) -> str:
    """Return what the words behind a claim's number say becomes of so many; empty for nothing.

    `GPU 8000장을 구매한다` and `GPU 5120장을 나눠준다` are of one stock and not one figure.
    """
    if dimension(claim.unit) not in COUNTED:
        return ""
    place = place_of(claim)
    found = DEEDS.search(_clause(place.after)) if place is not None else None
    return found.lastgroup or "" if found is not None else ""


def _clause(after: str) -> str:
    """Return what stands behind a number, up to the next one or the end of its clause."""
    found = CLAUSE.match(after)
    return found[0] if found is not None else after


CLAUSE = Pattern(r"[^\d,.;]{0,24}")


OF_WHOLE_SAID = Pattern(
    r"(?:^|\s)(\S{1,20}?)(?:의|\s(?:가운데|중))\s?"
    r"(?:절반|반|[\d.]+%|[\d.]+퍼센트|\d+분의\s?\d+|일부|상당 부분|대부분)"
    r"(?:인|이 넘는|가량인|에 (?:해당하는|달하는|이르는))\s(?:약\s)?$"
)
"""`총사업비의 절반인 4200억 원`: so much of what stands before it, and not that itself."""


def _is_of_whole(part: Claim, whole: Claim) -> bool:
    """Return whether a claim's sentence calls its number a part of what the other one measures."""
    place = place_of(part)
    found = OF_WHOLE_SAID.search(_lead(part.quote, place)) if place is not None else None
    if found is None:
        return False
    named = [e.value for _, e in scan(found[1]) if e is not None and e.kind == "concept"]
    measured = [e.value for _, e in scan(whole.metric) if e is not None and e.kind == "concept"]
    return bool(named and measured) and named[-1] == measured[-1]


UNIT_OF_FIRM = (
    r"(?:사업부문|사업본부|사업부|부문|법인|(?<=\s)(?:본부|사업|지역)"
    r"|(?<=[가-힣]{2})(?<!백화)(?<!편의)(?<!할인)(?<!면세)(?<!대리)(?<!음식)점(?=\s|의\s|$))"
)
NAMED_PART = Pattern(rf"(?:^|\s)([가-힣A-Za-z0-9·&]{{1,12}})\s?({UNIT_OF_FIRM})(?=\s|의\s|$)")
"""`가전 부문`, `북미 법인`: a part of a firm, within a subject or a metric."""

PART_BEFORE = Pattern(
    rf"(?:^|[\s,‘“(])([가-힣A-Za-z0-9·&]{{1,12}})\s?({UNIT_OF_FIRM})"
    r"(?:의|은|는|이|에서는?|에서만|에서도)?\s((?:\S+\s?){0,5})$"
)
"""`반도체 사업부의 올해 매출은`: a part right before what is measured of it."""

FIRM_RESULTS = frozenset(
    {"revenue", "operating_profit", "net_profit", "operating_loss", "net_loss", "margin"}
)
"""What a firm and each of its parts have: of other things a part is told by its own words."""

OF_WHOLE = Pattern(r"^(?:전체|전|모든|각|해당|이|그|주요|신|기존|핵심|전사|개인|공익|학교|비영리)$")
"""Words before 부문 or 사업 that name none."""

TIME = Pattern(
    r"(?:올해|내년|지난|작년|재작년|[0-9]+(?:분기|년|월)|분기|반기|연간|연결|기준|누적|약|모두|총)"
)


def named_parts(claim: Claim) -> frozenset[str]:
    """Return the parts of a firm that a claim names, or its sentence right before its metric."""
    found = {
        squeeze(part)
        for text in (claim.subject, claim.metric)
        for part, _ in NAMED_PART.findall(text)
        if not OF_WHOLE.search(part)
    }
    place = place_of(claim)
    here = PART_BEFORE.search(_lead(claim.quote, place)) if place and not found else None
    if here is None or OF_WHOLE.search(here[1]):
        return frozenset(found)
    own = squeeze(claim.metric)
    words = (squeeze(TAIL.sub("", re.sub(r"[이가]$", "", word))) for word in here[3].split())
    if all(word in own or TIME.match(word) for word in words):
        found.add(squeeze(here[1]))
    return frozenset(found)


def _lead(quote: str, place: Place) -> str:
    """Return what stands before a number, over other numbers (`가전 부문 3분기 매출은`)."""
    end = start_of(quote, place)
    return quote[max(0, end - NEAR) : end]


def of_other_parts(new: Claim, old: Claim) -> bool:
    """Return whether two results of a firm are of different parts of it, or of a part and all."""
    mine, theirs = (
        {e.value for _, e in scan(c.metric) if e is not None and e.kind == "concept"}
        for c in (new, old)
    )
    if not (mine & theirs & FIRM_RESULTS):
        return False
    a, b = named_parts(new), named_parts(old)
    if a == b:
        return False
    fields_a, fields_b = squeeze(new.subject + new.metric), squeeze(old.subject + old.metric)
    return not all(p in fields_b for p in a - b) or not all(p in fields_a for p in b - a)


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


@lru_cache(maxsize=4096)
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
    words = _named_as_part(claim, PORTION)
    own = squeeze(claim.subject + claim.metric)
    return words is not None and not any(word in own for word in words)  # else its fields know


def _said(claim: Claim) -> str:
    return squeeze(f"{claim.quote} {claim.subject} {claim.metric}")
