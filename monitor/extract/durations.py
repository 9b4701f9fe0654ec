"""Whether a time word behind a number is a length of time, and no date, clock time or ordinal."""

from __future__ import annotations

import re

from monitor.extract.folding import is_hangul
from monitor.extract.numbers import Number
from monitor.extract.units import Unit
from monitor.patterns import Pattern

_OF_SHARES = Pattern("(?:주식|보통주|우선주|신주|자사주)[가-힣]{0,2} ?(?:약 |총 )?$")


_SENTENCE = Pattern("(?:징역|금고|자격정지|집행유예|구류) ?$")


_CLOCK = Pattern("(?:[0-9] ?[시도]|전반|후반|연장|쿼터|추가시간) ?$")


_SPAN_AFTER = Pattern(
    "간|여|동안| ?(?:동안|만에|만의|이상|이내|이하|미만|남짓|가량|정도|내내|가까이|넘게|안에|째|"
    "이 ?걸|이나|연속|뒤|후|전|안팎|앞당|단축|늦|빨라|빠른|느린|걸|지났|지난|"
    "짜리|물|만기|분|치|씩|형|의 (?:징역|실형|기간|시간|세월|임기|역사|휴가|여정|노력|연구)|징역"
    "|반|선고|계약|주기|평균|뿐)"
)


_BEFORE_SPAN = Pattern(
    "(?:징역|금고|최근|지난|향후|앞으로|약|최소|최대|무려|임기|기간은|기간|만기|집행유예|"
    "유효기간|잔여|동안|불과|단|총|꼬박|매|수명|시간은|걸린|선고받|장장|자격정지|평균) ?$"
)


_OF_A_YEAR = Pattern(
    " (?!(?:역사|전통|생애|인생|세월|연속|장기|우정|동맹|이력|경력|집권|통치|임대|계약|인연|외길"
    "|형|만|전|후|"
    "뒤|동안|이상|이하|가까|가량|정도|남짓|넘))[가-힣]"
)


_IN_ITS = Pattern(" 차(?= |[에의를인가는,.]|$)")


_DAILY = Pattern(" ?(?:평균|최대|최소|[0-9])")  # 1일 평균, 1일 3회: the per side


def is_duration(text: str, start: int, number: Number, unit: Unit, end: int) -> bool:
    """Whether a time word behind a number is a length of time, and no date or clock time."""
    word, value = unit.word, number.low
    after = text[end : end + 8]
    if _IN_ITS.match(text, end):
        return False  # 3년 차, 2주 차
    if word in ("s", "h", "min", "sec", "ms", "ns", "μs"):
        return True
    if word in (
        "년",
        "월",
        "일",
        "분",
        "시간",
        "초",
        "개월",
        "주",
        "주일",
        "달",
        "해",
        "주간",
    ) and re.match(
        " ?(?:전|후|뒤|앞)(?=보다|에|부터|의|까지|만|엔|인|과|와|나|로|쯤|이|처럼|[^가-힣]|$)",
        after,
    ):
        # Contract, rule 9: "A point in time (`3년 전`, `2시`, `3분기`) is none."
        return False
    if word == "년":
        if text[start - 1 : start] in ("'", "’") and value < 100:
            return False  # '23년
        if (1000 <= value <= 2999 and number.scale == 1) or value == 0:
            return False
        if 50 <= value <= 99 and re.match("(?:대|생|도| 만에)?$|대|생|도", after.strip()[:3]):
            return not after.startswith(("대", "생", "도"))
        if 50 <= value <= 99 and value % 10 and number.scale == 1 and _OF_A_YEAR.match(after):
            return False  # 97년 외환위기; 70년 역사 is a span
        return not after.startswith(("차", "생", "산 ", "도 ", "대 ", "도에", "대에", "물"))
    if value == 1 and word == "일" and _DAILY.match(text, end):
        return False
    if word == "일" and value != value.to_integral_value():
        return True  # 29.7일: no date has a decimal
    if word == "일":
        if text[start - 2 : start].strip().endswith("월"):
            return False
        if after.startswith(("선", " 이동평균", "이동평균")):
            return False  # 200일 이동평균선
        if _SPAN_AFTER.match(text, end) and not after.startswith((" 전", " 후", " 뒤")):
            return True
        if value > 31 or (
            _BEFORE_SPAN.search(text, max(0, start - 8), start)
            and not text[max(0, start - 4) : start].rstrip().endswith("지난")
        ):
            return not after.startswith("자")
        return False
    if word == "분":
        if _CLOCK.search(text, max(0, start - 6), start):
            return False
        return not after.startswith(
            ("기", "의", "야", "쯤 ", "께", "위", "양 ", "담", "배", "류", "석", "할")
        )
    if word == "초":
        if re.search("(?:[년월]|[0-9]말|시 ?[0-9]{1,2}분) ?$", text[max(0, start - 6) : start]):
            return False  # 올해 1월 초, 7말8초, 14시 30분 20초
        if after.startswith("에"):
            return value != 1  # 1초에 3번: the per side
        return not after.startswith(("등", "기", "고", "반", "대", "선", "점", "중", "청"))
    if word == "주" and _SPAN_AFTER.match(text, end):
        return number.scale == 1 and value <= 200
    if word in ("주", "주간"):
        if number.scale > 1 or value > 60 or _OF_SHARES.search(text, max(0, start - 12), start):
            return False
        return not after.startswith(("차", "년", "기", "째 ")) and (
            word == "주간"
            or _SPAN_AFTER.match(text, end) is not None
            or not after
            or not is_hangul(after[0])
            or after[0] in "를의간에가로는"
        )
    if word == "시간":
        return not after.startswith(("표", "대", "제", "강"))
    if word == "월":
        return _SENTENCE.search(text, max(0, start - 8), start) is not None
    if word == "해":
        return number.word and bool(_SPAN_AFTER.match(text, end)) and value > 1
    if word == "개월":
        return not after.startswith(("령", "된 "))
    if word == "달":
        return number.word or bool(_SPAN_AFTER.match(text, end))
    if word == "세기":
        return bool(number.word)
    return True
