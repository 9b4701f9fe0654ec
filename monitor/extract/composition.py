"""How a property is spelt with what a figure says of it: `수출` and 7.5 % more is `수출 증가율`."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.extract import lexicon
from monitor.extract.heads import classes_of
from monitor.extract.kept import Kept
from monitor.patterns import Pattern


def root_of(base: str) -> str:
    """Return the property without what a figure added to it; empty where nothing is left.

    >>> root_of("취업자 증가 폭"), root_of("이용자 수 감소율"), root_of("순위")
    ('취업자', '이용자', '')
    """
    return _ROOTS[base]


def _root_of(base: str) -> str:
    if "대비" in base:
        base = _COMPARED.sub("", base)
    base = base.strip()
    while base.endswith(_MADE_ENDS):
        rest = _MADE.sub("", base).strip()
        if rest == base:
            break
        base = rest
    return base


_ROOTS = Kept(_root_of)


_COMPARED = Pattern(r"^.{1,40}? 대비 ")


_MADE = Pattern(
    r"(?:^|\s)(?:누적\s?|평균\s?)?(?:순?증가|감소|상승|하락|성장|인상|인하|증감|확대|축소|급증|급감|초과|감축|삭감|등락|오름|내림)"
    r"(?:율|률|세|액|분|량|\s?폭|\s?수|\s?배율|\s?인원|\s?규모)?$"
    r"|(?:^|(?<=\S)\s)(?:수|규모|비율|비중|순위|점수|배율|배수|차이?|격차|폭|수준|건수|인원)$"
)


# What `_MADE` may end in: without one of these it is not tried.
_MADE_ENDS = (
    "증가", "감소", "상승", "하락", "성장", "인상", "인하", "증감", "확대", "축소", "급증", "급감",
    "초과", "감축", "삭감", "등락", "오름", "내림", "율", "률", "세", "액", "분", "량", "폭", "수",
    "인원", "규모", "비중", "순위", "차", "차이", "격차", "수준",
)  # fmt: skip
MADE_WORDS = 4
"""So many words at the end tell whether a change is named: `누적 순증가 폭` and one before."""


# What it is by itself, behind whatever it is of: most properties end in one of these.
_MADE_ALONE = frozenset(
    [
        *("수", "규모", "비율", "비중", "순위", "점수", "배율", "배수", "차", "차이", "격차", "폭"),
        *("수준", "건수", "인원"),
    ]
)


def is_moved(words: Sequence[str]) -> bool:
    """Whether the last words of a property say that it moves, or only how it is counted."""
    if words[-1] in _MADE_ALONE:
        return True
    return words[-1].endswith(_MADE_ENDS) and _MADE.search(" ".join(words)) is not None


def compose(base: str, kind: str, unit: str, move: str, reference: str) -> str:
    """Return the metric: the property with what the figure says of it; empty if nothing is said.

    A growth is `… 증가율`, of counts `… 증가 수`, a rank `… 순위`, a share `… 비율`, a count
    `… 수`, a ratio `… 대비 …`.
    """
    head = base.split()[-1]
    if kind == "score" and base in {"차", "차이", "격차"}:
        return f"점수 {base}"
    if move and kind not in {"times", "rank"}:
        return _moved(base, kind, unit, move)
    if kind == "share" and unit == "%p":
        return base if head.endswith(("차", "차이", "격차", "폭", "기여도")) else f"{base} 차이"
    if kind in _AMOUNTS and head.endswith(_SHARED):
        # A rate is no amount: what it was the rate of may be; but 합계출산율 is counted in 명.
        root = root_of(base)
        if root != base:
            if not root:
                return ""
            base, head = root, root.split()[-1]
        elif kind != "score" and kind != "rank":
            return base
    if kind in {"share", "times"}:
        base = _unnumber(base)
        head = base.split()[-1]
        if kind == "times" and not head.endswith(_RATIOS):
            base = f"{base} 증가 배율" if move.startswith(_UPWARD) else f"{base} 배율"
            return f"{reference} 대비 {base}" if reference else base
        if reference:
            tail = "" if kind == "times" or head.endswith(_RATE) else " 비율"
            return f"{reference} 대비 {base}{tail}"
    if kind == "share":
        if head in lexicon.TAKES_RATE:
            return base.removesuffix(head) + rate_of(head)
        return base if head.endswith(_RATE) else f"{base} 비율"
    if kind == "rank":
        return base if head.endswith("순위") else f"{_unnumber(base)} 순위"
    if kind == "score" and not head.endswith(
        ("점수", "차", "차이", "격차", "지수", "성적", "평점", "지표", "코스피", "코스닥")
    ):
        return f"{base} 점수"
    if kind == "money" and not _is_money(head):
        return f"{base}액" if head in lexicon.TAKES_AMOUNT else f"{base} 규모"
    if kind in {"count", "physical"} and head in lexicon.TAKES_QUANTITY:
        return f"{base}량"
    if kind == "people" and head in lexicon.DOERS:
        return f"{base}자 수"  # `2명이 실종됐다` counts 실종자
    if kind in {"people", "count"} and not head.endswith(_COUNT_HEAD):
        return f"{base} 수"
    return base


_UPWARD = ("증가", "상승", "성장")
_RATIOS = ("배율", "배수", "비율", "경쟁률", "격차", "차이")
_SHARED = ("율", "률", "비중", "점유", "순위", "배수", "폭", "격차")
_AMOUNTS = frozenset({"money", "people", "count", "physical", "rank", "score"})


_OF_SHARES = {"증가": "상승", "감소": "하락"}
"""Amounts grow and shrink, shares rise and fall: by so many points, whatever the verb."""


def _moved(base: str, kind: str, unit: str, move: str) -> str:
    """Return the name of a change: `수출 증가율`, `취업자 감소 수`, `비중 상승폭`."""
    root = root_of(base)
    move = _proper_move(move, root)
    noun = move[:-1]  # 증가율 without 율
    if kind == "share" and unit == "%p":
        root = base if base.endswith(_RATE) else root
        noun = _OF_SHARES.get(noun, noun)
        return f"{root} {noun}폭" if root else f"{noun}폭"
    if kind == "share":
        if base.endswith(("율", "률")) and (root in {"", base} or noun == "증감"):
            return base  # `성장률은 -0.2%`, `고용률은 0.3% 올랐다`
        return f"{root} {move}" if root else move
    amount = {"money": "액", "people": " 수", "count": " 수"}.get(kind, "폭")
    return f"{root} {noun}{amount}" if root else f"{noun}{amount}"


def _proper_move(move: str, root: str) -> str:
    """Return the change as it is called of such a property: prices rise, amounts increase."""
    if not root:
        return move
    names = {c.name for c in classes_of(root.split()[-1])}
    if names & _RISING:
        return _RISES.get(move, move)
    return _GROWS.get(move, move) if names else move


_RISING = frozenset({"price", "index", "rate", "temperature", "score", "growth", "wage", "aid"})
_RISES = {"증가율": "상승률", "감소율": "하락률", "성장률": "상승률"}
_GROWS = {"상승률": "증가율", "하락률": "감소율", "인상률": "증가율"}


_RATE = (
    *("율", "률", "비중", "격차", "차이", "점유", "편차", "정도", "지표", "폭", "금리", "물가"),
    "목표",
)


_MONEY_HEAD = (
    *("액", "비", "비용", "금", "가격", "값", "예산", "매출", "이익", "손실", "투자", "소득"),
    *("연봉", "임금", "초임", "자금", "가치", "돈", "재원", "지출", "수입", "자산", "부채"),
    *("자본", "규모", "몫", "한도", "공모가", "주가", "목표가", "종가", "단가", "시가", "원가"),
    *("유가", "최고가", "최저가", "월세", "전세", "급여", "월급", "잔고", "수지", "적자", "흑자"),
    *("판매가", "분양가", "세수", "보수", "배당", "빚", "이자", "매도", "매수", "상한", "하한"),
)


def _is_money(head: str) -> bool:
    """Whether a property comes in money by its last word; 수수료 does, 료 by itself is none."""
    if head.endswith(_MONEY_HEAD):
        return True
    return head.endswith("료") and _FEE.search(head) is not None


_FEE = Pattern(r"[가-힣]료$")


_COUNT_HEAD = (
    *("수", "량", "규모", "인원", "인력", "부족", "목표", "계획", "인구", "대상", "고용"),
)


def _unnumber(base: str) -> str:
    return base[:-2] if base.endswith(" 수") else base.removesuffix(" 건수")


def rate_of(noun: str) -> str:
    """Return the rate at which something is done: 가입률, 감면율.

    The word is 율 behind a vowel and behind ㄴ.
    """
    final = (ord(noun[-1]) - ord("가")) % _LAST_OF_SERIES
    return noun + ("율" if final in {0, _FINAL_N} else "률")


_LAST_OF_SERIES = 28  # Hangul syllables run in blocks of 28 finals, the first without any
_FINAL_N = 4
