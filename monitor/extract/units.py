"""Unit words and symbols: what is written behind (or before) a number, as a base unit and a factor.

Money in ISO codes, physical units in SI, durations in 초 and 개월, counters as written
(contract: claims, "Units", and quantities, rules 9 to 11). A new unit is a row in a table here.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from monitor.extract.counters import COUNTERS
from monitor.patterns import Pattern


class Sort(Enum):
    """What kind of unit it is, as far as the reading of the words around it depends on that."""

    MONEY = auto()
    SHARE = auto()
    RATIO = auto()  # 배, 위, 점, 포인트
    PHYSICAL = auto()
    DURATION = auto()
    COUNT = auto()


class Unit(NamedTuple):
    """A unit as written: `value × factor` is in `base`."""

    word: str
    base: str
    factor: Decimal
    sort: Sort

    @property
    def counts(self) -> bool:
        """Whether it is counted in ones: a band of 명 ends at 59, a band of 원 at 59.99."""
        return self.sort is Sort.COUNT


_ONE = Decimal(1)

# Dollars of other countries and money words that need no country. Contract, rule 11: "`달러` alone
# is USD, `엔` JPY, `위안` CNY, `파운드` GBP …, `센트` 0.01 USD".
_MONEY = """
KRW 원 원화 ₩ ￦
USD 달러 불 미달러 미국달러 미화달러 미불 US달러
JPY 엔 일본엔 엔화
CNY 위안 중국위안 위안화 런민비
EUR 유로 유로화
GBP 파운드 영국파운드 파운드스털링
HKD 홍콩달러
AUD 호주달러 오스트레일리아달러
CAD 캐나다달러
SGD 싱가포르달러
NZD 뉴질랜드달러
TWD 대만달러 신대만달러 타이완달러
CHF 스위스프랑 프랑
INR 루피 인도루피
PKR 파키스탄루피
LKR 스리랑카루피
NPR 네팔루피
RUB 루블 러시아루블
BRL 헤알 레알 브라질헤알
MXN 멕시코페소
PHP 필리핀페소 페소
ARS 아르헨티나페소
CLP 칠레페소
COP 콜롬비아페소
THB 바트 태국바트 밧
VND 베트남동
IDR 루피아
MYR 링깃
SAR 사우디리얄 리얄
QAR 카타르리얄
IRR 이란리알 리알
AED 디르함 아랍에미리트디르함 UAE디르함
KWD 쿠웨이트디나르
BHD 바레인디나르
IQD 이라크디나르
TRY 리라 튀르키예리라 터키리라
SEK 스웨덴크로나 크로나
NOK 노르웨이크로네
DKK 덴마크크로네 크로네
ISK 아이슬란드크로나
CZK 코루나 체코코루나
PLN 즐로티
HUF 포린트
ILS 셰켈 세켈
ZAR 남아공랜드 랜드
EGP 이집트파운드
NGN 나이라
UAH 흐리우냐 흐리브냐
KZT 텡게
UZS 숨
MNT 투그릭
KHR 리엘
MMK 짯 차트
LAK 낍
BDT 타카
FIM 핀란드마르카 마르카
DEM 독일마르크 마르크
FRF 프랑스프랑
ITL 이탈리아리라
BTC 비트코인BTC BTC
ETH ETH 이더
XRP XRP
"""
# Codes that are written behind an amount too: 300만 USD.
_CODES = "USD EUR KRW JPY CNY GBP HKD AUD CAD CHF SGD NZD INR TWD THB VND RUB BRL"
_MONEY_PARTS = {
    "센트": ("USD", "0.01"), "펜스": ("GBP", "0.01"), "페니": ("GBP", "0.01"),
    "전": ("KRW", "0.01"), "유로센트": ("EUR", "0.01"), "각": ("CNY", "0.1"),
}  # fmt: skip

ISO_CODES = frozenset(row.split()[0] for row in _MONEY.split("\n") if row)
SYMBOLS = {
    "US$": "USD", "U.S.$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD",
    "HK$": "HKD", "NZ$": "NZD", "S$": "SGD", "SG$": "SGD", "NT$": "TWD", "R$": "BRL", "MX$": "MXN",
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₹": "INR", "₽": "RUB",
    "฿": "THB", "₫": "VND", "₺": "TRY", "₱": "PHP", "元": "CNY", "₿": "BTC",
}  # fmt: skip
# `$5.6M`, `€1.2bn`: the letter is a scale only behind a currency sign.
LETTER_SCALES = {
    "K": 10**3, "k": 10**3, "M": 10**6, "m": 10**6, "mn": 10**6, "million": 10**6,
    "B": 10**9, "b": 10**9, "bn": 10**9, "billion": 10**9, "T": 10**12, "tn": 10**12,
    "trillion": 10**12,
}  # fmt: skip

_SHARE = {
    "%": ("%", "1"), "퍼센트": ("%", "1"), "프로": ("%", "1"), "퍼센티지": ("%", "1"),
    "percent": ("%", "1"), "％": ("%", "1"), "퍼밀": ("%", "0.1"), "‰": ("%", "0.1"),
    "할": ("%", "10"), "푼": ("%", "1"),
    **{
        f"{p}{gap}{w}": ("%p", "1")
        for p in ("%", "퍼센트") for gap in ("", " ")
        for w in ("포인트", "P", "p", "point", "points")
    },
    "%pt": ("%p", "1"), "%pp": ("%p", "1"), "pp": ("%p", "1"),
    # Contract: "`25bp` = 0.25 %p".
    "bp": ("%p", "0.01"), "bps": ("%p", "0.01"), "베이시스포인트": ("%p", "0.01"),
    "베이시스 포인트": ("%p", "0.01"), "bp(1bp=0.01%포인트)": ("%p", "0.01"),
}  # fmt: skip

_RATIO = {
    "배": ("배", "1"), "곱절": ("배", "1"), "갑절": ("배", "1"), "배수": ("배", "1"),
    "위": ("위", "1"), "등": ("위", "1"), "점": ("점", "1"),
    "포인트": ("포인트", "1"), "pt": ("포인트", "1"), "p": ("포인트", "1"), "P": ("포인트", "1"),
}  # fmt: skip

# Years and months in 개월, all that is shorter in 초 (contract, rule 9).
_DURATION = {
    "년": ("개월", "12"), "개년": ("개월", "12"), "해": ("개월", "12"), "년간": ("개월", "12"),
    "월": ("개월", "1"), "세기": ("개월", "1200"), "개월": ("개월", "1"), "달": ("개월", "1"),
    "개월간": ("개월", "1"), "달간": ("개월", "1"),
    "주": ("초", "604800"), "주일": ("초", "604800"), "주간": ("초", "604800"),
    "일": ("초", "86400"), "일간": ("초", "86400"), "시간": ("초", "3600"), "분": ("초", "60"),
    "분간": ("초", "60"), "초": ("초", "1"), "초간": ("초", "1"), "밀리초": ("초", "0.001"),
    "마이크로초": ("초", "0.000001"), "나노초": ("초", "0.000000001"), "ms": ("초", "0.001"),
    "μs": ("초", "0.000001"), "ns": ("초", "0.000000001"), "s": ("초", "1"), "h": ("초", "3600"),
    "sec": ("초", "1"), "min": ("초", "60"),
}  # fmt: skip

_LATIN_PREFIX = {
    "": "1", "k": "1e3", "K": "1e3", "M": "1e6", "G": "1e9", "T": "1e12", "P": "1e15", "E": "1e18",
    "h": "1e2", "m": "1e-3", "μ": "1e-6", "µ": "1e-6", "n": "1e-9",
}  # fmt: skip
_HANGUL_PREFIX = {
    "": "1", "킬로": "1e3", "메가": "1e6", "기가": "1e9", "테라": "1e12", "페타": "1e15",
    "엑사": "1e18", "제타": "1e21", "센티": "1e-2", "데시": "1e-1", "밀리": "1e-3", "미리": "1e-3",
    "마이크로": "1e-6", "나노": "1e-9", "헥토": "1e2", "피코": "1e-12", "펨토": "1e-15",
}  # fmt: skip

# Alone these letters are names: 케플러 452b, 라마 70B.
_PREFIX_ONLY = frozenset("bB")
# base, factor of the plain unit, Latin symbols with the prefixes they take, Hangul words.
_PREFIXED = (
    ("m", "1", {"m": "kmμµn"}, "미터 메터"),
    ("kg", "1e-3", {"g": "kmμµnK"}, "그램 그람"),
    ("L", "1", {"L": "kmMKμ", "ℓ": "kmMK", "l": "mk"}, "리터"),
    ("W", "1", {"W": "kMGTmKμ"}, "와트 왓트"),
    ("Wh", "1", {"Wh": "kMGTK", "wh": "k"}, "와트시 와트아워 와트시간"),
    ("B", "1", {"B": "kKMGTPE"}, "바이트"),
    ("bit", "1", {"bit": "kKMG", "b": "KMGT"}, "비트"),
    ("bps", "1", {"bps": "kKMGT"}, "비피에스"),
    ("Hz", "1", {"Hz": "kKMGT", "㎐": ""}, "헤르츠 헤르쯔"),
    ("V", "1", {"V": "kmM"}, "볼트"),
    ("A", "1", {"A": "mk"}, "암페어"),
    ("Ah", "1", {"Ah": "mk"}, "암페어시"),
    ("Pa", "1", {"Pa": "khMG"}, "파스칼"),
    ("J", "1", {"J": "kMG"}, ""),
    ("N", "1", {"N": "kM"}, "뉴턴"),
    ("OPS", "1", {"OPS": "TGMP"}, "옵스"),
    ("FLOPS", "1", {"FLOPS": "GTPE", "Flops": "GTPE", "FLOPs": "GTPE"}, "플롭스 플롭"),
    ("Bq", "1", {"Bq": "kMTG"}, "베크렐"),
    ("Sv", "1", {"Sv": "mμµ"}, "시버트"),
    ("Ω", "1", {"Ω": "kM"}, "옴"),
    ("lx", "1", {"lx": ""}, "럭스"),
    ("cd", "1", {"cd": ""}, "칸델라"),
)

# base, factor, words: everything that takes no prefix.
_PLAIN = (
    ("m", "0.01", "cm ㎝ 센티 센치 센찌 센티메터"),
    ("m", "0.001", "㎜"),
    ("m", "1000", "㎞ 킬로 km"),
    ("m", "1e-6", "㎛ 미크론"),
    ("m", "1e-9", "㎚ 나노"),
    ("m", "0.0254", "인치 inch in 형"),
    ("m", "0.3048", "피트 ft 풋"),
    ("m", "0.9144", "야드 yd"),
    ("m", "1609.344", "마일 mile miles"),
    ("m", "1852", "해리"),
    ("m", "149597870700", "천문단위"),
    ("m", "9460730472580800", "광년"),
    ("kg", "1", "㎏ KG Kg 킬로그람"),
    ("kg", "0.001", "gram"),
    ("kg", "1e-6", "㎎ 밀리그람"),
    ("kg", "1e-9", "㎍"),
    ("kg", "1000", "t 톤 ton tons 미터톤"),
    ("kg", "1e6", "kt 킬로톤"),
    ("kg", "1e9", "Mt 메가톤"),
    ("kg", "0.45359237", "lb lbs"),
    ("kg", "0.028349523125", "oz"),
    ("m²", "1", "㎡ m² m2 제곱미터 평방미터 평방m 제곱m"),
    ("m²", "1e6", "㎢ km² km2 제곱킬로미터 평방킬로미터 제곱㎞ 제곱km 평방㎞ 평방km 제곱킬로"),
    ("m²", "1e-4", "㎠ cm² cm2 제곱센티미터"),
    ("m²", "1e-6", "㎟ mm² mm2"),
    # Contract, rule 10: "area `m²` (평 = 3.305785, ha = 1e4)".
    ("m²", "3.305785", "평"),
    ("m²", "1e4", "ha 헥타르 헥타아르 ㏊"),
    ("m²", "100", "아르"),
    ("m²", "4046.8564224", "에이커 acre"),
    ("m²", "2589988.110336", "제곱마일 평방마일"),
    ("m²", "0.09290304", "제곱피트 평방피트 sqft"),
    ("m³", "1", "㎥ m³ m3 세제곱미터 입방미터 루베 입방m 세제곱m"),
    ("m³", "1e9", "세제곱킬로미터"),
    ("L", "0.001", "㎖ cc CC 씨씨 시시 ㏄ 밀리 ㎤ cm³"),
    ("L", "0.1", "㎗ dL"),
    ("L", "3.785411784", "갤런"),
    ("W", "1e3", "㎾"),
    ("W", "1e6", "㎿"),
    ("W", "735.49875", "마력"),
    ("Wh", "1e3", "㎾h ㎾H kWH KWH KWh 킬로와트시 킬로와트아워"),
    ("Wh", "1e6", "㎿h MWH"),
    ("Hz", "1e3", "㎑"),
    ("Hz", "1e6", "㎒"),
    ("Hz", "1e9", "㎓"),
    ("B", "1e9", "기가바이트 기가"),
    ("B", "1e12", "테라"),
    ("B", "1e6", "메가"),
    ("°C", "1", "℃ °C ˚C ºC °"),
    ("°F", "1", "℉ °F"),
    ("K", "1", "켈빈"),
    ("도", "1", "도"),
    ("m/s", "1", "m/s ㎧ 미터퍼초 m퍼초 m/sec"),
    ("m/s", "0.277777777777777777777777777778", "km/h ㎞/h km/hr kph 킬로미터퍼시"),
    ("m/s", "0.514444444444444444444444444444", "노트 kn"),
    ("m/s", "0.44704", "mph 마일퍼시"),
    ("kg/m³", "1e-9", "㎍/㎥ μg/㎥ µg/㎥ ㎍/m³ μg/m³ µg/m³ μg/m3 ug/m3 ㎍/m3"),
    ("kg/m³", "1e-6", "㎎/㎥ mg/㎥ mg/m³"),
    ("kg/m³", "1e-3", "mg/mL g/L"),
    ("g/km", "1", "g/km g/㎞"),
    ("km/L", "1", "km/L ㎞/ℓ km/ℓ km/l ㎞/L ㎞/l"),
    ("ppm", "1", "ppm 피피엠 PPM"),
    ("퍼밀리아드", "1", "퍼밀리아드 ‱"),
    ("ppb", "1", "ppb"),
    ("dB", "1", "dB 데시벨 ㏈ db"),
    ("rpm", "1", "rpm RPM 알피엠"),
    ("bps", "1e9", "기가비피에스"),
    ("kcal", "1", "kcal ㎉ 킬로칼로리 칼로리 Kcal"),
    ("cal", "1", "cal"),
    ("hPa", "1", "hPa 헥토파스칼 ㍱"),
    ("Pa", "1e5", "bar 바"),
    ("Pa", "101325", "기압"),
    ("mmHg", "1", "mmHg ㎜Hg"),
    ("mg/dL", "1", "mg/dL ㎎/㎗ mg/dl ㎎/dL"),
    ("mg/kg", "1", "mg/kg ㎎/㎏ ㎎/kg"),
    ("W/m²", "1", "W/㎡ W/m²"),
    ("eV", "1", "eV 전자볼트"),
    ("fps", "1", "fps 프레임"),
    ("nit", "1", "니트 nit nits"),
    ("dpi", "1", "dpi"),
    ("화소", "1", "화소 픽셀"),
    ("pH", "1", "피에이치"),
    ("큐비트", "1", "큐비트 큐빗"),
    # Contract, rule 10: "Trade units nobody converts keep their word".
    ("배럴", "1", "배럴 bbl"),
    ("TEU", "1", "TEU"),
    ("CGT", "1", "CGT"),
    ("GT", "1", "GT 총톤"),
    ("DWT", "1", "DWT 재화중량톤"),
    ("MMBtu", "1", "MMBtu MMBTU 백만BTU"),
    ("온스", "1", "온스 트로이온스"),
    ("돈", "1", "돈"),
    ("냥", "1", "냥"),
    ("근", "1", "근"),
    ("캐럿", "1", "캐럿 ct"),
    ("부셸", "1", "부셸"),
    ("가마", "1", "가마 가마니"),
    ("홉", "1", "홉"),
    ("마지기", "1", "마지기"),
)  # fmt: skip


def _rows() -> dict[str, Unit]:
    """Spread the tables: every way to write a unit, in look-up text."""
    table: dict[str, Unit] = {}

    def put(word: str, base: str, factor: str | Decimal, sort: Sort) -> None:
        table.setdefault(word, Unit(word, base, Decimal(factor), sort))

    for row in _MONEY.strip().split("\n"):
        code, *words = row.split()
        for word in words:
            put(word, code, _ONE, Sort.MONEY)
    for code in _CODES.split():
        put(code, code, _ONE, Sort.MONEY)
    for sign, code in SYMBOLS.items():
        put(sign, code, _ONE, Sort.MONEY)
    for word, (base, factor) in _MONEY_PARTS.items():
        put(word, base, factor, Sort.MONEY)
    for rows, sort in ((_SHARE, Sort.SHARE), (_RATIO, Sort.RATIO), (_DURATION, Sort.DURATION)):
        for word, (base, factor) in rows.items():
            put(word, base, factor, sort)
    for base, factor, text in _PLAIN:
        for word in text.split():
            put(word, base, factor, Sort.PHYSICAL)
    for base, factor, symbols, text in _PREFIXED:
        plain = Decimal(factor)
        for symbol, prefixes in symbols.items():
            for prefix in (*(("",) if symbol not in _PREFIX_ONLY else ()), *prefixes):
                put(prefix + symbol, base, plain * Decimal(_LATIN_PREFIX[prefix]), Sort.PHYSICAL)
        for word in text.split():
            for prefix, weight in _HANGUL_PREFIX.items():
                put(prefix + word, base, plain * Decimal(weight), Sort.PHYSICAL)
    for word, base in COUNTERS.items():
        put(word, base, _ONE, Sort.COUNT)
    return table


UNITS = _rows()


def _index() -> dict[str, tuple[int, ...]]:
    """First letter → the lengths of the unit words that begin with it, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in UNITS:
        lengths.setdefault(word[0], set()).add(len(word))
    return {letter: tuple(sorted(found, reverse=True)) for letter, found in lengths.items()}


_LENGTHS = _index()

# `홍콩 달러`, `캐나다 달러`, `중국 위안`: a country and its money with a space between.
_COUNTRY_MONEY = Pattern(
    "(미국|미|홍콩|호주|캐나다|싱가포르|뉴질랜드|대만|타이완|영국|중국|일본|인도|스위스|러시아|"
    "태국|"
    "브라질|멕시코|필리핀|아르헨티나|칠레|콜롬비아|사우디|카타르|이란|아랍에미리트|UAE|쿠웨이트|"
    "바레인|이라크|"
    "튀르키예|터키|스웨덴|노르웨이|덴마크|아이슬란드|체코|남아공|이집트|베트남|파키스탄|스리랑카"
    "|네팔|핀란드|"
    "독일|프랑스|이탈리아|한국)"
    " (달러|위안|엔|루피|프랑|루블|바트|헤알|페소|리얄|리알|디르함|디나르|리라|크로나|크로네|"
    "코루나|랜드|"
    "파운드|동|마르카|마르크|원)"
)
# `평방 미터`, `제곱 킬로미터`
_PER_SECOND = Pattern("(미터|m|킬로미터|km) 퍼 (초|시)")
_SPACED = Pattern("(제곱|평방|세제곱|입방) (킬로미터|센티미터|미터|마일|피트|km|㎞|m)")


def read_units(text: str, at: int) -> list[tuple[Unit, int]]:
    """Return the unit words that begin at `at` with where each ends, longest first.

    >>> [(unit.base, end) for unit, end in read_units("3개월", 1)]
    [('개월', 3), ('개', 2)]
    """
    lengths = _LENGTHS.get(text[at : at + 1])
    if lengths is None:
        return []
    found = []
    for length in lengths:
        unit = UNITS.get(text[at : at + length])
        if unit is not None and len(unit.word) == length:
            found.append((unit, at + length))
    return found


def read_spaced_unit(text: str, at: int) -> tuple[Unit, int] | None:
    """Return a unit of two words (캐나다 달러, 제곱 킬로미터) at `at`."""
    found = _COUNTRY_MONEY.match(text, at) or _SPACED.match(text, at) or _PER_SECOND.match(text, at)
    if found is None:
        return None
    word = found.group(0).replace(" ", "")
    unit = UNITS.get(word) or UNITS.get(found.group(2))
    return (unit, found.end()) if unit is not None else None
