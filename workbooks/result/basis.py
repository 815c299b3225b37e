"""The worksheets of result.xlsx on which a result rests: decisions, findings, conventions, sources, versions."""

from collections.abc import Mapping, Sequence
from typing import Any

from engine.message import Message
from locales import gettext as _
from workbooks.page import SECTION, Column, Page
from workbooks.result.report import Report
from workbooks.styles import Cell


def write_decisions(report: Report) -> None:
    """The worksheet 未决事项: what people still have to decide, and what they have decided."""
    open_decisions, decided = report.result["open_decisions"], report.result["decisions"]
    if not open_decisions and not decided:
        return
    columns = [Column("", least=44, most=60), Column("", least=24, most=40), Column("", least=30, most=44)]
    columns += [Column("", least=16, most=24), Column("", least=12, most=16)]
    page = report.page(_("Open decisions"), _("Decisions"), columns)
    if open_decisions:
        headers: Sequence[str] = (_("Question"), _("Concerns"), _("Possible answers"))
        _table(
            page,
            _("Open: to be decided and recorded with a reason"),
            headers,
            [_question(each) for each in open_decisions],
        )
    if decided:
        headers = (_("Question"), _("Answer"), _("Reason"), _("Decided by"), _("On"))
        _table(page, _("Decided"), headers, [_decision(each) for each in decided])
    page.finish()


def _question(question: Mapping[str, Any]) -> list[str]:
    options = question.get("options") or ()
    answers = options if isinstance(options, str) else "、".join(options)
    return [f"{question['text']}\n{question['question']}", "、".join(question.get("units") or ()), answers]


def _decision(decision: Mapping[str, Any]) -> list[str]:
    answer = decision["answer"]
    listed = answer if isinstance(answer, str) else "、".join(answer)
    return [decision["question"], listed, decision["reason"], decision.get("by") or "", decision.get("on") or ""]


def write_findings(report: Report) -> None:
    """The worksheet 警告与问题: what the run noticed in the data, and how the files were read."""
    warnings, problems = report.result["warnings"], report.result["problems"]
    reading = report.result["inputs"]["reading"]
    if not warnings and not problems and not reading:
        return
    columns = [Column("", least=16, most=28), Column("", least=44, most=60), Column("", least=20, most=36)]
    columns += [Column("", least=14, most=24), Column("", least=20, most=36), Column("", least=18, most=26)]
    page = report.page(_("Warnings and problems"), _("Warnings and problems"), columns)
    if problems:
        headers: Sequence[str] = (_("Where"), _("Problem"), _("How to mend it"), _("Found"), _("Expected"), _("Code"))
        keys: Sequence[str] = ("where", "text", "mend", "found", "expected", "code")
        _table(page, _("Problems"), headers, [[str(each.get(key) or "") for key in keys] for each in problems])
    if warnings:
        headers = (report.unit_word, _("Warning"), _("Code"))
        keys = ("unit", "text", "code")
        _table(page, _("Warnings"), headers, [[str(each.get(key) or "") for key in keys] for each in warnings])
    if reading:
        headers = (_("Where"), _("How it was read"), _("Code"))
        keys = ("where", "text", "code")
        _table(page, _("How the files were read"), headers, [[each.get(key) or "" for key in keys] for each in reading])
    page.finish()


def write_basis(report: Report) -> None:
    """The worksheet 约定与依据: conventions, how points are given, documents, and what all was computed from."""
    result, ruleset = report.result, report.result["ruleset"]
    columns = [Column("", least=26, most=34), Column("", least=56, most=74), Column("", least=34, most=50)]
    page = report.page(_("Conventions and basis"), _("Conventions and basis"), columns)
    if basis := ruleset.get("basis"):
        headers = (_("Number"), _("Document"), _("Clause and date of approval"))
        _table(page, _("Basis"), headers, [_document(each) for each in basis])
    if assumptions := result["assumptions"]:
        headers = (_("Rule"), _("Convention"), _("Path in the ruleset"))
        rows = [[each.get("rule") or "—", each["text"], each.get("path") or ""] for each in assumptions]
        _table(page, _("Conventions where the text leaves a choice open"), headers, rows)
    if indicators := result["indicators"]:
        headers = (_("Indicator and points"), _("Formula"), _("Source"))
        rows = [
            [f"{each['name']} ({each['points']})", _formula(each), report.sources(each.get("source"))]
            for each in indicators
        ]
        _table(page, _("How points are given"), headers, rows)
    if sources := ruleset.get("sources"):
        headers = (_("Source"), _("Title and section"), _("Kind and number"))
        rows = [[key, report.sources(key), _kind(source)] for key, source in sources.items()]
        _table(page, _("Sources"), headers, rows)
    _table(page, _("Computed from"), (_("Part"), _("Version or digest")), _versions(report))
    page.finish()


def _document(document: Mapping[str, Any]) -> list[str]:
    approval = "  ".join(str(document[key]) for key in ("clause", "approved") if document.get(key))
    return [document.get("number") or "—", document["title"], approval or "—"]


def _formula(indicator: Mapping[str, Any]) -> str:
    return "\n".join(filter(None, (indicator.get("formula") or indicator.get("method"), indicator.get("note"))))


def _kind(source: Mapping[str, Any]) -> str:
    words = {"document": _("document"), "speech": _("speech"), "assumption": _("assumption")}
    kind = str(source.get("kind") or "")
    return "  ".join(filter(None, (words.get(kind, kind), source.get("number"))))


def _versions(report: Report) -> list[list[str]]:
    result, ruleset = report.result, report.result["ruleset"]
    opinion = {
        "agreed": _("agreed: a second engine came to the same consequences"),
        "unavailable": _("not available"),
    }
    versions = [
        (
            _("Ruleset"),
            report.render(Message("{name}, version {version}", name=ruleset["name"], version=ruleset["version"])),
        ),
        (_("Digest of the ruleset"), ruleset.get("digest")),
        (_("Digest of the data"), result.get("data_digest")),
        (_("Digest of the history"), result.get("history_digest")),
        (_("Digest of the decisions"), result.get("decisions_digest")),
        (_("Version of kaoping"), result.get("engine")),
        (_("Second opinion"), opinion.get(str(result.get("second_opinion")), result.get("second_opinion"))),
    ]
    return [[name, str(value)] for name, value in versions if value]


def _table(page: Page, title: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A titled table on a page with several."""
    page.gap()
    page.heading(title, SECTION)
    page.header([Column(header) for header in headers])
    page.rows([[Cell(text) for text in row] for row in rows])
