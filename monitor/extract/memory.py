"""What an article has said so far: topics, owners and properties that later figures take up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.extract.clauses import Reading, teller_of, unit_class
from monitor.extract.owners import NO_OWNER, nature_of, owner_of, trim
from monitor.extract.phrases import Phrase, cut_words, find_phrases
from monitor.model import Quantity


@dataclass(frozen=True, slots=True)
class Belonging:
    """Whose a figure is and what it measures; `base` is the metric without what one figure adds."""

    subject: str
    metric: str
    base: str


@dataclass(slots=True)
class Memory:
    """What the article has said so far: topics of sentences, owners and metrics of figures."""

    title: tuple[str, ...] = ()
    focus: str = ""  # what the article speaks of most, of what its title names
    topics: list[str] = field(default_factory=list)  # of the sentence before, then older ones
    subjects: list[tuple[int, str, str]] = field(default_factory=list)  # sentence, class, subject
    metrics: list[tuple[int, str, str, str]] = field(default_factory=list)  # …, unit, base, metric
    owned: Counter[str] = field(default_factory=Counter)  # figures by owner
    figures: int = 0
    sentence: int = 0


LONGEST_TITLE = 60
"""So many words of a title are read."""


def new_memory(title: str, figures: Sequence[Quantity], text: str) -> Memory:
    """Return what is known before an article's first sentence: what its title names.

    `figures`: the quantities of the title.
    """
    words = cut_words(title, (0, len(title)), figures)[:LONGEST_TITLE]
    phrases = find_phrases(words)
    owners = dict.fromkeys(o for p in phrases if (o := owner_of(p)[0]))
    return Memory(title=tuple(owners), focus=_focus(phrases, text))


def _focus(phrases: Sequence[Phrase], text: str) -> str:
    """Return the name of the title that the text speaks of most; of a pair rather than a word."""
    counts: dict[str, float] = {}
    for phrase in phrases:
        stems = [w.stem for w in trim(phrase.words)]
        for size in (1, 2):
            for i in range(len(stems) - size + 1):
                name = " ".join(stems[i : i + size])
                if nature_of(name, name, None) in _FOCAL and len(name) > 1 and name not in NO_OWNER:
                    counts[name] = text.count(name) * (1.6 if size > 1 else 1.0)
    best = max(counts, key=lambda n: counts[n], default="")
    return best if counts.get(best, 0) >= FOCUS_MENTIONS else ""


_FOCAL = frozenset({"name", "noun", "of a place", "organisation", "product"})


FOCUS_MENTIONS = 3
"""So often the text must speak of a name of its title before the article counts as about it."""


REMEMBERED = 6
"""So many figures back an owner or a property can be taken up again."""


def remember_figure(reading: Reading, place: int, memory: Memory, found: Belonging) -> None:
    """Note what a figure was said of, for the figures after it."""
    quantity = reading.words[place].quantity
    assert quantity is not None
    memory.subjects.append((memory.sentence, unit_class(quantity.unit), found.subject))
    memory.metrics.append((memory.sentence, quantity.unit, found.base, found.metric))
    del memory.subjects[:-REMEMBERED], memory.metrics[:-REMEMBERED]
    memory.owned[found.subject] += 1
    memory.figures += 1


def remember_sentence(reading: Reading, memory: Memory) -> None:
    """Note what a sentence was about, for the sentences after it."""
    topics = []
    for role in ("topic", "subject"):
        for phrase in reading.phrases:
            owner, whole = owner_of(phrase)
            if (
                phrase.role != role
                or not owner
                or phrase.depth
                or teller_of(reading, phrase, phrase.last)
            ):
                continue
            if nature_of(owner, whole, phrase) not in {"pronoun", "measure", "speaker", "syllable"}:
                topics.append(owner)
    memory.topics = list(dict.fromkeys([*topics, *memory.topics]))[:6]
    memory.sentence += 1
