"""find_archives, iter_records: archives of news on disk → their records, one after the other.

Each comes with the place behind it, from which a later reading goes on. A record that cannot be had
is told with its reason and never ends the reading. What a record holds is not looked at here:
`read_record` does that, wherever pages are parsed.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from monitor.collect.articles import complete_article
from monitor.collect.dates import sane_moment
from monitor.collect.files import PAGES, read_moment
from monitor.collect.urls import canonical_url
from monitor.errors import BodyError, FileError
from monitor.model import Article, ArticleState, Entry, Url
from monitor.words import os_reason, say

MAX_RECORD = 10 * 2**20  # bytes, packed and unpacked: as much as a page that is fetched may have
MAX_TITLE = 1000  # characters
WARCS = (".warc", ".warc.gz", ".warc.zst")
LINES = (".jsonl", ".ndjson")

_PAGE_TYPE = re.compile(r"\s*(?:text/html|application/xhtml\+xml)", re.I)
# What no text may hold: control characters, half a pair, and what makes figures read backwards.
_UNFIT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An article as an archive has it. `name` says where: the file, and the place in it.

    `data` is a page's bytes as they were served, or the `text` is there instead.
    """

    name: str
    url: Url
    data: bytes = b""
    text: str = ""
    title: str = ""
    outlet: str = ""
    published: datetime | None = None
    content_type: str | None = None
    encodings: tuple[str, ...] = ()  # of `data`, the outermost first


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """A record that cannot be read, or with `is_file` the rest of a file, and why."""

    name: str
    why: str
    is_file: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where to go on in a file: behind so many records from an offset, and what they are called.

    Where no record of a WARC can be reached but through those before it (one that was packed as a
    whole), the offset is 0 and all are counted.
    """

    offset: int = 0  # bytes
    skip: int = 0  # records from there that were read
    number: int = 0  # records of the file that were read


START = Place()


def is_warc(path: Path) -> bool:
    """Return whether a file's name says that it is a WARC archive."""
    return path.name.lower().endswith(WARCS)


def find_archives(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files that `paths` name, of folders all below that can be read, sorted.

    Raises FileError for what does not exist, and for a kind of file that is no archive.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            below = (p for p in path.rglob("*") if _is_archive(p) and p.is_file())
            found.update(dict.fromkeys(sorted(below)))
        elif not path.is_file():
            raise FileError(str(path), say("file.missing"))
        elif not _is_archive(path):
            raise FileError(str(path), say("file.kind", suffix=path.suffix or path.name))
        else:
            found[path] = None
    return tuple(found)


def _is_archive(path: Path) -> bool:
    return path.name.lower().endswith((*WARCS, *LINES, *PAGES))


def iter_records(path: Path) -> Iterator[Record | Bad]:
    """Yield what a file holds, in its order; of a WARC only pages that were served (200)."""
    for found, _ in iter_from(path):
        yield found


def iter_from(path: Path, place: Place = START) -> Iterator[tuple[Record | Bad, Place]]:
    """Yield what a file holds behind a place, each with the place behind it."""
    try:
        if is_warc(path):
            yield from _warc_records(path, place)
        elif path.name.lower().endswith(LINES):
            yield from _lines(path, place)
        elif place.number == 0:
            yield _page(path), Place(number=1)
    except OSError as e:
        why = os_reason(e) if e.errno else str(e)[:200]
        bad = Bad(name=str(path), why=say("file.unreadable", why=why), is_file=True)
        yield bad, place


def read_record(record: Record, now: datetime) -> Article:
    """Return the article of a record; BodyError where it holds none. Parses what is hostile."""
    entry = Entry(
        feed=Url(""),
        url=record.url,
        title=record.title,
        outlet=record.outlet,
        published=sane_moment(record.published, now),
    )
    if record.text:
        text = _UNFIT.sub("", record.text.replace("\r\n", "\n").replace("\r", "\n")).strip()
        page = Article(url=record.url, title="", text=text)
    else:
        # lxml is loaded only where there is a page to read.
        from monitor.collect.body import extract_body

        data = record.data
        for encoding in record.encodings:
            data = _decoded(data, encoding, record.url)
        page = extract_body(data, url=record.url, content_type=record.content_type)
    if page.state not in (ArticleState.ARTICLE, ArticleState.PAYWALL):
        raise BodyError(record.url, say(f"body.{page.state}"), state=str(page.state))
    return complete_article(page, entry, record.outlet, now)


def _warc_records(path: Path, place: Place) -> Iterator[tuple[Record | Bad, Place]]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # an extra

    with path.open("rb") as stream, path.open("rb") as other:
        stream.seek(place.offset)
        pages = ArchiveIterator(
            stream, record_types=WarcRecordType.response, parse_http=True, fsspec_args=False
        )
        number, begin, behind = place.number - place.skip, place.offset, 0
        for found in pages:
            number += 1
            at = found.stream_pos
            if at != begin and _is_begin(other, at):
                begin, behind = at, 0
            behind += 1
            if number > place.number and (read := _warc_record(f"{path}:{number}", found)):
                yield read, Place(begin, behind, number)


# How a record begins that can be read without those before it: plainly, or packed by itself.
_BEGINS = (b"WARC/", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd")


def _is_begin(stream: BinaryIO, offset: int) -> bool:
    stream.seek(offset)
    return stream.read(8).startswith(_BEGINS)


def _warc_record(name: str, found: Any) -> Record | Bad | None:
    """Return the page of a record; None where it is none that was served."""
    http = found.http_headers
    if http is None or http.status_code != 200:
        return None
    kind = http.get("Content-Type") or ""
    if not _PAGE_TYPE.match(kind):
        return None
    size = found.content_length
    if size > MAX_RECORD:
        return Bad(name=name, why=say("body.large", mib=MAX_RECORD // 2**20))
    data = found.reader.read(MAX_RECORD + 1)
    if len(data) < size:
        return Bad(name=name, why=say("file.cut"))
    said = f"{http.get('Transfer-Encoding') or ''},{http.get('Content-Encoding') or ''}"
    return _record(
        name,
        (found.headers.get("WARC-Target-URI") or "").strip("<> "),
        data=data,
        published=_fetched(found),
        content_type=kind[:200],
        encodings=tuple(e for e in (w.strip().lower() for w in said.split(",")) if e),
    )


def _fetched(found: Any) -> datetime | None:
    """Return when a record's page was fetched: soon after it was published."""
    try:
        at: datetime | None = found.record_date
    except ValueError:  # the year 0
        return None
    return at


def _lines(path: Path, place: Place) -> Iterator[tuple[Record | Bad, Place]]:
    with path.open("rb") as stream:
        stream.seek(place.offset)
        number = place.number
        while line := stream.readline(MAX_RECORD + 1):
            number += 1
            name = f"{path}:{number}"
            if len(line) > MAX_RECORD:
                while line and not line.endswith(b"\n"):
                    line = stream.readline(MAX_RECORD)
                large = Bad(name=name, why=say("body.large", mib=MAX_RECORD // 2**20))
                yield large, Place(stream.tell(), 0, number)
            elif line.strip():
                yield _line(name, line), Place(stream.tell(), 0, number)


def _line(name: str, line: bytes) -> Record | Bad:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return Bad(name=name, why=say("file.no_json"))
    if not isinstance(said, dict):
        return Bad(name=name, why=say("file.no_json"))

    def word(key: str) -> str:
        value = said.get(key)
        return value if isinstance(value, str) else ""

    text, page = word("text"), word("html")
    if not text.strip() and not page.strip():
        return Bad(name=name, why=say("body.empty"))
    at = word("published")[:100]
    return _record(
        name,
        word("url"),
        text=text if text.strip() else "",
        data=b"" if text.strip() else page.encode("utf-8", "replace"),
        title=_UNFIT.sub("", word("title")[:MAX_TITLE]).strip(),
        outlet=_UNFIT.sub("", word("outlet")[:MAX_TITLE]).strip(),
        published=read_moment(at) if at else None,
        content_type="text/html; charset=utf-8",
    )


def _page(path: Path) -> Record | Bad:
    with path.open("rb") as stream:
        data = stream.read(MAX_RECORD + 1)
    if len(data) > MAX_RECORD:
        return Bad(name=str(path), why=say("body.large", mib=MAX_RECORD // 2**20))
    # Known by its place, as a document of the corpus is: what a saved page says that it is, anybody
    # may have written.
    return Record(name=str(path), url=Url(str(path.resolve())), data=data)


def _record(name: str, address: str, **said: Any) -> Record | Bad:
    try:
        return Record(name=name, url=canonical_url(address), **said)
    except ValueError:
        return Bad(name=name, why=say("file.no_address"))


def _decoded(data: bytes, encoding: str, url: str) -> bytes:
    """Return `data` without this encoding of HTTP; BodyError for what is none, or too large."""
    try:
        if encoding == "chunked":
            return _joined(data)
        if encoding in ("gzip", "x-gzip", "deflate"):
            # An archive may keep the header and not the packing that it spoke of.
            if encoding != "deflate" and not data.startswith(b"\x1f\x8b"):
                return data
            unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32)
            plain = unpacking.decompress(data, MAX_RECORD + 1)
            if len(plain) > MAX_RECORD:
                raise BodyError(url, say("body.large", mib=MAX_RECORD // 2**20))
            return plain
    except (zlib.error, ValueError) as e:
        raise BodyError(url, say("file.encoding", name=encoding)) from e
    if encoding == "identity" or b"<" in data[:200]:
        return data
    raise BodyError(url, say("file.encoding", name=encoding[:40]))


def _joined(data: bytes) -> bytes:
    """Return the pieces of a chunked body as one; as it is where it was joined already."""
    pieces, at = [], 0
    while at < len(data):
        end = data.find(b"\r\n", at, at + 100)
        if end < 0 or not re.fullmatch(rb"\s*[0-9A-Fa-f]{1,8}\s*(?:;.*)?", data[at:end]):
            if at == 0:
                return data
            raise ValueError("no size of a piece")
        size = int(data[at:end].split(b";")[0], 16)
        if size == 0:
            break
        pieces.append(data[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(pieces)
