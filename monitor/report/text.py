"""The digest as plain text: the e-mail's twin, and what a terminal shows."""

from __future__ import annotations

from monitor.model import Digest
from monitor.report.items import Item, Quote, View, view_digest, view_subject
from monitor.words import Lang, say

MOST_ITEMS = 250
"""Items told in full; what goes beyond is counted. Nobody reads more, and a flood stays a mail."""


def render_subject(digest: Digest, lang: Lang = "ko") -> str:
    """Return the subject line: one line, without controls, the main change in front."""
    return view_subject(digest, lang)


def render_text(digest: Digest, lang: Lang = "ko") -> str:
    """Return the digest as plain text, lines ended by a line feed."""
    view = view_digest(digest, lang, limit=MOST_ITEMS)
    lines = [f"{view.title} | {view.day}", view.window, "", view.lead]
    if view.counts:
        lines.append(" · ".join(f"{name} {count}" for _, name, count in view.counts))
    if view.glance:
        lines += ["", *(f"  • {item.line}" for item in view.glance)]
        lines += [f"    {view.glance_more}"] if view.glance_more else []
    for section in view.sections:
        lines += ["", "", f"■ {section.topic}"]
        for _, heading, items, left in section.parts:
            lines += ["", f"[{heading}]"]
            for item in items:
                lines += _item(item, lang)
            if left:
                lines.append(f"  {say('report.more', lang, count=left)}")
        if section.confirmed:
            lines += ["", section.confirmed]
    lines += ["", *_footer(view, lang)]
    return "\n".join(lines) + "\n"


def _item(item: Item, lang: Lang) -> list[str]:
    lines = [f"• {item.line}"]
    if item.part == "uncertain":
        lines[0] = f"• [{item.kind}?] {item.line}"
    lines += [f"• {other.line}" for other in item.more]
    if item.path:
        lines.append(f"    {say('report.path', lang)}: {item.path}")
    for quote in item.quotes:
        lines += _quote(quote, lang)
    if item.support:
        lines.append(f"    {item.support}")
    if item.why and item.part not in ("new", "remarks"):
        lines.append(f"    {say('report.why', lang)}: {item.why}")
    lines.append("")
    return lines


def _quote(quote: Quote, lang: Lang) -> list[str]:
    head = f"{quote.label}: " if quote.label else ""
    speaker = say("report.speaker", lang, name=quote.speaker) if quote.speaker else ""
    source = " · ".join(word for word in (quote.source, speaker) if word)
    words = "".join(f"【{text}】" if is_number else text for text, is_number in quote.pieces)
    lines = [f"    {head}“{words}”", f"      {source}"]
    if quote.link:
        lines.append(f"      {quote.link}")
    return lines


def _footer(view: View, lang: Lang) -> list[str]:
    lines = ["-- ", *((view.left_out,) if view.left_out else ())]
    if view.confirmed:
        lines.append(view.confirmed)
    lines += view.coverage
    lines += [f"! {line}" for line in view.troubles]
    lines.append(say("report.rights", lang))
    return lines
