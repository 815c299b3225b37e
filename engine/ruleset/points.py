"""How points are earned and changed: the scoring's frame, indicators in groups, adjustments."""

from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema, create_model, model_validator
from pydantic_core import PydanticCustomError

from engine.fixed import Fixed, Truths
from engine.methods import METHODS, Method
from engine.methods.registry import Node, Parameter, Step
from engine.rounding import Rounding
from engine.ruleset.base import Formula, Model, Number, Places, Range, Rule, Text, Texts, Whole, YesNo


class PointsFrame(Model):
    """To how many places points are kept."""

    decimals: Places = Field(2, description="Decimal places of an indicator's points.")
    rounding: Rounding = Field(Rounding.HALF_UP, description="How they are rounded.")


class TotalFrame(Model):
    """Within which limits the total lies, and whether it is rounded."""

    between: Range | None = Field(None, description="A total outside is clamped, as a correction.")
    decimals: Places | None = Field(None, description="Places to which the total is rounded, as a correction.")
    rounding: Rounding = Field(Rounding.HALF_UP, description="How it is rounded.")


class Cap(Model):
    """The most that a kind of adjustment may come to."""

    at_most: Number = Field(ge=0, description="The most that they may come to together.")


class FormulaFrame(Model):
    """Defaults of formulas."""

    decimals: Places = Field(description="Decimal places of means and shares that declare none.")


class Scoring(Model):
    """The frame within which units are scored."""

    full_marks: Number = Field(description="What the indicators' points sum to, for every class of units.")
    points: PointsFrame = Field(default_factory=PointsFrame, description="Places to which points are rounded.")
    total: TotalFrame = Field(default_factory=TotalFrame, description="Limits of the total, and whether it is rounded.")
    bonuses: Cap | None = Field(None, description="The most that all bonuses add.")
    deductions: Cap | None = Field(None, description="The most that all deductions take away.")
    formulas: FormulaFrame | None = Field(None, description="Defaults of formulas.")


class MovePoints(Model):
    """Points that go to another indicator where this one does not apply."""

    move_points_to: Text = Field(description="The indicator that takes the points.")


NotApplicable = Literal["error", "full", "zero", "exclude", "peer_mean"] | MovePoints


class IndicatorRule(Rule):
    """What all indicators have, whatever their method."""

    name: Text = Field(description="Its name; rules name its points as `points.<name>`.")
    points: Number = Field(description="Full points.")
    method: str = Field(description="The scoring method; it decides which further keys there are.")
    decimals: Places | None = Field(None, description="Decimal places of its points, instead of the scheme's.")
    rounding: Rounding | None = Field(None, description="How its points are rounded, instead of the scheme's.")
    only: Formula | None = Field(None, description="Which units have it: a condition on attributes.")
    not_applicable: NotApplicable = Field("error", description="What a unit earns for which a measure does not apply.")
    for_each: Text | None = Field(None, description="Repeat it for each value of this column of a `per` formula.")

    @property
    def arguments(self) -> dict[str, Any]:
        """The parameters of the method that are given, by name."""
        return {name: value for name in METHODS[self.method].parameters if (value := getattr(self, name)) is not None}


class LadderStep(Model):
    """One step, tried from the top."""

    from_: Number | None = Field(None, alias="from", description="Reached where the value is this or more.")
    when: Formula | None = Field(None, description="And only where this condition holds.")
    earns: Number = Field(description="The points.")


class Corner(Model):
    """One corner of an interpolation."""

    at: Number = Field(description="The value.")
    earns: Number = Field(description="The points that it earns.")


def _none_or(value: Any) -> Any:
    return "none" if value in (None, "none", "null") else value


Floor = Annotated[Number | Literal["none"], BeforeValidator(_none_or), WithJsonSchema({"type": ["number", "string"]})]


def _field(parameter: Parameter) -> tuple[Any, Any]:
    """The model's field for a parameter of a method: its type and default."""
    kinds = {parameter.annotation, *get_args(parameter.annotation)}
    inner = {argument for kind in kinds for argument in get_args(kind)} | kinds
    optional = not parameter.required
    if Step in inner:
        return tuple[LadderStep, ...], Field(min_length=1)
    if Node in inner:
        return tuple[Corner, ...], Field(min_length=2)
    if Fixed not in inner and Truths not in inner:  # an enumeration
        return parameter.annotation, Field(parameter.default)
    if not parameter.wanted.constant:
        return (Formula | None, None) if optional else (Formula, ...)
    bounds: dict[str, Any] = {"gt": 0} if parameter.wanted.above_zero else {}
    if parameter.wanted.at_least_zero:
        bounds = {"ge": 0}
    if not optional:
        return Number, Field(**bounds)
    if parameter.default is None:
        return Number | None, Field(None, **bounds)
    default = parameter.default.texts()[0]
    return Floor, Field(default, validate_default=True)


def _indicator(method: Method) -> type[IndicatorRule]:
    """The model of the indicators that use a method: its parameters beside what all have."""
    fields: dict[str, Any] = {name: _field(parameter) for name, parameter in method.parameters.items()}
    summary = method.documentation.partition("\n")[0]

    def one_of(self: IndicatorRule) -> IndicatorRule:
        if method.one_of and sum(getattr(self, name) is not None for name in method.one_of) != 1:
            raise PydanticCustomError("one_of", "exactly one of {names}", {"names": ", ".join(method.one_of)})
        return self

    validators: dict[str, Any] = {"_one_of": model_validator(mode="after")(one_of)}
    fields["method"] = (Literal[method.name], Field(description=method.in_words))
    return create_model(
        f"Indicator_{method.name}",
        __base__=IndicatorRule,
        __doc__=summary,
        __validators__=validators,
        **fields,
    )


class Group(Model):
    """Indicators that belong together, with the points that they sum to."""

    group: Text = Field(description="Its name.")
    points: Number = Field(description="What its content sums to.")
    at_most: Number | None = Field(None, ge=0, description="The most that its content may earn.")
    only: Formula | None = Field(None, description="Which units have it: a condition on attributes.")
    indicators: "tuple[Entry, ...]" = Field(min_length=1, description="Its indicators, and groups within it.")
    source: Texts | None = Field(None, description="Keys of `sources`: where the scheme says so.")
    note: Text | None = Field(None, description="A remark.")


def _entry_kind(value: Any) -> str | None:
    """Which model an entry of `indicators` has."""
    if isinstance(value, Model):
        return "group" if isinstance(value, Group) else str(getattr(value, "method", None))
    if not isinstance(value, dict):
        return None
    return "group" if "group" in value else str(value.get("method"))


_KINDS: Any = Annotated[Group, Tag("group")]
for _method in METHODS.values():
    _KINDS = _KINDS | Annotated[_indicator(_method), Tag(_method.name)]
Entry = Annotated[_KINDS, Discriminator(_entry_kind)]
"""A group, or an indicator of one of the methods."""

Group.model_rebuild()


class Adjustment(Rule):
    """A bonus, a deduction, a veto of the grade, or a withdrawal from the ranking."""

    name: Text = Field(description="Its name, a line of every explanation.")
    when: Formula | None = Field(None, description="Where it holds; always, if absent.")
    bonus: Formula | None = Field(None, description="Points added.")
    deduct: Formula | None = Field(None, description="Points taken away.")
    at_most: Number | None = Field(None, ge=0, description="The most that it adds or takes away.")
    grade_at_most: Text | None = Field(None, description="The grade is lowered to this one (一票否决).")
    withdraw: YesNo = Field(False, description="The unit has no rank, prize or quota.")
    for_each: Text | None = Field(None, description="Repeat it for each value of this column of a `per` formula.")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        given = [self.bonus, self.deduct, self.grade_at_most, self.withdraw or None]
        if sum(each is not None for each in given) != 1:
            raise PydanticCustomError("one_of", "exactly one of bonus, deduct, grade_at_most, withdraw")
        if self.at_most is not None and self.amount is None:
            raise PydanticCustomError("one_of", "at_most only beside bonus or deduct")
        return self

    @property
    def amount(self) -> Any:
        """The expression of the points, for bonuses and deductions."""
        return self.bonus if self.bonus is not None else self.deduct


__all__ = [
    "Adjustment",
    "Corner",
    "Entry",
    "Group",
    "IndicatorRule",
    "LadderStep",
    "MovePoints",
    "Scoring",
    "Whole",
]
