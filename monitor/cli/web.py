"""`monitor web`: the pages and the API, and who may use them."""

from __future__ import annotations

import getpass
import sys
from dataclasses import replace
from datetime import timedelta
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
    ApiToken,
    Deed,
    Role,
    User,
    add_token,
    add_user,
    change_user,
    load_tokens,
    load_user,
    load_users,
    note_deed,
    own_name,
    remove_token,
    remove_user,
)

app = typer.Typer(add_completion=False)
users = typer.Typer(add_completion=False, cls=Group)
tokens = typer.Typer(add_completion=False, cls=Group)

RoleOption = Annotated[Role, typer.Option("--role", help="web.role")]
Name = Annotated[str, typer.Argument(help="web.user_name")]
TokenName = Annotated[str, typer.Argument(help="web.token_name")]


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
    said = own_name(name)
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


@tokens.command("add", cls=Command)
def add_one(
    name: TokenName,
    role: RoleOption = Role.READER,
    days: Annotated[
        int | None, typer.Option("--days", min=1, max=3650, help="web.token_days")
    ] = None,
) -> int:
    """Make a token for a script; it is printed now, and only its hash is kept."""
    said = own_name(name)
    try:
        from monitor.web.security import new_token
    except ModuleNotFoundError as e:
        raise ConfigError([tell("web.no_extra", module=e.name)]) from e
    shown, kept = new_token()
    now = SESSION.clock()()
    expires = None if days is None else now + timedelta(days=days)
    token = ApiToken(name=said, token=kept, role=role, made_by="", created=now, expires=expires)
    with workspace(make=True) as store, store.begin() as tx:
        if not add_token(tx, token):
            raise ConfigError([tell("web.token_exists", name=said)])
        _note(tx, "token", said)
    talk(tell("web.token_made"))
    print_line(shown)
    return 0


@tokens.command("list", cls=Command)
def list_all(
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """List the tokens, by their names."""
    with workspace() as store, store.begin(write=False) as tx:
        found = load_tokens(tx)
    keys = ("token_name", "role_name", "token_by", "created", "token_expires", "token_used")
    print_records(
        (
            {
                "name": it.name,
                "role": str(it.role),
                "made_by": it.made_by,
                "created": iso(it.created),
                "expires": iso(it.expires) if it.expires else None,
                "used": iso(it.used) if it.used else None,
            }
            for it in found
        ),
        form,
        columns=[(tell(f"web.{key}"), "left") for key in keys],
        rows=[
            (
                it.name,
                tell(f"web.role.{it.role}"),
                it.made_by,
                local_time(it.created),
                local_time(it.expires) if it.expires else "",
                local_time(it.used) if it.used else "",
            )
            for it in found
        ],
        empty=tell("web.no_token"),
    )
    return 0


@tokens.command("remove", cls=Command)
def revoke(name: TokenName) -> int:
    """Revoke a token."""
    with workspace() as store, store.begin() as tx:
        if not remove_token(tx, storable(name)):
            raise ConfigError([tell("web.unknown_token", name=name)])
        _note(tx, "token_removed", name)
    print_line(tell("web.token_revoked", name=name))
    return 0


app.add_typer(users, name="user", help="web.user.help")
app.add_typer(tokens, name="token", help="web.token.help")


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
