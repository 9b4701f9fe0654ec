"""Korean numerals as values: digits and 조·억·만·천·백 chains, number words, vague scales.

`3만 8210`, `2천2백50만`, `일만이천`, `스물여섯`, `수십만`, `두세`, `1억6천400여만`. A numeral is
read
where it stands; whether it counts anything is decided by who asks (`quantities.py`).

All functions take look-up text (`quantities.fold`): ASCII digits, plain spaces, Hangul numerals.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from monitor.patterns import Pattern

DIGIT_WORDS = {
    **{w: i for i, w in enumerate("영일이삼사오육칠팔구")},
    "공": 0,
    "륙": 6,
}
SMALL = {"십": 10, "백": 100, "천": 1000}
BIG = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}
SCALES = frozenset("십백천만억조경")
_NO_LIMIT = 10**30
_MONEY_HEADS = frozenset("원달엔위유파")

# Syllables that make a scale letter the head of a noun: 6경기 is no 6×10¹⁶, 3조각 no 3×10¹².
_NO_SCALE = {
    "경": frozenset("기제찰로쟁우주험찰매비력과"),
    "조": frozenset("각직사치합항례선건성립별장류기교"),
    "천": frozenset("연안주막"),
    "백": frozenset("신화"),
    "만": frozenset("들"),
    "억": frozenset("울제"),
    "십": frozenset("자"),
}
# Behind 조 these are counters too: 3조건 are three conditions and 12조장 leads a team, but nobody
# has 125 of them, nor 1.5, nor 1천: 125조건 are 125×10¹² cases. (144경기 are a season's games.)
_COUNTERS = frozenset("건장기")
# So many letters of a numeral, digits or words, count no such noun.
_MANY = 3
_NUMERAL = frozenset("0123456789.,영일이삼사오육륙칠팔구") | SCALES

NATIVE_ONES = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "서": 3,
    "넷": 4, "네": 4, "넉": 4, "너": 4, "다섯": 5, "닷": 5, "여섯": 6, "엿": 6,
    "일곱": 7, "여덟": 8, "아홉": 9,
}  # fmt: skip
NATIVE_TENS = {
    "열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60,
    "일흔": 70, "여든": 80, "아흔": 90,
}  # fmt: skip

# Contract, rule 3: "`한두` 1..2, `두세`/`두어` 2..3, `서너` 3..4, `네댓` 4..5, `대여섯` 5..6,
# `예닐곱` 6..7, `일고여덟` 7..8. All approx."
NATIVE_PAIRS = {
    "한두": (1, 2), "두세": (2, 3), "두서너": (2, 4), "두어": (2, 3), "서너": (3, 4),
    "네댓": (4, 5), "너댓": (4, 5), "네다섯": (4, 5), "너덧": (4, 5), "대여섯": (5, 6),
    "대엿": (5, 6), "댓": (5, 5), "예닐곱": (6, 7), "예일곱": (6, 7), "일고여덟": (7, 8),
    "일여덟": (7, 8), "여덟아홉": (8, 9), "엳아홉": (8, 9), "여남은": (11, 19),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral as read: its values, where it ends, and what the next rules need of its shape.

    `low` and `high` differ for a vague or paired numeral (수십, 두세), and then `approx` is set.
    `scale` is the last scale word's weight (`2~3조`: it may serve a number before it), `step` the
    weight of the last written place that is not zero (None: as `low` has it), `band` says that 여
    stands inside it.
    """

    end: int
    low: Decimal
    high: Decimal
    step: Decimal | None = None
    scale: int = 1
    approx: bool = False
    band: bool = False
    word: bool = False  # written in letters, not in digits
    vague: bool = False

    @property
    def exact(self) -> bool:
        return self.low == self.high

    @property
    def place(self) -> Decimal:
        """The weight of the last written place that is not zero."""
        return step_of(self.low) if self.step is None else self.step

    def times(self, factor: Decimal) -> Number:
        """The numeral in a base unit: all its values `factor` times as large."""
        if factor == 1:
            return self
        low, high, step = self.low * factor, self.high * factor, self.place * factor
        return replace(self, low=low, high=high, step=step)


def step_of(value: Decimal) -> Decimal:
    """Return the weight of the last place of `value` that is not zero, as it was written.

    >>> step_of(Decimal(180)), step_of(Decimal("1.50"))
    (Decimal('10'), Decimal('0.01'))
    """
    exponent = int(value.as_tuple().exponent)
    if exponent < 0:
        return _PLACES[exponent] if exponent >= -6 else Decimal(1).scaleb(exponent)
    digits = str(value)
    zeros = len(digits) - len(digits.rstrip("0")) if "E" not in digits and value else exponent
    return Decimal(10**zeros)


_PLACES = {-i: Decimal(1).scaleb(-i) for i in range(1, 7)}


_FIGURE = Pattern(r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?")
_TOKEN = Pattern(
    r"( {0,2})(?:([0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+(?:\.[0-9]+)?)|(여 ?)?([십백천만억조경]))"
)
# Longer figures are no quantity of a news text, and Decimal's work grows with the digits.
MAX_DIGITS = 30


def read_digits(text: str, at: int) -> Number | None:
    """Return the numeral that starts with a digit at `at`, scale words included.

    >>> read_digits("3만 8210건", 0).low
    Decimal('38210')
    >>> read_digits("2천2백50만 달러", 0).low
    Decimal('22500000')
    """
    found = _FIGURE.match(text, at)
    if found is None or found.end() - at > MAX_DIGITS:
        return None
    figure = found.group()
    end = found.end()
    value = Decimal(figure.replace(",", "") if "," in figure else figure)
    after = text[end : end + 4]
    if not after or (after[0] not in SCALES and after[0] not in " 여"):
        return Number(end, value, value)
    return _chain(text, end, value)


_SHIFTS = Pattern(" ?[0-9]교대")  # 4조 3교대: teams and shifts


def _is_scale(text: str, at: int) -> bool:
    """Whether the scale letter at `at` is one, and not the head of a noun."""
    letter, after = text[at], text[at + 1 : at + 2]
    if letter == "조" and after and after in _COUNTERS and at and text[at - 1] != " ":
        return text[at - 1] in SCALES or (
            at >= _MANY and _NUMERAL.issuperset(text[at - _MANY : at])
        )
    if letter == "조" and _SHIFTS.match(text, at + 1):
        return False
    if letter in "조경" and at and text[at - 1] == " " and after == " ":
        # `1 조 2 천억` is a figure; `35 조 씨` a name.
        return text[at + 2 : at + 3].isdigit() or text[at + 2 : at + 3] in _MONEY_HEADS
    if after in DIGIT_WORDS and text[at + 2 : at + 3] in SCALES and at + 2 < len(text):
        return True  # 일조사천억, not 조사
    return not after or after not in _NO_SCALE[letter]


def _chain(text: str, end: int, first: Decimal) -> Number:
    """Read scale words and further digits behind `first`.

    `total` holds what is closed by 만, 억, 조; `group` what is closed by 십, 백, 천 within it;
    `pending` digits that wait for their scale word.
    """
    total = group = Decimal(0)
    pending: Decimal | None = first
    small = big = _NO_LIMIT  # scale words fall: 3만5천, never 5천3만3만
    band = False
    start = end
    while (token := _TOKEN.match(text, end)) is not None:
        gap, figure, yeo, letter = token.groups()
        if figure is not None:
            limit = min(small, big) if group else big
            if pending is not None or band or len(figure) > 12:
                break
            more = Decimal(figure.replace(",", ""))
            if more >= limit or (figure[0] == "0" and len(figure) > 1):
                break
            # `3만 8210`: a remainder behind a space is long or has a scale word of its own.
            if gap and not _continues(text, token.end(), figure):
                break
            pending = more
        elif not _is_scale(text, token.end() - 1):
            break
        elif letter in SMALL:
            weight = SMALL[letter]
            if (group and weight >= small) or (pending is None and not total and not group):
                break
            group += (1 if pending is None else pending) * weight
            small, pending = weight, None
        else:
            weight = BIG[letter]
            whole = group + (pending or 0)
            if weight >= big or (whole == 0 and pending is None):
                break
            total += whole * weight
            group, pending, big, small = Decimal(0), None, weight, _NO_LIMIT
        end = token.end()
        band = band or yeo is not None
    value = total + group + (pending or 0)
    if end == start:
        return Number(end, value, value)
    if total and group and pending is None and big >= 10**8:
        value = _shorthand(text, end, value, group, big)
    value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return Number(end, value, value, None, _trailing(text, end), band=band)


def _trailing(text: str, end: int) -> int:
    """Return the weight of the scale letters that close a numeral: 3천만 → 10⁷, 2조5000 → 1."""
    weight = 1
    at = end - 1
    while at >= 0 and text[at] in SCALES:
        weight *= SMALL.get(text[at]) or BIG[text[at]]
        at -= 1
    return weight


def _continues(text: str, end: int, figure: str) -> bool:
    """Whether digits behind a space go on with the numeral before them."""
    i = end + 1 if text[end : end + 1] == " " else end
    after = text[i : i + 1]
    if after in SCALES:
        return _is_scale(text, i)
    if after and after in "년월일시분.:-~%":
        return False
    return len(figure.replace(",", "")) >= 3


def _shorthand(text: str, end: int, value: Decimal, group: Decimal, big: int) -> Decimal:
    """`1억5천` in speech is 1억5천만: a lone 천, 백, 십 behind 억 or 조 counts the next scale."""
    if text[end - 3] not in "억조" or not text[end - 2].isdigit():
        return value
    return value - group + group * (big // 10**4)


_COPULA = Pattern("이(?:다(?![가-힣])|며|라[고는]|었|지만|고 |나 |든|란 |상|하|내 )")
_WORD_TOKENS = frozenset("영공일이삼사오육륙칠팔구십백천만억조경")
_POINT = Pattern(r" ?[점쩜](?! ?사이) ?([영공일이삼사오육륙칠팔구]+)")
_PAIR_TEXT = ("일이", "이삼", "삼사", "사오", "오륙", "오육", "육칠", "칠팔", "팔구")
_PAIR_WORD = Pattern(
    f"({'|'.join(_PAIR_TEXT)})([십백천]?[만억조]?)(?![십백천만억조일이삼사오육칠팔구])"
)


def read_words(text: str, at: int, *, spaced: bool = True) -> Number | None:
    """Return the Sino-Korean numeral in letters at `at`; None where no numeral is well-formed.

    `spaced`: whether it may go on behind a space (만 오천).

    >>> read_words("일만이천 명", 0).low
    Decimal('12000')
    >>> read_words("이점오 배", 0).low
    Decimal('2.5')
    """
    pair = _PAIR_WORD.match(text, at)
    if pair is not None:
        place = Decimal(1)
        for scale in pair.group(2):
            place *= SMALL.get(scale) or BIG[scale]
        low, high = (Decimal(DIGIT_WORDS[w]) * place for w in pair.group(1))
        return Number(pair.end(), low, high, place, approx=True, word=True, vague=True)
    total = group = 0
    pending: int | None = None
    small = big = _NO_LIMIT
    end = at
    band = False
    while end < len(text) and end - at < 60:
        i = end
        if spaced and i > at and text[i] == " ":
            i = _next_word(text, i)
            if i < 0:
                break
        letter = text[i]
        if letter in DIGIT_WORDS:
            if pending is not None or (i > end and not _word_continues(text, i)):
                break
            if i > at and (letter in "영공" or (letter == "이" and _COPULA.match(text, i))):
                break  # 백칠십이다 is 170, 경영 no number
            pending = DIGIT_WORDS[letter]
        elif letter.isdigit() and i > at and pending is None and i == end:
            found = _FIGURE.match(text, i)
            if found is None or found.end() - i > 4 or "." in found.group():
                break
            digits = int(found.group().replace(",", ""))
            if digits >= min(small, big):
                break
            pending = digits
            end = found.end()
            continue
        elif letter in SMALL:
            weight = SMALL[letter]
            if weight >= small or (i > end and text[i - 1] == " " and not _word_continues(text, i)):
                break
            group += (1 if pending is None else pending) * weight
            small, pending = weight, None
        elif letter in BIG:
            weight = BIG[letter]
            if weight >= big or not _is_scale(text, i):
                break
            whole = group + (pending or 0)
            if whole == 0:
                if total or pending is not None:
                    break
                whole = 1
            total += whole * weight
            group, pending, small, big = 0, None, _NO_LIMIT, weight
        elif letter == "여" and text[i + 1 : i + 2] in BIG and i > at:
            band = True
        else:
            break
        end = i + 1
    if end == at:
        return None
    value = Decimal(total + group + (pending or 0))
    point = _POINT.match(text, end)
    if point is not None and (total or group or pending is not None):
        digits_text = "".join(str(DIGIT_WORDS[w]) for w in point.group(1))
        value += Decimal(f"0.{digits_text}")
        end = point.end()
        if text[end : end + 1] in BIG and text[end : end + 1]:  # 일점오만
            value *= BIG[text[end]]
            end += 1
    return Number(end, value, value, None, _trailing(text, end), word=True, band=band)


def _next_word(text: str, at: int) -> int:
    """Return where the next letter behind up to two spaces stands, -1 for none."""
    i = at
    while i < len(text) and text[i] == " " and i - at < 2:
        i += 1
    return i if i < len(text) and text[i] in _WORD_TOKENS else -1


def _word_continues(text: str, at: int) -> bool:
    """Whether the number word behind a space belongs on: it holds a scale word (만 오천, 천 백)."""
    i = at
    while i < len(text) and text[i] in _WORD_TOKENS:
        i += 1
    word = text[at:i]
    if len(word) == 1 and word not in SCALES:
        # 오십 이 (52): only where nothing but a space or the end follows.
        return i == len(text)
    return any(w in SCALES for w in word)


_DOUBLE_VAGUE = Pattern("수([십백천]?[만억조]?) ?수([십백천]?[만억조]?)(?![십백천만억조])")
_VAGUE = Pattern(
    r"(몇|수|십수|십몇|여러)( ?)((?:십|백|천)?(?:만|억|조|경)?)(여)?(?![십백천만억조])"
)


def read_vague(text: str, at: int) -> Number | None:
    """Return a vague numeral: `수십` 20..99, `몇` 2..9, `십수` 11..19 (contract, rule 3).

    >>> n = read_vague("수십만 명", 0); n.low, n.high
    (Decimal('200000'), Decimal('999900'))
    """
    double = _DOUBLE_VAGUE.match(text, at)
    if double is not None and double.group(1) and double.group(2):  # 수십, 수백
        first, second = (_vague("수", _weight(s), double.end()) for s in double.groups())
        if first.low < second.low:
            return replace(second, low=first.low, step=first.step)
    found = _VAGUE.match(text, at)
    if found is None:
        return None
    head, gap, scales, _ = found.groups()
    if gap and not scales:
        return _vague(head, 1, found.start(2))
    weight = _weight(scales)
    if head == "여러":
        return None if weight == 1 else _vague("수", weight, found.end())
    return _vague(head, weight, found.end())


def _weight(scales: str) -> int:
    weight = 1
    for letter in scales:
        weight *= SMALL.get(letter) or BIG[letter]
    return weight


def _vague(head: str, weight: int, end: int) -> Number:
    unit = Decimal(weight)
    if head in ("십수", "십몇"):
        low, high = unit * 11, unit * 19
    else:
        # Contract: "`수X`: 2X up to just below 10X. `수십` 20..99, `수만` 20000..99999".
        low, high = unit * 2, unit * 10 - max(Decimal(1), unit / 1000)
    return Number(end, low, high, unit, scale=weight, approx=True, word=True, vague=True)


_NATIVE = Pattern(
    "(" + "|".join(sorted(NATIVE_PAIRS, key=len, reverse=True)) + ")"
    "|(" + "|".join(NATIVE_TENS) + ")?"
    "(" + "|".join(sorted(NATIVE_ONES, key=len, reverse=True)) + ")?"
)


def read_native(text: str, at: int) -> Number | None:
    """Return the native numeral at `at`: 두, 스물여섯, 서너.

    >>> read_native("스물여섯 명", 0).low
    Decimal('26')
    """
    found = _NATIVE.match(text, at)
    if found is None or found.end() == at:
        return None
    pair, tens, ones = found.groups()
    if pair:
        low, high = NATIVE_PAIRS[pair]
        return Number(
            found.end(), Decimal(low), Decimal(high), Decimal(1), approx=True, word=True, vague=True
        )
    value = Decimal(NATIVE_TENS.get(tens or "", 0) + NATIVE_ONES.get(ones or "", 0))
    return Number(found.end(), value, value, word=True)
