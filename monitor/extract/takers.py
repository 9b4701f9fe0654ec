"""What a verb makes of the figure that it takes: `5조원을 쏟아붓는다` is an investment.

News names a property by its verb as often as by a noun: who 숨졌다 is counted among the 사망자, and
what the 외국인 던졌다 is a 순매도액. Where a figure's clause has no noun for it, the verb is heard
before anything that was measured sentences ago. The words: `lexicon.txt`.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.extract import lexicon
from monitor.extract.clauses import Reading, unit_class
from monitor.extract.heads import sort_of
from monitor.extract.kept import Kept
from monitor.extract.memory import Memory
from monitor.extract.metrics import own_measure
from monitor.extract.owners import is_measure
from monitor.extract.phrases import Word
from monitor.extract.rank import Candidate


def taken_by_verb(chosen: Candidate, reading: Reading, place: int, memory: Memory) -> Candidate:
    """Return the property that a figure's verb names, where its clause has no noun for it.

    `chosen` else: what the clause names itself stays, and so does what the verb says nothing of.
    """
    words = reading.words
    me = words[place]
    assert me.quantity is not None
    kind = unit_class(me.quantity.unit)
    if kind not in _HEARD or me.role not in _HEARD[kind]:
        return chosen
    table = kind if kind == "money" else "by" if me.role in _BY else "to"
    name = _name_of(words, place, table)
    if not name or name == chosen.text:
        return chosen
    if kind == "people":
        before = words[place - 1] if place else None
        counted = before is not None and before.kind == "noun" and is_measure(before.stem)
        if counted and name in _MILD:
            return chosen
        return Candidate(name, base=name)
    if own_measure(reading, reading.near(place), place, sort_of(me.quantity.unit)) == "own measure":
        return chosen
    if not _is_guess(chosen, words, memory):
        return chosen
    rest, _, last = chosen.base.rpartition(" ")
    if rest and name.startswith(last):
        name = f"{rest} {name}"  # `다온건설 횡령 규모`: of whom the money was
    return Candidate(name, base=name)


_MILD = frozenset(
    [
        *(
            "이용자 수",
            "방문객 수",
            "관람객 수",
            "입장객 수",
            "가입자 수",
            "탑승객 수",
            "접속자 수",
        ),
        "채용 인원",
    ]
)
"""What says no more of people than the noun before their number: `관객 5만 명이 다녀갔다`."""
_BY = frozenset({"subject", "also"})
_HEARD = {"money": frozenset({"object", ""}), "people": frozenset({"object", "", *_BY})}


def _is_guess(chosen: Candidate, words: Sequence[Word], memory: Memory) -> bool:
    """Whether a property of money was only made up (`대통령 규모`), or comes from before."""
    if chosen.text.rpartition(" ")[2] in _MADE_UP and not chosen.base.endswith(_MADE_UP):
        return True
    if chosen.base in _MADE_UP:
        return True
    said = {w.stem for w in words}
    return not said.issuperset(chosen.base.split()) and any(
        chosen.base == base for _, _, base, _ in memory.metrics
    )


_MADE_UP = ("규모", "금액", "비용")


def _name_of(words: Sequence[Word], place: int, table: str) -> str:
    """Return what the verb behind a figure calls it; empty for nothing.

    The verb is the first behind it, and only adverbs and to whom or what it goes may part them.
    """
    me = words[place]
    bare = not me.role
    for word in words[place + 1 : place + REACH]:
        if word.depth > me.depth:
            continue
        if word.kind in {"stop", "quantity", "time"}:
            return ""
        if name := _NAMES[table][word.stem + word.particle]:
            return name
        if word.kind in {"verb", "adnominal"}:
            return ""
        if bare or (word.kind == "noun" and word.role not in _PARTED_BY):
            return ""
    return ""


REACH = 6
"""So many words behind a figure its verb is looked for."""
_PARTED_BY = frozenset({"at", "by", "to", "from", "with", "object", ""})


def _work_out(table: tuple[tuple[str, str], ...]) -> Kept[str]:
    def name_of(word: str) -> str:
        return next((name.replace("_", " ") for start, name in table if word.startswith(start)), "")

    return Kept(name_of)


_NAMES = {
    "money": _work_out(lexicon.GIVEN_MONEY),
    "by": _work_out(lexicon.DONE_BY_PEOPLE),
    "to": _work_out(lexicon.DONE_TO_PEOPLE),
}
