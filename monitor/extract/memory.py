"""What an article has said so far: topics, owners and properties that later figures take up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.extract import lexicon
from monitor.extract.clauses import Reading, teller_of, unit_class
from monitor.extract.kept import Kept
from monitor.extract.owners import (
    NO_OWNER,
    is_measure,
    names_in,
    nature_of,
    owner_of,
    trim,
)
from monitor.extract.phrases import Phrase, cut_words, find_phrases
from monitor.model import Quantity


@dataclass(frozen=True, slots=True)
class Belonging:
    """Whose a figure is and what it measures; `base` is the metric without what one figure adds.

    `share`: the owner's part of the likelihood of all that were weighed; None where none were.
    """

    subject: str
    metric: str
    base: str
    share: float | None = None


@dataclass(slots=True)
class Actor:
    """Somebody or something that the article names, and how it was last spoken of."""

    sentence: int  # the last that names it
    role: str  # there: topic, subject, of, title or other
    figures: int = 0  # that it owns


@dataclass(slots=True, eq=False)
class Traits:
    """What a candidate for an owner is throughout an article.

    `sort` is as `owners.sort_of` gives it, `head` and `before` the first and the last word of that;
    `nature` what it is by itself. `acts`: how often it is topic or subject; below 0 if not asked.
    The sums weigh what follows from that: `here` for what a figure's sentence names, `before` for
    what it does not, `said` what the article says of it elsewhere (a part of `before`).
    """

    sort: str
    head: str
    before_head: str
    nature: str
    acts: int
    of_focus: bool  # whether it holds the focus's name
    here: float
    before: float
    said: float


@dataclass(slots=True)
class Memory:
    """What the article has said so far: topics of sentences, owners and metrics of figures."""

    title: tuple[str, ...] = ()
    headline: str = ""
    text: str = ""  # its beginning
    foci: tuple[str, ...] = ()  # what the article speaks of most, of what its title names
    opening: str = ""  # the first topic or subject of the text
    topics: list[str] = field(default_factory=list)  # of the sentence before, then older ones
    subjects: list[tuple[int, str, str]] = field(default_factory=list)  # sentence, class, subject
    metrics: list[tuple[int, str, str, str]] = field(default_factory=list)  # …, unit, base, metric
    measures: list[tuple[str, str]] = field(default_factory=list)  # spoken of, and where
    used: Counter[str] = field(default_factory=Counter)  # bases of metrics
    owned: Counter[str] = field(default_factory=Counter)  # figures by owner
    official: bool = False  # somebody told figures who counts for the country
    budget: bool = False  # a budget was spoken of
    figures: int = 0
    sentence: int = 0
    paragraph: int = 0  # the first sentence of this one
    ended: int = 0  # where the sentence before ends
    counts: dict[str, int] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)  # by name, those named last at the end
    last_actor: str = ""  # the owner of the last figure
    places: dict[str, str] = field(default_factory=dict)  # of the candidates for the last figure
    where: str = ""  # what `setting` returned
    last_place: str = ""  # where its owner stood
    deeds: dict[str, int] = field(default_factory=dict)  # what `acts` returned
    traits: dict[str, Traits] = field(default_factory=dict)  # by owner
    # By actor: the words said with its name, in their order; and what follows from them.
    said_as: dict[str, dict[str, None]] = field(default_factory=dict)
    _callings: dict[str, str] = field(default_factory=dict)
    _cast: list[str] | None = None  # until another actor is named, as are the next three
    _ranks: dict[str, int] = field(default_factory=dict)
    _latest: list[str] = field(default_factory=list)
    _leads: bool = False
    _named: dict[str, str] = field(default_factory=dict)  # owners and their actors, as long
    _mentions: dict[str, int] = field(default_factory=dict)  # of actors
    _came: list[str] = field(default_factory=list)  # actors in the order in which they came
    # By owner: how many had come when they were looked for in it last, and which it holds.
    _held: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def focus(self) -> str:
        return self.foci[0] if self.foci else ""

    def count(self, name: str) -> int:
        """Return how often the article says a name, in steps: 0, 1, 2, 3 (3 to 5), 4 (more)."""
        known = self.counts.get(name)
        if known is None:
            times = self.times_said(name)
            known = self.counts[name] = min(times, 2) if times < 3 else 3 if times < 6 else 4
        return known

    def times_said(self, name: str) -> int:
        """Return how often the article's beginning says a name."""
        known = self.times.get(name)
        if known is None:
            known = self.times[name] = self.text.count(name)
        return known

    def mentions(self, name: str) -> int:
        """Return how often the article says a name, and its title counts as two more."""
        return self.times_said(name) + 2 * (name in self.headline)

    def acts(self, name: str) -> int:
        """Return how often a name is topic or subject in the article: 0, 1, 2, 3 (more)."""
        known = self.deeds.get(name)
        if known is None:
            known = self.deeds[name] = self._count_acts(name) if self.times_said(name) else 0
        return known

    def _count_acts(self, name: str) -> int:
        # What is said often acts often: the first few places where it is said tell enough.
        text, size, count = self.text, len(name), 0
        at = text.find(name)
        while at >= 0 and count < MOST_ACTS:
            at += size
            count += text.startswith(_ACTING, at)
            at = text.find(name, at - size + 1)
        return count

    def setting(self) -> str:
        """Return how much the article speaks of 한국, of its government and of other countries."""
        if not self.where:
            home = sum(self.text.count(w) for w in ("한국", "국내", "우리나라", "전국"))
            state = sum(self.text.count(w) for w in ("정부", "예산", "부처"))
            abroad = sum(self.text.count(w) for w in lexicon.COUNTRIES)
            self.where = f"home {min(home, 4)} state {min(state, 3)} abroad {min(abroad // 2, 2)}"
        return self.where

    def cast(self) -> list[str]:
        """Return the actors known so far by how much the article speaks of them."""
        if self._cast is None:
            said = self._mentions
            ranked = sorted(self.actors, key=said.__getitem__, reverse=True)
            cast = self._cast = ranked[:CAST]
            self._ranks = {name: rank for rank, name in enumerate(cast)}
            self._latest = list(self.actors)[: -LATEST - 1 : -1]
            self._leads = bool(cast) and (len(cast) < 2 or 2 * said[cast[0]] >= 3 * said[cast[1]])
        return self._cast

    def ranks(self) -> Mapping[str, int]:
        """Return the rank of each in the cast."""
        self.cast()
        return self._ranks

    def latest(self) -> Sequence[str]:
        """Return the actors named last, the last one first."""
        self.cast()
        return self._latest

    def leads(self) -> bool:
        """Whether the article speaks of the first of its cast far more than of the next."""
        self.cast()
        return self._leads

    def paragraph_of(self, start: int) -> int:
        """Return the first sentence of the paragraph in which the next one stands."""
        opens = "\n" in self.text[self.ended : start]
        return self.sentence if opens else self.paragraph

    def begin_story(self) -> None:
        """Forget what earlier paragraphs spoke of: this one tells of something else."""
        self.foci = ()
        self.opening = ""
        self.title = ()
        for kept in (self.topics, self.subjects, self.metrics, self.measures):
            kept.clear()
        self.actors.clear()
        self.last_actor, self.last_place = "", ""
        self._cast = None
        self._named.clear()
        self._held.clear()

    def describe(self, name: str, words: Sequence[str]) -> None:
        """Note words that an actor's name is said with: `물류로봇 업체 나르미`."""
        known = self.said_as.setdefault(name, {})
        if len(known) < DESCRIBED:
            # The last one says what it is: `물류로봇 업체` is a firm.
            known.update(dict.fromkeys(reversed(words[:DESCRIBED])))
            self._callings.pop(name, None)

    def calling(self, name: str) -> str:
        """Return what an actor is called: a company, a person, a product, …; empty if unknown."""
        known = self._callings.get(name)
        if known is None:
            known = self._callings[name] = calling_of(name, self.said_as.get(name, ()))
        return known

    def name_actor(self, name: str, role: str) -> None:
        """Note that a sentence names an actor; the one named longest ago is forgotten."""
        old = self.actors.pop(name, None)
        if old is None:
            self._came.append(name)
            if name not in self._mentions:
                self._mentions[name] = self.mentions(name)
        elif old.sentence == self.sentence and old.role in _STRONG:
            role = old.role
        self.actors[name] = Actor(self.sentence, role, old.figures if old else 0)
        if len(self.actors) > ACTORS:
            del self.actors[next(iter(self.actors))]
        self._cast = None
        self._named.clear()

    def actor_of(self, owner: str) -> str:
        """Return the actor that an owner's text names, the last of several; empty for none."""
        if owner in self.actors:
            return owner
        known = self._named.get(owner)
        if known is None:
            known = self._named[owner] = self._actor_inside(owner)
        return known

    def _actor_inside(self, owner: str) -> str:
        # Only the actors that came since the last look are looked for: most texts are asked about
        # again and again.
        actors, came = self.actors, self._came
        seen, held = self._held.get(owner, (0, ()))
        if seen < len(came):
            new = came[seen:] if len(came) - seen < ACTORS else [*actors]
            if holds := [n for n in new if n in owner]:
                held = tuple(dict.fromkeys([n for n in (*held, *holds) if n in actors]))
            self._held[owner] = len(came), held
        inside = [n for n in actors if n in held] if len(held) > 1 else held
        found, last = "", -1
        for name in inside:
            end = owner.rfind(name) + len(name)
            if end > last and name in actors:
                found, last = name, end
        return found


DESCRIBED = 12
"""So many words that a name is said with are kept."""


def calling_of(name: str, words: Iterable[str]) -> str:
    """Return what a name with such words beside it is called, by the first that tells.

    >>> calling_of("나르미", ["업체", "물류로봇"]), calling_of("하늘전자", [])
    ('company', 'company')
    """
    for word in words:
        known = _calling_of_word(word)
        if known:
            return known
    if name in lexicon.PLACES:
        return "place"
    return _calling_of_word(name.rpartition(" ")[2])


def _calling_of_word(word: str) -> str:
    return _CALLED[word]


def _work_out_calling(word: str) -> str:
    return next((calling for calling, ends in lexicon.CALLINGS.items() if word.endswith(ends)), "")


_CALLED = Kept(_work_out_calling)

_ACTING = ("은", "는", "이 ", "가 ")
MOST_ACTS = 3
_STRONG = frozenset({"topic", "subject"})
ACTORS = 24
"""So many actors are kept in mind."""
CAST = 4
LATEST = 4
"""So many of the actors named last may own a figure that names none."""
COUNTED = 8_000
"""So many characters of an article tell what it speaks of often: more would cost, not help."""
LONGEST_TITLE = 60
"""So many words of a title are read."""


def new_memory(title: str, figures: Sequence[Quantity], text: str) -> Memory:
    """Return what is known before an article's first sentence: what its title names.

    `figures`: the quantities of the title.
    """
    words = cut_words(title, (0, len(title)), figures)[:LONGEST_TITLE]
    phrases = find_phrases(words)
    owners = dict.fromkeys(o for p in phrases if (o := owner_of(p)[0]))
    spoken = [(m, "title") for m in measures_of(phrases)]
    made = Memory(
        measures=spoken[:SPOKEN],
        title=tuple(owners),
        headline=title,
        text=text[:COUNTED],
        foci=_foci(phrases, text[:COUNTED]),
    )
    for phrase in phrases:
        for name in names_in(phrase):
            made.name_actor(name, "title")
            _describe(made, name, phrase)
    return made


SPOKEN = 5
"""So many properties that an article speaks of are kept in mind."""


def measures_of(phrases: Sequence[Phrase]) -> list[str]:
    """Return the properties that phrases name, without whose they are: `월간 이용자 수`."""
    found = []
    for phrase in phrases:
        words = trim(phrase)
        if not words or not is_measure(words[-1].stem):
            continue
        owner, whole = owner_of(phrase)
        rest = whole.removeprefix(owner).removeprefix("의").strip() if owner != whole else whole
        if len(rest) > 1 and rest not in lexicon.BARE_HEADS:
            found.append(rest)
        elif len(words) > 1:
            found.append(f"{words[-2].stem} {words[-1].stem}")
    return found


def _foci(phrases: Sequence[Phrase], text: str) -> tuple[str, ...]:
    """Return the names of the title by how much the text speaks of them; of a pair rather than a
    word, none that it hardly takes up.
    """
    counts: dict[str, float] = {}
    for phrase in phrases:
        stems = [w.stem for w in trim(phrase)]
        for size in (1, 2):
            for i in range(len(stems) - size + 1):
                name = " ".join(stems[i : i + size])
                if nature_of(name, name, None) in _FOCAL and len(name) > 1 and name not in NO_OWNER:
                    counts[name] = text.count(name) * (1.6 if size > 1 else 1.0)
    ranked = sorted(counts, key=lambda n: -counts[n])
    return tuple(n for n in ranked if counts[n] >= FOCUS_MENTIONS)[:FOCI]


_FOCAL = frozenset({"name", "noun", "of a place", "organisation", "product", "place"})


FOCUS_MENTIONS = 2
"""So often the text must speak of a name of its title before the article counts as about it."""
FOCI = 3


REMEMBERED = 6
"""So many figures back an owner or a property can be taken up again."""


def remember_figure(reading: Reading, place: int, memory: Memory, found: Belonging) -> None:
    """Note what a figure was said of, for the figures after it."""
    quantity = reading.words[place].quantity
    assert quantity is not None
    memory.subjects.append((memory.sentence, unit_class(quantity.unit), found.subject))
    memory.metrics.append((memory.sentence, quantity.unit, found.base, found.metric))
    del memory.subjects[:-REMEMBERED], memory.metrics[:-REMEMBERED]
    memory.used[found.base] += 1
    memory.owned[found.subject] += 1
    memory.last_actor = memory.actor_of(found.subject)
    memory.last_place = memory.places.get(found.subject, "before")
    if memory.last_actor:
        memory.actors[memory.last_actor].figures += 1
    memory.figures += 1


_NO_TOPIC = frozenset({"pronoun", "measure", "speaker", "syllable"})


def remember_sentence(reading: Reading, memory: Memory) -> None:
    """Note what a sentence was about, for the sentences after it."""
    topics = []
    for role in ("topic", "subject"):
        for phrase in reading.phrases:
            if phrase.role != role or phrase.depth:
                continue
            owner, whole = owner_of(phrase)
            if not owner or teller_of(reading, phrase, phrase.last):
                continue
            if nature_of(owner, whole, phrase) not in _NO_TOPIC:
                topics.append(owner)
    spoken = [(m, "before") for m in measures_of(reading.phrases[:12])]
    memory.measures = list({m: (m, w) for m, w in [*spoken, *memory.measures]}.values())[:SPOKEN]
    if not memory.opening and topics:
        memory.opening = topics[0]
    memory.topics = list(dict.fromkeys([*topics, *memory.topics]))[:6]
    # A line without a verb or a figure heads what follows.
    other = "other" if reading.verbs or reading.figures else "heading"
    for phrase in reading.phrases[:LONGEST_TITLE]:
        role = phrase.role if phrase.role in _STRONG and not phrase.depth else other
        if role in _STRONG and teller_of(reading, phrase, phrase.last):
            role = "teller"
        for name, own in names_in(phrase).items():
            memory.name_actor(name, role if own or role == other else "of")
            _describe(memory, name, phrase)
    memory.paragraph = memory.paragraph_of(reading.span[0])
    memory.ended = reading.span[1]
    memory.sentence += 1


def _describe(memory: Memory, name: str, phrase: Phrase) -> None:
    """Note what a phrase says that a name is: the words before it, a person's title behind it."""
    stems = [w.stem for w in phrase.words]
    if len(stems) < 2:
        return
    parts = name.split()
    at = stems.index(parts[0]) if parts[0] in stems else 0
    behind = at + len(parts)
    said = [w.stem for w in phrase.words[:at] if not w.role]
    if behind < len(stems) and len(name) == FULL_NAME and stems[behind].endswith(_TITLES):
        said.append(stems[behind])
    if said:
        memory.describe(name, said[::-1])


FULL_NAME = 3
"""So many syllables most Koreans' names have."""
_TITLES = lexicon.CALLINGS["person"]
