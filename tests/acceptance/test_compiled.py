"""The compiled extraction: it reads of every golden document exactly what the source reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.reader import rules_of
from tests.golden.claim_scoring import HERE as GOLDEN
from tests.golden.claim_scoring import read_documents

ROOT = Path(__file__).parents[2]
COMPILE = ROOT / "deploy" / "compile.py"
NO_COMPILER = 3
READ = """
import json, sys
from datetime import datetime

from monitor.extract import claims, statements
from monitor.model import SEOUL, Article, Topic, Url

topics = [Topic(name=name) for name in ("인공지능", "정부", "반도체", "기업", "시장")]
print(claims.__file__)
for doc, title, day, text in json.load(sys.stdin):
    published = datetime.fromisoformat(day[:10]).replace(tzinfo=SEOUL) if day[9:] else None
    article = Article(url=Url(doc), title=title, text=text, published=published)
    print([claims.extract_claims(article), statements.extract_statements(article, topics)])
"""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compiled") / "package"
    done = subprocess.run(
        [sys.executable, COMPILE, "--quick", folder], capture_output=True, text=True, check=False
    )
    if done.returncode == NO_COMPILER:
        pytest.skip(done.stderr)
    assert done.returncode == 0, done.stderr
    return folder


def _documents() -> list[list[str]]:
    paths = [GOLDEN / "claims.jsonl", GOLDEN / "other_fields.txt"]
    for folder in ("marked", "heldout"):
        paths += (p for p in sorted((GOLDEN / folder).iterdir()) if p.suffix in {".txt", ".json"})
    return [
        [d["doc"], d["title"], d.get("published") or "", d["text"]]
        for path in paths
        for d in read_documents(path)
    ]


def _read(package: Path, documents: list[list[str]]) -> tuple[Path, list[str]]:
    """Return where the extraction of a package stands, and what it reads of each document."""
    done = subprocess.run(
        [sys.executable, "-c", READ],
        input=json.dumps(documents),
        env={**os.environ, "PYTHONPATH": str(package), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    where, *read = done.stdout.splitlines()
    return Path(where), read


def test_compiled_and_source_read_the_same_of_every_golden_document(compiled: Path) -> None:
    documents = _documents()
    where, read = _read(compiled, documents)
    assert where.suffix in {".so", ".pyd"}
    source, wanted = _read(ROOT, documents)
    assert source == ROOT / "monitor" / "extract" / "claims.py"
    assert len(wanted) == len(documents) > 500
    assert [a for a, b in zip(read, wanted, strict=True) if a != b] == []


def test_compiling_leaves_nothing_beside_the_source(compiled: Path) -> None:
    assert (compiled / "monitor" / "cli" / "main.py").exists()
    assert [p for p in (ROOT / "monitor").rglob("*") if p.suffix in {".so", ".c", ".pyd"}] == []
    assert not list(ROOT.glob("*.so"))


def test_what_is_compiled_is_the_reader_that_its_source_is(compiled: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from monitor.reader import reader; print(reader())"],
        env={**os.environ, "PYTHONPATH": str(compiled), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == rules_of(ROOT / "monitor")


def test_the_whole_program_runs_with_the_compiled_extraction(
    compiled: Path, tmp_path: Path
) -> None:
    article = tmp_path / "a.txt"
    article.write_text("삼성전자의 3분기 영업이익은 9조 1000억 원을 기록했다.\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "monitor", "claims", article, "--format", "jsonl"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(compiled), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["subject"] for line in done.stdout.splitlines()] == ["삼성전자"]


def test_compiled_nouns_go_to_other_processes_and_still_refuse_to_exist_wrong(
    compiled: Path,
) -> None:
    code = """
import pickle
from dataclasses import FrozenInstanceError, replace
from decimal import Decimal

from monitor import model
from monitor.model import Claim, Interval, Quantity

assert not model.__file__.endswith(".py")
interval = Interval(Decimal(1), None)
quantity = Quantity(span=(0, 3), interval=interval, unit="KRW")
claim = Claim(
    doc="a", span=(0, 3), quote="1원 이상", subject="가", metric="값", interval=interval, unit="KRW"
)
for value in (quantity, claim):
    copy = pickle.loads(pickle.dumps(value))
    assert copy == value and hash(copy) == hash(value) and repr(copy) == repr(value)
assert replace(claim, unit="명").unit == "명" and not claim.as_of.known
wrong = (
    (ValueError, lambda: Interval(None, None)),
    (ValueError, lambda: replace(quantity, span=(3, 0))),
    (FrozenInstanceError, lambda: setattr(claim, "unit", "명")),
)
for error, make in wrong:
    try:
        make()
    except error:
        continue
    raise AssertionError(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(compiled), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
