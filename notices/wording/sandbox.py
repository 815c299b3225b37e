"""What a template may do: name fields, loop, ask and join; nothing that reaches out of it or has no end."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from jinja2 import BaseLoader, StrictUndefined, TemplateSyntaxError, nodes, pass_context
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from notices.wording import filters
from notices.wording.literal import literal

if TYPE_CHECKING:
    from jinja2.runtime import Context


class NoSuchField(UndefinedError):
    """An undefined name was used; keeps the name and those that there are."""

    def __init__(self, message: str | None, name: str, names: Iterable[str]) -> None:
        super().__init__(message)
        self.name = name
        self.names = tuple(names)


class _Unknown(StrictUndefined):
    """What stands for a name that does not exist: any use of it is an error, but ``is defined`` may ask."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[Exception] = UndefinedError,
    ) -> None:
        # Jinja raises whatever this callable gives, so that the names travel with the error.
        raised: Any = exc
        if exc is UndefinedError:
            raised = functools.partial(NoSuchField, name=str(name), names=_names_of(obj))
        super().__init__(hint, obj, name, raised)


def _names_of(value: object) -> list[str]:
    if isinstance(value, Mapping):
        return [str(key) for key in value]
    if isinstance(value, TemplateModule):
        return [name for name in vars(value) if not name.startswith("_")]
    if is_dataclass(value):
        return [field.name for field in fields(value)]
    return []


_FILTERS = (
    "abs", "default", "dictsort", "first", "groupby", "int", "items", "join", "last", "length", "list", "lower", "map",
    "max", "min", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "trim", "unique", "upper",
)  # fmt: skip
"""Jinja's own filters, without those that make much out of little."""

_METHODS = frozenset({"startswith", "endswith", "strip"})
"""What may be called on a text."""

MOST_STEPS = 10_000_000
_CALL = 50
"""A call takes the time of so many turns of a loop."""
_GREATEST = 10**30


class TooMuch(Exception):
    """A template did more than any notice needs."""


class _Work:
    """What a template has done so far: turns of loops, calls, and characters that were put together."""

    def __init__(self) -> None:
        self._steps = 0

    def step(self, count: int = 1) -> None:
        """Count.

        Raises:
            TooMuch: there were more than any notice needs.
        """
        self._steps += count
        if self._steps > MOST_STEPS:
            raise TooMuch

    def each(self, values: Iterable[Any]) -> Iterator[Any]:
        """The values, each of them counted."""
        for value in values:
            self.step()
            yield value

    def joined(self, parts: Iterable[Any], by: object = "", attribute: str | None = None) -> str:
        """The parts in one text, each character counted."""
        texts = []
        for part in parts:
            texts.append(str(part if attribute is None else part[attribute]))
            self.step(len(texts[-1]) + len(str(by)) + 1)
        return str(by).join(texts)


class _Counted(NodeTransformer):
    """Puts a counter on every loop and on every ``~``, so that none goes on without end."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802  the name is Jinja's
        self.generic_visit(node)
        if node.recursive:
            raise TemplateSyntaxError("recursive loops are not supported", node.lineno)
        node.iter = nodes.Filter(node.iter, "counted", [], [], None, None, lineno=node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802  the name is Jinja's
        self.generic_visit(node)
        parts = nodes.List(node.nodes, lineno=node.lineno)
        return nodes.Filter(parts, "join", [], [], None, None, lineno=node.lineno)


# What asks for the context is never evaluated while a template is compiled: only what is printed is counted.
@pass_context
def _counted(context: Context, values: Iterable[Any]) -> Iterator[Any]:
    return _sandbox(context).work.each(values)


@pass_context
def _joined(context: Context, parts: Iterable[Any], by: object = "", attribute: str | None = None) -> str:
    return _sandbox(context).work.joined(parts, by, attribute)


@pass_context
def _blank(context: Context, value: object, hint: str) -> object:
    return _sandbox(context).blanks.blank(value, hint)


@pass_context
def _finalized(context: Context, value: object) -> Markup:
    sandbox = _sandbox(context)
    if isinstance(value, Markup):
        sandbox.work.step(len(value))
        return value
    if isinstance(value, _Unknown):
        str(value)
    if isinstance(value, bool):
        return Markup("是" if value else "否")
    return Markup(literal(str(sandbox.blanks.blank("", "　　") if value is None else value)))


def _sandbox(context: Context) -> Sandbox:
    return cast(Sandbox, context.environment)


_OUR_FILTERS = {
    "names": filters.names,
    "day": filters.day,
    "yuan": filters.yuan,
    "capital": filters.capital,
    "blank": _blank,
    "counted": _counted,
    "join": _joined,
}


class Sandbox(ImmutableSandboxedEnvironment):
    """Fields of mappings only by their keys; no arithmetic that could fill the memory.

    Attributes:
        work: What the document that is worded now has taken so far.
        blanks: What it leaves to be filled in.
    """

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self, loader: BaseLoader) -> None:
        """Take templates from a loader."""
        super().__init__(
            loader=loader,
            undefined=_Unknown,
            autoescape=True,
            finalize=_finalized,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.filters = {name: self.filters[name] for name in _FILTERS} | _OUR_FILTERS
        self.globals = {name: self.globals[name] for name in ("range", "namespace")}
        self.begin()

    def begin(self) -> None:
        """Begin a document."""
        self.work = _Work()
        self.blanks = filters.Blanks()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return cast(nodes.Template, _Counted().visit(super()._parse(source, name, filename)))

    def wrap_str_format(self, value: Any) -> None:
        """Nothing: Jinja's own way of formatting would be let through, whatever the width that is asked for."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Of plain values a few methods only; of others what Jinja lets through."""
        if isinstance(obj, str | bytes | int | float | Decimal | list | tuple | set | frozenset | range):
            return attr in _METHODS
        return super().is_safe_attribute(obj, attr, value)

    def call(self, context: Context, obj: Any, /, *arguments: Any, **named: Any) -> Any:
        """Call, and count it."""
        self.work.step(_CALL)
        return super().call(context, obj, *arguments, **named)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What stands behind a dot: of a mapping the value at the key, never a method."""
        if isinstance(obj, Mapping) and not attribute.startswith("_"):
            return self.getitem(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """What stands in brackets."""
        if isinstance(obj, Mapping) and not (isinstance(argument, str) and argument.startswith("__")):
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=argument)
        return super().getitem(obj, argument)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Whole numbers that are not too great, and lists that are put together."""
        small = all(isinstance(each, int) and abs(each) < _GREATEST for each in (left, right))
        lists = operator == "+" and isinstance(left, list | tuple) and isinstance(right, list | tuple)
        if lists:
            self.work.step(len(left) + len(right))
        if operator == "**" or not (small or lists):
            raise SecurityError(f"{type(left).__name__} {operator} {type(right).__name__}")
        return super().call_binop(context, operator, left, right)
