"""What the environment allows: ``PLUMBLINE_LIVE``."""

from __future__ import annotations

import os
from typing import Literal

from loaders.errors import UnknownSetting

MODE = "PLUMBLINE_LIVE"
Mode = Literal["on", "stored", "off"]
MODES: tuple[Mode, ...] = ("on", "stored", "off")


class UnknownMode(UnknownSetting):
    """The environment says something else than on, stored or off."""


def mode() -> Mode:
    """What the environment allows.

    Raises
    ------
    UnknownMode
        For a word it does not know: a guess could use the network against somebody's will.
    """
    found = os.environ.get(MODE, "") or "on"
    for known in MODES:
        if found == known:
            return known
    raise UnknownMode(f"{MODE} is {found!r}: on, stored or off is meant.")
