"""All charts of the argument as PNG: our renderer against Kaleido's own server, same figures, same run, taking turns.

Goal: at most 1.2 times as long. Both have as many tabs and are warm; Kaleido's server writes files, so ours are written too.

    PYTHONPATH=. python tests/bench/export.py [how many charts]
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import kaleido

from exports.browser import Renderer
from exports.dossier import dossiers
from exports.pictures import picture_chart, pictures_of
from exports.rendering import Job
from service.opening import open_case

TURNS = 6


def ours(renderer: Renderer, figures: dict, folder: Path) -> float:
    start = time.perf_counter()
    for made in renderer.pictures(Job(name, chart) for name, chart in figures.items()):
        assert made.data, made.error
        (folder / f"{made.job.name}.png").write_bytes(made.data)
    return time.perf_counter() - start


def theirs(figures: dict, folder: Path) -> float:
    jobs = [
        {"fig": chart, "path": folder / f"{name}.png", "opts": {"format": "png"}} for name, chart in figures.items()
    ]
    start = time.perf_counter()
    failed = kaleido.write_fig_from_object_sync(jobs)
    assert not failed, failed
    return time.perf_counter() - start


def main(most: int) -> None:
    case = open_case()
    charts = [(d, p.id) for d in dossiers(case) for p in pictures_of(d) if p.kind == "evidence"][:most]
    figures = {name: picture_chart([dossier], name) for dossier, name in charts}
    renderer = Renderer()
    kaleido.start_sync_server(n=renderer.tabs, page_generator=kaleido.PageGenerator(mathjax=False))
    try:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            first = dict(list(figures.items())[:4])
            ours(renderer, first, folder)
            theirs(first, folder)
            times: dict[str, list[float]] = {"ours": [], "theirs": []}
            names = list(figures)
            for turn in range(TURNS):
                part = {name: figures[name] for name in names[turn::TURNS]}
                pair = {"ours": lambda p=part: ours(renderer, p, folder), "theirs": lambda p=part: theirs(p, folder)}
                for who in sorted(pair, reverse=bool(turn % 2)):
                    times[who].append(pair[who]())
    finally:
        kaleido.stop_sync_server()
        renderer.close()
    ratios = [a / b for a, b in zip(times["ours"], times["theirs"], strict=True)]
    total = {who: sum(found) for who, found in times.items()}
    each = {who: 1000 * t / len(figures) for who, t in total.items()}
    print(f"{len(figures)} charts, {renderer.tabs} tabs: ours {total['ours']:.1f} s ({each['ours']:.0f} ms each), "
          f"Kaleido's server {total['theirs']:.1f} s ({each['theirs']:.0f} ms each): {total['ours'] / total['theirs']:.2f} "
          f"(turns {min(ratios):.2f} to {max(ratios):.2f}, median {statistics.median(ratios):.2f}; goal 1.2)")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
