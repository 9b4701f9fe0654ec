"""A copy of a text for look-ups, of the same length: one digit, one dash, one space for all."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from operator import add

from monitor.patterns import Pattern

# Contract, rule 13: "Digits, Hangul, Hanja and full-width figures mean the same. Spaces inside a
# figure, no-break ones too, do not end it."
_FOLD = {
    **dict(zip("０１２３４５６７８９％，．（）＋－～：", "0123456789%,.()+-~:", strict=True)),
    **dict.fromkeys("\u00a0\u2009\u202f\u3000\u2002\u2003\u200a\u2007\u200b", " "),
    "\t": "\n",  # the cells of a row: no figure reaches into the next
    **dict.fromkeys("−–—‒‑﹣", "-"),
    **dict.fromkeys("∼〜˜∽～", "~"),
    **dict.fromkeys("·ㆍ・•∙‧⋅", "·"),
    **dict(
        zip("一二三四五六七八九十百千萬万億兆", "일이삼사오육칠팔구십백천만만억조", strict=True)
    ),
    # Hanja beside a number: 約 50餘 名, 數百萬 圓, 2倍
    **dict(zip("約數餘名圓倍", "약수여명원배", strict=True)),
    **dict(zip("＄￡￥／＝＜＞", "$£¥/=<>", strict=True)),
}


_ODD = Pattern("[" + "".join(re.escape(letter) for letter in _FOLD) + "]")


JAMO = Pattern("[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?")


_SIGNS = Pattern(r"[\W_]+")


def letters_of(text: str) -> str:
    """Return the letters and digits alone, in lower case: what is left to compare names by."""
    plain = text.replace(" ", "")
    return plain.lower() if plain.isalnum() else _SIGNS.sub("", plain).lower()


def fold(text: str) -> str:
    return _ODD.sub(lambda m: _FOLD[m.group()], text)


def compose(text: str) -> tuple[str, list[int]]:
    """Return `text` with its decomposed syllables composed, and each letter's offset in `text`."""
    parts: list[str] = []
    offsets: list[int] = []
    last = 0
    for m in JAMO.finditer(text):
        parts += (text[last : m.start()], unicodedata.normalize("NFC", m.group()))
        offsets += range(last, m.start() + 1)
        last = m.end()
    parts.append(text[last:])
    offsets += range(last, len(text) + 1)
    return "".join(parts), offsets


_ADDRESS = Pattern(r"(?:https?://|www\.)[^\s가-힣]+|[\w.+-]{1,64}@[\w.-]{1,64}")


def find_addresses(text: str) -> list[tuple[int, int]]:
    if "://" not in text and "www." not in text and "@" not in text:
        return []
    return [m.span() for m in _ADDRESS.finditer(text)]


def is_hangul(letter: str) -> bool:
    """Whether one letter is a syllable; an empty string is none."""
    return "가" <= letter <= "힣"


@lru_cache(maxsize=20_000)
def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of letters that stand together in a text, without spaces, signs and case."""
    letters = letters_of(text) or text
    return frozenset(map(add, letters, letters[1:]) if len(letters) > 1 else letters)


def likeness(left: frozenset[str], right: frozenset[str]) -> float:
    """Return how alike two texts are by their pairs of letters (`pairs_of`): 0 to 1 (Dice).

    >>> round(likeness(pairs_of("월간 이용자 수"), pairs_of("월간 이용자")), 2)
    0.89
    """
    both = len(left) + len(right)
    return 2 * len(left & right) / both if both else 0.0
