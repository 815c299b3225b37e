"""Templates: a result in, the wording in Markdown out, and nothing else within a template's reach."""

from __future__ import annotations

import functools
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from importlib import resources
from typing import TYPE_CHECKING, Any, cast

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
    pass_context,
)
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from engine.problem import Place
from notices import filters
from notices.errors import (
    ForbiddenInTemplate,
    TemplateEndless,
    TemplateFailed,
    TemplateMissing,
    TemplateSyntax,
    UnknownField,
)
from notices.literal import literal

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2.runtime import Context

# What an expression of a template can raise beside the errors that have a name of their own.
_FAILURES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError, UndefinedError)
_SUFFIX = ".md.j2"


def template_file(name: str) -> str:
    """The file of a template."""
    return name + _SUFFIX


def template_text(name: str) -> dict[str, str]:
    """Our own wording of a kind, by the names of its files: its template, and those that it takes in.

    Example:
        >>> list(template_text("results"))
        ['results.md.j2', 'effects.md.j2', 'parts.md.j2']
    """
    found: dict[str, str] = {}
    waiting = [template_file(name)]
    while waiting:
        file = waiting.pop(0)
        if file not in found:
            found[file] = resources.files("templates").joinpath("notices", file).read_text(encoding="utf-8")
            waiting += _taken_in(Environment().parse(found[file]))
    return found


def _taken_in(template: nodes.Template) -> list[str]:
    """The templates that a template names."""
    constants = [node.value for node in template.find_all(nodes.Const)]
    return [value for value in constants if isinstance(value, str) and value.endswith(_SUFFIX)]


class _NoSuchField(UndefinedError):
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
            raised = functools.partial(_NoSuchField, name=str(name), names=_names_of(obj))
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

_MOST_STEPS = 10_000_000
_CALL = 50
"""A call takes the time of so many turns of a loop."""
_GREATEST = 10**30


class _TooMuch(Exception):
    """A template did more than any notice needs."""


class _Work:
    """What a template has done so far: turns of loops, calls, and characters that were put together."""

    def __init__(self) -> None:
        self._steps = 0

    def step(self, count: int = 1) -> None:
        """Count.

        Raises:
            _TooMuch: there were more than any notice needs.
        """
        self._steps += count
        if self._steps > _MOST_STEPS:
            raise _TooMuch

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


class _Sandbox(ImmutableSandboxedEnvironment):
    """Fields of mappings only by their keys; no arithmetic that could fill the memory."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.work = _Work()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return cast(nodes.Template, _Counted().visit(super()._parse(source, name, filename)))

    def wrap_str_format(self, value: Any) -> None:
        """Nothing: Jinja's own way of formatting would be let through, whatever the width that is asked for."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, str | bytes | int | float | Decimal | list | tuple | set | frozenset | range):
            return attr in _METHODS
        return super().is_safe_attribute(obj, attr, value)

    def call(__self, __context: Context, __obj: Any, *arguments: Any, **named: Any) -> Any:  # noqa: N805  as in Jinja
        __self.work.step(_CALL)
        return super().call(__context, __obj, *arguments, **named)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Mapping) and not attribute.startswith("_"):
            return self.getitem(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Mapping) and not (isinstance(argument, str) and argument.startswith("__")):
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=argument)
        return super().getitem(obj, argument)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        small = all(isinstance(each, int) and abs(each) < _GREATEST for each in (left, right))
        lists = operator == "+" and isinstance(left, list | tuple) and isinstance(right, list | tuple)
        if lists:
            self.work.step(len(left) + len(right))
        if operator == "**" or not (small or lists):
            raise SecurityError(f"{type(left).__name__} {operator} {type(right).__name__}")
        return super().call_binop(context, operator, left, right)


class Wording:
    """The templates of notices: the user's own first, then those of the package.

    A template is given as ``<name>.md.j2``. Every value that it prints is written so that Markdown cannot mistake it
    for a mark; only the template's own text has marks.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Look templates up in ``folder`` first."""
        packaged = FileSystemLoader(str(resources.files("templates").joinpath("notices")))
        own = [FileSystemLoader(str(folder))] if folder is not None else []
        self._loader = ChoiceLoader([*own, packaged])
        self._environment = _Sandbox(
            loader=self._loader,
            undefined=_Unknown,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        allowed = {"range": self._environment.globals["range"], "namespace": self._environment.globals["namespace"]}
        self._environment.globals = allowed
        self._environment.filters.update(
            names=filters.names, day=filters.day, yuan=filters.yuan, capital=filters.capital
        )

    def literals(self, name: str) -> str:
        """All that a template says of itself, with those that it takes in: its text and the texts within its marks."""
        found: list[str] = []
        waiting, seen = [template_file(name)], set[str]()
        while waiting:
            file = waiting.pop()
            # One that does not exist stands in a branch that is not taken: else nothing would have been worded.
            if file in seen or file not in self._environment.list_templates():
                continue
            seen.add(file)
            tree = self._environment.parse(self._loader.get_source(self._environment, file)[0])
            found += [node.data for node in tree.find_all(nodes.TemplateData)]
            found += [str(node.value) for node in tree.find_all(nodes.Const)]
            waiting += _taken_in(tree)
        return "\n".join(found)

    def markdown(self, name: str, context: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
        """Fill a template.

        Args:
            name: Name of the template without its ending.
            context: What the template may name.

        Returns:
            The wording in Markdown, and what is left to be filled in by hand.

        Raises:
            TemplateMissing: There is no such template, or it includes one that does not exist.
            TemplateSyntax: It is no Jinja template.
            UnknownField: It names a field that does not exist.
            ForbiddenInTemplate: It reaches for Python's internals or calls what it may not.
            TemplateEndless: It does more than any notice needs.
            TemplateFailed: It stopped for another reason.
        """
        blanks = filters.Blanks()
        work = _Work()
        environment = self._environment.overlay(finalize=_finalize(blanks, work))
        environment.work = work
        counting = {"counted": _late(work.each), "join": _late(work.joined)}
        environment.filters = {**self._environment.filters, **counting, "blank": _blank(blanks)}
        file = template_file(name)
        try:
            template = environment.get_template(file)
            text = template.render(context)
        except TemplateNotFound as error:
            raise TemplateMissing(str(error.name or file)) from error
        except TemplateSyntaxError as error:
            raise TemplateSyntax(Place(file=error.name or file, line=error.lineno), error.message or "") from error
        except _NoSuchField as error:
            raise UnknownField(_place(error, file), error.name, error.names or context) from error
        except SecurityError as error:
            raise ForbiddenInTemplate(_place(error, file), str(error)) from error
        except _TooMuch as error:
            raise TemplateEndless(_place(error, file), _MOST_STEPS) from error
        except _FAILURES as error:
            raise TemplateFailed(_place(error, file), str(error)) from error
        return text, blanks.hints


def _late(function: Callable[..., object]) -> Callable[..., object]:
    # As with blanks: never evaluated while the template is compiled.
    @pass_context
    def late(context: Context, *arguments: object, **named: object) -> object:
        return function(*arguments, **named)

    return late


def _blank(blanks: filters.Blanks) -> Callable[..., object]:
    # A filter that asks for the context is never evaluated ahead of the text: only what is printed is counted.
    @pass_context
    def blank(context: Context, value: object, hint: str) -> object:
        return blanks.blank(value, hint)

    return blank


def _finalize(blanks: filters.Blanks, work: _Work) -> Callable[[object], Markup]:
    def finalize(value: object) -> Markup:
        if isinstance(value, Markup):
            work.step(len(value))
            return value
        if isinstance(value, _Unknown):
            str(value)
        if isinstance(value, bool):
            return Markup("是" if value else "否")
        return Markup(literal(str(blanks.blank("", "　　") if value is None else value)))

    return finalize


def _place(error: BaseException, file: str) -> Place:
    """Jinja puts the lines of templates into the traceback; the last of them is where it happened."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(_SUFFIX):
            return Place(file=frame.filename.replace("\\", "/").rsplit("/", 1)[-1], line=frame.lineno)
    return Place(file=file)
