"""Which topic a claim is filed under, and which claims of an article are none of its topic's."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.judge.anchors import Anchor, is_foreign
from monitor.judge.candidates import Candidate
from monitor.judge.match import (
    facets,
    family,
    is_country,
    words_alike,
)
from monitor.judge.metrics import Facets, read_facets, read_sentence
from monitor.judge.place import place_of
from monitor.judge.topics import TopicMatch, match_topics, measures_of, owners_of
from monitor.model import (
    Claim,
    Topic,
)
from monitor.patterns import Pattern


def is_bystander(claim: Claim, mine: Anchor | None, found: Sequence[TopicMatch]) -> bool:
    """Return whether a claim that nothing is known of is of somebody the topic does not follow.

    Another firm in a tracked metric (another app's users in a report on this one's) is a rival;
    a name that only its sentence puts beside the topic, with a number of nobody knows what, too.
    """
    if mine is not None and mine.is_sure:
        return False
    place = place_of(claim)
    if RESTATED.search(claim.quote) or IDIOM.search(claim.quote):
        return True
    if family(claim.unit) == "people" and VOTED.search(claim.quote):
        return True
    if claim.unit == "%" and place and ANSWERED.search(place.before):
        return True
    is_loose = bool(found) and found[0].by in ("sentence", "title")
    if is_loose and place and A_WHOLE.search(place.after):
        return True
    f = facets(claim)
    if is_loose and not f.head and claim.unit in PAGES:
        return True
    if found and found[0].by == "title" and _is_of_its_own(claim, f, found[0].topic):
        return True
    if not f.names or not found or found[0].by == "subject":
        return False
    if found[0].by in ("sentence", "title") and not f.head:
        return True
    return any(
        figure.subjects
        and any(family(unit) == family(claim.unit) for unit in figure.units)
        and any(f.head == read_facets("", word, claim.unit).head for word in (figure.metric,))
        for figure in found[0].topic.figures
        if f.head
    )


def _is_of_its_own(claim: Claim, f: Facets, topic: Topic) -> bool:
    """Return whether a claim is of something that its own sentence names and no list knows.

    In a column on names, the number of a bowling alley's lanes is not of the topic in its headline.
    """
    if f.names or f.segments or f.countries or f.groups or not f.subject_rest:
        return False
    kind = family(claim.unit)
    known = bool(f.head) and (not f.is_guessed or f.head in measures_of(topic, kind))
    return kind in COUNTED and not known and is_foreign(claim)


COUNTED = frozenset({"people", "things", "cases", "마리", "m"})
"""What anything may be counted or measured in."""


IDIOM = Pattern(
    r"(?<!\d)(?:열|백|다섯|네|세|10|100|5|4|3) ?(명|건|개|곳|가구) ?(?:중|가운데)에?서? \S{1,3} ?\1"
)
"""`열 건 중 일곱 건` counts nothing: it is a share said in whole numbers."""


PAGES = frozenset({"매", "편", "부", "권", "쪽", "회", "번", "차례", "세", "층", "호", "줄", "판"})
"""Units of a series, a text or an age: beside a topic, and without a word for what is measured,
they count nothing of it."""


VOTED = Pattern(
    r"(?:찬성|반대|기권|소수의견|만장일치|재석)[가-힣]*\s?(?:\d|[^.]{0,12}(?:표결|의결|가결|부결|동결|인하|인상))"
    r"|표결|\d+명[이은는]? (?:찬성|반대|기권)"
)
"""`표결에는 의원 38명이 참여해 24명이 찬성했다`: how a thing was passed, and no figure of it."""

ANSWERED = Pattern(r"(?:응답률|표본오차|신뢰\s?수준|접촉률)[은는이가]?\s?(?:±\s?)?$")
"""What a survey says of itself."""

A_WHOLE = Pattern(
    r"^[^가-힣]{0,3}(?:조|억|만)? ?[가-힣]?\)? ?(?:에서|가운데|대비) .{0,20}(?:차지|비중|비율|몫)"
)
"""`정부 총지출(728조 원)에서 AI 예산이 차지하는 비중`: what a share is of."""


RESTATED = Pattern(r"^\W*(?:이는 |이 돈은 )?(?:우리 돈|우리나라 돈|한화|원화)(?:으로|로)? ")
"""A sentence that only says another one's amount in won."""


def _touches(candidate: Candidate, claim: Claim) -> bool:
    """Return whether a claim names anything at all that the figure is about, value aside."""
    mine, said = facets(claim), read_sentence(claim.quote)
    for value in candidate.figure.values:
        theirs = facets(value.claim)
        if (mine.names | said.names) & theirs.names or (
            ({mine.head} | said.concepts) & {theirs.head} - {""}
        ):
            return True
        if (
            mine.countries & theirs.countries
            and words_alike(claim.metric, value.claim.metric) > 0.6
        ):
            return True
        if (mine.segments | said.segments) & theirs.segments and (
            (mine.countries | said.countries) & theirs.countries
        ):
            return True
    return False


def choose_topic(
    claim: Claim,
    found: Sequence[TopicMatch],
    candidates: Sequence[Candidate],
    topics: Sequence[Topic],
) -> str | None:
    """Return the topic: the claim's own, else that of the figure it surely speaks of."""
    if found:
        return found[0].topic.name
    if is_foreign(claim):
        return None  # a namesake's number that happens to be the same
    for candidate in candidates:
        if candidate.echo is not None and _touches(candidate, claim):
            for value in candidate.figure.values:
                theirs = match_topics(value.claim, topics, title=value.source.title)
                if theirs and theirs[0].score >= 0.7 and not _is_abroad(claim, theirs[0].topic):
                    return theirs[0].topic.name
    return None


def _is_abroad(claim: Claim, topic: Topic) -> bool:
    """Return whether a claim is of another country than its topic."""
    home, where = owners_of(topic), facets(claim).countries - {"WORLD"}
    return bool(where) and all(is_country(o) for o in home) and bool(home) and not where & home
