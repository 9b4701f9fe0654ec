"""extract_body: HTML → title, text, publication time, and what the page turned out to be.

First our own reading of Korean pages (`blocks.py`, `scripts.py`), then trafilatura for pages that
it finds little in; what holds more of a story wins.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from lxml import etree, html

from monitor.collect.blocks import (
    Body,
    find_body,
    page_parser,
)
from monitor.collect.charsets import decode_text
from monitor.collect.page import (
    Page,
    find_writer,
    read_addresses,
    read_author,
    read_outlet,
    read_page,
    read_times,
    read_title,
)
from monitor.collect.pagelines import (
    OtherStories,
    clean_line,
    is_page_line,
    is_prose,
    prose_size,
    without_tail,
)
from monitor.collect.scripts import ScriptBody, find_script_body
from monitor.collect.urls import is_http
from monitor.errors import BodyError
from monitor.model import Article, ArticleState, Reading, Url
from monitor.patterns import Pattern
from monitor.words import say

MAX_PAGE = 10 * 2**20  # bytes; the largest of the saved pages has 390 kB
ENOUGH = 200  # characters of prose from which on a reading is believed without a second one

MAX_ATTRIBUTES = 500  # of a tag
MAX_PARTS = 30_000  # elements; beyond them no second reading is asked for

_LONG_TAG = Pattern(r"<([A-Za-z][\w:\-]*)(\s[^<>]{4000,})>")
# What no text may hold, and scripts and references smuggle in: control characters, half a pair, and
# what makes figures read backwards.
_UNFIT = Pattern(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
_MAGIC = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"PK\x03\x04": "ZIP",
    b"RIFF": "RIFF",
    b"\x1f\x8b": "gzip",
    b"\x7fELF": "ELF",
    b"\xd0\xcf\x11\xe0": "OLE",
}
_NO_PAGE = Pattern(
    r"^\s*(image|video|audio|font|application/(?:pdf|zip|octet-stream|msword|x-))", re.I
)
_WALL = Pattern(
    r"비정상적인\s?접[근속]|보안\s?(?:검사|확인)|잠시만\s?기다|접[근속]이\s?(?:차단|제한)|"
    r"자동\s?등록\s?방지|로봇이\s?아닙니다|사람인지\s?확인|자바스크립트를\s?(?:활성|사용)|"
    r"Just a moment|Checking (?:if the site|your browser)|Access Denied|Attention Required|"
    r"Verify(?:ing)? you are (?:a )?human|enable JavaScript and cookies|captcha|unusual traffic|"
    r"(?:시스템|서비스|서버|홈페이지)\s?(?:정기\s?)?점검|not a robot|Robot Check|enable JS|"
    r"characters you see|Request unsuccessful|403 Forbidden|Pardon Our Interruption",
    re.I,
)
_GONE = Pattern(
    r"삭제되었거나|존재하지\s?않는\s?(?:기사|페이지|게시물|뉴스)|삭제된\s?(?:기사|페이지|게시물|뉴스)|"
    r"(?:기사|페이지|뉴스|문서)(?:가|를|을)?\s?(?:삭제|찾을\s?수\s?없)|없는\s?(?:기사|페이지)입니다|"
    r"요청(?:으로|에\s?의해|에\s?따라)\s?삭제|기사가\s?(?:존재하지|없습니다)|요청하신\s?(?:기사|페이지)(?:를|가)?|"
    r"404 Not Found|Page Not Found"
)
_MEMBERS = Pattern(
    r"구독자\s?(?:전용|만)|유료\s?(?:회원|구독자|콘텐츠|기사)|(?:멤버십|회원|프리미엄)\s?(?:전용|회원만)|"
    r"(?:로그인|구독|가입)(?:하시면|하면|\s?후)[^.]{0,40}"
    r"(?:이용|볼 수|보실 수|읽을 수|읽으실|이어|가능)|"
    r"로그인이\s?필요|로그인해\s?주세요|이어지는\s?내용|전문은\s?[^.]{0,20}(?:구독|회원|로그인)|"
    r"무료\s?(?:체험|이용)\s?(?:후|하기)|subscribers? only|subscribe to (?:read|continue)"
)
_SENTENCE = Pattern(r"[가-힣]{2}[다요죠][.?!]|[a-z]{3}[.?!](?:\s|<)")
# A reporter's plain style; walls and error pages speak politely.
_TOLD = Pattern(r"[가-힣](?<!니)다[.\"”'’]")
_UNSEEN = frozenset({"style", "nav", "footer", "aside", "header", "a", "select"})
_HANGUL = Pattern(r"[가-힣]")
_SUBHEAD = ("◇", "◆", "■", "□", "▶", "○", "●", "◎", "-", "△", "▲")
_INVITATION = 160  # characters; an invitation to subscribe is short


def extract_body(page: bytes, *, url: str, content_type: str | None = None) -> Article:
    """Return the article of a page; its `state` says what the page was.

    Args:
        page: the bytes as served.
        url: where it came from; it becomes the article's `url` as it is.
        content_type: the HTTP header as given.

    Raises BodyError for what is no page at all: a picture, a PDF, an archive, 20 MB. A page without
    an article is no error: `state` is `empty`, `blocked`, `gone` or `paywall` then.
    """
    _check_kind(page, url, content_type)
    text = decode_text(page, content_type=content_type)
    root = _parse(text)
    if root is None:
        return Article(url=Url(url), title="", text="", state=ArticleState.EMPTY)
    nodes = list(islice(root.iter(), MAX_PARTS))  # held: lxml makes none of them anew then
    head = read_page(root)
    outlet = read_outlet(head)
    scripted = find_script_body(head.scripts, head.ld)
    title = read_title(head, outlet=outlet, body=scripted)
    if scripted is not None and not scripted.is_of(title):
        scripted = replace(scripted, published="", author="")
    published, modified = read_times(head, title=title, body=scripted)
    own = find_body(root, title=title)
    is_whole = len(nodes) < MAX_PARTS
    lines, reading = _choose(own, scripted, text, url, title, is_whole=is_whole)
    author = read_author(head, outlet=outlet, body=scripted) or find_writer(
        head,
        lines,
        (*own.bylines, *(scripted.bylines if scripted is not None else ())),
        signed=own.signed,
    )
    state = _state(head, root, title, lines, is_gated=own.is_gated)
    if state in (ArticleState.GONE, ArticleState.BLOCKED):
        lines = ()
    elif state is ArticleState.PAYWALL:
        lines = _without_invitation(lines)
    return Article(
        url=Url(url),
        title=_UNFIT.sub("", title),
        text="\n".join(line for row in lines if (line := _UNFIT.sub("", row)).strip()),
        author=_UNFIT.sub("", author),
        outlet=_UNFIT.sub("", outlet),
        published=published,
        modified=modified,
        state=state,
        reading=reading if lines else None,
        also=read_addresses(head, url) if lines and is_http(url) else (),
    )


def _check_kind(page: bytes, url: str, content_type: str | None) -> None:
    if len(page) > MAX_PAGE:
        raise BodyError(url, say("body.large", mib=MAX_PAGE // 2**20))
    for mark, kind in _MAGIC.items():
        if page.startswith(mark):
            raise BodyError(url, say("body.binary", kind=kind))
    said = _NO_PAGE.match(content_type or "")
    if said and b"<" not in page[:200]:
        raise BodyError(url, say("body.binary", kind=(content_type or "").split(";")[0][:60]))
    if page[:4096].count(0) > 400 and page[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise BodyError(url, say("body.binary", kind="?"))


def _parse(text: str) -> html.HtmlElement | None:
    if not text.strip():
        return None
    text = _LONG_TAG.sub(_short_tag, text)
    try:
        # Not lxml.html's own elements: they cost a call for each one, and add nothing we use.
        return etree.fromstring(text.encode("utf-8", "replace"), parser=page_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None  # nothing that could be a page: the caller says "empty"


def _short_tag(match: re.Match[str]) -> str:
    # libxml2 compares every attribute with every other: 10^5 of them take a minute.
    is_long = len(match[2].split(None, MAX_ATTRIBUTES)) > MAX_ATTRIBUTES
    return f"<{match[1]}>" if is_long else match[0]


def _choose(
    own: Body, scripted: ScriptBody | None, page: str, url: str, title: str, *, is_whole: bool
) -> tuple[tuple[str, ...], Reading]:
    """Return the lines of the reading that holds most of a story, and whose reading it is."""
    hidden = scripted.prose if scripted is not None else 0
    if scripted is not None and (
        own.prose < hidden // 4
        or (own.prose < ENOUGH and hidden > own.prose)
        or (not own.is_known and hidden > 2 * own.prose)
    ):
        return scripted.lines, Reading.SCRIPT
    is_korean = len(_HANGUL.findall("".join(own.lines)[:2000])) >= 20
    if own.is_known or not is_whole or (own.prose >= ENOUGH and is_korean):
        return own.lines, Reading.OWN
    # A second reading costs much, and finds nothing where there is not a sentence.
    if not _SENTENCE.search(page):
        return own.lines, Reading.OWN
    # Nothing is left on the page that another reading could find: it costs six times ours.
    if is_korean and own.prose and own.beside <= 0.2 * own.prose:
        return own.lines, Reading.OWN
    asked = _ask_trafilatura(page, url, title)
    # It puts a dash before what stands in a list.
    other = tuple(line for line in asked if line.removeprefix("- ") not in own.refused)
    # Our rules are those of Korean pages: of the world's they must find clearly more to be asked.
    lead = 1.2 if is_korean or own.prose < ENOUGH else 0.8
    if score_of(other) > lead * max(score_of(own.lines), 1.0):
        return other, Reading.TRAFILATURA
    return own.lines, Reading.OWN


def score_of(lines: Sequence[str]) -> float:
    """Return how much of a story lines are: their prose, less the menu words among them.

    Rows of a table are no prose and no menu: trafilatura writes them as words, we with tabs.
    """
    score = 0.0
    for line in lines:
        if is_prose(line) or "\t" in line:
            score += len(line)
        elif not line.startswith(_SUBHEAD):
            score -= 0.5 * len(line)
    return score


def _ask_trafilatura(page: str, url: str, title: str) -> tuple[str, ...]:
    import trafilatura  # it loads slowly, and most commands read no page

    # What it warns of are its own attempts, in words that name no page.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    text = trafilatura.extract(
        page,
        url=url if is_http(url) else None,
        include_comments=False,
        include_tables=False,
        favor_recall=True,
        deduplicate=False,
    )
    lines = (line.strip() for line in (text or "").splitlines() if line.strip())
    headline = "".join(title.split())
    others = OtherStories()
    kept = [clean_line(t) for t in lines if not others.take(t) and not is_page_line(t)]
    while kept and headline and "".join(kept[0].split()) == headline:
        del kept[0]
    return tuple(without_tail(kept))


def _state(
    head: Page, root: html.HtmlElement, title: str, lines: tuple[str, ...], *, is_gated: bool
) -> ArticleState:
    prose = prose_size(lines)
    if prose < 400 and sum(1 for line in lines if _TOLD.search(line)) < 2:
        # Only a page that has little to say is a wall: an article may quote any of these words.
        seen = f"{title}\n{' '.join(_visible(root))}"
        if _WALL.search(seen) and prose < 300 and not _is_news(head):
            return ArticleState.BLOCKED
        if _GONE.search(seen) and prose < 200 and not _is_news(head):
            return ArticleState.GONE
        if _MEMBERS.search(seen):
            return ArticleState.PAYWALL
    if is_gated or _is_closed(head) or any(map(_is_invitation, lines[-3:])):
        return ArticleState.PAYWALL
    return ArticleState.ARTICLE if lines else ArticleState.EMPTY


def _visible(root: html.HtmlElement) -> list[str]:
    """Return the first words that the page shows."""
    found: list[str] = []
    size = 0
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, node in walker:
        is_shown = isinstance(node.tag, str) and node.tag not in _UNSEEN
        if event == "start" and not is_shown:
            walker.skip_subtree()  # with all that is in it: menus and rankings say anything
        inner = node.text if is_shown and node.tag != "script" else None
        text = inner if event == "start" else node.tail
        if text and text.strip():
            found.append(" ".join(text.split()))
            size += len(text)
        if size > 5000:
            return found
    if size < 400:  # walls often say it only where scripts do not run, or in one
        found += [s.text[:2000] for s in root.iter("script") if s.text][:5]
    return found


def _is_news(head: Page) -> bool:
    """Tell whether the head presents an article: walls and error pages have no such head."""
    return bool(head.ld or head.meta("article:published_time", "og:article:author"))


def _is_closed(head: Page) -> bool:
    return any(
        str(item.get("isAccessibleForFree")).strip().lower() in ("false", "0", "no")
        for item in head.ld
        if "isAccessibleForFree" in item
    )


def _is_invitation(line: str) -> bool:
    """Tell an offer to subscribe from a sentence about one: it is short and speaks politely."""
    return len(line) <= _INVITATION and bool(_MEMBERS.search(line)) and not _TOLD.search(line)


def _without_invitation(lines: tuple[str, ...]) -> tuple[str, ...]:
    kept = list(lines)
    while kept and (
        _is_invitation(kept[-1]) or (not is_prose(kept[-1]) and any(map(_is_invitation, kept[-3:])))
    ):
        kept.pop()
    return tuple(kept)
