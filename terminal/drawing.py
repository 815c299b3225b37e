"""Analyses by chance on the terminal: what the command line says is uncertain."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from engine.message import Message
from engine.problem import Problem, Problems
from engine.simulation.chance.data_errors import Error, read_errors
from engine.simulation.chance.drawn_weights import Dirichlet, Spread
from engine.simulation.chance.draws import Uncertainty
from workbooks import read_ruleset_text


@dataclass(frozen=True)
class Drawing:
    """What the command line says of the draws.

    Attributes:
        weights: By what share weights vary.
        dirichlet: Or the concentration of their distribution.
        errors: How wrong measures may be.
        error_file: A file of further errors.
        draws: How many draws.
        seed: Of the random numbers.
    """

    weights: Decimal | None
    dirichlet: Decimal | None
    errors: Mapping[str, Error]
    error_file: Path | None
    draws: int
    seed: int

    @property
    def uncertainty(self) -> Uncertainty:
        """What is left to chance.

        Raises:
            Problems: nothing is, or too much, or the file of errors is not in order.
        """
        problems = []
        if self.weights is not None and self.dirichlet is not None:
            what = Message("Weights are drawn in one way: --weights or --dirichlet, not both.")
            problems.append(Problem("simulate-weights-twice", what))
        errors = dict(self.errors)
        if self.error_file is not None:
            written = read_errors(read_ruleset_text(self.error_file), str(self.error_file))
            problems += [
                Problem("simulate-error-twice", Message("{measure} is given twice.", measure=name))
                for name in written
                if name in errors
            ]
            errors |= written
        if self.weights is None and self.dirichlet is None and not errors:
            what = Message("Nothing is uncertain.")
            mend = Message("Say what is: --weights ±10%, --dirichlet 50, or --error MEASURE=5%.")
            problems.append(Problem("simulate-nothing-uncertain", what, mend=mend))
        if problems:
            raise Problems(problems)
        spread = None if self.weights is None else Spread(self.weights)
        weights = spread if self.dirichlet is None else Dirichlet(self.dirichlet)
        return Uncertainty(weights, errors, self.seed)
