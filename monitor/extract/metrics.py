"""Which property a figure gives: what it may be, from the phrases around it and from before.

The property is a phrase of the sentence, what is done to the figure (`…를 투입했다`: 투입), or what
the figure before measured; `compose` adds what the figure says of it (`… 증가율`, `… 대비 …`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from monitor.extract import lexicon
from monitor.extract.bases import bases_of
from monitor.extract.clauses import BESIDE, Reading, place_of, teller_of, unit_class
from monitor.extract.composition import compose, is_moved, rate_of, root_of
from monitor.extract.heads import class_in, sort_of, suits
from monitor.extract.memory import Memory
from monitor.extract.owners import is_measure, nature_of, owner_of, trim
from monitor.extract.phrases import Phrase, spell
from monitor.extract.rank import Candidate
from monitor.extract.verbs import (
    answer_of,
    asks,
    done_to,
    move_of,
    per_of,
    reference_of,
    verb_noun,
)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure and what the sentence and the article say around it.

    `own`: whether something near it names what it could measure; `link`: how it follows the figure
    before it in the sentence; `reference`: what it is compared with; `verb`: what is done to it.
    """

    reading: Reading
    place: int
    memory: Memory
    subject: str
    unit: str
    kind: str
    sort: str
    near: tuple[Phrase, ...]
    move: str
    reference: str
    verb: str
    own: str
    link: str

    @property
    def role(self) -> str:
        return self.reading.words[self.place].role


def _figure(reading: Reading, place: int, memory: Memory, subject: str) -> _Figure:
    quantity = reading.words[place].quantity
    assert quantity is not None
    unit = quantity.unit
    sort = sort_of(unit)
    near = tuple(reading.near(place))
    return _Figure(
        reading=reading,
        place=place,
        memory=memory,
        subject=subject,
        unit=unit,
        kind=unit_class(unit),
        sort=sort,
        near=near,
        move=move_of(reading.words, place),
        reference=reference_of(reading, place),
        verb=verb_noun(reading.words, place),
        own=_own_measure(reading, near, place, sort),
        link=_link(reading, place),
    )


class _Found:
    """The candidates of a figure, each once: the first source that offers one describes it."""

    __slots__ = ("_bases", "_figure", "_names")

    def __init__(self, figure: _Figure) -> None:
        self._figure = figure
        self._bases: dict[str, str] = {}
        self._names: dict[str, dict[str, None]] = {}

    def add(
        self, base: str, names: Sequence[str], *, finished: bool = False, whole: bool = False
    ) -> None:
        """Add what `base` makes of the figure; `finished`: it is one, `whole`: with whose."""
        f = self._figure
        base = base if whole else _clean(base, f.subject)
        if not base:
            return
        metric = base if finished else compose(base, f.kind, f.unit, f.move, f.reference)
        if metric and metric not in self._bases:
            self._bases[metric] = base
            self._names[metric] = dict.fromkeys([*names, *self._marks(metric, base)])

    def add_per(self, per: str) -> None:
        """Add each of what is there once more as so much per something: `하루 평균 …`."""
        for metric, base in list(self._bases.items()):
            new = f"{per} {metric}"
            if new not in self._bases and not _PER.match(metric):
                self._bases[new] = base
                marks = {f"per {self._figure.kind}": None, f"per {per[-1]}": None}
                self._names[new] = {**self._names[metric], **marks}

    def candidates(self) -> list[Candidate]:
        return [Candidate(m, tuple(n), self._bases[m]) for m, n in self._names.items()]

    def _marks(self, metric: str, base: str) -> tuple[str, ...]:
        f, memory = self._figure, self._figure.memory
        moved = f"move {bool(f.move)} {is_moved(metric)} {f.kind}"
        return (
            f"said {memory.count(base)}",
            moved,
            f"in the title {base in memory.headline} {f.kind}",
            f"used {min(memory.used[base], 2)}",
            *_spelling_marks(metric, f.kind),
            *_head_marks(base.split()[-1], f.sort, f.kind, f.verb or f.move, f.own, f.role),
            *_subject_marks(base, f.subject, f.sort, f.kind),
            *_base_nature(base, f.kind),
        )


@lru_cache(maxsize=20_000)
def _spelling_marks(metric: str, kind: str) -> tuple[str, ...]:
    parts = metric.split()
    return f"made {parts[-1][-2:]} {kind}", f"words {min(len(parts), 6)} {kind}"


@lru_cache(maxsize=20_000)
def _head_marks(head: str, sort: str, kind: str, done: str, own: str, role: str) -> tuple[str, ...]:
    """Return what holds for the last word of a property beside what is done to the figure."""
    cls = class_in(head, sort)
    return (
        f"class {cls} {kind}",
        f"head {head[-2:]} {sort}",
        f"head {head}",
        f"class {cls} {done}",
        f"class {cls} {own}",
        f"class {cls} me {role}",
    )


@lru_cache(maxsize=20_000)
def _subject_marks(base: str, subject: str, sort: str, kind: str) -> tuple[str, ...]:
    towards = f"towards the subject {_towards(base, subject)}"
    return f"{towards} {_fit(base, sort)}", f"{towards} {kind}"


def metric_candidates(
    reading: Reading, place: int, memory: Memory, subject: str
) -> list[Candidate]:
    """Return what the figure at `place` may measure, spelt as a noun phrase."""
    figure = _figure(reading, place, memory, subject)
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


# --- from the sentence ----------------------------------------------------------------------------


def _from_phrases(f: _Figure, found: _Found) -> dict[str, str]:
    """Add what the phrases near the figure name; return heads that say nothing alone, and where."""
    ranks: Counter[tuple[str, str]] = Counter()
    bare: dict[str, str] = {}
    fitting = 0
    for phrase in f.near:
        where = place_of(f.reading, phrase, f.place, f.near)
        role = phrase.role or "bare"
        side = "after" if phrase.first > f.place else "before"
        rank = ranks[role, side]
        ranks[role, side] += 1
        if len(trim(phrase.words)) == 1 and _is_bare(phrase.head):
            bare.setdefault(phrase.head, where)
        if teller := teller_of(f.reading, phrase, f.place):
            where = f"{teller}, {where}"
        elif f.role == "of" and where == "relative head":
            where = "relative head of 의"
        _, whole = owner_of(phrase)
        nature = nature_of(whole, whole, phrase) if whole else "nothing"
        if whole and whole == f.subject:
            nature = f"{nature}, the subject"
        if _names_owner(whole, nature, f.subject, f.kind):
            nature = f"owner only {f.kind}"
        if teller:
            nature = "teller"
        beside = where in BESIDE or where.startswith("relative")
        order = f"fitting {side} #{min(fitting, 2)}"
        fits = _fit(phrase.text, f.sort) == "fits"
        fitting += fits and not teller
        for variant, base in bases_of(f.reading, phrase, f.sort):
            fit = _fit(base, f.sort)
            names = [
                where,
                f"{where}, {fit}",
                f"{where}, {variant}",
                f"{side} {role} #{min(rank, 3)} {fit}",
                f"ends {base[-1]} {f.kind}",
                f"{f.own}, {where}",
                f"{f.own}, {fit} {variant}",
                f"{variant}, {fit}",
                f"{nature}, {variant}",
                f"{fit}, {nature}",
                f"{variant} {f.kind}",
            ]
            if fits:
                names.append(order)
            if beside:
                names += [f"{where} {f.kind}", f"{where} {f.kind}, {fit}", f"{where} {f.role}"]
            found.add(base, names)
            if f.verb and variant in {"whole", "owned", "done"} and fit != "fits":
                names += [
                    f"verb {f.kind}",
                    f"verb, {where}",
                    f"verb, {fit}",
                    f"verb, {nature}",
                    f"verb, me {f.role}",
                ]
                found.add(f"{base} {f.verb}", names)
        _from_head(f, found, phrase, where, nature)
    return bare


def _from_head(f: _Figure, found: _Found, phrase: Phrase, where: str, nature: str) -> None:
    """Add what a phrase says together with the subject, or with what the figure before measured."""
    if f.subject and len(phrase.words) == 1 and phrase.head in lexicon.BARE_HEADS:
        fit = _fit(phrase.head, f.sort)
        names = [where, f"{where}, {fit}", "subject and bare head"]
        names.append(f"subject and bare head {f.kind} {fit}")
        found.add(f"{f.subject} {phrase.head}", names, whole=True)
    if where == "opener" and f.memory.metrics:
        head = f.memory.metrics[-1][2].split()[-1]
        names = [f"opener with the head before {f.kind}", nature]
        found.add(f"{spell(trim(phrase.words))} {head}", names)


def _from_money(f: _Figure, found: _Found) -> None:
    """Add what money may be by what is done: `㎏당 5만원에 팔린다` a price, `편성한` a budget.

    And what rises by so many per cent, where it is a thing: `사과는 31.5% 뛰었다`.
    """
    rises = f.kind == "share" and f.move.startswith(("상승", "하락", "인상", "인하"))
    if f.kind != "money" and not rises:
        return
    nouns = [p for p in f.near if p.first < f.place][:2]
    if f.role == "at" or rises:
        found.add("가격", [f"price alone {rises}", f"price alone {rises} {f.verb}"])
        for p in nouns:
            found.add(f"{p.head} 가격", [f"price of {p.role} {rises}"])
        if rises:
            found.add("주가", ["stock", f"stock {f.own}"])
    if f.kind == "money":
        budget = f.verb in lexicon.BUDGET_VERBS
        found.add("예산", [f"budget alone {budget}", f"budget alone {f.verb}"])
        found.add("비용", [f"cost alone {f.verb}"])
        for p in nouns:
            if budget:
                found.add(f"{p.head} 예산", [f"budget of {p.role} {f.verb}"])
            if f.verb:
                found.add(f"{p.head} 비용", [f"cost of {p.role} {f.verb}"])
            if f.verb in _SPENDS and p.role in {"at", "at-topic", "object", "by"}:
                found.add(f"{spell(trim(p.words))} 투자액", [f"investment in {p.role}"])
        if f.verb in _SPENDS:
            found.add("투자액", [f"investment alone {f.own}"])


_SPENDS = frozenset(["지출", "투입", "투자", "지원", "사용"])


def _from_verb(f: _Figure, found: _Found) -> None:
    """Add what the verb alone says, what it took, and what so many per cent answered."""
    if tail := {"money": "비용", "time": "기간"}.get(f.kind):
        done, thing = done_to(f.reading, f.place)
        if done:
            found.add(f"{done} {tail}", [f"done {tail}", f"done {tail} {f.own}"])
            if thing:
                found.add(f"{thing} {done} {tail}", [f"done {tail} to"])
    if f.verb:
        found.add(f.verb, [f"verb alone {f.kind}", f"verb alone, {f.own}"])
    if f.kind != "share":
        return
    nouns = [p for p in f.near if p.first < f.place][:2]
    if f.verb and not f.move:
        rate = rate_of(f.verb)
        found.add(rate, ["rate alone", f"rate alone, {f.own}"])
        for p in nouns:
            found.add(f"{p.head} {rate}", ["rate of", f"rate of {p.role}", f"rate of, {f.own}"])
    for p in nouns:
        if p.head.endswith("시장") and not f.move:
            found.add(f"{spell(trim(p.words))} 점유율", ["of the market"])
            found.add("점유율", ["of a market"])
    if answer := answer_of(f.reading, f.place):
        found.add(f"{answer} 응답", ["answer"])
    if not f.move and asks(f.reading):
        for rank, p in enumerate(nouns):
            names = [f"answered #{rank}", f"answered {p.role}", f"answered, {f.own}"]
            found.add(f"{spell(trim(p.words))} 응답", names)


def _from_parts(f: _Figure, found: _Found, roots: Sequence[str]) -> None:
    """Add what a share may be a share of: `전체 이용자의 31%를 차지했다` is an 이용자 비중."""
    words = f.reading.words
    takes = any(w.stem.startswith("차지") for w in words[f.place + 1 : f.place + 3])
    for phrase in f.near[:4]:
        own = trim(phrase.words)
        where = place_of(f.reading, phrase, f.place, f.near)
        if where not in {"of me", "beside me", "opener"} and phrase.role != "of":
            continue
        while own and own[0].stem in {"전체", "세계", "국내", "총"}:
            own = own[1:]
        if own:
            found.add(f"{spell(own)} 비중", [f"part {where} {takes}"], finished=not f.move)
    for rank, root in enumerate(roots[:2]):
        found.add(f"{root} 비중", [f"part root #{rank} {takes}"], finished=not f.move)


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
        owner = rank < len(owners) and owners[rank] == f.subject
        names = [
            f"old {same} gap {gap}",
            f"old {same} gap {gap}, {f.own}",
            f"old {same} #{min(rank, 2)}, {f.own}",
            f"old {same} move {bool(f.move)}",
            f"old {same} owner {owner}, {f.own}",
        ]
        if rank == 0:
            names += [f"old {same} {f.link}", f"old {same} gap {gap} {f.link}, {f.own}"]
        if same == "other":
            names.append(f"old other {f.kind} {cls}")
        if same != "other" and not f.move and not f.reference:
            found.add(metric, [*names, "as it was"], finished=True)
        found.add(base, [*names, "old base", f"old base {f.kind}"])
        if root := root_of(base):
            if root != base:
                found.add(root, [*names, "old root", f"old root {f.kind}"])
            roots.setdefault(root, f"{same} gap {gap}")
    if f.verb and not f.move and f.kind in {"count", "people", "physical"}:
        for rank, root in enumerate(list(roots)[:2]):
            names = [f"old root done #{rank}", f"old root done {roots[root]}", f"root, {f.own}"]
            found.add(f"{root} {f.verb}", names)
    return roots


def _from_bare(f: _Figure, found: _Found, bare: dict[str, str], roots: dict[str, str]) -> None:
    """Add heads that say nothing alone with what earlier figures measured: `이용자` + `순위`."""
    for head, where in bare.items():
        for rank, (root, since) in enumerate(roots.items()):
            names = [
                f"old root and bare head #{rank}",
                f"old root and bare head {f.kind} {since}",
                f"old root and bare {where}",
                f"root and {_fit(head, f.sort)}",
            ]
            found.add(f"{root} {head}", names)


def _from_spoken(f: _Figure, found: _Found) -> None:
    """Add properties that the title or the sentences before speak of."""
    for rank, (base, title) in enumerate(f.memory.measures):
        fit = _fit(base, f.sort)
        names = [
            f"spoken of {fit}",
            f"spoken of #{min(rank, 2)}, {f.own}",
            f"spoken of {title}, {f.own}",
            f"spoken of {f.kind} {fit} {bool(f.memory.metrics)}",
        ]
        found.add(base, names)


def _from_unit(f: _Figure, found: _Found) -> None:
    """Add what is usually measured in such units."""
    default = _DEFAULT_OF_UNIT.get(f.unit, _DEFAULT[f.kind])
    if f.unit == "초" and not _CLOCK.search(f.reading.words[f.place].text):
        default = "기간"  # days and weeks
    if default == "물량" and f.unit not in _PLAIN_COUNTERS and not f.unit.isascii():
        default = f"{f.unit} 수"  # 병상 수, 안타 수
    found.add(default, [f"default {f.kind}"], finished=not f.move)
    if f.kind == "people" and asks(f.reading):
        for name in ("조사 대상 인원", "응답자 수"):
            found.add(name, [f"asked {name[0]}", f"asked {f.role}"], finished=True)
    if f.kind not in {"count", "people", "time"} or f.move:
        return
    if f.verb:
        names = [f"default done {f.kind}", f"default done {f.own}"]
        found.add(f"{f.verb} {default}", names, finished=True)
    if f.kind == "time":
        for rank, p in enumerate([p for p in f.near if p.first < f.place][:2]):
            names = [f"default of #{rank}", f"default of {p.role}", f"default of, {f.own}"]
            found.add(f"{p.head} {default}", names, finished=True)
            if f.verb:
                found.add(f"{p.head} {f.verb} {default}", [*names, "default done"], finished=True)


_CLOCK = re.compile(r"시간|분|초")
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
_PER = re.compile(r"하루|연간|월간|시간당|\S+당\s|연\s|월\s")


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


def _towards(base: str, subject: str) -> str:
    """Return how a property's words stand towards the subject's."""
    if not subject:
        return "none"
    if base == subject:
        return "same"
    if base in subject:
        return "in it"
    if subject in base:
        return "around it"
    mine, theirs = set(base.split()), set(subject.split())
    return "shared word" if mine & theirs else "apart"


def _own_measure(reading: Reading, near: Sequence[Phrase], place: int, sort: str) -> str:
    """Whether the sentence names, near the figure and before any other, what it could measure."""
    best = "no measure"
    for phrase in near:
        if phrase.first > place and any(
            w.kind == "quantity" for w in reading.words[place + 1 : phrase.first]
        ):
            continue
        between = reading.words[phrase.last + 1 : place]
        if any(w.kind == "quantity" and w.depth <= reading.words[place].depth for w in between):
            continue
        if _fit(phrase.text, sort) == "fits":
            return "own measure"
        if is_measure(phrase.head):
            best = "some measure"
    return best


@lru_cache(maxsize=20_000)
def _fit(base: str, sort: str) -> str:
    """Whether the head of a property suits the unit: 매출 for money, 비중 for per cent."""
    head = base.split()[-1] if base else ""
    suiting = suits(head, sort)
    if suiting is not None:
        return "fits" if suiting else "misfits"
    if is_measure(head):
        return "measure"
    return "action" if head in lexicon.ACTIONS else "other"


@lru_cache(maxsize=20_000)
def _base_nature(base: str, kind: str) -> tuple[str, ...]:
    parts = base.split()
    names = [f"words {min(len(parts), 5)}"]
    if parts[-1] in lexicon.PLACES or lexicon.SPEAKER_HEADS.end(parts[-1]):
        names.append("speaker or place")
    if len(parts) == 1 and base in lexicon.BARE_HEADS | lexicon.EMPTY_HEADS:
        names.append(f"bare head alone {kind}")
    if len(base) > 15:
        names.append("longish")
    if parts[-1] in lexicon.EMPTY_HEADS:
        names.append(f"empty head {kind}")
    if len(parts) == 1 and len(base) == 1:
        names.append("one syllable")
    if len(base) > 24:
        names.append("long")
    return tuple(names)


def _clean(base: str, subject: str) -> str:
    """Return the property without its owner at the front (`딥시크 월간 이용자 수` of 딥시크).

    A bare head keeps it: `20대 비중` of 20대 stays.
    """
    base = base.strip()
    if subject and base.startswith(subject + " "):
        rest = base[len(subject) + 1 :]
        if " " in rest or rest not in lexicon.BARE_HEADS | lexicon.EMPTY_HEADS:
            return rest
    return base
