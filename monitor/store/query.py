"""What a search asks for: words, phrases, what there must not be, topics and outlets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from monitor.errors import ConfigError
from monitor.model import Span
from monitor.store.passages import squeeze
from monitor.words import say

LONGEST_QUERY = 200  # letters
MOST_WORDS = 16

# Particles that a person types behind a name as they would say it, with the least letters that the
# name must have: what stands before one is found with every other particle too.
_PARTICLES = {
    "에서는": 2, "에서": 2, "에게": 2, "으로": 2, "부터": 2, "까지": 2, "은": 2, "는": 2, "을": 2,
    "를": 2, "의": 2, "에": 3, "와": 3, "이": 3, "가": 3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """A word or an exact phrase that a passage is to have."""

    words: str  # as typed, without the quotation marks
    is_exact: bool = False

    @property
    def bare(self) -> str:
        """What is looked for: letters and digits; of a word, without its particle."""
        return _bare(self.words, is_exact=self.is_exact)

    def find(self, text: str) -> Span | None:
        """Return where a text has it first; None where it does not."""
        if self.is_exact:
            found = _phrase(self.words).search(text)
            return found.span() if found else None
        letters, places = squeeze(text)
        wanted = self.bare
        at = letters.find(wanted)
        while at >= 0:
            span = places[at], places[at + len(wanted) - 1] + 1
            if not _is_short_latin(wanted) or not _is_inside(text, span):
                return span
            at = letters.find(wanted, at + 1)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked for: each of `groups` has alternatives, of which a passage has one at least."""

    groups: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()
    topics: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()

    def may_be_in(self, text: str) -> bool:
        """Return whether a text may have all that is asked for: quicker than to look where."""
        letters = "".join(filter(str.isalnum, text)).casefold()
        return all(any(term.bare in letters for term in group) for group in self.groups)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for that a passage could have."""
        return not (self.groups or self.topics or self.outlets)


def parse_query(text: str) -> Query:
    """Return what is asked for: `words "exact phrase" -without a OR b topic:T outlet:"O P"`.

    Raises ConfigError for nothing to look for, and for too much.

    >>> query = parse_query('딥시크의 이용자 -"월간 이용자" outlet:연합')
    >>> [term.bare for group in query.groups for term in group], query.outlets
    (['딥시크', '이용자'], ('연합',))
    """
    if len(text) > LONGEST_QUERY:
        raise ConfigError([say("search.long", most=LONGEST_QUERY)])
    groups: list[tuple[Term, ...]] = []
    without: list[Term] = []
    fields: dict[str, list[str]] = {"topic": [], "outlet": []}
    joins = False
    for found in _WORD.finditer(text):
        name, minus, exact, word = found["name"], found["minus"], found["exact"], found["word"]
        if word in ("OR", "|") and not (name or minus):
            joins = bool(groups)
            continue
        said = (exact if exact is not None else word or "").strip()
        if word is not None and word[-1] == ":" and word[:-1].lower() in _FIELDS:
            continue  # of no topic, of no outlet
        if name:
            field = _FIELDS[name.lower()]
            if said:
                fields[field].append(said)
            continue
        term = Term(said, exact is not None)
        if not term.bare:
            continue
        if minus:
            without.append(term)
        elif joins:
            groups[-1] = (*groups[-1], term)
        else:
            groups.append((term,))
        joins = False
    query = Query(
        groups=tuple(groups),
        without=tuple(without),
        topics=tuple(fields["topic"]),
        outlets=tuple(fields["outlet"]),
    )
    if query.is_empty:
        raise ConfigError([say("search.empty")])
    if sum(map(len, groups)) + len(without) > MOST_WORDS:
        raise ConfigError([say("search.many", most=MOST_WORDS)])
    return query


_FIELDS = {"topic": "topic", "주제": "topic", "outlet": "outlet", "매체": "outlet"}
_WORD = re.compile(
    r"""(?P<minus>-)?(?:(?P<name>topic|outlet|주제|매체):)?(?:"(?P<exact>[^"]*)"?|(?P<word>[^\s"]+))""",
    re.I,
)


@lru_cache(maxsize=1024)
def _bare(words: str, *, is_exact: bool) -> str:
    letters = squeeze(words)[0]
    return letters if is_exact else _without_particle(letters)


def _without_particle(letters: str) -> str:
    if "가" <= letters[-1:] <= "힣":
        for particle, least in _PARTICLES.items():
            stem = letters.removesuffix(particle)
            if stem != letters and len(stem) >= least:
                return stem
    return letters


@lru_cache(maxsize=256)
def _phrase(words: str) -> re.Pattern[str]:
    """Return the pattern of an exact phrase: whatever its case, and any space for a space."""
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()), re.I)


def _is_short_latin(word: str) -> bool:
    # AI is not what `said` says; of GPT or kospi a part is worth finding.
    return len(word) < 4 and word.isascii() and word.isalpha()


def _is_inside(text: str, span: Span) -> bool:
    around = (text[span[0] - 1 : span[0]], text[span[1] : span[1] + 1])
    return any(letter.isascii() and letter.isalpha() for letter in around)
