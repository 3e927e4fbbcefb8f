"""A folder that an export fills: each file is whole or not there, and a list says what each was made of."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout

LIST = "export.json"
"""The list: for each file the key of what it was made of, its hash and its size."""
LOCK, PART = ".export.lock", ".part"
SAVE_EVERY = 20
"""Files after which the list is written again; what it has not heard of is made once more, never trusted."""


class InUse(Exception):
    """Another export is filling the folder."""


class Folder:
    """The folder, with what it holds of earlier runs, for one export at a time.

    Raises OSError where it cannot be made or written, and InUse.
    """

    def __init__(self, place: Path):
        self.place = place
        self.made, self.kept, self.bytes = 0, 0, 0
        place.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(place / LOCK, timeout=0)
        try:
            self._lock.acquire()
        except Timeout:
            raise InUse(f"another export is filling {place}. Wait for it, or give another folder.") from None
        for left in place.rglob(f".*{PART}"):  # Of a run that was killed: nobody else writes here now.
            left.unlink(missing_ok=True)
        self._list = self._read()
        self._unsaved = 0

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
        """Write the list, and let others in."""
        try:
            self.save()
        finally:
            self._lock.release()

    def _read(self) -> dict[str, dict[str, object]]:
        """What an earlier run left; a list that cannot be read is as good as none: files are made again."""
        try:
            found = json.loads((self.place / LIST).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {path: known for path, known in found.items() if isinstance(known, dict)}


def _write(target: Path, content: bytes) -> None:
    """All or nothing: whoever looks finds the old file or the new one, also after an interrupt."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=PART, dir=target.parent)
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
