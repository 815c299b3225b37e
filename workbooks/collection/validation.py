"""What Excel and WPS check while somebody types: the rule for a column, with the words that they show."""

from typing import Any

from engine.measurement import DOES_NOT_APPLY
from engine.message import Message
from engine.ruleset import Choice, Measure, Plain, Quantity
from locales import gettext as _
from locales import render
from workbooks.collection.form import Field, expected

_MOST_LISTED, _MOST_TEXT, _MOST_TITLE = 255, 255, 32
"""What the file format has room for, in units of UTF-16."""


def validation(header: str, field: Field, cell: str, options: str | None = None) -> dict[str, Any] | None:
    """The rule for the cells of a column, as XlsxWriter takes it; None where any text may stand.

    Args:
        header: The column.
        field: What it asks for.
        cell: The address of its first cell, to which the rule's formula refers.
        options: A range that holds the choices, where they are too long to stand in the rule itself.

    Example:
        >>> validation("人口", Quantity(between=["0", "9"]), "B6")["value"]
        '=AND(ISNUMBER(B6),B6>=0,B6<=9,ROUND(B6,0)=B6)'
    """
    if isinstance(field, Plain) and field.type == "text":
        return None
    wanted = render(expected(field))
    if getattr(field, "may_not_apply", False):
        wanted = render(_OR_NOT_APPLICABLE.filled(expected=wanted))
    words = {
        "input_title": _cut(header, _MOST_TITLE),
        "input_message": _cut("\n".join(filter(None, (wanted, getattr(field, "help", None)))), _MOST_TEXT),
        "error_title": _("This cannot stand here"),
        "error_message": _cut(render(Message("Type {expected}.", expected=wanted)), _MOST_TEXT),
    }
    return {**_rule(field, cell, options), **words}


_OR_NOT_APPLICABLE = Message("{expected}, or 不适用")


def _rule(field: Field, cell: str, options: str | None) -> dict[str, Any]:
    match field:
        case Choice(one_of=choices):
            return {"validate": "list", "source": listed(choices) or options}
        case Plain(type="yes_no"):
            return {"validate": "list", "source": ["是", "否"]}
        case Measure(decimals=decimals, between=(low, high)) | Quantity(decimals=decimals, between=(low, high)):
            number = f"AND(ISNUMBER({cell}),{cell}>={low:f},{cell}<={high:f},ROUND({cell},{decimals})={cell})"
            may = f'OR({cell}="{DOES_NOT_APPLY}",{number})' if getattr(field, "may_not_apply", False) else number
            return {"validate": "custom", "value": f"={may}"}
        case _:
            return {"validate": "custom", "value": f"=AND(ISNUMBER({cell}),{cell}>=1,INT({cell})={cell})"}


def listed(choices: tuple[str, ...]) -> list[str] | None:
    """The choices as a rule holds them; None where it has no room, or one holds a comma or quotation mark."""
    together = ",".join(choices)
    fits = _cut(together, _MOST_LISTED) == together and not any(mark in choice for choice in choices for mark in ',"')
    return list(choices) if fits else None


def _cut(text: str, most: int) -> str:
    """As much of a text as fits; a character that takes two units is never halved.

    Example:
        >>> _cut("吉𠮷", 3), _cut("吉𠮷", 2)
        ('吉𠮷', '吉')
    """
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
