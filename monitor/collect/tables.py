"""CSV lists of feeds (outlet, category, url, enabled, note …): parse_table, render_table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from monitor.collect.charsets import decode_text
from monitor.collect.searches import named, read_place
from monitor.collect.urls import canonical_url
from monitor.errors import ConfigError
from monitor.model import Feed
from monitor.words import say

COLUMNS = ("outlet", "category", "url", "enabled", "note")
# Written where a feed has them. Headers never are: they may be secrets.
MORE_COLUMNS = ("user_agent", "ignore_robots", "terms")
_YES = frozenset({"", "true", "yes", "y", "1", "on", "o", "예"})
_NO = frozenset({"false", "no", "n", "0", "off", "x", "아니오"})
_MAX_ROWS = 100_000


def parse_table(data: bytes, *, where: str) -> tuple[Feed, ...]:
    """Return the feeds of a CSV list. Only `url` must be there; the columns come in any order.

    A search by keyword may be written as `naver:금리` or `google-news:금리` instead of its address.
    An empty `enabled` means yes. The same address twice is one feed, as its first row has it.

    Args:
        where: the file's name, for messages.

    Raises ConfigError with every fault and its line.
    """
    if b"\0" in data[:4096] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise ConfigError([f"{where}: {say('list.binary')}"])
    text = decode_text(data)
    first = text.partition("\n")[0]
    # Spreadsheets of some countries write semicolons, copied cells have tabs.
    mark = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text), delimiter=mark)
    try:
        return _read_rows(rows, where)
    except csv.Error as e:
        raise ConfigError([f"{where}: {_line(rows.line_num)}: {say('list.not_csv')}"]) from e


def _read_rows(rows: Iterable[list[str]], where: str) -> tuple[Feed, ...]:
    feeds: dict[str, Feed] = {}
    faults: list[str] = []
    names: list[str] | None = None
    line_of = getattr(rows, "line_num", 0)
    for row in rows:
        line_of = getattr(rows, "line_num", line_of + 1)
        cells = [cell.strip() for cell in row]
        if not any(cells) or row[0].startswith("#"):
            continue
        if names is None:
            names = [cell.lower() for cell in cells]
            if "url" not in names:
                raise ConfigError([f"{where}: {_line(line_of)}: {say('list.no_column')}"])
            continue
        if len(feeds) + len(faults) >= _MAX_ROWS:
            faults.append(f"{where}: {_line(line_of)}: {say('list.too_many', most=_MAX_ROWS)}")
            break
        fields = dict(zip(names, cells, strict=False))
        feed = _read_row(fields, f"{where}: {_line(line_of)}", faults)
        if feed is not None:
            feeds.setdefault(feed.url, named(feed))
    if names is None:
        faults.append(f"{where}: {say('list.empty')}")
    if faults:
        raise ConfigError(faults)
    return tuple(feeds.values())


def _line(number: int) -> str:
    return say("list.line", line=number)


def _read_row(fields: dict[str, str], where: str, faults: list[str]) -> Feed | None:
    said = fields.get("enabled", "").lower()
    if said not in _YES | _NO:
        faults.append(f"{where}: enabled: {say('list.enabled', said=said[:40])}")
    address = fields.get("url", "")
    try:
        url = canonical_url(read_place(address))
    except ValueError as e:
        faults.append(f"{where}: url: {e}" + (f": {address[:80]!r}" if address else ""))
        return None
    return Feed(
        url=url,
        outlet=fields.get("outlet", ""),
        category=fields.get("category", ""),
        note=fields.get("note", ""),
        enabled=said in _YES,
        user_agent=_ascii(fields.get("user_agent", ""), where, faults),
        robots=fields.get("ignore_robots", ""),
        terms=fields.get("terms", ""),
    )


def _ascii(said: str, where: str, faults: list[str]) -> str:
    if not said.isascii() or not said.isprintable():
        faults.append(f"{where}: user_agent: {say('config.header')}")
    return said


def render_table(feeds: Iterable[Feed]) -> str:
    """Return the CSV list of `feeds`, in their order; `parse_table` gives the same feeds back."""
    feeds = list(feeds)
    has_more = any(feed.user_agent or feed.robots or feed.terms for feed in feeds)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS + (MORE_COLUMNS if has_more else ()))
    for feed in feeds:
        table.writerow(
            [
                _plain(feed.outlet),
                _plain(feed.category),
                feed.url,
                "true" if feed.enabled else "false",
                _plain(feed.note),
                *map(_plain, (feed.user_agent, feed.robots, feed.terms) if has_more else ()),
            ]
        )
    return out.getvalue()


def _plain(cell: str) -> str:
    """Return a cell in one line that is neither a comment nor, in a spreadsheet, a formula."""
    cell = " ".join(cell.split())
    return f" {cell}" if cell[:1] in "=+-@#" and cell else cell
