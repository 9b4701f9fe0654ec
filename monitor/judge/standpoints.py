"""Whether a text says no where its look-alike says yes: a denial is no copy of the allegation.

A firm's denial has the background of the report that it denies, word for word, and little else. So
what a text adds to another one is heard for words that turn a story: a denial, an admission, a
withdrawal, a correction; and where both have a sentence, whether one of them negates it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from zlib import crc32

from monitor.judge.metrics import fold
from monitor.patterns import Pattern

TURNS: Mapping[str, Pattern] = {
    "denied": Pattern(
        r"부인(?:했|한|하|해|됐)|사실무근|사실이\s?아니|사실과\s?(?:다르|다른|달라)|반박(?:했|한|하|해)"
        r"|일축(?:했|한|하|해)|낭설|헛소문|허위\s?(?:사실|보도|주장)|오보|근거(?:가|도)?\s?없(?:다|는|으)|어불성설"
    ),
    "admitted": Pattern(
        r"시인(?:했|한|하|해)|(?:사실|잘못|책임|혐의|의혹)(?:을|임을)?\s?(?:모두\s|일부\s)?인정"
        r"|사과(?:했|한다|하고|드린)"
    ),
    "taken back": Pattern(
        r"철회(?:했|한|하|됐|키로)|취소(?:했|한다|하기로|키로|됐)|번복|백지화|없던\s?일|무산(?:됐|되)|접기로|물리기로"
        r"|중단(?:하기로|키로|했|한다)"
    ),
    "corrected": Pattern(r"정정(?:했|한|하|합|보도)|바로잡(?:았|습|는|기)|고침|오기(?:였|로|이)"),
}
"""What turns a story, by its words."""

NOT_SO = Pattern(
    r"(?:않|아니|없|못(?:하|했|한)|안\s?(?:했|한다|하기로))[가-힣]{0,6}(?:\s[가-힣]{1,6}){0,2}$"
)
"""A sentence that ends so says that something is not: `않기로 했다`, `없다고 밝혔다`."""

ANY_NOT = Pattern(r"않|아니|없|못|안\s|말라|금지|반대")

SENTENCES = Pattern(r"(?<=[.!?])[\"'”’」』)]*\s+|\n+")

PIECE = 4
"""Letters by which a sentence is found again in another text."""

FOUND = 0.5
"""A sentence that shares so many of its pieces with one of the other text is that sentence."""

ALIKE = 0.7
"""From here on two sentences differ in little: whether one of them says no is what counts."""

SHORTEST = 8
"""Pieces of a sentence that can be told again; a shorter one is a heading or a cry."""


def takes_another_stand(text: str, original: str) -> bool:
    """Return whether a text denies, admits, takes back or corrects what its look-alike does not.

    >>> takes_another_stand("조작 의혹은 사실무근이라고 했다.", "값을 조작했다고 한다.")
    True
    >>> takes_another_stand("값을 조작했다고 한다.", "값을 조작했다고 한다.")
    False
    """
    theirs = _sentences(original)
    places = _index(original)
    told = _turns(original)
    for sentence, pieces in _sentences(text):
        turns = _turns(sentence)
        if len(pieces) < SHORTEST:
            continue
        number, share = _again(pieces, places)
        if share < FOUND:
            # Only what the other text says nowhere: a copy may word a denial otherwise.
            if turns - told:
                return True
            continue
        other, other_pieces = theirs[number]
        if turns - _turns(other) - told:
            return True
        both = min(share, len(pieces & other_pieces) / max(len(other_pieces), 1))
        if both >= ALIKE and _negates(sentence, other):
            return True
    return False


def _negates(one: str, other: str) -> bool:
    """Return whether one of two sentences ends by saying no, and the other says it nowhere."""
    a, b = NOT_SO.search(_bare(one)), NOT_SO.search(_bare(other))
    if a and not b:
        return ANY_NOT.search(other) is None
    return bool(b and not a) and ANY_NOT.search(one) is None


def _bare(sentence: str) -> str:
    return re.sub(r"[^\w\s]+$", "", sentence.strip())


def _turns(text: str) -> frozenset[str]:
    return frozenset(name for name, words in TURNS.items() if words.search(text))


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[tuple[str, frozenset[int]], ...]:
    """Return the sentences of a text, each with its pieces."""
    parts = (part.strip() for part in SENTENCES.split(text))
    return tuple((part, _pieces(part)) for part in parts if part)


def _pieces(sentence: str) -> frozenset[int]:
    letters = re.sub(r"[\W_]+", "", fold(sentence))
    starts = range(max(0, len(letters) - PIECE + 1))
    return frozenset(crc32(letters[i : i + PIECE].encode("utf-8", "surrogatepass")) for i in starts)


@lru_cache(maxsize=32)
def _index(text: str) -> Mapping[int, int]:
    """Return in which sentence of a text each piece stands first."""
    found: dict[int, int] = {}
    for number, (_, pieces) in enumerate(_sentences(text)):
        for piece in pieces:
            found.setdefault(piece, number)
    return found


def _again(pieces: frozenset[int], places: Mapping[int, int]) -> tuple[int, float]:
    """Return the sentence of the other text that shares the most pieces, and which part of them."""
    votes: dict[int, int] = {}
    for piece in pieces:
        number = places.get(piece)
        if number is not None:
            votes[number] = votes.get(number, 0) + 1
    if not votes:
        return -1, 0.0
    number = max(sorted(votes), key=lambda n: votes[n])
    return number, votes[number] / len(pieces)
