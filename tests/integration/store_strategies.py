"""Strategies that make any value there can be, for the store's round trips."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from monitor.model import (
    Alert,
    Article,
    ArticleState,
    Claim,
    Entry,
    Equivalent,
    Feed,
    Interval,
    Kind,
    Message,
    Modality,
    Period,
    Reason,
    Source,
    Topic,
    TrackedFigure,
    Value,
)

# What both databases keep as it is; the rest is replaced, which has a test of its own.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
some_texts = texts.filter(bool)
moments = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
maybe_moments = st.none() | moments
numbers = st.decimals(allow_nan=False, allow_infinity=False)
places = st.integers(0, 2**31 - 1)
spans = st.tuples(places, places).map(lambda pair: (min(pair), max(pair)))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(st.none() | numbers), draw(numbers)
    if low is not None and draw(st.booleans()):
        return Interval(low, None, draw(st.booleans()))
    if low is not None and low > high:
        low, high = high, low
    return Interval(low, high, draw(st.booleans()))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start, end = draw(st.none() | st.dates()), draw(st.none() | st.dates())
    if start and end and start > end:
        start, end = end, start
    return Period(start, end)


claims = st.builds(
    Claim,
    doc=st.just("https://news.example/1"),
    span=spans,
    quote=texts,
    subject=texts,
    metric=texts,
    interval=intervals(),
    unit=texts,
    as_of=periods(),
    modality=st.sampled_from(Modality),
    attribution=st.none() | texts,
    equivalents=st.lists(
        st.builds(Equivalent, low=st.none() | numbers, high=st.none() | numbers, unit=texts),
        max_size=2,
    ).map(tuple),
)
sources = st.builds(
    Source,
    doc=some_texts,
    version=st.integers(1, 1000),
    outlet=texts,
    title=texts,
    published=maybe_moments,
    is_seed=st.booleans(),
    copy_of=st.none() | texts,
)
values = st.builds(
    Value, claim=claims, source=sources, is_current=st.booleans(), is_pinned=st.booleans()
)
feeds = st.builds(
    Feed,
    url=some_texts,
    outlet=texts,
    title=texts,
    category=texts,
    note=texts,
    enabled=st.booleans(),
    etag=st.none() | texts,
    last_modified=st.none() | texts,
    body_hash=st.none() | texts,
    interval=st.timedeltas(timedelta(0), timedelta(days=365)),
    due=maybe_moments,
    polled=maybe_moments,
    changed=maybe_moments,
    failures=st.integers(0, 10**6),
    error=st.none() | texts,
    paused_until=maybe_moments,
    user_agent=texts,
    headers=st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
    robots=texts,
    gap=st.none() | st.timedeltas(timedelta(0), timedelta(days=365)),
    habit=st.none() | st.timedeltas(timedelta(0), timedelta(days=365)),
    ttl=st.timedeltas(timedelta(0), timedelta(days=365)),
    skip_hours=st.frozensets(st.integers(0, 23)),
    skip_days=st.frozensets(st.integers(0, 6)),
    listed=texts,
    missed=maybe_moments,
    failing_since=maybe_moments,
    trouble=st.floats(0, 1e6),
    retired=maybe_moments,
    moved_to=st.none() | some_texts,
)
entries = st.builds(
    Entry,
    feed=some_texts,
    url=some_texts,
    id=texts,
    title=texts,
    author=texts,
    published=maybe_moments,
    updated=maybe_moments,
    summary=texts,
    content=texts,
)
articles = st.builds(
    Article,
    url=some_texts,
    title=texts,
    text=texts,
    author=texts,
    outlet=texts,
    published=maybe_moments,
    modified=maybe_moments,
    state=st.sampled_from(ArticleState),
    skip=st.lists(spans, max_size=2).map(tuple),
)
topics = st.builds(
    Topic,
    name=texts.filter(str.strip),
    aliases=st.lists(texts, max_size=2).map(tuple),
    figures=st.lists(
        st.builds(
            TrackedFigure,
            metric=texts,
            aliases=st.lists(texts, max_size=2).map(tuple),
            units=st.lists(texts, max_size=2).map(tuple),
            subjects=st.lists(texts, max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
)
messages = st.builds(
    Message,
    key=some_texts,
    digest=texts,
    channel=texts,
    recipient=texts,
    subject=texts,
    text=texts,
    html=texts,
    blocks=texts,
    created=maybe_moments,
    attempts=st.integers(0, 100),
)


@st.composite
def alerts(draw: st.DrawFn) -> Alert:
    kind = draw(st.sampled_from(Kind))
    source = draw(sources)
    others = draw(st.lists(sources, max_size=2, unique_by=lambda s: (s.doc, s.version)))
    return Alert(
        key=draw(some_texts),
        kind=kind,
        topic=draw(texts),
        claim=draw(claims),
        source=source,
        figure=draw(texts),
        reason=Reason(draw(texts), draw(st.dictionaries(texts, texts, max_size=2))),
        previous=None if kind is Kind.NEW else draw(values),
        score=draw(st.floats(0, 1)),
        is_uncertain=draw(st.booleans()),
        at=draw(maybe_moments),
        support=tuple(s for s in others if (s.doc, s.version) != (source.doc, source.version)),
    )
