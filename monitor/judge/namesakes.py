"""Names inside other names: 딥시크오션 is not 딥시크, 메타버스 is not 메타."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache, partial

from monitor.judge.metrics import scan
from monitor.patterns import Pattern

# What may follow a name in one word and leave it the same name: particles and the copula …
_PARTICLES = Pattern(
    r"(?:은|는|이|가|을|를|의|에|에게|에서|와|과|랑|로|으로|도|만|까지|부터|보다|처럼|같은|마저|조차|께"
    r"|라는|이라는|란|이란|라|이라|라고|이라고|든|나|이나|요|죠|다|이다|였다|였던|이었다|이었던|인|일|입니다"
    r"|이며|며|이고|고|한테|하고|씩|씨|님|들|뿐|측|사|앱|발|판|제|식|급|용|주|형)+"
)
# … and nouns that are said of whoever bears it.
_NOUNS = (
    *("쇼크", "열풍", "효과", "돌풍", "충격", "사태", "신드롬", "모델", "서비스", "챗봇", "본사"),
    *("대표", "창업자", "설립자", "개발사", "회장", "사장", "코리아", "차이나", "재팬", "홀딩스"),
    *("그룹", "주가", "이용자", "사용자", "가입자", "회원", "앱", "측", "쪽", "프로젝트", "사업"),
    *("플랫폼", "클라우드", "연구소", "의회", "시청", "군청", "구청", "도청"),
)
_DIVISIONS = ("시", "군", "구", "도")
"""`해담시`, `해담시의회` are of 해담."""


@lru_cache(maxsize=4096)
def without_namesakes(text: str, names: frozenset[str]) -> str:
    """Return the text with blanks where a word begins with one of the names and is another name.

    One that begins with a longer name of the same is none: 해담시 beside 해담.

    >>> without_namesakes("딥시크오션은 딥시크와 다르다", frozenset({"딥시크"}))
    '       딥시크와 다르다'
    """
    longer: tuple[str, ...] = ()
    for name in sorted(names, key=len, reverse=True):
        if name in text:
            text = re.sub(
                rf"(?<![가-힣A-Za-z0-9]){re.escape(name)}(?P<rest>[가-힣]+)",
                partial(_left, longer=longer),
                text,
            )
        longer = (*longer, name)
    return text


def _left(found: re.Match[str], *, longer: tuple[str, ...]) -> str:
    """Return a word that begins with a name, blank where it is another name."""
    word = found[0]
    if word.startswith(longer) or _is_same(found["rest"]):
        return word
    return " " * len(word)


def plain_names(words: Iterable[str]) -> frozenset[str]:
    """Return those of `words` that are names in Hangul and nothing else, as written.

    A common noun (특허, 예산안) goes into longer words without becoming another thing.
    """
    return frozenset(w for w in words if _is_name(w))


def _is_name(word: str) -> bool:
    if not re.fullmatch(r"[가-힣]{2,}", word):
        return False
    found = [entry for _, entry in scan(word)]
    return all(entry is None or entry.kind == "name" for entry in found)


def _is_same(rest: str) -> bool:
    if _PARTICLES.fullmatch(rest):
        return True
    if any(rest.startswith(noun) for noun in _NOUNS):
        return True
    if rest in _DIVISIONS or (rest.startswith(_DIVISIONS) and _is_same(rest[1:])):
        return True
    known = [entry for _, entry in scan(rest)]
    return bool(known) and known[0] is not None and known[0].kind != "name"
