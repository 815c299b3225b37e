"""What a result decides, as sentences: effects, their dates, corrections, periods. For tables and the terminal.

The notices have their own wording; this is the short one.
"""

from collections.abc import Callable, Mapping
from typing import Any

from engine.message import Message
from engine.period import NotAPeriod, Period, PeriodKind

Effect = Mapping[str, Any]


def effect_phrase(effect: Effect) -> Message:
    """What an effect of a consequence does to its party, without the party and without dates.

    Args:
        effect: As in ``result.json``: ``effect`` and its fields.

    Example:
        >>> str(effect_phrase({"effect": "rate", "as": "优秀"}))
        'is rated 优秀'
        >>> str(effect_phrase({"effect": "rectify", "within_days": "30"}))
        'puts things right within 30 days'
    """
    fields = {name: value for name, value in effect.items() if value not in (None, "")}
    return _PHRASES[effect["effect"]](fields)


def _optional(
    field: str, with_it: Callable[[Effect], Message], without: Callable[[Effect], Message]
) -> Callable[[Effect], Message]:
    return lambda effect: with_it(effect) if field in effect else without(effect)


_PHRASES: Mapping[str, Callable[[Effect], Message]] = {
    "rate": lambda e: Message("is rated {as}", **{"as": e["as"]}),
    "grant": lambda e: Message("is granted {count} × {what}", count=e["count"], what=e["what"]),
    "award": _optional(
        "amount",
        lambda e: Message("is awarded {what}, {amount} yuan", what=e["what"], amount=e["amount"]),
        lambda e: Message("is awarded {what}", what=e["what"]),
    ),
    "prefer": lambda e: Message("is preferred for {for}", **{"for": e["for"]}),
    "cancel": lambda e: Message("loses {what}", what=e["what"]),
    "criticise": _optional(
        "scope",
        lambda e: Message("is criticised in a circular ({scope})", scope=e["scope"]),
        lambda e: Message("is criticised in a circular"),
    ),
    "admonish": _optional(
        "by",
        lambda e: Message("has an admonition talk with {by}", by=e["by"]),
        lambda e: Message("has an admonition talk"),
    ),
    "report": _optional(
        "within_days",
        lambda e: Message("reports in writing to {to} within {days} days", to=e["to"], days=e["within_days"]),
        lambda e: Message("reports in writing to {to}", to=e["to"]),
    ),
    "rectify": _optional(
        "within_days",
        lambda e: Message("puts things right within {days} days", days=e["within_days"]),
        lambda e: Message("puts things right by a deadline"),
    ),
    "adjust": lambda e: Message("is subject to: {how}", how=e["how"]),
    "forbid": lambda e: Message("is barred from {what}", what=e["what"]),
    "educate": _optional(
        "how",
        lambda e: Message("is educated: {how}", how=e["how"]),
        lambda e: Message("is educated"),
    ),
    "reassign": _optional(
        "how",
        lambda e: Message("is reassigned: {how}", how=e["how"]),
        lambda e: Message("is reassigned"),
    ),
    "recommend": lambda e: Message("is recommended for {for}", **{"for": e["for"]}),
    "hold_accountable": _optional(
        "how",
        lambda e: Message("is held accountable: {how}", how=e["how"]),
        lambda e: Message("is held accountable"),
    ),
}


def span(effect: Effect) -> Message | None:
    """From when until when an effect lasts; None if it does not last.

    Example:
        >>> str(span({"effect": "forbid", "from": "2016-03-15", "until": "2017-03-14"}))
        '2016-03-15 to 2017-03-14'
    """
    start, end, months = effect.get("from"), effect.get("until"), effect.get("months")
    if start and end:
        return Message("{start} to {end}", start=start, end=end)
    if months:
        return Message("{months} months; the first day is not decided yet", months=months)
    return None


TARGET_STATES: Mapping[str, Message] = {
    "met": Message("met"),
    "not_met": Message("not met"),
    "not_due": Message("not yet due"),
    "unknown": Message("not known"),
}
"""How a unit stands to a target."""


def correction(path: str) -> Message:
    """What took points back or gave them: the rule at this path of the ruleset.

    Example:
        >>> str(correction("groups.减贫成效.at_most"))
        'cap of the group 减贫成效'
    """
    match path.split("."):
        case ["groups", *name, "at_most"]:
            return Message("cap of the group {name}", name=".".join(name))
        case ["adjustments", *name, "at_most"]:
            return Message("cap of {name}", name=".".join(name))
        case ["scoring", "bonuses", "at_most"]:
            return Message("cap of all bonuses")
        case ["scoring", "deductions", "at_most"]:
            return Message("cap of all deductions")
        case ["scoring", "excluded"]:
            return Message("scaling up for indicators that do not apply")
        case ["scoring", "total", "between"]:
            return Message("limits of the total")
        case ["scoring", "total", "rounding"]:
            return Message("rounding of the total")
        case _:
            return Message("correction {path}", path=path)


def period(label: str) -> Message:
    """A period in words; a label that is none stays as it is.

    Example:
        >>> str(period("2016")), str(period("2016Q2")), str(period("2016-05"))
        ('the year 2016', 'quarter 2 of 2016', 'month 5 of 2016')
    """
    try:
        parsed = Period.parse(label)
    except NotAPeriod:
        return Message("the period {label}", label=label)
    match parsed.kind:
        case PeriodKind.YEAR:
            return Message("the year {year}", year=parsed.year)
        case PeriodKind.QUARTER:
            return Message("quarter {number} of {year}", number=parsed.number, year=parsed.year)
        case PeriodKind.MONTH:
            return Message("month {number} of {year}", number=parsed.number, year=parsed.year)
