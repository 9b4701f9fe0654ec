"""fetch_article: an Entry → its Article, from the page, and from the feed what the page lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from monitor.collect.blocks import lines_of
from monitor.collect.body import extract_body
from monitor.collect.bylines import clean_author
from monitor.collect.dates import sane_moment
from monitor.collect.http import Gate, Http, Manner
from monitor.collect.keys import leads_to_article
from monitor.collect.pagelines import prose_size
from monitor.collect.runner import Runner, run_here
from monitor.collect.urls import is_sealed
from monitor.errors import BodyError, FetchError, RobotsError
from monitor.model import Article, ArticleState, Entry, Reading, Url
from monitor.words import say

# A page that is gone, or that the server sends to its front page, is an answer, not a failure.
_GONE = frozenset({404, 410})
_FRONT = frozenset(
    {"", "/", "/index.html", "/index.php", "/index.htm", "/main", "/main.html", "/m"}
)


async def fetch_article(
    entry: Entry,
    http: Http,
    *,
    now: datetime,
    outlet: str = "",
    run: Runner = run_here,
    gate: Gate | None = None,
    manner: Manner | None = None,
) -> Article:
    """Return the article behind a feed's entry; its `url` is the entry's.

    What the page lacks (title, author, time) comes from the entry, the text too where the feed
    carries it in full and the page less of it. An article that was taken down has state `gone`. Of
    a search of Google News whose page leads on by script only, the headline is what is read.

    Args:
        outlet: whose feed it is, for a page that does not name its paper.
        run: where the page is read, which takes some milliseconds of a core.
        gate: asked before each request (robots.txt); what it closes is read from the feed alone.
        manner: how the publisher wants to be asked.

    Raises FetchError where the page cannot be had, and BodyError with the state where it holds no
    article and the feed has no text either: temporary for a bot wall.
    """
    if is_sealed(entry.url):
        return _headline(entry, outlet)
    try:
        response = await http.get(entry.url, gate=gate, manner=manner)
    except RobotsError:
        if not _full_text(entry):
            raise
        page = Article(url=entry.url, title="", text="", state=ArticleState.EMPTY)
        return complete_article(page, entry, outlet, now)
    except FetchError as e:
        if e.status in _GONE:
            return _gone(entry, outlet)
        raise
    if _is_front_page(response.final_url, entry.url):
        return _gone(entry, outlet)
    work = partial(extract_body, response.body, url=entry.url, content_type=response.content_type)
    try:
        page = await run(work)
    except BodyError:
        if not _full_text(entry):
            raise
        page = Article(url=entry.url, title="", text="", state=ArticleState.EMPTY)
    if page.state is ArticleState.GONE:
        return _gone(entry, outlet)
    there = response.final_url
    if page.text and there != entry.url and leads_to_article(there, entry.url):
        page = replace(page, also=(*page.also, there))
    return complete_article(page, entry, outlet, now)


def _headline(entry: Entry, outlet: str) -> Article:
    """Return the article as far as its headline goes; BodyError without one."""
    if not entry.title.strip():
        raise BodyError(entry.url, say("body.empty"))
    return Article(
        url=entry.url,
        title=entry.title,
        text=entry.title,
        outlet=entry.outlet or outlet,
        published=entry.published or entry.updated,
        reading=Reading.FEED,
    )


def complete_article(page: Article, entry: Entry, outlet: str, now: datetime) -> Article:
    """Return the page's article with what only the entry has, or raise BodyError without text."""
    lines = _full_text(entry)
    page_size = prose_size(page.text.split("\n"))
    is_wall = page.state in (ArticleState.BLOCKED, ArticleState.EMPTY)
    # The feed's text wins where the page has none, or is cut off after a lead.
    if lines and (is_wall or not page.text or prose_size(lines) > 1.5 * page_size):
        page = replace(
            page, text="\n".join(lines), state=ArticleState.ARTICLE, reading=Reading.FEED
        )
    if not page.text:
        state = page.state if page.state is not ArticleState.ARTICLE else ArticleState.EMPTY
        raise BodyError(
            entry.url,
            say(f"body.{state}"),
            state=str(state),
            temporary=state is ArticleState.BLOCKED,
        )
    if is_wall:  # its title and times are the wall's
        page = replace(page, title="", author="", outlet="", published=None, modified=None, also=())
    return replace(
        page,
        title=page.title or entry.title,
        author=page.author or clean_author(entry.author),
        outlet=page.outlet or entry.outlet or outlet,
        published=sane_moment(page.published, now) or entry.published or entry.updated,
        modified=sane_moment(page.modified, now),
    )


def _full_text(entry: Entry) -> tuple[str, ...]:
    return lines_of(entry.content) if entry.content else ()


def _gone(entry: Entry, outlet: str) -> Article:
    return Article(
        url=entry.url,
        title=entry.title,
        text="",
        outlet=outlet,
        published=entry.published,
        state=ArticleState.GONE,
    )


def _is_front_page(final: Url, asked: Url) -> bool:
    """Tell whether a redirect led from an article to a front page: publishers delete so."""
    there, here = urlsplit(final), urlsplit(asked)
    return (
        there.path in _FRONT and not there.query and (here.path not in _FRONT or bool(here.query))
    )
