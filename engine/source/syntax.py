"""YAML's own errors in plain words, with what to do about them."""

from typing import Any

import yaml

from engine.message import Message
from engine.problem import Place, Problem


def text_problem(text: str, largest: int) -> Problem | None:
    """Why a text cannot be YAML at all, before it is parsed."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        place = Place(line=text.count("\n", 0, error.start) + 1)
        return Problem("yaml-syntax", Message("The file is no UTF-8 text."), place, mend=_UTF8)
    if size > largest:
        what = Message("The file has {size} bytes; {most} are allowed.", size=size, most=largest)
        return Problem("yaml-long", what, mend=Message("Records of units belong in a data file."))
    return None


_UTF8 = Message("Save the file as UTF-8.")


def explained(error: yaml.YAMLError, text: str) -> Problem:
    """What a syntax error means for the person who wrote the file.

    Args:
        error: As PyYAML raised it.
        text: The whole text.
    """
    if not isinstance(error, yaml.MarkedYAMLError):
        position = getattr(error, "position", 0)
        place = Place(line=text.count("\n", 0, position) + 1)
        what = Message("The file holds a control character.")
        return Problem("yaml-syntax", what, place, mend=Message("Delete it, and save the file as UTF-8."))
    lines = text.splitlines() or [""]
    mark = error.problem_mark or error.context_mark
    reason = (error.problem or "").lower()
    if ("could not find expected ':'" in reason or "end of stream" in reason) and error.context_mark is not None:
        mark = error.context_mark
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    line = min(line, len(lines) - 1)
    code, what, mend = _reason(reason, lines[line], column, lines, error)
    found = lines[line].strip()[:80] or None
    if code == "yaml-alias":
        column -= 1
    if code == "yaml-cut" or (code == "yaml-colon" and "unexpected ':'" not in reason):
        column = len(lines[line]) - len(lines[line].lstrip())
    return Problem(code, what, Place(line=line + 1, column=column + 1), found, mend=mend)


def _reason(reason: str, line: str, column: int, lines: list[str], error: Any) -> tuple[str, Message, Message]:
    """Code, what is wrong, how to mend it."""
    quote = Message("Put the whole value in quotes.")
    at = line[column : column + 1]
    if "\\t" in reason or "tab" in reason.split() or at == "\t" or line[: column + 1].strip(" ").startswith("\t"):
        return "yaml-tab", Message("A tab stands where spaces are expected."), Message("Indent with spaces.")
    if _cut_in_flow(line) and ("',' or" in reason or "mapping values" in reason):
        what = Message("Between braces or brackets the comma cuts the expression in two.")
        return "yaml-cut", what, Message("Put the whole expression in quotes.")
    if "could not find expected ':'" in reason or "mapping values" in reason or "expected key" in reason:
        return _about_colon(reason, line)
    if "',' or" in reason:
        what = Message("A comma or a closing bracket is missing.")
        begin = error.context_mark.line + 1 if error.context_mark is not None else 1
        return "yaml-syntax", what, Message("Look at the braces and brackets that open on line {line}.", line=begin)
    if "unexpected ':'" in reason:
        what = Message("A space is missing after the colon.")
        return "yaml-colon", what, Message("Write a space after the colon.")
    if "alphabetic or numeric" in reason:
        what = Message("{found} begins an anchor or an alias.", found=line[column - 1 : column])
        return "yaml-alias", what, quote
    if "cannot start any token" in reason:
        what = Message("{found} cannot stand at the beginning of a value.", found=at)
        return "yaml-syntax", what, quote
    if "end of stream" in reason or "unexpected end" in reason:
        begin = error.context_mark.line + 1 if error.context_mark is not None else 1
        what = Message("A quote that opens on line {line} is not closed.", line=begin)
        return "yaml-syntax", what, Message("Close the quote.")
    if "escape" in reason:
        return "yaml-syntax", Message("A backslash has no meaning here."), Message("Use single quotes around the text.")
    if "block end" in reason or "'-' indicator" in reason:
        return _about_colon(reason, line)
    what = Message("This line is not valid YAML.")
    return "yaml-syntax", what, Message("Look at its indentation, quotes and brackets, and at the line before it.")


def _about_colon(reason: str, line: str) -> tuple[str, Message, Message]:
    stripped = line.strip().removeprefix("- ")
    name, colon, rest = stripped.partition(":")
    full = stripped.partition("：")
    if full[1] and ":" not in full[0]:
        what = Message("The colon is full-width (：).")
        return "yaml-colon", what, Message("Write {text}", text=f"{full[0].strip()}: {full[2].strip()}")
    if colon and rest and not rest.startswith(" "):
        what = Message("A space is missing after the colon.")
        return "yaml-colon", what, Message("Write {text}", text=f"{name.strip()}: {rest.strip()}")
    if ": " in rest and "mapping values" in reason:
        what = Message("The value itself holds a colon and a space.")
        return "yaml-syntax", what, Message("Put the whole value in quotes.")
    if not colon:
        what = Message("This line has no key.")
        return "yaml-syntax", what, Message("Write key: value, or - before an item of a list.")
    if rest.strip()[:1] in ("'", '"'):
        what = Message("Text follows after the closing quote.")
        return "yaml-syntax", what, Message("Put the whole value in quotes.")
    what = Message("The line is indented otherwise than the lines that it belongs to.")
    return "yaml-syntax", what, Message("Let keys that belong together begin in the same column.")


def _cut_in_flow(line: str) -> bool:
    """Whether a line has braces or brackets of YAML around a bracket of an expression that holds a comma."""
    depth, flow = 0, False
    for sign in line:
        flow = flow or sign in "{["
        depth += (sign == "(") - (sign == ")")
        if flow and depth > 0 and sign == ",":
            return True
    return False
