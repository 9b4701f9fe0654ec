"""Which property a figure gives: what it may be, from the phrases around it and from before.

The property is a phrase of the sentence, what is done to the figure (`…를 투입했다`: 투입), or what
the figure before measured; `compose` adds what the figure says of it (`… 증가율`, `… 대비 …`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from math import exp
from operator import itemgetter

from monitor.extract import lexicon
from monitor.extract.bases import bases_of
from monitor.extract.clauses import BESIDE, REACH, Reading, place_of, teller_of, unit_class
from monitor.extract.composition import MADE_WORDS, compose, is_moved, rate_of, root_of
from monitor.extract.folding import likeness, pairs_of
from monitor.extract.heads import class_in, sort_of, suits
from monitor.extract.memory import Memory
from monitor.extract.owners import is_measure, nature_of, owner_of, trim
from monitor.extract.phrases import Phrase, spell
from monitor.extract.rank import Candidate, Group, Template, Weights
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


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure and what the sentence and the article say around it.

    `own`: whether something near it names what it could measure; `link`: how it follows the figure
    before it in the sentence; `reference`: what it is compared with; `verb`: what is done to it;
    `done`: that, or how it moves; `nouns`: the two phrases right before it.
    """

    reading: Reading
    place: int
    memory: Memory
    subject: str
    unit: str
    kind: str
    sort: str
    near: tuple[Phrase, ...]
    nouns: list[Phrase]
    move: str
    reference: str
    verb: str
    done: str
    own: str
    link: str
    role: str


def _figure(reading: Reading, place: int, memory: Memory, subject: str) -> _Figure:
    quantity = reading.words[place].quantity
    assert quantity is not None
    unit = quantity.unit
    sort = sort_of(unit)
    near = tuple(reading.near(place))
    move, verb = move_of(reading.words, place), verb_noun(reading.words, place)
    return _Figure(
        reading=reading,
        place=place,
        memory=memory,
        subject=subject,
        unit=unit,
        kind=unit_class(unit),
        sort=sort,
        near=near,
        nouns=[p for p in near if p.first < place][:2],
        move=move,
        reference=reference_of(reading, place, near),
        verb=verb,
        done=verb or move,
        own=_own_measure(reading, near, place, sort),
        link=_link(reading, place),
        role=reading.words[place].role,
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

    def add(self, base: str, *groups: Group, finished: bool = False, whole: bool = False) -> None:
        """Add what `base` makes of the figure; `finished`: it is one, `whole`: with whose."""
        f = self._figure
        offered = base
        if not whole:
            base = _clean(base, self._owner)
        if not base:
            return
        if finished:
            metric = base
            if metric not in self._made:
                self._keep(metric, base, groups, *_as_it_is(metric, f.unit, bool(f.move)))
            return
        if base in self._tried:
            return
        self._tried.add(base)
        if not whole:
            self._tried.add(offered)
        metric, spelling, cls, fit = _made_of(base, f.unit, f.move, f.reference)
        if metric and metric not in self._made:
            self._keep(metric, base, groups, spelling, cls, fit)

    def _keep(
        self, metric: str, base: str, groups: Sequence[Group], spelling: Group, cls: str, fit: str
    ) -> None:
        """Keep a candidate with what holds for it wherever it was found."""
        f, memory = self._figure, self._figure.memory
        used = min(memory.used.get(base, 0), 2)
        towards = _towards(base, f.subject, self._words)
        marks = (
            spelling,
            _headed(cls, f.done, f.own, f.role),
            _known(memory.count(base), base in memory.headline, used, towards, fit, f.kind),
        )
        self._made[metric] = Candidate(metric, base=base, groups=(*groups, *marks))

    def add_per(self, per: str) -> None:
        """Add each of what is there once more as so much per something: `하루 평균 …`."""
        mark = _per(self._figure.kind, per[-1])
        for metric, old in list(self._made.items()):
            new = f"{per} {metric}"
            if new not in self._made and not _PER.match(metric):
                self._made[new] = Candidate(new, base=old.base, groups=(*old.groups, mark))

    def candidates(self) -> list[Candidate]:
        return list(self._made.values())


def metric_candidates(
    reading: Reading, place: int, memory: Memory, subject: str
) -> list[Candidate]:
    """Return what the figure at `place` may measure, spelt as a noun phrase."""
    figure = _figure(reading, place, memory, subject)
    found = _Found(figure)
    bare, places = _from_phrases(figure, found)
    _from_money(figure, found)
    _from_verb(figure, found)
    if per := per_of(reading, place):
        found.add_per(per)
    roots = _from_before(figure, found)
    _from_bare(figure, found, bare, roots)
    if figure.kind == "share":
        _from_parts(figure, found, places, list(roots))
    _from_spoken(figure, found)
    _from_unit(figure, found)
    return found.candidates()


def choose_property(candidates: Sequence[Candidate], weights: Weights) -> Candidate | None:
    """Return the property that the likeliest ones come closest to; None without candidates.

    Wordings of one property share what speaks for it (`특허 건수`, `AI 특허 수`), where a wrong one
    stands alone: so of the best few the one counts that is most like all of them, each by its
    probability. It measured 0.7 points better under cross-validation than the best alone.
    """
    scored = [(weights.score(c), c) for c in candidates]
    best = nlargest(WEIGHED, scored, key=itemgetter(0))
    if len(best) < 3 or best[0][0] - best[1][0] > CLEAR:
        return best[0][1] if best else None
    shares = [exp(score - best[0][0]) for score, _ in best]
    pairs = [pairs_of(c.text) for _, c in best]

    def nearness(at: int) -> float:
        mine, total = pairs[at], 0.0
        for share, other in zip(shares, pairs, strict=True):
            like = likeness(mine, other)
            total += share * (like + (like >= ALIKE))
        return total

    return best[max(range(len(best)), key=nearness)][1]


WEIGHED = 4
"""So many of the likeliest properties are compared."""
CLEAR = 1.5
"""So far ahead of the next, as a natural logarithm, a property is not asked about."""
ALIKE = 0.5
"""From this likeness on (Dice of the pairs of letters) two wordings name one property."""


# --- from the sentence ----------------------------------------------------------------------------


def _from_phrases(f: _Figure, found: _Found) -> tuple[dict[str, str], list[str]]:
    """Add what the phrases near the figure name.

    Return heads that say nothing alone with where they stand, and where each phrase stands.
    """
    ranks: Counter[tuple[str, str]] = Counter()
    bare: dict[str, str] = {}
    places: list[str] = []
    fitting = 0
    for phrase in f.near:
        where = place_of(f.reading, phrase, f.place, f.near)
        places.append(where)
        role = phrase.role or "bare"
        side = "after" if phrase.first > f.place else "before"
        rank = ranks[role, side]
        ranks[role, side] += 1
        if _is_bare(phrase.head) and len(trim(phrase.words)) == 1:
            bare.setdefault(phrase.head, where)
        if teller := teller_of(f.reading, phrase, f.place):
            where = f"{teller}, {where}"
        elif f.role == "of" and where == "relative head":
            where = "relative head of 의"
        nature = "teller" if teller else _nature(f, phrase)
        fits = _fit(phrase.text, f.sort) == "fits"
        order = min(fitting, 2) if fits else -1
        fitting += fits and not teller
        beside = where in BESIDE or where.startswith("relative")
        kind = f.kind if beside else ""
        stands = _stands(where, f.own, kind, f.role if beside else "")
        for variant, base in bases_of(f.reading, phrase, f.sort):
            fit = _fit(base, f.sort)
            verbal = f.verb and variant in _TAKES_VERB and fit != "fits"
            if not verbal and not found.lacks(base):
                continue
            groups = (
                stands,
                _taken(where, fit, variant, kind),
                _ranked(side, role, min(rank, 3), fit, order),
                _named(nature, fit, variant, f.own, f.kind),
                _ends(base[-1], f.kind),
            )
            found.add(base, *groups)
            if verbal:
                verb = _with_verb(f.kind, where, fit, nature, f.role)
                found.add(f"{base} {f.verb}", *groups, verb)
        _from_head(f, found, phrase, where, nature)
    return bare, places


_TAKES_VERB = frozenset({"whole", "owned", "done"})


def _nature(f: _Figure, phrase: Phrase) -> str:
    """Return what kind of thing a phrase names, beside the figure's subject."""
    _, whole = owner_of(phrase)
    nature = nature_of(whole, whole, phrase) if whole else "nothing"
    if whole and whole == f.subject:
        nature = f"{nature}, the subject"
    return f"owner only {f.kind}" if _names_owner(whole, nature, f.subject, f.kind) else nature


def _from_head(f: _Figure, found: _Found, phrase: Phrase, where: str, nature: str) -> None:
    """Add what a phrase says together with the subject, or with what the figure before measured."""
    if f.subject and len(phrase.words) == 1 and phrase.head in lexicon.BARE_HEADS:
        with_subject = _with_subject(where, _fit(phrase.head, f.sort), f.kind)
        found.add(f"{f.subject} {phrase.head}", with_subject, whole=True)
    if where == "opener" and f.memory.metrics:
        head = f.memory.metrics[-1][2].split()[-1]
        found.add(f"{spell(trim(phrase.words))} {head}", _opens(f.kind, nature))


def _from_money(f: _Figure, found: _Found) -> None:
    """Add what money may be by what is done: `㎏당 5만원에 팔린다` a price, `편성한` a budget.

    And what rises by so many per cent, where it is a thing: `사과는 31.5% 뛰었다`.
    """
    rises = f.kind == "share" and f.move.startswith(("상승", "하락", "인상", "인하"))
    if f.kind != "money" and not rises:
        return
    nouns = f.nouns
    if f.role == "at" or rises:
        found.add("가격", _alone("price", rises, f.verb))
        for p in nouns:
            found.add(f"{p.head} 가격", _one(f"price of {p.role} {rises}"))
        if rises:
            found.add("주가", _stock(f.own))
    if f.kind == "money":
        budget = f.verb in lexicon.BUDGET_VERBS
        found.add("예산", _budget(budget, f.verb))
        found.add("비용", _one(f"cost alone {f.verb}"))
        for p in nouns:
            if budget:
                found.add(f"{p.head} 예산", _one(f"budget of {p.role} {f.verb}"))
            if f.verb:
                found.add(f"{p.head} 비용", _one(f"cost of {p.role} {f.verb}"))
            if f.verb in _SPENDS and p.role in {"at", "at-topic", "object", "by"}:
                found.add(f"{spell(trim(p.words))} 투자액", _one(f"investment in {p.role}"))
        if f.verb in _SPENDS:
            found.add("투자액", _one(f"investment alone {f.own}"))


_SPENDS = frozenset(["지출", "투입", "투자", "지원", "사용"])


def _from_verb(f: _Figure, found: _Found) -> None:
    """Add what the verb alone says, what it took, and what so many per cent answered."""
    if tail := {"money": "비용", "time": "기간"}.get(f.kind):
        done, thing = done_to(f.reading, f.place)
        if done:
            found.add(f"{done} {tail}", _done(tail, f.own))
            if thing:
                found.add(f"{thing} {done} {tail}", _one(f"done {tail} to"))
    if f.verb:
        found.add(f.verb, _verb_alone(f.kind, f.own))
    if f.kind != "share":
        return
    nouns = f.nouns
    if f.verb and not f.move:
        rate = rate_of(f.verb)
        found.add(rate, _rate_alone(f.own))
        for p in nouns:
            found.add(f"{p.head} {rate}", _rate_of(p.role, f.own))
    for p in nouns:
        if p.head.endswith("시장") and not f.move:
            found.add(f"{spell(trim(p.words))} 점유율", _one("of the market"))
            found.add("점유율", _one("of a market"))
    if answer := answer_of(f.reading, f.place):
        found.add(f"{answer} 응답", _one("answer"))
    if not f.move and asks(f.reading):
        for rank, p in enumerate(nouns):
            found.add(f"{spell(trim(p.words))} 응답", _answered(rank, p.role, f.own))


def _from_parts(f: _Figure, found: _Found, places: Sequence[str], roots: Sequence[str]) -> None:
    """Add what a share may be a share of: `전체 이용자의 31%를 차지했다` is an 이용자 비중.

    `places`: where the phrases near the figure stand.
    """
    words = f.reading.words
    takes = any(w.stem.startswith("차지") for w in words[f.place + 1 : f.place + 3])
    for phrase, where in zip(f.near[:4], places, strict=False):
        if where not in {"of me", "beside me", "opener"} and phrase.role != "of":
            continue
        own = trim(phrase.words)
        while own and own[0].stem in {"전체", "세계", "국내", "총"}:
            own = own[1:]
        if own:
            found.add(f"{spell(own)} 비중", _one(f"part {where} {takes}"), finished=not f.move)
    for rank, root in enumerate(roots[:2]):
        found.add(f"{root} 비중", _one(f"part root #{rank} {takes}"), finished=not f.move)


# --- from before ----------------------------------------------------------------------------------


def _from_before(f: _Figure, found: _Found) -> dict[str, str]:
    """Add what earlier figures measured; return the roots of that, and since when."""
    memory = f.memory
    roots: dict[str, str] = {}
    owners = [subject for _, _, subject in reversed(memory.subjects)]
    for rank, (sentence, unit, base, metric) in enumerate(reversed(memory.metrics)):
        gap = min(memory.sentence - sentence, 2)
        cls = unit_class(unit)
        same = "unit" if unit == f.unit else "class" if cls == f.kind else "other"
        forms = []
        if same != "other" and not f.move and not f.reference and not found.has(metric):
            forms.append((metric, _one("as it was"), True))
        if found.lacks(base):
            forms.append((base, _old_base(f.kind), False))
        root = root_of(base)
        if root and root != base and found.lacks(root):
            forms.append((root, _old_root(f.kind), False))
        if root:
            roots.setdefault(root, f"{same} gap {gap}")
        if not forms:
            continue
        owner = rank < len(owners) and owners[rank] == f.subject
        old = [_old(same, gap, min(rank, 2), f.own, bool(f.move), owner)]
        if rank == 0:
            old.append(_linked(same, gap, f.link, f.own))
        if same == "other":
            old.append(_one(f"old other {f.kind} {cls}"))
        for text, form, finished in forms:
            found.add(text, *old, form, finished=finished)
    if f.verb and not f.move and f.kind in {"count", "people", "physical"}:
        for rank, root in enumerate(list(roots)[:2]):
            found.add(f"{root} {f.verb}", _root_done(rank, roots[root], f.own))
    return roots


def _from_bare(f: _Figure, found: _Found, bare: dict[str, str], roots: dict[str, str]) -> None:
    """Add heads that say nothing alone with what earlier figures measured: `이용자` + `순위`."""
    for head, where in bare.items():
        fit = _fit(head, f.sort)
        for rank, (root, since) in enumerate(roots.items()):
            found.add(f"{root} {head}", _root_and_bare(rank, f.kind, since, where, fit))


def _from_spoken(f: _Figure, found: _Found) -> None:
    """Add properties that the title or the sentences before speak of."""
    begun = bool(f.memory.metrics)
    for rank, (base, title) in enumerate(f.memory.measures):
        if found.lacks(base):
            fit = _fit(base, f.sort)
            found.add(base, _spoken(fit, min(rank, 2), title, f.own, f.kind, begun))


def _from_unit(f: _Figure, found: _Found) -> None:
    """Add what is usually measured in such units."""
    default = _DEFAULT_OF_UNIT.get(f.unit, _DEFAULT[f.kind])
    if f.unit == "초" and not _CLOCK.search(f.reading.words[f.place].text):
        default = "기간"  # days and weeks
    if default == "물량" and f.unit not in _PLAIN_COUNTERS and not f.unit.isascii():
        default = f"{f.unit} 수"  # 병상 수, 안타 수
    found.add(default, _one(f"default {f.kind}"), finished=not f.move)
    if f.kind == "people" and asks(f.reading):
        for name in ("조사 대상 인원", "응답자 수"):
            found.add(name, _asked(name[0], f.role), finished=True)
    if f.kind not in {"count", "people", "time"} or f.move:
        return
    if f.verb:
        found.add(f"{f.verb} {default}", _default_done(f.kind, f.own), finished=True)
    if f.kind == "time":
        for rank, p in enumerate(f.nouns):
            of = _default_of(rank, p.role, f.own)
            found.add(f"{p.head} {default}", of, finished=True)
            if f.verb:
                done = _one("default done")
                found.add(f"{p.head} {f.verb} {default}", of, done, finished=True)


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


def _is_bare(head: str) -> bool:
    """Whether a head needs what it is the head of: 순위, 비중, 증가율, 증가 폭."""
    return head in lexicon.BARE_HEADS or not root_of(head)


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


def _clean(base: str, owner: str) -> str:
    """Return the property without its owner at the front (`딥시크 월간 이용자 수` of 딥시크).

    A bare head keeps it: `20대 비중` of 20대 stays. `owner`: with the space behind it.
    """
    base = base.strip()
    if owner and base.startswith(owner):
        rest = base[len(owner) :]
        if " " in rest or rest not in lexicon.BARE_HEADS | lexicon.EMPTY_HEADS:
            return rest
    return base


@lru_cache(maxsize=40_000)
def _made_of(base: str, unit: str, move: str, reference: str) -> tuple[str, Group, str, str]:
    """Return the metric that is composed from a property, empty for none, and how it is spelt."""
    metric = compose(base, unit_class(unit), unit, move, reference)
    return metric, *_spelling(metric or base, base, unit, moves=bool(move))


@lru_cache(maxsize=20_000)
def _as_it_is(metric: str, unit: str, moves: bool) -> tuple[Group, str, str]:
    return _spelling(metric, metric, unit, moves=moves)


def _spelling(metric: str, base: str, unit: str, *, moves: bool) -> tuple[Group, str, str]:
    """Return what holds for the words of a property, the class of its head, whether that fits."""
    kind, sort = unit_class(unit), sort_of(unit)
    mine, own = metric.split(), base.split()
    head = own[-1]
    length = "long" if len(base) > 24 else "longish" if len(base) > 15 else ""
    made, said = (mine[-1][-2:], min(len(mine), 6)), (head, min(len(own), 5), length)
    moved = is_moved(" ".join(mine[-MADE_WORDS:]))
    return _spelt(*made, *said, sort, kind, moves, moved), class_in(head, sort), _fit_of(head, sort)


# What holds, by the facts that it follows from: those that come together stand in one template.
# No two templates of one candidate make the same name: it would count twice.


@Template
def _spelt(
    end: str,
    words: int,
    head: str,
    own: int,
    length: str,
    sort: str,
    kind: str,
    moves: bool,
    moved: bool,
) -> list[str]:
    """How a property is spelt: `end` and `words` are the metric's, `head` and `own` its base's."""
    names = [
        f"move {moves} {moved} {kind}",
        f"made {end} {kind}",
        f"words {words} {kind}",
        f"class {class_in(head, sort)} {kind}",
        f"head {head[-2:]} {sort}",
        f"head {head}",
        f"words {own}",
    ]
    if head in lexicon.PLACES or lexicon.SPEAKER_HEADS.end(head):
        names.append("speaker or place")
    if own == 1 and head in lexicon.BARE_HEADS | lexicon.EMPTY_HEADS:
        names.append(f"bare head alone {kind}")
    if head in lexicon.EMPTY_HEADS:
        names.append(f"empty head {kind}")
    if own == 1 and len(head) == 1:
        names.append("one syllable")
    if length:
        names.append("longish")
    if length == "long":
        names.append("long")
    return names


@Template
def _headed(cls: str, done: str, own: str, role: str) -> tuple[str, ...]:
    """What the head is beside what is done to the figure, what else it could measure, its role."""
    return f"class {cls} {done}", f"class {cls} {own}", f"class {cls} me {role}"


@Template
def _known(said: int, title: bool, used: int, towards: str, fit: str, kind: str) -> tuple[str, ...]:
    """What the article says of a property, and how its words stand towards the subject's."""
    return (
        f"said {said}",
        f"in the title {title} {kind}",
        f"used {used}",
        f"towards the subject {towards} {fit}",
        f"towards the subject {towards} {kind}",
    )


@Template
def _stands(where: str, own: str, kind: str, role: str) -> list[str]:
    """Where a phrase stands; `kind` and `role` of the figure if that is right beside it."""
    names = [where, f"{own}, {where}"]
    return [*names, f"{where} {kind}", f"{where} {role}"] if kind else names


@Template
def _taken(where: str, fit: str, variant: str, kind: str) -> list[str]:
    names = [f"{where}, {fit}", f"{where}, {variant}"]
    return [*names, f"{where} {kind}, {fit}"] if kind else names


@Template
def _ranked(side: str, role: str, rank: int, fit: str, order: int) -> list[str]:
    names = [f"{side} {role} #{rank} {fit}"]
    return names if order < 0 else [*names, f"fitting {side} #{order}"]


@Template
def _named(nature: str, fit: str, variant: str, own: str, kind: str) -> tuple[str, ...]:
    return (
        f"{own}, {fit} {variant}",
        f"{variant}, {fit}",
        f"{nature}, {variant}",
        f"{fit}, {nature}",
        f"{variant} {kind}",
    )


@Template
def _with_verb(kind: str, where: str, fit: str, nature: str, role: str) -> list[str]:
    names = (
        f"verb {kind}",
        f"verb, {where}",
        f"verb, {fit}",
        f"verb, {nature}",
        f"verb, me {role}",
    )
    return list(dict.fromkeys(names))  # `measure` is a fit and a nature


@Template
def _with_subject(where: str, fit: str, kind: str) -> tuple[str, ...]:
    with_head = "subject and bare head"
    return where, f"{where}, {fit}", with_head, f"{with_head} {kind} {fit}"


@Template
def _old(same: str, gap: int, rank: int, own: str, moves: bool, owner: bool) -> tuple[str, ...]:
    """What an earlier figure measured: in the `same` unit, so many sentences and figures before."""
    return (
        f"old {same} gap {gap}",
        f"old {same} gap {gap}, {own}",
        f"old {same} #{rank}, {own}",
        f"old {same} move {moves}",
        f"old {same} owner {owner}, {own}",
    )


@Template
def _root_and_bare(rank: int, kind: str, since: str, where: str, fit: str) -> tuple[str, ...]:
    return (
        f"old root and bare head #{rank}",
        f"old root and bare head {kind} {since}",
        f"old root and bare {where}",
        f"root and {fit}",
    )


@Template
def _spoken(fit: str, rank: int, title: str, own: str, kind: str, begun: bool) -> tuple[str, ...]:
    return (
        f"spoken of {fit}",
        f"spoken of #{rank}, {own}",
        f"spoken of {title}, {own}",
        f"spoken of {kind} {fit} {begun}",
    )


_one = Template(lambda name: (name,))
_ends = Template(lambda last, kind: (f"ends {last} {kind}",))
_per = Template(lambda kind, last: (f"per {kind}", f"per {last}"))
_opens = Template(lambda kind, nature: (f"opener with the head before {kind}", nature))
_alone = Template(
    lambda what, rises, verb: (f"{what} alone {rises}", f"{what} alone {rises} {verb}")
)
_budget = Template(lambda known, verb: (f"budget alone {known}", f"budget alone {verb}"))
_stock = Template(lambda own: ("stock", f"stock {own}"))
_done = Template(lambda tail, own: (f"done {tail}", f"done {tail} {own}"))
_verb_alone = Template(lambda kind, own: (f"verb alone {kind}", f"verb alone, {own}"))
_rate_alone = Template(lambda own: ("rate alone", f"rate alone, {own}"))
_rate_of = Template(lambda role, own: ("rate of", f"rate of {role}", f"rate of, {own}"))
_answered = Template(
    lambda rank, role, own: (f"answered #{rank}", f"answered {role}", f"answered, {own}")
)
_linked = Template(
    lambda same, gap, link, own: (f"old {same} {link}", f"old {same} gap {gap} {link}, {own}")
)
_old_base = Template(lambda kind: ("old base", f"old base {kind}"))
_old_root = Template(lambda kind: ("old root", f"old root {kind}"))
_root_done = Template(
    lambda rank, since, own: (f"old root done #{rank}", f"old root done {since}", f"root, {own}")
)
_asked = Template(lambda first, role: (f"asked {first}", f"asked {role}"))
_default_done = Template(lambda kind, own: (f"default done {kind}", f"default done {own}"))
_default_of = Template(
    lambda rank, role, own: (f"default of #{rank}", f"default of {role}", f"default of, {own}")
)
