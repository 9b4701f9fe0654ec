"""Where a quantity's own words stand in its sentence, and how they are shown there."""

from __future__ import annotations

from monitor.model import Claim

OPEN, CLOSE = "«", "»"  # around a quantity's own words, where no colour can show them


def find_mark(claim: Claim, text: str) -> tuple[int, int] | None:
    """Return where in the claim's quote its quantity stands; None where that is not known."""
    start, end = claim.span
    words = text[start:end]
    if not words:
        return None
    quote_at = text.find(claim.quote, max(0, start - len(claim.quote)), end + len(claim.quote))
    at = start - quote_at if quote_at >= 0 else claim.quote.find(words)
    if at < 0 or claim.quote[at : at + len(words)] != words:
        return None
    return at, at + len(words)


def mark_words(
    quote: str, mark: tuple[int, int] | None, longest: int | None = None
) -> list[tuple[str, str]]:
    """Return the quote in pieces with their styles, the quantity's own words marked and in bold.

    Args:
        longest: characters to show beside the words themselves, around them; None: all.
    """
    start, end = mark or (0, 0)
    before, behind = quote[:start], quote[end:]
    if longest is not None and len(before) + len(behind) > longest:
        # What stands before says whose and which: it gets the more room.
        room = max(longest * 2 // 3, longest - len(behind))
        if len(before) > room:
            before = "…" + before[len(before) - room :].lstrip()
        room = longest - len(before)
        if len(behind) > room:
            behind = behind[:room].rstrip(" ,·") + "…"
    if mark is None:
        return [(behind, "")]
    return [(before, ""), (f"{OPEN}{quote[start:end]}{CLOSE}", "bold"), (behind, "")]
