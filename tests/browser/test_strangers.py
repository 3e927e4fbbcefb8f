"""What a stranger can say to the server without a browser costs other readers nothing."""

from __future__ import annotations

import json
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from serving import LONG, serve
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import ConnectionClosed, Subprotocol
from websockets.sync.client import ClientConnection, connect

TOPIC = "energy"
COUNTED = """
import sys
from pathlib import Path
sys.path.insert(0, str(Path.cwd()))
import service.kept_charts as kept
draw = kept.evidence_chart
def counted(*given):
    with open(sys.argv[2], "a") as file:
        file.write("drawn\\n")
    return draw(*given)
kept.evidence_chart = counted
import uvicorn
uvicorn.run("app:app", host="127.0.0.1", port=int(sys.argv[1]), ws="websockets-sansio", log_level="error")
"""
"""Serves the dashboard and tells a file of each chart that is drawn."""
BY_ITSELF = "this server asks each source"
ASKED = """
import sys
from pathlib import Path
sys.path.insert(0, str(Path.cwd()))
import service.refreshing
from service.refresher import Refresher
service.refreshing.bring_up_to_date = lambda *_, **__: ([], None)
def told(self, sources):
    with open(sys.argv[2], "a") as file:
        file.write(" ".join(sources) + "\\n")
Refresher.ask = told
import uvicorn
uvicorn.run("app:app", host="127.0.0.1", port=int(sys.argv[1]), ws="websockets-sansio", log_level="error")
"""
"""Serves it with sources that are never fresh, and tells a file of each time they are asked at a reader's wish."""


def serving(folder, script: str, file: Path, variables: dict[str, str] | None = None):
    """A server that a script of Python starts, which is told a port and a file to write to."""
    file.touch()
    return serve(folder, variables, start=("-c", script, "{port}", str(file)))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    return tmp_path_factory.mktemp("drawn") / "charts.txt"


@pytest.fixture(scope="module")
def server(tmp_path_factory, drawn):
    with serving(tmp_path_factory.mktemp("strangers"), COUNTED, drawn) as address:
        yield address


@contextmanager
def session(server: str, **headers: str) -> Iterator[ClientConnection]:
    where = server.replace("http", "ws", 1) + "/_stcore/stream"
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    protocols = [Subprotocol("streamlit")]
    # Whoever leaves unread what was said to them is not answered when they close: there is nothing to wait for.
    with connect(
        where, subprotocols=protocols, max_size=None, compression=None, additional_headers=said, close_timeout=0.1
    ) as found:
        yield found


def run(one: ClientConnection, page: str = TOPIC, **fields) -> list[ForwardMsg]:
    """Have a page run to its end; what was said meanwhile, and that it did not fail."""
    message = BackMsg()
    message.rerun_script.page_name = page
    for name, value in fields.items():
        setattr(message.rerun_script, name, value)
    one.send(message.SerializeToString())
    return until_finished(one)


def until_finished(one: ClientConnection) -> list[ForwardMsg]:
    said = []
    while not said or said[-1].WhichOneof("type") != "script_finished":
        said.append(ForwardMsg.FromString(one.recv(LONG)))
    assert said[-1].script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    return said


def charts(said: list[ForwardMsg]) -> int:
    return sum(m.delta.new_element.WhichOneof("type") == "plotly_chart" for m in said)


def strange(**fields) -> bytes:
    return BackMsg(**fields).SerializeToString()


def test_a_stranger_who_has_all_caches_cleared_has_nothing_drawn_again(server, drawn):
    with session(server) as reader, session(server) as stranger:
        shown = charts(run(reader))
        run(stranger)
        before = len(drawn.read_text().splitlines())
        assert before >= shown > 1
        for _ in range(3):
            stranger.send(strange(clear_cache=True))
        # A heartbeat is answered in order: once it is, what was said before has been dealt with.
        stranger.send(strange(app_heartbeat=True))
        while ForwardMsg.FromString(stranger.recv(LONG)).WhichOneof("type") != "heartbeat_ack":
            pass
        assert charts(run(reader)) == shown
        assert charts(run(stranger)) == shown
        assert len(drawn.read_text().splitlines()) == before


def hostile_values(said: list[ForwardMsg]) -> BackMsg:
    """A run in which every widget of a page has values of another kind than it takes, and some there are not."""
    message = BackMsg()
    message.rerun_script.page_name = ""
    states = message.rerun_script.widget_states.widgets
    for one in said:
        element = one.delta.new_element
        kind = element.WhichOneof("type")
        name = getattr(getattr(element, kind), "id", "") if kind else ""
        if name:
            states.add(id=name, int_value=-(2**62))
            states.add(id=name, string_value="\x00<script>" * 1000)
            states.add(id=name, json_value="[" * 5000)
            states.add(id=name, bytes_value=b"\xff" * 1000)
    states.add(id="$$ID-nowhere-None", trigger_value=True)
    return message


def hostile_message(hostile: str, first: list[ForwardMsg]) -> BackMsg:
    message = hostile_values(first) if hostile == "values" else BackMsg()
    if hostile == "query":
        message.rerun_script.query_string = "topic=" + "%00%ff" * 20000
    elif hostile == "page":
        message.rerun_script.page_name = "../../etc/passwd"
        message.rerun_script.page_script_hash = "0" * 5000
    elif hostile == "fragment":
        message.rerun_script.fragment_id = "nowhere"
    elif hostile == "stop":
        message.stop_script = True
    return message


def test_a_stranger_s_hostile_run_is_nobody_else_s(server):
    with session(server) as reader:
        shown = charts(run(reader))
        for hostile in ("values", "query", "page", "fragment", "stop"):
            with session(server) as stranger:
                stranger.send(hostile_message(hostile, run(stranger, "")).SerializeToString())
                assert charts(run(reader)) == shown, hostile
        assert charts(run(reader, "claim", query_string="id=us-still-powerful"))


def test_a_stranger_cannot_stop_the_server_or_have_names_made_up_for_a_million_files(server):
    files = BackMsg()
    files.file_urls_request.file_names.extend([""] * 400_000)
    install = BackMsg()
    install.backend_operation_request.install_skills.SetInParent()
    with session(server) as reader, session(server) as stranger:
        shown = charts(run(reader))
        for message in (
            strange(debug_shutdown_runtime=True),
            strange(debug_disconnect_websocket=True),
            strange(load_git_info=True),
            strange(set_run_on_save=True),
            files.SerializeToString(),
            install.SerializeToString(),
            strange(app_heartbeat=True),
        ):
            stranger.send(message)
        kinds = [ForwardMsg.FromString(stranger.recv(LONG)).WhichOneof("type")]
        assert kinds == ["heartbeat_ack"]
        assert charts(run(reader)) == shown


@pytest.mark.parametrize("data", [b"\xff" * 100, b"\x00" * 3_000_000], ids=["nonsense", "too long"])
def test_what_is_no_message_ends_the_stranger_s_session_alone(server, data):
    with session(server) as reader, session(server) as stranger:
        shown = charts(run(reader))
        stranger.send(data)
        with pytest.raises(ConnectionClosed):
            stranger.recv(LONG)
        assert charts(run(reader)) == shown


def test_a_large_file_is_refused_before_it_is_sent(server):
    with urllib.request.urlopen(f"{server}/_stcore/health", timeout=LONG) as answer:
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
    token = cookie.partition("=")[2]
    with session(server) as reader:
        first = run(reader, "cases")
        (name,) = {m.new_session.initialize.session_id for m in first if m.HasField("new_session")}
        where = urlsplit(server)
        with socket.create_connection((where.hostname, where.port), timeout=LONG) as line:
            line.sendall(
                f"PUT /_stcore/upload_file/{name}/x HTTP/1.1\r\nHost: {where.netloc}\r\nCookie: {cookie}\r\n"
                f"X-Xsrftoken: {token}\r\nContent-Length: 190000000\r\n\r\n".encode()
            )
            head = line.makefile("rb").readline()
    assert head.startswith(b"HTTP/1.1 413 ")


def buttons(said: list[ForwardMsg]) -> list[str]:
    return [m.delta.new_element.button.id for m in said if m.delta.new_element.WhichOneof("type") == "button"]


def sources_page(one: ClientConnection, words: str) -> list[ForwardMsg]:
    """The Data page once it says some words: at first the server is still at working out what pages need."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        said = run(one, "sources")
        if any(words.encode() in message.SerializeToString() for message in said):
            return said
    pytest.fail(f"The page never said: {words}")


def press(one: ClientConnection, button: str) -> None:
    message = BackMsg()
    message.rerun_script.page_name = "sources"
    message.rerun_script.widget_states.widgets.add(id=button, trigger_value=True)
    one.send(message.SerializeToString())
    until_finished(one)


def test_the_sources_are_asked_for_whoever_runs_the_server_and_for_no_stranger_who_knows_the_button(tmp_path):
    wishes = tmp_path / "wishes.txt"
    live = {"PLUMBLINE_LIVE": "on", "PLUMBLINE_STORE": str(tmp_path / "store")}
    with serving(tmp_path, ASKED, wishes, live) as server:
        with session(server) as owner:
            (button,) = buttons(sources_page(owner, "Check for newer figures"))
            press(owner, button)
        assert len(wishes.read_text().splitlines()) == 1
        with session(server, X_Forwarded_For="203.0.113.5") as stranger:
            assert buttons(sources_page(stranger, BY_ITSELF)) == []
            press(stranger, button)
        with session(server, Host="plumbline.example") as stranger:
            press(stranger, button)
        assert len(wishes.read_text().splitlines()) == 1
    with serving(tmp_path, ASKED, wishes, {**live, "PLUMBLINE_ASK": "off"}) as server, session(server) as reader:
        assert buttons(sources_page(reader, BY_ITSELF)) == []
        press(reader, button)
        assert len(wishes.read_text().splitlines()) == 1


@pytest.mark.parametrize("proxies", ["", "127.0.0.1"])
def test_the_command_believes_a_proxy_on_this_machine_that_it_was_asked_by_https(proxies, tmp_path):
    start = ("-m", "cli", "serve", "--port", "{port}", "--host", "127.0.0.1")
    with serve(tmp_path, {"PLUMBLINE_PROXIES": proxies}, start) as server:
        asked = urllib.request.Request(f"{server}/openapi.json", headers={"X-Forwarded-Proto": "https"})
        (found,) = json.load(urllib.request.urlopen(asked, timeout=LONG))["servers"]
    assert found["url"] == server.replace("http", "https", 1)
