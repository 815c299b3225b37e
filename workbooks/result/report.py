"""What all worksheets of result.xlsx share: the result, the language, the looks of units and grades."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine import phrases
from engine.message import Message
from locales import gettext as _
from workbooks.page import SUBTITLE, TITLE, Column, Page
from workbooks.styles import GRADES, MUTED, WARNING, Cell, Style, Styles

_SHORT_DIGEST = 12


@dataclass(frozen=True)
class Report:
    """A workbook that is being written.

    Attributes:
        book: The XlsxWriter workbook.
        styles: Its formats.
        result: The object of ``result.json``.
        render: Puts a message into the reader's language.
    """

    book: Any
    styles: Styles
    result: Mapping[str, Any]
    render: Callable[[Message], str]

    @property
    def units(self) -> Sequence[Mapping[str, Any]]:
        """The assessed units in rank order, the unranked at the end."""
        units: Sequence[Mapping[str, Any]] = self.result["units"]
        return units

    @property
    def unit_word(self) -> str:
        """What the scheme calls a unit, for example 乡镇."""
        return str(self.result["ruleset"].get("unit") or _("Unit"))

    def page(self, name: str, title: str, columns: Sequence[Column]) -> Page:
        """A new worksheet with its title, what it belongs to, and how final it is."""
        ruleset, when = self.result["ruleset"], self.render(phrases.period(self.result["period"]))
        page = Page(self.book, self.styles, name, columns, f"{ruleset['name']} · {when} · {self._digests()}")
        page.heading(title, TITLE)
        version = self.render(Message("version {version}", version=ruleset.get("version", "")))
        page.heading(f"{ruleset['name']} · {version} · {when}", SUBTITLE)
        page.heading(self._digests(), SUBTITLE)
        if state := self.state():
            page.heading(state, Style(align="center", bold=True, colour=WARNING, border=False))
        return page

    def _digests(self) -> str:
        ruleset, data = self.result["ruleset"].get("digest"), self.result.get("data_digest")
        return self.render(Message("ruleset {ruleset} · data {data}", ruleset=_short(ruleset), data=_short(data)))

    def state(self) -> str | None:
        """Why the result is not final; None if it can be finalised."""
        parts = []
        if self.result.get("provisional"):
            count = len(self.result["not_scored"])
            parts.append(Message("Provisional: {count} units are not scored.", count=count))
        if count := len(self.result["open_decisions"]):
            parts.append(Message("Not final: {count} decisions are open.", count=count))
        if not parts and not self.result.get("final", True):
            parts.append(Message("Not final."))
        return "  ".join(map(self.render, parts)) or None

    def grade_cell(self, grade: str | None, first: bool = False) -> Cell:
        """A grade on the fill that goes with it."""
        return Cell(grade or "—", style=Style(align="center", fill=self.fill(grade), first=first))

    def fill(self, grade: str | None) -> str | None:
        """The fill that goes with a grade."""
        grades = list(self.result["summary"].get("grades", {}))
        if grade not in grades:
            return None
        steps = max(len(grades) - 1, 1)
        return GRADES[(grades.index(grade) * (len(GRADES) - 1) + steps // 2) // steps]

    def sources(self, keys: object) -> str:
        """The titles of sources, with the section each."""
        listed = [keys] if isinstance(keys, str) else list(keys) if isinstance(keys, (list, tuple)) else []
        known = self.result["ruleset"].get("sources", {})
        return "\n".join(_source(known.get(key, {}), key) for key in listed)


def _source(source: Mapping[str, Any], key: str) -> str:
    return " ".join(filter(None, (source.get("title") or key, source.get("section"))))


def _short(digest: str | None) -> str:
    """The first characters of a digest: enough to tell two results apart; the whole one stands under 约定与依据."""
    return (digest or "—").removeprefix("sha256:")[:_SHORT_DIGEST]


def rank_cell(unit: Mapping[str, Any], first: bool = False) -> Cell:
    """A unit's rank, or a dash."""
    rank = unit.get("rank")
    style = Style(align="center", first=first)
    return Cell("—", style=style) if rank is None else Cell(str(rank), number=True, style=style)


def points_cell(text: str | None, style: Style | None = None) -> Cell:
    """Points as a number; a dash where there are none."""
    if text is None:
        return Cell("—", style=Style(align="center", colour=MUTED))
    return Cell(text, number=True, style=style or Style(align="right"))


def names_in_order(units: Sequence[Mapping[str, Any]], key: str) -> list[str]:
    """Every name that any unit has under this key, in the order of appearance."""

    def all_names() -> Iterator[str]:
        for unit in units:
            yield from unit.get(key, {})

    return list(dict.fromkeys(all_names()))
