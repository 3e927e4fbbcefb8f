"""Some work for many items at once, on threads that the end of a program does not wait for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import Future, wait
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)
Result = TypeVar("Result")


def side_by_side(work: Callable[[Item], Result], items: Iterable[Item], *, at_once: int) -> dict[Item, Result]:
    """What some work comes to for each item; when all is done, raises what it raised for the first of them.

    The threads of an executor are waited for when the interpreter ends, a minute and more where a source does not answer.
    """
    futures: dict[Item, Future[Result]] = {item: Future() for item in items}
    lock, left = threading.Lock(), iter(futures.items())

    def run() -> None:
        while True:
            with lock:
                item, future = next(left, (None, None))
            if item is None or future is None:
                return
            try:
                future.set_result(work(item))
            except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for.
                future.set_exception(error)

    for number in range(min(at_once, len(futures))):
        threading.Thread(target=run, name=f"side by side {number}", daemon=True).start()
    wait(futures.values())
    return {item: future.result() for item, future in futures.items()}
