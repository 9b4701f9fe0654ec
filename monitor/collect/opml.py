"""OPML, the lists of feeds that readers exchange: parse_opml, render_opml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from lxml import etree

from monitor.collect.charsets import decode_text
from monitor.collect.searches import read_place, read_search
from monitor.collect.urls import canonical_url
from monitor.errors import ConfigError
from monitor.model import Feed
from monitor.patterns import Pattern
from monitor.words import say

MAX_OPML = 5 * 2**20  # bytes
_ROOT = Pattern(r"<opml(?=[\s>])", re.I)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )


def parse_opml(data: bytes, *, where: str) -> tuple[Feed, ...]:
    """Return the feeds of an OPML file; the folder a feed stands in becomes its category.

    Args:
        where: the file's name, for messages.

    Raises ConfigError with every fault and its line: no XML, no OPML, an address that is none.
    """
    if len(data) > MAX_OPML:
        raise ConfigError([f"{where}: {say('file.large', mib=MAX_OPML // 2**20)}"])
    text = decode_text(data)
    # What stands before the root goes, a DOCTYPE with it: no entity is declared, none expands.
    start = _ROOT.search(text)
    if start is None:
        found = re.search(r"<([A-Za-z][\w:.\-]*)", text)
        raise ConfigError(
            [
                f"{where}: {say('list.root', root=found[1])}"
                if found
                else f"{where}: {say('list.no_xml')}"
            ]
        )
    try:
        root = etree.fromstring(text[start.start() :].encode("utf-8"), _parser())
    except etree.XMLSyntaxError as e:
        line = e.lineno or 1
        raise ConfigError([f"{where}: {say('list.line', line=line)}: {say('list.broken')}"]) from e
    feeds: dict[str, Feed] = {}
    faults: list[str] = []
    for node, category in _outlines(root):
        address = node.get("xmlUrl") or node.get("xmlurl") or ""
        name = " ".join((node.get("text") or node.get("title") or "").split())
        try:
            url = canonical_url(read_place(address))
        except ValueError as e:
            line = say("list.line", line=node.sourceline)
            faults.append(f"{where}: {line}: xmlUrl: {e}: {address[:80]!r}")
            continue
        # A search lists the articles of many outlets and is none.
        is_search = read_search(url) is not None
        feeds.setdefault(
            url,
            Feed(
                url=url,
                outlet=(node.get("outlet") or ("" if is_search else name))[:200],
                title=" ".join((node.get("title") or name).split())[:200],
                category=category[:200],
                note=" ".join((node.get("description") or "").split())[:500],
                enabled=(node.get("enabled") or "true").lower() not in ("false", "0", "no"),
                user_agent=_ascii(node.get("userAgent") or ""),
                robots=" ".join((node.get("ignoreRobots") or "").split())[:500],
                terms=" ".join((node.get("terms") or "").split())[:500],
            ),
        )
    if faults:
        raise ConfigError(faults)
    return tuple(feeds.values())


def _outlines(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield the outlines that are feeds, with the name of their folder. No recursion."""
    for node in root.iter("outline", "OUTLINE"):
        if not (node.get("xmlUrl") or node.get("xmlurl")):
            continue
        parent = node.getparent()
        folder = ""
        if parent is not None and str(parent.tag).lower() == "outline":
            folder = parent.get("text") or parent.get("title") or ""
        category = folder or (node.get("category") or "").strip("/").split("/")[0]
        yield node, " ".join(category.split())


def _ascii(said: str) -> str:
    """Return a User-Agent that a header takes, "" for another: this attribute is ours alone."""
    said = " ".join(said.split())[:200]
    return said if said.isascii() and said.isprintable() else ""


def render_opml(feeds: Iterable[Feed], *, title: str = "feeds") -> str:
    """Return the OPML of `feeds`, in folders by category; `parse_opml` gives the same feeds back.

    `enabled`, `outlet`, `userAgent`, `ignoreRobots` and `terms` are attributes of our own, which
    other readers pass over. Headers are left out: they may be secrets.
    """
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    ordered = sorted(feeds, key=lambda f: (f.category, f.outlet, f.url))
    for category, members in groupby(ordered, key=lambda f: f.category):
        folder = etree.SubElement(body, "outline", text=category) if category else body
        for feed in members:
            name = feed.title or feed.outlet or feed.url
            fields = {"type": "rss", "text": name, "title": name, "xmlUrl": str(feed.url)}
            if feed.outlet:
                fields["outlet"] = feed.outlet
            if feed.note:
                fields["description"] = feed.note
            if not feed.enabled:
                fields["enabled"] = "false"
            if feed.user_agent:
                fields["userAgent"] = feed.user_agent
            if feed.robots:
                fields["ignoreRobots"] = feed.robots
            if feed.terms:
                fields["terms"] = feed.terms
            etree.SubElement(folder, "outline", fields)
    etree.indent(root)
    text: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'
