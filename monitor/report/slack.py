"""The digest as Slack messages: Block Kit within Slack's limits, outside text disarmed.

Limits (docs.slack.dev/reference/block-kit): 50 blocks a message, 3000 characters a section's text,
150 a header's, 10 elements a context. Lengths are counted after escaping.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from monitor.model import Digest
from monitor.report.items import Item, Quote, View, view_digest
from monitor.report.quotes import clean, clip
from monitor.words import Lang, say

Block = dict[str, Any]

MOST_BLOCKS = 50
LONGEST_SECTION = 3000
LONGEST_HEADER = 150
LONGEST_MESSAGE = 12_000
"""Characters of a message in all; beyond about 13,000 Slack answers `msg_blocks_too_long`."""
LONGEST_LINK = 900
MOST_ITEMS = 120

# What Slack's markup reads as bold, italic, struck or code becomes a look-alike that it does not.
_LOOKALIKES = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ", "|": "∣"})
_BREAK = "\u200b"  # seen by nobody, ends what would be a mention, an emoji or an address


def render_blocks(digest: Digest, lang: Lang = "ko") -> list[list[Block]]:
    """Return the digest as messages, each a list of blocks; the first one says what changed."""
    view = view_digest(digest, lang, limit=MOST_ITEMS)
    blocks = [*_opening(view), *_sections(view, lang), *_footer(view, lang)]
    return _messages(blocks)


def escape(text: str) -> str:
    """Return outside text that Slack shows as it stands: no mention, link, emoji or style.

    >>> escape("<!channel> A&B *x*")
    '&lt;!channel&gt; A&amp;B ∗x∗'
    """
    text = clean(text).translate(_LOOKALIKES)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # @here, #general; :tada:; https://…, mailto:… and www.… where Slack would make a link of it.
    text = re.sub(r"([@#＠＃])(?=\w)", rf"\1{_BREAK}", text)
    text = re.sub(r":(?=[a-z0-9_+'ˍ-]+:)", f":{_BREAK}", text, flags=re.IGNORECASE)
    return re.sub(r"(https?|mailto|tel|ftp)(:)(?=\S)", rf"\1{_BREAK}\2", text, flags=re.IGNORECASE)


def link(url: str, words: str) -> str:
    """Return a Slack link; the words alone where the address is too long for one."""
    address = url.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
    shown = escape(words)
    return shown if len(address) > LONGEST_LINK else f"<{address}|{shown}>"


# --- parts ---------------------------------------------------------------------------------------


def _opening(view: View) -> list[Block]:
    title = f"{view.title} · {view.day}"
    counts = " · ".join(f"{name} *{count}*" for _, name, count in view.counts)
    lines = [f"*{escape(view.lead)}*", *((counts,) if counts else ())]
    blocks = [_header(title), _context([escape(view.window)]), _section("\n".join(lines))]
    if view.glance:
        # The line is short by construction: label 90, values and notes a few words.
        more = [f"_{view.glance_more}_"] if view.glance_more else []
        blocks += _lines([*(f"•  {_line(item)}" for item in view.glance), *more])
    return blocks


def _sections(view: View, lang: Lang) -> Iterable[Block]:
    for section in view.sections:
        yield {"type": "divider"}
        yield _header(section.topic)
        for part, heading, items, left in section.parts:
            yield _context([f"*{escape(heading)}*"])
            for item in items:
                yield from _item(item, lang, is_short=part == "new")
            if left:
                yield _context([escape(say("report.more", lang, count=left))])
        if section.confirmed:
            yield _context([escape(section.confirmed)])


def _item(item: Item, lang: Lang, *, is_short: bool) -> list[Block]:
    kind = f"[{escape(item.kind)}?] " if item.part == "uncertain" else ""
    lines = [kind + _line(item), *map(_line, item.more)]
    for quote in item.quotes:
        lines += _quote(quote, lang)
    blocks = _lines(lines)
    small = [item.path and f"{say('report.path', lang)}: {item.path}", item.support]
    if not is_short:
        small.append(item.why)
    if words := [escape(word) for word in small if word]:
        blocks.append(_context(words))
    return blocks


def _line(item: Item) -> str:
    notes = f" ({escape(item.notes)})" if item.notes else ""
    return f"{escape(item.label)} *{escape(item.values)}*{notes}"


def _quote(quote: Quote, lang: Lang) -> list[str]:
    # Slack needs a boundary around *bold*; Korean particles follow a number without one.
    pieces = (f"*{escape(text)}*" if bold else escape(text) for text, bold in quote.pieces)
    words = " ".join(piece for piece in pieces if piece)
    label = f"{escape(quote.label)}  " if quote.label else ""
    where = quote.source or quote.outlet
    source = link(quote.link, where) if quote.link and where else escape(where)
    if quote.speaker:
        source += " · " + escape(say("report.speaker", lang, name=quote.speaker))
    return [f">{label}“{words}”", f">{source}"]


def _footer(view: View, lang: Lang) -> list[Block]:
    lines = [line for line in (view.left_out, view.confirmed, *view.coverage) if line]
    blocks: list[Block] = [{"type": "divider"}, _context([escape(" · ".join(lines))])]
    if view.troubles:
        text = "\n".join(f"⚠ {escape(line)}" for line in view.troubles)
        blocks += _lines(text.split("\n"), small=True)
    blocks.append(_context([escape(say("report.rights", lang))]))
    return blocks


# --- blocks --------------------------------------------------------------------------------------


def _text(text: str) -> Block:
    # verbatim: Slack makes no links or mentions of its own out of it.
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _header(text: str) -> Block:
    shown = clip(clean(text), LONGEST_HEADER) or "-"
    return {"type": "header", "text": {"type": "plain_text", "text": shown, "emoji": False}}


def _section(text: str) -> Block:
    return {"type": "section", "text": _text(text)}


def _context(texts: list[str]) -> Block:
    return {"type": "context", "elements": [_text(_cut(t)) for t in texts[:10]]}


def _lines(lines: list[str], *, small: bool = False) -> list[Block]:
    """Return the lines in as few sections as hold them; a line is cut only if alone too long."""
    blocks: list[str] = []
    held: list[str] = []
    size = 0
    for line in lines:
        whole = _cut(line)
        if held and size + len(whole) + 1 > LONGEST_SECTION:
            blocks.append("\n".join(held))
            held, size = [], 0
        held.append(whole)
        size += len(whole) + 1
    blocks.append("\n".join(held))
    return [_context([text]) if small else _section(text) for text in blocks if text]


def _cut(line: str) -> str:
    """Return a line within a section's limit, not cut inside an escape or a link."""
    if len(line) <= LONGEST_SECTION:
        return line
    cut = line[: LONGEST_SECTION - 1]
    for opening, closing in (("&", ";"), ("<", ">")):
        start = cut.rfind(opening)
        if start > cut.rfind(closing):
            cut = cut[:start]
    return cut + "…"


def _messages(blocks: Iterable[Block]) -> list[list[Block]]:
    """Return the blocks in messages; a heading is not left alone at a message's end."""
    messages: list[list[Block]] = [[]]
    size = 0
    for block in blocks:
        length = _length(block)
        if len(messages[-1]) >= MOST_BLOCKS or size + length > LONGEST_MESSAGE:
            carried: list[Block] = []
            while messages[-1][1:] and messages[-1][-1]["type"] in ("header", "divider"):
                carried.insert(0, messages[-1].pop())
            messages.append([b for b in carried if b["type"] != "divider"])
            size = sum(map(_length, messages[-1]))
        messages[-1].append(block)
        size += length
    return messages


def _length(block: Block) -> int:
    texts = [block["text"]] if "text" in block else block.get("elements", [])
    return sum(len(text["text"]) for text in texts)
