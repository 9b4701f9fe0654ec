"""Whether a claim is on a tracked topic, and on which: what its subject, metric and sentence name.

An alias in a text only suggests the topic (the topics file says so itself); the claim's own
subject and metric decide. A claim about somebody else in an article on the topic is a bystander's,
a sample's size belongs to the survey, another country's budget to that country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from monitor.judge.hearing import hear
from monitor.judge.match import comes_in, compare_facets, facets, family
from monitor.judge.metrics import Facets, lexicon, read_facets, read_sentence, scan, squeeze
from monitor.judge.namesakes import plain_names, without_namesakes
from monitor.judge.place import Place, place_of
from monitor.model import Claim, Topic
from monitor.patterns import Pattern

ON_TOPIC = 0.5
"""From here on a claim is taken to be on a topic."""

SURVEY = frozenset({"sample", "sampling_error"})
"""Concepts that describe a survey and not the world."""


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """How far a claim is on a topic, 0..1, and by what."""

    topic: Topic
    score: float
    by: str  # subject, figure, metric, sentence, title


@dataclass(frozen=True, slots=True)
class _Pattern:
    subject: str
    metric: str
    unit: str


@dataclass(frozen=True, slots=True)
class _Prepared:
    topic: Topic
    aliases: tuple[str, ...]  # squeezed
    called: frozenset[str]  # those that are names, as written
    names: frozenset[str]
    countries: frozenset[str]
    segments: frozenset[str]
    regions: frozenset[str]
    patterns: tuple[_Pattern, ...]  # each wording of each tracked figure


@lru_cache(maxsize=1024)
def _prepare(topic: Topic) -> _Prepared:
    said = [w for g in topic.figures for w in (g.metric, *g.aliases, *g.subjects)]
    fields = [e.value for w in said for _, e in scan(w) if e is not None and e.kind == "segment"]
    aliases = tuple(dict.fromkeys(squeeze(a) for a in (topic.name, *topic.aliases) if squeeze(a)))
    parts = [entry for _, entry in scan(topic.name) if entry is not None]
    entities = {entry.value for entry in parts if entry.kind == "name"}
    for alias in topic.aliases:
        # An alias that is a name and nothing else names the topic too (문샷, 메타).
        found = [entry for _, entry in scan(alias)]
        if len(found) == 1 and found[0] is not None and found[0].kind == "name":
            entities.add(found[0].value)
    return _Prepared(
        topic=topic,
        aliases=aliases,
        called=plain_names((topic.name, *topic.aliases)),
        names=frozenset(entities),
        countries=frozenset(entry.value for entry in parts if entry.kind == "country"),
        segments=frozenset(entry.value for entry in parts if entry.kind == "segment")
        or (frozenset(fields) if not any(e.kind == "name" for e in parts) else frozenset()),
        regions=frozenset(entry.value for entry in parts if entry.kind == "region"),
        patterns=tuple(
            dict.fromkeys(
                _Pattern(subject, metric, unit)
                for figure in topic.figures
                for subject in (figure.subjects or ("",))
                for metric in (figure.metric, *figure.aliases)
                for unit in (figure.units or ("",))
            )
        ),
    )


def match_topics(
    claim: Claim, topics: Sequence[Topic], *, title: str = "", lead: str = ""
) -> tuple[TopicMatch, ...]:
    """Return the topics that the claim is on, the most specific first; empty for none.

    Args:
        title: the article's headline.
        lead: the article's first paragraph.
    """
    if is_survey(claim):
        return ()
    claim = hear(claim)
    f = facets(claim)
    found = [
        match
        for topic in topics
        if (match := _match(claim, f, _prepare(topic), f"{title} {lead}")).score >= ON_TOPIC
    ]
    said = f"{claim.subject} {claim.quote}"
    # Of two that track one metric of anybody, the one that the sentence names.
    return tuple(sorted(found, key=lambda m: (-m.score, not names_topic(m.topic, said))))


@lru_cache(maxsize=4096)
def names_topic(topic: Topic, text: str) -> bool:
    """Return whether a text names the topic by one of its names."""
    prepared = _prepare(topic)
    return _longest(squeeze(without_namesakes(text, prepared.called)), prepared) > 0


def last_named(topic: Topic, text: str) -> tuple[int, int]:
    """Return where a text names the topic last, and where it does so inside another name; -1: not.

    >>> last_named(Topic(name="딥시크"), "딥시크가 아니라 딥시크오션이다")
    (0, 9)
    """
    prepared = _prepare(topic)
    plain = without_namesakes(text, prepared.called)
    words = {*prepared.called, *(w for w in (topic.name, *topic.aliases) if len(w) > 1)}
    real = max(plain.rfind(word) for word in words) if words else -1
    inside = max((text.rfind(word) for word in prepared.called), default=-1)
    return real, inside if inside > real else -1


def names_of(topic: Topic) -> frozenset[str]:
    """Return the organisations and products that a topic is on; empty where it is on a field."""
    return _prepare(topic).names


def fields_of(topic: Topic) -> frozenset[str]:
    """Return the fields of business that a topic is on; empty where it is on somebody."""
    return _prepare(topic).segments


def owners_of(topic: Topic) -> frozenset[str]:
    """Return whom a topic is about: its names, else its countries."""
    prepared = _prepare(topic)
    return prepared.names or prepared.countries


def measures_of(topic: Topic, kind: str) -> frozenset[str]:
    """Return the concepts that a topic's figures measure in units of this family."""
    return frozenset(
        head
        for p in _prepare(topic).patterns
        if p.unit and family(p.unit) == kind
        for head in (_pattern_facets(p, p.unit).head,)
        if head
    )


def is_survey(claim: Claim) -> bool:
    """Return whether a claim describes a survey and not the world."""
    f = facets(claim)
    return f.head in SURVEY or bool(SURVEY & set(f.concepts)) or _is_sample(claim)


SAMPLED = Pattern(
    r"^.{0,12}(?:을|를)\s?(?:대상으로|상대로|전수조사|조사했|조사해|조사한|설문|분석해|분석했|분석한)"
)
ASKED = Pattern(
    r"^.{0,12}?(?:에게|한테|을|를|이|가)\s(?:(?:직접|일일이|전화로|온라인으로|무작위로)\s)?"
    r"(?:(?:찾아(?:가|다니며)|골라|뽑아|만나|방문해)\s)?"
    r"(?:물은|물었|물어|물으니|살펴본 결과|설문|인터뷰|면접|면담|추적 ?(?:관찰|조사)"
    r"|(?:참여한|응답한|답한) (?:설문|조사))"
)
"""`회원 80명에게 물은 결과`, `120곳을 찾아다니며 물었다`."""

IN_SURVEY = Pattern(r"(?:설문|조사|인터뷰)에는?\s(?:\S+\s){0,4}$")
TOOK_PART = Pattern(r"^\s?\S{0,3}[이가]\s(?:참여|응답|답|응)(?:했|한|하)")


def _took_part(place: Place) -> bool:
    """Return whether so many answered: `조사에는 학부모 2100명이 참여했다`."""
    return bool(IN_SURVEY.search(place.before) and TOOK_PART.match(place.after))


def _is_sample(claim: Claim) -> bool:
    """Return whether the words behind the number say that so many were asked or looked at."""
    place = place_of(claim)
    return (
        place is not None
        and family(claim.unit) in ("people", "things")
        and bool(SAMPLED.match(place.after) or ASKED.match(place.after) or _took_part(place))
    )


def _match(claim: Claim, f: Facets, topic: _Prepared, opening: str) -> TopicMatch:
    owner = without_namesakes(claim.subject, topic.called)
    opening = without_namesakes(opening, topic.called)
    subject, metric = squeeze(owner), squeeze(claim.metric)
    figure = _figure_score(f, claim.unit, topic)
    if not f.head:
        figure = max([figure, *_headlined(f, claim.unit, topic, opening)])
    is_namesake = owner != claim.subject
    by_subject = _longest(subject, topic) if is_namesake else _names_topic(subject, f, topic)
    if is_namesake and not by_subject:
        return TopicMatch(topic.topic, 0.0, "")
    by_metric = _longest(metric, topic)
    by_both = _longest(subject + metric, topic)
    quote = _longest(squeeze(without_namesakes(claim.quote, topic.called)), topic)
    headline = _longest(squeeze(opening), topic)
    if headline and not _is_on_field(claim, topic, opening):
        # `겨울 아레나에 4만 명`: a word of other meaning. Latin names have none (H100, LMSYS).
        headline = _longest(LATIN_ONLY.sub(" ", squeeze(opening)), topic)
    abroad = bool(topic.countries and f.countries and not topic.countries & f.countries)
    abroad |= bool(topic.regions and f.regions and not topic.regions & f.regions)
    if not by_subject and _is_other_field(claim, f, topic, opening):
        return TopicMatch(topic.topic, 0.0, "")
    scores: list[tuple[float, str]] = []
    if figure >= ON_TOPIC and not (abroad and not by_subject):
        # The figure itself is tracked: the surest sign, and the most specific.
        scores.append((0.7 + 0.3 * figure, "figure"))
    elif figure < 0 and not abroad:
        # What is derived from a tracked figure: its growth, its increase.
        scores.append((0.65, "derived"))
    if by_subject and not (abroad and not topic.names & f.names):
        scores.append((0.9 + 0.001 * min(by_subject, 20), "subject"))
    if (by_metric or by_both) and not abroad:
        scores.append((0.8 + 0.001 * min(by_metric or by_both, 20), "metric"))
    # Somebody or some place of its own that is not the topic's.
    bystander = bool(f.names - topic.names or f.regions - topic.regions) and not by_subject
    if quote and not abroad:
        scores.append((0.55 if bystander else 0.7, "sentence"))
    # A topic on a field, and not on anybody: whoever is counted in what it measures.
    anybody = not topic.names and not topic.countries
    counted = anybody and f.head != "" and f.head in measures_of(topic.topic, family(claim.unit))
    if headline and not abroad and (not bystander or counted):
        # In an article on somebody, a country is where it is counted; in one on a country, another.
        elsewhere = f.countries - topic.countries
        near = anybody and (counted or not f.head)
        if not elsewhere or near or (topic.names and elsewhere == {"KR"}):
            scores.append((0.55, "title"))
    best = max(scores, default=(0.0, ""))
    return TopicMatch(topic.topic, best[0], best[1])


def _is_other_field(claim: Claim, f: Facets, topic: _Prepared, opening: str) -> bool:
    """Return whether the nearest words that name a field of business name another one.

    The claim's own words first, then its sentence, then the article's opening: `6270건` in a report
    on robots' patents is of robots, though only the headline says so.
    """
    if not topic.segments:
        return False
    for named in (f.segments, _fields(claim.quote), _fields(opening)):
        if named:
            return not any(_is_within(field, topic.segments) for field in named)
    return False


LATIN_ONLY = Pattern(r"[^a-z0-9.]+")


def _is_on_field(claim: Claim, topic: _Prepared, opening: str) -> bool:
    """Return whether a topic on a field of business has that field named, where anything is."""
    if not topic.segments:
        return True
    named = _fields(opening) | _fields(claim.quote) | facets(claim).segments
    return any(_is_within(field, topic.segments) for field in named)


@lru_cache(maxsize=4096)
def _fields(text: str) -> frozenset[str]:
    return frozenset(e.value for _, e in scan(text) if e is not None and e.kind == "segment")


def _is_within(field: str, wanted: frozenset[str]) -> bool:
    wider = lexicon().part_of
    while field not in wanted:
        if field not in wider:
            return any(wider.get(w) == field for w in wanted)
        field = wider[field]
    return True


def _names_topic(subject: str, f: Facets, topic: _Prepared) -> int:
    """Return how many letters of the subject are a name of the topic; 0 for none."""
    found = _longest(subject, topic)
    if found:
        return found
    if topic.names & f.names:
        return 2
    maker = lexicon().maker
    return 1 if topic.names & {maker.get(name, "") for name in f.names} else 0


def _longest(text: str, topic: _Prepared) -> int:
    return max((len(alias) for alias in topic.aliases if _contains(alias, text)), default=0)


def _contains(alias: str, text: str) -> bool:
    if alias not in text:
        return False
    if alias.isascii() and len(alias) <= 4:
        # `R1`, `o1`, `HAI`: not inside other Latin letters or digits.
        return re.search(rf"(?<![a-z0-9]){re.escape(alias)}(?![a-z0-9])", text) is not None
    return True


def _figure_score(f: Facets, unit: str, topic: _Prepared) -> float:
    """Return how far the claim speaks of a tracked figure; below 0 of what is derived from it."""
    best = 0.0
    for pattern in topic.patterns:
        found = _pattern_score(f, unit, pattern, topic)
        best = found if abs(found) > abs(best) else best
    return best


def _headlined(f: Facets, unit: str, topic: _Prepared, opening: str) -> Iterator[float]:
    """Yield how far a claim without a metric speaks of figures that the headline names."""
    for concept in read_sentence(opening).concepts:
        if comes_in(concept, unit):
            meant = replace(f, concepts=(concept,), rest=frozenset())
            yield 0.85 * _figure_score(meant, unit, topic)


OF_ANYBODY = frozenset({"subject", "country", "group", "region"})
DERIVED = frozenset({"growth", "delta", "growth_ratio", "growth_since", "cagr"})


def _pattern_score(f: Facets, unit: str, pattern: _Pattern, topic: _Prepared) -> float:
    if not pattern.subject and topic.countries and f.countries - topic.countries:
        return 0.0
    without = frozenset() if pattern.subject else OF_ANYBODY
    if f.segments & topic.segments:
        without |= {"segment"}  # the topic's own field need not be said again of its figures
    same_unit = not pattern.unit or family(pattern.unit) == family(unit)
    if not same_unit and f.made not in DERIVED:
        return 0.0
    wanted = _pattern_facets(pattern, pattern.unit or unit)
    if not same_unit:
        score = compare_facets(f, wanted, without=without | {"made"}).score
        return -0.5 if score >= 0.75 else 0.0
    score = compare_facets(f, wanted, without=without).score
    if bool(f.head) != bool(wanted.head) and not f.names & wanted.names:
        return score * 0.6  # `순위` alone is anybody's
    return score if wanted.concepts or wanted.rest else score * 0.9


@lru_cache(maxsize=8192)
def _pattern_facets(pattern: _Pattern, unit: str) -> Facets:
    return read_facets(pattern.subject, pattern.metric, unit)
