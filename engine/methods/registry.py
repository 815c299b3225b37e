"""How a scoring method is made known: its name, its parameters, its formula in words.

A method is one pure function from the full points and its parameters to the points earned. The annotations of its
parameters say what may stand in the ruleset; nothing is written twice.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ParamSpec, TypeVar, get_args, get_type_hints

from engine.fixed import Exact, Fixed, Truths
from engine.message import Message

P = ParamSpec("P")
E = TypeVar("E", bound=Exact)


@dataclass(frozen=True)
class Wanted:
    """What a parameter of a method must be in the ruleset."""

    constant: bool = False
    above_zero: bool = False
    at_least_zero: bool = False
    in_points: bool = False


Operand = Fixed
"""An arithmetic expression over measures, formulas, attributes, parameters: (units,) or (scenarios, units)."""

PositiveOperand = Annotated[Fixed, Wanted(above_zero=True)]
"""An operand; a unit for which it is zero or less has a problem in its data."""

PositiveConstant = Annotated[Fixed, Wanted(constant=True, above_zero=True)]
"""A number of the ruleset above zero: (scenarios, 1)."""

Cost = Annotated[Fixed, Wanted(constant=True, at_least_zero=True, in_points=True)]
"""Points of the ruleset, zero or more: they weigh as the indicator does."""

Floor = Annotated[Fixed, Wanted(constant=True, in_points=True)]
"""Points of the ruleset below which an indicator's do not sink."""

Condition = Truths
"""A condition: true where it is known to hold."""


@dataclass(frozen=True)
class Step:
    """One step of a ladder: where it is reached, and what it earns."""

    reached: Truths
    earns: Fixed


@dataclass(frozen=True)
class Node:
    """One corner of an interpolation."""

    at: Fixed
    earns: Fixed


@dataclass(frozen=True)
class Parameter:
    """One parameter of a method."""

    name: str
    annotation: Any
    wanted: Wanted
    default: Any = inspect.Parameter.empty

    @property
    def required(self) -> bool:
        """Whether the ruleset must give it."""
        return self.default is inspect.Parameter.empty


@dataclass(frozen=True)
class Method:
    """A registered scoring method."""

    name: str
    formula: Message
    function: Callable[..., Exact]
    parameters: Mapping[str, Parameter]
    one_of: tuple[str, ...]
    linear: bool

    def formula_with(self, shown: Mapping[str, object]) -> Message:
        """The formula with something in the place of its fields; a parameter that is not given is left blank."""
        blank: dict[str, object] = dict.fromkeys(("points", *self.parameters), "")
        return self.formula.filled(**{**blank, **shown})

    @property
    def in_points(self) -> frozenset[str]:
        """The parameters that are points themselves, ``earns`` of steps and corners among them."""
        return frozenset(name for name, each in self.parameters.items() if each.wanted.in_points) | {"earns"}

    @property
    def in_words(self) -> str:
        """The formula with the names of the parameters."""
        return str(self.formula_with({name: name for name in ("points", *self.parameters)}))

    @property
    def documentation(self) -> str:
        """The docstring, unindented."""
        return inspect.getdoc(self.function) or ""


METHODS: dict[str, Method] = {}
"""All methods by name; filled when ``engine.methods`` is imported."""


def method(
    formula: Message, one_of: tuple[str, ...] = (), linear: bool = False
) -> Callable[[Callable[P, E]], Callable[P, E]]:
    """Registers a scoring method under its function's name.

    Args:
        formula: What is earned; a field for every parameter. The documentation fills in the parameters' names,
            reports the operands of the ruleset, explanations their values.
        one_of: Parameters of which exactly one must be given.
        linear: Whether what is earned, before it is rounded, is the sum of those of the method's numbers that are
            points, each times a rate that the other arguments alone decide.
    """

    def register(function: Callable[P, E]) -> Callable[P, E]:
        hints = get_type_hints(function, include_extras=True)
        parameters = {
            name: Parameter(name, hints[name], _wanted(hints[name]), parameter.default)
            for name, parameter in inspect.signature(function).parameters.items()
            if name != "points"
        }
        name = function.__name__
        METHODS[name] = Method(name, formula, function, parameters, one_of, linear)
        return function

    return register


def _wanted(annotation: Any) -> Wanted:
    """The wish that is annotated, also within ``X | None``."""
    for each in (annotation, *get_args(annotation)):
        for wish in getattr(each, "__metadata__", ()):
            if isinstance(wish, Wanted):
                return wish
    return Wanted()
