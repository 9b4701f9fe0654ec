"""Whether an article can hold anything of a tracked topic: decided by its words, before it is read.

Reading a text for its claims and judging them takes a hundred times as long as looking for words
in it, and most of what feeds list is of no topic. What names a topic, somebody whose figures it
follows, or one of those figures may matter; names are found in all the wordings that the judgement
knows, as it knows them: without spaces, and the figures also by the verbs that stand for them. It
errs on the side of reading: what is passed over holds no word that the judgement could go by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from monitor.judge.anchors import content_words, phrased
from monitor.judge.metrics import GAP, fold, lexicon, read_facets, scan, shorts, squeeze
from monitor.judge.topics import fields_of, names_of
from monitor.model import Topic, TrackedFigure


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A tracked figure: one word of each group that it has must be said, or a verb for its metric.

    An empty group asks for nothing.
    """

    metric: tuple[str, ...]
    content: tuple[str, ...]  # its words, of which enough must be said
    verbs: frozenset[str]  # concepts that verbs may stand for
    whose: tuple[str, ...]
    field: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hooks:
    names: tuple[str, ...]  # squeezed
    latin: re.Pattern[str] | None  # short Latin names, which must stand alone
    figures: tuple[_Wanted, ...]


def may_matter(title: str, text: str, topics: Sequence[Topic]) -> bool:
    """Return whether an article may say anything that is judged to be on one of `topics`.

    >>> deepseek = Topic(name="딥시크", aliases=("R1",))
    >>> may_matter("", "딥 시크의 이용자는 59만 명이다.", [deepseek])
    True
    >>> may_matter("", "R100과 서울 아파트값은 0.5% 올랐다.", [deepseek])
    False
    """
    hooks = _hooks(tuple(topics))
    folded = fold(f"{title}\n{text}")
    squeezed = GAP.sub("", folded)
    if any(name in squeezed for name in hooks.names):
        return True
    if hooks.latin is not None and hooks.latin.search(folded):
        return True
    said: frozenset[str] | None = None
    for figure in hooks.figures:
        if not _holds(figure.whose, squeezed) or not _holds(figure.field, squeezed):
            continue
        if _holds(figure.metric, squeezed) or _covers(squeezed, figure.content):
            return True
        if figure.verbs:
            said = phrased(f"{title}\n{text}") if said is None else said
            if figure.verbs & said:
                return True
    return False


def _holds(words: Sequence[str], squeezed: str) -> bool:
    return not words or any(word in squeezed for word in words)


def _covers(squeezed: str, words: Sequence[str]) -> bool:
    """Return whether as many of a metric's words are said as the judgement ever goes by."""
    size = sum(map(len, words))
    return size > 0 and sum(len(w) for w in words if w in squeezed) >= COVERED * size


COVERED = 0.4


@lru_cache(maxsize=64)
def _hooks(topics: tuple[Topic, ...]) -> _Hooks:
    names: set[str] = set()
    latin: set[str] = set()
    figures: dict[_Wanted, None] = {}
    for topic in topics:
        said = {squeeze(word) for word in (topic.name, *topic.aliases)} - {""}
        latin |= {word for word in said if word.isascii() and len(word) <= SHORT}
        names |= {word for word in said if not (word.isascii() and len(word) <= SHORT)}
        names |= set(_wordings_of_names(names_of(topic)))
        for figure in topic.figures:
            figures.update(dict.fromkeys(_wanted(topic, figure)))
    return _Hooks(tuple(sorted(names, key=len)), _alone(latin), tuple(figures))


SHORT = 4
"""Latin names of so many letters are found where they stand alone: `o1` is not in `Hello1`."""


def _alone(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return the pattern of Latin names, with gaps or without, that stand alone."""
    parts = [r"[\s\-_.]*".join(map(re.escape, word)) for word in sorted(words)]
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(parts)})(?![a-z0-9])") if parts else None


def _wanted(topic: Topic, figure: TrackedFigure) -> Iterator[_Wanted]:
    """Yield what a text must say to speak of a tracked figure, for each of its wordings."""
    known = [tuple(_whose(replace(figure, subjects=(s,)))) for s in figure.subjects]
    whose = tuple(sorted({w for words in known for w in words})) if all(known) else ()
    for word in (figure.metric, *figure.aliases):
        f = read_facets("", word, figure.units[0] if figure.units else "")
        fields = f.segments | fields_of(topic)
        concepts = {f.head} | lexicon().kin.get(f.head, frozenset()) if f.head else set()
        metric = {squeeze(word), *(w for c in concepts for w in _wordings()["concept", c])}
        content = tuple(content_words(word))
        yield _Wanted(
            tuple(sorted(metric, key=len)), content, frozenset(concepts), whose, _fields(fields)
        )


@lru_cache(maxsize=1024)
def _fields(fields: frozenset[str]) -> tuple[str, ...]:
    """Return the wordings of fields of business, of what is part of them, and what they are of."""
    wider = lexicon().part_of

    def chain(field: str) -> frozenset[str]:
        found = {field}
        while field in wider:
            field = wider[field]
            found.add(field)
        return frozenset(found)

    every = {value for kind, value in _wordings() if kind == "segment"}
    near = {s for s in every if any(s in chain(f) or f in chain(s) for f in fields)}
    return tuple(sorted({w for s in near for w in _wordings()["segment", s]}, key=len))


def _whose(figure: TrackedFigure) -> Iterator[str]:
    """Yield the wordings of those whose figure is followed; none where it may be anybody's.

    Countries and groups are meant as often as they are said: `모자라는 사람은 8500명` is of Korea.
    """
    for subject in figure.subjects:
        f = read_facets(subject, "", "")
        if f.names:
            yield from _wordings_of_names(f.names)
        elif f.countries or f.groups or f.segments or f.concepts or f.is_government:
            return
        yield squeeze(subject)


def _wordings_of_names(names: frozenset[str]) -> Iterator[str]:
    """Yield all wordings of organisations and products, and of what they make."""
    makers = lexicon().maker
    for (kind, value), words in _wordings().items():
        if kind == "name" and (value in names or makers.get(value) in names):
            yield from words


@cache
def _wordings() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the wordings of the lexicon, by what kind of thing they name and which."""
    found: dict[tuple[str, str], set[str]] = {}
    for rows in lexicon().entries.values():
        for wording, entry in rows:
            found.setdefault((entry.kind, entry.value), set()).add(wording)
    for short, long in shorts():
        for _, known in scan(long):
            if known is not None:
                found.setdefault((known.kind, known.value), set()).add(squeeze(short))
    return {key: tuple(sorted(words)) for key, words in found.items()}
