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

_VERSION = re.compile(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))*((a|b|rc|\.post|\.dev)(0|[1-9][0-9]*))?")
_ANYWHERE = "\0"
"""Stands for file and cell, which are no part of the inputs; never in a text that was read."""


def reassessed(result: Mapping[str, Any], renders: Mapping[str, Render] = _ENGLISH) -> Assessment:
    """The assessment that a result records, made anew from the inputs that it holds, and compared leaf by leaf.

    Three things may differ: the version of the engine, the second opinion (another machine may have none), and in
    which file and cell a problem was found, since the inputs hold cells, not files.

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
            Data.from_plain(inputs["data"]),
            History.of(Record(**record) for record in inputs["history"]),
            Decisions.from_plain(inputs["decisions"]),
            period=result["period"],
            ask_second_opinion=result.get("second_opinion") != "not asked",
        )
    except Problems as error:
        raise Problems([_changed(result, ["inputs"]), *error.problems]) from error
    made = as_plain(assessment, _placeless(render), inputs["language"], _elsewhere)
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
    """What was made, with the result's own version and second opinion where they can be such."""
    version, opinion = result.get("engine"), result.get("second_opinion")
    return {
        **made,
        "engine": version if _is_version(version) else VERSION,
        "second_opinion": opinion if opinion in OPINIONS else made["second_opinion"],
    }


def _elsewhere(place: Place) -> str:
    """A place without file and cell."""
    return _ANYWHERE + str(Place(path=place.path, unit=place.unit, measure=place.measure))


def _placeless(render: Render) -> Render:
    """The same sentences, without file and cell where they name a place."""

    def rendered(message: Message) -> str:
        places = {name: _elsewhere(value) for name, value in message.values.items() if isinstance(value, Place)}
        return render(message.filled(**{**message.values, **places}) if places else message)

    return rendered


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
        case str():
            if not isinstance(found, str) or not _says(made, found):
                yield path
        case _:
            if type(made) is not type(found) or made != found:
                yield path


def _says(made: str, found: str) -> bool:
    """Whether two texts are equal, but for files and cells."""
    if made == found or _ANYWHERE not in made:
        return made == found
    return re.fullmatch(r"([^\0]* )?".join(map(re.escape, made.split(_ANYWHERE))), found) is not None


_RECORD = ("unit", "period", "grade", "total", "rank", "successor", "measures")
_DECISION = ("question", "answer", "reason", "by", "on")


def _misshapen(result: Mapping[str, Any]) -> Iterator[Problem]:
    """The parts of the inputs from which nothing could be made, whatever they held."""
    inputs = result.get("inputs")
    if not isinstance(inputs, Mapping):
        yield _unreadable("inputs")
        return
    if not isinstance(result.get("period"), str):
        yield _unreadable("period")
    for name, fits in _SHAPES.items():
        if not fits(inputs.get(name)):
            yield _unreadable(f"inputs.{name}")


def _unreadable(path: str) -> Problem:
    what = Message("A part of the result is missing or not what it should be.")
    mend = Message("Give the result.json that kaoping assess wrote.")
    return Problem("result-unreadable", what, Place(path=path), mend=mend)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_text_or_none(value: object) -> bool:
    return value is None or isinstance(value, str)


def _is_data(value: object) -> bool:
    if not isinstance(value, Mapping) or sorted(map(str, value)) != ["tables", "units"]:
        return False
    tables = value["tables"]
    return isinstance(tables, Mapping) and all(map(_is_sheet, (value["units"], *tables.values())))


def _is_sheet(value: object) -> bool:
    """Columns of texts, all of one length, the units among them."""
    if not isinstance(value, Mapping) or UNIT not in value:
        return False
    columns = list(value.values())
    if not all(isinstance(column, (list, tuple)) and all(map(_is_text, column)) for column in columns):
        return False
    return len({len(column) for column in columns}) == 1


def _is_history(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(map(_is_record, value))


def _is_record(value: object) -> bool:
    if not isinstance(value, Mapping) or set(value) != set(_RECORD):
        return False
    measures = value["measures"]
    return (
        isinstance(measures, Mapping)
        and all(map(_is_text, measures.values()))
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
    "history": _is_history,
    "decisions": _are_decisions,
    "language": _is_text,
}
