"""Whether a sentence goes on with what those before spoke of: it shares a word or a unit with them.

A round-up tells of one thing after another, a paragraph each. What a paragraph above said of who
counted, and when, is not said of one that has no word and no counter in common with it.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from monitor.extract import lexicon
from monitor.extract.kept import Kept
from monitor.model import Span
from monitor.patterns import Pattern

_WORD = Pattern(r"(?<![가-힣A-Za-z0-9])(?:[가-힣]{2}|[A-Za-z]{2,})")
_COUNTED = Pattern(r"\d\s?[조억만천백여]{0,2}\s?([가-힣%]|[A-Za-z]+)")


def words_of(text: str, span: Span) -> frozenset[str]:
    """Return what the words of a span begin with and what its figures count.

    Without what is said of anything: times, moves, who told it.

    >>> sorted(words_of("서울의 평균 기온은 지난해 12도였다.", (0, 21)))
    ['#도', '기온', '서울']
    """
    return _WORDS[text[slice(*span)]]


def _words(said: str) -> frozenset[str]:
    counted = frozenset(f"#{unit}" for unit in _COUNTED.findall(said))
    return (frozenset(_WORD.findall(said)) - lexicon.OF_ANYTHING) | counted


_WORDS = Kept(_words, 400)


def begins_anew(text: str, sentence: Span, spoken: Set[str]) -> bool:
    """Whether a sentence, the first of its paragraph, tells figures of something else.

    Of what no word and no counter is among the `words_of` what was said so far: `프로축구 울산의
    관중은 1만7천명이다` below the day's weather.
    """
    if len(spoken) < TELLING or _LINKED.match(text, *sentence):
        return False
    said = words_of(text, sentence)
    return any(word.startswith("#") for word in said) and spoken.isdisjoint(said)


class RoundUp:
    """What the story that a round-up is telling has spoken of, paragraph by paragraph."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self._text, self._sentences = text, sentences
        self._spoken: set[str] = set()
        self._heard = 0

    def begins_story(self, index: int) -> bool:
        """Whether the sentence of this number, asked in order, begins the next story.

        It opens a paragraph and shares no word with the story so far. Counters do not tell: all
        stories count people and money.
        """
        text, sentence = self._text, self._sentences[index]
        if not index or "\n" not in text[self._sentences[index - 1][1] : sentence[0]]:
            return False
        for heard in self._sentences[self._heard : index]:
            self._spoken |= words_of(text, heard)
        self._heard = index
        if len(self._spoken) < HEADING or _LINKED.match(text, *sentence):
            return False
        if not self._spoken.isdisjoint(_named(words_of(text, sentence))):
            return False
        self._spoken.clear()
        return True


def _named(words: Set[str]) -> list[str]:
    return [word for word in words if not word.startswith("#")]


HEADING = 4
"""Fewer words are a heading's, with which its story begins."""
TELLING = 15
"""After fewer words it tells nothing that the next paragraph has others."""
_LINKED = Pattern(
    r"그러나|하지만|그런데|반면|반대로|다만|또|특히|여기에|이어|나머지|같은|이[는와]?\s|그\s|그[중에]"
)
