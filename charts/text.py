"""Text inside charts: plotly reads markup in it and does not wrap it.

Text is measured with the widths of the semibold cut of the typeface that pictures carry (exports/fonts.py), and a little
more: where a viewer has another typeface, a line is still not cut.
"""

from __future__ import annotations

import textwrap
import unicodedata

WIDTHS = (
    200, 315, 482, 513, 513, 841, 639, 275, 324, 324, 438, 513, 275, 322, 275, 344, 513, 513, 513, 513, 513, 513, 513, 513,
    513, 513, 275, 275, 513, 513, 513, 444, 875, 558, 597, 576, 625, 538, 510, 628, 663, 282, 494, 597, 502, 745, 657, 674,
    582, 674, 592, 545, 546, 655, 536, 800, 541, 501, 540, 324, 344, 324, 513, 500, 549, 516, 563, 462, 564, 507, 317, 520,
    558, 262, 263, 522, 271, 843, 560, 549, 564, 564, 373, 431, 361, 556, 495, 748, 481, 495, 443, 324, 255, 324, 513,
)  # fmt: skip
"""Of the characters from space to tilde, in thousandths of the size."""
OTHER, WIDE = 600, 1000
"""Any other character; one that East Asian scripts give a square."""
SPARE = 1.08
"""Arial and its like are about this much wider."""


def escaped(text: str) -> str:
    """Text as it is: nothing a table says becomes markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(text: str, width: int) -> str:
    """Escaped text in lines of at most ``width`` characters, as a reader counts them."""
    return "<br>".join(escaped(line) for line in textwrap.wrap(text, width))


def lines(text: str) -> int:
    """How many lines wrapped text has."""
    return 1 + text.count("<br>")


class _Units(dict[str, int]):
    """The width of each character, in thousandths of the size; of those that are not ASCII once they are asked for."""

    def __missing__(self, c: str) -> int:
        self[c] = WIDE if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else OTHER
        return self[c]


_UNITS = _Units(zip(map(chr, range(ord(" "), ord("~") + 1)), WIDTHS, strict=True))


def width(text: str, size: float) -> float:
    """Pixels a line of text takes at most, at a size of type in pixels."""
    return _units(text) * size / 1000 * SPARE


def _units(text: str) -> int:
    return sum(map(_UNITS.__getitem__, text))


def fitted(text: str, size: float, room: float) -> list[str]:
    """Text as lines that fit into ``room`` pixels; not escaped. A word that is longer than a line is cut."""
    most = room * 1000 / size / SPARE
    found, line, taken = [], "", 0
    for word in text.split():
        units = _units(word)
        if line and taken + _UNITS[" "] + units <= most:
            line, taken = f"{line} {word}", taken + _UNITS[" "] + units
            continue
        if line:
            found.append(line)
        while units > most and len(word) > 1:
            cut = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or _units(word[:n]) <= most)
            found.append(word[:cut])
            word = word[cut:]
            units = _units(word)
        line, taken = word, units
    return [*found, line] if line else found


def shortened(text: str, size: float, room: float, most: int) -> list[str]:
    """As fitted, in at most so many lines; what is left out is shown by dots."""
    found = fitted(text, size, room)
    if len(found) <= most:
        return found
    last = found[most - 1]
    while last and width(f"{last} \N{HORIZONTAL ELLIPSIS}", size) > room:
        last = last.rpartition(" ")[0]
    return [*found[: most - 1], f"{last} \N{HORIZONTAL ELLIPSIS}"]
