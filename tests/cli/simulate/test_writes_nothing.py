"""What-if writes nothing but what it was asked for: the folder before and after each command, byte by byte."""

from pathlib import Path

import pytest

AWARDS = ("--scenarios", "方案.yaml", "--scenario", "加奖")
COMMANDS = {
    "impact": ("2016/result.json", "--scenarios", "方案.yaml", "--ruleset", "办法.yaml"),
    "attribution": ("2016/result.json", *AWARDS),
    "backtest": ("2015/result.json", "2016/result.json", *AWARDS),
}

ALONE = {
    "leave-one-out": ("2016/result.json",),
    "sensitivity": ("2016/result.json", "--vary", "weights=20%", "--points", "8"),
    "design": ("2016/result.json", "--share", "好=50%", "--budget", "4000"),
    "path": ("2016/result.json", "样例乙镇", "--to-grade", "好"),
    "tipping": ("2016/result.json", "--number", "grades.好.from"),
}
"""Commands that need no scenario."""


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file with when it was written and what it holds; every folder."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in sorted(folder.parent.rglob("*"))
        if path != folder and folder in path.parents
    }


@pytest.mark.parametrize("command", COMMANDS | ALONE)
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_nothing_is_written(run, results, folder, command, form):
    before = tree(folder)
    assert len(before) > 6
    assert run("simulate", command, *(COMMANDS | ALONE)[command], *form).exit_code == 0
    assert tree(folder) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_a_refusal_writes_nothing_either(run, results, folder, command):
    before = tree(folder)
    files = [part for part in COMMANDS[command] if part.endswith(".json")]
    assert run("simulate", command, *files, "--set", "grade.好=1", "--report", "简报").exit_code == 1
    assert tree(folder) == before


@pytest.mark.parametrize("command", COMMANDS | ALONE)
def test_a_report_is_all_that_is_written(run, results, folder, command):
    before = tree(folder)
    assert run("simulate", command, *(COMMANDS | ALONE)[command], "--report", "简报", "--format", "html").exit_code == 0
    after = tree(folder)
    assert {name: after[name] for name in before} == before
    assert sorted(after.keys() - before.keys()) == ["简报", f"简报/{command}.html"]
