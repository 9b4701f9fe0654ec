"""Compile `monitor/extract/` to machine code, in a copy of the package beside the source.

    python deploy/compile.py [--quick] FOLDER

`FOLDER/monitor` is then the whole package, its extraction with its nouns and patterns compiled by
mypyc; whoever puts FOLDER first on the path of Python gets it. It reads the same claims of the same
text, only faster. The source is left alone: a compiled file in it would hide what is edited there
afterwards. What was compiled is kept in the virtual environment, and used again for as long as the
source is the same.
`--quick` leaves out what the C compiler does for speed. The exit status is 3 where nothing can be
compiled, for want of a compiler.

What is compiled is not quite the source. Two things that mypyc leaves slow are spelt out in the
copy: a constant of a module is said to be final, or every use looks it up by its name; and a
dataclass gets the `__init__` that `dataclass` would make, or making one runs interpreted code. A
frozen one with slots also gets what `dataclass` gives it for copies and for other processes.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from monitor.reader import MADE_OF, rules_of

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "monitor"
HOT = "extract"
"""The room that is compiled: pure, and where the time goes."""
BESIDE = ("model.py", "patterns.py")
"""The nouns that it makes and reads, and the patterns that it asks: compiled with it."""
KEPT = Path(sys.prefix) / "compiled"
MOST_KEPT = 4
SUFFIX: str = sysconfig.get_config_var("EXT_SUFFIX")
OPTIMISED = "2"  # 3 takes as long to compile, and no less to run
NOT_OPTIMISED = "0"  # compiled five times as fast; to show what the code does, not how fast
HIDDEN = "-fvisibility=hidden"  # nobody else calls what is compiled: what is small is put in


class NoCompilerError(Exception):
    """What is needed to compile is not here: why, in a sentence."""


class CompileError(Exception):
    """What mypyc or the C compiler say against the source."""


def compile_package(folder: Path, *, level: str = OPTIMISED) -> None:
    """Make `folder/monitor`, with its extraction compiled; what was in `folder` goes.

    Raises NoCompilerError and CompileError.
    """
    kept = KEPT / _key(level)
    if not kept.exists():
        _compile(kept, level)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as room:
        made = Path(room, "made")
        _copy_package(made)
        shutil.copytree(kept, made, dirs_exist_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        made.rename(folder)


def why_not() -> str:
    """Return why nothing can be compiled here, in a sentence; empty when it can."""
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        return f"There is no C compiler here: {compiler} (Debian: apt install gcc libc6-dev)."
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        return "The C headers of Python are not here (Debian: apt install python3-dev)."
    done = subprocess.run(
        [sys.executable, "-c", "import setuptools, mypyc.build"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr and f"mypyc cannot be used here: {done.stderr.splitlines()[-1]}."


def _key(level: str) -> str:
    """Return what tells one result of compiling from another."""
    state = hashlib.sha256(f"{level} {SUFFIX} {sys.version} {version('mypy')}".encode())
    for path in [Path(__file__), *sorted(_hot(PACKAGE))]:
        state.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return state.hexdigest()[:20]


def _hot(package: Path) -> list[Path]:
    return [*(package / name for name in BESIDE), *(package / HOT).glob("*.py")]


def _copy_package(folder: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "*.so", "*.pyd")
    shutil.copytree(PACKAGE, folder / "monitor", ignore=ignored)
    for path in _hot(folder / "monitor"):
        path.write_text(spell_out(path.read_text("utf-8")), "utf-8")
    # Spelt out it is another text, and reads by the same rules.
    (folder / "monitor" / MADE_OF).write_text(f"{rules_of(PACKAGE)}\n", "utf-8")


def _compile(kept: Path, level: str) -> None:
    """Compile a copy, and keep what came of it in the folder `kept`."""
    if why := why_not():
        raise NoCompilerError(why)
    KEPT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT, prefix="making-") as name:
        room = Path(name)
        _copy_package(room)
        done = subprocess.run(  # noqa: S603 - this file itself
            [sys.executable, __file__, "--here", level],
            cwd=room,
            env={k: v for k, v in os.environ.items() if not k.startswith("MYPY")},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CompileError(done.stdout + done.stderr)
        for path in [*room.glob(f"*{SUFFIX}"), *room.glob(f"monitor/**/*{SUFFIX}")]:
            target = room / "kept" / path.relative_to(room)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
        if not kept.exists():  # another process may have been as quick
            (room / "kept").rename(kept)
    old = [path for path in KEPT.iterdir() if not path.name.startswith("making-")]
    for path in sorted(old, key=lambda path: path.stat().st_mtime)[:-MOST_KEPT]:
        shutil.rmtree(path, ignore_errors=True)


def _compile_here(level: str) -> None:
    """Compile the copy that stands in the working folder, in its place."""
    # The rest of this file is of use without them.
    import setuptools  # type: ignore[import-untyped]
    from mypyc.build import mypycify

    options = ["--config-file=", "--strict", "--follow-imports=silent", "--cache-dir=/dev/null"]
    extensions = mypycify(
        [*options, *sorted(map(str, _hot(Path("monitor"))))],
        opt_level=level,
        debug_level="0",
        multi_file=True,
        target_dir="c",
        group_name="monitor",
    )
    if os.name == "posix":
        for extension in extensions:
            extension.extra_compile_args.append(HIDDEN)
    cores = os.cpu_count() or 1
    setuptools.setup(
        name="monitor",
        packages=[],
        ext_modules=extensions,
        script_args=["-q", "build_ext", "--build-lib=.", "--build-temp=c", f"--parallel={cores}"],
    )


# --- what the copy spells out ---------------------------------------------------------------------

_CONSTANT = re.compile("_?[A-Z][A-Z_0-9]*")
_FUTURE = "from __future__ import annotations"
_IMPORTS = (
    "from functools import partial as partial_; from typing import Any as Any_, Final as Final_"
)
_TYPES_LEFT = re.compile("Final|TypeAlias")
_FIELDS_LEFT = re.compile("InitVar|ClassVar|KW_ONLY")
_FACTORY = re.compile(r"field\(default_factory=(\w+)\)")
_DEFAULT = re.compile(r"field\(default=(\w+|\(\)), (?:compare|repr)=False\)")

Insert = tuple[int, int, str]
"""The line (from 0), the column (in bytes of UTF-8), and the text to put there."""


def spell_out(source: str) -> str:
    """Return a module with its constants final and the `__init__` of its dataclasses written.

    >>> print(spell_out("from __future__ import annotations\\nMOST: int = 3\\n_ALL = {1}"))
    ... # doctest: +ELLIPSIS
    from __future__ import annotations; from functools import ...
    MOST: Final_[int] = 3
    _ALL: Final_ = {1}
    """
    tree = ast.parse(source)
    inserts = list(_finals(tree))
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            inserts += _init_of(node)
    lines = source.encode().split(b"\n")
    for line, column, text in sorted(inserts, reverse=True):
        lines[line] = lines[line][:column] + text.encode() + lines[line][column:]
    spelt = b"\n".join(lines).decode()
    return spelt.replace(_FUTURE, f"{_FUTURE}; {_IMPORTS}", 1)


def _finals(tree: ast.Module) -> Iterator[Insert]:
    """Yield what makes each constant final that gets a value once, at the top of its module."""
    named = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    given = Counter(name.id for name in named if isinstance(name.ctx, ast.Store))
    for node in tree.body:
        if isinstance(node, ast.Assign):
            target, at = node.targets[0], None
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            target, at = node.target, node.annotation
        else:
            continue
        if not isinstance(target, ast.Name) or given[target.id] > 1:
            continue
        if not _CONSTANT.fullmatch(target.id):
            continue
        if at is None:
            yield *_end(target), ": Final_"
        elif not _TYPES_LEFT.search(ast.unparse(at)):
            yield at.lineno - 1, at.col_offset, "Final_["
            yield *_end(at), "]"


def _init_of(node: ast.ClassDef) -> list[Insert]:
    """Return what gives a dataclass its own `__init__`; nothing for one that is not simple."""
    calls = [d for d in node.decorator_list if ast.unparse(d).startswith("dataclass(")]
    methods = {n.name for n in node.body if isinstance(n, ast.FunctionDef)}
    if len(calls) != 1 or node.bases or "__init__" in methods:
        return []
    how = ast.unparse(calls[0])
    parameters = ["self", "*"] if "kw_only=True" in how else ["self"]
    # mypy sees that a frozen one is never set from outside; here it is made.
    frozen = "frozen=True" in how
    allowed = "  # type: ignore[misc]" if frozen else ""
    names: list[str] = []
    body = ""
    for field in node.body:
        if not isinstance(field, ast.AnnAssign):
            continue
        name, kind = ast.unparse(field.target), ast.unparse(field.annotation)
        default = "" if field.value is None else ast.unparse(field.value)
        if plain := _DEFAULT.fullmatch(default):
            default = plain[1]
        factory = _FACTORY.fullmatch(default)
        if _FIELDS_LEFT.search(kind) or (not factory and "field(" in default):
            return []
        value = name
        if factory:
            kind, default = f"{kind} | None", "None"
            value = f"{factory[1]}() if {name} is None else {name}"
        parameters.append(f"{name}: {kind}" + (f" = {default}" if default else ""))
        body += f"        self.{name} = {value}{allowed}\n"
        names.append(name)
    if "__post_init__" in methods:
        body += "        self.__post_init__()\n"
    line, column = _end(calls[0])
    made = f"    def __init__({', '.join(parameters)}) -> None:\n{body}"
    if frozen and "slots=True" in how:
        made += _reduced(names)
    return [(line, column - 1, ", init=False"), (_end(node)[0] + 1, 0, made)]


def _reduced(names: list[str]) -> str:
    """Return the method by which such an object is pickled and copied: it is made once more."""
    given = ", ".join(f"{name}=self.{name}" for name in names)
    return (
        "    def __reduce__(self) -> tuple[Any_, tuple[()]]:\n"
        f"        return partial_(type(self), {given}), ()\n"
    )


def _end(node: ast.expr | ast.stmt) -> tuple[int, int]:
    """Return the line (from 0) and the column behind what was parsed."""
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return node.end_lineno - 1, node.end_col_offset


def main(arguments: list[str]) -> int:
    """Compile into the folder that is named; return the exit status."""
    if len(arguments) == 2 and arguments[0] == "--here":
        _compile_here(arguments[1])
        return 0
    level = NOT_OPTIMISED if arguments[:1] == ["--quick"] else OPTIMISED
    folders = arguments[level == NOT_OPTIMISED :]
    if len(folders) != 1:
        print("usage: python deploy/compile.py [--quick] FOLDER", file=sys.stderr)  # noqa: T201
        return 2
    try:
        compile_package(Path(folders[0]), level=level)
    except NoCompilerError as e:
        print(e, file=sys.stderr)  # noqa: T201
        return 3
    except CompileError as e:
        print(f"It does not compile:\n{e}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
