"""A server that is told to stop does so, whatever readers do meanwhile, and leaves nothing behind."""

import http.client
import json
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest
from processes import family, living, until
from serving import LONG, serving

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path):
    """A server whose temporary folders are in one of its own; its address and its process."""
    with TemporaryDirectory() as place:  # Its path is short, for browsers make sockets below it.
        with serving(tmp_path, {"TMPDIR": place}) as (url, process):
            yield url, process
        assert list(Path(place).iterdir()) == []


def get(url, path):
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=LONG)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read()


def stop(process):
    """Have it stop, and see that its processes did, too."""
    processes = family(process.pid)
    process.send_signal(signal.SIGTERM)
    process.wait(LONG)
    assert until(lambda: not living(processes))


@pytest.mark.parametrize("path", ["/reports/argument.pdf", "/pictures/board.png?scale=4"])
def test_while_something_is_made_its_reader_is_told_to_come_again(server, path):
    url, process = server
    with ThreadPoolExecutor(1) as readers:
        answer = readers.submit(get, url, path)
        assert until(lambda: len(family(process.pid)) > 1)
        stop(process)
        status, body = answer.result()
    assert (status, json.loads(body)["error"]["retry_after"]) == (503, 5)


def test_a_reader_who_takes_nothing_of_what_is_sent_does_not_keep_it(server):
    url, process = server
    parts = urlsplit(url)
    script = json.loads(get(url, "/takeaway/board.json")[1])["assets"]["plotly"]
    with socket.create_connection((parts.hostname, parts.port)) as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.sendall(f"GET /{script} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
        assert slow.recv(1)
        stop(process)


def test_reports_that_their_readers_left_keep_nobody_waiting(server):
    url, process = server
    parts = urlsplit(url)
    left = []
    for day in range(1, 9):
        reader = socket.create_connection((parts.hostname, parts.port))
        reader.sendall(
            f"GET /reports/argument.html?as_of=2024-01-{day:02} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()
        )
        left.append(reader)
    assert until(lambda: len(family(process.pid)) > 1)
    for reader in left:
        reader.close()
    # All together would take many minutes, and the queue holds eight; it may take a moment to notice.
    assert until(lambda: get(url, "/reports/claims/us-still-powerful.html")[0] == 200)
    stop(process)
