"""`monitor claims`: the claims of documents, without touching the database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from monitor.cli.documents import load_documents, parse_published
from monitor.cli.output import Format, complain, print_records, talk
from monitor.cli.session import SESSION, tell
from monitor.errors import SourceError
from monitor.extract.claims import extract_claims
from monitor.extract.quantities import extract_quantities
from monitor.extract.statements import extract_statements
from monitor.model import Article, Claim, Quantity, Statement
from monitor.records import claim_record, quantity_record, statement_record

app = typer.Typer(add_completion=False)

Found = Claim | Statement | tuple[str, str, Quantity]


@app.command()
def claims(
    documents: Annotated[list[str], typer.Argument(help="cli.documents")],
    published: Annotated[str | None, typer.Option(help="cli.published")] = None,
    statements: Annotated[bool, typer.Option("--statements", help="cli.statements")] = False,
    quantities: Annotated[bool, typer.Option("--quantities", help="cli.quantities")] = False,
    url: Annotated[str | None, typer.Option(help="cli.url")] = None,
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Print the claims of documents."""
    failed: list[SourceError] = []

    def found() -> Iterator[Found]:
        for article in load_documents(documents, url=url, published=parse_published(published)):
            if isinstance(article, SourceError):
                failed.append(article)
                continue
            if quantities:
                yield from _quantities(article)
                continue
            yield from extract_claims(article)
            if statements:
                yield from _statements(article)

    if form is Format.TABLE:
        shown = list(found())
        _print_table(shown, quantities=quantities)
        if not shown and not failed:
            talk(tell("cli.no_claims"))
    else:
        print_records(map(_record, found()), form)
    complain(str(e) for e in failed)
    return 1 if failed else 0


def _quantities(article: Article) -> Iterator[tuple[str, str, Quantity]]:
    for quantity in extract_quantities(article.text):
        start, end = quantity.span
        yield article.url, article.text[start:end], quantity


def _statements(article: Article) -> Iterator[Statement]:
    yield from extract_statements(article, ())


def _record(found: Found) -> dict[str, Any]:
    match found:
        case Claim():
            return claim_record(found)
        case Statement():
            return statement_record(found)
        case (doc, _, quantity):
            return quantity_record(doc, quantity)


def _print_table(found: list[Found], *, quantities: bool) -> None:
    from monitor.report.numbers import say_interval, say_period
    from monitor.report.quotes import find_printed, say_claim

    if quantities:
        rows = [
            (
                doc,
                f"{q.span[0]}–{q.span[1]}",
                words,
                say_interval(
                    q.interval,
                    q.unit,
                    SESSION.lang,
                    printed=find_printed(words, q.interval, q.unit),
                ),
                q.unit,
            )
            for doc, words, q in (f for f in found if isinstance(f, tuple))
        ]
        titles = ("doc", "span", "words", "value", "base_unit")
    else:
        rows = [
            (
                f.subject,
                f.metric,
                say_claim(f, SESSION.lang),
                say_period(f.as_of, SESSION.lang),
                tell(f"modality.{f.modality}"),
            )
            for f in found
            if isinstance(f, Claim)
        ]
        rows += [
            (f.speaker or "", f.quote, "", "", tell(f"stance.{f.stance}"))
            for f in found
            if isinstance(f, Statement)
        ]
        titles = ("subject", "metric", "value", "period", "modality")
    columns = [
        (tell(f"column.{title}"), "right" if title == "value" else "left") for title in titles
    ]
    print_records((), Format.TABLE, columns=columns, rows=rows)
