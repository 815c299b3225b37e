"""`kaoping explain`: why a unit's result is what it is, or why it is not better."""

from pathlib import Path

from engine.explanation import explain, why_not
from terminal.explanations import as_plain, explained
from terminal.output import piped, print_json, show
from terminal.verifying import handed_in


def run(path: Path, unit: str, wanted: str | None, *, as_json: bool) -> int:
    """Explain a unit's result.

    Args:
        path: The ``result.json``.
        unit: The unit.
        wanted: A grade, to be told what keeps the unit from it.
        as_json: Whether to print one object instead of text.

    Returns:
        The exit code 0.

    Raises:
        Problems: the file is no result, was changed by hand, or knows no such unit or grade.
    """
    result, assessment = handed_in(path)
    explanation = explain(assessment, unit) if wanted is None else why_not(assessment, unit, wanted)
    if as_json:
        print_json(as_plain(explanation))
    else:
        show(explained(explanation, result["ruleset"]["sources"], piped=piped()))
    return 0
