"""`monitor web`: the pages and the API, and who may use them."""

from __future__ import annotations

import getpass
import sys
from dataclasses import replace
from typing import Annotated, Any

import typer

from monitor.cli.grammar import Command, Group
from monitor.cli.output import Format, print_line, print_records, talk
from monitor.cli.session import SESSION, iso, local_time, tell
from monitor.cli.workspace import require_database, workspace
from monitor.errors import ConfigError
from monitor.store.database import Store, open_store
from monitor.store.holding import in_use
from monitor.store.types import storable
from monitor.store.users import (
    Deed,
    Role,
    User,
    add_user,
    change_user,
    load_user,
    load_users,
    note_deed,
    remove_user,
)

app = typer.Typer(add_completion=False)
users = typer.Typer(add_completion=False, cls=Group)

RoleOption = Annotated[Role, typer.Option("--role", help="web.role")]
Name = Annotated[str, typer.Argument(help="web.user_name")]
LONGEST = 100  # letters of a name


def serve(host: str | None, port: int | None) -> int:
    """Serve the pages until it is stopped."""
    config = SESSION.config()
    require_database(config)
    web = config.settings.web
    changed = {"host": host or web.host, "port": web.port if port is None else port}
    settings = config.settings.model_copy(update={"web": web.model_copy(update=changed)})
    config = replace(config, settings=settings)
    try:
        # Loads for a second, and few have it.
        from monitor.web.server import serve as serve_pages
    except ModuleNotFoundError as e:
        raise ConfigError([tell("web.no_extra", module=e.name)]) from e
    store = open_store(config.database_url, lang=SESSION.lang)
    try:
        with in_use(store, SESSION.lang):
            return serve_pages(
                store,
                config,
                clock=SESSION.clock(),
                lang=SESSION.lang,
                ready=lambda address: talk(tell("web.serving", address=address)),
            )
    finally:
        store.close()


@app.callback(invoke_without_command=True)
def web(
    context: typer.Context,
    host: Annotated[str | None, typer.Option("--host", help="setting.web.host")] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="setting.web.port")
    ] = None,
) -> int:
    """Serve the pages and the API to browsers, or say who may use them."""
    if context.invoked_subcommand is None:
        return serve(host, port)
    return 0


@users.command("add", cls=Command)
def add(name: Name, role: RoleOption = Role.EDITOR) -> int:
    """Add a user; the password is asked for, or read from standard input."""
    said = _name(name)
    with workspace(make=True) as store:
        with store.begin(write=False) as tx:
            if load_user(tx, said):
                raise ConfigError([tell("web.user_exists", name=said)])
        user = User(name=said, role=role, created=SESSION.clock()(), password=_password())
        with store.begin() as tx:
            add_user(tx, user)
            _note(tx, "user", said)
    print_line(tell("web.user_added", name=said, role=tell(f"web.role.{role}")))
    return 0


@users.command("list", cls=Command)
def list_users(
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """List the users."""
    with workspace() as store, store.begin(write=False) as tx:
        found = load_users(tx)
    print_records(
        ({"name": u.name, "role": str(u.role), "created": iso(u.created)} for u in found),
        form,
        columns=[(tell(key), "left") for key in ("web.user_name", "web.role_name", "web.created")],
        rows=[(u.name, tell(f"web.role.{u.role}"), local_time(u.created)) for u in found],
        empty=tell("web.no_user"),
    )
    return 0


@users.command("password", cls=Command)
def password(name: Name) -> int:
    """Give a user another password, which ends its sessions."""
    with workspace() as store:
        _require(store, name)
        _change(store, name, password=_password())
    print_line(tell("web.user_changed", name=name))
    return 0


@users.command("role", cls=Command)
def set_role(name: Name, role: Annotated[Role, typer.Argument(help="web.role")]) -> int:
    """Let a user only read, or also change."""
    with workspace() as store:
        _require(store, name)
        _change(store, name, role=role)
    print_line(tell("web.user_changed", name=name))
    return 0


@users.command("remove", cls=Command)
def remove(name: Name) -> int:
    """Remove a user, and end its sessions."""
    with workspace() as store:
        _require(store, name)
        with store.begin() as tx:
            remove_user(tx, name)
            _note(tx, "user_removed", name)
    print_line(tell("web.user_removed", name=name))
    return 0


app.add_typer(users, name="user", help="web.user.help")


def _name(said: str) -> str:
    name = " ".join(said.split())
    if not name or len(name) > LONGEST or not name.isprintable() or storable(name) != name:
        raise ConfigError([tell("web.bad_name", most=LONGEST)])
    return name


def _require(store: Store, name: str) -> None:
    with store.begin(write=False) as tx:
        if load_user(tx, name) is None:
            raise ConfigError([tell("web.unknown_user", name=name)])


def _change(store: Store, name: str, **values: Any) -> None:
    with store.begin() as tx:
        change_user(tx, name, **values)
        _note(tx, "user", name)


def _note(tx: Any, what: str, about: str) -> None:
    note_deed(tx, Deed(at=SESSION.clock()(), who="", what=what, about=about))


def _password() -> str:
    """Return the hash of the password that is typed twice, or of the first line of the input."""
    try:
        from monitor.web.security import hash_password
    except ModuleNotFoundError as e:
        raise ConfigError([tell("web.no_extra", module=e.name)]) from e
    if not sys.stdin.isatty():
        return hash_password(sys.stdin.readline().rstrip("\r\n"))
    first = getpass.getpass(tell("web.ask_password") + " ")
    hashed = hash_password(first)
    if getpass.getpass(tell("web.ask_again") + " ") != first:
        raise ConfigError([tell("web.passwords_differ")])
    return hashed
