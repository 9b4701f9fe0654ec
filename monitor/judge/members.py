"""What is said of each of a group says again what was told of its members.

`수조 원대 기업가치를 인정받은 회사가 잇따른다` names nobody, and its number is no figure of all of
them together: it holds for each of several. Where the user tracks a group and its members as one
figure's subjects, it says again what is held of a member whose value lies within it, and nothing of
one whose value does not. The other way round a member's own value is news: it says more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.judge.anchors import Anchor
from monitor.judge.metrics import Facets, read_facets
from monitor.judge.place import place_of
from monitor.model import Claim, Topic
from monitor.patterns import Pattern

MEMBER = (
    r"(?:회사|기업|업체|스타트업|곳|나라|국가|도시|지역|대학|병원|은행"
    r"|사람|선수|팀|제품|모델|가수|배우)"
)

NIEUN = "".join(chr(code) for code in range(ord("간"), ord("힣") + 1, 28))
"""Syllables that end in ㄴ, as a verb does before its noun: `받은`, `넘긴`, `기록한`."""

WHO = Pattern(
    rf"[{NIEUN}]\s(?:[가-힣A-Za-z]{{1,8}} ){{0,2}}?[가-힣A-Za-z]{{0,6}}{MEMBER}"
    r"(들)?(?:이|가|도|은|는|만)?\s"
)
"""`인정받은 회사가`: behind a verb that tells of them, who each of them is."""

SEVERAL = Pattern(
    r"줄을 잇|줄줄이|잇따|잇달|속속|여럿|여러|수두룩|즐비|적지 않|많"
    r"|늘고|늘었|늘어|쏟아지|넘쳐|한둘이"
)
"""What tells of more than one."""


def is_of_each(claim: Claim) -> bool:
    """Return whether a claim's number holds for each of several that its sentence does not name."""
    after = _after(claim)
    return any(
        found[1] is not None or SEVERAL.search(after, found.end()) is not None
        for found in WHO.finditer(after)
    )


REACH = 60
"""So many letters behind a number tell who has it."""

WORDED = Pattern(r"(?:수|몇)\s?[십백천]{0,2}\s?[만억조]")
"""`수조 원대`: a number without digits."""


def _after(claim: Claim) -> str:
    """Return what stands behind a claim's number; empty where that is not found."""
    place, quote = place_of(claim), claim.quote
    if place is None:
        found = WORDED.search(quote)
        return quote[found.end() :][:REACH] if found is not None else ""
    at = quote.find(place.after) if place.after.strip() else -1
    return quote[at : at + REACH] if at >= 0 else ""


def tells_of_member(mine: Anchor, theirs: Anchor, new: Claim) -> bool:
    """Return whether a new claim is of each of a group, and the old one's anchor of a member of it.

    Both are of one tracked figure: that the user named it of the group and of the member alike says
    that the one belongs to the other.
    """
    if (mine.topic, mine.figure) != (theirs.topic, theirs.figure):
        return False
    return _is_group(mine.subject) and not _is_group(theirs.subject) and is_of_each(new)


def _is_group(subject: str) -> bool:
    return "/" in subject  # as `anchors` writes a subject that is a group of people or firms


def member_terms(
    found: Anchor, topics: Sequence[Topic], claim: Claim, said: Sequence[Facets], kind: str
) -> Iterator[str]:
    """Yield the terms that lead from what is said of each of a group to its tracked members.

    Args:
        said: what the tracked figure's wordings mean.
        kind: the family of the claim's unit.
    """
    tracked = next((t.figures[found.figure] for t in topics if t.name == found.topic), None)
    if tracked is None or not _is_group(found.subject) or not is_of_each(claim):
        return
    heads = {f.head for f in said} - {""}
    for subject in tracked.subjects[:MOST]:
        f = read_facets(subject, "", "")
        if not f.groups:
            yield from (f"{kind}|{who}|{h}" for who in f.names | f.subject_rest for h in heads)


MOST = 12
"""So many members of a group are looked up."""
