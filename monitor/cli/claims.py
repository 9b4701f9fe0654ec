"""`monitor claims`: the claims of documents, without touching the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.cli.documents import load_documents, parse_published
from monitor.cli.marks import find_mark, mark_words
from monitor.cli.output import (
    Cell,
    Format,
    Progress,
    complain,
    is_watched,
    print_records,
    progress,
    stdout_width,
    talk,
)
from monitor.cli.session import SESSION, tell
from monitor.errors import ConfigError, SourceError
from monitor.extract.claims import extract_claims
from monitor.extract.limits import SHORT, cut_article
from monitor.extract.quantities import extract_quantities
from monitor.extract.statements import extract_statements
from monitor.model import Article, Claim, Quantity, Statement
from monitor.patterns import Pattern
from monitor.records import claim_record, quantity_record, statement_record

app = typer.Typer(add_completion=False)

LONGEST_QUOTE = 70  # characters of a sentence that a table shows around a quantity
NARROW = 60  # columns below which a row's cells stand below each other
LONGEST_SENTENCE = 2000  # characters of a sentence in which the quantity's words are looked for
# Words whose period is counted from the day of publication.
RELATIVE = Pattern(
    r"(?<![가-힣])(?:지난해|작년|재작년|올해|금년|내년|전년|지난달|이달|이번\s?달|다음\s?달|내달|지난주"
    r"|이번\s?주|다음\s?주|어제|오늘|내일|그제|모레|지난\s\d+일|오는\s\d+일|올\s(?:[1-4]분기|상반기|하반기))"
)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A quantity with the article whose words it is."""

    article: Article
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A claim with the article that makes it."""

    article: Article
    claim: Claim


Found = _Claimed | Statement | _Counted


@dataclass(slots=True)
class _Reading:
    """What one call reads and what it has to say of it at the end."""

    wants_quantities: bool
    wants_statements: bool
    articles: int = 0
    failed: list[SourceError] = field(default_factory=list)
    left: list[tuple[str, int]] = field(default_factory=list)
    undated: list[tuple[str, str]] = field(default_factory=list)  # document, relative word

    def read(self, article: Article) -> Iterator[Found]:
        self.articles += 1
        if self.wants_quantities:
            for quantity in extract_quantities(article.text):
                yield _Counted(article, quantity)
            return
        if article.day is None and (word := RELATIVE.search(article.text)):
            self.undated.append((article.url, word[0]))
        if len(article.text) > SHORT:
            # Only a long text needs the settings, which take longer to load than a short one.
            most = SESSION.config().settings.articles.most_figures
            article, left = cut_article(article, most)
            if left:
                self.left.append((article.url, left))
        for claim in extract_claims(article):
            yield _Claimed(article, claim)
        if self.wants_statements:
            yield from extract_statements(article, ())

    def say_rest(self) -> None:
        """Say what was left or could not be read, each in one line."""
        if self.left:
            from monitor.cli.workspace import say_left

            say_left(self.left, SESSION.config())
        if self.undated:
            doc, word = self.undated[0]
            more = len(self.undated)
            words = tell("cli.no_day", doc=doc, word=word)
            talk(words + (tell("cli.no_day_more", count=more) if more > 1 else ""))
        complain(str(e) for e in self.failed)


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
    if quantities and statements:
        raise ConfigError([tell("cli.layer")])
    reading = _Reading(wants_quantities=quantities, wants_statements=statements)
    articles = load_documents(documents, url=url, published=parse_published(published))

    def found() -> Iterator[Found]:
        bar: Progress | None = None
        with ExitStack() as stack:
            for article in articles:
                if isinstance(article, SourceError):
                    reading.failed.append(article)
                    continue
                is_long = reading.articles >= 3 or len(article.text) > SHORT
                # Lines that come as they are found would stand between the bar's own.
                if bar is None and is_long and not (form is Format.JSONL and is_watched()):
                    bar = stack.enter_context(progress(tell("cli.reading")))
                if bar is not None:
                    bar.step(0, title=f"{tell('cli.reading')}: {article.url}")
                yield from reading.read(article)
                if bar is not None:
                    bar.step()

    if form is Format.TABLE:
        shown = list(found())
        _print_table(shown, quantities=quantities, several=reading.articles > 1)
        if not shown and not reading.failed:
            talk(tell("cli.no_claims"))
    else:
        print_records(map(_record, found()), form)
    reading.say_rest()
    return 1 if reading.failed else 0


def _record(found: Found) -> dict[str, Any]:
    match found:
        case _Claimed(_, claim):
            return claim_record(claim)
        case Statement():
            return statement_record(found)
        case _Counted(article, quantity):
            return quantity_record(article.url, quantity)


def _print_table(found: list[Found], *, quantities: bool, several: bool) -> None:
    titles = ("span", "words", "value", "base_unit")
    if not quantities:
        titles = ("figure", "value", "period", "modality")
    columns = [(tell(f"column.{t}"), "right" if t == "value" else "left") for t in titles]
    # What a narrow terminal has no room for is cut from the sentences.
    longest = max(LONGEST_QUOTE // 3, min(LONGEST_QUOTE, stdout_width() - 60))
    rows = [_row(f, longest) for f in found]
    if several:
        columns.insert(0, (tell("column.doc"), "left"))
        names = _short_names({_doc(f) for f in found})
        rows = [([(names[_doc(f)], "dim")], *row) for f, row in zip(found, rows, strict=True)]
    if stdout_width() < NARROW:
        columns, rows = (
            [(" · ".join(t for t, _ in columns), "left")],
            [(_stacked(r),) for r in rows],
        )
    print_records((), Format.TABLE, columns=columns, rows=rows)


def _stacked(row: Sequence[Cell]) -> Cell:
    """Return the cells of a row below each other, the short ones in one line."""
    long = [cell for cell in row if not isinstance(cell, str)]
    short = " · ".join(cell for cell in row if isinstance(cell, str) and cell)
    pieces: list[tuple[str, str]] = []
    for cell in long:
        pieces += [*cell, ("\n", "")]
    return [*pieces, (short, "")]


def _doc(found: Found) -> str:
    return found.doc if isinstance(found, Statement) else found.article.url


def _short_names(docs: set[str]) -> dict[str, str]:
    """Return each document's name without the folders that all files have."""
    files = [doc for doc in docs if "://" not in doc and doc != "-"]
    parts = [Path(doc).parts[:-1] for doc in files]
    shared = 0
    while all(len(p) > shared for p in parts) and len({p[shared] for p in parts}) == 1:
        shared += 1
    return {d: str(Path(*Path(d).parts[shared:])) if d in files else d for d in docs}


def _row(found: Found, longest: int) -> tuple[Cell, ...]:
    from monitor.report.naming import name_parts
    from monitor.report.numbers import say_interval, say_period
    from monitor.report.quotes import find_printed, say_claim

    match found:
        case _Counted(article, quantity):
            start, end = quantity.span
            words, interval, unit = article.text[start:end], quantity.interval, quantity.unit
            printed = find_printed(words, interval, unit)
            value = say_interval(interval, unit, SESSION.lang, printed=printed)
            return (f"{start}–{end}", words, value, unit)
        case _Claimed(article, claim):
            owner, metric = name_parts(claim.subject, claim.metric)
            return (
                [
                    (owner, "bold"),
                    (f"{' ' if owner else ''}{metric}\n", ""),
                    *_sentence(article, claim, longest),
                ],
                say_claim(claim, SESSION.lang),
                say_period(claim.as_of, SESSION.lang),
                tell(f"modality.{claim.modality}"),
            )
        case Statement():
            said = [(f"{found.speaker}\n" if found.speaker else "", "bold"), (found.quote, "dim")]
            return (said, "", "", tell(f"stance.{found.stance}"))


def _sentence(article: Article, claim: Claim, longest: int) -> list[tuple[str, str]]:
    """Return the part of the sentence that holds the claim's words, with these marked."""
    quote = claim.quote
    mark = find_mark(claim, article.text) if len(quote) <= LONGEST_SENTENCE else None
    pieces = mark_words(" ".join(quote.split("\n")), mark, longest)
    return [(words, style or "dim") for words, style in pieces]
