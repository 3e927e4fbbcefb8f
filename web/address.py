"""Where this dashboard is to be found: as its operator says, and else as those who ask for it see it.

A Host header says what a visitor likes. So only the operator's word, ``PLUMBLINE_URL``, is part of what is made and kept;
where it is not set, an answer of text is kept with a stand-in, in whose place each who asks finds their own address.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.requests import HTTPConnection

from service import settings

_NAME = "address-asked-for.invalid"
"""It is reserved and leads nowhere (RFC 2606)."""
STAND_IN = f"https://{_NAME}"

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
    return f"{request.url.scheme}://{host}{quote(request.scope.get('root_path', '').rstrip('/') + base, safe='/~%')}"


def placed(text: bytes, address: str) -> bytes:
    """A text in which an address stands in the place of the stand-in, as a link and as it is read."""
    link = text.replace(STAND_IN.encode(), address.encode())
    return link.replace(_NAME.encode(), address.removeprefix("https://").encode())


def has_place(text: bytes) -> bool:
    """Whether an address is to be put into a text."""
    return _NAME.encode() in text
