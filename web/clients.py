"""Who asks: the address at the other end, or what a proxy that is named says of it."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.types import Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

HOUSEHOLD = 64
"""Bits of an IPv6 address that tell one client from another: what comes after them, each chooses for itself."""
NOBODY = "unknown"
"""All whose address cannot be told are one client."""

SCHEMES = ("http", "https")


class BehindProxies(ProxyHeadersMiddleware):
    """Middleware that takes client and scheme from X-Forwarded-For and -Proto where ``trusted_hosts`` has the peer.

    The scheme, which decides nothing but how links begin, is taken from any peer on this machine: whoever ends TLS here
    says so, named or not. For whom they ask is not.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # type: ignore[override]
        if scope["type"] == "http" and _is_here(scope) and (scheme := _scheme_said(scope)):
            scope = {**scope, "scheme": scheme}
        await super().__call__(scope, receive, send)  # type: ignore[arg-type]


def _is_here(scope: Scope) -> bool:
    """Whether the peer is on this machine."""
    try:
        peer = ip_address((scope.get("client") or ("",))[0])
    except ValueError:
        return False
    return (peer.ipv4_mapped or peer).is_loopback if isinstance(peer, IPv6Address) else peer.is_loopback


def _scheme_said(scope: Scope) -> str:
    """The scheme that the last proxy says it was asked by; empty where none says one."""
    said = [value for name, value in scope["headers"] if name == b"x-forwarded-proto"]
    scheme = said[-1].decode("latin-1").rpartition(",")[2].strip().lower() if said else ""
    return scheme if scheme in SCHEMES else ""


def client_of(scope: Scope) -> str:
    """What tells a client from others: an IPv4 address, or the /64 network of an IPv6 one."""
    host = (scope.get("client") or ("", 0))[0]
    try:
        address = ip_address(host)
    except ValueError:
        return NOBODY
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((int(address), HOUSEHOLD), strict=False))
    return str(address)


def unnamed_proxy(scope: Scope) -> bool:
    """Whether a request says for whom it is passed on, and whoever passes it on is not believed."""
    host = (scope.get("client") or ("", 0))[0].encode()
    said = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for")
    return bool(said) and host not in said
