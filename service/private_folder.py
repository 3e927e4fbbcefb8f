"""A folder for what visitors bring: readable by this program's user alone, and removed at the latest when another server begins."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

_NAME = "plumbline-cases-"


def private_folder() -> Path:
    """A new one. Those of servers that were ended by force, and could remove nothing, are removed."""
    for left in Path(tempfile.gettempdir()).glob(f"{_NAME}*"):
        with suppress(ValueError):
            if _is_over(int(left.name.removeprefix(_NAME).partition("-")[0])):
                shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{_NAME}{os.getpid()}-"))


def _is_over(process: int) -> bool:
    """Whether a process has ended. Where that cannot be told without ending it (Windows), it is taken to run."""
    if sys.platform == "win32":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass
    return False
