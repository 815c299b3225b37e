"""Columns for the tests of the second opinion, written as one list of plain values a name; None is unknown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from engine.expression import parse, tree
from engine.expression.evaluation import Numbers, Texts, Truth, Value
from engine.fixed import fixed
from engine.inference import available, second_opinion

Plain = int | str | Decimal | bool | None
Inferred = dict[str, list[bool]]


@dataclass(frozen=True)
class Columns:
    """A scope of columns shaped (1, units), as an official run has them."""

    values: Mapping[str, Sequence[Plain]]

    def value(self, node: tree.Expression) -> Value:
        return column(self.values[str(node)])


def column(values: Sequence[Plain]) -> Value:
    """The exact column of plain values: all texts, all yes or no, or all numbers."""
    known = np.array([[value is not None for value in values]])
    if any(isinstance(value, bool) for value in values):
        true = np.array([[value is True for value in values]])
        return Truth(true, known & ~true)
    if any(isinstance(value, str) for value in values):
        vocabulary = tuple(sorted({value for value in values if isinstance(value, str)}))
        codes = [[vocabulary.index(value) if isinstance(value, str) else -1 for value in values]]
        return Texts(np.array(codes), vocabulary, known)
    numbers = [Decimal(-99999) if value is None else Decimal(value) for value in values]
    return Numbers(fixed(*numbers, shape=(1, len(numbers))), known)


@pytest.fixture(scope="session")
def scope() -> Callable[[Mapping[str, Sequence[Plain]]], Columns]:
    """Makes a scope of plain columns."""
    return Columns


@pytest.fixture(scope="session")
def infer() -> Callable[..., Inferred]:
    """Asks durable-rules: conditions as text, plain columns → for each rule where it is in force."""
    if not available():
        pytest.skip("durable-rules is not available")

    def ask(
        conditions: Mapping[str, str],
        values: Mapping[str, Sequence[Plain]],
        instead_of: Mapping[str, Sequence[str]] | None = None,
    ) -> Inferred:
        count = len(next(iter(values.values())))
        trees = {name: parse(when) for name, when in conditions.items()}
        opinion = second_opinion(trees, instead_of or {}, Columns(values), count)
        assert opinion.in_force is not None
        found: dict[str, Any] = {name: where.tolist() for name, where in opinion.in_force.items()}
        return found

    return ask
