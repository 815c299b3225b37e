"""The system of record; and the demonstration: an invented county's cycles, as files that a user could have made."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml


@dataclass(frozen=True)
class Demonstrated:
    """One cycle of the invented county.

    Attributes:
        ruleset: Name of the ruleset, as ``rulesets.text`` takes it.
        period: The cycle's period.
        data: The CSV of all units.
        decisions: The YAML of the decisions that were recorded; None where none was.
        objections: The YAML of what units objected and what was decided on it; None where none did.
        first: Cells as they had been reported first, before an objection: (unit, measure) and value.
    """

    ruleset: str
    period: str
    data: str
    decisions: str | None
    objections: str | None
    first: Mapping[tuple[str, str], str]

    @property
    def scheme(self) -> str:
        """The scheme's name without its place, as its folder is called."""
        return self.ruleset.rpartition("/")[2]


PLACE = "tongwei"
"""Where the schemes come from that the invented county uses."""

_DATA = ".csv"


def demonstration() -> tuple[Demonstrated, ...]:
    """All cycles of the invented county, by scheme, then by period; each builds on the results of those before it.

    Example:
        >>> [(cycle.ruleset, cycle.period) for cycle in demonstration()][:2]
        [('tongwei/department', '2015'), ('tongwei/department', '2016')]
    """
    schemes = (scheme for scheme in files(__name__).joinpath("demonstration").iterdir() if scheme.is_dir())
    return tuple(cycle for scheme in sorted(schemes, key=_name) for cycle in _cycles(scheme))


def office_text(year: int) -> str:
    """The invented county's particulars for documents of a year, as the user's own ``office.yaml``.

    Example:
        >>> "〔2017〕1号" in office_text(2017)
        True
    """
    text = files(__name__).joinpath("demonstration", "office.yaml").read_text(encoding="utf-8")
    return text.replace("{year}", str(year))


def _cycles(scheme: Traversable) -> list[Demonstrated]:
    """The cycles of one scheme's folder: ``<period>.csv``, and what else there is of each."""
    found = {file.name: file for file in scheme.iterdir()}
    cycles = []
    for name in sorted(name for name in found if name.endswith(_DATA)):
        period = name.removesuffix(_DATA)
        first = yaml.safe_load(_text(found.get(f"first-{period}.yaml")) or "[]")
        cycles.append(
            Demonstrated(
                ruleset=f"{PLACE}/{scheme.name}",
                period=period,
                data=found[name].read_text(encoding="utf-8"),
                decisions=_text(found.get(f"decisions-{period}.yaml")),
                objections=_text(found.get(f"objections-{period}.yaml")),
                first={(cell["unit"], cell["measure"]): cell["value"] for cell in first},
            )
        )
    return cycles


def _text(file: Traversable | None) -> str | None:
    return None if file is None else file.read_text(encoding="utf-8")


def _name(scheme: Traversable) -> str:
    return scheme.name
