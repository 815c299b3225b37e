"""A result in, the files of its notices out, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from notices.composing import Composed, Request, compose
from notices.document import Document
from notices.errors import UnknownKind
from notices.kinds import Kind, chosen
from notices.layout.fonts import Substitution, find
from notices.layout.pdf import pdf
from notices.layout.word import word
from storage import file_name, write_atomically

FORMATS = ("docx", "pdf")


@dataclass(frozen=True)
class Made:
    """The documents of one kind.

    Attributes:
        kind: What they are.
        paths: Their files, each format of each document.
        to_fill: What is left to be filled in by hand in any of them.
    """

    kind: Kind
    paths: tuple[Path, ...]
    to_fill: tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """What was written.

    Attributes:
        made: The documents by kind, in the order of the kinds.
        substitutions: Fonts of the standard that the PDFs had to do without, and what stands for them.
        uncalled: The kinds that were asked for by name, but that nothing in the result calls for.
        blank: The kinds whose charts are left blank by programs that show no SVG: there is no Chinese font.
    """

    made: tuple[Made, ...]
    substitutions: tuple[Substitution, ...]
    uncalled: tuple[Kind, ...] = ()
    blank: tuple[Kind, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """All files."""
        return tuple(path for made in self.made for path in made.paths)


def write(
    told: Mapping[str, Any],
    folder: Path,
    request: Request | None = None,
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
    request = request or Request()
    for name in formats:
        if name not in FORMATS:
            raise UnknownKind(name, FORMATS)
    layouts: dict[str, Callable[[Document], bytes]] = {"docx": word}
    found = find(fonts) if "pdf" in formats else None
    if found is not None:
        layouts["pdf"] = partial(pdf, fonts=found)
    run = _Run(told, folder, {name: layouts[name] for name in formats})
    write_atomically(run.files(compose(told, request, fonts), step))
    asked = () if request.kinds is None else chosen(request.kinds)
    return Written(
        tuple(run.made()),
        found.substitutions if found is not None else (),
        tuple(kind for kind in asked if kind not in run.paths),
        tuple(run.blank),
    )


@dataclass
class _Run:
    """The files of one call, made one by one."""

    told: Mapping[str, Any]
    folder: Path
    layouts: Mapping[str, Callable[[Document], bytes]]
    paths: dict[Kind, list[Path]] = field(default_factory=dict)
    to_fill: dict[Kind, dict[str, None]] = field(default_factory=dict)
    taken: dict[Kind, set[str]] = field(default_factory=dict)
    blank: dict[Kind, None] = field(default_factory=dict)

    def files(self, notices: Iterable[Composed], step: Callable[[], object]) -> Iterator[tuple[Path, bytes]]:
        """Every file with its content."""
        for notice in notices:
            name = self._name(notice)
            for format_, layout in self.layouts.items():
                path = self.folder / f"{name}.{format_}"
                self.paths.setdefault(notice.kind, []).append(path)
                yield path, layout(notice.document)
            self.to_fill.setdefault(notice.kind, {}).update(dict.fromkeys(notice.to_fill))
            if not all(picture.in_dots for picture in notice.document.pictures):
                self.blank[notice.kind] = None
            step()

    def made(self) -> Iterator[Made]:
        """What was made."""
        for kind, paths in self.paths.items():
            yield Made(kind, tuple(paths), tuple(self.to_fill[kind]))

    def _name(self, notice: Composed) -> str:
        """Without its ending: the kind's title; of many, in a folder of that name, what each is about."""
        title, mark = notice.kind.title, "" if self.told["final"] else "（草案）"
        if notice.about is None:
            return f"{title}{mark}"
        taken = self.taken.setdefault(notice.kind, set())
        name = file_name(f"{notice.about}{mark}", taken)
        taken.add(name)
        return f"{title}/{name}"
