"""Who does the work of the terminal: this process, several of this machine, or a Dask cluster."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager

HELP = "processes (default), processes:N, none, or the address of a Dask scheduler such as tcp://host:8786"


class NoExecutor(ValueError):
    """What was asked for names no executor, or it cannot be reached; the message says what would do."""


@contextmanager
def executor(name: str) -> Iterator[Executor | None]:
    """The executor of that name, until the block ends; None for ``none``.

    Raises
    ------
    NoExecutor
        If there is no such executor, Dask is not installed, or nobody answers at the address.
    """
    processes = re.fullmatch(r"processes(?::([1-9]\d{0,3}))?", name)
    if name == "none":
        yield None
    elif processes:
        with ProcessPoolExecutor(int(processes[1]) if processes[1] else None) as pool:
            yield pool
    elif "://" in name:
        with _dask(name) as cluster:
            yield cluster
    else:
        raise NoExecutor(f"There is no executor {name!r}. Give {HELP}.")


@contextmanager
def _dask(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError:
        raise NoExecutor('For a Dask cluster, install what speaks to it: pip install -e ".[cluster]".') from None
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise NoExecutor(f"No Dask scheduler answers at {address}: {error}.") from None
    with client:
        yield client.get_executor()
