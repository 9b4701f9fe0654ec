"""Which property a figure gives: candidates from the phrases around it, and how each is spelt.

The property is a phrase of the sentence, what is done to the figure (`…를 투입했다`: 투입), or what
the figure before measured; `compose` adds what the figure says of it (`… 증가율`, `… 대비 …`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from monitor.extract import lexicon
from monitor.extract.clauses import (
    BESIDE,
    Reading,
    arguments_of,
    place_of,
    teller_of,
    unit_class,
)
from monitor.extract.composition import compose, is_moved, root_of
from monitor.extract.memory import Memory
from monitor.extract.owners import is_measure, nature_of, owner_of, trim
from monitor.extract.phrases import Phrase, Word, spell
from monitor.extract.rank import Candidate
from monitor.extract.verbs import answer_of, move_of, nominal, per_of, reference_of, verb_noun


def metric_candidates(
    reading: Reading, place: int, memory: Memory, subject: str
) -> list[Candidate]:
    """Return what the figure at `place` may measure, spelt as a noun phrase."""
    words, me = reading.words, reading.words[place]
    assert me.quantity is not None
    unit = me.quantity.unit
    kind = unit_class(unit)
    move = move_of(words, place)
    reference = reference_of(reading, place)
    verb = verb_noun(words, place)
    own = _own_measure(reading, place, kind)
    found: dict[str, Candidate] = {}

    def add(
        base: str, names: Iterable[str], *, finished: bool = False, whole: bool = False
    ) -> None:
        base = base if whole else _clean(base, subject)
        if not base:
            return
        metric = base if finished else compose(base, kind, unit, move, reference)
        if not metric:
            return
        if metric in found:
            return
        said = memory.count(base)
        marks = [
            f"said {said}",
            f"made {metric.split()[-1][-2:]} {kind}",
            f"move {bool(move)} {bool(is_moved(metric))} {kind}",
            f"in the title {base in memory.headline} {kind}",
            f"used {min(memory.used[base], 2)}",
            f"words {min(len(metric.split()), 6)} {kind}",
        ]
        found[metric] = Candidate(
            metric, (*dict.fromkeys([*names, *marks, *_base_nature(base, kind)]),), base
        )

    near = reading.near(place)
    ranks: Counter[tuple[str, str]] = Counter()
    bare: dict[str, str] = {}  # heads that say nothing alone, and where they stand
    roots: dict[str, str] = {}  # what earlier figures measured
    for phrase in near:
        where = place_of(reading, phrase, place, near)
        role = phrase.role or "bare"
        side = "after" if phrase.first > place else "before"
        rank = ranks[role, side]
        ranks[role, side] += 1
        if len(trim(phrase.words)) == 1 and _is_bare(phrase.head):
            bare.setdefault(phrase.head, where)
        if teller := teller_of(reading, phrase, place):
            where = f"{teller}, {where}"
        elif me.role == "of" and where == "relative head":
            where = "relative head of 의"
        _, whole = owner_of(phrase)
        nature = nature_of(whole, whole, phrase) if whole else "nothing"
        if whole and whole == subject:
            nature = f"{nature}, the subject"
        if _names_owner(whole, nature, subject, kind):
            nature = f"owner only {kind}"
        if teller:
            nature = "teller"
        for variant, base in _bases(reading, phrase):
            fit = _fit(base, kind)
            names = [
                where,
                f"{where}, {fit}",
                f"{where}, {variant}",
                f"{side} {role} #{min(rank, 3)} {fit}",
                f"ends {base[-1]} {kind}",
                f"{own}, {where}",
                f"{own}, {fit} {variant}",
                f"{variant}, {fit}",
                f"{nature}, {variant}",
                f"{fit}, {nature}",
                f"{variant} {kind}",
            ]
            if where in BESIDE or where.startswith("relative"):
                names += [f"{where} {kind}", f"{where} {kind}, {fit}", f"{where} {me.role}"]
            add(base, names)
            if verb and variant in {"whole", "owned", "done"} and fit != "fits":
                add(
                    f"{base} {verb}",
                    [
                        *names,
                        f"verb {kind}",
                        f"verb, {where}",
                        f"verb, {fit}",
                        f"verb, {nature}",
                        f"verb, me {me.role}",
                    ],
                )
        if subject and len(phrase.words) == 1 and phrase.head in lexicon.BARE_HEADS:
            fit = _fit(phrase.head, kind)
            marks = [
                where,
                f"{where}, {fit}",
                "subject and bare head",
                f"subject and bare head {kind} {fit}",
            ]
            add(f"{subject} {phrase.head}", marks, whole=True)
        if where == "opener" and memory.metrics:
            old = memory.metrics[-1][2].split()
            add(
                f"{spell(trim(phrase.words))} {old[-1]}",
                [f"opener with the head before {kind}", nature],
            )
    for base, names in _prices(near, place, kind, move, me.role, verb):
        add(base, names)
    if verb:
        add(verb, [f"verb alone {kind}", f"verb alone, {own}"])
    if kind == "share" and (answer := answer_of(reading, place)):
        add(f"{answer} 응답", ["answer"])
    if per := per_of(reading, place):
        for spelt, plain in list(found.items()):
            if not _PER.match(spelt) and plain.base:
                new = f"{per} {spelt}"
                if new not in found:
                    found[new] = Candidate(
                        new, (*plain.features, f"per {kind}", f"per {per[-1]}"), plain.base
                    )
    for rank, (sentence, old_unit, base, metric) in enumerate(reversed(memory.metrics)):
        gap = min(memory.sentence - sentence, 2)
        same = "unit" if old_unit == unit else "class" if unit_class(old_unit) == kind else "other"
        names = [
            f"old {same} gap {gap}",
            f"old {same} gap {gap}, {own}",
            f"old {same} #{min(rank, 2)}, {own}",
            f"old {same} move {bool(move)}",
        ]
        if same == "other":
            names.append(f"old other {kind} {unit_class(old_unit)}")
        if same != "other" and not move and not reference:
            add(metric, [*names, "as it was"], finished=True)
        add(base, [*names, "old base", f"old base {kind}"])
        if root := root_of(base):
            if root != base:
                add(root, [*names, "old root", f"old root {kind}"])
            roots.setdefault(root, f"{same} gap {gap}")
    for head, where in bare.items():
        for rank, (root, since) in enumerate(roots.items()):
            marks = [
                f"old root and bare head #{rank}",
                f"old root and bare head {kind} {since}",
                f"old root and bare {where}",
                f"root and {_fit(head, kind)}",
            ]
            add(f"{root} {head}", marks)
    if kind == "share":
        for base, names in _part_of(reading, place, near, list(roots)):
            add(base, names, finished=not move)
    for rank, (base, title) in enumerate(memory.measures):
        fit = _fit(base, kind)
        add(
            base,
            [
                f"spoken of {fit}",
                f"spoken of #{min(rank, 2)}, {own}",
                f"spoken of {title}, {own}",
                f"spoken of {kind} {fit} {bool(memory.metrics)}",
            ],
        )
    default = _DEFAULT_OF_UNIT.get(unit, _DEFAULT[kind])
    add(default, [f"default {kind}"], finished=not move)
    return list(found.values())


_DEFAULT = {
    "money": "금액", "share": "비율", "times": "배율", "rank": "순위", "score": "점수",
    "people": "인원",
    "time": "시간", "index": "지표", "physical": "규모", "count": "수량",
}  # fmt: skip


# What is measured in it, where nothing else says so.
_DEFAULT_OF_UNIT = {
    "도": "기온", "°C": "기온", "m2": "면적", "m²": "면적", "세": "연령", "Wh": "전력량",
    "W": "용량", "kg": "물량", "m/s": "속도", "m": "길이",
    "배럴": "물량", "%p": "차이", "개월": "기간",
}  # fmt: skip


_PER = re.compile(r"하루|연간|월간|시간당|\S+당\s|연\s|월\s")


def _prices(
    near: Sequence[Phrase], place: int, kind: str, move: str, role: str, verb: str
) -> list[tuple[str, list[str]]]:
    """Return what money may be by what is done: `㎏당 5만원에 팔린다` a price, `편성한` a budget.

    And what rises by so many per cent, where it is a thing: `사과는 31.5% 뛰었다`.
    """
    made = []
    rises = kind == "share" and move.startswith(("상승", "하락", "인상", "인하"))
    if kind == "money" or rises:
        nouns = [p for p in near if p.first < place][:2]
        if role == "at" or rises:
            made.append(("가격", [f"price alone {rises}", f"price alone {rises} {verb}"]))
            made += [(f"{p.head} 가격", [f"price of {p.role} {rises}"]) for p in nouns]
        if kind == "money":
            budget = verb in lexicon.BUDGET_VERBS
            made.append(("예산", [f"budget alone {budget}", f"budget alone {verb}"]))
            made += [(f"{p.head} 예산", [f"budget of {p.role} {verb}"]) for p in nouns if budget]
            made.append(("비용", [f"cost alone {verb}"]))
            made += [(f"{p.head} 비용", [f"cost of {p.role} {verb}"]) for p in nouns if verb]
    return made


def _part_of(
    reading: Reading, place: int, near: Sequence[Phrase], roots: Sequence[str]
) -> list[tuple[str, list[str]]]:
    """Return what a share may be a share of: `전체 이용자의 31%를 차지했다` is an 이용자 비중."""
    words = reading.words
    takes = any(w.stem.startswith("차지") for w in words[place + 1 : place + 3])
    made = []
    for phrase in near[:4]:
        own = trim(phrase.words)
        where = place_of(reading, phrase, place, near)
        if where not in {"of me", "beside me", "opener"} and phrase.role != "of":
            continue
        while own and own[0].stem in {"전체", "세계", "국내", "총"}:
            own = own[1:]
        if own:
            made.append((f"{spell(own)} 비중", [f"part {where} {takes}"]))
    for rank, root in enumerate(roots[:2]):
        made.append((f"{root} 비중", [f"part root #{rank} {takes}"]))
    return made


def _is_bare(head: str) -> bool:
    """Whether a head needs what it is the head of: 순위, 비중, 증가율, 증가 폭."""
    return head in lexicon.BARE_HEADS or not root_of(head)


def _names_owner(whole: str, nature: str, subject: str, kind: str) -> bool:
    """Whether a phrase names only whose the figure is: `바이촨은 19억 달러로` has no property."""
    if nature.startswith("place"):
        return True
    return (
        whole == subject
        and kind not in {"count", "people"}
        and not nature.startswith(("measure", "somebody"))
    )


def _own_measure(reading: Reading, place: int, kind: str) -> str:
    """Whether the sentence names, near the figure and before any other, what it could measure."""
    best = "no measure"
    for phrase in reading.near(place):
        if phrase.first > place and any(
            w.kind == "quantity" for w in reading.words[place + 1 : phrase.first]
        ):
            continue
        between = reading.words[phrase.last + 1 : place]
        if any(w.kind == "quantity" and w.depth <= reading.words[place].depth for w in between):
            continue
        if _fit(phrase.text, kind) == "fits":
            return "own measure"
        if is_measure(phrase.head):
            best = "some measure"
    return best


@lru_cache(maxsize=20_000)
def _fit(base: str, kind: str) -> str:
    """Whether the head of a property suits the unit: 매출 for money, 비중 for per cent."""
    head = base.split()[-1] if base else ""
    wanted = _FITS.get(kind)
    if wanted is not None and wanted.fullmatch(head):
        return "fits"
    if is_measure(head):
        return "measure"
    return "action" if head in lexicon.ACTIONS else "other"


@lru_cache(maxsize=2_000)
def _bases(reading: Reading, phrase: Phrase) -> list[tuple[str, str]]:
    """Return the ways to take a property from a phrase, each by its name."""
    words = _unaimed(trim(phrase.words))
    if not words:
        return []
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
    if phrase.lead:
        made += _led(reading, phrase, words)
    return made


def _led(reading: Reading, phrase: Phrase, words: Sequence[Word]) -> list[tuple[str, str]]:
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
        else:
            made.append(("head done", f"{head} {verb}"))
            made.append(("done head", " ".join([*done[-2:], verb, head])))
    hollow = words[-1].stem in lexicon.EMPTY_HEADS | lexicon.BARE_HEADS or not is_measure(
        words[-1].stem
    )
    if lead[-1].stem.startswith("차지하"):
        doers = [w for w in arguments if w.role in {"subject", "of", ""}]
        if doers:
            made.insert(0, ("claimed", f"{spell(doers)} {head}"))
    if arguments and hollow:
        text = " ".join(w.stem + w.particle for w in arguments)
        made.append(("with arguments", f"{text} {' '.join(w.stem for w in lead)} {head}"))
    return made


def _unaimed(words: list[Word]) -> list[Word]:
    """Return the words without a last one that says only that it is a guess (`시장 규모 전망`)."""
    while len(words) > 1 and words[-1].stem in lexicon.AIMED and is_measure(words[-2].stem):
        words = words[:-1]
    return words


@lru_cache(maxsize=20_000)
def _base_nature(base: str, kind: str) -> tuple[str, ...]:
    parts = base.split()
    names = [f"words {min(len(parts), 5)}"]
    if parts[-1] in lexicon.PLACES or lexicon.SPEAKER_HEADS.end(parts[-1]):
        names.append("speaker or place")
    if len(parts) == 1 and base in lexicon.BARE_HEADS | lexicon.EMPTY_HEADS:
        names.append(f"bare head alone {kind}")
    if len(base) > 15:
        names.append("longish")
    if parts[-1] in lexicon.EMPTY_HEADS:
        names.append(f"empty head {kind}")
    if len(parts) == 1 and len(base) == 1:
        names.append("one syllable")
    if len(base) > 24:
        names.append("long")
    return tuple(names)


_HEAD_KINDS = (
    ("money", re.compile(
        r".*(?:액|비|비용|금|가격|값|예산|매출|이익|손실|투자|소득|연봉|임금|초임|자금|가치|돈|재원"
        r"|지출|수입|자산|부채|자본)"
    )),
    ("rate", re.compile(r".*(?:율|률|비중|비율|점유|확률|격차|차이)")),
    ("people", re.compile(
        r".*(?:자|명|인력|인원|이용자|인재|직원|회원|환자|학생|인구|관중|관객|고용|주민)"
    )),
    ("number", re.compile(r".*(?:수|량|건수|규모|대수|물량)")),
    ("rank", re.compile(r".*(?:순위|위|등수|경쟁력)")),
    ("score", re.compile(r".*(?:점수|성적|평점|지수|지표)")),
    ("time", re.compile(r".*(?:시간|기간|수명|연령|나이)")),
)  # fmt: skip


_MEASURES = dict(_HEAD_KINDS)


_FITS = {
    "money": _MEASURES["money"],
    "share": _MEASURES["rate"],
    "times": _MEASURES["rate"],
    "people": re.compile(_MEASURES["people"].pattern + "|" + _MEASURES["number"].pattern),
    "count": re.compile(
        _MEASURES["number"].pattern + "|.*(?:특허|논문|모델|보유|설치|대수|점포|병상)"
    ),
    "rank": _MEASURES["rank"],
    "score": re.compile(_MEASURES["score"].pattern + "|.*(?:점수\\s?차|격차|차이?)"),
    "time": _MEASURES["time"],
    "index": _MEASURES["score"],
    "physical": re.compile(
        ".*(?:량|면적|용량|속도|구속|높이|길이|거리|무게|온도|기온|농도|출력|규모|강수|전력|폭|깊이)"
    ),
}


def _clean(base: str, subject: str) -> str:
    """Return the property without its owner at the front (`딥시크 월간 이용자 수` of 딥시크).

    A bare head keeps it: `20대 비중` of 20대 stays.
    """
    base = base.strip()
    if subject and base.startswith(subject + " "):
        rest = base[len(subject) + 1 :]
        if " " in rest or rest not in lexicon.BARE_HEADS | lexicon.EMPTY_HEADS:
            return rest
    return base
