"""Which sign a chart draws where: read from its shapes."""

from charts.signs import Sign, shapes


def signs_at(layout, marks):
    """By place, the name of the mark whose sign stands there; ``marks`` are those there can be, by name."""
    paths = {_outline(mark.sign): name for name, mark in marks.items()}
    found = {}
    for shape in layout["shapes"]:
        if shape["type"] == "path" and (name := paths.get(_drawn(shape))):
            found[(shape["xanchor"], shape["yanchor"])] = name
    return found


def _outline(sign: Sign):
    return _drawn(shapes(sign, 0, 0, 16, "#000000")[0])


def _drawn(shape):
    """A path without its size, and whether it is filled or broken."""
    numbers = [
        float(n) for n in shape["path"].replace("Z", "").replace("M", "").replace("L", "").replace("C", "").split()
    ]
    largest = max(map(abs, numbers))
    return tuple(round(n / largest, 1) for n in numbers), shape["fillcolor"] != "rgba(0,0,0,0)", "dash" in shape["line"]
