"""The alerts of a topic as feeds that any reader follows: Atom (RFC 4287) and JSON Feed 1.1.

An alert has the same id for ever, and its entry is written anew where something was added to it:
readers then show it again, once.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from urllib.parse import quote

from monitor.model import Alert, Remark
from monitor.report.items import Item, view_alert, view_remark
from monitor.report.items import Quote as Said
from monitor.report.quotes import clean, clip
from monitor.words import Lang, say

MOST_ENTRIES = 100
"""The latest so many of a topic: what a reader that looks in once a week has not missed."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# XML 1.0 has no way to write these, not even escaped; `clean` leaves none but lone surrogates' kin.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One alert as an entry."""

    id: str
    title: str
    link: str | None
    published: datetime
    updated: datetime
    outlet: str
    kind: str
    html: str
    text: str


def feed_name(topic: str) -> str:
    """Return the name of a topic's files, without their ending; two topics never share one.

    >>> feed_name("딥시크"), feed_name("AI 인재/이동") != feed_name("AI 인재-이동")
    ('딥시크', True)
    """
    plain = re.sub(r"[^\w-]+", "-", topic).strip("-_")[:60]
    # Some systems take AI and ai for one file.
    if plain == topic == topic.casefold():
        return plain
    mark = hashlib.sha256(topic.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain or 'topic'}-{mark}"


def make_entries(
    alerts: Iterable[Alert], remarks: Iterable[Remark], *, now: datetime, lang: Lang = "ko"
) -> tuple[Entry, ...]:
    """Return the entries of a topic's alerts and statements, the latest first.

    Args:
        now: what the year of a day is left out against.
    """
    entries = [_of_alert(alert, now, lang) for alert in alerts]
    entries += [_of_remark(remark, now, lang) for remark in remarks]
    entries.sort(key=lambda entry: (entry.published, entry.id), reverse=True)
    return tuple(entries[:MOST_ENTRIES])


def render_atom(topic: str, entries: Sequence[Entry], *, url: str = "", lang: Lang = "ko") -> str:
    """Return an Atom document; `url` is where it will be read, where that is known."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}">',
        f"<id>{_urn(f'topic {topic}')}</id>",
        f"<title>{_xml(_title(topic, lang))}</title>",
        f"<updated>{_moment(_updated(entries))}</updated>",
        f"<author><name>{_xml(say('report.title', lang))}</name></author>",
        "<generator>figure-monitor</generator>",
    ]
    if url:
        lines.append(f'<link rel="self" type="application/atom+xml" href="{_xml(url)}"/>')
    for entry in entries:
        lines += [
            "<entry>",
            f"<id>{entry.id}</id>",
            f"<title>{_xml(entry.title)}</title>",
            f"<published>{_moment(entry.published)}</published>",
            f"<updated>{_moment(entry.updated)}</updated>",
            f'<category term="{_xml(entry.kind)}"/>',
        ]
        if entry.outlet:
            lines.append(f"<author><name>{_xml(entry.outlet)}</name></author>")
        if entry.link:
            lines.append(f'<link rel="alternate" href="{_xml(entry.link)}"/>')
        # Without a page to go to an entry has to hold its content (RFC 4287, 4.1.1): ours all do.
        lines += [f'<content type="html">{_xml(entry.html)}</content>', "</entry>"]
    return "\n".join([*lines, "</feed>"]) + "\n"


def render_json_feed(
    topic: str, entries: Sequence[Entry], *, url: str = "", lang: Lang = "ko"
) -> str:
    """Return a JSON Feed; `url` is where it will be read, where that is known."""
    feed: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(topic, lang),
        "language": lang,
        "authors": [{"name": say("report.title", lang)}],
    }
    if url:
        feed["feed_url"] = url
    items = []
    for entry in entries:
        item: dict[str, object] = {
            "id": entry.id,
            "title": entry.title,
            "content_html": entry.html,
            "content_text": entry.text,
            "date_published": _moment(entry.published),
            "date_modified": _moment(entry.updated),
            "tags": [entry.kind],
        }
        if entry.link:
            item["url"] = entry.link
        if entry.outlet:
            item["authors"] = [{"name": entry.outlet}]
        items.append(item)
    return json.dumps(feed | {"items": items}, ensure_ascii=False, indent=1) + "\n"


def feed_url(base: str, name: str) -> str:
    """Return where a file of the folder is read; empty where no address is set.

    >>> feed_url("https://a.example/feeds", "딥시크.atom")
    'https://a.example/feeds/%EB%94%A5%EC%8B%9C%ED%81%AC.atom'
    """
    return f"{base.rstrip('/')}/{quote(name)}" if base else ""


def _of_alert(alert: Alert, now: datetime, lang: Lang) -> Entry:
    item = view_alert(alert, lang, until=now)
    kind = "uncertain" if alert.is_uncertain else str(alert.kind)
    head = f"{item.kind}?" if alert.is_uncertain else "" if kind == "changed" else item.kind
    found = alert.at or alert.source.published or _EPOCH
    # What else says so was printed later, and makes the entry another one.
    further = [source.published for source in alert.support if source.published]
    return _entry(alert.key, kind, head, item, found, max([found, *further]), lang)


def _of_remark(remark: Remark, now: datetime, lang: Lang) -> Entry:
    item = view_remark(remark, lang, until=now)
    found = remark.at or remark.source.published or _EPOCH
    further = [source.published for source in remark.support if source.published]
    kind = f"statement-{remark.statement.stance}"
    return _entry(remark.key, kind, item.kind, item, found, max([found, *further]), lang)


def _entry(
    key: str, kind: str, head: str, item: Item, found: datetime, updated: datetime, lang: Lang
) -> Entry:
    newest = item.quotes[-1]
    title = f"[{head}] {item.line}" if head else item.line
    small = [word for word in (item.support, item.why) if word]
    html = "".join(
        [
            f"<p><b>{escape(item.line)}</b></p>",
            *(_quote_html(said, lang) for said in item.quotes),
            *(f"<p>{escape(word)}</p>" for word in small),
        ]
    )
    text = "\n".join([item.line, *(_quote_text(said, lang) for said in item.quotes), *small])
    return Entry(
        id=_urn(key),
        title=clip(title, 200),
        link=newest.link,
        published=found,
        updated=updated,
        outlet=newest.outlet,
        kind=kind,
        html=html,
        text=text,
    )


def _quote_html(said: Said, lang: Lang) -> str:
    words = "".join(
        f"<b>{escape(text)}</b>" if is_number else escape(text) for text, is_number in said.pieces
    )
    source = escape(_source(said, lang))
    if said.link:
        source = f'<a href="{escape(said.link)}">{source}</a>'
    label = f"{escape(said.label)} " if said.label else ""
    return f"<blockquote><p>{label}“{words}”<br>{source}</p></blockquote>"


def _quote_text(said: Said, lang: Lang) -> str:
    label = f"{said.label}: " if said.label else ""
    return f"{label}“{said.words}” — {_source(said, lang)}"


def _source(said: Said, lang: Lang) -> str:
    speaker = say("report.speaker", lang, name=said.speaker) if said.speaker else ""
    return " · ".join(word for word in (said.source, speaker) if word)


def _title(topic: str, lang: Lang) -> str:
    return f"{clip(clean(topic), 100)} · {say('report.title', lang)}"


def _updated(entries: Sequence[Entry]) -> datetime:
    # Of what is in it, not of the writing: what did not change is the same file.
    return max((entry.updated for entry in entries), default=_EPOCH)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _urn(key: str) -> str:
    """Return a name that stays the same for a key (RFC 4122, made of a hash as version 5 is)."""
    mark = hashlib.sha256(f"figure-monitor {key}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"urn:uuid:{mark[:8]}-{mark[8:12]}-5{mark[13:16]}-a{mark[17:20]}-{mark[20:32]}"


def _xml(text: str) -> str:
    return escape(_NO_XML.sub("", text), quote=True)
