"""docs/reference.md: every key of a ruleset, read off the model that reads rulesets."""

import inspect
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from engine.rounding import Rounding
from engine.ruleset import IndicatorRule, Model, Rule, Ruleset, base, points
from engine.ruleset.effects import EffectBase
from generator.markdown import MADE, anchor, table

INTRODUCTION = """\
# Every key of a ruleset

A ruleset is one YAML file. Here is every key that may stand in it, with what kind of value it takes and what happens
where it is left out. [meaning.md](meaning.md) says exactly what follows from each; the scoring methods have
[a page of their own](methods.md). `kaoping check` refuses any other key, and names the nearest that there is.

Kinds of values:

| kind | written |
| --- | --- |
| text | any text; quotes are only needed where YAML would misread it |
| number | a decimal as it is meant, `12.50`: no exponent, no separators; never passed through floating point |
| share | a number, or a percentage such as `30%` |
| date | `2016-03-15` |
| yes or no | `true` or `false` |
| expression | `脱贫人口 / 脱贫任务 >= 0.95`, in the scheme's names; quoted if it holds `, [ ] { } #` in flow style |
| list of … | `[a, b]`, or one item a line |
| names → … | a mapping whose keys are names of the scheme's own choice |
| rounding mode | {modes}; `half_up` takes halves away from zero, also below it |
"""

_KINDS: dict[Any, str] = {
    base.Text: "text",
    base.Number: "number",
    base.Share: "share",
    base.Whole: "whole number",
    base.Places: "whole number",
    base.Day: "date",
    base.YesNo: "yes or no",
    base.Formula: "expression",
    base.Texts: "text, or list of texts",
    base.Range: "`[least, greatest]`",
    Rounding: "rounding mode",
    points.Floor: "number, or `none`",
}
_PLAIN = {str: "text", int: "whole number", Decimal: "number", date: "date", bool: "yes or no", Any: "anything"}
_FAMILIES: dict[type[Model], str] = {
    IndicatorRule: "Every indicator has, whatever its method",
    EffectBase: "Every effect has",
}
"""Models that others specialise: described once, and then what each adds."""


def page() -> str:
    """The page."""
    return _Page().text()


class _Page:
    """The page while it is written; remembers which models are described already."""

    def __init__(self) -> None:
        self._described: set[type[Model]] = {Ruleset}

    def text(self) -> str:
        """All of it."""
        modes = ", ".join(f"`{mode.value}`" for mode in Rounding)
        parts = [MADE, "", INTRODUCTION.replace("{modes}", modes), "## At the top", "", _table(Ruleset)]
        for name, kind in _hints(Ruleset).items():
            if models := [model for model in _models(kind) if model not in self._described]:
                parts += ["", f"## {_written(Ruleset, name)}", *self._sections(models, headed=len(models) > 1)]
        return "\n".join(parts) + "\n"

    def _sections(self, models: list[type[Model]], *, headed: bool = True) -> Iterator[str]:
        """Models and what they hold, each once, outer ones first; the outermost perhaps without a heading."""
        for model in models:
            if model in self._described:
                continue
            family = _family(model)
            if family is None:
                self._described.add(model)
                yield from ("", f"### {_title(model)}") if headed else ()
                yield from ("", _summary(model), "", _table(model))
                inner = [each for kind in _hints(model).values() for each in _models(kind)]
            elif family not in self._described:
                members = [each for each in models if _family(each) is family]
                self._described |= {family, *members}
                yield from ("", f"### {_title(family)}", "", f"{_FAMILIES[family]}:", "", _table(family))
                yield from _members(family, members)
                inner = [
                    each for member in (family, *members) for kind in _hints(member).values() for each in _models(kind)
                ]
            else:
                continue
            yield from self._sections(inner)


def _members(family: type[Model], members: list[type[Model]]) -> Iterator[str]:
    """What each member of a family has beside what all have."""
    if family is IndicatorRule:
        yield from ("", "Beside these each method has parameters of its own:", "")
        rows = [[f"[`{_choice(member)}`](methods.md#{_choice(member)})", _parameters(member)] for member in members]
        yield table(["method", "parameters (? may be left out)"], rows)
    else:
        yield from ("", "Beside these each effect has fields of its own:", "")
        rows = [[f"`{_choice(member)}`", _summary(member), _fields(member)] for member in members]
        yield table(["effect", "means", "fields"], rows)


def _parameters(member: type[Model]) -> str:
    own = [(name, info) for name, info in member.model_fields.items() if name not in IndicatorRule.model_fields]
    return ", ".join(f"`{name}`" if info.is_required() else f"`{name}`?" for name, info in own)


def _fields(member: type[Model]) -> str:
    """An effect's own fields, in a sentence each."""
    own = [name for name in member.model_fields if name not in EffectBase.model_fields and name != "effect"]
    said = []
    for name in own:
        info = member.model_fields[name]
        required = ", required" if info.is_required() else ""
        kind = _kind(_hints(member)[name], info)
        said.append(f"`{_written(member, name)}` ({kind}{required}): {(info.description or '').rstrip('.')}")
    return "; ".join(said)


def _table(model: type[Model]) -> str:
    """The keys of a model; where it is cited comes last, as it does in rulesets."""
    rows = []
    for name in sorted(model.model_fields, key=lambda name: name in Rule.model_fields):
        info, kind = model.model_fields[name], _hints(model)[name]
        described = info.description or _described_by(kind)
        rows.append([f"`{_written(model, name)}`", _kind(kind, info), _default(info), described])
    return table(["key", "value", "if left out", "what it says"], rows)


def _hints(model: type[Model]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in model.model_fields}


def _written(model: type[Model], name: str) -> str:
    """A field's key, as it stands in a ruleset."""
    return model.model_fields[name].alias or name


def _title(model: type[Model]) -> str:
    """A heading for a model, out of its name: `DatedNumber` → dated number."""
    name = {"IndicatorRule": "Indicator", "FormulaRule": "Formula", "GradeRule": "Grade", "EffectBase": "Effect"}
    words = name.get(model.__name__, model.__name__)
    return "".join(f" {each.lower()}" if each.isupper() else each for each in words).strip().capitalize()


def _summary(model: type[Model]) -> str:
    return " ".join((inspect.getdoc(model) or "").split("\n\n")[0].split()).replace("``", "`")


def _described_by(kind: Any) -> str:
    """What is said of a field without a description: what its model says of itself."""
    models = _models(kind)
    return _summary(models[0]) if models else ""


def _family(model: type[Model]) -> type[Model] | None:
    return next((family for family in _FAMILIES if issubclass(model, family)), None)


def _choice(member: type[Model]) -> str:
    """The word by which a member of a family is chosen: its method, or its effect."""
    field = "method" if issubclass(member, IndicatorRule) else "effect"
    (word,) = get_args(member.model_fields[field].annotation)
    return str(word)


def _models(kind: Any) -> list[type[Model]]:
    """The models that a type is made of, outermost first."""
    if isinstance(kind, type) and issubclass(kind, Model):
        return [kind]
    found = [model for argument in get_args(kind) for model in _models(argument)]
    return list(dict.fromkeys(found))


def _kind(kind: Any, info: FieldInfo | None = None) -> str:
    """A type in words, with its bounds."""
    return _in_words(kind) + ("" if info is None else _bounds(info))


def _in_words(kind: Any) -> str:
    known = next((words for alias, words in _KINDS.items() if alias == kind), None) or (
        _PLAIN.get(kind) if isinstance(kind, type) else None
    )
    if known is not None:
        return known
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _in_words(arguments[0])
    if origin is Literal:
        return " or ".join(f"`{each}`" for each in arguments)
    if origin in (Union, UnionType):
        rest = [each for each in arguments if each is not NoneType]
        families = dict.fromkeys(_family(model) or model for each in rest for model in _models(each))
        if len(families) < len(rest) and any(family in _FAMILIES for family in families):
            return " or ".join(_link(model) for model in families)
        return ", or ".join(dict.fromkeys(map(_in_words, rest)))
    if origin is tuple:
        return f"list of {_plural(_in_words(arguments[0]))}"
    if origin is dict:
        return f"names → {_in_words(arguments[1])}"
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return " or ".join(f"`{each.value}`" for each in kind)
    if isinstance(kind, type) and issubclass(kind, Model):
        return _link(kind)
    raise TypeError(f"no words for the type {kind}")


def _plural(words: str) -> str:
    return {"text": "texts", "expression": "expressions"}.get(words, words)


def _link(model: type[Model]) -> str:
    """A link to where a model is described: its heading, or that of the only key that holds it."""
    key = next((_written(Ruleset, name) for name, kind in _hints(Ruleset).items() if _models(kind) == [model]), None)
    return f"[{_title(model).lower()}](#{anchor(key or _title(model))})"


def _bounds(info: FieldInfo) -> str:
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
    found = [
        f"{sign} {bound}"
        for name, sign in signs.items()
        for each in info.metadata
        if (bound := getattr(each, name, None)) is not None
    ]
    least = next((each.min_length for each in info.metadata if hasattr(each, "min_length")), None)
    if least is not None and least > 1:
        found.append(f"at least {least}")
    return f", {', '.join(found)}" if found else ""


def _default(info: FieldInfo) -> str:
    """What holds where a key is left out."""
    if info.is_required():
        return "**required**"
    value = info.default
    if value is None or value is PydanticUndefined or value in ((), {}):
        return ""
    if isinstance(value, Model):
        return "as below"
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    return f"`{value.value if isinstance(value, StrEnum) else value}`"
