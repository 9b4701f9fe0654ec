"""What a verb makes of the figure that it takes: `5조원을 쏟아붓는다` is an investment.

News names a property by its verb as often as by a noun: who 숨졌다 is counted among the 사망자, and
what the 외국인 던졌다 is a 순매도액. Where a figure's clause has no noun for it, the verb is heard
before anything that was measured sentences ago, and so is what else the clause tells of so many
(`own_of_clause`). The words: `lexicon.txt`.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.extract import lexicon
from monitor.extract.clauses import Reading, arguments_of, unit_class
from monitor.extract.composition import compose
from monitor.extract.heads import sort_of
from monitor.extract.kept import Kept
from monitor.extract.memory import Memory
from monitor.extract.metrics import DEFAULT_OF_UNIT, bases_in, choose_property, own_measure
from monitor.extract.owners import is_measure, trim
from monitor.extract.owners import sort_of as sort_of_owner
from monitor.extract.phrases import Word, spell
from monitor.extract.rank import Candidate
from monitor.extract.verbs import move_of


def own_of_clause(
    chosen: Candidate,
    offered: Sequence[Candidate],
    reading: Reading,
    place: int,
    memory: Memory,
) -> Candidate:
    """Return the property that a figure's own clause tells of, where another was chosen.

    Args:
        offered: all that was weighed against it.
    """
    chosen = said_by_clause(chosen, offered, reading, place, memory)
    chosen = taken_by_verb(chosen, reading, place, memory)
    chosen = counted_here(chosen, reading, place, memory)
    chosen = burnt(chosen, reading, place)
    chosen = priced(chosen, reading, place, memory)
    chosen = as_compared(chosen, reading, place, memory)
    return no_plan(chosen, offered, reading, place)


def taken_by_verb(chosen: Candidate, reading: Reading, place: int, memory: Memory) -> Candidate:
    """Return the property that a figure's verb names, where its clause has no noun for it.

    `chosen` else: what the clause names itself stays, and so does what the verb says nothing of.
    """
    words = reading.words
    me = words[place]
    assert me.quantity is not None
    kind = unit_class(me.quantity.unit)
    if kind == "people" and (name := _who_did(reading, place)):
        if name in chosen.text:
            return chosen
        # What follows is read by the words that the text uses.
        said = not _is_carried(chosen, words, memory)
        return Candidate(name, base=chosen.base if said else name)
    if kind not in _HEARD or me.role not in _HEARD[kind]:
        return chosen
    table = kind if kind == "money" else "by" if me.role in _BY else "to"
    name = _name_of(words, place, table)
    if not name or name in chosen.text:
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


def said_by_clause(
    chosen: Candidate,
    offered: Sequence[Candidate],
    reading: Reading,
    place: int,
    memory: Memory,
) -> Candidate:
    """Return what the clause before a figure tells of so many, instead of what was told before.

    `근시율은 31%였다. 보청기를 쓰는 노인은 12%까지 늘었다`: no 근시율 of the old.
    """
    phrase = reading.right_before(place)
    quantity = reading.words[place].quantity
    assert quantity is not None
    if phrase is None or not phrase.lead or not _is_carried(chosen, reading.words, memory):
        return chosen
    if unit_class(quantity.unit) != "share" or move_of(reading.words, place):
        return chosen
    if phrase.head not in _THOSE and sort_of_owner(phrase.head) != "people":
        return chosen
    own = {base for _, base, _ in bases_in(reading, phrase, sort_of(quantity.unit))}
    return choose_property([c for c in offered if c.base in own]) or chosen


_THOSE = frozenset(
    {"사람", "것", "이", "곳", "가구", "돈", "집", "업체", "기업", "회사", "학교", "나라"}
)


def _is_carried(chosen: Candidate, words: Sequence[Word], memory: Memory) -> bool:
    """Whether a property was measured before and is not said in this sentence."""
    return _was_measured(chosen, memory) and not {w.stem for w in words}.issuperset(
        chosen.base.split()
    )


def _was_measured(chosen: Candidate, memory: Memory) -> bool:
    """Whether a figure before measured the same property."""
    return any(chosen.base == base for _, _, base, _ in memory.metrics)


def counted_here(chosen: Candidate, reading: Reading, place: int, memory: Memory) -> Candidate:
    """Return the number of what the clause counts instead of one that was told sentences ago.

    `챗봇은 150건을 처리했다. 회의는 마흔한 번 열렸다`: no number of what the chatbot did. Only of
    what happens (건, 회), or in another counter than before; a list goes on as it was.
    """
    phrase, words = reading.right_before(place), reading.words
    quantity = words[place].quantity
    assert quantity is not None
    if phrase is None or unit_class(quantity.unit) != "count":
        return chosen
    told = next((m for m in reversed(memory.metrics) if m[2] == chosen.base), None)
    if told is None or told[0] == memory.sentence or not _is_carried(chosen, words, memory):
        return chosen
    tail = _HAPPENS.get(quantity.unit, "" if told[1] == quantity.unit else "수")
    sort = sort_of_owner(phrase.head)
    if not tail or sort not in _COUNTABLE or is_measure(phrase.head):
        return chosen
    if phrase.head in lexicon.EMPTY_HEADS or move_of(words, place):
        return chosen
    metric = f"{phrase.head} {tail}"
    return Candidate(metric, base=metric)


def as_compared(chosen: Candidate, reading: Reading, place: int, memory: Memory) -> Candidate:
    """Return what the figure before measures for the one that it is held against in a bracket.

    `매매가격이 0.22% 올라 전주(0.28%)보다`: both rose by so much.
    """
    words = reading.words
    me, before = words[place], words[place - 1] if place else None
    if not me.depth or before is None or before.kind != "time" or before.depth >= me.depth:
        return chosen
    if not memory.metrics or me.quantity is None:
        return chosen
    sentence, unit, base, metric = memory.metrics[-1]
    if sentence != memory.sentence or unit != me.quantity.unit or unit != "%":
        return chosen
    if base != chosen.base or not metric.endswith(_MOVED):
        return chosen
    return Candidate(metric, base=base)


_MOVED = ("증가율", "감소율", "상승률", "하락률", "성장률")


def priced(chosen: Candidate, reading: Reading, place: int, memory: Memory) -> Candidate:
    """Return that a price moved where its name says so: `아파트값은 0.5% 올랐다`."""
    words, phrase = reading.words, reading.right_before(place)
    quantity = words[place].quantity
    assert quantity is not None
    if phrase is None or quantity.unit not in {"%", "%p"} or not phrase.head.endswith("값"):
        return chosen
    move = move_of(words, place)
    if not move or "값" in chosen.text or "가격" in chosen.text:
        return chosen
    if not _was_measured(chosen, memory):
        return chosen
    metric = compose("가격", "share", quantity.unit, move, "")
    return Candidate(metric, base="가격")


def burnt(chosen: Candidate, reading: Reading, place: int) -> Candidate:
    """Return that houses were lost in a fire where only 타다 says so: `불에 탄 집은 96채`."""
    words = reading.words
    me = words[place]
    assert me.quantity is not None
    if me.quantity.unit not in _HOUSES or "소실" in chosen.text:
        return chosen
    near = (*words[max(0, place - 4) : place], *words[place + 1 : place + 3])
    if not any((w.kind != "noun" and w.stem.startswith(_BURNS)) or w.stem == "탄" for w in near):
        return chosen
    if not any(w.stem == "불" or w.stem.startswith(_FIRES) for w in words):
        return chosen
    head = next((w.stem for w in near if w.kind == "noun" and w.stem in _BUILDINGS), "주택")
    metric = f"소실 {'주택' if head in _HOMES else head} 수"
    return Candidate(metric, base=metric)


_HOUSES = frozenset({"채", "동", "가구"})
_BURNS = ("탄", "탔", "타", "불탔", "불탄", "전소")
_FIRES = ("불에", "불이", "불로", "산불", "화재", "불길", "화마", "불탔", "불탄", "전소")
_BUILDINGS = frozenset({"집", "주택", "건물", "가옥", "창고", "공장", "축사", "비닐하우스", "상가"})
_HOMES = frozenset({"집", "가옥"})
_HAPPENS = {unit: DEFAULT_OF_UNIT[unit] for unit in ("건", "회", "번", "차례")}
_COUNTABLE = frozenset({"common", "thing", "action"})


def no_plan(
    chosen: Candidate, offered: Sequence[Candidate], reading: Reading, place: int
) -> Candidate:
    """Return what is planned instead of the plan: `놀이터를 120곳 만들겠다는 계획`."""
    if chosen.base not in lexicon.AIMED:
        return chosen
    quantity = reading.words[place].quantity
    assert quantity is not None
    thing = next((p for p in reading.near(place) if p.last < place and p.role == "object"), None)
    if thing is not None and unit_class(quantity.unit) == "count":
        metric = compose(spell(trim(thing)), "count", quantity.unit, "", "")
        return Candidate(metric, base=spell(trim(thing)))
    left = [c for c in offered if c.base.rpartition(" ")[2] not in lexicon.AIMED]
    return choose_property(left) or chosen


def without_other_owner(
    chosen: Candidate, words: Sequence[Word], memory: Memory, subject: str
) -> Candidate:
    """Return a property from before without the name of whose it was then.

    `누리버스 분담률은 31%다. 자전거는 6%다`: a bicycle has a 분담률.
    """
    first, _, rest = chosen.text.partition(" ")
    rest = rest.removeprefix("내 ")
    if (
        not rest
        or rest in lexicon.BARE_HEADS
        or first in subject
        or sort_of_owner(first) not in _OWNERS
    ):
        return chosen
    if first.isascii() or any(first == w.stem for w in words):
        return chosen
    if not any(first in owner.split() for _, _, owner in memory.subjects):
        return chosen
    return Candidate(rest, base=chosen.base)


_OWNERS = frozenset({"name", "place"})


def _who_did(reading: Reading, place: int) -> str:
    """Return how those are called of whom so many are told: `다친 이는 45명`; empty for nothing."""
    phrase = reading.right_before(place)
    if phrase is None or not phrase.lead or move_of(reading.words, place):
        return ""
    if phrase.head not in _PEOPLE and sort_of_owner(phrase.head) != "people":
        return ""
    names = _NAMES["by"]
    for word in (*reversed(phrase.lead), *arguments_of(reading, phrase)):
        if (name := names[word.stem + word.particle]) and name not in _TOLD_MORE:
            return name
    return ""


_TOLD_MORE = frozenset({"응답자 수", "신청자 수"})
"""Of them the clause says more: what they answered, what they asked for."""
_PEOPLE = frozenset({"이", "사람", "자", "분", "인원"})
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
    return _is_carried(chosen, words, memory)


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
