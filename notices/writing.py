"""The one door: a result in, the files of its notices out, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from engine.result import proof
from notices.document import Document
from notices.errors import FolderMissing, Orphan, UnknownKind
from notices.facts import facts, own_facts, unit_facts
from notices.fonts import Substitution, find
from notices.kinds import About, Kind, chosen
from notices.markdown import parse
from notices.objections import Objection, check_units
from notices.office import Office
from notices.pdf import pdf
from notices.reading import Result, read
from notices.subjects import Subject, subjects
from notices.tracing import accounted_for, orphans, texts
from notices.word import word
from notices.wording import Wording, template_file
from storage import file_name, write_atomically

FORMATS = ("docx", "pdf")


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
class Written:
    """What was written.

    Attributes:
        paths: The files.
        substitutions: Fonts of the standard that the PDFs had to do without, and what stands for them.
        to_fill: For each kind, what is left to be filled in by hand.
        uncalled: The kinds that were asked for by name, but that nothing in the result calls for.
    """

    paths: tuple[Path, ...]
    substitutions: tuple[Substitution, ...]
    to_fill: Mapping[str, tuple[str, ...]]
    uncalled: tuple[Kind, ...] = ()


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


_EVERYTHING = Request()


def compose(told: Mapping[str, Any], request: Request = _EVERYTHING) -> Iterator[Composed]:
    """Word the notices of a result.

    Args:
        told: The object of ``result.json``, with what ``telling`` adds to it.
        request: What is asked for.

    Raises:
        NoticeError: The result, a kind or a template is at fault; the error says which and where.
    """
    if request.templates is not None and not request.templates.is_dir():
        raise FolderMissing(request.templates)
    kinds, result = chosen(request.kinds), read(told)
    check_units(request.objections, [unit.unit for unit in result.units])
    return _composed(result, proof(told), kinds, request)


def write(
    told: Mapping[str, Any],
    folder: Path,
    request: Request = _EVERYTHING,
    formats: Sequence[str] = FORMATS,
    fonts: Path | None = None,
    step: Callable[[], object] = lambda: None,
) -> Written:
    """Write the notices of a result: one file of each format, or a folder with one for each unit.

    The same result, particulars, templates and fonts give the same bytes. A result that is not final gives drafts,
    marked so on every page and in the name of the file.

    Args:
        told: The object of ``result.json``, with what ``telling`` adds to it.
        folder: Where the files go; made if it does not exist.
        request: What is asked for.
        formats: ``docx``, ``pdf`` or both.
        fonts: A folder with fonts for the PDF, searched beside those of the system.
        step: Called whenever a document was laid out.

    Raises:
        NoticeError: The result, a kind, a format, a template or the fonts are at fault.
        CannotWrite: The folder cannot be written; nothing is left in it.
    """
    for name in formats:
        if name not in FORMATS:
            raise UnknownKind(name, FORMATS)
    layouts: dict[str, Callable[[Document], bytes]] = {"docx": word}
    found = find(fonts) if "pdf" in formats else None
    if found is not None:
        layouts["pdf"] = partial(pdf, fonts=found)
    run = _Run(told, folder, {name: layouts[name] for name in formats})
    write_atomically(run.files(compose(told, request), step))
    return Written(
        tuple(run.paths),
        found.substitutions if found is not None else (),
        {kind: tuple(blanks) for kind, blanks in run.to_fill.items()},
        tuple(kind for kind in chosen(request.kinds) if request.kinds is not None and kind.name not in run.to_fill),
    )


@dataclass
class _Run:
    """The files of one call, made one by one."""

    told: Mapping[str, Any]
    folder: Path
    layouts: Mapping[str, Callable[[Document], bytes]]
    paths: list[Path] = field(default_factory=list)
    to_fill: dict[str, dict[str, None]] = field(default_factory=dict)
    taken: dict[str, set[str]] = field(default_factory=dict)

    def files(self, notices: Iterable[Composed], step: Callable[[], object]) -> Iterator[tuple[Path, bytes]]:
        """Every file with its content."""
        for notice in notices:
            name = self._name(notice)
            for format_, layout in self.layouts.items():
                self.paths.append(self.folder / f"{name}.{format_}")
                yield self.paths[-1], layout(notice.document)
            self.to_fill.setdefault(notice.kind.name, {}).update(dict.fromkeys(notice.to_fill))
            step()

    def _name(self, notice: Composed) -> str:
        """Without its ending: the kind's title; of many, in a folder of that name, what each is about."""
        title, mark = notice.kind.title, "" if self.told["final"] else "（草案）"
        if notice.about is None:
            return f"{title}{mark}"
        taken = self.taken.setdefault(title, set())
        name = file_name(f"{notice.about}{mark}", taken)
        taken.add(name)
        return f"{title}/{name}"


def _composed(result: Result, proof: str, kinds: Sequence[Kind], request: Request) -> Iterator[Composed]:
    office, wording = request.office, Wording(request.templates)
    units = list(unit_facts(result, show_ranks=office.show_ranks))
    whole, own = facts(result, show_ranks=office.show_ranks), own_facts(result)
    names = [*(unit.unit for unit in result.units), *(unit.unit for unit in result.not_scored)]
    for kind in kinds:
        common = {
            **(whole if kind.about is About.RESULT else own),
            "office": office.of(kind),
            "digest": proof,
        }
        accounted = None
        for subject in subjects(kind, result, units, request.objections):
            notice = _worded(kind, subject, common, wording)
            accounted = accounted or accounted_for(names, common, wording.literals(kind.name))
            if found := orphans(texts(notice.document), accounted | accounted_for(names, subject.facts)):
                raise Orphan(template_file(kind.name), subject.name, found)
            yield notice


def _worded(kind: Kind, subject: Subject, common: Mapping[str, Any], wording: Wording) -> Composed:
    text, to_fill = wording.markdown(kind.name, {**common, **subject.facts})
    return Composed(kind, subject.name, parse(text, template_file(kind.name)), to_fill)
