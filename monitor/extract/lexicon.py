"""The words of `lexicon.txt`, by section: how news says whose a figure is and what it measures.

A new word goes into the section whose comment fits; nothing else needs to change. Sections of
endings hold parts of patterns (`[하되]다`), the others plain words.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from monitor.extract.folding import is_hangul
from monitor.extract.kept import Kept
from monitor.patterns import Pattern


def _read_sections() -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    words: list[str] = []
    for line in (files("monitor.extract") / "lexicon.txt").read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and line[1:-1] in _NAMES:
            words = sections.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            words.extend(line.split())
    return sections


_ROLES = (
    "topic", "at-topic", "subject", "object", "of", "at", "by", "with", "also", "than", "from",
    "to", "each", "like", "only", "is",
)  # fmt: skip
_NAMES = set(
    {f"particle {role}" for role in _ROLES}
    | {"particle lookalikes", "short nouns", "time", "adverbs", "places", "pronouns", "actions"}
    | {"measure heads", "measure endings", "measure qualifiers", "bare heads", "empty heads"}
    | {
        "aimed",
        "organisation endings",
        "firm endings",
        "speaker endings",
        "source cues",
        "moves",
        "verb nouns",
        "given money",
        "done by people",
        "done to people",
    }
    | {"answers", "estimate nouns", "estimate verbs", "tell verbs", "verb endings", "verb words"}
    | {"adnominal before 는", "adnominal before 는, whole", "adnominal before 은"}
    | {
        "adnominal endings",
        "adnominal words",
        "countables",
        "products",
        "national",
        "official",
        "doers",
        "takes amount",
        "takes quantity",
        "takes rate",
        "light verbs",
        "budget verbs",
        "people",
        "things",
        "common nouns",
        "affixes",
        "deeds",
        "states",
        "units of rates",
        "pollsters",
        "of anything",
        "parts of companies",
    }
)
_OWNERS = ("company", "model", "country", "budget")
_NAMES |= {f"of a {owner}" for owner in _OWNERS} | {"of people asked"}
_CALLED = ("company", "product", "body", "person", "place")
_NAMES |= {f"called a {calling}" for calling in _CALLED}
_SECTIONS = _read_sections()


def _words(name: str) -> frozenset[str]:
    return frozenset(_SECTIONS[name])


class Endings:
    """Endings of words: plain ones, and patterns where a part is a class (`[하되]다`).

    Looked up by their letters, not searched for: to compile them takes longer than an article.

    >>> heads = Endings("adnominal endings")
    >>> heads.end("발표한"), heads.end("한")  # [가-힣]한 wants a syllable before it
    (True, False)
    """

    __slots__ = ("_before", "_lengths")

    def __init__(self, name: str, after: str = "") -> None:
        # By ending: how many syllables must stand before it at least.
        before: dict[str, int] = {}
        for word in _SECTIONS[name]:
            ending = word.replace(_ANY, "")
            for spelt in _spell(ending):
                wanted = word.count(_ANY)
                before[spelt + after] = min(wanted, before.get(spelt + after, wanted))
        self._before = before
        self._lengths = sorted({len(ending) for ending in before})

    def end(self, word: str) -> bool:
        """Whether the word ends so."""
        before = self._before
        for length in self._lengths:
            wanted = before.get(word[-length:])
            if wanted is not None and (
                not wanted or _are_syllables(word[:-length][-wanted:], wanted)
            ):
                return True
        return False


_ANY = "[가-힣]"


def _spell(ending: str) -> list[str]:
    """Return all that an ending with classes stands for: `[하되]다`, 하다 and 되다."""
    head, opened, rest = ending.partition("[")
    if not opened:
        return [ending]
    letters, _, tail = rest.partition("]")
    tails = _spell(tail)
    return [head + letter + end for letter in letters for end in tails]


def _are_syllables(letters: str, count: int) -> bool:
    return len(letters) == count and all(map(is_hangul, letters))


def _pattern(before: str, name: str, after: str = "") -> Pattern:
    return Pattern(f"{before}(?:{'|'.join(_SECTIONS[name])}){after}")


def _pairs(name: str) -> tuple[tuple[str, str], ...]:
    return tuple((left, right) for w in _SECTIONS[name] for left, _, right in [w.partition("=")])


PARTICLES: dict[str, tuple[str, ...]] = {
    role: tuple(_SECTIONS[f"particle {role}"]) for role in _ROLES
}
"""Particles by their job in the sentence, which is what the ranking sees."""
PARTICLE_LOOKALIKES = _words("particle lookalikes")
SHORT_NOUNS = _words("short nouns")
UNITS_OF_RATES: frozenset[str] = _words("units of rates")
POLLSTERS = _words("pollsters")
PARTS_OF_COMPANIES = tuple(sorted(_SECTIONS["parts of companies"], key=len, reverse=True))
"""Last words of what a part of a company is called, the longest first: `가전 부문`."""
TIME_STEMS = _words("time")
TIME_WORD = Pattern(
    r"\d{1,4}(?:년대?|월|일|분기|주|주차|시|년도|학년도|개년|세기|개월)"
    r"(?:간|째|차|초|말|께|경|분|생|중|치|산)?"
    r"|\d{1,2}[~∼·-]\d{1,2}(?:월|일|분기)|'?\d{2,4}[~∼-]\d{2,4}년?|[한두세네몇] ?해"
)
_TIME_STARTS = frozenset("'한두세네몇")


def is_time(word: str) -> bool:
    """Whether the word is a time: a listed one, or a number with what it counts (`3월`)."""
    if word in TIME_STEMS:
        return True
    first = word[:1]
    may = first.isdecimal() or first in _TIME_STARTS
    return may and TIME_WORD.fullmatch(word) is not None


ADVERBS = _words("adverbs")
OF_ANYTHING = _words("of anything")
_ADNOMINAL = (
    Endings("adnominal before 는", "는"),
    Endings("adnominal before 은", "은"),
    Endings("adnominal endings"),
)
_ADNOMINAL_WORDS = _words("adnominal words") | {
    w + "는" for w in _SECTIONS["adnominal before 는, whole"]
}
_VERB = Endings("verb endings")
_VERB_WORDS = _words("verb words")


def is_adnominal(word: str) -> bool:
    """Whether the word is a verb that stands before its noun (`보유한`, `늘어나는`, `받은`)."""
    return word in _ADNOMINAL_WORDS or any(endings.end(word) for endings in _ADNOMINAL)


def is_verb(word: str) -> bool:
    """Whether the word is any other form of a verb."""
    return word in _VERB_WORDS or _VERB.end(word)


MEASURE_HEADS = _words("measure heads")
NATIONAL = tuple(_SECTIONS["national"])
DOERS = _words("doers")
OFFICIAL = _words("official")
COUNTABLES: frozenset[str] = _words("countables")
PRODUCTS = _words("products")
MEASURE_ENDINGS = Endings("measure endings")
MEASURE_QUALIFIERS = _words("measure qualifiers")
BARE_HEADS = _words("bare heads")
EMPTY_HEADS = _words("empty heads")
ACTIONS = _words("actions")
AIMED = _words("aimed")
TAKES_AMOUNT = _words("takes amount")
TAKES_QUANTITY = _words("takes quantity")
TAKES_RATE = _words("takes rate")
LIGHT_VERBS = _words("light verbs")
BUDGET_VERBS = _words("budget verbs")
PLACES = _words("places")
PRONOUNS = _words("pronouns")
COUNTRIES = ("미국", "중국", "일본", "유럽", "영국", "프랑스", "독일", "인도", "대만", "러시아")
"""Those that Korean news speaks of most."""
ORGANISATION = Endings("organisation endings")
FIRM = Endings("firm endings")
SPEAKER_HEADS = Endings("speaker endings")
SOURCE_CUES = tuple(_SECTIONS["source cues"])
MOVES = _pairs("moves")
"""A verb by its first syllables, and what the change is called."""
VERB_NOUNS = _pairs("verb nouns")
"""A verb without a noun of its own, and the noun that a headline would use."""
GIVEN_MONEY = _pairs("given money")
"""A verb by its first syllables, and what the money is that it takes; blanks as low lines."""
DONE_BY_PEOPLE = _pairs("done by people")
DONE_TO_PEOPLE = _pairs("done to people")
"""The same of people: how those are called who do it, to whom it is done."""
ANSWERS = tuple(_SECTIONS["answers"])
_ESTIMATES = _pattern(".*", "estimate nouns", "(?:하|해|했|한)[가-힣]*")
"""What those do who count or guess, in the active: `…로 추산했다`, not `…로 집계됐다`."""
_TAKES_FOR = _pattern(".*", "estimate verbs", "[가-힣]*")
"""The same in other verbs, where the figure ends in 로: `…로 내다봤다`, `…로 잡았다`."""
_TELLS = Pattern(_pattern(".*", "tell verbs", "[가-힣]*").pattern + "|했다|한다")


def how_told(verb: str) -> frozenset[str]:
    """Return how a verb tells a figure: that it estimates, takes something for it, tells it."""
    return _HOW_TOLD[verb]


def _how_told(verb: str) -> frozenset[str]:
    patterns = {"estimates": _ESTIMATES, "takes for": _TAKES_FOR, "tells": _TELLS}
    return frozenset([how for how, words in patterns.items() if words.fullmatch(verb)])


_HOW_TOLD = Kept(_how_told)


CALLINGS: dict[str, tuple[str, ...]] = {
    calling: tuple(sorted(_words(f"called a {calling}"))) for calling in _CALLED
}
"""How words end that say what the name beside them is, and names themselves: the first holds."""
PEOPLE: frozenset[str] = _words("people")
THINGS: frozenset[str] = _words("things")
_COMMON = _words("common nouns")
_DEED = _pattern("", "deeds", "(?:했|한|하|할|었|였|았|은|는|을|며|고|기|다|렸|$)")
_STATE = _pattern("", "states")
_PROPERTIES = {
    **{owner: _pattern("", f"of a {owner}") for owner in _OWNERS},
    "people": _pattern("", "of people asked"),
}
_PARTS = _COMMON | PEOPLE | THINGS | MEASURE_HEADS | ACTIONS | COUNTABLES
_AFFIXES = _words("affixes")
_LONGEST_COMPOUND = 12
_LONGEST_PART = 5


@lru_cache(maxsize=20_000)
def joints(word: str) -> int | None:
    """Return how many lone syllables join the common nouns that make up a word; None for a name.

    >>> joints("출생아"), joints("가입률"), joints("다온게임즈")
    (0, 1, None)
    """
    if word in _PARTS:
        return 0
    if not 1 < len(word) <= _LONGEST_COMPOUND:
        return None
    best: list[tuple[int, int] | None] = [(0, 0), *[None] * len(word)]  # lone syllables, nouns
    for i in range(len(word)):
        here = best[i]
        if here is None:
            continue
        for length in range(1, min(_LONGEST_PART, len(word) - i) + 1):
            part = word[i : i + length]
            if length > 1 and part in _PARTS:
                made = here[0], here[1] + 1
            elif length == 1 and part in _AFFIXES:
                made = here[0] + 1, here[1]
            else:
                continue
            old = best[i + length]
            if old is None or made[0] < old[0]:
                best[i + length] = made
    whole = best[-1]
    return whole[0] if whole is not None and whole[0] <= whole[1] else None


def is_measure(noun: str) -> bool:
    """Whether lists or its ending say that a noun names a property: 매출, 이용자, 점유율."""
    return noun in MEASURE_HEADS or MEASURE_ENDINGS.end(noun)


def is_common(word: str) -> bool:
    """Whether the word is a common noun or made of common nouns only, as no name is."""
    return joints(word.removesuffix("들") if len(word) > 2 else word) is not None


def tells_source(stem: str) -> bool:
    """Whether a word behind a name makes it the source of a figure: `발표한`, `따르면`."""
    return _TELL_SOURCE[stem]


def _tells_source(stem: str) -> bool:
    return stem.startswith(SOURCE_CUES)


_TELL_SOURCE = Kept(_tells_source)


@lru_cache(maxsize=20_000)
def is_party(name: str) -> bool:
    """Whether a word is a party's name: `민주당`, `미래당`, `국민의힘`; not 식당, 여당, 정당."""
    if name in _PARTIES:
        return True
    if len(name) < 3 or not name.endswith("당"):
        return False
    # What is counted by (`가구당`) is a listed noun and 당; so are few parties: 미래당, 진보당.
    return not is_common(name) or name[:-1] in _OF_PARTIES


_PARTIES = frozenset({"국민의힘"})
_OF_PARTIES = frozenset(
    {
        "미래",
        "진보",
        "민주",
        "자유",
        "정의",
        "평화",
        "통합",
        "혁신",
        "개혁",
        "새로운미래",
        "개혁진보",
    }
    | {"녹색", "노동", "사회", "시대", "희망", "국민", "공화", "보수", "통일", "소상공인"}
)


@lru_cache(maxsize=20_000)
def is_part(name: str) -> bool:
    """Whether a phrase ends in what a part of a company is called: `가전 부문`, `DS부문`."""
    return name.endswith(PARTS_OF_COMPANIES) and name not in PARTS_OF_COMPANIES


def is_national(stem: str) -> bool:
    """Whether a word speaks of the whole country: `전국`, `우리나라`."""
    return _ARE_NATIONAL[stem]


def _is_national(stem: str) -> bool:
    return stem.startswith(NATIONAL)


_ARE_NATIONAL = Kept(_is_national)


@lru_cache(maxsize=20_000)
def verb_class(verb: str) -> str:
    """Return whether a verb's subject does the figure (`deed`) or only has it (`state`)."""
    if _DEED.search(verb):
        return "deed"
    return "state" if _STATE.search(verb) else "verb"


def property_of(noun: str) -> str:
    """Return what usually has the property that a noun names; empty where none is named.

    >>> property_of("영업이익"), property_of("출산율"), property_of("사과")
    ('company', 'country', '')
    """
    return _PROPERTY_OF[noun]


def _property_of(noun: str) -> str:
    return next((owner for owner, words in _PROPERTIES.items() if words.search(noun)), "")


_PROPERTY_OF = Kept(_property_of)
