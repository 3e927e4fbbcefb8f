"""Pages of this folder's templates: what all of them share. What is put into one is escaped."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from charts.theme import FAMILY, FONT, PALETTES, Mode
from exports import records

if TYPE_CHECKING:
    from jinja2 import Template

HERE = Path(__file__).parent
HTML = "text/html; charset=utf-8"


@cache
def template(name: str) -> Template:
    """The template in a file of this folder."""
    # Loaded for the first of them: no page of the dashboard needs it.
    from jinja2 import Environment, FileSystemLoader

    return Environment(autoescape=True, loader=FileSystemLoader(HERE)).get_template(name)


def look() -> dict[str, str]:
    """What a template needs to look as the dashboard does: ``light`` and ``dark``, CSS variables each, and ``family``."""
    return {"light": _colours("light"), "dark": _colours("dark"), "family": f"'{FAMILY}', {FONT}"}


def in_script(value: object) -> str:
    """JSON that may stand in a script element: no text in it can end the element."""
    text = json.dumps(json.loads(records.as_json(value)), ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def script_hash(script: str) -> str:
    """The source by which a content security policy lets a script that stands in a page run."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def _colours(mode: Mode) -> str:
    """CSS variables of a mode."""
    return "".join(f"--{name}: {value}; " for name, value in asdict(PALETTES[mode]).items())
