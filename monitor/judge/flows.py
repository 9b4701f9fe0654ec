"""Whether a number counts what is new, all so far, or what is there: a flow is never its stock.

`신규 등록 3만 명` and `누적 등록 120만 명` are two figures, as are new loans and their balance, or
what one month brought and what it came to. Words beside the number tell first, then the metric's.
"""

from __future__ import annotations

from functools import lru_cache

from monitor.judge.place import Place
from monitor.patterns import Pattern

NEW, TOTAL, STOCK, NET = "new", "total", "stock", "net"

WORDS = Pattern(
    r"(?P<net>순증|순감|순유입|순유출|순발행|순매수|순매도)"
    r"|(?P<total>누적|누계|통산|(?:지금|이제|여태|현재)까지|그동안"
    r"|(?:출시|도입|개통|창립|설립|상장|시행|개장|출범|발매) 이후)"
    r"|(?P<new>신규|새로이?|새롭게|신입|취급액|취급 (?:금액|규모|건수)"
    r"|당월|(?:이달|지난달|올해|지난해|하루)에만)"
    r"|(?P<stock>잔액|잔고|재적)"
)
AFTER = Pattern(r"^[^\d,.]{0,10}?(?:이|가|을|를|의)?\s(?:새로이?|새롭게|신규로)\s")
"""`438명이 새로 걸렸다`."""

SPANS = frozenset({"daily", "weekly", "monthly", "quarterly", "half", "yearly"})
"""Paces of what is counted anew in each span."""

UNSAID = 0.45
"""What is left where only one of two says which it counts: too little for a change."""

APART = 0.03


@lru_cache(maxsize=16384)
def flow_of(text: str) -> str:
    """Return what a metric's words say that it counts; empty where they do not.

    >>> flow_of("누적 등록자 수"), flow_of("신규 등록자 수"), flow_of("대출 잔액"), flow_of("대출")
    ('total', 'new', 'stock', '')
    """
    said = ""
    for match in WORDS.finditer(text):
        said = match.lastgroup or ""
    return said


def flow_here(place: Place) -> str:
    """Return what the words beside a number say that it counts."""
    if AFTER.match(place.after):
        return NEW
    return flow_of(place.before)


def compare_flows(mine: str, theirs: str, pace: frozenset[str], other: frozenset[str]) -> float:
    """Return how far two numbers may count the same: what is new is not what there is in all.

    Args:
        pace, other: the spans that either is counted over; what a month brought is no total.
    """
    if mine == theirs:
        return 1.0
    if mine and theirs:
        return UNSAID if {mine, theirs} == {TOTAL, STOCK} else APART
    said, spans = (mine, other) if mine else (theirs, pace)
    if said in (TOTAL, STOCK) and spans & SPANS:
        return APART
    # `가계대출` alone is its balance, `월간 등록` what is new in a month.
    return 1.0 if said == STOCK or spans & SPANS else UNSAID
