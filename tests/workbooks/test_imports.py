import subprocess
import sys
from pathlib import Path

HEAVY = {"python_calamine", "xlsxwriter", "pandas", "openpyxl", "django", "workbooks.xlsx.sheets"}
SCRIPT = """
import sys, pathlib, workbooks
workbooks.read_sheet(pathlib.Path(sys.argv[1]))
print(*sys.modules)
"""


def test_nothing_heavy_is_loaded_for_a_csv_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("unit,x\n甲镇,1\n", encoding="utf-8")
    run = subprocess.run([sys.executable, "-c", SCRIPT, path], capture_output=True, text=True, check=True)
    assert HEAVY & set(run.stdout.split()) == set()
