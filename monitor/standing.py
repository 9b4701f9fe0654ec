"""The decisions that stand, as the store keeps them, ready for the judgement to ask.

Beside the pipeline and not in it: a command that only lists alerts need not load all the rooms.
"""

from __future__ import annotations

from monitor.judge.decisions import Decided, Decision, What, read_decision
from monitor.lexicon import OWN
from monitor.store.database import Tx
from monitor.store.reviews import Review, load_reviews


def load_decided(tx: Tx) -> Decided:
    """Return the decisions that stand, ready to be asked.

    What they teach of metrics is heard from now on: a merge makes two wordings one.
    """
    decided = Decided(standing_decision(review) for review in load_reviews(tx))
    OWN.learn(decided.metric_pairs())
    return decided


def standing_decision(review: Review) -> Decision:
    """Return the decision of a review; one of before there were records is of its alert alone."""
    if review.data is not None:
        return read_decision(review.data)
    what = What(review.decision) if review.decision in set(What) else What.ACCEPT
    return Decision(key=review.key, what=what, at=review.at, alert=review.alert, note=review.note)
