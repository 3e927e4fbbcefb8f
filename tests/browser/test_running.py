"""A server as whoever runs it sees it: alive at once, ready later, counted, and with a log that no visitor fills."""

from __future__ import annotations

import json
import socket
import time
import urllib.request
from collections import Counter
from contextlib import suppress
from urllib.error import HTTPError

import pytest
from prometheus_client.parser import text_string_to_metric_families
from serving import LONG, serve
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Subprotocol
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect


class Visitor:
    """Somebody who speaks Streamlit's protocol without a browser."""

    def __init__(self, address: str) -> None:
        where = address.replace("http://", "ws://")
        self.socket = connect(
            f"{where}/_stcore/stream", subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None
        )

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def run(self, page: str = "", **values: object) -> list[str]:
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
        with Visitor(address) as one, Visitor(address) as other:
            one.run()
            one.run("energy")
            other.run()
            _, told = get(f"http://127.0.0.1:{port}/metrics")
    samples = {(s.name, *s.labels.values()): s.value for f in text_string_to_metric_families(told) for s in f.samples}
    assert samples["plumbline_sessions",] == 2
    assert samples["plumbline_rerun_seconds_count", "overview", "done"] == 2
    assert samples["plumbline_rerun_seconds_count", "energy", "done"] == 1
    assert samples["plumbline_requests_total", "/healthz", "200"] >= 2


DEEP = "[" * 100_000
WRONG = [
    ("string_value", "x" * 200_000),
    ("json_value", DEEP),
    ("json_value", '{"a":' * 50_000),
    ("int_value", -(2**62)),
    ("double_value", float("nan")),
    ("bool_value", True),
    ("bytes_value", b"\xff" * 1000),
]
"""Values for a widget of another type, deep, large or odd."""


def test_a_visitor_who_sends_nonsense_does_not_fill_the_log(tmp_path):
    with serve(tmp_path, {"PLUMBLINE_LOG_FORMAT": "json"}) as address:
        until(lambda got: got[0] == 200, f"{address}/readyz")
        with Visitor(address) as visitor:
            known = {page: visitor.run(page) for page in ("", "energy", "argument", "sources", "method")}
            assert sum(map(len, known.values())) > 3
            for _ in range(10):
                for page, names in known.items():
                    for value in WRONG:
                        visitor.run(page, **dict.fromkeys(names, value))
        for nonsense in (b"\xff" * 1000, "a text", b"\x0a" * 5000):
            for _ in range(50):
                with Visitor(address) as visitor:
                    visitor.socket.send(nonsense)
                    with suppress(ConnectionClosed):
                        while visitor.socket.recv(LONG):
                            pass
        assert get(f"{address}/healthz")[0] == 200
    lines = (tmp_path / "log.txt").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines if line.startswith("{")]
    print(len(lines), Counter((t["logger"], t["message"][:60], t.get("more")) for t in told))
    assert len(lines) < 200
    assert max(map(len, lines)) < 20_000
    assert not any("Traceback" in line for line in lines if not line.startswith("{"))
