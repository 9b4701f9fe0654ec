"""The faults: each with a name, what is wrong with it, and what the program has to make of it."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from monitor.model import Entry
from tests.faults.server import Answer, Exchange

NOW = datetime(2026, 11, 21, 0, 0, tzinfo=UTC)
MIB = 2**20
XML = {"Content-Type": "application/rss+xml; charset=utf-8"}
HTML = {"Content-Type": "text/html; charset=utf-8"}
HEAD = "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>한빛</title>"
TAIL = "</channel></rss>"
DATE = "<pubDate>Fri, 20 Nov 2026 09:00:00 +0900</pubDate>"
Check = Callable[[Sequence[Entry]], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One way to be broken.

    `why` is the key of the reason in `words.py` that the program must give; without one, it must
    read `entries` entries (None: any number) that pass `check`. `url` is another address than
    that of the server's answer: `{port}`, `{inside}` and `{secure}` stand for its ports.
    `is_search`: the answer is that of Naver's news search, which is asked there with keys.
    """

    name: str
    sort: str
    what: str
    answer: Answer | None = None
    url: str = ""
    why: str = ""
    entries: int | None = None
    check: Check = lambda _: True
    is_search: bool = False


FAULTS: list[Fault] = []
PAGES: list[Fault] = []


def item(
    number: int | str, *, title: str = "기사", link: str | None = None, more: str = DATE
) -> str:
    """Return an item of RSS; its link is one of the feed's own host."""
    address = f"/{number}" if link is None else link
    linked = f"<link>{address}</link>" if address else ""
    return f"<item><title>{title} {number}</title>{linked}{more}</item>"


def rss(*items: str, head: str = HEAD) -> bytes:
    return (head + "".join(items) + TAIL).encode("utf-8", "surrogatepass")


def says(body: bytes, *, status: int = 200, **headers: str) -> Answer:
    """Return the answer that is whole and of this body."""
    fields = XML | {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(out: Exchange) -> None:
        await out.say(body, status=status, headers=fields)

    return answer


def raw(*pieces: bytes) -> Answer:
    """Return the answer of exactly these bytes, whatever HTTP asks for."""

    async def answer(out: Exchange) -> None:
        for piece in pieces:
            await out.send(piece)

    return answer


def goes(target: str, status: int = 302) -> Answer:
    """Return a redirect to `target`, in which the ports may stand."""

    async def answer(out: Exchange) -> None:
        ports = {"port": out.server.port, "inside": out.server.inside, "secure": out.server.secure}
        there = target.format(**ports, host=out.host, count=out.count)
        await out.say(status=status, headers={"Location": there})

    return answer


def _fault(name: str, sort: str, what: str, answer: Answer | None = None, **more: object) -> None:
    FAULTS.append(Fault(name=name, sort=sort, what=what, answer=answer, **more))  # type: ignore[arg-type]


def _page(name: str, what: str, answer: Answer | None = None, **more: object) -> None:
    PAGES.append(Fault(name=name, sort="page", what=what, answer=answer, **more))  # type: ignore[arg-type]


# --- addresses -----------------------------------------------------------------------------------

# An address in odd clothes is none: the redirect itself is refused.
PRIVATE, PORT = "fetch.private fetch.bad_redirect", "fetch.port"
for _name, _target in {
    "to-loopback": "http://127.0.0.1:{inside}/",
    "to-loopback-other": "http://127.8.9.1:{inside}/",
    "to-localhost": "http://localhost:{inside}/",
    "to-localhost-dot": "http://LOCALHOST.:{inside}/",
    "to-any": "http://0.0.0.0:{inside}/",
    "to-private-10": "http://10.0.0.1/",
    "to-private-172": "http://172.16.0.1/",
    "to-private-192": "http://192.168.0.1/",
    "to-link-local": "http://169.254.1.1/",
    "to-metadata": "http://169.254.169.254/latest/meta-data/",
    "to-metadata-oracle": "http://192.0.0.192/",
    "to-metadata-azure": "http://168.63.129.16/",
    "to-cgnat": "http://100.64.0.1/",
    "to-multicast": "http://224.0.0.1/",
    "to-broadcast": "http://255.255.255.255/",
    "to-documentation": "http://203.0.113.5/",
    "to-decimal": "http://2130706433:{inside}/",
    "to-octal": "http://0177.0.0.1:{inside}/",
    "to-hex": "http://0x7f000001:{inside}/",
    "to-mixed-hex": "http://127.0x1:{inside}/",
    "to-short": "http://127.1:{inside}/",
    "to-fullwidth": "http://１２７.０.０.１:{inside}/",
    "to-ideographic-dots": "http://127。0。0。1:{inside}/",
    "to-v6-loopback": "http://[::1]:{inside}/",
    "to-v6-mapped": "http://[::ffff:127.0.0.1]:{inside}/",
    "to-v6-mapped-hex": "http://[::ffff:7f00:1]:{inside}/",
    "to-v6-compatible": "http://[::127.0.0.1]:{inside}/",
    "to-v6-6to4": "http://[2002:7f00:1::]:{inside}/",
    "to-v6-nat64": "http://[64:ff9b::7f00:1]:{inside}/",
    "to-v6-isatap": "http://[2a00:1450::5efe:a00:1]/",
    "to-v6-unique-local": "http://[fd00:ec2::254]/",
    "to-v6-link-local": "http://[fe80::1]/",
    "to-v6-site-local": "http://[fec0::1]/",
    "to-internal-name": "http://wiki.internal/",
}.items():
    _fault(_name, "address", f"a redirect to {_target}", goes(_target), why=PRIVATE)

for _name, _answers in {
    "name-loopback": ["127.0.0.1"],
    "name-private": ["10.1.2.3"],
    "name-metadata": ["169.254.169.254"],
    "name-cgnat": ["100.100.100.200"],
    "name-mapped": ["::ffff:127.0.0.1"],
    "name-one-of-two": ["8.8.8.8", "127.0.0.1"],
}.items():
    _fault(
        _name,
        "address",
        f"a name that resolves to {', '.join(_answers)}",
        url=f"http://{_name}.example:{{inside}}/",
        why=PRIVATE,
    )
NAMES = {
    "name-loopback.example": [["127.0.0.1"]],
    "name-private.example": [["10.1.2.3"]],
    "name-metadata.example": [["169.254.169.254"]],
    "name-cgnat.example": [["100.100.100.200"]],
    "name-mapped.example": [["::ffff:127.0.0.1"]],
    "name-one-of-two.example": [["8.8.8.8", "127.0.0.1"]],
    # Whoever resolves once to check and once more to connect meets the second answer.
    "rebinding.example": [["127.0.0.1"], ["10.1.2.3"]],
    "unknown.example": list[list[str]](),
}
_fault(
    "rebinding",
    "address",
    "a name that resolves otherwise the second time it is asked",
    says(rss(item(1))),
    entries=1,
)
_fault("unknown", "address", "a name that does not resolve", why="fetch.dns")
for _port in (22, 25, 6379, 11211):
    _fault(
        f"port-{_port}",
        "address",
        "a redirect to a port of another service",
        goes(f"http://news.example:{_port}/"),
        why=PORT,
    )
for _scheme in ("file:///etc/passwd", "ftp://news.example/", "gopher://news.example:70/_x",
                "javascript:alert(1)", "data:text/xml,<rss/>"):  # fmt: skip
    _fault(
        f"to-{_scheme.partition(':')[0]}",
        "address",
        f"a redirect to {_scheme}",
        goes(_scheme),
        why="fetch.bad_redirect",
    )
_fault(
    "to-user",
    "address",
    "a redirect to an address with a password",
    goes("http://a:b@127.0.0.1:{inside}/"),
    why="fetch.bad_redirect",
)
_fault(
    "to-nonsense",
    "address",
    "a redirect to no address",
    goes("http://[::1"),
    why="fetch.bad_redirect",
)
_fault(
    "to-nowhere",
    "address",
    "a redirect without an address",
    says(b"", status=302),
    why="fetch.nowhere",
)


# --- sizes and times -----------------------------------------------------------------------------

LARGE, SLOW, PACKED, ENCODING = "fetch.large", "fetch.slow", "fetch.packed", "fetch.encoding"


async def _endless(out: Exchange) -> None:
    await out.send(b"HTTP/1.1 200 OK\r\n\r\n" + HEAD.encode())
    while not out.server.ended.is_set():
        await out.send(item(1).encode() * 2000)


async def _one_byte(out: Exchange) -> None:
    await out.send(b"HTTP/1.1 200 OK\r\n\r\n")
    await out.drip(b" ")


async def _slow_head(out: Exchange) -> None:
    await out.send(b"HTTP/1.1 200 OK\r\nX-Filler: ")
    await out.drip(b"a")


async def _silent(out: Exchange) -> None:
    await out.wait()


async def _early_hints(out: Exchange) -> None:
    await out.drip(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 50, 0.01)


async def _slow_hops(out: Exchange) -> None:
    import asyncio

    await asyncio.sleep(1.2)  # each well within the limit, all of them not
    await out.say(status=302, headers={"Location": f"/{out.path.strip('/')}x"})


def _zip(data: bytes) -> bytes:
    return gzip.compress(data, 6, mtime=0)


def _deep(depth: int) -> str:
    return "<a>" * depth + "</a>" * depth


_BOMB = _zip(_zip(bytes(16 * MIB)))
_ENTITIES = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
_fault("endless-body", "size", "a body without end", _endless, why=LARGE)
_fault("one-byte-a-time", "size", "a byte every tenth of a second", _one_byte, why=SLOW)
_fault("slow-headers", "size", "a header that comes byte by byte", _slow_head, why=SLOW)
_fault("silent", "size", "a connection that says nothing", _silent, why=SLOW)
_fault("endless-hints", "size", "one interim answer after the other", _early_hints, why=SLOW)
_fault("slow-redirects", "size", "redirects, each of which takes its time", _slow_hops, why=SLOW)
_fault(
    "gzip-bomb",
    "size",
    "16 MiB in 64 kB of gzip",
    says(_zip(bytes(16 * MIB)), Content_Encoding="gzip"),
    why=LARGE,
)
_fault(
    "deflate-bomb",
    "size",
    "16 MiB in deflate",
    says(zlib.compress(bytes(16 * MIB), 6), Content_Encoding="deflate"),
    why=LARGE,
)
_fault(
    "brotli-bomb",
    "size",
    "brotli, which nobody asked for",
    says(bytes.fromhex("cfffff7ff82700e2b14020f7fe9f") * 100, Content_Encoding="br"),
    why=ENCODING,
)
_fault(
    "gzip-in-gzip",
    "size",
    "a bomb packed twice, and said so",
    says(_BOMB, Content_Encoding="gzip, gzip"),
    why=ENCODING,
)
_fault(
    "gzip-in-gzip-hidden",
    "size",
    "a bomb packed twice, one of them said",
    says(_BOMB, Content_Encoding="gzip"),
    why="feed.binary fetch.large feed.large",
)
_fault(
    "gzip-members",
    "size",
    "gzip in a thousand members",
    says(_zip(b" ") * 1000, Content_Encoding="gzip"),
    why=PACKED,
)
_fault(
    "gzip-cut",
    "size",
    "gzip that ends in its middle",
    says(_zip(rss(*map(item, range(50))))[:-400], Content_Encoding="gzip"),
    why=PACKED,
)
_fault(
    "huge-header",
    "size",
    "a header of 90 kB",
    says(rss(item(1)), X_Filler="a" * 90_000),
    why="fetch.headers",
)
_fault(
    "headers-without-end",
    "size",
    "headers of 10 MB",
    raw(b"HTTP/1.1 200 OK\r\n", *[b"X-A: " + b"a" * 50_000 + b"\r\n"] * 200),
    why="fetch.protocol",
)
_fault(
    "thousands-of-headers",
    "size",
    "4,000 headers",
    raw(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 4000 + b"\r\n"),
    why="fetch.headers",
)
_fault(
    "cookies",
    "size",
    "200 cookies",
    raw(
        b"HTTP/1.1 200 OK\r\n"
        + b"".join(b"Set-Cookie: a%d=b\r\n" % n for n in range(200))
        + b"Connection: close\r\n\r\n"
        + rss(item(1))
    ),
    entries=1,
)
_fault("many-entries", "size", "20,000 entries", says(rss(*map(item, range(20_000)))), entries=2000)
_fault(
    "one-guid",
    "size",
    "10,000 entries with one guid and one link",
    says(rss(*[item(1, more="<guid>x</guid>")] * 10_000)),
    entries=1,
)
_fault(
    "entity-bomb",
    "size",
    "a billion laughs",
    says(
        (
            f"<!DOCTYPE rss [<!ENTITY l0 'ha'>{_ENTITIES}]>"
            + HEAD[HEAD.index("<rss") :]
            + item(1, title="&l11;")
            + TAIL
        ).encode()
    ),
    entries=1,
    check=lambda found: len(found[0].title) < 50,
)
_fault(
    "external-entity",
    "size",
    "an entity that is a file",
    says(
        (
            "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
            + HEAD[HEAD.index("<rss") :]
            + item(1, title="&x;")
            + TAIL
        ).encode()
    ),
    entries=1,
    check=lambda found: "root" not in found[0].title,
)
_fault(
    "parameter-entity",
    "size",
    "a DTD of another server",
    says(
        (
            "<!DOCTYPE rss SYSTEM 'http://127.0.0.1/x.dtd' [<!ENTITY % p SYSTEM 'http://127.0.0.1/'>%p;]>"
            + HEAD[HEAD.index("<rss") :]
            + item(1)
            + TAIL
        ).encode()
    ),
    entries=1,
)
_fault(
    "deep-nesting",
    "size",
    "50,000 elements in one another",
    says(rss(item(1), _deep(50_000), item(2))),
    entries=None,
)
_fault(
    "deep-html",
    "size",
    "20,000 elements in a description",
    says(rss(item(1, more=f"<description><![CDATA[{'<div>' * 20_000}]]></description>"))),
    entries=1,
)
_fault(
    "deep-json",
    "size",
    "JSON of 100,000 brackets",
    says(b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 100_000),
    why="feed.bad_json",
)
_fault(
    "big-title",
    "size",
    "a title of 1 MB",
    says(rss(item(1, title="가" * 350_000))),
    entries=1,
    check=lambda found: len(found[0].title) <= 500,
)
_fault(
    "big-attribute",
    "size",
    "an attribute of 1 MB",
    says(rss(f"<item a='{'x' * MIB}'><title>기사</title><link>/1</link></item>")),
    entries=1,
)
_fault(
    "many-attributes",
    "size",
    "5,000 attributes",
    says(
        rss(
            "<item "
            + " ".join(f"a{n}='x'" for n in range(5000))
            + "><title>t</title><link>/1</link></item>"
        )
    ),
    entries=1,
)
_fault(
    "many-namespaces",
    "size",
    "2,000 namespaces",
    says(
        rss(
            item(1),
            head=HEAD.replace(
                "<rss ", "<rss " + " ".join(f"xmlns:n{n}='urn:{n}'" for n in range(2000)) + " "
            ),
        )
    ),
    entries=1,
)


# --- contents ------------------------------------------------------------------------------------

_RLO = "\u202e"
_JSON = {"version": "https://jsonfeed.org/version/1.1", "title": "한빛"}


def _json(*items: object) -> bytes:
    return json.dumps(_JSON | {"items": list(items)}).encode()


def _is_storable(found: Sequence[Entry]) -> bool:
    text = "".join(e.title + e.summary + e.content + e.author + e.id for e in found)
    text.encode()  # raises for half a pair
    return "\0" not in text


def _no_date(found: Sequence[Entry]) -> bool:
    return all(entry.published is None for entry in found)


_fault(
    "nul",
    "content",
    "NUL bytes",
    says(rss(item(1, title="푸른\0호수"))),
    entries=1,
    check=_is_storable,
)
_fault(
    "control",
    "content",
    "control characters",
    says(rss(item(1, title="푸른\x01\x08\x1f호수"))),
    entries=1,
    check=_is_storable,
)
_fault(
    "invalid-utf8",
    "content",
    "bytes that are no UTF-8",
    says(rss(item(1)).replace("기".encode(), b"\xec\xec\x80")),
    entries=1,
    check=_is_storable,
)
_fault(
    "surrogate",
    "content",
    "half a surrogate pair as bytes",
    says(rss(item(1, title="푸른\ud800호수"))),
    entries=1,
    check=_is_storable,
)
_fault(
    "surrogate-reference",
    "content",
    "half a pair and NUL as references",
    says(rss(item(1, title="&#xD800;&#0;&#x0;&#xFFFE;"))),
    entries=1,
    check=_is_storable,
)
_fault(
    "surrogate-json",
    "content",
    "half a pair and NUL, escaped in JSON",
    says(
        _json(
            {
                "id": "a\ud800",
                "url": "/1",
                "title": "가\ud800\0나",
                "content_html": "x\udfff\0",
                "summary": "\ud800",
            }
        )
    ),
    entries=1,
    check=_is_storable,
)
_fault(
    "right-to-left",
    "content",
    "a title that reads backwards",
    says(rss(item(1, title=f"{_RLO}121{_RLO}"))),
    entries=1,
    check=lambda found: _RLO not in found[0].title,
)
_fault(
    "script-title",
    "content",
    "a script in the title",
    says(rss(item(1, title="&lt;script&gt;alert(1)&lt;/script&gt;가"))),
    entries=1,
    check=lambda found: "alert" not in found[0].title,
)
_fault(
    "date-1970",
    "content",
    "an entry of 1970",
    says(rss(item(1, more="<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>"))),
    entries=1,
    check=_no_date,
)
_fault(
    "date-2099",
    "content",
    "an entry of 2099",
    says(rss(item(1, more="<pubDate>Thu, 01 Jan 2099 00:00:00 GMT</pubDate>"))),
    entries=1,
    check=_no_date,
)
_fault(
    "date-absurd",
    "content",
    "a date of no calendar",
    says(rss(item(1, more="<pubDate>32 Foo 99999 25:61:61 +9999</pubDate>"))),
    entries=1,
    check=_no_date,
)
_fault("no-guid", "content", "entries without guid", says(rss(item(1), item(2))), entries=2)
_fault(
    "no-link",
    "content",
    "entries without link",
    says(rss(item(1, link=""), item(2, link="", more="<guid>https://news.invalid/2</guid>"))),
    entries=1,
)
_fault(
    "no-date",
    "content",
    "entries without date",
    says(rss(item(1, more=""), item(2, more=""))),
    entries=2,
    check=_no_date,
)
_fault(
    "no-title",
    "content",
    "entries without title",
    says(rss("<item><link>/1</link></item>")),
    entries=1,
)
_fault(
    "relative-links",
    "content",
    "relative links",
    says(rss(item(1, link="/a"), item(2, link="../b"), item(3, link="?c=1"))),
    entries=3,
    check=lambda found: all(e.url.startswith("http://relative-links.example:") for e in found),
)
_fault(
    "other-hosts",
    "content",
    "links to other hosts",
    says(rss(item(1, link="https://a.invalid/1"), item(2, link="//b.invalid/2"))),
    entries=2,
)
_fault(
    "private-links",
    "content",
    "links to private addresses",
    says(rss(item(1, link="http://127.0.0.1/"), item(2, link="http://169.254.169.254/"))),
    entries=2,
)
_fault(
    "script-links",
    "content",
    "data: and javascript: links",
    says(
        rss(
            item(1, link="javascript:alert(1)"),
            item(2, link="data:text/html,x"),
            item(3, link="file:///etc/passwd"),
            item(4, link=" JaVaScRiPt:alert(1)"),
            item(5),
        )
    ),
    entries=1,
)
_fault(
    "long-link",
    "content",
    "a link of 1 MB",
    says(rss(item(1, link="/" + "a" * MIB), item(2))),
    entries=1,
)
_fault(
    "base-elsewhere",
    "content",
    "xml:base of another kind",
    says(rss(item(1, link="a"), head=HEAD.replace("<rss ", "<rss xml:base='javascript:' "))),
    entries=None,
)
_fault(
    "html",
    "content",
    "a web page",
    says(b"<!doctype html><html><body><p>hello</p></body></html>"),
    why="feed.html",
)
_fault(
    "bot-wall",
    "content",
    "a bot wall",
    says("<html><title>보안 검사</title>잠시만 기다려</html>".encode()),
    why="feed.blocked",
)
_fault("empty", "content", "nothing", says(b""), why="feed.empty")
_fault("blanks", "content", "1 MB of blanks", says(b" \n" * (MIB // 2)), why="feed.empty")
_fault("text", "content", "plain words", says(b"this is no xml at all"), why="feed.not_xml")
_fault(
    "other-xml",
    "content",
    "XML that is no feed",
    says(b"<note><to>you</to></note>"),
    why="feed.other_xml",
)
_fault(
    "binary", "content", "a PDF", says(b"%PDF-1.7\n" + bytes(range(256)) * 100), why="feed.binary"
)
_fault(
    "cut-xml",
    "content",
    "XML that ends in its middle",
    says(rss(*map(item, range(10)))[:-200]),
    entries=None,
    check=lambda found: len(found) >= 6,
)
_fault(
    "crossed-xml",
    "content",
    "tags that cross",
    says(rss("<item><title>가<b></title></b><link>/1</link></item>", item(2))),
    entries=None,
    check=lambda found: len(found) >= 1,
)
_fault(
    "wrong-encoding",
    "content",
    "CP949 that calls itself UTF-8",
    says((HEAD + item(1, title="푸른호수 이용자") + TAIL).encode("cp949")),
    entries=1,
    check=lambda found: found[0].title.startswith("푸른호수"),
)
_fault(
    "unknown-encoding",
    "content",
    "an encoding that nobody knows",
    says(rss(item(1)).replace(b"utf-8", b"x-none"), Content_Type="text/xml; charset=rot13"),
    entries=1,
)
_fault(
    "utf7",
    "content",
    "UTF-7",
    says(rss(item(1)).replace(b"'utf-8'", b"'utf-7'") + b"+ADw-script+AD4-"),
    entries=1,
)
_fault(
    "stylesheet",
    "content",
    "an XSLT of another server",
    says(
        rss(
            item(1),
            head="<?xml version='1.0'?><?xml-stylesheet href='http://127.0.0.1/'?>"
            + HEAD[HEAD.index("<rss") :],
        )
    ),
    entries=1,
)


# --- protocol ------------------------------------------------------------------------------------

BROKEN, PROTOCOL = "fetch.broken", "fetch.protocol"


async def _reset(out: Exchange) -> None:
    await out.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + HEAD.encode())
    out.reset()


async def _loop(out: Exchange) -> None:
    await out.say(status=302, headers={"Location": "/b" if out.path == "/" else "/"})


async def _hops(out: Exchange) -> None:
    await out.say(status=302, headers={"Location": f"/{out.path.strip('/')}x"})


async def _same_tag(out: Exchange) -> None:
    """Say new content under the tag of the old one; a client that insists is told so by 200."""
    await out.say(rss(*(item(n) for n in range(out.count))), headers=XML | {"ETag": '"same"'})


_fault(
    "reset",
    "protocol",
    "a connection that breaks in the middle",
    _reset,
    why=f"{BROKEN} {PROTOCOL}",
)
_fault("no-answer", "protocol", "a connection that closes without a word", raw(), why=PROTOCOL)
_fault(
    "not-http",
    "protocol",
    "an answer that is no HTTP",
    raw(b"220 mail.example ESMTP\r\n\r\n"),
    why=PROTOCOL,
)
_fault("half-status", "protocol", "half a status line", raw(b"HTTP/1.1 2"), why=PROTOCOL)
_fault("absurd-status", "protocol", "status 999", says(b"", status=999), why="fetch.status.5xx")
_fault(
    "bad-header",
    "protocol",
    "a header with a line of its own kind",
    raw(b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n<rss/>"),
    why=PROTOCOL,
)
_fault(
    "chunk-garbage",
    "protocol",
    "chunks of no size",
    raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<rss>\r\n"),
    why=PROTOCOL,
)
_fault(
    "chunk-huge",
    "protocol",
    "a chunk that says it is of 16^20 bytes",
    raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\n<rss>"),
    why=PROTOCOL,
)
_fault(
    "chunk-cut",
    "protocol",
    "chunks without the last one",
    raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n"),
    why=PROTOCOL,
)
_fault(
    "length-too-long",
    "protocol",
    "fewer bytes than said",
    raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\nConnection: close\r\n\r\n" + rss(item(1))),
    why=PROTOCOL,
)
_fault(
    "length-too-short",
    "protocol",
    "more bytes than said",
    raw(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\nConnection: close\r\n\r\n" + rss(item(1))),
    why=PROTOCOL,
)
_fault(
    "length-nonsense",
    "protocol",
    "a length that is no number",
    raw(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n<rss/>"),
    why=PROTOCOL,
)
_fault(
    "two-lengths",
    "protocol",
    "two lengths that differ",
    raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n<rss/>"),
    why=PROTOCOL,
)
_fault(
    "says-gzip",
    "protocol",
    "gzip that is none",
    says(rss(item(1)), Content_Encoding="gzip"),
    why=PACKED,
)
_fault(
    "says-unknown",
    "protocol",
    "a packing that nobody knows",
    says(rss(item(1)), Content_Encoding="zstd"),
    why=ENCODING,
)
_fault("redirect-loop", "protocol", "redirects in a circle", _loop, why="fetch.loop")
_fault("redirect-self", "protocol", "a redirect to itself", goes("/"), why="fetch.loop")
_fault("redirects-30", "protocol", "30 redirects", _hops, why="fetch.redirects")
_fault(
    "unasked-304",
    "protocol",
    "304, and no validator was sent",
    says(b"", status=304),
    why="fetch.unasked",
)
_fault("same-etag", "protocol", "an ETag repeated over new content", _same_tag, entries=1)
_fault(
    "odd-etag",
    "protocol",
    "an ETag that cannot be sent back",
    says(rss(item(1)), ETag='"\xe9\xe9"'),
    entries=1,
)
_fault(
    "long-etag",
    "protocol",
    "an ETag of 30 kB",
    says(rss(item(1)), ETag='"' + "a" * 30_000 + '"'),
    entries=1,
)
_fault("no-content", "protocol", "204", says(b"", status=204), why="feed.empty")
for _status in (401, 403, 404, 410, 500, 503, 429):
    _fault(
        f"status-{_status}",
        "protocol",
        f"status {_status}",
        says(b"no", status=_status),
        why=f"fetch.status.{_status} fetch.status.5xx",
    )
for _status, _after in (
    (429, "120"),
    (503, "Sat, 21 Nov 2026 01:00:00 GMT"),
    (503, "999999999"),
    (429, "soon"),
):
    _fault(
        f"retry-{_status}-{_after[:3].strip().lower()}",
        "protocol",
        f"{_status} with Retry-After: {_after}",
        says(b"", status=_status, Retry_After=_after),
        why=f"fetch.status.{_status}",
    )
_fault(
    "bad-certificate",
    "protocol",
    "TLS with a certificate of nobody",
    url="https://bad-certificate.example:{secure}/",
    why="fetch.tls",
)
_fault(
    "tls-for-http",
    "protocol",
    "TLS asked of a server without it",
    url="https://tls-for-http.example:{port}/",
    why="fetch.tls fetch.protocol fetch.broken fetch.slow",
)
_fault(
    "refused",
    "protocol",
    "a port where nobody listens",
    url="http://refused.example:1024/",
    why=PRIVATE,
)


# --- pages ---------------------------------------------------------------------------------------

STORY = (
    "<p>앱 분석업체 새날데이터가 20일 조사 결과를 내놓았다.</p>"
    "<p>지난 10월 푸른호수의 월간 이용자 수는 121만 명으로 집계됐다.</p>"
    "<p>업계에서는 새 기능이 나온 뒤의 흐름을 지켜보아야 한다는 말이 나온다.</p>"
)


def page(title: str, story: str = STORY, *, head: str = "") -> bytes:
    """Return the page of an article."""
    return (
        f'<html lang="ko"><head><meta charset="utf-8"><title>{title} - 한빛일보</title>'
        '<meta property="article:published_time" content="2026-11-20T09:00:00+09:00">'
        f"{head}</head><body><article><h1>{title}</h1>{story}</article></body></html>"
    ).encode("utf-8", "surrogatepass")


def shows(body: bytes, **headers: str) -> Answer:
    return says(body, **({"Content_Type": HTML["Content-Type"]} | headers))  # type: ignore[arg-type]


_LD = (
    '<script type="application/ld+json">{"@type":"NewsArticle",'
    '"headline":"가\\ud800\\u0000나","articleBody":"x\\udc00"}</script>'
)
_page("page-empty", "nothing", shows(b""), why="body.empty")
_page("page-binary", "a PDF", shows(b"%PDF-1.7\n" + bytes(range(256)) * 40), why="body.binary")
_page("page-gone", "410", says(b"", status=410), why="body.gone")
_page("page-front", "a redirect to the front page", goes("http://{host}:{port}/"), why="body.gone")
_page("page-endless", "a body without end", _endless, why=LARGE)
_page(
    "page-bomb", "16 MiB in gzip", shows(_zip(bytes(16 * MIB)), Content_Encoding="gzip"), why=LARGE
)
_page("page-slow", "a byte every tenth of a second", _one_byte, why=SLOW)
_page("page-304", "304, and no validator was sent", says(b"", status=304), why="fetch.unasked")
_page(
    "page-inside",
    "a redirect to a private address",
    goes("http://127.0.0.1:{inside}/"),
    why=PRIVATE,
)
_page("page-deep", "60,000 elements in one another", shows(b"<div>" * 60_000), why="body.empty")
_page(
    "page-attributes",
    "a tag of 100,000 attributes",
    shows(b"<p " + b"a=b " * 100_000 + b">x"),
    why="body.empty",
)
_page(
    "page-wall",
    "a login wall",
    shows(
        "<html><title>로그인</title><body><h2>로그인</h2>"
        "<p>비정상적인 접근입니다. 보안 검사 중</p></body></html>".encode()
    ),
    why="body.blocked",
)
_page(
    "page-nul",
    "NUL bytes and control characters",
    shows(page("가\0나\x01", STORY.replace("121만", "121\0만"))),
    entries=1,
)
_page("page-surrogate", "half a surrogate pair in the text", shows(page("가\ud800나")), entries=1)
_page(
    "page-surrogate-script",
    "half a pair and NUL in a script's JSON",
    shows(page("가", head=_LD)),
    entries=1,
)
_page(
    "page-references",
    "references to no character",
    shows(page("가&#0;&#xD800;&#xFFFF;&#x110000;나")),
    entries=1,
)
_page(
    "page-backwards",
    "a right-to-left override",
    shows(page(f"가{_RLO}나", STORY.replace("푸른", f"{_RLO}푸른"))),
    entries=1,
)
_page("page-title", "a title of 500 kB", shows(page("가" * 160_000)), entries=1)
_page(
    "page-dates",
    "a page of 2099 that was edited in 1970",
    shows(page("가").replace(b"2026-11-20", b"2099-11-20")),
    entries=1,
)
_page(
    "page-charset",
    "CP949 that calls itself UTF-8",
    shows(page("푸른호수 이용자").decode().encode("cp949")),
    entries=1,
)
_page(
    "page-script-body",
    "a text that stands in a script alone, with half a pair, NUL and an override in it",
    shows(
        page(
            "가",
            "",
            head='<script type="application/ld+json">'
            + json.dumps(
                {
                    "@type": "NewsArticle",
                    "headline": "가\ud800\0나",
                    "articleBody": re.sub("<[^>]+>", " ", STORY) + "\udc00\0\u202e",
                }
            )
            + "</script>",
        )
    ),
    entries=1,
)
_page(
    "page-json-deep",
    "JSON of 50,000 brackets in a script",
    shows(page("가", head='<script type="application/ld+json">' + "[" * 50_000 + "</script>")),
    entries=1,
)

# --- searches ------------------------------------------------------------------------------------

JSON = {"Content_Type": "application/json; charset=utf-8"}


def _search(name: str, what: str, answer: Answer, **more: object) -> None:
    _fault(f"naver-{name}", "search", what, answer, is_search=True, **more)


def found(*rows: object, items: object = None, **more: object) -> bytes:
    """Return an answer of Naver's news search."""
    said = {"lastBuildDate": "x", "total": 1, "start": 1, "display": 1}
    return json.dumps(said | {"items": list(rows) if items is None else items} | more).encode()


def row(title: object = "가", link: object = "/1", **more: object) -> dict[str, object]:
    there = f"https://outlet.example{link}" if str(link).startswith("/") else link
    date = "Fri, 20 Nov 2026 09:00:00 +0900"
    said = {"title": title, "originallink": there, "link": there, "description": "나"}
    return said | {"pubDate": date} | more


def refused(code: str, status: int, *, is_hub: bool = False) -> Answer:
    said: dict[str, object] = {"errorMessage": "no", "errorCode": code}
    body = {"error": {"errorCode": code, "message": "no"}} if is_hub else said
    return says(json.dumps(body).encode(), status=status, **JSON)


async def _thief(out: Exchange) -> None:
    """Answer whoever was sent here; to come with the keys is to be where one must not be."""
    if any("naver" in name for name in out.headers):
        out.server.intruders += 1
    await out.say(found(row("a", "/t")), headers={"Content-Type": "application/json"})


_search("html", "a web page for JSON", says(b"<html><body>login</body></html>"), why="feed.html")
_search("cut", "JSON that was cut off", says(found(row())[:-20]), why="feed.bad_json")
_search("empty", "nothing", says(b""), why="feed.empty")
_search(
    "deep", "JSON of 100,000 brackets", says(b'{"items":' + b"[" * 100_000), why="feed.bad_json"
)
_search("nan", "numbers that are none", says(b'{"items": [NaN, Infinity]}'), why="feed.not_xml")
_search("object", "an object for the list", says(found(items={"a": 1})), why="feed.not_xml")
_search("other", "JSON of another service", says(b'{"ok": true}'), why="feed.not_xml")
_search("xml", "the API's answer in XML", says(rss(item(1, link="https://a.example/1"))), entries=1)
_search("none", "a search that finds nothing", says(found()), entries=0)
_search(
    "odd-rows",
    "rows that are none, beside a good one",
    says(found(1, None, [], {}, {"title": {}, "link": []}, row(3, 4), row("나", "/2"))),
    entries=1,
)
_search(
    "links",
    "links that lead nowhere, inside or into a script",
    says(
        found(
            row(link="javascript:alert(1)"),
            row(link="file:///etc/passwd"),
            row(link="https://user:pw@outlet.example/1"),
            row(link="한빛일보"),
        )
    ),
    entries=0,
)
_search("front", "the front page for the article", says(found(row(link="/"))), entries=0)
_search(
    "marks",
    "a title of a million marks, NUL and an override",
    says(found(row("<b>" * 300_000 + "가\0\u202e&amp;amp;quot;" + "&lt;b&gt;" * 10_000))),
    entries=1,
    check=lambda entries: len(entries[0].title) <= 500 and "\0" not in entries[0].title,
)
_search(
    "dates",
    "dates of 2099 and of no calendar",
    says(
        found(row("a", "/d", pubDate="Thu, 01 Jan 2099 00:00:00 GMT"), row("b", "/e", pubDate={}))
    ),
    entries=2,
    check=lambda entries: all(e.published is None or e.published <= NOW for e in entries),
)
_search("many", "the same result 20,000 times", says(found(*[row("a", "/m")] * 20_000)), entries=1)
_search("large", "5 MiB of JSON", says(found(row("가" * 2 * MIB))), why="fetch.large")
_search(
    "bomb",
    "a gzip bomb of JSON",
    says(gzip.compress(b"[" * 20 * MIB), Content_Encoding="gzip"),
    why="fetch.large",
)
KEYS, HUB = "search.keys_refused", "the hub's word for it"
_search("401", "keys that do not hold", refused("024", 401), why=KEYS)
_search("401-hub", HUB, refused("200", 401, is_hub=True), why=KEYS)
_search("403", "an application without the search API", refused("024", 403), why=KEYS)
_search("quota", "the day's calls are used up", refused("010", 429), why="search.used_up")
_search("quota-hub", HUB, refused("400", 429, is_hub=True), why="search.used_up")
_search("fast", "too many calls at once", refused("012", 429), why="search.too_fast")
_search("busy", "429 without a word", says(b"<html>busy", status=429), why="search.too_fast")
_search("query", "a query that it does not take", refused("SE06", 400), why="search.refused")
_search("fault", "its own fault", refused("SE99", 500), why="fetch.status.5xx")
_search("said-200", "a refusal with status 200", refused("012", 200), why="search.too_fast")
_search("code", "a code that is a page", refused("<script>" * 99, 400), why="fetch.status")
_search(
    "endless",
    "a refusal that never ends",
    raw(b"HTTP/1.1 401 X\r\nContent-Length: 99999999\r\n\r\n", b"x" * 65536),
    why=f"{KEYS} fetch.broken",
)
_search(
    "elsewhere",
    "a redirect to somebody who would like the keys",
    goes("http://thief.example:{port}/"),
    entries=1,
)
_fault(
    "google-sealed",
    "search",
    "addresses of Google News that are sealed, broken or carry one inside",
    says(
        rss(
            *(
                item(n, link=f"https://news.google.com/rss/articles/{sealed}?oc=5")
                for n, sealed in enumerate(
                    (
                        "CBMi2AFBVV95cUxQOHZlbFBOSXZD",
                        "CBMi" + "A" * 4000,
                        "CBMiFWh0dHA6Ly8xMjcuMC4wLjE6OS9h0gEA",
                        "CBMiE2phdmFzY3JpcHQ6YWxlcnQoMSnSAQA",
                    )
                )
            )
        )
    ),
    entries=3,
)

ANSWERS: dict[str, Callable[[Exchange], Awaitable[None]]] = {
    f"{fault.name}.example": fault.answer for fault in (*FAULTS, *PAGES) if fault.answer
} | {"thief.example": _thief}
