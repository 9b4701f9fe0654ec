"""`monitor feed`: which feeds are polled."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.cli.output import (
    Cell,
    Format,
    complain,
    print_line,
    print_raw,
    print_records,
    progress,
    talk,
)
from monitor.cli.session import SESSION, os_reason, tell
from monitor.cli.workspace import workspace
from monitor.collect.discover import find_feeds, is_news_sitemap, named_sitemaps
from monitor.collect.feeds import parse_feed, parse_header, poll_feed
from monitor.collect.http import Http
from monitor.collect.opml import parse_opml, render_opml
from monitor.collect.searches import (
    Engine,
    Search,
    named,
    naver_request,
    read_place,
    read_search,
    search_url,
)
from monitor.collect.tables import parse_table, render_table
from monitor.collect.urls import canonical_url
from monitor.errors import ConfigError, FeedError, SourceError
from monitor.model import Entry, Feed, Url
from monitor.pipeline import naver_keys, open_http
from monitor.store.feeds import (
    current_address,
    load_feed,
    load_feeds,
    remove_feed,
    save_feed,
)
from monitor.words import reword

# `javascript:…`, and not the port of `hanbit.example:8080`.
_OTHER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+-]*:(?!\d)")
app = typer.Typer(add_completion=False)

FormatOption = Annotated[Format, typer.Option("--format", help="cli.format")]


@app.command("add")
def add(
    urls: Annotated[list[str] | None, typer.Argument(help="feed.add.urls")] = None,
    naver: Annotated[list[str] | None, typer.Option("--naver", help="feed.add.naver")] = None,
    google_news: Annotated[
        list[str] | None, typer.Option("--google-news", help="feed.add.google_news")
    ] = None,
    outlet: Annotated[str, typer.Option(help="feed.outlet")] = "",
    category: Annotated[str, typer.Option(help="feed.category")] = "",
    terms: Annotated[str, typer.Option(help="feed.terms")] = "",
    unchecked: Annotated[bool, typer.Option("--no-check", help="feed.no_check")] = False,
) -> int:
    """Add feeds; a site's page is searched for the feeds that it names, a keyword by an engine."""
    searches = {Engine.NAVER: naver or (), Engine.GOOGLE: google_news or ()}
    addresses, faults = _addresses([*(urls or ()), *_search_urls(searches)])
    if not addresses and not faults:
        raise ConfigError([tell("feed.add.nothing", example=tell("feed.add.example"))])
    if unchecked:
        found = [_with_terms(named(Feed(url=u))) for u in addresses]
    else:
        found, failed = asyncio.run(_look_up(addresses))
        faults += failed
    with workspace(make=True) as store, store.begin() as tx:
        for feed in found:
            known = load_feed(tx, feed.url)
            new = replace(
                known or feed,
                outlet=outlet or (known.outlet if known else "") or feed.outlet,
                category=category or (known.category if known else ""),
                terms=terms or (known.terms if known else "") or feed.terms,
                enabled=True,
            )
            save_feed(tx, new)
            print_line(tell("feed.known" if known else "feed.added", url=feed.url, name=new.title))
    complain(faults)
    return 1 if faults else 0


def _search_urls(searches: Mapping[Engine, Sequence[str]]) -> list[Url]:
    """Return the addresses of searches; raise ConfigError with all keywords that are none."""
    found, faults = list[Url](), list[str]()
    for engine, keywords in searches.items():
        for keyword in keywords:
            try:
                found.append(search_url(Search(engine, keyword)))
            except ValueError as e:
                faults.append(f"--{engine}: {e}: {keyword[:40]!r}")
    if faults:
        raise ConfigError(faults)
    return found


def _with_terms(feed: Feed) -> Feed:
    """Return `feed` with what its search engine says of the use of its answers, if it is one."""
    search = read_search(feed.url)
    if search is None or feed.terms:
        return feed
    return replace(feed, terms=tell(f"search.terms.{search.engine}"))


def _addresses(urls: Sequence[str]) -> tuple[list[Url], list[str]]:
    good: dict[Url, None] = {}
    faults = []
    for url in urls:
        try:
            place = read_place(url)
            has_scheme = "://" in place or _OTHER_SCHEME.match(place)
            good[canonical_url(place if has_scheme else f"https://{place}")] = None
        except ValueError as e:
            faults.append(f"{url}: {e}")
    return list(good), faults


async def _look_up(urls: Sequence[Url]) -> tuple[list[Feed], list[str]]:
    """Ask every address; return the feeds found there and a line for each that had none."""
    now, config = SESSION.clock()(), SESSION.config()
    async with open_http(config) as http:

        async def one(url: Url) -> list[Feed]:
            if read_search(url) is not None:
                await poll_feed(Feed(url=url), http, now=now, naver=naver_keys(config))
                return [_with_terms(named(Feed(url=url)))]
            try:
                polled = await poll_feed(Feed(url=url), http, now=now)
                title = polled.feed.title
                return [Feed(url=url, title=title, outlet=title)]
            except FeedError:
                feeds = await find_feeds(url, http, now=now)
                await _offer_sitemaps(url, [f.url for f in feeds], http)
                return [Feed(url=f.url, title=f.title, outlet=f.title) for f in feeds]

        with progress(tell("feed.asking"), len(urls)) as bar:

            async def counted(url: Url) -> list[Feed] | SourceError:
                try:
                    return await one(url)
                except SourceError as e:
                    return e
                finally:
                    bar.step()

            answers = await asyncio.gather(*(counted(url) for url in urls))
    found: dict[Url, Feed] = {}
    faults = []
    for url, answer in zip(urls, answers, strict=True):
        if isinstance(answer, SourceError):
            faults.append(str(answer))
        elif not answer:
            faults.append(tell("feed.none_there", url=url))
        else:
            found.update((feed.url, feed) for feed in answer)
    return list(found.values()), faults


async def _offer_sitemaps(url: Url, found: Sequence[Url], http: Http) -> None:
    """Say which news sitemaps a site has beside the feeds that were found there."""
    if not found:
        return
    for there in await named_sitemaps(url, http):
        if is_news_sitemap(there) and there not in found:
            talk(tell("feed.sitemap_too", url=there))


@app.command("list")
def list_feeds(
    enabled: Annotated[bool, typer.Option("--enabled", help="feed.only_enabled")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="feed.verbose")] = False,
    form: FormatOption = Format.TABLE,
) -> int:
    """List the feeds."""
    with workspace() as store, store.begin(write=False) as tx:
        feeds = load_feeds(tx, enabled=True if enabled else None)
    columns = [(tell(f"column.{c}"), "left") for c in ("outlet", "category", "feed", "state")]
    print_records(
        map(_record, feeds),
        form,
        columns=columns,
        rows=(_row(feed, verbose=verbose) for feed in feeds),
        empty=tell("feed.no_feeds"),
    )
    return 0


def _record(feed: Feed) -> dict[str, Any]:
    search = read_search(feed.url)
    return {
        "url": feed.url,
        "search": search.engine if search else None,
        "keyword": search.keyword if search else None,
        "outlet": feed.outlet,
        "title": feed.title,
        "category": feed.category,
        "enabled": feed.enabled,
        "note": feed.note,
        "polled": feed.polled.isoformat() if feed.polled else None,
        "changed": feed.changed.isoformat() if feed.changed else None,
        "due": feed.due.isoformat() if feed.due else None,
        "failures": feed.failures,
        "error": feed.error,
        "interval": feed.interval.total_seconds(),
        "retired": feed.retired.isoformat() if feed.retired else None,
        "possibly_missed": feed.missed.isoformat() if feed.missed else None,
        "user_agent": feed.user_agent,
        "headers": [name for name, _ in feed.headers],  # what they say may be secret
        "ignore_robots": feed.robots,
        "terms": feed.terms,
    }


def _row(feed: Feed, *, verbose: bool) -> tuple[Cell, ...]:
    state, style = _state(feed)
    lines = [feed.note, tell("feed.said_terms", terms=feed.terms) if feed.terms else ""]
    if verbose:
        lines += _manner(feed)
    return (
        [(feed.outlet or feed.title, "bold")],
        feed.category,
        [(feed.url, ""), ("".join(f"\n{line}" for line in lines if line), "dim")],
        [(state, style)],
    )


def _manner(feed: Feed) -> list[str]:
    """Return how the feed is asked, a line for each thing that was set or learned."""
    minutes = round(feed.interval.total_seconds() / 60)
    headers = ", ".join(name for name, _ in feed.headers)  # what they say may be secret
    return [
        tell("feed.said_agent", agent=feed.user_agent) if feed.user_agent else "",
        tell("feed.said_headers", names=headers) if headers else "",
        tell("feed.said_robots", why=feed.robots) if feed.robots else "",
        tell("feed.said_interval", minutes=minutes),
    ]


def _state(feed: Feed) -> tuple[str, str]:
    if not feed.enabled:
        return tell("feed.disabled"), "dim"
    if feed.retired:
        return tell("feed.retired", why=reword(feed.error or "")), "red"
    if feed.error:
        return tell("feed.failing", why=reword(feed.error)), "red"
    return (tell("feed.fine"), "green") if feed.polled else (tell("feed.unasked"), "dim")


@app.command("remove")
def remove(urls: Annotated[list[str], typer.Argument(help="feed.urls")]) -> int:
    """Remove feeds; their articles and figures stay."""
    faults = []
    with workspace() as store, store.begin() as tx:
        for url in urls:
            if remove_feed(tx, stored_address(url)):
                print_line(tell("feed.removed", url=url))
            else:
                faults.append(tell("feed.unknown", url=url))
    complain(faults)
    return 2 if faults else 0


def stored_address(url: str) -> str:
    """Return the address as the database has it; one that is none as it stands."""
    try:
        return canonical_url(read_place(url))
    except ValueError:
        return url


@app.command("enable")
def enable(urls: Annotated[list[str], typer.Argument(help="feed.urls")]) -> int:
    """Poll these feeds (again)."""
    return _switch(urls, on=True)


@app.command("disable")
def disable(urls: Annotated[list[str], typer.Argument(help="feed.urls")]) -> int:
    """Leave these feeds alone, and keep what is known of them."""
    return _switch(urls, on=False)


def _switch(urls: Sequence[str], *, on: bool) -> int:
    said = "feed.enabled" if on else "feed.now_disabled"
    return _change(
        urls,
        lambda feed: _revived(feed) if on else replace(feed, enabled=False),
        lambda url, _: tell(said, url=url),
    )


def _change(
    urls: Sequence[str], change: Callable[[Feed], Feed], done: Callable[[str, Feed], str]
) -> int:
    """Change each of these feeds and print what `done` says of its address as given, and of it."""
    faults = []
    with workspace() as store, store.begin() as tx:
        for url in urls:
            feed = load_feed(tx, stored_address(url))
            if feed is None:
                faults.append(tell("feed.unknown", url=url))
            else:
                save_feed(tx, change(feed))
                print_line(done(url, feed))
    complain(faults)
    return 2 if faults else 0


@app.command("set")
def set_manner(
    urls: Annotated[list[str], typer.Argument(help="feed.urls")],
    outlet: Annotated[str | None, typer.Option(help="feed.outlet")] = None,
    category: Annotated[str | None, typer.Option(help="feed.category")] = None,
    user_agent: Annotated[
        str | None, typer.Option("--user-agent", help="feed.set.user_agent")
    ] = None,
    headers: Annotated[list[str] | None, typer.Option("--header", help="feed.set.header")] = None,
    ignore_robots: Annotated[
        str | None, typer.Option("--ignore-robots", help="feed.set.ignore_robots")
    ] = None,
    terms: Annotated[str | None, typer.Option(help="feed.terms")] = None,
) -> int:
    """Set how feeds want to be asked."""
    changes: dict[str, Any] = {
        "outlet": outlet,
        "category": category,
        "user_agent": None if user_agent is None else check_user_agent(user_agent),
        "headers": None if not headers else _headers(headers),
        "robots": None if ignore_robots is None else " ".join(ignore_robots.split()),
        "terms": None if terms is None else " ".join(terms.split()),
    }
    changes = {name: value for name, value in changes.items() if value is not None}
    if not changes:
        raise ConfigError([tell("feed.set.nothing")])
    return _change(
        urls,
        lambda feed: replace(feed, **changes),
        lambda _, feed: tell("feed.set.done", url=feed.url),
    )


def _headers(lines: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the headers of `--header`; raise ConfigError with all that are none."""
    found, faults = list[tuple[str, str]](), list[str]()
    for line in lines:
        try:
            if line.strip():
                found.append(parse_header(line))
        except ValueError as e:
            faults.append(f"--header: {e}")
    if faults:
        raise ConfigError(faults)
    return tuple(found)


def check_user_agent(said: str) -> str:
    """Return a User-Agent as it is sent; raise ConfigError for one that no header takes."""
    agent = " ".join(said.split())
    if not agent.isascii() or not agent.isprintable():
        raise ConfigError([f"--user-agent: {tell('config.header')}"])
    return agent


def _revived(feed: Feed) -> Feed:
    """Return `feed` as one to ask at once, whatever was learned of its failures."""
    return replace(
        feed, enabled=True, due=None, retired=None, failures=0, failing_since=None, trouble=0.0
    )


@app.command("check")
def check(
    places: Annotated[list[str], typer.Argument(help="feed.check.places")],
    form: FormatOption = Format.TABLE,
) -> int:
    """Read feeds once, without keeping anything, and say what came."""
    entries: list[Entry] = []
    faults = []
    for place in places:
        try:
            title, kind, found = _read_once(place)
        except SourceError as e:
            faults.append(f"{place}: {e.why}")
            continue
        talk(tell("feed.checked", place=place, title=title, kind=kind, count=len(found)))
        entries += found
    columns = [(tell(f"column.{c}"), "left") for c in ("published", "title", "url")]
    rows = [(_local(e), e.title, e.url) for e in entries]
    print_records(map(_entry_record, entries), form, columns=columns, rows=rows)
    complain(faults)
    return 1 if faults else 0


def _read_once(place: str) -> tuple[str, str, Sequence[Entry]]:
    try:
        place = read_place(place)
    except ValueError as e:
        raise FeedError(place, str(e)) from e
    if not place.startswith(("http://", "https://")):
        try:
            data = Path(place).read_bytes()
        except OSError as e:
            raise FeedError(place, os_reason(e)) from e
        parsed = parse_feed(data, url=Url(Path(place).absolute().as_uri()))
        return parsed.title, parsed.kind, parsed.entries

    async def ask() -> tuple[str, str, Sequence[Entry]]:
        config = SESSION.config()
        async with open_http(config) as http:
            try:
                url = canonical_url(place)
            except ValueError as e:
                raise FeedError(place, str(e)) from e
            search = naver_request(url, naver_keys(config), now=SESSION.clock()())
            response = await http.get(
                search.url if search else url,
                manner=search.manner if search else None,
                read_refusal=search.read_refusal if search else None,
            )
        parsed = parse_feed(response.body, url=url, content_type=response.content_type)
        return parsed.title, parsed.kind, parsed.entries

    return asyncio.run(ask())


def _local(entry: Entry) -> str:
    if entry.published is None:
        return ""
    zone = SESSION.config().zone
    return entry.published.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _entry_record(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "link": entry.url,
        "id": entry.id,
        "published": entry.published.isoformat() if entry.published else None,
        "author": entry.author,
        "summary": entry.summary,
        "content": entry.content,
    }


@app.command("import")
def import_feeds(
    file: Annotated[Path, typer.Argument(help="feed.import.file")],
) -> int:
    """Add the feeds of a CSV or OPML file; known ones keep their state."""
    feeds = load_feed_list(file)
    new = 0
    with workspace(make=True) as store, store.begin() as tx:
        for feed in feeds:
            # Where one moved to, since the list was written, is known already.
            if load_feed(tx, current_address(tx, feed.url)) is None:
                save_feed(tx, feed)
                new += 1
    print_line(tell("feed.imported", file=file, new=new, known=len(feeds) - new))
    return 0


def load_feed_list(file: Path) -> Sequence[Feed]:
    """Return the feeds of a list on disk; raise ConfigError with every fault and its line."""
    try:
        data = file.read_bytes()
    except OSError as e:
        raise ConfigError([f"{file}: {os_reason(e)}"]) from e
    is_opml = file.suffix.lower() in (".opml", ".xml") or data.lstrip()[:1] == b"<"
    feeds = (parse_opml if is_opml else parse_table)(data, where=str(file))
    return tuple(map(_with_terms, feeds))


@app.command("export")
def export(
    out: Annotated[Path | None, typer.Option("--out", help="feed.export.out")] = None,
    form: Annotated[str, typer.Option("--format", help="feed.export.format")] = "",
) -> int:
    """Write all feeds as CSV or OPML."""
    kind = form or ("opml" if out and out.suffix.lower() in (".opml", ".xml") else "csv")
    if kind not in ("csv", "opml"):
        raise ConfigError(
            [tell("cli.bad_choice", option="--format", value=kind, choices="csv, opml")]
        )
    with workspace() as store, store.begin(write=False) as tx:
        feeds = load_feeds(tx)
    text = render_opml(feeds) if kind == "opml" else render_table(feeds)
    write_text(text, out)
    return 0


def write_text(text: str, out: Path | None) -> None:
    """Write `text` to a file, or to standard output where none is named."""
    if out is None or str(out) == "-":
        print_raw(text)
        return
    is_new = not out.exists()
    try:
        out.write_text(text, "utf-8")
    except OSError as e:
        if is_new:
            out.unlink(missing_ok=True)  # half of it, where the disk is full
        raise ConfigError([f"{out}: {os_reason(e)}"]) from e
    print_line(tell("cli.written", file=out))
