"""What a collection workbook asks for: who reports which columns of which units, as the ruleset's data dictionary says.

Columns, number formats, validation, help and the checks when it is read all come from here and so from the ruleset.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Self

from engine.data import UNIT, Sheet
from engine.message import Message
from engine.ruleset import Choice, Column, Measure, Plain, Quantity, Ruleset
from locales import render, spellings
from workbooks.page import sheet_name

Field = Column | Measure
"""What a column asks for."""

COVER, UNITS, OFFICE = Message("Cover"), Message("Units"), Message("Assessment office")
UNIT_HEADER, REMARKS, UNIT_OF_MEASURE = Message("unit"), Message("Remarks"), Message("Unit of measure")
FILLED_BY, CHECKED_BY, FILLED_ON = Message("Filled in by"), Message("Checked by"), Message("Filled in on")
RULESET, VERSION, PERIOD = Message("Ruleset"), Message("Version"), Message("Period")
RULESET_DIGEST = Message("Digest of the ruleset")
"""Labels by which a filled workbook is read again, in whatever language it was written."""

OPTIONS = "_options"
"""The hidden worksheet with the choices for which a rule has no room."""


def is_label(cell: str, label: Message) -> bool:
    """Whether a cell holds a label, in any language and with or without a colon.

    Example:
        >>> is_label(" 填报人：", FILLED_BY), is_label("Filled in by", FILLED_BY), is_label("填报", FILLED_BY)
        (True, True, False)
    """
    return cell.strip().rstrip(":：").rstrip() in spellings(label)


@dataclass(frozen=True)
class FormSheet:
    """One worksheet to be filled in.

    Attributes:
        name: The worksheet's name.
        reported_by: Who fills it in.
        fields: Header → what the column asks for; the column of units is not among them.
        table: The table of the ruleset whose records stand here; None where each unit has one row.
        help: How to fill it in.
    """

    name: str
    reported_by: str
    fields: Mapping[str, Field]
    table: str | None = None
    help: str | None = None


@dataclass(frozen=True)
class Form:
    """A collection workbook before anything was filled in.

    Attributes:
        ruleset: The scheme.
        period: The cycle's period.
        units: The units, with the attributes that are known.
        attributes: The attributes that the assessment office fills in; those known stand there, locked.
        sheets: What departments fill in.
    """

    ruleset: Ruleset
    period: str
    units: Sheet
    attributes: FormSheet
    sheets: Sequence[FormSheet]

    @cached_property
    def digest(self) -> str:
        """The ruleset's digest, by which the workbook is known again."""
        return self.ruleset.digest

    @property
    def departments(self) -> tuple[str, ...]:
        """Everybody who reports something, in the order of the ruleset."""
        office = (self.attributes.reported_by,) if self.asks_attributes else ()
        return tuple(dict.fromkeys([*office, *(sheet.reported_by for sheet in self.sheets)]))

    @property
    def asks_attributes(self) -> bool:
        """Whether some attribute of a unit is not known yet."""
        return any(name not in self.units.columns for name in self.attributes.fields)

    @property
    def unit_names(self) -> Sequence[str]:
        """The names of the units."""
        return [unit.strip() for unit in self.units.columns[UNIT]]

    def only(self, department: str) -> Self:
        """The part of one department; the units stand in every part."""
        known = {name: field for name, field in self.attributes.fields.items() if name in self.units.columns}
        asked = self.attributes if department == self.attributes.reported_by else replace(self.attributes, fields=known)
        sheets = tuple(sheet for sheet in self.sheets if sheet.reported_by == department)
        return replace(self, attributes=asked, sheets=sheets)


def form(ruleset: Ruleset, period: str, units: Sheet) -> Form:
    """The collection workbook of a cycle.

    Args:
        ruleset: The scheme.
        period: The cycle's period.
        units: The units to be assessed; further columns are attributes that are known.
    """
    office = render(OFFICE)
    attributes = FormSheet(render(UNITS), office, dict(ruleset.attributes))
    taken = [render(COVER), attributes.name, OPTIONS]
    sheets: list[FormSheet] = []

    def add(name: str, reported_by: str, fields: Mapping[str, Field], **more: str | None) -> None:
        sheets.append(FormSheet(sheet_name(name, taken), reported_by, fields, **more))
        taken.append(sheets[-1].name)

    by_department: dict[str, dict[str, Field]] = {}
    for name, measure in ruleset.measures.items():
        by_department.setdefault(measure.reported_by or office, {})[name] = measure
    for department, fields in by_department.items():
        add(department, department, fields)
    for name, table in ruleset.tables.items():
        add(name, table.reported_by or office, table.columns, table=name, help=table.help)
    return Form(ruleset, period, units, attributes, tuple(sheets))


def expected(field: Field) -> Message:
    """What may be typed into a cell of a column.

    Example:
        >>> str(expected(Quantity(unit="人", between=["0", "100000"])))
        'a whole number from 0 to 100000 (人)'
    """
    match field:
        case Choice(one_of=options):
            return Message("one of {options}", options=options)
        case Plain(type="yes_no"):
            return Message("是 or 否")
        case Plain(type="date"):
            return Message("a date such as 2016-03-15")
        case Plain():
            return Message("a text")
        case (
            Measure(unit=unit, decimals=decimals, between=(low, high))
            | Quantity(unit=unit, decimals=decimals, between=(low, high))
        ):
            values = {"low": _plain(low), "high": _plain(high), "unit": unit, "decimals": decimals}
            if not unit:
                return _NUMBER.filled(**values) if decimals else _WHOLE.filled(**values)
            return _NUMBER_OF.filled(**values) if decimals else _WHOLE_OF.filled(**values)


_WHOLE = Message("a whole number from {low} to {high}")
_NUMBER = Message("a number from {low} to {high} with at most {decimals} decimals")
_WHOLE_OF = Message("a whole number from {low} to {high} ({unit})")
_NUMBER_OF = Message("a number from {low} to {high} with at most {decimals} decimals ({unit})")


def _plain(number: Decimal) -> str:
    return f"{number:f}"
