"""From an article to its claims: one statement of one quantity about one thing, as it is worded.

Quantities come from `quantities.py`. Which of them are claims and which only restate another is
decided by `selection.py`, whose they are and what they measure by `subjects.py` and `metrics.py`,
of how many things each is said by `sharing.py`; the tables of the text are read by `axes.py`. Here
they are put together and repeats left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from monitor.extract.attribution import Attributions
from monitor.extract.axes import claims_of_table
from monitor.extract.captions import names_units
from monitor.extract.clauses import Reading, read_sentence
from monitor.extract.folding import letters_of, likeness, pairs_of
from monitor.extract.furniture import find_furniture
from monitor.extract.headline import find_headlines, is_said_in_full, title_of
from monitor.extract.memory import Belonging, Memory, new_memory, remember_figure, remember_sentence
from monitor.extract.modality import Modalities
from monitor.extract.periods import Periods
from monitor.extract.quantities import extract_quantities
from monitor.extract.selection import equivalent_of, find_equivalents, is_claim
from monitor.extract.sentences import split_sentences
from monitor.extract.sharing import as_one, find_shared, goes_from, share_out
from monitor.extract.subjects import load_scales, read_belonging
from monitor.extract.tables import Table, find_tables, is_of_page
from monitor.extract.threads import RoundUp
from monitor.model import Article, Claim, Modality, Span
from monitor.patterns import Pattern


def extract_claims(article: Article) -> tuple[Claim, ...]:
    """Return the claims of an article in text order, the first mention of each.

    `doc` is the article's URL. What stands in `article.skip` or in furniture gives nothing.
    Relative dates are resolved on `article.day`; without one they stay unknown.
    """
    text = article.text
    tables = find_tables(text)
    away = [*article.skip, *find_furniture(text), *(table.span for table in tables)]
    away += (a for t in tables for a in (*t.above, *t.below) if names_units(text[slice(*a)]))
    closed = _merged(away)
    sentences = tuple(s for s in split_sentences(text) if not _inside(s, closed))
    quantities = extract_quantities(_without(text, tables))
    starts = [q.span[0] for q in quantities]
    title = title_of(text, article.title)
    memory = new_memory(title, extract_quantities(title), text)
    claims: list[Claim] = []
    said: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    headlines = find_headlines(text, article.title)
    clipped: list[Claim] = []
    modalities = Modalities(text, sentences)
    readers = (
        Periods(text, sentences, article.day, modalities),
        modalities,
        Attributions(text, sentences),
    )
    round_up = RoundUp(text, sentences) if article.title and not title else None
    for index, sentence in enumerate(sentences):
        if round_up and round_up.begins_story(index):
            memory.begin_story()
        inside = [
            q
            for q in quantities[
                bisect_left(starts, sentence[0]) : bisect_right(starts, sentence[1] - 1)
            ]
            if q.span[1] <= sentence[1]
        ]
        reading = read_sentence(text, sentence, inside)
        is_headline = _inside(sentence, headlines)
        for claim in _claims_of(article, index, reading, memory, readers):
            if is_headline:
                clipped.append(claim)
                continue
            same_value = said[claim.unit, claim.interval.low, claim.interval.high]
            if not _is_repeat(claim, _of_its_whole(text, claim, same_value)):
                claims.append(claim)
                same_value.append(claim)
        remember_sentence(reading, memory)
    claims += _of_tables(article, tables, memory, said)
    claims += _of_headlines(clipped, claims)
    return tuple(sorted(claims, key=lambda claim: claim.span))


def _without(text: str, tables: Sequence[Table]) -> str:
    """Return a copy of the text, of the same length, with nothing where its tables are."""
    parts: list[str] = []
    at = 0
    for start, end in (table.span for table in tables):
        parts += (text[at:start], "\n" * (end - start))
        at = end
    return "".join([*parts, text[at:]]) if parts else text


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Return the spans in order, those that touch or overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _inside(span: Span, closed: Sequence[Span]) -> bool:
    """Whether a span shares a character with one of `closed`, which are in order and apart."""
    at = bisect_left(closed, (span[1], span[1])) - 1
    return at >= 0 and span[0] < closed[at][1]


def _of_headlines(clipped: Sequence[Claim], body: Sequence[Claim]) -> list[Claim]:
    """Return the claims of headlines whose figures the body does not state."""
    kept: list[Claim] = []
    for claim in clipped:
        if not is_said_in_full(claim, body) and not _is_repeat(claim, kept):
            kept.append(claim)
    return kept


# --- tables ---------------------------------------------------------------------------------------


def _of_tables(
    article: Article,
    tables: Sequence[Table],
    memory: Memory,
    said: dict[tuple[object, ...], list[Claim]],
) -> list[Claim]:
    """Return the claims of the tables that the prose does not make already.

    Prose names owner and property better than heads do, so its claim stands for both, wherever the
    table is. Two cells are two claims, unless all that they say is the same.
    """
    skipped = _merged(article.skip)
    found: dict[tuple[object, ...], Claim] = {}
    for table in tables:
        if _inside(table.span, skipped) or is_of_page(article.text, table):
            continue
        for claim in claims_of_table(article, table, memory):
            key = (claim.unit, claim.interval.low, claim.interval.high)
            prose = [old for old in said.get(key, ()) if _same_time(old, claim)]
            if not _is_repeat(claim, prose):
                found.setdefault((*key, claim.subject, claim.metric, claim.as_of), claim)
    return list(found.values())


def _same_time(old: Claim, claim: Claim) -> bool:
    return not (old.as_of.known and claim.as_of.known and old.as_of != claim.as_of)


# --- one sentence ---------------------------------------------------------------------------------


def _claims_of(
    article: Article,
    index: int,
    reading: Reading,
    memory: Memory,
    readers: tuple[Periods, Modalities, Attributions],
) -> Iterator[Claim]:
    text = article.text
    periods, modalities, attributions = readers
    scales = load_scales()
    quantities = [q for w in reading.words if (q := w.quantity)]
    restated = find_equivalents(text, quantities)
    silent = {i for places in restated.values() for i in places}
    shared = find_shared(reading)
    quote = text[reading.span[0] : reading.span[1]]
    read: dict[int, Belonging] = {}
    for number, place in enumerate(reading.figures):
        if number in silent or not is_claim(text, reading, place, memory):
            continue
        found = read_belonging(reading, place, memory, scales)
        before = read.get(number - 1)
        if before is not None and goes_from(reading, reading.figures[number - 1], place):
            read[number - 1] = found = as_one(before, found)
        read[number] = found
        remember_figure(reading, place, memory, found)
    for number, found in read.items():
        quantity, place = quantities[number], reading.figures[number]
        as_of = periods.of(index, quantity.span)
        modality = modalities.of(index, quantity.span)
        attribution = attributions.of(index, quantity.span)
        equivalents = tuple(equivalent_of(quantities[i]) for i in restated.get(number, ()))
        for one in share_out(found, shared.get(place, ()), quantity.unit):
            yield Claim(
                doc=article.url,
                span=quantity.span,
                quote=quote,
                subject=one.subject,
                metric=one.metric,
                interval=quantity.interval,
                unit=quantity.unit,
                as_of=as_of,
                modality=modality,
                attribution=attribution,
                equivalents=equivalents,
                subject_share=one.share,
            )


# --- repeats --------------------------------------------------------------------------------------


def _is_repeat(claim: Claim, before: Sequence[Claim]) -> bool:
    """Whether an earlier claim says the same of the same thing, in the same manner."""
    return any(
        _same_stance(old, claim)
        and _same_time(old, claim)
        and old.span != claim.span
        and (
            (
                _names_same(old.subject, claim.subject)
                and (_is_telling(claim) or _metrics_alike(old, claim))
            )
            # A heading or a pronoun names no owner; an amount of money seldom comes twice.
            or (
                old.quote != claim.quote
                and claim.subject not in claim.quote
                and (_is_telling(claim) or claim.unit.isupper())
                and _metrics_alike(old, claim)
            )
        )
        for old in before
    )


# `부상자는 11명으로, 이 중 2명은`, `숨진 4명 가운데 2명은`: how many of how many
_WHOLE = Pattern(
    r"(\d[\d,.]*[만억천백]?)\s?[가-힣]{1,3}?(?:으로|로|인데|이며|이고|[이가은는])?,?\s?(?:(?:이|그)\s?)?(?:중|가운데)(?:에서)?\s"
    r"(?:[가-힣]+\s)?$"
)


def _of_its_whole(text: str, claim: Claim, before: Sequence[Claim]) -> Sequence[Claim]:
    """Return the earlier claims but for those of parts of another whole."""
    if not before or (whole := _whole(text, claim)) is None:
        return before
    return [old for old in before if _whole(text, old) in {None, whole}]


def _whole(text: str, claim: Claim) -> str | None:
    found = _WHOLE.search(text, max(0, claim.span[0] - 30), claim.span[0])
    return found.group(1) if found else None


def _same_stance(old: Claim, claim: Claim) -> bool:
    """Whether a later mention adds nothing: a figure stated and then alleged is one claim."""
    apart = {Modality.DENIED, Modality.PLANNED}
    return old.modality == claim.modality or not apart & {old.modality, claim.modality}


def _metrics_alike(old: Claim, claim: Claim) -> bool:
    return likeness(pairs_of(old.metric), pairs_of(claim.metric)) >= LIKE_METRIC


LIKE_METRIC = 0.3
"""Above this likeness two metrics of one subject and one value are taken for one."""
TELLING_DIGITS = 3


def _is_telling(claim: Claim) -> bool:
    """Whether the value alone tells the figure: 121만 does, 1위 or 30% does not."""
    value = claim.interval.low if claim.interval.low is not None else claim.interval.high
    assert value is not None
    return len(value.normalize().as_tuple().digits) >= TELLING_DIGITS


def _names_same(left: str, right: str) -> bool:
    a, b = letters_of(left), letters_of(right)
    return bool(a) and bool(b) and (a in b or b in a)
