"""A page's tree → the story's lines: which part of the page is the article, and what in it is not.

Class names change without notice, so they are only hints: what counts is where the sentences stand.
A part that is named like furniture but holds most of the page's sentences is the article after all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml import etree, html

from monitor.collect.bylines import is_byline, is_sign_off
from monitor.collect.grids import read_grid
from monitor.collect.pagelines import (
    OtherStories,
    clean_line,
    is_caption,
    is_ending,
    is_gate,
    is_page_line,
    is_prose,
    prose_size,
    without_tail,
)
from monitor.collect.places import (
    BODY_MARKS,
    FURNITURE_STARTS,
    FURNITURE_TAGS,
    FURNITURE_WORDS,
    NEVER_STARTS,
    NEVER_WORDS,
)
from monitor.patterns import Pattern

MAX_LINES = 20_000
MAX_PATH = 64  # classes above a line that are told apart
MAX_NAMES = 400  # characters of class and id that are looked at
MAX_CARD = 600  # characters of an offer of another article
MAX_LINE = 20_000  # characters; a longer one is no paragraph

_SILENT = frozenset(
    {"script", "style", "noscript", "template", "iframe", "svg", "canvas", "object", "embed"}
    | {"video", "audio", "button", "select", "input", "textarea", "option", "figcaption", "figure"}
    | {"head", "map", "math", "frameset", "applet", "amp-ad", "amp-embed", "amp-sidebar"}
)
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "em", "font"}
    | {"i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong"}
    | {"sub", "sup", "time", "tt", "u", "var", "wbr", "ruby", "rt", "rp", "rb", "img", "picture"}
    | {"source", "nobr", "center-inline", "output", "amp-img"}
)
_CELLS = frozenset({"td", "th"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "title"})
_CARD_TAGS = frozenset({"div", "li", "dl", "article", "section", "a"})
_WORD = Pattern(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_BLANK = Pattern(r"[ \t\r\n\f\v\u200b\ufeff]+")
_SHARES = Pattern(r"^\(?\s*[\d,]{2,12}\s*원?\s*[,]?\s*[▲▼△▽↑↓+\-].{0,40}$")
_STAMP = Pattern(
    r"(?:입력|등록|승인|송고)?\s?[:|]?\s?20\d{2}[.\-/년][\s\d.\-/:월일오전후시분|]{4,30}"
)
_COMMENTS = Pattern(
    r"^(?:전체\s?)?(?:댓글|의견|한\s?줄\s?(?:의견|평)|Comments?)\s?(?:쓰기|보기|목록)?\s?[(\[]?\s?[\d,]*\s?개?\s?[)\]]?$",
    re.I,
)
_PLACEHOLDER = Pattern(r"\$\$[A-Z0-9_\-]{2,40}\$\$|\[\[(?:AD|IMG|IMAGE|VIDEO)[^\]]{0,60}\]\]")


@dataclass(slots=True)
class Line:
    """A line of the page: its text, how much of it is link, and the block it stands in."""

    text: str
    linked: int  # characters inside links
    block: html.HtmlElement
    after_picture: bool = False
    # How much it speaks for its part of the page being the article: sentences outside links.
    weight: float = 0.0
    is_link: bool = False  # a headline of another article: all of it is a link, and no sentence

    def __post_init__(self) -> None:
        is_told = is_prose(self.text)
        size = len(self.text)
        self.is_link = self.linked >= 0.7 * size and (not is_told or self.linked >= 0.95 * size)
        if is_told and not self.is_link and not is_page_line(self.text):
            self.weight = max(0.0, size - 1.2 * self.linked)


@dataclass(frozen=True, slots=True)
class Body:
    """The story's lines, how much prose they hold, and whether the place of it was a known one."""

    lines: tuple[str, ...]
    prose: int
    is_known: bool
    bylines: tuple[str, ...] = ()  # lines of it that name the writer and nothing else
    # Headlines of other articles, menus, comments: no reading may have them in its text.
    refused: frozenset[str] = frozenset()
    signed: tuple[str, ...] = ()  # by-lines that stand on the page beside the story
    beside: int = 0  # characters of prose that are neither in the story nor refused
    is_gated: bool = False  # the page offers the rest of the story to members


def find_body(root: html.HtmlElement, *, title: str = "") -> Body:
    """Return the story of a page. Empty where the page has no text."""
    read = list(_read_lines(root))
    offered = _inside(read, _cards(read))
    headed = _headed(read, title)
    asides = _asides(root, read, headed)
    lines = [line for line in read if not line.is_link and not offered[line.block]]
    weights = _weigh(lines)
    total = sum(line.weight for line in lines)
    named = _weigh_names(lines)
    furniture = _inside(lines, _furniture(lines, weights, named, total, headed) | asides)
    lines = [line for line in lines if not furniture[line.block]]
    weights = _weigh(lines)
    total = sum(line.weight for line in lines)
    place, is_known = _find_place(root, lines, weights, total)
    never = _inside(read, _never(read, headed) | asides)
    refused = frozenset(
        line.text for line in read if line.is_link or offered[line.block] or never[line.block]
    )
    is_gated = any(
        not line.is_link and is_gate(line.text) and not never[line.block] for line in read
    )
    signed = tuple(line.text for line in lines if _is_signature(line.text))
    if place is None:
        found, beside = _echo(lines, title), _beside(read, refused)
        return Body(found, 0, False, (), refused, signed, beside, is_gated)
    inside = [line for line in lines if line.block is place or place in line.block.iterancestors()]
    story = _tidy(inside, title)
    if not story:
        story = _echo(lines, title)
    beside = _beside(read, refused.union(story))
    own = _bylines(inside)
    return Body(story, prose_size(story), is_known, own, refused, signed, beside, is_gated)


def _beside(lines: Iterable[Line], known: frozenset[str]) -> int:
    return sum(len(line.text) for line in lines if line.weight and line.text not in known)


def _bylines(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.text for line in lines if is_byline(line.text) or is_sign_off(line.text))


def _is_signature(text: str) -> bool:
    """Tell a by-line, also one with its day: `박도현 기자 | 2026-11-21 14:05`."""
    return is_byline(text) or is_sign_off(text) or is_byline(_STAMP.sub("", text[:120]).strip())


def _inside(lines: Iterable[Line], parts: set[html.HtmlElement]) -> dict[html.HtmlElement, bool]:
    """Return of every line's block whether it is, or stands in, one of the parts."""
    known: dict[html.HtmlElement, bool] = {}
    for line in lines:
        path: list[html.HtmlElement] = []
        node: html.HtmlElement | None = line.block
        while node is not None and node not in known and node not in parts:
            path.append(node)
            node = node.getparent()
        is_inside = node is not None and (node in parts or known[node])
        if node is not None:
            known[node] = is_inside
        known.update(dict.fromkeys(path, is_inside))
    return known


def _never(lines: Iterable[Line], headed: set[html.HtmlElement]) -> set[html.HtmlElement]:
    """Return the parts of the page that cannot be its article."""
    return {
        node for node in _blocks(lines) if _is_furniture(node) and not _may_be_story(node, headed)
    }


def _asides(
    root: html.HtmlElement, lines: list[Line], headed: set[html.HtmlElement]
) -> set[html.HtmlElement]:
    """Return the parts that what they begin with, or ask for, shows to be no story.

    A box headed `전체 댓글 42개` holds what readers wrote; one that asks for an address by mail
    offers a letter. A part that holds the headline, or a body's mark, is neither.
    """
    found: set[html.HtmlElement] = set()
    begun: dict[html.HtmlElement, Line] = {}
    for line in lines:
        node: html.HtmlElement | None = line.block
        while node is not None and node not in begun:
            begun[node] = line
            node = node.getparent()
    for node, line in begun.items():
        if _COMMENTS.match(line.text) and _may_be_aside(node, headed):
            found.add(node)
    boxes = {
        field.getparent()
        for field in root.iter("input")
        if (field.get("type") or "").lower() == "email"
    }
    weights = _weigh(lines) if boxes else {}
    most = weights.get(root, 0.0) / 2
    for box in boxes:
        if box is None:
            continue
        # What the form asks for stands beside it as often as in it.
        around = box.getparent() if box.tag == "form" else None
        for part in (around, box):
            is_small = part is not None and _size(part, MAX_CARD) < MAX_CARD
            if part is None or not is_small or weights.get(part, 0.0) > most:
                continue
            if _may_be_aside(part, headed):
                found.add(part)
                break
    return found


def _may_be_aside(node: html.HtmlElement, headed: set[html.HtmlElement]) -> bool:
    if node.tag in ("body", "html", "main", "article", "p") or node in headed or not headed:
        return False
    return not any(_is_marked(part) for part in islice(node.iter(etree.Element), 2000))


def _cards(lines: Iterable[Line]) -> set[html.HtmlElement]:
    """Return the parts that offer other articles: three and more alike, each led by a link.

    A recommendation may tell in sentences what it leads to (`div.rec > a, p`), which nothing else
    tells from the story.
    """
    first: dict[html.HtmlElement, Line] = {}
    sizes: dict[html.HtmlElement, int] = {}
    for line in lines:
        node: html.HtmlElement | None = line.block
        for _ in range(3):
            if node is None:
                break
            first.setdefault(node, line)
            sizes[node] = sizes.get(node, 0) + len(line.text)
            node = node.getparent()
    alike: dict[tuple[html.HtmlElement | None, str, str], list[html.HtmlElement]] = {}
    for node, line in first.items():
        if node.tag in _CARD_TAGS and sizes[node] <= MAX_CARD and line.is_link:
            key = (node.getparent(), node.tag, node.get("class") or "")
            alike.setdefault(key, []).append(node)
    return {node for nodes in alike.values() if len(nodes) >= 3 for node in nodes}


def _headed(lines: Iterable[Line], title: str) -> set[html.HtmlElement]:
    """Return the elements that hold the headline: no menu and no list of comments does."""
    plain = _bare(title)
    found: set[html.HtmlElement] = set()
    if len(plain) < 6:
        return found
    for line in lines:
        if (
            len(plain) <= len(line.text) <= 3 * len(title)
            and not line.is_link
            and plain in _bare(line.text)
        ):
            found.update((line.block, *line.block.iterancestors()))
    return found


def _echo(lines: list[Line], title: str) -> tuple[str, ...]:
    """Return the one line of a 속보, in a page without a sentence: it repeats the headline."""
    wanted = _pairs(title)
    if len(wanted) < 6:
        return ()
    plain = _bare(title)
    is_shown = False
    for line in lines:
        if _bare(line.text) != plain:
            continue
        if line.block.tag in _HEADINGS:
            is_shown = True
        # Word for word it is the story only in the story's own part, or as a paragraph below the
        # heading that says the same: elsewhere it is the headline.
        elif (is_shown and line.block.tag == "p") or any(
            map(_is_marked, (line.block, *line.block.iterancestors()))
        ):
            return (line.text,)
    for text in _tidy(lines, title):
        found = _pairs(text)
        if len(found) >= 6 and 2 * len(found & wanted) >= 1.2 * len(wanted | found):
            return (text,)
    return ()


def _pairs(text: str) -> set[str]:
    plain = _bare(text)
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def lines_of(fragment: str) -> tuple[str, ...]:
    """Return the lines of a piece of HTML that is known to be the story (a feed's, a script's)."""
    try:
        root = html.fragment_fromstring(fragment, create_parent="div", parser=new_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ()
    return _tidy([line for line in _read_lines(root) if not line.is_link], "")


def bylines_of(fragment: str) -> tuple[str, ...]:
    """Return the lines of a piece of HTML that name its writer and nothing else."""
    try:
        root = html.fragment_fromstring(fragment, create_parent="div", parser=new_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ()
    return _bylines(_read_lines(root))


def new_parser() -> html.HTMLParser:
    """Return a parser that mends, keeps no comments, and refuses trees of absurd depth."""
    return html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True
    )


def page_parser() -> etree.HTMLParser:
    """Return such a parser for whole pages: elements without the methods of lxml.html."""
    return etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True
    )


def _read_lines(root: html.HtmlElement) -> Iterator[Line]:
    """Yield the lines in page order. One pass, no recursion: a page may nest without end."""
    pieces: list[str] = []
    linked = links = count = 0
    picture = False
    rows: list[html.HtmlElement] = []  # rows of results being read as one line
    tables: list[html.HtmlElement] = []  # a table of data, read as a whole

    def add(text: str | None) -> None:
        nonlocal linked
        if text:
            pieces.append(text)
            if links:
                linked += len(text.strip())

    def flush(block: html.HtmlElement) -> Line | None:
        nonlocal linked, picture
        if not pieces:
            linked = 0
            return None
        text = "".join(pieces)
        pieces.clear()
        if text.isspace():
            linked = 0
            return None
        if "$$" in text or "[[" in text:
            text = _PLACEHOLDER.sub("", text)
        text = _BLANK.sub(" ", text).strip(" \xa0\u3000")
        line = Line(text[:MAX_LINE], min(linked, len(text)), block, picture) if text else None
        linked = 0
        picture = picture and line is None
        return line

    silent: html.HtmlElement | None = None  # skipped: only its end is still to come
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, node in walker:
        tag = node.tag if isinstance(node.tag, str) else ""
        is_block = tag not in _INLINE and not (rows and tag in _CELLS)
        is_block = is_block or _is_picture_box(node, tag)
        if event == "start":
            if _is_silent(node, tag):
                picture = picture or tag == "figure"
                silent = node
                walker.skip_subtree()
                continue
            if tag in ("img", "amp-img") and not "".join(pieces).strip():
                picture = True
            if is_block and not rows:
                parent = node.getparent()
                if (line := flush(node if parent is None else parent)) is not None:
                    yield line
            if tag == "table" and not rows and (grid := read_grid(node, is_prose)) is not None:
                for row in grid:
                    yield Line(row.text[:MAX_LINE], row.linked, row.node)
                walker.skip_subtree()
                tables.append(node)
                picture = False
                continue
            if tag == "tr" and not rows and _is_data_row(node):
                rows.append(node)
            links += _leads_away(node, tag)
            add(node.text)
            continue
        if tables and node is tables[-1]:
            tables.pop()  # its rows are out already
        elif node is not silent:
            links -= _leads_away(node, tag)
            if rows and tag in _CELLS:
                pieces.append(" ")
            if rows and node is rows[-1]:
                rows.pop()
            if is_block and not rows and (line := flush(node)) is not None:
                yield line
        if node is not root:
            add(node.tail)
        count += 1
        if count > 40 * MAX_LINES:
            return
    if (line := flush(root)) is not None:
        yield line


def _leads_away(node: html.HtmlElement, tag: str) -> bool:
    """Tell a link, or what a script makes one: an offer that is clicked as a whole."""
    if tag == "a":
        return True
    if node.get("onclick") is None and node.get("role") != "link":
        return False
    return tag not in ("body", "html", "main", "article") and _size(node, 400) < 400


def _is_silent(node: html.HtmlElement, tag: str) -> bool:
    if not tag or tag in _SILENT:
        return not _is_of_table(node, tag)
    if tag in _INLINE and tag != "a":
        # A caption, a share price, a reporter's card: small things inside the text's own node.
        if node.get("class") is None and node.get("id") is None:
            return tag == "span" and _is_share_price(node)
        return (_names_furniture(node) or _is_share_price(node)) and _size(node, 300) < 300
    return False


def _is_of_table(node: html.HtmlElement, tag: str) -> bool:
    """Tell a figure that holds a table and no picture, as editors make them, or its caption."""
    figure = node if tag == "figure" else node.getparent() if tag == "figcaption" else None
    if figure is None or figure.tag != "figure":
        return False
    return figure.find(".//table") is not None and figure.find(".//img") is None


def _is_picture_box(node: html.HtmlElement, tag: str) -> bool:
    """Tell a picture with its words in one inline element: what follows it is another line."""
    if tag not in ("span", "em", "strong", "font", "b") or (node.text and node.text.strip()):
        return False
    first = next(iter(node), None)
    if first is None:
        return False
    return first.tag in ("img", "amp-img") or (
        len(first) > 0 and first[0].tag in ("img", "amp-img")
    )


def _is_share_price(node: html.HtmlElement) -> bool:
    """Tell a share price hung behind a company's name: `(71,200원 ▲1,200 +1.71%)`."""
    return _size(node, 60) < 60 and bool(_SHARES.match(_inner(node)))


def _inner(node: html.HtmlElement) -> str:
    return "".join(node.itertext()).strip()


def _size(node: html.HtmlElement, most: int) -> int:
    """Return the length of the text inside, counted no further than `most`."""
    size = 0
    for text in node.itertext():
        size += len(text.strip())
        if size >= most:
            break
    return size


def _is_data_row(row: html.HtmlElement) -> bool:
    """Tell a row of results from the rows that only lay out a page."""
    cells = [cell for cell in row if cell.tag in _CELLS]
    if len(cells) < 2:
        return False
    for cell in cells:
        if _size(cell, 80) >= 80 or any(child.tag not in _INLINE for child in cell):
            return False
    return True


def _names(node: html.HtmlElement) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''}"[:MAX_NAMES]


def _is_never(node: html.HtmlElement) -> bool:
    """Tell a part that holds no story under any of its names, whatever it is full of."""
    return node.tag in ("nav", "footer") or _say_never(_names(node))


@lru_cache(2048)
def _say_never(names: str) -> bool:
    for name in names.split():
        words = [word.lower() for word in _WORD.findall(name[:80])]
        if not NEVER_WORDS.isdisjoint(words) or name.lower().startswith(NEVER_STARTS):
            return True
    return False


def _names_furniture(node: html.HtmlElement) -> bool:
    return _say_furniture(_names(node))


@lru_cache(2048)  # pages repeat their names, and each other's
def _say_furniture(names: str) -> bool:
    for name in names.split():
        lowered = name.lower()
        if lowered.startswith(FURNITURE_STARTS):
            return True
        for word in _WORD.findall(name[:80]):
            small = word.lower()
            if small in FURNITURE_WORDS or small.startswith(FURNITURE_STARTS):
                return True
    return False


def _is_furniture(node: html.HtmlElement) -> bool:
    if node.tag in FURNITURE_TAGS or node.get("hidden") is not None:
        return True
    style = node.get("style")
    if style and re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", style, re.I):
        return True
    return _names_furniture(node)


def is_in_furniture(node: html.HtmlElement) -> bool:
    """Tell whether an element stands in a part that is named like a ranking, comments, a menu …"""
    here: html.HtmlElement | None = node.getparent()
    while here is not None and here.tag not in ("body", "html"):
        # A header is furniture to a text, but the place of the article's own date.
        if here.tag != "header" and _is_furniture(here) and "head" not in _names(here).lower():
            return True
        here = here.getparent()
    return False


def _weigh(lines: Iterable[Line]) -> dict[html.HtmlElement, float]:
    """Return for every block how much prose it holds, in itself and below.

    Summed level by level from below: a page may nest deeply, and hold many lines there.
    """
    own: dict[html.HtmlElement, float] = {}
    for line in lines:
        if line.weight:
            own[line.block] = own.get(line.block, 0.0) + line.weight
    levels: dict[int, dict[html.HtmlElement, float]] = {}
    depths: dict[html.HtmlElement, int] = {}
    for node, weight in own.items():
        levels.setdefault(_depth_of(node, depths), {})[node] = weight
    weights: dict[html.HtmlElement, float] = {}
    for depth in range(max(levels, default=0), -1, -1):
        here = levels.pop(depth, {})
        weights.update(here)
        above = levels.setdefault(depth - 1, {})
        for node, weight in here.items():
            parent = node.getparent()
            if parent is not None:
                above[parent] = above.get(parent, 0.0) + weight
    return weights


def _depth_of(node: html.HtmlElement, known: dict[html.HtmlElement, int]) -> int:
    path: list[html.HtmlElement] = []
    here: html.HtmlElement | None = node
    while here is not None and here not in known:
        path.append(here)
        here = here.getparent()
    depth = known[here] if here is not None else -1
    for step in reversed(path):
        depth += 1
        known[step] = depth
    return depth


def _weigh_names(lines: Iterable[Line]) -> dict[str, float]:
    """Return for every class how much prose stands under it, all elements of it together."""
    under: dict[frozenset[str], float] = {}
    known: dict[html.HtmlElement, frozenset[str]] = {}
    for line in lines:
        if line.weight:
            names = _names_above(line.block, known)
            under[names] = under.get(names, 0.0) + line.weight
    named: dict[str, float] = {}
    for names, weight in under.items():
        for name in names:
            named[name] = named.get(name, 0.0) + weight
    return named


def _names_above(
    node: html.HtmlElement, known: dict[html.HtmlElement, frozenset[str]]
) -> frozenset[str]:
    """Return the classes of an element and of all that it stands in."""
    path: list[html.HtmlElement] = []
    here: html.HtmlElement | None = node
    while here is not None and here not in known:
        path.append(here)
        here = here.getparent()
    names = known[here] if here is not None else frozenset[str]()
    for step in reversed(path):
        name = step.get("class") or ""
        if name not in names and len(names) < MAX_PATH and len(known) < MAX_LINES:
            names |= {name}
        known[step] = names
    return names


def _furniture(
    lines: list[Line],
    weights: dict[html.HtmlElement, float],
    named: dict[str, float],
    total: float,
    headed: set[html.HtmlElement],
) -> set[html.HtmlElement]:
    """Return the parts that are named like furniture and are no article after all."""
    found = set()
    most = total * 0.45
    for node in _blocks(lines):
        if node.tag in ("body", "html") or not _is_furniture(node):
            continue
        # Named like furniture, but most of the page's sentences stand in it, or in all of that
        # name (`p.desc`): it is the article.
        name = node.get("class")
        is_main = weights.get(node, 0.0) > most or (name and named.get(name, 0.0) > most)
        if not (is_main and _may_be_story(node, headed)):
            found.add(node)
    return found


def _may_be_story(node: html.HtmlElement, headed: set[html.HtmlElement]) -> bool:
    """Tell whether a part named like furniture can be the article, if it is full of sentences."""
    if not headed:  # a page that does not show its headline: what readers wrote is known even so
        return not _holds_comments(node)
    return node in headed or not _is_never(node)


def _holds_comments(node: html.HtmlElement) -> bool:
    names = [name.lower() for name in _names(node).split()]
    return any(name.startswith(NEVER_STARTS) for name in names) and node.find(".//h1") is None


def _find_place(
    root: html.HtmlElement,
    lines: list[Line],
    weights: dict[html.HtmlElement, float],
    total: float,
) -> tuple[html.HtmlElement | None, bool]:
    """Return the element that holds the story, and whether it bears a known mark."""
    marked = _marked(lines)
    # The innermost of the marked ones that holds most of the prose: a mark may stand on a wrapper.
    for node in sorted(marked, key=_depth, reverse=True):
        if weights.get(node, 0.0) >= max(total * 0.5, 1.0):
            return node, True
    if marked and total < 400:  # 속보: one line that need not even be a sentence
        best = max(marked, key=lambda n: (weights.get(n, 0.0), _depth(n)))
        if weights.get(best, 0.0) or total < 100:
            return best, True
    if not total:
        return None, False
    return _descend(root, lines, weights), False


def _blocks(lines: Iterable[Line]) -> set[html.HtmlElement]:
    found: set[html.HtmlElement] = set()
    for line in lines:
        node: html.HtmlElement | None = line.block
        while node is not None and node not in found:
            found.add(node)
            node = node.getparent()
    return found


def _marked(lines: Iterable[Line]) -> list[html.HtmlElement]:
    """Return the elements that bear a body's mark; of brothers that do (`div.par`) the parent."""
    found = [n for n in _blocks(lines) if _is_marked(n)]
    parents = [n.getparent() for n in found]
    brothers = {p for p in parents if p is not None and parents.count(p) > 1}
    return [n for n in found if n.getparent() not in brothers] + list(brothers)


def _is_marked(node: html.HtmlElement) -> bool:
    if node.get("itemprop") == "articleBody":
        return True
    return any(name.lower() in BODY_MARKS for name in _names(node).split())


def _depth(node: html.HtmlElement) -> int:
    return sum(1 for _ in node.iterancestors())


def _descend(
    root: html.HtmlElement, lines: list[Line], weights: dict[html.HtmlElement, float]
) -> html.HtmlElement:
    """Return the deepest element that has nearly all prose, and no sentence of the story beside."""
    here = root
    while True:
        inside = weights.get(here, 0.0)
        child = max(here, key=lambda n: weights.get(n, 0.0), default=None)
        if child is None or weights.get(child, 0.0) < 0.7 * inside:
            return here
        # A lead as bare text or paragraph beside the rest belongs to the story.
        beside = sum(
            line.weight
            for line in lines
            if line.block is here
            or (line.block.getparent() is here and line.block.tag == "p" and child.tag != "p")
        )
        if child.tag in ("p", "h1", "h2", "h3", "h4", "blockquote", "li") or beside:
            return here
        here = child


def _tidy(lines: Iterable[Line], title: str) -> tuple[str, ...]:
    """Return the texts without what is plainly of the page: labels, stamps, captions, copyright."""
    kept: list[str] = []
    plain_title = _bare(title)
    told = told_after = 0
    end: int | None = None  # where a by-line with its address, or a copyright line, closes it
    others = OtherStories()
    for line in lines:
        is_row = "\t" in line.text
        text = line.text
        if others.take(text):
            continue
        if not is_row and told and not line.after_picture and is_ending(text):
            end, told_after = (len(kept), 0) if end is None or told_after else (end, 0)
            continue
        if (not is_row and is_page_line(text)) or (line.after_picture and is_caption(text)):
            continue
        text = text if is_row else clean_line(text)
        # The headline above the text; inside it an `h1` is nothing else.
        if len(kept) < 3 and (line.block.tag == "h1" or _bare(text) == plain_title != ""):
            continue
        kept.append(text)
        size = len(text) if is_prose(text) else 0
        told, told_after = told + size, told_after + size
        if len(kept) >= MAX_LINES:
            break
    # Much more prose behind it, and it was the by-line of a part.
    if end is not None and 3 * told_after <= told:
        kept = kept[:end]
    return _without_summary(without_tail(kept))


def _without_summary(lines: list[str]) -> tuple[str, ...]:
    """Return the lines without those at the head that only begin what a later line says in full."""
    kept = []
    for number, line in enumerate(lines):
        is_repeat = False
        if number < 6 and len(line) >= 24:
            # A label may stand before it: `요약봇`.
            starts = {line[cut:] for cut in range(7)} | {line.rstrip(" .…")}
            later = lines[number + 1 : number + 40]
            is_repeat = any(other.startswith(start) for start in starts for other in later)
        if not is_repeat:
            kept.append(line)
    return tuple(kept)


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text)
