"""find_owner: the paper that a copyright line names; its years and its rights are no name."""

from __future__ import annotations

import re

from monitor.patterns import Pattern

# Loops are bounded: a page of nothing but signs must not be read once for each of them.
_YEAR = r"(?:19|20)\d\d"
# `ⓒ 2025 한빛일보`, `저작권자(c) 2001-2025 한빛일보`, `Copyright © 2025. 한빛일보`: a name starts
# with a letter, so a line with years alone names nobody.
_LINE = (
    r"(?:ⓒ|©|저작권자|Copyright)(?:[ \t]*(?:\([cC©ⓒ]\)|[ⓒ©]|[cC](?=[ \t]))){0,3}[ \t]*"
    rf"(?:(?:{_YEAR}(?:[ \t]?[-~–,][ \t]?{_YEAR})?|by)[ \t.,]*){{0,4}}"
    r"([^\W\d_][^,.\n<>&|]{1,39}?)"
)
_ENDS = r"(?:[ \t]*&[ \t]*[\w.]{1,40})?[ \t]*[,.]?[ \t]*(?:무단|All rights|재배포)"
_WITH_RIGHTS = Pattern(_LINE + _ENDS, re.IGNORECASE)
_BARE = Pattern(_LINE + r"(?=[ \t]*(?:[,.\n<>&|]|$|무단|All rights|재배포))", re.IGNORECASE)
_YEARS_BEHIND = Pattern(rf"[ \t(]+{_YEAR}\b.*$")
_LATIN = Pattern(r"[A-Za-z0-9 .&'-]+")


def find_owner(text: str, *, bare: bool = False) -> str:
    """Return the owner in the first copyright line of `text`; "" where none is named.

    Args:
        bare: also of a line that reserves no rights, as footers have it; in a story such a line
            is a picture's.

    >>> find_owner("저작권자 ⓒ 2001-2025 맛있는 한빛일보. 무단 전재 금지")
    '한빛일보'
    >>> find_owner("Copyright © 2025. All rights reserved")
    ''
    """
    found = (_BARE if bare else _WITH_RIGHTS).search(text)
    if found is None:
        return ""
    name = _YEARS_BEHIND.sub("", found[1]).strip(" \t()")
    if name.casefold().startswith(("all rights", "무단", "재배포")):
        return ""
    # `공감언론 한빛통신`: a Korean paper's name is one word, its motto stands before it.
    return name if _LATIN.fullmatch(name) else (name.split() or [""])[-1].strip("() ")
