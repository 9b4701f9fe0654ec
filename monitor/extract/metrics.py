"""Which property a figure gives: what it may be, from the phrases around it and from before.

The property is a phrase of the sentence, what is done to the figure (`…를 투입했다`: 투입), or what
the figure before measured; `compose` adds what the figure says of it (`… 증가율`, `… 대비 …`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from math import exp
from operator import attrgetter

from monitor.extract import lexicon
from monitor.extract.bases import bases_of
from monitor.extract.clauses import BESIDE, REACH, Reading, unit_class
from monitor.extract.composition import compose, rate_of, root_of
from monitor.extract.folding import letters_of
from monitor.extract.heads import class_in, sort_of, suits
from monitor.extract.memory import REMEMBERED, Memory
from monitor.extract.owners import is_measure, nature_of, owner_of, trim
from monitor.extract.phrases import Phrase, spell
from monitor.extract.rank import Candidate, Fact, Sums, Weigh
from monitor.extract.verbs import (
    answer_of,
    asks,
    done_to,
    move_of,
    per_of,
    reference_of,
    verb_noun,
)
from monitor.patterns import Pattern


class PropertyScale:
    """What speaks for a property, weighed: facts that repeat together stand together (`rank.py`).

    No two sums of one candidate tell the same name: it would count twice.
    """

    __slots__ = (
        "ending",
        "known",
        "linked",
        "made",
        "named",
        "old",
        "ranked",
        "source",
        "spelt",
        "spoken",
        "stands",
        "taken",
    )

    def __init__(self, weigh: Weigh) -> None:
        self.made = Sums(
            weigh, lambda end, words, kind: (f"made {end} {kind}", f"words {words} {kind}")
        )
        self.spelt = Sums(weigh, _spelt)
        self.known = Sums(weigh, _known)
        self.stands = Sums(
            weigh, lambda where, role: (where, f"{where} {role}") if role else (where,)
        )
        self.taken = Sums(weigh, _taken)
        self.ranked = Sums(weigh, _ranked)
        self.named = Sums(weigh, _named)
        self.ending = Sums(weigh, lambda last, kind: (f"ends {last} {kind}",))
        self.old = Sums(weigh, _old)
        self.linked = Sums(
            weigh, lambda same, gap, link, own: (f"old {same} gap {gap} {link}, {own}",)
        )
        self.spoken = Sums(weigh, _spoken)
        self.source = Sums(weigh, lambda name: (name,))


@dataclass(slots=True, eq=False)
class _Figure:
    """A figure and what the sentence and the article say around it.

    `own`: whether something near it names what it could measure; `reference`: what it is compared
    with; `verb`: what is done to it; `nouns`: the two phrases right before it.
    """

    reading: Reading
    place: int
    memory: Memory
    scale: PropertyScale
    subject: str
    unit: str
    kind: str
    sort: str
    near: list[Phrase]
    nouns: list[Phrase]
    move: str
    reference: str
    verb: str
    own: str
    role: str


def _figure(
    reading: Reading, place: int, memory: Memory, subject: str, scale: PropertyScale
) -> _Figure:
    me = reading.words[place]
    assert me.quantity is not None
    unit = me.quantity.unit
    sort = sort_of(unit)
    near = reading.near(place)
    move, verb = move_of(reading.words, place), verb_noun(reading.words, place)
    return _Figure(
        reading=reading,
        place=place,
        memory=memory,
        scale=scale,
        subject=subject,
        unit=unit,
        kind=unit_class(unit),
        sort=sort,
        near=near,
        nouns=[p for p in near if p.first < place][:2],
        move=move,
        reference=reference_of(reading, place, near),
        verb=verb,
        own=_own_measure(reading, near, place, sort),
        role=me.role,
    )


class _Found:
    """The candidates of a figure, each once: the first source that offers one describes it."""

    __slots__ = ("_figure", "_made", "_owner", "_tried", "_words")

    def __init__(self, figure: _Figure) -> None:
        self._figure = figure
        self._owner = f"{figure.subject} " if figure.subject else ""
        self._words = frozenset(figure.subject.split())
        self._made: dict[str, Candidate] = {}
        self._tried: set[str] = set()  # what a candidate was composed from, as it was offered too

    def has(self, metric: str) -> bool:
        return metric in self._made

    def lacks(self, base: str) -> bool:
        """Whether nothing was composed from `base` yet: `add` would have something to do."""
        return base not in self._tried

    def add(self, base: str, score: float, *, finished: bool = False, whole: bool = False) -> None:
        """Add what `base` makes of the figure; `finished`: it is one, `whole`: with whose."""
        f, owner = self._figure, self._owner
        offered = base = base.strip()
        if owner and not whole and base.startswith(owner):
            base = _unowned(base, len(owner))
        if not base:
            return
        if finished:
            if base not in self._made:
                self._keep(base, base, score, _as_it_is(base, f.unit))
            return
        if base in self._tried:
            return
        self._tried |= {base, offered}
        metric, spelling = _made_of(base, f.unit, f.move, f.reference)
        if metric and metric not in self._made:
            self._keep(metric, base, score, spelling)

    def name(self, base: str, source: str, *, finished: bool = False, whole: bool = False) -> None:
        """Add what `base` makes of the figure, told by nothing but where it comes from."""
        self.add(base, self._figure.scale.source[source,], finished=finished, whole=whole)

    def _keep(self, metric: str, base: str, score: float, spelling: _Spelling) -> None:
        """Keep a candidate with what speaks for it wherever it was found."""
        f = self._figure
        made, spelt, fit = spelling
        said, title = f.memory.hears(base)
        used = min(f.memory.used.get(base, 0), 2)
        towards = _towards(base, f.subject, self._words)
        score += (
            f.scale.made[made]
            + f.scale.spelt[spelt]
            + f.scale.known[said, title, used, towards, fit, f.kind]
        )
        self._made[metric] = Candidate(metric, score, base)

    def add_per(self, per: str) -> None:
        """Add each of what is there once more as so much per something: `하루 평균 …`."""
        mark = self._figure.scale.source[f"per {per[-1]}",]
        for metric, old in list(self._made.items()):
            new = f"{per} {metric}"
            if new not in self._made and not _PER.match(metric):
                self._made[new] = Candidate(new, old.score + mark, old.base)

    def candidates(self) -> list[Candidate]:
        return list(self._made.values())


def metric_candidates(
    reading: Reading, place: int, memory: Memory, subject: str, scale: PropertyScale
) -> list[Candidate]:
    """Return what the figure at `place` may measure, spelt as a noun phrase."""
    figure = _figure(reading, place, memory, subject, scale)
    found = _Found(figure)
    _from_phrases(figure, found)
    _from_money(figure, found)
    _from_verb(figure, found)
    if per := per_of(reading, place):
        found.add_per(per)
    _from_before(figure, found)
    if figure.kind == "share":
        _from_parts(figure, found)
    _from_spoken(figure, found)
    _from_unit(figure, found)
    return found.candidates()


def choose_property(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the property that the likeliest ones come closest to; None without candidates.

    Wordings of one property share what speaks for it (`특허 건수`, `AI 특허 수`), where a wrong one
    stands alone: so of the best few the one counts that is most like all of them, each by its
    probability. It measured 0.7 points better under cross-validation than the best alone.
    """
    best = nlargest(WEIGHED, candidates, key=_score)
    if len(best) < 3 or best[0].score - best[1].score > CLEAR:
        return best[0] if best else None
    top = best[0].score
    shares = [exp(c.score - top) for c in best]
    pairs = [_pairs(c.text) for c in best]

    def nearness(at: int) -> float:
        mine, total = pairs[at], 0.0
        for share, other in zip(shares, pairs, strict=True):
            like = 2 * len(mine & other) / (len(mine) + len(other) or 1)
            total += share * (like + (like >= ALIKE))
        return total

    return best[max(range(len(best)), key=nearness)]


_score = attrgetter("score")
WEIGHED = 4
"""So many of the likeliest properties are compared."""
CLEAR = 1.5
"""So far ahead of the next, as a natural logarithm, a property is not asked about."""
ALIKE = 0.5
"""From this likeness on (Dice of the pairs of letters) two wordings name one property."""


@lru_cache(maxsize=20_000)
def _pairs(text: str) -> frozenset[str]:
    letters = letters_of(text) or text
    return frozenset(letters[i : i + 2] for i in range(max(1, len(letters) - 1)))


# --- from the sentence ----------------------------------------------------------------------------


def _from_phrases(f: _Figure, found: _Found) -> None:
    """Add what the phrases near the figure name."""
    scale = f.scale
    ranks: dict[tuple[str, str], int] = {}
    fitting = 0
    for phrase, where, teller in f.reading.around(f.place):
        role = phrase.role or "bare"
        side = "after" if phrase.first > f.place else "before"
        rank = ranks.get((role, side), 0)
        ranks[role, side] = rank + 1
        if teller:
            where = f"{teller}, {where}"
        elif f.role == "of" and where == "relative head":
            where = "relative head of 의"
        nature = "teller" if teller else _nature(f, phrase)
        fits = _fit(phrase.head, f.sort) == "fits"
        order = min(fitting, 2) if fits else -1
        fitting += fits and not teller
        beside = where in BESIDE or where.startswith("relative")
        kind = f.kind if beside else ""
        stands = scale.stands[where, f.role or "none" if beside else ""]
        for variant, base in bases_of(f.reading, phrase, f.sort):
            fit = _fit(base, f.sort)
            verbal = f.verb and variant in _TAKES_VERB and fit != "fits"
            if not verbal and not found.lacks(base):
                continue
            score = (
                stands
                + scale.taken[where, fit, variant, kind]
                + scale.ranked[side, role, min(rank, 3), fit, order]
                + scale.named[nature, fit, variant, f.kind]
                + scale.ending[base[-1], f.kind]
            )
            found.add(base, score)
            if verbal:
                found.add(f"{base} {f.verb}", score + scale.source[f"verb {f.kind}",])
        if where == "opener" and f.memory.metrics:
            head = f.memory.metrics[-1][2].split()[-1]
            found.name(f"{spell(trim(phrase.words))} {head}", f"opener with a head {f.kind}")


_TAKES_VERB = frozenset({"whole", "owned", "done"})


def _nature(f: _Figure, phrase: Phrase) -> str:
    """Return what kind of thing a phrase names, beside the figure's subject."""
    _, whole = owner_of(phrase)
    nature = nature_of(whole, whole, phrase) if whole else "nothing"
    if whole and whole == f.subject:
        nature = f"{nature}, the subject"
    return f"owner only {f.kind}" if _names_owner(whole, nature, f.subject, f.kind) else nature


def _from_money(f: _Figure, found: _Found) -> None:
    """Add what money may be by what is done: `㎏당 5만원에 팔린다` a price, `편성한` a budget.

    And what rises by so many per cent, where it is a thing: `사과는 31.5% 뛰었다`.
    """
    rises = f.kind == "share" and f.move.startswith(("상승", "하락", "인상", "인하"))
    if rises or (f.kind == "money" and f.role == "at"):
        found.name("가격", f"price alone {rises}")
        if rises:
            found.name("주가", f"stock {f.own}")
    if f.kind != "money" or not f.verb:
        return
    if f.verb in lexicon.BUDGET_VERBS:
        found.name("예산", "budget alone")
        for p in f.nouns:
            found.name(f"{p.head} 예산", f"budget of {p.role}")
    if f.verb in _SPENDS:
        for p in f.nouns:
            if p.role in {"at", "at-topic", "object", "by"}:
                found.name(f"{spell(trim(p.words))} 투자액", f"investment in {p.role}")
        found.name("투자액", f"investment alone {f.own}")


_SPENDS = frozenset(["지출", "투입", "투자", "지원", "사용"])


def _from_verb(f: _Figure, found: _Found) -> None:
    """Add what the verb alone says, what it took, and what so many per cent answered."""
    if tail := {"money": "비용", "time": "기간"}.get(f.kind):
        done, thing = done_to(f.reading, f.place)
        if done:
            found.name(f"{done} {tail}", f"done {tail}")
            if thing:
                found.name(f"{thing} {done} {tail}", f"done {tail} to")
    if f.verb:
        found.name(f.verb, f"verb alone {f.kind}")
    if f.kind != "share":
        return
    if f.verb and not f.move:
        found.name(rate_of(f.verb), f"rate alone {f.own}")
    for p in f.nouns:
        if p.head.endswith("시장") and not f.move:
            found.name(f"{spell(trim(p.words))} 점유율", "of the market")
            found.name("점유율", "of a market")
    if answer := answer_of(f.reading, f.place):
        found.name(f"{answer} 응답", "answer")
    if not f.move and asks(f.reading):
        for p in f.nouns:
            found.name(f"{spell(trim(p.words))} 응답", f"answered {p.role}")


def _from_parts(f: _Figure, found: _Found) -> None:
    """Add what a share may be a share of: `전체 이용자의 31%를 차지했다` is an 이용자 비중."""
    words = f.reading.words
    takes = any(w.stem.startswith("차지") for w in words[f.place + 1 : f.place + 3])
    for phrase, where, _ in f.reading.around(f.place)[:4]:
        if where not in {"of me", "beside me", "opener"} and phrase.role != "of":
            continue
        own = trim(phrase.words)
        while own and own[0].stem in {"전체", "세계", "국내", "총"}:
            own = own[1:]
        if own:
            found.name(f"{spell(own)} 비중", f"part {where} {takes}", finished=not f.move)


# --- from before ----------------------------------------------------------------------------------


def _from_before(f: _Figure, found: _Found) -> None:
    """Add what earlier figures measured, what of that is left without what they added to it."""
    memory, scale = f.memory, f.scale
    for rank, (sentence, unit, base, metric) in enumerate(reversed(memory.metrics)):
        gap = min(memory.sentence - sentence, 2)
        same = "unit" if unit == f.unit else "class" if unit_class(unit) == f.kind else "other"
        if rank >= _RANKS_BACK[same]:
            continue
        score = scale.old[same, gap, bool(f.move)]
        if rank == 0:
            score += scale.linked[same, gap, _link(f.reading, f.place), f.own]
        if same != "other" and not f.move and not f.reference and not found.has(metric):
            found.add(metric, score + scale.source["as it was",], finished=True)
        if found.lacks(base):
            found.add(base, score)
        if rank == 0:
            root = root_of(base)
            if root and root != base and found.lacks(root):
                found.add(root, score + scale.source["old root",])


_RANKS_BACK = {"unit": REMEMBERED, "class": 2, "other": 2}
"""So many figures back what was measured may be meant again, by how alike the units are."""


def _from_spoken(f: _Figure, found: _Found) -> None:
    """Add properties that the title or the sentences before speak of."""
    for base, title in f.memory.measures:
        fit = _fit(base, f.sort)
        if fit != "misfits" and found.lacks(base):
            found.add(base, f.scale.spoken[fit, title, f.own])


def _from_unit(f: _Figure, found: _Found) -> None:
    """Add what is usually measured in such units."""
    default = _DEFAULT_OF_UNIT.get(f.unit, _DEFAULT[f.kind])
    if f.unit == "초" and not _CLOCK.search(f.reading.words[f.place].text):
        default = "기간"  # days and weeks
    if default == "물량" and f.unit not in _PLAIN_COUNTERS and not f.unit.isascii():
        default = f"{f.unit} 수"  # 병상 수, 안타 수
    if f.kind not in _SELDOM_ALONE or not found.candidates():
        found.name(default, f"default {f.kind}", finished=not f.move)
    if f.kind == "people" and asks(f.reading):
        for name in ("조사 대상 인원", "응답자 수"):
            found.name(name, f"asked {name[0]}", finished=True)
    if f.kind not in {"count", "people", "time"} or f.move:
        return
    if f.verb:
        found.name(f"{f.verb} {default}", f"default done {f.kind}", finished=True)
    if f.kind == "time":
        for p in f.nouns:
            found.name(f"{p.head} {default}", f"default of {p.role}", finished=True)
            if f.verb:
                found.name(f"{p.head} {f.verb} {default}", "default done", finished=True)


_CLOCK = Pattern(r"시간|분|초")
_PLAIN_COUNTERS = frozenset(["개", "장", "종", "기", "통", "채", "동"])
_DEFAULT = {
    "money": "금액", "share": "비율", "times": "배율", "rank": "순위", "score": "점수",
    "people": "인원",
    "time": "시간", "index": "지표", "physical": "규모", "count": "물량",
}  # fmt: skip
# What is measured in it, where nothing else says so.
_DEFAULT_OF_UNIT = {
    "도": "기온", "°C": "기온", "m2": "면적", "m²": "면적", "세": "연령", "Wh": "전력량",
    "W": "용량", "kg": "물량", "m/s": "속도", "m": "길이",
    "배럴": "물량", "%p": "차이", "개월": "기간", "건": "건수", "회": "횟수", "번": "횟수",
    "차례": "횟수", "대": "대수", "척": "척수", "석": "의석수", "마리": "마릿수", "편": "편수",
    "권": "권수", "표": "득표수", "포인트": "지수", "L": "용량",
}  # fmt: skip
# What is paid or shared is named somewhere: only where nothing is, an amount or share it stays.
_SELDOM_ALONE = frozenset({"money", "share", "times"})
_PER = Pattern(r"하루|연간|월간|시간당|\S+당\s|연\s|월\s")


# --- how they are described -----------------------------------------------------------------------


def _link(reading: Reading, place: int) -> str:
    """Return how a figure follows the one before it in its sentence.

    `뤼튼(131만 명)과 에이닷(118만 명)`: alike, with nouns between; a verb starts something else.
    """
    at = bisect_left(reading.figures, place)
    if not at:
        return "first"
    words, last = reading.words, reading.figures[at - 1]
    me, old = words[place], words[last]
    depth = "inside" if me.depth > old.depth else "outside" if me.depth < old.depth else "level"
    kinds = {w.kind for w in words[last + 1 : place] if w.depth <= me.depth}
    between = "verb" if "verb" in kinds else "adnominal" if "adnominal" in kinds else "noun"
    if between == "noun" and "noun" not in kinds:
        between = "nothing"
    return f"{depth} {between} {'alike' if me.role == old.role else 'unlike'}"


def _names_owner(whole: str, nature: str, subject: str, kind: str) -> bool:
    """Whether a phrase names only whose the figure is: `바이촨은 19억 달러로` has no property."""
    if nature.startswith("place"):
        return True
    return (
        whole == subject
        and kind not in {"count", "people"}
        and not nature.startswith(("measure", "somebody"))
    )


def _towards(base: str, subject: str, theirs: frozenset[str]) -> str:
    """Return how a property's words stand towards the subject's, which are `theirs`."""
    if not subject:
        return "none"
    if base == subject:
        return "same"
    if base in subject:
        return "in it"
    if subject in base:
        return "around it"
    return "apart" if theirs.isdisjoint(base.split()) else "shared word"


def _own_measure(reading: Reading, near: Sequence[Phrase], place: int, sort: str) -> str:
    """Whether the sentence names, near the figure and before any other, what it could measure."""
    words, figures = reading.words, reading.figures
    at = bisect_left(figures, place)
    following = figures[at + 1] if at + 1 < len(figures) else len(words)
    # Of the figures before it, those in a bracket that it is not in are passed over.
    before = reversed(figures[max(0, at - REACH) : at])
    last = next((i for i in before if words[i].depth <= words[place].depth), -1)
    best = "no measure"
    for phrase in near:
        if phrase.last < last or phrase.first > following:
            continue
        head = phrase.head
        if _fit(head, sort) == "fits":
            return "own measure"
        if is_measure(head):
            best = "some measure"
    return best


def _fit(base: str, sort: str) -> str:
    """Whether the head of a property suits the unit: 매출 for money, 비중 for per cent."""
    return _fit_of(base[base.rfind(" ") + 1 :], sort)


@lru_cache(maxsize=20_000)
def _fit_of(head: str, sort: str) -> str:
    suiting = suits(head, sort)
    if suiting is not None:
        return "fits" if suiting else "misfits"
    if is_measure(head):
        return "measure"
    return "action" if head in lexicon.ACTIONS else "other"


def _unowned(base: str, length: int) -> str:
    """Return the property without its owner, which is so long with the space behind it.

    `딥시크 월간 이용자 수` of 딥시크. A bare head keeps it: `20대 비중` of 20대 stays.
    """
    rest = base[length:]
    return base if rest in lexicon.BARE_HEADS or rest in lexicon.EMPTY_HEADS else rest


_Spelling = tuple[tuple[Fact, ...], tuple[Fact, ...], str]
"""How a metric ends, what holds for the words of its property, whether their head fits the unit."""


@lru_cache(maxsize=40_000)
def _made_of(base: str, unit: str, move: str, reference: str) -> tuple[str, _Spelling]:
    """Return the metric that is composed from a property, empty for none, and how it is spelt."""
    metric = compose(base, unit_class(unit), unit, move, reference)
    return metric, _spelling(metric or base, base, unit)


@lru_cache(maxsize=20_000)
def _as_it_is(metric: str, unit: str) -> _Spelling:
    return _spelling(metric, metric, unit)


def _spelling(metric: str, base: str, unit: str) -> _Spelling:
    sort = sort_of(unit)
    mine, own = metric.split(), base.split()
    head = own[-1]
    length = "long" if len(base) > 24 else "longish" if len(base) > 15 else ""
    kind = unit_class(unit)
    made = mine[-1][-2:], min(len(mine), 6), kind
    return made, (head, len(own) == 1, length, sort, kind), _fit_of(head, sort)


# --- what holds, by the facts that it follows from ------------------------------------------------


def _spelt(head: str, single: bool, length: str, sort: str, kind: str) -> list[str]:
    """How a property is spelt; `single`: in one word, its head."""
    names = [
        f"class {class_in(head, sort)} {kind}",
        f"head {head[-2:]} {sort}",
        f"head {head}",
    ]
    if head in lexicon.PLACES or lexicon.SPEAKER_HEADS.end(head):
        names.append("speaker or place")
    if single and head in lexicon.BARE_HEADS | lexicon.EMPTY_HEADS:
        names.append(f"bare head alone {kind}")
    if head in lexicon.EMPTY_HEADS:
        names.append(f"empty head {kind}")
    if single and len(head) == 1:
        names.append("one syllable")
    if length:
        names.append("longish")
    if length == "long":
        names.append("long")
    return names


def _known(said: int, title: bool, used: int, towards: str, fit: str, kind: str) -> tuple[str, ...]:
    """What the article says of a property, and how its words stand towards the subject's."""
    return (
        f"said {said}",
        f"in the title {title} {kind}",
        f"used {used}",
        f"towards the subject {towards} {fit}",
    )


def _taken(where: str, fit: str, variant: str, kind: str) -> list[str]:
    """Which way a property is taken from a phrase; `kind` of the figure if that is right beside."""
    names = [f"{where}, {variant}"]
    return [*names, f"{where} {kind}, {fit}"] if kind else names


def _ranked(side: str, role: str, rank: int, fit: str, order: int) -> list[str]:
    names = [f"{side} {role} #{rank} {fit}"]
    return names if order < 0 else [*names, f"fitting {side} #{order}"]


def _named(nature: str, fit: str, variant: str, kind: str) -> tuple[str, ...]:
    return f"{variant}, {fit}", f"{nature}, {variant}", f"{fit}, {nature}", f"{variant} {kind}"


def _old(same: str, gap: int, moves: bool) -> tuple[str, ...]:
    """What an earlier figure measured: in the `same` unit, so many sentences before."""
    return f"old {same} gap {gap}", f"old {same} move {moves}"


def _spoken(fit: str, title: str, own: str) -> tuple[str, ...]:
    return f"spoken of {fit}", f"spoken of {title}, {own}"
