"""Parts of archives: what several workers read and judge of them, and how far each part has come.

A part is read or judged a batch at a time, and its row says where the next one begins; what a
killed worker had in hand is done again from there, and what is kept already is passed over. They
are notes of the program's own: some for each archive, gone once it is judged but for how far it was
read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from monitor.store.database import Tx
from monitor.store.notes import load_note, load_notes, remove_note, save_note

READ, JUDGE = "read", "judge"
_WAITS, _DONE = "backfill.waits ", "backfill.done "  # before the part's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of archives to be read, or readings to be judged in their order.

    `step` counts the batches that were done; `place` is where the next one begins, as `collect`
    says it: offset, records to pass over, number. `told`: what it brings is told as news is.
    """

    name: str
    what: str = READ
    files: tuple[str, ...] = ()
    place: tuple[int, int, int] = (0, 0, 0)
    step: int = 0
    told: bool = False
    is_done: bool = False
    # (doc, version) to be judged; of one that is read with the moment of its news, as they are
    # found to wait.
    readings: tuple[tuple[Any, ...], ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    bad: tuple[tuple[str, str], ...] = ()
    broken: tuple[tuple[str, str], ...] = ()


def add_parts(tx: Tx, parts: Iterable[Part]) -> None:
    """Let these parts wait, but for those that do so, or were done, already."""
    for part in parts:
        if load_part(tx, part.name) is None:
            save_part(tx, part)


def save_part(tx: Tx, part: Part) -> None:
    """Keep how far a part has come."""
    kept = json.dumps(asdict(part), ensure_ascii=False)
    save_note(tx, (_DONE if part.is_done else _WAITS) + part.name, kept)
    if part.is_done:
        remove_note(tx, _WAITS + part.name)


def load_part(tx: Tx, name: str) -> Part | None:
    """Return a part as it stands; None where there is none of this name."""
    kept = load_note(tx, _WAITS + name) or load_note(tx, _DONE + name)
    return None if kept is None else _read(kept)


def load_parts(tx: Tx, names: Sequence[str]) -> list[Part]:
    """Return those of the parts that there are, in this order."""
    return [part for name in names if (part := load_part(tx, name)) is not None]


def load_waiting_parts(tx: Tx) -> list[Part]:
    """Return the parts that are not done, in the order of their names."""
    return [_read(kept) for _, kept in load_notes(tx, _WAITS)]


def remove_part(tx: Tx, name: str) -> None:
    """Forget a part."""
    for state in (_WAITS, _DONE):
        remove_note(tx, state + name)


def is_waiting(tx: Tx, name: str, step: int) -> bool:
    """Return whether this batch of a part is the next one."""
    part = load_part(tx, name)
    return part is not None and not part.is_done and part.step == step


def _read(kept: str) -> Part:
    said = json.loads(kept)
    for name in ("files", "place"):
        said[name] = tuple(said[name])
    for name in ("readings", "bad", "broken"):
        said[name] = tuple(tuple(row) for row in said[name])
    return Part(**said)
