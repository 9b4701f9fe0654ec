"""Every quantity of a text: a numeral, its unit, and the words that open or soften it.

One pass finds the places where a figure may begin (a digit, a number word before a counter, 절반);
each is read by the tables of `numbers.py`, `units.py`, `bounds.py`, and `guards.py` says which
counters are names or dates there. Time is linear in the text: every look around a figure is
bounded.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from monitor.extract.figures import RATIO_UNIT, YEO, Figure, add_figure, unit_at
from monitor.extract.folding import JAMO, compose, find_addresses, fold, is_hangul
from monitor.extract.lettered import GLUED_NO, GLUED_OK, read_lettered, read_special
from monitor.extract.measures import read_behind
from monitor.extract.numbers import Number, read_digits, read_native, read_words
from monitor.extract.units import ISO_CODES, LETTER_SCALES, SYMBOLS, Sort, Unit, read_units
from monitor.model import Interval, Quantity
from monitor.patterns import Pattern


def extract_quantities(text: str) -> tuple[Quantity, ...]:
    """Return every quantity of `text` in text order; spans are offsets into it as it is.

    >>> [(q.interval.low, q.unit) for q in extract_quantities("특허 3만 8210건을 냈다.")]
    [(Decimal('38210'), '건')]
    """
    if JAMO.search(text) is None:
        return tuple(_read(fold(text)))
    # Decomposed syllables (NFD, as some file systems and feeds have them) have no same-length
    # composed form: read the composed copy and carry the offsets back.
    composed, offsets = compose(text)
    return tuple(
        replace(q, span=(offsets[q.span[0]], offsets[q.span[1]])) for q in _read(fold(composed))
    )


_WORD_COUNTERS = (
    "명|사람|분|인|개월|개국|개사|개소|개|건|차례|곳|군데|가지|대|척|채|마리|장|권|편|표|석|달|"
    "시간|살|배|쌍|잔|병|통|송이|그루|벌|켤레|"
    "가구|세대|가족|식구|번|곡|갈래|축|쪽|줄|줄기|자루|그릇|상자|박스|포기|조각|발|방|주일|주|해"
    "|끼|판|골|경기|문장|글자|단어|팀|종류|종|도시|나라|"
    "국가|기업|회사|업체|은행|학교|대학|아이|자녀|남매|형제|자매|번째"
)


# What a candidate may be, with the letters that it may begin with, in the order in which they are
# tried; a run of digits is one without being asked.
_FORMS = {
    "sign": (
        "USACHNRM$€£¥₩₹₽฿₫₺₱₿￦",
        "(?:(?:US|U\\.S\\.|AU|A|CA|C|HK|NZ|SG|S|NT|R|MX)?\\$|[€£¥₩₹₽฿₫₺₱₿￦])(?= ?[0-9])",
    ),
    "share": (
        "둘셋넷다여일아열",
        "(?:둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열) ?(?:중|가운데) ?"
        "(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉)",
    ),
    "vague": (
        "수몇십여",
        "(?:수|몇|십수|십몇|여러) ?(?:[십백천]?[만억조]|[십백천])|몇 ?(?=배|%|퍼센트|만|개월|시간)",
    ),
    "days": (
        "열스",
        "(?:열|스무)(?:하루|이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레)"
        "(?= |간|만|[을를이가은는의,.)]|$)",
    ),
    "native": (
        "한두서너네대예일여열스마쉰아세석넉다",
        "(?:한두|두세|두서너|두어|서너|네댓|너댓|네다섯|너덧|대여섯|예닐곱|일고여덟|"
        "일여덟|여덟아홉|"
        "(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|하나|둘"
        "|셋|넷)?|스무|"
        f"한|두|세|석|네|넉|다섯|여섯|일곱|여덟|아홉)(?= [가-힣]|(?:여 ?)?(?:{_WORD_COUNTERS}))",
    ),
    "sino": (
        "영일이삼사오육륙칠팔구십백천만억조경",
        "[영일이삼사오육륙칠팔구]?[십백천만억조경](?![자화신안울약들나])"
        "|[영일이삼사오육칠팔구](?=[와과] ?[일이삼사오육칠팔구십백천]+ ?분의|"
        "[이일삼사오육칠팔구십백천만]{0,9} ?분의 ?[일이삼사오육칠팔구십백천0-9])"
        "|(?:이삼|삼사|사오|오륙|오육|육칠|칠팔|팔구)(?=[십백천만억 ])"
        "|[영일이삼사오육칠팔구](?= ?[점쩜] ?[영일이삼사오육칠팔구]|"
        " (?:퍼센트|퍼센티지|프로 |달러|유로|킬로|미터|센티|밀리|그램|톤|헤르츠|와트|리터|개월|초 |"
        "년 |제곱)|퍼센트)"
        "|(?<=[하씨스상] )[영일이삼사오육칠팔구](?=도)",
    ),
    "special": (
        "첫둘셋넷다여일아열절갑곱반배이사나닷엿보",
        "첫 번째(?=로 (?:가장 )?(?:많|크|큰|높|긴|길|넓|빠르|빠른|비싼|낮|작|적)|다[. ]"
        "|다$|이[다며고]|였)|(?:둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)째(?=로 (?:가장 )?(?:많|크|큰|"
        "높|긴|길"
        "|넓|빠르|"
        "빠른|비싼|낮|작|적|오래|강|잘))|절반|갑절|곱절|반(?=년|세기| 세기| 조 | 억 | ?리터| "
        "[가-힣]+|으로 (?:줄|깎|"
        "나눴|감소|떨어|쪼)|을 (?:떼|차지|나눠|줄))|배(?=로 |로$| 이상| 가까이| 넘게|가 넘)|이틀|"
        "사흘|나흘|닷새|엿새|이레(?= |간|만)|여드레|아흐레|열흘|보름|일주일",
    ),
    "code": (
        "EUKJCGHAuekjcgSNI",
        "(?:EUR|USD|KRW|JPY|CNY|GBP|HKD|AUD|CAD|CHF|SGD|NZD|INR|eur|usd|krw|jpy|cny|"
        "gbp)(?= ?[0-9])",
    ),
}
_LETTERS = "".join(dict.fromkeys("".join(letters for letters, _ in _FORMS.values())))


def _by_letter() -> dict[str, tuple[tuple[str, Pattern], ...]]:
    """First letter → the forms that may begin with it."""
    before = {"sign": ""}  # any other is the beginning of a word
    forms = {
        kind: Pattern(f"{before.get(kind, '(?<![가-힣A-Za-z0-9])')}(?:{form})")
        for kind, (_, form) in _FORMS.items()
    }
    return {
        letter: tuple(
            (kind, forms[kind]) for kind, (starts, _) in _FORMS.items() if letter in starts
        )
        for letter in _LETTERS
    }


_BY_LETTER = _by_letter()


# Where a candidate may begin, by its first letter: that finds one in a tenth of the time. A run of
# digits is one to its end.
_GLANCE = Pattern(
    "[0-9USACHNRM$€£¥₩₹₽฿₫₺₱₿￦EKJGIeukjcg"
    "둘셋넷다여일아열수몇십한두서너네대예스마쉰세석넉영이삼사오육륙칠팔구백천만억조경"
    "첫절갑곱반배나닷엿보]"
    "(?:(?<=[0-9])[0-9]*|(?<=[$€£¥₩₹₽฿₫₺₱₿￦])|(?<=[USACHNRM])(?=[A-Z.]{0,4}\\$)"
    "|(?<![가-힣A-Za-z0-9].))"
)


def find_candidates(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a figure may begin, the end of what tells so, and what that is, in order."""
    last = 0
    for glance in _GLANCE.finditer(text):
        at, end = glance.span()
        if at < last:
            continue
        letter = text[at]
        if "0" <= letter <= "9":
            last = end
            yield at, end, "digit"
            continue
        for kind, form in _BY_LETTER[letter]:
            if match := form.match(text, at):
                last = match.end()
                yield at, last, kind
                break


def _read(text: str) -> Iterator[Quantity]:
    whole = _whole(text) if len(text) <= 80 else None
    figures = [whole] if whole is not None else _merge(text, _figures(text))
    for f in figures:
        yield Quantity((f.start, f.end), f.interval, f.base)


def _figures(text: str) -> list[Figure]:
    found: list[Figure] = []
    done = 0
    addresses = find_addresses(text)
    for at, end, kind in find_candidates(text):
        if at < done:
            continue
        if addresses:
            i = bisect_right(addresses, (at, len(text))) - 1
            if i >= 0 and addresses[i][1] > at:
                done = addresses[i][1]
                continue
        if kind == "digit":
            done = _digit(text, at, end, found)
        elif kind in ("sign", "code"):
            done = _money_sign(text, at, end, found)
        elif kind in ("special", "share", "days"):
            done = read_special(text, at, text[at:end], found)
        else:
            done = read_lettered(text, at, kind, found)
    return found


# Dates, clock times, addresses of machines, telephone and registration numbers.
_NOISE = Pattern(
    r"[0-9]{1,4}(?:\. ?[0-9]{1,4}){2,}\.?"  # 2025.02.09, 203.0.113.7
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])"
    r"|[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4}"
    r"|[0-9]+(?:-[0-9]+){2,}"
    r"|0[0-9]{1,3}[-)][0-9]{3,4}"
    r"|[0-9]+-[0-9]+(?= ?(?:번지|호|번길|승|로 |으로 |"
    r"[가-힣]{0,3}(?:승리|패|역전|제압|완승|앞|뒤|동점)))"
    r"|'?[0-9]{2}-[0-9]{2}(?= ?시즌)"
)


_RUN = Pattern("[0-9][0-9,.]*")


def _digit(text: str, at: int, run_end: int, found: list[Figure]) -> int:
    before = text[at - 1] if at else ""
    if before.isascii() and before.isalpha():
        # GPT4, H100, S25, v2: a name, to the end of its token
        return _token_end(text, run_end)
    negative = False
    start = at
    if before:
        if before == "#":  # a hashtag
            return run_end
        if before in "-_":
            prior = text[at - 2] if at > 1 else " "
            if prior.isascii() and prior.isalpha():  # F-35, GPT-4
                return _token_end(text, run_end)
            if prior in " (,[\"'‘“~:=>·…\n" or at == 1:
                negative, start = True, at - 1
        elif before in "△▼":
            negative, start = True, at - 1
        elif before == "." and (at == 1 or text[at - 2] in " (-\n"):
            return _point_first(text, at, run_end, found)
        elif before == "제" or (before == " " and at > 1 and text[at - 2] == "제"):
            head = at - (1 if before == "제" else 2)
            if head == 0 or not is_hangul(text[head - 1]):
                return _skip_serial(text, run_end)  # 제22서경호, 제 5공화국
    after = text[run_end] if run_end < len(text) else ""
    if after and after in ".-/:)":
        noise = _NOISE.match(text, at)
        if noise is not None:
            return noise.end()
    if text[at] == "0" and run_end - at > 1:
        return run_end  # 005930, 04524
    number = read_digits(text, at)
    if number is None:  # longer than any figure: skip all of it, or each group would be tried
        run = _RUN.match(text, at)
        return run.end() if run is not None else run_end
    if negative:
        number = replace(number, low=-number.high, high=-number.low)
    return read_behind(text, start, number, found)


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


def _point_first(text: str, at: int, end: int, found: list[Figure]) -> int:
    """`.08`: the zero left out."""
    value = Decimal("0" + text[at - 1 : min(end, at + 20)])
    sign = at >= 2 and text[at - 2] == "-"
    start = at - 2 if sign else at - 1
    value = -value if sign else value
    number = Number(end, value, value)
    return read_behind(text, start, number, found)


_REST = Pattern("(?:-[0-9]{1,9})+")


def _skip_serial(text: str, at: int) -> int:
    rest = _REST.match(text, at)  # 제10-1234567호
    at = rest.end() if rest is not None else at
    units = read_units(text, at)
    return units[0][1] if units else at


_LETTER_SCALE = Pattern(" ?(million|billion|trillion|bn|mn|tn|[KkMmBbT])(?![A-Za-z0-9])")


def _money_sign(text: str, at: int, end: int, found: list[Figure]) -> int:
    """`$3500`, `€1.2억`, `US$ 20억`, `EUR 450`: the currency stands in front."""
    sign = text[at:end].strip()
    code = SYMBOLS.get(sign) or (sign.upper() if sign.upper() in ISO_CODES else None)
    i = end + 1 if text[end : end + 1] == " " else end
    number = read_digits(text, i)
    if code is None or number is None:
        return end
    unit = Unit(sign, code, Decimal(1), Sort.MONEY)
    start = at
    if at and text[at - 1] == "-" and (at == 1 or text[at - 2] in " (\n"):
        number, start = replace(number, low=-number.low, high=-number.high), at - 1
    stop = number.end
    letter = _LETTER_SCALE.match(text, stop)
    if letter is not None and number.scale == 1:
        weight = LETTER_SCALES[letter.group(1)]
        number = number.times(Decimal(weight))
        stop = letter.end()
    joint = re.compile(" ?~ ?[$€£¥₩]?(?=[0-9])").match(text, stop)
    if joint is not None:
        second = read_digits(text, joint.end())
        if second is not None:
            low = number.low
            if number.scale == 1 and second.scale > 1 and low * second.scale <= second.low:
                low *= second.scale
            number = Number(second.end, low, max(low, second.high), second.place, vague=True)
            stop = second.end
    band = number.band
    yeo = YEO.match(text, stop)
    if yeo is not None:
        band, stop = True, yeo.end()
    # `$20 달러`, `₩3억 원`: said twice
    for word, word_end in read_units(text, stop):
        if word.sort is Sort.MONEY and word.base == code:
            stop = word_end
            break
    return add_figure(text, start, number, unit, stop, found, band=band)


_SIGN = Pattern("(?:(?P<minus>-|마이너스|마이나스) ?|(?:플러스|\\+) ?)?")


_MIXED = Pattern(" {1,2}([0-9]+)/([0-9]+)$")


def _whole(text: str) -> Figure | None:
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
        number = Number(stop, value, value)
    else:
        number = read_words(text, i)
        if number is None or (number.end < stop and unit_at(text, number.end) is None):
            native = read_native(text, i)
            if native is not None and (number is None or native.end > number.end):
                number = native
    if number is None or text[i:stop] in _NOUNS:
        return None
    sign = -1 if minus else 1
    if number.end == stop:
        return _plain(at, stop, number.low * sign, number.high * sign, None, number)
    mixed = _MIXED.match(text[:stop], number.end)
    if mixed is not None and int(mixed.group(2)):
        value = (number.low + Decimal(mixed.group(1)) / Decimal(mixed.group(2))) * sign
        return _plain(at, stop, value, value, RATIO_UNIT, number)
    slash = re.compile("/([0-9]{1,4})").match(text[:stop], number.end)
    if slash is not None and slash.end() == stop and int(slash.group(1)):
        value = number.low / Decimal(slash.group(1)) * sign
        return _plain(at, stop, value, value, RATIO_UNIT, number)
    unit = unit_at(text, number.end)
    if unit is not None and unit[1] == stop and not first.isdigit():
        if _is_noun(text[i:stop], unit[0]):
            return None
        low = number.low * unit[0].factor * sign
        high = number.high * unit[0].factor * sign
        return _plain(at, stop, low, high, unit[0], number)
    return None


# Nouns that read as a number and money, or as a number alone.
_NOUNS = frozenset(
    (
        "이유로",
        "공원",
        "사원",
        "구원",
        "이원",
        "조원",
        "일원",
        "구조",
        "만일",
        "만회",
        "사조",
        "이조",
    )
)


def _is_noun(word: str, unit: Unit) -> bool:
    """Whether a text that reads as a figure in letters is a noun: 사건, 공개, 세종, 이 경기."""
    if word in _NOUNS or (word in GLUED_NO and word not in GLUED_OK):
        return True
    if len(unit.word) > 2 or unit.sort in (Sort.MONEY, Sort.SHARE):
        return False
    digits = len(word.replace(" ", "")) - len(unit.word)
    if digits > 1 or (unit.sort is Sort.PHYSICAL and len(unit.word) > 1):
        return False
    return word[0] not in _SURE and not (" " in word and unit.sort is not Sort.COUNT)


_SURE = frozenset("한두네석넉십백천만")  # 두 개, 백 명: no nouns begin like that


def _plain(
    start: int, end: int, low: Decimal, high: Decimal, unit: Unit | None, number: Number
) -> Figure:
    low, high = min(low, high), max(low, high)
    interval = Interval(low, high, number.approx)
    return Figure(start, end, end, interval, unit, frozenset())


_JOIN = Pattern("(?:[하고거나 같]{0,9})?(?:,? ?|에서 ?|~| ?~ ?| 및 |이고,? |이면서 |부터 )")


_LISTED = Pattern(r", ?(?:[^,.\n]|\.(?=[0-9])){0,24}")


def _one_hedge(text: str, last: Figure, f: Figure) -> bool:
    """Contract: "`18분의 1, 10분의 1 수준` (one hedge, two figures)"."""
    return (
        f.interval.approx
        and not last.interval.approx
        and text[last.start : last.end].find("분의") > 0
        and text[f.start : f.end].find("분의") > 0
        and "약" not in f.cues
        and _LISTED.fullmatch(text, last.end, f.start) is not None
    )


def _merge(text: str, figures: list[Figure]) -> list[Figure]:
    """Join `30명 이상 300명 미만`: "Both ends in one phrase make one interval" (rule 5)."""
    merged: list[Figure] = []
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
