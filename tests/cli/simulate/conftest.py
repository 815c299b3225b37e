"""Two years of results, the second one on the first, and a file of scenarios."""

from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner

from cli import kaoping
from tests.cli.conftest import DATA, RULESET

SCENARIOS = """\
scenarios:
  从严:
    edits:
      - {grades.好.from: 98}
      - {grades.一般.from: 66}
  加奖:
    edits: {prizes.一等奖.amount: 6000, prizes.一等奖.winners: 2}
  改数:
    data: {样例乙镇: {完成户数: '100'}}
"""
YEARS = ("2015/result.json", "2016/result.json")


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2015, in which 样例乙镇 was better, and 2016, each with its result."""
    here = tmp_path_factory.mktemp("county")
    files = {"办法.yaml": RULESET, "方案.yaml": SCENARIOS, "2016.csv": DATA}
    files["2015.csv"] = DATA.replace("样例乙镇,50", "样例乙镇,60")
    for name, text in files.items():
        (here / name).write_text(text, "utf-8")
    for year, history in (("2015", ()), ("2016", ("--history", str(here / YEARS[0])))):
        out = ("--period", year, "--out", str(here / year), "--lang", "en")
        made = CliRunner().invoke(
            kaoping, ["assess", str(here / "办法.yaml"), str(here / f"{year}.csv"), *history, *out]
        )
        assert made.exit_code == 0, made.output
    return here


@pytest.fixture
def results(county: Path, folder: Path) -> tuple[str, str]:
    """The result.json of both years in the current folder."""
    copytree(county, folder, dirs_exist_ok=True)
    return YEARS
