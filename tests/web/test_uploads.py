"""Files of strangers: refused unread while no page takes any, few where one does."""

import asyncio

import pytest

from web.uploads import AT_ONCE, FILES, HELD, Uploads

FOLDER = "/_stcore/upload_file"


class Taken:
    """Stands in for Streamlit: reads the whole file and says that it has it."""

    def __init__(self):
        self.read = 0
        self.go = asyncio.Event()
        self.go.set()

    async def __call__(self, scope, receive, send):
        await self.go.wait()
        while True:
            message = await receive()
            self.read += len(message["body"])
            if not message["more_body"]:
                break
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


class Sender:
    """Sends a file of so many pieces; knows how many were taken, and the answer."""

    def __init__(self, pieces: int = 3):
        self.left, self.sent = pieces, []

    async def receive(self):
        self.left -= 1
        return {"type": "http.request", "body": b"x" * 1000, "more_body": self.left > 0}

    async def send(self, message):
        self.sent.append(message)

    @property
    def status(self) -> int:
        return self.sent[0]["status"]

    @property
    def words(self) -> str:
        return b"".join(m.get("body", b"") for m in self.sent[1:]).decode()


async def send(app, method="PUT", path=f"{FOLDER}/session/file", sender=None) -> Sender:
    sender = sender or Sender()
    scope = {"type": "http", "method": method, "path": path, "root_path": "", "headers": [], "query_string": b""}
    await app(scope, sender.receive, sender.send)
    return sender


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "OPTIONS", "PATCH"])
def test_while_no_page_takes_files_each_is_refused_unread(method):
    async def run():
        taken = Taken()
        sender = await send(Uploads(taken, lambda: 0, dict), method)
        assert (sender.status, sender.words) == (403, "No page of this dashboard takes files.\n")
        assert (b"connection", b"close") in sender.sent[0]["headers"]
        assert (taken.read, sender.left) == (0, 3)

    asyncio.run(run())


def test_below_a_base_path_they_are_refused_too():
    async def run():
        app = Uploads(Taken(), lambda: 0, dict, lambda: "argument")
        assert (await send(app, path=f"/argument{FOLDER}/session/file")).status == 403

    asyncio.run(run())


def test_where_a_page_takes_files_they_pass_and_all_else_always_does():
    async def run():
        taken = Taken()
        assert (await send(Uploads(taken, lambda: 20, dict))).status == 204
        assert (await send(Uploads(taken, lambda: 0, dict), path="/_stcore/health")).status == 204
        assert taken.read == 6000

    asyncio.run(run())


def test_a_session_holds_only_so_many_and_others_are_not_touched_by_it():
    async def run():
        app = Uploads(Taken(), lambda: 20, lambda: {"full": FILES})
        refused = await send(app, path=f"{FOLDER}/full/one-more")
        assert (refused.status, refused.left) == (413, 3)
        assert refused.words.endswith(".\n")
        assert (await send(app, path=f"{FOLDER}/other/first")).status == 204
        assert (await send(app, "DELETE", f"{FOLDER}/full/one")).status == 204

    asyncio.run(run())


def test_all_sessions_together_hold_only_so_many():
    async def run():
        held = {str(number): 1 for number in range(HELD)}
        assert (await send(Uploads(Taken(), lambda: 20, lambda: held))).status == 429

    asyncio.run(run())


def test_only_so_many_are_on_their_way_at_once_and_a_place_that_is_free_is_given_again():
    async def run():
        taken = Taken()
        taken.go.clear()
        app = Uploads(taken, lambda: 20, dict)
        under_way = [asyncio.create_task(send(app)) for _ in range(AT_ONCE)]
        await asyncio.sleep(0)
        assert (await send(app)).status == 429
        taken.go.set()
        assert [sender.status for sender in await asyncio.gather(*under_way)] == [204] * AT_ONCE
        assert (await send(app)).status == 204

    asyncio.run(run())
