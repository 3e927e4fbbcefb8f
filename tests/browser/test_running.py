"""A server as whoever runs it sees it: alive at once, ready later, counted, and with a log that no visitor fills."""

from __future__ import annotations

import json
import re
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.error import HTTPError

import pytest
from prometheus_client.parser import text_string_to_metric_families
from serving import LONG, serve
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Subprotocol
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect


class Visitor:
    """Somebody who speaks Streamlit's protocol without a browser."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    def run(self, page: str = "", **values: tuple[str, object]) -> list[str]:
        """Have a page run with values for its widgets, to its end; the ids of its widgets."""
        message = BackMsg()
        message.rerun_script.page_name = page
        for name, (kind, value) in values.items():
            state = message.rerun_script.widget_states.widgets.add(id=name)
            setattr(state, kind, value)
        self.socket.send(message.SerializeToString())
        seen: list[str] = []
        while True:
            said = ForwardMsg.FromString(self.socket.recv(LONG))
            kind = said.WhichOneof("type")
            if kind == "delta" and said.delta.WhichOneof("type") == "new_element":
                element = said.delta.new_element
                inner = getattr(element, element.WhichOneof("type") or "", None)
                seen.append(getattr(inner, "id", ""))
            if kind == "script_finished":
                return [name for name in seen if name]


@contextmanager
def visitor(address: str) -> Iterator[Visitor]:
    where = address.replace("http://", "ws://")
    spoken = [Subprotocol("streamlit")]
    with connect(f"{where}/_stcore/stream", subprotocols=spoken, max_size=None, compression=None) as socket:
        yield Visitor(socket)


@pytest.fixture
def port():
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return port


def get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=LONG) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def until(found, address: str) -> tuple[int, str]:
    """The first answer that is as it should be."""
    ends = time.monotonic() + LONG
    while time.monotonic() < ends:
        got = get(address)
        if found(got):
            return got
        time.sleep(0.1)
    raise AssertionError(f"{address} stayed at {got}")


def test_a_server_is_alive_while_it_warms_and_ready_when_it_has(tmp_path, port):
    with serve(tmp_path, {"PLUMBLINE_METRICS": str(port)}) as address:
        assert get(f"{address}/healthz") == (200, '{"alive": true}\n')
        while get(f"{address}/readyz")[0] == 503:
            assert get(f"{address}/healthz") == (200, '{"alive": true}\n')
        status, said = get(f"{address}/readyz")
        assert (status, json.loads(said)["ready"]) == (200, True)
        with visitor(address) as one, visitor(address) as other:
            one.run()
            one.run("energy")
            other.run()
            _, told = get(f"http://127.0.0.1:{port}/metrics")
    found = [(s.name, s.labels, s.value) for f in text_string_to_metric_families(told) for s in f.samples]
    assert ("plumbline_sessions", {}, 2) in found
    assert ("plumbline_rerun_seconds_count", {"page": "overview", "ended": "done"}, 2) in found
    assert ("plumbline_rerun_seconds_count", {"page": "energy", "ended": "done"}, 1) in found
    (alive,) = [
        v for name, labels, v in found if name == "plumbline_requests_total" and labels["endpoint"] == "/healthz"
    ]
    assert alive >= 1


DEEP = "[" * 10_000
WRONG = [
    ("string_value", "x" * 20_000),
    ("json_value", DEEP),
    ("json_value", '{"a":' * 4_000),
    ("int_value", -(2**62)),
    ("double_value", float("nan")),
    ("bool_value", True),
    ("bytes_value", b"\xff" * 1000),
]
"""Values for a widget of another type, deep, large or odd."""


def test_a_visitor_who_sends_nonsense_does_not_fill_the_log(tmp_path):
    with serve(tmp_path, {"PLUMBLINE_LOG_FORMAT": "json"}) as address:
        until(lambda got: got[0] == 200, f"{address}/readyz")
        with visitor(address) as one:
            known = {page: one.run(page) for page in ("", "energy", "argument", "sources")}
            assert sum(map(len, known.values())) > 3
            for _ in range(3):
                for page, names in known.items():
                    for value in WRONG:
                        one.run(page, **dict.fromkeys(names, value))
        for nonsense in (b"\xff" * 1000, "a text"):
            for _ in range(20):
                with visitor(address) as one, suppress(ConnectionClosed):
                    one.socket.send(nonsense)
                    # Whether the connection is ended or the message passed over is all the same here.
                    one.run()
        assert get(f"{address}/healthz")[0] == 200
    lines = (tmp_path / "log.txt").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines if line.startswith("{")]
    # Each of them made 40 to 70 lines.
    failed = [line for line in told if line["message"] == "page failed"]
    assert failed
    assert all(re.fullmatch("[0-9a-f]{16}", line["request"]) for line in failed)
    assert len(lines) < 100
    assert max(map(len, lines)) < 20_000
    assert not any("Traceback" in line for line in lines if not line.startswith("{"))
    # What was not told was counted.
    assert sum(1 + line.get("more", 0) for line in told) > 60
