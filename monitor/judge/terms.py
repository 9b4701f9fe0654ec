"""The terms under which figures are kept and found: what the store's index is built on.

A figure can only match a claim that shares a term with it, so that the work for one claim does not
grow with the baseline.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from monitor.judge.anchors import Anchor, anchors, heard, is_of_somebody, wordings_of
from monitor.judge.hearing import COMMON, names_its_subject
from monitor.judge.match import facets, family, is_particular
from monitor.judge.members import member_terms
from monitor.judge.metrics import Facets, lexicon, read_sentence, scan, squeeze
from monitor.judge.topics import match_topics, measures_of, owners_of
from monitor.model import Claim, Figure, Topic

NAMED = 8
"""A figure whose subject is no name is kept under so many names of its sentence."""

MENTIONS = 8
"""So many names of a claim and its sentence lead to it by its value."""

MOST = 12
"""So many figures at most are weighed for a claim: those that share the most and the rarest terms.

A bound on the work for a claim of whom all papers write; on the golden stories more never decided.
"""


def figure_terms(figure: Figure) -> frozenset[str]:
    """Return the terms under which a figure is found: what its claims say, and their values."""
    terms: set[str] = set()
    for claim in _voices(figure):
        terms |= _own_terms(claim)
    return frozenset(terms)


def _voices(figure: Figure) -> tuple[Claim, ...]:
    """The claims of a figure, one for each wording and value."""
    seen: dict[tuple[str, str, str, object], Claim] = {}
    for value in figure.values:
        claim = value.claim
        seen.setdefault((claim.subject, claim.metric, claim.unit, claim.interval), claim)
    return tuple(seen.values())


def _own_terms(claim: Claim) -> set[str]:
    f = facets(claim)
    kind = family(claim.unit)
    who, what, said = _anchors(f), _measures(f), read_sentence(claim.quote)
    if f.head and f.head not in said.concepts:
        what.add("*")  # supplied, not said: it may be anything
    if not f.names:
        who |= set(sorted(said.names)[:NAMED])
    if not f.concepts:
        what.add(f"?{claim.unit}")
    terms = {f"{kind}|{a}|{b}" for a in who for b in what} | {_whole_term(f, kind)}
    terms |= set(_value_terms(claim))
    return terms | _echo_terms(claim, _anchors(f) - {"*"})


def _whole_term(f: Facets, kind: str) -> str:
    """Return the term of all that is said of a figure: who, what, which part, in which pace.

    In a large baseline hundreds of figures are of one country and one concept. Those that are said
    to be the very same are few.
    """
    fields = (
        _anchors(f),
        {f.head} if f.head else f.rest,
        {f.made, f.per},
        f.segments | f.groups | f.regions,
        f.pace,
        f.against,
    )
    return f"!{kind}|" + "|".join(" ".join(sorted(field - {""})) for field in fields)


def claim_terms(
    claim: Claim, topics: Sequence[Topic] = (), *, title: str = "", context: str = ""
) -> frozenset[str]:
    """Return the terms of which a figure must share one to be a candidate for this claim.

    They are more than the figure's own: the claim's sentence may name the subject that its field
    lacks, kin concepts are looked up as well, and a claim anchored to a tracked figure is looked up
    as if it used that figure's own wordings. Figures are found whatever topic they were filed
    under: they may have been made before it was.

    Args:
        title, context: headline and text of the claim's article, as for `anchor`.
    """
    found = anchors(claim, topics, title=title, context=context)[:ANCHORS]
    claim = heard(claim)
    f = facets(claim)
    kind = family(claim.unit)
    kin = lexicon().kin
    who = _anchors(f)
    for name in f.names:
        who |= {product for product, maker in lexicon().maker.items() if maker == name}
    who |= _mentions(claim.quote)
    is_bare = bool(f.subject_rest) and all(map(COMMON.fullmatch, f.subject_rest))
    is_somebody = not f.is_government and (bool(f.names) or _is_of_its_own(claim)) and not is_bare
    if not is_somebody:
        # What Korean papers say of nobody is said of Korea, and what stands for a subject may be
        # no name at all; a claim about somebody who is named looks for none of these.
        who |= {"KR", "*"}
        who |= _headlined(claim, title, is_bare=is_bare)
    # `?`: of what no list knows. Such a figure is one of a few; those under `*` are as many as a
    # country has, and most of them are known to be of something else.
    what = set(_measures(f)) | {"*", f"?{claim.unit}"}
    what |= {k for c in f.concepts for k in kin.get(c, ())}
    what |= {bare for bare in lexicon().loose if set(f.concepts) & kin[bare]}
    if not f.concepts:
        what |= _measured(claim.quote)
    if f.against:
        who |= f.against
    terms = {f"{kind}|{a}|{b}" for a in who for b in what} | {_whole_term(f, kind)}
    lead = context.lstrip().partition("\n")[0][:300]
    is_named = _is_of_its_own(claim)
    for match in match_topics(claim, topics, title=title, lead=lead)[:ANCHORS]:
        terms |= _echo_terms(claim, set(owners_of(match.topic)), only=True)
        if not is_named:
            told = {f"@{what}" for what in measures_of(match.topic, kind)}
            terms |= {f"~{kind}|{value}|{what}" for value in _written(claim) for what in told}
    for tracked in found:
        own = _anchors(f) if is_somebody else set()
        terms |= _anchor_terms(tracked, topics, kind, own)
        terms |= {*member_terms(tracked, topics, claim, wordings_of(tracked, topics), kind)}
    if is_named:
        # Whose it is stands there: the same number of others (a hundred in a large baseline) is
        # no witness. Beside the name it still is, rounded or not.
        return frozenset(terms | _echo_terms(claim, who - {"*"}, only=True))
    return frozenset(terms | set(_value_terms(claim)) | _echo_terms(claim, who - {"*"}, asked=True))


def _headlined(claim: Claim, title: str, *, is_bare: bool) -> set[str]:
    """Return the words of a headline that no list knows, for a claim that names nobody.

    Nor does a bare noun: `시` below a headline on 누리시.

    `입원율은 5.1%로 올랐다` below `백일해 환자 두 배`: under 백일해 its figure is kept.
    """
    is_told = bool(facets(claim).subject_rest) and not is_bare
    if not title or is_told or read_sentence(claim.quote).names:
        return set()
    words = [word for word, entry in scan(title) if entry is None and len(word) > 1]
    return set(words[:HEADLINE])


HEADLINE = 3
"""So many unknown words of a headline, from its beginning, are looked under."""

ANCHORS = 2
"""A claim is looked up under so many tracked figures that it may speak of."""


def _anchor_terms(found: Anchor, topics: Sequence[Topic], kind: str, own: set[str]) -> set[str]:
    """Return the terms that claims worded as the tracked figure is would have.

    Args:
        own: the claim's somebody, for a figure that is tracked of anybody; empty for nobody.
    """
    maker = lexicon().maker
    who = set(found.subject.partition("/")[0].split("+")) - {""}
    who |= {maker[name] for name in who if name in maker}
    who |= {product for product, name in maker.items() if name in who}
    if not found.subject and own:
        who = own
    elif not who or who == {"KR"} or "/" in found.subject:
        who |= {"KR", "*"}
    what = {"*"}
    kin = lexicon().kin
    for said in wordings_of(found, topics):
        what |= {said.head} if said.head else set(said.rest)
        what |= {bare for bare in lexicon().loose if said.head in kin[bare]}
    terms = {f"{kind}|{a}|{b}" for a in who for b in what - {""}}
    if not is_of_somebody(found, topics):
        return terms
    # A figure read without its subject was filed under nobody, or under its country.
    return terms | {f"{kind}|{nobody}|{b}" for nobody in ("KR", "*") for b in what - {"", "*"}}


def _is_of_its_own(claim: Claim) -> bool:
    """Return whether a claim's own sentence names its subject, which no list knows.

    Under nobody and under its country so many figures are kept in a large baseline that one of a
    firm must not be looked for there: `money|*|revenue` alone leads to thousands.
    """
    f = facets(claim)
    if not f.subject_rest or f.countries or f.bodies:
        return False
    if f.groups and len(claim.subject.split()) > 1:
        return False  # `관련 스타트업`; but `한별은행` is a name
    return squeeze(claim.subject) in squeeze(claim.quote)


def _anchors(f: Facets) -> set[str]:
    maker = lexicon().maker
    names = set(f.names) | {maker[name] for name in f.names if name in maker}
    if not names:
        names = set(f.countries) | set(f.subject_rest)
        if f.is_government:
            names.add("KR")
    return names or {"*"}


def _measures(f: Facets) -> set[str]:
    if f.concepts:
        return {f.head}
    return set(f.rest) | {"*"}


def _mentions(quote: str) -> set[str]:
    """The names and countries that a sentence mentions."""
    said = read_sentence(quote)
    return set(said.names | said.countries | said.bodies)


def _measured(quote: str) -> set[str]:
    return set(read_sentence(quote).concepts)


def _value_terms(claim: Claim) -> Iterator[str]:
    """Yield a term for a value so particular that it points to its figure by itself."""
    for low, high, unit in (
        (claim.interval.low, claim.interval.high, claim.unit),
        *((e.low, e.high, e.unit) for e in claim.equivalents),
    ):
        value = low if low is not None else high
        # Of fewer digits there are too many alike in a large baseline: see `_echo_terms`.
        if value is not None and is_particular(value, digits=4):
            yield f"={family(unit)}|{value.normalize():f}"


def _written(claim: Claim) -> list[str]:
    """Return the ends of a claim's value as they are, not rounded."""
    ends = {claim.interval.low, claim.interval.high} - {None, Decimal(0)}
    return [f"{value.normalize():f}" for value in ends if value is not None]


def _echo_terms(
    claim: Claim, anchors: set[str], *, only: bool = False, asked: bool = False
) -> set[str]:
    """Return terms for the value, roughly, beside whom and what claim and sentence name.

    Args:
        only: beside `anchors` and nothing else.
        asked: for looking up, and not for keeping: beside a mere concept only the value as it is
            written, since a rounded one stands beside too many in a large baseline.
    """
    named = sorted(anchors) + ([] if only else sorted(_mentions(claim.quote)))
    kind = family(claim.unit)
    rough: set[str] = set()
    for value in (claim.interval.low, claim.interval.high):
        if value is not None and value:
            step = Decimal(1).scaleb(value.adjusted() - 1)
            for mode in (ROUND_FLOOR, ROUND_CEILING):
                rounded = (value / step).to_integral_value(mode) * step
                rough.add(f"{rounded.normalize():f}")
    if only:
        return {f"~{kind}|{value}|{who}" for value in rough for who in named[:MENTIONS]}
    said = read_sentence(claim.quote).concepts
    told = [f"@{what}" for what in sorted({facets(claim).head, *said} - {""})]
    terms = {f"~{kind}|{value}|{what}" for value in rough for what in named[:MENTIONS]}
    # Where its own sentence says whose it is, names lead to a figure, and rounding is no help.
    whose = squeeze(claim.subject)
    is_named = whose != "" and whose in squeeze(claim.quote)
    is_sure = is_named or (bool(facets(claim).names) and names_its_subject(claim))
    values = set(_written(claim)) | (set() if asked or is_sure else rough)
    terms |= {f"~{kind}|{value}|{what}" for value in values for what in told[: MENTIONS // 2]}
    # Three digits in one field of business point to a figure, whoever it is said of.
    fields = sorted(facets(claim).segments | read_sentence(claim.quote).segments)
    for value in (claim.interval.low, claim.interval.high):
        if value is not None and is_particular(value):
            terms |= {f"~{kind}|{value.normalize():f}|#{name}" for name in fields[:3]}
    return terms
