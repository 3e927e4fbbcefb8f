"""What the environment says of a server that others read: which case, who may ask, who may frame, who stands between, and how much.

Each is read when it is needed; a word that means nothing raises UnknownSetting, because a guess could open a door.
"""

from __future__ import annotations

import os
import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Literal

from loaders.errors import UnknownSetting
from loaders.home import CASE_FILE, ROOT

ADDRESS = "PLUMBLINE_URL"
CASE = "PLUMBLINE_CASE"
ASK, FRAMES, LIMITS, PROXIES = "PLUMBLINE_ASK", "PLUMBLINE_FRAMES", "PLUMBLINE_LIMITS", "PLUMBLINE_PROXIES"
Asking = Literal["on", "own", "off"]
_ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]{0,252})(:\d{1,5})?")
_MAPPED = "::ffff:"
"""Before an IPv4 address, as a socket of both families names who is at its other end."""


def address() -> str:
    """Where readers find the dashboard, without a slash at its end; empty where nobody said."""
    return _said(ADDRESS).rstrip("/")


def case_folder() -> Path:
    """The folder of the case that is served; the project's own where nobody named another. Raises UnknownSetting."""
    said = _said(CASE)
    if not said:
        return ROOT
    folder = Path(said).expanduser()
    if not (folder / CASE_FILE).is_file():
        raise UnknownSetting(f"{CASE} is {said!r}: a folder with a {CASE_FILE} is meant. plumbline new DIR makes one.")
    return folder


def asking() -> Asking:
    """From whose pages the sources may be asked: everybody's, those at this machine itself, or nobody's.

    Where nothing is said: ``own``, but ``off`` where other settings say that the server is there for others.
    """
    said = _said(ASK)
    if not said:
        return "off" if address() or proxies() else "own"
    known: dict[str, Asking] = {"on": "on", "own": "own", "off": "off"}
    if said in known:
        return known[said]
    raise UnknownSetting(f"{ASK} is {said!r}: on, own or off is meant.")


def frames() -> str:
    """On whose pages the dashboard's pages may stand in a frame, as ``frame-ancestors`` has it."""
    said = _said(FRAMES) or "self"
    words = {"none": "'none'", "self": "'self'", "all": "*"}
    if said in words:
        return words[said]
    origins = _listed(said)
    if not all(map(_ORIGIN.fullmatch, origins)):
        raise UnknownSetting(
            f"{FRAMES} is {said!r}: none, self, all, or origins such as https://example.org are meant."
        )
    return " ".join(("'self'", *origins))


def limited() -> bool:
    """Whether each client may have only so many heavy answers in a while."""
    said = _said(LIMITS) or "on"
    if said not in ("on", "off"):
        raise UnknownSetting(f"{LIMITS} is {said!r}: on or off is meant.")
    return said == "on"


def proxies() -> tuple[str, ...]:
    """The networks of proxies whose word on clients and schemes is believed; none where nobody is named."""
    found: list[str] = []
    for word in _listed(_said(PROXIES)):
        try:
            network = ip_network(word)
        except ValueError:
            said = f"{PROXIES} names {word!r}: addresses or networks are meant, such as 127.0.0.1 or 10.0.0.0/8."
            raise UnknownSetting(said) from None
        found += _both_families(network)
    return tuple(found)


def check() -> None:
    """Read all of them once, for whoever starts a server. Raises UnknownSetting for the first that means nothing."""
    for setting in (case_folder, asking, frames, limited, proxies):
        setting()


def _both_families(network: IPv4Network | IPv6Network) -> list[str]:
    if isinstance(network, IPv6Network):
        return [str(network)]
    return [str(network), f"{_MAPPED}{network.network_address}/{96 + network.prefixlen}"]


def _listed(said: str) -> list[str]:
    return said.replace(",", " ").split()


def _said(name: str) -> str:
    return os.environ.get(name, "").strip()
