"""Where a Korean text's sentences begin and end: rules alone, one pass, no dictionary.

A line break always ends a sentence. A full stop ends one unless it stands in a number (`0.36`), an
abbreviation (`U.S.`), a list marker (`1. `) or inside quotes or brackets that close on their line:
what somebody says over three sentences belongs to the sentence that says who says it. A quotation
that stands alone (an answer in an interview, a paragraph of speech) is cut like any other text.
"""

from __future__ import annotations

from itertools import accumulate

from monitor.model import Span
from monitor.patterns import Pattern

LONGEST = 2000
"""No sentence is longer (characters): what reads sentences stays linear whatever the text is."""

# A pair of quotes that spans more is taken for two stray marks: a forgotten one must not glue a
# whole article together.
WIDEST_PAIR = 800

_LINE = Pattern(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_MARK = Pattern(r"[\"'“”‘’「」『』《》〈〉()\[\]{}（）［］【】]")
_OPEN = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "(": ")",
    "[": "]",
    "{": "}",
    "（": "）",
    "［": "］",
    "【": "】",
}
_CLOSE = {close: opened for opened, close in _OPEN.items()}
_STRAIGHT = "\"'"

_STOP = Pattern(r"(?:[.!?。．！？]|…)+")
_CLOSERS = "\"'”’」』》〉)]}）］】"
_QUOTES_CLOSE = "\"'”’」』"
_QUOTES_OPEN = "\"'“‘「『"
# `"…했다." 라고 말했다`, `"…했다"고`: what follows a quotation and belongs to it.
_QUOTING = Pattern(
    r"(?:이?라(?:고|는|며|면서?|던)|고\s|며\s|면서|[은는이가을를의와과로도만에]\s|으로\s|하고\s|등[\s이을의])"
)
_FINAL = "다요죠까네군자지라오소음임함됨듯"
# Latin abbreviations whose full stop ends nothing.
_ABBREVIATIONS = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "st", "vs", "no", "vol", "fig", "inc", "corp", "co", "ltd"}
    | {"jr", "sr", "etc", "approx", "gen", "sen", "rep", "gov", "jan", "feb", "mar", "apr", "jun"}
    | {"jul", "aug", "sep", "sept", "oct", "nov", "dec", "p", "pp", "cf", "al", "eg", "ie"}
)
# Line marks of reports and press releases. `▲ 3.2%` and `- 2.1%` are signs of a figure.
BULLETS = "-–—―•·‧▪▫◦*○●◯◎□■◇◆△▲▷▶▸►☞※ㅇ❍❏➤➔①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
_BULLET = Pattern(
    r"\s*(?:[-–—―•·‧▪◦*ㅇ]\s+(?![\d.]+\s?(?:%|p|포인트))"
    # not `○○시`, a name withheld
    r"|(?P<mark>[▫○●◯◎□■◇◆△▲▷▶▸►☞※❍❏➤➔①-⑮])(?!(?P=mark))\s*(?![\s\d.]))+"
)
_NOTE = Pattern(r"(?:\([^()\n]{1,80}\)|\[[^\[\]\n]{1,80}\])(?=\s|\Z)")
_DIGITS = Pattern(r"\d+\Z")
_DATE = Pattern(r"(?:19|20)\d\d\.\s?\d{1,2}\.\s?\d{1,2}\Z")
_LATIN_WORD = Pattern(r"[A-Za-z]+\Z")
_LIST_MARKER = Pattern(r"\s*(?:[(\[]?\d{1,3}|[A-Za-z가나다라마바사아자차카타파하]|[IVX]{1,5})\Z")


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the spans of the sentences of `text` in order, without the white space around them.

    Every character that is not white space lies in exactly one span, but for the bullet of a line
    (`- `); a line that is no sentence (a headline, a caption) is a span too. No span is longer
    than `LONGEST`.

    >>> text = '격차는 -0.36이다. 그는 "끝났다. 정말이다."라고 했다.'
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['격차는 -0.36이다.', '그는 "끝났다. 정말이다."라고 했다.']
    """
    return tuple(
        span
        for line in _LINE.finditer(text)
        for start, end in _split_line(text, line.start(), line.end())
        for span in _bounded(text, start, end)
    )


def _split_line(text: str, start: int, end: int) -> list[Span]:
    if (text[start] in BULLETS or text[start].isspace()) and (
        bullet := _BULLET.match(text, start, end)
    ):
        start = bullet.end()
    depth = _depths(text, start, end)
    spans: list[Span] = []
    begin = at = start
    while stop := _STOP.search(text, at, end):
        at = stop.end()
        cut = _end_after(text, stop.start(), stop.end(), begin, end, depth, start)
        if cut is not None:
            spans.append((begin, cut))
            begin = at = cut
    spans.append((begin, end))
    return spans


def _depths(text: str, start: int, end: int) -> list[int] | None:
    """Return how many closed pairs of quotes and brackets each character of the line lies in."""
    opened: dict[str, list[int]] = {}
    steps: list[int] | None = None
    for mark in _MARK.finditer(text, start, end):
        sign, at = mark.group(), mark.start()
        if sign in _STRAIGHT:
            stack = opened.setdefault(sign, [])
            # An apostrophe opens nothing: `'` after a letter or digit can only close.
            if not stack and sign == "'" and at > start and text[at - 1].isalnum():
                continue
            kind = sign
            closes = bool(stack)
        elif sign in _OPEN:
            kind, closes = sign, False
        else:
            kind, closes = _CLOSE[sign], True
        stack = opened.setdefault(kind, [])
        if not closes:
            stack.append(at)
        elif stack:
            begin = stack.pop()
            if kind in _QUOTES_OPEN and _stands_alone(text, begin, at, start, end):
                continue
            if at - begin <= WIDEST_PAIR:
                if steps is None:
                    steps = [0] * (end - start + 1)
                steps[begin + 1 - start] += 1
                steps[at - start] -= 1
            elif sign in _STRAIGHT:
                # Too far apart to be a pair: this one may open the next.
                stack.append(at)
    return list(accumulate(steps)) if steps else None


def _stands_alone(text: str, begin: int, at: int, start: int, end: int) -> bool:
    """Say whether the quotation from `begin` to `at` is no part of a sentence around it.

    `start` and `end` are its line's. What leads up to it has ended, and so has what it says.
    """
    if _STOP.fullmatch(text[at - 1]) is None:
        return False
    before = begin
    while before > start and text[before - 1].isspace():
        before -= 1
    if before > start and text[before - 1] not in ".!?。！？":
        return False
    after = at + 1
    return after >= end or (
        text[after].isspace() and not _QUOTING.match(text[after : after + 12].lstrip())
    )


def _end_after(
    text: str, first: int, last: int, begin: int, end: int, depth: list[int] | None, base: int
) -> int | None:
    """Return where the sentence ends that the stop at `first`..`last` closes, None if it does not.

    Args:
        first, last: the run of stop characters.
        begin: where the sentence began; end: where its line ends.
        depth, base: nesting of the line's characters, and the offset of its first.
    """
    inside = depth is not None and depth[first - base] > 0
    after = last
    while after < end and text[after] in _CLOSERS:
        after += 1
    if inside:
        # `말했다. "끝났다." 그는` ends behind the quote; a bracket or an outer pair does not end.
        if after == last or text[last] not in _QUOTES_CLOSE:
            return None
        if depth is not None and after < end and depth[after - base] > 0:
            return None
        if after >= end:
            return after
        if not text[after].isspace():
            return None
        rest = text[after : after + 12].lstrip()
        return None if _QUOTING.match(rest) else after
    if after >= end:
        return after
    before = text[first - 1] if first > begin else ""
    stop = text[first:last]
    if not text[after].isspace():
        noted = _NOTE.match(text, after, end) if stop == "." and before in _FINAL else None
        if noted is not None:  # `3조 원이다.(전년 대비 12.5% 증가) 이익은`: the note belongs to it
            return noted.end()
        # `비롯됐다.2014년`: the blank was forgotten, which is only safe to say after an ending.
        glued = stop == "." and before in "다요" and (text[after].isdigit() or _hangul(text[after]))
        return after if glued and after == last else None
    if stop in {"…", "..", "...", "……", "…."}:
        return after if before in _FINAL else None
    if stop != ".":
        return after
    if before.isdigit():
        return None if _counts(text, first, begin, after, end) else after
    if before.isascii() and before.isalpha():
        word = _LATIN_WORD.search(text, max(begin, first - 12), first)
        letters = word.group() if word else ""
        short = len(letters) == 1 and letters.isupper()
        # `plan B. 그는` is rare; `U.S. 정부`, `J. 트럼프` are not.
        if short or letters.lower() in _ABBREVIATIONS:
            return None
    if _LIST_MARKER.match(text, begin, first) and first - begin < 8:
        return None
    return after


def _counts(text: str, dot: int, begin: int, after: int, end: int) -> bool:
    """Say whether the full stop behind a digit belongs to it: `1. 제목`, `2025. 4. 9.`."""
    if _LIST_MARKER.match(text, begin, dot) and not text[begin:dot].strip().startswith("-"):
        return True
    if _DATE.search(text, max(begin, dot - 14), dot):
        return True
    rest = text[after : min(end, after + 4)].lstrip()
    digits = _DIGITS.search(text, max(begin, dot - 5), dot)
    return bool(digits and len(digits.group()) in {1, 2, 4} and rest[:1].isdigit())


def _hangul(sign: str) -> bool:
    return "가" <= sign <= "힣"


def _bounded(text: str, start: int, end: int) -> list[Span]:
    """Return the span without white space at its ends, cut at blanks where it is too long."""
    spans: list[Span] = []
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end:
            return spans
        if end - start <= LONGEST:
            spans.append((start, end))
            return spans
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = start + LONGEST if cut < 0 else cut
        kept = cut
        while kept > start and text[kept - 1].isspace():
            kept -= 1
        spans.append((start, kept))
        start = cut
