"""What it costs to change a measure, and how far it may be changed: as people write it for `kaoping simulate path`."""

from pydantic import Field

from engine.ruleset.base import Model, Number, Range, Text, Texts, YesNo
from engine.source import load_as


class Effort(Model):
    """One measure that may change."""

    effort: Number | None = Field(None, ge=0, description="What one step costs; the usual price if it is not given.")
    step: Number | None = Field(
        None, gt=0, description="By how much it changes at a time; its last decimal if not given."
    )
    between: Range | None = Field(None, description="The least and the greatest value that it can be brought to.")
    at_most: Number | None = Field(None, ge=0, description="How far it can be moved either way.")


class Efforts(Model):
    """Which measures may change, and at what cost."""

    measures: dict[Text, Effort] = Field(default_factory=dict, description="Measures that may change.")
    others: YesNo = Field(False, description="Whether measures that are not named here may change as they usually do.")
    held: Texts = Field((), description="Measures that must stay as they are.")

    @property
    def usual(self) -> bool:
        """Whether the measures that usually may change do: also where none is named."""
        return self.others or not self.measures


def read_efforts(text: str, file: str | None = None) -> Efforts:
    """The efforts that a YAML text holds.

    Args:
        text: The YAML.
        file: Its name, for the places of problems.

    Raises:
        Problems: all that is wrong with it.

    Example:
        >>> efforts = read_efforts("measures: {脱贫人口: {effort: 2, step: 10, between: [0, 500]}, 返贫率: {}}")
        >>> efforts.measures["脱贫人口"].effort, efforts.usual
        (Decimal('2'), False)
    """
    return load_as(Efforts, text, file)
