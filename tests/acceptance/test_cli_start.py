"""What a short command loads and does before it answers: nothing that it has no need of."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

TEXT = "챗GPT의 지난달 월간 이용자는 121만 명으로 집계됐다.\n"
SLOW = {"rich.console", "rich.table", "idna", "sqlalchemy", "pydantic", "httpx", "lxml", "asyncio"}


def _call(folder: Path, after: str) -> str:
    code = (
        "import gc, json, sys\nfrom monitor.cli.main import main\n"
        "try:\n    main(['claims', 'a.txt', '--published', '2025-04-10'])\n"
        f"except SystemExit as e:\n    assert e.code == 0, e.code\n    {after}\n"
    )
    (folder / "a.txt").write_text(TEXT, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "121만 명" in done.stdout
    return done.stderr


def test_a_piped_table_loads_no_library_that_it_does_not_need(tmp_path: Path) -> None:
    loaded = json.loads(_call(tmp_path, "print(json.dumps(list(sys.modules)), file=sys.stderr)"))
    assert set(loaded) & SLOW == set()


def test_garbage_is_collected_again_when_the_command_is_loaded(tmp_path: Path) -> None:
    said = _call(tmp_path, "print(gc.isenabled(), gc.get_freeze_count() > 0, file=sys.stderr)")
    assert said.split() == ["True", "True"]
