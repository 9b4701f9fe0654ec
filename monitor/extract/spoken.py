"""Spoken and polite verb endings as the plain ones of written news, for the rules that read verbs.

`투자합니다`, `늘었죠`, `있었다는 겁니다` say what `투자한다`, `늘었다`, `있었다는 것이다` say.
The words change their length here: only for looking at, never for spans.
"""

from __future__ import annotations

import re

from monitor.patterns import Pattern

_BASE, _FINAL_N, _FINAL_B, _FINAL_SS = 0xAC00, 4, 17, 20
# Before 습니다: no verb of doing, so no 는다.
_STATES = frozenset("있없같많높낮적작좋겠길넓깊짧얇굵싶옳밝")

_FORMAL = Pattern(r"([가-힣])?([가-힣])니(다|까)")
_CONTRACTED = (
    (Pattern(r"(?<=[가-힣]\s)겁니(?=다)"), "것이"),
    (Pattern(r"(?<=[가-힣]\s)거(?=라[고는며]|다|예요|죠)"), "것이"),
    (Pattern(r"(?<=[가-힣]\s)건데요?"), "것인데"),
)
_CASUAL = Pattern(
    r"([가-힣])(?:죠|지요|거든요|는데요|네요|답니다|대요|어요|습니다만)(?=[.,?!\s\"”’)]|$)"
)


def to_plain(words: str) -> str:
    """Return `words` with their polite and spoken verb endings in the plain form.

    >>> to_plain("내년에 3조 원을 투자합니다. 지난해보다 늘었죠.")
    '내년에 3조 원을 투자한다. 지난해보다 늘었다.'
    """
    # Written news has hardly any of them, and a glance for a letter costs next to nothing.
    if "거" in words or "겁니" in words or "건데" in words:
        for pattern, plain in _CONTRACTED:
            words = pattern.sub(plain, words)
    if "니다" in words or "니까" in words:
        words = _without_formal(words)
    if "요" in words or "죠" in words or "습니다만" in words:
        words = _CASUAL.sub(_from_casual, words)
    return words


def _without_formal(words: str) -> str:
    """Return `words` with the endings 니다 and 니까 in the plain form, from left to right."""
    parts: list[str] = []
    done, at = 0, words.find("니", 1)
    while at >= 0:
        found = None
        if words.startswith(("다", "까"), at + 1):
            if at - 2 >= done:
                found = _FORMAL.match(words, at - 2)
            if found is None and at - 1 >= done:
                found = _FORMAL.match(words, at - 1)
        if found is not None:
            parts += (words[done : found.start()], _from_formal(found))
            done = at + 2
        at = words.find("니", at + 1)
    return "".join([*parts, words[done:]])


def _from_formal(found: re.Match[str]) -> str:
    before, last, end = found.group(1) or "", found.group(2), found.group(3)
    if last == "습":
        if not before or _final(before) == _FINAL_SS or before in _STATES:
            return f"{before}{end}"
        return f"{before}는{end}"
    if _final(last) != _FINAL_B:
        return found.group()
    open_syllable = chr(ord(last) - _FINAL_B)
    if last in {"입", "닙"}:
        return f"{before}{open_syllable}{end}"
    return f"{before}{chr(ord(last) - _FINAL_B + _FINAL_N)}{end}"


def _from_casual(found: re.Match[str]) -> str:
    last = found.group(1)
    if _final(last) == _FINAL_SS or last == "이":
        return f"{last}다"
    if _final(last) == 0:
        return f"{chr(ord(last) + _FINAL_N)}다"
    return f"{last}다"


def _final(syllable: str) -> int:
    """Return the number of a Hangul syllable's final consonant, 0 for none."""
    return (ord(syllable) - _BASE) % 28
