"""The user's own words for metrics, read from their file, and those that merged figures taught.

The judgement reads with one lexicon for a whole process: it is made here, above the rooms, and what
was remembered of the former one is forgotten.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import tomllib
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import monitor.judge
from monitor.errors import ConfigError
from monitor.judge.metrics import bundled_metrics, read_facets, set_own_words
from monitor.judge.ownwords import (
    LONGEST,
    OWN_FIELD,
    Tables,
    bare,
    read_own_words,
    wordings_of,
)
from monitor.words import os_reason, say

MOST_BYTES = 1_000_000

Stamp = tuple[str, int, int]
Pair = tuple[str, str, str]
"""Two wordings that a person said to be of one figure, and the figure's unit."""


class OwnWords:
    """What stands over the program's list in this process, and of which file and merges."""

    def __init__(self) -> None:
        self.stamp: Stamp | None = None
        self.file: Tables = {}
        self.pairs: tuple[Pair, ...] = ()
        self.learned: Tables = {}

    @property
    def wordings(self) -> frozenset[str]:
        """All wordings that the user gave or taught."""
        return wordings_of(self.file) | wordings_of(self.learned)

    @property
    def mark(self) -> str:
        """Return a name of these words: the same for the same words; empty without any."""
        if not self.file and not self.learned:
            return ""
        said = json.dumps([self.file, self.learned], sort_keys=True)
        return blake2b(said.encode(), digest_size=10).hexdigest()

    def load(self, file: Path | None) -> bool:
        """Read the file if it is another one than before; say whether it was read.

        Raises ConfigError with every fault of it: what stood before stands then.
        """
        stamp = _stamp(file)
        if stamp == self.stamp:
            return False
        tables = _read(file) if file is not None and stamp is not None else {}
        self.stamp, self.file = stamp, tables
        self._apply()
        return True

    def learn(self, pairs: Iterable[Pair]) -> bool:
        """Take over what merged figures say of their metrics; say whether it is something else."""
        pairs = tuple(sorted(set(pairs)))
        if pairs == self.pairs:
            return False
        self.pairs = pairs
        self._apply()
        return True

    def _apply(self) -> None:
        set_own_words(self.file)
        forget()
        self.learned = learned_words(self.pairs)
        if self.learned:
            set_own_words(self.file, self.learned)
            forget()


OWN = OwnWords()


def _stamp(file: Path | None) -> Stamp | None:
    if file is None:
        return None
    try:
        found = file.stat()
    except OSError as e:
        raise ConfigError([f"{file}: {os_reason(e)}"]) from e
    return str(file), found.st_mtime_ns, found.st_size


def _read(file: Path) -> Tables:
    try:
        with file.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise ConfigError([f"{file}: {say('metrics.too_large')}"])
        data = tomllib.loads(raw.decode("utf-8"))
    except OSError as e:
        raise ConfigError([f"{file}: {os_reason(e)}"]) from e
    except UnicodeDecodeError as e:
        raise ConfigError([f"{file}: {say('config.not_utf8')}"]) from e
    except (tomllib.TOMLDecodeError, RecursionError) as e:
        raise ConfigError([f"{file}: {e}"]) from e
    return read_own_words(data, bundled_metrics(), where=str(file))


def learned_words(pairs: Iterable[Pair]) -> Tables:
    """Return what merged figures teach: an unknown wording is one of the concept beside it.

    Two that are known to be of unlike concepts were merged for one figure's sake, and teach
    nothing; nor does a wording with a number in it, or a whole sentence.
    """
    concepts: dict[str, list[str]] = {}
    for one, other, unit in pairs:
        for unknown, known in ((one, other), (other, one)):
            heads = read_facets("", unknown, unit).head, read_facets("", known, unit).head
            if heads[0] == "" and heads[1] and _is_wording(unknown):
                concepts.setdefault(heads[1], []).append(" ".join(unknown.split()))
    rows = {concept: {"words": words} for concept, words in sorted(concepts.items())}
    return {OWN_FIELD: rows} if rows else {}


def _is_wording(text: str) -> bool:
    is_short = len(bare(text)) >= 2 and len(text) <= LONGEST // 2
    return is_short and not any(letter.isdigit() for letter in text)


def forget() -> None:
    """Forget what the judgement remembers of texts that it read with another lexicon."""
    for module in pkgutil.iter_modules(monitor.judge.__path__, "monitor.judge."):
        for found in vars(importlib.import_module(module.name)).values():
            if hasattr(found, "cache_clear") and found is not bundled_metrics:
                found.cache_clear()
