"""What a person decided and set by hand, as the store keeps it, ready for the judgement to ask.

Beside the pipeline and not in it: a command that only lists alerts need not load all the rooms.
"""

from __future__ import annotations

from dataclasses import replace

from monitor.judge.decisions import Decided, Decision, What, read_decision
from monitor.judge.terms import figure_terms
from monitor.lexicon import OWN
from monitor.store.database import Tx
from monitor.store.figures import load_figures, save_figure
from monitor.store.reviews import Review, load_reviews, review_mark


def load_decided(tx: Tx) -> Decided:
    """Return the decisions that stand, ready to be asked.

    What they teach of metrics is heard from now on: a merge makes two wordings one.
    """
    decided = Decided(standing_decision(review) for review in load_reviews(tx))
    OWN.learn(decided.metric_pairs())
    return decided


class Standing:
    """The decisions that stand, for who asks often: read anew where one was made or undone."""

    def __init__(self) -> None:
        self._kept: tuple[tuple[int, int, int], Decided] | None = None

    def decided(self, tx: Tx) -> Decided:
        """Return what `load_decided` does."""
        mark = review_mark(tx)
        if self._kept is None or self._kept[0] != mark:
            self._kept = mark, load_decided(tx)
        return self._kept[1]


def standing_decision(review: Review) -> Decision:
    """Return the decision of a review; one of before there were records is of its alert alone."""
    if review.data is not None:
        return read_decision(review.data)
    what = What(review.decision) if review.decision in set(What) else What.ACCEPT
    return Decision(key=review.key, what=what, at=review.at, alert=review.alert, note=review.note)


def take_pinned(tx: Tx, out: Tx) -> None:
    """Take what was set by hand along into another database: no article gives it."""
    for figure in load_figures(tx):
        pinned = tuple(v for v in figure.values if v.is_pinned)
        if pinned:
            made = replace(figure, values=pinned)
            save_figure(out, made, figure_terms(made))
