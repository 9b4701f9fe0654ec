"""What differs between two texts, word by word, for a reader; never more work than it is worth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from monitor.model import Span

Piece = dict[str, str]
"""`kind`: same, gone or added; `text`."""

LONGEST = 20_000  # letters of a text that are compared word by word
MOST_LINES = 2_000
_WORD = re.compile(r"\s+|[0-9][0-9,.]*(?:[조억만천백](?:\s?[0-9][0-9,.]*)?)*|[^\W\d_]+|.", re.S)


def mark_changes(old: str, new: str) -> tuple[list[Span], list[Span]]:
    """Return the places in each of two sentences of the words that the other one has not.

    >>> mark_changes("이용자는 59만 명", "이용자는 121만 명")
    ([(5, 8)], [(5, 9)])
    """
    if len(old) + len(new) > LONGEST:
        return [], []
    mine, theirs = _WORD.findall(old), _WORD.findall(new)
    gone: list[Span] = []
    added: list[Span] = []
    a_at, b_at = _places(mine), _places(theirs)
    for tag, a1, a2, b1, b2 in _matcher(mine, theirs).get_opcodes():
        if tag == "equal":
            continue
        if a2 > a1:
            gone.append((a_at[a1], a_at[a2]))
        if b2 > b1:
            added.append((b_at[b1], b_at[b2]))
    return gone, added


def diff_words(old: str, new: str, *, only_changes: bool = False) -> list[list[Piece]]:
    """Return the lines of two texts with what went and what came, each line in pieces.

    Args:
        only_changes: without the lines that are the same in both.
    """
    before, after = old.split("\n")[:MOST_LINES], new.split("\n")[:MOST_LINES]
    lines: list[list[Piece]] = []
    for tag, a1, a2, b1, b2 in _matcher(before, after).get_opcodes():
        if tag == "equal":
            if not only_changes:
                lines += [[_piece("same", line)] for line in before[a1:a2] if line]
            continue
        gone, added = before[a1:a2], after[b1:b2]
        # Lines of an edit are told word by word in pairs, in their order.
        for number in range(max(len(gone), len(added))):
            was = gone[number] if number < len(gone) else ""
            now = added[number] if number < len(added) else ""
            if was or now:
                lines.append(_line(was, now))
    return lines


def _line(was: str, now: str) -> list[Piece]:
    if len(was) + len(now) > LONGEST:
        return [piece for piece in (_piece("gone", was), _piece("added", now)) if piece["text"]]
    mine, theirs = _WORD.findall(was), _WORD.findall(now)
    pieces: list[Piece] = []
    for tag, a1, a2, b1, b2 in _matcher(mine, theirs).get_opcodes():
        if tag == "equal":
            pieces.append(_piece("same", "".join(mine[a1:a2])))
            continue
        pieces += [_piece("gone", "".join(mine[a1:a2])), _piece("added", "".join(theirs[b1:b2]))]
    return [piece for piece in pieces if piece["text"]]


def _matcher(old: Sequence[str], new: Sequence[str]) -> SequenceMatcher[str]:
    # Its search for popular words is what keeps long texts of few words from taking for ever.
    return SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > 400)


def _piece(kind: str, text: str) -> Piece:
    return {"kind": kind, "text": text}


def _places(words: Sequence[str]) -> list[int]:
    places = [0]
    for word in words:
        places.append(places[-1] + len(word))
    return places
