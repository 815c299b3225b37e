"""The years of the invented county as files: what was reported, decided and objected, the result, all its notices."""

from collections.abc import Callable, Mapping, Sequence
from csv import DictReader
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import rulesets
from engine.assessment import Assessment, assess
from engine.data import UNIT, Data, Sheet
from engine.decision import Decisions
from engine.explanation import explain
from engine.history import History
from engine.result import as_plain
from engine.ruleset import Ruleset
from engine.source import load
from locales import Language, in_use, render, use
from locales import gettext as _
from notices import Request, Written, read_objections, read_office, write
from scorecards import Demonstrated, demonstration, office_text
from storage import write_atomically
from terminal.collecting import by_department
from terminal.decisions import template
from terminal.explanations import explained
from terminal.notifying import in_chinese
from terminal.output import show
from workbooks import read_data, result_json, result_xlsx
from workbooks.collection.filled import Filled, Signature
from workbooks.collection.form import form

WORKBOOKS = "workbooks"
"""The folder of a year's collection workbooks."""

_REAL, _MADE_UP = "通渭县", "样例县"


@dataclass(frozen=True)
class Year:
    """One scheme's assessment of one year, with where it was written."""

    scheme: str
    folder: Path
    result: Mapping[str, Any]
    notices: Written


class Document:
    """What is told whenever a document was written."""


def write_years(
    scheme: str,
    folder: Path,
    language: Language,
    kinds: Sequence[str] | None,
    tell: Callable[[Year | Document], object],
) -> None:
    """Write every year of a scheme, each with the results of those before it as its history.

    Args:
        scheme: Its name.
        folder: Where the years go, each into a folder of its own.
        language: In which the files for people are written.
        kinds: The kinds of notice; all if not given.
        tell: Is told of each document, and of each year, when it was written.
    """
    use(language)
    cycles = [cycle for cycle in demonstration() if cycle.scheme == scheme]
    ruleset = made_up_ruleset(cycles[0])
    write_atomically({folder / "ruleset.yaml": ruleset.text.encode()})
    history = History()
    for cycle in cycles:
        assessing = _Assessing(cycle, ruleset, history, folder / cycle.period, kinds)
        assessment = assessing.assessment()
        history = History.from_result(as_plain(assessment))
        result = as_plain(assessment, render, in_use())
        tell(Year(scheme, assessing.folder, result, assessing.notices(assessment, lambda: tell(Document()))))


def made_up_ruleset(cycle: Demonstrated) -> Ruleset:
    """The scheme's ruleset under the name of a made-up county."""
    return load(rulesets.text(cycle.ruleset).replace(_REAL, _MADE_UP), "ruleset.yaml")


def reported(cycle: Demonstrated, *, first: bool = False) -> Data:
    """What was reported for a cycle; on demand with the cells that had been reported first, before an objection."""
    rows = list(DictReader(StringIO(cycle.data)))
    if first:
        rows = [{measure: cycle.first.get((row[UNIT], measure), row[measure]) for measure in row} for row in rows]
    return Data.from_rows(rows)


def recorded(cycle: Demonstrated) -> Decisions:
    """What was decided in a cycle."""
    return Decisions() if cycle.decisions is None else Decisions.from_yaml(cycle.decisions)


def request(cycle: Demonstrated, kinds: Sequence[str] | None = None) -> Request:
    """The notices of a cycle, with what the invented county fills in and what its units objected."""
    objections = () if cycle.objections is None else read_objections(cycle.objections)
    return Request(kinds, read_office(_office(cycle)), objections=objections)


def _office(cycle: Demonstrated) -> str:
    return office_text(int(cycle.period) + 1)


@dataclass(frozen=True)
class _Assessing:
    """One year, and where it is written."""

    cycle: Demonstrated
    ruleset: Ruleset
    history: History
    folder: Path
    kinds: Sequence[str] | None

    def assessment(self) -> Assessment:
        """Assess the year from its collection workbooks; what is open is left as a file to fill in."""
        files = self._workbooks()
        write_atomically({**files, self.folder / "units.csv": self._units()})
        assessment = self._assessed(read_data(sorted(files), self.ruleset))
        result = as_plain(assessment, render, in_use())
        decisions = self.cycle.decisions or template(result["open_decisions"], recorded(self.cycle))
        write_atomically(
            {
                self.folder / "decisions.yaml": decisions.encode(),
                self.folder / "result.json": result_json(result),
                self.folder / "result.xlsx": result_xlsx(result),
                self.folder / "explanation.txt": _explanation(assessment, result).encode(),
            }
        )
        return assessment

    def notices(self, assessment: Assessment, step: Callable[[], object]) -> Written:
        """Write every notice that the result calls for, and beside them what they were written from."""
        files = {self.folder / "office.yaml": _office(self.cycle)}
        former = None
        if self.cycle.objections is not None:
            former = as_plain(self._assessed(reported(self.cycle, first=True)), render, in_use())
            files[self.folder / "objections.yaml"] = self.cycle.objections
        write_atomically({path: text.encode() for path, text in files.items()})
        if former is not None:
            write_atomically({self.folder / "result-first.json": result_json(former)})
        told = in_chinese(assessment, former)
        return write(told, self.folder / "notices", request(self.cycle, self.kinds), step=step)

    def _assessed(self, data: Data) -> Assessment:
        return assess(self.ruleset, data, self.history, recorded(self.cycle), period=self.cycle.period)

    def _workbooks(self) -> Mapping[Path, bytes]:
        """The collection workbooks of all departments as they came back: filled in and signed."""
        data, period = reported(self.cycle), self.cycle.period
        made = form(self.ruleset, period, Sheet({UNIT: data.units.columns[UNIT]}))
        signed = date(int(period) + 1, 1, 15)
        signature = Signature(_("made up"), signed, _("made up"))
        filled = Filled(data, dict.fromkeys(made.departments, signature))
        return by_department(made, self.folder / WORKBOOKS, date(int(period) + 1, 1, 20), filled)

    def _units(self) -> bytes:
        """The list of units, as ``kaoping workbook --units`` takes it."""
        return "".join(f"{row[UNIT]}\n" for row in [{UNIT: UNIT}, *DictReader(StringIO(self.cycle.data))]).encode()


def _explanation(assessment: Assessment, result: Mapping[str, Any]) -> str:
    """The explanation of the unit with the most to explain: one with rules that gave way, else the last."""
    told = StringIO()
    unit = max(result["units"], key=lambda unit: (len(unit["replaced"]), len(unit["vetoes"]), unit["rank"] or 0))
    show(explained(explain(assessment, unit["unit"]), result["ruleset"]["sources"], piped=True), told)
    return told.getvalue()
