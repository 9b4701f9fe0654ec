"""Column types: what a value of ours becomes in either database, and back without loss."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Integer, LargeBinary, Text
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

# SQLite numbers rows by itself only in a column of exactly this type.
RowId = BigInteger().with_variant(Integer(), "sqlite")


def storable(text: str) -> str:
    """Return `text` as both databases take it, of the same length, so that spans hold.

    PostgreSQL refuses U+0000 and neither database takes half of a surrogate pair; hostile pages
    have both.

    >>> storable("a\\x00b\\ud800")
    'a�b�'
    """
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            text = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


class Words(TypeDecorator[str]):
    """Text from outside, in a form that every database takes."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Packed(TypeDecorator[str]):
    """Long text from outside, compressed: a story takes half the room. Nothing is empty bytes."""

    impl = LargeBinary
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else pack(value)

    @override
    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else unpack(value)


def pack(text: str) -> bytes:
    """Return text as it is kept: compressed, or empty.

    >>> unpack(pack("59만 명")), pack("")
    ('59만 명', b'')
    """
    return zlib.compress(storable(text).encode(), PACKING) if text else b""


def unpack(kept: bytes) -> str:
    """Return the text of `pack`."""
    return zlib.decompress(kept).decode() if kept else ""


PACKING = 6
"""zlib's level: the highest saves less than a hundredth more."""


class Exact(TypeDecorator[Decimal]):
    """A decimal with all its digits, as text: no database rounds it, and both hold the same."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Json(TypeDecorator[Any]):
    """Lists and tables of strings and whole numbers, as JSON text that is the same in both."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if isinstance(value, Mapping):
            value = dict(value)
        return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)
