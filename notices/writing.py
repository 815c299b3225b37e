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
from notices.fonts import Substitution, find
from notices.kinds import Kind, chosen
from notices.pdf import pdf
from notices.word import word
from storage import file_name, write_atomically

FORMATS = ("docx", "pdf")


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
