"""is_anothers: whether a sentence gives its number to another than whose figure it was led to.

A report on one firm tells its rivals' numbers in the same breath, in the same words: `경쟁사인
한들모터스는 24.5%로`, `한들모터스는 23.1%, 누리자동차는 19.6%`. The words lead to the tracked
figure, the name right before the number leads away.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from monitor.judge.hearing import COMMON, NOBODY, PERSON, TELLER, hear
from monitor.judge.match import facets
from monitor.judge.metrics import TAIL, read_sentence, scan, squeeze
from monitor.judge.place import place_of, start_of
from monitor.model import Claim
from monitor.patterns import Pattern

RIVAL = Pattern(
    r"^(?:(?:국내|최대|주요|해외)\s)*"
    r"(?:경쟁\s?(?:사|업체|기업|회사|제품|모델|도시|상대|자)|라이벌|맞수|(?:후발|선두)\s?(?:주자|업체))"
    r"(?:인|이자|로 꼽히는|격인|로 불리는)?\s"
)
"""`경쟁사인 한들모터스`: what somebody is to whom the text is about."""

OWNS = Pattern(r"^['’”\"]?(?:의|은|는|이|가|도|역시|또한)\s")


def is_anothers(claim: Claim, others: Iterable[Claim], *, is_of_somebody: bool) -> bool:
    """Return whether a claim's number is told of a name that none of the other claims has.

    Args:
        others: the values of the figure that it was led to.
        is_of_somebody: the figure is tracked of somebody by name; of anybody only a rival, called
            so, is another.
    """
    others = tuple(others)
    if abroad := _abroad(claim):
        return not any(
            abroad in facets(o).countries or abroad in read_sentence(o.quote).countries
            for o in others
        )
    owner, is_rival = owner_here(claim)
    if not owner or not (is_of_somebody or is_rival):
        return False
    mine = squeeze(owner)
    for other in others:
        theirs = squeeze(hear(other).subject or other.subject)
        if not theirs or mine in theirs or theirs in mine:
            return False
        if owner_here(other)[0] == owner:
            return False
    return True


def _abroad(claim: Claim) -> str:
    """Return the foreign country that a claim's sentence begins with, where its fields lack it.

    `일본에서도 홍역이 번져 환자가 112명에 이른다`, in a text on 국내 환자.
    """
    before = _before(claim)
    led = LED.match(before)
    known = [e.value for _, e in scan(before) if e is not None and e.kind in ("country", "name")]
    if led is None or not known or set(known) != {known[-1]}:
        return ""
    mine = facets(claim)
    named = [e.value for _, e in scan(led[1]) if e is not None and e.kind == "country"]
    if named != [known[-1]] or named[0] == "KR" or named[0] in mine.countries or mine.names:
        return ""
    return named[0]


LED = Pattern(
    r"^(?:(?:같은|이|한편|반면|이웃)\s\S*\s?)?([가-힣]{2,6}?)(?:에서도|에서는|에선|은|는|도|의)\s"
)


def owner_here(claim: Claim) -> tuple[str, bool]:
    """Return the name that owns the number in its sentence, and whether it is called a rival.

    Empty where the claim's subject does not stand there by name.
    """
    return _owner(hear(claim).subject, _before(claim))


def _before(claim: Claim) -> str:
    """Return all of a claim's sentence before its number; empty where that is not found."""
    place = place_of(claim)
    return claim.quote[: start_of(claim.quote, place)] if place else ""


@lru_cache(maxsize=4096)
def _owner(subject: str, before: str) -> tuple[str, bool]:
    called = RIVAL.match(f"{subject} ")
    name = RIVAL.sub("", subject).strip() if called else subject.strip()
    if len(squeeze(name)) < 2 or not _is_name(name):
        return "", False
    at = before.rfind(name)
    if at < 0 or (at and before[at - 1].isalnum()):
        return "", False
    if not OWNS.match(f"{before[at + len(name) :]} ") and before[at + len(name) :].strip() != "(":
        return "", False
    is_rival = called is not None or bool(RIVAL_BEFORE.search(before[:at]))
    return name, is_rival


RIVAL_BEFORE = Pattern(
    r"(?:경쟁\s?(?:사|업체|기업|회사|제품|모델|도시|상대|자)|라이벌|맞수)"
    r"(?:인|이자|로 꼽히는|격인|로 불리는)\s(?:\S+\s)?$"
)


def _is_name(word: str) -> bool:
    """Return whether a word is a name, of a list or of none: no metric, part, place or title."""
    if NOBODY.search(word) or COMMON.fullmatch(word) or PERSON.search(word) or TELLER.search(word):
        return False
    if len(word.split()) > 2 or TAIL.sub("", word) != word:
        return False
    found = [entry.kind if entry is not None else "name" for _, entry in scan(word)]
    # `나래반도체`: what a firm makes ends many a name.
    return found[:1] == ["name"] and set(found) <= {"name", "segment"}
