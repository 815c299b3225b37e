"""What every analysis gives back: its result as plain data, and what it was made from."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from engine import VERSION
from engine.assessment import Assessment, assess
from engine.decision import Question
from engine.preparation import Inputs, Prepared


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
        not_scored: The units that are not, of which nothing is said.
        questions: What is still to be decided; open ties count both ways.
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
    not_scored: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()

    @classmethod
    def of(cls, prepared: Prepared, seed: int | None = None, draws: int | None = None) -> Self:
        """Of a cycle that an analysis starts from.

        Raises:
            Problems: the scheme does not assess the period, or its effects contradict each other.
        """
        inputs, scored = prepared.inputs, set(prepared.units)
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
            not_scored=tuple(unit for unit in prepared.reported if unit not in scored),
            questions=hypothetical(inputs).questions,
        )

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it; of a question its key."""
        plain = {**vars(self), "engine": VERSION, "not_scored": list(self.not_scored)}
        plain["open_decisions"] = [question.key for question in plain.pop("questions")]
        return {key: value for key, value in plain.items() if value is not None}


def hypothetical(inputs: Inputs) -> Assessment:
    """The assessment of inputs that are only tried out: it tells what is open, and which decisions have no use.

    Raises:
        Problems: the scheme does not assess the period, or its effects contradict each other.
    """
    return assess(
        inputs.ruleset,
        inputs.data,
        inputs.history,
        inputs.decisions,
        period=str(inputs.period),
        totals=inputs.totals,
        ask_second_opinion=False,
        hypothetical=True,
    )


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
