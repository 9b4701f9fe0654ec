"""HTML in small pieces (titles, summaries) → plain text in which no markup survives."""

from __future__ import annotations

import html
import re

from monitor.patterns import Pattern

# Only what HTML knows is markup: a headline's `<챗GPT>` or `<AI 특집>` is text.
_NAMES_WORDS = """
    a abbr acronym address area article aside audio b base basefont bdi bdo big blockquote body
    br button canvas caption center cite code col colgroup data dd del details dfn dialog dir
    div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5
    h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark
    math menu meta nav noframes noscript object ol optgroup option output p param picture pre
    progress q rp rt ruby s samp script section select small source span strike strong style sub
    summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul
    var video wbr
"""
_NAMES = frozenset(_NAMES_WORDS.split())
_BREAKING_WORDS = """
    address article aside blockquote br caption center dd details div dl dt figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th
    thead tr ul
"""
_BREAKING = frozenset(_BREAKING_WORDS.split())
_TAG = Pattern(r"<(/?)([A-Za-z][A-Za-z0-9:\-]{0,30})((?:\s|/)[^<>]{0,4000})?>")
_SILENT = Pattern(
    r"<(script|style|iframe|noscript|template|svg|object|figcaption)\b[^<>]*>.*?(?:</\1\s*>|\Z)",
    re.I | re.S,
)
_COMMENT = Pattern(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>|<!doctype[^<>]*>", re.I | re.S)
_ENTITY = Pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
# What makes text read backwards or hides in it; blanks that no reader sees.
_MARKED = Pattern(r"[<&]|\]\]>")
_HIDDEN = Pattern(r"[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_EITHER = Pattern(r"[<&\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\]\]>")


def plain_text(markup: str, *, lines: bool = False) -> str:
    """Return the text of a piece of HTML: no tags, scripts, captions or escapes, however often.

    Args:
        lines: True keeps blocks apart as lines; else all is one line.

    >>> plain_text("R&amp;amp;D &lt;b&gt;4조원&lt;/b&gt; <script>alert(1)</script><챗GPT>")
    'R&D 4조원 <챗GPT>'
    """
    if not lines and _EITHER.search(markup) is None:
        return " ".join(markup.split())
    text = markup
    for _ in range(
        4 if _MARKED.search(markup) else 0
    ):  # some feeds escape twice, none more often than that
        before = text
        text = _TAG.sub(_tag, _SILENT.sub(" ", _COMMENT.sub(" ", text)))
        text = _ENTITY.sub(lambda m: html.unescape(m.group()), text)
        if text == before:
            break
    if "<" in text:
        text = _TAG.sub(_tag, _SILENT.sub(" ", text))
    text = _HIDDEN.sub("", text)
    if not lines:
        return " ".join(text.split())
    rows = (" ".join(row.split()) for row in text.split("\n"))
    return "\n".join(row for row in rows if row)


def _tag(match: re.Match[str]) -> str:
    name = match[2].lower().split(":")[-1]
    if name not in _NAMES:
        # An invented element with attributes is an attempt at something; without it is text.
        return " " if "=" in (match[3] or "") else match.group()
    return "\n" if name in _BREAKING else ""
