"""Whose a figure is: an owner among the phrases of its sentence and what was spoken of before.

`rank.py` weighs the candidates by what holds for each: where it stands towards the figure, what
kind of thing it is, whether it only tells the figure. After the owner comes the property
(`metrics.py`).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from monitor.extract import lexicon
from monitor.extract.clauses import (
    BESIDE,
    Reading,
    is_owned_share,
    named_since,
    teller_of,
    unit_class,
)
from monitor.extract.folding import letters_of
from monitor.extract.kept import Kept
from monitor.extract.memory import Actor, Belonging, Memory, Traits, calling_of
from monitor.extract.metrics import PropertyScale, choose_property, metric_candidates
from monitor.extract.owners import nature_of, owning_of, sort_of
from monitor.extract.phrases import Word
from monitor.extract.rank import Candidate, Rows, Weigh, load_weights, sums, weigher
from monitor.extract.rulings import rule_owners, rule_property, settle_property
from monitor.extract.takers import own_of_clause, without_other_owner


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
    owners = subject_candidates(reading, place, memory, scales.owner)
    owner = choose_owner(rule_owners(reading, place, memory, owners))
    subject = owner.text if owner else ""
    metric = settle_property(reading, place)
    if metric is None:
        offered = metric_candidates(reading, place, memory, subject, scales.property)
        metric = choose_property(offered)
        assert metric is not None
        metric = own_of_clause(metric, offered, reading, place, memory)
        metric = rule_property(metric, reading, place, memory, subject)
        metric = without_other_owner(metric, reading.words, memory, subject)
        if metric.base.startswith(("중 ", "간 ")):  # `이 중 환승객은 62만명`, `한일 간 격차`
            metric = Candidate(metric.text.replace(metric.base[:2], "", 1), base=metric.base[2:])
        elif metric.text.startswith(_DEMONSTRATIVES):  # `이 예산이 1분기에 풀린 것은`
            metric = Candidate(metric.text.partition(" ")[2], base=metric.base)
    share = owner.share if owner else None
    return Belonging(subject or metric.text, metric.text, metric.base, share)


_DEMONSTRATIVES = ("이 ", "그 ", "해당 ")


def choose_owner(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the likeliest owner; None without candidates.

    Candidates that hold one name speak for it together (`움직임`, `로봇업체 움직임`). The name with
    the most behind it wins, in the likeliest of its forms. Its `share` of the likelihood is that of
    all who name the same: a change that was read from a close call is doubted (judge/doubt.py).
    """
    if not candidates:
        return None
    top = max([c.score for c in candidates])
    likely = [c for c in candidates if c.score > top - LEAST_LIKELY]
    if len(likely) == 1:
        return likely[0]
    shares = [math.exp((c.score - top) / 100) for c in likely]
    names = [fold_name(c.text) for c in likely]
    best = (0.0, 0.0, "")
    for n, name in enumerate(names):
        total = 0.0
        for other, text in enumerate(names):
            if name in text:
                total += shares[other]
        if total >= best[0]:
            best = max(best, (total, shares[n], name))
    winner, at, most = best[2], 0, -1.0
    for n, share in enumerate(shares):
        if share > most and winner in names[n]:
            at, most = n, share
    chosen, name = likely[at], names[at]
    same = every = 0.0
    for n, text in enumerate(names):
        every += shares[n]
        if name in text or text in name:
            same += shares[n]
    chosen.share = same / every
    return chosen


LEAST_LIKELY = 400
"""How far below the best score, in hundredths, a candidate has nothing to say."""


def fold_name(text: str) -> str:
    """Return a name without spaces, signs and case."""
    return _FOLDED[text]


def _fold_name(text: str) -> str:
    return letters_of(text) or text


_FOLDED = Kept(_fold_name)


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
    here = _find_here(reading, place, memory, scale, quantity.unit)
    scene = _Scene(reading, place, memory, scale, here)
    memory.places = here.places
    apart = here.apart
    made = [
        Candidate(text, score + scene.worth_here(text, here.places[text], text not in apart))
        for text, score in here.scores.items()
    ]
    carried = _carried(reading, memory, scale, here)
    made += [Candidate(text, score + scene.worth_before(text)) for text, score in carried.items()]
    return made


# --- in the sentence ------------------------------------------------------------------------------


class _Here:
    """What a figure's sentence offers for its owner.

    `since`: whether something is named between the figure before and this one. `best`: the kind of
    owner that its own clause offers; `national`: that speaks of the whole country. `compared`: what
    the figure is only compared with. `apart`: of what the article says of those nothing is asked.
    """

    __slots__ = (
        "apart",
        "best",
        "compared",
        "kind",
        "national",
        "opening",
        "places",
        "scores",
        "since",
        "unit",
    )

    def __init__(self, unit: str, since: str, opening: int) -> None:
        self.unit, self.kind = unit, unit_class(unit)
        self.since, self.opening = since, opening
        self.scores: dict[str, float] = {}
        self.places: dict[str, str] = {}
        self.compared: set[str] = set()
        self.apart: set[str] = set()
        self.best = "nothing"
        self.national = False


def _find_here(reading: Reading, place: int, memory: Memory, scale: OwnerScale, unit: str) -> _Here:
    """Return the owners that the phrases of a figure's sentence name."""
    words, me = reading.words, reading.words[place]
    opening = _quote_before(reading, place, memory)
    here = _Here(unit, named_since(reading, place), opening)
    kind, scores, places = here.kind, here.scores, here.places
    lead = reading.lead
    estimated = lead is not None and teller_of(reading, lead, place) == "estimator"
    begun = bool(memory.subjects or memory.foci)
    best = "nothing"
    elsewhere = False
    ranks: dict[tuple[str, str], int] = {}
    standing = scale.standing[here.since, min(len(memory.owned), 2)]
    following, ending = scale.following[kind,], scale.ending[kind,]
    for phrase, where, teller in reading.around(place):
        own = phrase.owning or owning_of(reading, phrase)
        owner = own.owner
        if not owner:
            continue
        if where == "of me" or where == "than me":
            # What the figure is compared with.
            if kind == "times" or (
                kind == "share" and where == "of me" and not is_owned_share(words, place)
            ):
                here.compared.add(own.bare)
                continue
        elif estimated and where == "object before" and phrase.role == "object":
            where = "what is estimated"
        nature = own.nature
        own_clause, may_own = _rights_of(where)
        if nature == "pronoun" and begun:
            best = "pronoun" if own_clause else best
            continue  # `이 회사의 기업가치`: who it stands for was named before
        if own_clause and not teller and best in _UNNAMED and nature != "speaker":
            best = nature if nature in _UNSAID else "name"
        if teller:
            where = f"{teller}, {where}"
        if teller and own.official:
            memory.official = True
        elif own_clause and own.national:
            here.national = True
        if not teller and may_own and nature in _NAMES and best in _UNNAMED:
            elsewhere = True
        role = phrase.role or "bare"
        side = "after" if phrase.first > place else "before"
        rank = ranks.get((role, side), 0)
        ranks[role, side] = rank + 1
        name = own.name
        if name and (name in scores or memory.count(name) < 2):
            name = ""
        if owner in scores and not name:
            continue
        score = (
            standing[where, nature]
            + following[side, role, min(rank, 3), nature]
            + ending[owner[-1]]
            + scale.telling[
                8 * own.official + 4 * bool(teller) + 2 * (phrase.depth > me.depth) + own.long
            ]
        )
        if opening >= 0:
            within = "in" if phrase.words[0].start > opening else "outside"
            score += scale.quoted[within, where, nature]
        if where in BESIDE:
            score += scale.beside[where, kind, me.role, nature]
        if owner not in scores:
            scores[owner], places[owner] = score, where
        if name and name not in scores:
            last = scale.last_word[nature_of(name, name, None), memory.count(name)]
            scores[name] = score + last + _known_as(owner, memory, scale)
            places[name] = where
            here.apart.add(name)
    for i, text in _sentence(reading).groups:
        if i != place and abs(i - place) <= GROUP_REACH and text not in scores:
            side = "before" if i < place else "after"
            scores[text] = scale.group[side, words[i].role or "bare", best]
            places[text] = f"group {side}"
            here.apart.add(text)
    if elsewhere and best in _UNNAMED:
        best = f"{best} but a name elsewhere"
    here.best = best
    return here


_UNNAMED = frozenset({"nothing", "measure"})
_UNSAID = frozenset({"measure", "pronoun"})
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


def _rights_of(where: str) -> tuple[bool, bool]:
    """Return whether a place is in the figure's own clause, and whether an owner may stand there.

    >>> _rights_of("topic in my clause -0"), _rights_of("topic before another verb -0")
    ((True, True), (False, True))
    """
    return _RIGHTS[where]


def _work_out_rights(where: str) -> tuple[bool, bool]:
    return where.startswith(_OWN_CLAUSE), where.startswith(_MAY_OWN)


_RIGHTS = Kept(_work_out_rights, 1_000)


def _known_as(text: str, memory: Memory, scale: OwnerScale) -> float:
    """Return what the article says of a candidate elsewhere: how often, where, as whose."""
    known = memory.traits.get(text) or _traits_of(text, memory, scale)
    total = known.said
    if text == memory.opening:
        total += scale.opening
    if text in memory.owned:
        total += scale.owned
    return total


GROUP_REACH = 6
"""So many words may stand between a figure and the group it is said of."""


class _Sentence:
    """What a sentence says for all its figures.

    `groups`: those that its quantities name (`20대가`, `65세 이상은`), and where; `properties`: for
    each word what usually has the property that it names; `budget`: whether it speaks of one;
    `turns`: whether owners take theirs (`각각`); `pronoun`: what stands for an owner named before.
    """

    __slots__ = ("anaphor", "budget", "groups", "pronoun", "properties", "turns")

    def __init__(self, reading: Reading) -> None:
        self.groups: list[tuple[int, str]] = []
        self.properties: list[str] = []
        self.budget = self.turns = False
        for i, word in enumerate(reading.words):
            stem, owner, quantity = word.stem, "", word.quantity
            if word.kind == "noun":
                owner = lexicon.property_of(stem)
                self.budget = self.budget or "예산" in stem
            elif (
                quantity is not None
                and quantity.unit in _AGES
                and word.role in _GROUPED
                and word.text
            ):
                self.groups.append((i, word.text))
            self.turns = self.turns or stem == "각각"
            self.properties.append(owner)
        self.pronoun = _pronoun(reading)
        self.anaphor = _anaphor(reading)


_AGES = frozenset({"세", "대"})
_GROUPED = frozenset({"subject", "topic", "also", "of"})


# The figures of a sentence follow one another, and a sentence that is kept takes room.
@lru_cache(maxsize=1)
def _sentence(reading: Reading) -> _Sentence:
    return _Sentence(reading)


def _quote_before(reading: Reading, place: int, memory: Memory) -> int:
    """Return where the quotation begins in which a figure stands; -1 if it stands in none."""
    start = reading.span[0]
    before = memory.text[start : reading.words[place].start]
    at = max(before.rfind("“"), before.rfind('"') if before.count('"') % 2 else -1)
    return start + at if at > before.rfind("”") else -1


# --- from before ----------------------------------------------------------------------------------


def _carried(reading: Reading, memory: Memory, scale: OwnerScale, here: _Here) -> dict[str, float]:
    """Return the owners of earlier figures, the topics of earlier sentences, the title's names.

    Without those that the sentence names or only compares the figure with.
    """
    kind, best, since = here.kind, here.best, here.since
    state = min(len(memory.owned), 2)
    budget = _budget(reading, memory)
    about = f"national {here.national}, official {memory.official}"
    texts: list[str] = []  # what is offered, some of it more than once
    scores: list[float] = []
    if kind in _OF_GOVERNMENT:
        count = memory.count("정부")
        texts.append(GOVERNMENT)
        scores.append(scale.government[kind, budget, about, count, best])
    if memory.subjects:
        taken_over = scale.taken_over[best, since]
        seen: set[str] = set()
        for rank, (sentence, cls, subject) in enumerate(reversed(memory.subjects)):
            if subject in seen:
                continue
            seen.add(subject)
            gap = min(memory.sentence - sentence, 2)
            main = memory.owned[subject] * 2 > memory.figures > 2
            texts.append(subject)
            scores.append(taken_over[min(rank, 2), gap, cls == kind, main])
    old_topic, in_title = scale.old_topic[best,], scale.in_title[best,]
    known = memory.traits
    for rank, name in enumerate(memory.topics[:4]):
        traits = known.get(name) or _traits_of(name, memory, scale)
        texts.append(name)
        scores.append(old_topic[rank, traits.nature])
    begun = "begun" if memory.subjects else "first"
    texts.append(HOME)
    scores.append(scale.home[about, best, state, begun])
    for rank, name in enumerate(memory.foci):
        texts.append(name)
        scores.append(scale.in_focus[rank, best, state])
    if memory.opening:
        texts.append(memory.opening)
        scores.append(scale.opens[best])
    for rank, name in enumerate(memory.title[:4]):
        traits = known.get(name) or _traits_of(name, memory, scale)
        texts.append(name)
        scores.append(in_title[rank, traits.nature])
    actors = dict.fromkeys([*memory.cast(), memory.last_actor, *memory.latest()])
    actors.pop("", None)
    texts += actors
    scores += [scale.actor] * len(actors)
    made: dict[str, float] = {}
    named, compared, focus = here.scores, here.compared, scale.focus[best]
    others, all_named = sorted(named, key=len), "\n".join(named)
    for at, text in enumerate(texts):
        score = scores[at]
        if text in made:
            made[text] += score
        elif text not in named and text not in compared:
            traits = known.get(text) or _traits_of(text, memory, scale)
            if traits.of_focus:
                score += focus
            if text in all_named:
                score += scale.again
            else:
                size = len(text)
                for other in others:
                    if len(other) >= size:
                        break
                    if other in text:
                        score += scale.again
                        break
            made[text] = score
    return made


_OF_GOVERNMENT = frozenset({"money", "share", "times", "count"})


def _budget(reading: Reading, memory: Memory) -> str:
    """Whether the sentence, or one before, speaks of a budget."""
    if _sentence(reading).budget:
        memory.budget = True
        return "here"
    return "before" if memory.budget else "no"


# --- both -----------------------------------------------------------------------------------------


class _Scene:
    """What a figure's candidates have in common, with which each is weighed.

    `_offer`: what its clause offers: a name, something counted, any other noun, nothing. `_owners`:
    what usually has the properties that are named near it. `_leads`: whether the article speaks of
    its first actor far more than of the next.
    """

    __slots__ = (
        "_anaphor",
        "_at_place",
        "_before",
        "_beside_here",
        "_calls",
        "_calls_before",
        "_cast",
        "_head_at",
        "_head_before",
        "_kin",
        "_kind",
        "_last",
        "_last_kind",
        "_leads",
        "_memory",
        "_nobody",
        "_now",
        "_offer",
        "_other",
        "_other_here",
        "_owners",
        "_paragraph",
        "_paragraphs",
        "_part",
        "_part_before",
        "_part_beside",
        "_pronoun",
        "_rival",
        "_scale",
        "_since",
        "_sort_beside",
        "_sorted_as",
        "_turn",
        "_usual",
        "_usual_before",
    )

    def __init__(
        self, reading: Reading, place: int, memory: Memory, scale: OwnerScale, here: _Here
    ) -> None:
        words, me = reading.words, reading.words[place]
        self._memory, self._scale = memory, scale
        self._kind, self._since = here.kind, here.since
        self._last, self._last_kind, self._now = "", "", False
        if memory.subjects:
            sentence, self._last_kind, self._last = memory.subjects[-1]
            self._now = sentence == memory.sentence
        self._turn = _turn(reading, place, memory)
        sentence_facts = _sentence(reading)
        self._pronoun = pronoun = sentence_facts.pronoun
        self._anaphor = sentence_facts.anaphor
        self._paragraph = paragraph = memory.paragraph_of(reading.span[0])
        self._cast = memory.ranks()
        self._leads = leads = memory.leads()
        self._rival = rival = _rival(memory, leads=leads)
        self._owners = owners = _usual_owners(sentence_facts, place)
        self._offer = offer = self._offered(here.places)
        opens = "opens" if paragraph == memory.sentence else "goes on"
        self._calls = scale.called["here", here.kind, owners]
        self._calls_before = scale.called[BEFORE, here.kind, owners]
        self._paragraphs = scale.paragraph[opens, offer]
        role, verb, quoted = me.role, _verb(words, place), here.opening >= 0
        self._sorted_as = scale.sorted_as[here.kind, here.unit]
        self._beside_here = scale.sort_beside["here", offer, rival]
        self._sort_beside = scale.sort_beside[BEFORE, offer, rival]
        self._at_place = scale.at_place[role, verb, rival]
        self._head_at = scale.head_at[role, verb]
        self._head_before = scale.head_before[role, verb]
        self._usual = scale.usual[owners,]
        self._usual_before = scale.usual_before[owners,]
        self._nobody = scale.nobody[offer,]
        self._part = scale.part[leads, quoted]
        self._part_beside = scale.part_beside[leads, offer, pronoun]
        self._part_before = scale.part_before[leads, quoted, offer, pronoun]
        self._other = self._other_here = 0.0
        if self._now:
            self._other = scale.other[here.since, BEFORE]
            self._other_here = scale.other[here.since, "here"]
        self._kin: dict[str, float] = {}  # what those before have in common, by their sort
        self._before = self._at_place[BEFORE]

    def worth_here(self, text: str, place: str, known: bool) -> float:
        """Return what speaks for an owner that the sentence names, as one of the article's actors.

        `place`: where it is. `known`: whether it matters what the article says of it elsewhere.
        """
        scale, memory = self._scale, self._memory
        traits = memory.traits.get(text) or _traits_of(text, memory, scale)
        sort, side = traits.sort, place.partition(" ")[0]
        total = (
            traits.here
            + scale.sort_there[sort, place, traits.acts]
            + self._sorted_as[sort]
            + self._beside_here[sort]
            + self._at_place[place]
            + self._head_at[traits.head, side]
            + self._usual[sort, side]
        )
        if known:
            total += traits.said
            if text == memory.opening:
                total += scale.opening
            if text in memory.owned:
                total += scale.owned
        if self._now:
            total += scale.stands if place == memory.last_place else scale.stands_not
            if text != self._last:
                total += self._other_here
        elif self._last:
            total += scale.stood if place == memory.last_place else scale.stood_not
        if text == self._last or text in _NATIONS or self._turn:
            total += self._seldom(text, place)
        name = memory.actor_of(text)
        if not name:
            return total + self._nobody[place]
        actor = memory.actors[name]
        rank = min(self._cast.get(name, 2), 2)
        gap = min(memory.sentence - actor.sentence, 3)
        part = _part_code(actor, rank, owns_last=name == memory.last_actor)
        return (
            total
            + self._called(name, actor, rank, part, "here")
            + self._part[(part * GAPS + gap) * 2 + (name == text)]
            + self._part_beside[rank, gap, actor.role, place]
        )

    def worth_before(self, text: str) -> float:
        """Return the same of one that only an earlier sentence or the title names."""
        scale, memory = self._scale, self._memory
        traits = memory.traits.get(text) or _traits_of(text, memory, scale)
        kin = self._kin.get(traits.sort)
        total = traits.before + (kin if kin is not None else self._of_kin(traits))
        if text == memory.opening:
            total += scale.opening
        if text in memory.owned:
            total += scale.owned
        if self._now and text != self._last:
            total += self._other
        if text == self._last or text in _NATIONS or self._turn:
            total += self._seldom(text, BEFORE)
        name = memory.actor_of(text)
        if not name:
            return total + self._nobody[BEFORE]
        actor = memory.actors[name]
        rank = min(self._cast.get(name, 2), 2)
        gap = min(memory.sentence - actor.sentence, 3)
        part = _part_code(actor, rank, owns_last=name == memory.last_actor)
        total += self._called(name, actor, rank, part, BEFORE)
        return total + self._part_before[(part * GAPS + gap) * 2 + (name == text)]

    def _called(self, name: str, actor: Actor, rank: int, part: int, here: str) -> float:
        """Return what holds for an actor that the article calls a company, a robot, `이 로봇`."""
        memory, scale = self._memory, self._scale
        calling = memory.calling(name)
        inside = actor.sentence >= self._paragraph
        before = here == BEFORE
        calls = self._calls_before if before else self._calls
        total = calls[calling] + self._paragraphs[(part * 2 + inside) * 2 + before]
        if self._anaphor:
            match = _refers(self._anaphor, name, calling, memory)
            total += scale.referred[match, here, rank, min(memory.sentence - actor.sentence, 3)]
        return total

    def _of_kin(self, traits: Traits) -> float:
        """Return what holds for whatever is of a sort and was named before."""
        sort = traits.sort
        total = (
            self._sorted_as[sort]
            + self._sort_beside[sort]
            + self._before
            + self._head_before[traits.head]
            + self._usual_before[sort]
        )
        if self._pronoun:
            total += self._scale.taken_up[self._pronoun, sort]
        self._kin[sort] = total
        return total

    def _seldom(self, text: str, place: str) -> float:
        """Return what holds for few: the owner of the last figure, nations, whose turn it is."""
        scale, total = self._scale, 0.0
        if text == self._last and self._memory.subjects:
            same = self._last_kind == self._kind
            total += scale.last_owner[self._now, self._since, self._offer, same, place]
        if text in _NATIONS:
            total += scale.nation[text, self._owners, self._memory.setting(), self._rival]
        if self._turn:
            total += scale.turn if text == self._turn else scale.turn_not
        return total

    def _offered(self, places: Mapping[str, str]) -> str:
        """Return what the figure's clause offers: a name, something counted, any noun, nothing."""
        offer, about = "nothing", ""
        known, memory, scale = self._memory.traits, self._memory, self._scale
        for text, where in places.items():
            traits = known.get(text) or _traits_of(text, memory, scale)
            named = traits.before_head in _NAMELY
            if named:
                about = ", a name about"
            if offer != "name" and where.startswith(_OWN_CLAUSE):
                if named or traits.head in _NAMELY:
                    offer = "name"
                elif traits.head == "people" or traits.head == "thing":
                    offer = "counted"
                elif offer == "nothing":
                    offer = "noun"
        return offer + about


# What an actor was so far is told by one number: it is asked for more often than anything else,
# and a number is found faster than the words that it stands for.
_ROLES = ("topic", "subject", "of", "other", "heading", "teller", "title")
_ROLE_CODES = {role: code for code, role in enumerate(_ROLES)}
_OWNS = ("none", "some", "last")
RANKS, GAPS = 3, 4


def _part_code(actor: Actor, rank: int, *, owns_last: bool) -> int:
    """Return the number of an actor's role, of the figures it owns and of its rank in the cast."""
    owns = 2 if owns_last else 1 if actor.figures else 0
    return (_ROLE_CODES[actor.role] * len(_OWNS) + owns) * RANKS + rank


def _part_of(code: int) -> tuple[str, str, int]:
    """Return role, figures owned and rank by their number."""
    code, rank = divmod(code, RANKS)
    role, owns = divmod(code, len(_OWNS))
    return _ROLES[role], _OWNS[owns], rank


_NATIONS = frozenset({HOME, GOVERNMENT})
_NAMELY = frozenset({"name", "place"})


def _traits_of(text: str, memory: Memory, scale: OwnerScale) -> Traits:
    """Return what an owner is throughout an article, and keep it."""
    sort = sort_of(text)
    parts = sort.split()
    last = text.split()[-1][-2:]
    nature = nature_of(text, text, None)
    acts = memory.acts(text) if len(text) < LONGEST_ACTING else -1
    at = memory.headline.find(text)
    title = "no" if at < 0 else "first" if at < 3 else "early" if at < 12 else "late"
    count, focus = memory.count(text), memory.focus
    titled = scale.titled[title]
    said = scale.said[count, text == focus, at >= 0]
    made = memory.traits[text] = Traits(
        sort=sort,
        head=parts[0],
        before_head=parts[-1],
        nature=nature,
        acts=acts,
        of_focus=bool(focus) and focus in text,
        here=titled + scale.ending_there[last, "here"],
        before=titled
        + scale.ending_there[last, BEFORE]
        + scale.nature[nature]
        + said
        + scale.sort_there[sort, BEFORE, acts],
        said=said,
    )
    return made


LONGEST_ACTING = 20


def _usual_owners(sentence: _Sentence, place: int) -> str:
    """Return what usually has the properties that words around a figure name."""
    around = sentence.properties[max(0, place - NEAR_PROPERTY) : place + NEAR_PROPERTY // 2]
    owners = set(around)
    owners.discard("")
    return ", ".join(sorted(owners)) if owners else ""


NEAR_PROPERTY = 8
"""So many words before a figure, and half of them behind it, may name what it measures."""


def _turn(reading: Reading, place: int, memory: Memory) -> str:
    """Return whose turn it is: owners named before take `각각 1385점, 1366점` in their order."""
    if not memory.subjects or not _sentence(reading).turns:
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


def _rival(memory: Memory, *, leads: bool) -> str:
    """Return how strong a claim the owner of the last figure has on the next, for whoever else."""
    cast = memory.cast()
    if not memory.subjects:
        return "the title" if cast and cast[0] in memory.headline else "none"
    name = memory.last_actor
    marks = "an actor" if name else "no actor"
    if name and name in memory.headline:
        marks += " of the title"
    if leads and name == cast[0]:
        marks += " leads"
    if memory.owned[memory.subjects[-1][2]] * 2 > memory.figures > 1:
        marks += " owns most"
    return marks


def _anaphor(reading: Reading) -> str:
    """Return the noun by which a sentence takes up what was named before: `이 로봇은`, `회사는`."""
    for phrase in reading.phrases[:PRONOUN_REACH]:
        words = phrase.words
        if len(words) > 1 and words[0].stem in _POINTING and words[-1].kind == "noun":
            return words[1].stem
        if len(words) == 1 and words[0].stem in _STANDS_FOR and not phrase.lead:
            return words[0].stem
    return ""


_POINTING = frozenset({"이", "그", "해당"})


def _refers(noun: str, name: str, calling: str, memory: Memory) -> str:
    """Return whether an actor is what a noun takes up: it was called so, or something like it."""
    if name.endswith(noun) or any(w.endswith(noun) for w in memory.said_as.get(name, ())):
        return "said so"
    meant = calling_of("", (noun,))
    if not calling or not meant:
        return "unknown"
    return "alike" if meant == calling else "other"


def _pronoun(reading: Reading) -> str:
    """Return what kind of owner a sentence takes up without its name: `이 회사는`, `이곳에서는`."""
    for phrase in reading.phrases[:PRONOUN_REACH]:
        if phrase.head in _STANDS_FOR:
            first = phrase.words[0].stem
            if len(phrase.words) == 1 or first in _POINTS:
                return _STANDS_FOR[phrase.head]
    return ""


PRONOUN_REACH = 8
_POINTS = frozenset({"이", "그", "해당", "같은", "두", "세"})
_STANDS_FOR = {
    **dict.fromkeys(["회사", "업체", "기업", "은행", "그룹", "사측"], "company"),
    **dict.fromkeys(["이곳", "그곳", "여기", "지역", "나라", "도시"], "place"),
    **dict.fromkeys(["이들", "그들", "양사", "양국", "양측", "회사들"], "several"),
    **dict.fromkeys(["그", "그는", "본인", "씨"], "person"),
    **dict.fromkeys(["모델", "제품", "서비스", "앱", "로봇", "프로젝트", "사업"], "product"),
}


def _verb(words: Sequence[Word], place: int) -> str:
    """Return what the verb behind a figure tells: a deed, a state; or that a figure comes first."""
    depth = words[place].depth
    for word in words[place + 1 : place + NEAR_VERB]:
        if word.depth > depth:
            continue
        if word.kind == "verb" or word.kind == "adnominal":
            return lexicon.verb_class(word.stem)
        if word.kind == "quantity":
            return "figure"
    return "none"


NEAR_VERB = 9


# --- what holds, by the facts that it follows from ------------------------------------------------


class OwnerScale:
    """What speaks for an owner, weighed: facts that repeat together stand together (`rank.py`)."""

    __slots__ = (
        "actor",
        "again",
        "at_place",
        "beside",
        "called",
        "ending",
        "ending_there",
        "focus",
        "following",
        "government",
        "group",
        "head_at",
        "head_before",
        "home",
        "in_focus",
        "in_title",
        "last_owner",
        "last_word",
        "nation",
        "nature",
        "nobody",
        "old_topic",
        "opening",
        "opens",
        "other",
        "owned",
        "paragraph",
        "part",
        "part_before",
        "part_beside",
        "quoted",
        "referred",
        "said",
        "sort_beside",
        "sort_there",
        "sorted_as",
        "standing",
        "stands",
        "stands_not",
        "stood",
        "stood_not",
        "taken_over",
        "taken_up",
        "telling",
        "titled",
        "turn",
        "turn_not",
        "usual",
        "usual_before",
    )

    def __init__(self, weigh: Weigh) -> None:
        # By what a figure has in common, then by what a candidate has of its own.
        self.standing = Rows(weigh, _standing)
        self.following = Rows(weigh, _following)
        self.ending = Rows(weigh, lambda kind, last: (f"ends {last}", f"ends {last} {kind}"))
        self.taken_over = Rows(weigh, _taken_over)
        self.old_topic = Rows(weigh, _old_topic)
        self.in_title = Rows(weigh, _in_title)
        self.sorted_as = Rows(weigh, _sorted_as)
        self.sort_beside = Rows(weigh, _sort_beside)
        self.at_place = Rows(weigh, _at_place)
        self.head_at = Rows(weigh, _head_at)
        self.usual = Rows(weigh, _usual)
        self.head_before = Rows(weigh, _head_before)
        self.usual_before = Rows(weigh, _usual_before)
        self.nobody = Rows(weigh, _nobody)
        self.part = Rows(weigh, _part)
        self.part_beside = Rows(weigh, _part_beside)
        self.part_before = Rows(weigh, _part_before)
        self.called = Rows(weigh, _called)
        self.paragraph = Rows(weigh, _paragraph)
        # By all of it.
        self.telling = sums(weigh, _telling)
        self.quoted = sums(weigh, _quoted)
        self.beside = sums(weigh, _beside)
        self.last_word = sums(weigh, _last_word)
        self.group = sums(weigh, _group)
        self.government = sums(weigh, _government)
        self.home = sums(weigh, _home)
        self.in_focus = sums(weigh, _in_focus)
        self.opens = sums(weigh, lambda best: ("opening", f"opening, {best}"))
        self.focus = sums(weigh, lambda best: (f"focus, {best}",))
        self.nature = sums(weigh, lambda nature: (nature,))
        self.titled = sums(weigh, lambda title: (f"title {title}",))
        self.said = sums(weigh, _said)
        self.ending_there = sums(weigh, lambda last, here: (f"ends {last}", f"ends {last} {here}"))
        self.sort_there = sums(weigh, _sort_there)
        self.taken_up = sums(weigh, lambda pronoun, sort: (f"pronoun {pronoun} {sort}",))
        self.other = sums(weigh, lambda since, here: (f"not the last owner, {since} {here}",))
        self.last_owner = sums(weigh, _last_owner)
        self.nation = sums(weigh, _nation)
        self.referred = sums(weigh, _referred)
        # By themselves.
        self.actor = weigh(("actor",))
        self.again = weigh(("named again",))
        self.opening = weigh(("the opening",))
        self.owned = weigh(("owned before",))
        self.stands = weigh(("stands as the last owner True",))
        self.stands_not = weigh(("stands as the last owner False",))
        self.stood = weigh(("stands as the owner in the sentence before True",))
        self.stood_not = weigh(("stands as the owner in the sentence before False",))
        self.turn = weigh(("its turn",))
        self.turn_not = weigh(("another's turn",))


def _standing(since: str, state: int, where: str, nature: str) -> Sequence[str]:
    """Where a phrase stands and what it names; `state`: how many owners the article has so far."""
    return (
        where,
        nature,
        f"{where}, {nature}",
        f"{where} after {since}",
        f"{where}, known {state}",
        f"{nature}, known {state}",
    )


def _following(kind: str, side: str, role: str, rank: int, nature: str) -> Sequence[str]:
    return (
        f"{nature} {kind}",
        f"{side} {role} #{rank}",
        f"{side} {role} #{min(rank, 2)} {nature}",
    )


def _telling(code: int) -> Sequence[str]:
    """Whether it is official (8) and tells (4), whether it is in a bracket (2), or long (1)."""
    names = [f"official {code >= 8} {code % 8 >= 4}"]
    if code % 4 >= 2:
        names.append("in a bracket")
    if code % 2:
        names.append("long")
    return names


def _quoted(side: str, where: str, nature: str) -> Sequence[str]:
    return f"{side} the quote, {where}", f"{side} the quote, {nature}"


def _beside(where: str, kind: str, role: str, nature: str) -> Sequence[str]:
    return f"{where} {kind}", f"{where} {kind} {role}", f"{where} {kind} {nature}"


def _last_word(nature: str, count: int) -> Sequence[str]:
    return "last word", f"last word {nature}", f"last said {count}"


def _group(side: str, role: str, best: str) -> Sequence[str]:
    return "group", f"group {side} {role}", f"group {best}"


def _said(count: int, focus: bool, title: bool) -> Sequence[str]:
    names = [f"said {count}"]
    if focus:
        names.append("the focus")
    if title:
        names.append("in the title")
    return names


def _government(kind: str, budget: str, about: str, count: int, best: str) -> Sequence[str]:
    return (
        f"government {kind}, budget {budget}",
        f"government, budget {budget}, {about}",
        f"government said {count}, budget {budget}",
        f"government, {best}",
    )


def _taken_over(
    best: str, since: str, rank: int, gap: int, same: bool, main: bool
) -> Sequence[str]:
    """An owner of figures so many figures and sentences before."""
    return (
        f"carried, {best}",
        f"carried gap {gap}, {best}",
        f"carried #{rank}, {best}",
        f"carried same class {same} gap {gap}",
        f"carried {'main' if main else 'one of several'}, {best}",
        f"carried #{min(rank, 1)} gap {gap}, {since}",
    )


def _old_topic(best: str, rank: int, nature: str) -> Sequence[str]:
    return f"topic before, {best}", f"topic before #{rank}", f"topic before {nature}, {best}"


def _home(about: str, best: str, state: int, begun: str) -> Sequence[str]:
    return (
        f"home, {about}",
        f"home, {about}, {best}",
        f"home, {about} {state}",
        f"home, {best}",
        f"home, {best}, {begun}",
    )


def _in_focus(rank: int, best: str, state: int) -> Sequence[str]:
    return f"focus #{rank}", f"focus #{rank}, {best}", f"focus #{rank}, known {state}"


def _in_title(best: str, rank: int, nature: str) -> Sequence[str]:
    return f"title, {best}", f"title #{rank}", f"title {nature}"


def _sorted_as(kind: str, unit: str, sort: str) -> Sequence[str]:
    head = sort.split()[0]
    return f"is {sort}", f"is {head} {kind}", f"is {head} {unit}"


def _sort_there(sort: str, place: str, acts: int) -> Sequence[str]:
    """`acts`: below 0 where it is not asked."""
    if acts < 0:
        return (f"is {sort} {place}",)
    here = _here(place)
    return (
        f"is {sort} {place}",
        f"acts {acts} {here}",
        f"acts {acts} {sort.split()[0]} {here}",
        f"acts {acts} {place}",
    )


def _here(place: str) -> str:
    return BEFORE if place == BEFORE else "here"


def _sort_beside(here: str, offer: str, rival: str, sort: str) -> Sequence[str]:
    return f"is {sort} {here}, {offer}", f"is {sort} {here}, rival {rival}"


def _at_place(role: str, verb: str, rival: str, place: str) -> Sequence[str]:
    return f"figure {role} {place}", f"{verb} {place}", f"{place}, rival {rival}"


def _head_at(role: str, verb: str, head: str, side: str) -> Sequence[str]:
    return (
        f"figure {role} {head} {side}",
        f"{verb} {head} {side}",
        f"{verb} {role} {head} {side}",
    )


def _head_before(role: str, verb: str, head: str) -> Sequence[str]:
    return _head_at(role, verb, head, BEFORE)


def _usual_before(owners: str, sort: str) -> Sequence[str]:
    return _usual(owners, sort, BEFORE)


def _usual(owners: str, sort: str, side: str) -> Sequence[str]:
    return f"of {owners}: {sort}", f"of {owners}: {sort.split()[0]} {side}"


def _nobody(offer: str, place: str) -> Sequence[str]:
    return "no actor", f"no actor {place}", f"no actor {offer}"


def _nation(text: str, owners: str, setting: str, rival: str) -> Sequence[str]:
    return (
        f"of {owners}: {text}",
        *(f"{text}, {part}" for part in (setting[:6], setting[7:14], setting[15:])),
        f"{text}, rival {rival}",
    )


def _last_owner(now: bool, since: str, offer: str, same: bool, place: str) -> Sequence[str]:
    last = f"owned the last, {'same' if now else 'other'} sentence"
    return (
        f"{last}, {since}",
        f"{last}, {offer}",
        f"{last}, {same} {_here(place)}",
        f"{last} {place}",
    )


def _called(here: str, kind: str, owners: str, calling: str) -> Sequence[str]:
    called = f"called {calling or 'nothing'} {here}"
    return called, f"{called} {kind}", f"{called} of {owners}"


def _paragraph(opens: str, offer: str, code: int) -> Sequence[str]:
    """Whether a paragraph begins with the figure's sentence, and has named an actor already."""
    code, before = divmod(code, 2)
    role, owns, rank = _part_of(code // 2)
    so = f"paragraph {opens} {bool(code % 2)} {BEFORE if before else 'here'}"
    return so, f"{so} cast {rank}", f"{so} owns {owns}", f"{so}, {offer}", f"{so} {role}"


def _referred(match: str, here: str, rank: int, gap: int) -> Sequence[str]:
    referred = f"taken up {match} {here}"
    return referred, f"{referred} cast {rank}", f"{referred} gap {gap}"


def _spelt_rank(rank: int, leads: bool) -> str:
    return f"{rank} leads" if leads else f"{rank}"


def _part(leads: bool, quoted: bool, code: int) -> Sequence[str]:
    """What an actor that the sentence names was in the article so far."""
    return _in_article("here", leads, quoted, code)


def _in_article(here: str, leads: bool, quoted: bool, code: int) -> Sequence[str]:
    code, itself = divmod(code, 2)
    role, owns, rank = _part_of(code // GAPS)
    gap, cast = code % GAPS, _spelt_rank(rank, leads)
    return (
        f"owns {owns} cast {cast} {here}",
        f"owns {owns} gap {gap} {here}",
        f"quoted {quoted} cast {cast} {here}",
        f"quoted {quoted} gap {gap} {role} {here}",
        f"actor {'itself' if itself else 'in part'} {here}",
        f"actor {role} cast {cast} {here}",
    )


def _part_beside(
    leads: bool, offer: str, pronoun: str, rank: int, gap: int, role: str, place: str
) -> Sequence[str]:
    """The same beside where it stands now and what the figure's clause offers."""
    cast, here = _spelt_rank(rank, leads), _here(place)
    return (
        f"cast {cast} {here}",
        f"cast {cast} {here}, {offer}",
        f"cast {cast} {place}",
        f"gap {gap} {role} {here}",
        f"gap {gap} {role} {here}, {offer}",
        f"pronoun {pronoun} cast {cast} gap {gap} {here}",
    )


def _part_before(leads: bool, quoted: bool, offer: str, pronoun: str, code: int) -> Sequence[str]:
    """Both of an actor that the sentence does not name."""
    role, _, rank = _part_of(code // 2 // GAPS)
    return (
        *_in_article(BEFORE, leads, quoted, code),
        *_part_beside(leads, offer, pronoun, rank, code // 2 % GAPS, role, BEFORE),
    )
