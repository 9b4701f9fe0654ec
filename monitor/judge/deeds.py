"""What a sentence says is done, in whatever words: a deed, its opposite, its turn, how far it is.

`deeds.toml` lists the wordings; a verb is known in all its endings. A statement told again in other
words shares its deeds with the first (`폐지하기로` and `없애겠다고`); one that takes it back shares
all but the turn (`폐지 방침을 거둬들였다`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from monitor.patterns import Pattern

HERE = Path(__file__).resolve().parent
T = TypeVar("T")

LONGEST = 6
"""No wording has more syllables before its ending."""


class Stage(IntEnum):
    """How far a plan is; the order is that of time."""

    UNTOLD = 0
    CONSIDERED = 1
    PURSUED = 2
    DECIDED = 3
    DONE = 4


@dataclass(frozen=True, slots=True)
class Deeds:
    """The lists: deeds by the beginnings of verbs and by nouns, what opposes what, the stages."""

    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    turns: frozenset[str]
    opposite: Mapping[str, str]
    stages: Mapping[str, Stage]
    stage_verbs: Mapping[str, Stage]


NOUN_ENDING = Pattern(
    r"(?:하|했|한|할|함|합|해|되|됐|된|될|됨|돼|시[키켰킨킬켜]|받|당[하했]|을|를|은|는|이|가|의|에|로|으로|도"
    r"|만|과|와|안|설|건|키로|중|시키|에서|까지|부터)"
)
"""What may stand behind a noun that tells a deed."""


@cache
def load_deeds() -> Deeds:
    """Return the lists of the data file beside this module."""
    data: dict[str, Any] = tomllib.loads((HERE / "deeds.toml").read_text("utf-8"))
    verbs: dict[str, str] = {}
    nouns: dict[str, str] = {}
    opposite: dict[str, str] = {}
    for deed, row in {**data["deed"], **data["turn"]}.items():
        if "not" in row:
            opposite[deed] = row["not"]
        for word in row["words"]:
            if word.endswith("다"):
                verbs |= dict.fromkeys(beginnings(word), deed)
            else:
                nouns[word] = deed
    stages: dict[str, Stage] = {}
    stage_verbs: dict[str, Stage] = {}
    for name, words in data["stage"].items():
        for word in words:
            if word.endswith("다"):
                stage_verbs |= dict.fromkeys(beginnings(word), Stage[name.upper()])
            else:
                stages[word] = Stage[name.upper()]
    return Deeds(verbs, nouns, frozenset(data["turn"]), opposite, stages, stage_verbs)


_SYLLABLE, _FINALS = 28, {"": 0, "ㄴ": 4, "ㄹ": 8, "ㅁ": 16, "ㅂ": 17, "ㅅ": 19, "ㅆ": 20}
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_JOINED = {"ㅣ": "ㅕ", "ㅗ": "ㅘ", "ㅜ": "ㅝ", "ㅡ": "ㅓ"}
_AFTER_STEM = ("겠", "기로", "려", "라", "지", "는", "고", "자", "면", "도")
_AFTER_FINAL = ("아", "어", "았", "었", "은", "을")


def beginnings(verb: str) -> frozenset[str]:
    """Return how the forms of a verb begin, each far enough to be told from other words.

    >>> sorted(beginnings("올리다"))[:6]
    ['올려', '올렸', '올리', '올린', '올릴', '올림']
    >>> "판다" in beginnings("팔다"), "지었" in beginnings("짓다"), "판" in beginnings("팔다")
    (True, True, False)
    """
    stem = verb.removesuffix("다")
    head, last = stem[:-1], stem[-1]
    final = (ord(last) - ord("가")) % _SYLLABLE
    found = set(_bent(head, last, final))
    # One syllable alone begins many words: its ending has to follow.
    if head:
        found.add(stem)
    else:
        found |= {stem + ending for ending in _AFTER_STEM + (_AFTER_FINAL if final else ())}
    return frozenset(found)


def _bent(head: str, last: str, final: int) -> Iterator[str]:
    bare = chr(ord(last) - final)
    if final == 0:
        for letter in "ㄴㄹㅁㅂㅆ":
            form = head + chr(ord(bare) + _FINALS[letter])
            # `산` and `살` are no forms of 사다 that a reader could tell; `산다` is.
            yield form if head or letter == "ㅆ" else form + "다"
        yield from _contracted(head, bare)
    elif final == _FINALS["ㄹ"]:
        yield head + chr(ord(bare) + _FINALS["ㄴ"]) + "다"
        yield head + bare + "는"
        if head:
            yield head + chr(ord(bare) + _FINALS["ㄴ"])
    elif final == _FINALS["ㅅ"]:
        yield from (head + bare + ending for ending in ("으", "은", "을", "었", "어"))


def _contracted(head: str, bare: str) -> Iterator[str]:
    """Yield the forms in which a stem's last vowel meets 어: 올리 → 올려, 바꾸 → 바꿔."""
    number = ord(bare) - ord("가")
    vowel = _VOWELS[number // _SYLLABLE % len(_VOWELS)]
    if vowel not in _JOINED:
        return
    moved = _VOWELS.index(_JOINED[vowel]) - _VOWELS.index(vowel)
    form = chr(ord(bare) + moved * _SYLLABLE)
    yield head + form if head else form + "서"
    yield head + chr(ord(form) + _FINALS["ㅆ"])


@lru_cache(maxsize=16384)
def deed_of(word: str) -> str:
    """Return the deed that a word tells, in any of its endings; empty for none.

    >>> deed_of("폐지하기로"), deed_of("없앴다"), deed_of("인상적인")
    ('abolish', 'abolish', '')
    """
    known = load_deeds()
    return _find(word, known.verbs, known.nouns) or ""


def _find(word: str, verbs: Mapping[str, T], nouns: Mapping[str, T]) -> T | None:
    for size in range(min(LONGEST, len(word)), 1, -1):
        start, rest = word[:size], word[size:]
        if start in verbs:
            return verbs[start]
        if start in nouns and (not rest or NOUN_ENDING.match(rest)):
            return nouns[start]
    return None


@lru_cache(maxsize=4096)
def parted(word: str) -> tuple[str, str]:
    """Return the thing and the deed of a word that names both: `요금인상`; empty where it does not.

    >>> parted("지점매각"), parted("매각")
    (('지점', 'sell'), ('', ''))
    """
    thing, noun = word[:-2], word[-2:]
    deed = load_deeds().nouns.get(noun, "")
    return (thing, deed) if deed and len(thing) >= 2 else ("", "")


def are_opposed(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether one of the deeds is the opposite of one of the others, and none is shared."""
    if one & other:
        return False
    known = load_deeds().opposite
    return any(known.get(deed) in other for deed in one)


TAIL = 44
"""So many letters of a sentence's end tell how far a plan is."""

NOT_DONE = Pattern(
    r"지(?:는|도)?\s?(?:않|아니하|못하)(?:기로|겠|는다|을\s(?:것|방침|계획|예정)|고\s있)"
)
"""`올리지 않기로 했다`: the turn of what is not done."""

NO_MORE = Pattern(r"없던\s일|손을\s떼|뜻을\s(?:접|굽)|물\s?건너|원점으로|발을\s빼")

RESOLVED = Pattern(r"(?:검토|논의|협의|추진|심의)(?:하|키)?(?:기로|로)\s?(?:결정)?")
"""`추진하기로 결정했다` is no further than `추진한다`."""

INTENDED = Pattern(r"기로|겠다|[가-힣]려(?:고|는)")
WORD = Pattern(r"[가-힣]{2,}")


@lru_cache(maxsize=4096)
def is_turn(quote: str) -> bool:
    """Return whether a sentence tells that something is taken back, ended or not done.

    >>> is_turn("시는 요금을 올리지 않기로 했다."), is_turn("시는 인상 계획을 철회했다.")
    (True, True)
    """
    tail = quote[-TAIL:]
    if NOT_DONE.search(tail) or NO_MORE.search(tail):
        return True
    turns = load_deeds().turns
    return any(deed_of(found.group(0)) in turns for found in WORD.finditer(tail))


@lru_cache(maxsize=4096)
def stage_of(quote: str) -> Stage:
    """Return how far a sentence says that its plan is, by the last word that tells it.

    >>> stage_of("시는 인상을 검토하고 있다.").name, stage_of("시는 인상을 확정했다고 밝혔다.").name
    ('CONSIDERED', 'DECIDED')
    """
    tail = quote[-TAIL:]
    known = load_deeds()
    stage = Stage.UNTOLD
    for found in WORD.finditer(tail):
        told = _find(found.group(0), known.stage_verbs, known.stages)
        if told is None and INTENDED.search(found.group(0)):
            told = Stage.PURSUED if stage is Stage.UNTOLD else None
        if told is None and is_present(found.group(0)):
            told = Stage.PURSUED if stage is Stage.UNTOLD else None
        if told is Stage.DECIDED and RESOLVED.search(tail[: found.end()]):
            told = None
        stage = told or stage
    return stage


def stages_between(old: str, new: str) -> tuple[str, str] | None:
    """Return the names of two sentences' stages, `turned` for one that takes back; None for one.

    >>> stages_between("시는 인상을 검토하고 있다.", "시는 인상을 확정했다고 밝혔다.")
    ('considered', 'decided')
    """
    first, second = (
        "turned" if is_turn(quote) else stage_of(quote).name.lower() for quote in (old, new)
    )
    untold = Stage.UNTOLD.name.lower()
    return None if first == second or untold in (first, second) else (first, second)


PRESENT = Pattern(r"([가-힣])다(?:고|며|면서|는)$")


def is_present(word: str) -> bool:
    """Return whether what is said is told as what one does: `폐지한다고`, not `폐지했다고`."""
    found = PRESENT.search(word)
    return found is not None and (
        found[1] == "는" or (ord(found[1]) - ord("가")) % _SYLLABLE == _FINALS["ㄴ"]
    )
