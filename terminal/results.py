"""A result on the terminal: who stands where, prizes, quotas, consequences, what is open, and what to know of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from engine import phrases
from engine.message import Message
from locales import gettext as _
from locales import ngettext, render
from terminal.decisions import answers
from terminal.output import Prose, prose
from terminal.problems import bulleted, indented
from terminal.tables import Column, table

Result = Mapping[str, Any]
_GRADE_STYLES = ("green", "", "yellow", "red")


def heading(result: Result) -> Text:
    """Which scheme was assessed, for which period."""
    ruleset, when = result["ruleset"], render(phrases.period(result["period"]))
    version = render(Message("version {version}", version=ruleset["version"]))
    return prose(f"{ruleset['name']} · {version} · {when}", "bold")


def standings(result: Result, *, piped: bool) -> RenderableType:
    """The units by rank, the unranked and the unscored at the end."""
    columns = [
        Column(_("Rank"), "right"),
        Column(str(result["ruleset"]["unit"]), whole=False),
        Column(_("Total"), "right"),
        Column(_("Grade")),
        Column(_("Prizes and quotas"), whole=False),
        Column(_("Rules applied"), whole=False),
        Column(_("Remarks"), whole=False),
    ]
    rows = [_row(result, unit) for unit in result["units"]]
    rows += [["—", each["unit"], "—", "—", "", "", prose(_("not scored"), "red")] for each in result["not_scored"]]
    return table(columns, rows, piped=piped)


def _row(result: Result, unit: Mapping[str, Any]) -> list[str | Text]:
    remarks = []
    if unit["vetoes"]:
        remarks.append(Message("grade limited by: {names}", names=unit["vetoes"]))
    if unit["withdrawn"]:
        remarks.append(Message("not ranked: withdrawn"))
    return [
        "—" if unit["rank"] is None else str(unit["rank"]),
        unit["unit"],
        unit["total"],
        prose(unit["grade"], _grade_style(result, unit["grade"])),
        _listed([*(prize["name"] for prize in unit["prizes"]), *unit["quotas"]]),
        _listed(_telling_rules(result, unit)),
        "\n".join(map(render, remarks)),
    ]


def _rules(unit: Mapping[str, Any]) -> list[str]:
    """The consequences in force, each once, in the order of the ruleset."""
    return list(dict.fromkeys(effect["rule"] for effect in unit["consequences"]))


def _telling_rules(result: Result, unit: Mapping[str, Any]) -> list[str]:
    """The rules in force without those that only give the unit itself the name of its grade."""
    kind = result["ruleset"]["unit"]
    return list(
        dict.fromkeys(
            effect["rule"] for effect in unit["consequences"] if (effect["effect"], effect["party"]) != ("rate", kind)
        )
    )


def _listed(items: Sequence[object]) -> str:
    return render(Message("{items}", items=list(items)))


def _grade_style(result: Result, grade: str) -> str:
    """The best grade green, the worst red, the one before it yellow."""
    grades = list(result["summary"]["grades"])
    if grade == grades[-1]:
        return "red" if len(grades) > 1 else ""
    if grade == grades[0]:
        return "green"
    return "yellow" if grade == grades[-2] else ""


def summary(result: Result) -> RenderableType:
    """Counts, prizes and quotas, in a few lines."""
    counts = result["summary"]
    parts = [
        render(Message("assessed {count}", count=counts["assessed"])),
        render(Message("ranked {count}", count=counts["ranked"])),
        *(f"{grade} {count}" for grade, count in counts["grades"].items()),
    ]
    lines = [" · ".join(parts)]
    for prize in counts["prizes"]:
        line = Message(
            "{name} ({amount} yuan each, {places} places): {units}",
            name=prize["name"],
            amount=prize["amount"],
            places=prize["winners"],
            units=prize["awarded"] or Message("nobody"),
        )
        undecided = prize["winners"] - len(prize["awarded"]) - prize["vacant"]
        counted = [Message("vacant: {count}", count=prize["vacant"])] if prize["vacant"] else []
        counted += [Message("undecided: {count}", count=undecided)] if undecided else []
        lines.append("  ".join([render(line), *map(render, counted)]))
    for quota in counts["quotas"]:
        line = Message(
            "{name} ({places} places): {units}",
            name=quota["name"],
            places=quota["places"],
            units=quota["awarded"] or Message("nobody"),
        )
        lines.append(render(line))
    if counts["prizes"]:
        lines.append(render(Message("prize money {amount} yuan", amount=counts["prize_money"])))
    return Group(*map(prose, lines))


def consequences(result: Result, rules: Sequence[str]) -> Iterator[RenderableType]:
    """Each rule in force, to whom it applies and what follows for whom; then what was replaced by what.

    Args:
        result: The result.
        rules: The names of all consequences, in the order in which they are to be shown.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for unit in result["units"]:
        for rule in _rules(unit):
            lines = tuple(_effect(effect) for effect in unit["consequences"] if effect["rule"] == rule)
            groups.setdefault((rule, lines), []).append(unit["unit"])
    replaced: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for unit in result["units"]:
        for each in unit["replaced"]:
            replaced.setdefault((each["rule"], tuple(each["by"])), []).append(unit["unit"])
    if not groups and not replaced:
        return
    yield _title(_("Consequences"))
    for (rule, lines), units in sorted(groups.items(), key=lambda group: rules.index(group[0][0])):
        yield indented([Prose.assemble(prose(rule, "bold"), "  ", prose(_listed(units)))])
        yield indented(map(prose, lines), 2)
    for (rule, by), units in replaced.items():
        what = Message("{rule} does not apply to {units}: replaced by {by}", rule=rule, units=units, by=by)
        yield indented([prose(render(what), "dim")])


def _effect(effect: Mapping[str, Any]) -> str:
    """What follows for a party, with its dates."""
    span = phrases.span(effect)
    phrase = Message("{party} {effect}", party=effect["party"], effect=phrases.effect_phrase(effect))
    if span is None:
        return render(phrase)
    return render(Message("{effect}, {span}", effect=phrase, span=span))


def open_decisions(result: Result) -> Iterator[RenderableType]:
    """What people must decide, and how to record it."""
    asked = result["open_decisions"]
    if not asked:
        return
    count = len(asked)
    yield _title(ngettext("{count} open decision", "{count} open decisions", count).format(count=count), "yellow")
    for question in asked:
        yield indented([prose(question["text"])])
        yield indented([prose(answers(question), "dim"), prose(question["question"], "dim")], 2)
    how = Message(
        "Record them: write them to a file with {template}, fill it in, and give it with {decisions}.",
        template="--decisions-template decisions.yaml",
        decisions="--decisions decisions.yaml",
    )
    yield indented([prose(render(how))])


def warnings(result: Result) -> Iterator[RenderableType]:
    """What a reader must know."""
    found = result["warnings"]
    if found:
        count = len(found)
        yield _title(ngettext("{count} warning", "{count} warnings", count).format(count=count), "yellow")
        yield bulleted(each["text"] for each in found)


def conventions(result: Result, *, in_full: bool) -> Iterator[RenderableType]:
    """How many conventions the result rests on; the conventions themselves where they are wanted."""
    assumed = result["assumptions"]
    count = len(assumed)
    if not count:
        return
    text = ngettext(
        "{count} convention where the scheme's text leaves a choice open",
        "{count} conventions where the scheme's text leaves a choice open",
        count,
    ).format(count=count)
    if not in_full:
        yield prose(render(Message("{text}; {option} lists them", text=text, option="-v")), "dim")
        return
    yield _title(text)
    yield bulleted(each["text"] for each in assumed)


def state(result: Result) -> RenderableType:
    """Whether the result can be finalised, and what the second engine said."""
    parts = []
    if result["provisional"]:
        parts.append(Message("Provisional: {count} units are not scored.", count=len(result["not_scored"])))
    if count := len(result["open_decisions"]):
        parts.append(Message("Not final: {count} decisions are open.", count=count))
    style = "yellow" if parts else "green"
    if not parts:
        parts.append(Message("The result can be finalised."))
    if result["second_opinion"] == "agreed":
        parts.append(Message("A second engine came to the same consequences."))
    else:
        parts.append(Message("No second engine was available to confirm the consequences."))
    return prose("  ".join(map(render, parts)), style)


def _title(text: str, style: str = "") -> RenderableType:
    return Group("", prose(text, f"bold {style}".strip()))
