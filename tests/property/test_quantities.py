"""Laws of quantities: spans index the text, every surface form reads back, no input raises."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extract.quantities import extract_quantities
from monitor.model import Quantity

# --- the grammar's inverse: a quantity and one of its surface forms ----------------------------

_SINO = "영일이삼사오육칠팔구"
_BIG = ((10**16, "경"), (10**12, "조"), (10**8, "억"), (10**4, "만"))
_SMALL = ((1000, "천"), (100, "백"), (10, "십"))


def _plain(n: int) -> str:
    return str(n)


def _commas(n: int) -> str:
    return f"{n:,}"


def _wide(n: int) -> str:
    return str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def _chain(n: int, gap: str = "", small: bool = False) -> str:
    """3만7000, 3만 7000 or 3만7천: scale words of the 만 ladder between digits."""
    parts = []
    for weight, word in _BIG:
        count, n = divmod(n, weight)
        if count:
            parts.append((_thousands(count) if small else str(count)) + word)
    if n:
        parts.append(_thousands(n) if small else str(n))
    return gap.join(parts) or "0"


def _thousands(n: int) -> str:
    """1천15, 8천36, 2천400: 천 as a word, the rest in digits."""
    thousands, rest = divmod(n, 1000)
    return (f"{thousands}천" if thousands else "") + (str(rest) if rest or not thousands else "")


def _words(n: int) -> str:
    """Sino-Korean words, with 일 left out before 십, 백, 천."""
    text = ""
    for weight, word in (*_BIG, (1, "")):
        count, n = divmod(n, weight)
        group = ""
        for step, small in _SMALL:
            digit, count = divmod(count, step)
            if digit:
                group += ("" if digit == 1 else _SINO[digit]) + small
        if count:
            group += _SINO[count]
        if group:
            text += group + word
    return text or "영"


RENDERERS = {
    "plain": _plain,
    "commas": _commas,
    "wide": _wide,
    "chain": _chain,
    "spaced": lambda n: _chain(n, " "),
    "thousands": lambda n: _chain(n, small=True),
    "words": _words,
}

# word, base, factor, whether it is counted in ones
UNITS = (
    ("명", "명", "1", True),
    ("개", "개", "1", True),
    ("건", "건", "1", True),
    ("가구", "가구", "1", True),
    ("원", "KRW", "1", False),
    ("달러", "USD", "1", False),
    ("유로", "EUR", "1", False),
    ("배럴", "배럴", "1", False),
    ("㎞", "m", "1000", False),
    ("톤", "kg", "1000", False),
    ("GWh", "Wh", "1e9", False),
)

# before, after, what the phrase does to the interval
HEDGES = (
    ("", "", "exact"),
    ("총 ", "", "exact"),
    ("무려 ", "", "exact"),
    ("약 ", "", "about"),
    ("", " 안팎", "about"),
    ("", " 정도", "about"),
    ("최소 ", "", "up"),
    ("", " 이상", "up"),
    ("", " 초과", "up"),
    ("최대 ", "", "down"),
    ("", " 이하", "down"),
    ("", " 미만", "down"),
)


@dataclass(frozen=True)
class Form:
    text: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    approx: bool


@st.composite
def forms(draw: st.DrawFn) -> Form:
    style = draw(st.sampled_from(sorted(RENDERERS)))
    least = 100 if style == "words" else 1  # 이 명, 사 건: a lone syllable is no figure
    n = draw(
        st.one_of(st.integers(least, 9999), st.integers(least, 10**9), st.integers(least, 10**15))
    )
    if style == "spaced" and 0 < n % 10**4 < 100:
        n += 100  # behind a space a short remainder is another figure: 2만 3개
    if n in range(1000, 3000) and style == "plain":
        n += 3000  # as bare digits these may be years
    word, base, factor, _ = draw(st.sampled_from(UNITS))
    before, after, kind = draw(st.sampled_from(HEDGES))
    gap = " " if style == "words" else draw(st.sampled_from(["", " ", "\u00a0"]))
    if word == "건" and n % 10**12 == 0 and n < 10**14:
        gap = " "  # 3조건 are three conditions
    value = n * Decimal(factor)
    return Form(
        f"{before}{RENDERERS[style](n)}{gap}{word}{after}",
        None if kind == "down" else value,
        None if kind == "up" else value,
        base,
        kind == "about",
    )


def _reading(q: Quantity) -> tuple[Decimal | None, Decimal | None, str, bool]:
    return q.interval.low, q.interval.high, q.unit, q.interval.approx


@given(
    forms(),
    st.sampled_from(["", "전체는 ", "규모가 (", "\n"]),
    st.sampled_from(["", "로 집계됐다.", ")"]),
)
@settings(max_examples=300)
def test_every_surface_form_reads_back_as_its_quantity(form: Form, before: str, after: str) -> None:
    found = extract_quantities(before + form.text + after)
    assert [_reading(q) for q in found] == [(form.low, form.high, form.unit, form.approx)]


# --- the other families: each draws a form and what it must be read as ---------------------------


def _one(text: str, value: Decimal | int | str, unit: str, *, approx: bool = False) -> Form:
    exact = Decimal(value)
    return Form(text, exact, exact, unit, approx)


_NATIVE_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_NATIVE_ONES = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")


def _native(n: int) -> str:
    """A determiner: 두, 스무, 스물다섯."""
    tens, ones = divmod(n, 10)
    return "스무" if n == 20 else _NATIVE_TENS[tens] + _NATIVE_ONES[ones]


_HANJA = dict(zip("일이삼사오육칠팔구십백천만억", "一二三四五六七八九十百千萬億", strict=True))


def _hanja(n: int) -> str:
    return "".join(_HANJA[letter] for letter in _words(n))


def _mixed(n: int) -> str:
    """4천3백21: a digit before each scale word."""
    text = ""
    for weight, word in ((1000, "천"), (100, "백")):
        count, n = divmod(n, weight)
        text += f"{count}{word}" if count else ""
    return text + (str(n) if n else "")


@st.composite
def counted(draw: st.DrawFn) -> Form:
    """Native words, Hanja, a digit before each scale word, with a counter."""
    how = draw(st.sampled_from(["native", "hanja", "mixed"]))
    counter = draw(st.sampled_from(["명", "곳", "건"]))
    if how == "native":
        n = draw(st.integers(2, 99))
        return _one(f"{_native(n)} {counter}", n, counter)
    if how == "hanja":
        n = draw(st.integers(11, 10**9 - 1))
        return _one(f"{_hanja(n)} {counter}", n, counter)
    n = draw(st.integers(1000, 9999))
    return _one(f"{_mixed(n)}{counter}", n, counter)


@st.composite
def bands(draw: st.DrawFn) -> Form:
    """`50여 명`, `3만여 원`, `80억 원대`, `4%대`: up to just below the next of the last place."""
    digit, zeros = draw(st.integers(1, 99)), draw(st.integers(1, 10))
    n = digit * 10**zeros if digit % 10 else digit * 10 ** (zeros - 1)
    zeros = len(str(n)) - len(str(n).rstrip("0"))
    step = Decimal(10) ** zeros
    kind = draw(st.sampled_from(["여", "원여", "대", "%대"]))
    if kind == "여":
        counter = draw(st.sampled_from(["명", "곳", "건"]))
        grain = min(step, Decimal(1))
        return Form(f"{_chain(n)}여 {counter}", Decimal(n), n + step - grain, counter, True)
    if kind == "%대":
        share = draw(st.integers(1, 99))
        place = Decimal(10 if share % 10 == 0 else 1)
        high = share + place - place / 1000
        return Form(f"{share}%대", Decimal(share), high, "%", True)
    word, base = draw(st.sampled_from([("원", "KRW"), ("달러", "USD"), ("엔", "JPY")]))
    text = f"{_chain(n)}여 {word}" if kind == "원여" else f"{_chain(n)} {word}대"
    return Form(text, Decimal(n), n + step - step / 1000, base, True)


@st.composite
def vague(draw: st.DrawFn) -> Form:
    """`수십 명`, `수만 건`, `서너 곳`, `수조 원대`."""
    counter = draw(st.sampled_from(["명", "곳", "건"]))
    if draw(st.booleans()):
        pairs = {"한두": (1, 2), "두세": (2, 3), "서너": (3, 4), "네댓": (4, 5), "대여섯": (5, 6)}
        pairs |= {"예닐곱": (6, 7), "일고여덟": (7, 8)}
        word, (least, most) = draw(st.sampled_from(sorted(pairs.items())))
        return Form(f"{word} {counter}", Decimal(least), Decimal(most), counter, True)
    scales = {"십": 10, "백": 100, "천": 1000, "만": 10**4, "십만": 10**5, "백만": 10**6}
    scales |= {"억": 10**8, "십억": 10**9, "조": 10**12}
    word, weight = draw(st.sampled_from(sorted(scales.items())))
    high = weight * 10 - max(Decimal(1), Decimal(weight) / 1000)
    tail, base = draw(
        st.sampled_from([(f" {counter}", counter), (" 원대", "KRW"), (" 달러", "USD")])
    )
    return Form(f"수{word}{tail}", Decimal(weight * 2), high, base, True)


@st.composite
def ratios(draw: st.DrawFn) -> Form:
    """Multiples, fractions, odds, ranks, scores, points of an index."""
    n = draw(st.integers(2, 99))
    tenth = draw(st.integers(1, 9))
    top = draw(st.integers(1, 99))
    return draw(
        st.sampled_from(
            [
                _one(f"{n}배", n, "배"),
                _one(f"{n}.{tenth}배", f"{n}.{tenth}", "배"),
                _one(f"{_native(n)} 배", n, "배"),
                _one(f"{n}분의 {top}", Decimal(top) / n, "배"),
                _one(f"{n}분의{top}", Decimal(top) / n, "배"),
                _one(f"{_words(n)}분의 {_words(top)}", Decimal(top) / n, "배"),
                _one(f"전체의 {top}/{n}", Decimal(top) / n, "배"),
                _one(f"{n}.{tenth} 대 1", f"{n}.{tenth}", "1"),
                _one(f"{n + 10}대1", n + 10, "1"),
                _one(f"{n}위", n, "위"),
                _one(f"{_native(n)} 번째로 많은", n, "위"),
                _one(f"{n}점", n, "점"),
                _one(f"{n}.{tenth}점", f"{n}.{tenth}", "점"),
                _one(f"{n}.{tenth}포인트", f"{n}.{tenth}", "포인트"),
            ]
        )
    )


@st.composite
def shares(draw: st.DrawFn) -> Form:
    """Shares and their differences with every sign and word."""
    value = Decimal(draw(st.integers(1, 9999))) / draw(st.sampled_from([1, 10, 100]))
    word, base, factor = draw(
        st.sampled_from(
            [
                *((w, "%", "1") for w in ("%", " %", "퍼센트", " 퍼센트", "％")),
                *((w, "%p", "1") for w in ("%p", "%P", "%포인트", " %포인트", "퍼센트포인트")),
                ("bp", "%p", "0.01"),
                ("bps", "%p", "0.01"),
            ]
        )
    )
    sign = draw(st.sampled_from(["", "", "-", "−", "–", "△", "▼", "마이너스 ", "+"]))
    figure = f"{value:f}"
    result = value * Decimal(factor)
    return _one(f"{sign}{figure}{word}", -result if sign not in ("", "+") else result, base)


@st.composite
def ranges(draw: st.DrawFn) -> Form:
    """One interval of two numbers: with one unit word or two, in signs or in words."""
    low = draw(st.integers(2, 900))
    high = low + draw(st.integers(1, 99))
    word, base, factor = draw(
        st.sampled_from(
            [
                ("명", "명", 1),
                ("%", "%", 1),
                ("만 원", "KRW", 10**4),
                ("억 달러", "USD", 10**8),
                ("㎞", "m", 1000),
                ("배", "배", 1),
            ]
        )
    )
    text = draw(
        st.sampled_from(
            [
                f"{low}~{high}{word}",
                f"{low}∼{high}{word}",
                f"{low} ~ {high}{word}",
                f"{low}{word}~{high}{word}",
                f"{low}{word}에서 {high}{word} 사이",
                f"{low}{word}부터 {high}{word}까지",
                f"적게는 {low}{word}에서 많게는 {high}{word}",
            ]
        )
    )
    return Form(text, Decimal(low * factor), Decimal(high * factor), base, False)


@st.composite
def money(draw: st.DrawFn) -> Form:
    """A currency before or behind the amount, as a sign, a code or a word; a denominator."""
    n = draw(st.integers(2, 99_999))
    scale, weight = draw(st.sampled_from([("", 1), ("만", 10**4), ("억", 10**8), ("조", 10**12)]))
    value = n * weight
    figure = draw(st.sampled_from([f"{n}{scale}", f"{n:,}{scale}"]))
    before = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW"}
    before |= {"HK$": "HKD", "USD ": "USD", "EUR ": "EUR"}
    behind = {"달러": "USD", "엔": "JPY", "위안": "CNY", "유로": "EUR", "파운드": "GBP"}
    behind |= {"홍콩달러": "HKD", "캐나다 달러": "CAD", "루피": "INR", "루블": "RUB", "USD": "USD"}
    per = draw(st.sampled_from(["", "", "1인당 ", "배럴당 ", "㎡당 ", "10만 명당 "]))
    if draw(st.booleans()):
        sign, code = draw(st.sampled_from(sorted(before.items())))
        return _one(f"{sign}{figure}", value, code)
    word, code = draw(st.sampled_from(sorted(behind.items())))
    return _one(f"{per}{figure} {word}", value, code)


_PREFIXES = {"": "1", "k": "1e3", "M": "1e6", "G": "1e9", "T": "1e12"}
_SPOKEN = {"": "1", "킬로": "1e3", "메가": "1e6", "기가": "1e9", "테라": "1e12", "밀리": "1e-3"}


@st.composite
def measures(draw: st.DrawFn) -> Form:
    """SI units with every prefix, in Latin letters and in Hangul; speeds and degrees."""
    n = Decimal(draw(st.integers(11, 9999))) / draw(st.sampled_from([1, 10]))
    kind = draw(st.sampled_from(["latin", "hangul", "speed", "degree"]))
    if kind == "latin":
        unit = draw(st.sampled_from(["W", "Wh", "Hz", "B"]))
        prefix = draw(st.sampled_from(sorted(_PREFIXES)[1:]))
        return _one(f"{n:f}{prefix}{unit}", n * Decimal(_PREFIXES[prefix]), unit)
    if kind == "hangul":
        word, base, factor = draw(
            st.sampled_from(
                [
                    ("와트", "W", "1"),
                    ("미터", "m", "1"),
                    ("그램", "kg", "0.001"),
                    ("리터", "L", "1"),
                    ("바이트", "B", "1"),
                    ("헤르츠", "Hz", "1"),
                ]
            )
        )
        prefix = draw(st.sampled_from(sorted(_SPOKEN)))
        gap = draw(st.sampled_from(["", " "]))
        return _one(
            f"{n:f}{gap}{prefix}{word}", n * Decimal(_SPOKEN[prefix]) * Decimal(factor), base
        )
    if kind == "speed":
        return _one(f"초속 {n:f}m", n, "m/s")
    word, value, base = draw(
        st.sampled_from(
            [
                (f"섭씨 {n:f}도", n, "°C"),
                (f"{n:f}℃", n, "°C"),
                (f"영하 {n:f}도", -n, "도"),
                (f"{n:f}도", n, "도"),
            ]
        )
    )
    return _one(word, value, base)


@st.composite
def spans_of_time(draw: st.DrawFn) -> Form:
    """Durations in one unit or two, and ages."""
    n, m = draw(st.integers(2, 40)), draw(st.integers(1, 11))
    return draw(
        st.sampled_from(
            [
                _one(f"{n}년간", n * 12, "개월"),
                _one(f"{n}년 {m}개월", n * 12 + m, "개월"),
                _one(f"{n}개월", n, "개월"),
                _one(f"{n}년 반", n * 12 + 6, "개월"),
                _one(f"{n}시간", n * 3600, "초"),
                _one(f"{n}시간 {m}분", n * 3600 + m * 60, "초"),
                _one(f"{n}시간 {m}분 {n}초", n * 3600 + m * 60 + n, "초"),
                _one(f"{n}일간", n * 86400, "초"),
                _one(f"{n}주간", n * 604800, "초"),
                _one(f"{n}.{m % 10}초", Decimal(f"{n}.{m % 10}"), "초"),
                _one(f"{n}세", n, "세"),
                _one(f"만 {n}세", n, "세"),
                _one(f"{_native(n)} 살", n, "세"),
            ]
        )
    )


measured: st.SearchStrategy[Form] = measures().filter(lambda form: "도" not in form.text)

_UP = ("{} 이상", "최소 {}", "적어도 {}", "{}가 넘는", "{} 초과", "{} 넘게")
_DOWN = ("{} 이하", "{} 미만", "최대 {}", "많아야 {}")
_SOFT = (
    "약 {}",
    "대략 {}",
    "{} 안팎",
    "{} 내외",
    "{} 정도",
    "{} 남짓",
    "{}가량",
    "{}쯤",
    "{} 수준",
)
_SAME = ("총 {}", "무려 {}", "고작 {}", "각각 {}", "{}에 불과한", "{}에 달하는", "({})", "「{}」")


@st.composite
def hedged(draw: st.DrawFn) -> Form:
    """An exact form of any family with a word before or behind it that opens or softens it."""
    exact = st.one_of(measured, counted(), shares(), money(), spans_of_time(), ratios())
    form: Form = draw(exact)
    if form.text[0] in "-−–△▼+마영적전" or form.text.endswith("많은"):
        return form
    frame = draw(st.sampled_from(_UP + _DOWN + _SOFT + _SAME))
    text = frame.format(form.text)
    if frame in _UP:
        return Form(text, form.low, None, form.unit, False)
    if frame in _DOWN:
        return Form(text, None, form.high, form.unit, False)
    return Form(text, form.low, form.high, form.unit, frame in _SOFT)


FAMILIES = {
    "counted": counted(),
    "bands": bands(),
    "vague": vague(),
    "ratios": ratios(),
    "shares": shares(),
    "ranges": ranges(),
    "money": money(),
    "measures": measures(),
    "spans of time": spans_of_time(),
    "hedged": hedged(),
}
EVERY = st.one_of(forms(), *FAMILIES.values())


@pytest.mark.parametrize("family", FAMILIES)
@given(data=st.data())
def test_a_form_of_each_family_reads_back_as_its_quantity(family: str, data: st.DataObject) -> None:
    form = data.draw(FAMILIES[family])
    behind = data.draw(st.sampled_from(["", ".", "로 집계됐다.", "를 기록했다.", ")"]))
    before = data.draw(st.sampled_from(["", "전체는 ", "이번에는 (", "\n"]))
    found = extract_quantities(before + form.text + behind)
    assert [_reading(q) for q in found] == [(form.low, form.high, form.unit, form.approx)]


@given(EVERY)
def test_what_is_written_lies_inside_what_it_is_read_as(form: Form) -> None:
    (found,) = extract_quantities(f"전체는 {form.text}.")
    low, high = found.interval.low, found.interval.high
    assert low is None or high is None or low <= high
    for written in (form.low, form.high):
        assert written is None or low is None or low <= written
        assert written is None or high is None or written <= high


@given(st.lists(EVERY, min_size=1, max_size=4))
def test_a_list_of_forms_is_read_as_its_forms(found: list[Form]) -> None:
    text = "\n".join(f"전체는 {form.text}." for form in found)
    expected = [(form.low, form.high, form.unit, form.approx) for form in found]
    assert [_reading(q) for q in extract_quantities(text)] == expected


@given(EVERY, st.sampled_from(["\u00a0", "\u2009", "\u3000"]))
def test_spaces_of_any_width_and_wide_digits_mean_the_same(form: Form, space: str) -> None:
    wide = form.text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for text in (form.text.replace(" ", space), wide):
        (found,) = extract_quantities(f"전체는 {text}.")
        assert _reading(found) == (form.low, form.high, form.unit, form.approx)


# --- any text ------------------------------------------------------------------------------------

_LETTERS = (
    "0123456789,.-~ %()$/·:'\n"
    "일이삼사오육칠팔구십백천만억조경영점한두세네다섯여섯열스물수몇반절배"
    "명개건곳대원달러년월일시분초약최소대이상하미만초과넘는밑도는에서까지부터과와의을를가은분의제호세도위등주kmGBHz€①½０３五百億"
    "영하섭씨마이너스당씩여선수준"
)
TEXTS = st.one_of(
    st.text(alphabet=_LETTERS, max_size=60),
    st.text(max_size=60),
    st.lists(EVERY.map(lambda f: f.text), max_size=4).map(" ".join),
)


@given(TEXTS)
@settings(max_examples=500)
def test_spans_index_the_text_in_order_and_no_input_raises(text: str) -> None:
    last = 0
    for q in extract_quantities(text):
        start, end = q.span
        assert last <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]
        last = end


@given(st.lists(EVERY.map(lambda f: f"{f.text}을 썼다."), min_size=1, max_size=4))
def test_a_text_has_the_quantities_of_its_paragraphs(paragraphs: list[str]) -> None:
    whole = [_reading(q) for q in extract_quantities("\n".join(paragraphs))]
    assert whole == [_reading(q) for p in paragraphs for q in extract_quantities(p)]


@given(forms())
def test_decomposed_syllables_mean_the_same_and_spans_hold(form: Form) -> None:
    text = unicodedata.normalize("NFD", f"모두 {form.text}로 늘었다.")
    (found,) = extract_quantities(text)
    assert _reading(found) == (form.low, form.high, form.unit, form.approx)
    words = unicodedata.normalize("NFC", text[slice(*found.span)])
    assert unicodedata.normalize("NFC", form.text).endswith(words)
