"""`monitor read`: what the program makes of article pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from monitor.cli.documents import load_documents, parse_published
from monitor.cli.output import Format, complain, print_line, print_records
from monitor.errors import BodyError, SourceError
from monitor.model import Article, ArticleState, Url

app = typer.Typer(add_completion=False)


@app.command()
def read(
    documents: Annotated[list[str], typer.Argument(help="cli.documents")],
    url: Annotated[str | None, typer.Option(help="cli.url")] = None,
    published: Annotated[str | None, typer.Option(help="cli.published")] = None,
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Print what was read of each page."""
    failed: list[SourceError] = []

    def records() -> Iterator[dict[str, Any]]:
        for article in load_documents(documents, url=url, published=parse_published(published)):
            match article:
                case BodyError():
                    # A page that is no article is an answer here, and still a failure to report.
                    failed.append(article)
                    yield _record(_unread(article))
                case SourceError():
                    failed.append(article)
                case _:
                    yield _record(article)

    if form is Format.TABLE:
        for record in records():
            for key, value in record.items():
                if key != "text" and value:
                    print_line(f"{key:>10}  {value}")
            print_line()
            print_line(record["text"])
            print_line()
    else:
        print_records(records(), form)
    complain(str(e) for e in failed)
    return 1 if failed else 0


def _unread(error: BodyError) -> Article:
    return Article(url=Url(error.url), title="", text="", state=ArticleState(error.state))


def _record(article: Article) -> dict[str, Any]:
    return {
        "url": article.url,
        "title": article.title,
        "author": article.author or None,
        "outlet": article.outlet or None,
        "published": article.published.isoformat() if article.published else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "text": article.text,
        "state": str(article.state),
    }
