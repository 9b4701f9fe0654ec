"""Bodies that stand in a page's scripts: Arc's `Fusion.globalContent`, `__NEXT_DATA__`, JSON-LD."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from monitor.collect.blocks import bylines_of, lines_of
from monitor.collect.pagelines import prose_size
from monitor.patterns import Pattern

MAX_SCRIPT = 6_000_000  # characters
MAX_VALUES = 200_000
_DECODER = json.JSONDecoder(strict=False)

_ASSIGNED = Pattern(
    r"(?:Fusion\.globalContent|window\.__[A-Z_]{3,40}__|__(?:INITIAL|PRELOADED|APOLLO|NEXT)_\w{1,20}__)"
    r"\s*=\s*(?=[{\[])"
)
# Under these keys stand other articles than the page's own.
_OTHERS = Pattern(
    r"relat|recommend|rank|popular|comment|most|best|latest|sidebar|footer|menu|nav|seo|policy|terms|"
    r"promo|banner|advert|series|list$|summary|description|caption|credit|copyright",
    re.I,
)
# What a framework of 2023 and after sends a page in: strings that belong together, each pushed.
_PUSHED = Pattern(r"\b__next_f\.push\(\s*(?=\[)")
_ROW = Pattern(r"([0-9a-f]{1,8}):(?:T([0-9a-f]{1,8}),)?")
_MAX_ROWS = 20_000
# Names of what stands beside a story in the object that holds it.
_DETAILS = {
    "title": Pattern(r"^(?:title|headline|subject|article_?title)$", re.I),
    "published": Pattern(
        r"^(?:first_?)?(?:publish(?:ed)?|display|regist(?:er(?:ed)?)?|reg|issued?|service|input|created?)"
        r"_?(?:at|on|date|time|datetime|dt|date_?time)?$",
        re.I,
    ),
    "author": Pattern(r"^(?:author|writer|reporter|journalist|byline)s?(?:_?names?)?$", re.I),
}
_ARTICLE_TYPES = Pattern(r"Article$|^BlogPosting$|^Report$|^LiveBlogPosting$|^NewsArticle$")


@dataclass(frozen=True, slots=True)
class ScriptBody:
    """A story found in a script, and what stands beside it there."""

    lines: tuple[str, ...]
    title: str = ""
    published: str = ""
    author: str = ""
    bylines: tuple[str, ...] = ()  # lines of it that name the writer and nothing else
    is_guess: bool = False  # title, time and author were found by what they are called

    def is_of(self, title: str) -> bool:
        """Tell whether what was guessed of it is of the story with this headline."""
        own, wanted = ("".join(text.split()) for text in (self.title, title))
        return not self.is_guess or (len(own) >= 6 and (own in wanted or wanted in own))

    @property
    def prose(self) -> int:
        return prose_size(self.lines)


def read_json(text: str) -> Any:
    """Return the JSON value at the front of `text`; None where there is none."""
    return _json_at(text.strip().lstrip("\ufeff")[:MAX_SCRIPT], 0)


def _json_at(text: str, start: int) -> Any:
    """Return the JSON value that begins there; None where none does."""
    try:
        return _DECODER.raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return None


def read_linked_data(texts: list[str]) -> list[dict[str, Any]]:
    """Return the objects of the page's JSON-LD that describe an article, the fullest first."""
    found = []
    for text in texts:
        cleaned = re.sub(r"^\s*(?://)?\s*<!\[CDATA\[|(?://)?\s*\]\]>\s*;?\s*$", "", text)
        for _, value in _walk(read_json(cleaned)):
            if isinstance(value, dict) and any(map(_ARTICLE_TYPES.search, _types(value))):
                found.append(value)
    return sorted(found, key=len, reverse=True)


def _types(value: dict[str, Any]) -> list[str]:
    kind = value.get("@type")
    return [str(k) for k in (kind if isinstance(kind, list) else [kind])]


def find_script_body(scripts: list[tuple[str, str]], ld: list[dict[str, Any]]) -> ScriptBody | None:
    """Return the fullest story in a page's scripts.

    Args:
        scripts: type and text of each.
        ld: the page's JSON-LD articles.
    """
    found: list[ScriptBody | None] = [
        _from_text(str(item["articleBody"])) for item in ld if item.get("articleBody")
    ]
    for kind, text in scripts:
        if len(text) > MAX_SCRIPT or "ld+json" in kind:
            continue
        if "json" in kind:
            found.append(_from_json(read_json(text)))
            continue
        for match in _ASSIGNED.finditer(text):
            value = _json_at(text, match.end())
            arc = _from_arc(value)
            found.append(arc or _from_json(value))
    if (pushed := _read_pushed(scripts)) is not None:
        found.append(_from_json(pushed))
    bodies = [body for body in found if body is not None and body.lines]
    return max(bodies, key=lambda body: body.prose, default=None)


def _read_pushed(scripts: list[tuple[str, str]]) -> list[Any] | None:
    """Return the values of the stream that a page pushes to itself; None where it pushes none.

    Each is a row `7:["$","div",…]`, or a long string by its length in bytes, `8:T1a2,…`.
    """
    pieces: list[str] = []
    size = 0
    for _, text in scripts:
        if len(text) > MAX_SCRIPT:
            continue
        for match in _PUSHED.finditer(text):
            value = _json_at(text, match.end())
            if isinstance(value, list) and len(value) > 1 and isinstance(value[1], str):
                pieces.append(value[1])
                size += len(value[1])
        if size > MAX_SCRIPT:
            break
    stream = "".join(pieces).encode("utf-8", "replace").decode("latin-1")  # a letter a byte
    values: list[Any] = []
    at = 0
    while len(values) < _MAX_ROWS and (row := _ROW.match(stream, at)):
        if row[2] is not None:
            at = row.end() + int(row[2], 16)
            values.append(_letters(stream[row.end() : at]))
            continue
        end = stream.find("\n", row.end())
        line = stream[row.end() : end if end >= 0 else len(stream)]
        if line.startswith(("[", "{")):
            values.append(read_json(_letters(line)))
        if end < 0:
            break
        at = end + 1
    return values or None


def _letters(stretch: str) -> str:
    return stretch.encode("latin-1").decode("utf-8", "replace")


def _from_text(text: str) -> ScriptBody:
    if not re.search(r"<(?:p|br|div)\b", text, re.I):
        text = html.escape(html.unescape(text), quote=False).replace("\n", "<br>")
    return ScriptBody(lines_of(text), bylines=bylines_of(text))


def _from_arc(value: Any) -> ScriptBody | None:
    elements = value.get("content_elements") if isinstance(value, dict) else None
    if not isinstance(elements, list):
        return None
    markup = "".join(_arc_parts(elements))
    return ScriptBody(
        lines_of(markup),
        bylines=bylines_of(markup),
        title=_path(value, "headlines", "basic"),
        published=_path(value, "display_date") or _path(value, "first_publish_date"),
        author=_path(value, "credits", "by", 0, "name"),
    )


def _arc_parts(elements: list[Any], depth: int = 0) -> Iterator[str]:
    """Yield the text of Arc's elements; a quotation and a list hold elements of their own."""
    for element in elements:
        if not isinstance(element, dict):
            continue
        kind, content = element.get("type"), element.get("content")
        inner = element.get("items" if kind == "list" else "content_elements")
        if kind == "raw_html" and isinstance(content, str):
            # Offers and embedded posts, seldom a part of the story: then it has sentences.
            if prose_size(lines_of(content)):
                yield f"<div>{content}</div>"
        elif kind in ("text", "header", "quote") and isinstance(content, str):
            yield f"<div>{content}</div>"
        elif kind in ("quote", "list") and isinstance(inner, list) and depth < 5:
            yield from _arc_parts(inner, depth + 1)


def _path(value: Any, *keys: str | int) -> str:
    for key in keys:
        if isinstance(key, int):
            value = value[key] if isinstance(value, list) and len(value) > key else None
        else:
            value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def _from_json(value: Any) -> ScriptBody | None:
    """Return the longest story among the strings of `value`; paragraphs of one list go together."""
    single: list[tuple[tuple[str, ...], str]] = []
    lists: dict[tuple[str, ...], list[str]] = {}
    first: dict[tuple[str, ...], tuple[str, ...]] = {}
    for path, text in _walk(value):
        if not isinstance(text, str) or len(text) < 20 or not re.search("[가-힣]", text):
            continue
        if any(_OTHERS.search(key) for key in path if not key.startswith("#")):
            continue
        single.append((path, text))
        # `…/contents/#3/text`: all of `contents` by that key is one story.
        if len(path) >= 1:
            spot = max((i for i, key in enumerate(path) if key.startswith("#")), default=-1)
            if spot >= 0:
                group = (*path[:spot], "#", *path[spot + 1 :])
                lists.setdefault(group, []).append(text)
                first.setdefault(group, path)
    longest = sorted(single, key=lambda found: len(found[1]), reverse=True)[:5]
    candidates = [(_from_text(text), path) for path, text in longest]
    joined = sorted(lists.items(), key=lambda found: sum(map(len, found[1])), reverse=True)[:3]
    for group, texts in joined:
        parts = "".join(f"<div>{part}</div>" for part in texts)
        body = ScriptBody(lines_of(parts), bylines=bylines_of(parts))
        candidates.append((body, first[group]))
    if not candidates:
        return None
    best, path = max(candidates, key=lambda found: found[0].prose)
    if not best.prose:
        return best
    said = _details(value, path)
    return replace(
        best,
        is_guess=True,
        title=said.get("title", ""),
        published=said.get("published", ""),
        author=said.get("author", ""),
    )


def _details(value: Any, path: tuple[str, ...]) -> dict[str, str]:
    """Return title, time and author that stand in the objects around the story at `path`."""
    around = [value]
    for key in path[:-1]:
        here = around[-1]
        around.append(here[int(key[1:])] if isinstance(here, list) else here[key])
    found: dict[str, str] = {}
    for here in reversed(around):
        if not isinstance(here, dict):
            continue
        for key, said in here.items():
            for detail, pattern in _DETAILS.items():
                if detail not in found and pattern.match(str(key)) and (text := _named(said)):
                    found[detail] = text
        if "title" in found:
            break  # what stands around that is of other things too
    return found


def _named(value: Any) -> str:
    """Return a value as text: of several the first, of a person the name."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) and len(value) <= 300 else ""


def _walk(value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every value inside `value` with its path; list places are `#0`, `#1` …"""
    stack: list[tuple[tuple[str, ...], Any]] = [((), value)]
    count = 0
    while stack and count < MAX_VALUES:
        path, here = stack.pop()
        count += 1
        yield path, here
        if len(path) > 40:
            continue
        if isinstance(here, dict):
            rows = [((*path, str(k)), v) for k, v in here.items()]
        elif isinstance(here, list):
            rows = [((*path, f"#{i}"), v) for i, v in enumerate(here)]
        else:
            continue
        stack.extend(reversed(rows))
