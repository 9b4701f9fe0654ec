"""The digest as an HTML e-mail: tables and inlined styles, light and dark, under Gmail's clip.

Its pictures stand in the page as `data:` addresses, so that a page is whole wherever it lies. In a
mail they become attachments (`send/email.py`), for few mail programs show such addresses.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import cache

import css_inline
from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from monitor.model import Digest
from monitor.report.digest import weigh_alert
from monitor.report.items import PARTS, View, view_digest
from monitor.report.pictures import HEIGHT, WIDTH, Picture, draw_alert
from monitor.report.quotes import clip
from monitor.words import Lang, say

MOST_BYTES = 100_000
"""Gmail shows 102 KB of a mail and hides the rest behind a link."""

LONGEST_OPENING = 200
"""Characters that a list of mails has room for behind the subject; most show half of it."""

MOST_PICTURES = 60
"""In one page: each is an attachment of a few kilobytes and takes a hundredth of a second."""

_MOST_ITEMS = 300  # more never fit

# What the parts of a digest cost, found by halving: enough tries for a digest of any size.
_TRIES = 12


def render_html(digest: Digest, lang: Lang = "ko") -> str:
    """Return a whole HTML page; what does not fit a mail program's limit is counted by topic.

    The limit is `MOST_BYTES`, held by the page without its pictures, which a mail carries apart.
    """
    alerts = sum(len(getattr(s, part)) for s in digest.sections for part in PARTS)
    total = min(alerts + len(digest.remarks), _MOST_ITEMS)
    pictures = _draw(digest, lang)
    page = _render(digest, lang, total, pictures)
    if _size(page) > MOST_BYTES:
        # The most items that fit lie between `fits` (known to fit) and `limit` (known not to).
        fits, limit = 0, total
        page = _render(digest, lang, 0, pictures)
        for _ in range(_TRIES):
            middle = (fits + limit) // 2
            if middle == fits:
                break
            tried = _render(digest, lang, middle, pictures)
            if _size(tried) <= MOST_BYTES:
                fits, page = middle, tried
            else:
                limit = middle
    return _with_pictures(page, pictures)


def _draw(digest: Digest, lang: Lang) -> dict[str, tuple[str, Picture]]:
    """Return the name and the picture of the weightiest alerts that can have one, by their keys."""
    alerts = [a for s in digest.sections for a in (*s.changed, *s.conflicts, *s.revised)]
    drawn = {}
    for alert in sorted(alerts, key=lambda a: (-weigh_alert(a), a.key))[:MOST_PICTURES]:
        if picture := draw_alert(alert, digest.courses.get(alert.figure, ()), lang):
            name = hashlib.sha256(picture.png).hexdigest()[:16]
            drawn[alert.key] = (f"cid:{name}", picture)
    return drawn


def _render(
    digest: Digest, lang: Lang, limit: int, pictures: Mapping[str, tuple[str, Picture]]
) -> str:
    view = view_digest(digest, lang, limit=limit)

    def words(key: str, **values: object) -> str:
        return say(f"report.{key}", lang, **values)

    page = _inliner().inline(
        _template().render(
            view=view,
            lang=lang,
            say=words,
            pictures=pictures,
            opening=_opening(view),
            width=WIDTH,
            height=HEIGHT,
        )
    )
    return page.replace('<style data-css-inline="keep">', "<style>")  # the inliner's own mark


def _opening(view: View) -> str:
    """Return what a list of mails shows behind the subject: more than the subject says already."""
    further = [item.line for item in view.glance[1:]]
    if not further:
        further = [
            item.line for s in view.sections for _, _, items, _ in s.parts for item in items
        ][1:4]
    return clip(" · ".join([view.lead, *further]), LONGEST_OPENING)


def _with_pictures(page: str, pictures: Mapping[str, tuple[str, Picture]]) -> str:
    """Return the page with its pictures in it, as `data:` addresses."""
    known = {name: picture.png for name, picture in pictures.values()}

    def fill(found: re.Match[str]) -> str:
        data = base64.b64encode(known[found[1]]).decode()
        return f'src="data:image/png;base64,{data}"'

    # No text from outside can look like it: there a quotation mark is `&#34;`.
    return re.sub(r'src="(cid:[0-9a-f]{16})"', fill, page)


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
