"""Whether a subject that was carried into a sentence still holds there.

A sentence that names nobody is taken to be of whom the text spoke last. It is not of a tracked name
any more where the text has since gone on to another one (`울산의 볼링장 '스타게이트'도 …. 레인은
40개다.`), or where what it last said was a longer name (`딥시크오션`) and only began with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.judge.anchors import said_before
from monitor.judge.metrics import squeeze
from monitor.judge.topics import last_named, names_of
from monitor.model import Claim, Topic
from monitor.patterns import Pattern

BACK = 2000
"""So many letters before a sentence are searched for who was spoken of last."""

AS_SUBJECT = Pattern(r"\S{1,12}?['’”\"]?(?:은|는|이|가|도)(?=\s)")
"""A name with the particle of a subject: who is only mentioned takes over nothing."""


def is_stale(claim: Claim, topic: Topic, topics: Sequence[Topic], context: str) -> bool:
    """Return whether a claim has its subject from before another tracked name took over.

    Args:
        topic: the one that the claim's subject names.
        topics: all that are tracked.
        context: the article's text.
    """
    whose = squeeze(claim.subject)
    if not whose or whose in squeeze(claim.quote):
        return False
    said = said_before(claim, context, BACK)
    if not said:
        return False
    mine, namesake = last_named(topic, said)
    if namesake > mine:
        return True
    for other in topics:
        if other.name == topic.name or not names_of(other):
            continue
        at, _ = last_named(other, said)
        if at > mine and AS_SUBJECT.match(said, at):
            return True
    return False
