"""Templates: a result in, the wording in Markdown out, and nothing else within a template's reach."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError, UndefinedError

from engine.problem import Place
from notices.errors import (
    ForbiddenInTemplate,
    TemplateEndless,
    TemplateFailed,
    TemplateMissing,
    TemplateSyntax,
    UnknownField,
)
from notices.wording.sandbox import MOST_STEPS, NoSuchField, Sandbox, TooMuch

if TYPE_CHECKING:
    from pathlib import Path

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
        self._environment = Sandbox(self._loader)
        self._said: dict[str, tuple[str, list[str]]] = {}

    def literals(self, name: str) -> str:
        """All that a template says of itself, with those that it takes in: its text and the texts within its marks."""
        found: dict[str, str] = {}
        waiting = [template_file(name)]
        while waiting:
            file = waiting.pop()
            # One that does not exist stands in a branch that is not taken: else nothing would have been worded.
            if file not in found and file in self._environment.list_templates():
                found[file], taken_in = self._said.get(file) or self._read(file)
                waiting += taken_in
        return "\n".join(found.values())

    def _read(self, file: str) -> tuple[str, list[str]]:
        """What one template says of itself, and the templates that it takes in."""
        tree = self._environment.parse(self._loader.get_source(self._environment, file)[0])
        texts = [node.data for node in tree.find_all(nodes.TemplateData)]
        texts += [str(node.value) for node in tree.find_all(nodes.Const)]
        self._said[file] = "\n".join(texts), _taken_in(tree)
        return self._said[file]

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
        environment = self._environment
        environment.begin()
        file = template_file(name)
        try:
            template = environment.get_template(file)
            text = template.render(context)
        except TemplateNotFound as error:
            raise TemplateMissing(str(error.name or file)) from error
        except TemplateSyntaxError as error:
            raise TemplateSyntax(Place(file=error.name or file, line=error.lineno), error.message or "") from error
        except NoSuchField as error:
            raise UnknownField(_place(error, file), error.name, error.names or context) from error
        except SecurityError as error:
            raise ForbiddenInTemplate(_place(error, file), str(error)) from error
        except TooMuch as error:
            raise TemplateEndless(_place(error, file), MOST_STEPS) from error
        except _FAILURES as error:
            raise TemplateFailed(_place(error, file), str(error)) from error
        return text, environment.blanks.hints


def _place(error: BaseException, file: str) -> Place:
    """Jinja puts the lines of templates into the traceback; the last of them is where it happened."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(_SUFFIX):
            return Place(file=frame.filename.replace("\\", "/").rsplit("/", 1)[-1], line=frame.lineno)
    return Place(file=file)
