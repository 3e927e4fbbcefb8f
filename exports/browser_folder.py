"""Where a browser writes: a folder for each, which says who began it and who leads its processes.

So what a process leaves behind that is ended by force, and can clear up nothing, is found and ended by others.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

_LEADER = "leader"


def made_for(browser: str) -> Path:
    """A new folder for a browser, given the path of its program."""
    # A browser from a snap sees no folder for temporary files but its own, and of the user's those named like this.
    place, dot = (str(Path.home()), ".") if "snap" in browser else (tempfile.gettempdir(), "")
    return Path(tempfile.mkdtemp(prefix=f"{dot}plumbline-{os.getpid()}-", dir=place))


def led_by(folder: Path, leader: int) -> None:
    """Note the process that leads the browser's."""
    (folder / _LEADER).write_text(str(leader), encoding="ascii")


def end_left_by(process: int) -> bool:
    """End the browsers that a process began and did not end, and remove their folders; whether none is left."""
    found = [
        *Path(tempfile.gettempdir()).glob(f"plumbline-{process}-*"),
        *Path.home().glob(f".plumbline-{process}-*"),
    ]
    for folder in found:
        with suppress(OSError, ValueError):
            end(int((folder / _LEADER).read_text(encoding="ascii")))
    return not [folder for folder in found if not removed(folder)]


def end(leader: int) -> None:
    """End the processes of a browser at once: they are those of a group."""
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            os.kill(leader, signal.SIGTERM)
        else:
            os.killpg(leader, signal.SIGKILL)


def removed(folder: Path) -> bool:
    """Remove a folder with all in it, as far as its browser has let go; whether it is gone."""
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()
