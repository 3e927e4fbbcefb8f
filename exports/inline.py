"""An SVG picture made fit to stand in the middle of an HTML page, beside many others."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"""url\((['"]?)#([^'")]+)\1\)""")
_RGB = re.compile(r"rgb\(\d+, \d+, \d+\)")
_UNFIT = {"script", "foreignObject", "style", "title", "desc", "metadata"}
"""What the page has itself (fonts, a text alternative) or what has no place in a picture."""


def inline_svg(svg: str, name: str, alt: str, colours: Mapping[str, str] | None = None) -> str:
    """The picture with ids of its own, as wide as its place allows, and with a text alternative.

    ``colours`` are put in place of others in its styles: ``{"#1c1e21": "var(--ink)"}`` lets it follow the page into the dark.
    Its ids become ``<name>-1``, ``<name>-2`` ...: those that a browser makes up at random collide in a page of many, and
    would make each report another one. Raises ValueError for what is no SVG.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, huge_tree=True)
    try:
        root = etree.fromstring(svg.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"{name} is no SVG: {error}") from None
    if etree.QName(root).localname != "svg":
        raise ValueError(f"{name} is no SVG but <{etree.QName(root).localname}>.")
    for element in [e for e in root.iter(etree.Element) if etree.QName(e).localname in _UNFIT and e is not root]:
        if (parent := element.getparent()) is not None:
            parent.remove(element)
    _rename(root, name)
    _recolour(root, {_rgb(old): new for old, new in (colours or {}).items()})
    width, height = root.get("width", ""), root.get("height", "")
    if not root.get("viewBox") and width and height:
        root.set("viewBox", f"0 0 {float(width.removesuffix('px')):g} {float(height.removesuffix('px')):g}")
    for gone in ("style", "width", "height"):
        root.attrib.pop(gone, None)
    root.set("role", "img")
    root.set("aria-label", alt)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _rename(root: etree._Element, name: str) -> None:
    """Give every id a name of its own, wherever it is referred to."""
    elements = list(root.iter(etree.Element))
    names = {old: f"{name}-{n}" for n, old in enumerate((e.get("id") for e in elements if e.get("id")), 1)}

    def renamed(match: re.Match[str]) -> str:
        return f"url(#{names.get(match[2], match[2])})"

    for element in elements:
        for key, value in element.attrib.items():
            if key.lower().startswith("on"):
                del element.attrib[key]
            elif key == "id":
                element.set(key, names[value])
            elif key in (_LINK, "href"):
                if value.startswith("#"):
                    element.set(key, f"#{names.get(value[1:], value[1:])}")
                elif not value.startswith("data:"):
                    del element.attrib[key]
            elif "url(" in value:
                element.set(key, _REFERENCE.sub(renamed, value))


def _recolour(root: etree._Element, colours: Mapping[str, str]) -> None:
    """Put colours in place of others; classes, which only the page's own styles could mean, go."""
    for element in root.iter(etree.Element):
        element.attrib.pop("class", None)
        style = element.get("style")
        if style and "rgb(" in style:
            element.set("style", _RGB.sub(lambda found: colours.get(found[0], found[0]), style))


def _rgb(colour: str) -> str:
    """A colour such as #1c1e21 as a browser writes it: rgb(28, 30, 33)."""
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"
