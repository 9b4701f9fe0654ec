"""Which reader this is: the same as long as the rules by which texts are read and judged are.

Each article keeps who read it. After an upgrade `monitor reprocess` finds what an older one read,
and nobody has to remember to raise a number: the name follows from the rules' own files.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from monitor import __version__

ROOMS = ("extract", "judge")


MADE_OF = "reader.txt"
"""In a compiled copy of the package: the reader whose rules it was made of, and reads by."""


@cache
def reader() -> str:
    """Return the name of this reader: twelve letters of its rules' hash.

    Where the rules were installed without their source it is the program's version.
    """
    return rules_of(Path(__file__).resolve().parent)


def rules_of(house: Path) -> str:
    """Return the name of the reader whose package stands in a folder."""
    made_of = house / MADE_OF
    if made_of.is_file():
        return made_of.read_text("utf-8").strip()
    files = sorted(f for room in ROOMS for f in (house / room).rglob("*") if _is_rule(f))
    if not files:
        return __version__
    hashed = sha256()
    for file in files:
        hashed.update(file.relative_to(house).as_posix().encode() + b"\0")
        hashed.update(sha256(file.read_bytes()).digest())
    return hashed.hexdigest()[:12]


def _is_rule(file: Path) -> bool:
    return file.is_file() and file.suffix in {".py", ".json", ".toml", ".txt"}
