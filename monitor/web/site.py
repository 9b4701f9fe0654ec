"""What every request shares: the store, the settings, the clock, who asks and in which language."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, cast

from fastapi import Depends, HTTPException, Request
from fastapi.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from monitor.config import Config
from monitor.store.database import Store, Tx
from monitor.store.users import Deed, Role, is_use_noted, note_deed, note_use
from monitor.web.security import SAFE, Access, Gate, Who, is_loopback, is_same, known_hosts
from monitor.words import Lang, say, speak

SESSION_COOKIE = "monitor_session"
VISITOR_COOKIE = "monitor_visitor"
LANGUAGE_COOKIE = "monitor_language"
CSRF_HEADER = "x-csrf-token"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the application stands on."""

    store: Store
    config: Config
    gate: Gate
    clock: Callable[[], datetime]
    lang: Lang

    def note(self, tx: Tx, who: Who, what: str, about: str = "", **detail: Any) -> None:
        """Keep in the audit log what somebody did."""
        deed = Deed(at=self.clock(), who=who.name, what=what, about=about, detail=detail or None)
        note_deed(tx, deed)

    def cookie(self, name: str) -> str:
        """Return a cookie's name as it is sent: with HTTPS, one that no other host can set."""
        return f"__Host-{name}" if self.gate.access.is_secure else name


def access_of(config: Config) -> Access:
    """Return what the settings say of who may ask."""
    web = config.settings.web
    is_local = is_loopback(web.host)
    return Access(
        hosts=known_hosts(web.host, web.hosts),
        is_local=is_local,
        session=timedelta(hours=web.session_hours),
        proxy_header=web.proxy_header.lower(),
        proxy_from=web.proxy_from,
        proxy_role=Role(web.proxy_role),
        is_secure=not (is_local and not web.proxy_header) and not web.plain_http,
    )


def site_of(request: Request) -> Site:
    """Return the site that a request is of."""
    return cast(Site, request.app.state.site)


class Speaker:
    """Lets an answer be in the language that the reader chose, else in that of the settings.

    Around the whole application: a language that a part of it spoke would be that part's alone.
    """

    def __init__(self, app: ASGIApp, lang: Lang) -> None:
        self._app = app
        self._lang: Lang = lang

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            request = Request(scope)
            said = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
            speak(cast(Lang, said) if said in ("ko", "en") else self._lang)
        await self._app(scope, receive, send)


def visitor_of(request: Request) -> str:
    """Return what marks the browser: its cookie, or a new mark that the answer gives it."""
    site = site_of(request)
    known = request.cookies.get(site.cookie(VISITOR_COOKIE), "")
    if 20 <= len(known) <= 64 and known.isascii():
        return known
    if not hasattr(request.state, "visitor"):
        request.state.visitor = secrets.token_urlsafe(24)
    return str(request.state.visitor)


def keep_visitor(request: Request, response: Response) -> None:
    """Give the browser the mark that a page's forms rest on, where it has none."""
    site = site_of(request)
    if mark := getattr(request.state, "visitor", None):
        set_cookie(site, response, VISITOR_COOKIE, mark)


def set_cookie(
    site: Site, response: Response, name: str, value: str, *, seconds: int | None = None
) -> None:
    """Set a cookie that no script reads and no other site sends."""
    response.set_cookie(
        site.cookie(name),
        value,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite="strict",
        secure=site.gate.access.is_secure,
    )


def find_who(request: Request) -> Who | None:
    """Return who asks, None for nobody that is known."""
    site = site_of(request)
    authorization = request.headers.get("authorization", "")
    with site.store.begin(write=False) as tx:
        # A proxy in front may ask with this header in its own way, and its users have no token.
        if authorization and request.url.path.startswith(("/api/", "/subscribe/")):
            who = site.gate.script(tx, authorization)
            if who is not None or not site.gate.access.proxy_header:
                return who
        return site.gate.who(
            tx,
            peer=request.client.host if request.client else "",
            headers=request.headers,
            session=request.cookies.get(site.cookie(SESSION_COOKIE)),
            visitor=visitor_of(request),
        )


def require_reader(request: Request) -> Who:
    """Return who asks; 401 for nobody."""
    who = find_who(request)
    if who is None:
        raise HTTPException(401, say("web.sign_in_first"))
    site = site_of(request)
    if who.token is not None and not is_use_noted(who.token, now := site.clock()):
        with site.store.begin() as tx:
            note_use(tx, who.token, now)
    return who


def require_editor(request: Request) -> Who:
    """Return who asks for a change; 401 for nobody, 403 for a reader and a forged request."""
    who = require_reader(request)
    if who.token is None:
        check_csrf(who.csrf, request.headers.get(CSRF_HEADER, ""))
    if not who.is_editor:
        raise HTTPException(403, say("web.editors_only"))
    return who


def check_csrf(known: str, given: str) -> None:
    """Raise 403 for a change that does not bring along what its page was given."""
    if not is_same(known, given):
        raise HTTPException(403, say("web.stale"))


def require_person(request: Request) -> Who:
    """Return who says what scripts may do: an editor, and no script itself."""
    who = require_reader(request)
    if who.token is not None:
        raise HTTPException(403, say("web.people_only"))
    return who if request.method in SAFE and who.is_editor else require_editor(request)


Person = Annotated[Who, Depends(require_person)]
Reader = Annotated[Who, Depends(require_reader)]
Editor = Annotated[Who, Depends(require_editor)]


def json_response(request: Request, record: Mapping[str, Any], status: int = 200) -> Response:
    """Return a record with its ETag; nothing but that where the asker has it already."""
    body = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return with_etag(request, body, "application/json", status)


def with_etag(request: Request, body: bytes, kind: str, status: int = 200) -> Response:
    """Return an answer with its ETag; 304 where the asker has the same already."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    known = [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]
    headers = {"etag": etag, "vary": "cookie"}
    if status == 200 and etag in known:
        return Response(status_code=304, headers=headers)
    return Response(body, status_code=status, media_type=kind, headers=headers)
