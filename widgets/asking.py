"""Who may have the sources asked from a page: whoever runs the server, as ``PLUMBLINE_ASK`` has it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import ip_address

import streamlit as st

from service import settings

RELAYED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
"""Headers of a request that somebody passes on for somebody else."""
HERE = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d+)?")
"""Hosts that lead to the machine itself."""


def may_ask() -> bool:
    """Whether the reader of this page may have the sources asked."""
    allowed = settings.asking()
    if allowed != "own":
        return allowed == "on"
    headers = st.context.headers
    return at_this_machine(
        st.context.ip_address, [(name, value) for name in headers for value in headers.get_all(name)]
    )


def at_this_machine(peer: str | None, headers: Iterable[tuple[str, str]]) -> bool:
    """Whether a browser speaks to the server directly and on the same machine.

    Parameters
    ----------
    peer : str or None
        The address at the other end, None for this machine's own as Streamlit tells it.
    headers : iterable of name and value
        Of the request that opened the session, whatever the case of their names.
    """
    said = [(name.lower(), value) for name, value in headers]
    hosts = [value for name, value in said if name == "host"]
    direct = len(hosts) == 1 and not any(name in RELAYED for name, _ in said)
    return _loopback(peer) and direct and bool(HERE.fullmatch(hosts[0]))


def _loopback(peer: str | None) -> bool:
    if peer is None:
        return True
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback
