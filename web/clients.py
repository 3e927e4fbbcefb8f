"""Who asks: the address at the other end, or what a proxy that is named says of it."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.types import Scope
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

HOUSEHOLD = 64
"""Bits of an IPv6 address that tell one client from another: what comes after them, each chooses for itself."""
NOBODY = "unknown"
"""All whose address cannot be told are one client."""

BehindProxies = ProxyHeadersMiddleware
"""Middleware that takes client and scheme from X-Forwarded-For and -Proto where ``trusted_hosts`` has the peer."""


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
