"""A result in, its notices as trees of documents out: worded, and every number and name accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from engine.result import proof
from notices.charts import Charts
from notices.document import Document, Picture
from notices.errors import FolderMissing, Orphan
from notices.facts import facts, own_facts
from notices.facts.evaluation import evaluate
from notices.facts.subjects import Facts, Subject, subjects
from notices.facts.units import unit_facts
from notices.kinds import About, Kind, chosen
from notices.objections import Objection, check_units
from notices.office import Office
from notices.reading import Result, read
from notices.wording import Wording, template_file
from notices.wording.markdown import parse
from notices.wording.tracing import Accounts, Names, accounted_for, orphans, texts

_IN_FIGURES = frozenset({"evaluation"})
"""The kinds whose templates see the result in figures too, and may show charts of them."""


@dataclass(frozen=True)
class Request:
    """Which notices are asked for, and what goes into them beside the result.

    Attributes:
        kinds: Names or titles of kinds; all that the result calls for if not given.
        office: The county's particulars; what is absent becomes a blank.
        templates: A folder whose templates go before those of the package.
        objections: What units objected, and what was decided on it.
    """

    kinds: Sequence[str] | None = None
    office: Office = field(default_factory=Office)
    templates: Path | None = None
    objections: Sequence[Objection] = ()


@dataclass(frozen=True)
class Composed:
    """A notice before it is laid out.

    Attributes:
        kind: What it is.
        about: Which of its kind: the unit, department or objection; nothing where there is only one.
        document: Its tree, from which every format is made.
        to_fill: What is left to be filled in by hand, in the order of the text.
    """

    kind: Kind
    about: str | None
    document: Document
    to_fill: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """What one document is written from.

    Attributes:
        kind: What it is.
        subject: What it is about.
        common: What its template sees beside that.
        pictures: The drawings that it may show.
    """

    kind: Kind
    subject: Subject
    common: Facts
    pictures: Mapping[str, Picture]

    @property
    def facts(self) -> Facts:
        """All that its template sees."""
        return {**self.common, **self.subject.facts}


def compose(told: Mapping[str, Any], request: Request | None = None, fonts: Path | None = None) -> Iterator[Composed]:
    """Word the notices of a result.

    Args:
        told: The object of ``result.json``, with what ``telling`` adds to it.
        request: What is asked for.
        fonts: A folder with fonts for drawings, searched beside those of the system.

    Raises:
        NoticeError: The result, a kind or a template is at fault; the error says which and where.
    """
    request = request or Request()
    if request.templates is not None and not request.templates.is_dir():
        raise FolderMissing(request.templates)
    result = read(told)
    names = Names([*(unit.unit for unit in result.units), *(unit.unit for unit in result.not_scored)])
    found = _cases(result, proof(told), chosen(request.kinds), request, fonts)
    return _composed(found, names, Wording(request.templates))


def cases(told: Mapping[str, Any], request: Request | None = None) -> Iterator[Case]:
    """What the notices of a result are written from, one after the other.

    Args:
        told: The object of ``result.json``, with what ``telling`` adds to it.
        request: What is asked for.

    Raises:
        NoticeError: The result or a kind is at fault.
    """
    request = request or Request()
    return _cases(read(told), proof(told), chosen(request.kinds), request)


def _cases(
    result: Result, digest: str, kinds: Sequence[Kind], request: Request, fonts: Path | None = None
) -> Iterator[Case]:
    office = request.office
    check_units(request.objections, [unit.unit for unit in result.units])
    units = list(unit_facts(result, show_ranks=office.show_ranks))
    whole, own = facts(result, show_ranks=office.show_ranks), own_facts(result)
    for kind in kinds:
        common = {**(whole if kind.about is About.RESULT else own), "office": office.of(kind), "digest": digest}
        pictures: Mapping[str, Picture] = {}
        if kind.name in _IN_FIGURES:
            evaluation = evaluate(result, show_ranks=office.show_ranks)
            pictures = Charts(evaluation, result.ruleset.unit, whole["period"], fonts)
            common |= {"evaluation": evaluation, "figures": {name: number for number, name in enumerate(pictures, 1)}}
        for subject in subjects(kind, result, units, request.objections):
            yield Case(kind, subject, common, pictures)


def _composed(cases: Iterator[Case], names: Names, wording: Wording) -> Iterator[Composed]:
    accounts = Accounts(names)
    for kind, each in groupby(cases, key=attrgetter("kind")):
        common = None
        for case in each:
            notice = _worded(case, wording)
            common = common or accounts.of([*case.common.values(), wording.literals(kind.name)])
            if found := orphans(texts(notice.document), names, common | accounted_for(names, case.subject.facts)):
                raise Orphan(template_file(kind.name), case.subject.name, found)
            yield notice


def _worded(case: Case, wording: Wording) -> Composed:
    name = case.kind.name
    text, to_fill = wording.markdown(name, case.facts)
    return Composed(case.kind, case.subject.name, parse(text, template_file(name), case.pictures), to_fill)
