"""The walls of the house: who may import whom, and which rooms touch nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "monitor"
FILES = sorted(path for path in PACKAGE.rglob("*.py") if "versions" not in path.parts)

ROOMS = {"collect", "extract", "judge", "report", "send", "store"}
# The base: every room may use it, and it uses none of them.
BASE = {"model", "addresses", "errors", "patterns", "retry", "records", "words"}
# Above the rooms: each with what it may import of the package beside `BASE`.
ABOVE = {
    "config": set[str](),
    "log": set[str](),
    "reader": set[str](),
    "cores": {"extract", "collect", "judge", "log"},
    "lexicon": {"judge"},
    "standing": {"judge", "store", "lexicon"},
    "delivery": {*ROOMS, "config", "log", "standing"},
    "publication": {"report", "send", "store", "config", "log", "standing"},
    "together": {"store"},
    "turns": {"store"},
    "pipeline": {
        *ROOMS,
        "together",
        "turns",
        "config",
        "log",
        "cores",
        "reader",
        "standing",
        "delivery",
        "lexicon",
        "publication",
    },
    "decisions": {*ROOMS, "pipeline", "standing"},
    "reasons": {"judge", "report"},
    "wishes": {*ROOMS, "decisions"},
    "renewal": {*ROOMS, "decisions", "log", "pipeline", "reader", "standing"},
    "workers": {*ROOMS, "config", "log", "cores", "pipeline"},
    "mcp": {"judge", "report", "store", "standing", "pipeline"},
    "web": {
        *ROOMS,
        "config",
        "log",
        "standing",
        "pipeline",
        "decisions",
        "reasons",
        "wishes",
    },
    "service": {"log"},
    "health": {"store"},
    "daemon": {*ROOMS, "config", "log", "pipeline", "workers", "service", "health"},
    "demo": {*ROOMS, "config", "log", "cores", "pipeline", "workers", "daemon"},
    "cli": {
        *ROOMS,
        "config",
        "log",
        "cores",
        "lexicon",
        "standing",
        "delivery",
        "pipeline",
        "decisions",
        "reasons",
        "wishes",
        "reader",
        "renewal",
        "workers",
        "service",
        "health",
        "daemon",
        "web",
        "mcp",
        "demo",
    },
    "__main__": {"cli"},
}

PURE = ("extract", "judge", "report", *sorted(BASE))
# No file, network, database, environment, clock, randomness or log behind any of these.
IMPURE = {
    "_thread", "aiohttp", "aiosmtpd", "alembic", "apscheduler", "asyncio", "concurrent",
    "fcntl", "feedparser", "ftplib", "getpass", "glob", "http", "httpx", "io", "logging",
    "mmap", "multiprocessing", "os", "platform", "psycopg", "pydantic_settings",
    "queue", "random", "requests", "sched", "secrets", "select", "shelve", "shutil", "signal",
    "slack_sdk", "smtplib", "socket", "socketserver", "sqlalchemy", "sqlite3", "sqlmodel",
    "ssl", "subprocess", "sys", "syslog", "tempfile", "threading", "time", "trafilatura",
    "urllib3", "uuid", "webbrowser",
}  # fmt: skip
# Of modules that are pure but for a few names.
IMPURE_NAMES = {"urllib": {"request", "urlopen", "robotparser"}, "warnings": {"warn"}}
IMPURE_CALLS = {"open", "input", "print", "breakpoint", "exec", "eval", "__import__"}
CLOCKS = {"now", "utcnow", "today"}  # datetime.now(), date.today()

# Imports stand at the top, but where a library loads slowly and is seldom wanted: `monitor claims
# FILE` answers in a quarter of a second because the front door opens only the room asked for.
# fastwarc, lxml; trafilatura; lxml; aiohttp; Alembic; Apprise and Procrastinate, extras
LATE_IMPORTS = (
    "cli/",
    "collect/archives.py",
    "collect/body.py",
    "collect/files.py",
    "collect/http.py",
    "store/database.py",
    "send/apprise.py",
    "workers/engine.py",
)

# Where a bug in one job must not take the others with it: logged with its traceback each time
# (or, in `cores.py` and `together.py`, carried to the one that asked, which raises it).
CATCH_ALL = ("workers/", "cli/main.py", "send/outbox.py", "cores.py", "together.py")

NOT_OURS_TO_OPEN = {
    "store": {"sqlalchemy", "sqlmodel", "alembic", "psycopg", "sqlite3"},
    "send": {"smtplib", "slack_sdk", "aiosmtplib", "apprise"},
    "collect": {"feedparser", "trafilatura"},
}  # fmt: skip


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _part(path: Path) -> str:
    """The room, or the module for a file that stands outside the rooms."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _for_types_only(tree: ast.Module) -> set[ast.stmt]:
    """The statements under `if TYPE_CHECKING:`: they name types and load nothing."""
    return {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for statement in node.body
        for inner in ast.walk(statement)
        if isinstance(inner, ast.stmt)
    }


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, with its line: `from a import b` gives `a.b`."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                package = ["monitor", *path.relative_to(PACKAGE).parent.parts]
                module = ".".join(
                    [*package[: len(package) + 1 - node.level], *([module] if module else [])]
                )
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def _own_imports(path: Path) -> Iterator[tuple[int, str]]:
    """The parts of the package that a file imports, with the line."""
    for line, module in _imports(path):
        parts = module.split(".")
        if parts[0] == "monitor" and len(parts) > 1 and not parts[1].startswith("__version"):
            yield line, parts[1]


def _pure_files() -> list[Path]:
    return [path for path in FILES if _part(path) in PURE]


def test_every_part_of_the_package_has_its_place_in_the_plan() -> None:
    known = ROOMS | BASE | set(ABOVE) | {"__init__"}
    assert sorted({_part(path) for path in FILES} - known) == []


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_imports_the_base_and_itself_and_no_other_room(room: str) -> None:
    broken = [
        f"{_name(path)}:{line} imports monitor.{part}"
        for path in FILES
        if _part(path) == room
        for line, part in _own_imports(path)
        if part not in BASE | {room}
    ]
    assert broken == []


def test_the_base_imports_nothing_but_the_base() -> None:
    broken = [
        f"{_name(path)}:{line} imports monitor.{part}"
        for path in FILES
        if _part(path) in BASE
        for line, part in _own_imports(path)
        if part not in BASE
    ]
    assert broken == []


@pytest.mark.parametrize("part", sorted(ABOVE))
def test_what_stands_above_the_rooms_imports_only_what_stands_below_it(part: str) -> None:
    broken = [
        f"{_name(path)}:{line} imports monitor.{other}"
        for path in FILES
        if _part(path) == part
        for line, other in _own_imports(path)
        if other not in BASE | ABOVE[part] | {part}
    ]
    assert broken == []


def test_the_pure_rooms_import_nothing_that_touches_the_world() -> None:
    broken = []
    for path in _pure_files():
        for line, module in _imports(path):
            first, *rest = module.split(".")
            if first in IMPURE or not IMPURE_NAMES.get(first, set()).isdisjoint(rest):
                broken.append(f"{_name(path)}:{line} imports {module}")
    assert broken == []


def test_the_pure_rooms_read_no_clock_and_open_no_file() -> None:
    broken = []
    for path in _pure_files():
        for node in ast.walk(_tree(path)):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            if isinstance(called, ast.Name) and called.id in IMPURE_CALLS:
                broken.append(f"{_name(path)}:{node.lineno} calls {called.id}()")
            if isinstance(called, ast.Attribute) and called.attr in CLOCKS:
                broken.append(f"{_name(path)}:{node.lineno} calls {ast.unparse(called)}()")
    assert broken == []


def test_the_pure_rooms_know_no_path_but_to_the_tables_beside_their_code() -> None:
    broken = []
    for path in _pure_files():
        nodes = list(ast.walk(_tree(path)))
        beside = {
            id(node.func)
            for node in nodes
            if isinstance(node, ast.Call) and [ast.unparse(a) for a in node.args] == ["__file__"]
        }
        broken += [
            f"{_name(path)}:{node.lineno} uses Path for something else"
            for node in nodes
            if isinstance(node, ast.Name) and node.id == "Path" and id(node) not in beside
        ]
    assert broken == []


def test_imports_stand_at_the_top_but_where_a_library_loads_slowly() -> None:
    broken = []
    for path in FILES:
        if _name(path).startswith(LATE_IMPORTS):
            continue
        tree = _tree(path)
        top = set(tree.body) | _for_types_only(tree)
        # `try: import x / except ImportError` at the top is still the top.
        for statement in tree.body:
            if isinstance(statement, ast.Try):
                top |= {node for node in ast.walk(statement) if isinstance(node, ast.stmt)}
        broken += [
            f"{_name(path)}:{node.lineno} {ast.unparse(node)}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom) and node not in top
        ]
    assert broken == []


def test_no_table_class_leaves_the_store() -> None:
    defined: list[str] = []
    used: list[str] = []
    for path in FILES:
        if _part(path) == "store":
            continue
        defined += [
            f"{_name(path)}:{node.lineno} {node.name}"
            for node in ast.walk(_tree(path))
            if isinstance(node, ast.ClassDef) and any(k.arg == "table" for k in node.keywords)
        ]
        used += [
            f"{_name(path)}:{line} imports {module}"
            for line, module in _imports(path)
            if module.startswith("monitor.store.tables")
        ]
    assert defined == []
    assert used == []


def test_tables_have_no_relationships_so_that_a_query_says_what_it_loads() -> None:
    broken = [
        f"{_name(path)}:{line} imports {module}"
        for path in FILES
        for line, module in _imports(path)
        if module in {"sqlmodel.Relationship", "sqlalchemy.orm.relationship"}
    ]
    assert broken == []


def test_a_library_that_opens_something_is_imported_in_one_room_only() -> None:
    broken = [
        f"{_name(path)}:{line} imports {module}"
        for room, libraries in NOT_OURS_TO_OPEN.items()
        for path in FILES
        if _part(path) != room
        for line, module in _imports(path)
        if module.split(".")[0] in libraries
    ]
    assert broken == []


def test_only_sockets_py_opens_connections_in_the_collecting_room() -> None:
    sockets = {"socket", "ssl", "http", "urllib.request", "aiohttp", "requests", "urllib3"}
    clients = {"httpx.AsyncClient", "httpx.Client", "httpx.get", "httpx.stream", "httpx.request"}
    broken = []
    for path in FILES:
        if _part(path) != "collect" or _name(path) == "collect/sockets.py":
            continue
        for line, module in _imports(path):
            if module in clients or any(module == s or module.startswith(f"{s}.") for s in sockets):
                broken.append(f"{_name(path)}:{line} imports {module}")
        broken += [
            f"{_name(path)}:{node.lineno} uses {ast.unparse(node)}"
            for node in ast.walk(_tree(path))
            if isinstance(node, ast.Attribute) and ast.unparse(node) in clients
        ]
    assert broken == []


def test_the_init_file_of_a_room_holds_its_docstring_only() -> None:
    broken = []
    for path in FILES:
        if path.name == "__init__.py" and path.parent.parent == PACKAGE:
            tree = _tree(path)
            if len(tree.body) != 1 or not ast.get_docstring(tree):
                broken.append(_name(path))
    assert broken == []


def test_every_module_begins_with_the_sentence_that_says_what_it_is_for() -> None:
    assert [_name(path) for path in FILES if not ast.get_docstring(_tree(path))] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
    assert [_name(path) for path in FILES if vague & {path.stem, path.parent.name}] == []


def test_only_the_job_boundary_and_the_front_door_catch_everything() -> None:
    # A dead host, an empty page and a bug look alike to `except Exception`.
    broken = []
    for path in FILES:
        if _name(path).startswith(CATCH_ALL):
            continue
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else "everything"
                if caught in {"everything", "Exception", "BaseException"}:
                    reraises = any(isinstance(n, ast.Raise) for n in ast.walk(node))
                    if not reraises:
                        broken.append(f"{_name(path)}:{node.lineno} catches {caught}")
    assert broken == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import random", ["random"]),
        ("from os import path", ["os.path"]),
        ("def f():\n    import monitor.store.feeds", ["monitor.store.feeds"]),
        ("from . import urls", ["monitor.judge.urls"]),
        ("from ..store import feeds", ["monitor.store.feeds"]),
    ],
)
def test_the_search_for_imports_sees_every_form_of_one(
    source: str, found: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path)
    path = tmp_path / "judge" / "x.py"
    path.parent.mkdir()
    path.write_text(source, encoding="utf-8")
    assert [module for _, module in _imports(path)] == found
