"""What a number asserts with the words around it, as an interval in the base unit.

`50여 명` is 50 to 59, `80억 원대` is 80억 to just under 90억, `4400곳을 넘는` is 4400 and more.
How much `약` forgives is not decided here but where values are compared.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple

from monitor.extract.folding import is_hangul
from monitor.extract.numbers import step_of
from monitor.model import Interval
from monitor.patterns import Pattern

# Contract, rule 5, "Up": 이상 초과 넘 웃돌 상회 돌파 최소 적어도
AT_LEAST = frozenset(
    {"이상", "최소", "넘는", "넘어서다", "웃도는", "돌파", "초과", "상회", "적어도"}
)
# "Down": 이하 미만 이내 밑돌 하회 못 미치 최대 많아야
AT_MOST = frozenset(
    {
        "이하",
        "조금 이하",
        "미만",
        "이내",
        "최대",
        "못 미치는",
        "밑도는",
        "도 안 되는",
        "하회",
        "많아야",
    }
)
BAND = frozenset({"여", "대"})
# Contract, rule 4.
ABOUT = frozenset(
    {
        "약",
        "안팎",
        "내외",
        "가량",
        "수준",
        "정도",
        "남짓",
        "쯤",
        "선",
        "육박",
        "가까이",
        "근접",
        "조금 이하",
    }
)


def read_interval(
    value: Decimal, cues: Collection[str], *, whole: bool, step: Decimal | None = None
) -> Interval:
    """Return what `value` asserts, opened or softened by its `cues`.

    Args:
        value: the written number in its base unit (won, persons, metres, percent).
        cues: the softening words found beside it; a word we do not know changes nothing.
        whole: True for what is counted in ones (명, 개): a band ends at 59, not at 59.99.
        step: what a band may grow by; None: the last place of `value` that is not zero.

    >>> read_interval(Decimal(50), {"여"}, whole=True)
    Interval(low=Decimal('50'), high=Decimal('59'), approx=True)
    """
    banded = not BAND.isdisjoint(cues)
    approx = banded or not ABOUT.isdisjoint(cues)
    if not AT_LEAST.isdisjoint(cues):
        return Interval(value, None, approx)
    if not AT_MOST.isdisjoint(cues):
        return Interval(None, value, approx)
    if banded:
        return _band(value, step or step_of(value), whole=whole)
    return Interval(value, value, approx)


def open_range(low: Decimal, high: Decimal, cues: Collection[str], *, approx: bool) -> Interval:
    """Return what a range or a vague number (수십, 2~3) asserts; a bound word opens its far end."""
    approx = approx or not (ABOUT | BAND).isdisjoint(cues)
    if not AT_LEAST.isdisjoint(cues):
        return Interval(low, None, approx)
    if not AT_MOST.isdisjoint(cues) and "최대" not in cues:
        return Interval(None, high, approx)
    return Interval(low, high, approx)


def _band(value: Decimal, step: Decimal, *, whole: bool) -> Interval:
    """Return the values that still read as `value`여 or `value`대: the last digit may grow."""
    # The contract ends 수조 원대 at 9.999e12: a thousandth of a step short of the next step.
    grain = min(step, Decimal(1)) if whole else step / 1000
    end = value + (step - grain).copy_sign(value)  # -2%대 grows away from zero, to -2.999
    return Interval(min(value, end), max(value, end), approx=True)


class Cue(NamedTuple):
    """A bound or hedge behind a figure: `word` is its kind in `read_interval`'s terms.

    `end` is where the figure's span then ends (a verb behind a particle stays outside), `reach`
    where the cue's own words end, `kind` the row of the table it stands in.
    """

    word: str
    end: int
    reach: int
    kind: str


# Behind the unit. A particle (을, 이, 에, 도) or a bracket may separate a verb from its figure:
# "The word may stand away from its number: `4400개(2023년 기준)가 넘는다`." A row is the cue, what
# may stand between, and the words; `glued` cues join the span, verbs behind a particle stay out.
_ADVERB_WORDS = """
훌쩍 크게 훨씬 이미 처음으로 처음 사상_처음 사상_처음으로 소폭 다소 약간 조금 무려 가볍게 다시 또
모두 채 아직 살짝 거뜬히 한참_더 일찌감치 벌써 재차 각각 간신히 겨우 줄곧 계속 끝내 잇달아 나란히
장중_한때 장중 한때 갓 막 단숨에 최초로 이미_크게 사상_최초로 가뿐히 넉넉히 다_합쳐 바짝 거의
"""
_ADVERBS = "(?: (?:" + "|".join(_ADVERB_WORDS.split()).replace("_", " ") + ")){0,2}"
_BRACKET = "(?:\\([^()\n]{1,40}\\))?"
_PARTICLE = (
    "(?:을|를|이|가|도|은|는|에|에도|에는|에조차|대를|대도|선을|선도|대까지|선까지| 고지를| 벽을"
    "|의 벽을| 선을| 문턱을)?"
)
# Rows: a name of two signs (the first says what it does, `0` that it joins the span) and words.
# b at most, glued; u at least; d at most; n at most by negation; a about; c, e compare.
_GLUED = {
    # 3km 안쪽, 10분 안쪽
    "b0": "(?:이하|미만|이내|안쪽(?=[이으인의]| |$|[.,)]))",
    # 5위 안에 들었다; within what else is no bound (10분 안에)
    "b7": "(?<=위 )안(?:에|으로)(?= ?(?:[가-힣]{1,4} )?(?:든다|드는|들|진입|포함|올라|오른|이름))",
    # 20만 명 밑으로 떨어진다, 3000선 아래로 밀렸다; a place is no bound (5m 아래로 추락)
    "b8": (
        "(?:밑으|아래)로(?! [가-힣]{1,5}면[ ,])(?= ?(?:[가-힣]{1,4} )?(?:떨어|내려|낮[추춰췄아]"
        "|줄[어었이 ]|끌어내|떨구|떨궜"
        "|내려가|밀[려렸]|처[지졌질]|하락|감소|꺾|주저앉|묶|억제|막[혔힐는을]|유지|관리|가라앉"
        "|둔화))"
    ),
    "b9": "(?:아래(?=[의로인이]| |$|[.,)])|밑(?=으로(?!는)|이[다며었]))",
    # 9000달러 위로 뛰었다
    "u8": ("위로(?= ?(?:[가-힣]{1,4} )?(?:올라|올랐|오르|오른|뛰|치솟|솟|도약|반등|튀어))"),
    "u0": "(?:이상(?![기현한하향과행]| 현상| 기후| 징후)|초과(?! ?근무)|넘게|넘도록)",
    "a0": (
        "(?:가량|정도(?!경)|쯤|안팎|내외|남짓|수준(?!급|의 높|차|별)|전후(?=[의로인 ,.]|$)|언저리"
        "|(?:(?<![0-9])|(?<=0))선(?=[을를이가은는에의으도까대 ,.)]|$))"
    ),
    "c2": "보다[는도]? ?(?:훨씬 )?(?:많[은다]|크[다고거]|높[은다았고거습]|많거나 같|큰)",
    "e4": "보다[는도]? ?(?:훨씬 )?(?:적[은다거습]|작[은다거습]|낮[은다았고거습])",
}
# Verbs that a bracket, a particle or an adverb may part from the figure.
_VERBS = {
    "n1": (
        "(?:안 ?넘|넘[지길] ?(?:않|못|는? ?않|수 ?없)|넘을 ?수는? ?없|초과할 수 없|웃돌지 ?(?:않"
        "|못)|초과하지 "
        "?(?:않|못)|돌파하지 ?못|"
        "넘기지 ?(?:않|못)|넘어서지 ?(?:않|못))"
    ),
    "u1": (
        "(?:넘[는은을어었겼길지긴고기게겨는다김습]|넘으|뛰어넘|웃도|웃돈|웃돌|웃돕|상회|돌파|초과|능가|"
        "상향 돌파)"
    ),
    "d1": "(?:밑도|밑돈|밑돌|밑돕|하회|못 ?미[치친쳤쳐칠칩]|미치지 ?(?:못|않))",
    "d5": "(?<=[에도금간짝] )(?:모자라|모자란|모자랐|미달)",  # 4가구가 미달: short, no bound
    "d7": "(?<=선[이을에] )(?:무너|붕괴|깨[지졌진질]|내[주준줬])|(?<=선 )붕괴",
    "d3": "(?:채 )?(?:안 ?[되된될됐돼]|되지 ?(?:않|못)|못 ?[되된될됐])",
    # 30%도 회복되지 않았다, 절반도 못 채웠다: not even so much
    "d9": "(?<=[^위]도 )(?:[가-힣]{1,5}지 ?(?:않|못)|못 ?[채따건얻받찾거모넘]|없었|없다)",
}
# 에 육박, 을 넘보다: only behind 에 or 을, for people approach too (3명이 다가왔다).
_NEAR = f"(?:에|을|를)?{_ADVERBS} ?(?:육박|근접|가까[이운워웠]|가깝|다가[서섰갔선설])"


def _rows(rows: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{words})" for name, words in rows.items())


_GLUED_AFTER = Pattern(f" ?(?:{_rows(_GLUED)})")
_VERB_AFTER = Pattern(
    f"(?P<a1>{_BRACKET}{_NEAR})|{_BRACKET}{_PARTICLE}{_ADVERBS} ?(?:{_rows(_VERBS)})"
)
# What these cannot do without: a letter of a glued word, or of an adverb or a verb behind what may
# part it from the figure. Behind 도 any verb may be denied.
_GLUED_FIRST = frozenset("이미밑아위초넘가정쯤안내남수전언선보")
_VERB_FIRST = "".join({word[0] for word in _ADVERB_WORDS.split()}) + (
    "안넘초웃돌뛰상능밑하못미모무붕깨내채되육근가다"
)
_MAY_FOLLOW = Pattern(f"[(]|{_PARTICLE} ?[{_VERB_FIRST}]|[에대선]?도 |(?<=도) ")
_NEARLY = Pattern("조금|약간|살짝|다소")
_KIND = {"b": "이하", "u": "이상", "a": "정도", "n": "이하", "d": "이하", "c": "이상", "e": "이하"}
_AFTER_FIRST = frozenset(
    "이미아초넘가정쯤안내남수선전언꼴을를가도은는대고벽의에웃상돌능뛰보밑위하못채되육근다조 "
    "(훌크훨처사소약간무거한일벌재각겨줄계끝나살모또"
)


def cue_after(text: str, at: int) -> Cue | None:
    """Return the bound or hedge behind a figure that ends at `at`.

    >>> cue_after("4400곳을 훌쩍 넘는", 5)
    Cue(word='이상', end=5, reach=12, kind='u1')
    >>> cue_after("2% 내외를", 2)
    Cue(word='정도', end=5, reach=5, kind='a0')
    """
    first = text[at : at + 1]
    if first not in _AFTER_FIRST:
        return None
    letter = text[at + 1 : at + 2] if first == " " else first
    found = _GLUED_AFTER.match(text, at) if letter in _GLUED_FIRST else None
    if found is None and _MAY_FOLLOW.match(text, at):
        found = _VERB_AFTER.match(text, at)
    if found is None or found.lastgroup is None:
        return None
    name = found.lastgroup
    nearly = name[0] == "d" and _NEARLY.search(found.group()) is not None
    end = found.end() if name[1] == "0" else at
    return Cue("조금 이하" if nearly else _KIND[name[0]], end, found.end(), name)


# In front of the number, read from it leftwards: a row is the cue and the words that bear it. Those
# of the last row change nothing, but a cue may stand before them (`최대 월 50만 원`).
_BEFORE_ROWS = """
약: 약 대략 거의 얼추 어림잡아 대충 줄잡아 근 어림
최소: 최소 최소한 적게는 짧게는 작게는
적어도: 적어도 못해도
최대: 최대 최대한 많게는 길게는 크게는
많아야: 많아야 기껏해야 많아봐야 길어야
영하: 영하
영상: 영상
섭씨: 섭씨
화씨: 화씨
시속: 시속
분속: 분속
초속: 초속
마이너스: 마이너스 마이나스 마이너스(-)
-: 무려 총 고작 불과 각각 모두 단 연 월 하루 평균 매년 매달 연간 월간 총액 전체 합계 자그마치
-: 겨우 합쳐 무게 1인당 대당 건당 인당 당 한화 원화 우리_돈 우리돈 플러스 플러스(+) 하한 만 전체의
"""


def _before() -> dict[str, tuple[tuple[str, str], ...]]:
    """Last letter → the words that end with it, longest first, each with its cue."""
    table: dict[str, list[tuple[str, str]]] = {}
    for row in _BEFORE_ROWS.strip().split("\n"):
        cue, words = row.split(": ")
        for word in words.split():
            plain = word.replace("_", " ")
            table.setdefault(plain[-1], []).append((plain, "" if cue == "-" else cue))
    return {
        last: tuple(sorted(found, key=lambda row: -len(row[0]))) for last, found in table.items()
    }


_BEFORE = _before()


def _row_before(text: str, end: int) -> tuple[str, str] | None:
    for word, cue in _BEFORE.get(text[end - 1 : end], ()):
        start = end - len(word)
        if start >= 0 and text.startswith(word, start) and not is_hangul(text[start - 1 : start]):
            return word, cue
    return None


# 최소 배럴당 70달러, 약 10만 명당 17건; a party (민주당) is no denominator
_PER = Pattern(
    "(?:^|(?<= ))(?:[0-9][0-9,.만천백십]{0,7} ?)?[가-힣A-Za-z㎡㎥]{1,5}"
    "(?<!민주)(?<!국민)(?<!혁신)(?<!진보)(?<!정의)(?<!공화)(?<!노동)(?<![여야양신])당$"
)


def _per_before(text: str, end: int) -> tuple[str, str] | None:
    if text[end - 1 : end] != "당":
        return None
    found = _PER.search(text[max(0, end - 16) : end])
    return (found.group(), "") if found is not None else None


def cues_before(text: str, at: int) -> tuple[frozenset[str], int]:
    """Return the cues in front of the figure that begins at `at`, and where the span then begins.

    >>> cues_before("비용은 최소 2000억", 7)
    (frozenset({'최소'}), 4)
    """
    cues: list[str] = []
    begin = i = at
    for _ in range(3):
        if i and text[i - 1] == " ":
            i -= 1
        row = _per_before(text, i) or _row_before(text, i)
        if row is None:
            break
        word, cue = row
        i -= len(word)
        if cue:
            cues.append(cue)
            begin = i
    return frozenset(cues), begin
