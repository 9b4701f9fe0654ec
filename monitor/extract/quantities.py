"""Every quantity of a text: a numeral, its unit, and the words that open or soften it.

One pass finds the places where a figure may begin (a digit, a number word before a counter, 절반);
each is read by the tables of `numbers.py`, `units.py`, `bounds.py`, and `guards.py` says which
counters are names or dates there. Time is linear in the text: every look around a figure is bounded.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from monitor.extract.bounds import Cue, cue_after, cues_before, open_range, read_interval
from monitor.extract.counters import PEOPLE
from monitor.extract.guards import GUARDS, allows_machines
from monitor.extract.numbers import (
    BIG,
    DIGIT_WORDS,
    Number,
    read_digits,
    read_native,
    read_vague,
    read_words,
    step_of,
)
from monitor.extract.units import (
    ISO_CODES,
    LETTER_SCALES,
    SYMBOLS,
    Sort,
    Unit,
    read_spaced_unit,
    read_units,
    UNITS,
)
from monitor.model import Interval, Quantity

# Contract, rule 13: "Digits, Hangul, Hanja and full-width figures mean the same. Spaces inside a
# figure, no-break ones too, do not end it."
_FOLD = {
    **dict(zip("０１２３４５６７８９％，．（）＋－～：", "0123456789%,.()+-~:", strict=True)),
    **dict.fromkeys("\u00a0\u2009\u202f\u3000\u2002\u2003\u200a\u2007\t\u200b", " "),
    **dict.fromkeys("−–—‒‑﹣", "-"),
    **dict.fromkeys("∼〜˜∽～", "~"),
    **dict.fromkeys("·ㆍ・•∙‧⋅", "·"),
    **dict(
        zip("一二三四五六七八九十百千萬万億兆", "일이삼사오육칠팔구십백천만만억조", strict=True)
    ),
}
_ODD = re.compile("[" + "".join(re.escape(letter) for letter in _FOLD) + "]")
_JAMO = re.compile("[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?")


def _fold(text: str) -> str:
    return _ODD.sub(lambda m: _FOLD[m.group()], text)


def extract_quantities(text: str) -> tuple[Quantity, ...]:
    """Return every quantity of `text` in text order; spans are offsets into it as it is.

    >>> [(q.interval.low, q.unit) for q in extract_quantities("특허 3만 8210건을 냈다.")]
    [(Decimal('38210'), '건')]
    """
    if _JAMO.search(text) is None:
        return tuple(_read(_fold(text)))
    # Decomposed syllables (NFD, as some file systems and feeds have them) have no same-length
    # composed form: read the composed copy and carry the offsets back.
    composed, offsets = _compose(text)
    return tuple(
        replace(q, span=(offsets[q.span[0]], offsets[q.span[1]])) for q in _read(_fold(composed))
    )


def _compose(text: str) -> tuple[str, list[int]]:
    """Return `text` with its decomposed syllables composed, and each letter's offset in `text`."""
    parts: list[str] = []
    offsets: list[int] = []
    last = 0
    for m in _JAMO.finditer(text):
        parts += (text[last : m.start()], unicodedata.normalize("NFC", m.group()))
        offsets += range(last, m.start() + 1)
        last = m.end()
    parts.append(text[last:])
    offsets += range(last, len(text) + 1)
    return "".join(parts), offsets


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure on its way: `reach` is where its bound's verb ends, which may lie behind the span."""

    start: int
    end: int
    reach: int
    interval: Interval
    unit: Unit | None
    number: Number
    cues: frozenset[str]

    @property
    def base(self) -> str:
        return self.unit.base if self.unit is not None else "1"


# --- where a figure may begin -------------------------------------------------------------------

_HANGUL = "가-힣"
_WORD_COUNTERS = (
    "명|사람|분|인|개월|개국|개사|개소|개|건|차례|곳|군데|가지|대|척|채|마리|장|권|편|표|석|달|시간|살|배|쌍|잔|병|통|송이|그루|벌|켤레|"
    "가구|세대|가족|식구|번|곡|갈래|축|쪽|줄|줄기|자루|그릇|상자|박스|포기|조각|발|방|주일|주|해|끼|판|골|경기|문장|글자|단어|팀|종류|종|도시|나라|"
    "국가|기업|회사|업체|은행|학교|대학|아이|자녀|남매|형제|자매|번째"
)
_CANDIDATE = re.compile(
    "(?P<digit>[0-9]+)"
    "|(?P<sign>(?:US|U\\.S\\.|AU|A|CA|C|HK|NZ|SG|S|NT|R|MX)?\\$|[€£¥₩₹₽฿₫₺₱₿￦])(?= ?[0-9])"
    f"|(?<![{_HANGUL}A-Za-z0-9])(?:"
    "(?P<vague>(?:수|몇|십수|십몇|여러) ?(?:[십백천]?[만억조]|[십백천])|몇 ?(?=배|%|퍼센트|만|개월|시간))"
    "|(?P<native>(?:한두|두세|두서너|두어|서너|네댓|너댓|네다섯|너덧|대여섯|예닐곱|일고여덟|일여덟|여덟아홉|"
    "(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|하나|둘|셋|넷)?|스무|"
    f"한|두|세|석|네|넉|다섯|여섯|일곱|여덟|아홉)(?= ?(?:여 ?)?(?:{_WORD_COUNTERS})))"
    "|(?P<sino>[영일이삼사오육륙칠팔구]?[십백천만억조경](?![자화신안울약들나])"
    "|[영일이삼사오육칠팔구](?=[와과] ?[일이삼사오육칠팔구십백천]+ ?분의|[이일삼사오육칠팔구십백천만]{0,9} ?분의 ?[일이삼사오육칠팔구십백천0-9])"
    "|[영일이삼사오육칠팔구](?= ?[점쩜] ?[영일이삼사오육칠팔구]|(?:이|삼|사|오|육|칠|팔|구)[십백천만억]? |"
    " (?:퍼센트|퍼센티지|프로 |달러|유로|킬로|미터|센티|밀리|그램|톤|헤르츠|와트|리터|개월|초 |년 |제곱)|퍼센트)"
    "|(?<=[하씨스상] )[영일이삼사오육칠팔구](?=도))"
    "|(?P<special>절반|갑절|곱절|반(?=년|세기| 세기| 조 | 억 | ?리터| [가-힣]+|으로 (?:줄|깎|나눴|감소|떨어|쪼)|을 (?:떼|차지|나눠|줄))|배(?=로 |로$| 이상| 가까이| 넘게|가 넘)|이틀|사흘|나흘|닷새|엿새|이레(?= |간|만)|여드레|아흐레|열흘|보름|일주일|"
    "[셋넷둘] ?중 ?하나|(?:셋|넷|둘|다섯|열) ?(?:중|가운데) ?(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉))"
    "|(?P<code>(?:EUR|USD|KRW|JPY|CNY|GBP|HKD|AUD|CAD|CHF|SGD|NZD|INR|eur|usd|krw|jpy|cny|gbp)(?= ?[0-9]))"
    ")"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s가-힣]+|[\w.+-]{1,64}@[\w.-]{1,64}")


def _read(text: str) -> Iterator[Quantity]:
    whole = _whole(text) if len(text) <= 80 else None
    figures = [whole] if whole is not None else _merge(text, _figures(text))
    for f in figures:
        yield Quantity((f.start, f.end), f.interval, f.base)


def _figures(text: str) -> list[_Figure]:
    found: list[_Figure] = []
    done = 0
    addresses = _addresses(text)
    for m in _CANDIDATE.finditer(text):
        at = m.start()
        if at < done:
            continue
        if addresses:
            i = bisect_right(addresses, (at, len(text))) - 1
            if i >= 0 and addresses[i][1] > at:
                done = addresses[i][1]
                continue
        kind = m.lastgroup
        if kind == "digit":
            done = _digit(text, at, m.end(), done, found)
        elif kind in ("sign", "code"):
            done = _money_sign(text, at, m.end(), found)
        elif kind == "special":
            done = _special(text, at, m.group(), found)
        else:
            done = _word(text, at, kind or "", found)
    return found


def _addresses(text: str) -> list[tuple[int, int]]:
    if "://" not in text and "www." not in text and "@" not in text:
        return []
    return [m.span() for m in _ADDRESS.finditer(text)]


# --- digits -------------------------------------------------------------------------------------

# Dates, clock times, addresses of machines, telephone and registration numbers.
_NOISE = re.compile(
    r"[0-9]{1,4}(?:\. ?[0-9]{1,4}){2,}\.?"  # 2025.02.09, 203.0.113.7
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])"
    r"|[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}"
    r"|[0-9]+(?:-[0-9]+){2,}"
    r"|0[0-9]{1,3}[-)][0-9]{3,4}"
    r"|[0-9]+-[0-9]+(?= ?(?:번지|호|번길|승|로 |으로 |[가-힣]*(?:승리|패|역전|제압|완승|앞|뒤|동점)))"
    r"|'?[0-9]{2}-[0-9]{2}(?= ?시즌)"
)


def _is_hangul(letter: str) -> bool:
    return "가" <= letter <= "힣"


def _digit(text: str, at: int, run_end: int, done: int, found: list[_Figure]) -> int:
    before = text[at - 1] if at else ""
    if before.isascii() and before.isalpha():
        # GPT4, H100, S25, v2: a name, to the end of its token
        return _token_end(text, run_end)
    negative = False
    start = at
    if before:
        if before in "-_":
            prior = text[at - 2] if at > 1 else " "
            if prior.isascii() and prior.isalpha():  # F-35, GPT-4
                return _token_end(text, run_end)
            if prior in " (,[\"'‘“~:=>·…" or at == 1:
                negative, start = True, at - 1
        elif before in "△▼":
            negative, start = True, at - 1
        elif before == "." and (at == 1 or text[at - 2] in " (-"):
            return _point_first(text, at, run_end, found)
        elif before == "제" or (before == " " and at > 1 and text[at - 2] == "제"):
            head = at - (1 if before == "제" else 2)
            if head == 0 or not _is_hangul(text[head - 1]):
                return _skip_serial(text, run_end)  # 제22서경호, 제 5공화국
    after = text[run_end] if run_end < len(text) else ""
    if after and after in ".-/:)":
        noise = _NOISE.match(text, at)
        if noise is not None:
            return noise.end()
    if text[at] == "0" and run_end - at > 1:
        return run_end  # 005930, 04524
    number = read_digits(text, at)
    if number is None:
        return max(run_end, at + 1)
    if negative:
        number = replace(number, low=-number.high, high=-number.low)
    return _finish(text, start, number, found, done)


def _token_end(text: str, at: int) -> int:
    """Return the end of a model's name: letters, digits, and what joins them."""
    n = len(text)
    while (
        at < n
        and at < n
        and (
            (text[at].isascii() and text[at].isalnum())
            or (
                text[at] in ".-/"
                and at + 1 < n
                and text[at + 1].isascii()
                and text[at + 1].isalnum()
            )
        )
    ):
        at += 1
    return at


def _point_first(text: str, at: int, end: int, found: list[_Figure]) -> int:
    """`.08`: the zero left out."""
    value = Decimal("0" + text[at - 1 : min(end, at + 20)])
    sign = at >= 2 and text[at - 2] == "-"
    start = at - 2 if sign else at - 1
    value = -value if sign else value
    number = Number(end, value, value, step_of(value))
    return _finish(text, start, number, found, start)


def _skip_serial(text: str, at: int) -> int:
    units = read_units(text, at)
    return units[0][1] if units else at


# --- the unit -----------------------------------------------------------------------------------

# What may follow a counter of one syllable: a particle, a suffix, the copula. Everything else makes
# it the head of another noun: 3위원회, 2장관, 5대그룹.
_FOLLOW = re.compile(
    "[이가은는을를의에로도만과와나며인라란다씩당째짜급고께]|"
    "으로|이상|이하|이내|이며|이고|미만|초과|까지|부터|보다|보단|처럼|마다|어치|여 |쯤|가량|정도|안팎|내외|남짓|수준|규모|상당|뿐|밖|"
    "조차|마저|중 |중에|가운데|였|임|입니다|하고|든|에게|한테|에서|꼴|가까|넘|인데|됐|되|분량|분의? |분을|분 |차이|차로 |뒤[진지]|앞선|더 |던|"
    "포인트|받|준|줬|줘|줄|주고|주[기는었]|드[려림리]|때[의는 ]?|대[에로의를인까가는 ,.]|간[의에 ,.]|선[을에의으이 ,.]|등[의을이 ,]|"
    "전 |전의|후 |뒤 |앞|반[ 의에을이정]|가까이|이라|이던|무렵|사이|연속|[0-9(]"
)
_BARE_FOLLOW = re.compile(
    "$|[ ,.)(~·\"'”’\\]%:;…/?!-]|[이가은는을를의에로도만과와며인]|으로|까지|부터|대[에로의를인 ,.]|여"
)
_SPACES = re.compile(" {0,2}")


def _unit_at(text: str, at: int, *, spaced: bool = True) -> tuple[Unit, int] | None:
    """Return the unit behind a number that ends at `at`, if it ends as a unit word can."""
    gap = at
    while gap < len(text) and text[gap] == " " and gap - at < 2:
        gap += 1
    if gap > at and not spaced:
        return None
    two = read_spaced_unit(text, gap) if text[gap : gap + 1] in _TWO_WORDS else None
    if two is not None:
        return two
    for unit, end in read_units(text, gap):
        if _fits(text, unit, gap, end):
            return unit, end
    return None


_TWO_WORDS = frozenset(
    "미홍호캐싱뉴대타영중일인스러태브멕필아칠레콜사카이U쿠바튀터노덴체남집베파네핀독프한제평세입"
) | {"카"}


def _fits(text: str, unit: Unit, at: int, end: int) -> bool:
    after = text[end : end + 1]
    if not after:
        return True
    last = text[end - 1]
    if last == "초" and after == "과":
        return False  # 20초과
    if last.isascii() and last.isalpha():
        return not (after.isascii() and after.isalnum()) and not (
            after == "-" and text[end + 1 : end + 2].isalnum()
        )
    if not _is_hangul(after) or not _is_hangul(last):
        return True
    if end - at >= 2:
        if unit.sort is Sort.COUNT and end - at == 2 and text[at] == "개":
            return _FOLLOW.match(text, end) is not None
        return True
    return _FOLLOW.match(text, end) is not None


_YEARS_ON = re.compile("간|만|이[^상]|의 |에 |을 |은 |도 |째|동안|전|뒤|후|가까이|넘|이상")
_PER_TIME = re.compile("에(?= |$)(?! 걸쳐)")
_SHARES = Unit("주", "주", Decimal(1), Sort.COUNT)
_SHARES_GUARD = GUARDS["주"]
_LEGEND = re.compile("단위 ?[:=는은]? ?$")
_WEIGHED = re.compile("몸무게|체중|무게|감량|증량|중량|짜리 (?:아기|신생아)|kg")
_PER = re.compile("당(?![시국일초기선원연분신혹당])| 당 ")
_RANGE = re.compile(
    " ?(?:~|-|내지)(?: ?(?:약|최대|많게는|최고))? ?(?P<s1>영하 ?|영상 ?|마이너스 ?)?(?=[0-9-])"
    "| ?(?P<to>에서|부터)(?: ?(?:많게는|최대|최고|크게는|길게는))? {0,2}(?P<s2>영하 ?|영상 ?|마이너스 ?)?(?=[0-9-])"
    "| ?(?:~|-) ?(?=[일이삼사오육칠팔구십백천만])"
    "|(?P<with>[과와]|에서) ?(?=[일이삼사오육칠팔구십백천만]+ ?[가-힣]{0,3} ?(?:사이|까지))"
)
_RANGE_WORD = re.compile(" ?(?:[~-]|[과와]|에서)")
_UNTIL = re.compile(" ?(?:까지|사이|대까지|정도까지|선까지| 범위|가량까지)")
_YEO_AFTER = re.compile("여(?=간| |만에|동안|의 |를 )")
_YEO = re.compile(" ?여(?= |[만억조천]|[가-힣a-zA-Z%㎞㎡])")
_CLASS = re.compile(
    "대(?=[에로의를인도는가 ,.)~]|까지|$|이며|였|이다|부터|초반|중반|후반|에서|급|을|\\n)"
)
_HALF = re.compile(" ?반(?![가-힣]{2}|[대발도복찬전장])")
_FRACTION = re.compile(
    " {0,2}분의 ?(마이너스 ?)?(?:([0-9]+(?:\\.[0-9]+)?)|([일이삼사오육칠팔구십백천]+))"
)
_SLASH = re.compile("/([0-9]{1,4})(?![0-9/.])")
_ODDS = re.compile(" ?(?:대|:) ?1(?![0-9:]|[.,][0-9]|[가-힣]*(?:승|이겼|졌))")
_RACE = re.compile("(?:경쟁|비율|합병|교환|경쟁률|분할|배율)")
_COMBINED = {
    "년": ("개월", "월"), "시간": ("분",), "분": ("초",), "달러": ("센트",), "유로": ("센트",), "m": ("cm",), "kg": ("g",),
    "할": ("푼",), "파운드": ("펜스",), "피트": ("인치",), "일": ("시간",), "미터": ("센티미터", "센티"), "원": ("전",),
    "개월": ("일",),
}  # fmt: skip
_VULGAR = {
    "½": Decimal(1) / 2, "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3, "¼": Decimal(1) / 4,
    "¾": Decimal(3) / 4, "⅛": Decimal(1) / 8, "⅕": Decimal(1) / 5,
}  # fmt: skip
_FINE = re.compile("[0-9]{2,3}(?![0-9명개])")  # 41초782
_TENTHS = {"푼": Decimal(1), "리": Decimal("0.1")}


def _finish(text: str, start: int, number: Number, found: list[_Figure], done: int) -> int:
    """Read what follows the numeral and append the figure if it is one; return where to go on."""
    end = number.end
    after = text[end : end + 1]
    if after and after in _VULGAR:
        whole = number.low + _VULGAR[after]
        number = replace(number, low=whole, high=whole, end=end + 1, step=Decimal("0.01"))
        end, after = end + 1, text[end + 1 : end + 2]
    if after and (after in " 분"):
        fraction = _FRACTION.match(text, end)
        if fraction is not None:
            return _fraction(text, start, number, fraction, found)
    if after == "/":
        slash = _SLASH.match(text, end)
        if slash is not None:
            return _slash(text, start, number, slash, found)
    band = number.band
    if after and after in " 여":
        yeo = _YEO.match(text, end)
        if yeo is not None:
            band, end = True, yeo.end()
    unit_end = _unit_at(text, end)
    if after in "~-에부 내" and after:
        ranged = _ranged(text, start, number, unit_end, end, found)
        if ranged is not None:
            return ranged
    if unit_end is not None and text[unit_end[1] : unit_end[1] + 1] in "~-에부 내":
        ranged = _ranged(text, start, number, unit_end, end, found)
        if ranged is not None:
            return ranged
    if after in " 대:" and after:
        odds = _ODDS.match(text, end)
        if odds is not None:
            if (
                number.low != number.low.to_integral_value()
                or number.low >= 10
                or _RACE.search(text, max(0, start - 20), start)
            ):
                _append(text, start, number, None, odds.end(), found, force=True)
            return odds.end()
        if after == "대" and text[end + 1 : end + 2] == " " and text[end + 2 : end + 3].isdigit():
            score = re.compile("대 [0-9]+(?![0-9]*(?:명|개|건|만|억|년|월|일))").match(text, end)
            if score is not None:
                return score.end()
    if unit_end is None:
        return _bare(text, start, number, end, found, band=band)
    unit, end = unit_end
    return _with_unit(text, start, number, unit, end, found, band=band)


def _with_unit(
    text: str,
    start: int,
    number: Number,
    unit: Unit,
    end: int,
    found: list[_Figure],
    *,
    band: bool,
    kind: str = "",
) -> int:
    per = _PER.match(text, end)
    if per is not None:
        # Contract, rule 8: "The 'per' side of a rate is no quantity (`1인당`, `10만 명당`)."
        return per.end()
    cues, begin = cues_before(text, start)
    marks = _MARKS & cues
    if text[start - 1 : start] in (" ", ":") and _LEGEND.search(text, max(0, start - 6), start):
        return end  # (단위: 만 명)
    if unit.word == "파운드" and _WEIGHED.search(text[max(0, start - 15) : end + 24]):
        unit = UNITS["lb"]
    if unit.sort is Sort.DURATION and not _is_duration(text, start, number, unit, end):
        if unit.word != "주" or not _SHARES_GUARD.allows(
            text, start, end, number.low, marked=number.scale > 1 or band
        ):
            return end
        unit = _SHARES
    if unit.sort is Sort.DURATION and number.word and _PER_TIME.match(text, end):
        return end  # 한 달에, 한 해에: the per side
    if unit.sort is Sort.MONEY and _NOTE.match(text, end):
        return end
    if unit.word in GUARDED and not marks:
        marked = number.scale > 1 or number.vague or band or bool(cues)
        if unit.word != "대":  # 60대 이상 are people in their sixties
            marked = marked or cue_after(text, end) is not None or kind == "native"
        elif number.scale >= 10**8:
            # 100억대 자산가: a class of money, not machines
            return _append(text, start, number, None, end, found, band=True)
        if not _allowed(text, start, end, number, unit, marked=marked):
            return end
    combined = _COMBINED.get(unit.word)
    if unit.sort is Sort.DURATION:
        yeo = _YEO_AFTER.match(text, end)
        if yeo is not None and number.exact:
            # 2년여: two years and some months
            end = yeo.end()
            more = number.low + Decimal("0.999")
            number = replace(number, high=more, approx=True, vague=True)
        elif band and number.exact:
            # 10여 년 is 10 to 19 years
            top = read_interval(number.low, {"여"}, whole=number.step >= 1).high or number.low
            number = replace(number, high=top, approx=True, vague=True)
            band = False
    low, high = number.low * unit.factor, number.high * unit.factor
    step = number.step * unit.factor
    if combined is not None:
        more = _more(text, end, unit, combined)
        if more is not None:
            extra, end = more
            low, high = low + extra, high + extra
            step = step_of(extra)
    if unit.word == "초":
        fine = _FINE.match(text, end)
        if fine is not None:
            extra = Decimal("0." + fine.group())
            low, high, end, step = low + extra, high + extra, fine.end(), step_of(extra)
    if unit.sort is Sort.DURATION or unit.word == "배":
        half = _HALF.match(text, end)
        if half is not None:
            low, high = low + unit.factor / 2, high + unit.factor / 2
            end = half.end()
    if unit.word != "대" and unit.sort is not Sort.DURATION:
        classed = _CLASS.match(text, end)
        if classed is not None:
            band, end = True, classed.end()
    number = replace(number, low=low, high=high, step=step)
    return _append(text, start, number, unit, end, found, band=band, cues=cues, begin=begin)


def _more(text: str, end: int, unit: Unit, words: tuple[str, ...]) -> tuple[Decimal, int] | None:
    """Return the lesser unit's part of `3시간 30분`, `1달러 20센트`, `2할 9푼`."""
    i = end
    total = Decimal(0)
    seen = False
    while True:
        if words == ():
            break
        j = i + 1 if text[i : i + 1] == " " else i
        if not text[j : j + 1].isdigit():
            break
        number = read_digits(text, j)
        if number is None:
            break
        lesser = next(((u, e) for u, e in read_units(text, number.end) if u.word in words), None)
        if lesser is None and unit.word == "할" and text[number.end : number.end + 1] in _TENTHS:
            total += number.low * _TENTHS[text[number.end]]
            i, seen = number.end + 1, True
            continue
        if lesser is None:
            break
        factor = unit.factor / 100 if lesser[0].word == "센트" else lesser[0].factor
        if lesser[0].base != unit.base and lesser[0].word != "센트":
            break
        total += number.low * factor
        i, seen = lesser[1], True
        if lesser[0].word == "초":
            fine = _FINE.match(text, i)
            if fine is not None:
                total += Decimal("0." + fine.group())
                i = fine.end()
        words = _COMBINED.get(lesser[0].word, ())
        if unit.word == "할":
            words = ()
    return (total, i) if seen else None


_OF_SHARES = re.compile("(?:주식|보통주|우선주|신주|자사주)[가-힣]{0,2} ?(?:약 |총 )?$")
_SENTENCE = re.compile("(?:징역|금고|자격정지|집행유예|구류) ?$")
_CLOCK = re.compile("(?:[0-9] ?시|전반|후반|연장|쿼터|추가시간) ?$")
_NOT_SPAN = re.compile(
    "(?:에|께|부터|까지|쯤|경|자|분기|학년|도 |생|산 |형|판 |대(?:에|의| |초|중|후)|월|이래|을 |차|[0-9])"
)
_SPAN_AFTER = re.compile(
    "간|여|동안| ?(?:동안|만에|만의|이상|이내|이하|미만|남짓|가량|정도|내내|가까이|넘게|안에|째|이 ?걸|이나|연속|뒤|후|전|안팎|앞당|단축|늦|빨라|빠른|느린|걸|지났|지난|"
    "짜리|물|만기|분|치|씩|형|의 (?:징역|실형|기간|시간|세월|임기|역사|휴가|여정|노력|연구)|징역|반|선고|계약|주기|평균|뿐)"
)
_BEFORE_SPAN = re.compile(
    "(?:징역|금고|최근|지난|향후|앞으로|약|최소|최대|무려|임기|기간은|기간|만기|집행유예|유효기간|잔여|동안|불과|단|총|꼬박|매|수명|시간은|걸린|선고받|장장|자격정지|평균) ?$"
)


def _is_duration(text: str, start: int, number: Number, unit: Unit, end: int) -> bool:
    """Whether a time word behind a number is a length of time, and no date or clock time."""
    word, value = unit.word, number.low
    after = text[end : end + 8]
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
    ) and re.match(" ?(?:전|후|뒤|앞)(?=보다|에|부터|의|까지|만|엔|인|과|쯤|이|처럼|[^가-힣]|$)", after):
        # Contract, rule 9: "A point in time (`3년 전`, `2시`, `3분기`) is none."
        return False
    if word == "년":
        if 1000 <= value <= 2999 and number.scale == 1 or value == 0:
            return False
        if 50 <= value <= 99 and re.match("(?:대|생|도| 만에)?$|대|생|도", after.strip()[:3]):
            return not after.startswith(("대", "생", "도"))
        return not after.startswith(("차", "생", "산 ", "도 ", "대 ", "도에", "대에", "물"))
    if word == "일":
        if text[start - 2 : start].strip().endswith("월"):
            return False
        if _SPAN_AFTER.match(text, end) and not after.startswith((" 전", " 후", " 뒤")):
            return True
        if (
            value > 31
            or _BEFORE_SPAN.search(text, max(0, start - 8), start)
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
        return (
            not re.search("[년월] ?$", text[max(0, start - 3) : start])
            and not after.startswith(("등", "기", "고", "반", "대", "선", "점", "중", "청", "에"))
            or bool(
                after.startswith("에 ")
                and value < 60
                and number.low != number.low.to_integral_value()
            )
        )
    if word == "주" and _SPAN_AFTER.match(text, end):
        return number.scale == 1 and value <= 200
    if word in ("주", "주간"):
        if number.scale > 1 or value > 60 or _OF_SHARES.search(text, max(0, start - 12), start):
            return False
        return not after.startswith(("차", "년", "기", "째 ")) and (
            word == "주간"
            or _SPAN_AFTER.match(text, end) is not None
            or not after
            or not _is_hangul(after[0])
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


_NOTE = re.compile("권(?![가-힣]|을 ?행)|권[을이은의과]|권 ")
_COHORT = re.compile("(?:[1-7]0[1-7]0|[345]86)(?![0-9])")
GUARDED = frozenset(GUARDS) | {"대", "파운드"}


def _allowed(
    text: str, start: int, end: int, number: Number, unit: Unit, *, marked: bool
) -> bool:
    """Whether a counter that can also be part of a name counts here."""
    if unit.word == "대":
        return allows_machines(text, start, end, number.low, marked=marked)
    if unit.word == "세대" and _COHORT.match(text, start):
        return False
    guard = GUARDS.get(unit.word)
    return guard is None or guard.allows(text, start, end, number.low, marked=marked)


_MARKS = frozenset({"영하", "영상", "섭씨", "화씨", "시속", "초속", "분속", "마이너스"})


def _append(
    text: str,
    start: int,
    number: Number,
    unit: Unit | None,
    end: int,
    found: list[_Figure],
    *,
    band: bool = False,
    cues: frozenset[str] | None = None,
    begin: int | None = None,
    force: bool = False,
) -> int:
    """Settle signs and prefixes, read the bound behind, and keep the figure."""
    if cues is None or begin is None:
        cues, begin = cues_before(text, start)
    low, high, step = number.low, number.high, number.step
    marks = cues & _MARKS
    if unit is None and number.scale > 1:
        unit = _money_before(text, begin)
    if marks:
        unit, low, high, step = _marked(marks, unit, low, high, step)
    words = set(cues - _MARKS)
    if band:
        words.add("여")
    reach = end
    span_end = end
    if not force:
        cue = cue_after(text, end)
        if cue is not None and _serves(cue, unit):
            words.add(cue.word)
            span_end, reach = cue.end, cue.reach
            again = cue_after(text, span_end) if span_end > end else None
            if again is not None and _serves(again, unit):
                words.add(again.word)
                span_end, reach = max(again.end, span_end), again.reach
    _keep(found, begin, span_end, reach, low, high, unit, number, words, step)
    return max(span_end, number.end)


def _serves(cue: Cue, unit: Unit | None) -> bool:
    """Whether a cue bounds a figure of this unit: `30보다 크다` does, `5%보다 높다` compares."""
    if cue.kind[0] in "ce":
        return unit is None or unit.base == "위"
    if cue.kind == "b9":  # 100원 아래로, but `1.4m 아래 선로`
        return unit is None or unit.sort in (Sort.MONEY, Sort.SHARE, Sort.RATIO)
    return True


def _keep(
    found: list[_Figure],
    begin: int,
    end: int,
    reach: int,
    low: Decimal,
    high: Decimal,
    unit: Unit | None,
    number: Number,
    words: set[str],
    step: Decimal,
) -> int:
    whole = unit is not None and step >= 1 and (unit.counts or (unit.base == "점" and "여" in words))
    if low == high and not number.vague:
        interval = read_interval(low, words, whole=whole, step=step)
    else:
        interval = open_range(low, high, words, approx=number.approx)
    found.append(_Figure(begin, end, reach, interval, unit, number, frozenset(words)))
    return end


_AS_MONEY = re.compile("(달러|원|엔|위안|유로)화?로 $")


def _money_before(text: str, at: int) -> Unit | None:
    """`달러로 560만 남짓`: the currency named in front."""
    m = _AS_MONEY.search(text, max(0, at - 6), at)
    return UNITS[m.group(1)] if m is not None else None


def _marked(
    marks: frozenset[str], unit: Unit | None, low: Decimal, high: Decimal, step: Decimal
) -> tuple[Unit | None, Decimal, Decimal, Decimal]:
    """Apply 영하, 마이너스, 섭씨, 화씨, 시속 to a figure."""
    if "영하" in marks or "마이너스" in marks:
        low, high = -high, -low
    if unit is None or unit.sort is not Sort.PHYSICAL:
        return unit, low, high, step
    if "화씨" in marks:
        low, high = ((v - 32) * 5 / 9 for v in (low, high))
        return replace(unit, base="°C"), low, high, step
    if "섭씨" in marks:
        return replace(unit, base="°C"), low, high, step
    for mark, seconds in (("시속", 3600), ("분속", 60), ("초속", 1)):
        if mark in marks and unit.base == "m":
            return replace(unit, base="m/s"), low / seconds, high / seconds, step / seconds
    return unit, low, high, step


# --- ranges, fractions, bare numbers ------------------------------------------------------------


def _ranged(
    text: str,
    start: int,
    first: Number,
    first_unit: tuple[Unit, int] | None,
    end: int,
    found: list[_Figure],
) -> int | None:
    """Read `2~3조 원`, `20만~30만 달러`, `1.5%에서 2% 사이`; None where no range begins here.

    Contract, rule 6: "A unit word after the last number serves all of a range or list, and so does a
    scale word that only the second number has. `A에서 B로` is a change: two quantities."
    """
    unit = None
    joint = _RANGE.match(text, end)
    if joint is None and first_unit is not None:
        unit = first_unit[0]
        joint = _RANGE.match(text, first_unit[1])
    if joint is None:
        return None
    i = joint.end()
    negative = text[i] == "-"
    if text[i].isdigit() or negative:
        second = read_digits(text, i + 1 if negative else i)
    else:
        second = read_words(text, i)
    if second is None:
        return None
    band = False
    second_end = second.end
    yeo = _YEO.match(text, second_end)
    if yeo is not None:
        band, second_end = True, yeo.end()
    found_unit = _unit_at(text, second_end)
    if found_unit is None:
        return _bare_range(text, start, first, second, unit, joint, found)
    second_unit, second_end = found_unit
    if unit is not None and unit.base != second_unit.base:
        return None
    if (joint.group("to") or joint.group("with")) is not None and not (
        _UNTIL.match(text, second_end) or "많게는" in joint.group() or "최대" in joint.group()
    ):
        return None
    if unit is None and "-" in joint.group() and second_unit.sort is Sort.DURATION:
        return second_end
    per = _PER.match(text, second_end)
    if per is not None:
        return per.end()
    if second_unit.sort is Sort.DURATION and (
        not _is_duration(text, start, second, second_unit, second_end)
        or not _is_duration(text, start, first, second_unit, second_end)
    ):
        return second_end
    if not _allowed(text, start, second_end, second, second_unit, marked=second_unit.word != "대"):
        return second_end
    low = first.low
    if unit is None and first.scale == 1 and second.scale > 1:
        scaled = low * second.scale
        if scaled <= second.high:
            low = scaled
    low *= (unit or second_unit).factor
    high = second.high * second_unit.factor
    cues, begin = cues_before(text, start)
    said = (joint.group("s1") or joint.group("s2") or "").strip()
    if said:
        # 영하 5도에서 영상 3도: each end has its own sign
        low = -low if cues & {"영하", "마이너스"} else low
        negative = negative or said != "영상"
        cues -= {"영하", "영상", "마이너스"}
    if negative:
        high = -high
    low, high = min(low, high), max(low, high)
    until = _UNTIL.match(text, second_end) if joint.group("to") or joint.group("with") else None
    classed = _CLASS.match(text, second_end)
    if classed is not None and second_unit.word != "대":
        high = max(
            high,
            read_interval(
                high, {"대"}, whole=second_unit.counts, step=second.step * second_unit.factor
            ).high
            or high,
        )
        second_end = classed.end()
    number = Number(
        second_end,
        low,
        high,
        second.step * second_unit.factor,
        approx=first.approx or band,
        vague=True,
    )
    stop = until.end() if until else second_end
    return _append(text, start, number, second_unit, stop, found, cues=cues, begin=begin)


_BARE_RANGE = re.compile("(?:범위|사이|구간|점수|숫자|수)")


def _bare_range(
    text: str,
    start: int,
    first: Number,
    second: Number,
    unit: Unit | None,
    joint: re.Match[str],
    found: list[_Figure],
) -> int | None:
    """`20에서 100`, `1000-5000` without a unit: a range where the words around say so."""
    if unit is not None:
        return None
    after = text[second.end : second.end + 3]
    said = _UNTIL.match(text, second.end) is not None
    if (joint.group("to") or joint.group("with")) is not None:
        if not said and not after.startswith(("이다", "이", ".")):
            return None
    elif not said and not (
        _BARE_RANGE.search(text, max(0, start - 12), start)
        or (first.scale > 1 and second.scale > 1)
    ):
        return second.end if "-" in joint.group() else None
    low, high = sorted((first.low, second.low))
    number = Number(second.end, low, high, second.step, vague=True)
    return _append(text, start, number, None, second.end, found)


_RATIO_UNIT = Unit("배", "배", Decimal(1), Sort.RATIO)


def _fraction(text: str, start: int, number: Number, m: re.Match[str], found: list[_Figure]) -> int:
    """`18분의 1`, `3분의2`: parts of a whole, in 배."""
    minus, digits, words = m.groups()
    end = m.end()
    if digits is not None:
        top = Decimal(digits)
    else:
        read = read_words(words, 0, spaced=False)
        if read is None:
            return end
        top, end = read.low, m.start(3) + read.end
    if number.low == 0:
        return end
    value = top / number.low
    if minus:
        value = -value
    result = Number(end, value, value, value or Decimal(1), word=number.word)
    return _append(text, start, result, _RATIO_UNIT, end, found)


_WHOLE_OF = re.compile("(?:의|중|가운데|약|무려|각각|전체|최소|최대|[0-9]) {1,2}$")


def _slash(text: str, start: int, number: Number, m: re.Match[str], found: list[_Figure]) -> int:
    """`전체의 3/5`: a fraction where a whole is named before it; else a date or a name (9/11)."""
    top, bottom = number.low, Decimal(m.group(1))
    if bottom == 0 or not _WHOLE_OF.search(text, max(0, start - 6), start):
        return m.end()
    value = top / bottom
    result = Number(m.end(), value, value, value or Decimal(1))
    return _append(text, start, result, _RATIO_UNIT, m.end(), found)


_SCALED = re.compile("(?:규모는?|진도|타율은?|승률은?|자책점은?|OPS|WAR|평점은?|학점은?) ?$")
_PEOPLE_AFTER = re.compile(" ?(" + "|".join(sorted(PEOPLE, key=len, reverse=True)) + ")")
_INDEX_BEFORE = re.compile(
    "(?:코스피|코스닥|나스닥|다우|지수|지표|니케이|닛케이|항셍|S&P|종합|평균|비율|PER|PBR|ROE|계수|타율|승률|출루율|장타율|방어율|자책점|지니|배율|출산율|레벨|마감)[^\n0-9]{0,24}$"
)
_INDEX_AFTER = re.compile(
    "(?:을|를|으로|로|에) (?:기록|마감|거래|장을|마쳤|마친|집계|출발|개장|나타|보였)"
)
_COPULA = re.compile("이다|입니다|과 같|와 같|이었다|였다|이거나|이며 ")
_BARE_CUE = re.compile(
    " ?(?:이상|이하|초과|미만|보다|을 넘|를 넘|아래|혹은 그|또는 그|이거나 그|을 돌파|를 돌파|과 같|선을|선까지|선[이은에])"
)
_OR_MORE = re.compile("(?:이거나| 혹은| 또는) 그(?: ?보다)? ?(이상|미만|이하|작|크|많|적)")


def _bare(
    text: str, start: int, number: Number, end: int, found: list[_Figure], *, band: bool = False
) -> int:
    """A number without a unit: a quantity only where its shape or its neighbours say so."""
    shared = _shared_unit(text, start, number, found)
    if shared is not None:
        return shared
    after = text[number.end : number.end + 1]
    if number.scale > 1:
        # Contract, rule 11: "A headline's amount without a currency word has unit `1`."
        people = _PEOPLE_AFTER.match(text, end)
        if people is not None:
            unit = Unit(people.group(1), "명", Decimal(1), Sort.COUNT)
            return _append(text, start, number, unit, people.end(), found, band=band)
        classed = _CLASS.match(text, end)
        if classed is not None:
            return _append(text, start, number, None, classed.end(), found, band=True)
        if _BARE_FOLLOW.match(text, end) or band:
            if _PER.match(text, end):
                return end
            return _append(text, start, number, None, end, found, band=band)
        return end
    if after == "%":
        return end
    signed = number.low < 0
    comma = "," in text[start : number.end]
    point = "." in text[start : number.end]
    prefixed = cues_before(text, start)[0] & {"마이너스"}
    if (
        signed
        and (not after or not _is_hangul(after) or _BARE_FOLLOW.match(text, number.end))
        or prefixed
        or (comma and _BARE_FOLLOW.match(text, number.end))
        or (point and (_INDEX_BEFORE.search(text, max(0, start - 30), start)))
        or (point and _INDEX_AFTER.match(text, number.end))
        or (point and _SCALED.search(text, max(0, start - 6), start))
    ):
        if after == "-" and text[number.end + 1 : number.end + 2].isdigit():
            return number.end
        if comma and not point and _LIST.match(text, start) is not None:
            return number.end
        return _append(text, start, number, None, number.end, found, band=band)
    more = _OR_MORE.match(text, number.end)
    if more is not None:
        word = "이상" if more.group(1) in ("이상", "크", "많") else "이하"
        interval = read_interval(number.low, {word}, whole=False)
        found.append(
            _Figure(start, more.end(), more.end(), interval, None, number, frozenset({word}))
        )
        return more.end()
    if not point and after and _BARE_CUE.match(text, number.end) and cue_after(text, number.end):
        return _append(text, start, number, None, number.end, found, band=band)
    if (
        _COPULA.match(text, number.end)
        and not (1900 <= number.low <= 2100)
        and re.search("[은는] $", text[max(0, start - 2) : start])
    ):
        return _append(text, start, number, None, number.end, found)
    return number.end


_LIST = re.compile("[0-9]{1,3}(?:,[0-9]{3})+(?:,[0-9]{1,2}(?![0-9]))")
_SHARE_NEXT = re.compile("[·/](?=[0-9])")


def _shared_unit(text: str, start: int, number: Number, found: list[_Figure]) -> int | None:
    """`59·84㎡`: the unit behind the last number of a list serves all of it."""
    joint = _SHARE_NEXT.match(text, number.end)
    if joint is None:
        return None
    numbers = [(start, number)]
    i = joint.end()
    for _ in range(6):
        nxt = read_digits(text, i)
        if nxt is None:
            return None
        numbers.append((i, nxt))
        joint = _SHARE_NEXT.match(text, nxt.end)
        if joint is None:
            break
        i = joint.end()
    last = numbers[-1][1]
    unit = _unit_at(text, last.end)
    if (
        unit is None
        or unit[0].sort not in (Sort.PHYSICAL, Sort.MONEY, Sort.SHARE)
        or unit[0].word == "도"
    ):
        return last.end if unit is None or unit[0].sort is not Sort.PHYSICAL else None
    for at, one in numbers[:-1]:
        value = one.low * unit[0].factor
        n = replace(one, low=value, high=value, step=one.step * unit[0].factor)
        _append(text, at, n, unit[0], one.end, found, force=True)
    return numbers[-1][0]


# --- money signs, words, special words ----------------------------------------------------------

_LETTER_SCALE = re.compile(" ?(million|billion|trillion|bn|mn|tn|[KkMmBbT])(?![A-Za-z0-9])")


def _money_sign(text: str, at: int, end: int, found: list[_Figure]) -> int:
    """`$3500`, `€1.2억`, `US$ 20억`, `EUR 450`: the currency stands in front."""
    sign = text[at:end].strip()
    code = SYMBOLS.get(sign) or (sign.upper() if sign.upper() in ISO_CODES else None)
    i = end + 1 if text[end : end + 1] == " " else end
    number = read_digits(text, i)
    if code is None or number is None:
        return end
    unit = Unit(sign, code, Decimal(1), Sort.MONEY)
    start = at
    if at and text[at - 1] == "-" and (at == 1 or text[at - 2] in " ("):
        number, start = replace(number, low=-number.low, high=-number.high), at - 1
    stop = number.end
    letter = _LETTER_SCALE.match(text, stop)
    if letter is not None and number.scale == 1:
        weight = LETTER_SCALES[letter.group(1)]
        number = replace(
            number, low=number.low * weight, high=number.high * weight, step=number.step * weight
        )
        stop = letter.end()
    joint = re.compile(" ?~ ?[$€£¥₩]?(?=[0-9])").match(text, stop)
    if joint is not None:
        second = read_digits(text, joint.end())
        if second is not None:
            low = number.low
            if number.scale == 1 and second.scale > 1 and low * second.scale <= second.low:
                low *= second.scale
            number = Number(second.end, low, max(low, second.high), second.step, vague=True)
            stop = second.end
    band = number.band
    yeo = _YEO.match(text, stop)
    if yeo is not None:
        band, stop = True, yeo.end()
    # `$20 달러`, `₩3억 원`: said twice
    for word, word_end in read_units(text, stop):
        if word.sort is Sort.MONEY and word.base == code:
            stop = word_end
            break
    return _append(text, start, number, unit, stop, found, band=band)


# Homographs: a number word and a counter that are another word when written together.
_GLUED_NO = frozenset(
    "만일 백일 천일 구원 사원 이원 오원 일원 조원 만원사례 이장 사장 일대 이대 사대 오대 구대 천대 일회 사회 이회 구회 일부 이부 사부 삼부 구조 이조 사조 "
    "오조 일조 백조 일단 이단 사단 오단 구단 일면 이면 사면 일반 사건 조건 이건 만건 이주 일주 사주 오주 이사 사사 구간 사채 이점 사점 일점 이도 일도 "
    "사도 오도 구도 조도 이층 천장 백장 만장 억장 십장 백만장 만세 천세 백세 구세 이세 사세 일세 오세 조세 만석 천석 백석 이석 일석 사석 구석 백점 천점 만점 "
    "만표 백발 만발 천발 이발 사발 백배 만배 천배 사배 이배 만평 천평 사평 오평 이평 조평 천인 백인 만인 구인 이인 사인 일인 조인 천사 만권 사권 이권 조권 "
    "백주 천주 만주 경주 이통 사통 구통 만통 백통 조병 백병 천병 만병 사병 이병 일병 만기 천기 백기 사기 이기 일기 오기 조기 경기 만개 천개 백개 사개 "
    "만사 백사 천번 만번 백번 이번 사번 조명 만명 천명 백명 사명 이명 오명 구명 일명 만대 백대 조대 경대 이종 사종 일종 만종 천종 만호 천호 백호 이호 일호 사호".split()
)
_GLUED_OK = frozenset(
    "천명 만명 백명 만원 천원 백원 만개 천개 백개 백배 천배 만배 만대 천대".split()
)
_SINO_UNITS = frozenset(
    "원 달러 불 엔 위안 유로 파운드 퍼센트 프로 배 명 개 건 곳 대 년 개월 일 시간 분 초 세 살 미터 킬로미터 킬로그램 톤 그램 평 가구 세대 마리 표 장 권 "
    "편 석 척 채 점 위 등 회 번 주 주년 마일 도 리터 개국 개사 종 그루 자루 곡 송이 벌 인 인분 차례 만 포기 병 잔 통 통의 퍼센티지".split()
)


def _word(text: str, at: int, kind: str, found: list[_Figure]) -> int:
    """A numeral in letters: it needs a counter behind it, and must not be part of a noun."""
    if kind == "vague":
        number = read_vague(text, at)
    elif kind == "native":
        number = read_native(text, at)
    else:
        number = read_words(text, at)
    if number is None:
        return at + 1
    fraction = _FRACTION.match(text, number.end) if kind == "sino" else None
    if fraction is not None and number.exact:
        return _fraction(text, at, number, fraction, found)
    end = number.end
    band = number.band
    if text[end : end + 1] == "여" or text[end : end + 2] == " 여":
        yeo = _YEO.match(text, end)
        if yeo is not None:
            band, end = True, yeo.end()
    glued = text[end : end + 1] != " "
    unit_end = _unit_at(text, end)
    if kind == "sino" and _RANGE_WORD.match(text, unit_end[1] if unit_end else end):
        ranged = _ranged(text, at, number, unit_end, end, found)
        if ranged is not None:
            return ranged
    if unit_end is None and number.scale >= 10**4:
        people = _PEOPLE_AFTER.match(text, end)
        if people is not None:
            unit = Unit(people.group(1), "명", Decimal(1), Sort.COUNT)
            return _append(text, at, number, unit, people.end(), found, band=band)
    if unit_end is None:
        if kind == "vague" and number.scale >= 10:
            return (
                _append(text, at, number, None, end, found, band=band)
                if _BARE_FOLLOW.match(text, end) and number.scale >= 10**4
                else end
            )
        if kind == "sino":
            return _bare_word(text, at, number, found)
        return at + 1
    unit, unit_stop = unit_end
    if kind == "native":
        return _native_unit(text, at, number, unit, unit_stop, found, band=band, glued=glued)
    if kind == "sino" and not _sino_fits(text, at, number, unit, unit_stop, glued=glued, band=band):
        return at + 1
    if (
        kind == "vague"
        and number.scale == 1
        and unit.word in ("년", "시간", "개월", "일", "분", "달", "주")
    ):
        return unit_stop
    return _with_unit(text, at, number, unit, unit_stop, found, band=band)


def _sino_fits(
    text: str, at: int, number: Number, unit: Unit, stop: int, *, glued: bool, band: bool
) -> bool:
    length = number.end - at
    word = text[at:stop].replace(" ", "")
    if number.vague:  # 이삼 일, 삼사십 명
        return length >= 2 and (number.step > 1 or unit.word in _SINO_UNITS and not glued)
    single = length == 1
    if unit.word == "호" or text.startswith(("천송이", "백송이", "만송이"), at):
        return False
    if _MARKS & cues_before(text, at)[0]:
        return True
    if unit.sort is Sort.PHYSICAL or unit.word in ("퍼센트", "퍼센티지", "달러", "유로"):
        return len(unit.word) > 1 or not glued or length > 1
    if single and text[at] in DIGIT_WORDS:
        return (
            not glued and unit.word in ("년", "개월", "초", "배", "프로") and text[at] not in "이일"
        )
    if single and glued and word in _GLUED_NO and word not in _GLUED_OK:
        return False
    if length == 1 and text[at] in "조경억" and unit.sort is not Sort.MONEY:
        return False
    if length == 1 and text[at] in "조경":
        return False
    if length == 2 and text[at + 1] == "십" and unit.word != "대":
        return word not in _GLUED_NO
    if unit.sort is Sort.COUNT and len(unit.word) == 1 and glued and length <= 2:
        return word in _GLUED_OK or (
            text[at] not in "이사" and number.low >= 100 and unit.word in "명개건곳"
        )
    if (
        length == 2
        and text[at] in "이사구"
        and text[at + 1] in "천만백"
        and glued
        and unit.sort is Sort.COUNT
    ):
        return unit.word in ("명", "개", "건")
    if glued and unit.sort is Sort.DURATION and len(unit.word) == 1 and stop < len(text):
        if _is_hangul(text[stop]) and not _YEARS_ON.match(text, stop):
            return False  # 백년가약, 천년고도
    if text[at : number.end] == "만" and unit.word in (
        "세",
        "살",
        "년",
        "나이",
        "일",
        "하루",
        "시간",
    ):
        return False  # 만 15세: the full age
    return True


_NATIVE_GLUED_NO = frozenset(
    "한편 한번 한층 한대 한판 한방 한통 한기 한척 한장 한점 한발 한권 한때 한배 한주 한해 한데 한인 한분 한식구 한가족 한쪽 한줄 한줄기 한석 한잔 한채 한축 한나라 한쌍 "
    "한병 한집 한가구 세대 세기 세척 세권 세편 세주 세장 세해 세번 세인 세종 세배 세발 세분 세방 세상 세입 두건 두통 두발 두배로 두편 두방 두판 두대 두분 두주 두해 "
    "네번 네편 네분 석달 석방 석권 석채 석주 석대 석쪽 열대 열장 열편 열방 열줄 열권 열발 열병 열통 열대 열차례 열개 열명 열점 열기 넉대 열건 열정".split()
) - {"석달", "열명", "열개", "세배", "세번", "두배로", "네번", "두대", "한채"}
_RANKED = re.compile(
    "째(?:로|의)? ?(?:로 )?(?:가장 )?(?:많|큰|높|크|긴|길|넓|빠른|빨|비싼|낮|작은|적은|강한|오래|두꺼|가난|부유|규모가)"
)


def _native_unit(
    text: str,
    at: int,
    number: Number,
    unit: Unit,
    stop: int,
    found: list[_Figure],
    *,
    band: bool,
    glued: bool,
) -> int:
    if unit.word == "번" and text[stop : stop + 1] == "째":
        if _RANKED.match(text, stop) and number.low > 1:
            rank = Unit("번째", "위", Decimal(1), Sort.RATIO)
            return _append(text, at, number, rank, stop + 1, found, force=True)
        return stop + 1
    if glued and text[at:stop] in _NATIVE_GLUED_NO:
        return stop
    if number.low == 1 and number.high == 1:
        # 한: 한 번 (once, in a try), 한 해, 한 사람, 한편 are seldom figures
        if unit.word in (
            "번",
            "해",
            "편",
            "대",
            "주",
            "쪽",
            "분",
            "방",
            "판",
            "발",
            "배",
            "축",
            "줄",
            "도",
            "면",
            "인",
        ):
            return stop
    if unit.word in ("해", "분", "배") and number.word and unit.word == "분":
        return stop
    return _with_unit(text, at, number, unit, stop, found, band=band, kind="native")


_SUM = re.compile("(?:이다|입니다)(?:[. ]|$)")
_BARE_WORD_AFTER = re.compile(
    " ?(?:이상|이하|초과|미만|보다|또는 그|혹은 그|이다|입니다|사이|과 |와 )"
)


def _bare_word(text: str, at: int, number: Number, found: list[_Figure]) -> int:
    """A number word without a counter: only where a bound or a sum says that it is a number."""
    end = number.end
    if number.end - at < 2 and not text.startswith(
        ("보다", " 이상", " 이하", " 미만", " 초과", "과", "와"), end
    ):
        return at + 1
    mixed = re.compile("[과와] ?([일이삼사오육칠팔구십백천]+)").match(text, end)
    if mixed is not None:
        bottom = read_words(text, mixed.start(1), spaced=False)
        fraction = _FRACTION.match(text, bottom.end) if bottom is not None else None
        if bottom is not None and fraction is not None and bottom.low:
            before = len(found)
            stop = _fraction(text, at, bottom, fraction, found)
            if len(found) > before:
                last = found[-1]
                value = (last.interval.low or Decimal(0)) + number.low
                found[-1] = replace(last, interval=Interval(value, value))
            return stop
    more = _OR_MORE.match(text, end)
    if more is not None:
        word = "이상" if more.group(1) in ("이상", "크", "많") else "이하"
        found.append(
            _Figure(
                at,
                more.end(),
                more.end(),
                read_interval(number.low, {word}, whole=False),
                None,
                number,
                frozenset({word}),
            )
        )
        return more.end()
    if _BARE_WORD_AFTER.match(text, end) and cue_after(text, end):
        return _append(text, at, number, None, end, found)
    if number.low >= 100 and number.end - at >= 2 and _SUM.match(text, end):
        return _append(text, at, number, None, end, found)
    if number.scale >= 10**8 and number.end - at >= 3 and _BARE_FOLLOW.match(text, end):
        return _append(text, at, number, None, end, found)
    return at + 1


_DAYS = {"이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9,
         "열흘": 10, "보름": 15, "일주일": 7}  # fmt: skip
_DAY = Unit("일", "초", Decimal(86400), Sort.DURATION)
_MONTH = Unit("개월", "개월", Decimal(1), Sort.DURATION)
_ONES = {
    "하나": 1,
    "둘": 2,
    "셋": 3,
    "넷": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열": 10,
}
_DAY_BEFORE = re.compile(" ?(?:전|뒤|후|앞)(?=보다|에|부터|의|까지|만|엔|인|과|쯤|이|처럼|[^가-힣]|$)|째|달")
_AFTER_HALF = re.compile(
    "[이가은는을를의에로도만과와 ,.)]|으로|씩|가량|이상|이하|정도|가까|넘|까지|에|수준|인|값|$|밖|뿐|쯤|여"
)


def _special(text: str, at: int, word: str, found: list[_Figure]) -> int:
    """Words that are a number and a unit in one: 절반, 갑절, 사흘, 반년, 셋 중 하나."""
    end = at + len(word)
    one = Decimal(1)
    if word in _DAYS:
        if _DAY_BEFORE.match(text, end):
            return end
        value = Decimal(_DAYS[word]) * 86400
        stop = end + 1 if text[end : end + 1] == "간" else end
        return _append(text, at, Number(end, value, value, Decimal(86400)), _DAY, stop, found)
    if word == "절반" or word in ("갑절", "곱절"):
        if not _AFTER_HALF.match(text, end):
            return end
        value = Decimal("0.5") if word == "절반" else Decimal(2)
        return _append(text, at, Number(end, value, value, value), _RATIO_UNIT, end, found)
    if word == "배":
        return _append(text, at, Number(end, one * 2, one * 2, one), _RATIO_UNIT, end, found)
    if word == "반":
        if text.startswith("년", end) and not text.startswith(("년대", "년생"), end):
            if _DAY_BEFORE.match(text, end + 1):
                return end + 1
            stop = end + 2 if text[end + 1 : end + 2] == "간" else end + 1
            return _append(text, at, Number(stop, one * 6, one * 6, one), _MONTH, stop, found)
        if text.startswith("세기", end):
            n = Number(end + 2, one * 600, one * 600, one)
            return _append(text, at, n, _MONTH, end + 2, found)
        if text.startswith(("으로", "을"), end):
            half = Decimal("0.5")
            return _append(text, at, Number(end, half, half, half), _RATIO_UNIT, end, found)
        if text.startswith((" 조 ", " 억 "), end):
            weight = Decimal(BIG[text[end + 1]]) / 2
            unit_end = _unit_at(text, end + 2)
            if unit_end is not None and unit_end[0].sort is Sort.MONEY:
                n = Number(unit_end[1], weight, weight, weight, word=True)
                return _append(text, at, n, unit_end[0], unit_end[1], found)
            return end
        if text.startswith(" ", end):
            units = read_units(text, end + 1)
            for unit, stop in units:
                if (
                    unit.sort is Sort.PHYSICAL
                    and len(unit.word) > 1
                    and _fits(text, unit, end + 1, stop)
                ):
                    value = unit.factor / 2
                    return _append(text, at, Number(stop, value, value, value), unit, stop, found)
        return end
    parts = re.compile(" ?(?:중|가운데) ?").split(word)
    value = Decimal(_ONES[parts[1]]) / Decimal(_ONES[parts[0]])
    return _append(text, at, Number(end, value, value, value), _RATIO_UNIT, end, found, force=True)


# --- a text that is nothing but a figure --------------------------------------------------------

_SIGN = re.compile("(?:(?P<minus>-|마이너스|마이나스) ?|(?:플러스|\\+) ?)?")
_MIXED = re.compile(" {1,2}([0-9]+)/([0-9]+)$")


def _whole(text: str) -> _Figure | None:
    """A table cell, a headline's amount: where the whole text is a figure, no evidence is asked."""
    stripped = text.strip()
    if not stripped or stripped[-1] in ".!?다요":
        return None
    at = text.index(stripped[0])
    stop = at + len(stripped)
    m = _SIGN.match(text, at)
    i = m.end() if m is not None else at
    minus = bool(m and m.group("minus"))
    number: Number | None = None
    first = text[i : i + 1]
    if first.isdigit():
        number = read_digits(text, i)
        if number is not None and text[i] == "0" and i + 1 < stop and text[i + 1].isdigit():
            return None
    elif first == "." and text[i + 1 : i + 2].isdigit():
        value = (
            Decimal("0" + stripped[i - at :])
            if re.fullmatch(r"\.[0-9]{1,20}", stripped[i - at :])
            else None
        )
        if value is None:
            return None
        number = Number(stop, value, value, step_of(value))
    else:
        number = read_words(text, i)
        if number is None or number.end < stop and _unit_at(text, number.end) is None:
            native = read_native(text, i)
            if native is not None and (number is None or native.end > number.end):
                number = native
    if number is None:
        return None
    sign = -1 if minus else 1
    if number.end == stop:
        return _plain(at, stop, number.low * sign, number.high * sign, None, number)
    mixed = _MIXED.match(text[:stop], number.end)
    if mixed is not None and int(mixed.group(2)):
        value = (number.low + Decimal(mixed.group(1)) / Decimal(mixed.group(2))) * sign
        return _plain(at, stop, value, value, _RATIO_UNIT, number)
    slash = re.compile("/([0-9]{1,4})").match(text[:stop], number.end)
    if slash is not None and slash.end() == stop and int(slash.group(1)):
        value = number.low / Decimal(slash.group(1)) * sign
        return _plain(at, stop, value, value, _RATIO_UNIT, number)
    unit = _unit_at(text, number.end)
    if unit is not None and unit[1] == stop and not first.isdigit():
        if text[i:stop] in _GLUED_NO and text[i:stop] not in _GLUED_OK or stripped in _WHOLE_NO:
            return None
        low = number.low * unit[0].factor * sign
        high = number.high * unit[0].factor * sign
        return _plain(at, stop, low, high, unit[0], number)
    return None


_WHOLE_NO = frozenset(
    "사회 사건 사원 구원 이원 사장 조사 사설 만화 사진 일본 오늘 이슈 사람들 조명 경제".split()
)


def _plain(
    start: int, end: int, low: Decimal, high: Decimal, unit: Unit | None, number: Number
) -> _Figure:
    low, high = min(low, high), max(low, high)
    interval = Interval(low, high, number.approx)
    return _Figure(start, end, end, interval, unit, number, frozenset())


# --- both ends of one phrase --------------------------------------------------------------------

_JOIN = re.compile("(?:[하고거나 같]{0,9})?(?:,? ?|에서 ?|~| ?~ ?| 및 |이고,? |이면서 |부터 )")


_LISTED = re.compile(r", ?(?:[^,.\n]|\.(?=[0-9])){0,24}")


def _one_hedge(text: str, last: _Figure, f: _Figure) -> bool:
    """Contract: "`18분의 1, 10분의 1 수준` (one hedge, two figures)"."""
    return (
        f.interval.approx
        and not last.interval.approx
        and text[last.start : last.end].find("분의") > 0
        and text[f.start : f.end].find("분의") > 0
        and "약" not in f.cues
        and _LISTED.fullmatch(text, last.end, f.start) is not None
    )


def _merge(text: str, figures: list[_Figure]) -> list[_Figure]:
    """Join `30명 이상 300명 미만`: contract, rule 5, "Both ends in one phrase make one interval"."""
    merged: list[_Figure] = []
    for f in figures:
        if merged:
            last = merged[-1]
            if _one_hedge(text, last, f):
                merged[-1] = last = replace(last, interval=replace(last.interval, approx=True))
            a, b = last.interval, f.interval
            gap = text[last.reach : f.start] if f.start - last.reach < 14 else None
            if (
                gap is not None
                and last.base == f.base
                and f.start > last.start
                and _JOIN.fullmatch(gap) is not None
                and (a.high is None) != (a.low is None)
                and (b.high is None) != (b.low is None)
                and (a.low is None) != (b.low is None)
            ):
                low = a.low if a.low is not None else b.low
                high = a.high if a.high is not None else b.high
                if low is not None and high is not None and low <= high:
                    merged[-1] = replace(
                        f, start=last.start, interval=Interval(low, high, a.approx or b.approx)
                    )
                    continue
        merged.append(f)
    return merged
