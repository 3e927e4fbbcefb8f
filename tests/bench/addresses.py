"""How long the addresses take: each kind of answer the first time and again, 200 readers at once, and records meanwhile.

Run with ``python tests/bench/addresses.py``; it starts a server of its own on the bundled figures.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser")]

from serving import serve  # noqa: E402

from verdicts.findings import has_figures  # noqa: E402
from widgets.state import standings  # noqa: E402

CLAIM = "us-still-powerful"
SETTINGS = {"PLUMBLINE_LIVE": "off", "PLUMBLINE_LIMITS": "off"}
"""200 readers are one client here."""
ONE_BY_ONE = (
    "claims.json", f"claims/{CLAIM}.json", f"claims/{CLAIM}.csv", "sources.json", "feed.atom", "openapi.json", "embed/board",
    f"claims/{CLAIM}.svg", f"claims/{CLAIM}.png", f"claims/{CLAIM}.png?scale=4", "pictures/board.pdf", "pictures/map.png",
    f"claims/{CLAIM}.json?as_of=2019-06-30", "claims.json?as_of=2019-06-30",
)  # fmt: skip


def fetch(url: str) -> tuple[float, int]:
    """Seconds and bytes of an answer."""
    begin = time.perf_counter()
    size = len(urllib.request.urlopen(url, timeout=300).read())
    return time.perf_counter() - begin, size


def main() -> None:
    drawn = [
        f.evidence.id
        for s in standings().values()
        for f in s.now.findings
        if has_figures(f)
    ][:40]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder), SETTINGS) as address:
        print("address                                          bytes    first      again")
        for path in ONE_BY_ONE:
            (first, size), (again, _) = fetch(f"{address}/{path}"), fetch(f"{address}/{path}")
            print(f"{path:44} {size:9,} {1000 * first:7.0f} ms {1000 * again:7.1f} ms")
        for _ in range(2):
            crowd(address, drawn)


def crowd(address: str, drawn: list[str]) -> None:
    """200 readers ask for 40 pictures at once, while another goes on asking for a record."""
    done, waits = threading.Event(), []

    def watch() -> None:
        while not done.is_set():
            waits.append(fetch(f"{address}/claims.json")[0])
            time.sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    begin = time.perf_counter()
    with ThreadPoolExecutor(200) as readers:
        sizes = [n for _, n in readers.map(lambda i: fetch(f"{address}/pictures/{i}.png?mode=dark"), drawn * 5)]
    took = time.perf_counter() - begin
    done.set()
    watcher.join()
    print(
        f"200 readers, 40 pictures: {took:.2f} s, {sum(sizes) / 1e6:.1f} MB; a record meanwhile: "
        f"median {1000 * statistics.median(waits):.0f} ms, at most {1000 * max(waits):.0f} ms"
    )


if __name__ == "__main__":
    main()
