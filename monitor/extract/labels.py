"""What labels a row or a column of a table: a property or an owner, a unit, a period, a stance.

`매출(억원)` is a property and its unit, `'24.1Q` a quarter, `2026E` a year that is forecast, `합계`
a total, `전년比` a change. Labels write time in a shorthand of their own; it is spelt out here and
read by `times.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial

from monitor.extract import lexicon
from monitor.extract.calendars import months_of, shift_years
from monitor.extract.folding import fold
from monitor.extract.owners import is_measure
from monitor.extract.quantities import extract_quantities
from monitor.extract.tables import TABLE_WORDS
from monitor.extract.times import find_times
from monitor.model import Modality, Period
from monitor.patterns import Pattern

LONGEST = 60
"""A longer label is a sentence; its words are cut."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says, taken apart. `words` is the rest: the name of an owner or property."""

    words: str = ""
    units: tuple[str, ...] = ()
    time: str = ""  # spelt out: 2024년 1분기
    stance: Modality | None = None
    is_total: bool = False

    @property
    def is_change(self) -> bool:
        return _CHANGE.search(self.words) is not None

    @property
    def is_ratio(self) -> bool:
        return is_ratio(self.words)

    @property
    def is_metric(self) -> bool:
        return is_metric(self.words)


NOTHING = Label()
HOLLOW = frozenset(["금액", "액수", "수치", "값", "실적", "규모", "내용", "수량"])
"""Labels that say that figures stand below them, and not which."""

# --- time ---------------------------------------------------------------------------------------
_FULL = r"(?P<y>(?:19|20)\d\d)"
_SHORT = r"['’‘`](?P<ys>\d\d)"
_BARE = r"(?P<yb>1[89]|2\d|3[0-5])"
_YEAR = rf"(?:FY\s?)?(?:{_FULL}|{_SHORT}|{_BARE})"
_MONTH = r"1[0-2]|0?[1-9]"
_DAY = r"3[01]|[12]\d|0?[1-9]"
_SHORTHAND = tuple(
    (Pattern(r"(?<![\dA-Za-z.,])" + pattern), spelt)
    for pattern, spelt in (
        # '24.1Q · 2024년 1/4분기 · 24년 1Q · 2024Q1
        (
            rf"{_YEAR}\s?(?:년도?)?[\s.,_-]{{0,2}}(?:(?P<q>[1-4])\s?(?:Q|분기|[/·]\s?4\s?분기|[/·]\s?4(?!\d))|Q(?P<q2>[1-4]))",
            "{y}년 {q}분기",
        ),
        # 1Q24 · 1Q 2024 · 1Q'24
        (rf"(?P<q>[1-4])\s?Q\s?{_YEAR}(?!\d)", "{y}년 {q}분기"),
        (rf"{_YEAR}\s?(?:년도?)?[\s.]{{0,2}}(?P<h>[12])\s?H(?![A-Za-z])", "{y}년 {h}"),
        (rf"(?P<h>[12])\s?H\s?{_YEAR}(?!\d)", "{y}년 {h}"),
        # 2024.3.31 · '24.3.31
        (
            rf"(?:{_FULL}|{_SHORT})\s?[./-]\s?(?P<m>{_MONTH})\s?[./-]\s?(?P<d>{_DAY})\.?(?!\d)",
            "{y}년 {m}월 {d}일",
        ),
        # 2024.1~3월 · '24.1~9
        (
            rf"(?:{_FULL}|{_SHORT})\s?[./]\s?(?P<m>{_MONTH})\s?월?\s?[~∼-]\s?(?P<m2>{_MONTH})\s?월?(?!\d)",
            "{y}년 {m}~{m2}월",
        ),
        # 2024.03 · '24.3월
        (rf"(?:{_FULL}|{_SHORT})\s?[./-]\s?(?P<m>{_MONTH})\s?월?(?!\d)\.?", "{y}년 {m}월"),
        # 2020~2024 · 2023∼24년
        (rf"{_FULL}\s?년?\s?[~∼–-]\s?(?P<y2>(?:19|20)?\d\d)\s?년?(?!\d)", "{y}~{y2}년"),
        # '24년 · ’24
        (rf"{_SHORT}(?!\d)(?:\s?년도?)?", "{y}년"),
        # 24년 3월, but no 10년 of a bond
        (rf"{_BARE}\s?년도?(?=\s?(?:[1-4]\s?분기|\d{{1,2}}\s?월|[상하]반기|$|\())", "{y}년"),
        (
            rf"{_FULL}(?:\s?년도?|\s?회계연도|학년도)?(?![\d,.]|\s?세대|\s?탄소|\s?[~∼–-]\s?\d)",
            "{y}년",
        ),
    )
)
_QUARTER = Pattern(r"(?<![\dA-Za-z.,])([1-4])\s?(?:Q(?![A-Za-z\d])|/\s?4\s?분기)")
_GLUED = Pattern(r"((?:19|20)\d\d년)(?=[가-힣])(?!도|말|초|대|간|께|경)")  # '25예산
_LAST_CENTURY = 70  # '70 and later
_LEFT_OVER = Pattern(
    r"(?:^|\s)(?:기준|현재|누적|누계|실적|확정|결산|잠정|말|초|중|년|월|치|분)(?=$|\s)"
    r"|^[\s.,·/~-]+|[\s.,·/~-]+$"
)
_FORECAST = Pattern(
    r"전망|예상|예측|추정|추계|컨센서스|(?<=\d)\s?년?\s?\(?[EF]\)?(?=$|[\s)])|\(\s?[EF]\s?\)"
)
_PLANNED = Pattern(r"목표|계획|예정")
_STATE = Pattern(
    r"(?<=[\dQ년])\s?\(?[EFPefp]\)?(?=$|\s)"
    r"|\(\s?(?:[EFPRefpr]|잠정|전망|예상|추정|예측|예정|확정|목표|계획|추정치|전망치|잠정치)\s?\)"
)


def spell_time(text: str) -> str:
    """Return a label's text with its shorthand for time spelt out.

    >>> spell_time("1Q24"), spell_time("'23년"), spell_time("2024.03"), spell_time("3년물")
    ('2024년 1분기', '2023년', '2024년 3월', '3년물')
    """
    for pattern, spelt in _SHORTHAND:
        text, count = pattern.subn(partial(_spell, spelt=spelt), text, count=1)
        if count:
            return _GLUED.sub(r"\1 ", text)
    return _QUARTER.sub(r"\1분기", text)


def _spell(match: re.Match[str], *, spelt: str) -> str:
    group = match.groupdict()
    year = group.get("y") or ""
    if not year:
        two = int(group.get("ys") or group.get("yb") or 0)
        year = str(two + (1900 if two >= _LAST_CENTURY else 2000))
    last = group.get("y2") or ""
    return spelt.format(
        y=year,
        y2=year[:2] + last if len(last) == 2 else last,
        q=group.get("q") or group.get("q2") or "",
        h={"1": "상반기", "2": "하반기"}.get(group.get("h") or "", ""),
        m=int(group.get("m") or 0),
        m2=int(group.get("m2") or 0),
        d=int(group.get("d") or 0),
    )


_HAS_YEAR = Pattern(r"(?:19|20)\d\d년|지난해|작년|올해|금년|내년|재작년")
_BACK = Pattern(
    r"(?:전년|작년|지난해)\s?(?:동기|동월|같은\s?기간)$|전년$|(?:직전|전)\s?분기$|전월$|전달$|전기$"
)
_NOW = Pattern(r"^(?:당기|당분기|당월|당해|금기|이번\s?분기)(?:\s?말)?$")


def period_said(times: Sequence[str], day: date | None, base: Period, *, caption: str) -> Period:
    """Return the period that the spelt-out times of a cell's labels give together.

    Args:
        times: those of its labels, the outermost first.
        base: the table's latest period, which `전년 동기` points back from.
        caption: the time that the caption names; it holds where no label says another.
    """
    own = [time for time in times if time]
    said = [caption, *own] if caption else own
    if not said:
        return Period()
    if _NOW.search(said[-1]):
        return base
    if _BACK.search(said[-1]):
        return _before(base, said[-1])
    # A year above, a quarter below: `2024년` over `1분기`, or a year in the caption.
    part = next((t for t in reversed(own) if not _HAS_YEAR.search(t)), "")
    year = next((m.group() for t in reversed(said) if (m := _HAS_YEAR.search(t))), "")
    if part and year:
        joined = find_times(f"{year} {part}", day)
        if joined and joined[0].period.known:
            return joined[0].period
    for time in reversed(said):
        for mention in find_times(time, day):
            if mention.period.known:
                return mention.period
    return Period()


def _before(base: Period, word: str) -> Period:
    """Return the period that lies a year, a quarter or a month before `base`."""
    if base.start is None or base.end is None:
        return Period()
    if "분기" in word:
        return months_of(base.start.year, base.start.month - 3, base.start.month - 1)
    if word.startswith(("전월", "전달")):
        return months_of(base.start.year, base.start.month - 1, base.start.month - 1)
    return shift_years(base, -1)


# --- words and units ----------------------------------------------------------------------------
_BRACKET = Pattern(r"[(\[（［〔]([^()\[\]（）［］〔〕]{1,40})[)\]）］〕]")
_UNIT_WORD = Pattern(r"^\W{0,3}단위\s?[:：=]?\s?")
_MARKS = Pattern(
    r"^[\s■□○●◆◇◎▶▷►※☞①-⑳ㅇ·*\-–—<〈《\[【]+|[\s*†‡>〉》\]】:：]+$|(?<=[가-힣)])\s?\d{1,2}\)$"
)
_LIST = Pattern(r"\s?[,，·ㆍ;]\s?|\s및\s")
_INNER = Pattern(r"[()\[\]:：]")
_CODES = {"USD": "달러", "KRW": "원", "US$": "달러", "EUR": "유로", "JPY": "엔", "CNY": "위안"}
_SCALES = frozenset(["십만", "백만", "천만", "십억", "백억", "천억", "만", "억", "조", "천"])
_NO_UNIT = frozenset("여약~-")  # 여수, which a number takes for its 여
_NO_UNITS = frozenset(["법인", "회원", "주", "A", "K", "B", "M"])  # `한빛전자(주)`
_ROUND = Pattern(r"(10{0,3}|1,000)(?=\s?[만억조원달])")
_ROUND_COUNT = Pattern(r"1,?000\s?(?=[명건개톤가])")  # 단위: 1,000명; elsewhere so many people
_ROUND_WORDS = {"1": "", "10": "십", "100": "백", "1000": "천", "1,000": "천"}
# What stands alone as a label and is a unit for sure: 대, 호, 종 are other things too.
_UNIT_LABEL = Pattern(
    r"(?:[십백천만억조]{0,3}\s?(?:원|달러|유로|엔|위안|명|건|개|곳|톤|t|가구|개사|회|TEU|[kMGT]Wh?|㎡|㎢|ha|배럴)|%p?"
    r"|%포인트|포인트|배|(?:US)?\$)"
)
_TERM = Pattern(r"제\s?\d{1,3}\s?(?:\([당전]\)\s?)?기(?:\s?말)?")  # a term of account
_CLOCK = Pattern(r"\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}시(?:\s?\d{1,2}분)?")
_RATIO = Pattern(
    r"(?:[율률]|비중|비율|구성비|대비|증감|[전동]?[년기월]\s?[비比]|분기\s?[비比]|%|퍼센트"
    r"|y[-/ ]?o?[-/ ]?y|q[-/ ]?o?[-/ ]?q)\)?$",
    re.I,
)
_NO_RATIO = Pattern(
    r"(?:환율|출산율|출생률|사망률|배율|타율|승률|출루율|장타율|방어율|경쟁률|회전율)\)?$"
)
_CHANGE = Pattern(
    r"대비|증감|[년기월]\s?[비比](?:$|\s)|분기\s?[비比]|등락|변동|신장[률율]"
    r"|y[-/ ]?o?[-/ ]?y|q[-/ ]?o?[-/ ]?q|(?:증가|감소|성장|상승|하락|증감)(?:[률율액폭분]|$)",
    re.I,
)
_COUNTED = Pattern(
    r"\s수$|(?:명|건|대|자|객|포|구|원|생|상|체|사|관|교|인|민|량|점)수$"
    r"|(?:인구|순위|등수|점수|평점|실적치|현원|정원|총계|총액|잔액|손익|순익)$"
)


@lru_cache(maxsize=20_000)
def read_label(text: str) -> Label:
    """Return what a label says.

    >>> read_label("매출액(억원)").words, read_label("매출액(억원)").units
    ('매출액', ('억원',))
    >>> read_label("2026E").time, str(read_label("2026E").stance)
    ('2026년', 'forecast')
    """
    text = fold(text.replace("\xa0", " ")).strip()[:LONGEST]
    units: list[str] = []
    stance = None
    if _FORECAST.search(text):
        stance = Modality.FORECAST
    elif _PLANNED.search(text):
        stance = Modality.PLANNED
    for found in _BRACKET.finditer(text):
        inner = found[1].strip()
        if said := units_of(inner):
            units += said
            # `아파트값(전주 대비 %)`
            is_rate = _CHANGE.search(inner) and "%" in said and not is_ratio(text[: found.start()])
            text = text.replace(found.group(), " 변동률 " if is_rate else " ", 1)
        elif is_time(inner):
            text = text.replace(found.group(), f" {inner} ", 1)
        elif any(c.isdigit() for c in inner) and found.start():
            text = text.replace(found.group(), " ", 1)  # `남성(500명)`
    text = _STATE.sub(" ", text)
    bare = text.strip(" ()[]")
    if not units and _UNIT_LABEL.fullmatch(bare) and (alone := units_of(bare)):
        return Label(units=alone, stance=stance)
    time, words = take_time(text)
    words = _tidy(words) if time else _unmarked(words)
    if len(words) > 1 and words.endswith("%"):
        units.append("%")
        words = words[:-1].strip()
    if _CLOCK.fullmatch(words) or _TERM.fullmatch(words):
        words = ""
    is_total = words.replace(" ", "") in TABLE_WORDS["totals"]
    return Label("" if is_total else words, tuple(units), time, stance, is_total)


def _tidy(words: str) -> str:
    """Return the words beside a time, without those that only go with it: `12월 말 기준`."""
    return _unmarked(_LEFT_OVER.sub(" ", _LEFT_OVER.sub(" ", _unmarked(words))))


def _unmarked(words: str) -> str:
    words = _MARKS.sub("", _MARKS.sub("", words)).replace("()", "")
    return re.sub(r"\s+", " ", words).strip()


def take_time(text: str) -> tuple[str, str]:
    """Return the times of a text, spelt out, and the text without them."""
    spelt = spell_time(text).strip()
    if back := _BACK.search(spelt):
        return back.group(), spelt[: back.start()]
    if _NOW.search(spelt):
        return spelt, ""
    mentions = list(find_times(spelt, date(2000, 1, 1)))
    if _CHANGE.search(spelt):
        # `전년 대비`: a change, and no period.
        mentions = [m for m in mentions if not m.is_relative and not m.ref]
    if not mentions:
        return "", spelt
    start, end = mentions[0].span
    for mention in mentions[1:]:
        if mention.span[0] - end > 3:
            break
        end = mention.span[1]
    return spelt[start:end].strip(), f"{spelt[:start]} {spelt[end:]}"


@lru_cache(maxsize=20_000)
def is_time(text: str) -> bool:
    """Say whether a text is an expression of time and nothing else: `'24.1Q`, `3월 말`."""
    if len(text) > 30:
        return False
    time, words = take_time(_STATE.sub(" ", fold(text).strip()))
    return bool(time) and not _tidy(words)


@lru_cache(maxsize=4_000)
def units_of(text: str) -> tuple[str, ...]:
    """Return the units that a bracket names, as written; empty if it names none.

    >>> units_of("단위: 억원, %"), units_of("만 명"), units_of("연결 기준")
    (('억원', '%'), ('만 명',), ())
    """
    text = fold(text).strip(" ()[]")
    if _UNIT_WORD.search(text):
        text = _ROUND_COUNT.sub("천", _UNIT_WORD.sub("", text)).strip()
    if one := _unit(text):
        return (one,)
    # `억원(%)`, `매출: 억원`
    pieces = (piece.strip() for part in _LIST.split(text) for piece in _INNER.split(part))
    # `연 %`, `전년 동월 대비 %`: the last word is the unit.
    return tuple(one for p in pieces if p and (one := _unit(p) or _unit(p.split()[-1])))


def _unit(text: str) -> str:
    """Return a unit in a form that the grammar of quantities reads; empty if it reads none."""
    text = _CODES.get(text, text)
    for code, word in _CODES.items():
        if text.endswith(code) and text[: -len(code)].strip() in _SCALES:
            text = text[: -len(code)].strip() + word
    text = _ROUND.sub(lambda m: _ROUND_WORDS[m[1]], text, count=1)  # 10억 달러
    if not text or len(text) > 12 or text[0].isdigit() or text[0] in _NO_UNIT or text in _NO_UNITS:
        return ""
    if text in _SCALES:
        return text
    if text == "%포인트":
        return "%p"
    before, slash, _ = text.partition("/")
    if slash and (before := _unit(before.strip())):
        return before  # 원/kg
    found = extract_quantities(f"1,234{text}")
    is_read = len(found) == 1 and found[0].span == (0, 5 + len(text)) and found[0].unit != "1"
    return text if is_read else ""


@lru_cache(maxsize=20_000)
def is_ratio(words: str) -> bool:
    """Say whether a label names a share or a rate of change, which goes in percent."""
    return _RATIO.search(words) is not None and _NO_RATIO.search(words) is None


@lru_cache(maxsize=20_000)
def is_metric(words: str) -> bool:
    """Say whether a label names a property rather than an owner."""
    bare = _BRACKET.sub("", words).strip()
    if not bare or bare in lexicon.PLACES:
        return False
    last = bare.split()[-1]
    return bool(
        is_measure(last)
        or is_measure(bare.replace(" ", ""))
        or is_ratio(bare)
        or _CHANGE.search(bare)
        or _COUNTED.search(bare)
        or last in lexicon.ACTIONS
    )
