"""How much of one article is read: what a hostile page may cost, and how much of it was left."""

from __future__ import annotations

from dataclasses import replace

from monitor.extract.claims import extract_claims
from monitor.extract.quantities import extract_quantities
from monitor.model import Article, Claim

SHORT = 10_000
"""Characters of a text that is always read whole: more than almost every story has."""
LINE = 1000  # characters that may follow the last figure in its line


def extract_first(article: Article, most: int) -> tuple[tuple[Claim, ...], int]:
    """Return the claims of the first `most` figures, and how many figures were left unread."""
    read, left = cut_article(article, most)
    return extract_claims(read), left


def cut_article(article: Article, most: int) -> tuple[Article, int]:
    """Return the article up to the line of its figure number `most`, and how many come behind.

    The offsets of what is kept stay as they are. A short text is never cut.
    """
    text = article.text
    if len(text) <= SHORT:
        return article, 0
    quantities = extract_quantities(text)
    if len(quantities) <= most:
        return article, 0
    start = quantities[most - 1].span[1]
    end = text.find("\n", start, start + LINE)
    # What has no line's end is cut before the next figure: its number must not be halved.
    end = min(end if end >= 0 else len(text), quantities[most].span[0])
    kept = tuple((a, min(b, end)) for a, b in article.skip if a < end)
    return replace(article, text=text[:end], skip=kept), len(quantities) - most
