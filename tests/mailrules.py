"""What an HTML e-mail must keep to so that it holds everywhere, as a function over a page.

The rules are those that linters of e-mail HTML and the programs' makers name: Gmail drops a style
element of more than 8192 characters and clips a page at 102 KB, Outlook for Windows lays out as
Word does (tables, `width` attributes, no floats), Naver Mail and Gmail keep inlined styles only,
few show `data:` pictures, and what loads from outside tells who reads.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from typing_extensions import override

TAGS = {
    "html", "head", "meta", "title", "style", "body", "div", "table", "tbody", "tr", "td",
    "span", "b", "a", "br", "img",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "name", "content", "http-equiv", "class", "style", "role", "width",
    "cellpadding", "cellspacing", "border", "align", "href", "target", "rel", "aria-hidden",
    "height", "src", "alt",
}  # fmt: skip
VOID = {"meta", "br", "img"}
# What every program of the four understands, or leaves away without harm.
PROPERTIES = {
    "background-color", "border", "border-bottom", "border-bottom-color", "border-collapse",
    "border-left", "border-left-color", "border-top", "color", "display", "font-family",
    "font-size", "font-weight", "height", "letter-spacing", "line-height", "margin", "max-height",
    "max-width", "overflow", "overflow-wrap", "padding", "padding-bottom", "padding-left",
    "padding-right", "padding-top", "text-align", "text-decoration", "vertical-align",
    "white-space", "width", "word-break", "-webkit-text-size-adjust",
}  # fmt: skip
WIDEST = 680
GMAIL_CLIP = 102_000
GMAIL_STYLE = 8192


class Page(HTMLParser):
    """A page's tags, attributes and text; unbalanced tags are an error."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.links: list[tuple[str, list[str]]] = []  # address, words
        self.comments: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "a":
            self.links.append((dict(attrs).get("href") or "", []))
        if tag not in VOID:
            self.open.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    @override
    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)
            if "a" in self.open:
                self.links[-1][1].append(data)

    @override
    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"[\s\xa0]+", " ", "".join(self.words))


def faults(html: str) -> list[str]:
    """Return what in a page some mail program would not show as meant; empty for a good one."""
    page = Page(html)
    bare = re.sub(r'src="data:[^"]*"', 'src="cid:0123456789abcdef"', html)
    found = [f"{tag}: no such tag in mail" for tag, _ in page.tags if tag not in TAGS]
    found += [
        f"{tag} {name}: no such attribute in mail"
        for tag, attributes in page.tags
        for name in attributes
        if name not in ATTRIBUTES
    ]
    if not html.startswith("<!DOCTYPE html>"):
        found.append("no doctype: quirks")
    if 'charset="utf-8"' not in html[:1024]:
        found.append("the encoding is told too late")
    if not re.search(r'<html lang="\w\w">', html):
        found.append("no language: a screen reader guesses")
    if not re.search(r"<title>[^<]+</title>", html):
        found.append("no title")
    if len(bare.encode()) > GMAIL_CLIP:
        found.append(f"{len(bare.encode())} bytes: Gmail clips it")
    found += [f"comment: {c[:40]}" for c in page.comments if not re.match(r"\[if mso\]>", c)]
    for tag, attributes in page.tags:
        found += _element(tag, attributes)
    found += [f"{a[:60]}: no address to go to" for a, _ in page.links if not _is_web(a)]
    found += [f"{a[:60]}: a link without words" for a, words in page.links if not "".join(words)]
    found += _styles(bare)
    if re.search(r"url\(|@import|<link|<script|javascript:|expression\(", bare):
        found.append("something is loaded or run")
    return found


def _element(tag: str, attributes: dict[str, str]) -> list[str]:
    found = []
    if tag == "table":
        if attributes.get("role") != "presentation":
            found.append("table: a screen reader reads it as data")
        width = attributes.get("width", "")
        if not (
            re.fullmatch(r"\d{1,2}%|100%", width) or (width.isdigit() and int(width) <= WIDEST)
        ):
            found.append(f"table: width {width!r}")
        if {attributes.get(n) for n in ("cellpadding", "cellspacing", "border")} != {"0"}:
            found.append("table: Outlook adds gaps and borders")
    if tag == "img":
        if not attributes.get("alt"):
            found.append("img: no words for it")
        if not all(attributes.get(name, "").isdigit() for name in ("width", "height")):
            found.append("img: Outlook does not know its size")
        if not re.fullmatch(r"(cid:|data:image/png;base64,)[A-Za-z0-9+/=]+", attributes["src"]):
            found.append(f"img: {attributes['src'][:40]} is loaded from outside")
        if "display: block" not in attributes.get("style", "").replace(":", ": ").replace(
            "  ", " "
        ):
            found.append("img: a gap below it")
    if tag == "td" and not attributes.get("style") and attributes.get("class"):
        found.append(f"td {attributes['class']}: its style was not inlined")
    for name, value in _declarations(attributes.get("style", "")):
        if name not in PROPERTIES:
            found.append(f"{tag}: {name}: {value}")
        if name == "display" and value not in ("none", "block"):
            found.append(f"{tag}: display {value} is no layout for mail")
        if name in ("width", "max-width") and (px := re.fullmatch(r"(\d+)px", value)):
            found += [f"{tag}: {value} wide"] * (int(px[1]) > WIDEST)
        if re.search(r"\b(calc|var|rem|vw|vh)\b", value):
            found.append(f"{tag}: {name}: {value}")
    return found


def _declarations(style: str) -> list[tuple[str, str]]:
    parts = (part.partition(":") for part in style.split(";") if part.strip())
    return [(name.strip(), value.strip()) for name, _, value in parts]


def _is_web(address: str) -> bool:
    return re.fullmatch(r"https?://[^\s\"'<>]+", address) is not None


def _styles(html: str) -> list[str]:
    """The one style element: media queries only, for the rest is inline; and Outlook's own."""
    open_page = re.sub(r"<!--\[if mso\]>.*?<!\[endif\]-->", "", html, flags=re.S)
    styles = re.findall(r"<style[^>]*>(.*?)</style>", open_page, re.S)
    if len(styles) != 1:
        return [f"{len(styles)} style elements"]
    found = []
    if len(styles[0]) >= GMAIL_STYLE:
        found.append("Gmail drops the whole style element")
    outside = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", styles[0])
    if outside.strip():
        found.append(f"not inlined: {outside.strip()[:60]}")
    found += [
        f"nothing for {wanted}"
        for wanted in ("prefers-color-scheme: dark", "max-width: 480px")
        if wanted not in styles[0]
    ]
    # Inlined styles win over a sheet's, but for what is important.
    found += [
        f"{declaration}: the inlined one wins"
        for declaration in re.findall(r"[{;]\s*([\w-]+\s*:[^;{}]+);", styles[0])
        if "!important" not in declaration
    ]
    return found
