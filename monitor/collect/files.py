"""load_article, find_documents: documents on disk → Articles; offsets index the whole file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from pathlib import Path

from monitor.collect.bylines import clean_author, find_author
from monitor.collect.charsets import decode_text
from monitor.collect.copyright import find_owner
from monitor.collect.dates import is_whole_day, parse_date, parse_day
from monitor.errors import FileError
from monitor.model import SEOUL, Article, Span, Url, utc
from monitor.patterns import Pattern
from monitor.words import os_reason, say

MAX_FILE = 10 * 2**20  # bytes

TEXTS = frozenset({".txt", ".text"})
MARKDOWN = frozenset({".md", ".markdown"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
KINDS = TEXTS | MARKDOWN | PAGES

_FRONT_MATTER = Pattern(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_FIELD = Pattern(r"^([^\W\d][\w -]{0,40}?)\s*:\s*(.*?)\s*$")
_HEADING = Pattern(r"^#{1,3}\s+(.+?)\s*#*$", re.M)
# What saved pages have above the headline: menus, the weather, a picture's words.
_NO_TITLE = Pattern(
    r"건너뛰기|바로가기|로그인|회원가입|전체메뉴|^홈$|^[\d.\-]+\s?°?\s?[CF]?$|https?://|@|"
    r"[/=(]\s?사진|사진\s?[=:]|자료사진|^[▲△▼#☞▶]|기자\s?$|조회\s?수|댓글"
)
_SENTENCE = Pattern(r"(?:다|요|죠|까)[.?!][\"'”’]?$")
_DATE_LINE = Pattern(
    r"(?:입력|등록|송고|승인|기사전송|작성|게재|발행|최초|수정|업데이트|최종|날짜|일시|시각|시간|일자)|[월화수목금토일]요일|"
    r"오전|오후|KST|\d+|[\s.:\-/년월일시분초()\[\],|+TZ]"
)
_ROW_DATE = Pattern(r"(?<!\d)(20\d{2}[.\-/]\s?\d{1,2}[.\-/]\s?\d{1,2})\.?\s*$")
_PAPER = Pattern(
    r"^[가-힣A-Za-z]{1,8}(?:일보|신문|뉴스|경제|타임스|타임즈|투데이|방송|데일리|저널|미디어|토마토|닷컴)$"
)
_DATELINE = Pattern(r"[(\[][가-힣]{2,10}=(?!\d+[)\]])([가-힣A-Za-z0-9]{2,10})[)\]]")


def find_documents(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the documents that `paths` name: files as they are, folders with all below, sorted.

    In folders only kinds of files that can be read count, hidden ones and a README do not. Each
    file comes once. Raises FileError for a path that does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            below = (p for p in path.rglob("*") if _is_document(p, path))
            found.update(dict.fromkeys(sorted(below)))
        elif path.exists():
            found[path] = None
        else:
            raise FileError(str(path), say("file.missing"))
    return tuple(found)


def load_article(
    path: Path | str, *, url: str | None = None, published: datetime | None = None
) -> Article:
    """Return the article in a file; its `url` is `path` as given, or `url`.

    Args:
        url: where a saved page came from.
        published: the moment relative dates are resolved against, over what the file says.

    The text of `.txt` and `.md` is the whole file, so offsets index it; front matter (title,
    outlet, author, published as a day or month) stands in `skip`. Title, time and outlet of a plain
    text are only taken where the text says them plainly.

    Raises FileError, in one line, for what is missing, no text or too large, and BodyError for a
    page without an article.
    """
    path = Path(path)
    name = url or str(path)
    suffix = path.suffix.lower()
    if suffix not in KINDS:
        raise FileError(str(path), say("file.kind", suffix=suffix or path.name))
    data = _read_bytes(path)
    if suffix in PAGES:
        # lxml is loaded only where there is a page to read.
        from monitor.collect.body import extract_body

        article = extract_body(data, url=name)
    else:
        article = read_document(
            parse_text(data, name=str(path)),
            name=name,
            stem=path.stem,
            is_markdown=suffix in MARKDOWN,
        )
    if published is None:
        return article
    return _with_time(article, published)


def read_document(text: str, *, name: str, stem: str = "", is_markdown: bool = False) -> Article:
    """Return the article in a plain text or Markdown, all of it, with what its head says."""
    front = _FRONT_MATTER.match(text)
    fields = _fields(front[1]) if front else {}
    skip: tuple[Span, ...] = ((front.start(), front.end()),) if front else ()
    lines = [line.strip() for line in text[front.end() if front else 0 :].splitlines()]
    lines = [line for line in lines if line]
    said = fields.get("published") or fields.get("date") or fields.get("날짜") or ""
    heading = _HEADING.search(text, front.end() if front else 0) if is_markdown else None
    source = fields.get("source", "")
    return Article(
        url=Url(name),
        title=fields.get("title") or (heading[1] if heading else _title(lines)) or stem,
        text=text,
        author=clean_author(fields.get("author", "")) or _author(lines),
        outlet=fields["outlet"]
        if "outlet" in fields
        else ("" if "://" in source else source) or _outlet(lines, text),
        published=read_moment(said) if said else _published(lines),
        skip=skip,
    )


def read_moment(said: str) -> datetime | None:
    """Return the moment of a written date: a whole day or month counts from its first midnight."""
    days = parse_day(said)
    if days is None:
        return None
    moment = parse_date(said)
    if moment is not None and not is_whole_day(said):
        return moment
    return utc(datetime.combine(days[0], time(), tzinfo=SEOUL))


def _with_time(article: Article, published: datetime) -> Article:
    return Article(
        **{field: getattr(article, field) for field in Article.__slots__}
        | {"published": utc(published)}
    )


def _is_document(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    return (
        path.suffix.lower() in KINDS
        and path.is_file()
        and not any(part.startswith(".") for part in parts)
        and path.stem.lower() != "readme"
    )


def _read_bytes(path: Path) -> bytes:
    try:
        # A device or a pipe would never end.
        if not path.is_file():
            raise FileError(str(path), say("file.missing"))
        if path.stat().st_size > MAX_FILE:
            raise FileError(str(path), say("file.large", mib=MAX_FILE // 2**20))
        return path.read_bytes()
    except OSError as e:
        raise FileError(str(path), say("file.unreadable", why=os_reason(e))) from e


def parse_text(data: bytes, *, name: str) -> str:
    """Return the text of a document's bytes, in whatever encoding; FileError for what is none."""
    head = data[:4096]
    if head.startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff")):
        raise FileError(name, say("file.binary"))
    # Random bytes are a ninth control characters, text in any of our encodings has none but breaks.
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    if control > len(head) // 50 and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise FileError(name, say("file.binary"))
    try:
        # Offsets index the file as Python and editors read it: nothing dropped, line ends as \n.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = decode_text(data)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _fields(front: str) -> dict[str, str]:
    """Return the scalar fields of YAML front matter; null and empty ones are empty strings."""
    fields = {}
    for line in front.splitlines():
        if found := _FIELD.match(line):
            value = found[2]
            if value[:1] in "\"'" and value[-1:] == value[:1] and len(value) > 1:
                value = value[1:-1].replace('\\"', '"')
            elif value.lower() in ("null", "~", "none"):
                value = ""
            else:
                value = re.sub(r"\s+#.*$", "", value)
            fields[found[1].strip().lower()] = value
    return fields


def _title(lines: Sequence[str]) -> str:
    """Return the first line that can be a headline; the first of all where none can."""
    for line in lines[:15]:
        if not 6 <= len(line) <= 120 or _NO_TITLE.search(line) or _SENTENCE.search(line):
            continue
        if _is_dated(line) or sum(c.isalpha() for c in line) < 4:
            continue
        return line
    return lines[0][:120] if lines else ""


def _is_dated(line: str) -> bool:
    """Tell a line that holds a date and nothing else."""
    return len(line) <= 80 and parse_date(line) is not None and not _DATE_LINE.sub("", line).strip()


def _published(lines: Sequence[str]) -> datetime | None:
    """Return the time that a text states plainly: a dated line at its head, a list's one date."""
    for line in lines[:8]:
        if _is_dated(line):
            return read_moment(line) if is_whole_day(line) else parse_date(line)
    # A board's list of neighbours under the text: said only if all have the same day.
    days = Counter(
        found[1].replace(" ", "") for line in lines[-40:] if (found := _ROW_DATE.search(line))
    )
    if len(days) == 1 and (row := next(iter(days.items())))[1] >= 5:
        return read_moment(row[0])
    return None


def _outlet(lines: Sequence[str], text: str) -> str:
    if owner := find_owner(text):
        return owner
    if found := _DATELINE.search(text):
        return found[1]
    alone = {line for line in lines if _PAPER.match(line)}
    return alone.pop() if len(alone) == 1 else ""


def _author(lines: Sequence[str]) -> str:
    """Return the name of a by-line that stands by itself, or at the very end or front."""
    for line in lines:
        if re.search(r"(?:그래픽|사진|삽화|영상)\s?[=:]", line):
            continue
        if len(line) <= 80 and re.search(r"(?:기자|특파원|위원)(?:\s|$|[<(\]])", line):
            name = find_author(line)
            if name and line.find(name) <= 20 and not _SENTENCE.search(line):
                return name
    return ""
