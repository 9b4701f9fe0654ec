"""Whose a figure is: an owner among the phrases of its sentence and what was spoken of before.

`rank.py` weighs the candidates by what holds for each: where it stands towards the figure, what
kind of thing it is, whether it only tells the figure. After the owner comes the property
(`metrics.py`).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
from monitor.extract.memory import Belonging, Memory
from monitor.extract.metrics import metric_candidates
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
from monitor.extract.rank import Candidate, Weights


def read_belonging(
    reading: Reading, place: int, memory: Memory, weights: Mapping[str, Weights]
) -> Belonging:
    """Return subject and metric of the figure at `place` of a sentence."""
    owner = choose_owner(subject_candidates(reading, place, memory), weights["subject"])
    subject = owner.text if owner else ""
    metric = weights["metric"].choose(metric_candidates(reading, place, memory, subject))
    assert metric is not None
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
    return _SIGNS.sub("", text).lower() or text


_SIGNS = re.compile(r"[\W_]+")


def subject_candidates(reading: Reading, place: int, memory: Memory) -> list[Candidate]:
    """Return what may own the figure at `place`: phrases of its sentence, then what came before."""
    words, me = reading.words, reading.words[place]
    near = reading.near(place)
    assert me.quantity is not None
    kind = unit_class(me.quantity.unit)
    lead = reading.lead
    estimated = lead is not None and teller_of(reading, lead, place) == "estimator"
    found: dict[str, list[str]] = {}
    places: dict[str, str] = {}  # where those stand that the sentence names
    compared: set[str] = set()
    elsewhere = national = False
    ranks: Counter[tuple[str, str]] = Counter()
    since = named_since(reading, place)
    state = min(len(memory.owned), 2)
    opening = _quote_before(reading, place, memory)
    best = "nothing"  # the kind of owner that the figure's own clause offers
    for phrase in near:
        owner, whole = owner_of(phrase)
        if not owner or owner in NO_OWNER or phrase.role == "each" or _spreads(owner):
            continue
        where = place_of(reading, phrase, place, near)
        if where in {"of me", "than me"} and kind == "times":
            compared.add(owner)
            continue  # what the figure is compared with
        if where == "of me" and kind == "share" and not is_owned_share(words, place):
            compared.add(owner)
            continue
        if estimated and phrase.role == "object" and where == "object before":
            where = "what is estimated"
        if phrase.lead and phrase.head in HOLLOW:
            owner = whole = led_text(reading, phrase)
        nature = nature_of(owner, whole, phrase)
        teller = teller_of(reading, phrase, place)
        if nature == "pronoun" and (memory.subjects or memory.focus):
            best = "pronoun" if where.startswith(_OWN_CLAUSE) else best
            continue  # `이 회사의 기업가치`: who it stands for was named before
        own_clause = where.startswith(_OWN_CLAUSE)
        if teller:
            where = f"{teller}, {where}"
        elif own_clause and best in {"nothing", "measure"} and nature != "speaker":
            best = nature if nature in {"measure", "pronoun"} else "name"
        official = any(w.stem in lexicon.OFFICIAL for w in phrase.words)
        if teller and official:
            memory.official = True
        elif any(w.stem.startswith(lexicon.NATIONAL) for w in phrase.words[-2:]) and own_clause:
            national = True
        role = phrase.role or "bare"
        side = "after" if phrase.first > place else "before"
        rank = ranks[role, side]
        ranks[role, side] += 1
        names = [
            where,
            nature,
            f"{where}, {nature}",
            f"{nature} {kind}",
            f"{side} {role} #{min(rank, 3)}",
            f"{side} {role} #{min(rank, 2)} {nature}",
            f"{where} after {since}",
            f"ends {owner[-1]}",
            f"ends {owner[-1]} {kind}",
            f"{where}, known {state}",
            f"{nature}, known {state}",
            f"official {official} {bool(teller)}",
            *known_as(owner, memory),
        ]
        if opening >= 0:
            side = "in" if phrase.words[0].start > opening else "outside"
            names += [f"{side} the quote, {where}", f"{side} the quote, {nature}"]
        if where in BESIDE:
            names += [f"{where} {kind}", f"{where} {kind} {me.role}", f"{where} {kind} {nature}"]
        if phrase.depth > me.depth:
            names.append("in a bracket")
        if len(owner) > 24:
            names.append("long")
        if not teller and best in {"nothing", "measure"} and nature in _NAMES and _may_own(where):
            elsewhere = True
        if owner not in found:
            found[owner], places[owner] = names, where
        parts = owner.split()
        if len(parts) > 2:
            name = parts[-1]
            if len(name) > 1 and memory.count(name) > 1 and not is_measure(name):
                short = [
                    *names,
                    "last word",
                    f"last word {nature_of(name, name, None)}",
                    f"last said {memory.count(name)}",
                ]
                if name not in found:
                    found[name], places[name] = short, where
    for i in range(max(0, place - GROUP_REACH), min(len(words), place + GROUP_REACH + 1)):
        text = _group(words, i)
        if text and i != place:
            side = "before" if i < place else "after"
            role = words[i].role or "bare"
            if text not in found:
                found[text] = ["group", f"group {side} {role}", f"group {best}"]
                places[text] = f"group {side}"
    budget = _budget(reading, memory)
    about = f"national {national}, official {memory.official}"
    if elsewhere and best in {"nothing", "measure"}:
        best = f"{best} but a name elsewhere"
    carried = _carried(memory, kind, found, best, since=since, about=about, budget=budget)
    for text, names in carried.items():
        if text not in compared and text not in found:
            found[text] = names
    scene = _scene(reading, place, memory, places)
    memory.places = places
    return [
        Candidate(text, (*names, *_marks(text, memory, scene, places.get(text, ""))))
        for text, names in found.items()
    ]


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


def _scene(reading: Reading, place: int, memory: Memory, places: Mapping[str, str]) -> Scene:
    words, me = reading.words, reading.words[place]
    assert me.quantity is not None
    around = words[max(0, place - NEAR_PROPERTY) : place + NEAR_PROPERTY // 2]
    owners = {lexicon.property_of(w.stem) for w in around if w.kind == "noun"} - {""}
    own = [sort_of(t).split() for t, where in places.items() if where.startswith(_OWN_CLAUSE)]
    if any(s[0] in _NAMELY or s[-1] in _NAMELY for s in own):
        offer = "name"
    elif any(s[0] in {"people", "thing"} for s in own):
        offer = "counted"
    else:
        offer = "noun" if own else "nothing"
    if any(sort_of(t).split()[-1] in _NAMELY for t in places):
        offer += ", a name about"
    cast = memory.cast()
    leads = bool(cast) and (
        len(cast) < 2 or 2 * memory.mentions(cast[0]) >= 3 * memory.mentions(cast[1])
    )
    return Scene(
        kind=unit_class(me.quantity.unit),
        offer=offer,
        role=me.role,
        turn=_turn(reading, place, memory),
        since=named_since(reading, place),
        pronoun=_pronoun(reading),
        quoted=_quote_before(reading, place, memory) >= 0,
        verb=_verb(words, place),
        owners=", ".join(sorted(owners)),
        cast={name: rank for rank, name in enumerate(cast)},
        unit=me.quantity.unit,
        rival=_rival(memory, cast, leads=leads),
        leads=leads,
    )


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


def _marks(text: str, memory: Memory, scene: Scene, where: str) -> list[str]:
    """Return what holds for a candidate as one of the article's actors; `where`: if named here."""
    sort = sort_of(text)
    head = sort.split()[0]
    here = "here" if where else "before"
    place = where or "before"
    side = place.split()[0]
    last = text.split()[-1][-2:]
    marks = [
        f"is {sort}",
        f"is {head} {scene.kind}",
        f"is {sort} {place}",
        f"is {sort} {here}, {scene.offer}",
        f"ends {last}",
        f"ends {last} {here}",
        f"figure {scene.role} {place}",
        f"figure {scene.role} {head} {side}",
        f"{scene.verb} {place}",
        f"{scene.verb} {head} {side}",
        f"{scene.verb} {scene.role} {head} {side}",
        f"is {head} {scene.unit}",
        f"is {sort} {here}, rival {scene.rival}",
        f"{place}, rival {scene.rival}",
        f"of {scene.owners}: {sort}",
        f"of {scene.owners}: {head} {side}",
    ]
    if text in {HOME, GOVERNMENT}:
        setting = memory.setting()
        marks += [
            f"of {scene.owners}: {text}",
            *(f"{text}, {part}" for part in (setting[:6], setting[7:14], setting[15:])),
            f"{text}, rival {scene.rival}",
        ]
    at = memory.headline.find(text)
    marks.append(
        f"title {'no' if at < 0 else 'first' if at < 3 else 'early' if at < 12 else 'late'}"
    )
    if memory.subjects:
        sentence, kind, owner = memory.subjects[-1]
        if owner == text:
            when = "same" if sentence == memory.sentence else "other"
            marks += [
                f"owned the last, {when} sentence, {scene.since}",
                f"owned the last, {when} sentence, {scene.offer}",
                f"owned the last, {when} sentence, {kind == scene.kind} {here}",
                f"owned the last, {when} sentence {place}",
            ]
        elif sentence == memory.sentence:
            marks.append(f"not the last owner, {scene.since} {here}")
        if sentence == memory.sentence and where:
            marks.append(f"stands as the last owner {where == memory.last_place}")
    if len(text) < LONGEST_ACTING:
        acts = memory.acts(text)
        marks += [f"acts {acts} {here}", f"acts {acts} {head} {here}", f"acts {acts} {place}"]
    if scene.turn:
        marks.append("its turn" if text == scene.turn else "another's turn")
    if scene.pronoun and not where:
        marks.append(f"pronoun {scene.pronoun} {sort}")
    name = memory.actor_of(text)
    if not name:
        return [*marks, "no actor", f"no actor {place}", f"no actor {scene.offer}"]
    actor = memory.actors[name]
    rank = str(min(scene.cast.get(name, 9), 2)) + (" leads" if scene.leads else "")
    gap = min(memory.sentence - actor.sentence, 3)
    owns = "last" if name == memory.last_actor else "some" if actor.figures else "none"
    marks += [
        f"cast {rank} {here}",
        f"cast {rank} {here}, {scene.offer}",
        f"cast {rank} {place}",
        f"gap {gap} {actor.role} {here}",
        f"gap {gap} {actor.role} {here}, {scene.offer}",
        f"pronoun {scene.pronoun} cast {rank} gap {gap} {here}",
        f"owns {owns} cast {rank} {here}",
        f"owns {owns} gap {gap} {here}",
        f"quoted {scene.quoted} cast {rank} {here}",
        f"quoted {scene.quoted} gap {gap} {actor.role} {here}",
        f"actor {'itself' if name == text else 'in part'} {here}",
        f"actor {actor.role} cast {rank} {here}",
    ]
    return marks


def _spreads(owner: str) -> bool:
    """Whether a phrase only announces a list: `업체별 점유율은`, `연령별로는`."""
    head = owner.split()[-1]
    return len(head) > 2 and head.endswith("별") and head not in _NO_SPREAD


_NO_SPREAD = frozenset(["고별", "차별", "구별", "식별", "선별", "이별", "특별"])


def known_as(text: str, memory: Memory) -> list[str]:
    """Return what the article says of a candidate elsewhere: how often, where, as whose."""
    names = [f"said {memory.count(text)}"]
    if text == memory.focus:
        names.append("the focus")
    if text == memory.opening:
        names.append("the opening")
    if text in memory.headline:
        names.append("in the title")
    if text in memory.owned:
        names.append("owned before")
    return names


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


GOVERNMENT = "한국 정부"
"""Whose a national budget is, and what ministries spend, buy and plan."""
HOME = "한국"
"""Whose a national figure is that names no owner: `지난해 출생아 수는 23만8300명이다.`"""


def _budget(reading: Reading, memory: Memory) -> str:
    """Whether the sentence, or one before, speaks of a budget."""
    if any("예산" in w.stem for w in reading.words if w.kind == "noun"):
        memory.budget = True
        return "here"
    return "before" if memory.budget else "no"


def _carried(
    memory: Memory,
    kind: str,
    found: Iterable[str],
    best: str,
    *,
    since: str,
    about: str,
    budget: str,
) -> dict[str, list[str]]:
    """Return the owners of earlier figures, the topics of earlier sentences, the title's names."""
    named = set(found)
    state = min(len(memory.owned), 2)
    made: dict[str, dict[str, None]] = {}

    def add(text: str, names: Sequence[str]) -> None:
        if text not in made:
            again = ["named again"] if any(text in n or n in text for n in named) else []
            main = [f"focus, {best}"] if memory.focus and memory.focus in text else []
            known = known_as(text, memory)
            nature = nature_of(text, text, None)
            made[text] = dict.fromkeys([*again, *main, *known, nature])
        made[text].update(dict.fromkeys(names))

    if kind in {"money", "share", "times", "count"}:
        add(
            GOVERNMENT,
            [
                f"government {kind}, budget {budget}",
                f"government, budget {budget}, {about}",
                f"government said {memory.count('정부')}, budget {budget}",
                f"government, {best}",
            ],
        )
    seen: set[str] = set()
    for rank, (sentence, cls, subject) in enumerate(reversed(memory.subjects)):
        if subject in seen:
            continue
        seen.add(subject)
        gap = min(memory.sentence - sentence, 2)
        main = "main" if memory.owned[subject] * 2 > memory.figures > 2 else "one of several"
        add(
            subject,
            [
                f"carried, {best}",
                f"carried gap {gap}, {best}",
                f"carried #{min(rank, 2)}, {best}",
                f"carried same class {cls == kind} gap {gap}",
                f"carried {main}, {best}",
                f"carried #{min(rank, 1)} gap {gap}, {since}",
            ],
        )
    for rank, topic in enumerate(memory.topics[:4]):
        nature = nature_of(topic, topic, None)
        add(
            topic,
            [
                f"topic before, {best}",
                f"topic before #{rank}",
                f"topic before {nature}, {best}",
                nature,
            ],
        )
    add(
        HOME,
        [
            f"home, {about}",
            f"home, {about}, {best}",
            f"home, {about} {state}",
            f"home, {best}",
            f"home, {best}, {'begun' if memory.subjects else 'first'}",
        ],
    )
    for rank, name in enumerate(memory.foci):
        add(name, [f"focus #{rank}", f"focus #{rank}, {best}", f"focus #{rank}, known {state}"])
    if memory.opening:
        add(memory.opening, ["opening", f"opening, {best}"])
    for rank, name in enumerate(memory.title[:4]):
        nature = nature_of(name, name, None)
        add(name, [f"title, {best}", f"title #{rank}", f"title {nature}", nature])
    latest = list(memory.actors)[-LATEST:]
    for name in dict.fromkeys([*memory.cast(), memory.last_actor, *latest[::-1]]):
        if name:
            add(name, ["actor"])
    return {text: list(names) for text, names in made.items()}


LATEST = 4
"""So many of the actors named last may own a figure that names none."""
