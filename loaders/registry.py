"""The files of the bundled figures, each held against the hash it has in data/registry.csv. Needs nothing but bytes."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from loaders.home import put_back
from loaders.tables import Fault

ROW = re.compile(r"(?P<file>[A-Za-z0-9_][\w-]*(?:[./][\w-]+)*),(?P<hash>[0-9a-f]{64}),[0-9]+", re.ASCII)
"""A row of the registry: the file's path, which stays in the folder, its hash and its size."""


def whole_files(folder: Path) -> tuple[dict[str, bytes], list[Fault]]:
    """The content of each file that is what the registry describes, and a fault for each that is not."""
    registry, faults = _registry(folder)
    contents: dict[str, bytes] = {}
    for file, expected in registry.items():
        try:
            content = (folder / file).read_bytes()
        except OSError:
            faults.append(fault(file, "is missing"))
            continue
        if hashlib.sha256(content).hexdigest() == expected:
            contents[file] = content
        else:
            faults.append(fault(file, "is damaged (it is not the file the registry describes)"))
    return contents, faults


def fault(file: str, problem: str, lost: str = "") -> Fault:
    """What is wrong with a file of the snapshot, and what to do; ``lost`` is what to bring back, by default the file."""
    return Fault(
        f"data/{file}",
        1,
        "",
        f"The file {problem}.",
        f"{put_back(lost or f'data/{file}')}, or make the snapshot again: plumbline snapshot build --from DIR",
        "figures",
    )


def _registry(folder: Path) -> tuple[dict[str, str], list[Fault]]:
    """The hash each file should have. A file without a readable row cannot be trusted, and is not read."""
    try:
        text = (folder / "registry.csv").read_text(encoding="utf-8")
    except OSError:
        return {}, [fault("registry.csv", "is missing", "" if folder.is_dir() else "data")]
    except UnicodeDecodeError:
        return {}, [fault("registry.csv", "is damaged")]
    header, *lines = text.splitlines() or [""]
    rows = [ROW.fullmatch(line) for line in lines]
    found = {row["file"]: row["hash"] for row in rows if row}
    # A file that stands there twice has two hashes, and one would win without a word.
    whole = header == "file,sha256,bytes" and all(rows) and len(found) == len(rows) and "provenance.csv" in found
    return found, [] if whole else [fault("registry.csv", "is damaged")]
