"""Templates: a result in, the wording in Markdown out, and nothing else within a template's reach."""

from __future__ import annotations

import functools
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, pass_context
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from engine.problem import Place
from notices import filters
from notices.errors import ForbiddenInTemplate, TemplateFailed, TemplateMissing, TemplateSyntax, UnknownField
from notices.literal import literal

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2.runtime import Context

# What an expression of a template can raise beside the errors that have a name of their own.
_FAILURES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError, UndefinedError)
_SUFFIX = ".md.j2"


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


class _Sandbox(ImmutableSandboxedEnvironment):
    """Fields of mappings only by their keys; no arithmetic that could fill the memory."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Mapping) and not attribute.startswith("_"):
            return self.getitem(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Mapping) and not (isinstance(argument, str) and argument.startswith("__")):
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=argument)
        return super().getitem(obj, argument)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or not (isinstance(left, int) and isinstance(right, int)):
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
        self._environment = _Sandbox(
            loader=ChoiceLoader([*own, packaged]),
            undefined=_Unknown,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        allowed = {"range": self._environment.globals["range"], "namespace": self._environment.globals["namespace"]}
        self._environment.globals = allowed
        self._environment.filters.update(names=filters.names, day=filters.day, yuan=filters.yuan)

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
            TemplateFailed: It stopped for another reason.
        """
        blanks = filters.Blanks()
        environment = self._environment.overlay(finalize=_finalize(blanks))
        environment.filters = {**self._environment.filters, "blank": _blank(blanks)}
        file = name + _SUFFIX
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
        except _FAILURES as error:
            raise TemplateFailed(_place(error, file), str(error)) from error
        return text, blanks.hints


def _blank(blanks: filters.Blanks) -> Callable[..., object]:
    # A filter that asks for the context is never evaluated ahead of the text: only what is printed is counted.
    @pass_context
    def blank(context: Context, value: object, hint: str) -> object:
        return blanks.blank(value, hint)

    return blank


def _finalize(blanks: filters.Blanks) -> Callable[[object], Markup]:
    def finalize(value: object) -> Markup:
        if isinstance(value, Markup):
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
