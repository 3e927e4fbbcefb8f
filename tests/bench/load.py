"""Many readers on two processes that share a store, as behind a balancer with sticky sessions.

    .venv/bin/python tests/bench/load.py

Three parts. ``throughput``: runs of pages a second with two processes beside one. ``killed``: 200 sessions over two
processes, one of them killed: what becomes of the sessions of the other, and of those that connect anew. ``hour``: as many
visits as an hour of a busy day has, one after the other without a pause: the memory at a quarter and at the end.

Readers speak Streamlit's protocol and draw nothing; one event loop plays all of them, so that the processes have the
machine to themselves. A balancer is left out: each reader goes to the process that a balancer would stick to.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from floors import PATIENCE, Server, apps, serve
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import ConnectionClosed, Subprotocol
from websockets.asyncio.client import ClientConnection, connect

sys.path.insert(0, str(Path(__file__).parents[2]))

from service.opening import open_case

CROWD = 200
"""Sessions open at once while a process is killed."""
BUSY = 12
"""Sessions that ask for runs without a pause while throughput is measured; more would only wait."""
SECONDS = 30.0
"""For which throughput is measured."""
VISITS = 2_000
"""In an hour: 50,000 readers a day come at this rate."""
TOGETHER = 8
"""Visits under way at once."""
LAST = 300
"""Bytes below which a message may be the one that ends a run; others need not be looked into."""


async def session(server: Server) -> ClientConnection:
    """A new session, without a run yet."""
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    return await connect(
        address, subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None, open_timeout=PATIENCE
    )


async def run(socket: ClientConnection, page: str = "", query: str = "") -> None:
    """Have a page run to its end. Raises RuntimeError if it fails, ConnectionClosed if the process is gone."""
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.query_string = query
    await socket.send(message.SerializeToString())
    while True:
        said = await asyncio.wait_for(socket.recv(), PATIENCE)
        if len(said) > LAST:
            continue
        told = ForwardMsg.FromString(said if isinstance(said, bytes) else said.encode())
        if told.WhichOneof("type") == "script_finished":
            if told.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                raise RuntimeError("A page failed.")
            return


def throughput(start: Callable[[], Server], rows: list[str]) -> Iterator[str]:
    """Runs a second of one process, and of two."""
    one = start()
    asyncio.run(_warm([one]))
    alone = asyncio.run(_rate([one]))
    two = [one, start()]
    asyncio.run(_warm(two))
    both = asyncio.run(_rate(two))
    yield f"runs a second, one process   {alone:6.1f}"
    yield f"runs a second, two processes {both:6.1f}   {both / alone:.2f} times one   goal 1.80"


async def _warm(servers: list[Server]) -> None:
    for server in servers:
        async with await session(server) as socket:
            await run(socket)
        await asyncio.to_thread(server.settle)


async def _rate(servers: list[Server]) -> float:
    """Runs a second of a crowd that is spread evenly and never pauses."""
    done, until = 0, 0.0

    async def reader(server: Server, ready: asyncio.Barrier) -> None:
        nonlocal done, until
        async with await session(server) as socket:
            await run(socket)
            await ready.wait()
            until = until or time.perf_counter() + SECONDS
            while time.perf_counter() < until:
                await run(socket)
                done += time.perf_counter() < until

    ready = asyncio.Barrier(BUSY)
    await asyncio.gather(*(reader(servers[n % len(servers)], ready) for n in range(BUSY)))
    return done / SECONDS


def killed(start: Callable[[], Server], rows: list[str]) -> Iterator[str]:
    """One of two processes is killed under 200 sessions."""
    two = [start(), start()]
    asyncio.run(_warm(two))
    expected = {row: _download(two[0], row) for row in rows[:20]}
    yield from asyncio.run(_killed(two, expected))


async def _killed(two: list[Server], expected: dict[str, bytes]) -> list[str]:
    stays, goes = two
    sockets = [(await session(server), server) for server in [stays, goes] * (CROWD // 2)]
    await asyncio.gather(*(run(socket) for socket, _ in sockets))
    fates: dict[str, int] = dict.fromkeys(("unharmed", "harmed", "connected anew", "lost"), 0)
    seconds: list[float] = []

    async def live(number: int, socket: ClientConnection, server: Server, gone: asyncio.Event) -> None:
        try:
            await run(socket)
            await gone.wait()
            await run(socket)
            fates["unharmed"] += 1
        except ConnectionClosed:
            if server is stays:
                fates["harmed"] += 1
                return
            began = time.perf_counter()
            row = list(expected)[number % len(expected)]
            async with await session(stays) as again:
                await run(again)
                same = await asyncio.to_thread(_download, stays, row) == expected[row]
            seconds.append(time.perf_counter() - began)
            fates["connected anew" if same else "lost"] += 1
        finally:
            await socket.close()

    gone = asyncio.Event()
    lives = [asyncio.create_task(live(n, socket, server, gone)) for n, (socket, server) in enumerate(sockets)]
    await asyncio.sleep(1)
    goes.process.kill()
    gone.set()
    await asyncio.gather(*lives)
    return [
        f"sessions of the process that stays:   {fates['unharmed']} unharmed, {fates['harmed']} harmed (goal: 0)",
        f"sessions of the process that is gone: {fates['connected anew']} connected anew with the right download, "
        f"{fates['lost']} not (goal: 0); {statistics.median(seconds):.1f} s (median) to page and file",
    ]


def _download(server: Server, row: str) -> bytes:
    with urllib.request.urlopen(f"{server.address}/figures/{row}.csv?as_of=article", timeout=PATIENCE) as answer:
        content: bytes = answer.read()
    return content


def hour(start: Callable[[], Server], rows: list[str]) -> Iterator[str]:
    """An hour's visits, spread over two processes, each of the first page and a claim."""
    two = [start(), start()]
    asyncio.run(_warm(two))
    claims = [claim.id for claim in open_case().argument.claims.rows]
    levels: list[list[float]] = []
    began = time.perf_counter()
    for quarter in range(4):
        asyncio.run(_visits(two, claims, quarter * VISITS // 4, VISITS // 4))
        levels.append([server.settle() for server in two])
        yield f"MB after {(quarter + 1) * VISITS // 4:>5} visits: " + ", ".join(f"{level:.0f}" for level in levels[-1])
    growth = max(last / first for first, last in zip(levels[0], levels[-1], strict=True))
    minutes = (time.perf_counter() - began) / 60
    yield f"memory at the end, times that after a quarter: {growth:.2f} (goal 1.10); {VISITS} visits in {minutes:.1f} minutes"


async def _visits(servers: list[Server], claims: list[str], first: int, count: int) -> None:
    numbers = iter(range(first, first + count))

    async def reader() -> None:
        for number in numbers:
            async with await session(servers[number % len(servers)]) as socket:
                await run(socket)
                await run(socket, "claim", f"id={claims[number % len(claims)]}")

    await asyncio.gather(*(reader() for _ in range(TOGETHER)))


PARTS = {"throughput": throughput, "killed": killed, "hour": hour}


def measure(part: str, rows: list[str]) -> None:
    """Print the lines of one part, on processes of its own."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        ours = apps(Path(folder))["ours"]
        for line in PARTS[part](lambda: running.enter_context(serve(ours, Path(folder) / "bytecode")), rows):
            print(line, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", default=",".join(PARTS), help="some of: %(default)s")
    rows = [row.id for row in open_case().argument.evidence.rows]
    for part in parser.parse_args().part.split(","):
        measure(part, rows)


if __name__ == "__main__":
    main()
