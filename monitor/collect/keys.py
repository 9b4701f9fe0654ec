"""article_key: what all addresses of one article share, and which of them its page names.

Not addresses to fetch, only to compare: http and https, PC, mobile and AMP, a section's address and
the portal's. To join two articles is worse than to read one twice, so each rule asks for the number
that names the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from monitor.collect.urls import canonical_url
from monitor.model import Url
from monitor.patterns import Pattern

_MOBILE = Pattern(r"^(?:www|m|mobile|amp|mnews)\.(?=[^.]+\.[^.]+)")
_AMP = Pattern(r"(?<=/)amp/|/amp/?$|(?<=\.)amp\.(?=html?$)", re.I)
_INDEXES = frozenset(
    f"{name}.{kind}"
    for name in ("index", "default", "main")
    for kind in ("html", "htm", "php", "jsp", "do", "asp", "aspx")
)

# Outlets that give one article several addresses: host, and where its number stands in path and
# query. A number is one only as a whole, and of the length that the outlet's have.
_NUMBERS: dict[str, Pattern] = {
    "yna.co.kr": Pattern(r"/view/([A-Z]{3}\d{17,20})(?=[/?]|$)"),
    "newsis.com": Pattern(r"(?:/view/|[?&](?:ar_)?id=)(NIS[A-Z]\d{8}_\d{10})(?=[/?&]|$)"),
    "news1.kr": Pattern(r"^/(?!photos?/)(?:[a-z\-]+/){1,2}\??(\d{6,8})(?=[/?&]|$)"),
    "joongang.co.kr": Pattern(r"^/article/(\d{6,9})(?=[/?]|$)"),
    "joins.com": Pattern(r"^/article/(\d{6,9})(?=[/?]|$)"),
    "hankyung.com": Pattern(r"(?:/article/(?:amp/)?|[?&]aid=)(\d{10}[0-9a-z]{3})(?=[/?&]|$)"),
    "donga.com": Pattern(r"/(?:article|amp)/all/\d{8}/(\d{6,10})(?=[/?]|$)"),
    "kmib.co.kr": Pattern(r"/view\.asp\?(?:.*&)?arcid=(\d{10})(?=&|$)"),
    "segye.com": Pattern(r"/(?:newsView|view)/(\d{14})(?=[/?]|$)"),
    "seoul.co.kr": Pattern(r"(?:[?&]id=|/\d{4}/\d\d/\d\d/)(\d{14})(?=[/?&]|$)"),
    "hani.co.kr": Pattern(r"^/arti/(?:[A-Za-z_\-]+/)*(\d{5,8})\.html(?=\?|$)"),
    "hankookilbo.com": Pattern(r"/News/Read(?:AMP)?/(A\d{19})(?=[/?]|$)"),
    "mk.co.kr": Pattern(r"^/(?:news/[a-z\-]+|article)/(\d{7,9})(?=[/?]|$)"),
    "mt.co.kr": Pattern(r"(?:[?&]no=|/\d{4}/\d\d/\d\d/)(\d{19})(?=[/?&]|$)"),
    "edaily.co.kr": Pattern(r"^/news/read\?(?:.*&)?newsId=(\d{17})(?=&|$)", re.I),
    "fnnews.com": Pattern(r"^/(?:news|ampNews)/(\d{18})(?=[/?]|$)"),
    "asiae.co.kr": Pattern(r"(?:/article/|[?&]idxno=)(\d{19})(?=[/?&]|$)"),
    "etnews.com": Pattern(r"^/(?:amp/)?(\d{14})(?=[/?]|$)"),
    "zdnet.co.kr": Pattern(r"^/view/\?(?:.*&)?no=(\d{14})(?=&|$)"),
    "inews24.com": Pattern(r"^/(?:view/(?:news/)?|v/)(\d{6,8})(?=[/?]|$)"),
    "boannews.com": Pattern(r"/(?:view\.asp|detail\.html)\?(?:.*&)?idx=(\d{4,7})(?=&|$)"),
    "sbs.co.kr": Pattern(r"/(?:endPage\.do|news\.amp)\?(?:.*&)?news_?id=(N\d{10})(?=&|$)", re.I),
    "kbs.co.kr": Pattern(r"/view\.do\?(?:.*&)?ncd=(\d{6,9})(?=&|$)"),
    "imbc.com": Pattern(r"/article/(\d{7}_\d{5})\.html(?=\?|$)"),
    "ytn.co.kr": Pattern(r"(?:/_ln/\d{4}_|[?&]key=)(\d{18})(?=[/?&]|$)"),
    "jtbc.co.kr": Pattern(r"(?:/article/|[?&]news_id=)(NB\d{8})(?=[/?&]|$)"),
    "nate.com": Pattern(r"^/view/(\d{8}n\d{5})(?=[/?]|$)"),
}
# The same paper at another host of its past.
_SAME = {"joins.com": "joongang.co.kr"}

_PLACE = Pattern(r"[a-z0-9.\-]+(?::[0-9]+)?")
_TWO_PARTS = frozenset({"co", "or", "go", "ne", "re", "pe", "ac", "com", "net", "org"})
_DIGITS = Pattern(r"\d+")
_DATE = Pattern(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_FEW = 3  # digits of a run that may name something
_MANY = 5  # of one that may name an article
_SLUG = 12  # characters of a last part of a path that names an article without a number
_FRONT = Pattern(r"/?(?:main|m|index|home|news|default)?(?:\.[a-z]{2,4})?/?$", re.I)


def article_key(url: str) -> str:
    """Return what the addresses of one article share; `url` is one of `canonical_url`.

    >>> article_key("https://m.hanbit.example/amp/1") == article_key("http://www.hanbit.example/1")
    True
    >>> article_key("https://www.donga.com/news/Economy/article/all/20261121/130000001/2")
    'donga.com#130000001'
    """
    netloc, path, query = _split(url)
    host, name, pattern = _outlet(netloc)
    if pattern is not None and (found := pattern.search(_tail(path, query))):
        return f"{name}#{found[1]}"
    if "amp" in path.lower():
        path = _AMP.sub("", path)
    start = path.rfind("/") + 1
    if path[start:].lower() in _INDEXES:
        path = path[:start]
    path = path.rstrip("/") or "/"
    if "&" in query:  # the same fields in another order are the same page
        query = "&".join(sorted(query.split("&")))
    return f"{host}{path}" + (f"?{query}" if query else "")


def _split(url: str) -> tuple[str, str, str]:
    """Return host and port, path and query; quickly where the address is as it should be."""
    scheme, _, rest = url.partition("://")
    place, slash, tail = rest.partition("/")
    if scheme not in ("http", "https") or not slash or not _PLACE.fullmatch(place) or "#" in tail:
        parts = urlsplit(url)
        return parts.netloc, parts.path, parts.query
    path, _, query = tail.partition("?")
    return place, f"/{path}", query


@lru_cache(maxsize=4096)
def _outlet(netloc: str) -> tuple[str, str, Pattern | None]:
    """Return the place that all hosts of the outlet share, its name, and where its numbers stand.

    Without a name and a pattern where nothing is known of its numbers.
    """
    host = urlsplit(f"//{netloc}").hostname or ""
    labels = host.split(".")
    for many in (2, 3):  # `mk.co.kr`, `joins.com`
        name = ".".join(labels[-many:])
        if (pattern := _NUMBERS.get(name)) is not None:
            return _MOBILE.sub("", netloc), _SAME.get(name, name), pattern
    return _MOBILE.sub("", netloc), "", None


def _number(netloc: str, tail: str) -> str:
    _, name, pattern = _outlet(netloc)
    found = pattern.search(tail) if pattern is not None else None
    return f"{name}#{found[1]}" if found else ""


def _tail(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def declared_address(named: Iterable[str], url: str) -> Url | None:
    """Return the address that a page names as its own (`rel=canonical`, `og:url`), if believable.

    None where it says nothing new, or what cannot be: templates name the front page, another site,
    or one article on every page. It must be of the same site and bear the same number (without any,
    the same long last part of the path).

    Args:
        named: what the page names, the surest first.
        url: where the page came from.
    """
    for link in named:
        try:
            there = canonical_url(link, base=url)
        except ValueError:
            continue
        if is_same_article(there, url):
            return there if article_key(there) != article_key(url) else None
    return None


def is_same_article(one: str, other: str) -> bool:
    """Tell whether two addresses of one site name the same article, by all that can be seen."""
    here, there = urlsplit(one), urlsplit(other)
    if _FRONT.fullmatch(here.path) and not here.query:
        return False
    if _site(here.netloc) != _site(there.netloc):
        return False
    if article_key(one) == article_key(other):
        return True
    tails = _tail(here.path, here.query), _tail(there.path, there.query)
    known = _number(here.netloc, tails[0]), _number(there.netloc, tails[1])
    if all(known):
        return False  # their numbers differ
    ours, theirs = ({run for run in _DIGITS.findall(tail) if len(run) >= _FEW} for tail in tails)
    if ours or theirs:
        shared = ours & theirs
        # What one has beyond the other may be a page or a section; both having more is another
        # article: `read?seq=4411&date=20261121` and `read?seq=4412&date=20261121`.
        is_part = ours <= theirs or theirs <= ours
        return is_part and any(len(r) >= _MANY and not _DATE.fullmatch(r) for r in shared)
    ends = [p.path.rstrip("/").rpartition("/")[2] for p in (here, there)]
    return ends[0] == ends[1] and len(ends[0]) >= _SLUG and here.query == there.query


def may_speak_for(url: str, there: str) -> bool:
    """Tell whether the page at `url` may say that the article at `there` is its own.

    A site may of its own pages, a portal of those that it copies. Whoever else leads to an article
    may be joined to it, but never take its place.
    """
    return _site(urlsplit(url).netloc) == _site(urlsplit(there).netloc) or is_portal(url)


def leads_to_article(there: str, url: str) -> bool:
    """Tell whether a redirect from `url` came to the same article and not to a page for all."""
    parts = urlsplit(there)
    if _site(parts.netloc) == _site(urlsplit(url).netloc):
        return is_same_article(there, url)
    # From a short address or a search, the server itself says so.
    runs = _DIGITS.findall(_tail(parts.path, parts.query))
    end = parts.path.rstrip("/").rpartition("/")[2]
    return any(len(run) >= _MANY for run in runs) or len(end) >= _SLUG


def _site(place: str) -> str:
    """Return the part of host and port that a publisher owns.

    >>> _site("m.news.hanbit.co.kr"), _site("www.hanbit.example:8080"), _site("127.0.0.1:80")
    ('hanbit.co.kr', 'hanbit.example:8080', '127.0.0.1:80')
    """
    host, _, port = place.partition(":")
    labels = host.split(".")
    if not labels[-1].isalpha():  # an address
        return place
    own = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _TWO_PARTS else 2
    return ".".join(labels[-own:]) + (f":{port}" if port else "")


# --- portals -------------------------------------------------------------------------------------

_PORTALS = ("naver.com", "daum.net", "nate.com", "zum.com")


def is_portal(url: str) -> bool:
    """Tell whether the page is a portal's copy of an outlet's article."""
    host = urlsplit(url).hostname or ""
    return any(host == name or host.endswith(f".{name}") for name in _PORTALS)


def original_address(links: Iterable[str], url: str) -> Url | None:
    """Return the outlet's address that a portal's copy links to as its original; None without one.

    Args:
        links: where the page's links that say so lead (`기사원문`).
        url: the copy's address.
    """
    if not is_portal(url):
        return None
    for link in links:
        try:
            there = canonical_url(link, base=url)
        except ValueError:
            continue
        parts = urlsplit(there)
        if not is_portal(there) and not (_FRONT.fullmatch(parts.path) and not parts.query):
            return there
    return None
