"""A sentence taken apart, and where its phrases stand towards a figure, as grammar sees it.

In the figure's own clause or in another, beside it, in the clause that modifies it, before its
bracket; and whether a phrase owns the figure or only tells it (`X는 … Q로 추산했다`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from monitor.extract import lexicon
from monitor.extract.kept import Kept
from monitor.extract.phrases import Phrase, Word, cut_words, find_phrases
from monitor.model import Quantity, Span
from monitor.patterns import Pattern


def unit_class(unit: str) -> str:
    """Return the kind of thing a unit measures: money, share, times, rank, score, people, …"""
    return _CLASSES[unit]


def _unit_class(unit: str) -> str:
    if unit in {"%", "%p"}:
        return "share"
    if _MONEY.fullmatch(unit) and unit not in {"TEU", "OPS", "CGT"}:
        return "money"
    if unit in {"배", "위"}:
        return {"배": "times", "위": "rank"}[unit]
    if unit in {"점", "포인트"}:
        return "score"
    if unit in _PEOPLE:
        return "people"
    if unit in {"초", "개월", "세"}:
        return "time"
    if unit == "1":
        return "index"
    return "physical" if unit in _PHYSICAL else "count"


_CLASSES = Kept(_unit_class)


_MONEY = Pattern(r"[A-Z]{3}")


_PEOPLE = frozenset(["명", "사람", "인"])


_PHYSICAL = frozenset(
    [
        "m",
        "m2",
        "m²",
        "m3",
        "m³",
        "kg",
        "W",
        "Wh",
        "B",
        "bps",
        "Hz",
        "°C",
        "m/s",
        "L",
        "V",
        "A",
        "Pa",
        "J",
        "kg/m³",
        "dB",
        "OPS",
        "FLOPS",
        "톤",
        "배럴",
        "TEU",
        "CGT",
        "도",
        "km/h",
    ]
)


@dataclass(slots=True, eq=False)
class Reading:
    """A sentence taken apart.

    `figures`: the places of its quantities among `words`. `verbs`: those outside of brackets.
    `lead`: the first phrase that is topic or subject. `kinds`: a letter for each word's kind, with
    which its words are searched; `flat`: whether it has no brackets. What is asked of it more than
    once (subject and property are chosen among the same phrases) is worked out once.
    """

    span: Span
    words: tuple[Word, ...]
    phrases: tuple[Phrase, ...]
    figures: tuple[int, ...]
    verbs: tuple[Word, ...]
    lead: Phrase | None
    kinds: str
    flat: bool
    _near: dict[int, list[Phrase]] = field(default_factory=dict)
    _around: dict[int, list[tuple[Phrase, str, str]]] = field(default_factory=dict)
    _tellers: dict[tuple[int, int], str] = field(default_factory=dict)
    _sources: dict[int, bool] = field(default_factory=dict)
    _right_before: dict[int, Phrase | None] = field(default_factory=dict)

    def near(self, place: int) -> list[Phrase]:
        """Return the phrases around the word at `place`, nearest first."""
        known = self._near.get(place)
        if known is None:
            at = bisect_left(self.phrases, place, key=_first)
            around = self.phrases[max(0, at - BEFORE) : at + AFTER]
            known = [p for p in around if abs(p.last - place) <= REACH]
            known.sort(key=lambda p: abs(p.last - place))
            self._near[place] = known
        return known

    def around(self, place: int) -> list[tuple[Phrase, str, str]]:
        """Return the phrases of `near`, each with where it stands and how it tells the figure."""
        known = self._around.get(place)
        if known is None:
            near = self.near(place)
            topics = [p for p in near if p.last < place and p.role in _TOPICAL]
            known = self._around[place] = [
                (p, _place_of(self, p, place, topics), _teller_of(self, p, place)) for p in near
            ]
        return known

    def right_before(self, place: int) -> Phrase | None:
        """Return the topic or subject that only adverbs and times part from a figure, or None."""
        if place not in self._right_before:
            self._right_before[place] = _topic_right_before(self, place)
        return self._right_before[place]

    def teller_of(self, phrase: Phrase, place: int) -> str:
        """Return how a phrase tells the figure at `place`; empty if it does not."""
        key = phrase.first, place
        known = self._tellers.get(key)
        if known is None:
            known = self._tellers[key] = _teller_of(self, phrase, place)
        return known

    def is_source(self, phrase: Phrase) -> bool:
        """Whether what follows a phrase says that it counted: `X가 7일 발표한 …`, `X에 따르면`."""
        known = self._sources.get(phrase.first)
        if known is None:
            known = self._sources[phrase.first] = _is_source(self.words, phrase)
        return known


_first = attrgetter("first")

# More candidates are no better, and the time for a figure stays bounded whatever the sentence.
BEFORE, AFTER, REACH = 12, 4, 60

_LETTER_OF = {
    "noun": "n",
    "time": "t",
    "quantity": "q",
    "adverb": "a",
    "adnominal": "d",
    "verb": "v",
    "stop": "s",
}


def read_sentence(text: str, span: Span, quantities: Sequence[Quantity]) -> Reading:
    """Return `text[span]` as words and phrases; `quantities` are those inside it, in order."""
    words = cut_words(text, span, quantities)
    phrases = find_phrases(words)
    kinds = _joined("".join([_LETTER_OF[w.kind] for w in words]), words)
    return Reading(
        span=span,
        words=words,
        phrases=phrases,
        figures=tuple([i for i, kind in enumerate(kinds) if kind == "q"]),
        verbs=tuple([w for w in words if w.kind == "verb" and w.depth == 0]),
        lead=next((p for p in phrases if p.role in {"topic", "subject"} and not p.depth), None),
        kinds=kinds,
        flat=not any(w.depth for w in words),
    )


def _joined(kinds: str, words: Sequence[Word]) -> str:
    """Return the kinds of words where a verb and its auxiliary before a noun are of one.

    `1위를 기록하고 있는 미국은`: what stands before 미국 is 기록하고 있는, as 기록한 would be.
    """
    at = kinds.find("vd")
    while at >= 0:
        if words[at + 1].stem in _AUXILIARIES and words[at].stem.endswith(_BEFORE_AUXILIARY):
            kinds = f"{kinds[:at]}d{kinds[at + 1 :]}"
        at = kinds.find("vd", at + 1)
    return kinds


_AUXILIARIES = frozenset(
    {"있는", "있던", "않는", "않은", "않던", "못한", "못하는", "온", "오던", "나선"}
)
_BEFORE_AUXILIARY = tuple("고아어여해져워려와지")

BESIDE = frozenset({"opener", "of me", "beside me", "right after", "relative head", "my noun"})


def _place_of(reading: Reading, phrase: Phrase, place: int, topics: Sequence[Phrase]) -> str:
    """Return where a phrase stands towards a figure; `topics`: those of its sentence before it."""
    words, me = reading.words, reading.words[place]
    role = phrase.role or _counted_role(words, phrase, place)
    if phrase.last < place:
        between = _kinds_between(reading, phrase, place)
        if _opens(reading, phrase, place):
            return "opener"
        if role in {"of", "than", "bare"} and not between.strip("at"):
            return "beside me" if role == "bare" else f"{role} me"
        if role not in _PLACED:
            return _SIDES[role][0]
        clause = 0
        if "v" in between:
            clause = 3
        elif "d" in between:
            clause = 1 if between[-1] == "d" else 2
        rivals, last, depth = 0, phrase.last, phrase.depth
        for topic in topics:
            if topic.last > last and topic.depth == depth:
                rivals += 1
        at = 6 * clause + 2 * min(rivals, 2)
        return _CLAUSES[role][at + 1 if "q" in between else at]
    if phrase.first <= place + 1:
        return "my noun" if me.role == "of" else "right after"
    kinds = reading.kinds[place + 1 : phrase.first]
    if not reading.flat:
        kinds = outside(kinds, words, place + 1, me.depth)
    if kinds[-1:] == "d" and "v" not in kinds and "q" not in kinds:
        return "relative head"
    return _SIDES[role][2 if "v" in kinds or "q" in kinds or "s" in kinds else 1]


_TOPICAL = frozenset({"topic", "subject", "also"})
_PLACED = _TOPICAL | {"at", "at-topic", "only"}


def _spell_clauses(role: str) -> list[str]:
    return [
        f"{role} {clause} -{rivals}{past}"
        for clause in (
            "in my clause",
            "in my relative clause",
            "in a relative clause",
            "before another verb",
        )
        for rivals in range(3)
        for past in ("", " past a figure")
    ]


def _spell_sides(role: str) -> list[str]:
    return [f"{role} before", f"{role} after", f"{role} after more"]


# The same string each time: whoever looks it up need not read it again.
_CLAUSES = Kept(_spell_clauses)
_SIDES = Kept(_spell_sides)


def _topic_right_before(reading: Reading, place: int) -> Phrase | None:
    words = reading.words
    for phrase in reading.near(place):
        if phrase.last < place and phrase.role in _TOPICAL:
            break
    else:
        return None
    depth, last = phrase.depth, phrase.words[-1]
    if depth != words[place].depth or not last.particle.startswith(_OF_TOPICS):
        return None  # `유럽에서도 1만 대를`
    for word in words[phrase.last + 1 : place]:
        if word.depth != depth or (word.kind != "adverb" and word.kind != "time"):
            return None  # `지난해 약` may stand between
    return None if reading.teller_of(phrase, place) else phrase


_OF_TOPICS = ("은", "는", "이", "가", "도", "께서")
"""What ends a topic of which the next figure is."""


def _kinds_between(reading: Reading, phrase: Phrase, place: int) -> str:
    """Return the kinds of the words from a phrase to a figure, without those in deeper brackets."""
    kinds = reading.kinds[phrase.last + 1 : place]
    if reading.flat:
        return kinds
    depth = max(phrase.depth, reading.words[place].depth)
    return outside(kinds, reading.words, phrase.last + 1, depth)


def outside(kinds: str, words: Sequence[Word], first: int, depth: int) -> str:
    """Return the kinds of words, from that at `first` on, without those in deeper brackets."""
    return "".join([kind for i, kind in enumerate(kinds) if words[first + i].depth <= depth])


def _counted_role(words: Sequence[Word], phrase: Phrase, place: int) -> str:
    """Return the role of a phrase without particle: that of the count behind it, if there is one.

    `기업 한 곳이 쓴 돈은 3억원`: 기업 is a subject.
    """
    if phrase.last + 1 >= place:
        return "bare"
    follows = words[phrase.last + 1]
    if follows.kind == "quantity" or follows.stem == "하나":
        return follows.role or "bare"
    return "bare"


def _opens(reading: Reading, phrase: Phrase, place: int) -> bool:
    """Whether the bracket that holds the word at `place` follows the phrase."""
    words = reading.words
    return (
        not reading.flat
        and phrase.depth < words[place].depth
        and phrase.last < place
        and all(w.depth > phrase.depth for w in words[phrase.last + 1 : place])
    )


SOURCE_REACH = 11
"""So many words behind a phrase the verb may stand that makes it a source."""


def _is_source(words: Sequence[Word], phrase: Phrase) -> bool:
    """Whether what follows a phrase says that it counted: `X가 7일 발표한 …`, `X에 따르면`."""
    nouns = 0
    for word in words[phrase.last + 1 : phrase.last + SOURCE_REACH]:
        if word.depth > phrase.depth or word.kind in {"time", "adverb"}:
            continue
        if word.kind == "quantity":
            return False
        if word.kind in {"verb", "adnominal"}:
            return lexicon.tells_source(word.stem)
        if nouns < 2 and lexicon.tells_source(word.stem):
            return True
        nouns += 1
    return False


def teller_of(reading: Reading, phrase: Phrase, place: int) -> str:
    """Whether a phrase says the figure rather than owns it, and how.

    `X는 … Q로 추산했다`, `X에 따르면`, `X는 “…”고 말했다`.
    """
    return reading.teller_of(phrase, place)


def _teller_of(reading: Reading, phrase: Phrase, place: int) -> str:
    words = reading.words
    if reading.is_source(phrase):
        return "source"
    if phrase.role not in {"topic", "subject"}:
        return ""
    verbs = reading.verbs
    if phrase.last > place:
        return "said at the end" if _ends_with(reading, phrase) else ""
    if phrase is not reading.lead or not verbs or words[place].start > verbs[-1].start:
        return ""
    if phrase.role == "subject" and _is_of_somebody(phrase):
        return ""  # `증권가에서는 누리전자의 매출이 30조원에 이를 것으로 전망한다`
    last = verbs[-1].stem
    how = lexicon.how_told(last)
    if how and _is_told_by_another(reading, place):
        return ""
    if how:
        if "estimates" in how or ("takes for" in how and _is_taken(words, place)):
            return "estimator"
        quoting = len(verbs) > 1 and verbs[-2].stem.endswith("고")
        if quoting and "takes for" in how:
            return "teller"
        if "tells" in how and (quoting or last != "했다"):
            return "teller"
    if len(verbs) > 1 and verbs[-2].start > words[place].start and _QUOTES.search(verbs[-2].stem):
        return "quoter"
    return ""


def _is_told_by_another(reading: Reading, place: int) -> bool:
    """Whether who tells stands behind the figure: `아파트값은 0.5% 올랐다고 부동산원이 밝혔다`."""
    last, verbs = reading.phrases[-1], reading.verbs
    if last.first < place or last.role != "subject" or not _ends_with(reading, last):
        return False
    return len(verbs) < 2 or verbs[-2].start < last.words[0].start


def _is_of_somebody(phrase: Phrase) -> bool:
    """Whether a phrase names whose property it is (의): no property tells a figure."""
    return lexicon.is_measure(phrase.head) and any(w.role == "of" for w in phrase.words[:-1])


_QUOTES = Pattern(r"(?:[다라자냐]고|[다라자]며|[다라]면서|[다라]는)$")
"""How a verb ends that is only reported: `…에 불과하다며 거품을 경고했다`."""


def _ends_with(reading: Reading, phrase: Phrase) -> bool:
    """Whether a sentence ends with who says it: `… 오른다고 나이스신용평가는 계산했다`."""
    verbs = reading.verbs
    if not verbs or len(reading.words) - phrase.last > SAID_AT_END:
        return False
    last = verbs[-1]
    return last.start > phrase.words[-1].start and bool(lexicon.how_told(last.stem))


SAID_AT_END = 4
"""So many words at most are who says it and the verb at a sentence's end."""


def _is_taken(words: Sequence[Word], place: int) -> bool:
    if words[place].role == "by":
        return True
    for word in words[place + 1 : place + LISTED]:  # `각각 30%, 70%로 봤다`
        if word.kind == "quantity" and word.role == "by":
            return True
        if word.kind == "verb" or word.kind == "adnominal":
            break
    return any(w.kind == "noun" and w.stem == "것" and w.role == "by" for w in words[place + 1 :])


LISTED = 12
"""So many words behind a figure the last of its list may stand."""

# `AI 기업의 53.2%가`, `o1의 79.2%보다`: the share is the owner's. `챗GPT의 5%에 불과`: a ratio.
_OWNED_SHARE = frozenset({"subject", "topic", "object", "than", "with", "also"})


def is_owned_share(words: Sequence[Word], place: int) -> bool:
    follows = words[place + 1 : place + 2]
    if follows and follows[0].stem.startswith("차지"):
        return False  # `전체 출원의 70%를 차지한다`
    return words[place].role in _OWNED_SHARE


def arguments_of(reading: Reading, phrase: Phrase) -> list[Word]:
    """Return the words before the verb that modifies a phrase, up to what the clause is about."""
    at = phrase.first - len(phrase.lead) - 1
    found: list[Word] = []
    while at >= 0 and len(found) < 6:
        word = reading.words[at]
        quoting = word.kind == "verb" and word.stem.endswith("고")
        if word.depth != phrase.depth:
            at -= 1
            continue
        if word.kind not in {"noun", "adnominal"} and not quoting:
            break
        if word.kind == "noun" and word.role in {"topic", "at-topic", "also"}:
            break
        found.insert(0, word)
        at -= 1
    return found


def named_since(reading: Reading, place: int) -> str:
    """Whether something new is named between the figure before and this one."""
    at = bisect_left(reading.figures, place)
    last = reading.figures[at - 1] if at else -1
    if last < 0:
        return "first"
    named: Phrase | None = None
    for phrase in reading.near(place):
        if (
            last < phrase.first < place
            and phrase.role in _NAMING
            and (named is None or phrase.first < named.first)
        ):
            named = phrase
    if named is None:
        return "nothing since"
    return "named since" if named.role in _TOPICAL else "mentioned since"


_NAMING = _TOPICAL | {"of", ""}
