"""One figure of several things, several figures each of its own thing, two figures of one thing.

`한국과 캐나다, 이스라엘 등은 1개` is said of all three, `메타와 테슬라가 각각 35만 개, 3만5000개`
of one each. A sum (`A와 B가 보유한 3600장`) is one thing. `40분에서 12분으로` is what one thing was
and is.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.extract import lexicon
from monitor.extract.clauses import Reading, unit_class
from monitor.extract.composition import compose
from monitor.extract.memory import Belonging
from monitor.extract.owners import is_measure, trim
from monitor.extract.phrases import Word, spell

LONGEST_LIST = 30
"""A sentence with more figures is a table: nothing in it is shared."""


def find_shared(reading: Reading) -> dict[int, tuple[str, ...]]:
    """Return, by place, the things that a figure is said of where they are several or its turn.

    `한국과 캐나다, 이스라엘 등은 1개`: all three. `메타와 테슬라가 각각 35만 개, 3만5000개`: one
    each. A sum (`A와 B가 보유한 3600장`) is one thing: without 각각, 모두, 씩 or a list of places
    there is no sharing.
    """
    words = reading.words
    found: dict[int, tuple[str, ...]] = {}
    if len(reading.figures) > LONGEST_LIST:
        return found
    for place, phrase in enumerate(reading.phrases):
        if phrase.role not in {"topic", "subject", "also", ""}:
            continue
        figures = [i for i in reading.figures if i > phrase.last and words[i].depth == phrase.depth]
        if not figures or not _may_list(reading, place):
            continue
        members = _members(reading, place)
        if len(members) < 2:
            continue
        figures = _run(words, figures)
        between = words[phrase.last + 1 : figures[0]]
        if any(w.kind in {"verb", "adnominal"} for w in between):
            continue
        cue = {w.stem for w in between} & _SHARED_CUES
        if len(figures) == len(members):
            for figure, member in zip(figures, members, strict=True):
                found[figure] = (member,)
        elif len(figures) == 1 and (
            cue
            or words[figures[0]].role == "each"
            or (phrase.role == "also" and len(members) > 1)
            or (
                phrase.role == "topic"
                and all(m.split()[0] in lexicon.PLACES for m in members)
                # `미국과 중국의 격차는 3%` is of both together
                and not any(w.role == "of" for w in phrase.words)
            )
        ):
            found[figures[0]] = members
    return found


_SHARED_CUES = frozenset(["모두", "각각", "나란히", "똑같이", "공히", "다같이"])


def _run(words: Sequence[Word], figures: Sequence[int]) -> list[int]:
    """Return the first of `figures` and those that follow it with commas or 과/와 only."""
    run = list(figures[:1])
    for place in figures[1:]:
        between = [w for w in words[run[-1] + 1 : place] if w.depth == words[place].depth]
        if any(w.kind != "stop" for w in between) or words[run[-1]].role not in {"", "with"}:
            break
        run.append(place)
    return run


def _may_list(reading: Reading, place: int) -> bool:
    """Say whether a phrase can name several things: it joins some, or stands behind another."""
    phrase = reading.phrases[place]
    if any(w.role == "with" or "·" in w.stem for w in phrase.words):
        return True
    return phrase.role == "also" or (
        place > 0 and phrase.first > 0 and reading.words[phrase.first - 1].stem == ","
    )


def _members(reading: Reading, at: int) -> tuple[str, ...]:
    """Return the things that phrase number `at` and the list it closes name."""
    words = reading.words
    phrase = reading.phrases[at]
    chain = [phrase]
    for earlier in reversed(reading.phrases[max(0, at - LONGEST_LIST) : at]):
        between = words[earlier.last + 1 : chain[0].first]
        linked = len(between) == 1 and between[0].kind == "stop" and between[0].stem == ","
        if earlier.role == phrase.role == "also":
            # `A의 비율도, B에서 일하는 C의 비율도 2%`: a clause may stand between.
            linked = not any(w.kind in {"verb", "quantity"} for w in between)
        elif phrase.role == "also" and not linked:
            continue
        if earlier.depth != phrase.depth or not linked:
            break
        if earlier.role not in {"", phrase.role if phrase.role == "also" else ""}:
            break
        chain.insert(0, earlier)
    members: list[str] = []
    for part in chain:
        current: list[Word] = []
        for word in trim(part):
            current.append(word)
            if word.role == "with":
                members.append(spell(current))
                current = []
        if current:
            members.append(spell(current))
    named = tuple(dict.fromkeys(one for m in members if m for one in _apart(m)))
    return named if phrase.role == "also" else _even(named)


def _even(members: tuple[str, ...]) -> tuple[str, ...]:
    """Return the members without what is said once for all of them.

    `한국과 일본의 성장률`: the owners; `가온전자의 매출과 영업이익`: the properties. Where each
    has an owner and a property of its own, both stay.
    """
    cut = [member.rpartition("의 ") for member in members]
    owned = [bool(owner) for owner, _, _ in cut]
    tails = {tail for owner, _, tail in cut if owner}
    if len(members) < 2 or not any(owned) or not all(is_measure(t.split()[-1]) for t in tails):
        return members
    if len(tails) == 1 and (all(owned) or owned.index(True) == len(members) - 1):
        return tuple(owner or tail for owner, _, tail in cut)
    if owned == [True] + [False] * (len(members) - 1):
        return tuple(tail for _, _, tail in cut)
    return members


def _apart(member: str) -> tuple[str, ...]:
    """Return the things that dots join: `서울·부산·대구의 사망자` names three."""
    owner, of, property_ = member.partition("의 ")
    parts = owner.split("·")
    if len(parts) < 2 or " " in owner or any(len(part) < 2 for part in parts):
        return (member,)  # 중·소기업 is one
    return tuple(f"{part}{of}{property_}" for part in parts)


def share_out(found: Belonging, owners: Sequence[str], unit: str) -> list[Belonging]:
    """Return what the figure says of each of `owners`; of what was found without any."""
    if not owners:
        return [found]
    return [_said_of(found, owner, unit) for owner in owners]


def _said_of(found: Belonging, owner: str, unit: str) -> Belonging:
    """Return what a figure says of one thing of a list: `AI 인재의 비율`, `영업이익`, `부산`."""
    own = compose(owner, unit_class(unit), unit, "", "")
    if is_measure(owner.split()[-1]):
        head, of, _ = owner.partition("의 ")
        return Belonging(head if of else found.subject, own, owner)
    if owner != found.base and owner in found.base:  # 찬성과 반대는 각각 54%, 38%
        return Belonging(owner, own, owner)
    return Belonging(owner, found.metric, found.base)


def goes_from(reading: Reading, before: int, place: int) -> bool:
    """Say whether something went from one figure to the next: `40분에서 12분으로 줄었다`."""
    words = reading.words
    first, second = words[before], words[place]
    assert first.quantity is not None
    assert second.quantity is not None
    between = [w for w in words[before + 1 : place] if w.depth == first.depth]
    return (
        first.particle == "에서"
        and second.particle in _ARRIVES
        and first.quantity.unit == second.quantity.unit
        and first.depth == second.depth
        and all(w.kind in {"adverb", "time"} for w in between)
    )


_ARRIVES = frozenset({"으로", "로", "까지"})


def as_one(before: Belonging, after: Belonging) -> Belonging:
    """Return what both ends of a change are of: the surer owner, and the property with more words.

    Where the two were read as different properties, the first was: what stands behind the second
    (`…로 늘린 …`) is often the next figure's.
    """
    owner = after if (after.share or 0.0) > (before.share or 0.0) else before
    named = after if after.metric.endswith(f" {before.metric}") else before
    return Belonging(owner.subject, named.metric, named.base, owner.share)
