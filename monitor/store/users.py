"""Who may use the pages, who is signed in, and what each has done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, delete, func, insert, or_, select, update

from monitor.errors import ConfigError
from monitor.store.database import Tx
from monitor.store.rows import insert_new
from monitor.store.tables import AUDIT, WEB_SESSION, WEB_TOKEN, WEB_USER
from monitor.store.types import storable
from monitor.words import say


class Role(StrEnum):
    """What a user may do: look, or also change."""

    READER = "reader"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A user of the pages. `password` is a hash of argon2, and empty for one that has none."""

    name: str
    role: Role
    created: datetime
    password: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A session: `token` is the hash of what the browser holds."""

    token: str
    user: User
    csrf: str
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """What a script asks the API with. `token` is the hash of what it holds."""

    name: str
    token: str
    role: Role
    made_by: str  # a user's name; empty: on the machine itself
    created: datetime
    expires: datetime | None = None  # None: never
    used: datetime | None = None  # last, to within a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What a user did, and to what."""

    at: datetime
    who: str
    what: str  # a word of the caller's
    about: str = ""
    detail: Mapping[str, Any] | None = None


def add_user(tx: Tx, user: User) -> bool:
    """Keep a new user; False where the name is taken."""
    row = {
        "name": user.name,
        "role": user.role,
        "created": user.created,
        "password": user.password,
    }
    return bool(insert_new(tx, WEB_USER, [row], WEB_USER.c.id))


def load_user(tx: Tx, name: str) -> User | None:
    """Return the user of this name, None where there is none."""
    row = tx.execute(select(WEB_USER).where(WEB_USER.c.name == name)).first()
    return _user(row) if row else None


def load_users(tx: Tx) -> tuple[User, ...]:
    """Return all users in the order they were added."""
    return tuple(_user(row) for row in tx.execute(select(WEB_USER).order_by(WEB_USER.c.id)))


def count_users(tx: Tx) -> int:
    """Return how many users there are."""
    return int(tx.execute(select(func.count()).select_from(WEB_USER)).scalar_one())


def change_user(
    tx: Tx, name: str, *, role: Role | None = None, password: str | None = None
) -> bool:
    """Give a user another role or password, which ends its sessions; False for no such user.

    The tokens that a reader made may no more than it does.
    """
    values: dict[str, Any] = {}
    if role is not None:
        values["role"] = role
    if password is not None:
        values["password"] = password
    found = tx.execute(select(WEB_USER.c.id).where(WEB_USER.c.name == name)).scalar()
    if found is None:
        return False
    if values:
        tx.execute(update(WEB_USER).where(WEB_USER.c.id == found).values(**values))
    if role is Role.READER:
        tx.execute(update(WEB_TOKEN).where(WEB_TOKEN.c.made_by == name).values(role=role))
    tx.execute(delete(WEB_SESSION).where(WEB_SESSION.c.user_id == found))
    return True


def remove_user(tx: Tx, name: str) -> bool:
    """Remove a user with its sessions and tokens; say whether there was one. What it did stays."""
    tx.execute(delete(WEB_TOKEN).where(WEB_TOKEN.c.made_by == name))
    statement = delete(WEB_USER).where(WEB_USER.c.name == name).returning(WEB_USER.c.id)
    return tx.execute(statement).first() is not None


def save_session(tx: Tx, session: SignedIn, *, now: datetime) -> None:
    """Keep a new session, and forget those that are over."""
    tx.execute(delete(WEB_SESSION).where(WEB_SESSION.c.expires <= now))
    user = select(WEB_USER.c.id).where(WEB_USER.c.name == session.user.name)
    row = {
        "token": session.token,
        "user_id": tx.execute(user).scalar_one(),
        "csrf": session.csrf,
        "created": now,
        "expires": session.expires,
    }
    tx.execute(insert(WEB_SESSION), [row])


def load_session(tx: Tx, token: str, *, now: datetime) -> SignedIn | None:
    """Return the session of this token's hash, None for none and for one that is over."""
    query = (
        select(WEB_USER, WEB_SESSION.c.csrf, WEB_SESSION.c.expires)
        .join(WEB_SESSION, WEB_SESSION.c.user_id == WEB_USER.c.id)
        .where(WEB_SESSION.c.token == token, WEB_SESSION.c.expires > now)
    )
    row = tx.execute(query).first()
    if row is None:
        return None
    return SignedIn(token=token, user=_user(row), csrf=row.csrf, expires=row.expires)


def end_session(tx: Tx, token: str) -> None:
    """End a session, if there is one."""
    tx.execute(delete(WEB_SESSION).where(WEB_SESSION.c.token == token))


LONGEST_NAME = 100


def own_name(said: str) -> str:
    """Return the name of a user or a token as it is kept; ConfigError for one that cannot be."""
    name = " ".join(said.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable() or storable(name) != name:
        raise ConfigError([say("web.bad_name", most=LONGEST_NAME)])
    return name


def add_token(tx: Tx, token: ApiToken) -> bool:
    """Keep a new token of the API; False where the name is taken."""
    names = ("name", "token", "role", "made_by", "created", "expires", "used")
    row = {name: getattr(token, name) for name in names}
    return bool(insert_new(tx, WEB_TOKEN, [row], WEB_TOKEN.c.id))


def find_token(tx: Tx, token: str, *, now: datetime) -> ApiToken | None:
    """Return the token of this hash; None for none, and for one that is over."""
    query = select(WEB_TOKEN).where(
        WEB_TOKEN.c.token == token,
        or_(WEB_TOKEN.c.expires.is_(None), WEB_TOKEN.c.expires > now),
    )
    row = tx.execute(query).first()
    return _token(row) if row else None


def load_tokens(tx: Tx) -> tuple[ApiToken, ...]:
    """Return all tokens in the order they were made."""
    return tuple(_token(row) for row in tx.execute(select(WEB_TOKEN).order_by(WEB_TOKEN.c.id)))


def is_use_noted(token: ApiToken, now: datetime) -> bool:
    """Return whether a day has to pass before the token's use is noted again."""
    return token.used is not None and now - token.used < timedelta(days=1)


def note_use(tx: Tx, token: ApiToken, now: datetime) -> None:
    """Note that the token was used."""
    tx.execute(update(WEB_TOKEN).where(WEB_TOKEN.c.token == token.token).values(used=now))


def remove_token(tx: Tx, name: str) -> bool:
    """Revoke the token of this name; say whether there was one. What was done with it stays."""
    statement = delete(WEB_TOKEN).where(WEB_TOKEN.c.name == name).returning(WEB_TOKEN.c.id)
    return tx.execute(statement).first() is not None


def _token(row: Row[Any]) -> ApiToken:
    return ApiToken(
        name=row.name,
        token=row.token,
        role=Role(row.role),
        made_by=row.made_by,
        created=row.created,
        expires=row.expires,
        used=row.used,
    )


def note_deed(tx: Tx, deed: Deed) -> None:
    """Keep what a user did, for ever."""
    row = {
        "at": deed.at,
        "who": deed.who,
        "what": deed.what,
        "about": deed.about,
        "detail": None if deed.detail is None else dict(deed.detail),
    }
    tx.execute(insert(AUDIT), [row])


def page_deeds(tx: Tx, *, before: int | None = None, limit: int) -> list[tuple[int, Deed]]:
    """Return what users did with its numbers, the latest first."""
    query = select(AUDIT).order_by(AUDIT.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(AUDIT.c.id < before)
    return [
        (
            row.id,
            Deed(at=row.at, who=row.who, what=row.what, about=row.about, detail=row.detail),
        )
        for row in tx.execute(query)
    ]


def _user(row: Row[Any]) -> User:
    return User(name=row.name, role=Role(row.role), created=row.created, password=row.password)
