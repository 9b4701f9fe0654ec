"""What grammar alone settles of an owner or a property, whatever else the ranking would weigh.

The ranking (`subjects.py`, `metrics.py`) adds up hints, and hints can outweigh what a sentence says
outright. These few rules hold without exception in news: who asks people owns no rating, each name
of a list owns the figure behind it, `54%가 찬성했다` is a 찬성률, a share price needs shares.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from monitor.extract import lexicon
from monitor.extract.clauses import Reading, unit_class
from monitor.extract.composition import compose, rate_of, root_of
from monitor.extract.headings import headed_property, owner_heading
from monitor.extract.heads import class_in, sort_of, standard_of, suits
from monitor.extract.kept import Kept
from monitor.extract.memory import Memory
from monitor.extract.owners import PACKAGES, is_measure, nature_of, owner_of, trim
from monitor.extract.owners import sort_of as owner_sort
from monitor.extract.phrases import Phrase, Word, spell
from monitor.extract.rank import Candidate
from monitor.extract.verbs import answer_of, move_of, nominal, reference_of
from monitor.patterns import Pattern

# --- owners ---------------------------------------------------------------------------------------


def rule_owners(
    reading: Reading, place: int, memory: Memory, candidates: list[Candidate]
) -> list[Candidate]:
    """Return those of the candidates that may own the figure at `place`; never none of several.

    `memory.places` tells which of them its sentence names.
    """
    quantity = reading.words[place].quantity
    assert quantity is not None
    kind = unit_class(quantity.unit)
    if name := (
        _listed(reading, place)
        or _follows_name(reading, place)
        or _said_outright(reading, place)
        or _in_bracket(reading, place)
        or _of_firm(reading, place)
        or _of_topic_with_property(reading, place)
        or _of_the_same(reading, place, memory)
        or _packed(reading, place)
        or _of_each(reading, place)
        or _punished(reading, place)
        or (_rated(reading, place) if kind == "share" else "")
        or (_set_for(reading, place) if kind in _OF_PARTS else "")
        or _settled_by_office(reading, place)
        or _headed_by(reading, memory)
    ):
        return [c for c in candidates if c.text == name] or [Candidate(name)]
    owners = [owner_of(p)[0] for p in _own_topics(reading, place)]
    rated = kind in _RATED and any(lexicon.is_party(o.rpartition(" ")[2]) for o in owners)
    part = any(map(lexicon.is_part, owners))
    barred, of_kind = _barred_here(reading, place, memory), _BARRED.get(kind, _NONE)
    candidates = _of_that_place(candidates, reading, place)
    here = memory.places
    asked = rated or (kind == "share" and any(map(memory.count, _OF_POLLS)))
    if not (barred or of_kind or rated or part or asked):
        return [c for c in candidates if not _is_nobody(c.text)] or candidates
    kept = [
        c
        for c in candidates
        if (last := c.text.rpartition(" ")[2]) not in of_kind
        and last not in barred
        and not _is_nobody(c.text)
        and not (asked and last.endswith(_ASKING_FIRMS))
        and (c.text in here or not (rated or (part and lexicon.is_part(c.text))))
    ]
    return kept or candidates


_OF_POLLS = ("여론조사", "지지율", "응답률")
_ASKING_FIRMS = ("갤럽", "리서치", "리얼미터", "여론연구소")
"""How the names of those end who ask people, where a poll is told of."""


def _punished(reading: Reading, place: int) -> str:
    """Return on whom a penalty is put: `배씨에게는 징역 2년에 집행유예 3년을 내렸다`; or nothing.

    A court or an office puts it on somebody, who stands with 에게 or 에 before it.
    """
    words = reading.words
    beside = [w.stem for w in words[max(0, place - 1) : place + 2] if w.kind == "noun"]
    if _PUTS.isdisjoint(beside):
        return ""
    for phrase in reading.near(place):
        if phrase.last >= place or not phrase.particle.startswith(("에게", "에")):
            continue
        if phrase.role not in {"at", "at-topic"} or not _in_one_sentence(reading, phrase, place):
            continue
        owner, _ = owner_of(phrase)
        if owner and owner not in _PUTS and not is_measure(phrase.head):
            return owner
    return ""


def _in_one_sentence(reading: Reading, phrase: Phrase, place: int) -> bool:
    """Whether nothing but penalties stands between whom they are put on and the figure."""
    words = reading.words
    for at in range(phrase.last + 1, place):
        word = words[at]
        if word.kind in {"adnominal", "stop"}:
            return False
        if word.kind == "quantity" and words[at - 1].stem not in _PUTS:
            return False
    return True


_PENALTIES = frozenset({"징역", "징역형", "유기징역", "금고", "금고형", "집행유예", "자격정지"})
_PUTS = _PENALTIES | {"벌금", "과징금", "과태료", "추징금", "추징", "벌금형", "배상금", "부과금"}


def _rated(reading: Reading, place: int) -> str:
    """Return whose rating the clause's own topic names: `대통령 국정 지지율은`; or nothing."""
    for phrase, where, _ in reading.around(place)[:NEAREST]:
        if phrase.last < place and phrase.role in _TOPICAL and "in my clause -0" in where:
            owner, whole = owner_of(phrase)
            if owner != whole and phrase.head in _RATINGS and len(owner) > 1:
                named = owner not in lexicon.PLACES and owner != "정당" and owner[-1:] != "대"
                return owner if named else ""
            return ""
    return ""


_RATINGS = frozenset({"지지율", "지지도", "호감도"})


def _set_for(reading: Reading, place: int) -> str:
    """Return whose figure a public body sets, where the clause names it; empty for none.

    `금융위는 청년도약계좌 금리를 연 6%로 정했다`: 청년도약계좌 has the rate, no 금융위.
    """
    if reading.words[place].role not in _SET_TO:
        return ""
    name, official = "", False
    for phrase in reading.near(place)[:NEAREST]:
        if phrase.last >= place:
            continue
        if phrase.role == "object" and not name:
            owner, whole = owner_of(phrase)
            if owner == whole or not phrase.head.endswith(_PRICED):
                return ""
            name = owner
        elif phrase.role in _TOPICAL:
            official = official or _is_office(phrase.head)
    return name if official else ""


def _of_each(reading: Reading, place: int) -> str:
    """Return what a price of each is of: `새 칩의 개당 가격이 500달러`; empty for nothing."""
    phrase = reading.right_before(place)
    if phrase is None or phrase.first == 0:
        return ""
    for other in reading.near(place):
        if other.last == phrase.first - 1 and other.role == "each" and len(other.words) > 1:
            owner = other.words[:-1]
            return spell(owner) if owner[-1].role == "of" else ""
    return ""


def _settled_by_office(reading: Reading, place: int) -> str:
    """Return 한국 for what one of its offices counts of nobody else: `154억 달러로 확정했다`."""
    words = reading.words
    if words[place].role not in _SET_TO:
        return ""
    verb = next((w.stem for w in words[place + 1 : place + 4] if w.kind == "verb"), "")
    if not verb.startswith(_COUNTS):
        return ""
    official = counted = False
    for phrase in reading.near(place)[:NEAREST]:
        if phrase.last >= place:
            continue
        if phrase.role == "object" and not counted:
            owner, whole = owner_of(phrase)
            named = owner != whole and owner_sort(owner).startswith(_NAMES_OF)
            if named or not is_measure(phrase.head):
                return ""
            counted = True
        elif phrase.role in _TOPICAL:
            official = _is_office(phrase.head) and not _is_of_place(phrase)
    return _HOME if official and counted else ""


_HOME = "한국"
_COUNTS = ("집계", "확정", "추산", "추계", "잠정")


def _headed_by(reading: Reading, memory: Memory) -> str:
    """Return the name that heads the line of a figure (`■ 누리정밀 : 손실을 9억 원까지 줄였다`)."""
    name = owner_heading(reading, memory)
    if not name:
        return ""
    others = [o for o in memory.places if o != name and owner_sort(o).startswith(_NAMES_OF)]
    return "" if others else name


_NAMES_OF = ("name", "place", "people", "thing of name")


def _is_office(word: str) -> bool:
    return word in lexicon.OFFICIAL or (len(word) > 3 and word.endswith(_OFFICES))


_OFFICES = ("부", "처", "청", "위원회", "금융위", "감독원")
_PRICED = ("금리", "이자율", "보험료율", "수수료율", "수수료", "요금", "임대료", "보험료", "부담률")
"""What an office sets for what others offer."""
_SET_TO = frozenset({"by", "to"})


_BARRED = {
    "share": lexicon.POLLSTERS | {"평가", "응답", "답변", "대답", "의견"},
    "time": _PENALTIES,
}
"""By the kind of figure, the last words of what owns none: who asks, what is answered."""
_NONE: frozenset[str] = frozenset()


_NOBODY = frozenset(
    [
        *("실적", "누적", "수치", "합계", "총계", "누계", "대비", "격차", "차이", "증감"),
        *("잠정치", "확정치", "추정치", "추산치", "전망치", "예상치", "기대치", "속보치", "목표치"),
        *("집계치", "최고치", "최저치", "평균치", "보통", "통상", "대체로", "행위", "조치"),
        *(
            "그달",
            "당월",
            "동월",
            "전월",
            "전달",
            "이맘때",
            "그해",
            "당해",
            "전년",
            "전년도",
            "동기",
        ),
        *("전분기", "전주", "당시", "당일", "이날", "그날", "그때", "QoQ", "YoY", "MoM", "WoW"),
    ]
)
"""What only stands for a property told before (`지난해 실적은 1421억 달러였다`), or for a time."""


def _is_nobody(owner: str) -> bool:
    return owner in _NOBODY or (not owner[-1:].isalnum() and _NOBODIES[owner])


# `QoQ +3.9%`: how a change is counted, with its sign.
_NOBODIES = Kept(lambda owner: not any(map(str.isalnum, owner.rpartition(" ")[2])))


def _of_that_place(candidates: list[Candidate], reading: Reading, place: int) -> list[Candidate]:
    """Return the candidates without those of other places than the figure's property is of.

    `경기도 아파트 거래량은 1만 건`, in an article on 서울: of all that the clause names it first.
    """
    phrase = reading.right_before(place)
    words = trim(phrase) if phrase is not None else ()
    if phrase is None or not words or words[0].particle not in {"", "의"}:
        return candidates
    first = words[0].stem
    if not _is_place(first) or first in _EVERYWHERE:
        return candidates
    if not is_measure(phrase.head) or not any(first in c.text for c in candidates):
        return candidates
    return [c for c in candidates if first in c.text or not any(map(_is_place, c.text.split()))]


def _is_place(word: str) -> bool:
    """Whether a word is the name of a place, with what it is or without: 경기, 경기도, 강남구."""
    if word in lexicon.PLACES:
        return True
    return word.endswith(("도", "시", "군", "구")) and word[:-1] in lexicon.PLACES


_EVERYWHERE = frozenset({"국내", "해외", "전국", "세계", "전세계", "글로벌", "우리나라", "국외"})
"""A market, and no place that has something of its own: `국내 판매는 5만 대`."""


def _barred_here(reading: Reading, place: int, memory: Memory) -> frozenset[str]:
    """Return the last words of what owns no figure in this clause.

    An abbreviation behind its property (`활성 이용자(MAU)는`), and who foresees what is another's:
    `연구원은 수출 전망치를 1690억 달러로 낮췄다`, `예산처는 출산율이 0.79명까지 오른다고 봤다`.
    """
    lead, text, (start, end) = reading.lead, memory.text, reading.span
    bracket = text.find("(", max(0, start - 1), end) >= 0
    if not bracket and (lead is None or not _foresees(lead.head)):
        return _NONE  # as nearly always
    found: set[str] = set()
    measured = False
    for phrase in reading.near(place):
        if phrase.last > place:
            continue
        if bracket and _is_short_for(phrase, text) and _is_of_capitals(phrase.head):
            found.add(phrase.head)
        if phrase is lead:
            if measured and _foresees(phrase.head) and not _is_of_place(phrase):
                found.add(owner_of(phrase)[0].rpartition(" ")[2])
        elif phrase.role in _TOPICAL or phrase.role == "object":
            told = phrase.role == "object" and phrase.head in lexicon.AIMED
            measures = phrase.role != "object" and is_measure(phrase.head)
            measured = measured or told or measures or lexicon.is_national(phrase.head)
    return frozenset(found)


def _is_of_capitals(word: str) -> bool:
    return word.isascii() and word.isupper()


def _is_of_place(phrase: Phrase) -> bool:
    """Whether a phrase names a place: `캐나다 통계청` tells what is Canada's."""
    return any(word.stem in lexicon.PLACES for word in phrase.words)


def _is_short_for(phrase: Phrase, text: str) -> bool:
    """Whether a word stands in brackets right behind what it is short for."""
    first, last = phrase.words[-1].start, phrase.words[-1].end
    if text[first - 1 : first] != "(" or text[last : last + 1] != ")":
        return False
    before = text[max(0, first - 12) : first - 1].rpartition(" ")[2]
    return bool(before) and is_measure(before)


def _foresees(name: str) -> bool:
    """Whether a body by its name studies what is others': an institute, an office of statistics."""
    return name.endswith(_STUDENTS)


_STUDENTS = (
    *("연구원", "연구소", "연구센터", "경제원", "예산처", "정책처", "데이터처", "통계청", "협회"),
    *("KDI", "IMF", "OECD", "통화기금", "세계은행", "한국은행", "한은", "증권", "신용평가"),
)


_RATED = frozenset({"share", "count"})
"""What parties have of their own wherever they are named: ratings, seats, votes."""
NEAREST = 5
"""So many of the phrases around a figure are asked for what its clause is about."""


def _own_topics(reading: Reading, place: int) -> list[Phrase]:
    """Return what the figure's own clause is about: its last topic or subject and one before."""
    return [
        phrase
        for phrase, where, _ in reading.around(place)[:NEAREST]
        if phrase.role in _TOPICAL
        and phrase.last < place
        and where.endswith(("in my clause -0", "in my clause -1"))
    ]


_TOPICAL = frozenset({"topic", "subject", "also"})


def _listed(reading: Reading, place: int) -> str:
    """Return the bare name right before a figure in a list of such pairs; empty for none.

    `정당 지지율은 민주당 41%, 국민의힘 24%`: what the list gives stands before it as its topic.
    """
    if not (name := _name_before(reading, place)):
        return ""
    figures, at = reading.figures, bisect_left(reading.figures, place)
    first, size = at, 1
    while first and size <= LONGEST_LIST and _goes_on(reading, figures[first - 1], figures[first]):
        first, size = first - 1, size + 1
    if at + 1 < len(figures) and _goes_on(reading, place, figures[at + 1]):
        size += 1
    if size < 2:
        return ""
    quantity = reading.words[place].quantity
    assert quantity is not None
    sort = sort_of(quantity.unit)
    start = figures[first]
    for phrase in reading.near(start)[:NEAREST]:
        if phrase.last < start and phrase.role in _TOPICAL:
            told = is_measure(phrase.head) and suits(phrase.head, sort) is not False
            return name if told else ""
    return ""


def _follows_name(reading: Reading, place: int) -> str:
    """Return the bare name of a list that begins with a topic: `일본이 7억, 중국 6억 순`."""
    if not (name := _name_before(reading, place)):
        return ""
    figures, at = reading.figures, bisect_left(reading.figures, place)
    first, size = at, 0
    while first and size < LONGEST_LIST and _goes_on(reading, figures[first - 1], figures[first]):
        first, size = first - 1, size + 1
    if not first or not _follows(reading, figures[first - 1], figures[first]):
        return ""
    phrase = reading.right_before(figures[first - 1])
    owner, whole = owner_of(phrase) if phrase is not None else ("", "")
    named = owner == whole and _is_named(owner) and not is_measure(owner)
    return name if named else ""


def _said_outright(reading: Reading, place: int) -> str:
    """Return whose the figure is where the words right before it leave no doubt; else empty.

    `두림중공업의 수주 잔고는 22조 원`, `서울이 27.6%`, `누리플레이가 2위, 모두티비가 3위`: a name
    beside its property, a place alone or a name in a row of them, whoever the article is about.
    """
    phrase = reading.right_before(place)
    if phrase is None:
        return ""
    owner, whole = owner_of(phrase)
    sort = owner_sort(owner) if owner else ""
    if sort == "name of common":
        called, _, owner = owner.rpartition(" ")
        sort = "name" if lexicon.ORGANISATION.end(called) else ""
    if sort == "common" and not whole.endswith(owner):
        return _owner_of_like(reading, place, phrase)
    if _AGED.match(owner):
        return owner if owner != whole and _owns_beside(reading, place, phrase) else ""
    if sort not in _BY_NAME and not sort.endswith((" of name", " of place")):
        return ""
    if whole.endswith(owner):
        in_row = sort == "name" and not owner[-1].isdigit() and _is_in_row(reading, place)
        return owner if sort == "place" or in_row else ""
    return owner if _owns_beside(reading, place, phrase) and not sort.startswith(_COUNTED) else ""


def _in_bracket(reading: Reading, place: int) -> str:
    """Return the person in whose bracket a figure stands first: `윤 후보(33%)를 앞섰다`."""
    words = reading.words
    if not words[place].depth or words[place - 1].depth == words[place].depth:
        return ""
    for phrase in reading.near(place)[:2]:
        if phrase.last == place - 1 and phrase.depth < words[place].depth:
            owner, whole = owner_of(phrase)
            person = phrase.head in lexicon.CALLINGS["person"] and len(phrase.words) > 1
            return owner if person and owner == whole else ""
    return ""


def _of_firm(reading: Reading, place: int) -> str:
    """Return the firm that is the topic of a figure's clause, where it does not only tell it.

    `경쟁사인 하람가전은 영업이익 587억원을 올렸다`: whoever the article is about. Nothing but its
    property, a time or an adverb may stand between, and no other name.
    """
    words, me = reading.words, reading.words[place]
    phrase = next((p for p in reading.near(place) if p.last < place and p.role in _TOPICAL), None)
    if phrase is None or phrase.depth != me.depth or reading.teller_of(phrase, place):
        return ""
    owner, whole = owner_of(phrase)
    name = owner.rpartition(" ")[2]
    if any(word.role == "with" for word in phrase.words):
        return ""  # `딥시크와 오픈AI가`: of both
    if owner != whole or not _is_firm(name) or not phrase.words[-1].particle.startswith(_NAMING):
        return ""
    for word in words[phrase.last + 1 : place]:
        if word.depth != me.depth or word.kind not in _PASSED or word.role:
            return ""
        if word.kind == "noun" and not is_measure(word.stem):
            return ""
    follows = words[place + 1 : place + 3]
    return "" if any(w.stem.startswith(_PUTS_FORWARD) for w in follows) else name


_PUTS_FORWARD = ("제시", "전망", "예상", "예측", "추정", "추산", "평가", "산출", "제안")
"""What a firm does to the figures of others: `노무라증권은 4.5%를 제시했다`."""


_PASSED = frozenset({"noun", "adverb", "time"})
_NAMING = ("은", "는", "이", "가")
SHORTEST_FIRM = 3


def _is_firm(name: str) -> bool:
    """Whether a name ends as firms' names do: 하람가전, 두레증권; no 은행, no 서울은행연합회."""
    return len(name) >= SHORTEST_FIRM and owner_sort(name) == "name" and lexicon.FIRM.end(name)


def _of_topic_with_property(reading: Reading, place: int) -> str:
    """Return the product whose property is the subject of a figure: `'V9'는 메모리가 288GB`.

    A name in quotes or with a number as topic, its property as subject, and nothing between:
    whatever stood before. People and firms as topics may only tell what they found of others.
    """
    words = reading.words
    subject = reading.right_before(place)
    if subject is None or subject.first < 1 or words[subject.first - 1].role != "topic":
        return ""
    topic = next((p for p in reading.near(place) if p.last == subject.first - 1), None)
    if topic is None or topic.depth != subject.depth or reading.teller_of(topic, place):
        return ""
    owner, whole = owner_of(topic)
    quantity = words[place].quantity
    assert quantity is not None
    own = suits(subject.head, sort_of(quantity.unit)) is True
    last = topic.words[-1]
    marked = last.quoted or any(map(str.isdigit, last.stem))
    named = owner == whole and owner_sort(owner).startswith("name")
    return owner if own and named and marked else ""


def _of_the_same(reading: Reading, place: int, memory: Memory) -> str:
    """Return whose the figure before is, where its sentence names only a property since.

    `하람가전은 영업이익 587억원을 올렸고, 매출도 7210억원이다`; of names that the sentence says.
    """
    figures, at = reading.figures, bisect_left(reading.figures, place)
    if not at or not memory.subjects or memory.subjects[-1][0] != memory.sentence:
        return ""
    owner, words, before = memory.subjects[-1][2], reading.words, figures[at - 1]
    name = owner.rpartition(" ")[2]
    if not (_is_firm(name) or owner_sort(owner) in _NAMED or any(map(str.isdigit, name))):
        return ""
    if owner.partition(" ")[0] in lexicon.PRONOUNS:
        return ""
    if words[before].depth != words[place].depth:
        return ""
    if not any(name == w.stem for w in words[:before]):
        return ""
    told = False
    for phrase in reading.phrases:
        if not before < phrase.first < place:
            continue
        if phrase.role in _TOPICAL:
            if len(phrase.words) > 1 or phrase.head in lexicon.PRONOUNS:
                return ""
            told = True
        if not is_measure(phrase.head):
            return ""
    return owner if told else ""


_NAMED = frozenset({"people of name", "thing of name"})


def _packed(reading: Reading, place: int) -> str:
    """Return the good in whose package a price is told: `상추 4㎏ 상자가 2만6천원에`."""
    phrase = reading.right_before(place)
    if phrase is None or phrase.first < 2 or phrase.head not in PACKAGES:
        return ""
    words = reading.words
    if words[phrase.first - 1].kind != "quantity":
        return ""
    for before in reading.near(place):
        if before.last == phrase.first - 2:
            return owner_of(before)[0]
    return ""


# `50대 이상의 노동시간은`, `20대의 비율은`
_AGED = Pattern(r"\d0대(?:\s(?:이상|이하|초반|후반))?$")


def _owns_beside(reading: Reading, place: int, phrase: Phrase) -> bool:
    """Whether a phrase says of whom (의) it names a property that comes in the figure's unit."""
    quantity = reading.words[place].quantity
    assert quantity is not None
    if not is_measure(phrase.head) or suits(phrase.head, sort_of(quantity.unit)) is False:
        return False
    of = [w for w in trim(phrase)[:-1] if w.role == "of"]
    return bool(of) and of[-1].particle == "의"


def _owner_of_like(reading: Reading, place: int, phrase: Phrase) -> str:
    """Return who owns the figure before this one, where its phrase names the same property.

    `온누리은행의 수신 잔액은 31조 원, 여신 잔액은 24조 원`: nobody is called 여신.
    """
    at = bisect_left(reading.figures, place)
    before = reading.right_before(reading.figures[at - 1]) if at else None
    if before is None or before.head != phrase.head or not _owns_beside(reading, place, before):
        return ""
    owner = owner_of(before)[0]
    return owner if owner_sort(owner) in _BY_NAME else ""


def _is_in_row(reading: Reading, place: int) -> bool:
    """Whether the figure before this one in its sentence has a name right before it, too."""
    at = bisect_left(reading.figures, place)
    for figure in reversed(reading.figures[max(0, at - 2) : at]):
        phrase = reading.right_before(figure)
        if phrase is not None and owner_sort(phrase.head) in _BY_NAME:
            owner, whole = owner_of(phrase)
            return owner == whole
    return False


_BY_NAME = frozenset({"name", "place"})
_COUNTED = ("people ", "thing ", "measure ")


def _name_before(reading: Reading, place: int) -> str:
    """Return the name that stands right before a figure without a particle."""
    for phrase in reading.near(place)[:2]:
        if (
            phrase.last == place - 1
            and not phrase.role
            and phrase.depth <= reading.words[place].depth
        ):
            owner, whole = owner_of(phrase)
            return owner if owner == whole and _is_named(owner) else ""
    return ""


def _is_named(owner: str) -> bool:
    sort = owner_sort(owner) if owner else ""
    return sort in _BY_NAME or sort.endswith("of name") or lexicon.is_party(owner)


def _goes_on(reading: Reading, before: int, after: int) -> bool:
    """Whether a list goes on from one figure to the next: same unit, a comma, a name."""
    return _follows(reading, before, after) and bool(_name_before(reading, before))


def _follows(reading: Reading, before: int, after: int) -> bool:
    """Whether nothing but a comma and a name stand between a figure and one of the same unit."""
    words = reading.words
    first, second = words[before].quantity, words[after].quantity
    assert first is not None
    assert second is not None
    between = words[before + 1 : after]
    return (
        first.unit == second.unit
        and words[before].role in {"", "with"}
        and 1 < len(between) + (words[before].role == "with") < LONGEST_ITEM
        and all(w.kind in {"noun", "stop", "adverb"} for w in between)
        and bool(_name_before(reading, after))
    )


LONGEST_LIST = 20
"""So many figures back what a list gives is looked for."""
LONGEST_ITEM = 6
"""So many words stand between two figures of one list at most."""


# --- properties -----------------------------------------------------------------------------------


def settle_property(reading: Reading, place: int) -> Candidate | None:
    """Return the property that the figure's own clause says outright; None where it does not.

    `잘못하고 있다는 응답은 33%`, `31%가 반대했다`, `10%는 의견을 유보했다`, `징역 5년`.
    """
    words = reading.words
    quantity = words[place].quantity
    assert quantity is not None
    kind = unit_class(quantity.unit)
    if kind == "time":
        imposed = standard_of(words[place - 1].stem, "time") if place else ""
        return Candidate(imposed, base=imposed) if imposed in _IMPOSED else None
    if kind != "share":
        return None
    if quantity.unit == "%" and (done := _voted(words, place) or _held_of(words, place)):
        return Candidate(done, base=done)
    if answer := _approval(words, place) or _answered(reading, place):
        metric = compose(answer, kind, quantity.unit, move_of(words, place), "")
        return Candidate(metric, base=answer)
    return None


def _approval(words: Sequence[Word], place: int) -> str:
    """Return which judgement so many gave who were asked how somebody does; or nothing.

    `국정 운영을 ‘잘하고 있다’는 응답은 61%, ‘잘못하고 있다’는 28%`.
    """
    for at in range(place - 1, max(-1, place - REACH_OF_ANSWER), -1):
        word = words[at]
        if word.kind in {"quantity", "stop"}:
            return ""
        if word.stem.startswith(_DOES_WELL):
            return "긍정 평가"
        if word.stem.startswith(_DOES_BADLY):
            return "부정 평가"
    return ""


REACH_OF_ANSWER = 6
"""So many words before a figure the judgement may begin that it counts."""
_DOES_WELL = ("잘하고", "잘한다")
_DOES_BADLY = ("잘못하고", "잘못한다")
_IMPOSED = frozenset({"징역 형량", "금고 형량", "집행유예 기간", "자격정지 기간", "보호관찰 기간"})


def _voted(words: Sequence[Word], place: int) -> str:
    """Return what so many per cent did who were asked: 찬성률, `의견 유보 비율`; or nothing."""
    follows = words[place + 1 : place + 3]
    if words[place].role not in {"subject", "topic", "also"} or not follows:
        return ""
    if follows[0].kind in {"verb", "adnominal"}:
        done = nominal(follows[0].stem)
        return rate_of(done) if done in _VOTES else ""
    if len(follows) == 2 and follows[0].role == "object" and follows[0].stem in _GIVEN:
        done = nominal(follows[1].stem) if follows[1].kind == "verb" else ""
        return f"{follows[0].stem} {done} 비율" if done else ""
    return ""


def _held_of(words: Sequence[Word], place: int) -> str:
    """Return what so many per cent are where the verb alone says it: `71%를 점유한다`."""
    follows = words[place + 1].stem if place + 1 < len(words) else ""
    return next((rate for verb, rate in _RATES_OF_VERBS if follows.startswith(verb)), "")


_RATES_OF_VERBS = (
    *((verb, "점유율") for verb in ("점유하", "점유했", "점유한")),
    *((verb, "정답률") for verb in ("맞혔", "맞히", "맞혀", "맞힌")),
)
_VOTES = frozenset({"찬성", "반대"})
_GIVEN = frozenset({"의견", "응답", "답변", "대답", "판단", "평가"})


def _answered(reading: Reading, place: int) -> str:
    """Return the answer that so many gave, with its words: `잘못하고 있다는 응답`."""
    follows = reading.words[place + 1 : place + 2]
    if follows and nominal(follows[0].stem) in _VOTES:
        return ""
    phrase = _answer_before(reading, place)
    if phrase is None:
        said_after = answer_of(reading, place)
        short = said_after.count(" ") < SHORT_ANSWER
        return f"{said_after} 응답" if short and said_after.endswith(_QUOTING) else ""
    if not phrase.lead:
        return f"{phrase.words[-2].stem} 평가"
    verb = phrase.lead[-1].stem
    if verb.startswith(_CHOOSES):
        return "지지율"
    if (voted := nominal(verb)) in _VOTES:
        return rate_of(voted)
    said = " ".join(word.stem + word.particle for word in _said(reading, phrase))
    return f"{said} {'평가' if phrase.head == '평가' else '응답'}" if said else ""


def _answer_before(reading: Reading, place: int) -> Phrase | None:
    """Return the phrase of the figure's clause that is an answer with its words, if any."""
    for phrase in _own_topics(reading, place):
        if phrase.head == "평가" and len(phrase.words) > 1 and phrase.words[-2].stem in _JUDGED:
            return phrase  # `대통령 직무 긍정 평가는`
        if phrase.head not in _ANSWERS or not phrase.lead:
            continue
        verb = phrase.lead[-1].stem
        if verb.endswith(_QUOTING) or nominal(verb) in _VOTES:
            return phrase
    return None


_JUDGED = frozenset({"긍정", "부정"})
_ANSWERS = frozenset({"응답", "답", "답변", "대답", "응답자", "평가"})
_QUOTING = ("다는", "라는", "자는", "냐는", "겠다는", "다던", "다고 한")
_CHOOSES = ("뽑겠다", "찍겠다", "지지한다", "지지하겠다", "투표하겠다")
SHORT_ANSWER = 4
"""An answer of more words that comes behind its figure is rather summed up than repeated."""
LONGEST_ANSWER = 9
"""An answer of more words is not spelt out."""


def _said(reading: Reading, phrase: Phrase) -> list[Word]:
    """Return the words of the clause that modifies a phrase; none of a long one."""
    words: list[Word] = []
    for word in reversed(reading.words[max(0, phrase.first - LONGEST_ANSWER - 1) : phrase.first]):
        if word.kind in {"stop", "quantity"} or word.role in {"topic", "at-topic"}:
            break
        if _ASKING.search(word.stem) or (word.kind == "verb" and word.stem.endswith(_PARTS_FROM)):
            break
        if word.depth != phrase.depth:
            return []
        words.append(word)
        if word.quoted:
            break
    return [] if len(words) > LONGEST_ANSWER else words[::-1]


# `조사에서`, `설문한 결과`, `여론 =`: who was asked stands before what they said.
_ASKING = Pattern(r"(?:조사|설문|결과|투표)$|^[^\w]+$")
_PARTS_FROM = ("더니", "는데", "은데", "지만", "면서", "으며", "했고", "였고")


def rule_property(
    chosen: Candidate, reading: Reading, place: int, memory: Memory, subject: str
) -> Candidate:
    """Return the chosen property as the figure's own clause wants it.

    With the part of a company that its phrase names (`가전 부문 영업이익`), if `subject` does not;
    with the answer that the clause names instead of the one before; 주가 only of shares.
    """
    quantity = reading.words[place].quantity
    assert quantity is not None
    kind = unit_class(quantity.unit)
    chosen = _named_right_before(chosen, reading, place, subject)
    chosen = _moved_alike(chosen, reading, place, memory)
    if kind != "share":
        chosen = _in_all(chosen, quantity.unit, reading.words, memory)
    if kind in _OF_PARTS:
        chosen = _of_part(chosen, reading, place, memory, subject)
    chosen = _of_kind(chosen, reading, place, subject)
    chosen = headed_property(chosen, reading, place, memory, subject)
    if kind == "people" and chosen.text.endswith(("율", "률")) and _are_asked(reading.words, place):
        return Candidate("응답자 수", base="응답자 수")
    if kind != "share":
        return chosen
    if any(chosen.base == base for _, _, base, _ in memory.metrics):
        sort = sort_of(quantity.unit)
        for phrase in _own_topics(reading, place)[:1]:
            own = spell(trim(phrase)).removeprefix(subject).strip()
            if own and class_in(phrase.head, sort) == "answers" and phrase.head not in chosen.base:
                move = move_of(reading.words, place)
                return Candidate(compose(own, kind, quantity.unit, move, ""), base=own)
    if kinds := _kinds_told(chosen, reading, place, subject):
        return Candidate(f"{kinds} 비중", base=f"{kinds} 비중")
    if subject in _UNDECIDED and chosen.base in _RATINGS:
        return Candidate(f"{subject} 비율", base=f"{subject} 비율")
    topics, last = _own_topics(reading, place)[:1], subject.rpartition(" ")[2]
    if any(last not in {w.stem for w in topic.words} for topic in topics):
        rating = ""  # `대통령 직무 긍정 평가는 49%`, in a report on parties
    elif rating := (
        _rated_before(chosen, reading, memory, subject)
        or _rated_in_poll(reading, place, memory, subject)
    ):
        move = move_of(reading.words, place)
        return Candidate(compose(rating, kind, quantity.unit, move, ""), base=rating)
    return _priced(chosen, memory, subject)


def _rated_before(chosen: Candidate, reading: Reading, memory: Memory, subject: str) -> str:
    """Return the rating that an owner had before, where its sentence names no other property.

    `무당층 비중은 46%였다. 호남에서는 민생연합이 58%를 얻었다`: whoever had a 지지율 has it again.
    """
    rating = ""
    for (_, _, owner), (_, _, base, _) in zip(memory.subjects, memory.metrics, strict=True):
        if owner == subject and base in _RATINGS:
            rating = base
    if not rating or any(is_measure(p.head) or p.head in _ANSWERS for p in reading.phrases):
        return ""
    said = "".join([w.stem for w in reading.words])
    return "" if chosen.base.replace(" ", "") in said else rating


def _rated_in_poll(reading: Reading, place: int, memory: Memory, subject: str) -> str:
    """Return 지지율 for a candidate or a party in a poll whose sentence names no property.

    `여론조사에서 백 후보는 새솔시에서 51%를 얻었다`: what is asked of them is who would vote so.
    """
    last = subject.rpartition(" ")[2]
    if not (last in _STANDS or lexicon.is_party(last)) or not any(map(memory.count, _OF_POLLS)):
        return ""
    before = [p.head for p in reading.phrases if p.last < place]
    return "" if any(is_measure(head) or head in _ANSWERS for head in before) else "지지율"


_UNDECIDED = frozenset({"무당층", "부동층"})
"""Who supports nobody has no rating."""
_STANDS = frozenset({"후보", "예비후보"})


def _kinds_told(chosen: Candidate, reading: Reading, place: int, subject: str) -> str:
    """Return of what kinds so many per cent are told: `발생 장소는 논밭이 23.5%`, no 사망자 비율.

    A topic that names what is sorted, and one of its sorts as the figure's subject.
    """
    sort = reading.right_before(place)
    words = reading.words
    if sort is None or not sort.first or words[sort.first - 1].role != "topic":
        return ""
    if move_of(words, place) or words[place].quantity is None:
        return ""
    topic = next((p for p in reading.near(place) if p.last == sort.first - 1), None)
    if topic is None or not topic.head.endswith(_KINDS_OF) or topic.head in chosen.text:
        return ""
    return spell(trim(topic)).removeprefix(f"{subject} ")


_KINDS_OF = (
    *("장소", "원인", "이유", "유형", "사유", "용도", "품목", "직업", "연령대", "업종", "요인"),
    *("종류", "목적", "방법", "경로", "시간대", "국적", "성별", "동기", "부위"),
)


def _named_right_before(chosen: Candidate, reading: Reading, place: int, subject: str) -> Candidate:
    """Return the property with all the words that name it right before the figure.

    `수신 잔액은 31조 원, 여신 잔액은 24조 원`: 잔액 alone is said of both. Its `base`, from which
    later figures take theirs, stays.
    """
    phrase = reading.right_before(place)
    quantity = reading.words[place].quantity
    assert quantity is not None
    if phrase is None:
        return chosen
    if chosen.base in _BARE and phrase.head not in lexicon.EMPTY_HEADS:
        return _counted(chosen, quantity.unit, phrase, reading, place)
    if phrase.head != chosen.base.rpartition(" ")[2] and not _is_from_behind(
        chosen, reading, place
    ):
        return chosen
    if not is_measure(phrase.head) or suits(phrase.head, sort_of(quantity.unit)) is not True:
        return chosen
    words = trim(phrase)
    last_of = next((i for i in range(len(words) - 2, -1, -1) if words[i].role == "of"), -1)
    own = words[last_of + 1 :]
    base = spell(own).removeprefix(f"{subject} ")
    said = set(base.split())
    if len(said) < 2 or len(own[0].stem) < 2 or own[0].stem in _POINTS:
        return chosen
    if said <= set(chosen.text.split()):
        return chosen
    kind, move = unit_class(quantity.unit), move_of(reading.words, place)
    compared = kind == "times" or (kind == "share" and not move)
    reference = reference_of(reading, place, reading.near(place)) if compared else ""
    metric = compose(base, kind, quantity.unit, move, reference)
    return Candidate(metric, base=chosen.base) if metric else chosen


_BARE = frozenset({"건수", "수", "횟수", "대수"})


def _counted(
    chosen: Candidate, unit: str, phrase: Phrase, reading: Reading, place: int
) -> Candidate:
    """Return the number of what a country's offices count instead of a bare one: `이혼 건수`."""
    head = phrase.head
    if not lexicon.is_national(head) or is_measure(head) or move_of(reading.words, place):
        return chosen
    metric = f"{head} 건수" if unit == "건" else f"{head} 수"
    return Candidate(metric, base=metric)


def _is_from_behind(chosen: Candidate, reading: Reading, place: int) -> bool:
    """Whether only a phrase behind the figure names a property: that of the next one."""
    words = set(chosen.base.split())
    behind = False
    for phrase in reading.near(place):
        said = {w.stem for w in phrase.words}
        if words <= said:
            if phrase.first < place:
                return False
            behind = phrase.role in _TOPICAL
    return behind


def _in_all(chosen: Candidate, unit: str, words: Sequence[Word], memory: Memory) -> Candidate:
    """Return what came to so much in all, where only 누적 is said: of the last figure's property.

    `방문객은 170만 명이다. 9월까지 누적은 1408만 명이다.` The next sentence is of totals no more
    if it does not say so.
    """
    if chosen.text.startswith("누적 ") and not any("누" in w.stem for w in words):
        return Candidate(chosen.text.removeprefix("누적 "), base=chosen.base.removeprefix("누적 "))
    if chosen.base not in _TOTALS:
        return chosen
    told = next((base for _, of, base, _ in reversed(memory.metrics) if of == unit), "")
    root = root_of(told) if told else ""
    if not root or root in _TOTALS:
        return chosen
    if told.removeprefix(root).strip() not in {"", "수", "건수", "인원"}:
        return chosen
    return Candidate(compose(f"누적 {root}", unit_class(unit), unit, "", ""), base=told)


_TOTALS = frozenset({"누적", "누계", "누적 수"})


def _moved_alike(chosen: Candidate, reading: Reading, place: int, memory: Memory) -> Candidate:
    """Return by how many points the share that the sentence has just told moved.

    `순이자마진은 1.97%로 2분기보다 0.07%포인트 하락했다`: nothing else is named since.
    """
    quantity = reading.words[place].quantity
    assert quantity is not None
    if quantity.unit != "%p" or not memory.metrics:
        return chosen
    sentence, unit, base, _ = memory.metrics[-1]
    at = bisect_left(reading.figures, place)
    if sentence != memory.sentence or unit != "%" or base in chosen.text or not at:
        return chosen
    move = move_of(reading.words, place)
    if not move:
        return chosen
    since = reading.figures[at - 1]
    if any(since < p.last < place and p.role in _TOPICAL for p in reading.near(place)):
        return chosen
    metric = compose(base, "share", "%p", move, "")
    return Candidate(metric, base=base) if metric else chosen


def _are_asked(words: Sequence[Word], place: int) -> bool:
    """Whether so many people are asked: `1001명에게 물은`, `1001명을 대상으로 조사한`."""
    behind = words[place + 1 : place + 5]
    return words[place].role in {"at", "object"} and any(w.stem.startswith(_ASKED) for w in behind)


_ASKED = ("물은", "물었", "물어", "설문", "조사", "여론조사", "면접")


def _of_part(
    chosen: Candidate, reading: Reading, place: int, memory: Memory, subject: str
) -> Candidate:
    """Return the property with the part of the company that it is of, if nothing else says it."""
    phrases = _beside(reading, place)
    for phrase in phrases:
        if whole := _with_part(phrase, chosen.base, subject):
            return _put(chosen, whole)
    first, _, rest = chosen.base.partition(" ")
    if rest and first in lexicon.PARTS_OF_COMPANIES and lexicon.is_part(subject):
        return _put(chosen, rest)
    if memory.metrics and not any(is_measure(p.head) for p in phrases):
        sentence, _, base, _ = memory.metrics[-1]
        goes_on = sentence == memory.sentence and base.endswith(f" {chosen.base}")
        if goes_on and any(map(lexicon.is_part, (base.removesuffix(f" {chosen.base}"), base))):
            return _put(chosen, base)
    return chosen


_OF_PARTS = frozenset({"money", "share", "times"})


def _beside(reading: Reading, place: int) -> list[Phrase]:
    """Return the phrases of the figure's own clause that may name what it measures."""
    near = reading.near(place)
    bare = [p for p in near[:2] if p.last == place - 1 and not p.role]
    return [*bare, *_own_topics(reading, place)]


def _with_part(phrase: Phrase, base: str, subject: str) -> str:
    """Return the property with the part of a company that a phrase names before it, or nothing.

    For `base` 영업이익 of `반도체 사업부 영업이익`, where `subject` is not that part already.
    """
    words = trim(phrase)
    if len(words) < 2:
        return ""
    tail = len(words) - 1
    while tail > 0 and is_measure(words[tail].stem):
        tail -= 1
    part = words[tail].stem
    if tail == len(words) - 1 or not part.endswith(lexicon.PARTS_OF_COMPANIES):
        return ""
    first = tail
    if part in lexicon.PARTS_OF_COMPANIES:
        if not tail or words[tail - 1].role == "of" or words[tail - 1].stem in _POINTS:
            return ""
        first -= 1
    whole = spell(words[first:])
    if spell(words[first : tail + 1]) in subject or base == whole or not whole.endswith(base):
        return ""
    return whole


def _of_kind(chosen: Candidate, reading: Reading, place: int, subject: str) -> Candidate:
    """Return the property with the kind that the clause's own topic names: `환적 물동량`.

    Where a text says both the whole and a part, the part's figure is none of the whole's.
    """
    for phrase, where, _ in reading.around(place)[:NEAREST]:
        if phrase.last > place or not ("in my clause -0" in where or where == "beside me"):
            continue
        words = trim(phrase)
        if len(words) < 2 or words[-1].stem != chosen.base:
            continue
        if chosen.base in lexicon.BARE_HEADS:
            break
        first = len(words) - 1
        while first > 0 and words[first - 1].role != "of" and _is_kind(words[first - 1].stem):
            first -= 1
        kind = spell(words[first:-1]) if first < len(words) - 1 else ""
        if kind and kind not in subject:
            return _put(chosen, f"{kind} {chosen.base}")
        break
    return chosen


def _is_kind(word: str) -> bool:
    """Whether a word before a property tells which part of it: 환적, 수출입, 신규."""
    return len(word) > 1 and word not in _POINTS and owner_sort(word) in _KINDS


_KINDS = frozenset({"common", "thing", "action"})
_POINTS = frozenset({"이", "그", "해당", "각", "전", "전체", "모든", "총", "이번", "신규", "주요"})


def _put(chosen: Candidate, base: str) -> Candidate:
    """Return a property with another base than it was composed from."""
    if base in chosen.text:
        return Candidate(chosen.text, base=base)
    return Candidate(chosen.text.replace(chosen.base, base, 1), base=base)


def _priced(chosen: Candidate, memory: Memory, subject: str) -> Candidate:
    """Return 가격 for 주가 where no shares are spoken of; else 주가 for a company's 가격."""
    if chosen.base not in {"주가", "가격"}:
        return chosen
    head = subject.rpartition(" ")[2]
    if head in _INDICES or head.endswith("지수"):
        return _put(chosen, "지수")
    shares = any(memory.count(w) for w in _OF_SHARES)
    if chosen.base == "주가":
        return chosen if shares and not _is_good(subject) else _put(chosen, "가격")
    company = shares and nature_of(subject, subject, None) == "organisation"
    return _put(chosen, "주가") if company and owner_sort(subject) == "name" else chosen


@lru_cache(maxsize=5_000)
def _is_good(subject: str) -> bool:
    """Whether an owner is a thing that is sold and no company: 배추, 비트코인."""
    head = subject.rpartition(" ")[2]
    firm = lexicon.ORGANISATION.end(head) or head in _FIRMS
    return owner_sort(subject).startswith("thing") and not firm


_FIRMS = frozenset({"기업", "업체", "법인", "스타트업", "중소기업", "대기업", "중견기업", "벤처"})
_INDICES = frozenset({"코스피", "코스닥", "나스닥", "다우", "S&P500", "닛케이", "항셍"})
_OF_SHARES = ("주가", "증시", "코스피", "코스닥", "주식", "종가", "거래소", "장중", "나스닥")
