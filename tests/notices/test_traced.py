"""Every number and every unit's name in finished files, read back out of them, is accounted for.

The numbers that the layout itself gives, to headings, lists, annexes and pages, are accounted for by the tree.
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache, partial
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import fromstring

import pypdfium2
import pytest
from county_years import CYCLES, assessment

from engine.assessment import assess
from engine.result import as_plain
from notices import KINDS, cases, compose
from notices.document import Figure, Heading, Listing
from notices.layout.fonts import find
from notices.layout.pdf import pdf
from notices.layout.word import word
from notices.wording import Wording
from notices.wording.tracing import Accounts, Names, numbers, orphans
from terminal.demonstrated import made_up_ruleset, recorded, reported, request
from terminal.notifying import in_chinese

if TYPE_CHECKING:
    from notices.document import Document

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AXIS = re.compile(r'role-axis-label"[^>]*>(.*?)</g>', re.DOTALL)
TEXT = re.compile("<[^>]*>")
TEXTS = ("word/document.xml", "word/header", "word/footer")


@cache
def county() -> dict[str, Any]:
    """A year in which a result was corrected, and nearly every kind of notice is called for."""
    cycle = CYCLES["township", "2016"]
    first = assess(made_up_ruleset(cycle), reported(cycle, first=True), decisions=recorded(cycle), period="2016")
    return in_chinese(assessment("township", "2016"), as_plain(first))


def docx_texts(content: bytes) -> list[str]:
    """Every paragraph of a docx: of the text, of tables, of headers and footers."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith(TEXTS):
                paragraphs = fromstring(archive.read(name)).iter(f"{WORD}p")
                found += ["".join(text.text or "" for text in each.iter(f"{WORD}t")) for each in paragraphs]
    return found


def pdf_texts(content: bytes) -> list[str]:
    """Every line of a PDF."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [line for page in document for line in page.get_textpage().get_text_range().splitlines()]
    finally:
        document.close()


def given_by_layout(document: Document, pages: int) -> set[str]:
    """The numbers that headings, lists, annexes and pages bear, and the axes of charts."""
    blocks = [*document.body, *(block for annex in document.annexes for block in annex.blocks)]
    most = max((len(block.items) for block in blocks if isinstance(block, Listing)), default=0)
    headings = {number for block in blocks if isinstance(block, Heading) for number in numbers(block.number)}
    figures = [block.picture.svg.decode() for block in blocks if isinstance(block, Figure)]
    axes = {number for svg in figures for labels in AXIS.findall(svg) for number in numbers(TEXT.sub(" ", labels))}
    return headings | axes | {str(number) for number in range(1, max(most, len(document.annexes), pages) + 1)}


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_numbers_and_names_of_finished_files_are_accounted_for(kind: str) -> None:
    result = county()
    asked = request(CYCLES["township", "2016"], [kind])
    units = Names(unit["unit"] for unit in result["units"])
    accounts, literals, fonts = Accounts(units), Wording().literals(kind), find()
    made = list(zip(cases(result, asked), compose(result, asked), strict=True))
    assert made
    for case, notice in made:
        may = accounts.of([*case.facts.values(), literals])
        for layout, read in ((word, docx_texts), (partial(pdf, fonts=fonts), pdf_texts)):
            texts = read(layout(notice.document))
            layouts = given_by_layout(notice.document, pages=40)
            assert set(orphans(texts, units, may)) <= layouts, (kind, notice.about, layout)
            assert "样例" in "".join(texts), "made up, and says so"
            assert "通渭" not in "".join(texts)


def test_a_number_that_is_not_accounted_for_is_found_in_the_files() -> None:
    (notice,) = compose(county(), request(CYCLES["township", "2016"], ["publicity"]))
    texts = docx_texts(word(notice.document))
    units = Names(unit["unit"] for unit in county()["units"])
    may = Accounts(units).of([[text.replace("95.10", "") for text in texts]])
    assert orphans(texts, units, may) == ["95.10"]
