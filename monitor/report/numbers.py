"""Figures as people say them: `121만 → 59만 명`, `1조8000억 원`, `27.5% → 30% (+2.5 %p)`.

The base units of a claim (won, persons, seconds, metres) go back to what a newspaper prints.
A value is shown as it was claimed; only differences, which are ours, are rounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from monitor.model import Claim, Interval, Period
from monitor.words import Lang, say

MINUS = "−"
ARROW = "→"

CURRENCIES = {
    "KRW": "원",
    "USD": "달러",
    "CNY": "위안",
    "JPY": "엔",
    "EUR": "유로",
    "GBP": "파운드",
    "HKD": "홍콩달러",
    "TWD": "대만달러",
    "SGD": "싱가포르달러",
    "AUD": "호주달러",
    "CAD": "캐나다달러",
    "CHF": "스위스프랑",
    "INR": "루피",
    "RUB": "루블",
    "VND": "동",
    "THB": "밧",
    "IDR": "루피아",
    "AED": "디르함",
    "SAR": "리얄",
    "BRL": "헤알",
}

# Counters that name the same kind of thing (contract: claims, Units), so that a difference of
# figures written with two of them means something.
ALIKE = (
    frozenset({"개", "곳", "개사", "개소", "군데", "장", "대", "기"}),
    frozenset({"명", "사람", "인"}),
    frozenset({"건", "차례", "회", "번"}),
)

_COUNTED = """
people 명 사람 인
pairs 쌍 켤레 | couples 커플 부부 | families 가족 | households 가구 세대 | farms 농가
units 장 대 기 세트 유닛 | cases 건 | times 회 번 차례 배
companies 개사 기업 회사 업체 법인 사 | listed_companies 상장사 | affiliates 계열사
subsidiaries 자회사 | countries 개국 국가 나라 | cities 도시 | regions 지역 | villages 마을
kinds 종 가지 종류 | varieties 품종 | items 품목 항목 안건 | papers 편 | ships 척 | homes 채 호
buildings 동 | rail_cars 량 칸 | trains 편성 | copies 부 | sheets 매 | rounds 발 | animals 마리
trees 그루 | bottles 병 | cups 잔 | cans 캔 | boxes 박스 상자 | sacks 포대 | packs 팩 갑
books 권 | votes 표 | seats 석 좌석 | beds 병상 침대 침상 | rooms 객실 | hotels 호텔
shares 주 | years_old 세 | points 점 포인트 승점 | barrels 배럴 | tokens 토큰 | degrees 도
lots 필지 | sections 구간 구역 | lines 행 라인 | words 단어 | letters 글자 | sentences 문장
pages 페이지 | questions 문항 | subjects 과목 | classes 학급 | schools 학교 | songs 곡
albums 앨범 | works 작품 | screens 스크린 상영관 | booths 부스 | shops 점포 매장
branches 지점 영업소 | franchises 가맹점 | games 경기 게임 | teams 팀 | goals 골 | hits 안타
home_runs 홈런 | medals 메달 | laps 바퀴 | steps 보 걸음 | contracts 계약
institutions 기관 | organisations 단체 | universities 대학 | banks 은행 | hospitals 병원
pharmacies 약국 | parties 정당 | ministries 부처 | committees 위원회 | bills 법안
clauses 조항 | projects 과제 사업 | pledges 공약 | lanes 차로 차선 | routes 노선
stops 정거장 정류장 | stations 역 | flights 항공편 | spaces 면 주차면 | charging_points 충전소
filling_stations 주유소 | parameters 파라미터 매개변수 | cores 코어 | pixels 픽셀 | nodes 노드
servers 서버 | racks 랙 | wafers 웨이퍼 | chips 칩 | modules 모듈 | cells 셀 세포 | panels 패널
followers 팔로워 | subscribers 구독자 가입자 | members 회원 | accounts 계정 계좌 구좌
views 조회 뷰 | clicks 클릭 | downloads 다운로드 | messages 메시지 | posts 게시글 게시물
comments 댓글 | likes 좋아요 | bitcoins 비트코인 | doses 도스 회분 투약분 접종분 | genes 유전자
models 모델 기종 차종 | brands 브랜드 | containers 컨테이너 콘테이너
"""
# Of anything: the figure's name says of what.
ENGLISH_COUNTERS = dict.fromkeys(("개", "곳", "개소", "군데"), "") | {
    counter: english.replace("_", " ")
    for row in _COUNTED.replace("|", "\n").strip().split("\n")
    for english, *counters in (row.split(),)
    for counter in counters
}

# ISO codes of money that have no word of their own here; other units of three letters are counted
# (TEU) or measured.
_CODES = """
NZD PKR LKR NPR MXN PHP ARS CLP COP MYR QAR IRR KWD BHD IQD TRY SEK NOK DKK ISK CZK PLN HUF ILS ZAR
EGP NGN UAH KZT UZS MNT KHR MMK LAK BDT FIM DEM FRF ITL BTC ETH XRP
"""
_MONEY = frozenset(_CODES.split())

# Units that take SI prefixes: the steps at which people change the prefix.
_STEPS: dict[str, tuple[tuple[Decimal, str], ...]] = {
    "m": (
        (Decimal(1000), "km"),
        (Decimal(1), "m"),
        (Decimal("0.01"), "cm"),
        (Decimal("0.001"), "mm"),
        (Decimal("1e-6"), "μm"),
        (Decimal("1e-9"), "nm"),
    ),
    "kg": (
        (Decimal(1000), "t"),
        (Decimal(1), "kg"),
        (Decimal("0.001"), "g"),
        (Decimal("1e-6"), "mg"),
        (Decimal("1e-9"), "μg"),
    ),
    "m²": ((Decimal(1), "㎡"),),
    "m2": ((Decimal(1), "㎡"),),
    "L": ((Decimal(1), "L"), (Decimal("0.001"), "mL")),
    "kg/m³": (
        (Decimal(1), "kg/㎥"),
        (Decimal("0.001"), "g/㎥"),
        (Decimal("1e-6"), "mg/㎥"),
        (Decimal("1e-9"), "㎍/㎥"),
    ),
}
_PREFIXES = ((18, "E"), (15, "P"), (12, "T"), (9, "G"), (6, "M"), (3, "k"), (0, ""))
for _unit in ("W", "Wh", "B", "Hz", "bps", "OPS", "FLOPS", "bit", "V", "J"):
    _STEPS[_unit] = tuple((Decimal(10) ** power, prefix + _unit) for power, prefix in _PREFIXES)

_SCALES = (
    (Decimal(10) ** 16, "경"),
    (Decimal(10) ** 12, "조"),
    (Decimal(10) ** 8, "억"),
    (Decimal(10) ** 4, "만"),
)
_ENGLISH_SCALES = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
)
# Beyond these a text has slipped, or means to break what reads it: shown as 1.2E+30.
_GREATEST = Decimal(10) ** 20
_SMALLEST = Decimal(10) ** -15

_NO_PERCENT = frozenset({"배", "°C", "도", "dB", "세", "점", "포인트"})


@dataclass(frozen=True, slots=True)
class Printed:
    """A unit as newspapers print it: `factor` of the base unit, and what it is called.

    `words` is the pattern of what stands behind the number, `front` what stands before it.
    """

    factor: Decimal
    words: str
    korean: str
    english: str
    front: str = ""
    shift: Decimal = Decimal(0)  # of the zero point: 화씨 32도 is 0°C

    def from_base(self, value: Decimal) -> Decimal:
        """Return an amount of the base unit in this one."""
        return value / self.factor + self.shift

    def called(self, value: Decimal, lang: Lang) -> str:
        """Return the unit's name behind `value`."""
        if lang == "ko":
            return self.korean
        if value != 1 or "/" in self.english:
            return self.english
        return _ONE.get(self.english, self.english.removesuffix("s"))

    def to_base(self, value: Decimal) -> Decimal:
        """Return an amount of this unit in the base unit."""
        return (value - self.shift) * self.factor


_ONE = {"feet": "foot", "inches": "inch", "centuries": "century"}

# Units that are printed in several ways of which none follows from the size of the number.
PRINTED: dict[str, tuple[Printed, ...]] = {
    "m/s": (
        Printed(Decimal(1) / Decimal("3.6"), "km|㎞|킬로", "km", "km/h", "시속 "),
        Printed(Decimal(1), "m(?!i|p)|㎧|미터", "m", "m/s", "초속 "),
        Printed(Decimal("0.44704"), "마일|mph", "마일", "mph", "시속 "),
        Printed(Decimal("0.5144444444"), "노트|kn", "노트", "knots"),
    ),
    "m": (
        Printed(Decimal("0.0254"), "인치|inch|형", "인치", "inches"),
        Printed(Decimal("0.3048"), "피트|ft", "피트", "feet"),
        Printed(Decimal("0.9144"), "야드|yd", "야드", "yards"),
        Printed(Decimal("1609.344"), "마일|mile", "마일", "miles"),
        Printed(Decimal(1852), "해리", "해리", "nautical miles"),
        Printed(Decimal("9460730472580800"), "광년", "광년", "light-years"),
    ),
    "m²": (
        Printed(Decimal(1), "㎡|m²|제곱미터|평방미터|제곱m", "㎡", "㎡"),
        Printed(Decimal("3.305785"), "평", "평", "pyeong"),
        Printed(Decimal("1e4"), "ha|헥타|㏊", "ha", "ha"),
        Printed(Decimal("1e6"), "㎢|km²|제곱(?:킬로|㎞|km)|평방(?:킬로|㎞|km)", "㎢", "㎢"),
        Printed(Decimal("4046.8564224"), "에이커|acre", "에이커", "acres"),
        Printed(Decimal("2589988.110336"), "제곱마일|평방마일", "제곱마일", "square miles"),
        Printed(Decimal("0.09290304"), "제곱피트|평방피트", "제곱피트", "square feet"),
    ),
    "kg": (
        Printed(Decimal("0.45359237"), "파운드|lb", "파운드", "pounds"),
        Printed(Decimal("0.028349523125"), "온스|oz", "온스", "ounces"),
    ),
    "L": (Printed(Decimal("3.785411784"), "갤런", "갤런", "gallons"),),
    "W": (Printed(Decimal("735.49875"), "마력", "마력", "horsepower"),),
    "Pa": (
        Printed(Decimal(101325), "기압", "기압", "atm"),
        Printed(Decimal(100_000), "bar|바", "bar", "bar"),
    ),
    "°C": (Printed(Decimal(5) / 9, "도|℉|°F", "도", "°F", "화씨 ", Decimal(32)),),
    "%p": (Printed(Decimal("0.01"), "bp|베이시스", "bp", "bp"),),
    "초": (
        Printed(Decimal(604_800), "주", "주", "weeks"),
        Printed(Decimal(86_400), "일", "일", "days"),
        Printed(Decimal(3600), "시간", "시간", "hours"),
        Printed(Decimal(60), "분", "분", "minutes"),
    ),
    "개월": (
        Printed(Decimal(1), "개월|달", "개월", "months"),
        Printed(Decimal(12), "년|해", "년", "years"),
        Printed(Decimal(1200), "세기", "세기", "centuries"),
    ),
}


@dataclass(frozen=True, slots=True)
class Said:
    """An amount in parts, so that two of them can share one unit: `before number unit after`."""

    before: str
    number: str
    unit: str
    after: str
    shares_unit: bool = False  # a counter or a currency after the number: `121만 → 59만 명`

    @property
    def words(self) -> str:
        return f"{self.before}{self.number}{self.unit}{self.after}"


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two values are apart, as words, and which way it went."""

    words: str
    trend: Literal["up", "down", "same"]
    size: float  # 0..1, to order by: 0.5 is a halving or a doubling


def say_number(value: Decimal, lang: Lang = "ko") -> str:
    """Return the digits and scale words of a bare number; nothing is rounded.

    >>> say_number(Decimal(5576000)), say_number(Decimal("1.8e12")), say_number(Decimal("0.27"))
    ('557만6천', '1조8000억', '0.27')
    >>> say_number(Decimal(1210000), "en"), say_number(Decimal(590000), "en")
    ('1.21 million', '590,000')
    """
    value = _shortened(value)
    sign = MINUS if value < 0 else ""
    if not _SMALLEST <= abs(value) < _GREATEST and value:
        return sign + _scientific(abs(value))
    return sign + (_english if lang == "en" else _korean)(abs(value))


def say_interval(
    interval: Interval,
    unit: str,
    lang: Lang = "ko",
    *,
    strict: bool = False,
    printed: Printed | None = None,
) -> str:
    """Return an amount with its unit, hedge and bound.

    Args:
        strict: the words exclude an open end's limit (미만, 초과) where the interval cannot say so.
        printed: the unit that the text has for it, where that is known.

    >>> say_interval(Interval(None, Decimal("1e10")), "KRW", strict=True)
    '100억 원 미만'
    >>> say_interval(Interval(Decimal(50), Decimal(59), approx=True), "명")
    '50여 명'
    """
    return said(interval, unit, lang, strict=strict, printed=printed).words


def said(
    interval: Interval,
    unit: str,
    lang: Lang = "ko",
    *,
    strict: bool = False,
    printed: Printed | None = None,
) -> Said:
    """Return the parts of an amount; see `say_interval`."""
    if printed := printed or _usual(interval, unit):
        return _as_printed(interval, printed, lang, strict=strict)
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        if low == high:
            parts = _one(low, unit, lang)
            about = say("report.about", lang) if interval.approx else ""
            return Said(about, parts.number, parts.unit, parts.after, parts.shares_unit)
        return _between(low, high, unit, lang, approx=interval.approx)
    end = low if low is not None else high
    if end is None:  # Interval refuses this; said once more for the type checker
        raise ValueError("an interval has at least one end")
    key = ("over" if strict else "least") if low is not None else ("under" if strict else "most")
    parts = _one(end, unit, lang)
    if lang == "en":
        return Said(say(f"report.{key}", lang), parts.number, parts.unit, parts.after)
    about = say("report.about", lang) if interval.approx else ""
    return Said(about, parts.number, parts.unit, f"{parts.after} {say(f'report.{key}', lang)}")


def _as_printed(interval: Interval, printed: Printed, lang: Lang, *, strict: bool) -> Said:
    """Return the parts of an amount in the unit that the text has."""
    front = "" if lang == "en" else printed.front
    about = say("report.about", lang) if interval.approx else ""
    ends = [e for e in (interval.low, interval.high) if e is not None]
    numbers = list(dict.fromkeys(_tidy(printed.from_base(e)) for e in ends))
    unit = _unit_after(
        say_number(numbers[-1], lang), printed.called(numbers[-1], lang), lang
    )  # fmt: skip
    words = [say_number(number, lang) for number in numbers]
    if len(ends) == 1:
        key = "least" if interval.low is not None else "most"
        end = say(
            f"report.{'over' if key == 'least' else 'under'}" if strict else f"report.{key}", lang
        )
        if lang == "en":
            return Said(end, words[0], unit, "")
        return Said(front + about, words[0], unit, f" {end}")
    if len(words) == 1:
        return Said(front + about, words[0], unit, "")
    if interval.approx and _ends_before(numbers[1], *_next_step(numbers[0])):
        word = printed.called(numbers[1], lang)
        if lang == "en":
            return Said("", f"{words[0]}-plus", f" {word}", "")
        # 20여 년, but 3년여.
        more, behind = ("여", f" {word}") if numbers[0] >= 10 else ("", f"{word}여")
        return Said(front, f"{words[0]}{more}", behind, "")
    joined = f"{words[0]} to {words[1]}" if lang == "en" else f"{words[0]}~{words[1]}"
    return Said(front + about, joined, unit, "")


def _next_step(value: Decimal) -> tuple[Decimal, Decimal]:
    """Return where the last place of `value` has grown by one, and by how much: 20 → 30, 10."""
    step = Decimal(10) ** int(value.normalize().as_tuple().exponent)
    return value + step, step


def _usual(interval: Interval, unit: str) -> Printed | None:
    """Return 시속 for a speed that is shorter so: 70km/h is 19.44…m/s, 20m/s is 72km/h."""
    ends = [end for end in (interval.low, interval.high) if end is not None]
    if unit != "m/s" or not ends:
        return None
    hourly = PRINTED["m/s"][0]
    return hourly if _digits(hourly.from_base(ends[0])) < _digits(ends[0]) else None


def _digits(value: Decimal) -> int:
    return len(_tidy(value).normalize().as_tuple().digits)


def say_pair(old: Said, new: Said, *, sign: str = ARROW) -> str:
    """Return both amounts with the sign between, the unit once where one serves both.

    >>> a, b = (said(Interval(Decimal(n), Decimal(n)), "명") for n in (1210000, 590000))
    >>> say_pair(a, b)
    '121만 → 59만 명'
    """
    if (
        old.shares_unit
        and new.shares_unit
        and old.unit.strip() == new.unit.strip()
        and not old.after
        and not new.after
    ):
        return f"{old.before}{old.number} {sign} {new.words}"
    return f"{old.words} {sign} {new.words}"


def difference(old: Claim, new: Claim, lang: Lang = "ko") -> Difference | None:
    """Return how far `new` is from `old`: % for amounts, %p for shares, places for ranks.

    None where no honest number can be given: an open end, a range, units that do not compare.
    Amounts in two currencies are compared by a restatement that one of the texts gives.
    """
    for was, now, unit, converted in _pairs(old, new):
        a, b = _written(was, unit), _written(now, unit)
        if a is None or b is None:
            return None
        vague = converted or was.approx or now.approx
        return _difference(a, b, unit, lang, vague=vague)
    return None


def say_period(period: Period, lang: Lang = "ko") -> str:
    """Return a period as short as it can be said; the empty string for an unknown one.

    >>> from datetime import date
    >>> say_period(Period(date(2025, 1, 1), date(2025, 1, 31)))
    '2025-01'
    >>> say_period(Period(date(2025, 1, 1), date(2025, 3, 31)))
    '2025년 1분기'
    >>> say_period(Period(None, date(2029, 12, 31)))
    '2029년까지'
    """
    start, end = period.start, period.end
    if start is None and end is None:
        return ""
    if start is None or end is None:
        if start is not None:
            whole = (start.month, start.day) == (1, 1)
            key, edge = "report.since", start
        else:
            assert end is not None
            whole = (end.month, end.day) == (12, 31)
            key, edge = "report.until", end
        return say(key, lang, day=_year(edge.year, lang) if whole else edge.isoformat())
    if start == end:
        return start.isoformat()
    if (start.month, start.day) == (1, 1) and (end.month, end.day) == (12, 31):
        if start.year == end.year:
            return _year(start.year, lang)
        return say("report.years", lang, first=start.year, last=end.year)
    ends_month = (end.month, end.day) == (end.month, _last_day(end.year, end.month))
    if start.day == 1 and ends_month and start.year == end.year:
        if start.month == end.month:
            return f"{start:%Y-%m}"
        length = end.month - start.month + 1
        if length == 3 and start.month % 3 == 1:
            return say("report.quarter", lang, year=start.year, number=(start.month + 2) // 3)
        if length == 6 and start.month in (1, 7):
            key = "report.first_half" if start.month == 1 else "report.second_half"
            return say(key, lang, year=start.year)
    if start.day == 1 and ends_month:
        return f"{start:%Y-%m}~{end:%Y-%m}" if lang == "ko" else f"{start:%Y-%m} to {end:%Y-%m}"
    sign = "~" if lang == "ko" else " to "
    return f"{start.isoformat()}{sign}{end.isoformat()}"


# --- numbers -------------------------------------------------------------------------------------


def _plain(value: Decimal) -> str:
    """Return the digits of a number without an exponent or zeros behind the point."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _korean(value: Decimal) -> str:
    if value < 10_000:
        return _plain(value)
    words = ""
    for scale, word in _SCALES:
        count, value = divmod(value, scale)
        if count:
            words += f"{count:f}{word}"
    if value:
        whole = value == value.to_integral_value()
        # 557만6천, as it is read out; behind 억 and 조 newspapers keep the digits: 1조8000억.
        words += f"{value // 1000:f}천" if whole and value % 1000 == 0 else _plain(value)
    return words


def _english(value: Decimal) -> str:
    for scale, word in _ENGLISH_SCALES:
        if value >= scale:
            short = value / scale
            if short == short.quantize(Decimal("0.001")):
                return f"{_grouped(short)} {word}"
            break
    return _grouped(value)


def _shortened(value: Decimal) -> Decimal:
    """Return a number without the endless digits of a conversion: nobody writes so many."""
    return _tidy(value) if len(value.as_tuple().digits) > 15 else value


def _scientific(value: Decimal) -> str:
    return f"{value:.3g}".replace("e", "E")


def _grouped(value: Decimal) -> str:
    if value >= _GREATEST:
        return _scientific(value)
    whole, _, rest = _plain(value).partition(".")
    return f"{int(whole):,}" + (f".{rest}" if rest else "")


# --- amounts -------------------------------------------------------------------------------------


def _one(value: Decimal, unit: str, lang: Lang) -> Said:
    """Return one value with its unit."""
    if unit in ("초", "개월") and not abs(value) < 10**12:
        words = say_number(value, lang)
        return Said("", words, _unit_after(words, unit, lang), "")
    if unit == "초":
        return Said("", _duration(value, _SECONDS, lang), "", "")
    if unit == "개월":
        return Said("", _duration(value, _MONTHS, lang), "", "")
    if unit == "배" and (words := _fraction(value, lang)):
        return Said("", words, "", "")
    if unit in _STEPS:
        number, symbol = _prefixed(value, unit)
        words = say_number(number, lang)
        return Said("", words, _unit_after(words, symbol, lang), "")
    words = say_number(value, lang)
    if lang == "en":
        return _english_amount(words, unit)
    if unit == "1":
        return Said("", words, "", "", shares_unit=True)
    if unit in ("%", "%p", "위", "배", "점"):
        return Said("", words, unit, "")
    word = CURRENCIES.get(unit, unit)
    return Said("", words, _unit_after(words, word, lang), "", shares_unit=True)


def _english_amount(words: str, unit: str) -> Said:
    if unit == "1":
        return Said("", words, "", "", shares_unit=True)
    if unit in ("%", "%p"):
        return Said("", words, unit.replace("%p", " percentage points"), "")
    if unit == "위":
        return Said("", f"No. {words}", "", "")
    if unit == "배":
        return Said("", f"{words}×", "", "")
    if unit == "USD":
        return Said("", f"{MINUS}${words[1:]}" if words[0] == MINUS else f"${words}", "", "")
    if unit in CURRENCIES or unit in _MONEY:
        return Said("", f"{unit} {words}", "", "")
    counter = ENGLISH_COUNTERS.get(unit, unit)
    if words == "1":
        counter = _one_of(counter)
    return Said("", words, f" {counter}" if counter else "", "", shares_unit=True)


def _one_of(plural: str) -> str:
    """Return what one of several is called: `people` person, `branches` branch.

    >>> [_one_of(word) for word in ("people", "companies", "boxes", "classes", "years old")]
    ['person', 'company', 'box', 'class', 'year old']
    """
    word, blank, rest = plural.partition(" ")
    if rest and rest != "old":  # home runs
        return f"{word} {_one_of(rest)}"
    if word == "people":
        return "person"
    for end, singular in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("s", "")):
        if word.endswith(end):
            return word.removesuffix(end) + singular + blank + rest
    return plural


def _unit_after(words: str, unit: str, lang: Lang) -> str:
    """Return the unit with the space that stands before it: `121만 명`, but `5257명`."""
    return f" {unit}" if lang == "en" or words[-1:] in tuple("천만억조경") else unit


def _prefixed(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Return the value and symbol at the largest step that keeps it at 1 or more."""
    steps = _STEPS[unit]
    for place, (size, symbol) in enumerate(steps):
        if abs(value) < size:
            continue
        number = _tidy(value / size)
        if number != number.to_integral_value() and place + 1 < len(steps):
            # Rain falls in 61㎜ and not in 6.1㎝, people are 178㎝ tall.
            finer = _tidy(value / steps[place + 1][0])
            if finer == finer.to_integral_value() and finer < 1000:
                return finer, steps[place + 1][1]
        return number, symbol
    size, symbol = steps[-1] if value else next(s for s in steps if s[0] == 1)
    return _tidy(value / size), symbol


def _tidy(value: Decimal) -> Decimal:
    """Drop what conversion to the base unit and back left: 5.2인치 in metres has ten digits."""
    return value if value == value.to_integral_value() else Decimal(f"{value:.6g}")


_SECONDS = ((86400, "일", "day"), (3600, "시간", "hour"), (60, "분", "minute"), (1, "초", "second"))
_MONTHS = ((12, "년", "year"), (1, "개월", "month"))


def _duration(value: Decimal, steps: tuple[tuple[int, str, str], ...], lang: Lang) -> str:
    rest = abs(value)
    parts: list[str] = []
    for size, korean, english in steps:
        last = size == 1
        count = rest if last else rest // size
        if count or (last and not parts):
            number = _plain(count)
            plural = "" if number == "1" else "s"
            parts.append(f"{number} {english}{plural}" if lang == "en" else f"{number}{korean}")
        rest -= count * size
    return (MINUS if value < 0 else "") + " ".join(parts)


def _fraction(value: Decimal, lang: Lang) -> str:
    """Return `18분의 1` for a multiple below one that is such a fraction; else nothing."""
    if not Decimal("1e-6") < value < 1:
        return ""
    if value == Decimal("0.5"):
        return say("report.half", lang)
    for top, floor in ((1, 3), (2, 3), (3, 4)):
        bottom = round(top / value)
        near = abs(Decimal(top) / bottom - value) <= value / 1000
        # 0.6 is 0.6배 to everybody; 0.333… and 0.0555… are thirds and eighteenths.
        if bottom >= floor and near and (top == 1 or len(_plain(value)) > 4):
            return f"{top}/{bottom}" if lang == "en" else f"{bottom}분의 {top}"
    return ""


def _between(low: Decimal, high: Decimal, unit: str, lang: Lang, *, approx: bool) -> Said:
    vague = _vague(low, high, unit) if approx else None
    if vague and lang == "ko":
        return vague
    a, b = _one(low, unit, lang), _one(high, unit, lang)
    if lang == "en":
        if vague and not vague.number.startswith("수"):
            return Said("", f"{a.number}-plus", a.unit, "", a.shares_unit)
        is_counted = a.shares_unit and b.shares_unit  # 1 to 3 people
        first = a.number if is_counted or a.unit == b.unit else f"{a.number}{a.unit}"
        return Said("", f"{first} to {b.number}", b.unit, "", b.shares_unit)
    about = say("report.about", lang) if approx else ""
    if a.unit.strip() != b.unit.strip() or not a.unit:
        return Said(about, f"{a.words}~{b.words}", "", "")
    first = a.number
    scale = b.number[-1:]
    # 2~3조 원: one scale word serves both, where each has only that one.
    if scale in tuple("만억조경") and first[-1:] == scale and _bare(first) and _bare(b.number):
        first = first[:-1]
    return Said(about, f"{first}~{b.number}", b.unit, "", b.shares_unit)


def _bare(words: str) -> bool:
    return words[:-1].replace(".", "").isdigit()


def _vague(low: Decimal, high: Decimal, unit: str) -> Said | None:
    """Return `50여 명`, `80억 원대`, `수십 명` for the intervals that these words assert."""
    step = Decimal(10) ** int(low.normalize().as_tuple().exponent)
    counted = unit not in CURRENCIES and unit not in ("%", "%p", "배", "1", "위", "점")
    if (counted and unit in _STEPS) or unit in ("초", "개월"):
        return None
    tens = low / 2
    if (
        tens >= 10
        and tens == Decimal(10) ** tens.adjusted()
        and _ends_before(high, tens * 10, tens)
    ):
        scale = say_number(tens, "ko")  # 10, 100, 1000, 1만, 10만, 1억
        words = {"10": "수십", "100": "수백", "1000": "수천"}.get(scale)
        if words is None:
            head, word = scale[:-1], scale[-1:]
            words = {"1": "수", "10": "수십", "100": "수백", "1000": "수천"}[head] + word
        return Said("", words, f" {CURRENCIES.get(unit, unit)}".rstrip("1"), "")
    if low <= 0 or not _ends_before(high, low + step, step):
        return None
    one = _one(low, unit, "ko")
    if not counted:
        return Said("", one.number, one.unit, "대")
    return Said("", f"{one.number}여", f" {unit}", "", shares_unit=True)


def _ends_before(high: Decimal, limit: Decimal, step: Decimal) -> bool:
    """True for an end just below `limit`: one short of it, or a thousandth of a step."""
    short = limit - high
    return short == 1 or 0 < short <= step * Decimal("0.011")


# --- differences ---------------------------------------------------------------------------------


def _pairs(old: Claim, new: Claim) -> list[tuple[Interval, Interval, str, bool]]:
    """Return the ways the two can be set side by side: old, new, unit, by a conversion."""
    if old.unit == new.unit or any(old.unit in kind and new.unit in kind for kind in ALIKE):
        return [(old.interval, new.interval, new.unit, False)]
    found = [
        (Interval(e.low, e.high), new.interval, new.unit, True)
        for e in old.equivalents
        if e.unit == new.unit
    ]
    found += [
        (old.interval, Interval(e.low, e.high), old.unit, True)
        for e in new.equivalents
        if e.unit == old.unit
    ]
    return found


def _written(interval: Interval, unit: str) -> Decimal | None:
    """Return the number that was written, where there is one: the 50 of `50여`, not of `50~70`."""
    low, high = interval.low, interval.high
    if low is None or high is None:
        return None
    if low == high or (interval.approx and _vague(low, high, unit) is not None):
        return low
    return None


def _difference(a: Decimal, b: Decimal, unit: str, lang: Lang, *, vague: bool) -> Difference:
    trend: Literal["up", "down", "same"] = "same" if a == b else "up" if b > a else "down"
    if trend == "same":
        return Difference("", "same", 0.0)
    about = say("report.about", lang) if vague else ""
    gap = b - a
    size = _size(a, b)
    if unit == "위":
        key = "report.places_down" if b > a else "report.places_up"
        words = say(key, lang, places=_plain(abs(gap)))
        # A place counts for less than an amount: five places are soon lost.
        return Difference(words, "down" if b > a else "up", size * 0.7)
    if unit in ("%", "%p"):
        # 98 → 99 is no event and 0.27 → 0.45 is one, but less than 27 → 45: between the two.
        points = float(min(abs(gap) / 10, Decimal(1)))
        points_word = " percentage points" if lang == "en" else " %p"
        return Difference(f"{about}{_signed(gap)}{points_word}", trend, (size * points) ** 0.5)
    if unit in _NO_PERCENT:
        amount = "" if unit == "배" else f"{about}{_signed(gap)}{_short_unit(unit, lang)}"
        return Difference(amount, trend, size)
    if a <= 0 or b < 0:
        return Difference("", trend, size)
    ratio = b / a
    if ratio >= _GREATEST:
        return Difference("", trend, size)
    if ratio >= 10:
        return Difference(
            say("report.times", lang, about=about, ratio=_rounded(ratio)), trend, size
        )
    percent = (ratio - 1) * 100
    digits = Decimal(1) if vague or abs(percent) >= 100 else Decimal("0.1")
    shown = percent.quantize(digits)
    if not shown:
        shown = percent.quantize(Decimal("0.01"))
    return Difference(f"{about}{_signed(shown)}{'%' if lang == 'en' else ' %'}", trend, size)


def _short_unit(unit: str, lang: Lang) -> str:
    if lang == "en" and unit in ENGLISH_COUNTERS:
        return f" {ENGLISH_COUNTERS[unit].removesuffix(' old')}"  # two years more
    return unit


def _size(a: Decimal, b: Decimal) -> float:
    """Return 0..1: what part of the greater the smaller lacks; halving and doubling weigh alike."""
    small, great = sorted((abs(a), abs(b)))
    if a * b <= 0:
        return 1.0
    return float(1 - small / great)


def _signed(value: Decimal) -> str:
    value = _shortened(value)
    return (MINUS if value < 0 else "+") + _grouped(abs(value))


def _rounded(value: Decimal) -> str:
    return _grouped(value.quantize(Decimal("0.1")) if value < 100 else value.quantize(Decimal(1)))


def _year(year: int, lang: Lang) -> str:
    return str(year) if lang == "en" else f"{year}년"


def _last_day(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
