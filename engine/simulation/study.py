"""What every analysis gives back: its result as plain data, and what it was made from."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from engine import VERSION
from engine.preparation import Prepared


@dataclass(frozen=True)
class Provenance:
    """What a result was made from, so that anybody can make it again.

    Attributes:
        scheme: Name of the ruleset.
        version: Its version.
        unit: What a unit is called.
        period: The cycle.
        ruleset_digest: Of the ruleset that was started from.
        data_digest: Of the data that were started from.
        history_digest: Of the earlier results.
        decisions_digest: Of the recorded decisions.
        seed: Of the random numbers; None where there are none.
        draws: How many draws there were.
    """

    scheme: str
    version: str
    unit: str
    period: str
    ruleset_digest: str
    data_digest: str
    history_digest: str
    decisions_digest: str
    seed: int | None = None
    draws: int | None = None

    @classmethod
    def of(cls, prepared: Prepared, seed: int | None = None, draws: int | None = None) -> Self:
        """Of a cycle that an analysis starts from."""
        inputs = prepared.inputs
        ruleset = inputs.ruleset
        return cls(
            scheme=ruleset.ruleset,
            version=ruleset.version,
            unit=ruleset.covers.unit,
            period=str(inputs.period),
            ruleset_digest=ruleset.digest,
            data_digest=inputs.data.digest,
            history_digest=inputs.history.digest,
            decisions_digest=inputs.decisions.digest,
            seed=seed,
            draws=draws,
        )

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        plain = {**vars(self), "engine": VERSION}
        return {key: value for key, value in plain.items() if value is not None}


@dataclass(frozen=True)
class Study(ABC):
    """The result of one analysis; exact numbers are kept exact, statistics are floats."""

    analysis: ClassVar[str]
    provenance: Provenance

    @abstractmethod
    def findings(self) -> dict[str, Any]:
        """What was found, as JSON can hold it; exact numbers are text."""

    def as_plain(self) -> dict[str, Any]:
        """The whole object that ``--json`` prints."""
        return {"analysis": self.analysis, "made_from": self.provenance.as_plain(), **self.findings()}
