"""The engine against the oracle on one county: for the test, and for ``script/soak counties`` as long as it runs."""

from collections.abc import Iterator
from itertools import count
from secrets import randbelow

from oracle.against import differences
from oracle.generate import County, county
from oracle.scoring import told
from oracle.yaml_text import yaml_text

from engine.assessment import Assessment, assess
from engine.data import Data
from engine.decision import Decisions
from engine.history import History, Record
from engine.result import as_plain
from engine.source import load


def assessed(given: County, *, ask_second_opinion: bool = True) -> Assessment:
    """What the engine makes of a county."""
    records = [Record(**{key: value for key, value in record.items() if value}) for record in given.history]
    return assess(
        load(yaml_text(given.ruleset)),
        Data.from_rows(given.data["units"], **given.data.get("tables", {})),
        History.of(records),
        Decisions.from_plain(given.decisions),
        period=given.period,
        totals=given.totals,
        ask_second_opinion=ask_second_opinion,
    )


def soak() -> Iterator[str | None]:
    """Counties of new seeds without end: for each, what the two differ in, or None."""
    for seed in count(randbelow(2**48)):
        given = county(seed)
        found = differences(told(given.run()), as_plain(assessed(given, ask_second_opinion=False)))
        yield f"seed {seed}: {'; '.join(found)}" if found else None
