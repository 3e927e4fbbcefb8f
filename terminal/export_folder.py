"""A folder that an export fills: each file is whole or not there, and a list says what each was made of.

The list also marks the folder as one of an export. What is not on it is somebody's: it is neither removed nor overwritten.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from filelock import FileLock, Timeout

from loaders.files import LEFT_BY_SYSTEMS

LIST = "export.json"
"""The list: for each file the key of what it was made of, its hash and its size."""
LOCK = ".export.lock"
BEGIN, END = ".plumbline-", ".part"
"""How the name of a file begins and ends while it is written."""
PART = re.compile(rf"{re.escape(BEGIN)}[a-z0-9_]+{re.escape(END)}")
SAVE_EVERY = 20
"""Files after which the list is written again; what it has not heard of is made once more, never trusted."""


class InUse(Exception):
    """Another export is filling the folder."""


class Foreign(Exception):
    """The folder holds something, and it is not of an earlier export."""


class Folder:
    """The folder, with what it holds of earlier runs, for one export at a time.

    Raises OSError where it cannot be made or written, InUse and Foreign.
    """

    def __init__(self, place: Path):
        self.place = place
        self.made, self.kept, self.bytes = 0, 0, 0
        place.mkdir(parents=True, exist_ok=True)
        self._list = self._read()
        self._lock = FileLock(place / LOCK, timeout=0)
        try:
            self._lock.acquire()
        except Timeout:
            raise InUse(f"another export is filling {place}. Wait for it, or give another folder.") from None
        self._list = self._read()
        self._unsaved = 1  # The list stands before the first file: it marks the folder.
        self.save()
        for folder in {place, *((place / path).parent for path in self._list)}:
            for left in folder.glob(f"{BEGIN}*{END}"):  # Of a run that was killed: nobody else writes here now.
                if PART.fullmatch(left.name):
                    left.unlink(missing_ok=True)

    def claim(self, paths: Iterable[str]) -> list[str]:
        """Note files as this export's before they are made; return those that are there and somebody else's.

        They are to be left alone. What was noted counts as ours after a stop at any moment.
        """
        new = [path for path in paths if path not in self._list]
        foreign = [path for path in new if os.path.lexists(self.place / path)]
        self._list |= {path: {} for path in new if path not in foreign}
        self._unsaved += len(new)
        self.save()
        return foreign

    def holds(self, path: str, key: str) -> bool:
        """Whether a file is there, whole, and made of the same."""
        known = self._list.get(path)
        if known is None or known.get("key") != key:
            return False
        try:
            content = (self.place / path).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(content).hexdigest() == known.get("sha256")

    def keeps(self, *given: tuple[str, str]) -> bool:
        """Whether it holds all of some files (path and key), which then count as kept."""
        held = all(self.holds(*one) for one in given)
        self.kept += len(given) if held else 0
        return held

    def put(self, path: str, key: str, content: bytes) -> None:
        """Write a file beside its place and move it there."""
        target = self.place / path
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, content)
        self._list[path] = {"key": key, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        self.made, self.bytes = self.made + 1, self.bytes + len(content)
        self._unsaved += 1
        if self._unsaved >= SAVE_EVERY:
            self.save()

    def save(self) -> None:
        """Write the list."""
        if self._unsaved:
            text = json.dumps(dict(sorted(self._list.items())), indent=1, ensure_ascii=False)
            _write(self.place / LIST, f"{text}\n".encode())
            self._unsaved = 0

    def close(self) -> None:
        """Write the list, without the files that were noted and not made, and let others in."""
        try:
            made = {path: known for path, known in self._list.items() if known or os.path.lexists(self.place / path)}
            self._unsaved += len(self._list) - len(made)
            self._list = made
            self.save()
        finally:
            self._lock.release()

    def _read(self) -> dict[str, dict[str, object]]:
        """What an earlier run noted; nothing in a folder that is empty. Raises Foreign."""
        try:
            text = (self.place / LIST).read_text(encoding="utf-8")
        except FileNotFoundError:
            others = sorted(one.name for one in self.place.iterdir() if not _nobodys(one.name))
            if not others:
                return {}
            more = f" and {len(others) - 1} more" if len(others) > 1 else ""
            said = (
                f"{self.place} holds {others[0]}{more}, and no {LIST} of an earlier export. Nothing there was touched."
            )
            raise Foreign(f"{said} Give an empty folder, or a new one.") from None
        except UnicodeDecodeError:
            text = ""
        try:
            found = json.loads(text)
            return {str(path): dict(known) for path, known in found.items()}
        except (ValueError, AttributeError, TypeError, RecursionError):
            said = f"{self.place / LIST} is no list of an earlier export, or it is damaged. Nothing there was touched."
            raise Foreign(f"{said} Give an empty folder, or a new one.") from None


def _nobodys(name: str) -> bool:
    """Whether a file is of no worth to anybody: our lock, a part of a killed run, what systems leave in any folder."""
    return name == LOCK or name in LEFT_BY_SYSTEMS or PART.fullmatch(name) is not None


def _write(target: Path, content: bytes) -> None:
    """All or nothing: whoever looks finds the old file or the new one, also after an interrupt."""
    handle, name = tempfile.mkstemp(prefix=BEGIN, suffix=END, dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o666 & ~_umask())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """What new files may not allow: a temporary file is private, an exported one is as any other."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
