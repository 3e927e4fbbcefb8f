"""From the parameters of an address to a view.

What an address asks for and cannot have is dropped with a sentence and the nearest there is; the rest of the view stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import NamedTuple

from loaders.catalog import Catalog
from loaders.cells import cut, first_day, last_day, shown
from verdicts.case import Case
from verdicts.measures import MEASURES, NEEDS_VERSUS
from verdicts.sides import not_in_a_whole
from verdicts.usual_view import counterparts, usual_counterpart, usual_entities, usual_indicator
from verdicts.view import EDITIONS, FORMS, MOST, PARAMETERS, View

LONGEST_SMOOTHING = 120
LONGEST = 80
"""Letters of a value that are looked at."""
LOOKED_AT = 40
"""Names of a list that are looked at: to find the nearest to a wrong one takes a thousandth of a second."""
ALIKE = 0.6
"""How alike (0 to 1, as difflib counts) a word is to one that may be meant."""
BESIDE = ("q", "case")
"""Parameters of the page that are no part of a view."""


class Dropped(NamedTuple):
    """What of an address was not used."""

    parameter: str
    value: str
    why: str
    """In a sentence."""
    near: tuple[str, ...] = ()
    """What would do."""


class Parsed(NamedTuple):
    """A view, and what an address asked for that is not in it."""

    view: View
    dropped: tuple[Dropped, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What was dropped, a sentence each."""
        return tuple(one.why for one in self.dropped)


def parse(asked: Mapping[str, str], case: Case) -> Parsed:
    """The view that the parameters of an address ask for. Never raises: what cannot be had is told in ``dropped``."""
    return _Reading({name: value.strip() for name, value in asked.items()}, case).parsed()


class _Reading:
    """One address as it is read."""

    def __init__(self, asked: Mapping[str, str], case: Case):
        self._asked = asked
        self._case = case
        self._catalog = case.catalog
        self._dropped: list[Dropped] = []

    def parsed(self) -> Parsed:
        known = list(self._catalog.indicator)
        indicator = self._one_of("indicator", "", known, _names(self._catalog)) or usual_indicator(self._case)
        counterpart = self._counterpart(indicator)
        view = View(
            indicator,
            self._entities(indicator, counterpart),
            counterpart,
            versus_indicator=self._one_of("versus_indicator", "", list(self._catalog.indicator), _names(self._catalog)),
            versus_entity=self._entity("versus_entity"),
            versus_counterpart=self._entity("versus_counterpart"),
            smoothing=self._smoothing(),
            edition=self._edition(),
            form=self._one_of("form", "line", FORMS),  # type: ignore[arg-type]
            log=self._flag("log"),
            events=self._events(),
            sides=self._flag("sides"),
        )
        view = self._windowed(self._measured(view))
        for name in self._asked:
            if name not in PARAMETERS and name not in BESIDE:
                self._drop(name, self._asked[name], f"Explore knows no {shown(name)}.", PARAMETERS, like=name)
        return Parsed(view, tuple(self._dropped))

    def _drop(
        self,
        parameter: str,
        value: str,
        why: str,
        known: Iterable[str] = (),
        names: Mapping[str, str] | None = None,
        like: str = "",
    ) -> None:
        """Tell of a value that is not used, and what is written most like it, or like another word."""
        names = names or {}
        near = nearest(like or value, known, names)
        more = f" Nearest: {', '.join(names.get(one, one) for one in near)}." if near else ""
        self._dropped.append(Dropped(parameter, cut(value), f"{why}{more}", near))

    def _one_of(self, name: str, usual: str, known: Sequence[str], names: Mapping[str, str] | None = None) -> str:
        value = self._asked.get(name, "")
        if not value:
            return usual
        if found := _meant(value, known, names or {}):
            return found
        self._drop(name, value, f"There is no {name.replace('_', ' ')} {shown(value)}.", known, names)
        return usual

    def _entity(self, name: str) -> str:
        value = self._asked.get(name, "")
        if not value or self._catalog.knows(value):
            return value
        names = {row.id: row.name for row in self._catalog.entities.rows}
        found = _meant(value, list(names), names)
        if not found:
            self._drop(name, value, f"There is no country or group {shown(value)}.", names, names)
        return found

    def _entities(self, indicator: str, counterpart: str) -> tuple[str, ...]:
        found: list[str] = []
        for one in self._listed("entity"):
            if one in found:
                continue
            if len(found) == MOST:
                rest = (
                    f"Only {MOST} countries and groups are shown at once. Left out: {cut(self._catalog.name_of(one))}."
                )
                self._dropped.append(Dropped("entity", cut(one), rest))
                break
            entity = _Reading({"entity": one}, self._case)._told(self)
            if entity and entity not in found:
                found.append(entity)
        return tuple(found) or usual_entities(self._case, indicator, counterpart)

    def _listed(self, name: str) -> list[str]:
        """What a list names; of a list without end the beginning."""
        parts = [part for one in self._asked.get(name, "").split(",") if (part := one.strip())]
        if len(parts) > LOOKED_AT:
            why = f"Only the first {LOOKED_AT} of a list are looked at."
            self._dropped.append(Dropped(name, cut(parts[LOOKED_AT]), why))
        return parts[:LOOKED_AT]

    def _told(self, to: _Reading) -> str:
        """The one entity it asks for; what is wrong with it is told to another."""
        found = self._entity("entity")
        to._dropped += self._dropped
        return found

    def _counterpart(self, indicator: str) -> str:
        held = counterparts(self._case.observations, indicator)
        asked = self._entity("counterpart")
        if held and not asked and "" not in held:
            return usual_counterpart(self._case, indicator)
        if asked and not any(held):
            name = self._catalog.indicator[indicator].name
            self._drop("counterpart", asked, f"Figures of {name} have no other side.")
            return ""
        return asked

    def _measured(self, view: View) -> View:
        measure = self._one_of("measure", "level", list(MEASURES))
        versus = bool(view.versus_indicator or view.versus_entity or view.versus_counterpart)
        if measure in NEEDS_VERSUS and not versus:
            why = f"The measure {measure!r} compares: the address has to say with what (versus_entity, versus_indicator, versus_counterpart)."
            self._dropped.append(Dropped("measure", measure, why))
            measure = "level"
        if measure == "rank" and not self._catalog.is_group(view.versus_entity):
            name = "versus_entity" if view.versus_entity else "measure"
            self._drop(
                name, view.versus_entity or measure, "A rank needs a group to stand in (versus_entity), such as WLD."
            )
            measure = "level"
        if problem := not_in_a_whole(replace(view, measure=measure).request(view.entities[0]), self._catalog):
            self._dropped.append(Dropped("measure", measure, f"{problem} They are shown as published."))
            measure = "level"
        if measure not in NEEDS_VERSUS and versus:
            # What is set against nothing would be lost on the way back.
            view = replace(view, versus_indicator="", versus_entity="", versus_counterpart="")
        return replace(view, measure=measure)

    def _smoothing(self) -> int:
        value = self._asked.get("smoothing", "")
        if not value:
            return 1
        if value.isascii() and value.isdigit() and len(value) < 4 and 1 <= int(value) <= LONGEST_SMOOTHING:
            return int(value)
        self._drop(
            "smoothing", value, f"An average is taken over 1 to {LONGEST_SMOOTHING} periods, not {shown(value)}."
        )
        return 1

    def _windowed(self, view: View) -> View:
        cells = {}
        for name, read in (("from", first_day), ("to", last_day)):
            value = self._asked.get(name, "")
            try:
                cells[name] = value if value and read(value) else ""
            except ValueError as error:
                self._drop(name, value, str(error))
                cells[name] = ""
        if cells["from"] and cells["to"] and first_day(cells["from"]) > last_day(cells["to"]):
            self._drop("to", cells["to"], f"The window from {cells['from']} to {cells['to']} ends before it begins.")
            cells["to"] = ""
        return replace(view, first=cells["from"], last=cells["to"])

    def _edition(self) -> str:
        value = self._asked.get("edition", "")
        if not value or value in EDITIONS:
            return value or "today"
        try:
            # A day; the names that addresses of claims have for the two stand for them here too.
            self._case.as_of(value)
        except ValueError:
            self._drop(
                "edition",
                value,
                f"There is no edition {shown(value)}. There are: today, publication, or a day such as 2024-06-30.",
            )
            return "today"
        return next((name for name, day in EDITIONS.items() if day == value), value)

    def _flag(self, name: str) -> bool:
        value = self._asked.get(name, "").casefold()
        if value not in ("", "0", "1", "true", "false"):
            self._drop(name, value, f"{name} is 1 or 0, not {shown(value)}.")
        return value in ("1", "true")

    def _events(self) -> tuple[str, ...]:
        known = self._catalog.event
        names = {name: event.label for name, event in known.items()}
        found = []
        for one in self._listed("events"):
            if event := _meant(one, list(known), names):
                found.append(event)
            else:
                self._drop("events", one, f"There is no event {shown(one)}.", known, names)
        return tuple(dict.fromkeys(found))


def _names(catalog: Catalog) -> dict[str, str]:
    return {row.id: row.name for row in catalog.indicators.rows}


def _meant(value: str, known: Sequence[str], names: Mapping[str, str]) -> str:
    """The id that a word of an address means: an id, or the name of one, in any case; empty for none."""
    if value in known:
        return value
    words = {name.casefold(): one for one, name in names.items()} | {one.casefold(): one for one in known}
    return words.get(value.casefold(), "")


def nearest(value: str, known: Iterable[str], names: Mapping[str, str] | None = None, most: int = 3) -> tuple[str, ...]:
    """The ids that are written most like a word, or whose names are."""
    names = names or {}
    asked = value[:LONGEST].casefold()
    words = {one.casefold(): one for one in known} | {name.casefold(): one for one, name in names.items()}
    found = get_close_matches(asked, list(words), n=most, cutoff=ALIKE)
    return tuple(dict.fromkeys(words[word] for word in found))
