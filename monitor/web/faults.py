"""What is wrong with a request, in the reader's language: a line for each fault.

Pydantic's own words are English and speak of types; a reader is told what may be written there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from monitor.errors import ConfigError
from monitor.report.quotes import clean, clip
from monitor.words import say

# Where a fault lies is said by the name alone, not by the part of the request that it stands in.
_PLACES = frozenset({"query", "body", "path", "header", "cookie"})
_EVERYWHERE = frozenset({"lang"})

_KINDS = {
    "literal_error": "choice",
    "enum": "choice",
    "missing": "missing",
    "extra_forbidden": "unknown",
    "string_too_long": "long",
    "string_too_short": "empty",
    "too_long": "many",
    "greater_than_equal": "least",
    "less_than_equal": "most",
    "json_invalid": "json",
}
_BEGINNINGS = {"datetime": "moment", "timezone": "moment", "int": "whole", "bool": "flag"}


def say_faults(errors: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the faults that a validation found, each as a sentence; no two the same."""
    return list(dict.fromkeys(_say(error) for error in errors))


def _say(error: Mapping[str, Any]) -> str:
    kind = str(error.get("type", ""))
    code = _KINDS.get(kind) or _BEGINNINGS.get(kind.partition("_")[0])
    if kind == "date_from_datetime_inexact":
        code = "moment"
    facts = error.get("ctx") or {}
    return say(
        f"web.fault.{code or 'other'}",
        field=_name(error.get("loc", ())),
        said=_shown(error.get("input")),
        known=str(facts.get("expected", "")).replace("'", "").replace(" or ", ", "),
        most=facts.get("le", facts.get("max_length", "")),
        least=facts.get("ge", facts.get("min_length", "")),
    )


def _name(place: Iterable[object]) -> str:
    parts = [str(part) for part in place]
    names = parts[1:] if parts and parts[0] in _PLACES else parts
    return clip(clean(".".join(names)), 60) or say("web.fault.all")


def _shown(said: object) -> str:
    return clip(clean(str(said)), 40) if isinstance(said, (str, int, float)) else "…"


def refuse_unknown(request: Request) -> None:
    """Raise ConfigError for a parameter that the operation has not: it would do nothing unsaid."""
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return
    known = _parameters(route.dependant) | _EVERYWHERE
    unknown = [name for name in dict.fromkeys(request.query_params) if name not in known]
    if unknown:
        names = ", ".join(sorted(known - _EVERYWHERE)) or say("web.fault.none")
        raise ConfigError(
            [say("web.fault.unknown", field=_name([name]), known=names) for name in unknown[:5]]
        )


def _parameters(dependant: Dependant) -> frozenset[str]:
    names = {field.alias for field in dependant.query_params}
    return frozenset(names).union(*(_parameters(part) for part in dependant.dependencies))
