"""The digest as an HTML e-mail: tables and inlined styles, light and dark, under Gmail's clip."""

from __future__ import annotations

from functools import cache

import css_inline
from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from monitor.model import Digest
from monitor.report.items import PARTS, view_digest
from monitor.words import Lang, say

MOST_BYTES = 100_000
"""Gmail shows 102 KB of a mail and hides the rest behind a link."""

_MOST_ITEMS = 300  # more never fit

# What the parts of a digest cost, found by halving: enough tries for a digest of any size.
_TRIES = 12


def render_html(digest: Digest, lang: Lang = "ko") -> str:
    """Return a whole HTML page under `MOST_BYTES`; what does not fit is counted by topic."""
    alerts = sum(len(getattr(s, part)) for s in digest.sections for part in PARTS)
    total = min(alerts + len(digest.remarks), _MOST_ITEMS)
    page = _render(digest, lang, total)
    if _size(page) <= MOST_BYTES:
        return page
    # The most items that fit lie between `fits` (known to fit) and `limit` (known not to).
    fits, limit = 0, total
    page = _render(digest, lang, 0)
    for _ in range(_TRIES):
        middle = (fits + limit) // 2
        if middle == fits:
            break
        tried = _render(digest, lang, middle)
        if _size(tried) <= MOST_BYTES:
            fits, page = middle, tried
        else:
            limit = middle
    return page


def _render(digest: Digest, lang: Lang, limit: int) -> str:
    view = view_digest(digest, lang, limit=limit)

    def words(key: str, **values: object) -> str:
        return say(f"report.{key}", lang, **values)

    page = _inliner().inline(_template().render(view=view, lang=lang, say=words))
    return page.replace('<style data-css-inline="keep">', "<style>")  # the inliner's own mark


def _size(page: str) -> int:
    return len(page.encode())


@cache
def _template() -> Template:
    # Outside text goes through the escape, always: nothing in the template is marked safe.
    environment = Environment(
        loader=PackageLoader("monitor.report"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("digest.html")


@cache
def _inliner() -> css_inline.CSSInliner:
    # Mail programs that know media queries (dark mode, phones) find them in the style element that
    # the template marks to stay; the others have everything inline. Nothing is ever loaded.
    return css_inline.CSSInliner(
        keep_style_tags=False, load_remote_stylesheets=False, minify_css=True
    )
