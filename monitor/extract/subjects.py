"""Whose a figure is: an owner among the phrases of its sentence and what was spoken of before.

`rank.py` weighs the candidates by what holds for each: where it stands towards the figure, what
kind of thing it is, whether it only tells the figure. After the owner comes the property
(`metrics.py`).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from monitor.extract import lexicon
from monitor.extract.clauses import Reading, is_owned_share, named_since, teller_of, unit_class
from monitor.extract.folding import letters_of
from monitor.extract.memory import Belonging, Memory, Traits
from monitor.extract.metrics import PropertyScale, choose_property, metric_candidates
from monitor.extract.owners import (
    HOLLOW,
    NO_OWNER,
    is_measure,
    led_text,
    nature_of,
    owner_of,
    sort_of,
)
from monitor.extract.phrases import Word
from monitor.extract.rank import Candidate, Sums, Weigh, choose, load_weights, weigher


class OwnerScale:
    """What speaks for an owner, weighed: facts that repeat together stand together (`rank.py`)."""

    __slots__ = (
        "another",
        "ending",
        "following",
        "last_owner",
        "named",
        "nation",
        "nobody",
        "offered",
        "part",
        "placed",
        "standing",
        "taken_over",
        "turn",
    )

    def __init__(self, weigh: Weigh) -> None:
        self.standing = Sums(weigh, _standing)
        self.following = Sums(weigh, _following)
        self.ending = Sums(weigh, lambda last, kind: (f"ends {last}", f"ends {last} {kind}"))
        self.taken_over = Sums(weigh, _taken_over)
        self.named = Sums(weigh, _named)
        self.offered = Sums(weigh, lambda sort, here, offer: (f"is {sort} {here}, {offer}",))
        self.placed = Sums(weigh, _placed)
        self.last_owner = Sums(weigh, _last_owner)
        self.another = Sums(weigh, _another)
        self.nation = Sums(weigh, _nation)
        self.turn = Sums(weigh, lambda mine: ("its turn" if mine else "another's turn",))
        self.part = Sums(weigh, _part)
        self.nobody = Sums(weigh, lambda place: (f"no actor {place}",))


@dataclass(frozen=True, slots=True)
class Scales:
    """What owners and properties are weighed with."""

    owner: OwnerScale
    property: PropertyScale


def make_scales(weights: Mapping[str, Mapping[str, float]]) -> Scales:
    """Return the scales with these weights by task and name."""
    return Scales(
        OwnerScale(weigher(weights["subject"])), PropertyScale(weigher(weights["metric"]))
    )


@lru_cache(maxsize=1)
def load_scales() -> Scales:
    """Return the scales with the weights that were learned, made once."""
    return make_scales(load_weights())


def read_belonging(reading: Reading, place: int, memory: Memory, scales: Scales) -> Belonging:
    """Return subject and metric of the figure at `place` of a sentence."""
    owner = choose_owner(subject_candidates(reading, place, memory, scales.owner))
    subject = owner.text if owner else ""
    metric = choose_property(metric_candidates(reading, place, memory, subject, scales.property))
    assert metric is not None
    return Belonging(subject or metric.text, metric.text, metric.base)


def choose_owner(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the likeliest owner; None without candidates.

    Candidates that hold one name speak for it together (`움직임`, `로봇업체 움직임`). The name with
    the most behind it wins, in the likeliest of its forms.
    """
    best = choose(candidates)
    if best is None:
        return None
    least = best.score - LEAST_LIKELY
    likely = [
        (math.exp(c.score - best.score), fold_name(c.text), c)
        for c in candidates
        if c.score > least
    ]
    if len(likely) == 1:
        return best
    name = max(
        (sum([share for share, other, _ in likely if name in other]), share, name)
        for share, name, _ in likely
    )[2]
    return max((x for x in likely if name in x[1]), key=lambda x: x[0])[2]


LEAST_LIKELY = 4.0
"""How far below the best score a candidate has nothing to say, as a natural logarithm."""


@lru_cache(maxsize=20_000)
def fold_name(text: str) -> str:
    """Return a name without spaces, signs and case."""
    return letters_of(text) or text


GOVERNMENT = "한국 정부"
"""Whose a national budget is, and what ministries spend, buy and plan."""
HOME = "한국"
"""Whose a national figure is that names no owner: `지난해 출생아 수는 23만8300명이다.`"""
BEFORE = "before"
"""The place of what the figure's sentence does not name."""


def subject_candidates(
    reading: Reading, place: int, memory: Memory, scale: OwnerScale
) -> list[Candidate]:
    """Return what may own the figure at `place`: phrases of its sentence, then what came before."""
    quantity = reading.words[place].quantity
    assert quantity is not None
    here = _Here(kind=unit_class(quantity.unit), since=named_since(reading, place))
    _find_here(reading, place, memory, scale, here)
    scene = _Scene(reading, place, memory, scale, here)
    memory.places = here.places
    made = [
        Candidate(text, score + scene.worth(text, here.places[text]))
        for text, score in here.scores.items()
    ]
    for text, score in _carried(memory, scale, here).items():
        made.append(Candidate(text, score + scene.worth(text, BEFORE)))
    return made


# --- in the sentence ------------------------------------------------------------------------------


@dataclass(slots=True)
class _Here:
    """What a figure's sentence offers for its owner.

    `since`: whether something is named between the figure before and this one. `best`: the kind of
    owner that its own clause offers; `national`: that speaks of the whole country. `compared`: what
    the figure is only compared with.
    """

    kind: str
    since: str
    scores: dict[str, float] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    compared: set[str] = field(default_factory=set)
    best: str = "nothing"
    national: bool = False


def _find_here(
    reading: Reading, place: int, memory: Memory, scale: OwnerScale, here: _Here
) -> None:
    """Note the owners that the phrases of a figure's sentence name."""
    words, kind = reading.words, here.kind
    state = min(len(memory.owned), 2)
    estimated = reading.lead is not None and teller_of(reading, reading.lead, place) == "estimator"
    elsewhere = False
    ranks: dict[tuple[str, str], int] = {}
    for phrase, where, teller in reading.around(place):
        owner, whole = owner_of(phrase)
        if not owner or owner in NO_OWNER or phrase.role == "each" or _spreads(owner):
            continue
        if where in _COMPARED and (
            kind == "times"
            or (kind == "share" and where == "of me" and not is_owned_share(words, place))
        ):
            here.compared.add(owner)
            continue
        if estimated and where == "object before":
            where = "what is estimated"
        if phrase.lead and phrase.head in HOLLOW:
            owner = whole = led_text(reading, phrase)
        nature = nature_of(owner, whole, phrase)
        own_clause = where.startswith(_OWN_CLAUSE)
        if nature == "pronoun" and (memory.subjects or memory.foci):
            here.best = "pronoun" if own_clause else here.best
            continue  # `이 회사의 기업가치`: who it stands for was named before
        unnamed = here.best in _UNNAMED
        if teller:
            where = f"{teller}, {where}"
            memory.official |= any(w.stem in lexicon.OFFICIAL for w in phrase.words)
        elif own_clause:
            if unnamed and nature != "speaker":
                here.best = nature if nature in {"measure", "pronoun"} else "name"
            here.national |= any(lexicon.is_national(w.stem) for w in phrase.words[-2:])
        elif unnamed and nature in _NAMES and where.startswith(_MAY_OWN):
            elsewhere = True
        side = "after" if phrase.first > place else "before"
        role = phrase.role or "bare"
        rank = ranks.get((role, side), 0)
        ranks[role, side] = rank + 1
        score = (
            scale.standing[where, nature, here.since, state]
            + scale.following[side, role, min(rank, 3), nature, kind]
            + scale.ending[owner[-1], kind]
        )
        if owner not in here.scores:
            here.scores[owner], here.places[owner] = score, where
        name = _name_at_end(owner, memory)
        if name and name not in here.scores:
            here.scores[name], here.places[name] = score, where
    _find_groups(reading, place, here)
    if elsewhere and here.best in _UNNAMED:
        here.best = f"{here.best} but a name elsewhere"


_COMPARED = frozenset({"of me", "than me"})
_UNNAMED = frozenset({"nothing", "measure"})
_NAMES = frozenset({"name", "place", "of a place", "owner of a measure", "organisation"})
_MAY_OWN = ("topic", "subject", "also", "at ", "at-topic", "of ", "object", "relative head")
_OWN_CLAUSE = (
    "opener",
    "topic in my",
    "subject in my",
    "also in my",
    "beside me",
    "of me",
    "relative head",
    "right after",
)


def _spreads(owner: str) -> bool:
    """Whether a phrase only announces a list: `업체별 점유율은`, `연령별로는`."""
    if "별" not in owner:
        return False
    head = owner.split()[-1]
    return len(head) > 2 and head.endswith("별") and head not in _NO_SPREAD


_NO_SPREAD = frozenset(["고별", "차별", "구별", "식별", "선별", "이별", "특별"])


def _name_at_end(owner: str, memory: Memory) -> str:
    """Return the last word of a long owner if the article says it by itself; else nothing."""
    if owner.count(" ") < 2:
        return ""
    name = owner.rpartition(" ")[2]
    return name if len(name) > 1 and memory.count(name) > 1 and not is_measure(name) else ""


GROUP_REACH = 6
"""So many words may stand between a figure and the group it is said of."""


def _find_groups(reading: Reading, place: int, here: _Here) -> None:
    """Note the groups that quantities around a figure name: `20대가`, `65세 이상은`."""
    figures = reading.figures
    first, end = (
        bisect_left(figures, place - GROUP_REACH),
        bisect_right(figures, place + GROUP_REACH),
    )
    for i in figures[first:end]:
        word = reading.words[i]
        if word.quantity is None or i == place or word.quantity.unit not in _AGES:
            continue
        if word.text and word.role in {"subject", "topic", "also", "of"}:
            here.scores.setdefault(word.text, 0.0)
            here.places.setdefault(word.text, f"group {'before' if i < place else 'after'}")


_AGES = frozenset({"세", "대"})


# --- from before ----------------------------------------------------------------------------------


def _carried(memory: Memory, scale: OwnerScale, here: _Here) -> dict[str, float]:
    """Return who owned the last figures and whom else the article is about.

    Without those that the sentence names or only compares the figure with.
    """
    made: dict[str, float] = {}
    best, since = here.best, here.since
    apart = here.scores.keys() | here.compared
    for rank, (sentence, _, subject) in enumerate(reversed(memory.subjects)):
        if subject in made or subject in apart:
            continue
        gap = min(memory.sentence - sentence, 2)
        main = "main" if memory.owned[subject] * 2 > memory.figures > 2 else "one of several"
        made[subject] = scale.taken_over[min(rank, 2), gap, main, best, since]
        if len(made) == OWNERS_BACK:
            break
    spoken = [memory.topic, memory.opening, memory.last_actor, *memory.cast()]
    spoken += [*memory.foci[:2], *memory.title[:2]]
    if here.kind == "money" and (memory.official or memory.count("예산")):
        spoken.append(GOVERNMENT)
    if here.national or memory.official or not memory.owned:
        spoken.append(HOME)
    for name in spoken:
        if name and name not in apart:
            made.setdefault(name, 0.0)
    return made


OWNERS_BACK = 3
"""So many owners of earlier figures may own the next one too: one named before them never does."""


# --- both -----------------------------------------------------------------------------------------


class _Scene:
    """What a figure's candidates have in common, with which each is weighed."""

    __slots__ = (
        "_last",
        "_memory",
        "_national",
        "_now",
        "_offer",
        "_role",
        "_scale",
        "_since",
        "_turn",
        "_verb",
    )

    def __init__(
        self, reading: Reading, place: int, memory: Memory, scale: OwnerScale, here: _Here
    ) -> None:
        self._memory, self._scale = memory, scale
        self._role = reading.words[place].role
        self._verb = _verb(reading.words, place)
        self._turn = _turn(reading, place, memory)
        self._national = "national" if here.national else "official" if memory.official else "no"
        self._since, self._offer = here.since, _offer(here.places)
        sentence, _, self._last = memory.subjects[-1] if memory.subjects else (-1, "", "")
        self._now = sentence == memory.sentence

    def worth(self, text: str, place: str) -> float:
        """Return what speaks for an owner as one of the article's actors; `place`: where it is."""
        scale, memory = self._scale, self._memory
        here = "before" if place == BEFORE else "here"
        sort, end, title, count, focus = memory.traits.get(text) or _traits_of(text, memory)
        other = stands = ""
        if self._now:
            other = self._since if text != self._last else ""
            stands = f"{place == memory.last_place}" if place != BEFORE else ""
        total = (
            scale.named[sort, end, title, count, focus, here]
            + scale.offered[sort, here, self._offer]
            + scale.placed[place, self._role, self._verb]
            + scale.another[other, stands, here, text in memory.owned, text == memory.opening]
        )
        if text == self._last:
            total += scale.last_owner[self._now, self._offer, place]
        if text in _NATIONS:
            total += scale.nation[text, memory.setting(), self._national]
        if self._turn:
            total += scale.turn[text == self._turn,]
        name = memory.actor_of(text)
        if not name:
            return total + scale.nobody[place,]
        actor = memory.actors[name]
        gap = min(memory.sentence - actor.sentence, 3)
        owns = "last" if name == memory.last_actor else "some" if actor.figures else "none"
        rank = memory.cast().get(name, -1)
        return total + scale.part[owns, gap, actor.role, here, rank]


_NATIONS = frozenset({HOME, GOVERNMENT})


def _traits_of(text: str, memory: Memory) -> Traits:
    """Return what an owner is throughout an article, and keep it.

    Its sort and its end, where the title says it, how often it is said, whether the article is
    about it.
    """
    at = memory.headline.find(text)
    title = "no" if at < 0 else "first" if at < 3 else "early" if at < 12 else "late"
    end = text.rpartition(" ")[2][-2:]
    made = sort_of(text), end, title, memory.count(text), text == memory.focus
    memory.traits[text] = made
    return made


def _offer(places: Mapping[str, str]) -> str:
    """Return what a figure's clause offers for an owner: a name, something counted, any noun."""
    offer, about = "nothing", ""
    for text, where in places.items():
        head, before = _ends_of_sort(text)
        named = before in _NAMELY
        if named:
            about = ", a name about"
        if offer != "name" and where.startswith(_OWN_CLAUSE):
            if named or head in _NAMELY:
                offer = "name"
            elif head in {"people", "thing"}:
                offer = "counted"
            elif offer == "nothing":
                offer = "noun"
    return offer + about


_NAMELY = frozenset({"name", "place"})


@lru_cache(maxsize=20_000)
def _ends_of_sort(text: str) -> tuple[str, str]:
    """Return the first and the last word of an owner's sort."""
    head, _, before = sort_of(text).partition(" of ")
    return head, before or head


def _turn(reading: Reading, place: int, memory: Memory) -> str:
    """Return whose turn it is: owners named before take `각각 1385점, 1366점` in their order."""
    if not memory.subjects:
        return ""
    words = reading.words
    at = next(
        (i for i in range(place - 1, max(-1, place - TURN_REACH), -1) if words[i].stem == "각각"),
        -1,
    )
    if at < 0 or any(w.kind == "verb" for w in words[at:place]):
        return ""
    figures = bisect_left(reading.figures, place) - bisect_left(reading.figures, at)
    done = len(memory.subjects) - figures
    before = memory.subjects[:done] if done > 0 else []
    owners = list(dict.fromkeys(s for n, _, s in before if n == memory.sentence))
    if len(owners) < 2:
        owners = list(dict.fromkeys(s for n, _, s in before if n == memory.sentence - 1))
    return owners[figures] if len(owners) > max(figures, 1) else ""


TURN_REACH = 12


def _verb(words: Sequence[Word], place: int) -> str:
    """Return what the verb behind a figure tells: a deed, a state; or that a figure comes first."""
    depth = words[place].depth
    for word in words[place + 1 : place + NEAR_VERB]:
        if word.depth > depth:
            continue
        if word.kind in {"verb", "adnominal"}:
            return lexicon.verb_class(word.stem)
        if word.kind == "quantity":
            return "figure"
    return "none"


NEAR_VERB = 9


# --- what holds, by the facts that it follows from ------------------------------------------------


def _standing(where: str, nature: str, since: str, state: int) -> Sequence[str]:
    """Where a phrase stands and what it names; `state`: how many owners the article has so far."""
    return (
        where,
        nature,
        f"{where}, {nature}",
        f"{where} after {since}",
        f"{where}, known {state}",
    )


def _following(side: str, role: str, rank: int, nature: str, kind: str) -> Sequence[str]:
    return f"{nature} {kind}", f"{side} {role} #{rank}", f"{side} {role} #{min(rank, 2)} {nature}"


def _taken_over(rank: int, gap: int, main: str, best: str, since: str) -> Sequence[str]:
    """An owner of figures so many figures and sentences before."""
    return f"carried {main}, {best}", f"carried #{min(rank, 1)} gap {gap}, {since}"


def _named(sort: str, last: str, title: str, count: int, focus: bool, here: str) -> Sequence[str]:
    names = (f"is {sort}", f"ends {last}", f"ends {last} {here}", f"title {title}", f"said {count}")
    return (*names, "the focus") if focus else names


def _placed(place: str, role: str, verb: str) -> Sequence[str]:
    return f"figure {role} {place}", f"{verb} {place}"


def _last_owner(now: bool, offer: str, place: str) -> Sequence[str]:
    """`now`: it owned the figure before in this very sentence."""
    last = f"owned the last, {'same' if now else 'other'} sentence"
    return f"{last}, {offer}", f"{last} {place}"


def _another(other: str, stands: str, here: str, owned: bool, opens: bool) -> Sequence[str]:
    """`other`: what was named since another owner's figure; `stands`: whether where that stood."""
    names = ["owned before"] if owned else []
    if opens:
        names.append("the opening")
    if other:
        names.append(f"not the last owner, {other} {here}")
    if stands:
        names.append(f"stands as the last owner {stands}")
    return names


def _nation(text: str, setting: str, national: str) -> Sequence[str]:
    parts = (setting[:6], setting[7:14], setting[15:])
    return (*(f"{text}, {part}" for part in parts), f"{text}, {national}")


def _part(owns: str, gap: int, role: str, here: str, rank: int) -> Sequence[str]:
    """What an actor was in the article so far, how many sentences ago, and its rank of the cast."""
    return f"owns {owns} gap {gap} {here}", f"gap {gap} {role} {here}", f"cast {rank} {here}"
