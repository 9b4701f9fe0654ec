"""The ways to take a property from a phrase: whole, what is owned, what is done to it.

`딥시크 앱의 월간 이용자` may be all of that or 월간 이용자, `AI에 쓴 돈` is an AI 지출, `50㎜의 비`
a 강수량.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.extract import lexicon
from monitor.extract.clauses import Reading, arguments_of
from monitor.extract.composition import rate_of
from monitor.extract.heads import standard_of
from monitor.extract.owners import is_measure, owner_of, trim
from monitor.extract.phrases import Phrase, Word, spell
from monitor.extract.verbs import nominal


def bases_of(reading: Reading, phrase: Phrase, sort: str) -> list[tuple[str, str]]:
    """Return the ways to take a property from a phrase, each by its name."""
    words = _unaimed(trim(phrase))
    if not words:
        return []
    if len(words) == 1 and not phrase.lead:
        head = words[0].stem
        standard = standard_of(head, sort)
        named = [("standard", standard), ("standard alone", standard)] if standard else []
        return [("whole", head), *named]
    made: list[tuple[str, str]] = []
    last_of = max((i for i, w in enumerate(words[:-1]) if w.role == "of"), default=-1)
    whole = spell(words)
    owner, _ = owner_of(phrase)
    if last_of >= 0:
        made.append(("owned", spell(words[last_of + 1 :])))
        made.append(("joined", " ".join(w.stem for w in words)))
    if owner != whole and last_of < 0:
        rest = words[len(owner.split()) :]
        if rest and rest[0].stem in lexicon.BARE_HEADS and len(words) > len(rest):
            rest = words[-len(rest) - 1 :]
        if rest:
            made.append(("rest", spell(rest)))
    made.append(("whole", whole))
    if len(words) > 2:
        made.append(("tail", spell(words[-2:])))
    if standard := standard_of(words[-1].stem, sort):
        made.append(("standard", spell([*words[:-1], replace(words[-1], stem=standard)])))
        made.append(("standard alone", standard))
    if phrase.lead:
        made += _led(reading, phrase, words, sort)
    return made


def _led(
    reading: Reading, phrase: Phrase, words: Sequence[Word], sort: str
) -> list[tuple[str, str]]:
    """Return the ways to take a property from a phrase that a verb modifies.

    `주목할 만한 모델`, and for a head that says nothing of itself what is done: `AI에 쓴 돈` is an
    AI 지출, `R1 개발에 투입된 비용` an R1 개발 투입 비용, `메타가 보유한 H100` an H100 보유.
    """
    head = spell(words)
    lead = [w for w in phrase.lead if w.stem not in {"있는", "한", "된", "든"}]
    if not lead:
        return []
    made = [("led", f"{' '.join(w.stem for w in lead)} {head}")]
    arguments = arguments_of(reading, phrase)
    verb = nominal(lead[-1].stem)
    done = [w.stem for w in arguments if w.role in {"at", "object", "by", ""}]
    if verb:
        if words[-1].stem in lexicon.EMPTY_HEADS:
            tail = "" if words[-1].stem in {"돈", "것", "수", "사람"} else f" {words[-1].stem}"
            made.append(("done", " ".join([*done, verb]) + tail))
            made.append(("done alone", verb + tail))
            if sort == "money" and verb in _SPENDS and done:
                made += [(f"done {head}", f"{done[-1]} {head}") for head in ("비용", "투자액")]
        else:
            made.append(("head done", f"{head} {verb}"))
            made.append(("done head", " ".join([*done[-2:], verb, head])))
        if sort == "share":
            # `보험에 든 가구는 12.8%`: a 보험 가입률.
            made.append(("done rate", " ".join([*done[-1:], rate_of(verb)])))
            made.append(("head rate", f"{head} {rate_of(verb)}"))
    last = words[-1].stem
    hollow = last in lexicon.EMPTY_HEADS or last in lexicon.BARE_HEADS or not is_measure(last)
    if lead[-1].stem.startswith("차지하"):
        doers = [w for w in arguments if w.role in {"subject", "of", ""}]
        if doers:
            made.insert(0, ("claimed", f"{spell(doers)} {head}"))
    if arguments and hollow:
        text = " ".join(w.stem + w.particle for w in arguments)
        made.append(("with arguments", f"{text} {' '.join(w.stem for w in lead)} {head}"))
    return made


_SPENDS = frozenset(["지출", "투입", "투자", "지원", "사용"])


def _unaimed(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words without a last one that says only that it is a guess (`시장 규모 전망`)."""
    while len(words) > 1 and words[-1].stem in lexicon.AIMED and is_measure(words[-2].stem):
        words = words[:-1]
    return words
