"""The user's own words for what is measured: a file like `metrics.toml`, and what merging taught.

A concept of the program's list gains wordings, a new one is a line of its own. What the user says
stands over the program's list: a wording that it gives to another concept moves there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from monitor.errors import ConfigError
from monitor.words import say

Tables = dict[str, Any]
"""Tables as `metrics.toml` has them: fields of concepts, and the `LISTS`."""

LISTS = ("derived", "pace", "short", "plain")
OWN_FIELD = "own"
"""The field of concepts that a user's file adds; the program's own stay in theirs."""

MOST_WORDINGS = 20_000
LONGEST = 60  # letters of a wording
CONCEPT = re.compile(r"[a-z][a-z0-9_]{0,59}")
FLAGS = ("loose", "accrues")
KEYS = {"words", "kin", "units", *FLAGS}


def read_own_words(data: Mapping[str, Any], bundled: Mapping[str, Any], *, where: str) -> Tables:
    """Return the tables of a user's file.

    Args:
        data: the file's content as TOML gives it.
        bundled: the program's own tables: what `kin`, `derived` and `pace` may name.
        where: the file's name, for messages.

    Raises ConfigError with every fault and its key, not only the first.
    """
    faults: list[str] = []
    own: Tables = {}
    known = {c for field, rows in bundled.items() if field not in LISTS for c in rows}
    known |= {
        c for f, rows in data.items() if f not in LISTS and isinstance(rows, Mapping) for c in rows
    }
    words: dict[str, str] = {}
    for field, rows in data.items():
        if not isinstance(rows, Mapping):
            faults.append(f"{where}: {field}: {say('topics.table')}")
        elif field == "short":
            own[field] = _shorts(rows, f"{where}: {field}", faults)
        elif field == "plain":
            _unknown(rows, {"words"}, f"{where}: {field}", faults)
            own[field] = {
                "words": _wordings(rows.get("words", []), f"{where}: {field}.words", faults)
            }
        elif field in LISTS:
            _unknown(rows, bundled[field], f"{where}: {field}", faults)
            own[field] = {
                key: _wordings(row, f"{where}: {field}.{key}", faults) for key, row in rows.items()
            }
        else:
            made = own.setdefault(OWN_FIELD, {})
            for concept, row in rows.items():
                key = f"{where}: {field}.{concept}"
                made[concept] = _concept(concept, row, known, words, key, faults)
    if len(words) > MOST_WORDINGS:
        faults.append(f"{where}: {say('metrics.too_many', most=MOST_WORDINGS)}")
    if faults:
        raise ConfigError(faults)
    return own


def _concept(
    concept: str,
    row: object,
    known: set[str],
    words: dict[str, str],
    key: str,
    faults: list[str],
) -> Tables:
    """Return the row of a concept; note its wordings, so that none stands under two."""
    if CONCEPT.fullmatch(concept) is None:
        faults.append(f"{key}: {say('metrics.name')}")
    if not isinstance(row, Mapping):
        faults.append(f"{key}: {say('topics.table')}")
        return {"words": []}
    _unknown(row, KEYS, key, faults)
    found: Tables = {"words": _wordings(row.get("words", []), f"{key}.words", faults)}
    if not row.get("words"):
        faults.append(f"{key}.words: {say('topics.missing')}")
    faults.extend(
        f"{key}.words: {say('metrics.twice', word=word, other=other)}"
        for word in found["words"]
        if (other := words.setdefault(bare(word), concept)) != concept
    )
    if "kin" in row:
        found["kin"] = _wordings(row["kin"], f"{key}.kin", faults)
        if strange := sorted(set(found["kin"]) - known):
            faults.append(f"{key}.kin: {say('metrics.no_concept', names=', '.join(strange))}")
    if "units" in row:
        found["units"] = _wordings(row["units"], f"{key}.units", faults)
    for flag in FLAGS:
        if flag in row:
            if not isinstance(row[flag], bool):
                faults.append(f"{key}.{flag}: {say('metrics.yes_or_no')}")
            found[flag] = row[flag] is True
    return found


def bare(word: str) -> str:
    """Return a wording as two of them are compared: in small letters, without spaces."""
    return re.sub(r"[\s\-_.]", "", word).lower()


def _wordings(value: object, key: str, faults: list[str]) -> list[str]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        faults.append(f"{key}: {say('topics.strings')}")
        return []
    found: list[str] = []
    for word in value:
        if not isinstance(word, str) or not bare(word):
            faults.append(f"{key}: {say('topics.empty_string')}")
            return []
        if len(word) > LONGEST or not word.isprintable():
            faults.append(f"{key}: {say('metrics.wording', word=word[:20], most=LONGEST)}")
            return []
        found.append(" ".join(word.split()))
    return list(dict.fromkeys(found))


def _shorts(rows: Mapping[str, object], key: str, faults: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for short, long in rows.items():
        for word in _wordings([short], f"{key}.{short}", faults):
            found |= dict.fromkeys([word], *_wordings([long], f"{key}.{short}", faults)[:1])
    return found


def _unknown(row: Mapping[str, Any], known: Iterable[str], key: str, faults: list[str]) -> None:
    strange = sorted(set(row) - set(known))
    faults.extend(f"{key}.{name}: {say('topics.unknown_key')}" for name in strange)


def merged(bundled: Mapping[str, Any], *own: Mapping[str, Any]) -> Tables:
    """Return the program's tables with the user's over them, each of `own` over those before."""
    found = deepcopy(dict(bundled))
    for tables in own:
        for field in LISTS:
            _add_list(found, field, tables.get(field, {}))
        _add_concepts(found, tables.get(OWN_FIELD, {}))
    return found


def _add_list(found: Tables, field: str, rows: Mapping[str, Any]) -> None:
    for key, row in rows.items():
        if isinstance(row, str):
            found[field][key] = row
        else:
            found[field][key] = list(dict.fromkeys([*found[field].get(key, ()), *row]))


def _add_concepts(found: Tables, concepts: Mapping[str, Tables]) -> None:
    fields = [rows for field, rows in found.items() if field not in LISTS]
    taken = {bare(word): concept for concept, row in concepts.items() for word in row["words"]}
    for rows in fields:
        for concept, row in rows.items():
            words = [w for w in row["words"] if taken.get(bare(w), concept) == concept]
            # The first wording names the concept, whoever took the others.
            row["words"] = words
    for concept, row in concepts.items():
        home = next((rows for rows in fields if concept in rows), None)
        if home is None:
            home = found.setdefault(OWN_FIELD, {})
        old = home.setdefault(concept, {"words": []})
        old["words"] = list(dict.fromkeys([*old["words"], *row["words"]]))
        old["kin"] = list(dict.fromkeys([*old.get("kin", ()), *row.get("kin", ())]))
        for key in ("units", *FLAGS):
            if key in row:
                old[key] = row[key]


def wordings_of(tables: Mapping[str, Any]) -> frozenset[str]:
    """Return the wordings of concepts that a user's tables give."""
    return frozenset(word for row in tables.get(OWN_FIELD, {}).values() for word in row["words"])
