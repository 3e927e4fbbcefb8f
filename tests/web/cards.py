"""Reads a page as those do who show a card for a link: the Open Graph and Twitter tags, links, JSON-LD and text of its HTML."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any


class Card(HTMLParser):
    """What a page says of itself. Of a tag that stands several times, Open Graph takes the first."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: list[dict[str, str | None]] = []
        self.ld: list[Any] = []
        self.title, self.text = "", ""
        self._inside: list[tuple[str, str | None]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "meta" and (name := said.get("property") or said.get("name")):
            self.meta.setdefault(name, said.get("content") or "")
        if tag in ("link", "a", "img"):
            self.links.append({"tag": tag, **said})
        if tag in ("title", "script", "style"):
            self._inside.append((tag, said.get("type")))

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1][0] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        inside = self._inside[-1] if self._inside else None
        if inside == ("script", "application/ld+json"):
            self.ld.append(json.loads(data))
        elif inside and inside[0] == "title":
            self.title += data
        elif not inside:
            self.text += data

    def hrefs(self, **said: str) -> list[str]:
        """The addresses of all links with these attributes."""
        return [str(link["href"]) for link in self.links if said.items() <= link.items()]
