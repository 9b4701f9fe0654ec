"""Which tracked figure a claim speaks of: the user's own definitions as the anchor of identity.

What a claim is about is read from free text and is at times read wrong; a topic's figures say by
name what the user follows: a metric with other names for it, its units, and whose it is. A claim
and an old value anchored to the same figure of the same subject are one figure unless something
contradicts it, whatever words either was read with.

Three things are weighed: how near to the number one of the figure's wordings stands (in the
claim's own metric, beside the number, in its sentence, in what was said before it), how near one
of its subjects, and whether the value is made as the figure is (an amount is no growth of it). What
another is named for (country, firm, model, field, group, pace) stands against it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from monitor.judge.flows import compare_flows
from monitor.judge.hearing import hear
from monitor.judge.match import dice, facets, family, is_surname
from monitor.judge.metrics import (
    TAIL,
    Facets,
    fold,
    lexicon,
    read_facets,
    read_sentence,
    read_versions,
    scan,
    squeeze,
)
from monitor.judge.place import Place, place_of
from monitor.model import Claim, Topic, TrackedFigure
from monitor.patterns import Pattern

HERE = Path(__file__).resolve().parent

SURE = 0.5
"""From here on a claim is taken to speak of the tracked figure."""

MAYBE = 0.3
"""Below this an anchor is not worth naming."""

BEFORE = 400
"""So many letters before a claim's sentence are heard for what it takes for granted."""

OWN, NEAR, SENTENCE, PASSAGE, TITLE = 1.0, 0.9, 0.75, 0.6, 0.5
"""What a wording is worth by where it stands: the claim's fields, beside the number, and so on."""

NO = 0.05  # what contradicts


@dataclass(frozen=True, slots=True)
class Anchor:
    """The tracked figure that a claim speaks of, and by what it was found."""

    topic: str
    figure: int  # which of the topic's figures
    metric: str  # its name there
    subject: str  # of whom: the same for all wordings of one subject
    score: float  # 0..1
    by: tuple[str, ...] = ()  # metric, subject, and what else counted, in the order of the weighing

    @property
    def key(self) -> tuple[str, int, str]:
        """What two claims of one figure have in common."""
        return self.topic, self.figure, self.subject

    @property
    def is_sure(self) -> bool:
        return self.score >= SURE


@dataclass(frozen=True, slots=True)
class _Subject:
    key: str
    names: frozenset[str]
    countries: frozenset[str]
    groups: frozenset[str]
    words: tuple[str, ...]  # squeezed, where no list knows the name
    is_anybody: bool = False


@dataclass(frozen=True, slots=True)
class _Wording:
    facets: Facets
    squeezed: str
    words: tuple[str, ...]  # content words, for a metric that no list knows
    is_of_whole: bool = False  # a share of all that the state spends


@dataclass(frozen=True, slots=True)
class _Tracked:
    topic: str
    number: int
    metric: str
    families: frozenset[str]  # empty: any
    wordings: tuple[tuple[str, tuple[_Wording, ...]], ...]  # by unit's family
    subjects: tuple[_Subject, ...]
    segments: frozenset[str]  # the topic's fields of business
    countries: frozenset[str]
    names: frozenset[str]
    is_state: bool  # one of its subjects is a government
    units: frozenset[str]
    versions: frozenset[str]  # H100: what its wordings number
    concepts: frozenset[str]  # what its subjects name: `국내 AI 시장` is a market's


@dataclass(frozen=True, slots=True)
class _Ring:
    """What is named at one distance from the number."""

    weight: float
    text: str
    names: tuple[str, ...]  # in the order of the text
    countries: tuple[str, ...]
    segments: tuple[str, ...]
    groups: frozenset[str]
    concepts: frozenset[str]
    pace: frozenset[str]
    versions: frozenset[str]
    regions: frozenset[str]
    bodies: frozenset[str]
    per: str
    is_state: bool  # a government is named


@dataclass(frozen=True, slots=True)
class _Scene:
    """A claim with its surroundings, nearest first."""

    own: Facets
    unit: str
    made: str
    subject: str  # the claim's own, squeezed
    before: str  # the words before the number
    whose: frozenset[str]  # the countries that the claim's subject names
    told: frozenset[str]  # the concepts that the sentence names
    nouns: frozenset[str]  # … with nouns
    rings: tuple[_Ring, ...]  # own words, beside the number, sentence, passage, title

    @property
    def own_ring(self) -> _Ring:
        return self.rings[0]


def anchor(
    claim: Claim, topics: Sequence[Topic], *, title: str = "", context: str = ""
) -> Anchor | None:
    """Return the tracked figure that a claim speaks of; None where it speaks of none.

    Args:
        title: the article's headline.
        context: the article's text, in which the claim's span lies: what was said just before it.
            A claim of the baseline comes without.
    """
    found = anchors(claim, topics, title=title, context=context)
    return found[0] if found else None


def anchors_after(
    claim: Claim, topics: Sequence[Topic], passage: str, *, title: str = ""
) -> tuple[Anchor, ...]:
    """Return the tracked figures of a claim of which only what was said before it is at hand."""
    return _anchors(claim, tuple(topics), title, passage)


def heard(claim: Claim) -> Claim:
    """Return the claim with the subject that its sentence gives its number.

    Fields are read from free text, at times from another number's words: `17.3건으로
    룩셈부르크(15.3건)를 제치고` is not of 룩셈부르크, `메타는 35만 개, 테슬라는 3만5000개` of both.
    """
    claim = hear(claim)
    place = place_of(claim)
    if place is None:
        return claim
    mine = facets(claim)
    own = _beside(mine, place.before, ())
    own = _without_listed(own, claim.quote, place.before)
    if own.names == mine.names and own.countries == mine.countries:
        return claim
    names = (
        sorted(own.names)
        or [
            word
            for word, entry in scan(place.before)
            if entry is not None and entry.value in own.countries
        ][-1:]
    )
    return replace(claim, subject=" ".join(names))


def anchors(
    claim: Claim, topics: Sequence[Topic], *, title: str = "", context: str = ""
) -> tuple[Anchor, ...]:
    """Return the tracked figures that a claim may speak of, the likeliest first."""
    return _anchors(claim, tuple(topics), title, said_before(claim, context))


def wordings_of(found: Anchor, topics: Sequence[Topic]) -> tuple[Facets, ...]:
    """Return what the wordings of an anchor's figure mean."""
    for topic in topics:
        if topic.name == found.topic and found.figure < len(topic.figures):
            figure = topic.figures[found.figure]
            unit = figure.units[0] if figure.units else ""
            return tuple(read_facets("", word, unit) for word in (figure.metric, *figure.aliases))
    return ()


def is_of_somebody(found: Anchor, topics: Sequence[Topic]) -> bool:
    """Return whether an anchor's figure is tracked of subjects that are named with it."""
    return any(
        topic.name == found.topic and bool(topic.figures[found.figure].subjects) for topic in topics
    )


def said_before(claim: Claim, context: str, most: int = BEFORE) -> str:
    """Return what the text says right before the claim's sentence; empty where it is not found.

    Args:
        most: so many letters at most.
    """
    if not context or claim.span[1] > len(context):
        return ""
    start = context.rfind(claim.quote, 0, claim.span[1] + len(claim.quote))
    if start < 0 or start > claim.span[0]:
        start = context.rfind("\n", 0, claim.span[0]) + 1
    return context[max(0, start - most) : start]


# Asked anew while its article is judged, and never again: the key holds a passage of it.
@lru_cache(maxsize=1024)
def _anchors(
    claim: Claim, topics: tuple[Topic, ...], title: str, passage: str
) -> tuple[Anchor, ...]:
    scene: _Scene | None = None
    found: list[tuple[_Tracked, Anchor]] = []
    kind = family(claim.unit)
    for tracked in _by_family(topics).get(kind, ()):
        scene = scene or _read_scene(claim, title, passage, _aliases(topics))
        weighed = _weigh(scene, tracked, kind)
        if weighed is not None and weighed.score >= MAYBE:
            found.append((tracked, weighed))
    if scene is not None and len(found) > 1:
        found = _without_narrower(scene, found, kind)
        said = scene.rings[0].text + " " + scene.rings[2].text
        unnamed = {
            t.name for t in topics if not any(squeeze(n) in said for n in (t.name, *t.aliases))
        }
        # Of two that track one metric of anybody, the one that the sentence names.
        found.sort(key=lambda row: row[1].topic in unnamed)
    return tuple(sorted((weighed for _, weighed in found), key=lambda a: -a.score))


def _without_narrower(
    scene: _Scene, found: list[tuple[_Tracked, Anchor]], kind: str
) -> list[tuple[_Tracked, Anchor]]:
    """Return the anchors without figures of parts, where another one is named word for word.

    `수출액` is the tracked 수출액, and no `반도체 수출액` that a headline speaks of.
    """
    own = scene.own.metric
    said = {t.topic for t, _ in found if own in {w.squeezed for w in dict(t.wordings)[kind]}}
    near = scene.rings[0].text + " " + scene.rings[1].text

    def is_narrower(tracked: _Tracked) -> bool:
        words = [w.squeezed for w in dict(tracked.wordings)[kind]]
        return own not in words and all(
            w.endswith(own) and w.removesuffix(own) not in near for w in words
        )

    return [(t, a) for t, a in found if t.topic not in said or not own or not is_narrower(t)]


@lru_cache(maxsize=64)
def _by_family(topics: tuple[Topic, ...]) -> Mapping[str, tuple[_Tracked, ...]]:
    """Return the tracked figures by the family of their units."""
    found: dict[str, list[_Tracked]] = {}
    for topic in topics:
        for number, figure in enumerate(topic.figures):
            tracked = _prepare(topic, number, figure)
            for kind in tracked.families:
                found.setdefault(kind, []).append(tracked)
    return {kind: tuple(rows) for kind, rows in found.items()}


@lru_cache(maxsize=4096)
def _prepare(topic: Topic, number: int, figure: TrackedFigure) -> _Tracked:
    parts = [entry for _, entry in scan(topic.name) if entry is not None]
    countries = frozenset(entry.value for entry in parts if entry.kind == "country")
    names = frozenset(entry.value for entry in parts if entry.kind == "name")
    said = [word for f in topic.figures for word in (f.metric, *f.aliases, *f.subjects)]
    fields = {
        entry.value
        for word in (topic.name, *said)
        for _, entry in scan(word)
        if entry is not None and entry.kind == "segment"
    }
    subjects = tuple(dict.fromkeys(_subject(s) for s in figure.subjects))
    if not subjects and countries:
        subjects = (_Subject("+".join(sorted(countries)), frozenset(), countries, frozenset(), ()),)
    elif not subjects and names:
        subjects = tuple(
            _Subject(n, frozenset({n}), frozenset(), frozenset(), ()) for n in sorted(names)
        )
    anybody = _Subject("", frozenset(), frozenset(), frozenset(), (), is_anybody=True)
    units: dict[str, str] = {}
    for unit in figure.units:
        units.setdefault(family(unit), unit)
    return _Tracked(
        topic=topic.name,
        number=number,
        metric=figure.metric,
        families=frozenset(units),
        wordings=tuple(
            (
                kind,
                tuple(_wording(word, unit) for word in (figure.metric, *figure.aliases)),
            )
            for kind, unit in units.items()
        ),
        subjects=subjects or (anybody,),
        segments=frozenset() if names else frozenset(fields),
        countries=countries,
        names=names,
        is_state=any(read_facets(s, "", "").is_government for s in figure.subjects),
        units=frozenset(figure.units),
        versions=frozenset(v for w in (figure.metric, *figure.aliases) for v in read_versions(w)),
        concepts=frozenset(c for s in figure.subjects for c in read_facets(s, "", "").concepts),
    )


EMPTY = frozenset({"plain", "made", "country", "segment", "pace"})


def _subject(name: str) -> _Subject:
    f = read_facets(name, "", "")
    names = frozenset(n for n in f.names)
    key = "+".join(sorted(names) or sorted(f.countries) or sorted(f.subject_rest))
    if f.groups and not names:
        key += "/" + "+".join(sorted(f.groups))
    known = bool(names or f.countries or f.groups)
    words = () if known else (squeeze(name),)
    return _Subject(key or squeeze(name), names, f.countries, f.groups, words)


def _wording(word: str, unit: str) -> _Wording:
    f = read_facets("", word, unit)
    squeezed = squeeze(word)
    whole = f.made == "share" and OF_STATE.search(squeezed) is not None
    return _Wording(f, squeezed, tuple(dict.fromkeys(content_words(word))), whole)


OF_STATE = Pattern(r"(?:전체|총|나라)(?:예산|지출|살림|재정)")


def content_words(word: str) -> Iterator[str]:
    """Yield the words that carry a metric's meaning: no field, country, way of counting."""
    for token in fold(word).split():
        stem = re.sub(r"(?<=[가-힣]{2})[이가]$", "", TAIL.sub("", token))
        known = [entry for _, entry in scan(stem)]
        if known and all(entry is not None and entry.kind in EMPTY for entry in known):
            continue
        yield squeeze(stem)


# --- the scene -----------------------------------------------------------------------------------


def _read_scene(
    claim: Claim, title: str, passage: str, aliases: Sequence[tuple[str, str]]
) -> _Scene:
    claim = hear(claim)
    place = place_of(claim)
    own = _beside(_without_makers(facets(claim)), place.before if place else "", aliases)
    own = _not_behind(own, claim.quote, place)
    if not own.names:
        named = {name for alias, name in aliases if _holds(squeeze(claim.subject), alias)}
        own = replace(own, names=frozenset(named)) if named else own
    before = place.before if place else ""
    beside = f"{before} # {place.after}" if place else ""
    own = _without_listed(own, claim.quote, before)
    rings = (
        _ring(OWN, f"{claim.subject} | {claim.metric}"),
        _ring(NEAR, before, f"# {place.after}" if place else ""),
        _ring(SENTENCE, _sentence(claim.quote, before)),
        _ring(PASSAGE, passage),
        _ring(TITLE, title),
    )
    told, nouns = concepts_told(claim.quote), read_sentence(claim.quote).concepts
    whose = own.countries & read_facets(claim.subject, "", claim.unit).countries
    made = _made(own, claim, place.after if place else "", beside)
    return _Scene(own, claim.unit, made, squeeze(claim.subject), before, whose, told, nouns, rings)


CHIP_MAKER = Pattern(r"(?:엔비디아|AMD|인텔)의?\s*(?=[A-Za-z]{1,3}\d|GPU|그래픽|칩)", re.IGNORECASE)
CHIP_MAKERS = frozenset({"엔비디아", "AMD", "인텔"})


def _without_makers(own: Facets) -> Facets:
    """`엔비디아 H100 보유량` is of whoever holds them."""
    chips = "GPU" in own.segments or own.head.startswith("chips") or "gpu" in own.metric
    if chips and own.names & CHIP_MAKERS:
        return replace(own, names=own.names - CHIP_MAKERS)
    return own


BRACKETED = Pattern(r"[가-힣A-Za-z0-9·]+\s?\((?:약\s?)?\d[^)]*\)")
"""`룩셈부르크(15.3건)`: a name with a number of its own."""

ADJACENT = Pattern(
    r"(?:에서는|에서|에선|은|는|이|가|의|도|에|만)?\s*[(\[:]?\s*(?:약|각각|모두|무려|겨우|고작|최소|최대)?\s*$"
)


def _is_name(word: str) -> bool:
    found = [entry for _, entry in scan(word)]
    return len(found) == 1 and found[0] is not None and found[0].kind == "name"


def _beside(own: Facets, before: str, aliases: Sequence[tuple[str, str]]) -> Facets:
    """Return the facets with the subject that stands right before the number: `테슬라는 3만5000개`.

    Lists give one subject after another; the field read from such a sentence is at times the first.
    """
    if own.made == "ratio" and before.rstrip().endswith("의"):
        return own  # `미국의 9배`: what it is counted against
    text = ADJACENT.sub("", before)
    last = re.split(r"[\s,(·ㆍ]+", text.strip())[-1] if text.strip() else ""
    if not last or text == before.rstrip():
        return own
    bare = re.split(r"[\s,(·ㆍ]+", before.rstrip(" ([:").strip())[-1]
    if len(bare) == len(last) + 1 and _is_name(bare):
        last = bare  # `제미나이(71만 명)`: its last letter is no particle
    parts = [entry for _, entry in scan(last)]
    if len(parts) == 1 and parts[0] is not None:
        near = {entry.value for _, entry in scan(before) if entry is not None}
        if (own.names | own.countries) & near:
            return own  # `즈푸와 바이촨이 각각`: one of several
        if parts[0].kind == "name" and parts[0].value not in own.names:
            related = {n for n in own.names if _related(parts[0].value, frozenset({n}))}
            return replace(own, names=frozenset({parts[0].value}) | related)
        if parts[0].kind == "country" and parts[0].value not in own.countries and not own.names:
            return replace(own, countries=frozenset({parts[0].value}))
    squeezed = squeeze(last)
    for alias, name in aliases:
        if alias == squeezed and name not in own.names:
            return replace(own, names=frozenset({name}))
    return own


ATTRIBUTIVE = Pattern(r"^\s?(?:명|개|곳|건|장|대|달러|원|위안|%|점|배|위)*\s?(?:의|인|짜리)\s")


def _not_behind(own: Facets, quote: str, place: Place | None) -> Facets:
    """Return the facets of whom the words before the number name, not of whom those behind it do.

    `메타 한 곳이 가진 H100(35만장)과 비교하면 국내 전체 물량은`: 35만 are 메타's.
    """
    if place is None or not (own.names or own.countries):
        return own
    if ATTRIBUTIVE.match(place.after):
        return own  # `493만 명의 챗GPT`
    at = quote.find(place.after) if place.after.strip() else len(quote)
    before = read_sentence(quote[:at])
    said = read_sentence(quote[max(0, at - 30) : at])
    if (own.names | own.countries) & (before.names | before.countries) or len(said.names) != 1:
        return own
    whole = read_sentence(quote)
    if own.names | own.countries <= whole.names | whole.countries:
        return replace(own, names=said.names, countries=frozenset())
    return own


def _without_listed(own: Facets, quote: str, before: str) -> Facets:
    """Return the facets without countries that have a number of their own in brackets."""
    later = read_sentence(" ".join(BRACKETED.findall(quote))).countries
    if not own.countries & later or before.rstrip().endswith("("):
        return own
    kept = read_sentence(_sentence(quote, before)).countries
    return replace(own, countries=own.countries - (later - kept))


def _sentence(quote: str, before: str) -> str:
    """Return the sentence without the names that have a number of their own in brackets."""
    return quote if before.rstrip().endswith("(") else BRACKETED.sub(" ", quote)


def _holds(text: str, alias: str) -> bool:
    return re.search(rf"(?<![a-z0-9가-힣]){re.escape(alias)}(?![a-z0-9])", text) is not None


@lru_cache(maxsize=64)
def _aliases(topics: tuple[Topic, ...]) -> tuple[tuple[str, str], ...]:
    """Return the names that topics give somebody and no list knows (R1 of 딥시크), with whose."""
    found: dict[str, str] = {}
    for topic in topics:
        names = [e.value for _, e in scan(topic.name) if e is not None and e.kind == "name"]
        for alias in topic.aliases:
            if names and not any(entry is not None for _, entry in scan(alias)):
                found.setdefault(squeeze(alias), names[0])
    return tuple(found.items())


GAP_BEHIND = Pattern(
    r"^\s*(?:%p|%포인트|포인트|%|점|배)?\s*(?:가량|정도|쯤|남짓)?\s*"
    r"(?:차이|차로|차(?![가-힣])|뒤진|뒤졌|뒤처|모자|앞서|앞섰|앞선|낮|높|벌어)"
)


def _made(own: Facets, claim: Claim, after: str, beside: str) -> str:
    if own.made in ("level", "percent", "share") and (
        own.head == "performance_gap" or (GAP_BEHIND.match(after) and claim.unit != "배")
    ):
        return "gap"
    if own.made == "growth" and beside.partition("#")[0].rstrip().endswith("("):
        return "percent"  # `이전 조사(53.2%)보다 줄었다`
    if own.made in ("percent", "growth") and re.search(r"연평균|해마다|매년 ", beside):
        return "cagr"
    if (
        claim.unit == "배"
        and own.made == "ratio"
        and re.search(r"^\s*배\s*(?:로|나)?\s*(?:늘|뛰|증가|불)", after)
    ):
        return "growth_ratio"
    return own.made


@lru_cache(maxsize=4096)
def _ring(weight: float, text: str, behind: str = "") -> _Ring:
    """Return what a text names; `behind` is heard for verbs and for what is measured only."""
    text = CHIP_MAKER.sub(" ", text)
    names: list[str] = []
    countries: list[str] = []
    segments: list[str] = []
    found: dict[str, set[str]] = {}
    short = lexicon().short
    for word, entry in scan(text):
        if entry is None:
            if 2 <= len(word) <= 4 and all(letter in short for letter in word):
                countries += [short[letter] for letter in word]
            continue
        if entry.kind == "name":
            names.append(entry.value)
        elif entry.kind == "country":
            countries.append(entry.value)
        elif entry.kind == "segment":
            segments.append(entry.value)
        elif entry.kind == "government":
            countries.append("KR")
            found.setdefault("government", set()).add("KR")
        else:
            found.setdefault(entry.kind, set()).add(entry.value)
    said = read_sentence(text)
    return _Ring(
        weight=weight,
        text=squeeze(text),
        names=tuple(names),
        countries=tuple(countries),
        segments=tuple(segments),
        groups=frozenset(found.get("group", ())),
        concepts=frozenset(found.get("concept", ())) | phrased(f"{text} {behind}".strip()),
        pace=frozenset(found.get("pace", ())),
        versions=frozenset(read_versions(text)),
        regions=frozenset(found.get("region", ())),
        bodies=frozenset(found.get("body", ())),
        per=said.per,
        is_state="government" in found,
    )


@cache
def _phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table: dict[str, list[str]] = tomllib.loads((HERE / "phrases.toml").read_text("utf-8"))
    return tuple((concept, re.compile("|".join(rows))) for concept, rows in table.items())


def concepts_told(quote: str) -> frozenset[str]:
    """Return the concepts that a sentence names, with nouns or with verbs."""
    return read_sentence(quote).concepts | phrased(quote)


@lru_cache(maxsize=4096)
def phrased(text: str) -> frozenset[str]:
    """Return the concepts that a text names with verbs."""
    folded = fold(text)
    return frozenset(concept for concept, pattern in _phrases() if pattern.search(folded))


# --- the weighing --------------------------------------------------------------------------------


def _weigh(scene: _Scene, tracked: _Tracked, kind: str) -> Anchor | None:
    best: Anchor | None = None
    wordings = dict(tracked.wordings).get(kind, ())
    for wording in wordings:
        metric, by = _metric(scene, wording, tracked)
        metric *= _how_made(scene.made, wording.facets)
        if metric < MAYBE:
            continue
        if scene.unit not in tracked.units and "%" in (scene.unit, *tracked.units):
            metric *= 0.6  # a share in percent, a multiple in 배
        metric *= _pace(scene, wording)
        metric *= _flow(scene, wording)
        metric *= _per(scene, wording)
        metric *= _field(scene, wording, tracked)
        metric *= _model(scene, wording, tracked)
        metric *= _test(scene, wording)
        metric *= _narrowed(scene, wording, tracked)
        metric *= _against(scene, wording)
        metric *= _sector(scene, tracked, wordings)
        metric *= 0.97 + 0.03 * dice(scene.own.metric, wording.squeezed)
        if metric < MAYBE:
            continue
        for subject in tracked.subjects:
            whose, key, where = _whose(scene, subject, tracked, wording)
            score = metric * whose
            if score >= MAYBE and (best is None or score > best.score):
                best = Anchor(
                    tracked.topic, tracked.number, tracked.metric, key, score, (by, where)
                )
    return best


def _fits(concept: str, unit: str) -> bool:
    wanted = lexicon().units.get(concept, frozenset())
    return not wanted or any(w == unit or family(w) == family(unit) for w in wanted)


def _metric(scene: _Scene, wording: _Wording, tracked: _Tracked) -> tuple[float, str]:
    """Return how near to the number the metric is named, and where."""
    own, words = scene.own, lexicon()
    head = wording.facets.head
    letters = dice(own.metric, wording.squeezed)
    carried = bool(own.head) and own.head not in scene.told
    if letters >= 0.75:
        return _carried(own.head) if carried else (OWN, "metric")
    if head in words.loose:
        # `규모` alone speaks of a market only where the market is named.
        named = any(tracked.concepts & ring.concepts for ring in scene.rings[:2])
        return (0.9, "metric") if named and own.head in {"", head, *tracked.concepts} else (0, "")
    if not head:
        return _covered(scene, wording, tracked)
    said = own.head if own.head and not own.is_guessed else ""
    specific = bool(said) and said not in words.loose and _fits(said, scene.unit)
    kin = words.kin.get(head, frozenset())
    if said == head:
        return _carried(head) if carried else (OWN, "metric")
    if carried and said and (said in kin or head in words.kin.get(said, frozenset())):
        return 0.5, "kin"
    # A metric that the sentence does not name was carried from elsewhere, or supplied.
    # But an extra budget is never the budget.
    specific &= said in scene.nouns or {said, head} <= BUDGETS
    if not specific and (test := _by_name(scene, wording)):
        return test, "name"
    if specific:
        if said in kin or head in words.kin.get(said, frozenset()):
            return 0.5, "kin"
        # `AI 개발 비용`: the head decides; another concept in front of it only narrows.
        return (0.3, "narrowed") if head in own.concepts else (NO, "other")
    if wording.is_of_whole and scene.made in ("share", "percent", "ratio"):
        for ring in scene.rings[:3]:
            if OF_STATE.search(ring.text):
                return ring.weight * 0.95, "whole"
    covered, by = _covered(scene, wording, tracked)
    if by == "words@1.0" and covered >= SENTENCE:
        return covered, by
    for ring in scene.rings:
        if head in ring.concepts:
            rivals = {
                c
                for c in ring.concepts - {head}
                if c not in words.loose and words.units.get(c) and _fits(c, scene.unit)
            }
            if carried and ring.weight <= PASSAGE:
                return ring.weight * 0.8, f"metric@{ring.weight}"
            rivals -= kin | {c for c in rivals if head in words.kin.get(c, frozenset())}
            return ring.weight * (0.85 if rivals else 1.0), f"metric@{ring.weight}"
    return (covered if by == "words@1.0" else covered * 0.8), by


def _carried(head: str) -> tuple[float, str]:
    """Return what a metric is worth that its sentence does not name: money is soon another's."""
    return (0.5 if head in STATE else 0.8), "carried"


def _by_name(scene: _Scene, wording: _Wording) -> float:
    """Return how near a name that belongs to the metric stands: a test's, an index's."""
    wanted = [w for w in wording.facets.rest if len(w) > 1]
    for ring in scene.rings[:3]:
        if wanted and 2 * sum(w in ring.text for w in wanted) >= len(wanted):
            return ring.weight * 0.9
    return 0.0


def _covered(scene: _Scene, wording: _Wording, tracked: _Tracked) -> tuple[float, str]:
    """Return how far the wording's words stand near the number."""
    head = scene.own.head
    bare = not head or head in lexicon().loose or not _fits(head, scene.unit)
    bare |= scene.own.is_guessed
    if not wording.words:
        # `연평균 성장률`: how it is made says all there is.
        fields = {s for ring in scene.rings[:2] for s in ring.segments}
        named = any(tracked.concepts & ring.concepts for ring in scene.rings[:3])
        whole = bool(wording.facets.segments) and wording.facets.segments <= fields and bare
        whole |= named and (bare or head in tracked.concepts)
        return (0.9, "made") if whole and scene.made == wording.facets.made else (0.0, "")
    text = ""
    for ring in scene.rings[:4]:
        text += " " + ring.text
        share = sum(len(w) for w in wording.words if w in text) / sum(map(len, wording.words))
        if share >= 0.7 or (share >= 0.4 and bare and ring.weight == OWN):
            return ring.weight * min(1.0, share + 0.15), f"words@{ring.weight}"
    return 0.0, ""


MADE: Mapping[frozenset[str], float] = {
    frozenset({"percent", "share"}): 0.95,
    frozenset({"percent", "gap"}): 0.8,
    frozenset({"percent", "ratio"}): 0.75,
    frozenset({"share", "ratio"}): 0.8,
    frozenset({"growth", "cagr"}): 0.4,
    frozenset({"percent", "cagr"}): 0.3,
    frozenset({"percent", "growth"}): 0.25,
    frozenset({"ratio", "growth_ratio"}): 0.3,
    frozenset({"level", "gap"}): 0.15,
    frozenset({"ratio", "level"}): 0.3,
}


def _how_made(claimed: str, wording: Facets) -> float:
    is_gap = wording.head == "performance_gap" and wording.made != "ratio"
    wanted = "gap" if is_gap else wording.made
    return 1.0 if claimed == wanted else MADE.get(frozenset({claimed, wanted}), NO)


def _first(scene: _Scene, field: str) -> tuple[frozenset[str], float]:
    """Return what the nearest ring names of a field, and that ring's weight."""
    for ring in scene.rings:
        value = getattr(ring, field)
        if value:
            return frozenset(value), ring.weight
    return frozenset(), 0.0


def _flow(scene: _Scene, wording: _Wording) -> float:
    """What is new is not what there is in all; a tracked figure that says neither may be both."""
    mine, wanted = scene.own, wording.facets
    factor = compare_flows(mine.flow, wanted.flow, mine.pace, wanted.pace)
    return max(factor, 0.8) if not mine.flow or not wanted.flow else factor


def _pace(scene: _Scene, wording: _Wording) -> float:
    wanted = wording.facets.pace
    said = scene.own.pace
    for ring in scene.rings[:3]:
        said = said or ring.pace
    if wanted == said:
        return 1.0
    if wanted and said:
        return 1.0 if wanted & said else 0.1
    only = wanted or said
    return 0.95 if only <= {"monthly", "yearly"} else 0.35


def _per(scene: _Scene, wording: _Wording) -> float:
    wanted = wording.facets.per
    said = scene.own.per
    for ring in scene.rings[:3]:
        said = said or ring.per or ("인구" if "인구대비" in ring.text else "")
    if wanted == said or scene.unit == "1":
        if not wanted and scene.rings[3].per and wording.facets.head in scene.rings[3].concepts:
            return 0.75  # a list that goes on in the next sentence
        return 1.0
    if wanted and said:
        return NO
    if wanted:
        return 0.9 if scene.rings[3].per == wanted else 0.3
    return 0.1


def _field(scene: _Scene, wording: _Wording, tracked: _Tracked) -> float:
    """Robots for AI, quanta for chips: the nearest field of business that is named decides."""
    wanted = wording.facets.segments | tracked.segments
    if not wanted:
        return 1.0
    exact = wording.facets.segments
    # A share of all that the state spends is of the field spoken of, whoever is named beside it.
    own = () if wording.is_of_whole else scene.rings[:1]
    order = (scene.rings[1], *own, *scene.rings[2:])
    for ring in order:
        named = frozenset(ring.segments[-1:] if ring.weight == NEAR else ring.segments)
        if not named:
            continue
        if exact and named & exact:
            parts = ring.weight >= NEAR and named - exact and exact == {"AI"}
            if parts and ring.segments[-1] not in exact:
                return 0.4
            return 1.0
        if not any(_within(n, wanted) for n in named):
            far = scene.rings[4].segments if ring.weight == PASSAGE else ()
            if ring.weight <= PASSAGE and scene.own.names:
                return 0.8  # a firm is known for its field
            return 0.8 if any(_within(n, wanted) for n in far) else NO
        # 생성AI for AI, AI for 생성AI: a part is not the whole.
        if exact and ring.weight >= SENTENCE:
            if exact <= {"생성AI"} and any("생성AI" in r.segments for r in scene.rings):
                return 0.9
            return 0.45
        return 0.9
    return 0.9


def _within(field: str, wanted: Iterable[str]) -> bool:
    """Return whether one is part of the other: GPU of AI, not 수소차 of 전기차."""
    mine = _chain(field)
    return any(w in mine or field in _chain(w) for w in wanted)


def _chain(field: str) -> tuple[str, ...]:
    wider = lexicon().part_of
    chain = [field]
    while chain[-1] in wider:
        chain.append(wider[chain[-1]])
    return tuple(chain)


def _model(scene: _Scene, wording: _Wording, tracked: _Tracked) -> float:
    """H200 for H100 is another stock; a stock without a number is of the one spoken of."""
    wanted = wording.facets.versions or tracked.versions
    if not wanted:
        return 1.0
    chips = re.compile(r"(?:gb|[hab])\d{2,3}")
    for ring in scene.rings:
        named = {v for v in ring.versions if chips.fullmatch(v)}
        if named:
            return ring.weight / 2 + 0.5 if named & wanted else NO
    return 0.6 if wording.facets.versions else 0.9


def _test(scene: _Scene, wording: _Wording) -> float:
    """A metric with a name in it (a test's, an index's) needs that name somewhere."""
    wanted = wording.facets.rest
    if not wanted or not wording.facets.head:
        return 1.0
    for ring in scene.rings:
        named = sum(word in ring.text for word in wanted)
        if 2 * named >= len(wanted):
            return 0.5 + ring.weight / 2
    return 0.2


def _narrowed(scene: _Scene, wording: _Wording, tracked: _Tracked) -> float:
    """`제조 AI 선도과제 예산` is a part of `AI 예산`."""
    own = scene.own
    if wording.is_of_whole and own.bodies - TREASURY:
        return 0.3  # of all that one ministry spends
    if wording.facets.head in STATE and (purpose := PURPOSE.search(scene.before)):
        entries = [e for _, e in scan(purpose.group(1)) if e is None or e.kind != "plain"]
        said = {e.value for e in entries[-1:] if e is not None}
        whole = wording.facets.segments | tracked.segments | tracked.countries | BUDGETS
        if (entries and not said <= whole | {wording.facets.head}) or None in entries[-1:]:
            return 0.3
    if own.head != wording.facets.head or not own.head:
        return 1.0
    if set(own.concepts) - set(wording.facets.concepts) - lexicon().loose:
        return 0.4
    if own.regions and not tracked.countries >= own.countries:
        return 0.3
    if own.bodies - TREASURY and wording.facets.head in ("budget", "rnd_budget"):
        return 0.4
    alone = [w for w in own.rest if w not in wording.squeezed]
    return 0.75 if alone else 1.0


def _against(scene: _Scene, wording: _Wording) -> float:
    """`미국산 대비`: what a ratio is counted against."""
    wanted = wording.facets.against
    if not wanted:
        return 1.0
    known = lexicon()
    homes = {known.home.get(w, w) for w in wanted} | set(wanted)
    said = {known.home.get(a, a) for a in scene.own.against} | scene.own.against
    if said & homes:
        return 1.0
    named = {a for a in said if a in known.home or (len(a) == 2 and a.isupper())}
    if named:
        return 0.15
    for ring in scene.rings[1:4]:
        near = set(ring.names) | set(ring.countries) | set(ring.versions)
        near |= {known.home.get(n, n) for n in near}
        if near & homes:
            return ring.weight
    return 0.35


def _sector(scene: _Scene, tracked: _Tracked, wordings: Sequence[_Wording]) -> float:
    """What firms put in is not what the state does."""
    wanted = any("민간" in w.facets.groups for w in wordings)
    said = any("민간" in ring.groups for ring in scene.rings[:3])
    if said and not wanted and any(w.facets.head in STATE for w in wordings):
        return 0.5
    stately = scene.own.is_government or any(ring.is_state for ring in scene.rings[:3])
    if wanted and not said and (stately or tracked.is_state):
        return 0.3
    if tracked.is_state and scene.own.groups & FIRMS:
        return 0.3
    if tracked.is_state and not wanted:
        told = any(
            "KR" in r.countries or r.concepts & BUDGETS or r.bodies or OF_STATE.search(r.text)
            for r in scene.rings[:3]
        )
        return 1.0 if told or scene.own.is_government else 0.7
    return 1.0


FIRMS = frozenset({"기업", "스타트업", "빅테크", "대기업", "중소기업", "은행", "병원"})
BUDGETS = frozenset({"budget", "rnd_budget", "extra_budget", "government_spending"})
PURPOSE = Pattern(
    r"((?:\S+ )?[가-힣A-Za-z0-9·‘’'\"]+?)(?:에(?:는|만|도)?|\s?\()\s*(?:약|총|모두)?\s*$"
)
"""`인재 양성에는 640억원`, `GPU 구매(900억 원)`: what a part of the money is for."""

TREASURY = frozenset({"기획재정부", "재정경제부", "기획예산처"})
"""Who speaks for all that the state spends."""

STATE = frozenset({"investment", "support", "rnd_spending", "budget", "rnd_budget"})
"""What states and firms both do."""


def _whose(
    scene: _Scene, subject: _Subject, tracked: _Tracked, wording: _Wording
) -> tuple[float, str, str]:
    """Return how surely the claim is of this subject, the subject's key, and where it is named."""
    if subject.is_anybody:
        return _anybody(scene, wording)
    if subject.words:
        if _is_other_person(scene, subject, tracked):
            return 0.0, "", ""
        for ring in scene.rings:
            if any(word in ring.text for word in subject.words):
                return _level(ring), subject.key, f"subject@{ring.weight}"
        return 0.0, "", ""
    if subject.groups:
        grouped = _group(scene, subject, tracked)
        if grouped < MAYBE:
            return 0.0, "", ""
    else:
        grouped = 1.0
    if subject.names:
        score, where = _named(scene, subject)
        return score * grouped, subject.key, where
    if subject.countries:
        score, where = _country(scene, subject, tracked)
        return score * grouped, subject.key, where
    return grouped, subject.key, "group"


def _is_other_person(scene: _Scene, subject: _Subject, tracked: _Tracked) -> bool:
    """Return whether a claim's own subject is another of those that the figure is tracked of.

    `문 후보` is 문세라, whoever else the headline names.
    """
    own = scene.rings[0].text
    if any(word in own for word in subject.words):
        return False
    rest = scene.own.subject_rest
    if any(is_surname(name, word) for name in rest for word in subject.words):
        return False
    others = {word for other in tracked.subjects for word in other.words} - set(subject.words)
    if any(word in own for word in others):
        return True
    return any(is_surname(name, word) for name in rest for word in others)


def _level(ring: _Ring) -> float:
    return {OWN: 1.0, NEAR: 0.95, SENTENCE: 0.8, PASSAGE: 0.65, TITLE: 0.6}.get(ring.weight, 0.6)


def _related(name: str, wanted: frozenset[str]) -> bool:
    maker = lexicon().maker
    return (
        name in wanted or maker.get(name, "") in wanted or any(maker.get(w) == name for w in wanted)
    )


def is_foreign(claim: Claim) -> bool:
    """Return whether a claim is of somebody whom no list knows, named in its own sentence."""
    # Who announces a number of his own is not left out here, as `facets` leaves out a source.
    own = read_facets(claim.subject, "", claim.unit)
    quote = squeeze(re.sub(r"\([^)]{1,12}\)", "", claim.quote))
    return _is_foreign(own, squeeze(claim.subject), quote)


def _is_foreign(own: Facets, subject: str, sentence: str) -> bool:
    return bool(own.subject_rest - COMMON) and not own.names and subject in sentence


COMMON = frozenset(
    {
        "회사",
        "업체",
        "기업",
        "서비스",
        "앱",
        "모델",
        "자신",
        "사람",
        "사업",
        "전체",
        "내용",
        "프로젝트",
    }
    | {
        "계획",
        "규모",
        "금액",
        "이용자",
        "사용자",
        "개발사",
        "본사",
        "직원",
        "전직원",
        "관계자",
        "보고서",
    }
)
"""Nouns that stand for somebody named before."""


def _named(scene: _Scene, subject: _Subject) -> tuple[float, str]:
    """A firm or product: named by the claim, else the last name before the number, and so on."""
    own = scene.own.names
    if own:
        if any(_related(n, subject.names) for n in own):
            home = lexicon().home
            specific = scene.own.head and scene.own.head not in lexicon().loose
            abroad = scene.own.countries if specific else scene.whose
            if abroad - {"KR"} - {home.get(n, "") for n in own | subject.names}:
                return 0.2, ""  # its users in Japan, its sales in Europe
            if scene.own.regions:
                return 0.3, ""  # one site of several
            return (1.0 if len(own) == 1 else 0.95), "subject"
        return NO, ""
    if scene.own.regions:
        return 0.2, ""
    near = scene.rings[1].names
    if near:
        return (0.9, "near") if _related(near[-1], subject.names) else (0.1, "")
    crowd = 1.0
    foreign = _is_foreign(scene.own, scene.subject, scene.rings[2].text)
    for ring in scene.rings[2:]:
        if not ring.names:
            continue
        if any(_related(n, subject.names) for n in ring.names):
            others = [n for n in ring.names if not _related(n, subject.names)]
            if others and ring.names[-1] in others:
                crowd *= 0.7
            if foreign:
                # Somebody whom no list knows is named in the sentence itself.
                crowd *= 0.95 if ring.weight >= SENTENCE else 0.5
            return _level(ring) * crowd, f"subject@{ring.weight}"
        crowd *= 0.5
    return 0.0, ""


def _country(scene: _Scene, subject: _Subject, tracked: _Tracked) -> tuple[float, str]:
    wanted = subject.countries
    own = scene.own
    if own.is_government and not tracked.is_state and tracked.concepts:
        return 0.2, ""
    if own.names and not own.countries:
        # A firm's is not its country's.
        return NO, ""
    if own.regions:
        return 0.2, ""
    said = (scene.whose or own.countries) - {"WORLD"}
    if said:
        if said == wanted:
            return 1.0, "subject"
        if wanted < said or said & wanted:
            return (0.6 if len(wanted) == 1 else 0.8), "subject"
        return NO, ""
    near = [c for c in scene.rings[1].countries if c != "WORLD"]
    if near:
        last = near[-len(wanted) :]
        if frozenset(last) == wanted:
            return 0.9, "near"
        return 0.15, ""
    # `독자 AI 모델의 국비` is not all of the state's.
    unknown = bool(own.subject_rest) and not own.is_government and not subject.groups
    bodied = any(
        ring.bodies or (tracked.is_state and OF_STATE.search(ring.text)) for ring in scene.rings[:3]
    )
    bodied &= not any(ring.countries for ring in scene.rings[:3])
    if bodied and wanted == {"KR"}:
        # A ministry asked, or the state's money is meant: ours.
        return (0.5 if unknown else 0.8), "home"
    for ring in scene.rings[2:]:
        named = [c for c in ring.countries if c != "WORLD"]
        if not named:
            if ring.weight == SENTENCE and wanted == {"KR"} and subject.groups:
                # Our firms are meant.
                return (0.5 if unknown else 0.8), "home"
            continue
        if frozenset(named) == wanted:
            shared = 0.7 if ring.names and ring.weight <= PASSAGE else 1.0
            return _level(ring) * shared, f"subject@{ring.weight}"
        if wanted <= frozenset(named):
            return _level(ring) * 0.7, f"subject@{ring.weight}"
        if ring.weight > TITLE:
            return 0.2, ""
    # Korean papers leave out where nothing else is meant.
    return (0.4 if unknown else 0.65, "home") if wanted == {"KR"} else (0.0, "")


def _group(scene: _Scene, subject: _Subject, tracked: _Tracked) -> float:
    loose = frozenset({"기업", "인력", "스타트업"})
    near = scene.own.groups | scene.rings[1].groups
    if (
        tracked.countries
        and scene.own.countries - {"WORLD"}
        and not (tracked.countries & scene.own.countries)
    ):
        return NO
    if subject.groups & near:
        return 1.0
    if near - loose:
        return 0.1
    if any(g in scene.subject for g in subject.groups):
        return 1.0
    if subject.groups & scene.rings[2].groups:
        return 0.8 if subject.groups <= loose else 0.6
    if subject.groups <= loose:
        return 0.7
    return 0.5 if subject.groups & scene.rings[3].groups else 0.1


def _name_key(names: frozenset[str], near: Sequence[str] = ()) -> str:
    """Return one key for a product, its maker named or not: 딥 리서치, 오픈AI 딥 리서치."""
    maker = lexicon().maker
    products = {n for n in names if maker.get(n) in names}
    left = names - {maker[p] for p in products}
    if len(left) == 1 and near and maker.get(near[-1]) in left:
        return near[-1]  # 오픈AI가 내놓은 딥 리서치
    return "+".join(sorted(left))


def _part(scene: _Scene, wording: _Wording) -> str:
    """Return the group that a country's number is of a part of; two groups are all."""
    beside = _last_group(scene.before) - wording.facets.groups
    if len(beside) == 1:
        return "/" + next(iter(beside))  # `공공 4,100개, 민간 8,350개`
    groups = frozenset[str]()
    if len(scene.rings[2].groups - WHOLES) < 2:
        groups = read_facets(scene.subject, "", "").groups
    groups -= wording.facets.groups | WHOLES
    return "/" + next(iter(groups)) if len(groups) == 1 else ""


WHOLES = frozenset({"민간", "시장", "국민", "인력", "기관"})


def _last_group(before: str) -> frozenset[str]:
    """Return the group that stands right before the number: `기업 2870장`."""
    last = ADJACENT.sub("", before).split()[-1:]
    entries = [entry for _, entry in scan(last[0])] if last else []
    return frozenset(e.value for e in entries if len(entries) == 1 and e and e.kind == "group")


def _anybody(scene: _Scene, wording: _Wording) -> tuple[float, str, str]:
    """A figure of whoever is spoken of: the claim's subject, else the last one named before it."""
    own = scene.own
    if own.names:
        return 1.0, _name_key(own.names, scene.rings[1].names), "subject"
    countries = own.countries - {"WORLD"}
    part = _part(scene, wording)
    if len(countries) == 1 and countries <= wording.facets.countries:
        countries = frozenset()  # `미국 수학경시대회`: the metric's own
    if countries:
        return 1.0, "+".join(sorted(countries)) + part, "subject"
    names, places = scene.rings[1].names, [c for c in scene.rings[1].countries if c != "WORLD"]
    if names:
        return 0.85, names[-1], "near"
    if places:
        return 0.85, places[-1] + part, "near"
    for ring in scene.rings[2:]:
        named = set(ring.names) or (set(ring.countries) - {"WORLD"} - wording.facets.countries)
        if len(named) == 1:
            return _level(ring), next(iter(named)) + part, f"subject@{ring.weight}"
        if named:
            break
    return 0.5, "", "anybody"
