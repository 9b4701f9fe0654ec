"""`monitor read`: what the program makes of article pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

import typer

from monitor.cli.documents import load_documents, parse_published
from monitor.cli.grammar import cells
from monitor.cli.output import Format, complain, print_line, print_records
from monitor.cli.session import tell
from monitor.errors import BodyError, FileError, SourceError
from monitor.model import SEOUL, Article, ArticleState, Url

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
    found = load_documents(documents, url=url, published=parse_published(published))

    def records() -> Iterator[dict[str, Any]]:
        for article in found:
            match article:
                case FileError():
                    failed.append(article)
                case BodyError():
                    # A page that is no article is an answer here, and still a failure to report.
                    failed.append(article)
                    # A person is told the reason alone.
                    if form is not Format.TABLE:
                        yield _record(_unread(article))
                case SourceError():
                    failed.append(article)
                case _:
                    yield _record(article)

    if form is Format.TABLE:
        for record in records():
            _print(record)
    else:
        print_records(records(), form)
    complain(str(e) for e in failed)
    return 1 if failed else 0


def _print(record: dict[str, Any]) -> None:
    fields = {
        tell(f"column.{key}"): value
        for key, value in record.items()
        if key not in ("text", "reading", "reading_score") and value
    }
    fields[tell("column.state")] = tell(f"read.{record['state']}")
    if record["reading"]:
        fields[tell("column.reading")] = tell(
            f"reading.{record['reading']}", score=record["reading_score"]
        )
    width = max(map(cells, fields))
    for title, value in fields.items():
        print_line(f"{' ' * (width - cells(title))}{title}  {value}")
    print_line()
    if record["text"]:
        print_line(record["text"])
        print_line()


def _unread(error: BodyError) -> Article:
    return Article(url=Url(error.url), title="", text="", state=ArticleState(error.state))


def _record(article: Article) -> dict[str, Any]:
    return {
        "url": article.url,
        "title": article.title,
        "author": article.author or None,
        "outlet": article.outlet or None,
        "published": _local(article.published) if article.published else None,
        "modified": _local(article.modified) if article.modified else None,
        "text": article.text,
        "state": str(article.state),
        # Whose reading of the page won, and how much of a story it found; None for a document.
        "reading": str(article.reading) if article.reading else None,
        "reading_score": _score(article) if article.reading else None,
    }


def _score(article: Article) -> int:
    # lxml is loaded only where a page was read.
    from monitor.collect.body import score_of

    return round(score_of(article.text.split("\n")))


def _local(moment: datetime) -> str:
    """Return the moment as the paper has it: in Korea, with its zone."""
    return moment.astimezone(SEOUL).isoformat()
