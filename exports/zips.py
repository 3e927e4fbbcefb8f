"""Zip files without the time of their making: the same content gives the same bytes, on every system."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_STILL = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the earliest a zip file can state."""
_UNIX = 3


def still_zip(files: Mapping[str, bytes], mode: int = 0o644, level: int | None = 9) -> bytes:
    """Files by their paths, in their order, as a zip file.

    ``mode``: their permissions, as Unix has them. ``level``: of compression, 0 to 9; None for zlib's own choice.
    """
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as target:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, _STILL)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr, entry.create_system = mode << 16, _UNIX
            target.writestr(entry, content, compresslevel=level)
    return sink.getvalue()
