"""What an article says of a topic without a figure: is it new, or does somebody stand otherwise?

A statement is compared with those held by its proposition: what is left of its sentence when the
speaker, the verb of saying and the little words are taken away, its deeds in whatever words
(`deeds.py`). Two sentences say one thing where they share most of the words of the shorter one, and
at least two beside the topic's own name; two deeds of one thing count for less.

An allegation that is denied, and a denial that becomes an admission, are changes of stance; a plan
that goes from 검토 to 추진 and on to 확정, or is taken back, changes its stage; the same said again
is no change. Precision comes before recall: what lies between is uncertain and not told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b

from monitor.judge.deeds import (
    Stage,
    are_opposed,
    deed_of,
    is_turn,
    load_deeds,
    parted,
    stage_of,
)
from monitor.judge.metrics import fold, scan, squeeze
from monitor.judge.topics import names_topic
from monitor.model import DOING, Kind, Remark, Source, Stance, Statement, Topic
from monitor.patterns import Pattern

SAME = 0.55
"""From here on two statements are one proposition."""

NEAR = 0.35
"""From here on they may be: such a statement is neither new nor a change."""

COMMON = 2
"""So many words beside the topic's name two statements of one proposition share at least."""

MOVES = frozenset(
    {
        (Stance.ALLEGED, Stance.DENIED),
        (Stance.ALLEGED, Stance.CONFIRMED),
        (Stance.DENIED, Stance.CONFIRMED),
        (Stance.CONFIRMED, Stance.DENIED),
        (Stance.ASSERTED, Stance.DENIED),
        (Stance.PLANNED, Stance.DENIED),
        (Stance.PLANNED, Stance.CONFIRMED),
        (Stance.FORECAST, Stance.CONFIRMED),
        (Stance.FORECAST, Stance.DENIED),
        (Stance.DENIED, Stance.PLANNED),
        (Stance.CALLED_FOR, Stance.PLANNED),
    }
)
"""Stances before and after that are told as a change; any other pair is the same said again."""

TOLD = frozenset({Stance.ALLEGED, Stance.DENIED, Stance.CONFIRMED})
"""Stances that are news whoever takes them."""

ASKED = Pattern(
    r"(?:촉구|요구|당부|권고|건의|제안|호소|청원|주문|요청|압박|탄원|시위|서명운동|결의안)[가-힣\s]{0,14}[.”\"\s]*$"
)
"""A demand is news where it ends in one; that something ought to be is a comment."""

ANNOUNCED = Pattern(
    r"(?:발표|공표|공시|통보|선언|결정|결의|의결|합의|확정|승인|허가|인가|기각|인용|판결|선고|기소|구속|체포|송치|입건|압수수색|제소|고발|고소|소송|제기|체결|인수|합병|매각|중단|철회|취소"
    r"|금지|제한|차단|제재|규제|단속|도입|시행|폐지|해임|경질|임명|선임|사임|사퇴|파업|리콜|회수|통과|부결|가결|타결|결렬|무산|불발|좌초|착수|개통|폐쇄|해킹|유출|공개|출시|퇴출|탈퇴|가입|착공|재가동|신청|청구|탄핵|파면|해고)"
    r"[^.”\"]{0,10}[.”\"\s]*$|(?:조사|수사|심의|심사|감사)(?:하고\s있|\s중이)다[.]?$"
)
"""An assertion is news where it ends in an announcement or a deed; an explanation is none."""

WORDS_ONLY = Pattern(
    r"(?:입장|의견|견해|보도자료|해명|공식\s답변)[을를]\s[가-힣]+\s(?:예정|계획|방침)"
)
"""That somebody will speak is not what he says."""

QUOTED = Pattern(r"[“\"][^”\"]{8,}[”\"]")

RANKS = {
    stance: rank
    for rank, stance in enumerate(
        (
            Stance.CONFIRMED,
            Stance.DENIED,
            Stance.ALLEGED,
            Stance.PLANNED,
            Stance.CALLED_FOR,
            Stance.ASSERTED,
            Stance.FORECAST,
        )
    )
}
"""Which of an article's statements are told first: what commits somebody before what comments."""

DEED = "="
"""Before a word of a proposition that stands for a deed, however it is worded."""

MOST = 3
"""New statements of one article that are told of a topic: no reader wants a story line by line."""


class Outcome(StrEnum):
    """What became of a statement beside those held."""

    NEW = "new"  # the baseline has nothing like it
    CHANGED = "changed"  # the same proposition, another stance
    REPEATED = "repeated"  # the same proposition and stance
    UNCERTAIN = "uncertain"  # it may be one of those held
    OTHER = "other"  # on no tracked topic, or no news of its kind


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementJudgement:
    """The verdict on one statement. `previous` is the one held that it repeats or changes."""

    statement: Statement
    outcome: Outcome
    topic: str | None = None
    previous: Remark | None = None
    likeness: float = 0.0  # to `previous`, 0..1

    @property
    def is_told(self) -> bool:
        """Whether a reader is told of it."""
        return self.outcome in (Outcome.NEW, Outcome.CHANGED)


def judge_statements(
    statements: Sequence[Statement],
    held: Sequence[Remark],
    *,
    source: Source,
    topics: Sequence[Topic],
) -> tuple[StatementJudgement, ...]:
    """Return the verdict on each statement of an article, in their order.

    Args:
        held: what was said before of the same topics, the oldest first. A copy's original among
            them makes the copy's statements repetitions.
        source: the article. A seed's statements, and a copy's, are never new.
    """
    known = [row for row in held if not _is_later(row.source, source)]
    found: list[StatementJudgement] = []
    for statement in statements:
        judged = _judge(statement, known, source, topics)
        found.append(judged)
        if judged.topic is not None:
            # Said twice in one article it is told once; what differs there is the writer's matter.
            known = [*known, _remark(judged, judged.topic, source)]
    return tuple(found)


def make_remarks(
    judgements: Sequence[StatementJudgement], *, source: Source, now: datetime
) -> tuple[Remark, ...]:
    """Return what is to be kept of an article's statements: all that are on a tracked topic.

    Of each topic the weightiest few new ones are told; every change of stance is.
    """
    new: dict[str, list[int]] = {}
    for place, judged in enumerate(judgements):
        if judged.outcome is Outcome.NEW and judged.topic is not None:
            new.setdefault(judged.topic, []).append(place)
    told = {
        place
        for places in new.values()
        for place in sorted(places, key=lambda at: RANKS[judgements[at].statement.stance])[:MOST]
    }
    told |= {at for at, judged in enumerate(judgements) if judged.outcome is Outcome.CHANGED}
    remarks: dict[str, Remark] = {}
    for place, judged in enumerate(judgements):
        if judged.topic is None:
            continue
        remark = _remark(judged, judged.topic, source)
        if place in told:
            kind = Kind.NEW if judged.outcome is Outcome.NEW else Kind.CHANGED
            remark = replace(remark, kind=kind, at=now)
        remarks.setdefault(remark.key, remark)
    return tuple(remarks.values())


def _remark(judged: StatementJudgement, topic: str, source: Source) -> Remark:
    previous = judged.previous if judged.outcome in (Outcome.CHANGED, Outcome.REPEATED) else None
    same_as = None
    if previous is not None:
        # What is said again is said again of the one that was told, not of its echo.
        is_echo = judged.outcome is Outcome.REPEATED and previous.kind is None
        same_as = (previous.same_as if is_echo else None) or previous.key
    return Remark(
        key=remark_key(topic, judged.statement, source),
        topic=topic,
        statement=judged.statement,
        source=source,
        same_as=same_as,
        previous=previous,
        score=judged.likeness if previous is not None else 1.0,
    )


def remark_key(topic: str, statement: Statement, source: Source) -> str:
    """Return the key of what this sentence of this page says of a topic, however often it is read.

    An edit elsewhere on the page leaves it as it is.
    """
    said = "\0".join((topic, source.doc, squeeze(statement.quote)))
    return "s" + blake2b(said.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def _judge(
    statement: Statement, known: Sequence[Remark], source: Source, topics: Sequence[Topic]
) -> StatementJudgement:
    by_name = next((t for t in topics if t.name == statement.subject), None)
    topic = by_name or next((t for t in topics if _is_on(statement, t)), None)
    if topic is None:
        return StatementJudgement(statement=statement, outcome=Outcome.OTHER)
    own = _own_words(topic)
    rows = [
        (same_proposition(statement, row.statement, own), row)
        for row in known
        if row.topic == topic.name
    ]
    alike = [(score, row) for score, row in rows if score >= SAME]
    if alike:
        # The last word that others said of it is what a stance changes, and of several the last
        # that was told: who says it again has changed nothing. An article that tells both sides
        # again has said neither.
        others = [pair for pair in alike if pair[1].source.doc != source.doc]
        told = [pair for pair in others if pair[1].kind is not None]
        score, previous = (told or others or alike)[-1]
        moved = has_moved(statement, previous.statement)
        outcome = Outcome.CHANGED if moved and others else Outcome.REPEATED
        if source.is_seed or source.copy_of is not None:
            outcome = Outcome.REPEATED
        return StatementJudgement(
            statement=statement,
            outcome=outcome,
            topic=topic.name,
            previous=previous,
            likeness=score,
        )
    denied = _admitted(statement, [row for _, row in rows], source, own)
    if denied is not None:
        return StatementJudgement(
            statement=statement,
            outcome=Outcome.CHANGED,
            topic=topic.name,
            previous=denied,
            likeness=SAME,
        )
    score, near = max(rows, key=lambda pair: pair[0], default=(0.0, None))
    outcome = Outcome.NEW if _is_news(statement, source) else Outcome.OTHER
    if near is not None and score >= NEAR and not has_moved(statement, near.statement):
        outcome = Outcome.UNCERTAIN
    return StatementJudgement(
        statement=statement,
        outcome=outcome,
        topic=topic.name,
        previous=near if score >= NEAR else None,
        likeness=score,
    )


ADMITS = Pattern(r"(?:인정|시인|자인|실토|자백|고백)[했한하]|잘못을\s(?:인정|시인)|털어놓|털어놨")


def _admitted(
    statement: Statement, known: Sequence[Remark], source: Source, own: frozenset[str]
) -> Remark | None:
    """Return the denial that an admission takes back, however few words the two share.

    Who admits something denied it before or was suspected of it: of what the same one denied on
    this topic, it is what the admission names again, and only where nobody else could be meant.
    """
    if source.is_seed or source.copy_of is not None or not statement.speaker:
        return None
    if statement.stance is not Stance.CONFIRMED or ADMITS.search(statement.quote) is None:
        return None
    mine = _things(_proposition(statement.quote, statement.speaker)) - own
    named: list[tuple[float, Remark]] = []
    for row in known:
        old = row.statement
        if row.source.doc == source.doc or old.stance is not Stance.DENIED:
            continue
        if _one_voice(statement, old):
            theirs = _things(_proposition(old.quote, old.speaker)) - own
            if common := mine & theirs:
                named.append((_weight(common), row))
    best = max((weight for weight, _ in named), default=0.0)
    return next((row for weight, row in reversed(named) if weight == best), None)


def _is_later(one: Source, other: Source) -> bool:
    return bool(one.published and other.published and one.published > other.published)


def _is_on(statement: Statement, topic: Topic) -> bool:
    """Return whether a statement's own sentence names the topic, or what it is about does."""
    return names_topic(topic, statement.quote) or (
        statement.subject != "" and names_topic(topic, statement.subject)
    )


def _is_news(statement: Statement, source: Source) -> bool:
    if source.is_seed or source.copy_of is not None:
        return False
    quote, is_spoken = statement.quote, statement.speaker is not None
    match statement.stance:
        case Stance.ASSERTED:
            # In somebody's own words it explains; what is announced is told in the outlet's.
            is_announced = is_spoken and QUOTED.search(quote) is None and "밝혔" in quote[-12:]
            return is_announced or ANNOUNCED.search(quote) is not None
        case Stance.CALLED_FOR:
            return is_spoken and ASKED.search(quote) is not None
        case Stance.PLANNED:
            return is_spoken and WORDS_ONLY.search(quote) is None
        case _:
            return statement.stance in TOLD


def _own_words(topic: Topic) -> frozenset[str]:
    """Return the words that every statement on a topic has, and that make no two of them alike."""
    return _things(
        frozenset(word for name in (topic.name, *topic.aliases) for word in _words(name))
    )


def has_moved(new: Statement, old: Statement) -> bool:
    """Return whether of one proposition somebody stands otherwise now, or its plan went on or back.

    `추진한다` after `검토한다` is a change, whoever's page says it; that something is considered
    again after it was decided is none.
    """
    if (old.stance, new.stance) in MOVES:
        return True
    if not {old.stance, new.stance} <= DOING:
        return False
    if is_turn(old.quote) != is_turn(new.quote) or _is_opposed(new, old):
        return True
    before, after = stage_of(old.quote), stage_of(new.quote)
    return Stage.UNTOLD < before < after


def same_proposition(one: Statement, other: Statement, own: frozenset[str] = frozenset()) -> float:
    """Return how far two statements say one thing, whoever says it and however, 0..1.

    Args:
        own: words of their common topic: they do not count.
    """
    mine, theirs = (_proposition(s.quote, s.speaker) - own for s in (one, other))
    if mine.isdisjoint(theirs):
        return 0.0
    if is_turn(one.quote) != is_turn(other.quote):
        return _turned(one, other, _without_turns(mine), _without_turns(theirs))
    if _is_opposed(one, other):
        # `올리겠다` after `내리겠다`: a change where the same one says it, else another's wish.
        if not _one_voice(one, other) or not {one.stance, other.stance} <= DOING:
            return 0.0
        return _shared(_things(mine), _things(theirs))
    return round(_shared(mine, theirs) * _deed_factor(mine, theirs), 3)


OTHER_DEED = 0.75
"""What is left of the likeness of two statements that tell two deeds of one thing."""


def _deed_factor(mine: frozenset[str], theirs: frozenset[str]) -> float:
    deeds = _deeds(mine), _deeds(theirs)
    return OTHER_DEED if all(deeds) and not deeds[0] & deeds[1] else 1.0


def _deeds(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word[1:] for word in words if word.startswith(DEED)) - load_deeds().turns


def _without_turns(words: frozenset[str]) -> frozenset[str]:
    return words - {DEED + turn for turn in load_deeds().turns}


def _things(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if not word.startswith(DEED))


def _is_opposed(one: Statement, other: Statement) -> bool:
    mine, theirs = (_deeds(_proposition(s.quote, s.speaker)) for s in (one, other))
    return are_opposed(mine, theirs)


def _one_voice(one: Statement, other: Statement) -> bool:
    mine, theirs = (frozenset(_words(s.speaker or "")) for s in (one, other))
    return mine == theirs or bool(mine & theirs)


def _turned(
    one: Statement, other: Statement, mine: frozenset[str], theirs: frozenset[str]
) -> float:
    """Return how far of two statements one takes back what the other one tells.

    What somebody else asks for, suspects or denies takes nothing back.
    """
    if not {one.stance, other.stance} <= DOING:
        return 0.0
    back = mine if is_turn(one.quote) else theirs
    if back and back <= (mine & theirs) and _one_voice(one, other):
        # `축제를 취소했다`: nothing but what was planned, by who planned it.
        return 1.0
    return round(_shared(mine, theirs) * _deed_factor(mine, theirs), 3)


def _shared(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """Return how much of the shorter of two propositions both have, and of both together."""
    common = mine & theirs
    if not common:
        return 0.0
    # `내리겠다고`, `내린다는`: one verb in other endings.
    bent = _roots(mine - common) & _roots(theirs - common)
    if len(common) + len(bent) < COMMON:
        return 0.0
    known = _weight(common) + len(bent)
    shorter = min(_weight(mine), _weight(theirs))
    whole = _weight(mine | theirs) - len(bent)
    # Most of the shorter one, and not too little of both together.
    return round(min(known / shorter, 2 * known / whole), 3)


def _roots(words: frozenset[str]) -> frozenset[str]:
    """Return of each word what no ending of a verb changes: 내리 of 내린다, 내렸다, 내리기로."""
    return frozenset(_root(word) for word in words if HANGUL.fullmatch(word))


HANGUL = Pattern(r"[가-힣]{2,}")
_ONSETS, _FINALS = 588, 28


def _root(word: str) -> str:
    first, second = (ord(letter) - ord("가") for letter in word[:2])
    # The first syllable without its final consonant, and what the second begins with.
    return f"{first // _FINALS}.{second // _ONSETS}"


def _weight(words: frozenset[str]) -> float:
    return sum(2.0 if _is_name(word) else 1.0 for word in words)


@lru_cache(maxsize=16384)
def _is_name(word: str) -> bool:
    """Return whether a word is a name, a country or what is measured: it says most."""
    found = [entry for _, entry in scan(word)]
    return bool(found) and all(
        entry is not None and entry.kind in ("name", "country", "concept", "body")
        for entry in found
    )


SAYING = Pattern(
    r"^(?:밝[혔히]|말[했하]|전[했하]|설명|강조|주장|부인|반박|일축|해명|인정|시인|확인|의혹|제기|논란|지적|비판|촉구|요구"
    r"|당부|발표|공개|공표|보도|알려|전망|예상|예측|내다|우려|가능성|계획|방침|예정|검토|추진|사실|것|수|등|및|이날|최근"
    r"|지난|방안|저울질|논의|심의|심사|고려|고민|확정|의결|결정|승인|허가|인가|소문|폭로|지적|루머|착수|시작|돌입|달라|모두"
    r"|전부|적이|바가|일이|없던|거듭|선을|그었|거짓"
    r"|대해|대한|관련|위해|통해|따르|따라|이라|라고|다고|라며|다며|있|없|했|하|됐|되|된|아니|않)"
)
"""Words of saying and doing, and those that stand in any sentence."""

ENDINGS = Pattern(
    r"(?<=[가-힣A-Za-z0-9]{2})(?:으로부터|에게서|에서는|에서도|으로는|이라는|라는|이라고|라고|에서|에게|에는|에도|으로"
    r"|했다는|한다는|했다고|한다고|했다|한다|하는|하며|하고|해서|하기로|하겠다고|했으며|했지만|됐다|된다|되는|됐다는"
    r"|까지|부터|보다|처럼|들이|들은|들의|들을|들|은|는|이|가|을|를|의|에|와|과|로|도|만)$"
)
CITED = Pattern(r"다(?:고|는|며|면서|던)$")
"""`썼다고 주장했다`, `썼다는 의혹`: what was said, in one form."""

WORD = Pattern(r"[가-힣A-Za-z0-9][가-힣A-Za-z0-9.\-]*")


@lru_cache(maxsize=4096)
def _proposition(quote: str, speaker: str | None) -> frozenset[str]:
    """Return the words of what a sentence says, its speaker and its verbs of saying left out."""
    said = frozenset(_words(speaker)) if speaker else frozenset()
    return frozenset(word for word in _words(quote) if word not in said)


def _words(text: str) -> tuple[str, ...]:
    """Return the stems of a text's words that carry its meaning, names in one spelling.

    >>> _words("오픈AI는 딥시크가 데이터를 무단으로 썼다고 주장했다")
    ('오픈AI', '딥시크', '데이터', '무단', '썼다')
    """
    found: list[str] = []
    for match in WORD.finditer(fold(text)):
        word = match.group(0)
        if deed := deed_of(word):
            found.append(DEED + deed)
            continue
        stem = ENDINGS.sub("", CITED.sub("다", word))
        if SAYING.match(stem) or len(squeeze(stem)) < 2:
            continue
        thing, deed = parted(stem)
        found += [_named(thing), DEED + deed] if deed else [_named(stem)]
    return tuple(found)


@lru_cache(maxsize=16384)
def _named(stem: str) -> str:
    """Return a name's one spelling, a country's code, or the word itself."""
    parts = [entry for _, entry in scan(stem)]
    if len(parts) == 1 and parts[0] is not None and parts[0].kind in ("name", "country"):
        return parts[0].value
    return squeeze(stem)
