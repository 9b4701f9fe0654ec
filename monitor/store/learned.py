"""What was learned from decisions: a small readable file in the user's data folder."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from monitor.errors import StoreError

NAME = "learned.json"


def load_learned(folder: Path) -> object | None:
    """Return what the folder's file says, as read; None without one; StoreError for no JSON."""
    file = folder / NAME
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as e:
        raise StoreError(f"{file}: {e}") from e
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError) as e:
        raise StoreError(f"{file}: {e}") from e
    return found


def save_learned(folder: Path, record: Mapping[str, Any]) -> Path:
    """Write the file whole or not at all; return its path."""
    file = folder / NAME
    part = file.with_suffix(".part")
    part.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", "utf-8")
    os.replace(part, file)  # noqa: PTH105 - says that it replaces
    return file


def forget_learned(folder: Path) -> bool:
    """Remove the file; say whether there was one."""
    file = folder / NAME
    had = file.is_file()
    file.unlink(missing_ok=True)
    return had
