"""What is wrong with the shape of a file: pydantic's errors as problems, with names, places and how to mend them."""

import re
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ValidationError

from engine.expression import ExpressionError
from engine.message import Message
from engine.problem import Place, Problem, did_you_mean, nearest
from engine.source.address import Addresses
from engine.source.document import Document, Path
from engine.source.trail import Trail, follow

_KINDS = {
    "number": ("not-a-number", Message("This is no decimal number."), Message("a decimal number such as 12.50")),
    "whole": ("not-a-number", Message("This is no whole number."), Message("a whole number")),
    "day": ("not-a-date", Message("This is no date."), Message("a date such as 2016-03-15")),
    "yes_no": ("not-yes-or-no", Message("This is neither true nor false."), Message("true or false")),
    "text": ("not-a-text", Message("A text is missing here."), Message("a text")),
    "model_type": ("not-keys", Message("Keys and values are missing here."), Message("keys and values")),
    "model_attributes_type": (
        "not-keys",
        Message("Keys and values are missing here."),
        Message("keys and values"),
    ),
    "dict_type": ("not-keys", Message("Keys and values are missing here."), Message("keys and values")),
    "tuple_type": (
        "not-a-list",
        Message("A list is missing here."),
        Message("a list: lines that begin with -, or [a, b]"),
    ),
    "range": ("range", Message("The range is empty."), Message("the least value before the greatest")),
}
"""Pydantic's type of an error → our code, what is wrong, what is expected."""

_UNFORESEEN = ("shape", Message("This cannot stand here."), Message("what the reference of the language says"))


@dataclass(frozen=True)
class _Error:
    """One of pydantic's errors, and where it really is; ``of_key`` where the last key is wrong, not its value."""

    type: str
    trail: Trail
    input: Any
    context: dict[str, Any]
    message: str
    of_key: bool

    @property
    def path(self) -> Path:
        return self.trail.path


def shape_problems(
    error: ValidationError, model: type[BaseModel], document: Document, addresses: Addresses
) -> list[Problem]:
    """Every problem that pydantic found, once.

    Args:
        error: All of pydantic's errors.
        model: What the document should be.
        document: What was validated, with its marks.
        addresses: The addresses in it.
    """
    errors = [
        _Error(
            raw["type"],
            follow(raw["loc"], model),
            raw["input"],
            raw.get("ctx") or {},
            raw["msg"],
            raw["type"] == "extra_forbidden" or raw["loc"][-1:] == ("[key]",),
        )
        for raw in error.errors(include_url=False)
    ]
    kept = [each for each in _without_echoes(errors) if not _broken(each.path, document)]
    return [_problem(each, document, addresses) for each in kept]


def _broken(path: Path, document: Document) -> bool:
    """Whether the place, or one above it, could not even be read as YAML."""
    return any(path[:length] in document.broken for length in range(1, len(path) + 1))


def _without_echoes(errors: list[_Error]) -> list[_Error]:
    """The errors without those that only follow from others."""
    deeper = {each.path[:length] for each in errors for length in range(len(each.path))}
    unknown = [each for each in errors if each.type == "extra_forbidden"]
    kept: list[_Error] = []
    for each in errors:
        if each.type == "too_short" and each.path in deeper:
            continue
        if each.type == "missing" and _misspelt(each, unknown):
            continue
        if each.trail.branch is None or _best_branch(each, errors):
            kept.append(each)
    return kept


def _misspelt(missing: _Error, unknown: list[_Error]) -> bool:
    """Whether a missing key is there, but under a name that is nearest to it."""
    return any(
        each.path[:-1] == missing.path[:-1] and nearest(str(each.path[-1]), each.trail.keys) == missing.path[-1]
        for each in unknown
    )


def _best_branch(error: _Error, errors: list[_Error]) -> bool:
    """Whether it comes from the type, among several that were tried, that was probably meant.

    An error further in means that the outermost shape was right; a wrong shape is said only if no type has the right
    one.
    """
    assert error.trail.branch is not None
    place = error.trail.branch[0]
    rivals = [each for each in errors if each.trail.branch is not None and each.trail.branch[0] == place]
    best = max(rivals, key=lambda each: (len(each.path), _TELLING.get(each.type, 1)))
    if len(best.path) > len(place):
        return error.trail.branch == best.trail.branch
    return error is best


_TELLING = {"expression": 3, "number": 2, "tuple_type": 2, "model_type": 0, "dict_type": 0}


def _problem(error: _Error, document: Document, addresses: Addresses) -> Problem:
    place = (_place_of_key if error.of_key else _place)(error.path, document, addresses)
    found = error.input if isinstance(error.input, str) else None
    match error.type:
        case "stated":
            return _stated(error, document, addresses, place)
        case "missing":
            return _missing(error, document, addresses)
        case "extra_forbidden":
            return _unknown_key(error, place)
        case "expression":
            return _expression(error, document, place)
        case "enum" | "literal_error":
            what = Message("{found} is not among the possible values.", found=error.input)
            return _choice("not-a-choice", what, error, error.context["expected"], place)
        case "union_tag_invalid" | "union_tag_not_found":
            return _kind(error, document, addresses)
        case "one_of":
            return Problem("one-of", Message("The keys do not go together."), place, expected=_one_of(error))
        case "too_short" | "too_long":
            expected = _length(error)
            return Problem("list-length", Message("The list has the wrong length."), place, found, expected)
        case "digits":
            what = Message("The number has too many digits.")
            expected = Message("a number with {count} digits at the most", count=error.context["count"])
            return Problem("out-of-range", what, place, found, expected)
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            expected = _bound(error)
            return Problem("out-of-range", Message("The number is out of range."), place, str(error.input), expected)
    code, what, expected = _KINDS.get(error.type, _UNFORESEEN)
    if found == "":
        what = Message("The value is missing.")
    return Problem(code, what, place, found or None, expected, _mend(error.type, found))


def _mend(type_: str, found: str | None) -> Message | None:
    if type_ in ("number", "whole") and found is not None and found.strip() != found.translate(_HALF_WIDTH).strip():
        return Message("Type half-width digits: {text}", text=found.translate(_HALF_WIDTH).strip())
    if found == "":
        return Message("Fill in the value, or take the key out.")
    return None


_HALF_WIDTH = str.maketrans("０１２３４５６７８９．－，", "0123456789.-,", " ,_")


def _place(path: Path, document: Document, addresses: Addresses) -> Place:
    """Where a path leads; for what is not there, the place above."""
    there = path
    while there not in document.marks:
        there = there[:-1]
    mark = document.marks[there]
    return Place(line=mark.line, column=mark.column, path=addresses.of(path))


def _place_of_key(path: Path, document: Document, addresses: Addresses) -> Place:
    """Where the last key of a path stands."""
    mark = document.marks[path]
    return Place(line=mark.key_line, column=mark.key_column, path=addresses.of(path))


def _stated(error: _Error, document: Document, addresses: Addresses, place: Place) -> Problem:
    """What the model's own check says, at the key that it names."""
    problem: Problem = error.context["problem"]
    if problem.place.path is not None:
        place = _place((*error.path, problem.place.path), document, addresses)
    return replace(problem, place=place)


def _missing(error: _Error, document: Document, addresses: Addresses) -> Problem:
    *above, key = error.path
    place = _place(error.path, document, addresses)
    if isinstance(key, int):
        return Problem("list-length", Message("The list has the wrong length."), place, expected=Message("two items"))
    return _key_missing(key, tuple(above), place)


def _key_missing(key: str, above: Path, place: Place) -> Problem:
    if key == "source":
        what = Message("The rule names no source.")
        mend = Message(
            "Add source: with a key of sources; a convention of your own is a source of the kind assumption."
        )
        return Problem("uncited", what, place, mend=mend)
    mend = Message("Add {key}: to what begins on line {line}.", key=key, line=place.line)
    if not above:
        mend = Message("Add {key}: as a line of its own that begins at the left margin.", key=key)
    return Problem("key-missing", Message("The key {key} is missing.", key=key), place, mend=mend)


def _unknown_key(error: _Error, place: Place) -> Problem:
    key = str(error.path[-1])
    known = error.trail.keys
    mend = did_you_mean(key, known) or Message("Take it out.")
    what = Message("The key {key} is unknown here.", key=key)
    return Problem("key-unknown", what, place, key, Message("one of {names}", names=known), mend)


def _expression(error: _Error, document: Document, place: Place) -> Problem:
    wrong = error.context.get("error")
    if not isinstance(wrong, ExpressionError):
        return Problem("expression", Message("This is no expression."), place, expected=Message("an expression"))
    line, column = document.offset(error.path, wrong.at)
    place = Place(line=line, column=column, path=place.path)
    return Problem("expression", wrong.what, place, str(error.input), wrong.expected, wrong.mend)


def _choice(code: str, what: Message, error: _Error, expected: str, place: Place) -> Problem:
    names = re.findall(r"'([^']*)'", expected)
    found = error.input if isinstance(error.input, str) else None
    mend = None if found is None else did_you_mean(found, names)
    return Problem(code, what, place, found, Message("one of {names}", names=tuple(names)), mend)


def _kind(error: _Error, document: Document, addresses: Addresses) -> Problem:
    """An indicator without a known method, or an effect without a known kind."""
    key = "effect" if error.context["discriminator"] == "'effect'" else "method"
    entry = error.input
    here = _place(error.path, document, addresses)
    if not isinstance(entry, dict):
        return Problem("not-keys", Message("Keys and values are missing here."), here, str(entry) or None)
    if key not in entry:
        problem = _key_missing(key, error.path, _place((*error.path, key), document, addresses))
        typed = nearest(key, entry)
        if typed is None:
            return problem
        mark = document.marks[*error.path, typed]
        place = Place(line=mark.key_line, column=mark.key_column, path=f"{here.path}.{typed}")
        what = Message("The key {key} is unknown here.", key=typed)
        return Problem("key-unknown", what, place, typed, mend=Message("Did you mean {name}?", name=key))
    place = _place((*error.path, key), document, addresses)
    found = entry[key] if isinstance(entry[key], str) else None
    expected = str(error.context["expected_tags"]).replace("'group', ", "")
    what = Message("There is no method {name}.", name=found or "")
    if key == "effect":
        what = Message("There is no effect {name}.", name=found or "")
    names = re.findall(r"'([^']*)'", expected)
    mend = did_you_mean(found or "", names)
    return Problem(f"{key}-unknown", what, place, found, Message("one of {names}", names=tuple(names)), mend)


_TOGETHER = {
    "at_most only beside bonus or deduct": Message("at_most only beside bonus or deduct"),
    "`of`, the table that the records come from": Message("of: the table that the records come from"),
    "`trim` only beside `mean`": Message("trim only beside mean"),
}
"""The sentences of the model's own validators."""


def _one_of(error: _Error) -> Message:
    """The model's sentence as a message; the names in it are no part of what is translated."""
    names = error.context.get("names") or error.message.removeprefix("exactly one of ")
    return _TOGETHER.get(error.message) or Message("exactly one of {names}", names=tuple(names.split(", ")))


def _length(error: _Error) -> Message:
    if error.type == "too_long":
        return Message("{count} items at the most", count=error.context["max_length"])
    return Message("{count} items at the least", count=error.context["min_length"])


def _bound(error: _Error) -> Message:
    ((name, bound),) = error.context.items()
    templates = {
        "gt": Message("more than {bound}", bound=bound),
        "ge": Message("{bound} or more", bound=bound),
        "lt": Message("less than {bound}", bound=bound),
        "le": Message("{bound} or less", bound=bound),
    }
    return templates[name]
