"""Articles named on a command line: files, folders, pages of the web, standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from monitor.cli.session import SESSION, tell
from monitor.collect.dates import parse_date, parse_day
from monitor.collect.files import find_documents, load_article
from monitor.collect.urls import canonical_url
from monitor.errors import ConfigError, SourceError
from monitor.model import SEOUL, Article, Entry, Url


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
) -> Iterator[Article | SourceError]:
    """Yield the article of each name, or what was wrong with it, in the order given.

    Args:
        names: paths of files and folders, addresses, `-` for a page on standard input.
        url: where a saved page came from (`--url`).
        published: stands over what a document says of its own day.
    """
    for name in names:
        try:
            if name == "-":
                yield _from_stdin(url, published)
            elif name.startswith(("http://", "https://")):
                yield _from_web(name, published)
            else:
                yield from _from_disk(Path(name), url, published)
        except SourceError as e:
            yield e


def _from_disk(
    path: Path, url: str | None, published: datetime | None
) -> Iterator[Article | SourceError]:
    documents = find_documents([path])
    if not documents:
        yield SourceError(str(path), tell("cli.no_documents"))
    for document in documents:
        try:
            yield load_article(document, url=Url(url) if url else None, published=published)
        except SourceError as e:
            yield e


def _from_stdin(url: str | None, published: datetime | None) -> Article:
    data = sys.stdin.buffer.read()
    if data.lstrip()[:1] == b"<":
        # lxml is loaded only where there is a page to read.
        from monitor.collect.body import extract_body

        return _dated(extract_body(data, url=Url(url or "-")), published)
    text = data.decode("utf-8", "replace")
    return Article(url=Url(url or "-"), title="", text=text, published=published)


def _from_web(name: str, published: datetime | None) -> Article:
    # httpx is loaded only where a page is asked for.
    import asyncio

    from monitor.collect.articles import fetch_article
    from monitor.pipeline import open_http

    async def fetch() -> Article:
        async with open_http(SESSION.config()) as http:
            entry = Entry(feed=Url(""), url=canonical_url(name))
            return await fetch_article(entry, http, now=SESSION.clock()())

    try:
        return _dated(asyncio.run(fetch()), published)
    except ValueError as e:
        raise SourceError(name, str(e)) from e


def _dated(article: Article, published: datetime | None) -> Article:
    return replace(article, published=published) if published else article
