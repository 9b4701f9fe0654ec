"""Laws of sentence splitting, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.extract.sentences import BULLETS, LONGEST, split_sentences

PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "했다.",
                "이다",
                "요.",
                " ",
                "\n",
                '"',
                "'",
                "“",
                "”",
                "(",
                ")",
                "1.5%",
                "U.S. ",
                "…",
                "- ",
                "○",
                "▲ ",
                "3조 원",
                "?",
                "!",
                "고 말했다.",
                "\u00a0",
                "\u2028",
                "1. ",
                "라고 ",
            ]
        ),
        st.text(max_size=6),
    ),
    max_size=60,
).map("".join)


@given(PIECES)
def test_spans_index_the_text_in_order_without_blanks_at_their_ends(text: str) -> None:
    end = 0
    for a, b in split_sentences(text):
        assert end <= a < b <= len(text)
        assert text[a:b] == text[a:b].strip()
        assert b - a <= LONGEST
        end = b


@given(PIECES)
def test_nothing_but_blanks_and_bullets_lies_between_sentences(text: str) -> None:
    kept = list(text)
    for a, b in split_sentences(text):
        kept[a:b] = " " * (b - a)
    assert not "".join(kept).translate({ord(c): " " for c in BULLETS}).strip()


@given(PIECES, PIECES)
def test_paragraphs_are_cut_alone_as_together(one: str, two: str) -> None:
    apart = [one[a:b] for a, b in split_sentences(one)] + [
        two[a:b] for a, b in split_sentences(two)
    ]
    whole = f"{one}\n{two}"
    assert [whole[a:b] for a, b in split_sentences(whole)] == apart
