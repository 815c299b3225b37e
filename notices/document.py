"""The tree of an official document: what stands in it and in which order, nothing of how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True)
class Run:
    """Text in one weight."""

    text: str
    strong: bool = False


Inline: TypeAlias = tuple[Run, ...]


def plain(inline: Inline) -> str:
    """Give the text alone.

    Example:
        >>> plain((Run("总分"), Run("91.35", strong=True)))
        '总分91.35'
    """
    return "".join(run.text for run in inline)


@dataclass(frozen=True)
class Heading:
    """A section's heading with its number: level 1 is 一、, 2 （一）, 3 1., 4 （1）."""

    level: int
    number: str
    text: Inline


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, first line indented by two characters."""

    text: Inline


@dataclass(frozen=True)
class Listing:
    """A list; official documents use no bullets, so that each item is a paragraph, numbered if ordered."""

    items: tuple[Inline, ...]
    ordered: bool

    @property
    def paragraphs(self) -> tuple[Inline, ...]:
        """The items with their numbers, apart from a figure that an item begins with.

        Example:
            >>> listing = Listing(((Run("90分以上的"),), (Run("总分"),)), ordered=True)
            >>> [plain(item) for item in listing.paragraphs]
            ['1. 90分以上的', '2.总分']
        """
        if not self.ordered:
            return self.items
        return tuple((Run(_mark(number, plain(item))), *item) for number, item in enumerate(self.items, 1))


def _mark(number: int, text: str) -> str:
    return f"{number}. " if text[:1].isdecimal() else f"{number}."


Alignment: TypeAlias = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Table:
    """A table with one row of headers, repeated on every page.

    INVARIANT: ``aligned`` and every row are as long as ``header``.
    """

    header: tuple[Inline, ...]
    aligned: tuple[Alignment, ...]
    rows: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True)
class Cell:
    """A labelled cell of a form; without a label its value takes the whole row."""

    label: Inline
    value: Inline


@dataclass(frozen=True)
class FormRow:
    """A row of a form: one cell, or two beside each other.

    Attributes:
        cells: The cells.
        lines: How many lines of writing it has room for.
    """

    cells: tuple[Cell, ...]
    lines: int = 1


@dataclass(frozen=True)
class Form:
    """A table of labelled cells, to be read or to be filled in by hand."""

    rows: tuple[FormRow, ...]


@dataclass(frozen=True)
class Picture:
    """A drawing, as wide as the text unless it is narrower by itself.

    Attributes:
        svg: The drawing, whose letters are text.
        png: The same in dots, for programs that show no SVG.
        in_dots: Whether it could be drawn in dots; where no font has its letters, the dots are blank.
        width_mm: Width.
        height_mm: Height.
        text: What it shows, for those who cannot see it.
    """

    svg: bytes
    png: bytes
    width_mm: float
    height_mm: float
    text: str
    in_dots: bool = True


@dataclass(frozen=True)
class Figure:
    """A picture with its caption below."""

    picture: Picture
    caption: Inline


Block: TypeAlias = Heading | Paragraph | Listing | Table | Form | Figure

Style: TypeAlias = Literal["document", "letter", "report", "plain"]
"""The form of a document: 文件, 信函, 上行文, or without a red head."""


@dataclass(frozen=True)
class Head:
    """What stands above the body.

    Attributes:
        style: The form of the document.
        issuers: Lines of the red head; empty for a document without one.
        number: Document number.
        signers: Who signs a report to a higher body (签发人).
        title: The title in pieces; a line may end after any of them.
        to: Addressees, without the colon.
        mark: Words on every page of a document that must not be issued.
        stamp: Words in brackets below the title, as 征求意见稿.
        corner: Copy number, secrecy and urgency, one a line, in the top left corner.
    """

    style: Style
    issuers: tuple[str, ...]
    number: str | None
    signers: tuple[str, ...]
    title: tuple[str, ...]
    to: str | None
    mark: str | None
    stamp: str | None
    corner: tuple[str, ...]


@dataclass(frozen=True)
class Signature:
    """Who signs, each on a line, and the date; the seal goes over them."""

    by: tuple[str, ...]
    date: str


@dataclass(frozen=True)
class Annex:
    """An annex, on a new page.

    Attributes:
        label: 附件 where there is only one, else 附件1, 附件2 and so on; nothing for a sheet that goes with the
            document without being an annex, as a receipt.
        title: In pieces, like that of the document.
        landscape: Whether its pages are turned.
        blocks: What stands in it.
    """

    label: str | None
    title: tuple[str, ...]
    landscape: bool
    blocks: tuple[Block, ...]

    @property
    def name(self) -> str:
        """The title in one line."""
        return "".join(self.title)


@dataclass(frozen=True)
class Record:
    """The record block at the foot of the last page; only its proofs where nobody prints or receives copies.

    Attributes:
        copies: Bodies that receive copies, or nothing.
        printer: The body that prints and sends the document.
        printed: When it does.
        proofs: Lines above the block which name the result that the document was written from.
    """

    copies: str | None
    printer: str | None
    printed: str | None
    proofs: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """A whole document."""

    head: Head
    body: tuple[Block, ...]
    signature: Signature | None
    remark: str | None
    annexes: tuple[Annex, ...]
    record: Record | None

    @property
    def title(self) -> str:
        """The title in one line."""
        return "".join(self.head.title)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The drawings of the text and of the annexes."""
        blocks = (*self.body, *(block for annex in self.annexes for block in annex.blocks))
        return tuple(block.picture for block in blocks if isinstance(block, Figure))

    @property
    def listed(self) -> tuple[Annex, ...]:
        """The annexes that the text names."""
        return tuple(annex for annex in self.annexes if annex.label is not None)
