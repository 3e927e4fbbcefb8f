"""How parts of pages look, as small pictures that can be compared: the colours of a part, averaged in cells of 16 pixels.

Letters that another browser draws a little otherwise move the average of a cell by a few hundredths (Firefox against
Chromium by up to 0.06); lines that are missing, a legend over them and a page without styles move many cells by more.
"""

from __future__ import annotations

import base64
import json
import os
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from playwright.sync_api import Page

BASELINES = Path(__file__).with_name("looks")
SIZES = BASELINES / "sizes.json"
RENEW = "PLUMBLINE_LOOKS"
"""With this variable set to ``renew``, pictures become baselines instead of being compared with them."""
CELL = 16
"""Pixels of a cell's side, about."""
NOTICED = 0.06
"""By how much a cell's red, green or blue has to differ, of 1, for it to be another one."""
MOST = 0.005
"""The share of cells that may be others."""
TALLER = 0.02
"""By how much a part's height may differ, as a share of it."""
EVEN = "* { text-rendering: geometricPrecision !important }"
"""Letters as wide as their typeface says, not as wide as a browser's fitting to pixels makes them, which moves the ends of lines."""

AVERAGES = """async ([picture, columns, rows]) => {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const { width, height } = image;
  const sheet = new OffscreenCanvas(width, height).getContext("2d");
  sheet.drawImage(image, 0, 0);
  const cells = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, right] = [column, column + 1].map((edge) => Math.floor(edge * width / columns));
      const [y, below] = [row, row + 1].map((edge) => Math.floor(edge * height / rows));
      const { data } = sheet.getImageData(x, y, right - x, below - y);
      const sum = [0, 0, 0];
      data.forEach((value, at) => { if (at % 4 < 3) sum[at % 4] += value; });
      cells.push(sum.map((one) => Math.round(4 * one / data.length)));
    }
  }
  const small = new OffscreenCanvas(columns, rows);
  const points = new Uint8ClampedArray(cells.flatMap((cell) => [...cell, 255]));
  small.getContext("2d").putImageData(new ImageData(points, columns, rows), 0, 0);
  const file = new Uint8Array(await (await small.convertToBlob()).arrayBuffer());
  return { cells, png: btoa(String.fromCharCode(...file)) };
}"""
"""The averages of a picture's cells row by row, and these as a small picture."""


@dataclass(frozen=True)
class Look:
    """What a picture looks like: its width and height, cells as (rows, columns, 3) of 0 to 1, and the small PNG of these."""

    size: tuple[int, int]
    cells: np.ndarray
    png: bytes


def size_of(png: bytes) -> tuple[int, int]:
    """The width and height that a PNG states in its head."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def look_of(tab: Page, png: bytes, grid: tuple[int, int] | None = None) -> Look:
    """The look of a PNG in columns and rows, which follow from its size if none are given; worked out in a page, left as it is."""
    columns, rows = grid or (round(size_of(png)[0] / CELL), round(size_of(png)[1] / CELL))
    found = tab.evaluate(AVERAGES, [base64.b64encode(png).decode(), columns, rows])
    cells = np.array(found["cells"]).reshape(rows, columns, 3) / 255
    return Look(size_of(png), cells, base64.b64decode(found["png"]))


def part_of(tab: Page, first: str, last: str = "") -> bytes:
    """A screenshot of one element, or from the top of one to the bottom of another; both have to be in the window."""
    boxes = [tab.locator(css).first.bounding_box() for css in (first, last or first)]
    left, right = min(box["x"] for box in boxes), max(box["x"] + box["width"] for box in boxes)
    top, bottom = boxes[0]["y"], boxes[1]["y"] + boxes[1]["height"]
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    return tab.screenshot(clip=clip, animations="disabled")


def compared(tab: Page, png: bytes, before: Look) -> str:
    """How a picture differs from an earlier look, in words; empty where it does not."""
    (width, height), (was_wide, was_high) = size_of(png), before.size
    if width != was_wide or abs(height - was_high) > TALLER * was_high:
        return f"is {width} x {height} and was {was_wide} x {was_high}"
    rows, columns, _ = before.cells.shape
    now = look_of(tab, png, (columns, rows))
    others = np.abs(now.cells - before.cells).max(axis=2) > NOTICED
    where = ", ".join(str(row + 1) for row in np.flatnonzero(others.any(axis=1)))
    return "" if others.mean() <= MOST else f"{others.mean():.1%} of its cells are others, in rows {where} of {rows}"


def against_baseline(tab: Page, name: str, png: bytes) -> str:
    """How a picture differs from the baseline of a name, which it becomes with :data:`RENEW`."""
    known, small = json.loads(SIZES.read_text("utf-8")), BASELINES / f"{name}.png"
    if os.environ.get(RENEW) == "renew":
        small.write_bytes(look_of(tab, png).png)
        SIZES.write_text(f"{json.dumps(known | {name: size_of(png)}, sort_keys=True)}\n", encoding="utf-8")
        return ""
    cells = small.read_bytes()
    before = look_of(tab, cells, size_of(cells))
    return compared(tab, png, Look(tuple(known[name]), before.cells, cells))
