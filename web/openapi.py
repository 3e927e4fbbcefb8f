"""The OpenAPI 3.1 description of the addresses, made from their table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exports import about, addresses
from web.endpoint import Endpoint, Parameter
from web.faults import CODES
from web.schemas import SCHEMAS
from web.waiting import PROGRESS

ALWAYS = ("unknown-address", "unknown-case", "method-not-allowed", "fault-of-ours", "busy", "too-many-requests")
"""What any address may answer with: below that of a case which is not at hand, any has it made first."""
LATER = (CODES["too-many-requests"], CODES["busy"])
"""Statuses of what may be asked again later."""
QUESTIONS = ("unknown-parameter", "repeated-parameter")
DRAWN = ("no-browser", "not-drawn")
NAMES = {
    "asset": f"The name of a script or a font, as {addresses.MENU.path()} gives it.",
    "claim": f"The id of a claim, as {addresses.CLAIMS.path()} lists them.",
    "evidence": "The id of a test of the claim, as its record lists them under findings.",
    "hash": f"What changes with its bytes, as {addresses.MENU.path()} gives it.",
    "picture": "The id of a test, for its chart; with -choices behind it (or behind a claim's), for the specification curve; "
    "with -others behind it, for its comparables; "
    "a claim's with -years behind it, for its verdict through the years; board, scoreboard or map for the whole argument.",
    "script": "The name of the script, as embedded pages have it.",
    "topic": "The id of a topic that has claims.",
    "source": f"The id of a source, as {addresses.SOURCES.path()} lists them.",
}
TEXT = """Everything the dashboard shows, for programs and for other pages. Open to all, without a key.

Every answer has a strong ETag (If-None-Match gives 304), may be asked for in part (Range) and read from any origin. HEAD and OPTIONS work wherever GET
does. Every error, whatever its status, is the JSON of the schema Error. Figures keep the licence of their source, named
beside them; those that may not be passed on are left out, and the answer says so."""


def described(endpoints: Sequence[Endpoint], address: str) -> dict[str, Any]:
    """The description as plain values. ``address`` is where the dashboard is to be found, if known."""
    return {
        "openapi": "3.1.0",
        "info": {"title": about.TITLE, "version": about.version(), "summary": "Claims, verdicts and figures", "description": TEXT},
        **({"servers": [{"url": address}]} if address else {}),
        "paths": {endpoint.path: {"get": _operation(endpoint)} for endpoint in endpoints} | _HEALTH,
        "components": {"schemas": {"Error": _ERROR, **SCHEMAS}},
    }  # fmt: skip


def codes_of(endpoint: Endpoint) -> list[str]:
    """Every code an address may answer with, by status."""
    known = {
        *ALWAYS,
        *endpoint.faults,
        *(() if endpoint.redirects else ("no-such-bytes",)),
        *(DRAWN if endpoint.drawn else ()),
    }
    known |= set() if endpoint.lenient else set(QUESTIONS)
    known |= {"unknown-value"} if any(p.allowed for p in endpoint.parameters) else set()
    known |= {"unknown-format"} if "." in endpoint.path and endpoint.names else set()
    return sorted(known, key=lambda code: (CODES[code], code))


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    if endpoint.redirects:
        good: dict[str, Any] = {
            "302": {"description": "Where the page is.", "headers": {"Location": {"schema": {"type": "string"}}}}
        }
    else:
        tag = {"ETag": {"description": "Names these bytes.", "schema": {"type": "string"}}}
        good = {
            "200": {"description": endpoint.summary, "headers": tag, "content": {endpoint.media: _schema(endpoint)}},
            **({"202": _MADE} if endpoint.is_document else {}),
            "206": {
                "description": "The bytes asked for by Range, of the same.",
                "headers": {"Content-Range": {"schema": {"type": "string"}}},
                "content": {endpoint.media: {"schema": {"type": "string", "format": "binary"}}},
            },
            "304": {"description": "Not changed since the tag in If-None-Match."},
        }
    bad: dict[int, list[str]] = {}
    for code in codes_of(endpoint):
        bad.setdefault(CODES[code], []).append(code)
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    faults = {
        str(status): {
            "description": f"One of the codes: {', '.join(codes)}.",
            **({"headers": {"Retry-After": _RETRY_AFTER}} if status in LATER else {}),
            "content": content,
        }
        for status, codes in bad.items()
    }
    return {
        "operationId": "".join(c if c.isalnum() else "_" for c in endpoint.path).strip("_"),
        "summary": endpoint.summary,
        "parameters": [*map(_in_path, endpoint.names), *map(_in_query, endpoint.parameters)],
        "responses": {**good, **faults},
    }


def _schema(endpoint: Endpoint) -> dict[str, Any]:
    """What an answer holds: a record, text, or bytes."""
    if endpoint.schema:
        return {"schema": _named(endpoint.schema)}
    return {"schema": {"type": "string"} if endpoint.is_text else {"type": "string", "format": "binary"}}


def _named(schema: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{schema}"}


def _in_path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "description": NAMES[name], "schema": {"type": "string"}}


def _in_query(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "default": parameter.default}
    if parameter.allowed:
        schema["enum"] = list(parameter.allowed)
    if parameter.pattern:
        schema["pattern"] = f"^({parameter.pattern})$"
    found = {"name": parameter.name, "in": "query", "description": parameter.meaning, "schema": schema}
    return found | ({"required": True} if parameter.required else {})


_MADE = {
    "description": f"How far it is, for who asks with Accept: {PROGRESS} while it is not there.",
    "content": {PROGRESS: {"schema": _named("Progress")}},
}
_RETRY_AFTER = {"description": "Seconds to wait; not with every code.", "schema": {"type": "integer"}}


def _health(path: str, summary: str, schema: str, answers: dict[str, str]) -> dict[str, Any]:
    """An address for whoever runs the dashboard: JSON that no cache keeps."""
    content = {"application/json": {"schema": _named(schema)}}
    responses = {status: {"description": said, "content": content} for status, said in answers.items()}
    return {path: {"get": {"operationId": path.strip("/"), "summary": summary, "responses": responses}}}


_HEALTH = {
    **_health(addresses.ALIVE.path(), "Whether the server is alive", "Alive", {"200": "It is."}),
    **_health(
        addresses.READY.path(),
        "Whether readers can be sent to the server, and what it lacks",
        "Ready",
        {"200": "All that is needed is there.", "503": "Something needed is not there (yet)."},
    ),
}

_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["status", "code", "message"],
            "properties": {
                "status": {"type": "integer", "enum": sorted(set(CODES.values()))},
                "code": {"type": "string", "enum": list(CODES)},
                "message": {"type": "string", "description": "What is wrong and what would be right, for people."},
                "parameter": {"type": "string"},
                "allowed": {"type": "array", "items": {"type": "string"}},
                "near": {"type": "array", "items": {"type": "string"}, "description": "Ids like the one asked for."},
                "retry_after": {"type": "integer", "description": "Seconds."},
                "request": {
                    "type": "string",
                    "description": "Names the request in the server's log, for a fault of ours.",
                },
            },
        }
    },
}
