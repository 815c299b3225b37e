"""docs/methods.md: the scoring methods, read off their registration, their docstrings and the rulesets with them."""

import re
from collections.abc import Iterator

import yaml

import rulesets
from engine.methods import METHODS, Method
from engine.methods.registry import Parameter
from generator.markdown import MADE, anchor, fence, table

INTRODUCTION = """\
# Scoring methods

An indicator earns points by one method, named by its key `method:`; the method's parameters stand beside it. Every
method is one function of the full points and its parameters, [one module each](../engine/methods), computed on exact
decimals and quotients; the value is rounded once, to the indicator's `decimals` or those of `scoring.points`.
What is not said here, such as what happens where a measure does not apply, stands in [meaning.md](meaning.md#4-points).

`points` are the indicator's full points. A parameter that is an *operand* is an expression over measures, attributes,
formulas and parameters (`100 * 累计退出村数`); a *number* stands in the ruleset itself, so that it can be addressed by
its path and varied.
"""

_SECTIONS = ("Args", "Returns", "Raises", "Example")


def page() -> str:
    """The page."""
    rows = [[f"[`{name}`](#{anchor(name)})", _formula(method)] for name, method in METHODS.items()]
    parts = [MADE, "", INTRODUCTION, table(["method", "earns"], rows)]
    for method in METHODS.values():
        parts += ["", *_method(method)]
    return "\n".join(parts) + "\n"


def _method(method: Method) -> Iterator[str]:
    meaning, sections, used = _read(method.documentation.replace("``", "`"))
    yield f"## {method.name}"
    yield f"\n{meaning}\n"
    yield f"Earns {_formula(method)}.\n"
    yield table(
        ["parameter", "value", "if left out", "what it is"],
        [
            [
                f"`{name}`",
                _kind(parameter),
                _default(method, parameter),
                _without_shapes(sections["Args"].get(name, "")),
            ]
            for name, parameter in method.parameters.items()
        ],
    )
    if sections["Raises"]:
        yield ""
        yield from (f"A problem of the unit's data: {what}" for what in sections["Raises"].values())
    yield "\nAs the function computes it:\n"
    yield fence("pycon", _example(method.documentation))
    if found := _in_rulesets(method.name):
        name, text = found
        yield f"\nAs the ruleset `{name}` uses it:\n"
        yield fence("yaml", text)
    if used:
        yield f"\n{used}"


def _formula(method: Method) -> str:
    """What a method earns, with the names of its parameters set off."""
    shown = {name: f"*{name}*" for name in ("points", *method.parameters)}
    shown |= {name: f" or *{name}*" for name in method.one_of[1:]}
    return str(method.formula_with(shown))


def _kind(parameter: Parameter) -> str:
    """What may stand in the ruleset, in words."""
    annotation = str(parameter.annotation)
    if "Step]" in annotation:
        return "list of `{from?, when?, earns}`"
    if "Node]" in annotation:
        return "list of `{at, earns}`"
    if "Steps" in annotation:
        return " or ".join(f"`{each.value}`" for each in parameter.annotation)
    if "ndarray" in annotation:
        return "condition"
    kind = "number" if parameter.wanted.constant else "operand"
    return kind + (" > 0" if parameter.wanted.above_zero else " ≥ 0" if parameter.wanted.at_least_zero else "")


def _default(method: Method, parameter: Parameter) -> str:
    if parameter.name in method.one_of:
        others = " or ".join(f"`{name}`" for name in method.one_of)
        return f"**{others}**"
    if parameter.required:
        return "**required**"
    if parameter.default is None:
        return ""
    value = parameter.default.texts()[0] if hasattr(parameter.default, "texts") else parameter.default.value
    return f"`{value}`"


def _without_shapes(text: str) -> str:
    """A description of an argument without the shape of its array, which a ruleset does not know."""
    return re.sub(r", (?:each )?\((?:units|scenarios),? ?(?:units|1)?\)", "", text)


def _read(documentation: str) -> tuple[str, dict[str, dict[str, str]], str]:
    """The meaning, the sections by name and entry, and where the method is used, out of a docstring."""
    paragraphs = documentation.split("\n\n")
    meaning = "\n\n".join(
        " ".join(each.split()) for each in paragraphs if not _heads(each) and not each.startswith("Used")
    )
    used = next((" ".join(each.split()) for each in paragraphs if each.startswith("Used")), "")
    sections: dict[str, dict[str, str]] = {name: {} for name in _SECTIONS}
    for paragraph in paragraphs:
        heading, _, body = paragraph.partition("\n")
        if heading.rstrip(":") in ("Args", "Raises"):
            for name, text in re.findall(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", body, re.MULTILINE):
                sections[heading.rstrip(":")][name] = " ".join(text.split())
    return meaning, sections, used


def _heads(paragraph: str) -> bool:
    return paragraph.partition(":")[0] in _SECTIONS


def _example(documentation: str) -> str:
    """The doctest, without its imports."""
    body = documentation.partition("Example:\n")[2].partition("\n\n")[0]
    lines = [line.removeprefix("    ") for line in body.splitlines()]
    return "\n".join(line for line in lines if not line.startswith(">>> from engine.fixed import"))


def _in_rulesets(method: str) -> tuple[str, str] | None:
    """The first ruleset that comes with kaoping and uses a method, and the lines of the indicator."""
    for name in sorted(rulesets.names(), reverse=True):
        text = rulesets.text(name)
        for node in _indicators(yaml.compose(text, yaml.BaseLoader)):
            keys = {key.value: value.value for key, value in node.value}
            if keys.get("method") == method:
                lines = text.splitlines()[node.start_mark.line : node.end_mark.line]
                indent = len(lines[0]) - len(lines[0].lstrip())
                return name, "\n".join(line[indent:] for line in lines)
    return None


def _indicators(node: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    """Every mapping that has a method, in the order of the file."""
    if isinstance(node, yaml.MappingNode):
        if any(key.value == "method" for key, _value in node.value):
            yield node
        for _key, value in node.value:
            yield from _indicators(value)
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _indicators(each)
