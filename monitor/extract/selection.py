"""Which of the quantities of a sentence are claims, and which only restate another.

The rules are the contract's and those by which the golden data were annotated: no denominators, no
spans of time that only frame another figure, no mere plurals, no conversions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from decimal import Decimal

from monitor.extract.clauses import Reading, unit_class
from monitor.extract.memory import Memory
from monitor.extract.phrases import Word
from monitor.model import Equivalent, Quantity
from monitor.patterns import Pattern

# --- restated in another currency or unit ---------------------------------------------------------

# `1099억8000만 달러(약 161조8000억 원)`, `557만6천 달러 안팎, 우리 돈 80억원`, `8,600㎡(2,600평)`
_SAID = r"(?:환산하면|치면|따지면|계산하면|바꾸면|환산해|환산)"
_RESTATES = Pattern(
    r"\s?[(\[（]\s?(?:=|≒|원화|우리\s?돈|한화|미화|달러화|엔화|현재\s?환율|환율)?\s?(?:기준|환산|로|으로)?\s?(?:시|하면)?\s?"
    rf"|\s?(?:정도|안팎|가량|수준)?(?:로|이며|인데|으로)?\s?[,·]?\s?(?:\(\s?)?"
    rf"(?:우리\s?돈|한화|원화|우리나라\s?돈|달러화|미화)(?:로는?|으로는?|\s?기준)?\s?{_SAID}?\s?"
    r"|\s?[=≒]\s?"
)
# `(달러당 1,400원 기준 4200억 원)`: the rate by which it was reckoned stands between.
_AT_RATE = Pattern(
    r"\s?[(\[]\s?(?:1\s?)?[가-힣]{1,6}당\s?[\d,.]{1,9}\s?원\s?(?:기준|적용|환율)?(?:으로|시)?[,\s]{0,2}"
)
# `(2억7천만 유로·4200억 원)`: said in a third money, inside the same bracket.
_AND = Pattern(r"\s?[·,/=]\s?(?:한화|우리\s?돈|원화)?\s?")
_SAME_MEASURE = frozenset(["m", "m2", "m²", "m3", "m³", "kg", "W", "Wh", "°C", "m/s", "B"])


def find_equivalents(text: str, quantities: Sequence[Quantity]) -> dict[int, list[int]]:
    """Return, by the place of a quantity in the list, the places of those that restate it."""
    found: dict[int, list[int]] = {}
    taken: set[int] = set()
    for place in range(1, len(quantities)):
        first = _restated_by(text, quantities, place, taken)
        if first is not None:
            found.setdefault(first, []).append(place)
            taken.add(place)
    return found


def _restated_by(
    text: str, quantities: Sequence[Quantity], place: int, taken: Collection[int]
) -> int | None:
    """Return which earlier quantity the one at `place` restates, None for none."""
    second, near = quantities[place], place - 1
    first = near
    while first in taken and first > 0:
        first -= 1
    if _restates(text, quantities[first], second):
        return first
    if near in taken and _goes_on(text, quantities[first], quantities[near], second):
        return first
    if first > 0 and _at_rate(text, quantities[first - 1], second):
        return first - 1
    return None


def _restates(text: str, first: Quantity, second: Quantity) -> bool:
    gap = text[first.span[1] : second.span[0]]
    if len(gap) > 24:
        return False
    if unit_class(first.unit) == "money" and unit_class(second.unit) == "money":
        return first.unit != second.unit and _RESTATES.fullmatch(gap) is not None
    return (
        first.unit in _SAME_MEASURE
        and second.unit == first.unit
        and _RESTATES.fullmatch(gap) is not None
        and _close(first, second)
    )


def _goes_on(text: str, first: Quantity, before: Quantity, second: Quantity) -> bool:
    """Whether `second` follows what restates `first` already, in one more money."""
    units = {first.unit, before.unit, second.unit}
    return (
        len(units) == 3
        and all(unit_class(unit) == "money" for unit in units)
        and _AND.fullmatch(text, before.span[1], second.span[0]) is not None
    )


def _at_rate(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether nothing but a bracket with the rate of exchange stands between two amounts."""
    return (
        first.unit != second.unit
        and unit_class(first.unit) == unit_class(second.unit) == "money"
        and second.span[0] - first.span[1] <= 40
        and _AT_RATE.fullmatch(text, first.span[1], second.span[0]) is not None
    )


def _close(first: Quantity, second: Quantity) -> bool:
    """Whether two amounts of one unit are the same but for rounding (within 5 %)."""
    a = first.interval.low if first.interval.low is not None else first.interval.high
    b = second.interval.low if second.interval.low is not None else second.interval.high
    if a is None or b is None:
        return False
    return abs(a - b) * 20 <= max(abs(a), abs(b))


def equivalent_of(quantity: Quantity) -> Equivalent:
    """Return a restating quantity as the entry of the claim it restates."""
    return Equivalent(quantity.interval.low, quantity.interval.high, quantity.unit)


# `557만6000달러였습니다. 우리 돈으로 약 80억 원입니다.`: a sentence that restates the one before.
_IN_OUR_MONEY = Pattern(
    r"^(?:이는\s|이를\s|현재\s환율로\s?)?(?:우리\s?(?:나라\s?)?돈|한화|원화)(?:로|으로)?(?:는|치면|환산하면)?[\s,]{0,2}$"
)

# --- claim or not ---------------------------------------------------------------------------------

# Behind the quantity: what makes it the measure of another figure.
_DENOMINATOR = Pattern(
    r"\s?(?:당(?!시|국|초|사|일|분간|황|장|선|정|내|원|연)|마다|별(?=\s|로)|에\s?(?:한|하나)|기준(?:으로)?|을\s기준|를\s기준|단위"
    # 10점 만점에 8.5점, 95% 신뢰수준, 100g에 2만원; 열 명 중 세 명꼴(28%) says it twice
    r"|만점|신뢰\s?수준|에\s(?:약\s|평균\s)?\d[\d,.만천백]{0,9}\s?(?:원|달러|엔|유로)|\s?=\s?\d|꼴(?:로)?\s?\(\d)"
)
# What it may begin with, but for a blank.
_DENOMINATES = frozenset("당마별에기을를단만신=꼴")
_OUT_OF = Pattern(r"\s?(?:중|가운데)\s")
_ROUND_WHOLE = frozenset({2, 3, 4, 5, 10, 100, 1000})
# `한 팀`, `두 나라`, `세 가지`: counted in words, and said of what is known already.
_IN_WORDS = Pattern(r"(?:단\s|딱\s|오직\s)?(?:한|두|세|네|하나|둘|셋)(?:\s|$)?")
_VAGUE = ("몇", "여러", "수많")
_PLURAL = Pattern(
    r"(?:가지|나라|회사|쪽|갈래|종류|사람|차례|번|팀|분야|축|해|날|달|집|도시|기관|주체|정당|업체|기업)"
)
_CONCLUDES = Pattern(
    r"\s?(?:뿐|밖에|에\s?(?:불과|그[쳤치친]|머[물문])|이?[다였라]|로\s|으로\s|이며|이고|인\s)"
)
# What lasts: the head of a phrase that makes a span of time the thing measured.
_LASTING = Pattern(
    r".*(?:시간|기간|수명|주기|연령|나이|시각|지연|속도|경력|근속|형량|징역|연차|일수|재임|임기|체류|머문|걸린|걸리는|소요|기록|만기)"
)
# What happens for so long: 공급 부족이 1년 더 이어진다, 재판은 3년 걸렸다.
_GOES_ON = Pattern(
    r"(?:간|이나|동안|가량|정도|쯤|[이은]|을)?\s?(?:더\s|동안\s|넘게\s|가까이\s)?"
    r"(?:걸(?:렸|린다|리[며고]|릴\s(?:것|전망|듯))|이어(?:졌|진다|지[며고]|질\s(?:것|전망|듯))"
    r"|(?:지속|계속|소요|관측|단축|연장)(?:됐|된다|될\s(?:것|전망)|했)|나타났|(?:길|짧)어졌|짧아졌|늦어졌|빨라졌)"
)


# Behind a span that frames what else happened in it.
_FRAMES = Pattern(
    r"\s?(?:만에|만의|동안|간(?![격])|이내|안에|내에|뒤|후|전|째|차|치|짜리|연속|앞(?!당|서))"
)
_FRAMED = Pattern(r"(?:[년월일주달]|개월|사흘|나흘|이틀)\s?간$|동안$")
# `불은 40분 만에 꺼졌다`: how long it took; in years, days and seconds it only frames
_TOOK = Pattern(r"(?:분|시간)$")
_BY_THEN = Pattern(r"\s?만에\s(?:[^\d,.]{1,12}\s)?[가-힣]{1,8}[다고며]")
# What is done for so long, or what is so much longer: `사흘을 기다린다`, `9년 늦춰진다`.
_IS_SPENT = Pattern(
    r"(?:을|를|은|이|도|가|씩)?\s?(?:(?:더|넘게|가까이|가량|정도|이상|꼬박)\s)?"
    r"(?:기다[리려렸린릴]|걸[리려렸린릴]|버[티텼틸틴]|일(?:한다|했|합니다)|늦[어었은춰췄]|앞당[기겨겼긴]|줄[었어이인]|늘[었어렸린]"
    r"|길[었어고다]|짧[았아고다]|미[뤄루뤘룬]|밀[렸려린]|멈[췄춰추춘]|썼|쓴다|쓰는|젊[다고었어])"
)
_DECIMAL = Pattern(r"\d\.\d")


# A number without a unit word is an index value where it is written like one or named as one.
_INDEX = Pattern(r"\d\.\d|[-−△▲▼]\s?\d|마이너스|대\s?1")
_INDEX_NOUN = Pattern(
    r"(?:지수|지표|환율|코스피|코스닥|나스닥|다우|S&P|PMI|BSI|CSI|계수|배율|지니)"
)


def is_claim(text: str, reading: Reading, place: int, memory: Memory) -> bool:
    """Whether the quantity at `place` is a claim of its own."""
    me = reading.words[place]
    quantity = me.quantity
    assert quantity is not None
    own = text[quantity.span[0] : quantity.span[1]]
    after = text[quantity.span[1] : quantity.span[1] + 12]
    kind = unit_class(quantity.unit)
    if own.startswith(_VAGUE) or (_may_divide(after) and _DENOMINATOR.match(after)):
        return False
    if quantity.unit == "배" and _OF_UNIT.match(text, quantity.span[1]):
        return False
    if _is_in_headline(text, quantity.span[1]):
        return False
    if kind == "money" and _IN_OUR_MONEY.search(text[reading.span[0] : quantity.span[0]]):
        return not (memory.metrics and unit_class(memory.metrics[-1][1]) == "money")
    if kind == "index" and not _INDEX.search(own):
        return bool(_INDEX_NOUN.search(text[max(0, quantity.span[0] - 24) : quantity.span[0]]))
    if quantity.unit == "세" and _is_group(reading, place):
        return False
    if quantity.unit in _SIZES and _is_class(text, quantity):
        return False
    if _is_condition(text, reading, place):
        return False
    if kind == "time":
        return _lasts(text, reading, place, memory)
    if kind in {"people", "count"}:
        low = quantity.interval.low
        if low is not None and low in _ROUND_WHOLE and _OUT_OF.match(after):
            return False
        if low == 0:
            return True  # 한 명도 없다
        if _IN_WORDS.match(own) and not _CONCLUDES.match(after):
            return False
        if _PLURAL.fullmatch(quantity.unit) and _IN_WORDS.match(own):
            return False
    return True


# `1㎚는 10억분의 1m`: what a unit is; `'전기차 판매 20만대 돌파' 기사에서`: what a headline said.
_OF_UNIT = Pattern(r"(?:[㎜㎝㎞㎚㎛㎎㎏]|mm|cm|km|nm|m|g|초|미터|그램)(?![가-힣A-Za-z])")
_IN_HEADLINE = Pattern(r"[^'’‘”\"“\n]{0,24}['’”\"]\s?(?:제하의\s)?(?:기사|제목|제하)")


def _may_divide(after: str) -> bool:
    first = after[:1]
    return first in _DENOMINATES or first.isspace()


def _is_in_headline(text: str, end: int) -> bool:
    """Whether a headline that is quoted ends behind the figure, and is called one."""
    ahead = text[end : end + HEADLINE_REACH]
    return ("기사" in ahead or "제" in ahead) and _IN_HEADLINE.match(text, end) is not None


HEADLINE_REACH = 36
"""So far behind a figure (characters) its headline is called one."""


def _is_group(reading: Reading, place: int) -> bool:
    """Whether an age names a group of people: `65세 이상의 접종률`, `15세 이상 고용률`."""
    words, me = reading.words, reading.words[place]
    if me.role in {"topic", "subject", "also", "of", "at-topic", "with"}:
        return any(i > place for i in reading.figures)
    follows = words[place + 1 : place + 2]
    return not me.role and bool(follows) and follows[0].kind == "noun"


def _is_condition(text: str, reading: Reading, place: int) -> bool:
    """Whether the quantity only says of what another figure of the sentence is told.

    `300인 이상 사업장은 2.5%`, `1㎏을 올리는 데 3만 달러`, `80㎏ 한 가마 값`.
    """
    me = reading.words[place]
    quantity = me.quantity
    assert quantity is not None
    start, end = quantity.span
    ahead = text[end : end + RATE_REACH]
    if ")당" in ahead and _IN_RATE.match(text, end):
        return True
    if "벽" in ahead[:2] and _THRESHOLD.match(text, end):
        return True
    if text[start - 1 : start].isspace() and _TOP.search(text, max(0, start - 6), start):
        return True
    if quantity.unit in _SIZES and (
        _POINT.match(text, end) or _LINKS.search(text, max(0, start - 8), start)
    ):
        return True
    if quantity.unit == "경기" and _OF_GAMES.match(text, end):
        return True
    if quantity.unit in _PACKED and text.startswith("짜리 ", end):
        return True  # `20피트짜리 컨테이너`: which of them
    if place == reading.figures[-1]:
        return False
    if (
        quantity.unit in _PACKED
        and (
            _PACKAGE.match(text, end)
            # `건고추(600g)는 1만8740원`
            or (text[start - 1 : start] == "(" and _PACKED_SO.match(text, end))
        )
    ):
        return True
    if _is_sold_so(text, quantity):
        return True
    if me.role == "object" and (
        _IN_ORDER_TO.match(text, end) or (_ONE.match(text, start) and _TO_DO_ONE.match(text, end))
    ):
        return True
    return text[start:end].endswith(_BOUNDS) and (
        _OF_WHOM.match(text, end) is not None or (quantity.unit == "인" and me.role == "topic")
    )


# `1FEU(40피트 컨테이너 1개)당 1936달러`: what a rate is counted by, and what that is.
_IN_RATE = Pattern(r"[^()\n\d]{0,12}(?:\d{1,3}[^()\n\d]{0,6})?\)당\s")
RATE_REACH = 24
"""So far behind a figure (characters) its bracket may end."""
# `강릉 방향 102㎞ 지점`: where on the road; `파72·6천671야드`: a golf course.
_POINT = Pattern(r"\s?지점")
_LINKS = Pattern(r"파\s?\d\d[·,]\s?$|파$")
# `최근 5경기에서 4승`
_OF_GAMES = Pattern(r"에서|동안|연속|째|만에")
_TOP = Pattern(r"(?:상위|하위|주요|톱)\s$")
# `2천억원 벽을 허물었다`: how far another figure went.
_THRESHOLD = Pattern(r"\s?벽[을이]\s")
_PACKED_SO = Pattern(r"(?:\s기준)?\)\s?(?:[은는이가]|소매|도매|가격|값|한\s)")
_PACKED = frozenset(["kg", "L", "m3", "m³", "m", "B", "bit"])
_PACKAGE = Pattern(
    r"(?:짜리|들이)?\s(?:한\s|[가-힣]{1,5}\s하나)|\s?(?:컨테이너|제품|포대|한우)?[의]?\s?(?:값|가격|소매가|도매가|현물가|고정)"
)
# `5만 장을 돌리려면 100MW가`; `1㎏을 올리는 데 3만2000달러`, but `8천장을 사는 데 1조 원`.
_IN_ORDER_TO = Pattern(r"[을를]\s(?:[가-힣]{1,6}\s){0,2}[가-힣]{0,6}(?:려면|때마다)")
_TO_DO_ONE = Pattern(r"[을를]\s(?:[가-힣]{1,6}\s){0,2}[가-힣]{0,6}는\s(?:데(?:는|에)?|값)")
_ONE = Pattern(r"(?:1|100만)(?![\d,.])")
_BOUNDS = ("이상", "이하", "미만", "초과")
_OF_WHOM = Pattern(
    r"(?:인|의)?\s(?:[가-힣]{1,6}\s)?(?:가구|사업장|기업|사업체|업체|직장인|근로자|노동자|아파트|주택|고객|학교|단지|지역"
    r"|사람|계층|구간|공고|투자자|점포|법인|자산가|소득자|연봉자)(?:은|는|의|이|가|에|에서|에는|\s\d)"
)


def _is_sold_so(text: str, quantity: Quantity) -> bool:
    """Whether so much of a good is what a price is asked for: `배추 1포기 소매가격은 6120원`.

    `배 10개는 3만3200원`, `청상추 4㎏ 상자가 2만8500원`: the price follows at once.
    """
    end = quantity.span[1]
    if unit_class(quantity.unit) not in {"count", "physical"}:
        return False
    return _PRICED_SO.match(text, end) is not None


_PRICED_SO = Pattern(
    r"(?:\s?\([^()\n]{1,12}\))?(?:"
    r"(?:\s?(?:한\s)?(?:상자|박스|포대|망|봉지|봉|팩|묶음|단|자루|그물망))?"
    r"(?:의|당)?\s(?:평균\s)?(?:(?:소매|도매|산지|현물|판매|거래|경매|낙찰|소비자)?\s?(?:가격|값)|(?:소매|도매|산지|경매)가)"
    r"|(?:\s?(?:한\s)?(?:상자|박스|포대|망|봉지|팩|묶음))?[은는이가]\s(?:평균\s|약\s)?\d[\d,.만천백]{0,9}\s?원(?:[이에으을,]|\s|$))"
)


_SIZES = frozenset(["m", "m2", "m²", "m3", "m³", "V", "bit"])
NANOMETRES = Decimal("1e-7")


# `두께가 2.4나노미터에 불과한`
_MEASURED = Pattern(r"(?:두께|지름|직경|폭|크기|길이|간격|깊이|높이|선폭)[은는이가]?\s(?:약\s)?$")
# 345kV 송전선로, 16Gb 제품: the class of a thing.
_NAMES = Pattern(r"(?:급|짜리)?\s[가-힣]|의\s[가-힣]{0,3}(?:값|가격)")
# 155㎜ 포탄, 65인치 TV: the size is the thing's name.
_SIZED = Pattern(
    r"\s?(?:포탄|자주포|곡사포|기관포|박격포|함포|권총|소총|탄(?![가-힣])|구경|TV|티브이|모니터|OLED|LCD|화면"
    r"|디스플레이|패널|스크린|웨이퍼|렌즈|카메라|필름|태블릿|노트북)"
)


def _is_class(text: str, quantity: Quantity) -> bool:
    """Whether a length names a kind of thing: `2나노 공정`, `155㎜ 포탄`, `전용 84㎡`."""
    value = quantity.interval.low
    if quantity.unit in {"m3", "m³"}:
        return text.startswith("급 ", quantity.span[1])
    if quantity.unit in {"V", "bit"}:
        return _NAMES.match(text, quantity.span[1]) is not None
    if quantity.unit == "m":
        small = value is not None and value < NANOMETRES
        if small and _MEASURED.search(text, max(0, quantity.span[0] - 8), quantity.span[0]):
            return False
        return small or _SIZED.match(text, quantity.span[1]) is not None
    return text[max(0, quantity.span[0] - 3) : quantity.span[0]].strip() == "전용"


def _lasts(text: str, reading: Reading, place: int, memory: Memory) -> bool:
    """Whether a span of time is what is measured: `사용 시간은 126분`, and after it `B는 21분`."""
    words = reading.words
    me = words[place]
    if _TOOK.search(text, me.start, me.end) and _BY_THEN.match(text, me.end):
        return True
    if _FRAMES.match(text, me.end) or _FRAMED.search(text, me.start, me.end):
        return False
    if _is_sentence(words, place):
        return True
    if _IS_SPENT.match(text, me.end) or _DECIMAL.search(text, me.start, me.end):
        return True
    if _moves_to_time(reading, place) or _goes_on_in_time(reading, place, memory):
        return True
    if place == reading.figures[-1] and _GOES_ON.match(text, me.end):
        return True
    if me.role not in {"is", "by", "at", "object", "topic", "also"} and not _ends(words, place):
        return False
    near = [
        w
        for w in words[max(0, place - 8) : place]
        if w.kind in {"noun", "adnominal"} or (w.kind == "time" and w.role)  # 다닌 기간도
    ]
    if any(_LASTING.fullmatch(w.stem) and w.role in {"topic", "subject", "also", ""} for w in near):
        return True
    return bool(memory.metrics) and (
        memory.sentence - memory.metrics[-1][0] <= 1
        and unit_class(memory.metrics[-1][1]) == "time"
        and me.role in {"is", "by", "at"}
    )


def _is_sentence(words: Sequence[Word], place: int) -> bool:
    """Whether a span is what a court imposed: `징역 5년과 벌금 3억원`, `집행유예를 2년`."""
    return place > 0 and _PENALTY.fullmatch(words[place - 1].stem) is not None


_PENALTY = Pattern(r"(?:유기)?징역(?:형)?|금고(?:형)?|집행유예|자격정지|구류|보호관찰|치료감호")


def _moves_to_time(reading: Reading, place: int) -> bool:
    """Whether a span is where a change of spans begins: `8년에서 5년 6개월로 줄인다`."""
    words, at = reading.words, bisect_left(reading.figures, place)
    if words[place].particle != "에서" or at + 1 == len(reading.figures):
        return False
    following = words[reading.figures[at + 1]]
    assert following.quantity is not None
    return following.particle in {"로", "으로"} and unit_class(following.quantity.unit) == "time"


def _goes_on_in_time(reading: Reading, place: int, memory: Memory) -> bool:
    """Whether a span stands in a row with one of its sentence that was measured: `미국(39시간)`."""
    if not memory.metrics or memory.metrics[-1][0] != memory.sentence:
        return False
    words, at = reading.words, bisect_left(reading.figures, place)
    if not at or unit_class(memory.metrics[-1][1]) != "time":
        return False
    me, before = words[place], words[reading.figures[at - 1]]
    assert before.quantity is not None
    alike = me.depth > before.depth or me.role == before.role or me.role in {"is", "by", "at"}
    return alike and unit_class(before.quantity.unit) == "time"


def _ends(words: Sequence[Word], place: int) -> bool:
    rest = words[place + 1 : place + 2]
    return not rest or rest[0].kind in {"stop", "verb"}
