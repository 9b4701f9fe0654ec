"""Which owner a noun phrase names, and what kind of thing that is.

`딥시크 앱의 월간 이용자` names 딥시크 앱, `국내 AI 시장 규모` names 국내 AI 시장; a phrase that
names only a property is its own owner.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from monitor.extract import lexicon
from monitor.extract.clauses import Reading, arguments_of
from monitor.extract.kept import Kept
from monitor.extract.phrases import Owning, Phrase, Word, spell
from monitor.patterns import Pattern


def is_measure(noun: str) -> bool:
    """Whether the noun names a property (`매출`, `이용자`, `점유율`) rather than a thing."""
    return _MEASURES[noun]


_MEASURES = Kept(lexicon.is_measure)


def trim(phrase: Phrase) -> tuple[Word, ...]:
    """Return its words without what only points, closes a list or belongs to a figure before.

    `이 가운데`, `… 등`; `150조 원 규모 국민성장펀드`, `728조원 가운데 AI 분야`. Worked out once.
    """
    known = phrase.trimmed
    if known is None:
        known = phrase.trimmed = _trim(phrase.words)
    return known


def _trim(words: Sequence[Word]) -> tuple[Word, ...]:
    own = [w for w in words if w.stem]
    for i, word in enumerate(own):
        if word.stem == "=":  # `한도윤 기자 = 정부가`
            own = own[i + 1 :]
            break
    first, end = 0, len(own)
    while first < end and not (own[first].stem[0].isalnum() or _LETTER.search(own[first].stem)):
        first += 1  # a bullet, a plus
    if end - first > 1 and own[first].stem in _ASKS and own[first + 1].start > own[first].end + 1:
        first += 1  # `A. 폭염일수는`
    if end - first > 2 and own[first].stem in _POINTS and own[first + 1].stem in _OF_THEM:
        first += 2  # `이 중 환승객은`
    while end - first > 1 and own[first].stem in _LEFT_OVER and not own[first].role:
        first += 1
    if end - first > 2 and own[first].stem == "대비":
        first += 1  # `9월 다섯째 주 대비 대통령 지지율`
    while end - first > 1 and own[end - 1].stem in _CLOSES_LIST:
        end -= 1
    if end - first == 1 and own[first].stem in _EDGE:
        return ()
    return tuple(own[first:end])


_LETTER = Pattern(r"\w")
_ASKS = frozenset({"Q", "A"})
"""What questions and answers begin with, and a full stop."""
_POINTS, _OF_THEM = frozenset({"이", "그"}), frozenset({"중", "가운데"})
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
        "결과",
        "만큼",
        "대로",
    ]
)


_CLOSES_LIST = frozenset(["등", "중", "가운데", "간", "측", "내", "등등", "안", "밖"])


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


PACKAGES = frozenset(["상자", "박스", "포대", "봉지", "묶음"])
"""In which a good comes: `상추 4㎏ 상자가`."""
NO_OWNER = PACKAGES | {"AI", "인공지능", "이", "그", "전체", "관련", "분야", "부문"}


def owner_of(phrase: Phrase) -> tuple[str, str]:
    """Return the owner that the phrase names, and the whole phrase; worked out once.

    `딥시크 앱의 월간 이용자`: 딥시크 앱. `국내 AI 시장 규모`: 국내 AI 시장. A phrase that names
    only a property is its own owner: better than none.
    """
    known = phrase.named
    if known is None:
        known = phrase.named = _owner_in(trim(phrase))
    return known


def _owner_in(words: tuple[Word, ...]) -> tuple[str, str]:
    if len(words) < 2:
        only = words[0].stem if words else ""
        return only, only
    whole = spell(words)
    if is_measure(words[-1].stem):
        for last_of in range(len(words) - 2, -1, -1):
            if words[last_of].role == "of":
                return spell(words[: last_of + 1]), whole
    stop = len(words)
    while stop > 0 and (
        is_measure(words[stop - 1].stem)
        or (stop < len(words) and words[stop - 1].stem in lexicon.MEASURE_QUALIFIERS)
    ):
        stop -= 1
    if stop == len(words):
        return whole, whole
    kept = words[:stop]
    while len(kept) > 1 and kept[0].stem in _PACES and not kept[0].role:
        kept = kept[1:]  # `연간 반도체 수출`
    while len(kept) > 1 and kept[-1].stem in _CLOSES_LIST:
        kept = kept[:-1]  # `한일 간 금리 격차`
    if all(w.stem in NO_OWNER or w.stem in lexicon.ACTIONS for w in kept):
        return whole, whole
    return spell(kept), whole


_PACES = frozenset(
    ["연간", "월간", "주간", "일간", "분기", "하루", "누적", "월평균", "연평균", "일평균", "총"]
)
"""Only how often, or for how long, the property is counted."""


def nature_of(owner: str, whole: str, phrase: Phrase | None) -> str:
    """Return what kind of thing a phrase names, the first that holds."""
    quoted = phrase is not None and phrase.words[0].quoted
    return _NATURES[owner == whole, quoted][owner]


def _nature(owner: str, alone: bool, quoted: bool) -> str:
    parts = owner.split()
    head, first = parts[-1], parts[0]
    if all(is_measure(w) or w in lexicon.ACTIONS or w in lexicon.MEASURE_QUALIFIERS for w in parts):
        return "measure"
    if head in lexicon.PRONOUNS or first in {"이", "그", "해당", "이번", "같은"}:
        return "pronoun"
    if head in lexicon.AIMED and len(parts) > 1:
        return "somebody's figure"
    if lexicon.SPEAKER_HEADS.end(head):
        return "speaker"
    if len(head) == 1 and not head.isascii():
        return "syllable"
    if owner in lexicon.PLACES:
        return "place"
    if not alone:
        return "owner of a measure"
    if first in lexicon.PLACES:
        return "of a place"
    if head in lexicon.PRODUCTS or _PRODUCT.fullmatch(head):
        return "product"
    if quoted or _NAMED.search(owner):
        return "name"
    if is_measure(head):
        return "measure of something"
    return "organisation" if lexicon.ORGANISATION.end(head) else "noun"


def sort_of(owner: str) -> str:
    """Return what the head of a phrase is and what stands before it: `thing of name`, `people`.

    A word that is neither listed nor made of listed nouns is a name.
    """
    return _SORTS[owner]


def _sort_of(owner: str) -> str:
    parts = owner.split()
    head = _sort_of_word(parts[-1])
    before = {_sort_of_word(p.removesuffix("의")) for p in parts[:-1]}
    for sort in ("name", "place"):
        if sort in before:
            return f"{head} of {sort}"
    return f"{head} of common" if before else head


_SORTS = Kept(_sort_of)
_NATURES = {
    (alone, quoted): Kept(partial(_nature, alone=alone, quoted=quoted))
    for alone in (False, True)
    for quoted in (False, True)
}


def names_in(phrase: Phrase) -> dict[str, bool]:
    """Return the names that a phrase holds, and whether each is its head.

    `AI 보안업체 지킴이랩스`: 지킴이랩스, its head. `서울 초미세먼지`, `서울의 집값`: 서울, not.
    """
    words = trim(phrase)
    found: dict[str, bool] = {}
    run: list[str] = []
    kept = ""
    for word in words:
        sort = _sort_of_word(word.stem)
        if sort in {"name", "place", "number"} and (sort == kept or not run or sort == "number"):
            run.append(word.stem)
            kept = kept or sort
        else:
            _keep(run, found, head=False)
            run, kept = ([word.stem], sort) if sort in {"name", "place"} else ([], "")
        if word.role in {"of", "with"}:
            _keep(run, found, head=False)
            run, kept = [], ""
    _keep(run, found, head=True)
    return found


def _keep(run: list[str], found: dict[str, bool], *, head: bool) -> None:
    name = " ".join(run)
    if len(name) < 2 or name in NO_OWNER or name[0].isdigit() or len(run) > LONGEST_NAME:
        return
    found[name] = head


LONGEST_NAME = 4
"""So many words make a name at most."""


def _sort_of_word(word: str) -> str:
    return _SORTS_OF_WORDS[word]


def _work_out_sort_of_word(word: str) -> str:
    if is_measure(word):
        return "measure"
    if word in lexicon.AIMED or word in lexicon.ACTIONS:
        return "action"
    if word in lexicon.PLACES:
        return "place"
    if word in lexicon.PRONOUNS:
        return "pronoun"
    if lexicon.SPEAKER_HEADS.end(word):
        return "speaker"
    if not _LETTER.search(word) or "=" in word:
        return "sign"  # a dash; `서울=한결통신`, a by-line
    if len(word) == 1 and not word.isascii() and not lexicon.is_common(word):
        return "syllable"
    if lexicon.is_common(word):
        tails = [word[-n:] for n in range(1 if len(word) == 1 else 2, 5)]
        if not lexicon.PEOPLE.isdisjoint(tails):
            return "people"
        return "common" if lexicon.THINGS.isdisjoint(tails) else "thing"
    if word[:1].isdigit():
        return "number"
    return "name"


_SORTS_OF_WORDS = Kept(_work_out_sort_of_word)


_NAMED = Pattern(r"[A-Z0-9]")
# A model by its number: H100, GB200, F-35.
_PRODUCT = Pattern(r"[A-Z]{1,3}-?\d{2,4}[A-Za-z]?급?")


HOLLOW = frozenset(
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


def led_text(reading: Reading, phrase: Phrase) -> str:
    """Return a phrase with the clause that modifies it, as written."""
    arguments = [w.stem + w.particle for w in arguments_of(reading, phrase)]
    return " ".join([*arguments, *(w.stem for w in phrase.lead), spell(trim(phrase))])


def owning_of(reading: Reading, phrase: Phrase) -> Owning:
    """Return what a phrase of a sentence says of an owner; worked out once."""
    known = phrase.owning
    if known is None:
        known = phrase.owning = _owning_of(reading, phrase)
    return known


def _owning_of(reading: Reading, phrase: Phrase) -> Owning:
    bare, whole = owner_of(phrase)
    own_nature = nature_of(whole, whole, phrase) if whole else "nothing"
    if not bare or bare in NO_OWNER or phrase.role == "each" or _spreads(bare):
        return Owning("", "", whole, "nothing", own_nature, False, False, False, "")
    owner, alone = bare, whole
    if phrase.lead and phrase.head in HOLLOW:
        owner = alone = led_text(reading, phrase)
    parts = owner.split()
    last = parts[-1] if len(parts) > 2 else ""
    return Owning(
        bare=bare,
        owner=owner,
        whole=whole,
        nature=nature_of(owner, alone, phrase),
        own_nature=own_nature,
        official=any(w.stem in lexicon.OFFICIAL for w in phrase.words),
        national=any(lexicon.is_national(w.stem) for w in phrase.words[-2:]),
        long=len(owner) > LONG,
        name=last if len(last) > 1 and not is_measure(last) else "",
    )


LONG = 24
"""An owner of more characters says more than whose a figure is."""


def _spreads(owner: str) -> bool:
    """Whether a phrase only announces a list: `업체별 점유율은`, `연령별로는`."""
    head = owner.split()[-1]
    return len(head) > 2 and head.endswith("별") and head not in _NO_SPREAD


_NO_SPREAD = frozenset(["고별", "차별", "구별", "식별", "선별", "이별", "특별"])
