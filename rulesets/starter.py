"""The first ruleset of a scheme: what its author answered, as data, and the commented YAML that follows from it.

Its wording is the template ``templates/rulesets/starter.yaml.j2``. How answers are asked and read is no matter of
this module.
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import resources

import yaml
from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

_TEMPLATE = "starter.yaml.j2"
_WORD = re.compile(r"[^\W\d]\w*")
_KEYWORDS = frozenset({"and", "or", "not", "in", "min", "max", "abs", "running", "times"})
"""Words of the expression language, which as names stand in backquotes."""


@dataclass(frozen=True)
class Step:
    """A value, and the points that it earns, or that missing a limit by so much costs."""

    at: Decimal
    points: Decimal


@dataclass(frozen=True)
class Indicator:
    """What earns points.

    Attributes:
        form: How: ``completion``, ``given``, ``per_instance``, ``all_or_nothing``, ``at_most``, ``at_least``,
            ``ladder`` or ``interpolation``.
        measures: The numbers reported for it: of a completion what was done and what was to be done, else one.
        unit: Unit of measure of these.
        bound: What the value is held against: a limit, or the full marks of a score.
        steps: The steps of a ladder, the corners of an interpolation, or what one step beyond the bound costs.
    """

    name: str
    points: Decimal
    form: str
    measures: tuple[str, ...]
    unit: str
    reported_by: str
    group: str | None = None
    bound: Decimal | None = None
    steps: tuple[Step, ...] = ()

    @property
    def least(self) -> Decimal:
        """The least value that may be reported; a guess."""
        return min([Decimal(0), *self._known()])

    @property
    def greatest(self) -> Decimal:
        """The greatest value that may be reported; a guess with room above what is known."""
        most = max([Decimal(0), *self._known()])
        if self.form == "given":
            return most
        return Decimal(100) if self.unit == "%" and most <= 100 else max(10 * most, Decimal(1000))

    @property
    def decimals(self) -> int:
        """How many decimals a value may have; a guess, with no fewer than the scheme writes."""
        exponents = [int(value.as_tuple().exponent) for value in self._known()]
        return max([2, *(-exponent for exponent in exponents)])

    def _known(self) -> list[Decimal]:
        """The values that the scheme names."""
        corners = [step.at for step in self.steps] if self.form in ("ladder", "interpolation") else []
        return corners if self.bound is None else [self.bound, *corners]


@dataclass(frozen=True)
class Grade:
    """A grade and the least total that has it; the last one has none."""

    name: str
    cut: Decimal | None


@dataclass(frozen=True)
class Prize:
    """Money by rank."""

    name: str
    winners: int
    amount: Decimal


@dataclass(frozen=True)
class Quota:
    """A title for a share of the units; the share is written with its percent sign."""

    name: str
    share: str


@dataclass(frozen=True)
class Veto:
    """What lowers the grade, however many points there are, and the measure that counts it."""

    name: str
    grade: str
    measure: str


@dataclass(frozen=True)
class Effect:
    """What follows from the lowest grade.

    Attributes:
        party: ``team``, ``leaders``, ``main``, ``others`` or ``unit``.
        effect: The effect's name in a ruleset.
        field: The key of what is said of it.
        value: What is said.
    """

    party: str
    effect: str
    field: str
    value: str | int


@dataclass(frozen=True)
class Starter:
    """All answers."""

    unit: str
    name: str
    at_most: int
    period: str
    in_force: date
    document: str
    number: str | None
    full_marks: Decimal
    decimals: int
    reported_by: str
    indicators: tuple[Indicator, ...]
    grades: tuple[Grade, ...]
    prizes: tuple[Prize, ...]
    quotas: tuple[Quota, ...]
    vetoes: tuple[Veto, ...]
    consequences: tuple[Effect, ...]

    @property
    def groups(self) -> dict[str | None, list[Indicator]]:
        """The indicators by group, in the order in which the groups first appear; those under None have none."""
        groups: dict[str | None, list[Indicator]] = {}
        for indicator in self.indicators:
            groups.setdefault(indicator.group, []).append(indicator)
        return groups


def text(starter: Starter, example: Starter, translate: Callable[[str], str]) -> str:
    """The YAML of a ruleset, with comments.

    Args:
        starter: The answers.
        example: What stands as a comment where an answer is empty.
        translate: Gives the comments, and the names that nobody gave, in the author's language.
    """
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(str(resources.files("templates").joinpath("rulesets"))),
        undefined=StrictUndefined,
        autoescape=True,  # what a macro gives is marked as written, and not quoted once more
        finalize=_written,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(comment=_comment, commented=_commented, named=named, quoted=quoted, total=_total)
    return environment.get_template(_TEMPLATE).render(starter=starter, example=example, _=translate)


def scalar(value: str) -> str:
    """A text as YAML reads it back, also within braces.

    Example:
        >>> print(scalar("乡镇"), scalar("2015"), scalar("甲: 乙 # 丙"))
        乡镇 '2015' '甲: 乙 # 丙'
    """
    style = None if value.splitlines() == [value] else '"'
    listed = yaml.safe_dump([value], default_flow_style=True, default_style=style, allow_unicode=True, width=math.inf)
    return str(listed).rstrip("\n")[1:-1]


def named(name: str) -> str:
    """A name as it stands in an expression.

    Example:
        >>> named("脱贫人口"), named("脱贫·人口")
        ('脱贫人口', '`脱贫·人口`')
    """
    return name if _WORD.fullmatch(name) and name not in _KEYWORDS else f"`{name}`"


def quoted(value: str) -> str:
    """A text as it stands in an expression.

    Example:
        >>> print(quoted("好"), quoted("'好'"))
        '好' "'好'"
    """
    return f'"{value}"' if "'" in value else f"'{value}'"


def _written(value: object) -> Markup:
    """A value as the template prints it: a number as it was given, a text as YAML reads it back."""
    if isinstance(value, Markup):
        return value
    if value is None:
        return Markup("null")
    if isinstance(value, Decimal):
        return Markup(f"{value:f}")
    return Markup(scalar(value)) if isinstance(value, str) else Markup(str(value))


def _comment(sentence: str) -> Markup:
    """A sentence for a comment: one line, unquoted."""
    return Markup(" ".join(sentence.split()))


def _commented(lines: str) -> Markup:
    """Lines of YAML as comments."""
    return Markup("".join(f"# {line}\n" for line in str(lines).splitlines()))


def _total(indicators: Iterable[Indicator]) -> Decimal:
    return sum((indicator.points for indicator in indicators), Decimal(0))
