"""Keeps the Chinese catalogue in step with the code; script/catalogue runs it. It needs Babel.

It extracts all messages, merges them into ``kaoping.po`` with the translations kept, compiles ``kaoping.mo``,
and names what still lacks a good translation.
"""

import ast
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PO = ROOT / "locales/zh_CN/LC_MESSAGES/kaoping.po"
MO = PO.with_suffix(".mo")

_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "Message": (1,)}
_METHODS = (("**/migrations/**", "ignore"), ("**.py", "python"), ("**.j2", "jinja2"))


def packages(root: Path = ROOT) -> list[str]:
    """The packages that may hold messages: all but this one."""
    return sorted({file.parent.name for file in root.glob("*/__init__.py")} - {"locales"})


def extracted(root: Path = ROOT) -> Catalog:
    """Every message of the code and the templates below ``root``, with the files that it stands in."""
    catalogue = Catalog()
    below = [(f"{package}/{glob}", method) for package in packages(root) for glob, method in _METHODS]
    for file, _line, ids, comments, context in extract_from_dir(
        root,
        [("cli.py", "python"), *below],
        keywords=_KEYWORDS,
        comment_tags=["Translators:"],
        strip_comment_tags=True,
    ):
        catalogue.add(ids, None, [(file, 0)], auto_comments=comments, context=context)
    return catalogue


def unreadable(root: Path = ROOT) -> list[str]:
    """The calls whose text is not written out in the call, so that no tool can extract it: ``file:line``."""
    files = [
        root / "cli.py",
        *(file for package in packages(root) for file in sorted((root / package).rglob("*.py"))),
    ]
    return [
        f"{file.relative_to(root)}:{call.lineno}"
        for file in files
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call) and _name(call.func) in _KEYWORDS
        if not (call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str))
    ]


def _name(function: ast.expr) -> str | None:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", None)


def read() -> Catalog:
    """The Chinese catalogue as it stands."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh_CN", domain="kaoping")


def merged(catalogue: Catalog, messages: Catalog) -> Catalog:
    """The catalogue with exactly these messages; a message that comes back has its old translation."""
    for entry in catalogue.obsolete.values():
        if entry.id in messages and entry.id not in catalogue:
            catalogue[entry.id] = entry
    catalogue.update(messages, no_fuzzy_matching=True, update_creation_date=False)
    return catalogue


def write(catalogue: Catalog) -> None:
    """Write the .po, sorted and without line numbers so that changes rarely clash, and the .mo."""
    with PO.open("wb") as file:
        write_po(file, catalogue, width=110, sort_output=True, include_lineno=False, ignore_obsolete=False)
    MO.write_bytes(compiled(catalogue))


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue in the binary form that programs read."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def texts(mo: bytes) -> dict[str, str]:
    """What a compiled catalogue says: each id (of a plural: its forms, a line each) with its translation."""
    return {
        "\n".join(_strings(entry.id)): "\n".join(_strings(entry.string or ""))
        for entry in read_mo(BytesIO(mo))
        if entry.id
    }


def problems(catalogue: Catalog, messages: Catalog) -> Iterator[str]:
    """What keeps the catalogue from being a complete translation of these messages, a sentence each."""
    for message in messages:
        if not message.id:  # the header
            continue
        entry = catalogue.get(message.id)
        if entry is None or not entry.string or not all(_strings(entry.string)):
            yield f"no translation: {message.id!r}"
        elif entry.fuzzy:
            yield f"fuzzy: {message.id!r}"
        elif not _fields_fit(message.id, entry.string):
            yield f"other fields than {sorted(fields(message.id))}: {message.id!r} → {entry.string!r}"


def _fields_fit(text: str | Sequence[str], translation: str | Sequence[str]) -> bool:
    """Whether a translation has the fields of its text; of a plural, whose forms may differ, some of theirs."""
    if isinstance(text, str):
        return fields(translation) == fields(text)
    return fields(translation) <= fields(text)


def _strings(text: str | Sequence[str]) -> Sequence[str]:
    return [text] if isinstance(text, str) else text


def fields(text: str | Sequence[str]) -> frozenset[str]:
    """The names of the ``{fields}`` of a text, in all its plural forms together.

    Example:
        >>> sorted(fields("{unit} has {points:.2f} points"))
        ['points', 'unit']
    """
    return frozenset(name for one in _strings(text) for _, name, _, _ in Formatter().parse(one) if name is not None)


def main() -> int:
    """Update both files; 1 when a message still lacks a good translation."""
    messages = extracted()
    catalogue = merged(read(), messages)
    write(catalogue)
    found = [f"text not written out in the call: {place}" for place in unreadable()]
    found += problems(catalogue, messages)
    for problem in found:
        sys.stdout.write(f"{problem}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
