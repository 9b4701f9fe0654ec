"""Which property a figure gives: what it may be, from the phrases around it and from before.

The property is a phrase of the sentence, what is done to the figure (`…를 투입했다`: 투입), or what
the figure before measured; `compose` adds what the figure says of it (`… 증가율`, `… 대비 …`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial
from math import exp

from monitor.extract import lexicon
from monitor.extract.bases import bases_of
from monitor.extract.clauses import BESIDE, REACH, Reading, outside, unit_class
from monitor.extract.composition import MADE_WORDS, compose, is_moved, rate_of, root_of
from monitor.extract.folding import likeness, pairs_of
from monitor.extract.heads import MOST_OF_A_SORT, MOST_SORTS, class_in, sort_of, suits
from monitor.extract.kept import Kept
from monitor.extract.memory import Memory
from monitor.extract.owners import is_measure, owning_of, trim
from monitor.extract.phrases import Owning, Phrase, spell
from monitor.extract.rank import MOST_SUMS, Candidate, Rows, Weigh, sums
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


class _Figure:
    """A figure and what the sentence and the article say around it.

    `own`: whether something near it names what it could measure; `link`: how it follows the figure
    before it in the sentence; `reference`: what it is compared with; `verb`: what is done to it;
    `done`: that, or how it moves; `nouns`: the two phrases right before it.
    """

    __slots__ = (
        "done",
        "kind",
        "link",
        "memory",
        "move",
        "near",
        "nouns",
        "own",
        "place",
        "reading",
        "reference",
        "role",
        "scale",
        "sort",
        "subject",
        "unit",
        "verb",
    )

    def __init__(
        self, reading: Reading, place: int, memory: Memory, subject: str, scale: PropertyScale
    ) -> None:
        words = reading.words
        quantity = words[place].quantity
        assert quantity is not None
        self.reading, self.place, self.memory = reading, place, memory
        self.subject, self.scale = subject, scale
        self.unit = unit = quantity.unit
        self.kind, self.sort = unit_class(unit), sort_of(unit)
        self.near = near = reading.near(place)
        self.nouns = [p for p in near if p.first < place][:2]
        self.move, self.verb = move_of(words, place), verb_noun(words, place)
        self.reference = reference_of(reading, place, near)
        self.done = self.verb or self.move
        self.own = own_measure(reading, near, place, self.sort)
        self.link = _link(reading, place)
        self.role = words[place].role


class _Found:
    """The candidates of a figure, each once: the first source that offers one describes it."""

    __slots__ = (
        "_figure",
        "_forms",
        "_headed",
        "_known",
        "_made",
        "_memory",
        "_owner",
        "_tried",
        "_words",
    )

    def __init__(self, figure: _Figure) -> None:
        f, scale = figure, figure.scale
        self._figure, self._memory = f, f.memory
        self._owner = f"{f.subject} " if f.subject else ""
        self._words = frozenset(f.subject.split())
        self._made: dict[str, Candidate] = {}
        self._tried: set[str] = set()  # what a candidate was composed from, as it was offered too
        self._forms = scale.forms_of(f.unit, f.move, f.reference)
        self._headed, self._known = scale.headed[f.done, f.own, f.role], scale.known[f.kind,]

    def has(self, metric: str) -> bool:
        return metric in self._made

    def lacks(self, base: str) -> bool:
        """Whether nothing was composed from `base` yet: `add` would have something to do."""
        return base not in self._tried

    def add(self, base: str, score: float) -> None:
        """Add what `base` makes of the figure; `score`: of what holds for where it comes from."""
        cleaned = _clean(base, self._owner)
        if not cleaned or cleaned in self._tried:
            return
        self._tried.add(cleaned)
        self._tried.add(base)
        self._compose(cleaned, score)

    def add_whole(self, base: str, score: float) -> None:
        """Add the same where `base` bears the subject's name."""
        if base and base not in self._tried:
            self._tried.add(base)
            self._compose(base, score)

    def add_finished(self, metric: str, score: float) -> None:
        """Add a property that needs nothing more."""
        metric = _clean(metric, self._owner)
        if metric and metric not in self._made:
            self._keep(metric, self._forms.finished(metric), score)

    def add_default(self, base: str, score: float, *, finished: bool) -> None:
        """Add a property that needs something more only if the figure is a change."""
        if finished:
            self.add_finished(base, score)
        else:
            self.add(base, score)

    def _compose(self, base: str, score: float) -> None:
        form = self._forms[base]
        if form.metric and form.metric not in self._made:
            self._keep(base, form, score)

    def _keep(self, base: str, form: Form, score: float) -> None:
        """Keep a candidate with what holds for it wherever it was found."""
        f, memory = self._figure, self._memory
        # One number for all of it: it is found faster than the words that it stands for.
        known = memory.count(base) * 2 + (base in memory.headline)
        known = known * 3 + min(memory.used.get(base, 0), 2)
        known = known * len(_TOWARDS) + _towards(base, form.words, f.subject, self._words)
        known = known * len(_FIT_NAMES) + form.fit
        score += form.score + self._headed[form.cls] + self._known[known]
        self._made[form.metric] = Candidate(form.metric, score, base)

    def add_per(self, per: str) -> None:
        """Add each of what is there once more as so much per something: `하루 평균 …`."""
        mark = self._figure.scale.per[self._figure.kind, per[-1]]
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
    figure = _Figure(reading, place, memory, subject, scale)
    found = _Found(figure)
    bare = _from_phrases(figure, found)
    _from_money(figure, found)
    _from_verb(figure, found)
    if per := per_of(reading, place):
        found.add_per(per)
    roots = _from_before(figure, found)
    _from_bare(figure, found, bare, roots)
    if figure.kind == "share":
        _from_parts(figure, found, list(roots))
    _from_spoken(figure, found)
    _from_unit(figure, found)
    return found.candidates()


def choose_property(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the property that the likeliest ones come closest to; None without candidates.

    Wordings of one property share what speaks for it (`특허 건수`, `AI 특허 수`), where a wrong one
    stands alone: so of the best few the one counts that is most like all of them, each by its
    probability. It measured 0.7 points better under cross-validation than the best alone.
    """
    if not candidates:
        return None
    best = _likeliest(candidates)
    top = best[0].score
    if len(best) < 3 or top - best[1].score > CLEAR:
        return best[0]
    shares = [exp((c.score - top) / 100) for c in best]
    pairs = [pairs_of(c.text) for c in best]
    chosen, nearest = best[0], -1.0
    for at, candidate in enumerate(best):
        near = 0.0
        for other, share in enumerate(shares):
            like = likeness(pairs[at], pairs[other])
            near += share * (like + 1 if like >= ALIKE else like)
        if near > nearest:
            chosen, nearest = candidate, near
    return chosen


def _likeliest(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the best few, those first that come first among equals."""
    best: list[Candidate] = []
    for candidate in candidates:
        at = len(best)
        while at and best[at - 1].score < candidate.score:
            at -= 1
        if at < WEIGHED:
            best.insert(at, candidate)
            del best[WEIGHED:]
    return best


WEIGHED = 4
"""So many of the likeliest properties are compared."""
CLEAR = 150
"""So far ahead of the next, in hundredths, a property is not asked about."""
ALIKE = 0.5
"""From this likeness on (Dice of the pairs of letters) two wordings name one property."""


# --- from the sentence ----------------------------------------------------------------------------


def _from_phrases(f: _Figure, found: _Found) -> dict[str, str]:
    """Add what the phrases near the figure name.

    Return heads that say nothing alone with where they stand.
    """
    reading, place, sort, verb, scale = f.reading, f.place, f.sort, f.verb, f.scale
    ranks: dict[tuple[str, str], int] = {}
    bare: dict[str, str] = {}
    fitting = 0
    named, ends, ranked = scale.named[f.own, f.kind], scale.ends[f.kind,], scale.ranked
    for phrase, where, teller in reading.around(place):
        role = phrase.role or "bare"
        side = "after" if phrase.first > place else "before"
        rank = ranks.get((role, side), 0)
        ranks[role, side] = rank + 1
        if _is_bare(phrase.head) and len(trim(phrase)) == 1:
            bare.setdefault(phrase.head, where)
        if teller:
            where = f"{teller}, {where}"
        elif f.role == "of" and where == "relative head":
            where = "relative head of 의"
        nature = "teller" if teller else _nature(f, phrase.owning or owning_of(reading, phrase))
        order = -1
        if _fit_of(phrase.head, sort) == "fits":
            order = min(fitting, 2)
            fitting += not teller
        kind = f.kind if where in BESIDE or where.startswith("relative") else ""
        stands = scale.stands[f.own, kind, f.role if kind else ""][where]
        taken, of_fit, ranks_so = scale.taken[kind,], "", 0.0
        for variant, base, fit in bases_in(reading, phrase, sort):
            verbal = verb and variant in _TAKES_VERB and fit != "fits"
            if not verbal and not found.lacks(base):
                continue
            if fit != of_fit:
                of_fit, ranks_so = fit, ranked[side, role, min(rank, 3), fit, order]
            score = (
                stands
                + ranks_so
                + taken[where, fit, variant]
                + named[nature, fit, variant]
                + ends[base[-1]]
            )
            found.add(base, score)
            if verbal:
                score += scale.with_verb[f.kind, where, fit, nature, f.role]
                found.add(f"{base} {verb}", score)
        _from_head(f, found, phrase, where, nature)
    return bare


_TAKES_VERB = frozenset({"whole", "owned", "done"})


def bases_in(reading: Reading, phrase: Phrase, sort: str) -> list[tuple[str, str, str]]:
    """Return the ways to take a property from a phrase, and whether its head suits the unit.

    Worked out once for each sort of unit.
    """
    if phrase.bases is None:
        phrase.bases = {}
    known = phrase.bases.get(sort)
    if known is None:
        bases = bases_of(reading, phrase, sort)
        known = [(variant, base, _fit(base, sort)) for variant, base in bases]
        phrase.bases[sort] = known
    return known


def _nature(f: _Figure, own: Owning) -> str:
    """Return what kind of thing a phrase names, beside the figure's subject."""
    whole, nature = own.whole, own.own_nature
    if whole and whole == f.subject:
        nature = f"{nature}, the subject"
    return f"owner only {f.kind}" if _names_owner(whole, nature, f.subject, f.kind) else nature


def _from_head(f: _Figure, found: _Found, phrase: Phrase, where: str, nature: str) -> None:
    """Add what a phrase says together with the subject, or with what the figure before measured."""
    if f.subject and len(phrase.words) == 1 and phrase.head in lexicon.BARE_HEADS:
        with_subject = f.scale.with_subject[where, _fit_of(phrase.head, f.sort), f.kind]
        found.add_whole(f"{f.subject} {phrase.head}", with_subject)
    if where == "opener" and f.memory.metrics and not phrase.head.endswith("값"):
        head = f.memory.metrics[-1][2].split()[-1]
        found.add(f"{spell(trim(phrase))} {head}", f.scale.opens[f.kind, nature])


def _from_money(f: _Figure, found: _Found) -> None:
    """Add what money may be by what is done: `㎏당 5만원에 팔린다` a price, `편성한` a budget.

    And what rises by so many per cent, where it is a thing: `사과는 31.5% 뛰었다`.
    """
    # A price moves by so many per cent, never by points of them.
    rises = f.unit == "%" and f.move.startswith(("상승", "하락", "인상", "인하"))
    if f.kind != "money" and not rises:
        return
    nouns, one = f.nouns, f.scale.one
    if f.role == "at" or rises:
        found.add("가격", f.scale.price[rises, f.verb])
        for p in nouns:
            found.add(f"{p.head} 가격", one[f"price of {p.role} {rises}"])
        if rises:
            found.add("주가", f.scale.stock[f.own])
    if f.kind == "money":
        budget = f.verb in lexicon.BUDGET_VERBS
        found.add("예산", f.scale.budget[budget, f.verb])
        found.add("비용", one[f"cost alone {f.verb}"])
        for p in nouns:
            if budget:
                found.add(f"{p.head} 예산", one[f"budget of {p.role} {f.verb}"])
            if f.verb:
                found.add(f"{p.head} 비용", one[f"cost of {p.role} {f.verb}"])
            if f.verb in _SPENDS and p.role in {"at", "at-topic", "object", "by"}:
                found.add(f"{spell(trim(p))} 투자액", one[f"investment in {p.role}"])
        if f.verb in _SPENDS:
            found.add("투자액", one[f"investment alone {f.own}"])


_SPENDS = frozenset(["지출", "투입", "투자", "지원", "사용"])


def _from_verb(f: _Figure, found: _Found) -> None:
    """Add what the verb alone says, what it took, and what so many per cent answered."""
    scale, one = f.scale, f.scale.one
    if tail := {"money": "비용", "time": "기간"}.get(f.kind):
        done, thing = done_to(f.reading, f.place)
        if done:
            found.add(f"{done} {tail}", scale.done[tail, f.own])
            if thing:
                found.add(f"{thing} {done} {tail}", one[f"done {tail} to"])
    if f.verb:
        found.add(f.verb, scale.verb_alone[f.kind, f.own])
    if f.kind != "share":
        return
    nouns = f.nouns
    if f.verb and not f.move:
        rate = rate_of(f.verb)
        found.add(rate, scale.rate_alone[f.own])
        for p in nouns:
            found.add(f"{p.head} {rate}", scale.rate_done[p.role, f.own])
    for p in nouns:
        if p.head.endswith("시장") and not f.move:
            found.add(f"{spell(trim(p))} 점유율", one["of the market"])
            found.add("점유율", one["of a market"])
    if answer := answer_of(f.reading, f.place):
        found.add(f"{answer} 응답", one["answer"])
    if not f.move and asks(f.reading):
        for rank, p in enumerate(nouns):
            found.add(f"{spell(trim(p))} 응답", scale.answered[rank, p.role, f.own])


def _from_parts(f: _Figure, found: _Found, roots: Sequence[str]) -> None:
    """Add what a share may be a share of: `전체 이용자의 31%를 차지했다` is an 이용자 비중."""
    words, one, finished = f.reading.words, f.scale.one, not f.move
    takes = any(w.stem.startswith("차지") for w in words[f.place + 1 : f.place + 3])
    for phrase, where, _ in f.reading.around(f.place)[:4]:
        if where not in {"of me", "beside me", "opener"} and phrase.role != "of":
            continue
        own = trim(phrase)
        while own and own[0].stem in {"전체", "세계", "국내", "총"}:
            own = own[1:]
        if own:
            found.add_default(f"{spell(own)} 비중", one[f"part {where} {takes}"], finished=finished)
    for rank, root in enumerate(roots[:2]):
        found.add_default(f"{root} 비중", one[f"part root #{rank} {takes}"], finished=finished)


# --- from before ----------------------------------------------------------------------------------


def _from_before(f: _Figure, found: _Found) -> dict[str, str]:
    """Add what earlier figures measured; return the roots of that, and since when."""
    memory, scale = f.memory, f.scale
    roots: dict[str, str] = {}
    older = scale.older[f.own, bool(f.move)]
    subjects, size = memory.subjects, len(memory.subjects)
    for rank, (sentence, unit, base, metric) in enumerate(reversed(memory.metrics)):
        gap = min(memory.sentence - sentence, 2)
        cls = unit_class(unit)
        same = "unit" if unit == f.unit else "class" if cls == f.kind else "other"
        as_it_was = same != "other" and not f.move and not f.reference and not found.has(metric)
        as_base = found.lacks(base)
        root = root_of(base)
        as_root = bool(root) and root != base and found.lacks(root)
        if root and root not in roots:
            roots[root] = f"{same} gap {gap}"
        if not (as_it_was or as_base or as_root):
            continue
        owner = rank < size and subjects[-rank - 1][2] == f.subject
        score = older[same, gap, min(rank, 2), owner]
        if rank == 0:
            score += scale.linked[same, gap, f.link, f.own]
        if same == "other":
            score += scale.one[f"old other {f.kind} {cls}"]
        if as_it_was:
            found.add_finished(metric, score + scale.as_it_was)
        if as_base:
            found.add(base, score + scale.old_base[f.kind])
        if as_root:
            found.add(root, score + scale.old_root[f.kind])
    if f.verb and not f.move and f.kind in {"count", "people", "physical"}:
        for rank, root in enumerate(list(roots)[:2]):
            found.add(f"{root} {f.verb}", scale.root_done[rank, roots[root], f.own])
    return roots


def _from_bare(f: _Figure, found: _Found, bare: dict[str, str], roots: dict[str, str]) -> None:
    """Add heads that say nothing alone with what earlier figures measured: `이용자` + `순위`."""
    for head, where in bare.items():
        fit = _fit(head, f.sort)
        for rank, (root, since) in enumerate(roots.items()):
            base = f"{root} {head}"
            if found.lacks(base):
                found.add(base, f.scale.root_and_bare[rank, f.kind, since, where, fit])


def _from_spoken(f: _Figure, found: _Found) -> None:
    """Add properties that the title or the sentences before speak of."""
    spoken = f.scale.spoken[f.own, f.kind, bool(f.memory.metrics)]
    for rank, (base, title) in enumerate(f.memory.measures):
        if found.lacks(base):
            found.add(base, spoken[_fit(base, f.sort), min(rank, 2), title])


def _from_unit(f: _Figure, found: _Found) -> None:
    """Add what is usually measured in such units."""
    scale = f.scale
    default = DEFAULT_OF_UNIT.get(f.unit, _DEFAULT[f.kind])
    if f.unit == "초" and not _CLOCK.search(f.reading.words[f.place].text):
        default = "기간"  # days and weeks
    if default == "물량" and f.unit not in _PLAIN_COUNTERS and not f.unit.isascii():
        default = f"{f.unit} 수"  # 병상 수, 안타 수
    found.add_default(default, scale.one[f"default {f.kind}"], finished=not f.move)
    if f.kind == "people" and asks(f.reading):
        for name in ("조사 대상 인원", "응답자 수"):
            found.add_finished(name, scale.asked[name[0], f.role])
    if f.kind not in {"count", "people", "time"} or f.move:
        return
    if f.verb:
        found.add_finished(f"{f.verb} {default}", scale.default_done[f.kind, f.own])
    if f.kind == "time":
        for rank, p in enumerate(f.nouns):
            of = scale.default_of[rank, p.role, f.own]
            found.add_finished(f"{p.head} {default}", of)
            if f.verb:
                found.add_finished(f"{p.head} {f.verb} {default}", of + scale.done_by_default)


_CLOCK = Pattern(r"시간|분|초")
_PLAIN_COUNTERS = frozenset(["개", "장", "종", "기", "통", "채", "동"])
_DEFAULT = {
    "money": "금액", "share": "비율", "times": "배율", "rank": "순위", "score": "점수",
    "people": "인원",
    "time": "시간", "index": "지표", "physical": "규모", "count": "물량",
}  # fmt: skip
# What is measured in it, where nothing else says so.
DEFAULT_OF_UNIT = {
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
    kinds = reading.kinds[last + 1 : place]
    if not reading.flat:
        kinds = outside(kinds, words, last + 1, me.depth)
    between = "verb" if "v" in kinds else "adnominal" if "d" in kinds else "noun"
    if between == "noun" and "n" not in kinds:
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


_TOWARDS = ("none", "same", "in it", "around it", "apart", "shared word")


def _towards(base: str, words: Sequence[str], subject: str, theirs: frozenset[str]) -> int:
    """Return how a property's `words` stand towards the subject's, which are `theirs`."""
    if not subject:
        return 0
    if base == subject:
        return 1
    if base in subject:
        return 2
    if subject in base:
        return 3
    # A single word of the subject's would be in it.
    return 4 if len(words) < 2 or theirs.isdisjoint(words) else 5


def own_measure(reading: Reading, near: Sequence[Phrase], place: int, sort: str) -> str:
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
        fit = _fit_of(phrase.head, sort)
        if fit == "fits":
            return "own measure"
        if fit == "measure" or is_measure(phrase.head):
            best = "some measure"
    return best


def _fit(base: str, sort: str) -> str:
    """Whether the head of a property suits the unit: 매출 for money, 비중 for per cent."""
    return _fit_of(base[base.rfind(" ") + 1 :], sort)


def _fit_of(head: str, sort: str) -> str:
    return _FITS[sort][head]


def _work_out_fit(head: str, sort: str) -> str:
    suiting = suits(head, sort)
    if suiting is not None:
        return "fits" if suiting else "misfits"
    if is_measure(head):
        return "measure"
    return "action" if head in lexicon.ACTIONS else "other"


def _fits_by_head(sort: str) -> Kept[str]:
    return Kept(partial(_work_out_fit, sort=sort), MOST_OF_A_SORT)


_FITS = Kept(_fits_by_head, MOST_SORTS)
_FIT_NAMES = ("fits", "misfits", "measure", "action", "other")


def _clean(base: str, owner: str) -> str:
    """Return the property without its owner at the front (`딥시크 월간 이용자 수` of 딥시크).

    A bare head keeps it: `20대 비중` of 20대 stays. `owner`: with the space behind it.
    """
    base = base.strip()
    if owner and base.startswith(owner):
        rest = base[len(owner) :]
        if " " in rest or not (rest in lexicon.BARE_HEADS or rest in lexicon.EMPTY_HEADS):
            return rest
    return base


class Form:
    """What a property makes of a figure: the metric, empty for none, and what its words weigh.

    `cls`: the class of its head in such units; `fit`: whether that suits them, the number of one of
    `_FIT_NAMES`; `words`: those of what it is composed from.
    """

    __slots__ = ("cls", "fit", "metric", "score", "words")

    def __init__(self, metric: str, score: float, cls: str, fit: int, words: list[str]) -> None:
        self.metric, self.score, self.cls, self.fit = metric, score, cls, fit
        self.words = words


class Forms(dict[str, Form]):
    """The forms of properties by what they are composed from, of figures that say the same."""

    __slots__ = ("_finished", "_kind", "_move", "_reference", "_scale", "_sort", "_unit")

    def __init__(
        self, scale: PropertyScale, kind: str, sort: str, unit: str, move: str, reference: str
    ) -> None:
        super().__init__()
        self._scale, self._kind, self._sort, self._unit = scale, kind, sort, unit
        self._move, self._reference = move, reference
        self._finished: dict[str, Form] = {}

    def __missing__(self, base: str) -> Form:
        metric = compose(base, self._kind, self._unit, self._move, self._reference)
        form = self._spelt(metric, metric or base, base)
        self[base] = form
        return form

    def finished(self, metric: str) -> Form:
        """Return the form of a property to which nothing is added."""
        form = self._finished.get(metric)
        if form is None:
            form = self._finished[metric] = self._spelt(metric, metric, metric)
        return form

    def _spelt(self, metric: str, spelt: str, base: str) -> Form:
        self._scale.keep_form(self)
        own = base.split()
        mine = own if spelt == base else spelt.split()
        head = own[-1]
        length = "long" if len(base) > 24 else "longish" if len(base) > 15 else ""
        moved = is_moved(mine[-MADE_WORDS:])
        scale, kind, sort = self._scale, self._kind, self._sort
        score = (
            scale.shaped[kind, bool(self._move)][moved, min(len(mine), 6), min(len(own), 5), length]
            + scale.made[kind,][mine[-1][-2:]]
            + scale.last_word[kind, sort, len(own) == 1][head]
        )
        fit = _FIT_NAMES.index(_fit_of(head, sort))
        return Form(metric, score, class_in(head, sort), fit, own)

    def forget(self) -> None:
        self.clear()
        self._finished.clear()


class PropertyScale:
    """What speaks for a property, weighed: facts that repeat together stand together (`rank.py`).

    No two of those that hold for one candidate make the same name: it would count twice.
    """

    __slots__ = (
        "_forms",
        "_kept",
        "answered",
        "as_it_was",
        "asked",
        "budget",
        "default_done",
        "default_of",
        "done",
        "done_by_default",
        "ends",
        "headed",
        "known",
        "last_word",
        "linked",
        "made",
        "named",
        "old_base",
        "old_root",
        "older",
        "one",
        "opens",
        "per",
        "price",
        "ranked",
        "rate_alone",
        "rate_done",
        "root_and_bare",
        "root_done",
        "shaped",
        "spoken",
        "stands",
        "stock",
        "taken",
        "verb_alone",
        "with_subject",
        "with_verb",
    )

    def __init__(self, weigh: Weigh) -> None:
        self._forms: dict[tuple[str, str, str, str, str], Forms] = {}
        self._kept = 0
        # By what a figure has in common, then by what a candidate has of its own.
        self.shaped = Rows(weigh, _shaped)
        self.made = Rows(weigh, lambda kind, end: (f"made {end} {kind}",))
        self.last_word = Rows(weigh, _last_word)
        self.headed = Rows(weigh, _headed)
        self.known = Rows(weigh, _known)
        self.stands = Rows(weigh, _stands)
        self.taken = Rows(weigh, _taken)
        self.named = Rows(weigh, _named)
        self.ends = Rows(weigh, lambda kind, last: (f"ends {last} {kind}",))
        self.older = Rows(weigh, _older)
        self.spoken = Rows(weigh, _spoken)
        # By all of it.
        self.ranked = sums(weigh, _ranked)
        self.with_verb = sums(weigh, _with_verb)
        self.with_subject = sums(weigh, _with_subject)
        self.linked = sums(weigh, _linked)
        self.root_and_bare = sums(weigh, _root_and_bare)
        self.one = sums(weigh, lambda name: (name,))
        self.per = sums(weigh, lambda kind, last: (f"per {kind}", f"per {last}"))
        self.opens = sums(
            weigh, lambda kind, nature: (f"opener with the head before {kind}", nature)
        )
        self.price = sums(
            weigh, lambda rises, verb: (f"price alone {rises}", f"price alone {rises} {verb}")
        )
        self.stock = sums(weigh, lambda own: ("stock", f"stock {own}"))
        self.budget = sums(
            weigh, lambda known, verb: (f"budget alone {known}", f"budget alone {verb}")
        )
        self.done = sums(weigh, lambda tail, own: (f"done {tail}", f"done {tail} {own}"))
        self.verb_alone = sums(
            weigh, lambda kind, own: (f"verb alone {kind}", f"verb alone, {own}")
        )
        self.rate_alone = sums(weigh, lambda own: ("rate alone", f"rate alone, {own}"))
        self.rate_done = sums(
            weigh, lambda role, own: ("rate of", f"rate of {role}", f"rate of, {own}")
        )
        self.answered = sums(weigh, _answered)
        self.old_base = sums(weigh, lambda kind: ("old base", f"old base {kind}"))
        self.old_root = sums(weigh, lambda kind: ("old root", f"old root {kind}"))
        self.root_done = sums(weigh, _root_done)
        self.asked = sums(weigh, lambda first, role: (f"asked {first}", f"asked {role}"))
        self.default_done = sums(
            weigh, lambda kind, own: (f"default done {kind}", f"default done {own}")
        )
        self.default_of = sums(weigh, _default_of)
        # By themselves.
        self.as_it_was = weigh(("as it was",))
        self.done_by_default = weigh(("default done",))

    def forms_of(self, unit: str, move: str, reference: str) -> Forms:
        """Return the forms of properties for figures of a unit that say this of them."""
        kind, sort = unit_class(unit), sort_of(unit)
        if kind != "times" and (kind != "share" or move):
            reference = ""  # then it adds nothing
        key = (kind, sort, "%p" if unit == "%p" else "", move, reference)
        forms = self._forms.get(key)
        if forms is None:
            forms = self._forms[key] = Forms(self, *key)
            self.keep_form(forms)
        return forms

    def keep_form(self, forms: Forms) -> None:
        """Count one more; when they are too many, forget all, with those of `forms`."""
        self._kept += 1
        if self._kept > MOST_SUMS:
            self._kept = 0
            self._forms.clear()
            forms.forget()


# What holds, by the facts that it follows from.


def _shaped(
    kind: str, moves: bool, moved: bool, words: int, own: int, length: str
) -> Sequence[str]:
    """How a property is spelt: with how many words, and its base with how many (`own`)."""
    names = [f"move {moves} {moved} {kind}", f"words {words} {kind}", f"words {own}"]
    if length:
        names.append("longish")
    if length == "long":
        names.append("long")
    return names


def _last_word(kind: str, sort: str, alone: bool, head: str) -> Sequence[str]:
    """What the last word of a base is, which may be all of it (`alone`)."""
    names = [
        f"class {class_in(head, sort)} {kind}",
        f"head {head[-2:]} {sort}",
        f"head {head}",
    ]
    if head in lexicon.PLACES or lexicon.SPEAKER_HEADS.end(head):
        names.append("speaker or place")
    if alone and (head in lexicon.BARE_HEADS or head in lexicon.EMPTY_HEADS):
        names.append(f"bare head alone {kind}")
    if head in lexicon.EMPTY_HEADS:
        names.append(f"empty head {kind}")
    if alone and len(head) == 1:
        names.append("one syllable")
    return names


def _headed(done: str, own: str, role: str, cls: str) -> tuple[str, ...]:
    """What the head is beside what is done to the figure, what else it could measure, its role."""
    return f"class {cls} {done}", f"class {cls} {own}", f"class {cls} me {role}"


def _known(kind: str, code: int) -> tuple[str, ...]:
    """What the article says of a property, and how its words stand towards the subject's."""
    code, fit_number = divmod(code, len(_FIT_NAMES))
    code, towards_number = divmod(code, len(_TOWARDS))
    code, used = divmod(code, 3)
    said, title = code // 2, bool(code % 2)
    towards, fit = _TOWARDS[towards_number], _FIT_NAMES[fit_number]
    return (
        f"said {said}",
        f"in the title {title} {kind}",
        f"used {used}",
        f"towards the subject {towards} {fit}",
        f"towards the subject {towards} {kind}",
    )


def _stands(own: str, kind: str, role: str, where: str) -> list[str]:
    """Where a phrase stands; `kind` and `role` of the figure if that is right beside it."""
    names = [where, f"{own}, {where}"]
    return [*names, f"{where} {kind}", f"{where} {role}"] if kind else names


def _taken(kind: str, where: str, fit: str, variant: str) -> list[str]:
    names = [f"{where}, {fit}", f"{where}, {variant}"]
    return [*names, f"{where} {kind}, {fit}"] if kind else names


def _ranked(side: str, role: str, rank: int, fit: str, order: int) -> list[str]:
    names = [f"{side} {role} #{rank} {fit}"]
    return names if order < 0 else [*names, f"fitting {side} #{order}"]


def _named(own: str, kind: str, nature: str, fit: str, variant: str) -> tuple[str, ...]:
    return (
        f"{own}, {fit} {variant}",
        f"{variant}, {fit}",
        f"{nature}, {variant}",
        f"{fit}, {nature}",
        f"{variant} {kind}",
    )


def _with_verb(kind: str, where: str, fit: str, nature: str, role: str) -> list[str]:
    names = (
        f"verb {kind}",
        f"verb, {where}",
        f"verb, {fit}",
        f"verb, {nature}",
        f"verb, me {role}",
    )
    return list(dict.fromkeys(names))  # `measure` is a fit and a nature


def _with_subject(where: str, fit: str, kind: str) -> tuple[str, ...]:
    with_head = "subject and bare head"
    return where, f"{where}, {fit}", with_head, f"{with_head} {kind} {fit}"


def _older(own: str, moves: bool, same: str, gap: int, rank: int, owner: bool) -> tuple[str, ...]:
    """What an earlier figure measured: in the `same` unit, so many sentences and figures before."""
    return (
        f"old {same} gap {gap}",
        f"old {same} gap {gap}, {own}",
        f"old {same} #{rank}, {own}",
        f"old {same} move {moves}",
        f"old {same} owner {owner}, {own}",
    )


def _root_and_bare(rank: int, kind: str, since: str, where: str, fit: str) -> tuple[str, ...]:
    return (
        f"old root and bare head #{rank}",
        f"old root and bare head {kind} {since}",
        f"old root and bare {where}",
        f"root and {fit}",
    )


def _spoken(own: str, kind: str, begun: bool, fit: str, rank: int, title: str) -> tuple[str, ...]:
    return (
        f"spoken of {fit}",
        f"spoken of #{rank}, {own}",
        f"spoken of {title}, {own}",
        f"spoken of {kind} {fit} {begun}",
    )


def _linked(same: str, gap: int, link: str, own: str) -> tuple[str, ...]:
    return f"old {same} {link}", f"old {same} gap {gap} {link}, {own}"


def _root_done(rank: int, since: str, own: str) -> tuple[str, ...]:
    return f"old root done #{rank}", f"old root done {since}", f"root, {own}"


def _answered(rank: int, role: str, own: str) -> tuple[str, ...]:
    return f"answered #{rank}", f"answered {role}", f"answered, {own}"


def _default_of(rank: int, role: str, own: str) -> tuple[str, ...]:
    return f"default of #{rank}", f"default of {role}", f"default of, {own}"
