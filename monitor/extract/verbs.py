"""What a sentence does with a figure: how it moves, against what, and which verb takes it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from monitor.extract import lexicon
from monitor.extract.clauses import Reading, arguments_of, is_owned_share, unit_class
from monitor.extract.heads import classes_of
from monitor.extract.owners import trim
from monitor.extract.phrases import Phrase, Word, spell
from monitor.patterns import Pattern

_PER_TIME = {
    "하루": "하루 평균", "매일": "하루 평균", "한달": "월", "매달": "월", "매월": "월",
    "해마다": "연간",
    "매년": "연간", "연평균": "연평균", "시간당": "시간당", "초당": "초당", "1인당": "1인당",
}  # fmt: skip


def per_of(reading: Reading, place: int) -> str:
    """Return what the figure is said per: `하루`, `아이 만 명당`, `한 해`; empty for nothing."""
    words = reading.words
    for word in reversed(words[max(0, place - 7) : place]):
        if word.kind == "quantity":
            if word.role == "each" and word.text:
                return word.text.removesuffix("당").strip() + "당"
            return _per_one(word)
        if word.stem in _PER_TIME:
            return _PER_TIME[word.stem]
        if word.kind == "verb":
            return ""
    return ""


def done_to(reading: Reading, place: int) -> tuple[str, str]:
    """Return for what money goes or time passes: 개발 and R1 of `R1을 개발하는 데 80억 원`."""
    words = reading.words
    for at in range(place - 1, max(0, place - 5), -1):
        if words[at].stem == "데" and words[at - 1].kind == "adnominal":
            verb = nominal(words[at - 1].stem)
            before = words[at - 2] if at > 1 else None
            return verb, before.stem if before is not None and before.kind == "noun" else ""
        if words[at].kind in {"verb", "quantity"}:
            break
    return "", ""


def _per_one(word: Word) -> str:
    """Return what is said of one of many: `국민 한 사람이 평균`, `한 편에`; empty for a count."""
    match = _ONE.fullmatch(word.text) if word.role in {"subject", "topic", "at", "to"} else None
    if match is None:
        return ""
    return "1인당" if match[1] in {"사람", "명"} else f"{match[1]}당"


_ONE = Pattern(r"(?:한|1) ?(사람|명|편|권|곳|대|건|가구|팀|개|장|마리|채|회|번)")


def answer_of(reading: Reading, place: int) -> str:
    """Return what so many per cent answered: `53.2%가 ‘인프라가 부족해 힘들다’고 호소했다`."""
    words = reading.words
    if words[place].role not in {"subject", "topic"}:
        return ""
    clause: list[str] = []
    for word in words[place + 1 : place + 14]:
        if word.kind == "quantity":
            return ""
        if word.kind == "verb" and any(a in word.stem for a in lexicon.ANSWERS):
            return _REPORTED.sub(lambda end: f"{end[1]}는", " ".join(clause))
        if word.kind in {"noun", "verb", "adnominal"}:
            clause.append(word.stem + word.particle)
    return ""


_REPORTED = Pattern(r"(?<=[가-힣])([다라자])(?:고|며|면서)?$")


# The figures of a sentence follow one another, and a sentence that is kept takes room.
@lru_cache(maxsize=1)
def asks(reading: Reading) -> bool:
    """Whether the sentence tells what people answered."""
    return any(
        w.stem.startswith(_ASKED) or (w.kind != "noun" and w.stem.startswith(lexicon.ANSWERS))
        for w in reading.words
    )


_ASKED = ("응답", "설문", "여론조사", "답변")


def move_of(words: Sequence[Word], place: int) -> str:
    """Return what the change is called where the figure says by how much something moves.

    `63% 증가한`, `52.1% 줄었다`, and `91.7% 더 늘었다`; not `1.7%까지 떨어졌다`, which is a level.
    """
    me = words[place]
    if sign := _sign(words, place):
        return sign
    if me.role in {"by", "to", "at", "subject", "topic", "of", "is"}:
        return ""
    asked = 0
    for at in range(place + 1, min(place + 9, len(words))):
        word = words[at]
        if word.depth > me.depth:
            continue  # 137.22포인트(5.57%) 떨어진
        if word.kind == "stop" and word.stem == "," and not me.role:
            return _move_of_next(words, at, me)
        if word.kind in {"stop", "quantity"}:
            return ""
        if move := _named_move(word.stem):
            return "" if _is_earned(words, place, word.stem) else move
        asked += 1
        if asked == 3 or (word.kind != "adverb" and word.stem not in {"이상", "가까이", "더"}):
            return ""
    return ""


def _is_earned(words: Sequence[Word], place: int, verb: str) -> bool:
    """Whether 올리다 takes the figure itself, which is then earned: `매출 3조원을 올렸다`.

    `가격을 100원 올렸다`, `가격 100원을 올렸다` raise.
    """
    me = words[place]
    if me.role != "object" or me.quantity is None or not verb.startswith(_BRINGS):
        return False
    kind = unit_class(me.quantity.unit)
    if kind == "score":
        return not any(w.role == "object" for w in words[max(0, place - 3) : place])
    if kind != "money":
        return False
    before = next((w for w in reversed(words[max(0, place - 4) : place]) if w.kind == "noun"), None)
    return before is not None and any(c.name in _EARNED for c in classes_of(before.stem))


_BRINGS = ("올리", "올렸", "올린", "올려")
_EARNED = frozenset({"revenue", "profit", "raised"})


@lru_cache(maxsize=20_000)
def _named_move(stem: str) -> str:
    """Return what a verb or noun of change calls it; empty for any other word."""
    return next((name for start, name in lexicon.MOVES if stem.startswith(start)), "")


def _sign(words: Sequence[Word], place: int) -> str:
    """Return the change that a sign says: `(+9.2%)`, `-4.7%`."""
    me = words[place]
    if me.quantity is None or me.quantity.unit not in {"%", "%p"}:
        return ""
    before = words[place - 1] if place else None
    apart = before.stem if before is not None and before.end == me.start else ""
    if me.text[:1] in _UP or apart in _UP:
        return "증가율"
    return "증감률" if me.text[:1] in _DOWN or apart in _DOWN else ""


_UP, _DOWN = frozenset("+▲↑"), frozenset("-−△▼↓–")


_AS_A_RATE = frozenset({"비율", "비율로", "비율로는", "율로는", "퍼센트로", "퍼센트로는"})


def _move_of_next(words: Sequence[Word], stop: int, me: Word) -> str:
    """Return the change that a list ends in: `제조업은 6만2천명, 건설업은 4만명 줄었다`.

    Or that is told once more as a rate: `1년 전보다 627명, 비율로는 3.1% 늘었다`.
    """
    again = False
    for at, word in enumerate(words[stop + 1 : stop + 6], stop + 1):
        if word.kind in {"verb", "adnominal", "stop"}:
            return ""
        again = again or word.stem in _AS_A_RATE
        if word.quantity is not None:
            assert me.quantity is not None
            alike = word.quantity.unit == me.quantity.unit
            return move_of(words, at) if alike or (again and word.quantity.unit == "%") else ""
    return ""


def reference_of(reading: Reading, place: int, around: Sequence[Phrase]) -> str:
    """Return what the figure is compared with: `미국의 9배`, `미국산 대비 18분의 1`, `R1보다 2배`.

    `around`: the phrases near it, the nearest first.
    Of `챗GPT에 쓰인 비용의 5%` it is 챗GPT: whose the property is, not the property.
    """
    words, me = reading.words, reading.words[place]
    near = next((p for p in around if p.last < place and p.depth <= me.depth), None)
    if near is None or (near.role not in {"than", "of"} and near.head != "대비"):
        return ""
    between = words[near.last + 1 : place]
    if any(w.kind not in {"adverb", "time"} and w.depth <= near.depth for w in between):
        return ""
    own = trim(near)
    quantity = me.quantity
    owned = quantity is not None and quantity.unit == "%" and is_owned_share(words, place)
    if near.role == "than" or (near.role == "of" and not owned):
        if not own or own[-1].stem not in lexicon.EMPTY_HEADS | {"비용", "때", "예산", "값"}:
            return spell(own)
        if len(own) > 1 and own[-2].role == "of":
            return spell(own[:-1])
        doers = [w.stem for w in arguments_of(reading, near) if w.role in {"subject", "at", ""}]
        return " ".join(doers[:2]) or spell(own)
    if near.head == "대비" and len(own) > 1:
        return spell(own[:-1])
    return ""


def verb_noun(words: Sequence[Word], place: int) -> str:
    """Return the noun of the verb that takes the figure: 투입 of `…를 투입했다`; or nothing."""
    for word in words[place + 1 : place + 7]:
        if word.kind == "quantity" and word.depth <= words[place].depth:
            return ""
        if word.kind in {"verb", "adnominal"} and word.depth <= words[place].depth:
            done = nominal(word.stem)
            return "" if done == "지출" and not _is_money(words[place]) else done
    return ""


def _is_money(word: Word) -> bool:
    """Whether a figure is money: what else one 썼다 is written or used."""
    return word.quantity is not None and unit_class(word.quantity.unit) in {"money", "share"}


_DO = Pattern(r"([가-힣]{2,4}?)(?:하|해|했|한|할|되|돼|됐|된|될|시키|시켰|시킨|받)[가-힣]*")


@lru_cache(maxsize=20_000)
def nominal(stem: str) -> str:
    match = _DO.fullmatch(stem)
    if match and match[1] not in lexicon.LIGHT_VERBS:
        return match[1]
    if match:
        return ""
    for start, noun in lexicon.VERB_NOUNS:
        if stem.startswith(start):
            return noun
    return ""
