"""The forms in which programs of argument take the whole of it: a row each, from which terminal, addresses and links follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from exports.aif import aif
from exports.argdown import argdown
from exports.judged_argument import JudgedArgument
from exports.records import as_json


class Form(NamedTuple):
    """A form of the argument."""

    label: str
    """What readers call it."""
    ending: str
    media: str
    """The media type."""
    make: Callable[[JudgedArgument], bytes]


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "argdown": Form("Argdown", "argdown", "text/plain; charset=utf-8", argdown),
        "aif": Form("AIF (JSON)", "aif.json", "application/json", lambda judged: as_json(aif(judged))),
    }
)
"""By the name that the terminal takes."""
