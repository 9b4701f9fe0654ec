# ruff: noqa: E501
"""Whose a figure is and which property it gives: subject and metric of each quantity of a sentence.

Both are chosen among candidates: the noun phrases of the sentence (by particle, place, distance),
what the sentence before was about, and what the figure before was said of. `rank.py` weighs them;
this file makes the candidates and spells the chosen one as a reader would name it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.extract import lexicon
from monitor.extract.phrases import Phrase, Word, cut_words, find_phrases, spell
from monitor.extract.rank import Candidate, Weights, choose
from monitor.model import Quantity, Span

_MONEY = re.compile(r"[A-Z]{3}")
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
    ]
)


def unit_class(unit: str) -> str:
    """Return the kind of thing a unit measures: money, share, times, rank, score, people, …"""
    if unit in {"%", "%p"}:
        return "share"
    if _MONEY.fullmatch(unit) and unit not in {"TEU", "OPS"}:
        return "money"
    if unit in {"배", "위"}:
        return {"배": "times", "위": "rank"}[unit]
    if unit in {"점", "포인트"}:
        return "score"
    if unit in _PEOPLE:
        return "people"
    if unit in {"초", "개월"}:
        return "time"
    if unit == "1":
        return "index"
    return "physical" if unit in _PHYSICAL else "count"


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence taken apart. `figures` are the places of its quantities among `words`."""

    span: Span
    words: tuple[Word, ...]
    phrases: tuple[Phrase, ...]
    figures: tuple[int, ...]


@dataclass(slots=True)
class Memory:
    """What the article has said so far: the topics of its sentences and the claims of its figures."""

    title: tuple[str, ...] = ()
    focus: str = ""  # what the article speaks of most, of what its title names
    topics: list[str] = field(default_factory=list)  # of the sentence before, then older ones
    subjects: list[tuple[int, str, str]] = field(default_factory=list)  # sentence, class, subject
    metrics: list[tuple[int, str, str, str]] = field(default_factory=list)  # …, unit, base, metric
    sentence: int = 0


def new_memory(title: str, figures: Sequence[Quantity], text: str) -> Memory:
    """Return what is known before an article's first sentence: what its title names.

    `figures`: the quantities of the title.
    """
    words = cut_words(title, (0, len(title)), figures)
    phrases = find_phrases(words)
    owners = dict.fromkeys(o for p in phrases if (o := owner_of(p)[0]))
    return Memory(title=tuple(owners), focus=_focus(phrases, text))


def _focus(phrases: Sequence[Phrase], text: str) -> str:
    """Return the name of the title that the text speaks of most; of a pair rather than a word."""
    counts: dict[str, float] = {}
    for phrase in phrases:
        stems = [w.stem for w in _trim(phrase.words)]
        for size in (1, 2):
            for i in range(len(stems) - size + 1):
                name = " ".join(stems[i : i + size])
                if _nature(name, name, None) in _FOCAL and len(name) > 1 and name not in _NO_OWNER:
                    counts[name] = text.count(name) * (1.6 if size > 1 else 1.0)
    best = max(counts, key=lambda n: counts[n], default="")
    return best if counts.get(best, 0) >= FOCUS_MENTIONS else ""


_FOCAL = frozenset({"name", "noun", "of a place", "organisation", "product"})
FOCUS_MENTIONS = 3
"""So often the text must speak of a name of its title before the article counts as about it."""


def read_sentence(text: str, span: Span, quantities: Sequence[Quantity]) -> Reading:
    """Return `text[span]` as words and phrases; `quantities` are those inside it, in order."""
    words = cut_words(text, span, quantities)
    places = tuple(i for i, w in enumerate(words) if w.kind == "quantity")
    return Reading(span, words, find_phrases(words), places)


@dataclass(frozen=True, slots=True)
class Belonging:
    """Whose a figure is and what it measures; `base` is the metric without what one figure adds."""

    subject: str
    metric: str
    base: str


def read_belonging(
    reading: Reading, place: int, memory: Memory, weights: Mapping[str, Weights]
) -> Belonging:
    """Return subject and metric of the figure at `place` of a sentence."""
    owner = choose(subject_candidates(reading, place, memory), weights["subject"])
    subject = owner.text if owner else ""
    metric = choose(metric_candidates(reading, place, memory, subject), weights["metric"])
    assert metric is not None
    return Belonging(subject or metric.text, metric.text, metric.base)


def remember_figure(reading: Reading, place: int, memory: Memory, found: Belonging) -> None:
    """Note what a figure was said of, for the figures after it."""
    quantity = reading.words[place].quantity
    assert quantity is not None
    memory.subjects.append((memory.sentence, unit_class(quantity.unit), found.subject))
    memory.metrics.append((memory.sentence, quantity.unit, found.base, found.metric))


def remember_sentence(reading: Reading, memory: Memory) -> None:
    """Note what a sentence was about, for the sentences after it."""
    topics = []
    for role in ("topic", "subject"):
        for phrase in reading.phrases:
            owner, whole = owner_of(phrase)
            if (
                phrase.role != role
                or not owner
                or phrase.depth
                or _teller(reading, phrase, phrase.last)
            ):
                continue
            if _nature(owner, whole, phrase) not in {"pronoun", "measure", "speaker", "syllable"}:
                topics.append(owner)
    memory.topics = list(dict.fromkeys([*topics, *memory.topics]))[:6]
    memory.sentence += 1


# --- subject -------------------------------------------------------------------------------------


NEAREST = 24
"""So many phrases around a figure are candidates: more are no better, and time stays bounded."""


def subject_candidates(reading: Reading, place: int, memory: Memory) -> list[Candidate]:
    """Return what may own the figure at `place`: phrases of its sentence, then what came before."""
    words, me = reading.words, reading.words[place]
    assert me.quantity is not None
    kind = unit_class(me.quantity.unit)
    words = reading.words
    estimated = any(_teller(reading, p, place) == "estimator" for p in reading.phrases[:NEAREST])
    found: dict[str, Candidate] = {}
    compared: set[str] = set()
    elsewhere = False
    best = "nothing"  # the kind of owner that the figure's own clause offers
    for phrase in sorted(reading.phrases, key=lambda p: abs(p.last - place))[:NEAREST]:
        owner, whole = owner_of(phrase)
        if not owner:
            continue
        where = _place_of(reading, phrase, place)
        if where in {"of me", "than me"} and kind == "times":
            compared.add(owner)
            continue  # what the figure is compared with
        if where == "of me" and kind == "share" and not _is_owned_share(words, place):
            compared.add(owner)
            continue
        if estimated and phrase.role == "object" and where == "object before":
            where = "what is estimated"
        if phrase.lead and phrase.head in _HOLLOW:
            owner = whole = _led_text(reading, phrase)
        nature = _nature(owner, whole, phrase)
        teller = _teller(reading, phrase, place)
        own_clause = where.startswith(_OWN_CLAUSE)
        if teller:
            where = f"{teller}, {where}"
        elif own_clause and best in {"nothing", "measure"} and nature != "speaker":
            best = nature if nature in {"measure", "pronoun"} else "name"
        names = [where, nature, f"{where}, {nature}"]
        if where in _BESIDE:
            names += [f"{where} {kind}", f"{where} {kind} {me.role}", f"{where} {kind} {nature}"]
        if phrase.depth > me.depth:
            names.append("in a bracket")
        if len(owner) > 24:
            names.append("long")
        if not teller and best in {"nothing", "measure"} and nature in _NAMES and _may_own(where):
            elsewhere = True
        found.setdefault(owner, Candidate(owner, tuple(names)))
    for i in reading.figures:
        text = _group(reading.words, i)
        if text and i != place and abs(i - place) < GROUP_REACH:
            side = "before" if i < place else "after"
            role = reading.words[i].role or "bare"
            found.setdefault(
                text, Candidate(text, ("group", f"group {side} {role}", f"group {best}"))
            )
    if elsewhere and best in {"nothing", "measure"}:
        best = f"{best} but a name elsewhere"
    for candidate in _carried(memory, kind, found, best, since=_named_since(reading, place)):
        if candidate.text not in compared:
            found.setdefault(candidate.text, candidate)
    return list(found.values())


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


def _teller(reading: Reading, phrase: Phrase, place: int) -> str:
    """Whether a phrase says the figure rather than owns it, and how.

    `X는 … Q로 추산했다`, `X에 따르면`, `X는 “…”고 말했다`.
    """
    words = reading.words
    if _is_source(words, phrase):
        return "source"
    if phrase.role not in {"topic", "subject"} or phrase.last > place:
        return ""
    rivals = [
        p
        for p in reading.phrases
        if p.role in {"topic", "subject"} and p.first < phrase.first and p.depth == phrase.depth
    ]
    verbs = [w for w in words if w.kind == "verb" and w.depth == 0]
    if rivals or not verbs or words[place].start > verbs[-1].start:
        return ""
    last = verbs[-1].stem
    if lexicon.ESTIMATES.fullmatch(last):
        return "estimator"
    if lexicon.TAKES_FOR.fullmatch(last) and _is_taken(words, place):
        return "estimator"
    quoting = len(verbs) > 1 and verbs[-2].stem.endswith("고")
    if quoting and lexicon.TAKES_FOR.fullmatch(last):
        return "teller"
    if lexicon.TELLS.fullmatch(verbs[-1].stem) and (quoting or verbs[-1].stem != "했다"):
        return "teller"
    return ""


_BESIDE = frozenset({"opener", "of me", "beside me", "right after", "relative head", "my noun"})


def _is_taken(words: Sequence[Word], place: int) -> bool:
    if words[place].role == "by":
        return True
    return any(w.kind == "noun" and w.stem == "것" and w.role == "by" for w in words[place + 1 :])


# `AI 기업의 53.2%가`, `o1의 79.2%보다`: the share is the owner's; `챗GPT의 5%에 불과`: a ratio to it.
_OWNED_SHARE = frozenset({"subject", "topic", "object", "than", "with", "also"})
# Heads that name nobody without their clause: `미국 빅테크에 들어간 이들`, `GPU가 부족하다고 답한 곳`.


def _is_owned_share(words: Sequence[Word], place: int) -> bool:
    follows = words[place + 1 : place + 2]
    if follows and follows[0].stem.startswith("차지"):
        return False  # `전체 출원의 70%를 차지한다`
    return words[place].role in _OWNED_SHARE


_HOLLOW = frozenset(
    [
        "이들",
        "사람",
        "곳",
        "이",
        "것",
        "자",
        "기업",
        "회사",
        "업체",
        "사람들",
        "기업들",
        "응답자",
        "연구자",
        "국가",
        "나라",
        "가구",
        "직장인",
        "학생",
    ]
)


def _led_text(reading: Reading, phrase: Phrase) -> str:
    """Return a phrase with the clause that modifies it, as written."""
    arguments = [w.stem + w.particle for w in _arguments(reading, phrase)]
    return " ".join([*arguments, *(w.stem for w in phrase.lead), spell(_trim(phrase.words))])


def _place_of(reading: Reading, phrase: Phrase, place: int) -> str:
    """Return where a phrase stands towards a figure, as grammar sees it."""
    words, me = reading.words, reading.words[place]
    role = phrase.role or "bare"
    if phrase.last < place:
        between = [
            w
            for w in words[phrase.last + 1 : place]
            if w.depth <= phrase.depth or w.depth <= me.depth
        ]
        if _opens(words, phrase, place):
            return "opener"
        idle = all(w.kind in {"adverb", "time"} for w in between)
        if idle and role == "of":
            return "of me"
        if idle and role == "than":
            return "than me"
        if idle and role == "bare":
            return "beside me"
        rivals = sum(
            1
            for p in reading.phrases
            if phrase.last < p.last < place
            and p.role in {"topic", "subject", "also"}
            and p.depth == phrase.depth
        )
        if role in {"topic", "subject", "also", "at", "at-topic"}:
            verbs = [w.kind for w in between]
            if "verb" in verbs:
                where = "before another verb"
            elif "adnominal" in verbs:
                mine = between[-1].kind == "adnominal"
                where = "in my relative clause" if mine else "in a relative clause"
            else:
                where = "in my clause"
            figures = min(verbs.count("quantity"), 1)
            return f"{role} {where} -{min(rivals, 2)}{' past a figure' if figures else ''}"
        return f"{role} before"
    between = list(words[place + 1 : phrase.first])
    if not between:
        return "my noun" if me.role == "of" else "right after"
    kinds = [w.kind for w in between if w.depth <= me.depth]
    if kinds and kinds[-1] == "adnominal" and "verb" not in kinds and "quantity" not in kinds:
        return "relative head"
    far = "verb" in kinds or "quantity" in kinds or "stop" in kinds
    return f"{role} after{' more' if far else ''}"


HOME = "한국"
"""Whose a national figure is that names no owner: `지난해 출생아 수는 23만8300명이다.`"""


def _named_since(reading: Reading, place: int) -> str:
    """Whether something new is named between the figure before and this one."""
    last = max((i for i in reading.figures if i < place), default=-1)
    if last < 0:
        return "first"
    for phrase in reading.phrases:
        if last < phrase.first < place and phrase.role in {"topic", "subject", "also", "of", ""}:
            return (
                "named since" if phrase.role in {"topic", "subject", "also"} else "mentioned since"
            )
    return "nothing since"


def _carried(
    memory: Memory, kind: str, found: Iterable[str], best: str, *, since: str
) -> list[Candidate]:
    """Return the owners of earlier figures, the topics of earlier sentences, the title's names."""
    named = set(found)
    made: dict[str, Candidate] = {}

    def add(text: str, names: Sequence[str]) -> None:
        again = ["named again"] if any(text in n or n in text for n in named) else []
        main = [f"focus, {best}"] if memory.focus and memory.focus in text else []
        made.setdefault(text, Candidate(text, (*names, *again, *main)))

    counts = Counter(subject for _, _, subject in memory.subjects)
    for rank, (sentence, cls, subject) in enumerate(reversed(memory.subjects[-6:])):
        gap = min(memory.sentence - sentence, 2)
        main = "main" if counts[subject] * 2 > len(memory.subjects) > 2 else "one of several"
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
        nature = _nature(topic, topic, None)
        add(
            topic,
            [
                f"topic before, {best}",
                f"topic before #{rank}",
                f"topic before {nature}, {best}",
                nature,
            ],
        )
    add(HOME, [f"home, {best}", f"home, {best}, {'begun' if memory.subjects else 'first'}"])
    if memory.focus:
        add(memory.focus, ["focus alone", f"focus alone, {best}"])
    for rank, name in enumerate(memory.title[:4]):
        nature = _nature(name, name, None)
        add(name, [f"title, {best}", f"title #{rank}", f"title {nature}", nature])
    return list(made.values())


def _opens(words: Sequence[Word], phrase: Phrase, place: int) -> bool:
    """Whether the bracket that holds the word at `place` follows the phrase."""
    return (
        phrase.depth < words[place].depth
        and phrase.last < place
        and all(w.depth > phrase.depth for w in words[phrase.last + 1 : place])
    )


def _is_source(words: Sequence[Word], phrase: Phrase) -> bool:
    """Whether what follows a phrase says that it counted: `X가 7일(현지시각) 발표한 …`, `X에 따르면`."""
    seen = 0
    for word in words[phrase.last + 1 : phrase.last + 8]:
        if word.depth > phrase.depth or word.kind in {"time", "adverb"}:
            continue
        if word.kind == "quantity" or seen == 2:
            return False
        if lexicon.SOURCE_CUES.match(word.stem):
            return True
        seen += 1
    return False


def _nature(owner: str, whole: str, phrase: Phrase | None) -> str:
    """Return what kind of thing a phrase names, the first that holds."""
    parts = owner.split()
    head, first = parts[-1], parts[0]
    if all(is_measure(w) or w in lexicon.ACTIONS or w in lexicon.MEASURE_QUALIFIERS for w in parts):
        return "measure"
    if head in lexicon.PRONOUNS or first in {"이", "그", "해당", "이번", "같은"}:
        return "pronoun"
    if head in lexicon.AIMED and len(parts) > 1:
        return "somebody's figure"
    if lexicon.SPEAKER_HEADS.fullmatch(head):
        return "speaker"
    if len(head) == 1 and not head.isascii():
        return "syllable"
    if owner in lexicon.PLACES:
        return "place"
    if owner != whole:
        return "owner of a measure"
    if first in lexicon.PLACES:
        return "of a place"
    if head in lexicon.PRODUCTS or _PRODUCT.fullmatch(head):
        return "product"
    if re.search(r"[A-Z0-9]", owner) or (phrase is not None and phrase.words[0].quoted):
        return "name"
    if is_measure(head):
        return "measure of something"
    return "organisation" if lexicon.ORGANISATION.fullmatch(head) else "noun"


# A model by its number: H100, GB200, F-35.
_PRODUCT = re.compile(r"[A-Z]{1,3}-?\d{2,4}[A-Za-z]?급?")


def is_measure(noun: str) -> bool:
    """Whether the noun names a property (`매출`, `이용자`, `점유율`) rather than a thing."""
    return noun in lexicon.MEASURE_HEADS or bool(lexicon.MEASURE_ENDINGS.fullmatch(noun))


def owner_of(phrase: Phrase) -> tuple[str, str]:
    """Return the owner that the phrase names, and the whole phrase.

    `딥시크 앱의 월간 이용자`: 딥시크 앱. `국내 AI 시장 규모`: 국내 AI 시장. A phrase that names only
    a property is its own owner: better than none.
    """
    words = _trim(phrase.words)
    if not words:
        return "", ""
    whole = spell(words)
    last_of = max((i for i, w in enumerate(words[:-1]) if w.role == "of"), default=-1)
    if last_of >= 0 and is_measure(words[-1].stem):
        return spell(words[: last_of + 1]), whole
    stop = len(words)
    while stop > 0 and (
        is_measure(words[stop - 1].stem)
        or (stop < len(words) and words[stop - 1].stem in lexicon.MEASURE_QUALIFIERS)
    ):
        stop -= 1
    kept = words[:stop]
    if all(w.stem in _NO_OWNER or w.stem in lexicon.ACTIONS for w in kept):
        return whole, whole
    return spell(kept), whole


_NO_OWNER = frozenset(["AI", "인공지능", "이", "그", "전체", "관련", "분야", "부문"])
_EDGE = frozenset(
    [
        "이",
        "그",
        "저",
        "두",
        "세",
        "네",
        "한",
        "각",
        "양",
        "등",
        "중",
        "가운데",
        "간",
        "및",
        "혹은",
        "또는",
        "관련",
        "모든",
        "약",
        "측",
        "바",
        "것",
        "데",
        "수",
        "등등",
        "만도",
        "셈",
        "점",
        "때",
        "채",
        "뿐",
        "줄",
        "게",
        "지",
        "만",
    ]
)


def _trim(words: Sequence[Word]) -> list[Word]:
    """Return the words without what only points, closes a list or belongs to a figure before.

    `이 가운데`, `… 등`; `150조 원 규모 국민성장펀드`, `728조원 가운데 AI 분야`.
    """
    own = [w for w in words if w.stem]
    for i, word in enumerate(own):
        if word.stem == "=":  # `한도윤 기자 = 정부가`
            own = own[i + 1 :]
            break
    while len(own) > 1 and own[0].stem in _LEFT_OVER and not own[0].role:
        own = own[1:]
    while len(own) > 1 and own[-1].stem in _CLOSES_LIST:
        own.pop()
    return own if not (len(own) == 1 and own[0].stem in _EDGE) else []


_LEFT_OVER = frozenset(
    [
        "가운데",
        "중",
        "규모",
        "급",
        "당",
        "짜리",
        "어치",
        "상당",
        "대",
        "선",
        "이상",
        "이하",
        "정도",
        "등",
        "중에서",
    ]
)
_CLOSES_LIST = frozenset(["등", "중", "가운데", "간", "측", "내", "등등", "안", "밖"])


# --- metric --------------------------------------------------------------------------------------


def metric_candidates(
    reading: Reading, place: int, memory: Memory, subject: str
) -> list[Candidate]:
    """Return what the figure at `place` may measure, spelt as a noun phrase."""
    words, me = reading.words, reading.words[place]
    assert me.quantity is not None
    unit = me.quantity.unit
    kind = unit_class(unit)
    move = _move(words, place)
    reference = _reference(reading, place)
    verb = _verb_noun(words, place)
    own = _own_measure(reading, place, kind)
    found: dict[str, Candidate] = {}

    def add(
        base: str, names: Iterable[str], *, finished: bool = False, whole: bool = False
    ) -> None:
        base = base if whole else _clean(base, subject)
        if not base:
            return
        metric = base if finished else compose(base, kind, unit, move, reference)
        found.setdefault(metric, Candidate(metric, (*names, *_base_nature(base, kind)), base))

    for phrase in sorted(reading.phrases, key=lambda p: abs(p.last - place))[:NEAREST]:
        where = _place_of(reading, phrase, place)
        if teller := _teller(reading, phrase, place):
            where = f"{teller}, {where}"
        elif me.role == "of" and where == "relative head":
            where = "relative head of 의"
        owner, whole = owner_of(phrase)
        nature = _nature(whole, whole, phrase) if whole else "nothing"
        if whole and whole == subject:
            nature = f"{nature}, the subject"
        if _names_owner(whole, nature, subject, kind):
            nature = f"owner only {kind}"
        if teller:
            nature = "teller"
        for variant, base in _bases(reading, phrase):
            fit = _fit(base, kind)
            names = [
                where,
                f"{where}, {fit}",
                f"{where}, {variant}",
                f"{variant}, {fit}",
                f"{nature}, {variant}",
                f"{fit}, {nature}",
                f"{fit}, {nature} {kind}",
                f"{variant} {kind}",
            ]
            if where in _BESIDE or where.startswith("relative"):
                names += [f"{where} {kind}", f"{where} {kind}, {fit}", f"{where} {me.role}"]
            add(base, names)
            if verb and variant in {"whole", "owned", "done"} and fit != "fits":
                add(
                    f"{base} {verb}",
                    [
                        *names,
                        f"verb {kind}",
                        f"verb, {where}",
                        f"verb, {fit}",
                        f"verb, {nature}",
                        f"verb, me {me.role}",
                    ],
                )
        if subject and len(phrase.words) == 1 and phrase.head in lexicon.BARE_HEADS:
            fit = _fit(phrase.head, kind)
            marks = [
                where,
                f"{where}, {fit}",
                "subject and bare head",
                f"subject and bare head {kind} {fit}",
            ]
            add(f"{subject} {phrase.head}", marks, whole=True)
        if where == "opener" and memory.metrics:
            old = memory.metrics[-1][2].split()
            add(
                f"{spell(_trim(phrase.words))} {old[-1]}",
                [f"opener with the head before {kind}", nature],
            )
    if verb:
        add(verb, [f"verb alone {kind}", f"verb alone, {own}"])
    if kind == "share" and (answer := _answer(reading, place)):
        add(f"{answer} 응답", ["answer"])
    for rank, (sentence, old_unit, base, metric) in enumerate(reversed(memory.metrics[-6:])):
        gap = min(memory.sentence - sentence, 2)
        same = "unit" if old_unit == unit else "class" if unit_class(old_unit) == kind else "other"
        names = [
            f"old {same} gap {gap}",
            f"old {same} gap {gap}, {own}",
            f"old {same} #{min(rank, 2)}, {own}",
            f"old {same} move {bool(move)}",
        ]
        if same == "other":
            names.append(f"old other {kind} {unit_class(old_unit)}")
        if same != "other" and not move and not reference:
            add(metric, [*names, "as it was"], finished=True)
        add(base, [*names, "old base", f"old base {kind}"])
    add(_DEFAULT[kind], [f"default {kind}"], finished=not move)
    return list(found.values())


def _names_owner(whole: str, nature: str, subject: str, kind: str) -> bool:
    """Whether a phrase names only whose the figure is: `바이촨은 19억 달러로` has no property."""
    if nature.startswith("place"):
        return True
    return (
        whole == subject
        and kind not in {"count", "people"}
        and not nature.startswith(("measure", "somebody"))
    )


def _own_measure(reading: Reading, place: int, kind: str) -> str:
    """Whether the sentence names, near the figure and before any other, what it could measure."""
    best = "no measure"
    for phrase in reading.phrases:
        if phrase.first > place and any(
            w.kind == "quantity" for w in reading.words[place + 1 : phrase.first]
        ):
            continue
        between = reading.words[phrase.last + 1 : place]
        if any(w.kind == "quantity" and w.depth <= reading.words[place].depth for w in between):
            continue
        if _fit(phrase.text, kind) == "fits":
            return "own measure"
        if is_measure(phrase.head):
            best = "some measure"
    return best


def _fit(base: str, kind: str) -> str:
    """Whether the head of a property suits the unit: 매출 for money, 비중 for per cent."""
    head = base.split()[-1] if base else ""
    wanted = _FITS.get(kind)
    if wanted is not None and wanted.fullmatch(head):
        return "fits"
    if is_measure(head):
        return "measure"
    return "action" if head in lexicon.ACTIONS else "other"


_DEFAULT = {
    "money": "금액", "share": "비율", "times": "배율", "rank": "순위", "score": "점수", "people": "인원",
    "time": "시간", "index": "지표", "physical": "규모", "count": "수량",
}  # fmt: skip


def _bases(reading: Reading, phrase: Phrase) -> list[tuple[str, str]]:
    """Return the ways to take a property from a phrase, each by its name."""
    words = _unaimed(_trim(phrase.words))
    if not words:
        return []
    made: list[tuple[str, str]] = []
    last_of = max((i for i, w in enumerate(words[:-1]) if w.role == "of"), default=-1)
    whole = spell(words)
    owner, _ = owner_of(phrase)
    if last_of >= 0:
        made.append(("owned", spell(words[last_of + 1 :])))
        made.append(("joined", " ".join(w.stem for w in words)))
    if owner != whole and last_of < 0:
        rest = words[len(owner.split()) :]
        if rest and rest[0].stem in lexicon.BARE_HEADS and len(words) > len(rest):
            rest = words[-len(rest) - 1 :]
        if rest:
            made.append(("rest", spell(rest)))
    made.append(("whole", whole))
    if len(words) > 2:
        made.append(("tail", spell(words[-2:])))
    if phrase.lead:
        made += _led(reading, phrase, words)
    return made


def _led(reading: Reading, phrase: Phrase, words: Sequence[Word]) -> list[tuple[str, str]]:
    """Return the ways to take a property from a phrase that a verb modifies.

    `주목할 만한 모델`, and for a head that says nothing of itself what is done: `AI에 쓴 돈` is an
    AI 지출, `R1 개발에 투입된 비용` an R1 개발 투입 비용, `메타가 보유한 H100` an H100 보유.
    """
    head = spell(words)
    lead = [w for w in phrase.lead if w.stem not in {"있는", "한", "된", "든"}]
    if not lead:
        return []
    made = [("led", f"{' '.join(w.stem for w in lead)} {head}")]
    arguments = _arguments(reading, phrase)
    verb = _nominal(lead[-1].stem)
    done = [w.stem for w in arguments if w.role in {"at", "object", "by", ""}]
    if verb:
        if words[-1].stem in lexicon.EMPTY_HEADS:
            tail = "" if words[-1].stem in {"돈", "것", "수", "사람"} else f" {words[-1].stem}"
            made.append(("done", " ".join([*done, verb]) + tail))
            made.append(("done alone", verb + tail))
        else:
            made.append(("head done", f"{head} {verb}"))
            made.append(("done head", " ".join([*done[-2:], verb, head])))
    hollow = words[-1].stem in lexicon.EMPTY_HEADS | lexicon.BARE_HEADS or not is_measure(words[-1].stem)
    if arguments and hollow:
        text = " ".join(w.stem + w.particle for w in arguments)
        made.append(("with arguments", f"{text} {' '.join(w.stem for w in lead)} {head}"))
    return made


def _arguments(reading: Reading, phrase: Phrase) -> list[Word]:
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


def _unaimed(words: list[Word]) -> list[Word]:
    """Return the words without a last one that says only that it is a guess (`시장 규모 전망`)."""
    while len(words) > 1 and words[-1].stem in lexicon.AIMED and is_measure(words[-2].stem):
        words = words[:-1]
    return words


def _answer(reading: Reading, place: int) -> str:
    """Return what so many per cent answered: `53.2%가 ‘인프라가 부족해 힘들다’고 호소했다`."""
    words = reading.words
    if words[place].role not in {"subject", "topic"}:
        return ""
    clause: list[str] = []
    for word in words[place + 1 : place + 14]:
        if word.kind == "quantity":
            return ""
        if word.kind == "verb" and lexicon.ANSWERS.match(word.stem):
            return " ".join(clause)
        if word.kind in {"noun", "verb", "adnominal"}:
            stem = (
                re.sub(r"(?:다고|라고|다는)$", "다", word.stem)
                if word.kind == "verb"
                else word.stem
            )
            clause.append(stem if word.role in {"object", "by"} else stem + word.particle)
    return ""


def _base_nature(base: str, kind: str) -> list[str]:
    parts = base.split()
    names = [f"words {min(len(parts), 5)}"]
    if parts[-1] in lexicon.PLACES or lexicon.SPEAKER_HEADS.fullmatch(parts[-1]):
        names.append("speaker or place")
    if len(parts) == 1 and base in lexicon.BARE_HEADS | lexicon.EMPTY_HEADS:
        names.append(f"bare head alone {kind}")
    if len(base) > 15:
        names.append("longish")
    if parts[-1] in lexicon.EMPTY_HEADS:
        names.append(f"empty head {kind}")
    if len(parts) == 1 and len(base) == 1:
        names.append("one syllable")
    if len(base) > 24:
        names.append("long")
    return names


_HEAD_KINDS = (
    ("money", re.compile(r".*(?:액|비|비용|금|가격|값|예산|매출|이익|손실|투자|소득|연봉|임금|초임|자금|가치|돈|재원|지출|수입|자산|부채|자본)")),
    ("rate", re.compile(r".*(?:율|률|비중|비율|점유|확률|격차|차이)")),
    ("people", re.compile(r".*(?:자|명|인력|인원|이용자|인재|직원|회원|환자|학생|인구|관중|관객|고용|주민)")),
    ("number", re.compile(r".*(?:수|량|건수|규모|대수|물량)")),
    ("rank", re.compile(r".*(?:순위|위|등수|경쟁력)")),
    ("score", re.compile(r".*(?:점수|성적|평점|지수|지표)")),
    ("time", re.compile(r".*(?:시간|기간|수명|연령|나이)")),
)  # fmt: skip


_MEASURES = dict(_HEAD_KINDS)
_FITS = {
    "money": _MEASURES["money"],
    "share": _MEASURES["rate"],
    "times": _MEASURES["rate"],
    "people": re.compile(_MEASURES["people"].pattern + "|" + _MEASURES["number"].pattern),
    "count": re.compile(
        _MEASURES["number"].pattern + "|.*(?:특허|논문|모델|보유|설치|대수|점포|병상)"
    ),
    "rank": _MEASURES["rank"],
    "score": re.compile(_MEASURES["score"].pattern + "|.*(?:점수\\s?차|격차|차이?)"),
    "time": _MEASURES["time"],
    "index": _MEASURES["score"],
    "physical": re.compile(
        ".*(?:량|면적|용량|속도|구속|높이|길이|거리|무게|온도|기온|농도|출력|규모|강수|전력|폭|깊이)"
    ),
}


def _clean(base: str, subject: str) -> str:
    """Return the property without its owner at the front (`딥시크 월간 이용자 수` of 딥시크).

    A bare head keeps it: `20대 비중` of 20대 stays.
    """
    base = base.strip()
    if subject and base.startswith(subject + " "):
        rest = base[len(subject) + 1 :]
        if " " in rest or rest not in lexicon.BARE_HEADS | lexicon.EMPTY_HEADS:
            return rest
    return base


def compose(base: str, kind: str, unit: str, move: str, reference: str) -> str:
    """Return the metric: the property with what the figure says of it.

    A growth is `… 증가율`, a rank `… 순위`, a share `… 비율`, a count `… 수`, a ratio
    `… 대비 …`.
    """
    head = base.split()[-1]
    if kind == "score" and base in {"차", "차이", "격차"}:
        return f"점수 {base}"
    if kind == "share" and move:
        return base if head.endswith(("율", "률")) else f"{_unnumber(base)} {move}"
    if kind == "share" and unit == "%p":
        return base if head.endswith(("차", "차이", "격차")) else f"{base} 차이"
    if kind in {"share", "times"} and reference:
        tail = "" if kind == "times" or _RATE.fullmatch(head) else " 비율"
        return f"{reference} 대비 {base}{tail}"
    if kind == "share":
        return base if _RATE.fullmatch(head) else f"{base} 비율"
    if kind == "times" and move:
        return f"{base} 증가 배율" if move.startswith(("증가", "상승", "성장")) else f"{base} 배율"
    if kind == "rank":
        return base if head.endswith("순위") else f"{base} 순위"
    if kind == "score" and not head.endswith(
        ("점수", "차", "차이", "격차", "지수", "성적", "평점")
    ):
        return f"{base} 점수"
    if kind == "money" and not _MONEY_HEAD.fullmatch(head):
        return f"{base}액" if head in _TAKES_AMOUNT else f"{base} 규모"
    if kind in {"count", "physical"} and head in _TAKES_QUANTITY:
        return f"{base}량"
    if kind in {"people", "count"} and not _COUNT_HEAD.fullmatch(head):
        return f"{base} 수"
    return base


_RATE = re.compile(r".*(?:율|률|비중|비율|격차|차이|확률|점유|편차|정도|지표|폭|금리|물가|목표)")
_MONEY_HEAD = re.compile(_HEAD_KINDS[0][1].pattern + "|.*(?:규모|몫)")
_TAKES_AMOUNT = frozenset(
    [
        "투자",
        "투입",
        "지원",
        "배정",
        "조달",
        "유치",
        "지출",
        "순매수",
        "순매도",
        "결제",
        "판매",
        "수출",
        "수입",
        "거래",
        "발행",
        "대출",
        "피해",
        "매입",
        "구매",
        "계약",
        "수주",
        "기부",
        "모금",
        "감면",
        "보상",
        "배상",
        "보유",
        "집행",
        "편성",
        "증액",
        "감액",
    ]
)
_TAKES_QUANTITY = frozenset(
    [
        "보유",
        "구매",
        "공급",
        "생산",
        "판매",
        "소비",
        "사용",
        "배출",
        "수출",
        "수입",
        "출하",
        "발전",
        "저장",
        "처리",
        "거래",
        "비축",
        "도입",
        "매입",
        "배정",
        "확보",
    ]
)
_COUNT_HEAD = re.compile(
    r".*(?:수|량|규모|건수|인원|인력|대수|부족|횟수|물량|목표|계획|인구|대상|고용)"
)


def _unnumber(base: str) -> str:
    return base[:-2] if base.endswith(" 수") else base


def _move(words: Sequence[Word], place: int) -> str:
    """Return what the change is called where the figure says by how much something moves.

    `63% 증가한`, `52.1% 줄었다`, and `91.7% 더 늘었다`; not `1.7%까지 떨어졌다`, which is a level.
    """
    me = words[place]
    if me.role in {"by", "to", "at", "subject", "topic", "of", "is"}:
        return ""
    for word in words[place + 1 : place + 4]:
        if word.kind in {"stop", "quantity"}:
            return ""
        for stem, name in lexicon.MOVES:
            if word.stem.startswith(stem):
                return name
        if word.kind not in {"adverb"} and word.stem not in {"이상", "가까이", "더"}:
            return ""
    return ""


def _reference(reading: Reading, place: int) -> str:
    """Return what the figure is compared with: `미국의 9배`, `미국산 대비 18분의 1`, `R1보다 2배`.

    Of `챗GPT에 쓰인 비용의 5%` it is 챗GPT: whose the property is, not the property.
    """
    words, me = reading.words, reading.words[place]
    before = [p for p in reading.phrases if p.last < place and p.depth <= me.depth]
    if not before:
        return ""
    near = before[-1]
    between = words[near.last + 1 : place]
    if any(w.kind not in {"adverb", "time"} and w.depth <= near.depth for w in between):
        return ""
    own = _trim(near.words)
    quantity = me.quantity
    owned = quantity is not None and quantity.unit == "%" and _is_owned_share(words, place)
    if near.role == "than" or (near.role == "of" and not owned):
        if not own or own[-1].stem not in lexicon.EMPTY_HEADS | {"비용", "때", "예산", "값"}:
            return spell(own)
        if len(own) > 1 and own[-2].role == "of":
            return spell(own[:-1])
        doers = [w.stem for w in _arguments(reading, near) if w.role in {"subject", "at", ""}]
        return " ".join(doers[:2]) or spell(own)
    if near.head == "대비" and len(own) > 1:
        return spell(own[:-1])
    return ""


def _verb_noun(words: Sequence[Word], place: int) -> str:
    """Return the noun of the verb that takes the figure: 투입 for `…를 투입했다`; empty if light."""
    for word in words[place + 1 : place + 7]:
        if word.kind == "quantity" and word.depth <= words[place].depth:
            return ""
        if word.kind in {"verb", "adnominal"} and word.depth <= words[place].depth:
            return _nominal(word.stem)
    return ""


_DO = re.compile(r"([가-힣]{2,4}?)(?:하|해|했|한|할|되|돼|됐|된|될|시키|시켰|시킨|받)[가-힣]*")
_LIGHT = frozenset(
    [
        "기록",
        "집계",
        "조사",
        "추산",
        "추정",
        "전망",
        "예상",
        "예측",
        "파악",
        "계산",
        "평가",
        "분석",
        "보고",
        "불과",
        "차지",
        "돌파",
        "육박",
        "도달",
        "초과",
        "상회",
        "하회",
        "미달",
        "달",
        "통",
        "위",
        "대",
        "의",
        "비",
        "인",
        "향",
        "더",
        "포함",
        "감안",
        "비교",
        "발표",
        "설명",
        "언급",
        "강조",
        "지적",
        "주장",
        "증가",
        "감소",
        "상승",
        "하락",
        "성장",
        "급증",
        "급감",
        "필요",
        "가능",
        "해당",
        "등장",
        "시작",
        "이상",
        "이하",
        "향상",
        "개선",
        "확정",
        "머물",
        "그치",
        "이르",
        "달하",
        "상향",
        "하향",
        "비하",
        "확대",
        "축소",
        "위축",
    ]
)


def _nominal(stem: str) -> str:
    match = _DO.fullmatch(stem)
    if match and match[1] not in _LIGHT:
        return match[1]
    if match:
        return ""
    for start, noun in lexicon.VERB_NOUNS:
        if stem.startswith(start):
            return noun
    return ""


# --- one figure of several things, several figures each of its own ---------------------------------

_SHARED_CUES = frozenset(["모두", "각각", "나란히", "똑같이", "공히", "다같이"])


def find_shared(reading: Reading) -> dict[int, tuple[str, ...]]:
    """Return, by place, the things that a figure is said of where they are several or its turn.

    `한국과 캐나다, 이스라엘 등은 1개`: all three. `메타와 테슬라가 각각 35만 개, 3만5000개`: one each.
    A sum (`A와 B가 보유한 3600장`) is one thing: without 각각, 모두, 씩 or a list of places there is
    no sharing.
    """
    words = reading.words
    found: dict[int, tuple[str, ...]] = {}
    for phrase in reading.phrases:
        members = _members(reading, phrase)
        if len(members) < 2:
            continue
        figures = [i for i in reading.figures if i > phrase.last and words[i].depth == phrase.depth]
        figures = _run(words, figures)
        if not figures or phrase.role not in {"topic", "subject", "also", ""}:
            continue
        between = words[phrase.last + 1 : figures[0]]
        if any(w.kind in {"verb", "adnominal"} for w in between):
            continue
        cue = {w.stem for w in between} & _SHARED_CUES
        if len(figures) == len(members):
            for place, member in zip(figures, members, strict=True):
                found[place] = (member,)
        elif len(figures) == 1 and (
            cue
            or words[figures[0]].role == "each"
            or (phrase.role == "also" and len(members) > 1)
            or (phrase.role == "topic" and all(m.split()[0] in lexicon.PLACES for m in members))
        ):
            found[figures[0]] = members
    return found


def _run(words: Sequence[Word], figures: Sequence[int]) -> list[int]:
    """Return the first of `figures` and those that follow it in a list, with commas or 과/와 only."""
    run = list(figures[:1])
    for place in figures[1:]:
        between = [w for w in words[run[-1] + 1 : place] if w.depth == words[place].depth]
        if any(w.kind != "stop" for w in between) or words[run[-1]].role not in {"", "with"}:
            break
        run.append(place)
    return run


def _members(reading: Reading, phrase: Phrase) -> tuple[str, ...]:
    """Return the things that a phrase and the list it closes name."""
    words = reading.words
    chain = [phrase]
    for earlier in reversed([p for p in reading.phrases if p.last < phrase.first]):
        between = words[earlier.last + 1 : chain[0].first]
        linked = len(between) == 1 and between[0].kind == "stop" and between[0].stem == ","
        if earlier.depth != phrase.depth or not linked:
            break
        if earlier.role not in {"", phrase.role if phrase.role == "also" else ""}:
            break
        chain.insert(0, earlier)
    members: list[str] = []
    for part in chain:
        current: list[Word] = []
        for word in _trim(part.words):
            current.append(word)
            if word.role == "with":
                members.append(spell(current))
                current = []
        if current:
            members.append(spell(current))
    return tuple(dict.fromkeys(m for m in members if m))


def share_out(found: Belonging, owners: Sequence[str], unit: str) -> list[Belonging]:
    """Return what the figure says of each of `owners`; of what was found without any."""
    if not owners:
        return [found]
    made = []
    for owner in owners:
        if is_measure(owner.split()[-1]) and len(owner.split()) > 1:
            metric = compose(owner, unit_class(unit), unit, "", "")
            made.append(
                Belonging(owner.split("의 ")[0] if "의 " in owner else found.subject, metric, owner)
            )
        else:
            made.append(Belonging(owner, found.metric, found.base))
    return made
