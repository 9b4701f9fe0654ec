"""What a claim's subject and metric mean: read with a lexicon of names and concepts into facets.

`names.toml` knows countries, organisations, groups and fields of business, `metrics.toml` what is
measured. Both are lists for people to read and extend. Reading is a longest match from left to
right over the words without their spaces, since `이용자 수`, `이용자수` and `월간이용자수` are all
written; what no list knows stays as a word of its own and has to agree by itself.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from monitor.judge.flows import flow_of
from monitor.judge.ownwords import LISTS, OWN_FIELD, Tables, merged
from monitor.patterns import Pattern

HERE = Path(__file__).resolve().parent

PARTICLES = frozenset("은는이가을를의에와과로도만께한된할인및등측산급형당씩별간") | {
    "으로",
    "에서",
    "에게",
    "까지",
    "부터",
    "보다",
    "하는",
    "되는",
}
# `전년 대비`, `3월 대비`: a time that growth is counted from, not somebody to compare with.
TIME_BASE = Pattern(
    r"(?:전년|전월|전분기|전기|전주|전일|작년|지난해|지난달|올해|본예산|동기|동월|평년|[0-9]+년|[0-9]+월|[0-9]+분기"
    r"|직전|이전|당초|최초|한 해 전|1년 전|예년|코로나 이전|상반기|하반기)"
)
# `전체 예산 대비`, `총지출 중`: the whole that a share is of.
WHOLE = Pattern(
    r"(?:전체|총|전\s?세계|세계|국내총생산|GDP|모든)\s?[가-힣]{0,6}?\s?"
    r"(?:에서 차지하는|에서|대비|중에서|중|가운데)(?:\s+|(?=[가-힣]*(?:비중|비율)))"
)
PER = Pattern(
    r"(인구)\s*(?:[0-9만천백십]+)?\s*(?:명)?당"
    r"|([0-9]*[만천백]?\s*명|1?인|건|가구|배럴|주|평|㎡|m²|3\.3㎡|톤|kg|시간|대|한 명)당"
)
ATTRIBUTIVE = Pattern(
    r"(?:된|되는|하는|하던|했던|한다는|다는|라는|다고|나온|가진|보유한|쓴|쓰는|들인|걸친|따른|관한|통한|의한|들어간"
    r"|차지하는|기록한|달한|이른|받은|낸|본|꼽은|호소한|답한|모은|붓는|에서|에게|으로|까지|부터|에게서)$"
)
"""Words that belong to a clause before the noun and name nothing themselves."""

ANNUAL = Pattern(r"전년|작년|지난해|1년 전|한 해 전|전기|평년|예년")
TAIL = Pattern(r"(?<=[가-힣a-z0-9]{2})(?:으로|에서|은|는|을|를|의|에|와|과|로|도)$")
LATIN = Pattern(r"[A-Za-z]")
VERSION = Pattern(
    r"(?<![A-Za-z])(?:[A-Za-z]{1,7}[- ]?\d+(?:\.\d+)?[A-Za-z]{0,3}|\d[a-z]\b)(?![A-Za-z])"
)
NAME_NUMBER = Pattern(r"(?<=[가-힣])[- ]?(\d+(?:\.\d+)?)(?![\d가-힣%.])")
MAKERS_OF_VERSIONS = (
    ("gpt", "오픈AI"),
    ("o1", "오픈AI"),
    ("o3", "오픈AI"),
    ("o4", "오픈AI"),
    ("llama", "메타"),
    ("claude", "앤트로픽"),
    ("gemini", "구글"),
    ("qwen", "알리바바"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A wording of the lexicon: what kind of thing it names, and which."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What a claim speaks of, taken apart. Two claims of one figure contradict in none of it.

    `made`: how the quantity is made from the concept (`level`, `growth`, `cagr`, `delta`, `share`,
    `ratio`, `rank`, `gap`; `percent` where only the unit says so). `against`: whom a ratio or a gap
    is counted against. `rest`: words that no list knows.
    """

    names: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    versions: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    concepts: tuple[str, ...] = ()
    made: str = "level"
    pace: frozenset[str] = frozenset()
    flow: str = ""  # what is new, all so far, what is there: see `flows`
    per: str = ""
    against: frozenset[str] = frozenset()
    rest: frozenset[str] = frozenset()
    subject_rest: frozenset[str] = frozenset()
    is_target: bool = False  # 목표: what is wanted, not what is
    metric: str = ""  # squeezed, for likeness by letters
    is_government: bool = False
    is_guessed: bool = False  # the concept is the sentence's, not the metric's

    @property
    def head(self) -> str:
        """The concept that the metric names last: Korean puts the head at the end."""
        return self.concepts[-1] if self.concepts else ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Wordings by their first two letters, longest first, with what the lists say of them."""

    entries: Mapping[str, tuple[tuple[str, Entry], ...]]
    kin: Mapping[str, frozenset[str]]
    home: Mapping[str, str]  # organisation or product -> country
    maker: Mapping[str, str]  # product -> organisation
    short: Mapping[str, str]  # 한·미·중
    plain: frozenset[str]
    loose: frozenset[str]  # concepts as bare as 규모
    accruing: frozenset[str]  # concepts that add up over time: a month's is no year's
    units: Mapping[str, frozenset[str]]  # concept -> what it is counted in; none: anything
    part_of: Mapping[str, str]  # field of business -> the wider one


COUNTRY_LETTERS = Pattern(
    r"(?<![가-힣])([한미중일영독불러북호])(?:[·ㆍ・‧][한미중일영독불러북호])+"
    r"(?=$|[^가-힣]|[은는이가을를의에와과간도로양])"
)
"""`미·중 격차`, `한·미·일`: countries by one letter each, one word as in `미중 격차`."""


def fold(text: str) -> str:
    """Return the text in one form: compatibility letters, lower case, single spaces.

    >>> fold("미·중 AI(인공지능)")
    '미중 ai 인공지능'
    """
    text = COUNTRY_LETTERS.sub(lambda m: re.sub(r"[·ㆍ・‧]", "", m[0]), text)
    folded = unicodedata.normalize("NFKC", text).lower()
    return " ".join(SIGNS.sub(" ", folded).split())


SIGNS = Pattern(r"[‘’“”'\"`·ㆍ・,()\[\]<>《》「」『』~/]")
GAP = Pattern(r"[\s\-_.]")
BREAK = Pattern(r"[\s\-_]+")


@lru_cache(maxsize=16384)
def squeeze(text: str) -> str:
    """Return the folded text without spaces and hyphens."""
    return GAP.sub("", fold(text))


@cache
def bundled_metrics() -> Tables:
    """Return the tables of the file beside this module. They are nobody's to change."""
    return tomllib.loads((HERE / "metrics.toml").read_text("utf-8"))


_own: list[Tables] = []


def metric_tables() -> Tables:
    """Return the tables of what is measured: the program's, with the user's own over them."""
    return merged(bundled_metrics(), *_own) if _own else bundled_metrics()


def set_own_words(*tables: Tables) -> None:
    """Let these tables of the user's stand over the program's from now on.

    What was read with others is remembered all over the room: `monitor.lexicon` sees to that.
    """
    _own[:] = [table for table in tables if table]


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of the data files beside this module, and of the user's own words."""
    names: dict[str, Any] = tomllib.loads((HERE / "names.toml").read_text("utf-8"))
    metrics = metric_tables()
    words: dict[str, Entry] = {}

    def put(wordings: Iterable[str], kind: str, value: str) -> None:
        for wording in wordings:
            words.setdefault(squeeze(wording), Entry(kind, value))

    for table in reversed(_own):
        for concept, row in table.get(OWN_FIELD, {}).items():
            put(row["words"], "concept", concept)
    home: dict[str, str] = {}
    maker: dict[str, str] = {}
    kin: dict[str, frozenset[str]] = {}
    loose: set[str] = set()
    accruing: set[str] = set()
    units: dict[str, frozenset[str]] = {}
    for code, wordings in names["country"].items():
        put(wordings, "country", code)
    for name, row in names["organisation"].items():
        put(row["names"], "name", name)
        if "country" in row:
            home[name] = row["country"]
    for name, row in names["product"].items():
        put(row["names"], "name", name)
        maker[name] = row["of"]
        if row["of"] in home:
            home[name] = home[row["of"]]
    put(names["region"]["names"], "region", "")
    put(names["government"]["names"], "government", "")
    for body, wordings in names["body"].items():
        put(wordings, "body", body)
    for field, concepts in metrics.items():
        if field in LISTS:
            continue
        for concept, row in concepts.items():
            put(row["words"], "concept", concept)
            kin[concept] = frozenset(row.get("kin", ()))
            units[concept] = frozenset(row.get("units", ()))
            if row.get("loose"):
                loose.add(concept)
            if row.get("accrues"):
                accruing.add(concept)
    for made, wordings in metrics["derived"].items():
        put(wordings, "made", made)
    for pace, wordings in metrics["pace"].items():
        put(wordings, "pace", pace)
    for kind in ("segment", "group"):
        for value, wordings in names[kind].items():
            put(wordings, kind, value)
    put(metrics["plain"]["words"], "plain", "")
    entries: dict[str, list[tuple[str, Entry]]] = {}
    for wording, entry in sorted(words.items(), key=lambda item: (-len(item[0]), item[0])):
        value = entry.value or wording
        entries.setdefault(wording[:2], []).append((wording, Entry(entry.kind, value)))
    for start, rows in entries.items():
        if len(start) == 2:  # a wording of one letter is the last to be tried
            rows += entries.get(start[0], ())
    return Lexicon(
        entries={first: tuple(rows) for first, rows in entries.items()},
        kin=kin,
        home=home,
        maker=maker,
        short=names["country_short"],
        plain=frozenset(squeeze(word) for word in metrics["plain"]["words"]),
        loose=frozenset(loose),
        accruing=frozenset(accruing),
        units=units,
        part_of=names["part_of"],
    )


# Four in five scans are of a text that was just scanned for something else.
@lru_cache(maxsize=512)
def scan(text: str) -> tuple[tuple[str, Entry | None], ...]:
    """Return the parts of a text in order: a known wording with its entry, or an unknown word.

    >>> [(part, entry.value if entry else None) for part, entry in scan("한국의 월간이용자 수")]
    [('한국', 'KR'), ('월간', 'monthly'), ('이용자수', 'users')]
    """
    return tuple(_parts(text))


def _parts(text: str) -> Iterator[tuple[str, Entry | None]]:
    known = lexicon().entries
    tokens = [token for token in BREAK.split(fold(text)) if token]
    joined = "".join(token.replace(".", "") for token in tokens)
    starts, at = set(), 0
    for token in tokens:
        starts.add(at)
        at += len(token.replace(".", ""))
    ends = starts | {len(joined)}
    position, unknown = 0, ""
    while position < len(joined):
        found = None
        opens = position in starts
        if opens and unknown:
            yield from _leftover(unknown)
            unknown = ""
        first = joined[position]
        for wording, entry in known.get(joined[position : position + 2]) or known.get(first, ()):
            if not joined.startswith(wording, position):
                continue
            stop = position + len(wording)
            if _fits(joined, wording, position, stop, opens=opens or not unknown, ends=ends):
                found = (wording, entry)
                break
        if found is None:
            unknown += joined[position]
            position += 1
            continue
        if unknown:
            yield from _leftover(unknown)
            unknown = ""
        yield found
        position += len(found[0])
    if unknown:
        yield from _leftover(unknown)


def _fits(joined: str, wording: str, start: int, stop: int, *, opens: bool, ends: set[int]) -> bool:
    """Return whether a wording may stand here: not inside another word or Latin letters."""
    after = joined[stop : stop + 1]
    if wording[-1].isascii() and wording[-1].isalpha() and after.isascii() and after.isalpha():
        return False
    before = joined[start - 1 : start]
    if wording[0].isascii() and wording[0].isalpha() and before.isascii() and before.isalpha():
        return False
    if len(wording) == 1:
        return opens and stop in ends
    if opens:
        return True
    # Inside an unknown word only its end is a word of its own: 하늘 + 반도체.
    return stop in ends


def _leftover(word: str) -> Iterator[tuple[str, Entry | None]]:
    if word not in PARTICLES:
        stripped = TAIL.sub("", word)
        if stripped not in PARTICLES and not ATTRIBUTIVE.search(word):
            yield stripped, None


@lru_cache(maxsize=16384)
def read_facets(subject: str, metric: str, unit: str) -> Facets:
    """Return what the words of a claim's subject and metric mean, its unit helping."""
    words = lexicon()
    metric_text, against, base = _take_reference(metric)
    metric_text, per = _take_per(metric_text)
    per = per or _take_per(subject)[1]
    subject, ages = _take_ages(subject)
    metric_text, more = _take_ages(metric_text)
    versions = set(read_versions(subject)) | set(read_versions(metric_text))
    subject_parts = list(scan(_withoutread_versions(subject)))
    metric_parts = list(scan(_withoutread_versions(_expand(metric_text))))
    bag: dict[str, list[str]] = {}
    rest: dict[str, set[str]] = {"subject": set(), "metric": set()}
    concepts: list[str] = []
    made = ""
    for where, parts in (("subject", subject_parts), ("metric", metric_parts)):
        for word, entry in parts:
            if entry is None:
                rest[where].update(_short_countries(word, bag))
            elif entry.kind == "concept":
                if where == "metric":
                    concepts.append(entry.value)
                else:
                    bag.setdefault("subject_concept", []).append(entry.value)
            elif entry.kind == "made":
                made = entry.value if where == "metric" else made
            elif entry.kind == "name" and where == "metric" and bag.get("name"):
                # `삼성전자`의 `애플 공급량`: of 삼성전자, and not of its figure for another.
                if entry.value not in bag["name"]:
                    rest["metric"].add(squeeze(entry.value))
            elif entry.kind != "plain":
                bag.setdefault(entry.kind, []).append(entry.value)
    said = bag.get("subject_concept", [])[-1:]
    if said and (
        not concepts or (concepts[-1] in words.loose and said[0] in words.kin[concepts[-1]])
    ):
        concepts = said  # `국내 AI 시장`의 `규모`
    if len(rest["subject"]) > 1 and (called := rest["subject"] - TITLES):
        rest["subject"] = called
    names = frozenset(bag.get("name", ()))
    countries = frozenset(bag.get("country", ()))
    government = "government" in bag
    homes = {words.home[name] for name in names if name in words.home}
    # `중국의 딥시크` says where 딥시크 is from; `일본 딥시크 이용자` says whose users are counted.
    countries -= homes if len(countries) == 1 and not _country_in(metric_parts) else frozenset()
    return Facets(
        names=names,
        countries=countries or (frozenset({"KR"}) if government and not names else countries),
        bodies=frozenset(bag.get("body", ())),
        versions=frozenset(versions),
        regions=frozenset(bag.get("region", ())),
        segments=frozenset(bag.get("segment", ())) | _implied(versions),
        groups=frozenset(bag.get("group", ())) | ages | more,
        concepts=tuple(concepts),
        made=_made(made, unit, against=bool(against), base=base),
        pace=frozenset(bag.get("pace", ())),
        flow=flow_of(metric) or flow_of(subject),
        per=per,
        against=against,
        rest=frozenset(rest["metric"]),
        subject_rest=frozenset(rest["subject"]),
        is_target="목표" in metric,
        metric=squeeze(metric),
        is_government=government or "body" in bag,
    )


TITLES = frozenset(
    {
        "후보", "씨", "대표", "의원", "교수", "총재", "장관", "회장", "사장", "시장후보", "위원장",
        "총리", "대통령", "지사", "감독", "선수", "이사", "전무", "상무", "부장", "판사", "검사",
        "변호사", "원장",
    }
)  # fmt: skip
"""What somebody is: `강도윤 후보` and `문세라 후보` have only that in common."""


def _implied(versions: set[str]) -> frozenset[str]:
    """Return the field that a product's number gives away: an H100 is a GPU."""
    chips = any(re.fullmatch(r"(?:gb|[hab])\d{3}", version) for version in versions)
    return frozenset({"GPU"}) if chips else frozenset()


def _country_in(parts: list[tuple[str, Entry | None]]) -> bool:
    return any(entry is not None and entry.kind == "country" for _, entry in parts)


def _expand(metric: str) -> str:
    """Return the metric with whole abbreviations written out: MAU is 월간 이용자 수."""
    if not LATIN.search(metric):
        return metric
    for short, long in shorts():
        metric = re.sub(rf"(?<![A-Za-z]){re.escape(short)}(?![A-Za-z])", f" {long} ", metric)
    return metric


@cache
def shorts() -> tuple[tuple[str, str], ...]:
    """Return abbreviations of metrics with what they stand for, the longest first."""
    table: dict[str, str] = metric_tables()["short"]
    return tuple(sorted(table.items(), key=lambda item: -len(item[0])))


def _take_reference(metric: str) -> tuple[str, frozenset[str], str]:
    """Return the metric without what it is compared with, that reference, or else the time."""
    metric = WHOLE.sub("", metric)
    found = re.match(r"(.{1,40}?)(?:\s*대비|과의|와의|보다)\s+(?=\S)", metric)
    if not found:
        return metric, frozenset(), ""
    reference, rest = found.group(1), metric[found.end() :]
    if TIME_BASE.search(reference):
        return rest, frozenset(), reference
    names = set(read_versions(reference))
    names |= {
        entry.value
        for _, entry in scan(_withoutread_versions(reference))
        if entry is not None and entry.kind in ("name", "country", "segment", "region")
    }
    if not names:
        names = {squeeze(reference)}
    return rest, frozenset(names), ""


def _take_per(text: str) -> tuple[str, str]:
    found = PER.search(text)
    if not found:
        return text, ""
    per = "인구" if found.group(1) or "명" in found.group(0) else found.group(0).rstrip("당")
    return text[: found.start()] + " " + text[found.end() :], re.sub(r"[\s1]", "", per)


AGES = Pattern(
    r"(?:만\s?)?(\d{1,3})\s?(?:세\s?)?[~∼〜–-]\s?(\d{1,3})세|(?:만\s?)?(\d{1,3})세\s?(이상|이하|미만|초과)"
)


def _take_ages(text: str) -> tuple[str, frozenset[str]]:
    """Return the text without the ages that it counts, and those.

    >>> _take_ages("15∼64세 고용률")
    (' 고용률', frozenset({'15~64세'}))
    """
    if "세" not in text:
        return text, frozenset()
    found = set()
    for low, high, bound, how in AGES.findall(text):
        found.add(f"{low}~{high}세" if high else f"{bound}세 {how}")
    return AGES.sub("", text), frozenset("노인" if age == "65세 이상" else age for age in found)


def read_versions(text: str) -> Iterator[str]:
    """Yield the versions of models and products that a text names, squeezed (`gpt4`, `r1`)."""
    for found in VERSION.finditer(text):
        yield re.sub(r"[- ]", "", found.group(0)).lower()
    for found in NAME_NUMBER.finditer(text):
        yield found.group(1)


def _withoutread_versions(text: str) -> str:
    return NAME_NUMBER.sub(" ", VERSION.sub(" ", text))


def _short_countries(word: str, bag: dict[str, list[str]]) -> set[str]:
    """File a word of country letters (미중, 한미일) under its countries; return any other."""
    short = lexicon().short
    if 1 <= len(word) <= 4 and all(letter in short for letter in word) and len(word) != 1:
        bag.setdefault("country", []).extend(short[letter] for letter in word)
        return set()
    if len(word) == 1 and word in short and bag.get("country"):
        bag["country"].append(short[word])
        return set()
    return {word}


def _made(made: str, unit: str, *, against: bool, base: str) -> str:
    if unit == "위":
        return "rank"
    if unit == "%p":
        return "gap" if made == "gap" else "delta"
    if unit == "배":
        return "growth_ratio" if base or made == "growth" else "ratio"
    if unit == "%":
        if against:
            return "ratio"
        if made == "gap":
            return "gap"
        if made == "growth" or (base and made != "cagr"):
            # `2023년 대비` over several years is another figure than a year's growth.
            return "growth_since" if base and not ANNUAL.search(base) else "growth"
        if made in ("share", "cagr"):
            return made
        return "percent"
    if made in ("gap", "delta", "growth"):
        return made
    return "level"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a sentence names, whatever it says of it."""

    names: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    versions: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    concepts: frozenset[str] = frozenset()
    pace: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    per: str = ""
    text: str = ""  # squeezed


def last_concept(text: str) -> str:
    """Return the concept that a text names last; empty for none."""
    found = [e.value for _, e in scan(text) if e is not None and e.kind == "concept"]
    return found[-1] if found else ""


def last_pace(text: str) -> frozenset[str]:
    """Return the pace that a text names last, alone in a set; empty for none."""
    found = [e.value for _, e in scan(text) if e is not None and e.kind == "pace"]
    return frozenset(found[-1:])


DENIED = Pattern(
    r"[^\s“”‘’\"']{0,20}[^\s뿐만“”‘’\"'](?:이|가|은|는) "
    r"(?=아니(?:라|고|며|지만|었|다|면)|아닌|아녔)"
)
"""`딥시크가 아니라 기업 4000여 개가`: who is named only to say that it is not he."""


def without_denied(text: str) -> str:
    """Return the text without the nouns that it says something is not.

    >>> without_denied("미국이 아니라 중국이 이겼다"), without_denied("미국만이 아니라 중국도")
    ('아니라 중국이 이겼다', '미국만이 아니라 중국도')
    """
    return DENIED.sub("", text) if "아니" in text or "아닌" in text or "아녔" in text else text


@lru_cache(maxsize=4096)
def read_sentence(text: str) -> Sentence:
    """Return what a sentence names; whom it only denies, it names not."""
    found: dict[str, set[str]] = {}
    text = without_denied(text)
    for word, entry in scan(text):
        if entry is not None:
            found.setdefault(entry.kind, set()).add(entry.value)
        else:
            bag: dict[str, list[str]] = {}
            _short_countries(word, bag)
            found.setdefault("country", set()).update(bag.get("country", ()))
    return Sentence(
        names=frozenset(found.get("name", ())),
        countries=frozenset(found.get("country", ())),
        versions=frozenset(read_versions(text)),
        segments=frozenset(found.get("segment", ())),
        groups=frozenset(found.get("group", ())),
        concepts=frozenset(found.get("concept", ())),
        pace=frozenset(found.get("pace", ())),
        bodies=frozenset(found.get("body", ())),
        per=_take_per(text)[1],
        text=squeeze(text),
    )
