"""canonical_url: a link as the one address, to be fetched, that stands for its article.

`keys.py` goes further, for what is only compared: scheme, `www.`, `m.`, AMP, sections.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import parse_qs, quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

import idna

from monitor.addresses import is_literal, parse_address
from monitor.model import Url
from monitor.patterns import Pattern
from monitor.words import say

LONGEST = 4096  # characters; longer ones are attacks or mistakes

# Noise wherever it stands: campaign tags and what Korean outlets hang on links of their feeds.
TRACKING = frozenset(
    {
        "fbclid",
        "gclid",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "twclid",
        "igshid",
        "igsh",
        "mc_cid",
        "mc_eid",
        "_ga",
        "_gl",
        "_hsenc",
        "_hsmi",
        "vero_id",
        "oly_enc_id",
        "oly_anon_id",
        "mkt_tok",
        "wt_mc",
        "spm",
        "cmpid",
        "ocid",
        "ncid",
        "icid",
        "cloc",
        "plink",
        "cooper",
        "kakao_from",
        "rsslink",
        "rss_source",
        "outurl",
        "outlink",
        "ref_src",
        "ref_url",
        "cp_source",
        "fb_action_ids",
        "fb_action_types",
        "fb_ref",
        "fb_source",
        "mibextid",
        "si_source",
        "_kk",
        "trackingid",
        "amp",
        "outputtype",
        "outlnkchk",
        "phpsessid",
        "jsessionid",
        "srsltid",
        "ttclid",
        "li_fat_id",
        "gad_source",
        "gad_campaignid",
        "napm",
        "n_media",
        "n_query",
        "n_rank",
        "n_ad",
        "n_ad_group",
        "n_keyword",
        "n_keyword_id",
        "n_campaign_type",
    }
)
TRACKING_PREFIXES = ("utm_", "utm-", "at_", "pk_", "mtm_", "hsa_")
# Noise only with a word as value (`ref=rss`): with a number they may choose what is shown.
_WORD_TRACKING = frozenset({"from", "ref", "referer", "referrer", "sid1", "source", "via", "input"})
# Keys that the page of that host does not need, its path being the identity.
_HOST_TRACKING = {
    "yna.co.kr": frozenset({"section", "site", "input"}),
    "sbs.co.kr": frozenset({"division"}),
    "kbs.co.kr": frozenset({"ref"}),
    "donga.com": frozenset({"ref"}),
    "hankyung.com": frozenset({"rss"}),
}
# Mobile hosts whose paths are those of the full site.
_FULL_HOSTS = {
    "m.yna.co.kr": "www.yna.co.kr",
    "m.khan.co.kr": "www.khan.co.kr",
    "m.etnews.com": "www.etnews.com",
    "m.mk.co.kr": "www.mk.co.kr",
    "m.hani.co.kr": "www.hani.co.kr",
    "mobile.newsis.com": "www.newsis.com",
    "m.edaily.co.kr": "www.edaily.co.kr",
    "m.v.daum.net": "v.daum.net",
    "news.v.daum.net": "v.daum.net",
}
_SCHEMES = {"http": 80, "https": 443}
# No escape, empty or dotted segment, no capitals in the host; an address only as it is written
# anywhere, and a port only where it is needed (neither 80 nor 443, whatever the scheme).
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_READY = Pattern(
    rf"https?://((?:[a-z0-9][a-z0-9\-]*\.)+[a-z]{{2,24}}|(?:{_OCTET}\.){{3}}{_OCTET})"
    r"(?!:(?:80|443)/)(?::[1-9]\d{1,3}|:[1-5]\d{4})?"
    r"/(?:[\w~\-][\w~.\-]*/)*(?:[\w~\-][\w~.\-]*)?"
    r"(?:\?([\w\-]+=[\w~.\-]+(?:&[\w\-]+=[\w~.\-]+)*))?",
    re.A,
)
# Hosts that `_identity` knows more of.
_RENAMED = ("news.naver.com", "v.daum.net", "news.google.com")
_ABSOLUTE = Pattern(r"https?://[a-z0-9]", re.I)
_DOUBLED = Pattern(r"^https?://[^/?#]*?(?=https?:/{1,2}[^/])", re.I)
_BREAKS = Pattern(r"\s*[\r\n\t]+\s*")
_SCHEME = Pattern(r"^([A-Za-z][A-Za-z0-9+.\-]*):")
_PERCENT = Pattern(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_INVISIBLE = Pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_NDSOFT = Pattern(r"/(?:news/)?articleView(?:Amp)?\.html$", re.I)
_NAVER = Pattern(r"^/(?:mnews/)?(?:hotissue/|ranking/)?article/(\d{3})/(\d{8,12})$")
_SESSION = Pattern(r";jsessionid=[^/;?]*", re.I)
_SEALED = Pattern(r"^/(?:rss/)?(?:articles|read)/([A-Za-z0-9_-]{10,})$")


def canonical_url(link: str, *, base: str | None = None) -> Url:
    """Return `link` as the one address that stands for its article; applied twice, nothing changes.

    Args:
        link: as a feed, a page or a person gives it: blanks around it, breaks in it, a host twice.
        base: where it was found, for a relative one.

    Raises ValueError for what is no address of a web page: `javascript:`, `data:`, no host, a user
    name in it, a relative one without `base`.

    >>> canonical_url(" http://WWW.Hanbit.example:80/news/articleView.html?idxno=7&sc_section=S1 ")
    'http://www.hanbit.example/news/articleView.html?idxno=7'
    """
    if _is_ready(link):
        return Url(link)
    text = _clean(link)
    if base is not None and not _ABSOLUTE.match(text):
        _check_scheme(text)
        text = urljoin(_clean(base), text)
    _check_scheme(text, required=True)
    parts = urlsplit(text)
    if parts.username is not None or parts.password is not None:
        raise ValueError(say("address.user"))
    scheme = parts.scheme.lower()
    host = _host(parts.hostname)
    path = _dot_free(_escape(_SESSION.sub("", parts.path), "/:@!$&'()*+,;=")) or "/"
    pairs = _pairs(parts.query)
    scheme, host, path, pairs = _identity(scheme, host, path, pairs)
    try:
        port = parts.port
    except ValueError as e:  # 99999, or no number
        raise ValueError(say("address.port")) from e
    if port == 0:
        raise ValueError(say("address.port"))
    where = f"[{host}]" if ":" in host else host
    if port is not None and port != _SCHEMES[scheme]:
        where += f":{port}"
    return Url(urlunsplit((scheme, where, path, "&".join(_kept(host, pairs)), "")))


def _is_ready(link: str) -> bool:
    """Tell whether `link` is its own canonical form at a glance, as most links of feeds are."""
    return (
        isinstance(link, str)
        and len(link) <= LONGEST
        and (found := _READY.fullmatch(link)) is not None
        and found[1] not in _FULL_HOSTS
        and not found[1].endswith(_RENAMED)
        and (found[2] is None or _is_bare(link, found[1], found[2].split("&")))
    )


def _is_bare(link: str, host: str, pairs: list[str]) -> bool:
    """Tell whether all of a query is needed, and of ndsoft's nothing is there but the number."""
    if "articleview" in link.lower() and not (
        len(pairs) == 1
        and link.endswith(f"/articleView.html?{pairs[0]}")
        and pairs[0].startswith("idxno=")
        and not host.startswith("m.")
    ):
        return False
    return len(_kept(host, pairs)) == len(pairs)


def is_sealed(url: str) -> bool:
    """Tell whether `url` is a page of Google News that leads to an outlet's article by script."""
    if "//news.google.com/" not in url:
        return False
    parts = urlsplit(url)
    return parts.netloc == "news.google.com" and _SEALED.match(parts.path) is not None


def is_http(link: str) -> bool:
    """Tell whether `link` reads as an address of http or https."""
    return link.lower().startswith(("http://", "https://"))


def _clean(link: str) -> str:
    if not isinstance(link, str):
        raise ValueError(say("address.empty"))  # noqa: TRY004 - the one error of this gate
    # First the breaks with the indentation around them, then what nobody can see.
    text = _INVISIBLE.sub("", _BREAKS.sub("", link.strip())).strip()
    while "&amp;" in text:  # `&` escaped once more than XML asks for
        text = html.unescape(text.replace("&amp;", "&"))
    while doubled := _DOUBLED.match(text):
        text = text[doubled.end() :]
    if not text or len(text) > LONGEST:
        raise ValueError(say("address.long" if text else "address.empty"))
    return text.replace("\\", "/") if is_http(text) else text


def _check_scheme(text: str, *, required: bool = False) -> None:
    found = _SCHEME.match(text)
    # `host:8080/path` reads as a scheme too; only what urlsplit would open counts.
    if found and found[1].lower() not in _SCHEMES:
        raise ValueError(say("address.scheme", scheme=found[1][:20]))
    if required and not found:
        raise ValueError(say("address.relative"))


def _host(host: str | None) -> str:
    if not host:
        raise ValueError(say("address.no_host"))
    if ":" in host:
        return host.lower()  # an IPv6 address, which urlsplit has checked
    try:
        name = host.rstrip(".").lower()
        plain = name if name.isascii() else idna.encode(name, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError) as e:
        raise ValueError(say("address.host", host=host[:80])) from e
    # `0177.0.0.1` and `2130706433` are addresses to some libraries and names to others.
    is_odd = is_literal(plain) and parse_address(plain) is None
    if is_odd or not re.fullmatch(r"[a-z0-9_](?:[a-z0-9._\-]{0,252})", plain) or ".." in plain:
        raise ValueError(say("address.host", host=host[:80]))
    return plain


def _escape(text: str, safe: str) -> str:
    """Return `text` with one way of escaping: needless escapes undone, needed ones in capitals."""

    def tidy(match: re.Match[str]) -> str:
        byte = int(match[1], 16)
        return chr(byte) if byte in _UNRESERVED else f"%{byte:02X}"

    out, last = [], 0
    for match in _PERCENT.finditer(text):
        out += [quote(text[last : match.start()], safe=safe, errors="replace"), tidy(match)]
        last = match.end()
    out.append(quote(text[last:], safe=safe, errors="replace"))
    return "".join(out)


def _dot_free(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    joined = "/".join(kept)
    return joined if joined.startswith("/") else "/" + joined


def _pairs(query: str) -> list[str]:
    return [_escape(p, "=/:@!$'()*+,;?[]") for p in query.split("&") if p.strip("= ")]


def _kept(host: str, pairs: Iterable[str]) -> list[str]:
    own = _own_noise(host)
    return [p for p in pairs if not _is_noise(p, own)]


@lru_cache(maxsize=4096)
def _own_noise(host: str) -> frozenset[str]:
    return next((keys for tail, keys in _HOST_TRACKING.items() if _under(host, tail)), frozenset())


def _is_noise(pair: str, own: frozenset[str]) -> bool:
    key, _, value = pair.partition("=")
    if "%" in key:
        key = unquote_to_bytes(key).decode("utf-8", "replace")
    key = key.lower()
    if key in TRACKING or key in own or key.startswith(TRACKING_PREFIXES):
        return True
    return key in _WORD_TRACKING and (key == "sid1" or not any(c.isdigit() for c in value))


def _under(host: str, tail: str) -> bool:
    return host == tail or host.endswith("." + tail)


def _identity(
    scheme: str, host: str, path: str, pairs: list[str]
) -> tuple[str, str, str, list[str]]:
    """Return the address by the number or path that names the article at its publisher."""
    host = _FULL_HOSTS.get(host, host)
    fields = {k.lower(): v[-1] for k, v in parse_qs("&".join(pairs)).items()} if pairs else {}
    if _NDSOFT.search(path) and fields.get("idxno", "").isalnum() and fields["idxno"].isascii():
        # ndsoft's CMS: the number is the identity; AMP and mobile copies are the same page.
        path = re.sub(r"articleView(?:Amp)?\.html$", "articleView.html", path, flags=re.I)
        if host.startswith("m.") and host.count(".") > 1:
            host = "www." + host[2:]
        return scheme, host, path, [f"idxno={fields['idxno']}"]
    if _under(host, "news.naver.com"):
        found = _NAVER.match(path)
        oid, aid = (found[1], found[2]) if found else (fields.get("oid"), fields.get("aid"))
        if oid and aid and re.fullmatch(r"\d{3}", oid) and re.fullmatch(r"\d{8,12}", aid):
            return "https", "n.news.naver.com", f"/article/{oid}/{aid}", []
    if host == "news.google.com" and (found := _SEALED.match(path)):
        return "https", host, f"/rss/articles/{found[1]}", []
    if host == "v.daum.net" and re.fullmatch(r"/v/\w+", path):
        return "https", host, path, []
    return scheme, host, path, pairs
