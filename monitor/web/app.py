"""make_app: the pages and the API as one application, behind its guard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import anyio.to_thread
from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException as PlainHTTPException
from starlette.types import ASGIApp

from monitor import __version__
from monitor.config import Config
from monitor.errors import AmbiguousKeyError, ConfigError, MonitorError, StoreError
from monitor.log import log_event
from monitor.store.database import Store
from monitor.web.answers import MissingError
from monitor.web.api import api
from monitor.web.faults import say_faults
from monitor.web.pages import fault_page, pages, reading
from monitor.web.security import Gate, Guard, check_start
from monitor.web.site import Site, Speaker, access_of, with_etag
from monitor.words import WORDS, Lang, say

STATIC = Path(__file__).parent / "static"
# What may be at work for readers at once; each has a connection to the database.
THREADS = 8


def make_app(store: Store, config: Config, *, clock: Callable[[], datetime], lang: Lang) -> ASGIApp:
    """Return the application over an open store.

    Raises ConfigError where others could reach it and nobody would be asked who they are.
    """
    access = access_of(config)
    with store.begin(write=False) as tx:
        check_start(tx, access)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        app.state.closing = asyncio.Event()
        yield
        app.state.closing.set()

    app = FastAPI(
        title=say("report.title", lang),
        version=__version__,
        lifespan=life,
        # The page that would show the schema loads its scripts from another host.
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.site = Site(
        store=store, config=config, gate=Gate(access, clock=clock), clock=clock, lang=lang
    )
    app.state.streams = 0
    app.state.closing = asyncio.Event()
    files = {path.name: path.read_bytes() for path in sorted(STATIC.iterdir()) if path.is_file()}
    app.state.mark = sha256(b"".join(files.values())).hexdigest()[:12]
    _serve_files(app, files)
    app.include_router(api)
    app.include_router(pages)
    app.include_router(reading)
    _handle_faults(app)
    return Guard(Speaker(app, lang), access)


_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def _serve_files(app: FastAPI, files: dict[str, bytes]) -> None:
    def static(request: Request, name: str) -> Response:
        if name not in files:
            raise HTTPException(404, say("web.no_page"))
        response = with_etag(request, files[name], _KINDS[Path(name).suffix])
        # Their address changes with them.
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response

    app.add_api_route("/static/{name}", static, include_in_schema=False)


def problem(status: int, faults: list[str], headers: dict[str, str] | None = None) -> Response:
    """Return what went wrong as RFC 9457 has it; `faults` are its lines apart."""
    key = f"web.problem.{status}"
    said = {
        "title": say(key if key in WORDS else "web.problem.other"),
        "status": status,
        "detail": " ".join(faults),
        "faults": faults,
    }
    return JSONResponse(said, status, headers, media_type="application/problem+json")


def _handle_faults(app: FastAPI) -> None:
    def answer(request: Request, status: int, faults: list[str]) -> Response:
        path = request.url.path
        if path.startswith(("/api/", "/subscribe/")) and status == 401:
            # A script has a token; a reader of feeds says it as the password of any name.
            return problem(status, faults, {"www-authenticate": 'Basic realm="monitor"'})
        if path.startswith("/api/"):
            return problem(status, faults)
        if status == 401 and request.method in ("GET", "HEAD"):
            path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/login?next={quote(path, safe='')}", 303)
        return fault_page(request, status, " ".join(faults))

    def known(request: Request, error: Exception) -> Response:
        match error:
            case MissingError():
                return answer(request, 404, [str(error)])
            case ConfigError():
                return answer(request, 422, list(error.faults))
            case AmbiguousKeyError():
                return answer(request, 422, [str(error)])
            case StoreError():
                log_event("page failed", path=request.url.path, why=str(error))
                return answer(request, 503, [say("web.no_database")])
            case PlainHTTPException():
                words = error.detail
                if error.status_code == 404 and words == "Not Found":
                    words = say("web.no_page")
                return answer(request, error.status_code, [str(words)])
            case RequestValidationError():
                return answer(request, 422, say_faults(error.errors()))
            case _:
                raise error

    for kind in (MonitorError, PlainHTTPException, RequestValidationError):
        app.add_exception_handler(kind, known)
