"""Workers on many machines need PostgreSQL: without one there are no such tests."""

from __future__ import annotations

from tests.conftest import POSTGRES

collect_ignore_glob = [] if POSTGRES else ["test_*.py"]
