"""Searches by keyword as feeds: Naver's news search API and Google News.

A search is a feed whose address is that of the search. Naver is asked with the operator's keys at
the address that the settings name, so a list of feeds from elsewhere leads no key astray, and the
same feeds go on when the keys of the developer centre end (in the middle of 2027) and those of
NAVER API HUB take their place.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any, TypeGuard
from urllib.parse import parse_qs, quote, urlsplit

from monitor.collect.http import Manner, ReadRefusal
from monitor.collect.urls import canonical_url, is_sealed
from monitor.errors import FetchError
from monitor.model import SEOUL, Feed, Url
from monitor.patterns import Pattern
from monitor.words import say

# https://developers.naver.com/docs/serviceapi/search/news/news.md
DEVELOPERS = "https://openapi.naver.com/v1/search/news.json"
# https://api.ncloud-docs.com/docs/naver-api-hub-search-news
HUB = "https://naverapihub.apigw.ntruss.com/search/v1/news"
GOOGLE = "https://news.google.com/rss/search"
MOST_RESULTS = 100  # of one answer of Naver's
MAX_KEYWORD = 100  # characters

_SHORT = Pattern(r"(naver|google-news):(?!//)(.*)", re.S)
_CODE = Pattern(r"[A-Za-z0-9]{1,8}")
# Codes of both services: the day's calls are used up, and too many at once. Of the developer
# centre first (https://developers.naver.com/docs/common/openapiguide/errorcode.md), then the hub's.
_USED_UP = frozenset({"010", "400"})
_TOO_FAST = frozenset({"012", "410", "420"})
_TOO_MANY = 429
_TITLE_END = 60  # characters; no outlet's name is longer


class Engine(StrEnum):
    """Who searches."""

    NAVER = "naver"
    GOOGLE = "google-news"


@dataclass(frozen=True, slots=True)
class Search:
    """What a feed that is a search looks for, and where."""

    engine: Engine
    keyword: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NaverKeys:
    """How Naver's search is asked: the application's keys, and where they hold.

    `endpoint` empty is the service's own address; `is_hub` says whose keys they are.
    """

    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)
    is_hub: bool = False
    endpoint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """How a search is asked for."""

    url: Url
    manner: Manner
    read_refusal: ReadRefusal


def search_url(search: Search) -> Url:
    """Return the address of the feed that is this search; ValueError for a keyword of no use."""
    keyword = " ".join(search.keyword.split())
    if not keyword or len(keyword) > MAX_KEYWORD:
        raise ValueError(say("search.keyword", most=MAX_KEYWORD))
    said = quote(keyword, safe="")
    if search.engine is Engine.NAVER:
        return canonical_url(f"{DEVELOPERS}?query={said}")
    return canonical_url(f"{GOOGLE}?q={said}&hl=ko&gl=KR&ceid=KR:ko")


def read_search(url: str) -> Search | None:
    """Return what the feed at `url` looks for; None for one that is no search.

    >>> read_search("https://news.google.com/rss/search?q=%EA%B8%88%EB%A6%AC&hl=ko").keyword
    '금리'
    """
    if "?" not in url:
        return None
    try:
        parts = urlsplit(url)
        fields = parse_qs(parts.query)
    except ValueError:
        return None
    for engine, address, key in (
        (Engine.NAVER, DEVELOPERS, "query"),
        (Engine.NAVER, HUB, "query"),
        (Engine.GOOGLE, GOOGLE, "q"),
    ):
        home = urlsplit(address)
        if (parts.netloc, parts.path) == (home.netloc, home.path) and fields.get(key):
            return Search(engine, " ".join(fields[key][0].split()))
    return None


def is_naver_search(url: str) -> bool:
    """Tell whether the feed at `url` is a search that Naver is asked for with keys."""
    search = read_search(url)
    return search is not None and search.engine is Engine.NAVER


def read_place(place: str) -> str:
    """Return the address that `place` stands for: `naver:금리` and `google-news:금리` are searches.

    Any other comes back as it is. Raises ValueError for a keyword of no use.

    >>> read_place("https://hanbit.example/rss")
    'https://hanbit.example/rss'
    """
    found = _SHORT.fullmatch(place.strip())
    return search_url(Search(Engine(found[1]), found[2])) if found else place


def named(feed: Feed) -> Feed:
    """Return `feed` with a title, where it is a search and has none."""
    search = None if feed.title else read_search(feed.url)
    if search is None:
        return feed
    return replace(feed, title=say(f"search.title.{search.engine}", keyword=search.keyword))


# --- asking Naver --------------------------------------------------------------------------------


def naver_request(url: str, keys: NaverKeys | None, *, now: datetime) -> Request | None:
    """Return how the search at `url` is asked for; None for a feed that is none of Naver's.

    Raises FetchError where the settings have no keys.
    """
    search = read_search(url)
    if search is None or not is_naver_search(url):
        return None
    if keys is None:
        raise FetchError(url, say("search.no_keys"))
    home = keys.endpoint or (HUB if keys.is_hub else DEVELOPERS)
    asked = f"{home}?query={quote(search.keyword, safe='')}&display={MOST_RESULTS}&sort=date"
    names = (
        ("X-NCP-APIGW-API-KEY-ID", "X-NCP-APIGW-API-KEY")
        if keys.is_hub
        else ("X-Naver-Client-Id", "X-Naver-Client-Secret")
    )
    there = canonical_url(asked)
    headers = tuple(zip(names, (keys.client_id, keys.client_secret), strict=True))
    return Request(
        url=there,
        manner=Manner(home=urlsplit(there).hostname or "", headers=headers),
        read_refusal=lambda status, body: read_refusal(status, body, now=now),
    )


def read_refusal(status: int, body: bytes, *, now: datetime) -> tuple[str, float | None] | None:
    """Return why Naver refused; None where its answer does not say.

    The calls of a day (25,000 over all searches of an application) come anew at midnight in Korea.
    Only the code of the answer is taken over: what else it says may be anything.
    """
    code = _code_in(body)
    said = code or str(status)
    if status == _TOO_MANY and code in _USED_UP:
        return say("search.used_up", code=said), _until_midnight(now)
    if status == _TOO_MANY:
        return say("search.too_fast", code=said), None
    if status in (401, 403):
        return say("search.keys_refused", code=said), None
    if code and status < 500:
        return say("search.refused", code=said), None
    return None


def is_naver(data: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether an answer in JSON is one of Naver's news search."""
    return (
        isinstance(data, dict) and "lastBuildDate" in data and isinstance(data.get("items"), list)
    )


def error_in(data: object) -> tuple[str, float | None] | None:
    """Return why an answer of status 200 is an error, of a gateway that says it so; else None."""
    if not isinstance(data, dict) or "items" in data or not (code := _code_of(data)):
        return None
    if code in _TOO_FAST | _USED_UP:
        return say("search.too_fast", code=code), None
    return say("search.refused", code=code), None


def _code_in(body: bytes) -> str:
    try:
        return _code_of(json.loads(body))
    except (ValueError, RecursionError):  # the gateway's own page, or XML
        return ""


def _code_of(data: object) -> str:
    """Return `errorCode` of the developer centre's form, or of the hub's, where it is one."""
    if not isinstance(data, dict):
        return ""
    inner = data.get("error")
    code = str((inner if isinstance(inner, dict) else data).get("errorCode") or "")
    return code if _CODE.fullmatch(code) else ""


def _until_midnight(now: datetime) -> float:
    here = now.astimezone(SEOUL)
    midnight = datetime.combine(here.date() + timedelta(days=1), time(), SEOUL)
    return (midnight - here).total_seconds()


# --- Google News ---------------------------------------------------------------------------------


def unseal(url: Url) -> Url:
    """Return the outlet's own address where an address of Google News carries it in the clear.

    Those made since July 2024 mostly do not: only Google's own script can open them. They come
    back as they are; see `is_sealed`.
    """
    if not is_sealed(url):
        return url
    sealed = urlsplit(url).path.rpartition("/")[2]
    try:
        data = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
    except (ValueError, binascii.Error):
        return url
    # A message of three fields: a kind, the address, and perhaps that of its AMP copy.
    if not data.startswith(b"\x08\x13\x22"):
        return url
    size, at = 0, 3
    for shift in (0, 7, 14):
        if at >= len(data):
            return url
        size |= (data[at] & 0x7F) << shift
        at += 1
        if data[at - 1] < 0x80:
            break
    try:
        there = canonical_url(data[at : at + size].decode("ascii"))
    except ValueError:  # sealed: `AU_yqL…`
        return url
    return url if is_sealed(there) else there


def without_outlet(title: str, outlet: str) -> str:
    """Return a headline of Google News without the outlet's name behind it.

    >>> without_outlet("금리 동결 - 이후는 - 한빛일보", "한빛일보")
    '금리 동결 - 이후는'
    """
    head, dash, tail = title.rpartition(" - ")
    if not dash or not head.strip() or len(tail) > _TITLE_END:
        return title
    is_outlet = not outlet or "".join(tail.split()) == "".join(outlet.split())
    return head.rstrip() if is_outlet else title
