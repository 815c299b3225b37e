"""The commands as a user gives them: in this process, or as one of their own."""

import gettext
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import locales
from cli import kaoping

RULESET = """\
ruleset: 样例县乡镇考核
version: '1'
covers: {unit: 乡镇, at_most: 100}
period: year
in_force: {from: 2015-01-01}
sources:
  办法: {title: 样例县考核办法, section: 第三条, kind: document}
  约定: {title: 约定, kind: assumption}
parties:
  领导班子: {kind: body}
  主要领导: {kind: people}
measures:
  完成户数: {unit: 户, between: [0, 1000]}
  任务户数: {unit: 户, between: [1, 1000]}
  得分: {unit: 分, decimals: 2, between: [0, 60]}
tables:
  测评票: {columns: {分数: {decimals: 0, between: [0, 100]}}}
formulas:
  票数: {count: 测评票, source: 办法}
scoring: {full_marks: 100, points: {decimals: 2}}
indicators:
  - {name: 任务, points: 40, method: completion, actual: 完成户数, target: 任务户数, source: 办法}
  - {name: 评价, points: 60, method: given, score: 得分, out_of: 60, source: [办法, 约定], note: 按评价得分折算}
adjustments:
  - {name: 票多, when: 票数 > 2, bonus: 1, source: 约定}
grades:
  - {grade: 好, from: 90, source: 办法}
  - {grade: 一般, from: 60, source: 办法}
  - {grade: 较差, source: 办法}
ranking: {by: total, source: 办法}
prizes:
  - name: 一等奖
    winners: 1
    amount: 5000
    source: 办法
consequences:
  - name: 结果为好
    when: grade == '好'
    then:
      - {party: 主要领导, effect: rate, as: 优秀}
    source: 办法
  - name: 两年较差
    when: running(grade == '较差') >= 2
    then:
      - {party: 领导班子, effect: adjust, how: 组织调整}
    source: 办法
"""

DATA = """\
单位,完成户数,任务户数,得分
样例甲镇,100,100,57.50
样例乙镇,50,100,45
样例丙镇,10,100,20
"""


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English unless a test says otherwise, and no trace of the language in use afterwards."""
    monkeypatch.setattr(locales, "_in_use", None)
    monkeypatch.setenv("KAOPING_LANG", "en")
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.delenv("KAOPING_DEBUG", raising=False)
    yield
    gettext.textdomain("messages")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a ruleset and data; its name has blanks and 汉字."""
    here = tmp_path / "样例 考核"
    here.mkdir()
    (here / "办法.yaml").write_text(RULESET, "utf-8")
    (here / "数据.csv").write_text(DATA, "utf-8")
    monkeypatch.chdir(here)
    return here


Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Runs a command in this process; checks that nothing ends in a traceback."""

    def ran(*arguments: str) -> Result:
        result = CliRunner().invoke(kaoping, arguments, prog_name="kaoping")
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "Traceback" not in result.output
        return result

    return ran


Spawn = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def spawn() -> Spawn:
    """Runs a command in a process of its own, through a shell that may redirect it."""

    def ran(arguments: str, **surroundings: str) -> "subprocess.CompletedProcess[str]":
        root = Path(__file__).parents[2]
        environment = os.environ | {"PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8", **surroundings}
        program = f'"{sys.executable}" -c "from cli import main; main()"'
        done = subprocess.run(
            ["sh", "-c", arguments.replace("kaoping", program, 1)],
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert "Traceback" not in done.stderr + done.stdout
        assert "Exception ignored" not in done.stderr
        return done

    return ran
