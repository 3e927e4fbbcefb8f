"""Readers for benches: cheap ones that speak Streamlit's protocol, and ones with a browser.

A cheap reader opens a session, has the page run and reads all that the server sends; nothing is drawn.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from playwright.sync_api import Browser
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Subprotocol
from websockets.sync.client import connect

PATIENCE = 120
"""Seconds after which a page counts as hung."""
CHART = ".js-plotly-plot .main-svg"
"""What Plotly has drawn."""


@dataclass(frozen=True)
class Run:
    """Seconds from asking for a run of the page to its end, and to its first chart (None without one)."""

    seconds: float
    to_chart: float | None


class Reader:
    """A session without a browser, for ``with``."""

    def __init__(self, port: int) -> None:
        address = f"ws://127.0.0.1:{port}/_stcore/stream"
        self._socket = connect(
            address, subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None, open_timeout=PATIENCE
        )

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def run(self, page: str = "", query: str = "") -> Run:
        """Have a page run (the first one by default), to its end. Raises RuntimeError if the page fails."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        start, to_chart = time.perf_counter(), None
        self._socket.send(message.SerializeToString())
        while True:
            said = ForwardMsg.FromString(self._socket.recv(PATIENCE))
            kind = said.WhichOneof("type")
            if kind == "delta" and to_chart is None and said.delta.new_element.WhichOneof("type") == "plotly_chart":
                to_chart = time.perf_counter() - start
            if kind == "delta" and said.delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError("A page failed.")
            if kind == "script_finished":
                if said.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise RuntimeError("A page failed.")
                return Run(time.perf_counter() - start, to_chart)


def open_chart(browser: Browser, address: str) -> float:
    """Seconds from asking for a page, with nothing in the browser's cache, to its first chart."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    tab = context.new_page()
    start = time.perf_counter()
    tab.goto(address, wait_until="commit")
    tab.wait_for_selector(CHART)
    seconds = time.perf_counter() - start
    context.close()
    return seconds


SESSION = "session"
"""Stands for the messages of a session among the addresses."""


def bytes_of_first_visit(browser: Browser, address: str) -> dict[str, float]:
    """MB (of 10**6 bytes, headers included) that come over the wire until a page with a chart is whole, by address.

    Nothing is in the browser's cache.
    """
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    tab = context.new_page()
    wire = context.new_cdp_session(tab)
    wire.send("Network.enable")
    addresses: dict[str, str] = {}
    sizes: dict[str, float] = {}

    def count(name: str, size: float) -> None:
        sizes[name] = sizes.get(name, 0) + size / 1e6

    wire.on("Network.requestWillBeSent", lambda e: addresses.update({e["requestId"]: e["request"]["url"]}))
    wire.on("Network.loadingFinished", lambda e: count(addresses.get(e["requestId"], "?"), e["encodedDataLength"]))
    # A binary message is given in base64: four characters for three bytes.
    wire.on("Network.webSocketFrameReceived", lambda e: count(SESSION, len(e["response"]["payloadData"]) * 3 / 4))
    tab.goto(address, wait_until="networkidle")
    tab.wait_for_selector(CHART)
    tab.wait_for_load_state("networkidle")
    context.close()
    return sizes
