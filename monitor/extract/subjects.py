"""Whose a figure is: an owner among the phrases of its sentence and what was spoken of before.

`rank.py` weighs the candidates by what holds for each: where it stands towards the figure, what
kind of thing it is, whether it only tells the figure. After the owner comes the property
(`metrics.py`).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from monitor.extract import lexicon
from monitor.extract.clauses import (
    BESIDE,
    Reading,
    is_owned_share,
    named_since,
    place_of,
    teller_of,
    unit_class,
)
from monitor.extract.folding import letters_of
from monitor.extract.memory import Belonging, Memory
from monitor.extract.metrics import choose_property, metric_candidates
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
from monitor.extract.rank import Candidate, Common, Group, Template, Weights
from monitor.extract.rulings import rule_owners, rule_property, settle_property


def read_belonging(
    reading: Reading, place: int, memory: Memory, weights: Mapping[str, Weights]
) -> Belonging:
    """Return subject and metric of the figure at `place` of a sentence."""
    owners = rule_owners(reading, place, memory, subject_candidates(reading, place, memory))
    owner = choose_owner(owners, weights["subject"])
    subject = owner.text if owner else ""
    metric = settle_property(reading, place)
    if metric is None:
        offered = metric_candidates(reading, place, memory, subject)
        metric = choose_property(offered, weights["metric"])
        assert metric is not None
        metric = rule_property(metric, reading, place, memory, subject)
    return Belonging(subject or metric.text, metric.text, metric.base)


def choose_owner(candidates: Sequence[Candidate], weights: Weights) -> Candidate | None:
    """Return the likeliest owner; None without candidates.

    Candidates that hold one name speak for it together (`움직임`, `로봇업체 움직임`). The name with
    the most behind it wins, in the likeliest of its forms.
    """
    if not candidates:
        return None
    scores = [weights.score(c) for c in candidates]
    top = max(scores)
    likely = [
        (math.exp(s - top), fold_name(c.text), c)
        for s, c in zip(scores, candidates, strict=True)
        if s > top - LEAST_LIKELY
    ]
    name = max(
        (sum(share for share, other, _ in likely if name in other), share, name)
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


def subject_candidates(reading: Reading, place: int, memory: Memory) -> list[Candidate]:
    """Return what may own the figure at `place`: phrases of its sentence, then what came before."""
    words, me = reading.words, reading.words[place]
    near = reading.near(place)
    assert me.quantity is not None
    kind = unit_class(me.quantity.unit)
    lead = reading.lead
    estimated = lead is not None and teller_of(reading, lead, place) == "estimator"
    found: dict[str, list[Group]] = {}
    places: dict[str, str] = {}  # where those stand that the sentence names
    compared: set[str] = set()
    apart: set[str] = set()  # of what the article says of those nothing else is asked
    elsewhere = national = False
    ranks: Counter[tuple[str, str]] = Counter()
    since = named_since(reading, place)
    state = min(len(memory.owned), 2)
    opening = _quote_before(reading, place, memory)
    best = "nothing"  # the kind of owner that the figure's own clause offers
    for phrase in near:
        owner, whole = owner_of(phrase)
        role = phrase.role
        if not owner or owner in NO_OWNER or role == "each" or _spreads(owner):
            continue
        where = place_of(reading, phrase, place, near)
        if where in {"of me", "than me"} and kind == "times":
            compared.add(owner)
            continue  # what the figure is compared with
        if where == "of me" and kind == "share" and not is_owned_share(words, place):
            compared.add(owner)
            continue
        if estimated and role == "object" and where == "object before":
            where = "what is estimated"
        if phrase.lead and phrase.head in HOLLOW:
            owner = whole = led_text(reading, phrase)
        nature = nature_of(owner, whole, phrase)
        own_clause = where.startswith(_OWN_CLAUSE)
        if nature == "pronoun" and (memory.subjects or memory.focus):
            best = "pronoun" if own_clause else best
            continue  # `이 회사의 기업가치`: who it stands for was named before
        teller = teller_of(reading, phrase, place)
        if teller:
            where = f"{teller}, {where}"
        elif own_clause and best in {"nothing", "measure"} and nature != "speaker":
            best = nature if nature in {"measure", "pronoun"} else "name"
        official = any(w.stem in lexicon.OFFICIAL for w in phrase.words)
        if teller and official:
            memory.official = True
        elif own_clause and any(lexicon.is_national(w.stem) for w in phrase.words[-2:]):
            national = True
        role = role or "bare"
        side = "after" if phrase.first > place else "before"
        rank = ranks[role, side]
        ranks[role, side] += 1
        groups = [
            _standing(where, nature, since, state),
            _following(side, role, min(rank, 3), nature, kind),
            _ending(owner[-1], kind),
            _telling(official, bool(teller), phrase.depth > me.depth, len(owner) > LONG),
        ]
        if opening >= 0:
            side = "in" if phrase.words[0].start > opening else "outside"
            groups.append(_quoted_there(side, where, nature))
        if where in BESIDE:
            groups.append(_beside(where, kind, me.role, nature))
        if not teller and best in {"nothing", "measure"} and nature in _NAMES and _may_own(where):
            elsewhere = True
        if owner not in found:
            found[owner], places[owner] = groups, where
        parts = owner.split()
        if len(parts) > 2:
            name = parts[-1]
            if len(name) > 1 and memory.count(name) > 1 and not is_measure(name):
                last = _last_word(nature_of(name, name, None), memory.count(name))
                if name not in found:
                    found[name], places[name] = [*groups, last, known_as(owner, memory)], where
                    apart.add(name)
    for i in range(max(0, place - GROUP_REACH), min(len(words), place + GROUP_REACH + 1)):
        text = _group(words, i)
        if text and i != place:
            side = "before" if i < place else "after"
            if text not in found:
                found[text] = [_in_group(side, words[i].role or "bare", best)]
                places[text] = f"group {side}"
                apart.add(text)
    budget = _budget(reading, memory)
    about = f"national {national}, official {memory.official}"
    if elsewhere and best in {"nothing", "measure"}:
        best = f"{best} but a name elsewhere"
    carried = _carried(memory, kind, found, compared, best, since=since, about=about, budget=budget)
    found.update(carried)
    scene = _scene(reading, place, memory, places, since=since, quoted=opening >= 0)
    memory.places = places
    kin: dict[tuple[str, bool], Common] = {}
    return [
        _describe(text, groups, memory, scene, places.get(text, ""), kin, known=text not in apart)
        for text, groups in found.items()
    ]


LONG = 24
"""An owner of more characters says more than whose a figure is."""


# What holds for a phrase of the sentence, and for what was spoken of before: facts that repeat
# together stand together, so that the sums of their weights are found by them (`rank.py`).


@Template
def _standing(where: str, nature: str, since: str, state: int) -> Sequence[str]:
    return (
        where,
        nature,
        f"{where}, {nature}",
        f"{where} after {since}",
        f"{where}, known {state}",
        f"{nature}, known {state}",
    )


@Template
def _following(side: str, role: str, rank: int, nature: str, kind: str) -> Sequence[str]:
    return (
        f"{nature} {kind}",
        f"{side} {role} #{rank}",
        f"{side} {role} #{min(rank, 2)} {nature}",
    )


_ending = Template(lambda last, kind: (f"ends {last}", f"ends {last} {kind}"))


@Template
def _telling(official: bool, teller: bool, inside: bool, long: bool) -> Sequence[str]:
    names = [f"official {official} {teller}"]
    if inside:
        names.append("in a bracket")
    if long:
        names.append("long")
    return names


@Template
def _quoted_there(side: str, where: str, nature: str) -> Sequence[str]:
    return f"{side} the quote, {where}", f"{side} the quote, {nature}"


@Template
def _beside(where: str, kind: str, role: str, nature: str) -> Sequence[str]:
    return f"{where} {kind}", f"{where} {kind} {role}", f"{where} {kind} {nature}"


@Template
def _last_word(nature: str, count: int) -> Sequence[str]:
    return "last word", f"last word {nature}", f"last said {count}"


@Template
def _in_group(side: str, role: str, best: str) -> Sequence[str]:
    return "group", f"group {side} {role}", f"group {best}"


@Template
def _known(count: int, focus: bool, opening: bool, title: bool, owned: bool) -> Sequence[str]:
    names = [f"said {count}"]
    if focus:
        names.append("the focus")
    if opening:
        names.append("the opening")
    if title:
        names.append("in the title")
    if owned:
        names.append("owned before")
    return names


@Template
def _from_before(nature: str, again: bool, focus: str) -> Sequence[str]:
    """`focus`: what the clause offers, for what holds the focus's name; else empty."""
    names = [nature]
    if again:
        names.append("named again")
    if focus:
        names.append(f"focus, {focus}")
    return names


@Template
def _government(kind: str, budget: str, about: str, count: int, best: str) -> Sequence[str]:
    return (
        f"government {kind}, budget {budget}",
        f"government, budget {budget}, {about}",
        f"government said {count}, budget {budget}",
        f"government, {best}",
    )


@Template
def _taken_over(rank: int, gap: int, same: bool, main: str, best: str, since: str) -> Sequence[str]:
    return (
        f"carried, {best}",
        f"carried gap {gap}, {best}",
        f"carried #{rank}, {best}",
        f"carried same class {same} gap {gap}",
        f"carried {main}, {best}",
        f"carried #{min(rank, 1)} gap {gap}, {since}",
    )


@Template
def _old_topic(rank: int, nature: str, best: str) -> Sequence[str]:
    return f"topic before, {best}", f"topic before #{rank}", f"topic before {nature}, {best}"


@Template
def _home(about: str, best: str, state: int, begun: str) -> Sequence[str]:
    return (
        f"home, {about}",
        f"home, {about}, {best}",
        f"home, {about} {state}",
        f"home, {best}",
        f"home, {best}, {begun}",
    )


@Template
def _in_focus(rank: int, best: str, state: int) -> Sequence[str]:
    return f"focus #{rank}", f"focus #{rank}, {best}", f"focus #{rank}, known {state}"


_opens = Template(lambda best: ("opening", f"opening, {best}"))


@Template
def _in_title(rank: int, nature: str, best: str) -> Sequence[str]:
    return f"title, {best}", f"title #{rank}", f"title {nature}"


_any_actor = Template(lambda: ("actor",))()


@dataclass(frozen=True, slots=True)
class Scene:
    """What a figure's candidates have in common."""

    kind: str
    offer: str  # what its clause offers: a name, something counted, any other noun, nothing
    role: str  # of the figure
    turn: str  # whose turn it is, where owners take theirs (`각각 2위와 3위`)
    since: str  # whether something is named between the figure before and this one
    pronoun: str  # what in it stands for an owner named before
    quoted: bool
    verb: str  # whether its verb tells a deed or a state
    owners: str  # what usually has the properties that are named near it
    cast: Mapping[str, int]  # the actors that the article speaks of most, and their rank
    unit: str
    rival: str  # how strong a claim on the figure the owner of the last one has
    leads: bool  # whether it speaks of the first far more than of the next


NEAR_PROPERTY = 8
"""So many words before a figure, and half of them behind it, may name what it measures."""
NEAR_VERB = 9


def _scene(
    reading: Reading,
    place: int,
    memory: Memory,
    places: Mapping[str, str],
    *,
    since: str,
    quoted: bool,
) -> Scene:
    words, me = reading.words, reading.words[place]
    assert me.quantity is not None
    around = words[max(0, place - NEAR_PROPERTY) : place + NEAR_PROPERTY // 2]
    owners = {lexicon.property_of(w.stem) for w in around if w.kind == "noun"} - {""}
    offer = _offer(places)
    cast = memory.cast()
    leads = bool(cast) and (
        len(cast) < 2 or 2 * memory.mentions(cast[0]) >= 3 * memory.mentions(cast[1])
    )
    return Scene(
        kind=unit_class(me.quantity.unit),
        offer=offer,
        role=me.role,
        turn=_turn(reading, place, memory),
        since=since,
        pronoun=_pronoun(reading),
        quoted=quoted,
        verb=_verb(words, place),
        owners=", ".join(sorted(owners)),
        cast={name: rank for rank, name in enumerate(cast)},
        unit=me.quantity.unit,
        rival=_rival(memory, cast, leads=leads),
        leads=leads,
    )


def _offer(places: Mapping[str, str]) -> str:
    """Return what a figure's clause offers for an owner: a name, something counted, any noun."""
    offer, about = "nothing", ""
    for text, where in places.items():
        _, head, before, _ = shape_of(text)
        named = before in _NAMELY
        if named:
            about = ", a name about"
        if where.startswith(_OWN_CLAUSE):
            if named or head in _NAMELY:
                offer = "name"
            elif offer != "name" and head in {"people", "thing"}:
                offer = "counted"
            elif offer == "nothing":
                offer = "noun"
    return offer + about


@lru_cache(maxsize=20_000)
def shape_of(text: str) -> tuple[str, str, str, str]:
    """Return the sort of an owner, the sort's first and last word and how the owner ends."""
    sort = sort_of(text)
    parts = sort.split()
    return sort, parts[0], parts[-1], text.split()[-1][-2:]


def _quote_before(reading: Reading, place: int, memory: Memory) -> int:
    """Return where the quotation begins in which a figure stands; -1 if it stands in none."""
    start = reading.span[0]
    before = memory.text[start : reading.words[place].start]
    at = max(before.rfind("“"), before.rfind('"') if before.count('"') % 2 else -1)
    return start + at if at > before.rfind("”") else -1


def _turn(reading: Reading, place: int, memory: Memory) -> str:
    """Return whose turn it is: owners named before take `각각 1385점, 1366점` in their order."""
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


def _rival(memory: Memory, cast: Sequence[str], *, leads: bool) -> str:
    """Return how strong a claim the owner of the last figure has on the next, for whoever else."""
    if not memory.subjects:
        return "the title" if cast and cast[0] in memory.headline else "none"
    name = memory.last_actor
    marks = ["an actor" if name else "no actor"]
    if name and name in memory.headline:
        marks.append("of the title")
    if leads and name == cast[0]:
        marks.append("leads")
    if memory.owned[memory.subjects[-1][2]] * 2 > memory.figures > 1:
        marks.append("owns most")
    return " ".join(marks)


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
    for word in words[place + 1 : place + NEAR_VERB]:
        if word.depth > words[place].depth:
            continue
        if word.kind in {"verb", "adnominal"}:
            return lexicon.verb_class(word.stem)
        if word.kind == "quantity":
            return "figure"
    return "none"


_NAMELY = frozenset({"name", "place"})


LONGEST_ACTING = 20


def _describe(
    text: str,
    groups: list[Group],
    memory: Memory,
    scene: Scene,
    where: str,
    kin: dict[tuple[str, bool], Common],
    *,
    known: bool,
) -> Candidate:
    """Return a candidate with what holds for it as one of the article's actors.

    `where`: if it is named here. `kin`: what those of one sort have in common that were named
    before, of actors and of others. `known`: whether it matters what the article says of it
    elsewhere.
    """
    sort, head, last, acts, count, title = memory.traits.get(text) or _traits_of(text, memory)
    here = "here" if where else "before"
    place = where or "before"
    groups += _sort_there(sort, place, acts), _ending_there(last, here)
    other = stands = ""
    if memory.subjects:
        sentence, kind, owner = memory.subjects[-1]
        now = sentence == memory.sentence
        if owner == text:
            groups.append(_last_owner(now, scene.since, scene.offer, kind == scene.kind, place))
        elif now:
            other = scene.since
        if now and where:
            stands = f"{where == memory.last_place}"
    groups.append(
        _otherwise(
            title,
            other,
            stands,
            here,
            count if known else -1,
            text == memory.focus,
            text == memory.opening,
            text in memory.owned,
        )
    )
    if text in _NATIONS:
        groups.append(_nation(text, scene.owners, memory.setting(), scene.rival))
    if scene.turn:
        groups.append(_in_turn(text == scene.turn))
    name = memory.actor_of(text)
    if name:
        actor = memory.actors[name]
        rank = min(scene.cast.get(name, 9), 2)
        gap = min(memory.sentence - actor.sentence, 3)
        owns = "last" if name == memory.last_actor else "some" if actor.figures else "none"
        itself = name == text
        groups += (
            _part(rank, scene.leads, gap, actor.role, here, owns, scene.quoted, itself),
            _part_beside(rank, scene.leads, gap, actor.role, place, scene.offer, scene.pronoun),
        )
    if where:
        groups += _of_sort(scene, sort, head, place, actor=bool(name))
        return Candidate(text, groups)
    key = sort, bool(name)
    common = kin.get(key)
    if common is None:
        common = kin[key] = Common(_of_sort(scene, sort, head, place, actor=bool(name)))
    return Candidate(text, groups, common=common)


def _traits_of(text: str, memory: Memory) -> tuple[str, str, str, int, int, str]:
    """Return what an owner is throughout an article, and keep it.

    Its sort and the first word of that, its end, how often it acts (below 0 if not asked) and is
    said, where the title says it.
    """
    sort, head, _, last = shape_of(text)
    acts = memory.acts(text) if len(text) < LONGEST_ACTING else -1
    at = memory.headline.find(text)
    title = "no" if at < 0 else "first" if at < 3 else "early" if at < 12 else "late"
    made = memory.traits[text] = sort, head, last, acts, memory.count(text), title
    return made


_NATIONS = frozenset({HOME, GOVERNMENT})


def _of_sort(scene: Scene, sort: str, head: str, place: str, *, actor: bool) -> list[Group]:
    """Return what holds for whatever is of a sort and stands in a place."""
    here = "before" if place == "before" else "here"
    side = place.partition(" ")[0]
    groups = [
        _sorted_as(sort, scene.kind, scene.unit),
        _sort_beside(sort, here, scene.offer, scene.rival),
        _at_place(place, scene.role, scene.verb, scene.rival),
        _head_at(head, side, scene.role, scene.verb),
        _usual_owner(scene.owners, sort, side),
    ]
    if not actor:
        groups.append(_no_actor(place, scene.offer))
    if scene.pronoun and place == "before":
        groups.append(_taken_up(scene.pronoun, sort))
    return groups


@Template
def _sorted_as(sort: str, kind: str, unit: str) -> Sequence[str]:
    head = sort.split()[0]
    return f"is {sort}", f"is {head} {kind}", f"is {head} {unit}"


@Template
def _sort_there(sort: str, place: str, acts: int) -> Sequence[str]:
    """`acts`: below 0 where it is not asked."""
    if acts < 0:
        return (f"is {sort} {place}",)
    here = "before" if place == "before" else "here"
    return (
        f"is {sort} {place}",
        f"acts {acts} {here}",
        f"acts {acts} {sort.split()[0]} {here}",
        f"acts {acts} {place}",
    )


@Template
def _sort_beside(sort: str, here: str, offer: str, rival: str) -> Sequence[str]:
    return f"is {sort} {here}, {offer}", f"is {sort} {here}, rival {rival}"


_ending_there = Template(lambda last, here: (f"ends {last}", f"ends {last} {here}"))


@Template
def _at_place(place: str, role: str, verb: str, rival: str) -> Sequence[str]:
    return f"figure {role} {place}", f"{verb} {place}", f"{place}, rival {rival}"


@Template
def _head_at(head: str, side: str, role: str, verb: str) -> Sequence[str]:
    return (
        f"figure {role} {head} {side}",
        f"{verb} {head} {side}",
        f"{verb} {role} {head} {side}",
    )


@Template
def _usual_owner(owners: str, sort: str, side: str) -> Sequence[str]:
    return f"of {owners}: {sort}", f"of {owners}: {sort.split()[0]} {side}"


@Template
def _nation(text: str, owners: str, setting: str, rival: str) -> Sequence[str]:
    return (
        f"of {owners}: {text}",
        *(f"{text}, {part}" for part in (setting[:6], setting[7:14], setting[15:])),
        f"{text}, rival {rival}",
    )


@Template
def _last_owner(now: bool, since: str, offer: str, same: bool, place: str) -> Sequence[str]:
    when = "same" if now else "other"
    here = "before" if place == "before" else "here"
    return (
        f"owned the last, {when} sentence, {since}",
        f"owned the last, {when} sentence, {offer}",
        f"owned the last, {when} sentence, {same} {here}",
        f"owned the last, {when} sentence {place}",
    )


@Template
def _otherwise(
    title: str,
    other: str,
    stands: str,
    here: str,
    count: int,
    focus: bool,
    opening: bool,
    owned: bool,
) -> Sequence[str]:
    """`other`: what was named since another owner's figure; `stands`: whether where that stood.

    `count`: below 0 where it is not asked what the article says of it elsewhere.
    """
    names = [f"title {title}"]
    if other:
        names.append(f"not the last owner, {other} {here}")
    if stands:
        names.append(f"stands as the last owner {stands}")
    if count >= 0:
        names += _known.names(count, focus, opening, title != "no", owned)
    return names


_in_turn = Template(lambda mine: ("its turn" if mine else "another's turn",))
_taken_up = Template(lambda pronoun, sort: (f"pronoun {pronoun} {sort}",))
_no_actor = Template(lambda place, offer: ("no actor", f"no actor {place}", f"no actor {offer}"))


def _spelt_rank(rank: int, leads: bool) -> str:
    return f"{rank} leads" if leads else f"{rank}"


@Template
def _part(
    rank: int,
    leads: bool,
    gap: int,
    role: str,
    here: str,
    owns: str,
    quoted: bool,
    itself: bool,
) -> Sequence[str]:
    """What an actor was in the article so far."""
    cast = _spelt_rank(rank, leads)
    return (
        f"owns {owns} cast {cast} {here}",
        f"owns {owns} gap {gap} {here}",
        f"quoted {quoted} cast {cast} {here}",
        f"quoted {quoted} gap {gap} {role} {here}",
        f"actor {'itself' if itself else 'in part'} {here}",
        f"actor {role} cast {cast} {here}",
    )


@Template
def _part_beside(
    rank: int, leads: bool, gap: int, role: str, place: str, offer: str, pronoun: str
) -> Sequence[str]:
    """The same beside where it stands now and what the figure's clause offers."""
    cast = _spelt_rank(rank, leads)
    here = "before" if place == "before" else "here"
    return (
        f"cast {cast} {here}",
        f"cast {cast} {here}, {offer}",
        f"cast {cast} {place}",
        f"gap {gap} {role} {here}",
        f"gap {gap} {role} {here}, {offer}",
        f"pronoun {pronoun} cast {cast} gap {gap} {here}",
    )


def _spreads(owner: str) -> bool:
    """Whether a phrase only announces a list: `업체별 점유율은`, `연령별로는`."""
    head = owner.split()[-1]
    return len(head) > 2 and head.endswith("별") and head not in _NO_SPREAD


_NO_SPREAD = frozenset(["고별", "차별", "구별", "식별", "선별", "이별", "특별"])


def known_as(text: str, memory: Memory) -> Group:
    """Return what the article says of a candidate elsewhere: how often, where, as whose."""
    return _known(
        memory.count(text),
        text == memory.focus,
        text == memory.opening,
        text in memory.headline,
        text in memory.owned,
    )


GROUP_REACH = 6
"""So many words may stand between a figure and the group it is said of."""


def _group(words: Sequence[Word], place: int) -> str:
    """Return the group that a quantity names (`20대가`, `65세 이상은`); empty if it names none."""
    word = words[place]
    if word.quantity is None or word.quantity.unit not in {"세", "대"} or not word.text:
        return ""
    return word.text if word.role in {"subject", "topic", "also", "of"} else ""


_NAMES = frozenset({"name", "place", "of a place", "owner of a measure", "organisation"})


def _may_own(where: str) -> bool:
    return where.startswith(
        ("topic", "subject", "also", "at ", "at-topic", "of ", "object", "relative head")
    )


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


def _budget(reading: Reading, memory: Memory) -> str:
    """Whether the sentence, or one before, speaks of a budget."""
    if any("예산" in w.stem for w in reading.words if w.kind == "noun"):
        memory.budget = True
        return "here"
    return "before" if memory.budget else "no"


def _carried(
    memory: Memory,
    kind: str,
    found: Collection[str],
    compared: Collection[str],
    best: str,
    *,
    since: str,
    about: str,
    budget: str,
) -> dict[str, list[Group]]:
    """Return the owners of earlier figures, the topics of earlier sentences, the title's names.

    Without those that the sentence names (`found`) or only compares the figure with.
    """
    state = min(len(memory.owned), 2)
    focus = memory.focus
    made: dict[str, list[Group]] = {}

    def add(text: str, group: Group) -> None:
        groups = made.get(text)
        if groups is not None:
            groups.append(group)
        elif text not in found and text not in compared:
            again = any(text in n or n in text for n in found)
            nature = nature_of(text, text, None)
            before = _from_before(nature, again, best if focus and focus in text else "")
            made[text] = [before, group]

    if kind in {"money", "share", "times", "count"}:
        add(GOVERNMENT, _government(kind, budget, about, memory.count("정부"), best))
    seen: set[str] = set()
    for rank, (sentence, cls, subject) in enumerate(reversed(memory.subjects)):
        if subject in seen:
            continue
        seen.add(subject)
        gap = min(memory.sentence - sentence, 2)
        main = "main" if memory.owned[subject] * 2 > memory.figures > 2 else "one of several"
        add(subject, _taken_over(min(rank, 2), gap, cls == kind, main, best, since))
    for rank, topic in enumerate(memory.topics[:4]):
        add(topic, _old_topic(rank, nature_of(topic, topic, None), best))
    add(HOME, _home(about, best, state, "begun" if memory.subjects else "first"))
    for rank, name in enumerate(memory.foci):
        add(name, _in_focus(rank, best, state))
    if memory.opening:
        add(memory.opening, _opens(best))
    for rank, name in enumerate(memory.title[:4]):
        add(name, _in_title(rank, nature_of(name, name, None), best))
    latest = list(memory.actors)[-LATEST:]
    for name in dict.fromkeys([*memory.cast(), memory.last_actor, *latest[::-1]]):
        if name:
            add(name, _any_actor)
    return made


LATEST = 4
"""So many of the actors named last may own a figure that names none."""
