"""Articles named on a command line: files, folders, pages of the web, standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from monitor.cli.session import SESSION, os_reason, tell
from monitor.collect.dates import parse_date, parse_day
from monitor.collect.files import find_documents, load_article, parse_text, read_document
from monitor.errors import BodyError, ConfigError, SourceError
from monitor.model import SEOUL, Article, ArticleState, Entry, Url
from monitor.words import say

Found = Article | SourceError

NOT_THERE = frozenset({ArticleState.GONE, ArticleState.BLOCKED})


def parse_published(text: str | None) -> datetime | None:
    """Return the moment of `--published`: a time, a day or a month, in Korea where no zone stands.

    Raises ConfigError for what is no date.
    """
    if text is None:
        return None
    if moment := parse_date(text):
        return moment
    if days := parse_day(text):
        first = days[0]
        return datetime(first.year, first.month, first.day, tzinfo=SEOUL)
    raise ConfigError([tell("cli.bad_date", option="--published", value=text)])


def load_documents(
    names: Sequence[str], *, url: str | None = None, published: datetime | None = None
) -> Iterator[Found]:
    """Yield the article of each name, or what was wrong with it, in the order given.

    Args:
        names: paths of files and folders, addresses, `-` for a page on standard input.
        url: where a saved page came from (`--url`).
        published: stands over what a document says of its own day.

    Raises ConfigError where `url` is no address, or is given with anything but one saved page.
    """
    places = [place for name in names for place in _places(name)]
    if url is not None:
        _check_url(url, places)
    return (_load(place, url, published) for place in places)


def _load(place: str | Path | SourceError, url: str | None, published: datetime | None) -> Found:
    try:
        match place:
            case SourceError():
                return place
            case Path():
                return load_article(place, url=Url(url) if url else None, published=published)
            case "-":
                return _from_stdin(url, published)
            case _:
                return _from_web(place, published)
    except SourceError as e:
        return e


def _places(name: str) -> Sequence[str | Path | SourceError]:
    """Return what a name of the command line stands for: a folder for the documents below it."""
    if not name.strip():
        raise ConfigError([tell("cli.empty", name="PATH")])
    if name == "-" or name.startswith(("http://", "https://")):
        return [name]
    try:
        return find_documents([Path(name)]) or [SourceError(name, tell("cli.no_documents"))]
    except SourceError as e:
        return [e]
    except OSError as e:
        return [SourceError(name, os_reason(e))]


def _check_url(url: str, places: Sequence[str | Path | SourceError]) -> None:
    if len(places) != 1 or (isinstance(places[0], str) and places[0] != "-"):
        raise ConfigError([tell("cli.url_one", count=len(places))])
    from monitor.collect.urls import canonical_url

    try:
        canonical_url(url)
    except ValueError as e:
        raise ConfigError([tell("cli.url_bad", value=url, why=e)]) from e


def _from_stdin(url: str | None, published: datetime | None) -> Article:
    data = sys.stdin.buffer.read()
    if data.lstrip()[:1] == b"<":
        # lxml is loaded only where there is a page to read.
        from monitor.collect.body import extract_body

        return _dated(extract_body(data, url=Url(url or "-")), published)
    return _dated(read_document(parse_text(data, name="-"), name=url or "-"), published)


def _from_web(name: str, published: datetime | None) -> Article:
    # aiohttp is loaded only where a page is asked for.
    import asyncio

    from monitor.collect.articles import fetch_article
    from monitor.collect.urls import canonical_url
    from monitor.pipeline import open_http

    async def fetch() -> Article:
        async with open_http(SESSION.config()) as http:
            entry = Entry(feed=Url(""), url=canonical_url(name))
            return await fetch_article(entry, http, now=SESSION.clock()())

    try:
        article = asyncio.run(fetch())
    except ValueError as e:
        raise SourceError(name, str(e)) from e
    if article.state in NOT_THERE:
        # Who asked for an address and was refused has not read it; a saved page has been.
        raise BodyError(name, say(f"body.{article.state}"), state=str(article.state))
    return _dated(article, published)


def _dated(article: Article, published: datetime | None) -> Article:
    return replace(article, published=published) if published else article
