"""docs/findings.md: every finding of `kaoping check`, told by a ruleset that has it and its check."""

import inspect
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import locales
from engine.checks import CODES
from engine.message import Message
from engine.problem import Problem
from engine.source import findings
from generator.markdown import MADE, anchor, fence, table

EXAMPLES = Path(__file__).parents[2] / "tests" / "engine" / "bad_rulesets"
"""A ruleset for each code, which gives this finding and no other."""

INTRODUCTION = """\
# Findings of `kaoping check`

Each finding has a code that never changes and never is translated. An **error** refuses the ruleset: nothing is scored
with it. A **warning** is most likely a slip; a **note** may well be meant so. All findings are told at once, with line
and column, what was found, what is expected and how to mend it. `kaoping check --json` prints the same for programs.

The examples are the rulesets in [tests/engine/bad_rulesets](../tests/engine/bad_rulesets), each of which has exactly
the one finding; the line shown is where it is.
"""

_READING = ("Reading the file", "What YAML itself objects to, or what YAML allows and a ruleset does not.")
_SHAPE = ("Keys and values", "Keys that are missing or unknown, and values that are not of their kind.")

Group = tuple[str, str]
"""A heading, and what stands below it."""


def page() -> str:
    """The page."""
    found = {file.stem: _finding(file) for file in sorted(EXAMPLES.glob("*.yaml"))}
    rows = [
        [f"[`{code}`](#{anchor(code)})", str(found[code].severity), _said(found[code].what, "en")]
        for code in sorted(found)
    ]
    parts = [MADE, "", INTRODUCTION, table(["code", "severity", "example of what is said"], rows)]
    for (title, about), codes in _groups(found).items():
        parts += ["", f"## {title}", *(["", about] if about else [])]
        for code in codes:
            parts += ["", *_entry(code, found[code])]
    return "\n".join(parts) + "\n"


def _finding(file: Path) -> Problem:
    """The one finding of a bad ruleset."""
    (problem,) = findings(file.read_text("utf-8"), file.name)
    return problem


def _groups(codes: Iterable[str]) -> dict[Group, list[str]]:
    """The codes by what they are about, in the order in which a ruleset is read and checked."""
    checked = {code: _about(code) for code in CODES}
    groups: dict[Group, list[str]] = {_READING: [], _SHAPE: [], **{about: [] for about in checked.values()}}
    for code in codes:
        groups[checked.get(code) or (_READING if code.startswith("yaml-") else _SHAPE)].append(code)
    return groups


def _about(code: str) -> Group:
    """What the check that gives a code says of itself."""
    module = sys.modules[CODES[code].__module__]
    said = " ".join((inspect.getdoc(module) or "").split("\n\n")[0].split())
    title, _colon, rest = said.partition(": ")
    return title.rstrip("."), rest[:1].upper() + rest[1:]


def _entry(code: str, problem: Problem) -> Iterator[str]:
    yield f"### {code}"
    yield ""
    yield f"{str(problem.severity).capitalize()}, at line {problem.place.line}, column {problem.place.column}:"
    yield ""
    line = (EXAMPLES / f"{code}.yaml").read_text("utf-8").split("\n")[(problem.place.line or 1) - 1]
    yield fence("yaml", line)
    rows = [
        ["", *_both(problem.what)],
        ["found", _code(problem.found), ""],
        ["expected", *_both(problem.expected)],
        ["to mend it", *_both(problem.mend)],
    ]
    yield ""
    yield table(["", "English", "中文"], [row for row in rows if row[1]])


def _code(text: str | None) -> str:
    """A text as code, whatever ticks it holds."""
    return "" if text is None else f"`` {text} ``" if "`" in text else f"`{text}`"


def _both(message: Message | None) -> tuple[str, str]:
    """A message in English and in Chinese."""
    return ("", "") if message is None else (_said(message, "en"), _said(message, "zh_CN"))


def _said(message: Message, language: locales.Language) -> str:
    before = locales.in_use()
    locales.use(language)
    try:
        return locales.render(message)
    finally:
        locales.use(before)
