"""Which figure a claim speaks of: fields compared one by one, each leaving a factor of 0 to 1.

Two claims speak of one figure only when nothing in them contradicts that: another country, model,
group, pace, part of a whole, plan for a stock, total for an increase are lookalikes. A field that
only one of them fills costs a little; a field they fill differently costs nearly all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from monitor.judge.compare import dimension, kind_of_span
from monitor.judge.flows import TOTAL, compare_flows, flow_here
from monitor.judge.hearing import COMMON, hear
from monitor.judge.metrics import (
    MAKERS_OF_VERSIONS,
    PER,
    Facets,
    Sentence,
    last_concept,
    last_pace,
    lexicon,
    read_facets,
    read_sentence,
    scan,
    squeeze,
)
from monitor.judge.place import NEAR, NUMBER, Place, find_place, start_of
from monitor.judge.wording import have_same_words
from monitor.model import Claim, Modality, Period
from monitor.patterns import Pattern

SURE = 0.5
"""From here on two claims are taken to speak of one figure."""

MAYBE = 0.3
"""From here on they may: shown as uncertain, and believed where the very value comes again."""

NO = 0.03  # fields that contradict

FLOOR = 0.05
"""Below this two claims are of two figures, whatever else they have in common."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of two claims beside each other, and the factor it left."""

    name: str
    factor: float
    new: str
    old: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far two claims speak of one figure, 0..1, and the factor that each field left.

    Comparing ends where the product falls below `FLOOR`: the fields behind are left out.
    """

    score: float
    factors: tuple[tuple[str, float], ...] = ()
    is_kin: bool = False  # only kin concepts: may confirm, may not change
    is_inverse: bool = False  # one states the other way round
    pair: tuple[Facets, Facets] | None = field(default=None, compare=False, repr=False)

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields beside each other, for a reader, and what else counted."""
        if self.pair is None:
            return tuple(Field(name, factor, "", "") for name, factor in self.factors)
        a, b = self.pair
        rows = [Field(name, factor(a, b), show(a), show(b)) for name, factor, show in FIELDS]
        known = {row.name for row in rows}
        rows += [Field(name, factor, "", "") for name, factor in self.factors if name not in known]
        return tuple(rows)

    @property
    def weakest(self) -> str:
        """The field that speaks most against it; empty where none does."""
        name, factor = min(self.factors, key=lambda row: row[1], default=("", 1.0))
        return name if factor < 1 else ""

    def times(self, name: str, factor: float) -> Likeness:
        """Return it with a factor more."""
        if factor == 1:
            return self
        return replace(self, score=self.score * factor, factors=(*self.factors, (name, factor)))


@lru_cache(maxsize=4096)
def facets(claim: Claim) -> Facets:
    """Return what the claim speaks of, taken apart: its fields, and the words beside its number."""
    value = claim.interval.low if claim.interval.low is not None else claim.interval.high
    claim = hear(claim)
    return _facets(claim.subject, claim.metric, claim.unit, claim.quote, value)


@lru_cache(maxsize=4096)
def _facets(subject: str, metric: str, unit: str, quote: str, value: Decimal | None) -> Facets:
    f = read_facets(subject, metric, unit)
    place = find_place(quote, value) if value is not None else None
    if f.head and f.made == "level" and not comes_in(f.head, unit):
        # `AI에 쓴 돈` counted in persons: words of another figure.
        f = replace(f, concepts=tuple(c for c in f.concepts if comes_in(c, unit)))
    if place is None:
        return f
    if place.is_move and f.made in ("level", "percent"):
        f = replace(f, made="growth" if unit == "%" else "delta")
    if not f.groups and (among := _among(quote, place)):
        f = replace(f, groups=among)
    f = _narrowed_here(f, place.before)
    if unit == "점" and f.made == "level" and BEHIND.match(place.after):
        f = replace(f, concepts=("performance_gap",))
    if not f.is_target and (TARGET.match(place.after) or _is_aimed_at(quote, place)):
        f = replace(f, is_target=True)
    if not f.pace:
        pace = _base_here(f, quote, place) or last_pace(place.before) or _rare_pace(quote, place)
        f = replace(f, pace=pace)
    if flow := flow_here(place):
        f = replace(f, flow=flow)
    here = _measured_here(place.before, f.metric)
    if here and f.made == "level" and not _are_near(here, f) and comes_in(here, unit):
        # `잉여현금흐름은 103억 달러`, whatever was carried there from the sentence before.
        f = replace(f, concepts=(here,), is_guessed=True)
    if not f.head or f.head in lexicon().loose:
        beside = (
            last_concept(PER.sub(" ", place.before))
            or last_concept(place.after[:14])
            or _only_concept(quote, unit)
        )
        if beside and (comes_in(beside, unit) or f.made != "level"):
            f = replace(f, concepts=(beside,), is_guessed=True)
    return f


HERE = Pattern(
    r"([가-힣A-Za-z0-9·& ]{2,30}?)['’”\"]?(?:은|는|이|가|을|를|도) ?"
    r"(?:약|각각|모두|무려|겨우|고작|최소|최대|총|연|연간)?\s*$"
)
"""What stands right before a number with a particle: `매출은 94억 원`, `물가를 2.1%로`."""


def _measured_here(before: str, metric: str) -> str:
    """Return the concept that is the subject right before a number; empty where none is.

    A word of the metric itself says it in short: `예산은` of an `연구개발 예산`.
    """
    found = HERE.search(before)
    if found is None:
        return ""
    parts = [*scan(found[1])]
    entry = parts[-1][1] if parts else None
    if entry is None or entry.kind != "concept" or entry.value in lexicon().loose:
        return ""
    return "" if parts[-1][0] in metric else entry.value


OTHER_TOPIC = Pattern(r"(?<=[가-힣])(?:은|는)\s")
"""`회사는 올해 매출 목표를`: the first is whose it is, and no part of what is measured."""
NARROWS = frozenset({"segment", "group", "plain", "made", "pace"})


WITHIN_GROUP = Pattern(
    r"(?:^|[\s,])([가-힣A-Za-z0-9]{2,8})(?:\s(이상|이하|미만))?"
    r"(?:에서는|에서도|에서|에선|층에서는?|의 경우)\s[^,]{0,24}$"
)
"""`20대에서는 문 후보 지지율이 47%`: among them, and not among all."""


def _among(quote: str, place: Place) -> frozenset[str]:
    """Return the group of people that the clause before a number is about; empty for none."""
    end = start_of(quote, place)
    found = WITHIN_GROUP.search(quote[max(0, end - NEAR) : end])
    parts = [entry for _, entry in scan(found[1])] if found is not None else []
    if found is None or len(parts) != 1 or parts[0] is None or parts[0].kind != "group":
        return frozenset()
    return frozenset({f"{parts[0].value} {found[2]}".strip() if found[2] else parts[0].value})


def _narrowed_here(f: Facets, before: str) -> Facets:
    """Return the facets with the part that the words right before a number name.

    `반도체 수출액은 121억 달러, 자동차는 57억 달러`: neither is of all exports.
    """
    found = HERE.search(before)
    if found is None:
        return f
    parts = [*scan(OTHER_TOPIC.split(found[1])[-1])]
    segments: set[str] = set()
    groups: set[str] = set()
    is_named = False
    for _, entry in reversed(parts):
        if entry is None:
            break
        if entry.kind == "concept":
            if entry.value != f.head:
                break
            is_named = True
        elif entry.kind == "segment":
            segments.add(entry.value)
        elif entry.kind == "group":
            groups.add(entry.value)
        elif entry.kind not in NARROWS:
            break
    last = parts[-1][1] if parts else None
    is_part = last is not None and last.kind == "segment"
    if segments and not f.segments & segments and (is_named or is_part):
        f = replace(f, segments=f.segments | segments if is_named else frozenset(segments))
    if groups and not f.groups and is_named:
        f = replace(f, groups=frozenset(groups))
    return f


def _are_near(concept: str, f: Facets) -> bool:
    """Return whether a concept is one of the metric's own, or what a loose text says for it."""
    kin = lexicon().kin
    return concept in f.concepts or f.head in kin[concept] or concept in kin.get(f.head, ())


BEHIND = Pattern(
    r"^\s*점\s*(?:가량|정도|쯤|남짓)?\s*(?:차로|차이|뒤진|뒤졌|뒤처|모자라|앞서|앞섰|앞선)"
)
"""`3점 뒤진`: a difference, whatever the metric was read as."""

TARGET = Pattern(r"^\s*\S{0,4}\s*(?:을|를)\s목표로")
"""`50억 달러를 목표로`: what is wanted, not what is."""

AIMED = Pattern(
    r"목표(?:치|액|량)?(?:은|는|가|를|도)\s(?:(?:당초|애초|기존|현재|현행)(?:의)?\s)?"
    r"(?:[\d.,]+[^\s\d]{0,6}(?:에서|보다|이던|였던|이었던)\s)?(?:약\s)?$"
)
"""`용량 목표는 10GW에서 12.5GW로`: what both numbers are, whatever the metric was read as."""


def _is_aimed_at(quote: str, place: Place) -> bool:
    """Return whether the words right before a number say that it is what is aimed at."""
    end = start_of(quote, place)
    return AIMED.search(quote[max(0, end - NEAR) : end]) is not None


_THAN = r"(?:보다|에 비해|과 비교해|와 비교해|과 견줘|와 견줘|\s?대비|\s?비)"
_SINCE = r"(?:새|사이|만에)"
BASES = Pattern(
    r"(?P<yearly>(?:전년|작년|지난해|한 해 전|1년 전)\s?(?:같은 (?:기간|달|분기)|동기|동월|동분기)?"
    rf"{_THAN})"
    rf"|(?P<quarterly>(?:전\s?분기|직전 분기|지난 분기|석 달 전|3개월 전){_THAN})"
    rf"|(?P<monthly>(?:전월|전달|지난달|한 달 전|1개월 전){_THAN}|한 달 {_SINCE})"
    rf"|(?P<weekly>(?:전주|지난주|한 주 전|1주 전|1주일 전|일주일 전){_THAN}"
    rf"|(?:한 주|일주일) {_SINCE})"
    rf"|(?P<daily>(?:전일|전날|전장|전 ?거래일|어제|하루 전){_THAN}|하루 {_SINCE})"
)
"""What a growth is counted from: a week's is not a year's."""


def _base_here(f: Facets, quote: str, place: Place) -> frozenset[str]:
    """Return the span that a number's growth is counted over, as the words before it say."""
    if f.made not in GROWTH:
        return frozenset()
    end = start_of(quote, place)
    said = ""
    for found in BASES.finditer(quote, max(0, end - NEAR), end):
        said = found.lastgroup or ""
    return frozenset({said}) if said else frozenset()


RARE_PACE = Pattern(r"하루|[일주]간|매[일주]|[일주] ?평균|한 주|일주일")


def _rare_pace(quote: str, place: Place) -> frozenset[str]:
    """Return the pace of a sentence that counts by the day or the week, and by nothing else.

    `가입자는 412만 명이며 하루 사용 시간은 71분이다`: what stands before a later number is of that.
    """
    found = RARE_PACE.search(quote)
    if not found:
        return frozenset()
    here = start_of(quote, place)
    if found.start() > here and NUMBER.search(quote, found.end()):
        return frozenset()
    pace = read_sentence(quote).pace
    return pace if len(pace) == 1 and pace <= {"daily", "weekly"} else frozenset()


def _only_concept(quote: str, unit: str) -> str:
    """Return the one concept of a sentence that comes in this unit; empty for none or several."""
    known = lexicon()
    fitting = [
        c
        for c in read_sentence(quote).concepts
        if c not in known.loose and known.units.get(c) and comes_in(c, unit)
    ]
    return fitting[0] if len(fitting) == 1 else ""


def comes_in(concept: str, unit: str) -> bool:
    """Return whether a concept comes in this unit; one that names no units comes in any."""
    wanted = lexicon().units.get(concept, frozenset())
    if not wanted or unit == "1":
        return True
    return any(w == unit or family(w) == family(unit) for w in wanted)


def likeness(new: Claim, old: Claim, *, title: str = "", old_title: str = "") -> Likeness:
    """Return how far two claims speak of one figure, their values left aside.

    Args:
        title, old_title: the headlines, for a claim whose metric neither field nor sentence names.
    """
    if family(new.unit) != family(old.unit):
        return Likeness(0.0, (("unit", 0.0),))
    a, b = facets(new), facets(old)
    a, b, told = _filled(a, b, read_sentence(new.quote), read_sentence(old.quote))
    if title or old_title:
        a, b, told = _headlined(a, b, new, old, title, old_title, told)
    if not a.head and not a.rest and b.head in read_sentence(title).concepts:
        a, told = replace(a, concepts=b.concepts, rest=b.rest), told * HEADLINED
    elif not b.head and not b.rest and a.head in read_sentence(old_title).concepts:
        b, told = replace(b, concepts=a.concepts, rest=a.rest), told * HEADLINED
    a, b = _paced(a, b, new.as_of), _paced(b, a, old.as_of)
    if runs_on := _run_on(a, b, new.as_of, old.as_of):
        a, b = replace(a, flow=TOTAL, pace=frozenset()), replace(b, flow=TOTAL, pace=frozenset())
    a, b = _summed(a, b, new.as_of, old.as_of)
    found = compare_facets(a, b)
    if _may_be_split(found) and (floors := _split_alike(new, old, a, b)):
        found = compare_facets(a, b, floors=floors)
    found = found.times("unit", _units(new.unit, old.unit)).times("sentence", told)
    if are_opposite(new, old):
        found = found.times("made", OPPOSITE)
    if a.made in GROWTH and b.made in GROWTH:
        found = found.times("span", spans(new.as_of, old.as_of))
    elif (
        not runs_on
        and a.made == b.made == "level"
        and a.head == b.head
        and a.head in lexicon().accruing
    ):
        found = found.times("span", accrued(new.as_of, old.as_of))
    if a.made == b.made == "ratio" and a.against and b.against and found.score < SURE:
        turned = compare_facets(a, _turned(b))
        if turned.score > max(found.score, FLOOR):
            return replace(turned, is_inverse=True)
    return found


SPLIT: Mapping[str, float] = {"subject": 0.9, "words": 1.0}
"""What fields count at least where both claims have the same words, in whichever field."""

SPLIT_FIELDS = frozenset({*SPLIT, "metric"})
SAME_WORDS = 0.85
"""What metrics count at least there, where no list knows one of them: `횡령액`, `횡령 규모`."""


def _may_be_split(found: Likeness) -> bool:
    """Return whether a field counts less than it would where both have the same words in all."""
    return any(
        value < SPLIT.get(name, SAME_WORDS) for name, value in found.factors if name in SPLIT_FIELDS
    )


def _split_alike(new: Claim, old: Claim, a: Facets, b: Facets) -> Mapping[str, float]:
    """Return the least that fields count where two claims say the same words in all of them."""
    mine, theirs = hear(new), hear(old)
    if (mine.subject, mine.metric) == (theirs.subject, theirs.metric):
        return {}
    if not have_same_words(mine.subject, mine.metric, theirs.subject, theirs.metric):
        return {}
    return SPLIT if a.head and b.head else {**SPLIT, "metric": SAME_WORDS}


LENGTHS = {"quarterly": range(89, 93), "half": range(181, 185)}
"""How many days a period of a pace has."""


def _paced(f: Facets, other: Facets, period: Period) -> Facets:
    """Return what is said without a pace in that of the other, where its period lasts as long."""
    if f.pace or len(other.pace) != 1 or period.start is None or period.end is None:
        return f
    days = (period.end - period.start).days + 1
    (pace,) = other.pace
    return replace(f, pace=other.pace) if days in LENGTHS.get(pace, ()) else f


def _summed(a: Facets, b: Facets, new: Period, old: Period) -> tuple[Facets, Facets]:
    """Return both as totals where one is and both count on from one day: `1~11월 출생아`.

    A month or a quarter that begins that day is no sum so far.
    """
    if {a.flow, b.flow} != {"", TOTAL} or new.start is None or new.start != old.start:
        return a, b
    if not {kind_of_span(new), kind_of_span(old)} <= {"half", "year", "years"}:
        return a, b
    return replace(a, flow=TOTAL), replace(b, flow=TOTAL)


FROM_THEN_ON = frozenset({"quarter", "half", "year"})


def _run_on(a: Facets, b: Facets, new: Period, old: Period) -> bool:
    """Return whether two sums count on from one day: a first quarter's, and that of nine months."""
    if TOTAL not in (a.flow, b.flow) or not {a.flow, b.flow} <= {"", TOTAL}:
        return False
    if new.start is None or new.start != old.start or new.end == old.end:
        return False
    return {kind_of_span(new), kind_of_span(old)} <= FROM_THEN_ON


def compare_facets(
    a: Facets,
    b: Facets,
    *,
    without: frozenset[str] = frozenset(),
    floors: Mapping[str, float] | None = None,
) -> Likeness:
    """Return the likeness of two claims' facets.

    Args:
        without: names of fields that are not to count.
        floors: what fields count at least, for words that both claims have in all.
    """
    score = 1.0
    factors: list[tuple[str, float]] = []
    for name, factor, _ in FIELDS:
        if name in without:
            continue
        found = factor(a, b)
        if floors and found < floors.get(name, 0.0):
            found = floors[name]
        if found != 1:
            factors.append((name, found))
            score *= found
            if score < FLOOR:
                break
    is_kin = score >= FLOOR and _is_kin(a, b)
    return Likeness(score, tuple(factors), is_kin, pair=(a, b))


def _is_kin(a: Facets, b: Facets) -> bool:
    if _concept(a, b)[1]:
        return True
    loose = lexicon().loose
    known = a.names & b.names or (a.countries and a.countries == b.countries)
    known = known or (a.subject_rest and a.subject_rest == b.subject_rest)
    if (a.is_guessed or b.is_guessed) and not known:
        return True
    bare = not a.head or not b.head or a.head in loose or b.head in loose
    if a.head and b.head and a.made != "level" and a.countries and a.countries == b.countries:
        bare = False  # `들인 돈의 증가율` of one country
    if bare and not a.names & b.names and not a.groups & b.groups and a.metric != b.metric:
        # A bare word (`규모`, `순위`, `돈`) speaks of a known figure only where somebody is named.
        return True
    return (
        a.against != b.against
        and bool(a.against and b.against)
        and (compare_references(a, b) < 0.9)
    )


HEADLINED = 0.8
"""What only the headline says of a claim's metric counts so much."""

GROWTH = frozenset({"growth", "growth_since", "growth_ratio", "cagr", "delta"})


OPPOSITE = 0.1
"""A rise and a fall of one thing are two figures: their numbers carry no sign."""

RISE = Pattern(r"(?:증가|상승|인상|신장|성장|증액)(?:율|률|폭|액|분|량|치| 비율| 규모| 인원| 수)")
FALL = Pattern(
    r"(?:감소|하락|인하|감액|축소|절감)(?:율|률|폭|액|분|량|치| 비율| 규모| 인원| 수)|낙폭|하향폭"
)
ROSE = Pattern(
    r"^\s?\S{0,5}?\s?(?:가량|정도|넘게|이나|가까이)?\s?(?:늘|증가|상승|올랐|오른|오르|급증|뛰|성장)"
)
FELL = Pattern(
    r"^\s?\S{0,5}?\s?(?:가량|정도|넘게|이나|가까이)?\s?(?:줄|감소|하락|내렸|내린|떨어|급감|축소|급락|깎)"
)
BOTH_WAYS = Pattern(r"증감|등락|변동")


def are_opposite(new: Claim, old: Claim) -> bool:
    """Return whether one of two numbers tells a rise and the other one a fall."""
    return {direction(new), direction(old)} == {1, -1}


def direction(claim: Claim) -> int:
    """Return 1 for a number by which something rose, -1 where it fell, 0 where nothing tells.

    A number with a sign of its own tells by that.
    """
    value = claim.interval.low if claim.interval.low is not None else claim.interval.high
    if value is None or value < 0 or BOTH_WAYS.search(claim.metric):
        return 0
    place = find_place(claim.quote, value)
    if (
        place is not None
        and place.is_move
        and (rose := ROSE.match(place.after) is not None) != (FELL.match(place.after) is not None)
    ):
        return 1 if rose else -1
    if FALL.search(claim.metric):
        return -1
    return 1 if RISE.search(claim.metric) else 0


def spans(new: Period, old: Period) -> float:
    """Growth over other spans is another figure: a year's, a month's, that of 2023 to 2027."""
    mine, theirs = kind_of_span(new), kind_of_span(old)
    if not mine or not theirs or (mine == theirs and mine != "years"):
        return 1.0
    return 1.0 if new == old else 0.3


def are_aim_and_fact(new: Claim, old: Claim) -> bool:
    """Return whether one is how many there shall be, and the other how many there are.

    `연말까지 4500채를 사들이기로` changes nothing of the 2940 bought. What is set and then holds (a
    budget, a price, a rate) is planned before it is so.
    """
    if (new.modality is Modality.PLANNED) == (old.modality is Modality.PLANNED):
        return False
    is_set = family(new.unit) in SET_FIRST
    return not is_set and Modality.FORECAST not in (new.modality, old.modality)


SET_FIRST = frozenset({"money", "ratio"})


def accrued(new: Period, old: Period) -> float:
    """What a month brought is no year's figure: 수출액, 출생아 수, 매출 add up over time."""
    mine, theirs = kind_of_span(new), kind_of_span(old)
    told = mine in SPANS and theirs in SPANS
    return 1.0 if not told or mine == theirs else 0.2


SPANS = frozenset({"month", "quarter", "half", "year"})


TOLD = 0.92
"""What a claim's sentence says instead of its fields counts a little less."""


def _filled(
    a: Facets, b: Facets, said_a: Sentence, said_b: Sentence
) -> tuple[Facets, Facets, float]:
    """Return both facets with their gaps filled from their own sentences, and what that costs.

    Only what the other one says is filled in: the sentence shows that it may be meant.
    """
    filled_a, cost_a = _fill(a, b, said_a)
    filled_b, cost_b = _fill(b, a, said_b)
    return filled_a, filled_b, cost_a * cost_b


def _fill(f: Facets, other: Facets, said: Sentence) -> tuple[Facets, float]:
    filled = f
    if not f.head and other.head in said.concepts:
        filled = replace(filled, concepts=other.concepts, rest=other.rest)
    if not f.per and other.per and said.per:
        filled = replace(filled, per=other.per)
    if not f.segments and other.segments and other.segments <= said.segments:
        filled = replace(filled, segments=other.segments)
    if not f.countries and other.countries and other.countries <= said.countries and not f.names:
        filled = replace(filled, countries=other.countries)
    if not f.versions and other.versions & said.versions:
        filled = replace(filled, versions=other.versions)
    if not f.pace and other.pace and other.pace <= said.pace:
        filled = replace(filled, pace=other.pace)
    nobody = not f.names and not f.subject_rest and not f.bodies
    if nobody and not f.groups and other.subject_rest and not other.names:
        # `백일해 사망자는 4명`: a country that the sentence does not name was supplied.
        is_supplied = f.countries <= {"KR"} and not f.countries & said.countries
        if is_supplied and all(len(w) > 1 and w in said.text for w in other.subject_rest):
            filled = replace(
                filled, subject_rest=other.subject_rest, countries=other.countries, is_guessed=True
            )
    if nobody and other.names and said.names == other.names:
        filled = replace(filled, names=other.names)
    is_supplied = f.countries == {"KR"} and not said.countries and not f.is_government
    if nobody and is_supplied and _is_unowned(other):
        # What is said of nobody was taken for Korea's on the one side and left so on the other.
        filled = replace(filled, countries=frozenset())
    return filled, 1.0 if filled is f else TOLD


def _is_unowned(f: Facets) -> bool:
    return not _called(f) and _is_nobody(f) and not f.segments


def _headlined(
    a: Facets, b: Facets, new: Claim, old: Claim, title: str, old_title: str, told: float
) -> tuple[Facets, Facets, float]:
    """Return both facets, what is said of nobody taken for whom the other and its headline name.

    `누적 환자는 1만3900명이 됐다` below `백일해 신규 환자 두 배` is of 백일해.
    """
    for_a = _grouped(_of_headline(a, b, new, title), b, title)
    for_b = _grouped(_of_headline(b, a, old, old_title), a, old_title)
    return for_a, for_b, told * (HEADLINED if for_a is not a or for_b is not b else 1.0)


def _grouped(f: Facets, other: Facets, title: str) -> Facets:
    """Return what is said of no group taken for the other's, where only the headline names it."""
    if f.groups or not other.groups or not other.groups <= read_sentence(title).groups:
        return f
    return replace(f, groups=other.groups)


def _of_headline(f: Facets, other: Facets, claim: Claim, title: str) -> Facets:
    if f.names or f.bodies or f.groups or f.regions or not title:
        return f
    wanted = other.subject_rest or other.names
    if f.subject_rest and not _is_bare(f.subject_rest, wanted):
        return f
    if not wanted or (other.names and other.subject_rest) or other.bodies:
        return f
    said = read_sentence(claim.quote)
    if said.names or f.countries & said.countries or not f.countries <= {"KR"}:
        return f  # its own sentence says whose it is
    head = read_sentence(title)
    if other.names and head.names != other.names:
        return f
    if other.subject_rest and not all(len(w) > 1 and w in head.text for w in wanted):
        return f
    return replace(f, names=other.names, subject_rest=other.subject_rest, countries=other.countries)


THE_FIRM = frozenset({"회사", "이회사", "그룹", "사측"})


def _is_bare(mine: frozenset[str], wanted: frozenset[str]) -> bool:
    """Return whether a subject is a common noun that the wanted name ends in: `항`, `인천항`."""
    (word, *others) = mine
    if others or not COMMON.fullmatch(word):
        return word in THE_FIRM and not others
    return word in THE_FIRM or any(w != word and w.endswith(word) for w in wanted)


def _called(f: Facets) -> frozenset[str]:
    return f.names | f.subject_rest | f.bodies


def _versions(a: Facets, b: Facets) -> float:
    return _either(a.versions, b.versions, 0.8)


def _show(values: Iterable[str]) -> str:
    return " ".join(sorted(values))


def _turned(f: Facets) -> Facets:
    """Return the ratio said the other way round: what it is counted against becomes its subject."""
    known = lexicon().home
    names = frozenset(n for n in f.against if n in known)
    countries = frozenset(c for c in f.against if len(c) == 2 and c.isupper())
    return Facets(
        names=names,
        countries=countries,
        versions=f.versions,
        regions=f.regions,
        segments=f.segments,
        groups=f.groups,
        concepts=f.concepts,
        made=f.made,
        pace=f.pace,
        flow=f.flow,
        per=f.per,
        against=f.names or f.countries,
        rest=f.rest,
        metric=f.metric,
    )


def family(unit: str) -> str:
    """Return the coarse dimension that candidates are found by: all money, all ratios."""
    dim = dimension(unit)
    return {"share": "ratio", "times": "ratio", "cases": "things"}.get(dim, dim)


def family_of(claim: Claim) -> str:
    """Return the coarse dimension of a claim's value."""
    return family(claim.unit)


def _units(a: str, b: str) -> float:
    if a == b:
        return 1.0
    da, db = dimension(a), dimension(b)
    if da == db:
        return 1.0
    if {da, db} == {"share", "times"}:
        return 0.95
    if {da, db} == {"things", "cases"}:
        return 0.8 if "개" in (a, b) else 0.3  # firms (곳) are not patents (건)
    return 0.0


def _names(a: Facets, b: Facets) -> float:
    mine, theirs = _called(a), _called(b)
    if not mine and not theirs:
        # One that says whose it is and one that does not are not surely of one subject.
        if _is_nobody(a) != _is_nobody(b):
            return 0.6
        # What a government invests is not what its country does.
        mixed = a.is_government != b.is_government and "investment" in (a.head, b.head)
        return 0.65 if mixed else 1.0
    if mine and theirs:
        if mine == theirs:
            return 1.0
        if a.names and b.names:
            return _known_names(a.names, b.names)
        if mine & theirs or any(_contains(x, y) for x in mine for y in theirs):
            return 0.9
        if any(is_surname(x, y) or is_surname(y, x) for x in mine for y in theirs):
            return 0.9
        if a.is_government and b.is_government:
            return 0.2 if a.bodies and b.bodies else 0.85
        return NO
    named, other = (a, b) if mine else (b, a)
    if a.versions & b.versions and _is_nobody(other):
        return 0.85  # `R1` is 딥시크's, whether it says so or not
    if not named.names and not named.bodies and not (other.countries or other.groups):
        return 0.45
    if named.bodies and not named.names:
        # A ministry spends the government's money: 과학기술정보통신부 and 한국 정부.
        return 0.8 if other.countries <= {"KR"} and not other.groups else 0.3
    if not named.names:
        return 0.55 if not (other.countries and named.countries != other.countries) else 0.3
    return 0.3 if not other.countries and not other.groups and not other.regions else 0.1


def _is_nobody(f: Facets) -> bool:
    return not (f.countries or f.groups or f.regions or f.is_government or f.segments)


def _known_names(mine: frozenset[str], theirs: frozenset[str]) -> float:
    common = mine & theirs
    makers = lexicon().maker
    if common:
        extra = (mine ^ theirs) - {makers.get(name, "") for name in mine | theirs}
        products = {name for name in extra if makers.get(name) in mine | theirs}
        if not extra:
            return 1.0
        # `오픈AI 딥 리서치` is 딥 리서치; `오픈AI o1, 구글` is about two.
        return 0.9 if extra == products else 0.5
    made_by = {makers.get(name, "") for name in mine} & theirs
    made_by |= {makers.get(name, "") for name in theirs} & mine
    return 0.55 if made_by else NO


def is_surname(x: str, y: str) -> bool:
    """Return whether one is the surname of the other: `문 후보` is 문세라."""
    return len(x) == 1 and 2 <= len(y) <= 4 and y.startswith(x)


def _contains(x: str, y: str) -> bool:
    return len(x) >= 2 and len(y) >= 2 and (x in y or y in x)


def _countries(a: Facets, b: Facets) -> float:
    mine, theirs = a.countries, b.countries
    if mine == theirs:
        return 1.0
    if mine and theirs:
        return 0.12 if mine & theirs else NO
    only = mine or theirs
    if only == {"KR"}:
        # Korean papers leave out where nothing else is meant.
        return 0.95
    return 0.12 if a.names & b.names else 0.45


def _either(mine: frozenset[str], theirs: frozenset[str], one: float) -> float:
    if mine == theirs:
        return 1.0
    if not mine or not theirs:
        return one
    return 0.5 if mine & theirs else NO


PROVINCES = frozenset(
    {
        "서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종", "경기", "강원", "충북",
        "충남", "전북", "전남", "경북", "경남", "제주", "수도권", "비수도권", "호남", "영남",
        "충청", "지방",
    }
)  # fmt: skip
"""What a town lies in: a text that names the town leaves it out as often as not."""


def _regions(a: Facets, b: Facets) -> float:
    """Return the factor of two claims' places: a town's number is not its province's."""
    mine, theirs = a.regions - PROVINCES, b.regions - PROVINCES
    wide, other = a.regions & PROVINCES, b.regions & PROVINCES
    if mine and mine == theirs and not (wide and other):
        return 0.95  # `서울 강남`, `강남`
    if a.regions and b.regions and a.regions != b.regions:
        return 0.3 if a.regions & b.regions else NO  # `서울 강남` is no 서울
    return _either(a.regions, b.regions, 0.3)


AI_FIELDS = frozenset({"AI", "생성AI"})
"""Fields that papers leave out where a firm or an app is known for nothing else."""


def _segments(a: Facets, b: Facets) -> float:
    mine, theirs = a.segments, b.segments
    if mine == theirs:
        return 1.0
    if not mine or not theirs:
        # `딥시크의 이용자 순위` is of its field anyway; a country's is not.
        only = mine or theirs
        if only == {"AI"} or (a.names & b.names and only <= AI_FIELDS):
            return 0.8
        return 0.4  # `삼성전자 반도체` is a part of 삼성전자
    if mine - {"AI"} == theirs - {"AI"}:
        return 0.85
    return 0.12 if mine & theirs else NO


def _groups(a: Facets, b: Facets) -> float:
    mine, theirs = a.groups, b.groups
    if mine == theirs:
        return 1.0
    loose = frozenset({"민간", "시장", "인력", "국민"})
    if a.names & b.names:
        loose |= {"기업", "스타트업", "빅테크"}
    if ("민간" in mine and b.is_government) or ("민간" in theirs and a.is_government):
        return NO
    if not mine or not theirs:
        if (mine or theirs) <= loose:
            return 0.85
        return COUNTED if _is_whoever_is_counted(a, b) else 0.45
    if mine & theirs:
        return 0.85 if (mine ^ theirs) <= loose else 0.3
    return NO


COUNTED = 0.75
"""Who is counted in a metric anyway is often left out: `은행 연체율`, `가구 평균 소득`."""

SHARES_OF_PEOPLE = frozenset(
    {
        "여성", "남성", "청년", "청소년", "노인", "10대", "20대", "30대", "40대", "50대", "60대",
        "70대", "초등학생", "중학생", "고등학생", "대학생", "신혼부부", "1인가구", "대기업",
        "중소기업", "중견기업", "스타트업", "비정규직", "정규직", "박사", "석사", "개인", "기관",
        "외국인",
    }
)  # fmt: skip
"""Groups that others stand beside in the same count: no text leaves these out."""


def _is_whoever_is_counted(a: Facets, b: Facets) -> bool:
    """Return whether a group that only one of two claims names is no part of a population.

    Where the other one has a word of its own there (`요리 시험`, `의사 국가시험`) it is another.
    """
    bare, full = (a, b) if b.groups else (b, a)
    if any(group in SHARES_OF_PEOPLE or "세" in group for group in full.groups):
        return False
    return all(_covered(word, full.rest, full) for word in bare.rest)


def _concept(a: Facets, b: Facets) -> tuple[float, bool]:
    if a.head and b.head:
        if a.head == b.head and a.head in lexicon().loose:
            # `규모` twice is no likeness of its own.
            return (1.0 if a.metric == b.metric else max(0.6, alike_words(a, b))), False
        if a.head == b.head:
            # `AI 인재 양성 예산` is a part of `AI 예산`: another concept in front narrows it.
            return (1.0 if set(a.concepts) == set(b.concepts) else 0.3), False
        kin = lexicon().kin
        if a.head in _bare(b.head) or b.head in _bare(a.head):
            return 0.75, False
        if b.head in kin.get(a.head, ()) or a.head in kin.get(b.head, ()):
            return 0.6, True
        if a.head in b.concepts or b.head in a.concepts:
            return 0.2, True
        return NO, False
    alike = dice(a.metric, b.metric)
    bare = a if not a.head else b
    if bool(a.head) != bool(b.head) and not bare.rest and a.made == b.made:
        # `순위`, `증가율`, or no word at all: of whatever was spoken of.
        return 0.6 if a.made != "level" or a.names & b.names else 0.4, False
    if not a.head and not b.head:
        if a.made == b.made and a.made in ("gap", "rank", "growth", "delta", "share"):
            return max(alike, 0.8), False
        return (1.0 if alike >= 0.85 else alike * alike), False
    return alike * 0.8, False


def alike_words(a: Facets, b: Facets) -> float:
    """Return the likeness of two metrics by letters."""
    return dice(a.metric, b.metric)


def _bare(concept: str) -> frozenset[str]:
    """The concepts that a bare word (규모, 비용) may stand for; none for any other concept."""
    known = lexicon()
    return known.kin[concept] if concept in known.loose else frozenset()


def _made(a: str, b: str) -> float:
    if a == b:
        return 1.0
    both = {a, b}
    if both == {"percent", "share"}:
        return 0.95
    if both == {"percent", "ratio"} or both == {"ratio", "share"}:
        return 0.5
    if both == {"percent", "gap"}:
        return 0.8
    if both == {"growth", "cagr"} or both == {"percent", "cagr"}:
        return 0.55
    if both == {"percent", "growth"} or both == {"growth_ratio", "ratio"}:
        return 0.35
    return NO


RATES_OF_CHANGE = frozenset({"gdp_growth", "potential_growth", "inflation"})
"""Concepts that are growth by themselves, whether their wording says so or not."""


def _how_made(a: Facets, b: Facets) -> float:
    is_one = a.head == b.head and a.head in RATES_OF_CHANGE
    if is_one and {a.made, b.made} == {"percent", "growth"}:
        return 0.95
    return _made(a.made, b.made)


def _pace(a: Facets, b: Facets) -> float:
    if a.pace == b.pace:
        return 1.0
    if not a.pace or not b.pace:
        only = a.pace or b.pace
        return 0.85 if only <= {"monthly", "yearly"} else 0.4
    return 0.5 if a.pace & b.pace else NO


GAPS = frozenset({"performance_gap", "development_gap"})
"""Concepts that are differences by themselves."""


def compare_references(a: Facets, b: Facets) -> float:
    """Return the factor of what two ratios are counted against: 미국산 covers 오픈AI(GPT-4)."""
    mine, theirs = a.against, b.against
    if mine == theirs:
        return 1.0
    if not mine or not theirs:
        if a.head == b.head and a.head in GAPS:
            return 0.85  # a gap is to whoever leads, named or not
        return 0.3 if a.made == b.made == "ratio" else 0.5
    if _homes(mine) & _homes(theirs) and (_is_country(mine) or _is_country(theirs)):
        return 0.85  # 미국산 ~ 오픈AI(GPT-4)
    return 0.95 if _makers(mine) & _makers(theirs) else NO


def is_country(value: str) -> bool:
    """Return whether a value is a country's code."""
    return len(value) == 2 and value.isupper()


def _is_country(values: frozenset[str]) -> bool:
    return all(map(is_country, values))


def _makers(values: frozenset[str]) -> frozenset[str]:
    known = lexicon()
    makers = {known.maker.get(v, v) for v in values if v in known.home}
    makers |= {maker for v in values for start, maker in MAKERS_OF_VERSIONS if v.startswith(start)}
    return frozenset(makers) or values


def _homes(values: frozenset[str]) -> frozenset[str]:
    home = lexicon().home
    return frozenset(home.get(v, v) for v in _makers(values))


def _rest(a: Facets, b: Facets) -> float:
    mine, theirs = a.rest, b.rest
    alone = [w for w in mine if not _covered(w, theirs, b)]
    missing = [w for w in theirs if not _covered(w, mine, a)]
    if not alone and not missing:
        return 1.0
    if alone and missing:
        return 0.2
    common = len(mine) - len(alone) + len(theirs) - len(missing)
    # `수학경시대회(AIME)` and `수학경시대회`: what they share weighs against what one leaves out.
    if common:
        return 0.8
    # Where the known words agree, a word that no list knows is as often a clause's as a scope's.
    return 0.7 if a.head and a.head == b.head else 0.45


def _covered(word: str, others: frozenset[str], facets: Facets) -> bool:
    if any(word == other or _contains(word, other) for other in others):
        return True
    return len(word) >= 2 and (word in facets.metric or word in facets.subject_rest)


@lru_cache(maxsize=16384)
def dice(left: str, right: str) -> float:
    """Return the likeness of two words by pairs of letters, 0..1."""
    if left == right:
        return 1.0
    a, b = _pairs(left), _pairs(right)
    if not a or not b:
        return 0.0
    return 2 * len(a & b) / (len(a) + len(b))


@lru_cache(maxsize=16384)
def _pairs(word: str) -> frozenset[str]:
    return frozenset(word[i : i + 2] for i in range(len(word) - 1))


def _head_factor(a: Facets, b: Facets) -> float:
    return _concept(a, b)[0]


def _per(a: Facets, b: Facets) -> float:
    if a.per == b.per:
        return 1.0
    return 0.15 if a.per and b.per else 0.3


# Each field with its factor and how it is shown. What contradicts most often stands first.
FIELDS: tuple[tuple[str, Callable[[Facets, Facets], float], Callable[[Facets], str]], ...] = (
    ("subject", _names, lambda f: _show(_called(f))),
    ("metric", _head_factor, lambda f: f.head or f.metric),
    ("made", _how_made, lambda f: f.made),
    ("country", _countries, lambda f: _show(f.countries)),
    ("segment", _segments, lambda f: _show(f.segments)),
    ("group", _groups, lambda f: _show(f.groups)),
    ("version", _versions, lambda f: _show(f.versions)),
    ("region", _regions, lambda f: _show(f.regions)),
    ("pace", _pace, lambda f: _show(f.pace)),
    ("flow", lambda a, b: compare_flows(a.flow, b.flow, a.pace, b.pace), lambda f: f.flow),
    ("per", _per, lambda f: f.per),
    ("against", compare_references, lambda f: _show(f.against)),
    ("target", lambda a, b: 1.0 if a.is_target == b.is_target else 0.6, lambda f: str(f.is_target)),
    (
        "guess",
        lambda a, b: 0.9 if a.is_guessed != b.is_guessed else 1.0,
        lambda f: str(f.is_guessed),
    ),
    ("words", _rest, lambda f: _show(f.rest)),
)


def is_particular(value: Decimal, *, digits: int = 3) -> bool:
    """Return whether a value has so many digits that it hardly comes twice by chance.

    >>> is_particular(Decimal(5257)), is_particular(Decimal(70)), is_particular(Decimal("1.7"))
    (True, False, False)
    """
    found = value.normalize().as_tuple().digits
    return len(found) >= digits and not (len(found) == 4 and 1900 <= int(abs(value)) <= 2100)


def words_alike(left: str, right: str) -> float:
    """Return the likeness of two phrases by letters, spaces aside."""
    return dice(squeeze(left), squeeze(right))
