"""What a row of indicators.csv is, and what is wrong with its bounds beside the others."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Literal

from pydantic import Field, field_validator, model_validator

from loaders.cells import Number, Whole
from loaders.tables import Fault, Row, Table, check_references

ID = r"^[a-z][a-z0-9_]*$"


class Indicator(Row):
    """A statistical series family with one unit, one source and one edition."""

    id: str = Field(pattern=ID, description="lower-case words joined by _, such as gdp_nominal")
    name: str = Field(description="what is measured, as a noun phrase in mid-sentence, without the unit")
    unit: str = Field(description="the unit of the stored value, such as US$ or % of GDP")
    frequency: Literal["A", "Q", "M", "D"] = Field(description="A, Q, M or D (year, quarter, month, day)")
    source: str = Field(description="an id of sources.csv")
    code: str = Field(default="", description="the series code at the source")
    aggregation: Literal["sum", "mean", "median", "none"] = Field(
        description="how members make up a group: sum, mean, median, or none where that means nothing"
    )
    absent: Literal["zero", "unknown"] = Field(
        default="unknown", description="what a missing figure means: zero (nothing happened) or unknown"
    )
    lag_days: Whole = Field(ge=0, le=4000, description="days from the end of the period to publication")
    margin_pct: Number = Field(
        ge=0, le=100, description="measurement error of a level, in per cent of it; 0 where margin_abs says it"
    )
    margin_abs: Number = Field(
        default=0,
        ge=0,
        description="measurement error in the indicator's own unit, for growth, balances, indices and scales, where a proportion "
        "means nothing near zero; empty where margin_pct says it",
    )
    low: str = Field(
        default="", description="the indicator that has the source's own low estimates; empty if it publishes none"
    )
    high: str = Field(
        default="", description="the indicator that has the source's own high estimates; empty if it publishes none"
    )
    margin_why: str = Field(
        default="",
        description="why this margin: what the source says of it, or, after ours:, why it is fair in our judgement",
    )
    margin_shared: Number = Field(
        default=0.9,
        ge=0,
        le=1,
        description="part of the variance of the error that two periods of a series share: 0.9 unless its editions say otherwise",
    )
    entities: str = Field(
        default="", description="what the snapshot bundles: codes, or a group with a trailing / for each of its members"
    )
    counterparts: str = Field(default="", description="the same for the other side of a flow")
    start: Whole = Field(default=1990, ge=1900, le=2100, description="the first year bundled")
    update: Literal["", "download", "import"] = Field(
        default="",
        description="how newer figures come: download (from the source's interface), import (of a file that a person "
        "downloads), or empty (with a new release only)",
    )
    wording: str = Field(
        default="of {entity}",
        description="how a sentence names whom a figure is about, such as: from {entity} to {counterpart}; or none",
    )
    notes: str = Field(default="", description="what a reader must know before using it")

    def definition(self) -> str:
        """A fingerprint of what its figures are: those of another definition must not be taken for these."""
        told = (
            self.unit, self.frequency, self.source, self.code, self.aggregation, self.absent, self.entities,
            self.counterparts, str(self.start),
        )  # fmt: skip
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]

    @model_validator(mode="after")
    def _has_one_margin(self) -> Indicator:
        if self.margin_pct and self.margin_abs:
            raise ValueError(
                f"It has two margins, {self.margin_pct:g} per cent and {self.margin_abs:g} in its unit: put 0 into margin_pct for growth, "
                "balances, indices and scales, and leave margin_abs empty for the rest."
            )
        if bool(self.low) != bool(self.high):
            there, absent = ("low", "high") if self.low else ("high", "low")
            raise ValueError(
                f"It has a {there} estimate and no {absent} one: name the indicators of both, or of neither."
            )
        return self

    @field_validator("wording")
    @classmethod
    def _has_places(cls, value: str) -> str:
        try:
            value.format(entity="", counterpart="")
        except (KeyError, IndexError, ValueError, AttributeError):
            raise ValueError(f"{value!r} has a place other than {{entity}} and {{counterpart}}.") from None
        return value


def unfit_bounds(indicators: Table[Indicator], others: Mapping[str, Indicator] | None = None) -> list[Fault]:
    """Faults for low and high estimates that are no indicators (of the table or ``others``), or none of the same unit and frequency."""
    known = {**(others or {}), **indicators.by_key()}
    faults = []
    for column in ("low", "high"):
        faults += check_references(indicators, column, known, "indicators.csv")
        for row in indicators.rows:
            bound = known.get(getattr(row, column))
            if bound is None:
                continue
            if bound.id == row.id or row.low == row.high:
                problem, remedy = f"{bound.id} cannot be that.", "Low and high are two indicators beside this one."
            elif (bound.unit, bound.frequency) != (row.unit, row.frequency):
                problem = (
                    f"{bound.id} is in {bound.unit} ({bound.frequency}), {row.id} in {row.unit} ({row.frequency})."
                )
                remedy = "Name an indicator of the same unit and frequency, or leave both cells empty."
            else:
                continue
            faults.append(Fault(indicators.file, indicators.lines[row.id], column, problem, remedy))
    return faults
