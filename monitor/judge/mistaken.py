"""Whether a text calls one of its numbers wrong: `2,440만은 2,488만의 잘못이므로 바로잡습니다`.

A correction repeats the value that it takes back. That value is no claim of anybody's: it neither
confirms what is held nor is it news; the number beside it is.
"""

from __future__ import annotations

from functools import lru_cache

from monitor.judge.place import place_of
from monitor.model import Claim
from monitor.patterns import Pattern

LONGEST = 90
"""So many letters behind a number are heard for what is said of it."""

MISTAKE = r"(?:잘못|오기|오타|오류|착오|착각|오보)"
MENDED = r"(?:바로잡|정정|고쳐(?! 잡)|고칩|고치|고침)"
NUMBER = r"(?:약 )?[‘'“\"]?[-−]?\d"
WRONG = Pattern(
    r"^\s?[^\d\s,.]{0,8}?(?:"
    # `2,440만 명은 2,488만 명의 잘못`, `… 이라고 한 것은 2,488만 명의 오기`
    rf"(?:은|는|이란|라는|라고|으로|로)\s(?:[^\d.]{{1,20}}\s)?{NUMBER}.{{0,24}}?의\s{MISTAKE}"
    # `2,440만 명으로 잘못 적었다`, `2,440만 명이라고 쓴 것은 잘못`
    rf"|(?:으로|로|라고|다고)\s(?:\S{{1,6}}\s){{0,2}}{MISTAKE}"
    # `2,440만 명을 2,488만 명으로 바로잡습니다`
    rf"|(?:을|를|은|는|에서)\s{NUMBER}.{{0,24}}?로\s(?:\S{{1,6}}\s)?{MENDED}"
    # `2,440만 명은 오기이기에 2,488만 명으로 바로잡습니다`, `2,440만 명은 잘못된 수치로`
    rf"|(?:은|는)\s{MISTAKE}(?:이기|이므로|이어서|여서|이며|이고|였|된 (?:수치|숫자|표기|값|기록))"
    rf".{{0,30}}?{NUMBER}"
    # `2,440만 명은 2,488만 명을 잘못 쓴 것`
    rf"|(?:은|는)\s{NUMBER}.{{0,24}}?(?:을|를)\s(?:\S{{1,6}}\s)?{MISTAKE}\s"
    # `2,440만 명으로 보도했으나 2,488만 명이 맞기에`
    rf"|(?:으로|로|이라고|라고)\s\S{{1,8}}(?:으나|지만|는데),?\s(?:\S{{1,8}}\s)?{NUMBER}.{{0,24}}?"
    r"(?:이|가)\s(?:맞|옳|바른|올바)"
    r")"
)
"""What follows a number that is called wrong, up to the right one or the word for the mistake.

`2,440만 명이 아니라 2,488만 명` is heard apart (`REPLACED`): often another one says that.
"""

REPLACED = Pattern(
    rf"^\s?[^\d\s,.]{{0,8}}?(?:이|가)?\s?아니(?:라|고,?)\s(?:\S{{1,8}}\s){{0,2}}?{NUMBER}"
    rf"|^\s?[^\d\s,.]{{0,8}}?(?:이|가)\s아닌\s(?:\S{{1,8}}\s){{0,2}}?{NUMBER}"
)
"""`2,440만 명이 아니라 2,488만 명`: a correction where one is told, else what another one says."""

CORRECTS = Pattern(r"바로잡|정정|잘못|오기|오타|착오")

NOT_ALONE = Pattern(r"^\s?\S{0,6}?(?:뿐|만)(?:이|도)?\s아니")
"""`3만 명뿐 아니라`: that much, and more."""


def is_called_wrong(claim: Claim) -> bool:
    """Return whether a claim's own sentence says that its number is not the right one.

    Where it names no other in its place, it is a denial, and somebody's statement.
    """
    place = place_of(claim)
    return place is not None and _is_wrong(claim.quote, place.before)


@lru_cache(maxsize=4096)
def _is_wrong(quote: str, before: str) -> bool:
    start = quote.find(before) + len(before)
    while start < len(quote) and (quote[start].isdigit() or quote[start] in ",.천백십만억조 -−"):
        start += 1
    behind = quote[start : start + LONGEST]
    if NOT_ALONE.match(behind):
        return False
    if WRONG.match(behind):
        return True
    return REPLACED.match(behind) is not None and CORRECTS.search(quote) is not None
