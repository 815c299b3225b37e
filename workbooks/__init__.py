"""Tables in and out: CSV, workbooks, the history, decisions, earlier results; result.json and result.xlsx.

Importing this package is cheap: calamine and XlsxWriter are loaded when a workbook is read or written.
"""

from workbooks.reading import read_decisions, read_history, read_ruleset_text, read_sheet
from workbooks.result.workbook import result_xlsx
from workbooks.results import read_result, result_json
from workbooks.submissions import read_data, read_submissions

__all__ = [
    "read_data",
    "read_decisions",
    "read_history",
    "read_result",
    "read_ruleset_text",
    "read_sheet",
    "read_submissions",
    "result_json",
    "result_xlsx",
]
