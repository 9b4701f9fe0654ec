"""Bodies that stand in a page's scripts: Arc's `Fusion.globalContent`, `__NEXT_DATA__`, JSON-LD."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from monitor.collect.blocks import bylines_of, lines_of
from monitor.collect.pagelines import prose_size
from monitor.patterns import Pattern

MAX_SCRIPT = 6_000_000  # characters
MAX_VALUES = 200_000

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
_ARTICLE_TYPES = Pattern(r"Article$|^BlogPosting$|^Report$|^LiveBlogPosting$|^NewsArticle$")


@dataclass(frozen=True, slots=True)
class ScriptBody:
    """A story found in a script, and what stands beside it there."""

    lines: tuple[str, ...]
    title: str = ""
    published: str = ""
    author: str = ""
    bylines: tuple[str, ...] = ()  # lines of it that name the writer and nothing else

    @property
    def prose(self) -> int:
        return prose_size(self.lines)


def read_json(text: str) -> Any:
    """Return the JSON value at the front of `text`; None where there is none."""
    text = text.strip().lstrip("\ufeff")[:MAX_SCRIPT]
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
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
            value = read_json(text[match.end() :])
            arc = _from_arc(value)
            found.append(arc or _from_json(value))
    bodies = [body for body in found if body is not None and body.lines]
    return max(bodies, key=lambda body: body.prose, default=None)


def _from_text(text: str) -> ScriptBody:
    if not re.search(r"<(?:p|br|div)\b", text, re.I):
        text = html.escape(html.unescape(text), quote=False).replace("\n", "<br>")
    return ScriptBody(lines_of(text), bylines=bylines_of(text))


def _from_arc(value: Any) -> ScriptBody | None:
    elements = value.get("content_elements") if isinstance(value, dict) else None
    if not isinstance(elements, list):
        return None
    parts = []
    for element in elements:
        if not isinstance(element, dict):
            continue
        kind, content = element.get("type"), element.get("content")
        if kind in ("text", "header", "quote", "raw_html") and isinstance(content, str):
            parts.append(f"<div>{content}</div>")
        elif kind == "list":
            items = element.get("items")
            rows = [i.get("content") for i in items if isinstance(i, dict)] if items else []
            parts += [f"<div>{row}</div>" for row in rows if isinstance(row, str)]
    markup = "".join(parts)
    return ScriptBody(
        lines_of(markup),
        bylines=bylines_of(markup),
        title=_path(value, "headlines", "basic"),
        published=_path(value, "display_date") or _path(value, "first_publish_date"),
        author=_path(value, "credits", "by", 0, "name"),
    )


def _path(value: Any, *keys: str | int) -> str:
    for key in keys:
        if isinstance(key, int):
            value = value[key] if isinstance(value, list) and len(value) > key else None
        else:
            value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def _from_json(value: Any) -> ScriptBody | None:
    """Return the longest story among the strings of `value`; paragraphs of one list go together."""
    single: list[str] = []
    lists: dict[tuple[str, ...], list[str]] = {}
    for path, text in _walk(value):
        if not isinstance(text, str) or len(text) < 20 or not re.search("[가-힣]", text):
            continue
        if any(_OTHERS.search(key) for key in path if not key.startswith("#")):
            continue
        single.append(text)
        # `…/contents/#3/text`: all of `contents` by that key is one story.
        if len(path) >= 1:
            spot = max((i for i, key in enumerate(path) if key.startswith("#")), default=-1)
            if spot >= 0:
                lists.setdefault((*path[:spot], "#", *path[spot + 1 :]), []).append(text)
    longest = sorted(single, key=len, reverse=True)[:5]
    candidates = [_from_text(text) for text in longest]
    joined = sorted(lists.values(), key=lambda texts: sum(map(len, texts)), reverse=True)[:3]
    for texts in joined:
        parts = "".join(f"<div>{part}</div>" for part in texts)
        candidates.append(ScriptBody(lines_of(parts), bylines=bylines_of(parts)))
    return max(candidates, key=lambda body: body.prose, default=None)


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
