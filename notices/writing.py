"""The one door: a result in, the files of its notices out, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.result import proof
from notices.document import Document
from notices.errors import FolderMissing, UnknownKind
from notices.facts import facts
from notices.fonts import Fonts, Substitution, find
from notices.kinds import Kind, chosen
from notices.markdown import parse
from notices.office import Office
from notices.pdf import pdf
from notices.reading import Result, read
from notices.word import word
from notices.wording import Wording
from storage import write_atomically

FORMATS = ("docx", "pdf")


@dataclass(frozen=True)
class Composed:
    """A notice before it is laid out.

    Attributes:
        kind: What it is.
        document: Its tree, from which every format is made.
        to_fill: What is left to be filled in by hand, in the order of the text.
    """

    kind: Kind
    document: Document
    to_fill: tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """What was written.

    Attributes:
        paths: The files.
        substitutions: Fonts of the standard that the PDFs had to do without, and what stands for them.
        to_fill: For each kind, what is left to be filled in by hand.
    """

    paths: tuple[Path, ...]
    substitutions: tuple[Substitution, ...]
    to_fill: Mapping[str, tuple[str, ...]]


def compose(
    result: Mapping[str, Any],
    kinds: Sequence[str] | None = None,
    office: Office | None = None,
    templates: Path | None = None,
) -> tuple[Composed, ...]:
    """Word the notices of a result.

    Args:
        result: The object of ``result.json``.
        kinds: Names or titles of kinds; all if not given.
        office: The issuing office's particulars; what is absent becomes a blank.
        templates: A folder whose templates go before those of the package.

    Raises:
        NoticeError: The result, a kind or a template is at fault; the error says which and where.
    """
    if templates is not None and not templates.is_dir():
        raise FolderMissing(templates)
    return _composed(read(result), proof(result), chosen(kinds), office or Office(), Wording(templates))


def write(
    result: Mapping[str, Any],
    folder: Path,
    kinds: Sequence[str] | None = None,
    formats: Sequence[str] = FORMATS,
    office: Office | None = None,
    fonts: Path | None = None,
    templates: Path | None = None,
) -> Written:
    """Write the notices of a result.

    The same result, particulars, templates and fonts give the same bytes. A result that is not final gives drafts,
    marked so on every page and in the name of the file.

    Args:
        result: The object of ``result.json``.
        folder: Where the files go; made if it does not exist.
        kinds: Names or titles of kinds; all if not given.
        formats: ``docx``, ``pdf`` or both.
        office: The issuing office's particulars; what is absent becomes a blank.
        fonts: A folder with fonts for the PDF, searched beside those of the system.
        templates: A folder whose templates go before those of the package.

    Raises:
        NoticeError: The result, a kind, a format, a template or the fonts are at fault.
        CannotWrite: The folder cannot be written; nothing is left in it.
    """
    for name in formats:
        if name not in FORMATS:
            raise UnknownKind(name, FORMATS)
    composed = compose(result, kinds, office, templates)
    found = find(fonts) if "pdf" in formats else None
    mark = "" if result["final"] else "（草案）"
    files = {
        folder / f"{each.kind.title}{mark}.{name}": _laid_out(each.document, found if name == "pdf" else None)
        for each in composed
        for name in dict.fromkeys(formats)
    }
    write_atomically(files)
    substitutions = found.substitutions if found is not None else ()
    return Written(tuple(files), substitutions, {each.kind.name: each.to_fill for each in composed})


def _composed(
    result: Result, proof: str, kinds: Sequence[Kind], office: Office, wording: Wording
) -> tuple[Composed, ...]:
    context = {
        **facts(result, show_ranks=office.show_ranks),
        "office": office.model_dump(),
        "digest": proof,
    }
    composed = []
    for kind in kinds:
        text, to_fill = wording.markdown(kind.name, context)
        document = parse(text, f"{kind.name}.md.j2")
        composed.append(Composed(kind, document, to_fill))
    return tuple(composed)


def _laid_out(document: Document, fonts: Fonts | None) -> bytes:
    """As a PDF where there are fonts to set it in, else as a docx, which only names them."""
    return word(document) if fonts is None else pdf(document, fonts)
