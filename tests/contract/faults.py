"""What can go wrong between here and a publisher: given to `Internet.on` in place of an answer, or by a handler."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache

from stub import Answer, Fault, proxy_variables
from wire import Exchange

MEGABYTE = 1 << 20
HTML_ERROR = b"""<!DOCTYPE html>
<html><head><title>Maintenance</title></head>
<body><h1>We'll be back soon</h1><p>The site is down for scheduled maintenance.</p></body></html>
"""
XML_ERROR = b"""<?xml version="1.0" encoding="utf-8"?>
<error><code>500</code><message>The service is down for scheduled maintenance.</message></error>
"""


def status(code: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(code, headers or {}, body)


def too_many(retry_after: float | datetime | str | None = None) -> Answer:
    """429, with the seconds to wait or the moment to wait for, or without."""
    headers = {"Content-Type": "text/plain"}
    if isinstance(retry_after, datetime):
        headers["Retry-After"] = format_datetime(retry_after.astimezone(UTC), usegmt=True)
    elif retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    return Answer(429, headers, b"Too many requests\n")


def html_error_page() -> Answer:
    """A notice for people where figures were asked for, and the status says all is well."""
    return Answer(200, {"Content-Type": "text/html; charset=utf-8"}, HTML_ERROR)


def xml_error_page() -> Answer:
    return Answer(200, {"Content-Type": "application/xml"}, XML_ERROR)


def redirect(to_url: str, status: int = 302) -> Answer:
    return Answer(status, {"Location": to_url})


def cut_off(answer: Answer, keep: float = 0.5) -> Fault:
    """The whole length is declared, part of it sent, and the connection lost."""

    def deliver(exchange: Exchange) -> bool:
        if not exchange.send_head(answer.head(Content_Length=str(len(answer.body)))):
            return True
        exchange.send(answer.body[: int(len(answer.body) * keep)])
        exchange.drop()
        return False

    return Fault("cut off", deliver)


def cut_off_chunked(answer: Answer, keep: float = 0.5) -> Fault:
    """No length is declared, and the chunk that would end the body never comes."""

    def deliver(exchange: Exchange) -> bool:
        if not exchange.send_head(answer.head(Transfer_Encoding="chunked")):
            return True
        exchange.send(_chunk(answer.body[: int(len(answer.body) * keep)]))
        exchange.drop()
        return False

    return Fault("cut off between chunks", deliver)


def wrong_length(answer: Answer, by: int = -1) -> Fault:
    """A Content-Length that many bytes off. Below nothing: the client stops early and what it leaves spoils the connection.
    Above: it waits for bytes that do not come, until it hangs up."""

    def deliver(exchange: Exchange) -> bool:
        if not exchange.send_head(answer.head(Content_Length=str(max(len(answer.body) + by, 0)))):
            return True
        if by <= 0:
            exchange.leave()  # The client has all it waits for before the last byte.
            exchange.send(answer.body)
            return True
        exchange.send(answer.body)
        exchange.hung_up_within(None)
        return False

    return Fault("wrong length", deliver)


def slow_drip(answer: Answer, seconds_per_byte: float) -> Fault:
    """The headers at once, then a byte at a time: no read times out, yet it takes for ever."""

    def deliver(exchange: Exchange) -> bool:
        if not exchange.send_head(answer.head(Content_Length=str(len(answer.body)))):
            return True
        for place in range(len(answer.body) - 1):
            exchange.send(answer.body[place : place + 1])
            if exchange.hung_up_within(seconds_per_byte):
                return False
        exchange.finish(answer.body[-1:])
        return True

    return Fault("slow drip", deliver)


def hang() -> Fault:
    """The request is taken and nothing is ever said."""

    def deliver(exchange: Exchange) -> bool:
        exchange.hung_up_within(None)
        return False

    return Fault("hang", deliver)


def reset() -> Fault:
    """The connection is reset before an answer."""

    def deliver(exchange: Exchange) -> bool:
        exchange.abort()
        return False

    return Fault("reset", deliver)


def endless(piece: bytes = bytes(65536), headers: Mapping[str, str] | None = None) -> Fault:
    """A body in chunks that never stops, as fast as the client reads."""

    def deliver(exchange: Exchange) -> bool:
        if not exchange.send_head(Answer(200, headers or {}).head(Transfer_Encoding="chunked")):
            return True
        chunk = _chunk(piece)
        while True:
            exchange.send(chunk)  # Until it cannot, which ends the connection.

    return Fault("endless", deliver)


def gzip_bomb(size: int) -> Answer:
    """A small body that unpacks to this many zero bytes."""
    return Answer(200, {"Content-Encoding": "gzip", "Content-Type": "text/csv"}, _packed_zeros(size))


def refused_environment() -> dict[str, str]:
    """Every connection is refused, as without a network or behind a closed firewall."""
    return proxy_variables("http://127.0.0.1:1")  # A port of the system that nothing has used for decades.


def no_dns_environment(*, direct: bool = False) -> dict[str, str]:
    """No name is found. Directly, this holds only for the hosts that a test asks for under .invalid: there is no proxy."""
    return proxy_variables("" if direct else "http://proxy.invalid:3128")


def _chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n" if data else b""


@lru_cache
def _packed_zeros(size: int) -> bytes:
    # One packed megabyte, flushed so that it stands alone, is repeated: gigabytes cost neither time nor memory.
    zeros = bytes(MEGABYTE)
    pack = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = pack.compress(zeros) + pack.flush(zlib.Z_FULL_FLUSH)
    whole, rest = divmod(size, MEGABYTE)
    pack = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    last = pack.compress(bytes(rest)) + pack.flush()
    check = 0
    for _ in range(whole):
        check = zlib.crc32(zeros, check)
    check = zlib.crc32(bytes(rest), check)
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    return head + block * whole + last + struct.pack("<II", check, size & 0xFFFFFFFF)
