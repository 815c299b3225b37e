"""The wording in Markdown → the tree of a document.

Markdown as usual: paragraphs, headings from ``##``, lists, tables, ``**strong**``. The elements of an official
document that Markdown does not have stand in fenced blocks, one ``field: value`` a line; a field may repeat:

- ``head``: style, issuer, number, signer, title (in pieces), to, mark, stamp, corner
- ``signature``: by, date
- ``remark``: text, printed in brackets below the date
- ``annex``: title, landscape; what follows belongs to it, until the next annex
- ``sheet``: as ``annex``, but not named in the list of annexes
- ``record``: copies, printer, printed, proof
- ``form``: row, as ``label：value`` or ``label：value | label：value``; ``row 5`` has room for five lines of writing
- ``figure``: name of the drawing, caption
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from markdown_it import MarkdownIt

from engine.message import Message
from notices.document import (
    Alignment,
    Annex,
    Block,
    Cell,
    Document,
    Figure,
    Form,
    FormRow,
    Head,
    Heading,
    Inline,
    Listing,
    Paragraph,
    Picture,
    Record,
    Run,
    Signature,
    Style,
    Table,
    plain,
)
from notices.errors import UnknownMarkdown
from notices.layout.columns import UPRIGHT_PT, columns
from notices.layout.page import PAGE

if TYPE_CHECKING:
    from markdown_it.token import Token

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "head": ("style", "issuer", "number", "signer", "title", "to", "mark", "stamp", "corner"),
    "signature": ("by", "date"),
    "remark": ("text",),
    "annex": ("title", "landscape"),
    "sheet": ("title", "landscape"),
    "record": ("copies", "printer", "printed", "proof"),
    "form": ("row",),
    "figure": ("name", "caption"),
}
_STYLES: Mapping[str, Style] = {"文件": "document", "信函": "letter", "上行文": "report", "无": "plain"}
_NUMERALS = "零一二三四五六七八九"
_MOST_LINES = 40
_NO_PICTURES: Mapping[str, Picture] = {}

Fields = Mapping[str, tuple[str, ...]]


def parse(text: str, template: str, pictures: Mapping[str, Picture] = _NO_PICTURES) -> Document:
    """Read a document.

    Args:
        text: The wording.
        template: Name of the template that it came from, for errors.
        pictures: The drawings that it may show, by name.

    Raises:
        UnknownMarkdown: It uses a mark, a fenced block, a field or a drawing that documents do not have.
    """
    return _Reader(template, pictures).document(text)


@dataclass
class _Part:
    """The body, or an annex, while it is read."""

    name: str
    fields: Fields
    blocks: list[Block] = field(default_factory=list)
    counts: list[int] = field(default_factory=lambda: [0, 0, 0, 0])


class _Reader:
    def __init__(self, template: str, pictures: Mapping[str, Picture]) -> None:
        self._template = template
        self._pictures = pictures
        self._markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
        self._markdown.disable(["code", "lheading", "reference", "html_block", "html_inline", "backticks"])
        # Markdown's own rule for ** asks what stands beside it, and so would depend on the data between two
        # of them. Here they always switch; data cannot hold one, because theirs come as "text_special".
        self._markdown.disable(["emphasis", "text_join", "fragments_join"])

    def document(self, text: str) -> Document:
        tokens = iter(self._markdown.parse(text))
        body = _Part("body", {})
        parts, elements = [body], dict[str, Fields]()
        for token in tokens:
            if token.type == "fence":
                name = self._named(token)
                if name == "form":
                    parts[-1].blocks.append(self._form(token))
                    continue
                fields = self._fence(token, name)
                if name in {"annex", "sheet"}:
                    parts.append(_Part(name, fields))
                elif name == "figure":
                    parts[-1].blocks.append(self._figure(token, fields))
                elif name in elements:
                    raise self._unknown(token, name, Message("one block of this name"))
                else:
                    elements[name] = fields
            else:
                parts[-1].blocks.append(self._block(token, tokens, parts[-1].counts))
        return Document(
            head=self._head(elements.get("head", {})),
            body=tuple(body.blocks),
            signature=_signature(elements.get("signature")),
            remark=_one(elements.get("remark", {}), "text"),
            annexes=tuple(_annexes(parts[1:])),
            record=_record(elements.get("record")),
        )

    def _named(self, token: Token) -> str:
        """The name of a fenced block."""
        name = str(token.info.strip())
        if name not in _FIELDS:
            raise self._unknown(token, name, Message("one of {names}", names=list(_FIELDS)))
        return name

    def _lines(self, token: Token, name: str) -> Iterator[tuple[str, str, Token]]:
        """The lines of a fenced block: each field, what stands beside its name, and its value."""
        for line in token.content.splitlines():
            key, colon, value = line.partition(":")
            field, _, more = key.strip().partition(" ")
            if not field and not colon:
                continue
            if not colon or field not in _FIELDS[name]:
                raise self._unknown(token, line, Message("one of {names}", names=list(_FIELDS[name])))
            yield field, more, self._markdown.parseInline(value.strip())[0]

    def _fence(self, token: Token, name: str) -> Fields:
        fields: dict[str, tuple[str, ...]] = {}
        for key, more, inline in self._lines(token, name):
            if more:
                raise self._unknown(token, f"{key} {more}", Message("one of {names}", names=list(_FIELDS[name])))
            fields[key] = (*fields.get(key, ()), plain(self._inline(inline)))
        return fields

    def _form(self, token: Token) -> Form:
        return Form(tuple(self._row(token, more, inline) for _, more, inline in self._lines(token, "form")))

    def _row(self, token: Token, lines: str, inline: Token) -> FormRow:
        """One cell, or two with ``|`` between them; a name and its value stand on both sides of the first ``：``."""
        parts = self._parted(inline)
        if len(parts) > 2 or (lines and not (lines.isdecimal() and 1 <= int(lines) <= _MOST_LINES)):
            expected = Message("row: or row 1: to row {most}:, with one cell or two", most=_MOST_LINES)
            raise self._unknown(token, plain(self._inline(inline)), expected)
        return FormRow(tuple(map(_cell, parts)), int(lines or 1))

    def _parted(self, inline: Token) -> list[Inline]:
        """A line at its ``|``; one that came from data is no mark."""
        parts: list[list[Run]] = [[]]
        for child in inline.children or ():
            pieces = child.content.split("|") if child.type == "text" else [child.content]
            for number, piece in enumerate(pieces):
                if number:
                    parts.append([])
                parts[-1].append(Run(piece))
        return [_merged(part) for part in parts]

    def _figure(self, token: Token, fields: Fields) -> Figure:
        name = _one(fields, "name") or ""
        if name not in self._pictures:
            raise self._unknown(token, name, Message("one of {names}", names=list(self._pictures)))
        return Figure(self._pictures[name], (Run(_one(fields, "caption") or ""),))

    def _head(self, fields: Fields) -> Head:
        style = _one(fields, "style") or "文件"
        if style not in _STYLES:
            raise UnknownMarkdown(self._template, None, style, Message("one of {names}", names=list(_STYLES)))
        return Head(
            style=_STYLES[style],
            issuers=fields.get("issuer", ()),
            number=_one(fields, "number"),
            signers=fields.get("signer", ()),
            title=fields.get("title", ()),
            to=_one(fields, "to"),
            mark=_one(fields, "mark"),
            stamp=_one(fields, "stamp"),
            corner=fields.get("corner", ()),
        )

    def _block(self, token: Token, tokens: Iterator[Token], counts: list[int]) -> Block:
        if token.type == "paragraph_open":
            return Paragraph(self._content(tokens))
        if token.type == "heading_open" and 2 <= int(token.tag[1]) <= 5:
            return self._heading(int(token.tag[1]) - 1, self._content(tokens), counts)
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            return Listing(tuple(self._items(tokens)), token.type == "ordered_list_open")
        if token.type == "table_open":
            return self._table(tokens)
        raise self._unknown(token, token.type)

    def _content(self, tokens: Iterator[Token]) -> Inline:
        inline = self._inline(next(tokens))
        next(tokens)
        return inline

    @staticmethod
    def _heading(level: int, text: Inline, counts: list[int]) -> Heading:
        counts[level - 1] += 1
        counts[level:] = [0] * (len(counts) - level)
        number = counts[level - 1]
        written = (f"{chinese(number)}、", f"（{chinese(number)}）", f"{number}.", f"（{number}）")[level - 1]
        return Heading(level, written, text)

    def _items(self, tokens: Iterator[Token]) -> Iterator[Inline]:
        for token in tokens:
            if token.type.endswith("_list_close"):
                return
            if token.type == "list_item_open":
                paragraph = next(tokens)
                if paragraph.type == "list_item_close":
                    continue
                if paragraph.type != "paragraph_open":
                    raise self._unknown(paragraph, paragraph.type)
                yield self._content(tokens)
            elif token.type != "list_item_close":
                raise self._unknown(token, token.type)

    def _table(self, tokens: Iterator[Token]) -> Table:
        rows: list[list[Inline]] = []
        aligned: list[Alignment] = []
        for token in tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type in {"th_open", "td_open"}:
                if token.type == "th_open":
                    aligned.append(_alignment(token))
                rows[-1].append(self._content(tokens))
        return Table(tuple(rows[0]), tuple(aligned), tuple(tuple(row) for row in rows[1:]))

    def _inline(self, token: Token) -> Inline:
        runs: list[Run] = []
        strong = False
        for child in token.children or ():
            if child.type == "text_special":
                runs.append(Run(child.content, strong))
            elif child.type == "text":
                for number, part in enumerate(child.content.split("**")):
                    strong ^= number > 0
                    runs.append(Run(part, strong))
            elif child.type != "softbreak":
                raise self._unknown(token, child.type)
        if strong:
            raise self._unknown(token, "**", Message("a second ** in the same paragraph"))
        return _merged(runs)

    def _unknown(self, token: Token, found: str, expected: Message | None = None) -> UnknownMarkdown:
        return UnknownMarkdown(self._template, token.map[0] + 1 if token.map else None, found, expected)


def chinese(number: int) -> str:
    """Write a number of a heading.

    Example:
        >>> [chinese(number) for number in (1, 10, 12, 20, 35)]
        ['一', '十', '十二', '二十', '三十五']
    """
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _NUMERALS[ones]
    return (_NUMERALS[tens] if tens > 1 else "") + "十" + (_NUMERALS[ones] if ones else "")


def _merged(runs: Sequence[Run]) -> Inline:
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1].strong == run.strong:
            merged[-1] = Run(merged[-1].text + run.text, run.strong)
        elif run.text:
            merged.append(run)
    return tuple(merged)


def _cell(inline: Inline) -> Cell:
    """A part of a form's row: the label stands before the first ``：``."""
    label, colon, value = plain(inline).partition("：")
    if not colon:
        return Cell((), (Run(label.strip()),))
    return Cell((Run(label.strip()),), (Run(value.strip()),))


def _alignment(token: Token) -> Alignment:
    found = str(token.attrGet("style") or "").removeprefix("text-align:")
    return cast("Alignment", found) if found in {"left", "right"} else "center"


def _one(fields: Fields, name: str) -> str | None:
    return "".join(fields.get(name, ())) or None


def _signature(fields: Fields | None) -> Signature | None:
    return None if fields is None else Signature(fields.get("by", ()), _one(fields, "date") or "")


def _annexes(parts: Sequence[_Part]) -> Iterator[Annex]:
    several = sum(part.name == "annex" for part in parts) > 1
    number = 0
    for part in parts:
        number += part.name == "annex"
        label = None if part.name == "sheet" else f"附件{number}" if several else "附件"
        blocks = tuple(part.blocks)
        yield Annex(label, part.fields.get("title", ()), _landscape(part.fields, blocks), blocks)


def _landscape(fields: Fields, blocks: Sequence[Block]) -> bool:
    """``landscape: 是`` turns the page, ``landscape: 按需`` only for a table that is too wide for it upright."""
    match _one(fields, "landscape"):
        case "是":
            return True
        case "按需":
            wide = (block for block in blocks if isinstance(block, Table))
            return any(columns(table, PAGE.text_width_mm).size_pt < UPRIGHT_PT for table in wide)
    return False


def _record(fields: Fields | None) -> Record | None:
    if fields is None:
        return None
    return Record(_one(fields, "copies"), _one(fields, "printer"), _one(fields, "printed"), fields.get("proof", ()))
