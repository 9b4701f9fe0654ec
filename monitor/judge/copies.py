"""Whether one article is a copy of another: the same words in the same order, for the most part.

Korean papers run one agency report under many mastheads, with another headline, a sentence less and
a reporter's line more. Texts are compared by shingles (runs of words without their particles'
spaces); a MinHash signature finds candidates, an exact count decides.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Sequence
from functools import lru_cache

from monitor.judge.metrics import fold

SHINGLE = 5
"""Letters in a shingle: about two words. Long enough that other texts share few by chance, short
enough that a copy whose endings and spaces were changed still shares most."""

HASHES = 96
"""Numbers in a signature; 48 bands of two find a text that shares three tenths 99 times of 100."""

COPIED = 0.4
"""A copy shares so much of the shorter text; independent reports on one matter share a fifth."""

LEAST = 40
"""Shingles below which a text is too short to tell."""

_PRIME = (1 << 61) - 1


def _parameters() -> tuple[tuple[int, int], ...]:
    numbers = []
    for i in range(HASHES):
        digest = hashlib.blake2b(f"copies {i}".encode(), digest_size=16).digest()
        a, b = struct.unpack("<QQ", digest)
        numbers.append((a % (_PRIME - 1) + 1, b % _PRIME))
    return tuple(numbers)


_PARAMETERS = _parameters()


@lru_cache(maxsize=256)
def shingles(text: str) -> frozenset[int]:
    """Return the hashed shingles of a text, spaces and punctuation aside."""
    letters = re.sub(r"[\W_]+", "", fold(text))
    return frozenset(
        int.from_bytes(
            hashlib.blake2b(letters[i : i + SHINGLE].encode(), digest_size=7).digest(), "little"
        )
        for i in range(max(0, len(letters) - SHINGLE + 1))
    )


def signature(text: str) -> tuple[int, ...]:
    """Return the MinHash signature of a text: equal places estimate how many shingles are shared.

    Empty for a text too short to tell.
    """
    found = shingles(text)
    if len(found) < LEAST:
        return ()
    return tuple(min((a * s + b) % _PRIME for s in found) & 0xFFFFFFFF for a, b in _PARAMETERS)


def bands(values: Sequence[int], *, rows: int = 2) -> tuple[str, ...]:
    """Return the keys under which a signature is looked up; a copy shares one of them."""
    return tuple(
        f"{i}:" + "-".join(format(v, "x") for v in values[i : i + rows])
        for i in range(0, len(values), rows)
    )


def shared(text: str, other: str) -> float:
    """Return how much of the shorter text stands in the other, 0..1."""
    a, b = shingles(text), shingles(other)
    if len(a) < LEAST or len(b) < LEAST:
        return 0.0
    return len(a & b) / min(len(a), len(b))


def find_original(text: str, candidates: Sequence[tuple[str, str]]) -> str | None:
    """Return the doc of the candidate (doc, text) that this text copies most of, or None."""
    best, doc = COPIED, None
    for name, other in candidates:
        share = shared(text, other)
        if share >= best and (doc is None or share > best):
            best, doc = share, name
    return doc
