"""What answers at the addresses: a handler for each row of their table, and who says no."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import re
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import ClassVar
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from exports.pictures import picture_ids
from loaders import request_ids
from service import settings
from service.application import Application
from service.dossiers import Dossiers
from service.errors import NoLedger, UnknownDay, UnknownId
from service.sites import Site, Sites
from verdicts.case import Case
from web.address import STAND_IN, public_address
from web.answers import EVERYWHERE, METHODS, Answer, refuse, respond
from web.case_paths import case_of
from web.clients import client_of, unnamed_proxy
from web.document_answers import check_names
from web.endpoint import Asked, Endpoint
from web.endpoints import ENDPOINTS
from web.fault_page import fault_page, prefers_page
from web.faults import Fault, short, unknown, unknown_day
from web.front import FILES, Base, prefix
from web.limits import LIMITS, Kind, Limits, kind_of
from web.queues import Queues
from web.waiting import PROGRESS, is_reader, progress, waiting_page

_LOG = logging.getLogger("plumbline.web")
_FILE = re.compile(r"/(?P<folder>[a-z]+)/(?P<name>[^/]+)\.(?P<ending>[^/.]*)")


class Endpoints:
    """What answers at the addresses of an application, and where there is none in their folders.

    An ASGI application; the scope's ``root_path`` is that of the first page, ``endpoints_root`` that of the server.
    """

    def __init__(self, application: Application, base: Base = str) -> None:
        self.queues = Queues()
        limits = Limits(LIMITS if settings.limited() else {})
        routes = [Route(one.route, Handler(one, application, self.queues, limits, base)) for one in ENDPOINTS]
        routes += [Route(f"{one.route}/", WithoutSlash()) for one in ENDPOINTS if one.is_typed]
        self._router = Router(routes, default=Nowhere(application.sites))
        self._router.redirect_slashes = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._router(scope, receive, send)

    def close(self) -> None:
        """Make no more answers: the server stops."""
        self.queues.close()


class Handler:
    """What answers at one address."""

    def __init__(
        self, endpoint: Endpoint, application: Application, queues: Queues, limits: Limits, base: Base
    ) -> None:
        self._endpoint, self._application, self._queues, self._base = endpoint, application, queues, base
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except _Left:
            response = Response(status_code=499)  # For the log of a proxy: nobody reads it.
        except Exception as error:  # noqa: BLE001 - whatever it is, a reader is told what they can do.
            response = await self._refused(_as_fault(error, scope["path"]), request)
        await response(scope, receive, send)

    async def _refused(self, fault: Fault, request: Request) -> Response:
        """A fault as whoever asked reads it: where people look, as a page."""
        one = self._endpoint
        if not one.is_page or not prefers_page(request.headers.get("accept", ""), one.is_typed):
            return refuse(fault, request.method)
        page = await asyncio.to_thread(
            fault_page,
            fault,
            await asyncio.to_thread(_dossiers, request.scope, self._application.sites),
            _path(request.scope),
            request.path_params,
        )
        return refuse(fault, request.method, page)

    async def _answer(self, request: Request) -> Response:
        check_method(request)
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**EVERYWHERE, "Allow": METHODS, **_PREFLIGHT})
        endpoint, site = self._endpoint, await self._site(request.scope)
        values = endpoint.values(request.query_params)
        base = prefix(self._base)
        outside = {**request.scope, "root_path": request.scope.get("endpoints_root", "")}
        address, stated = public_address(Request(outside), base), settings.address()
        address, stated = (f"{one}{site.path}" if one else "" for one in (address, stated))
        asked = Asked(
            site.dossiers,
            self._application.sites,
            self._application.renderer,
            self._application.documents,
            stated or (STAND_IN if address and endpoint.is_text else ""),
            stated,
            dict(request.path_params),
            values,
        )
        key = (
            site.id,
            site.dossiers.stamp,
            dt.date.today(),
            endpoint.path,
            asked.address,
            *asked.names.items(),
            *values.items(),
        )
        kind = kind_of(endpoint, values.get("as_of", "latest"), site.is_private)
        client = client_of(request.scope)
        make = request_ids.within(lambda stop: endpoint.make(replace(asked, stop=stop)))
        queue = self._queues.of(kind)
        if endpoint.is_document and not queue.has(key):
            if PROGRESS in request.headers.get("accept", ""):
                return respond(progress(queue.how_far(key)), request.method, request.headers)
            if is_reader(request.headers):
                await asyncio.to_thread(check_names, asked)
                return respond(waiting_page(endpoint.media), request.method, request.headers)
        future = queue.ask(key, make, client=client, admit=lambda: self._admit(request.scope, kind))
        answer = await _awaited(future, request)
        if not answer.is_anywhere:
            # Hashing and compressing it once more takes milliseconds, which are not the event loop's.
            answer = await asyncio.to_thread(_placed, answer, address)
        return respond(answer, request.method, request.headers)

    async def _site(self, scope: Scope) -> Site:
        """That of the case that is asked about. Raises UnknownId, and Fault (429) where one more would have to be made."""
        case, sites = case_of(scope), self._application.sites
        if not case:
            return sites.first
        if not sites.is_at_hand(case):
            self._admit(scope, "days")
        return await asyncio.to_thread(sites.find, case)

    def _admit(self, scope: Scope, kind: Kind) -> None:
        """Count an answer that has to be made. Raises Fault (429)."""
        client = client_of(scope)
        try:
            self._limits.take(client, kind)
        except Fault:
            if unnamed_proxy(scope) and not self._limits.told:
                self._limits.told = True
                _LOG.warning("proxy not named", extra={"address": client})
            raise


def _as_fault(error: Exception, path: str) -> Fault:
    """What went wrong, as a reader may be told it; the log gets the trace of what should not have."""
    if isinstance(error, Fault):
        return error
    if isinstance(error, UnknownId):
        return unknown(error.what, error.asked, error.known)
    if isinstance(error, UnknownDay):
        return unknown_day(str(error))
    if isinstance(error, NoLedger):
        return Fault("no-ledger", str(error))
    request_id = request_ids.current() or request_ids.new()
    _LOG.error("request failed", exc_info=error, extra={"request": request_id, "path": path})
    said = "This address met a fault of ours. Whoever runs this dashboard finds the details in its log."
    return Fault("fault-of-ours", said, request=request_id)


def _dossiers(scope: Scope, sites: Sites) -> Dossiers:
    """Those of the case that an address is of; of the first one where there is no such case."""
    try:
        return sites.find(case_of(scope)).dossiers
    except UnknownId:
        return sites.first.dossiers


def _path(scope: Scope) -> str:
    """A path below the first page."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


class WithoutSlash:
    """The way to an address that people share or type, where something has put a slash behind it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        last = quote(_path(scope).rstrip("/").rpartition("/")[2])
        query = scope["query_string"].decode("latin-1")
        to = f"../{last}{f'?{query}' if query else ''}"
        await Response(status_code=308, headers={**EVERYWHERE, "Location": to})(scope, receive, send)


class _Left(Exception):
    """Who asked is no longer there."""


async def _awaited(future: Future[Answer], request: Request) -> Answer:
    """What a future comes to; given up when this is cancelled and when the reader has left. Raises _Left."""
    if future.done():
        return future.result()
    answer, left = asyncio.wrap_future(future), asyncio.create_task(_leaving(request))
    try:
        await asyncio.wait((answer, left), return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            raise _Left
        return answer.result()
    finally:
        future.cancel()
        left.cancel()


async def _leaving(request: Request) -> None:
    """Return when the reader has left."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _placed(answer: Answer, address: str) -> Answer:
    """An answer as it is sent to who asked at an address, hashed and compressed."""
    sent = answer.at(address)
    sent.tag(sent.zipped is not None)
    return sent


_PREFLIGHT = {"Access-Control-Allow-Methods": METHODS, "Access-Control-Allow-Headers": "If-None-Match, If-Range, Range"}


def check_method(request: Request) -> None:
    """Raise Fault for a method that no address has."""
    if request.method not in METHODS.split(", "):
        said = f"This address takes {METHODS}."
        raise Fault("method-not-allowed", said, {"Allow": METHODS}, allowed=METHODS.split(", "))


class Nowhere:
    """What answers in the folders of these addresses where none of them is."""

    _named: ClassVar[Mapping[str, Callable[[Case], tuple[str, list[str]]]]] = {
        "claims": lambda case: ("claim", list(case.argument.claim)),
        "figures": lambda case: ("evidence", [row.id for row in case.argument.evidence.rows]),
        "pictures": lambda case: ("picture", picture_ids(case)),
        "sources": lambda case: ("source", list(case.catalog.source)),
        "takeaway": lambda case: ("picture", picture_ids(case)),
    }
    """Folders of files, and what these are named after."""

    def __init__(self, sites: Sites) -> None:
        self._sites = sites

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, accept = _path(scope), Headers(scope=scope).get("accept", "")
        dossiers = await asyncio.to_thread(_dossiers, scope, self._sites)
        fault = await asyncio.to_thread(self.fault, path, dossiers)
        page = None
        if prefers_page(accept, False):
            asked = _FILE.fullmatch(path)
            names = {"claim": asked["name"]} if asked else {}
            page = await asyncio.to_thread(fault_page, fault, dossiers, path, names)
        await refuse(fault, scope["method"], page)(scope, receive, send)

    def fault(self, path: str, dossiers: Dossiers) -> Fault:
        """What is wrong with a path: its ending, its id, or all of it."""
        asked = _FILE.fullmatch(path)
        folder = path.split("/")[1]
        forms = [endpoint.path for endpoint in ENDPOINTS if endpoint.path.split("/")[1] == folder]
        endings = [form.rpartition(".")[2] for form in forms if "." in form]
        if asked and folder in self._named:
            what, known = self._named[folder](dossiers.case)
            if asked["name"] not in known:
                return unknown(what, asked["name"], known)
            said = f"There is no format {short(asked['ending'])} here. There are: {', '.join(endings)}."
            return Fault("unknown-format", said, allowed=endings)
        alike = forms or [file for file in FILES if file.startswith(f"{path.partition('.')[0]}.")]
        return Fault("unknown-address", f"There is nothing at {short(path)}.", allowed=alike)
