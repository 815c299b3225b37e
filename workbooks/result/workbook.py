"""``result.xlsx``: a result laid out for reading and printing, one worksheet a question that people ask of it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from engine import phrases
from engine.message import Message
from locales import gettext as _
from locales import render as in_language
from workbooks.result import basis, charts, data, effects, origins, points, summary
from workbooks.result.report import Report
from workbooks.styles import Styles, new_book

if TYPE_CHECKING:
    from engine.comparison import Comparison


def result_xlsx(
    result: Mapping[str, Any],
    render: Callable[[Message], str] = in_language,
    comparison: "Comparison | None" = None,
) -> bytes:
    """A result as the bytes of ``result.xlsx``: the same result gives the same bytes.

    Numbers are numbers, with the decimals that the result has; text is text and never a formula.

    Args:
        result: The object of ``result.json``.
        render: Puts a message into the reader's language.
        comparison: With an older result, if it is to be compared with one.
    """
    title = f"{result['ruleset']['name']} {render(phrases.period(result['period']))}"
    book, content = new_book(title, digest(result), _("Results of the assessment"))
    report = Report(book, Styles(book), result, render)
    summary.write(report)
    charts.write(report)
    if comparison is not None:
        from workbooks.result import comparison as worksheets

        worksheets.write(report, comparison)
    points.write_points(report)
    points.write_adjustments(report)
    effects.write_consequences(report)
    effects.write_targets(report)
    basis.write_decisions(report)
    basis.write_findings(report)
    basis.write_basis(report)
    data.write(report)
    origins.write(report)
    book.close()
    return content.getvalue()


def digest(result: Mapping[str, Any]) -> str:
    """What a result was computed from, in short."""
    return f"{result['ruleset'].get('digest', '')} · {result.get('data_digest', '')}"
