"""A result that somebody hands in is believed only after it was made again, leaf by leaf, from the inputs it holds."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import Any

from engine import VERSION
from engine.assessment import Assessment, assess
from engine.data import UNIT, Data, digest
from engine.decision import Decisions
from engine.history import History, Record
from engine.message import Message
from engine.problem import Place, Problem, Problems, Severity
from engine.result import Render, as_plain
from engine.ruleset import Ruleset
from engine.source import load

OPINIONS = ("agreed", "unavailable", "not asked")
"""What a result may say of the second opinion: the first two depend on the machine, the last on who asked."""

_ENGLISH: Mapping[str, Render] = MappingProxyType({"en": str})
_MOST_TOLD = 10
"""So many differing parts are named; a result in which more differ is another one altogether."""

_HALF = re.compile("[\ud800-\udfff]")
_VERSION = re.compile(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))*((a|b|rc|\.post|\.dev)(0|[1-9][0-9]*))?")


def reassessed(result: Mapping[str, Any], renders: Mapping[str, Render] = _ENGLISH) -> Assessment:
    """The assessment that a result records, made anew from the inputs that it holds, and compared leaf by leaf.

    Two things may differ: the version of the engine, and the second opinion (another machine may have none). What was
    said of how cells were read is taken as it stands, since the files are not at hand.

    Args:
        result: The object in a ``result.json``.
        renders: For each language that a result may be in, what makes its sentences.

    Raises:
        Problems: the inputs no longer give this result: it was changed by hand, or made by another version.
    """
    if problems := list(_misshapen(result)):
        raise Problems(problems)
    inputs = result["inputs"]
    told = {name: digest(inputs[name]) for name in ("data", "history", "decisions")}
    if differing := [f"inputs.{name}" for name, made in told.items() if result.get(f"{name}_digest") != made]:
        raise Problems([_changed(result, differing)])
    render = renders.get(inputs["language"])
    if render is None:
        raise Problems([_changed(result, ["inputs.language"])])
    try:
        assessment = assess(
            load(inputs["ruleset"]),
            Data.from_plain(inputs["data"], inputs["origins"]),
            History.of(Record(**record) for record in inputs["history"]),
            Decisions.from_plain(inputs["decisions"]),
            period=result["period"],
            ask_second_opinion=result.get("second_opinion") != "not asked",
        )
    except Problems as error:
        raise Problems([_changed(result, ["inputs"]), *error.problems]) from error
    made = as_plain(assessment, render, inputs["language"])
    if differing := list(islice(_differing(_with_what_may_differ(made, result), result), _MOST_TOLD + 1)):
        raise Problems([_changed(result, differing)])
    return assessment


def history_of(
    result: Mapping[str, Any], ruleset: Ruleset, renders: Mapping[str, Render] = _ENGLISH
) -> tuple[History, Sequence[Problem]]:
    """The records that an earlier result gives to a scheme, and what its reader must know of them.

    Args:
        result: The object in a ``result.json``.
        ruleset: The scheme that is assessed now.
        renders: For each language that a result may be in, what makes its sentences.

    Returns:
        The records, and warnings: the result is not final, or is of another scheme whose grades the ruleset maps.

    Raises:
        Problems: the result was changed, is provisional, or is of another scheme.
    """
    assessment = reassessed(result, renders)
    theirs, ours = assessment.inputs.ruleset.ruleset, ruleset.ruleset
    what = Message("The history is a result of {theirs}; the scheme assessed is {ours}.", theirs=theirs, ours=ours)
    problems, warnings = [], []
    if theirs != ours and (ruleset.history is None or not ruleset.history.grades):
        mend = Message("Give a result of the same scheme, or map the grades of the other one in history.grades.")
        problems.append(Problem("history-of-another-scheme", what, found=theirs, mend=mend))
    elif theirs != ours:
        warnings.append(Problem("history-of-another-scheme", what, severity=Severity.WARNING))
    if assessment.provisional:
        unfit = Message("The history is a provisional result: units without a result would have no record.")
        mend = Message("Mend its data and assess it again first.")
        problems.append(Problem("history-provisional", unfit, mend=mend))
    elif not assessment.final:
        count = len(assessment.questions)
        unfit = Message("The history is a result that is not final: {count} decisions are open.", count=count)
        mend = Message("Record the decisions and assess it again.")
        warnings.append(Problem("history-not-final", unfit, mend=mend, severity=Severity.WARNING))
    if problems:
        raise Problems(problems)
    return History.from_result(result), warnings


def of_another_version(result: Mapping[str, Any]) -> Message | None:
    """What to say of a verified result that another version made; None for one of this version."""
    if result["engine"] == VERSION:
        return None
    return Message(
        "The result was made by version {theirs} of kaoping; this is version {ours}, which gives the same.",
        theirs=result["engine"],
        ours=VERSION,
    )


def _changed(result: Mapping[str, Any], parts: Sequence[str]) -> Problem:
    """The refusal of a result in which these parts differ."""
    named = [*parts[:_MOST_TOLD], *(["…"] if len(parts) > _MOST_TOLD else [])]
    version = result.get("engine")
    if version == VERSION or not _is_version(version):
        what = Message("The result does not follow from its own inputs; these parts differ: {parts}.", parts=named)
        return Problem("result-changed", what, mend=Message("Assess the data again; do not change a result by hand."))
    what = Message(
        "The result was made by version {theirs} of kaoping; this is version {ours}, by which these parts differ: "
        "{parts}.",
        theirs=version,
        ours=VERSION,
        parts=named,
    )
    return Problem("result-changed", what, mend=Message("Assess the data again, or use the version that made it."))


def _is_version(text: object) -> bool:
    return isinstance(text, str) and _VERSION.fullmatch(text) is not None


def _with_what_may_differ(made: Mapping[str, Any], result: Mapping[str, Any]) -> dict[str, Any]:
    """What was made, with the result's own version and second opinion where they can be such, and its reading."""
    version, opinion = result.get("engine"), result.get("second_opinion")
    return {
        **made,
        "inputs": {**made["inputs"], "reading": result["inputs"]["reading"]},
        "engine": version if _is_version(version) else VERSION,
        "second_opinion": opinion if opinion in OPINIONS else made["second_opinion"],
    }


def _differing(made: Any, found: Any, path: str = "") -> Iterator[str]:
    """The paths of all parts that are not equal in value and type."""
    match made:
        case Mapping():
            if not isinstance(found, Mapping):
                yield path
                return
            for key in dict.fromkeys([*made, *found]):
                below = f"{path}.{key}" if path else str(key)
                if key in made and key in found:
                    yield from _differing(made[key], found[key], below)
                else:
                    yield below
        case list() | tuple():
            if not isinstance(found, (list, tuple)) or len(made) != len(found):
                yield path
                return
            for index, (ours, theirs) in enumerate(zip(made, found, strict=True)):
                yield from _differing(ours, theirs, f"{path}[{index}]")
        case _:
            if type(made) is not type(found) or made != found:
                yield path


_RECORD = ("unit", "period", "grade", "total", "rank", "successor", "measures")
_DECISION = ("question", "answer", "reason", "by", "on")
_ORIGIN = ("file", "sheet", "columns", "rows", "header_row")


def _misshapen(result: Mapping[str, Any]) -> Iterator[Problem]:
    """The parts of the inputs from which nothing could be made, whatever they held."""
    inputs = result.get("inputs")
    if not isinstance(inputs, Mapping):
        yield _unreadable("inputs")
        return
    if not _is_text(result.get("period")):
        yield _unreadable("period")
    for name, fits in _SHAPES.items():
        if not fits(inputs.get(name)):
            yield _unreadable(f"inputs.{name}")
    if _is_data(inputs.get("data")) and not _are_origins(inputs.get("origins"), inputs["data"]):
        yield _unreadable("inputs.origins")


def _unreadable(path: str) -> Problem:
    what = Message("A part of the result is missing or not what it should be.")
    mend = Message("Give the result.json that kaoping assess wrote.")
    return Problem("result-unreadable", what, Place(path=path), mend=mend)


def _is_text(value: object) -> bool:
    """Whether a value is a text that can be written; JSON also holds halves of a character."""
    return isinstance(value, str) and not _HALF.search(value)


def _is_text_or_none(value: object) -> bool:
    return value is None or _is_text(value)


def _is_data(value: object) -> bool:
    if not isinstance(value, Mapping) or sorted(map(str, value)) != ["tables", "units"]:
        return False
    tables = value["tables"]
    return (
        isinstance(tables, Mapping)
        and all(map(_is_text, tables))
        and all(map(_is_sheet, (value["units"], *tables.values())))
    )


def _is_sheet(value: object) -> bool:
    """Columns of texts, all of one length, the units among them."""
    if not isinstance(value, Mapping) or UNIT not in value or not all(map(_is_text, value)):
        return False
    columns = list(value.values())
    if not all(isinstance(column, (list, tuple)) and all(map(_is_text, column)) for column in columns):
        return False
    return len({len(column) for column in columns}) == 1


def _are_origins(value: object, data: Mapping[str, Any]) -> bool:
    """Where the cells of these data came from: a row number, or none, for every record."""
    if not isinstance(value, Mapping) or set(value) != {"units", "tables"}:
        return False
    tables = value["tables"]
    if not isinstance(tables, Mapping) or set(tables) != set(data["tables"]):
        return False
    pairs = [(value["units"], data["units"]), *((tables[name], data["tables"][name]) for name in tables)]
    return all(_is_origin(plain, len(columns[UNIT])) for plain, columns in pairs)


def _is_origin(value: object, records: int) -> bool:
    """The tables that one sheet came from, and which cells came from which."""
    if not isinstance(value, Mapping) or set(value) != {"tables", "taken"}:
        return False
    tables, taken = value["tables"], value["taken"]
    if not isinstance(tables, (list, tuple)) or not isinstance(taken, Mapping):
        return False
    for table in tables:
        if not isinstance(table, Mapping) or set(table) != set(_ORIGIN):
            return False
        rows, columns = table["rows"], table["columns"]
        if not isinstance(rows, (list, tuple)) or len(rows) != records or not isinstance(columns, Mapping):
            return False
        if not all(row is None or type(row) is int for row in rows) or type(table["header_row"]) is not int:
            return False
        if not all(map(_is_text_or_none, (table["file"], table["sheet"], *columns.values()))):
            return False
    return all(
        isinstance(chosen, (list, tuple))
        and len(chosen) == records
        and all(type(each) is int and 0 <= each < len(tables) for each in chosen)
        for chosen in taken.values()
    )


def _is_reading(value: object) -> bool:
    """What was said of how cells were read: texts by key."""
    return isinstance(value, (list, tuple)) and all(
        isinstance(each, Mapping) and all(map(_is_text_or_none, each.values())) for each in value
    )


def _is_history(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(map(_is_record, value))


def _is_record(value: object) -> bool:
    if not isinstance(value, Mapping) or set(value) != set(_RECORD):
        return False
    measures = value["measures"]
    return (
        isinstance(measures, Mapping)
        and all(map(_is_text, (*measures, *measures.values())))
        and all(map(_is_text, (value["unit"], value["period"])))
        and all(_is_text_or_none(value[key]) for key in ("grade", "total", "rank", "successor"))
    )


def _are_decisions(value: object) -> bool:
    if not isinstance(value, Mapping) or set(value) != {"decided_on", "decisions"}:
        return False
    decisions = value["decisions"]
    return (
        _is_text_or_none(value["decided_on"])
        and isinstance(decisions, (list, tuple))
        and all(map(_is_decision, decisions))
    )


def _is_decision(value: object) -> bool:
    if not isinstance(value, Mapping) or set(value) != set(_DECISION):
        return False
    answer = value["answer"]
    return (
        (_is_text(answer) or (isinstance(answer, (list, tuple)) and all(map(_is_text, answer))))
        and all(map(_is_text, (value["question"], value["reason"])))
        and all(map(_is_text_or_none, (value["by"], value["on"])))
    )


_SHAPES: Mapping[str, Callable[[object], bool]] = {
    "ruleset": _is_text,
    "data": _is_data,
    "reading": _is_reading,
    "history": _is_history,
    "decisions": _are_decisions,
    "language": _is_text,
}
