"""What a browser may say to Streamlit: what our pages send, and nothing else.

Streamlit's protocol has more, and any stranger can speak it: one message clears the caches of all readers, one has a name
made up for each of millions of files, others are for developers. What no page sends is dropped before Streamlit sees it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

_LOG = logging.getLogger("plumbline.widgets")
KINDS = ("stop_script", "app_heartbeat")
RERUN = "rerun_script"
WIDGETS = 500
"""Values of widgets that come with a run; the fullest page has some dozens."""
ASKED = ("deferred_file", "dataframe_chunk")
"""What a page asks the server for without being run again: files made when they are downloaded, rows of long tables."""
FILES = "file_urls_request"


class Messages:
    """Middleware that lets through what pages send over a websocket.

    Parameters
    ----------
    largest : callable
        Gives the bytes a message may have; larger ones Streamlit itself refuses, unread.
    files : callable
        Gives for how many files a page may ask at once; 0 while no page takes any.
    """

    def __init__(self, app: ASGIApp, largest: Callable[[], int], files: Callable[[], int] = int) -> None:
        self.app, self._largest, self._files = app, largest, files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def heard() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or self._passes(message.get("bytes") or b""):
                    return message

        await self.app(scope, heard, send)

    def _passes(self, data: bytes) -> bool:
        if len(data) > self._largest():
            return True
        try:
            message = BackMsg.FromString(data)
        except DecodeError:
            return True  # Streamlit ends the connection.
        kind = message.WhichOneof("type")
        if kind == "backend_operation_request":
            passes = message.backend_operation_request.WhichOneof("payload") in ASKED
        elif kind == RERUN:
            passes = len(message.rerun_script.widget_states.widgets) <= WIDGETS
        elif kind == FILES:
            passes = len(message.file_urls_request.file_names) <= self._files()
        else:
            passes = kind in KINDS
        if not passes:
            _LOG.debug("message dropped", extra={"kind": kind})
        return passes
