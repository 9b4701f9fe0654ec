"""What a page says of its article beside the text: title, author, outlet, times.

The head's words carry section and paper (`…-정치ㅣ한국일보`), portals name the paper where the
author belongs, the visible stamp is at times the only one: so several witnesses are heard.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from lxml import html

from monitor.collect.blocks import is_in_furniture
from monitor.collect.bylines import clean_author, find_author, is_byline
from monitor.collect.copyright import find_owner
from monitor.collect.dates import parse_date
from monitor.collect.keys import declared_address, is_portal, original_address
from monitor.collect.markup import plain_text
from monitor.collect.scripts import ScriptBody, read_linked_data
from monitor.model import Url
from monitor.patterns import Pattern

MAX_FIELD = 2000  # characters of any field that is read
_SECTION_WORDS = """
    정치 경제 사회 국제 세계 문화 스포츠 연예 오피니언 사설 칼럼 산업 증권 금융 부동산 과학 기술
    생활 전국 지역 종합 전체기사 뉴스 속보 단독 기획 포토 영상 라이프 테크 홈 기사 기사본문 본문
    기사보기 상세보기 미디어 인물 피플 교육 건강 의료 여행 자동차 기업 글로벌 북한 외교 국방
    법조 노동 환경 IT IT·과학 IT/과학 IT과학 경제일반 정치일반 사회일반 산업일반 news article
"""
_SECTIONS = frozenset(_SECTION_WORDS.split())
_SEPARATOR = Pattern(
    r"\s+[-–—|｜:ㅣ<>›»·]\s+|\s*[|｜ㅣ]\s*|\s+<\s*|\s*::\s*"
    r"|(?<=\S)[-–](?=[가-힣A-Za-z·/]{1,10}\s?[|｜ㅣ])"  # `…-정치ㅣ한국일보`
)
_PORTALS = Pattern(r"네이버|다음|daum|naver|네이트|nate|줌|zum|카카오", re.I)
_PORTAL_NAME = Pattern(
    r"(?:네이버|다음|daum|naver|네이트|nate|줌|zum|카카오)\s?(?:뉴스|금융|스포츠|tv|news)?", re.I
)
_PAPER_NAME = Pattern(
    r"[가-힣A-Za-z0-9·]{0,10}(?:일보|신문|뉴스\d?|경제|방송|투데이|타임스|타임즈|미디어|저널|매일|매경|"
    r"데일리|닷컴|시스|한겨레|경향|TV|times|news)|[A-Za-z0-9]{2,8}\s?(?:뉴스|코리아|news|korea|tv)",
    re.I,
)
_STAMPED = Pattern(r"입력|등록|송고|승인|기사전송|작성|게재|게시|발행|최초|출고|업데이트|수정")
_EDITED = Pattern(r"(?:최종\s?)?(?:수정|업데이트|갱신)(?:\s?(?:일시|시간|시각|일))?\s*[:：]?\s*")
_WRITERS = Pattern(r"byline|reporter|journalist|writer|author|info|name|editor")
_NAMED_BEFORE = Pattern(r"\s*(?:::|\|)\s*([^:|]{2,20}?)\s*(?:::|\|)\s*(?=\S)")
_CLOCK = Pattern(r"\d{1,2}\s*[:시]\s*\d{2}")
_ORIGINAL = Pattern(r"(?:기사\s?)?원문(?:\s?(?:보기|기사))?")
_ZULU = Pattern(r"(?:Z|[+-]00:?00|GMT|UTC)\s*$", re.I)


@dataclass(slots=True)
class Page:
    """A parsed page and its witnesses: meta tags by name, JSON-LD articles, scripts."""

    root: html.HtmlElement
    metas: dict[str, str] = field(default_factory=dict)
    ld: list[dict[str, Any]] = field(default_factory=list)
    scripts: list[tuple[str, str]] = field(default_factory=list)

    def meta(self, *names: str) -> str:
        """Return the first of these meta tags that says something."""
        return next((self.metas[name] for name in names if self.metas.get(name)), "")

    def said(self, *keys: str) -> str:
        """Return the first of these JSON-LD values that is text."""
        for item in self.ld:
            for key in keys:
                value = item.get(key)
                if isinstance(value, str) and value.strip():
                    return value[:MAX_FIELD]
        return ""


def read_page(root: html.HtmlElement) -> Page:
    """Return the page of a parsed tree, its head and scripts read."""
    page = Page(root)
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = meta.get("content")
        if name and content and content.strip():
            page.metas.setdefault(name.strip().lower(), content.strip()[:MAX_FIELD])
    linked = []
    for script in root.iter("script"):
        kind, text = (script.get("type") or "").lower(), script.text or ""
        if "ld+json" in kind:
            linked.append(text)
        elif text.strip():
            page.scripts.append((kind, text))
    page.ld = read_linked_data(linked)
    return page


def read_title(page: Page, *, outlet: str = "", body: ScriptBody | None = None) -> str:
    """Return the headline without section and paper."""
    og = plain_text(page.meta("og:title", "twitter:title", "dable:title", "title"))
    node = page.root.find(".//title")
    shown = plain_text(_words(node)) if node is not None else ""
    said = plain_text(page.said("headline"))
    if body is not None and body.title and not (said and body.is_guess):
        said = plain_text(body.title)
    head = og or shown
    headings = _headings(page.root)
    # A heading whose words begin or end what the head says is the headline itself.
    for text in headings:
        if len(text) >= 6 and head and _joined(text) and _joined(head).startswith(_joined(text)):
            return text
    if said and len(said) >= 6 and _joined(head).startswith(_joined(said)):
        return said
    for text in (og, shown, said):
        if text and (cut := _cut(text, outlet, [og, shown, said])):
            # A head that names the paper alone: older pages have the headline in large letters.
            is_paper = not headings and cut == text and _is_label(cut, outlet)
            return _in_large_letters(page.root) or cut if is_paper else cut
    return headings[0] if headings else ""


def _in_large_letters(root: html.HtmlElement) -> str:
    """Return the first line that is set larger than the text; empty where none is."""
    for node in root.iter("font", "big"):
        size = (node.get("size") or "").strip()
        if node.tag == "big" or size in ("4", "5", "6", "7", "+1", "+2", "+3"):
            text = " ".join(_words(node).split())
            if 8 <= len(text) <= 120 and node.getparent() is not None and not _is_linked(node):
                return text
    return ""


def _is_linked(node: html.HtmlElement) -> bool:
    return any(above.tag == "a" for above in islice(node.iterancestors(), 5))


def _words(node: html.HtmlElement) -> str:
    return "".join(node.itertext())[:MAX_FIELD]


def _headings(root: html.HtmlElement) -> list[str]:
    found = []
    for node in root.iter("h1", "h2", "h3"):
        text = " ".join(_words(node).split())
        if 2 <= len(text) <= 200:
            found.append(text)
        if len(found) >= 40:
            break
    return found


def _joined(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _cut(text: str, outlet: str, others: list[str]) -> str:
    """Return `text` without the sections and papers at its ends."""
    parts = [(m.start(), m.end()) for m in _SEPARATOR.finditer(text)]
    end = len(text)
    for start, stop in reversed(parts):
        tail = text[stop:end].strip()
        # What another witness has as its whole title is kept whole.
        if text[:end].strip() in (o for o in others if o != text):
            break
        if not _is_label(tail, outlet):
            break
        end = start
    text = text[:end].strip()
    # `:: 가람신문 :: 제목`
    m = _NAMED_BEFORE.match(text) if parts else None
    if m is not None and _is_label(m[1], outlet):
        text = text[m.end() :]
    # `[한빛일보] 제목` and `한빛일보 | 제목`
    if outlet and (m := re.match(rf"\[?{re.escape(outlet)}\]?\s*[|:ㅣ-]?\s+(?=\S)", text)):
        text = text[m.end() :]
    return text


def _is_label(tail: str, outlet: str) -> bool:
    if not tail:
        return True
    bare = _joined(tail).lower()
    if outlet and (bare == _joined(outlet).lower() or _joined(outlet).lower() in bare):
        return len(bare) <= len(_joined(outlet)) + 8
    if tail in _SECTIONS or _PORTAL_NAME.fullmatch(tail):
        return True
    if re.fullmatch(r"(?:www\.)?[\w\-]+\.(?:com|co\.kr|kr|net|org)", bare):
        return True
    # `흔들리는 한국 경제` is no paper: one has no blank in its name, but behind Latin letters.
    return len(bare) <= 12 and _PAPER_NAME.fullmatch(tail) is not None


def read_outlet(page: Page) -> str:
    """Return the paper's name as the page gives it; empty where it does not."""
    name = page.meta("og:article:author") if _PORTALS.search(page.meta("og:site_name")) else ""
    if name:
        return _paper(name)
    name = page.meta("og:site_name", "application-name", "twitter:creator")
    for item in page.ld:
        publisher = item.get("publisher")
        publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
        if not name and isinstance(publisher, dict):
            name = str(publisher.get("name") or "")
    if not name:
        for node in page.root.iter("footer", "address"):
            if name := find_owner(_words(node), bare=True):
                break
    return _paper(plain_text(name))


def _paper(name: str) -> str:
    name = re.split(r"\s+[|<:]\s+|\s?ㅣ\s?", name.strip().lstrip("@"))[0]
    return "" if "://" in name or len(name) > 60 else name.strip()


def read_addresses(page: Page, url: str) -> tuple[Url, ...]:
    """Return other addresses of the article: its page's own, and of a portal's copy the outlet's.

    Args:
        url: where the page came from.
    """
    links = (
        node.get("href") or ""
        for node in page.root.iter("link")
        if "canonical" in (node.get("rel") or "").lower().split()
    )
    named = [link.strip() for link in islice(links, 3) if link.strip()]
    # Two that differ are a slip of the template, and nobody knows which of them is right.
    sure = named if len(set(named)) == 1 else []
    own = declared_address([*sure, *filter(None, [page.meta("og:url")])], url)
    original = original_address(_originals(page), url) if is_portal(url) else None
    return tuple(there for there in (own, original) if there is not None)


def _originals(page: Page) -> list[str]:
    """Return where the links of a portal's page lead that say `기사원문`."""
    return [
        node.get("href") or ""
        for node in page.root.iter("a")
        if "origin_link" in (node.get("class") or "")
        or _ORIGINAL.fullmatch(" ".join(_words(node)[:40].split()))
    ]


def read_author(page: Page, *, outlet: str = "", body: ScriptBody | None = None) -> str:
    """Return the writer's name; a paper in the writer's place is none."""
    found = [body.author if body is not None else ""]
    for item in page.ld:
        writer = item.get("author") or item.get("creator")
        writer = writer[0] if isinstance(writer, list) and writer else writer
        found.append(
            str(writer.get("name") or "") if isinstance(writer, dict) else str(writer or "")
        )
    found.append(page.meta("author", "dable:author", "article:author", "og:article:author", "byl"))
    for text in found:
        name = clean_author(plain_text(text))
        if name and _joined(name) != _joined(outlet) and not _is_label(name, outlet):
            return name
    return ""


def find_writer(
    page: Page,
    lines: tuple[str, ...],
    bylines: tuple[str, ...],
    *,
    signed: tuple[str, ...] = (),
) -> str:
    """Return the name in a by-line: in the body node, on the page, or in the story's own lines.

    Args:
        signed: by-lines that stand beside the story, where no part of the page is named for them.
    """
    for line in bylines:
        if name := find_author(line):
            return name
    for node in page.root.iter("span", "p", "div", "em", "a", "li", "dd", "strong", "address"):
        parent = node.getparent()
        if not (
            _WRITERS.search(_labels(node))
            or (parent is not None and _WRITERS.search(_labels(parent)))
        ):
            continue
        text = " ".join(" ".join(islice(node.itertext(), 50)).split())
        if text and len(text) <= 120 and (name := find_author(text)):
            return name
    for line in (*lines[-3:][::-1], *lines[:2]):
        near = line if len(line) <= 120 else line[:80] + " " + line[-60:]
        if name := find_author(near):
            return name
    for line in signed:
        if name := find_author(line):
            return name
    # Pages of the 2000s name no parts: a short line with a name, alone or by address or time.
    for text in page.root.itertext(
        "td", "font", "div", "p", "span", "b", "center", "a", "li", "strong"
    ):
        if not 5 <= len(text) <= 120 or "기자" not in text:
            continue
        text = " ".join(text.split())
        if ("@" in text or is_byline(text) or parse_date(text)) and (name := find_author(text)):
            return name
    return ""


def _labels(node: html.HtmlElement) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''} {node.get('rel') or ''}".lower()


def read_times(
    page: Page, *, title: str = "", body: ScriptBody | None = None
) -> tuple[datetime | None, datetime | None]:
    """Return when the article was published and when it was changed, as far as the page says."""
    shown, shown_edit = _shown_times(page.root, title)
    stamps, edits = _attributes(page.root)
    words = [
        page.meta("article:published_time", "og:article:published_time"),
        body.published if body is not None else "",
        page.said("datePublished", "dateCreated"),
        page.meta("datepublished", "pubdate", "publish-date", "date", "dc.date.issued", "dc.date"),
        *stamps,
    ]
    published = next((m for w in words if (m := _korean(w, shown))), None) or shown
    words = [
        page.meta("article:modified_time", "og:article:modified_time", "og:updated_time"),
        page.said("dateModified"),
        page.meta("datemodified", "lastmod", "last-modified"),
        *edits,
    ]
    modified = next((m for w in words if (m := _korean(w, shown_edit))), None) or shown_edit
    if modified is not None and published is not None and modified <= published:
        modified = None
    return published, modified


def _korean(words: str, shown: datetime | None) -> datetime | None:
    """Return the moment of `words`; Korean time that was called UTC is known by what is shown."""
    moment = parse_date(words)
    if moment is not None and shown is not None and _ZULU.search(words):
        late = moment - shown
        if timedelta(hours=8, minutes=59) <= late <= timedelta(hours=9, minutes=1):
            return moment - timedelta(hours=9)
    return moment


def _attributes(root: html.HtmlElement) -> tuple[list[str], list[str]]:
    """Return the stamps in attributes (`data-date-time`, `<time datetime>`): first, then edits."""
    sure: list[str] = []
    weak: list[str] = []
    edits: list[str] = []
    for node in root.iter("span", "time", "em", "p", "div", "dd", "li", "strong"):
        if not node.attrib:
            continue
        name = f"{_labels(node)} {(node.get('itemprop') or '').lower()}"
        for key, value in node.items():
            # A portal shows `20시간 전`, and the stamp where the pointer rests.
            is_hint = key == "title" and _STAMPED.search(value or "") and _CLOCK.search(value)
            is_stamp = key == "datetime" or (
                key.startswith("data-") and re.search("date|time", key) is not None
            )
            if not value or len(value) > 60 or not (is_hint or is_stamp):
                continue
            if "modif" in key + name or "updat" in key + name:
                edits.append(value)
            elif "publish" in key + name or key == "data-date-time":
                sure.append(value)
            elif not is_in_furniture(node):
                weak.append(value)
        if "datepublished" in name:
            sure.append(node.get("content") or _words(node)[:60])
        if len(sure) + len(weak) > 50:
            break
    # Other articles and comments have `time` too: the page's own stands first.
    return sure + weak[:1], edits[:1]


def _shown_times(root: html.HtmlElement, title: str) -> tuple[datetime | None, datetime | None]:
    """Return the stamps that the page shows in words: the labelled ones (입력 …, 수정 …).

    Without a label, the first full stamp after the headline: other dates on a page are a masthead's
    clock above it, and rankings and comments far below.
    """
    published = edited = unlabelled = None
    headline = _bare(title)
    is_below = not headline
    for seen, node in enumerate(root.iter()):
        if not isinstance(node.tag, str) or node.tag in ("script", "style", "title"):
            continue
        if seen > 20_000:
            break
        for text, is_tail in ((node.text, False), (node.tail, True)):
            if not text or len(text) > 300:
                continue
            if not is_below and len(text) >= len(headline) and headline in _bare(text):
                is_below = True
            if not (":" in text or "시" in text) or not _CLOCK.search(text):
                continue
            before = (node.text or "")[-20:] if is_tail else _before(node)
            first, _, last = _split_edit(text)
            # A masthead's clock is labelled too, by its class or with "updated".
            is_ours = is_below or published is not None
            if edited is None and is_ours and (last or _EDITED.search(before)):
                edited = parse_date(last or first)
            if _EDITED.search(before):
                continue
            if published is None and first and _STAMPED.search(before + first):
                published = parse_date(first)
            if unlabelled is None and is_below and first:
                unlabelled = parse_date(first)
        if published is not None and edited is not None:
            break
    return published or unlabelled, edited


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _split_edit(text: str) -> tuple[str, str, str]:
    """Return the parts of a stamp line before, at and after the word for an edit."""
    found = _EDITED.search(text)
    if found is None:
        return text, "", ""
    before, after = text[: found.start()], text[found.end() :]
    # `14:05 송고 | 14:31 최종수정`: the label stands behind its stamp.
    stamps = list(_CLOCK.finditer(before))
    if not _CLOCK.search(after) and len(stamps) > 1:
        cut = re.search(r"[^|/,ㅣ]*$", before)
        assert cut is not None
        return before[: cut.start()], found.group(), before[cut.start() :]
    if re.search(r"입력|등록|송고|승인|작성|게재", after):  # the edit stands first
        cut = re.search(r"입력|등록|송고|승인|작성|게재", after)
        assert cut is not None
        return after[cut.start() :], found.group(), after[: cut.start()]
    return before, found.group(), after


def _before(node: html.HtmlElement) -> str:
    previous = node.getprevious()
    parent = node.getparent()
    words = (previous.text or "") + (previous.tail or "") if previous is not None else ""
    return words[-20:] + ((parent.text or "")[-20:] if parent is not None else "")
