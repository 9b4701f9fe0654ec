"""Quotes as they may be shown: cleaned, short, with the claimed number found in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from urllib.parse import urlsplit

from monitor.model import Claim, Interval, Modality, Span
from monitor.patterns import Pattern
from monitor.report.numbers import CURRENCIES, PRINTED, Printed, Said, said
from monitor.words import Lang, say

LONGEST_QUOTE = 220
"""Characters of a quote: a sentence or two. Korean outlets license longer reprints."""

LONGEST_READ = 2000
"""Characters of a quote in which a unit is looked for: a sentence of more is a table or a trap."""

Marked = tuple[tuple[str, bool], ...]
"""A quote in pieces, each with whether it is a claimed number."""

# Fillers that show nothing, though Unicode counts them as letters or accents.
_BLANK = Pattern("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]")

_NUMBER = Pattern(r"(\d[\d,]*(?:\.\d+)?)\s?([십백천]?)\s?([만억조경]?)")
_SCALE = {"십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}
_ONE_TO_ONE = str.maketrans("０１２３４５６７８９．，％\u00a0\u202f\u2009", "0123456789.,%   ")
# How often a written unit holds the base unit: minutes in seconds, nm in metres, 평 in m².
_FACTORS: dict[str, tuple[Decimal, ...]] = {
    "초": tuple(map(Decimal, (60, 3600, 86400, 604800))),
    "개월": (Decimal(12),),
    "m²": (Decimal("3.305785"), Decimal(10_000), Decimal(1_000_000)),
    "m2": (Decimal("3.305785"), Decimal(10_000), Decimal(1_000_000)),
    "m": (*(Decimal(10) ** p for p in (3, -2, -3, -6, -9)), Decimal("0.0254"), Decimal("0.3048")),
    "kg": tuple(Decimal(10) ** p for p in (3, -3, -6, -9)),
    "L": (Decimal("0.001"),),
    "m/s": (Decimal(1) / Decimal("3.6"),),
    "%": (Decimal(10),),  # 3할
    "%p": (Decimal("0.01"),),  # 25bp
} | {
    unit: tuple(Decimal(10) ** p for p in (3, 6, 9, 12, 15, 18))
    for unit in ("W", "Wh", "B", "Hz", "bps", "OPS", "FLOPS", "bit")
}
_UNIT_WORDS = {
    "%": r"%|퍼센트|프로",
    "%p": r"%\s?포인트|%p|퍼센트\s?포인트|포인트|bp",
    "초": r"초|분|시간|일|주",
    "개월": r"개월|달|년",
    "위": r"위|등",
    "세": r"세|살",
    "1": r"(?!)",
}
_LATIN_UNIT = r"[A-Za-zμµ㎀-㏿°²³/]+|톤|미터|킬로미터|와트|바이트|헤르츠|평|인치"
_NATIVE = dict(enumerate(("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"), start=1))
# Words behind a number that keep the limit itself out: 3%에도 못 미친다, 14억 달러가 채 안 된다.
_STRICT = Pattern(r"미만|밑[도돌]|못\s?미[치친쳐쳤]|초과|넘|[도채]\s?(?:안\s?[되된돼됐]|되지)")
# -3 and 마이너스(-) 0.36, but not the second number of 35-40.
_BELOW_ZERO = Pattern(r"(?:마이너스\s?(?:\(-\))?|영하|(?<!\d)[-−–])\s?$")


# Controls become spaces. Marks that turn the reading direction or are not seen are nothing a quote
# needs; among them (Cf) are the tags in which words can be hidden from people and told to programs.
_SHOWN = {"Cc": " ", "Zl": " ", "Zp": " ", "Cf": ""}


def clean(text: str) -> str:
    """Return text from outside on one line, without controls and unseen marks.

    >>> clean("a\\r\\nBcc: x\\u202e b")
    'a Bcc: x b'
    """
    text = _BLANK.sub("", text)
    if text.isprintable():
        return " ".join(text.split())  # nothing of the kind: as a rule
    text = "".join(_SHOWN.get(unicodedata.category(c), c) for c in text)
    # A lone surrogate cannot be encoded for a mail or a page.
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())


def clip(text: str, longest: int) -> str:
    """Return the text, cut at a space where one is near, with … where it was cut."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > longest * 2 // 3 else cut).rstrip(" ,·") + "…"


def safe_link(doc: str) -> str | None:
    """Return the address if a reader may be sent there: http or https, a host, nothing hidden."""
    if len(doc) > 2000 or re.search(r"[\s\x00-\x20\x7f\"'<>\\^`{|}]", doc):
        return None
    try:
        parts = urlsplit(doc)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.password:
        return None
    return doc


def mark_number(claim: Claim) -> tuple[str, str, str]:
    """Return the claim's quote as (before, number, after), cleaned and cut around the number.

    The number is empty where the quote does not show it in a form we know.
    """
    parts = mark_numbers((claim,))
    for place, (words, is_number) in enumerate(parts):
        if is_number:
            return (
                "".join(text for text, _ in parts[:place]),
                words,
                "".join(text for text, _ in parts[place + 1 :]),
            )
    return "", "", "".join(text for text, _ in parts)


def mark_numbers(claims: Sequence[Claim]) -> Marked:
    """Return the quote that all the claims share, cut around their numbers, as marked pieces."""
    quote = clean(claims[0].quote)
    spans: list[Span] = []
    for span in sorted({s for claim in claims if (s := find_number(quote, claim))}):
        if not spans or span[0] >= spans[-1][1]:
            spans.append(span)
    start, end = _window(len(quote), spans)
    if start > 0 and quote[start - 1] != " ":
        # Not in the middle of a word, where the next one is near.
        start = quote.find(" ", start, min([start + 12, *(a for a, _ in spans)])) + 1 or start
    pieces: list[tuple[str, bool]] = []
    position = start
    for a, b in spans:
        if b > end:
            break
        pieces += [(quote[position:a], False), (quote[a:b], True)]
        position = b
    pieces.append((quote[position:end], False))
    if start > 0:
        pieces[0] = ("…" + pieces[0][0].lstrip(), False)
    if end < len(quote):
        pieces[-1] = (pieces[-1][0].rstrip(" ,·") + "…", False)
    return tuple((text, is_number) for text, is_number in pieces if text)


def _window(length: int, spans: Sequence[Span]) -> Span:
    """Return which part of a quote is shown: as many of its numbers as fit, what is before them
    rather than what is behind, for it says whose they are."""
    if length <= LONGEST_QUOTE:
        return 0, length
    if not spans:
        return 0, LONGEST_QUOTE
    first = spans[0][0]
    last = max([b for _, b in spans if b - first <= LONGEST_QUOTE] or [first + LONGEST_QUOTE])
    room = max(LONGEST_QUOTE - (last - first), 0)
    start = max(first - max(room * 3 // 5, room - (length - last)), 0)
    return start, min(start + LONGEST_QUOTE, length)


def find_number(quote: str, claim: Claim) -> Span | None:
    """Return where the quote says the claim's number, its unit included; None if not found."""
    text = quote.translate(_ONE_TO_ONE)
    wanted = [v for v in (claim.interval.low, claim.interval.high) if v is not None]
    unit = _unit_pattern(claim.unit)
    best: tuple[tuple[bool, bool, int], Span] | None = None
    for start, end, value in _numbers(text):
        exact = any(_near(value, v) for v in wanted)
        factors = _FACTORS.get(claim.unit, ())
        if not exact and not any(_near(value * f, v) for f in factors for v in wanted):
            continue
        tail = re.compile(rf"\s?여?\s?(?:{unit})").match(text, end)
        rank = (tail is None, not exact, start)
        if best is None or rank < best[0]:
            best = rank, (start, tail.end() if tail else end)
    if best:
        return best[1]
    return _find_words(text, claim, wanted, unit)


def is_strict(claim: Claim) -> bool:
    """True if the words behind the number exclude an open end's limit: 미만, 초과, 넘는."""
    if claim.interval.low is not None and claim.interval.high is not None:
        return False
    _, number, after = mark_number(claim)
    return bool(number) and _STRICT.search(after[:12]) is not None


def say_claim(claim: Claim, lang: Lang = "ko") -> str:
    """Return a claim's amount in the unit that its text has: 시속 70km and not 19.4m/s."""
    return claim_said(claim, lang).words


def say_standing(claim: Claim, lang: Lang = "ko") -> str:
    """Return in a word how a figure is meant that is told as no fact: 계획, 목표, 전망; else ""."""
    if claim.modality is Modality.ASSERTED:
        return ""
    if claim.modality is Modality.PLANNED:
        before, _, after = mark_number(claim)
        if "목표" in before[-_NEAR:] or "목표" in after[:_NEAR]:
            return say("field.target", lang)
    return say(f"modality.{claim.modality}", lang)


_NEAR = 24
"""Letters around a number in which a word says what it is."""


def claim_said(claim: Claim, lang: Lang = "ko") -> Said:
    """Return the parts of a claim's amount; see `say_claim`."""
    printed = find_printed(claim.quote, claim.interval, claim.unit)
    parts = said(claim.interval, claim.unit, lang, strict=is_strict(claim), printed=printed)
    written = _written_zeros(claim)
    if not written:
        return parts

    def as_written(found: re.Match[str]) -> str:
        zeros = written.get(Decimal(found[0].replace(",", "")))
        if zeros is None:
            return found[0]
        return found[0].partition(".")[0] + "." + zeros.partition(".")[2]

    return replace(parts, number=_DIGITS.sub(as_written, parts.number))


_DIGITS = Pattern(r"\d[\d,]*(?:\.\d+)?")
_ZERO_AT_END = Pattern(r"\d[\d,]*\.\d*0(?!\d)")


def _written_zeros(claim: Claim) -> dict[Decimal, str]:
    """Return the claim's numbers that its text ends in a zero behind the point, as written: 2.0.

    `2.0%` says more than `2%`, and a reader is told what was written.
    """
    text = claim.quote[:LONGEST_READ].translate(_ONE_TO_ONE)
    if _ZERO_AT_END.search(text) is None:
        return {}
    wanted = [v for v in (claim.interval.low, claim.interval.high) if v is not None]
    units = [p.to_base for p in PRINTED.get(claim.unit, ())]
    factors = (Decimal(1), *_FACTORS.get(claim.unit, ()))
    found: dict[Decimal, str] = {}
    for start, end, value in _numbers(text):
        digits = _ZERO_AT_END.search(text[start:end])
        if digits is None:
            continue
        sizes = [value * f for f in factors] + [to_base(value) for to_base in units]
        if any(_near(size, v) for size in sizes for v in wanted):
            found[Decimal(digits[0].replace(",", ""))] = digits[0]
    return found


def find_printed(quote: str, interval: Interval, unit: str) -> Printed | None:
    """Return the unit that `quote` has for an amount; None where its size tells the unit."""
    kinds = PRINTED.get(unit)
    if kinds is None:
        return None
    text = quote[:LONGEST_READ].translate(_ONE_TO_ONE)
    wanted = [v for v in (interval.low, interval.high) if v is not None]
    for _, end, value in _numbers(text):
        for printed in kinds:
            if any(_near(printed.to_base(value), v) for v in wanted) and _is_behind(
                text, end, printed.words
            ):
                return printed
    return None


def _is_behind(text: str, end: int, words: str) -> bool:
    """Whether a unit stands behind a number, or behind the second number of a range: 70~80km."""
    return (
        re.compile(rf"(?:\s?[~∼\-–·]\s?[\d,.]+)?\s?여?\s?(?:{words})").match(text, end) is not None
    )


def _unit_pattern(unit: str) -> str:
    if unit in CURRENCIES:
        return re.escape(CURRENCIES[unit])
    if unit in _UNIT_WORDS:
        return _UNIT_WORDS[unit]
    if unit in _FACTORS:
        return _LATIN_UNIT
    return re.escape(unit)


def _numbers(text: str) -> list[tuple[int, int, Decimal]]:
    """Return the runs of digits and scale words in a text, with their values."""
    found = []
    position = 0
    while match := _NUMBER.search(text, position):
        start, end, total, smallest = match.start(), match.start(), Decimal(0), Decimal(10) ** 20
        group = Decimal(0)  # what stands before the next of 만 억 조: 3천 500 of 3천500만
        last: re.Match[str] | None = match
        while last:
            digits = Decimal(last[1].replace(",", "").rstrip(".") or "0")
            small, big = _SCALE.get(last[2], 1), _SCALE.get(last[3], 1)
            group += digits * small
            end = last.end() if last[2] or last[3] else last.end(1)
            if big > 1:
                if Decimal(big) >= smallest:
                    break
                total, group, smallest = total + group * big, Decimal(0), Decimal(big)
            elif small == 1:
                break
            # One space may stand between groups: 1조 8000억.
            last = _NUMBER.match(text, end + (text[end : end + 1] == " "))
        value = total + group
        if sign := _BELOW_ZERO.search(text, max(start - 12, 0), start):
            start, value = sign.start(), -value
        found.append((start, end, value))
        position = max(end, match.end(1))
    return found


def _near(value: Decimal, wanted: Decimal) -> bool:
    return abs(value - wanted) <= abs(wanted) * Decimal("0.002")


def _find_words(text: str, claim: Claim, wanted: list[Decimal], unit: str) -> Span | None:
    """Return where the number stands in words: 절반, 두 배, 세 번째, 18분의 1, 수십 명."""
    first = wanted[0]
    patterns = []
    if claim.unit == "배":
        if first == Decimal("0.5"):
            patterns.append("절반")
        if first == 2:
            patterns.append("갑절|곱절")
        if 0 < first < 1:
            patterns.append(rf"{round(1 / first)}\s?분의\s?1")
    if first == first.to_integral_value() and int(first) in _NATIVE:
        word = _NATIVE[int(first)]
        patterns.append(rf"{word}\s?번째" if claim.unit == "위" else rf"{word}\s?(?:{unit})")
    if claim.interval.approx and len(wanted) == 2 and wanted[0] != wanted[1]:
        patterns.append(rf"(?:수십?|수백|수천|몇)[십백천만억조]*\s?(?:{unit})")
    for pattern in patterns:
        if match := re.search(pattern, text):
            return match.span()
    return None
