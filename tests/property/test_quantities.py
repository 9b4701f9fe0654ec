"""Laws of quantities: spans index the text, every surface form reads back, no input raises."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal

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


@given(st.integers(1, 999), st.integers(1, 9), st.sampled_from("만억조"))
def test_a_scale_word_of_the_second_number_serves_a_range(low: int, more: int, scale: str) -> None:
    weight = {"만": 10**4, "억": 10**8, "조": 10**12}[scale]
    (found,) = extract_quantities(f"예산 {low}~{low + more}{scale} 원을 쓴다.")
    assert found.interval.low == low * weight
    assert found.interval.high == (low + more) * weight


@given(st.integers(1, 99), st.integers(2, 99))
def test_a_fraction_in_words_is_a_multiple(top: int, bottom: int) -> None:
    (found,) = extract_quantities(f"전체의 {bottom}분의 {top}이 남았다.")
    assert found.unit == "배"
    assert found.interval.low == Decimal(top) / Decimal(bottom)


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
    st.lists(forms().map(lambda f: f.text), max_size=4).map(" ".join),
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


@given(st.lists(forms().map(lambda f: f"{f.text}을 썼다."), min_size=1, max_size=4))
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
