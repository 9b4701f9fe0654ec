"""cut_entries: a feed's text → its entries as they are written, so that none is read twice.

Most of what a feed lists stood there at the last poll, word for word, and says now what it said
then. Only what is written otherwise, be it by one character, is read.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from monitor.collect.pace import MARKS, Listed, split_marks
from monitor.model import Feed, Url
from monitor.patterns import Pattern

_DIGEST = 8  # bytes of what tells one writing from another
_MOST_FEEDS = 10_000  # whose last list is remembered: about a kilobyte each
_ITEM = Pattern(r"<item[\s>]")
_ENTRY = Pattern(r"<entry[\s>]")
_BLANK = Pattern(r"\s*")
# What stands above the entries and may change what their names mean.
_SPACES = Pattern(r"xmlns(?::[\w.\-]+)?\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NO_DATE = -(2**63)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A feed's text in pieces, or without some: `count` entries are in it.

    `digests` has eight bytes for how each entry is written, also of those that were left out.
    """

    head: str
    entries: tuple[str, ...]
    tail: str
    digests: bytes

    @property
    def text(self) -> str:
        """The feed of these pieces."""
        return self.head + "".join(self.entries) + self.tail

    @property
    def count(self) -> int:
        """How many entries it has."""
        return len(self.entries)

    def without(self, known: Collection[bytes]) -> Cut | None:
        """Return it without the entries that are written so; None where it has none of them."""
        pairs = zip(self.entries, split_digests(self.digests), strict=True)
        left = tuple(entry for entry, digest in pairs if digest not in known)
        return None if len(left) == self.count else replace(self, entries=left)


def cut_entries(text: str, kind: str, url: str) -> Cut | None:
    """Return the pieces of a feed's text; None where its entries do not follow one another simply.

    What an entry says depends on nothing but its own piece, on where it came from (`url`) and on
    the name spaces above it, which its digest covers too: where the whole feed is written plainly
    (`plainfeeds.py`) and has as many entries as pieces, which is for the caller to see to.
    """
    name, pattern = ("entry", _ENTRY) if kind == "atom" else ("item", _ITEM)
    close = f"</{name}>"
    opened = first = pattern.search(text)
    start = at = first.start() if first else len(text)
    entries: list[str] = []
    while opened:
        end = text.find(close, opened.end())
        if end < 0:
            return None
        at = end + len(close)
        entries.append(text[opened.start() : at])
        blank = _BLANK.match(text, at)
        opened = pattern.match(text, blank.end() if blank else at)
    if not 0 < len(entries) <= MARKS or text.find(f"<{name}", at) >= 0:
        return None
    head = text[:start]
    key = blake2b("\n".join((kind, url, *_SPACES.findall(head))).encode(errors="replace"))
    seed = key.digest()[:16]
    digests = [
        blake2b(entry.encode(errors="replace"), digest_size=_DIGEST, key=seed).digest()
        for entry in entries
    ]
    return Cut(head=head, entries=tuple(entries), tail=text[at:], digests=b"".join(digests))


def split_digests(digests: bytes) -> list[bytes]:
    """Return the digest of each entry, in the feed's order."""
    return [digests[at : at + _DIGEST] for at in range(0, len(digests), _DIGEST)]


class Lists:
    """How the entries of each feed were written when it was read last by this process.

    A list holds while the feed's row says that the feed was last read from the very same bytes: not
    where another process has read others since, nor where what was read was not kept.
    """

    def __init__(self, most: int = _MOST_FEEDS) -> None:
        self._most = most
        self._lists: dict[Url, tuple[str, bytes, bytes]] = {}  # body's hash, digests, dates

    def known(self, feed: Feed) -> dict[bytes, Listed]:
        """Return the entries of the feed's last list by how they were written; {} for no such."""
        body_hash, digests, dates = self._lists.get(feed.url, ("", b"", b""))
        if not digests or body_hash != feed.body_hash:
            return {}
        marks = split_marks(feed.listed)
        moments = array("q", dates)
        if len(marks) != len(moments):
            return {}
        published = [None if m == _NO_DATE else _EPOCH + m * _MICROSECOND for m in moments]
        return dict(zip(split_digests(digests), map(Listed, marks, published), strict=True))

    def keep(
        self, url: Url, body_hash: str | None, digests: bytes, listed: Sequence[Listed]
    ) -> None:
        """Remember a list and how it was written; without `digests` none is."""
        self._lists.pop(url, None)
        if not digests or body_hash is None:
            return
        dates = array(
            "q",
            (
                _NO_DATE if one.published is None else (one.published - _EPOCH) // _MICROSECOND
                for one in listed
            ),
        )
        self._lists[url] = (body_hash, digests, dates.tobytes())
        while len(self._lists) > self._most:
            del self._lists[next(iter(self._lists))]  # the one that was read longest ago
