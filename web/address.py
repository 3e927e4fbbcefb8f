"""Where this dashboard is to be found, as those who ask for it see it."""

from __future__ import annotations

import re

from starlette.requests import HTTPConnection

from service import settings

_HOST = re.compile(r"([A-Za-z0-9]([A-Za-z0-9.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(:\d{1,5})?")


def public_address(request: HTTPConnection, base: str = "") -> str:
    """The address of the first page, without a slash at its end.

    ``PLUMBLINE_URL`` if it is set. Else what the request says: scheme and client come from a proxy's headers only as far
    as the server's settings trust it (uvicorn's ``--proxy-headers``), the host from the Host header. A host that is none
    is not repeated; then there is no address.

    Parameters
    ----------
    base : str
        Streamlit's ``server.baseUrlPath``, as ``/name`` or empty.
    """
    if said := settings.address():
        return said
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        return ""
    return f"{request.url.scheme}://{host}{request.scope.get('root_path', '').rstrip('/')}{base}"
