"""What is left to chance in a simulation: weights, errors of data; and its draws as variants of the cycle."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from engine.message import Message
from engine.preparation import Prepared
from engine.problem import Problem, Problems
from engine.simulation.chance.data_errors import Error, checked, drawn_measures
from engine.simulation.chance.drawn_weights import Dirichlet, Spread, Weights, drawn_points, numbers_of
from engine.simulation.variants import Variants


@dataclass(frozen=True)
class Uncertainty:
    """What is drawn.

    Attributes:
        weights: How the points of the indicators are drawn; None: they are the scheme's.
        errors: How wrong the values of measures may be, by measure.
        seed: Of the random numbers.
    """

    weights: Weights | None = None
    errors: Mapping[str, Error] = field(default_factory=dict)
    seed: int = 1

    def check(self, prepared: Prepared) -> None:
        """Makes sure that it can be drawn for a cycle.

        Raises:
            Problems: no unit can be scored, no weight can vary, or a measure is not there.
        """
        if not prepared.units:
            raise Problems([Problem("simulate-no-units", Message("Not one unit of the result can be scored."))])
        checked(prepared, self.errors)
        self.variants(prepared, 0, 1)

    def variants(self, prepared: Prepared, start: int, stop: int) -> Variants:
        """The draws ``start`` to ``stop`` (exclusive), the same whatever range they are drawn in.

        Args:
            prepared: The cycle.
            start: The first draw.
            stop: The draw after the last; at least one more.
        """
        plan = prepared.plan
        points = {} if self.weights is None else drawn_points(plan, self.weights, self.seed, start, stop)
        measures = drawn_measures(prepared, self.errors, self.seed, start, stop)
        return Variants(stop - start, numbers_of(plan, points), measures)

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        plain: dict[str, Any] = {}
        match self.weights:
            case Spread(share=share):
                plain["weights"] = {"uniform": _written(share)}
            case Dirichlet(concentration=concentration):
                plain["weights"] = {"dirichlet": _written(concentration)}
        if self.errors:
            plain["errors"] = {
                name: {"size": _written(error.size), "relative": error.relative, "shape": error.shape}
                for name, error in self.errors.items()
            }
        return plain


def _written(number: Decimal) -> str:
    """A number in one way, however many idle zeros it was given with."""
    return f"{number.normalize():f}"
