"""read_plain: a feed that is written plainly → its rows, as feedparser gives them, much faster.

Nine feeds of ten are well-formed XML with a title, a link, a time and a text for each entry. Those
are read here by lxml. Whatever feedparser reads by a rule of its own (relative links, markup in a
title, an element twice or of a name that is not listed here, a name space that is none of ours) is
left to it, as a whole feed: it stays the reference for what an entry is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from monitor.patterns import Pattern

_ATOM = "{http://www.w3.org/2005/Atom}"
_RSS_1 = "{http://purl.org/rss/1.0/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# What an element of an RSS item is to feedparser; "" for what says nothing of an entry.
_SAID = {
    "title": "title",
    "link": "link",
    "guid": "id",
    "description": "summary",
    "author": "author",
    "pubDate": "published",
    "category": "",
    "comments": "",
    "enclosure": "",
}
_NAMED = {
    f"{_DC}creator": "author",
    f"{_DC}date": "updated",
    f"{_DC}subject": "",
    f"{_DC}publisher": "",
    f"{_DC}language": "",
    f"{_DC}rights": "",
    f"{_CONTENT}encoded": "content",
    f"{_MEDIA}content": "",
    f"{_MEDIA}thumbnail": "",
    "{http://purl.org/rss/1.0/modules/slash/}comments": "",
}
_RSS_NAMES = _SAID | _NAMED
_RDF_NAMES = {_RSS_1 + name: key for name, key in _SAID.items() if name != "guid"} | _NAMED
_ATOM_NAMES = {
    f"{_ATOM}title": "title",
    f"{_ATOM}link": "link",
    f"{_ATOM}id": "id",
    f"{_ATOM}published": "published",
    f"{_ATOM}updated": "updated",
    f"{_ATOM}author": "author",
    f"{_ATOM}summary": "summary",
    f"{_ATOM}content": "content",
    f"{_ATOM}category": "",
}
_TEXT_TYPES = {None: "text/plain", "text": "text/plain", "html": "text/html"}
_TEXT_TYPES |= {"text/html": "text/html", "text/plain": "text/plain"}
_PLAIN_LINK = Pattern(r"https?://[A-Za-z0-9][!-;=?-\[\]-~]*")
_NUMBER = Pattern(r"[A-Za-z0-9_\-]+")
_NAME = Pattern(r"(?:tag|urn):[!-%'-;=?-~]+")
_ESCAPE = Pattern(r"&[A-Za-z0-9_]+;")
_MARKED = Pattern(r"[<&\x80-\x9f]")
# Markup that says nothing but how its text looks. Of all other, feedparser takes the text away,
# or the tags, or neither.
_LOOKS = (
    "a|abbr|b|big|blockquote|br|center|cite|code|dd|div|dl|dt|em|font|h[1-6]|hr|i|img|li|ol|p|pre"
    "|q|s|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul"
)
_ODD_MARKUP = Pattern(rf"<(?!/?(?:{_LOOKS})(?:\s[^<>]*)?/?>)", re.I)
_C1 = Pattern(r"[\x80-\x9f]")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlainFeed:
    """What feedparser calls the feed and its entries: the keys that we read, and no others."""

    head: Row
    rows: list[Row]


class _NotPlainError(Exception):
    """Something is written in a way of which only feedparser knows what it makes of it."""


def read_plain(text: str, kind: str, url: str) -> PlainFeed | None:
    """Return what the feed says; None for one that is to be given to feedparser.

    Args:
        text: the XML from its root on, without a DOCTYPE, its ampersands in order.
        kind: "rss", "rdf" or "atom".
        url: where it came from, for a `guid` that is a bare number.
    """
    if _C1.search(text):  # feedparser takes them for letters of Windows
        return None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
        if kind == "atom":
            return _read_atom(root)
        return _read_rss(root, url) if kind == "rss" else _read_rdf(root, url)
    except (etree.XMLSyntaxError, _NotPlainError):
        return None


def _read_rss(root: etree._Element, url: str) -> PlainFeed:
    _check_bare(root, "version")
    if root.tag != "rss" or len(root) != 1 or root[0].tag != "channel":
        raise _NotPlainError
    channel = root[0]
    _check_bare(channel)
    rows = [_read_item(child, _RSS_NAMES, url) for child in channel if _is_entry(child, "item")]
    return PlainFeed(_read_head(channel, ""), rows)


def _read_rdf(root: etree._Element, url: str) -> PlainFeed:
    _check_bare(root)
    channels = [child for child in root if child.tag == f"{_RSS_1}channel"]
    if root.tag != f"{_RDF}RDF" or len(channels) != 1:
        raise _NotPlainError
    _check_bare(channels[0], f"{_RDF}about")
    rows = []
    for child in root:
        if _is_entry(child, f"{_RSS_1}item"):
            row = _read_item(child, _RDF_NAMES, url)
            if about := child.get(f"{_RDF}about"):
                row["id"] = about
            rows.append(row)
        elif child is not channels[0]:
            raise _NotPlainError
    return PlainFeed(_read_head(channels[0], _RSS_1), rows)


def _is_entry(element: etree._Element, name: str) -> bool:
    """Tell whether the element is an entry; one by another name may be one to feedparser."""
    if element.tag != name and element.tag.lower().endswith(("item", "entry")):
        raise _NotPlainError
    return bool(element.tag == name)


def _read_head(channel: etree._Element, space: str) -> Row:
    """Return title and `ttl` of an RSS channel."""
    head: Row = {}
    for child in channel:
        tag = child.tag
        if tag in (f"{space}title", f"{space}ttl"):
            name = tag.removeprefix(space)
            if name in head or len(child):
                raise _NotPlainError
            head[name] = _plain_title(_text(child))
        elif tag.lower().endswith(("title", "ttl")):
            raise _NotPlainError
        elif tag in (f"{space}image", f"{space}textinput", f"{space}textInput"):
            # What they hold is called title and link, too.
            names = {part.tag.removeprefix(space) for part in child}
            if not names <= {"title", "url", "link", "width", "height", "description", "name"}:
                raise _NotPlainError
    return head


def _read_item(item: etree._Element, names: dict[str, str], url: str) -> Row:
    if item.attrib and item.keys() != [f"{_RDF}about"]:
        raise _NotPlainError
    row: Row = {}
    is_link = False
    for child in item:
        key = names.get(child.tag)
        if key is None or len(child) or (key and key in row):
            raise _NotPlainError
        text = _text(child)
        if not key:
            if text and child.tag.startswith(_MEDIA):
                raise _NotPlainError
        elif key == "id":
            row[key], is_link = _read_guid(child, text, url)
        elif child.attrib:
            raise _NotPlainError
        else:
            _CHECKS[key](text)
            row[key] = text
    if is_link:
        row.setdefault("link", row["id"])
    if (content := row.get("content")) is not None:
        # Before the description it would be the summary, and the description the content.
        if "summary" in row and [*row].index("content") < [*row].index("summary"):
            raise _NotPlainError
        row["content"] = [{"type": "text/html", "value": content}]
        row.setdefault("summary", content)
    return row


def _read_guid(guid: etree._Element, text: str, url: str) -> tuple[str, bool]:
    """Return the id, and whether it stands for a link that is not there; one without a word does.

    What does is resolved: many outlets give the bare number of an article so.
    """
    for name, value in guid.items():
        if name != "isPermaLink" or value not in ("true", "false"):
            raise _NotPlainError
    if guid.get("isPermaLink") == "false" or not text:
        return text, False
    if _NUMBER.fullmatch(text):
        return urljoin(url, text), True
    _check_link(text)
    return text, True


def _read_atom(root: etree._Element) -> PlainFeed:
    _check_bare(root)
    if root.tag != f"{_ATOM}feed":
        raise _NotPlainError
    head: Row = {}
    rows = []
    for child in root:
        if _is_entry(child, f"{_ATOM}entry"):
            rows.append(_read_entry(child))
        elif child.tag == f"{_ATOM}title":
            if head or len(child) or _kind_of(child) is None:
                raise _NotPlainError
            head["title"] = _plain_title(_text(child))
        elif child.tag != f"{_ATOM}subtitle" and child.tag.lower().endswith(("title", "ttl")):
            raise _NotPlainError
    return PlainFeed(head, rows)


def _read_entry(entry: etree._Element) -> Row:
    _check_bare(entry)
    row: Row = {}
    for child in entry:
        key = _ATOM_NAMES.get(child.tag)
        if key is None or (len(child) and key != "author"):
            raise _NotPlainError
        if key == "link":
            _read_link(child, row)
            continue
        if not key:
            continue
        if key in row:
            raise _NotPlainError
        text = _text(child)
        match key:
            case "author":
                row[key] = _read_author(child)
                continue
            case "id":
                # It is resolved, and stands for a link that is not there.
                if not _NAME.fullmatch(text):
                    _check_link(text)
                _check_bare(child)
            case "title":
                row[key] = _plain_title(text)
                _kind_of(child)
                continue
            case "summary":
                if "content" in row:
                    raise _NotPlainError
                if _kind_of(child) == "text/plain":
                    _check_marks(text)
                _check_markup(text)
            case "content":
                kind = _kind_of(child)
                if kind == "text/plain":
                    _check_marks(text)
                _check_markup(text)
                row[key] = [{"type": kind, "value": text}]
                continue
            case _:
                _check_marks(text)
                _check_bare(child)
        row[key] = text
    if row.get("id"):
        row.setdefault("link", row["id"])
    if "content" in row:
        row.setdefault("summary", row["content"][0]["value"])
    return row


def _read_link(link: etree._Element, row: Row) -> None:
    """Note the link that leads to the article, which says so or says nothing."""
    said = dict(link.items())
    if said.get("rel", "alternate") != "alternate":
        return
    if said.get("type", "text/html") != "text/html" or "link" in row:
        raise _NotPlainError
    href = said.get("href", "").strip()
    _check_link(href)
    row["link"] = href


def _read_author(author: etree._Element) -> str:
    """Return the name as feedparser puts it; `author` has its parts as elements."""
    parts: dict[str, str] = {}
    for part in author:
        name = part.tag.removeprefix(_ATOM)
        if name not in ("name", "email", "uri") or name in parts or len(part):
            raise _NotPlainError
        parts[name] = _plain_title(_text(part))
    if not parts.get("name") or author.attrib or _text(author):
        raise _NotPlainError
    return f"{parts['name']} ({parts['email']})" if parts.get("email") else parts["name"]


def _kind_of(element: etree._Element) -> str:
    """Return the type of an Atom text; what is markup of its own is none of ours."""
    kind = _TEXT_TYPES.get(element.get("type"))
    if kind is None or not set(element.keys()) <= {"type", _LANG}:
        raise _NotPlainError
    return kind


def _text(element: etree._Element) -> str:
    return (element.text or "").strip()


def _check_bare(element: etree._Element, *names: str) -> None:
    """Refuse attributes but those named: `xml:base` and others change what is below."""
    if element.attrib and not set(element.keys()) <= {*names, _LANG}:
        raise _NotPlainError


def _check_link(text: str) -> None:
    if not _PLAIN_LINK.fullmatch(text) or _ESCAPE.search(text):
        raise _NotPlainError


def _check_marks(text: str) -> None:
    if _MARKED.search(text):
        raise _NotPlainError


def _check_markup(text: str) -> None:
    if "<" in text and _ODD_MARKUP.search(text):
        raise _NotPlainError


def _check_title(text: str) -> None:
    """Refuse a title or a name in which feedparser may see markup."""
    if "<" in text or _ESCAPE.search(text) or "&#" in text:
        raise _NotPlainError


def _plain_title(text: str) -> str:
    _check_title(text)
    return text


_CHECKS = {
    "title": _check_title,
    "author": _check_title,
    "link": _check_link,
    "published": _check_marks,
    "updated": _check_marks,
    "summary": _check_markup,
    "content": _check_markup,
}
