import io

import pytest
from building import county, measures, run, scheme
from rich.console import Console

import locales
from engine.data import Data, Sheet
from engine.message import Message
from engine.problem import Place, Problem, Severity
from terminal.verdicts import unreconciled, verdicts
from workbooks.submissions import Submitted


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locales, "_in_use", "en")


DATA = Data(Sheet({"unit": ("甲",)}))


def wrong(file: str, sheet: str | None, severity: Severity = Severity.ERROR) -> Problem:
    return Problem("code", Message("Wrong."), Place(file=file, sheet=sheet), severity=severity)


def shown(submitted: Submitted) -> list[list[str]]:
    console = Console(file=io.StringIO(), width=100, color_system=None)
    for each in verdicts(submitted, piped=True):
        console.print(each)
    assert isinstance(console.file, io.StringIO)
    return [line.split() for line in console.file.getvalue().splitlines() if line.strip()]


def test_a_line_for_each_table_and_each_file_that_could_not_be_read() -> None:
    submitted = Submitted(
        DATA,
        unreadable=[wrong("目录/c.xlsx", None)],
        incomplete=[wrong("a.xlsx", "甲"), wrong("a.xlsx", "甲"), wrong("a.xlsx", "乙", Severity.WARNING)],
        tables=[("a.xlsx", "甲", 18), ("a.xlsx", "乙", 0), ("b.csv", None, 3)],
    )
    lines = shown(submitted)
    assert " ".join(lines[-1]) == "Whether the tables agree cannot be told before all can be read."
    assert [line for line in lines if line[0] in ("a.xlsx", "b.csv", "c.xlsx")] == [
        ["a.xlsx", "甲", "18", "✓", "✗", "2"],
        ["a.xlsx", "乙", "0", "✓", "!", "1"],
        ["b.csv", "3", "✓", "✓"],
        ["c.xlsx", "✗", "1", "—"],
    ]


@pytest.mark.parametrize(
    ("submitted", "said"),
    [
        (Submitted(None), "Whether the tables agree cannot be told before all is handed in and complete."),
        (
            Submitted(DATA, unreadable=[wrong("a", None)]),
            "Whether the tables agree cannot be told before all can be read.",
        ),
        (Submitted(DATA), "The tables agree with each other."),
        (Submitted(DATA, disagreeing=[wrong("a", None)]), "The tables disagree in 1 places."),
        (
            Submitted(DATA, incomplete=[wrong("a", None)]),
            "Whether the tables agree cannot be told before all is handed in and complete.",
        ),
        (
            Submitted(DATA, awaited=["县财政局"]),
            "Whether the tables agree cannot be told before all is handed in and complete.",
        ),
        (Submitted(DATA, incomplete=[wrong("a", None, Severity.WARNING)]), "The tables agree with each other."),
    ],
)
def test_what_is_said_of_their_agreement(submitted: Submitted, said: str) -> None:
    assert shown(submitted)[-1] == said.split()


def test_targets_of_equality_are_cross_checks() -> None:
    ruleset = scheme(
        measures=measures("分", "拨", "支"),
        targets="[{name: 收支相符, expect: 拨 == 支, source: 文}, {name: 支出, expect: 支 >= 9, source: 文}]",
    )
    found = unreconciled(run(ruleset, county(分="90 90", 拨="5 5", 支="5 3")))
    assert [(problem.code, problem.place.unit, str(problem.what), problem.severity) for problem in found] == [
        (
            "data-unreconciled",
            "乙",
            "收支相符 does not hold for 乙: 拨 == 支; the difference is 2.00.",
            Severity.WARNING,
        )
    ]
