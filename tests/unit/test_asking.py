"""Who may have sources asked from a page, and what a stranger's messages come to."""

import asyncio

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from widgets.asking import at_this_machine
from widgets.messages import Messages

HERE = {"Host": "localhost:8501"}


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]", "[::1]:8501"])
@pytest.mark.parametrize("peer", [None, "127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_a_browser_on_the_machine_itself_is_known(host, peer):
    assert at_this_machine(peer, [("Host", host)])


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        ("203.0.113.5", HERE),
        ("192.168.1.7", HERE),
        ("::ffff:192.168.1.7", HERE),
        ("not an address", HERE),
        (None, {}),
        (None, {"Host": "plumbline.example"}),
        (None, {"Host": "localhost.evil.example"}),
        (None, {"Host": "evil.example#localhost"}),
        (None, {**HERE, "X-Forwarded-For": "203.0.113.5"}),
        (None, {**HERE, "x-forwarded-proto": "https"}),
        (None, {**HERE, "X-Real-IP": "203.0.113.5"}),
        (None, {**HERE, "Forwarded": "for=203.0.113.5"}),
        (None, {**HERE, "Via": "1.1 proxy"}),
    ],
)
def test_whoever_comes_from_elsewhere_or_through_a_proxy_is_not(peer, headers):
    assert not at_this_machine(peer, headers.items())


def test_who_names_two_hosts_is_not_known():
    assert not at_this_machine(None, [("Host", "localhost"), ("host", "plumbline.example")])


def heard(*messages, files: int = 0, largest: int = 1000) -> list:
    """The messages of a websocket that come through."""
    left = [*({"type": "websocket.receive", "bytes": m} for m in messages), {"type": "websocket.disconnect"}]
    found = []

    async def receive():
        return left.pop(0)

    async def app(scope, receive, send):
        while (message := await receive())["type"] == "websocket.receive":
            found.append(message["bytes"])

    async def send(message):
        raise AssertionError(message)

    asyncio.run(Messages(app, lambda: largest, lambda: files)({"type": "websocket"}, receive, send))
    return found


def message(**fields) -> bytes:
    return BackMsg(**fields).SerializeToString()


def files(count: int) -> bytes:
    asked = BackMsg()
    asked.file_urls_request.file_names.extend(["x"] * count)
    return asked.SerializeToString()


def operation(payload: str) -> bytes:
    asked = BackMsg()
    getattr(asked.backend_operation_request, payload).SetInParent()
    return asked.SerializeToString()


def rerun(query: str = "") -> bytes:
    asked = BackMsg()
    asked.rerun_script.query_string = query
    return asked.SerializeToString()


def test_what_pages_send_comes_through_in_order():
    sent = [rerun("a=1"), message(app_heartbeat=True), operation("deferred_file"), message(stop_script=True), rerun()]
    assert heard(*sent) == sent


def test_what_no_page_sends_does_not():
    strange = [
        message(clear_cache=True),
        message(set_run_on_save=True),
        message(load_git_info=True),
        message(debug_disconnect_websocket=True),
        message(debug_shutdown_runtime=True),
        operation("install_skills"),
        operation("dismiss_skills_nudge"),
        files(1),
        files(300),
        b"",
    ]
    assert heard(*strange, rerun()) == [rerun()]


def test_values_of_more_widgets_than_any_page_has_do_not():
    def values(count: int) -> bytes:
        asked = BackMsg()
        for _ in range(count):
            asked.rerun_script.widget_states.widgets.add()
        return asked.SerializeToString()

    assert heard(values(500), values(501), largest=10_000) == [values(500)]


def test_names_for_files_are_given_for_a_few_where_a_page_takes_files():
    assert heard(files(5), files(6), files=5) == [files(5)]


def test_what_is_too_long_or_none_of_its_messages_is_left_to_streamlit_which_ends_the_connection():
    nonsense, long = b"\xff\xff\xff", rerun("x" * 2000)
    assert heard(nonsense, long) == [nonsense, long]
