"""The golden sentences of quantities: scored as the contract says, with floors that only rise."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from monitor.extract.quantities import extract_quantities
from monitor.model import Quantity

HERE = Path(__file__).parent / "quantities"
# Ours, marked by hand: news of the day, many fields, the contract's forms, running lines.
MARKED = ("news.txt", "fields_forms.txt", "contract_forms.txt", "print_forms.txt")
# Contract, "How gold is scored": "both `low` and `high` agree to within 0.5 %".
TOLERANCE = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Gold:
    """An expected quantity: its place, and the readings (low, high, unit) that count as right."""

    start: int
    end: int
    readings: tuple[tuple[Decimal | None, Decimal | None, str], ...]
    approx: bool | None = None


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def read_json(path: Path) -> Iterator[tuple[str, list[Gold]]]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        golds = [
            Gold(
                g["span"][0],
                g["span"][1],
                tuple(
                    (_decimal(r["low"]), _decimal(r["high"]), r["unit"])
                    for r in (g, *g.get("alts", ()))
                ),
                g.get("approx"),
            )
            for g in row["gold"]
            if g["unit"] is not None
        ]
        yield row["text"], golds


_MARK = re.compile(r"\[\[([^|\]]+)\|([^|\]]+)\|([^|\]]+)(\|~)?\]\]")


def read_marked(path: Path) -> Iterator[tuple[str, list[Gold]]]:
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        marked = line.split("\t", 1)[1]
        golds = []
        text = ""
        last = 0
        for m in _MARK.finditer(marked):
            text += marked[last : m.start()]
            words, value, unit, soft = m.groups()
            low, _, high = value.partition("..") if ".." in value else (value, "", value)
            reading = (_decimal(low or None), _decimal(high or None), unit)
            golds.append(Gold(len(text), len(text) + len(words), (reading,), soft is not None))
            text += words
            last = m.end()
        yield text + marked[last:], golds


def _near(a: Decimal | None, b: Decimal | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= TOLERANCE * max(abs(a), abs(b))


def _matches(gold: Gold, found: Quantity) -> bool:
    return (
        found.span[0] < gold.end
        and gold.start < found.span[1]
        and any(
            unit == found.unit
            and _near(low, found.interval.low)
            and _near(high, found.interval.high)
            for low, high, unit in gold.readings
        )
    )


def score(rows: Iterable[tuple[str, list[Gold]]]) -> tuple[float, list[str]]:
    """Return the value F1 over all rows, and what was missed or false, in words."""
    right = missed = false = 0
    faults = []
    for text, golds in rows:
        found = list(extract_quantities(text))
        for gold in golds:
            match = next((q for q in found if _matches(gold, q)), None)
            if match is None:
                missed += 1
                faults.append(f"missed «{text[gold.start : gold.end]}» in {text}")
            else:
                right += 1
                found.remove(match)
        false += len(found)
        faults += [f"false «{text[slice(*q.span)]}» as {q.interval} {q.unit}" for q in found]
    return 2 * right / max(1, 2 * right + missed + false), faults


@pytest.mark.parametrize(
    ("name", "floor"),
    [("forms-dev.jsonl", 0.99), *((name, 1.0) for name in MARKED)],
    ids=["forms", "news", "fields", "contract", "print"],
)
def test_the_golden_sentences_are_read_as_well_as_before(name: str, floor: float) -> None:
    reader = read_json if name.endswith(".jsonl") else read_marked
    f1, faults = score(reader(HERE / name))
    assert f1 >= floor, "\n".join(faults)


def read_traps(path: Path) -> Iterator[tuple[str, list[Gold]]]:
    """A line a text; none of them holds a quantity. The first line says what the file is."""
    for line in path.read_text("utf-8").splitlines()[1:]:
        yield line, []


@pytest.mark.parametrize("name", ["forms-trap-dev.jsonl", "fields_traps.txt"])
def test_no_figure_is_taken_from_names_dates_and_idioms(name: str) -> None:
    rows = list((read_json if name.endswith(".jsonl") else read_traps)(HERE / name))
    assert len(rows) > 20
    _, faults = score(rows)
    assert faults == []


def test_a_softening_word_shows_in_approx() -> None:
    rows = [row for name in MARKED for row in read_marked(HERE / name)]
    wrong = [
        f"«{text[gold.start : gold.end]}» in {text}"
        for text, golds in rows
        for gold in golds
        for q in extract_quantities(text)
        if _matches(gold, q) and q.interval.approx != gold.approx
    ]
    assert wrong == []


SAME: dict[str, Callable[[str], str]] = {
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "thin spaces": lambda text: text.replace(" ", "\u2009"),
    "full-width digits": lambda text: text.translate(
        str.maketrans("0123456789%", "０１２３４５６７８９％")
    ),
    "a paragraph behind": lambda text: f"{text}\n다음 문단이다.",
}


@pytest.mark.parametrize("how", list(SAME))
def test_what_only_looks_different_is_read_alike(how: str) -> None:
    texts = [text for name in MARKED for text, _ in read_marked(HERE / name)]
    texts += [text for text, _ in read_traps(HERE / "fields_traps.txt")]
    different = [
        text for text in texts if extract_quantities(SAME[how](text)) != extract_quantities(text)
    ]
    assert different == []


def test_a_paragraph_in_front_and_decomposed_letters_change_no_reading() -> None:
    def values(text: str) -> list[tuple[object, str]]:
        return [(q.interval, q.unit) for q in extract_quantities(text)]

    texts = [text for name in MARKED for text, _ in read_marked(HERE / name)]
    for text in texts:
        assert values(f"앞 문단이다.\n{text}") == values(text), text
        assert values(unicodedata.normalize("NFD", text)) == values(text), text


def test_the_score_notices_a_missing_and_a_false_figure() -> None:
    gold = Gold(0, 2, ((Decimal(3), Decimal(3), "명"),))
    assert score([("3명", [gold])]) == (1.0, [])
    assert score([("네 명", [gold])])[0] == 0.0
